"""Lists of pages: RSS and Atom feeds, sitemaps and indexes of sitemaps, and plain lists of addresses.

One parser reads all four forms of XML. It loads nothing, unfolds no entities and holds one entry at a time.
"""

from __future__ import annotations

import io
from collections import deque
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from itertools import islice
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple
from urllib.parse import urljoin

from recusant.collect.addresses import is_address, tidy
from recusant.collect.unpacked import GZIP, unpacked
from recusant.collect.web import Web
from recusant.errors import BadInput, BadSource

if TYPE_CHECKING:
    from lxml import etree

FORMS = ("rss", "RDF", "feed", "urlset", "sitemapindex")  # the outermost elements of RSS, RSS 1.0, Atom, sitemaps and their indexes
ENTRIES = ("item", "entry", "url", "sitemap")
MOST_LISTS = 100  # read in one round
MOST = 50_000  # addresses of one list, as the sitemap protocol has it
MOST_PARTS = 10_000  # elements of one entry


class Named(NamedTuple):
    """One entry of a list: its kind, the address, and when it says that this changed."""

    kind: str
    url: str
    changed: str = ""


@dataclass(frozen=True)
class Listed:
    """The addresses of a list in its order: of pages, and of further lists; and what in it was no address."""

    pages: tuple[str, ...]
    lists: tuple[str, ...] = ()
    faults: tuple[BadSource, ...] = ()


Known = dict[str, tuple[dict[str, str], Listed]]


def pages_of(given: Iterable[str], web: Web, known: Known) -> tuple[list[str], list[BadInput]]:
    """The pages that lists name (their addresses, or paths of plain lists), in their order, and what could not be read.

    ``known`` keeps from round to round what a list said, so that a list that has not changed need not be sent again.
    """
    queue, seen = deque(given), set[str]()
    pages, faults = dict[str, None](), list[BadInput]()
    while queue and len(seen) < MOST_LISTS:
        name = queue.popleft()
        if name in seen:
            continue
        seen.add(name)
        try:
            found = _fetched(name, web, known) if is_address(name) else listed(_bytes(Path(name)), name, web.limits.unpacked)
        except BadInput as fault:
            faults.append(fault.kept())
            continue
        pages.update(dict.fromkeys(found.pages))
        queue.extend(found.lists)
        faults += found.faults
    if queue:
        what = f"{len(queue):,} more lists were not read: {MOST_LISTS} are, those that changed last first"
        faults.append(BadSource(what, file=queue[0], mend="watch those you need by themselves"))
    return list(pages), faults


def _fetched(address: str, web: Web, known: Known) -> Listed:
    fetched = web.fetch(address, lambda url: known[url][0] if url in known else {})
    if not fetched.unchanged:
        known[fetched.url] = (fetched.conditions, listed(fetched.body, fetched.url, web.limits.unpacked))
    return known[fetched.url][1]


def _bytes(path: Path) -> bytes:
    try:
        return path.read_bytes()
    except OSError as fault:
        raise BadInput(f"cannot be opened ({fault.strerror})", file=str(path), mend="give the address or the file of a list") from None


def listed(data: bytes, name: str, most: int) -> Listed:
    """What a list names; ``name`` is its own address or path. Packed ones are unpacked to at most so many bytes.

    Raises BadSource where it is a list of none of the kinds.
    """
    data = unpacked(data, "gzip", most, name) if data.startswith(GZIP) else data
    head = data[:2000].lstrip(b"\xef\xbb\xbf\xff\xfe \t\r\n")
    if not head.startswith(b"<"):
        return _gathered(_lines(data, name))
    try:
        return _gathered(islice(_entries(data, name), MOST))
    except SyntaxError as fault:
        raise BadSource(f"neither a feed nor a sitemap ({fault.msg})", file=name, mend=_mend(data)) from None


def _gathered(found: Iterable[Named | BadSource]) -> Listed:
    """Lists that changed last come first, as more are named than anybody reads."""
    pages, lists, faults = dict[str, None](), dict[str, str](), list[BadSource]()
    for one in found:
        if isinstance(one, BadSource):
            faults.append(one)
        elif one.kind == "sitemap":
            lists[one.url] = one.changed
        else:
            pages[one.url] = None
    return Listed(tuple(pages), tuple(sorted(lists, key=lambda url: lists[url], reverse=True)), tuple(faults))


def _lines(data: bytes, name: str) -> Iterator[Named | BadSource]:
    """The lines of a plain list; a # begins a remark."""
    for number, line in enumerate(data.decode("utf-8-sig", "replace").splitlines(), 1):
        words = line.strip()
        if not words or words.startswith("#"):
            continue
        try:
            yield Named("line", tidy(words))
        except BadSource as fault:
            yield BadSource(fault.what, file=name, place=f"line {number}", mend="write one address a line, with https://")


def _entries(data: bytes, name: str) -> Iterator[Named | BadSource]:
    """The address of each entry. Broken XML is read as far as it goes, as feed readers do."""
    from lxml import etree

    form, inside = None, 0
    reading = etree.iterparse(
        io.BytesIO(data), events=("start", "end"), recover=True, resolve_entities=False, no_network=True, load_dtd=False, huge_tree=False
    )
    for event, element in reading:
        kind = _kind(element)
        if form is None:
            form = kind
            if form not in FORMS:
                break
        if event == "start":
            inside = inside + 1 if inside or kind in ENTRIES else 0
            if inside > MOST_PARTS:
                raise BadSource(f"an entry has over {MOST_PARTS:,} parts", file=name, place=f"line {element.sourceline}", mend=_mend(data))
        elif kind in ENTRIES:
            inside = 0
            yield from _named(element, name)
        if event == "end" and not inside:
            _forget(element)
    if form not in FORMS:
        raise BadSource("neither a feed nor a sitemap", file=name, mend=_mend(data))


def _named(entry: etree._Element, name: str) -> Iterator[Named | BadSource]:
    """What an entry names, where it names something."""
    base = urljoin(name if is_address(name) else "", entry.base or "") or None
    link = _link(entry)
    try:
        if link:
            changed = next((part.text or "" for part in entry if _kind(part) == "lastmod"), "")
            yield Named(_kind(entry), tidy(link, base), changed.strip())
    except BadSource as fault:
        yield BadSource(fault.what, file=name, place=f"line {entry.sourceline}", mend=fault.mend)


def _forget(element: etree._Element) -> None:
    """Frees what was read: lists are long."""
    element.clear()
    parent = element.getparent()
    while parent is not None and element.getprevious() is not None:
        del parent[0]


def _link(entry: etree._Element) -> str | None:
    """Where an entry leads: Atom says it in an attribute, all others in words; some feeds only in the entry's permanent name."""
    said: dict[str, str] = {}
    for part in entry:
        kind = _kind(part)
        if kind == "link" and part.get("href") and part.get("rel", "alternate") == "alternate":
            said.setdefault("link", part.get("href", ""))
        elif kind in ("link", "loc", "guid") and (part.text or "").strip():
            said.setdefault(kind, (part.text or "").strip())
    permanent = said.get("guid", "")
    return said.get("link") or said.get("loc") or (permanent if is_address(permanent) else None)


def _kind(element: etree._Element) -> str:
    """The name of an element without its namespace."""
    return element.tag.rpartition("}")[2] if isinstance(element.tag, str) else ""


def _mend(data: bytes) -> str:
    page = b"<html" in data[:4000].lower()
    return "this is a page: capture it with `recusant add`" if page else "give a feed, a sitemap, or a plain list of addresses"
