"""What a ratio or change is of: for a share the count that it is a part of, else the days compared with."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import date
from itertools import permutations

from recusant.extract.numbers.quantities import Figure
from recusant.extract.scopes import Scoper
from recusant.extract.sentence.line import AT_ONCE, CARRIED, EITHER, SAID
from recusant.extract.sentence.terms import FILES
from recusant.extract.sentence.thread import Read
from recusant.extract.what.counted import counted
from recusant.extract.what.stated import Stated
from recusant.extract.when.ends import WINDOW_WITHIN
from recusant.extract.when.grown import a_year_before, grew_within, spelt_out
from recusant.records import Quantity, Scope, Window

NARROW = 0.1  # "twice" may be nearly three times as much, and fits too many pairs


def based(scoper: Scoper, read: Read, said: Stated, *, share: bool) -> tuple[Read, Scope | None]:
    """A figure, and the scope that it is a multiple or a share of, where the words give it.

    A multiple or growth whose days nothing tells is of the counts before it, if it fits two of them.
    """
    if said.kind not in ("ratio", "change"):
        return read, None
    if share:
        whole = _whole(scoper, read)
        return read if whole or read.how["told"] != SAID else read._replace(how=read.how | {"told": EITHER}), whole
    line = scoper.line
    if growth := spelt_out(line, read.figure):
        return read, replace(read.scope, window=growth[0])
    before = a_year_before(read.scope.window) if scoper.reads and grew_within(line, read.figure) else None
    if before is not None:
        return read, replace(read.scope, window=before)
    compared = line.nearest(read.figure, [one for one in line.windows if line.compared(one)], WINDOW_WITHIN)
    if compared is not None and compared.window != read.scope.window:
        return read, replace(read.scope, window=compared.window)
    return (read, None) if compared else _between_two(scoper, read, said.quantity)


def _between_two(scoper: Scoper, read: Read, ratio: Quantity) -> tuple[Read, Scope | None]:
    """A growth with the days of the later and the sooner of two counts that it fits: "577 in autumn, 305 in summer: 89 % more"."""
    dated: list[tuple[date, Read, Quantity]] = []
    for one in (*scoper.thread.last, *scoper.reads):
        days, alike = one.scope.window.exact, one.scope == replace(read.scope, window=one.scope.window)
        if days and alike and isinstance(one.figure, Figure) and one.figure.form == "count":
            dated.append((days[0], one, one.figure.quantity))
    own = read.how["window"] != CARRIED and all(one.scope.window != read.scope.window for _, one, _ in dated)
    if own or not _is_narrow(ratio):
        return read, None
    pairs = ((later, sooner) for later, sooner in permutations(dated, 2) if later[0] > sooner[0])
    fit = [(later[1], sooner[1]) for later, sooner in pairs if _fits(ratio, later[2], sooner[2])]
    return (read._replace(scope=fit[0][0].scope), fit[0][1].scope) if len(fit) == 1 else (read, None)


def _is_narrow(ratio: Quantity) -> bool:
    """Whether a multiple is told so exactly that it fits two counts hardly by chance."""
    return ratio.lo is not None and ratio.hi is not None and ratio.hi - ratio.lo <= NARROW * ratio.lo


def _fits(ratio: Quantity, later: Quantity, sooner: Quantity) -> bool:
    """Whether one count may be as many times another as is told."""
    if later.lo is None or later.hi is None or sooner.hi is None or ratio.lo is None or ratio.hi is None or not sooner.lo or not sooner.hi:
        return False
    return ratio.lo <= later.hi / sooner.lo and later.lo / sooner.hi <= ratio.hi


def _whole(scoper: Scoper, read: Read) -> Scope | None:
    """What a share is of: what it is said to be of, else a count before it of the same days, or of some that may be the same."""
    whole = scoper.measures.whole_of(read.figure, read.scope.place)
    if whole is not None and whole != read.scope.measure:
        return replace(read.scope, measure=whole)
    since = scoper.dating.of_all(read.figure)
    if since is not None and since != read.scope.window:
        return replace(read.scope, window=since)
    last = next((one for one in reversed(scoper.reads) if one.figure.end <= read.figure.start), None)
    if last is not None and last.scope == read.scope and _of_these(scoper, read, last):
        return None  # "820,000 left, and 30 % of them fled the draft": who these are the codebook does not tell apart
    before = [one for one in (*scoper.thread.last, *scoper.reads) if one.scope != read.scope]
    before = [one for one in before if not _apart(one.scope.window, read.scope.window)]
    counts = [one for one in before if getattr(one.figure, "form", None) == "count"]
    before = _of_papers(scoper, read, before if scoper.setting.near_cue(read.figure, "part") else counts)
    before = [one for one in before if not one.compares] or before
    before = [one for one in before if one.scope.window == read.scope.window] or before
    return before[-1].scope if before else None


def _of_these(scoper: Scoper, read: Read, before: Read) -> bool:
    """Whether "of them" stands between a count and a share, or right behind the share."""
    them = scoper.line.grammar.claims["words"].get("them", ())
    cues = [one for one in scoper.line.named("cues", "part") if scoper.line.tokens[one.tokens[-1]].low in them]
    return any(one.start >= before.noun.end and scoper.line.apart(one, read.figure) <= AT_ONCE for one in cues)


def _of_papers(scoper: Scoper, read: Read, before: Sequence[Read]) -> list[Read]:
    """The counts of cases, where a share is of cases: "9,300 suspects; only 5 % of the cases went to court"."""
    if counted(scoper.line, read.figure).unit not in FILES:
        return list(before)
    return [one for one in before if scoper.book.measures[one.scope.measure].unit in FILES]


def _apart(window: Window, other: Window) -> bool:
    """Whether two windows have no day in common."""
    first, last = window.largest, other.largest
    return first is not None and last is not None and (first[1] < last[0] or last[1] < first[0])
