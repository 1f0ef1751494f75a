"""Claims that hold together -> bounds with certificates: one linear programme, one objective a question."""

from __future__ import annotations

from collections.abc import Container, Sequence
from fractions import Fraction
from functools import cached_property
from math import ceil, floor

import numpy as np
from numpy.typing import NDArray

from recusant.codebook import Codebook
from recusant.errors import NotProven
from recusant.reconcile.exact import NEGLIGIBLE, proposals
from recusant.reconcile.program import OPEN, Outcome, Vector
from recusant.reconcile.prover import Prover, Solution
from recusant.reconcile.rules import Row
from recusant.reconcile.system import Proposal, Question, System, covered
from recusant.records import ALL, Certificate

# What a term costs on top of what it says: of equally strong proofs the cheapest is the easiest to defend. So little that no whole
# number is lost by it, and still more than the solver overlooks (1e-7). A term of a claim that nobody reviewed costs half as much
# again, and so does one of an origin that is no census.
TERM, UNREVIEWED, NO_CENSUS = 1e-5, 1.5, 1.5
WITNESSES = 40  # solutions kept: the lower ends that are 0 are nearly all seen in one of the last 40

End = tuple[int | None, Certificate]


class Bounds:
    """Answers questions about one component of rows that hold together."""

    def __init__(self, rows: Sequence[Row], questions: Sequence[Question], book: Codebook, reviewed: Container[str] = ()) -> None:
        """``reviewed`` names the claims that a person has looked at."""
        self.system = System(_strongest(rows), questions, book)
        self._reviewed = reviewed
        self._witnesses = np.ones((self.system.width + 1, WITNESSES)).cumsum(axis=0)  # running totals of the counts of each
        self._next = 0
        self._reach: dict[tuple[str, str], NDArray[np.bool_]] = {}

    @cached_property
    def _prover(self) -> Prover:
        rows = self.system.rows
        return Prover(self.system, np.array([self._dearer(row) for row in rows]), np.full(len(rows), OPEN))

    def _dearer(self, row: Row) -> float:
        """What a term of this row costs on top of what it says."""
        return TERM * (1 if row.claim in self._reviewed else UNREVIEWED) * (1 if row.layer == ALL else NO_CENSUS)

    def lower(self, question: Question) -> tuple[int, Certificate]:
        """The least that the scope asked can count, and the proof."""
        if not self._can_say(question, "lo") or self._seen_empty(question):
            return 0, ()
        proposal, total = self._proven(self.solve(question, 1))
        return (ceil(total), certificate(proposal)) if ceil(total) > 0 else (0, ())

    def upper(self, question: Question) -> End:
        """The most that the scope asked can count (None: not bounded), and the proof."""
        if not self._can_say(question, "hi"):
            return None, ()
        solution = self.solve(question, -1)
        if solution.outcome is Outcome.INFEASIBLE:
            return None, ()
        proposal, total = self._proven(solution)
        return floor(-total), certificate([(row, -times) for row, times in proposal])

    def _can_say(self, question: Question, side: str) -> bool:
        """Whether rows of this side reach the question at all: some for a lower bound, every cell of it for an upper."""
        reached = self._reached(question.layer, side)
        asked = [reached[first:after] for first, after in self.system.grid.spans(question.box)]
        return all(cells.all() for cells in asked) if side == "hi" else any(cells.any() for cells in asked)

    def _reached(self, layer: str, side: str) -> NDArray[np.bool_]:
        """The cells that a row of this side holds in a layer that can speak for the layer asked.

        A layer is held up by its own claims (``all`` by everybody's) and held down by its own and those of ``all``.
        """
        if (layer, side) not in self._reach:
            boxes = [
                box
                for row in self.system.rows
                if (layer in (ALL, row.layer) if side == "lo" else row.layer in (ALL, layer))
                for times, box in row.parts
                if (row.side == side) == (times.numerator > 0)  # a negative part of a row that holds up is held down
            ]
            _, first, after = self.system.grid.spans_of(boxes)
            self._reach[layer, side] = covered(first, after, self.system.grid.size)
        return self._reach[layer, side]

    def _seen_empty(self, question: Question) -> bool:
        """Whether some solution met so far counts nothing in the scope asked: then 0 is the least, and needs no proof."""
        first, after = np.array(self.system.runs(question.layer, question.box)).T
        return bool((self._witnesses[after] - self._witnesses[first]).sum(axis=0).min() <= NEGLIGIBLE)

    def solve(self, question: Question, sign: int) -> Solution:
        """What the solver proposes of the least of ``sign`` × the scope asked. An upper end that is open is infeasible."""
        solution = self._prover.solve(question, sign)
        if solution.outcome is Outcome.UNBOUNDED:
            raise NotProven(f"{question}: the claims were found to hold together, and then not to")
        if solution.outcome is Outcome.OPTIMAL:
            self._witnesses[:, self._next % WITNESSES] = self._running(solution.counts > NEGLIGIBLE)
            self._next += 1
        return solution

    def totals(self, solution: Solution) -> Vector:
        """The running totals of a solution's counts, over all columns."""
        return self._running(solution.counts)

    def _running(self, counts: NDArray[np.generic]) -> Vector:
        every = np.zeros(self.system.width + 1)
        every[self._prover.kept + 1] = counts
        return every.cumsum()

    def _proven(self, solution: Solution) -> tuple[Proposal, Fraction]:
        """The multipliers as exact ones that pass the exact test and prove the whole number the solver found."""
        if solution.asked is None or solution.outcome is not Outcome.OPTIMAL:
            raise NotProven(f"{solution.asked}: {solution.outcome.value}")
        goal = ceil(solution.least - 1e-6 - 1e-9 * abs(solution.least))
        best: tuple[Proposal, Fraction] | None = None
        for proposal in proposals(self._prover, solution):
            if self.system.fits(proposal, solution.asked, solution.sign):
                total = sum((times * row.value for row, times in proposal), Fraction(0))
                if ceil(total) >= goal:
                    return proposal, total
                best = max(best or (proposal, total), (proposal, total), key=lambda found: found[1])
        if best is None:
            raise NotProven(f"no exact proof was found for the bound near {abs(solution.least):.6g} of {solution.asked}")
        return best


def certificate(proposal: Proposal) -> Certificate:
    """The record of rows and multipliers: what is added before what is taken away, the largest multipliers first, links at the end."""
    terms = sorted(proposal, key=lambda part: (part[0].link is not None, part[1] < 0, -abs(part[1]), part[0].claim, part[0].at or ""))
    return tuple(row.term(times) for row, times in terms)


def _strongest(rows: Sequence[Row]) -> list[Row]:
    """Of rows that say the same sum, only the strongest lower and the strongest upper one."""
    best: dict[tuple[object, ...], Row] = {}
    firsts = {row.parts[0][1] for row in rows if not row.link}
    for row in rows:
        # No two rows of links say the same, and nearly none says what a claim does: to look a row up by all its parts takes long.
        key = (id(row),) if row.link and row.parts[0][1] not in firsts else (row.side, row.layer, row.parts)
        other = best.get(key)
        if other is None or (row.value > other.value if row.side == "lo" else row.value < other.value):
            best[key] = row
    return list(best.values())
