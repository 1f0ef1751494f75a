"""Cases become a table of figures: at least so many, of a category, a place and a month, from courts that are named."""

from __future__ import annotations

from calendar import monthrange
from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from recusant.codebook import Codebook, Dockets
from recusant.dockets.cases import Case, cases_of
from recusant.dockets.entries import Court
from recusant.dockets.reading import Docket
from recusant.errors import BadInput

DOCKET_COLUMNS = ("measure", "category", "place", "start", "end", "stated", "modifier", "value_text", "origin", "status", "notes")
MOST_NAMED = 12  # courts in one line; the rest is counted
Row = dict[str, str]


@dataclass(frozen=True)
class Coverage:
    """What was looked at of one court: its files, its entries, the first and last day of receipt, and how many cases count."""

    court: str
    files: int
    entries: int
    first: date | None
    last: date | None
    cases: int


@dataclass(frozen=True)
class Tally:
    """The table, and what it rests on: files by kind, what was seen of each court, entries that count for nothing more by the reason,
    and how many cases the lists say there are beyond those they show.
    """

    rows: tuple[Row, ...]
    cases: int
    kinds: Mapping[str, int]
    coverage: tuple[Coverage, ...]
    left_out: Mapping[str, int]
    unseen: int


def count_dockets(dockets: Iterable[Docket], book: Codebook) -> Tally:
    """Counts the cases of dockets. Raises BadInput where the codebook does not say how."""
    if book.dockets is None:
        mend = "add a section [dockets] to it: see docs/codebook.md"
        raise BadInput(f"the codebook {book.name!r} does not say how dockets are counted", mend=mend)
    read = list({docket.digest: docket for docket in dockets}.values())
    cases, left_out = cases_of([one for docket in read for one in docket.entries], book, book.dockets)
    seen = _seen(read)
    rows = tuple(_row(cell, found, seen, book.dockets) for cell, found in sorted(_cells(cases, book).items()))
    return Tally(rows, len(cases), Counter(docket.kind for docket in read), _coverage(read, cases), left_out, _unseen(read))


def _unseen(dockets: Iterable[Docket]) -> int:
    """How many cases lists found beyond those they show. Lists of one court that found as many are pages of one search."""
    shown: dict[tuple[Court, int], int] = defaultdict(int)
    for docket in dockets:
        if docket.found:
            shown[docket.court, docket.found] += len(docket.entries)
    return sum(max(0, found - entries) for (_, found), entries in shown.items())


def _cells(cases: Sequence[Case], book: Codebook) -> dict[tuple[date, str, str], list[Case]]:
    """The cases by month, category and place. Where one is only known to be of a larger category or place, that is told with all
    cases in it.
    """
    of_month: dict[date, list[Case]] = defaultdict(list)
    for case in cases:
        of_month[case.received.replace(day=1)].append(case)
    found: dict[tuple[date, str, str], list[Case]] = {}
    for month, received in of_month.items():
        for category in {case.category for case in received}:
            for place in {case.place for case in received}:
                within = [case for case in received if _within(case, category, place, book)]
                if within:
                    found[month, category, place] = within
    return found


def _within(case: Case, category: str, place: str, book: Codebook) -> bool:
    return category in book.category_tree.ancestors(case.category) and place in book.place_tree.ancestors(case.place)


def _row(cell: tuple[date, str, str], cases: Sequence[Case], seen: Mapping[date, set[str]], told: Dockets) -> Row:
    month, category, place = cell
    courts = Counter(case.court.name for case in cases)
    words = f"at least {len(cases):,} case{'s' * (len(cases) > 1)} received in {month:%Y-%m}: {_named(courts)}"
    pages = sorted({page for case in cases for page in case.pages})
    notes = f"receipts of this month were seen at {', '.join(sorted(seen[month]))}; SHA-256 of the pages: {' '.join(pages)}"
    last = month.replace(day=monthrange(month.year, month.month)[1])
    cells = (told.measure, category, place, month, last, len(cases), "at_least", words, told.origin, "suggested", notes)
    return dict(zip(DOCKET_COLUMNS, map(str, cells), strict=True))


def _named(courts: Counter[str]) -> str:
    named = [f"{court} {count:,}" for court, count in courts.most_common()]
    more = len(named) - MOST_NAMED
    return ", ".join(named[:MOST_NAMED]) + (f" and {more:,} more courts" if more > 0 else "")


def _seen(dockets: Iterable[Docket]) -> dict[date, set[str]]:
    """The courts of which some receipt of a month was seen."""
    found: dict[date, set[str]] = defaultdict(set)
    for docket in dockets:
        for one in docket.entries:
            if one.received:
                found[one.received.replace(day=1)].add(one.court.name)
    return found


def _coverage(dockets: Sequence[Docket], cases: Sequence[Case]) -> tuple[Coverage, ...]:
    entries = [one for docket in dockets for one in docket.entries]
    courts = {one.court.name for one in entries} | {docket.court.name for docket in dockets if docket.court != Court()}
    counted = Counter(case.court.name for case in cases)
    found = []
    for name in sorted(courts):
        of_court = [one for one in entries if one.court.name == name]
        days = sorted(one.received for one in of_court if one.received)
        files = {one.page for one in of_court} | {docket.digest for docket in dockets if docket.court.name == name}
        found.append(Coverage(name, len(files), len(of_court), days[0] if days else None, days[-1] if days else None, counted[name]))
    return tuple(found)
