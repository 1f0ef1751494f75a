"""Rows -> columns: the numbered counts that rows and questions add up, and the exact test of a proposal.

A layer other than ``all`` has a column for each cell that a row or a question of its own looks at. ``all`` is at least every tally
on every cell (soundness rule 4): its count of a cell is the column of the first tally there, its host, plus a column of its own,
which needs no row to say so; a row says it for every further tally.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from fractions import Fraction
from functools import cached_property
from math import lcm

import numpy as np
from numpy.typing import NDArray

from recusant.codebook import Codebook
from recusant.reconcile.cells import Cells, Grid, Span
from recusant.reconcile.rules import Box, Row
from recusant.records import ALL

Index = NDArray[np.int64]
Vector = NDArray[np.float64]
Proposal = list[tuple[Row, Fraction]]  # rows and how many times each is taken
Spread = list[tuple[int, int, Fraction]]  # a run of columns (the first, and the first after it), and the weight of each


@dataclass(frozen=True, slots=True)
class Question:
    """The sum of the cells of a box in a layer."""

    layer: str
    box: Box

    def __str__(self) -> str:
        box = self.box
        return f"{box.measure} · {box.category} · {box.place}, {box.start} to {box.end}, in layer {self.layer}"


@dataclass(frozen=True)
class Runs:
    """Runs of columns: which of what was asked for each is of, its first column, and the first after it."""

    of: Index
    first: Index
    after: Index


def covered(first: Index, after: Index, size: int) -> NDArray[np.bool_]:
    """Which of so many places lie in one of some runs."""
    changes = np.bincount(first, minlength=size + 1) - np.bincount(after, minlength=size + 1)
    return np.cumsum(changes)[:size] > 0


class System:
    """Rows and questions over one grid of cells."""

    def __init__(self, rows: Sequence[Row], questions: Sequence[Question], book: Codebook) -> None:
        self.rows, self.questions, self.book = rows, questions, book
        self._parts = [(row.layer, box) for row in rows for _, box in row.parts]
        self._ends = np.cumsum([0, *(len(row.parts) for row in rows)])  # of each row, among the parts of all
        asked = [(question.layer, question.box) for question in questions]
        self.grid = Grid((box for part in (self._parts, asked) for _, box in part), book)
        self._column = self._number([*self._parts, *asked])
        self._host = self._hosts()
        self.width = int(max(columns.max(initial=-1) for columns in self._column.values())) + 1

    def _number(self, touched: Iterable[tuple[str, Box]]) -> dict[str, Index]:
        """For each layer the column of each cell, -1 where it has none."""
        column = {ALL: np.arange(self.grid.size, dtype=np.int64)}
        free = self.grid.size
        boxes: dict[str, list[Box]] = defaultdict(list)
        for layer, box in touched:
            boxes[layer].append(box)
        for layer in sorted({*boxes} - {ALL}):
            _, first, after = self.grid.spans_of(boxes[layer])
            seen = covered(first, after, self.grid.size)
            column[layer] = np.where(seen, free + np.cumsum(seen) - 1, -1)
            free += int(seen.sum())
        return column

    def _hosts(self) -> Index:
        """For each cell the column of its first tally, -1 where no tally looks at it."""
        host = np.full(self.grid.size, -1, dtype=np.int64)
        for layer in self._tallies():
            host = np.where(host < 0, self._column[layer], host)
        return host

    def _tallies(self) -> list[str]:
        return [layer for layer in self._column if layer != ALL and self.book.counts_as(layer) != "estimate"]

    @cached_property
    def chains(self) -> NDArray[np.bool_]:
        """Where, among the columns, the cells of another strand or layer begin (columns of one strand follow each other in time)."""
        strand = np.searchsorted(self.grid.firsts, np.arange(self.grid.size), side="right")
        of = np.concatenate([number * (len(self.grid.firsts) + 1) + strand[held >= 0] for number, held in enumerate(self._column.values())])
        starts: NDArray[np.bool_] = np.diff(of, prepend=-1) != 0
        return starts

    @cached_property
    def _hosted(self) -> tuple[Index, Index]:
        """Where, among the cells, the hosts of ``all`` do not just follow each other, and the host there."""
        starts = np.flatnonzero(np.diff(self._host, prepend=-2) != 1)
        starts = np.union1d(starts, np.flatnonzero(np.diff(self._host < 0, prepend=False)))
        return starts, self._host[starts]

    def runs(self, layer: str, box: Box) -> list[Span]:
        """The columns whose sum is the count of a box in a layer, in runs."""
        runs = self.runs_of([(layer, box)])
        return list(zip(runs.first.tolist(), runs.after.tolist(), strict=True))

    def runs_of(self, counted: Sequence[tuple[str, Box]]) -> Runs:
        """The runs of many boxes, each in a layer: one box after the other, and of one in ``all`` its hosts after its own columns."""
        of, first, after = self.grid.spans_of([box for _, box in counted])
        every = np.array([layer == ALL for layer, _ in counted], dtype=bool)[of]
        hosts = self._host_runs(of[every], first[every], after[every])
        for layer in {layer for layer, _ in counted} - {ALL}:
            here = np.array([name == layer for name, _ in counted])[of]
            moved = self._column[layer][first[here]] - first[here]
            first[here], after[here] = first[here] + moved, after[here] + moved
        of, first, after = (np.concatenate(both) for both in zip((of, first, after), hosts, strict=True))
        order = np.argsort(of, kind="stable")
        return Runs(of[order], first[order], after[order])

    def _host_runs(self, of: Index, first: Index, after: Index) -> tuple[Index, Index, Index]:
        """For spans of cells, each of one of some boxes, the columns of their hosts."""
        starts, hosts = self._hosted
        if not len(starts):
            return of[:0], first[:0], after[:0]
        at = np.searchsorted(starts, first, side="right") - 1
        pieces = np.searchsorted(starts, after, side="left") - at
        span = np.repeat(np.arange(len(of)), pieces)
        at = at[span] + np.arange(len(span)) - np.repeat(np.cumsum(pieces) - pieces, pieces)
        begin = np.maximum(first[span], starts[at])
        until = np.minimum(after[span], np.append(starts[1:], self.grid.size)[at])
        held = hosts[at] >= 0
        moved = hosts[at] - starts[at]
        return of[span][held], (begin + moved)[held], (until + moved)[held]

    @cached_property
    def laid(self) -> tuple[Index, Runs, Vector]:
        """All rows: which each run is of, the runs, and the weight of each."""
        runs = self.runs_of(self._parts)
        weights = np.array([times.numerator / times.denominator for row in self.rows for times, _ in row.parts])
        return np.searchsorted(self._ends, runs.of, side="right") - 1, runs, weights[runs.of]

    def spread(self, number: int) -> Spread:
        """The columns of a row and its weights (a column may come more than once)."""
        of, runs, _ = self.laid
        here = slice(*np.searchsorted(of, (number, number + 1)))
        weights = [self.rows[number].parts[part][0] for part in (runs.of[here] - self._ends[number]).tolist()]
        return list(zip(runs.first[here].tolist(), runs.after[here].tolist(), weights, strict=True))

    @cached_property
    def links(self) -> Index:
        """For each further tally on a cell: the column of ``all``, of the host and of the tally."""
        found = [np.empty((0, 3), dtype=np.int64)]
        for layer in self._tallies():
            column = self._column[layer]
            cells = np.flatnonzero((column >= 0) & (column != self._host))
            found.append(np.stack([cells, self._host[cells], column[cells]], axis=1))
        return np.concatenate(found)

    def fits(self, proposal: Proposal, asked: Question | None, sign: int) -> bool:
        """Whether the rows, so many times each, stay within ``sign`` × the cells asked: exactly, in whole numbers.

        ``sign`` 1 is a lower bound, -1 an upper bound (give the times negated); ``asked`` None asks for nothing, a conflict.
        """
        taken = [(row.layer, times * weight, box) for row, times in proposal for weight, box in row.parts]
        shared = lcm(1, *(times.denominator for _, times, _ in taken))
        most = shared + sum(abs(int(times * shared)) for _, times, _ in taken)
        whole = np.int64 if most < 2**62 else object  # Python's own integers where a machine word would overflow
        sums: dict[str, Cells] = {}
        for layer, times, box in taken:
            total = sums.setdefault(layer, np.zeros(self.grid.size, dtype=whole))
            for first, after in self.grid.spans(box):
                total[first:after] += int(times * shared)
        wanted = np.zeros(self.grid.size, dtype=whole)
        for first, after in self.grid.spans(asked.box) if asked else ():
            wanted[first:after] = sign * shared
        return self._within(sums, wanted, asked.layer if asked else None)

    def _within(self, sums: dict[str, Cells], wanted: Cells, layer: str | None) -> bool:
        nothing = np.zeros_like(wanted)
        total = sums.get(ALL, nothing) - (wanted if layer == ALL else nothing)
        for name in ({*sums, layer} if layer else set(sums)) - {ALL}:
            excess = sums.get(name, nothing) - (wanted if name == layer else nothing)
            if self.book.counts_as(name) != "estimate":
                total = total + np.maximum(excess, 0)
            elif (excess > 0).any():
                return False
        return bool((total <= 0).all())
