"""Figures that cannot all hold -> the cheapest set to give up, and for each given up a smallest set of figures that shows why.

Both searches are implicit hitting sets (Reiter 1987; Davies and Bacchus 2011; Ignatiev and others 2015). The cheapest set to give
up is the cheapest that meets every conflict: conflicts are found one by one until what is kept holds together, so it is proved
cheapest. A smallest conflict is a smallest set that meets every set of figures without which the rest holds together: such sets
are found one by one until the chosen figures conflict, so no smaller conflict exists. No big-M, no tolerance: a conflict
counts only when its certificate, re-added in whole numbers, is more than 0.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from fractions import Fraction

import numpy as np

from recusant.codebook import Codebook
from recusant.errors import NotProven
from recusant.reconcile.bounds import certificate
from recusant.reconcile.exact import NEGLIGIBLE, proposals
from recusant.reconcile.figures import Figure
from recusant.reconcile.program import Matrix, Outcome, Program, Solution, Vector, cheapest
from recusant.reconcile.system import Proposal, System
from recusant.records import Conflict

SEARCHES = 400  # hitting sets tried for one smallest conflict before it is reported as irreducible only; seen so far: at most 60
FIRM = 1000.0  # what slack of a firm figure costs; duals of the others stay far below
MISS = 1e-4  # slack below this is noise (2e-6 was seen at counts of 235,646); a smaller true miss would stop the bounds with NotProven


@dataclass(frozen=True)
class Proof:
    """Figures (by number) that conflict, and the exact multipliers that prove it."""

    figures: frozenset[int]
    terms: Proposal


class Clashes:
    """One component of figures, each of which may be switched on, off, or on with slack."""

    def __init__(self, figures: Sequence[Figure], book: Codebook) -> None:
        self.figures = figures
        self._owner: list[int] = [number for number, figure in enumerate(figures) for _ in figure.rows]
        self.system = System([row for figure in figures for row in figure.rows], [], book)
        self._number = {id(row): number for number, row in enumerate(self.system.rows)}
        self._program = Program(*self._with_slack())

    def _with_slack(self) -> tuple[Matrix, Vector, Vector]:
        """Every figure's row with one more column that may fill what is missing (lo) or take off what is over (hi)."""
        sparse, lower, upper = self.system.program_rows()
        width = self.system.width
        for number, row in enumerate(self.system.rows):
            columns, weights = sparse[number]
            sparse[number] = (np.append(columns, width + number), np.append(weights, 1.0 if row.side == "lo" else -1.0))
        return Matrix.of(width + len(self.system.rows), sparse), lower, upper

    def _solve(self, soft: Iterable[int], firm: Iterable[int] = ()) -> Solution:
        """Least slack of the chosen figures, where a firm one's costs a thousand times as much; all others are off.

        A firm figure is not fixed outright: what holds together within the solver's tolerance need not without any.
        """
        cost = np.zeros(len(self.figures))
        cost[list(soft)] = 1.0
        cost[list(firm)] = FIRM
        solution = self._program.minimise(np.concatenate([np.zeros(self.system.width), cost[self._owner]]))
        if solution.outcome is not Outcome.OPTIMAL:
            raise NotProven(f"the least slack of {len(self.figures)} figures: {solution.outcome.value}")
        return solution

    def conflict_in(self, chosen: Iterable[int]) -> Proof | None:
        """A conflict among the chosen figures, with its proof, or None where they hold together."""
        solution = self._solve(chosen)
        if solution.objective <= MISS:
            return None
        return self._exact(solution) or self._narrowed(self._support(solution))

    def _exact(self, solution: Solution) -> Proof | None:
        """The duals of the least slack as a proof that passes the exact test."""
        for terms in proposals(self.system, solution):
            total = sum((times * row.value for row, times in terms), Fraction(0))
            if total > 0 and self.system.fits(terms, None, 1):
                return Proof(frozenset(self._owner[self._number[id(row)]] for row, _ in terms), terms)
        return None

    def _support(self, solution: Solution) -> set[int]:
        duals = solution.duals[: len(self._owner)]
        return {self._owner[number] for number in np.flatnonzero(np.abs(duals) > NEGLIGIBLE)}

    def _narrowed(self, figures: set[int]) -> Proof:
        """A proof within figures that conflict: duals that mix several conflicts come apart as figures are left out."""
        if proof := self._exact(self._solve(figures)):
            return proof
        for figure in sorted(figures):
            solution = self._solve(figures - {figure})
            if solution.objective > MISS:
                return self._exact(solution) or self._narrowed(self._support(solution))
        raise NotProven(f"{len(figures)} figures conflict, but no exact proof was found")

    def violated_beside(self, firm: set[int], soft: set[int]) -> set[int]:
        """Soft figures that a solution nearest to all of them breaks while the firm ones hold."""
        solution = self._solve(soft - firm, firm)
        broken = {self._owner[number] for number in np.flatnonzero(solution.values[self.system.width :] > MISS)}
        if not broken.isdisjoint(firm):
            raise NotProven("figures that hold together could not be kept whole beside the others")
        return broken & soft

    def irreducible(self, proof: Proof) -> Proof:
        """A conflict within the proof's figures of which no figure can be left out."""
        needed = set(proof.figures)
        for figure in sorted(proof.figures, key=lambda number: (self.figures[number].weight, -number), reverse=True):
            if figure in needed and (smaller := self.conflict_in(needed - {figure})):
                needed, proof = set(smaller.figures), smaller
        return proof

    def give_up(self) -> set[int]:
        """The cheapest set of figures without which the rest holds together."""
        weights, found = self._costs(), list[Proof]()
        everything = set(range(len(self.figures)))
        while True:
            given_up = cheapest(weights, [set(proof.figures) for proof in found]) if found else set()
            fresh = self._disjoint(everything - given_up)
            if not fresh:
                return given_up
            found += fresh

    def _disjoint(self, chosen: set[int]) -> list[Proof]:
        """Irreducible conflicts among the chosen figures, no two sharing a figure."""
        found = list[Proof]()
        while proof := self.conflict_in(chosen):
            found.append(self.irreducible(proof))
            chosen = chosen - found[-1].figures
        return found

    def _costs(self) -> Vector:
        """Weights; a figure that a person reviewed costs more than all unreviewed ones together (soundness rule 7)."""
        unreviewed = sum(figure.weight for figure in self.figures if not figure.reviewed)
        return np.array([float(figure.weight * ((1 + unreviewed) if figure.reviewed else 1)) for figure in self.figures])

    def smallest(self, figure: int, kept: set[int], start: Proof) -> tuple[Proof, bool]:
        """A smallest conflict of one figure with kept ones, and whether it is proved that no smaller one exists."""
        without: list[set[int]] = []
        for _ in range(SEARCHES):
            chosen = fewest(without, figure, len(start.figures))
            if chosen is None:
                return start, True
            if proof := self.conflict_in(chosen):
                return proof, True
            without.append(self.violated_beside(chosen, kept | {figure}))
        return start, False


