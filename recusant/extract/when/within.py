"""Counts of one week or month of which nothing tells which it was: "350 surrendered in a single week of August"."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

from recusant.extract.numbers.quantities import Figure
from recusant.extract.sentence.line import Line
from recusant.extract.what.stated import DAYS_IN, in_one
from recusant.records import Scope

SHORTEST_MONTH = 28  # days


def within_one(line: Line, figure: Figure, scope: Scope, kind: str) -> Scope:
    """The scope, its window some days of the longer time named, where a count is told to be of one such spell of it."""
    spell = in_one(line, figure, scope.window) if kind == "count" and figure.form == "count" else None
    first, last = scope.window.start[0], scope.window.end[1]
    if spell is None or first is None or last is None:
        return scope
    days = timedelta(min(DAYS_IN[spell], SHORTEST_MONTH) - 1)
    return replace(scope, window=replace(scope.window, start=(first, last - days), end=(first + days, last)))
