"""Rows -> columns: the numbered counts that rows and questions add up, and the exact test of a proposal.

A layer other than ``all`` has a column for each cell that a row or a question of its own looks at. ``all`` is at least every tally
on every cell (soundness rule 4): its count of a cell is the column of the first tally there, its host, plus a column of its own,
which needs no row to say so; a row says it for every further tally.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Sequence
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


class System:
    """Rows and questions over one grid of cells."""

    def __init__(self, rows: Sequence[Row], questions: Sequence[Question], book: Codebook) -> None:
        self.rows, self.questions, self.book = rows, questions, book
        self.grid = Grid([box for row in rows for box in row.boxes] + [question.box for question in questions], book)
        asked = [(question.layer, question.box) for question in questions]
        self._column = self._number([*((row.layer, box) for row in rows for box in row.boxes), *asked])
        self._host = self._hosts()
        self.width = int(max(columns.max(initial=-1) for columns in self._column.values())) + 1
        self._spread: dict[int, tuple[Row, Spread]] = {}  # by which row it is (held, so that its id stays its own): quicker than by value

    def _number(self, touched: list[tuple[str, Box]]) -> dict[str, Index]:
        """For each layer the column of each cell, -1 where it has none."""
        column = {ALL: np.arange(self.grid.size, dtype=np.int64)}
        free = self.grid.size
        for layer in sorted({layer for layer, _ in touched} - {ALL}):
            seen = np.zeros(self.grid.size, dtype=bool)
            for first, after in {span for named, box in touched if named == layer for span in self.grid.spans(box)}:
                seen[first:after] = True
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
    def _hosted(self) -> tuple[list[int], list[int]]:
        """Where, among the cells, the hosts of ``all`` do not just follow each other, and the host there."""
        starts = np.flatnonzero(np.diff(self._host, prepend=-2) != 1)
        starts = np.union1d(starts, np.flatnonzero(np.diff(self._host < 0, prepend=False)))
        return starts.tolist(), self._host[starts].tolist()

    def runs(self, layer: str, box: Box) -> list[Span]:
        """The columns whose sum is the count of a box in a layer, in runs."""
        spans = self.grid.spans(box)
        if layer == ALL:
            return [*spans, *(run for span in spans for run in self._host_runs(*span))]
        column = self._column[layer]
        return [(first := int(column[span[0]]), first + span[1] - span[0]) for span in spans]

    def _host_runs(self, first: int, after: int) -> list[Span]:
        starts, hosts = self._hosted
        runs, at = list[Span](), bisect_right(starts, first) - 1
        while first < after:
            until = min(after, starts[at + 1] if at + 1 < len(starts) else after)
            if hosts[at] >= 0:
                begin = hosts[at] + first - starts[at]
                runs.append((begin, begin + until - first))
            first, at = until, at + 1
        return runs

    def spread(self, row: Row) -> Spread:
        """The columns of a row and its weights (a column may come more than once)."""
        if id(row) not in self._spread:
            self._spread[id(row)] = row, [(*run, times) for times, box in row.parts for run in self.runs(row.layer, box)]
        return self._spread[id(row)][1]

    @cached_property
    def links(self) -> list[tuple[int, int, int]]:
        """For each further tally on a cell: the column of ``all``, of the host and of the tally."""
        further = [(self._column[layer], self._column[layer] != self._host) for layer in self._tallies()]
        return [
            (int(cell), int(self._host[cell]), int(column[cell]))
            for column, not_host in further
            for cell in np.flatnonzero((column >= 0) & not_host)
        ]

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
