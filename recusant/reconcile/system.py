"""Rows -> columns: the matrix that bounds and conflicts are reckoned on, and the exact test of a proposal.

A layer other than ``all`` has a column for each cell that a row or a question of its own looks at. ``all`` is at least every tally
on every cell (soundness rule 4): its count of a cell is the column of the first tally there, its host, plus a column of its own,
which needs no row to say so; a row says it for every further tally.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from fractions import Fraction
from functools import cached_property
from math import lcm

import numpy as np

from recusant.codebook import Codebook
from recusant.reconcile.cells import Cells, Grid
from recusant.reconcile.program import OPEN, Index, Matrix, Vector
from recusant.reconcile.rules import Box, Row
from recusant.records import ALL


@dataclass(frozen=True, slots=True)
class Question:
    """The sum of the cells of a box in a layer."""

    layer: str
    box: Box


Proposal = list[tuple[Row, Fraction]]  # rows and how many times each is taken


class System:
    """Rows and questions over one grid of cells."""

    def __init__(self, rows: Sequence[Row], questions: Sequence[Question], book: Codebook) -> None:
        self.rows, self.book = rows, book
        self.grid = Grid([box for row in rows for box in row.boxes] + [question.box for question in questions], book)
        asked = [(question.layer, question.box) for question in questions]
        self._column = self._number([*((row.layer, box) for row in rows for box in row.boxes), *asked])
        self._host = self._hosts()
        self.width = int(max(columns.max(initial=-1) for columns in self._column.values())) + 1

    def _number(self, touched: list[tuple[str, Box]]) -> dict[str, Index]:
        """For each layer the column of each cell, -1 where it has none."""
        column = {ALL: np.arange(self.grid.size, dtype=np.int64)}
        free = self.grid.size
        for layer in sorted({layer for layer, _ in touched} - {ALL}):
            cells = np.unique(np.concatenate([self.grid.cover(box) for named, box in touched if named == layer]))
            column[layer] = np.full(self.grid.size, -1, dtype=np.int64)
            column[layer][cells] = np.arange(free, free + len(cells))
            free += len(cells)
        return column

    def _hosts(self) -> Index:
        """For each cell the column of its first tally, -1 where no tally looks at it."""
        host = np.full(self.grid.size, -1, dtype=np.int64)
        for layer in self._tallies():
            host = np.where(host < 0, self._column[layer], host)
        return host

    def _tallies(self) -> list[str]:
        return [layer for layer in self._column if layer != ALL and self.book.counts_as(layer) != "estimate"]

    def columns(self, layer: str, box: Box) -> Index:
        """The columns whose sum is the count of a box in a layer."""
        cells = self.grid.cover(box)
        own = self._column[layer][cells]
        return np.concatenate([own, hosts[hosts >= 0]]) if layer == ALL and len(hosts := self._host[cells]) else own

    def sparse(self, row: Row) -> tuple[Index, Vector]:
        parts = [(self.columns(row.layer, box), float(times)) for times, box in row.parts]
        columns, weights = np.concatenate([held for held, _ in parts]), np.concatenate([np.full(len(held), t) for held, t in parts])
        if len(parts) == 1:
            return columns, weights
        own, place = np.unique(columns, return_inverse=True)
        summed = np.zeros(len(own))
        np.add.at(summed, place, weights)
        return own, summed

    def exact_row(self, number: int) -> Iterator[tuple[int, Fraction]]:
        """Columns and exact weights of a row of the programme (a column may come more than once)."""
        if number < len(self.rows):
            row = self.rows[number]
            for times, box in row.parts:
                yield from ((int(column), times) for column in self.columns(row.layer, box))
        else:
            host, own, further = self._links[number - len(self.rows)]
            yield from ((host, Fraction(1)), (own, Fraction(1)), (further, Fraction(-1)))

    @cached_property
    def _links(self) -> list[tuple[int, int, int]]:
        """For each further tally on a cell: the column of ``all``, of the host and of the tally."""
        further = [(self._column[layer], self._column[layer] != self._host) for layer in self._tallies()]
        return [
            (int(cell), int(self._host[cell]), int(column[cell]))
            for column, not_host in further
            for cell in np.flatnonzero((column >= 0) & not_host)
        ]

    def program_rows(self) -> tuple[list[tuple[Index, Vector]], Vector, Vector]:
        """The rows, then the links of further tallies to ``all``; with the lower and upper side of each."""
        sparse = [self.sparse(row) for row in self.rows]
        sparse += [(np.array(link), np.array([1.0, 1.0, -1.0])) for link in self._links]
        lower = [float(row.value) if row.side == "lo" else -OPEN for row in self.rows] + [0.0] * len(self._links)
        upper = [float(row.value) if row.side == "hi" else OPEN for row in self.rows] + [OPEN] * len(self._links)
        return sparse, np.array(lower), np.array(upper)

    def matrix(self) -> tuple[Matrix, Vector, Vector]:
        sparse, lower, upper = self.program_rows()
        return Matrix.of(self.width, sparse), lower, upper

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
            total[self.grid.cover(box)] += int(times * shared)
        wanted = np.zeros(self.grid.size, dtype=whole)
        if asked:
            wanted[self.grid.cover(asked.box)] = sign * shared
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
