"""What a ratio or change is of: for a share the count that it is a part of, else the days compared with."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from recusant.extract.counted import counted
from recusant.extract.dating import WINDOW_WITHIN
from recusant.extract.grown import spelt_out
from recusant.extract.scopes import Scoper
from recusant.extract.terms import FILES
from recusant.extract.thread import Read
from recusant.records import Scope, Window


def base(scoper: Scoper, read: Read, *, share: bool) -> Scope | None:
    """The scope that a figure is a multiple or a share of, where the words give it."""
    if share:
        return _whole(scoper, read)
    line = scoper.line
    if growth := spelt_out(line, read.figure):
        return replace(read.scope, window=growth[0])
    compared = line.nearest(read.figure, [one for one in line.windows if line.compared(one)], WINDOW_WITHIN)
    return None if compared is None or compared.window == read.scope.window else replace(read.scope, window=compared.window)


def _whole(scoper: Scoper, read: Read) -> Scope | None:
    """What a share is of: what it is said to be of, else a count before it of the same days, or of some that may be the same."""
    whole = scoper.measures.whole_of(read.figure)
    if whole is not None and whole != read.scope.measure:
        return replace(read.scope, measure=whole)
    since = scoper.dating.of_all(read.figure)
    if since is not None and since != read.scope.window:
        return replace(read.scope, window=since)
    before = [one for one in (*scoper.thread.last, *scoper.reads) if one.scope != read.scope]
    before = [one for one in before if not _apart(one.scope.window, read.scope.window)]
    counts = [one for one in before if getattr(one.figure, "form", None) == "count"]
    before = _of_papers(scoper, read, before if scoper.setting.near_cue(read.figure, "part") else counts)
    before = [one for one in before if not one.compares] or before
    before = [one for one in before if one.scope.window == read.scope.window] or before
    return before[-1].scope if before else None


def _of_papers(scoper: Scoper, read: Read, before: Sequence[Read]) -> list[Read]:
    """The counts of cases, where a share is of cases: "9,300 suspects; only 5 % of the cases went to court"."""
    if counted(scoper.line, read.figure).unit not in FILES:
        return list(before)
    return [one for one in before if scoper.book.measures[one.scope.measure].unit in FILES]


def _apart(window: Window, other: Window) -> bool:
    """Whether two windows have no day in common."""
    first, last = window.largest, other.largest
    return first is not None and last is not None and (first[1] < last[0] or last[1] < first[0])
