"""Rows that hold together in fractions and in no whole numbers: a count that is proven to be at least more than at most (rule M8).

"Half of them", of exactly five, leaves 2½: at least 3 and at most 2, so both figures cannot hold. Looked at is each count that a row
speaks of which is not a plain sum with a whole value: a share, a multiple, a rate. Counts between whose least and greatest a whole number
was seen are passed over: every solution shows one value of each, and between two values all are possible.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from math import ceil, floor

import numpy as np

from recusant.codebook import Codebook
from recusant.errors import NotProven
from recusant.reconcile.bounds import Bounds
from recusant.reconcile.figures import Figure
from recusant.reconcile.links import link_rows
from recusant.reconcile.program import Outcome, Vector
from recusant.reconcile.rules import Row
from recusant.reconcile.system import Question
from recusant.records import Bound, Scope, Term, Window

NOISE = 1e-3  # so far a solution may be from what the rows say, for what its terms cost (``bounds.TERM``); 0.5 is usual of a crossing


def crossing(figures: Sequence[Figure], chosen: Iterable[int], book: Codebook) -> tuple[frozenset[int], Bound] | None:
    """A bound that leaves no whole number, of chosen figures that hold together in fractions, and the figures that prove it: none of
    them can be left out for the same count to cross. None where no such count is found.
    """
    rows = _rows_of(figures, chosen)
    found = next(_crossed(rows, list(dict.fromkeys(_spoken_of(rows))), book), None)
    if found is None:
        return None
    question, bound = found
    needed = _cited(figures, bound)
    for figure in sorted(needed):
        if figure in needed and (fewer := next(_crossed(_rows_of(figures, needed - {figure}), [question], book), None)):
            bound = fewer[1]
            needed = _cited(figures, bound)
    return frozenset(needed), bound


def _rows_of(figures: Sequence[Figure], chosen: Iterable[int]) -> list[Row]:
    return [row for number in sorted(chosen) for row in figures[number].rows]


def _cited(figures: Sequence[Figure], bound: Bound) -> set[int]:
    cited = {term.claim for term in bound.lo_certificate + bound.hi_certificate if isinstance(term, Term)}
    return {number for number, figure in enumerate(figures) if figure.id in cited}


def in_parts(rows: Iterable[Row]) -> bool:
    """Whether rows speak of parts of counts: shares, multiples and rates."""
    return any(map(_in_parts, rows))


def _in_parts(row: Row) -> bool:
    return row.value.denominator > 1 or any(abs(times) != 1 for times, _ in row.parts)


def _spoken_of(rows: Sequence[Row]) -> Iterator[Question]:
    return (Question(row.layer, box) for row in rows if _in_parts(row) for box in row.boxes)


def _crossed(rows: Sequence[Row], asked: Sequence[Question], book: Codebook) -> Iterator[tuple[Question, Bound]]:
    """Of the questions asked those whose ends cross, each with its bound."""
    if not asked:
        return
    boxes = [*(box for row in rows for box in row.boxes), *(question.box for question in asked)]
    bounds = Bounds([*rows, *link_rows(boxes, book)], asked, book)
    seen = _Seen(bounds, asked)
    for number, question in enumerate(asked):
        try:
            if seen.fits(number) or not seen.both_ends(number):
                continue
            (lo, lower), (hi, upper) = bounds.lower(question), bounds.upper(question)
        except NotProven:  # told only where it is shown; whoever asks for this count is told that it is not proven
            continue
        if hi is not None and lo > hi:
            box = question.box
            scope = Scope(box.measure, box.category, box.place, Window.of(box.start, box.end))
            yield question, Bound(scope, question.layer, lo, hi, lower, upper)


class _Seen:
    """The least and the greatest value of each question in the solutions seen so far."""

    def __init__(self, bounds: Bounds, asked: Sequence[Question]) -> None:
        self._bounds, self._asked = bounds, asked
        self._runs = [np.array(bounds.system.runs(question.layer, question.box)).T for question in asked]
        self._least, self._most = np.full(len(asked), np.inf), np.full(len(asked), -np.inf)

    def fits(self, number: int) -> bool:
        """Whether a whole number was seen, or lies between what was."""
        least, most = float(self._least[number]), float(self._most[number])
        return least <= most and ceil(least - NOISE) <= floor(most + NOISE)

    def both_ends(self, number: int) -> bool:
        """Look at the least and the greatest; whether both exist and still no whole number fits."""
        for sign in (1, -1):
            solution = self._bounds.solve(self._asked[number], sign)
            if solution.outcome is not Outcome.OPTIMAL:
                return False
            self._look(self._bounds.totals(solution))
            if self.fits(number):
                return False
        return True

    def _look(self, totals: Vector) -> None:
        values = np.array([(totals[after] - totals[first]).sum() for first, after in self._runs])
        self._least, self._most = np.minimum(self._least, values), np.maximum(self._most, values)
