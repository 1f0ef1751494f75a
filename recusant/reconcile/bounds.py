"""Claims that hold together -> bounds with certificates: one linear programme, one objective a question."""

from __future__ import annotations

from collections import deque
from collections.abc import Sequence
from fractions import Fraction
from functools import cached_property
from math import ceil, floor

import numpy as np
from numpy.typing import NDArray

from recusant.codebook import Codebook
from recusant.errors import NotProven
from recusant.reconcile.exact import NEGLIGIBLE, proposals
from recusant.reconcile.program import Outcome, Program, Solution
from recusant.reconcile.rules import Row
from recusant.reconcile.system import Proposal, Question, System
from recusant.records import ALL, Certificate

LOOSER = 1e-3  # per term; counts are whole numbers, so a proof of under a thousand terms loses nothing by it
WITNESSES = 40  # solutions kept: the lower ends that are 0 are nearly all seen in one of the last 40

End = tuple[int | None, Certificate]


class Bounds:
    """Answers questions about one component of rows that hold together."""

    def __init__(self, rows: Sequence[Row], questions: Sequence[Question], book: Codebook) -> None:
        self.system = System(_strongest(rows), questions, book)
        self._witnesses: deque[NDArray[np.bool_]] = deque(maxlen=WITNESSES)
        self._reach: dict[tuple[str, str], NDArray[np.bool_]] = {}

    @cached_property
    def _program(self) -> Program:
        """Every row a little looser than said, so that of equally strong proofs the one with the fewest terms is the strongest."""
        matrix, lower, upper = self.system.matrix()
        said = np.arange(len(lower)) < len(self.system.rows)
        return Program(matrix, lower - LOOSER * said, upper + LOOSER * said)

    def lower(self, question: Question) -> tuple[int, Certificate]:
        """The least that the scope asked can count, and the proof."""
        if not self._can_say(question, "lo") or self._seen_empty(question):
            return 0, ()
        solution = self._solve(question, 1.0)
        if solution.outcome is not Outcome.OPTIMAL:
            raise NotProven(f"least value of {question}: {solution.outcome.value}")
        proposal, total = self._proven(solution, question, 1)
        return (ceil(total), certificate(proposal)) if ceil(total) > 0 else (0, ())

    def upper(self, question: Question) -> End:
        """The most that the scope asked can count (None: not bounded), and the proof."""
        if not self._can_say(question, "hi"):
            return None, ()
        solution = self._solve(question, -1.0)
        if solution.outcome is Outcome.UNBOUNDED:
            return None, ()
        if solution.outcome is not Outcome.OPTIMAL:
            raise NotProven(f"greatest value of {question}: {solution.outcome.value}")
        proposal, total = self._proven(solution, question, -1)
        return floor(-total), certificate([(row, -times) for row, times in proposal])

    def _can_say(self, question: Question, side: str) -> bool:
        """Whether rows of this side reach the question at all: some for a lower bound, every cell of it for an upper."""
        asked = self._reached(question.layer, side)[self.system.grid.cover(question.box)]
        return bool(asked.all() if side == "hi" else asked.any())

    def _reached(self, layer: str, side: str) -> NDArray[np.bool_]:
        """The cells that a row of this side holds in a layer that can speak for the layer asked.

        A layer is held up by its own claims (``all`` by everybody's) and held down by its own and those of ``all``.
        """
        if (layer, side) not in self._reach:
            reached = np.zeros(self.system.grid.size, dtype=bool)
            for row in self.system.rows:
                speaks = layer in (ALL, row.layer) if side == "lo" else row.layer in (ALL, layer)
                for times, box in row.parts if speaks else ():
                    if (row.side == side) == (times > 0):  # a negative part of a row that holds up is held down
                        reached[self.system.grid.cover(box)] = True
            self._reach[layer, side] = reached
        return self._reach[layer, side]

    def _seen_empty(self, question: Question) -> bool:
        """Whether some solution met so far counts nothing in the scope asked: then 0 is the least, and needs no proof."""
        columns = self.system.columns(question.layer, question.box)
        return any(not values[columns].any() for values in self._witnesses)

    def _solve(self, question: Question, sign: float) -> Solution:
        cost = np.zeros(self.system.width)
        cost[self.system.columns(question.layer, question.box)] = sign
        solution = self._program.minimise(cost)
        if solution.outcome is Outcome.OPTIMAL:
            self._witnesses.append(solution.values > NEGLIGIBLE)
        return solution

    def _proven(self, solution: Solution, question: Question, sign: int) -> tuple[Proposal, Fraction]:
        """The duals as exact multipliers that pass the exact test and prove the whole number the solver found."""
        goal = ceil(solution.objective - 1e-6 - 1e-9 * abs(solution.objective))
        best: tuple[Proposal, Fraction] | None = None
        for proposal in proposals(self.system, solution):
            if self.system.fits(proposal, question, sign):
                total = sum((times * row.value for row, times in proposal), Fraction(0))
                if ceil(total) >= goal:
                    return proposal, total
                best = max(best or (proposal, total), (proposal, total), key=lambda found: found[1])
        if best is None:
            raise NotProven(f"no exact proof was found for the bound near {abs(solution.objective):.6g} of {question}")
        return best


def certificate(proposal: Proposal) -> Certificate:
    """The record of rows and multipliers, the largest first."""
    terms = sorted(proposal, key=lambda part: (-abs(part[1]), part[0].side, part[0].claim, part[0].at or ""))
    return tuple(row.term(times) for row, times in terms)


def _strongest(rows: Sequence[Row]) -> list[Row]:
    """Of rows that say the same sum, only the strongest lower and the strongest upper one."""
    best: dict[tuple[object, ...], Row] = {}
    for row in rows:
        key = (row.side, row.layer, row.parts)
        other = best.get(key)
        if other is None or (row.value > other.value if row.side == "lo" else row.value < other.value):
            best[key] = row
    return list(best.values())
