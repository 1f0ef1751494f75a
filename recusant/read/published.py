"""The day a web page was published, from what the page itself declares, surest first; never from a guess at its words.

Day detectors read dates anywhere on a page and are silently wrong on Ukrainian and Russian month names, and a wrong day would
move windows and so bounds. No day is the better answer.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Iterator
from datetime import date
from email.utils import parsedate
from typing import Any

from lxml import html

META = (
    "article:published_time", "og:published_time", "og:article:published_time", "datepublished", "parsely-pub-date",
    "pubdate", "publish-date", "publication_date", "dc.date.issued", "dcterms.created", "dc.date", "date",
)  # fmt: skip
ISO = re.compile(r"(\d{4})-(\d\d)-(\d\d)(?!\d)")
IN_ADDRESS = re.compile(r"/(20\d\d)[/-](\d\d)[/-](\d\d)(?=[/-]|$)")


def json_ld(page: html.HtmlElement) -> list[dict[str, Any]]:
    """Every object of the page's JSON-LD, articles first. A block that is not JSON is not there for any reader of the page."""
    found: list[dict[str, Any]] = []
    for block in page.xpath("//script[@type='application/ld+json']/text()"):
        try:
            found += _objects(json.loads(block, strict=False))
        except (ValueError, RecursionError):
            continue
    return sorted(found, key=lambda item: "Article" not in str(item.get("@type")) and "Posting" not in str(item.get("@type")))


def published(page: html.HtmlElement, about: list[dict[str, Any]], meta: dict[str, str], url: str | None) -> date | None:
    """The day of publication as written there (no change of time zone), or None where the page does not declare it."""
    declared = [*(item.get("datePublished") for item in about), *(meta.get(name) for name in META)]
    marked = page.xpath("//*[@itemprop='datePublished']/@datetime | //time[@pubdate]/@datetime")
    return _first([*declared, *marked]) or _only(page.xpath("//article//time/@datetime")) or _in_address(url)


def _objects(value: Any) -> Iterator[dict[str, Any]]:
    if isinstance(value, dict):
        yield value
    for inner in value.values() if isinstance(value, dict) else value if isinstance(value, list) else ():
        yield from _objects(inner)


def _first(written: Iterable[object]) -> date | None:
    return next((day for text in written if isinstance(text, str) and (day := _day(text))), None)


def _only(written: Iterable[str]) -> date | None:
    """The day, where all elements give the same one: others belong to comments or to further articles."""
    days = {_day(text) for text in written}
    return days.pop() if len(days) == 1 else None


def _in_address(url: str | None) -> date | None:
    found = IN_ADDRESS.search(url or "")
    return _day("-".join(found.groups())) if found else None


def _day(text: str) -> date | None:
    """The day at the head of an ISO time or of a mail time ("Mon, 26 Aug 2024 10:00:00 GMT"), else None."""
    iso = ISO.match(text.strip())
    parts = tuple(map(int, iso.groups())) if iso else parsedate(text)
    try:
        return date(*parts[:3]) if parts else None
    except ValueError:
        return None
