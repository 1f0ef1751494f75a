"""A saved page or an export becomes the entries of a docket; nothing else of it is kept but its digest."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass

from lxml.etree import LxmlError

from recusant.dockets.entries import Court, Entry
from recusant.dockets.exports import read_export
from recusant.dockets.pages import court_of, read_page
from recusant.errors import BadSource

OF_SITES = (b"sud_delo", b"mos-gorsud", b"case-number")  # one of them stands in every list and card

MOST_TAGS = 150_000  # a list of 25 cases has 2,000


@dataclass(frozen=True)
class Docket:
    """One file: its digest, what it is (list, card, export, none, captcha, unavailable, other), whose it is, its entries, and how many
    cases the site found where it says so."""

    digest: str
    kind: str
    court: Court
    entries: tuple[Entry, ...]
    found: int | None = None


def read_docket(data: bytes, name: str) -> Docket:
    """Raises BadSource where it is neither a page nor a table of cases."""
    digest, text = hashlib.sha256(data).hexdigest(), _decoded(data, name)
    if text.lstrip()[:1] != "<":
        return Docket(digest, "export", Court(), tuple(read_export(text, name, digest)))
    if text.count("<") > MOST_TAGS:
        raise BadSource(f"the page has over {MOST_TAGS:,} tags", file=name, mend="save the list in parts")
    court = court_of(text)
    try:
        kind, entries, found = read_page(text, digest, court)
    except (LxmlError, ValueError) as fault:
        raise BadSource(f"not a web page ({fault})", file=name, mend="save it again") from None
    return Docket(digest, kind, court, tuple(entries), found)


def is_docket(data: bytes) -> bool:
    """Whether a web page is a list of cases or a card of one: such a page holds names, and is counted and not kept."""
    if not any(mark in data for mark in OF_SITES):
        return False
    try:
        return bool(read_docket(data, "").entries)
    except BadSource:
        return False


def _decoded(data: bytes, name: str) -> str:
    """UTF-8, else the encoding that the sites of courts had before."""
    for encoding in ("utf-8-sig", "windows-1251"):
        try:
            return data.decode(encoding)
        except UnicodeDecodeError:
            continue
    raise BadSource("neither UTF-8 nor windows-1251", file=name, mend="save it again as UTF-8")
