"""Tables of hand-coded figures: each row is a claim, and each page that the rows cite is a source of its own."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from recusant.codebook import Codebook
from recusant.read.cells import Cells
from recusant.read.figures import Figure, figure
from recusant.read.rows import Faults, Row, rows_of
from recusant.records import Claim, Quote, Source, Text, in_words

MEDIA = "text/x-coded-rows"
OF_THE_PAGE = ("outlet", "lang", "published")  # the same in all rows of one page
Page = tuple[str | None, ...]


@dataclass(frozen=True, slots=True)
class Coded:
    """A row that is in order: its figure, and the line that stands for it in the text of its page."""

    row: Row
    figure: Figure
    line: str


def read_table(source: Source, codebook: Codebook) -> list[Text]:
    """One text for each page that the table cites, its rows as claims, and last the table itself, which has none.

    A page is what rows with one ``url`` share; without a url, one outlet and day; without an outlet, the table. Its text has
    one line a row that begins with ``value_text``, the quote. Raises BadTable with all faults of the table, each with its row
    and column.
    """
    faults = Faults(source.name)
    pages: dict[Page, list[Coded]] = {}
    for row in rows_of(source):
        cells = Cells(row, faults)
        found = figure(cells, codebook)
        if found is not None:
            pages.setdefault(_page(row), []).append(Coded(row, found, _line(row, found)))
    _check_pages(pages.values(), faults)
    _check_ids((coded.row for page in pages.values() for coded in page), faults)
    faults.refuse()
    return [*(_text(page, source) for page in pages.values()), Text(source, "")]


def _page(row: Row) -> Page:
    if row.cells.get("url"):
        return (row.cells["url"],)
    return (None, row.cells.get("outlet") or None, row.cells.get("published") or None)


def _line(row: Row, found: Figure) -> str:
    """The words of the value and what they count. The row's number is left out, so that a row added above changes no page."""
    printed = f" in {found.outlet}" if found.outlet else ""
    said = f", {found.said_on}" if found.said_on else ""
    own = f" ({row.cells['id']})" if row.cells.get("id") else ""
    return f"{found.quantity.text} — {in_words(found.scope)}; {found.origin}{printed}{said}{own}"


def _text(page: list[Coded], table: Source) -> Text:
    body = "\n".join(coded.line for coded in page)
    known = {name: next((value for coded in page if (value := getattr(coded.figure, name))), None) for name in ("url", *OF_THE_PAGE)}
    name = known["url"] or known["outlet"] or table.name
    source = Source.of(body.encode(), name, media=MEDIA, captured=table.captured, part_of=table.id, **known)
    claims, start = [], 0
    for coded in page:
        claims.append(_claim(coded.figure, source.id, start))
        start += len(coded.line) + 1
    return Text(source, body, tuple(claims))


def _claim(found: Figure, source: str, start: int) -> Claim:
    words = found.quantity.text
    quote = Quote(start, start + len(words), words)
    return Claim.of(
        source, quote, found.kind, found.quantity, found.scope, origin=found.origin, base=found.compared, via=found.via,
        said_on=found.said_on, reader="table", status=found.status, per=found.per, direction=found.direction, rank=found.rank,
    )  # fmt: skip


def _check_pages(pages: Iterable[list[Coded]], faults: Faults) -> None:
    for page in pages:
        for name in OF_THE_PAGE:
            told = [(coded.row.place, value) for coded in page if (value := coded.row.cells.get(name))]
            for place, value in told:
                if value != told[0][1]:
                    faults.add(f"{place}, {name}", f"{value!r}, but {told[0][0]} says {told[0][1]!r} of the same page; make them alike")


def _check_ids(rows: Iterable[Row], faults: Faults) -> None:
    first: dict[str, str] = {}
    for row in rows:
        own = row.cells.get("id")
        if own and first.setdefault(own, row.place) != row.place:
            faults.add(f"{row.place}, id", f"{own!r} also stands in {first[own]}; give each row its own")
