"""Saved pages of court sites: lists of cases and cards of one case, told by their headings, whatever the layout."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator
from functools import partial

from lxml import html

from recusant.dockets.entries import HOST, Court, Entry, entry
from recusant.dockets.words import cells_of, field_of, says, words

OWN_CODE = re.compile(r"(?:vnkod|fromOa)=(\d\d[A-Z]{2}\d{4})")
OWN_ADDRESS = re.compile(
    r"""saved from url=\(\d+\)(\S+)|<base[^>]{1,200}href=["']?([^"'\s>]+)|rel=["']canonical["'][^>]{1,200}href=["']([^"']+)"""
)
SERVICES = ("ej", "files", "usd", "www", "portal")  # of all courts, or of the courts of a region
PROCEDURE = re.compile(r"delo_id=(\d+)")
CASE = re.compile(r"ДЕЛО\s*№\s*([^\n]+)", re.IGNORECASE)
RANGE = re.compile(r"найдено\D{0,8}(\d{1,7})\D{1,40}с \d{1,7} по \d")
Grid = list[list[html.HtmlElement]]


def read_page(text: str, digest: str, court: Court) -> tuple[str, list[Entry], int | None]:
    """What kind of page it is, its entries, and how many cases the site found in all (a list shows 25 at a time).

    Kinds: list, card, none (nothing was found), captcha, unavailable, other. The last three tell nothing of
    how many cases there are.
    """
    page: html.HtmlElement = html.document_fromstring(text.encode(), parser=html.HTMLParser(encoding="utf-8"))
    words_of_page = page.text_content()
    grids = [_grid(table) for table in page.iter("table")]
    title = " ".join(_of_class("title", page))
    listed = [one for grid in grids for one in _listed(grid, court, digest, _criminal(text, title))]
    if listed:
        found = RANGE.search(" ".join(words_of_page.split()))
        return "list", listed, int(found[1]) if found else None
    card = _card(page, grids, court, digest, _criminal(text, title))
    if card:
        return "card", [card], None
    kinds = {"none": "none", "gates": "captcha", "closed": "unavailable"}
    return next((kind for name, kind in kinds.items() if says(name, words_of_page)), "other"), [], None


def court_of(text: str) -> Court:
    """The court whose page it is: by its code, which the links of its site carry, and by its host."""
    codes = Counter(OWN_CODE.findall(text)).most_common(1)
    own = OWN_ADDRESS.search(text)
    stated = HOST.search(next(filter(None, own.groups()))) if own else None
    linked = Counter(found for found in HOST.findall(text.lower()) if found[0] not in SERVICES)
    host, times = (linked.most_common(1) or [(None, 0)])[0]
    most = host if 2 * times > linked.total() else None
    return Court(codes[0][0] if codes else None, (stated[1].lower(), stated[2].lower()) if stated else most)


def _criminal(links: str, title: str) -> bool | None:
    """Whether links, or else a title, speak of criminal cases of first instance; None where they tell nothing."""
    told = {number in words()["procedures"] for number in PROCEDURE.findall(links)}
    if len(told) == 1:
        return told.pop()
    known = says("first", title) or says("criminal", title)
    return says("first", title) and says("criminal", title) if known else None


def _listed(grid: Grid, court: Court, digest: str, whole: bool | None) -> Iterator[Entry]:
    """The entries of a table with a column of case numbers."""
    titles: list[str] = []
    for row in grid:
        if not titles:
            titles = _titles(row)
            continue
        cells = cells_of("headings", titles, map(_text, row))
        own = _criminal(" ".join(href for cell in row for href in cell.xpath(".//@href")), cells.get("procedure", ""))
        made = entry(cells, court, digest, whole if own is None else own)
        if made:
            yield made


def _titles(row: list[html.HtmlElement]) -> list[str]:
    """The headings, where the row is that of a list of cases: one of them is of case numbers."""
    titles = [_text(cell) for cell in row]
    return titles if len(titles) > 2 and "number" in map(partial(field_of, "headings"), titles) else []


def _card(page: html.HtmlElement, grids: Grid, court: Court, digest: str, criminal: bool | None) -> Entry | None:
    """The entry of a page about one case: rows of a heading and a value, and a column of articles in the table of persons."""
    numbered = CASE.search("\n".join(_of_class("case", page)))
    if not numbered:
        return None
    cells = {"number": numbered[1]}
    for grid in grids:
        for row in grid:
            field = field_of("headings", _text(row[0])) if len(row) == 2 else None
            if field:
                cells.setdefault(field, _text(row[1]))
    charges = " ; ".join(cell for grid in grids for cell in _column(grid))
    return entry({**cells, "articles": charges}, court, digest, criminal)


def _column(grid: list[html.HtmlElement]) -> Iterator[str]:
    """The cells below the heading of articles."""
    at = None
    for row in grid:
        of_charges = [says("charges", _text(cell)) for cell in row]
        if any(of_charges):
            at = of_charges.index(True)
        elif at is not None and len(row) > at:
            yield _text(row[at])


def _of_class(name: str, page: html.HtmlElement) -> list[str]:
    """What elements whose class begins so say themselves, without what stands in others within them."""
    found = (one for one in page.iter("div", "span", "p", "h1", "h2") if (one.get("class") or "").startswith(name))
    return [" ".join(" ".join([one.text or "", *(child.tail or "" for child in one)]).split()) for one in found]


def _grid(table: html.HtmlElement) -> Grid:
    """The cells of a table, row by row; tables within it are tables of their own."""
    rows = table.xpath("./tr | ./tbody/tr | ./thead/tr | ./tfoot/tr")
    return [cells for row in rows if (cells := row.xpath("./td | ./th"))]


def _text(element: html.HtmlElement) -> str:
    return " ".join(" ".join(element.itertext()).split())
