"""The likely path of a series: the smoothest counts that satisfy every figure kept. An interpolation: nothing proven rests on it.

Smooth is a path whose rate bends least: the least sum of squared second differences of the rate from one month to the next, and
of a little of the first ones, so that an end that nothing holds runs on level. It is a convex quadratic programme, solved as
linear ones: each square is approached from below by its tangents, and a tangent is added wherever the last round fell short. On the
shipped example that takes 1 to 8 rounds and 0.07 s a series; the quadratic solver of HiGHS 1.16 does not end on six of the 27 series.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date, timedelta
from itertools import groupby, pairwise
from typing import NamedTuple

import numpy as np

from recusant.codebook import Codebook
from recusant.reconcile.cells import Span
from recusant.reconcile.program import OPEN, Allowed, Index, Matrix, Vector
from recusant.reconcile.rules import Row
from recusant.reconcile.system import Question, Spread, System
from recusant.records import Bound

MONTH = 30  # days that a rate is told for
TENSION = 0.1  # what a step of the rate weighs beside a bend of it
GRID = (0.03, 0.06, 0.125, 0.25, 0.5, 1.0)  # where the first tangents lie, in parts of the greatest bend
GAP = 1e-4  # how far the sum of squares may be from the least one
WORTH = 0.01  # cases; smaller differences of rates are nothing
ROUNDS = 40  # seen so far: at most 8
DETERMINED = 2  # a stretch is determined where no equally smooth path has more than so many times as many cases as another
DIGITS = 2  # a value is told to so many digits behind the point: with those of the solver, each row holds to within 0.01 a step


class Tangent(NamedTuple):
    """The square of a bend is at least twice ``at`` × its size − the square of ``at``."""

    bend: int
    at: float


def steps_within(first: date, last: date) -> Iterator[tuple[date, date]]:
    """The days cut at the first of each month."""
    while first <= last:
        after = (first.replace(day=1) + timedelta(32)).replace(day=1)
        yield first, min(last, after - timedelta(1))
        first = after


def smoothest(rows: Sequence[Row], questions: Sequence[Question], bounds: Sequence[Bound], book: Codebook) -> list[float | None]:
    """The count of each question, one a month in order, along the smoothest path that keeps all rows and lies in all bounds.

    None where it is not determined: nothing bounds the month from above, or equally smooth paths differ there by far.
    """
    known = [number for number, bound in enumerate(bounds) if bound.hi is not None]
    runs = [[number for _, number in run] for _, run in groupby(enumerate(known), key=lambda pair: pair[1] - pair[0])]
    return _Smoothing(rows, questions, bounds, book).path(runs) if runs else [None] * len(bounds)


class _Smoothing:
    """The linear programmes: a column for each cell, one for the size of each bend, and one for its square."""

    def __init__(self, rows: Sequence[Row], questions: Sequence[Question], bounds: Sequence[Bound], book: Codebook) -> None:
        system = System(rows, questions, book)
        self._bounds, self._width = bounds, system.width
        self._cells = [_columns(system.runs(question.layer, question.box)) for question in questions]
        self._days = [(question.box.end - question.box.start).days + 1 for question in questions]
        self._rows = [_line(system.spread(number)) for number in range(len(rows))]
        self._rows += [{cell: 1.0, host: 1.0, tally: -1.0} for cell, host, tally in system.links.tolist()]
        self._rows += [dict.fromkeys(cells.tolist(), 1.0) for cells in self._cells]
        self._lower = [float(row.value) if row.side == "lo" else -OPEN for row in rows] + [0.0] * len(system.links)
        self._upper = [float(row.value) if row.side == "hi" else OPEN for row in rows] + [OPEN] * len(system.links)
        self._lower += [float(bound.lo) for bound in bounds]
        self._upper += [OPEN if bound.hi is None else float(bound.hi) for bound in bounds]
        self._bends = 0

    def path(self, runs: Sequence[Sequence[int]]) -> list[float | None]:
        """The values of the steps in runs of neighbours: midway between the lowest and the highest of equally smooth paths."""
        for run in runs:
            self._bend(run)
        found = self._bent_least()
        if found is None:  # the bounds are whole numbers, and what is kept holds only in fractions
            return [None] * len(self._bounds)
        ends = [end[0] for run in runs for sign in (1.0, -1.0) if (end := found.cheapest(self._cost(self._cells_of(run), sign)))]
        if len(ends) < 2 * len(runs):
            return [None] * len(self._bounds)
        values: list[float | None] = [None] * len(self._bounds)
        for run, (low, high) in zip(runs, zip(ends[::2], ends[1::2], strict=True), strict=True):
            cells = self._cells_of(run)
            if high[cells].sum() <= DETERMINED * low[cells].sum() + 1:
                for step in run:
                    values[step] = self._within(step, float(np.mean([end[self._cells[step]].sum() for end in ends])))
        return values

    def _within(self, step: int, value: float) -> float:
        lo, hi = self._bounds[step].lo, self._bounds[step].hi
        return float(max(lo, round(value if hi is None else min(value, hi), DIGITS)))

    def _cells_of(self, run: Sequence[int]) -> Index:
        return np.concatenate([self._cells[step] for step in run])

    def _cost(self, columns: Index, each: float) -> Vector:
        cost = np.zeros(self._width + 2 * self._bends)
        cost[columns] = each
        return cost

    def _bend(self, run: Sequence[int]) -> None:
        for before, step, after in zip(run, run[1:], run[2:], strict=False):
            self._size_of_bend((before, 1.0), (step, -2.0), (after, 1.0))
        for before, after in pairwise(run):
            self._size_of_bend((before, -TENSION), (after, TENSION))

    def _size_of_bend(self, *steps: tuple[int, float]) -> None:
        """One more bend: its size is at least the weighed sum of rates, and at least the same turned round."""
        columns = np.concatenate([self._cells[step] for step, _ in steps])
        weights = np.concatenate([np.full(len(self._cells[step]), times * MONTH / self._days[step]) for step, times in steps])
        own, place = np.unique(columns, return_inverse=True)
        weighed, size = np.bincount(place, weights), self._width + self._bends
        self._rows += [dict(zip(own.tolist(), (sign * weighed).tolist(), strict=True)) | {size: 1.0} for sign in (1.0, -1.0)]
        self._lower += [0.0, 0.0]
        self._upper += [OPEN, OPEN]
        self._bends += 1

    def _bent_least(self) -> Allowed | None:
        """All that holds no path but the smoothest, to within the gap; None where no path lies in all bounds."""
        sizes = np.arange(self._width, self._width + self._bends)
        squares = sizes + self._bends
        allowed = Allowed(Matrix.of(self._width + 2 * self._bends, self._rows), np.array(self._lower), np.array(self._upper))
        found = allowed.cheapest(self._cost(sizes, 1.0))
        if found is None:
            return None
        unit = max(found[0][sizes].max(initial=0.0), WORTH)
        tangents, least, gap = [Tangent(bend, at) for bend in range(self._bends) for at in GRID], 0.0, 0.0
        for _ in range(ROUNDS):
            if not tangents:
                break
            self._add(allowed, unit, tangents)
            found = allowed.cheapest(self._cost(squares, 1.0))
            if found is None:
                return None
            values, least = found
            bent = values[sizes] / unit
            short = bent**2 - values[squares]
            gap = GAP * float((bent**2).sum()) + (WORTH / unit) ** 2
            tangents = [Tangent(int(bend), float(bent[bend])) for bend in np.flatnonzero(short * self._bends > gap / 10)]
            if short.sum() <= gap:
                break
        allowed.add(Matrix.of(allowed.width, [dict.fromkeys(squares.tolist(), 1.0)]), np.array([0.0]), np.array([least + gap]))
        return allowed

    def _add(self, allowed: Allowed, unit: float, tangents: Sequence[Tangent]) -> None:
        """The tangents as rows, in parts of ``unit``."""
        size = self._width
        rows = [{size + bend: -2 * at / unit, size + bend + self._bends: 1.0} for bend, at in tangents]
        allowed.add(Matrix.of(allowed.width, rows), np.array([-at * at for _, at in tangents]), np.full(len(rows), OPEN))


def _columns(runs: Sequence[Span]) -> Index:
    return np.concatenate([np.arange(first, after) for first, after in runs]) if runs else np.empty(0, dtype=np.int64)


def _line(spread: Spread) -> dict[int, float]:
    line: dict[int, float] = {}
    for first, after, weight in spread:
        for column in range(first, after):
            line[column] = line.get(column, 0.0) + float(weight)
    return line
