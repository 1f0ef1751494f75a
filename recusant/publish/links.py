"""Permanent links: the page and the place of a thing follow from what it is, so they are the same in every edition."""

from __future__ import annotations

import hashlib
import re
from dataclasses import dataclass
from functools import lru_cache

from recusant.publish.figures import Key
from recusant.publish.series import days_of
from recusant.publish.words import LANGUAGES
from recusant.records import Bound, identity

PLAIN = re.compile(r"[A-Za-z0-9_-]{1,40}")
HASHED = re.compile(r"\w-([0-9a-f]{2})[0-9a-f]+")


def series_page(key: Key) -> str:
    """The page of a series: "series/all.cases_opened.art407.UA.html"."""
    return _series_page(*key)


@lru_cache(maxsize=4096)
def _series_page(*key: str) -> str:
    return f"series/{'.'.join(map(_plain, key))}.html"


def days_anchor(bound: Bound) -> str:
    """The place of a bound on the page of its series: its first and its last day."""
    first, last = days_of(bound)
    return f"{first.isoformat()}..{last.isoformat()}"


def bound_link(bound: Bound) -> str:
    """A bound among the pages: that of its series, and its place there."""
    scope = bound.scope
    return f"{_series_page(bound.layer, scope.measure, scope.category, scope.place)}#{days_anchor(bound)}"


def claim_page(claim: str) -> str:
    """The page of a claim, by the beginning of its id: "claims/5f.html" for c-5f1d09a3b2c4."""
    hashed = HASHED.fullmatch(claim)
    shelf = hashed[1] if hashed else hashlib.sha256(claim.encode("utf-8", "surrogatepass")).hexdigest()[:2]
    return f"claims/{shelf}.html"


def conflict_page(conflict: str) -> str:
    """The page of a conflict: "conflicts/x-….html"."""
    return f"conflicts/{_plain(conflict)}.html"


def anchor(name: str) -> str:
    """The place of a claim or a source on its page: its id."""
    return _plain(name)


def _plain(part: str) -> str:
    """An id as it stands if it is plain and short, else its plain letters and a hash of the whole."""
    if PLAIN.fullmatch(part):
        return part
    return identity("-".join(PLAIN.findall(part))[:40] or "id", [part])


def folder_of(language: str) -> str:
    """Where the pages of a language lie: those of the first one beside the data, each other in a folder of its own."""
    return "" if language == next(iter(LANGUAGES)) else f"{language}/"


@dataclass
class Links:
    """Links as the page has them that is being written. ``page`` is its name in the folder of its language; None: there is only one."""

    language: str
    page: str | None = None

    def to(self, page: str) -> str:
        """A page in the same language."""
        return "../" * (self.page or "").count("/") + page

    def data(self, name: str) -> str:
        """A file beside the data."""
        return self.to("../" if folder_of(self.language) else "") + name

    def tongue(self, language: str, page: str) -> str:
        """A page in another language."""
        return self.data(folder_of(language) + page)

    def series(self, key: Key) -> str:
        return self.to(series_page(key))

    def bound(self, bound: Bound) -> str:
        page, _, place = bound_link(bound).partition("#")
        return f"#{place}" if page == self.page or self.page is None else f"{self.to(page)}#{place}"

    def claim(self, claim: str) -> str:
        return f"#{anchor(claim)}" if self.page is None else f"{self.to(claim_page(claim))}#{anchor(claim)}"

    def holds(self, claim: str) -> bool:
        """Whether this is the page of a claim."""
        return claim_page(claim) == self.page

    def conflict(self, conflict: str) -> str:
        return self.to(conflict_page(conflict))