def fewest(must_hit: list[set[int]], forced: int, below: int) -> set[int] | None:
    """A smallest set that holds ``forced`` and meets every set of ``must_hit``, or None where it would have ``below`` or more.

    Branch and bound: 3 ms a search where mixed-integer programming takes 50 to 90, and all sets here are small.
    """
    best: set[int] | None = None

    def search(chosen: frozenset[int], left: list[set[int]]) -> None:
        nonlocal best, below
        if len(chosen) + _apart(left) >= below:
            return
        if not left:
            best, below = set(chosen), len(chosen)
            return
        frequent = Counter(member for other in left for member in other)
        for member in sorted(left[0], key=lambda member: (-frequent[member], member)):
            search(chosen | {member}, [other for other in left if member not in other])

    search(frozenset({forced}), sorted((other for other in must_hit if forced not in other), key=lambda other: (len(other), sorted(other))))
    return best


def _apart(sets: list[set[int]]) -> int:
    """How many of the sets share nothing with each other: so many members are needed at least."""
    used: set[int] = set()
    number = 0
    for members in sets:
        if used.isdisjoint(members):
            used |= members
            number += 1
    return number


def as_conflict(proof: Proof, smallest: bool, figures: Sequence[Figure]) -> Conflict:
    """The record of a conflict, citing for each figure its best spokesman."""
    terms = certificate(proof.terms)
    cited = {figures[number].id: figures[number].claims[0] for number in sorted(proof.figures)}
    gap = sum((times * row.value for row, times in proof.terms), Fraction(0))
    return Conflict(tuple(sorted(cited)), terms, gap, smallest, cited)
