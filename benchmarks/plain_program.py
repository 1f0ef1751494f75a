"""The plain way to bound: one HiGHS model over all breakpoints × leaves × layers, nothing merged, primal simplex, presolve off.

The basis stays warm from one question to the next. No code is shared with ``recusant.reconcile``.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterable, Sequence
from fractions import Fraction
from itertools import product

import highspy
import numpy as np
from numpy.typing import NDArray

from benchmarks.plainly import Box, Sum, covered, layer_of, leaf_pairs, leaves_of, sums_of, under
from recusant.codebook import Codebook
from recusant.records import ALL, Claim

Index = NDArray[np.int64]
Asked = tuple[str, Box]  # layer and box
Parts = Iterable[tuple[Fraction, Box]]
Counted = tuple[str, list[int]]  # a measure, and the numbers of leaf pairs
PRIMAL, UNSCALED = 4, 0  # scaling makes the model, whose entries are mostly ones, slower by half
OPTIONS: dict[str, bool | int | str] = {
    "output_flag": False,
    "threads": 1,
    "presolve": "off",
    "simplex_strategy": PRIMAL,
    "simplex_scale_strategy": UNSCALED,
}
OPEN = highspy.kHighsInf


class GaveUp(Exception):
    """The plain programme found no optimum: a comparison less, and no fault of the reckoner."""


class PlainProgram:
    """The least and the greatest value of any weighted boxes over all that the claims allow."""

    def __init__(self, claims: Iterable[Claim], asked: Sequence[Asked], book: Codebook) -> None:
        said = [(layer_of(claim.origin, book), one) for claim in claims for one in sums_of(claim, book)]
        touched = [(layer, box) for layer, one in said for _, box in one.parts] + list(asked)
        self.book, self._pairs = book, leaf_pairs(book)
        measures = sorted({name for _, box in touched for name in _with_linked(box.measure, book)})
        since = {book.events[link.since].date.toordinal() for link in book.links if link.since}
        linked = [(box, _with_linked(box.measure, book)) for _, box in touched]
        self._cuts = {measure: _cuts([box for box, names in linked if measure in names], since) for measure in measures}
        self._first: dict[tuple[str, str], int] = {}
        self.width = 0
        for layer, measure in product(sorted({ALL, *(layer for layer, _ in touched)}), measures):
            self._first[layer, measure] = self.width
            self.width += len(self._pairs) * len(self._cuts[measure])
        self._highs = self._model(said)

    def _columns(self, layer: str, box: Box) -> Index:
        cuts = self._cuts[box.measure]
        first, last = bisect_left(cuts, box.days[0]), bisect_left(cuts, box.days[1] + 1)
        starts = self._first[layer, box.measure] + len(cuts) * np.array(covered(self._pairs, box, self.book), dtype=np.int64)
        return (starts[:, None] + np.arange(first, last)).ravel()

    def _weights(self, layer: str, parts: Parts) -> NDArray[np.float64]:
        weights = np.zeros(self.width)
        for times, box in parts:
            weights[self._columns(layer, box)] += float(times)
        return weights

    def _model(self, said: list[tuple[str, Sum]]) -> highspy._core._Highs:
        rows = [self._sparse(layer, one) for layer, one in said]
        lower = [float(one.value) if one.side == "lo" else -OPEN for _, one in said]
        upper = [float(one.value) if one.side == "hi" else OPEN for _, one in said]
        links = [link for layer in self._tallies() for link in self._layers(layer)] + list(self._links())
        lp = highspy.HighsLp()
        lp.num_col_, lp.num_row_ = self.width, len(rows) + len(links)
        lp.col_cost_, lp.col_lower_, lp.col_upper_ = np.zeros(self.width), np.zeros(self.width), np.full(self.width, OPEN)
        lp.row_lower_, lp.row_upper_ = np.array(lower + [0.0] * len(links)), np.array(upper + [OPEN] * len(links))
        lp.a_matrix_.format_ = highspy.MatrixFormat.kRowwise
        lp.a_matrix_.start_ = np.cumsum([0, *(len(columns) for columns, _ in rows + links)], dtype=np.int32)
        lp.a_matrix_.index_ = np.concatenate([columns for columns, _ in rows + links]).astype(np.int32)
        lp.a_matrix_.value_ = np.concatenate([weights for _, weights in rows + links])
        highs = highspy._core._Highs()
        for option, value in OPTIONS.items():
            highs.setOptionValue(option, value)
        highs.passModel(lp)
        return highs

    def _sparse(self, layer: str, one: Sum) -> tuple[Index, NDArray[np.float64]]:
        weights = self._weights(layer, one.parts)
        columns = np.flatnonzero(weights)
        return columns, weights[columns]

    def _tallies(self) -> list[str]:
        """The layers that ``all`` is at least, cell by cell."""
        return sorted({layer for layer, _ in self._first if layer != ALL and self.book.origins[layer].kind == "tally"})

    def _layers(self, layer: str) -> Iterable[tuple[Index, NDArray[np.float64]]]:
        for measure, cuts in self._cuts.items():
            for cell in range(len(self._pairs) * len(cuts)):
                pair = np.array([self._first[ALL, measure] + cell, self._first[layer, measure] + cell])
                yield pair, np.array([1.0, -1.0])

    def _links(self) -> Iterable[tuple[Index, NDArray[np.float64]]]:
        """The book's links: between two measures on every leaf pair, between two categories on every place of every measure."""
        kinds, pairs = self.book.categories, range(len(self._pairs))
        for link in self.book.links:
            less, more = link.at_most
            if less in self._cuts and more in self._cuts:
                for pair in pairs:
                    yield from self._spans(link.since, (less, [pair]), (more, [pair]))
            for measure, place in product(self._cuts, leaves_of(self.book.places)) if less in kinds else ():
                there = [(number, kind) for number, (kind, where) in enumerate(self._pairs) if where == place]
                within = ([number for number, kind in there if under(kinds, kind, name)] for name in (less, more))
                yield from self._spans(link.since, *((measure, held) for held in within))

    def _spans(self, since: str | None, less: Counted, more: Counted) -> Iterable[tuple[Index, NDArray[np.float64]]]:
        """Between one cut and the next; from a day on, with what is left over carried to the next in a column of its own.

        The plain sum from the day to each cut says the same, and made nine tenths of the model's entries.
        """
        cuts, left = self._cuts[less[0]], list[int]()
        begin = cuts.index(self.book.events[since].date.toordinal()) if since else 0
        for after in range(begin + 1, len(cuts)):
            spans = [[self._first[ALL, measure] + len(cuts) * pair + after - 1 for pair in pairs] for measure, pairs in (more, less)]
            columns, weights = [*left, *spans[0], *spans[1]], [1.0] * len(left + spans[0]) + [-1.0] * len(spans[1])
            if since:
                left, self.width = [self.width], self.width + 1
                columns, weights = columns + left, [*weights, -1.0]
            yield np.array(columns), np.array(weights)

    def extreme(self, layer: str, parts: Parts, *, least: bool) -> float | None:
        """The least or greatest value of the boxes; None where there is none. Raises GaveUp."""
        cost = self._weights(layer, parts) * (1 if least else -1)
        self._highs.changeColsCost(self.width, np.arange(self.width, dtype=np.int32), cost)
        status = self._ran()
        if status == highspy.HighsModelStatus.kUnbounded:
            return None
        if status != highspy.HighsModelStatus.kOptimal:
            raise GaveUp(f"the plain programme stopped: {self._highs.modelStatusToString(status)}")
        value = float(self._highs.getInfo().objective_function_value)
        return value if least else -value

    def _ran(self) -> highspy.HighsModelStatus:
        """How the solver ended; where it gives up on its warm basis, it starts once more from none."""
        self._highs.run()
        if self._highs.getModelStatus() == highspy.HighsModelStatus.kUnknown:
            self._highs.clearSolver()
            self._highs.run()
        return self._highs.getModelStatus()


def _cuts(boxes: Iterable[Box], since: set[int]) -> list[int]:
    """The days on which a box begins, or has just ended, or from which a link holds."""
    return sorted({day for box in boxes for day in (box.days[0], box.days[1] + 1)} | since)


def _with_linked(measure: str, book: Codebook) -> set[str]:
    """All measures that links join a measure with: they are cut on the same days."""
    found, fresh = {measure}, {measure}
    while fresh:
        fresh = {name for link in book.links if not fresh.isdisjoint(link.at_most) for name in link.at_most} & set(book.measures) - found
        found |= fresh
    return found
