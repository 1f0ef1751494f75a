"""Figures that cannot all hold -> the cheapest set to give up, and for each given up a smallest set of figures that shows why.

Both searches are implicit hitting sets (Reiter 1987; Davies and Bacchus 2011; Ignatiev and others 2015). The cheapest set to give
up is the cheapest that meets every conflict: conflicts are found one by one until what is kept holds together, so it is proved
cheapest. A smallest conflict is a smallest set that meets every set of figures without which the rest holds together: such sets
are found one by one until the chosen figures conflict, so no smaller conflict exists. No big-M, no tolerance: a conflict
counts only when its certificate, re-added in whole numbers, is more than 0, or when the bound that proves it leaves no whole number.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from fractions import Fraction
from functools import cached_property
from math import inf

import numpy as np

from recusant.codebook import Codebook
from recusant.errors import NotProven
from recusant.reconcile.exact import NEGLIGIBLE, proposals
from recusant.reconcile.figures import Figure
from recusant.reconcile.hitting import STEPS, apart, lightest, needed
from recusant.reconcile.links import link_rows
from recusant.reconcile.program import Outcome, Vector, cheapest
from recusant.reconcile.prover import Prover, Solution
from recusant.reconcile.system import Proposal, System
from recusant.reconcile.whole import crossing
from recusant.records import Bound

SEARCHES = 400  # hitting sets tried for one smallest conflict before it is reported as irreducible only; seen so far: at most 60
FIRM = (1e3, 1e6, 1e9)  # what slack of a firm figure costs: most often the first is enough; shares that differ by little need more
LIKELY = 0.1  # what slack of a figure costs that is to be broken rather than others
MISS = 1e-4  # slack below this is noise (2e-6 was seen at counts of 235,646); a smaller true miss would stop the bounds with NotProven


@dataclass(frozen=True)
class Proof:
    """Figures (by number) that conflict, and the exact multipliers that prove it, or the bound that leaves no whole number."""

    figures: frozenset[int]
    terms: Proposal
    crossed: Bound | None = None


class Clashes:
    """One component of figures, each of which may be switched on, off, or on with slack."""

    def __init__(self, figures: Sequence[Figure], book: Codebook) -> None:
        self.figures, self.book = figures, book
        rows = [row for figure in figures for row in figure.rows]
        links = link_rows([box for row in rows for box in row.boxes], book)
        self._owner: list[int] = [number for number, figure in enumerate(figures) for _ in figure.rows] + [len(figures)] * len(links)
        self.system = System([*rows, *links], [], book)
        self._number = {id(row): number for number, row in enumerate(self.system.rows)}
        self._prover = Prover(self.system, np.zeros(len(self._owner)), np.ones(len(self._owner)))
        self.found: list[Proof] = []  # conflicts met while looking for what to give up
        self._met: list[tuple[set[frozenset[int]], set[int]]] = []  # conflicts that are linked, and the cheapest that meets them all

    def _solve(self, soft: Iterable[int], firm: Iterable[int] = (), likely: Iterable[int] = (), cost: float = FIRM[0]) -> Solution:
        """Least slack of the chosen figures, where a firm one's costs many times as much; all others are off.

        A row is taken at most as many times as its slack costs. A firm figure is not fixed outright: what holds together within the
        solver's tolerance need not without any. The codebook's links are firm, always.
        """
        most = np.zeros(len(self.figures) + 1)
        most[list(soft)] = 1.0
        most[list(likely)] = LIKELY
        most[[*firm, -1]] = cost
        self._prover.limit(most[self._owner])
        solution = self._prover.solve()
        if solution.outcome is not Outcome.OPTIMAL:
            raise NotProven(f"the least slack of {len(self.figures)} figures: {solution.outcome.value}")
        return solution

    def conflict_in(self, chosen: Iterable[int]) -> Proof | None:
        """A conflict among the chosen figures, with its proof, or None where they hold together."""
        solution = self._solve(chosen)
        if solution.least <= MISS:
            return None
        return self._exact(solution) or self._narrowed(self._support(solution))

    def _exact(self, solution: Solution) -> Proof | None:
        """The duals of the least slack as a proof that passes the exact test."""
        for terms in proposals(self._prover, solution):
            total = sum((times * row.value for row, times in terms), Fraction(0))
            if total > 0 and self.system.fits(terms, None, 1):
                return Proof(frozenset(self._owner[self._number[id(row)]] for row, _ in terms) - {len(self.figures)}, terms)
        return None

    def _support(self, solution: Solution) -> set[int]:
        return {self._owner[number] for number in np.flatnonzero(np.abs(solution.times) > NEGLIGIBLE)} - {len(self.figures)}

    def _narrowed(self, figures: set[int]) -> Proof:
        """A proof within figures that conflict: duals that mix several conflicts come apart as figures are left out."""
        if proof := self._exact(self._solve(figures)):
            return proof
        for figure in sorted(figures):
            solution = self._solve(figures - {figure})
            if solution.least > MISS:
                return self._exact(solution) or self._narrowed(self._support(solution))
        raise NotProven(f"{len(figures)} figures conflict, but no exact proof was found")

    def violated_beside(self, firm: set[int], soft: set[int], likely: Iterable[int] = ()) -> set[int]:
        """Soft figures that a solution nearest to all of them breaks while the firm ones hold; the likely are broken before others."""
        for cost in FIRM:
            solution = self._solve(soft - firm, firm, set(likely) - firm, cost)
            broken = {self._owner[number] for number in np.flatnonzero(solution.missing > MISS)}
            if broken.isdisjoint({*firm, len(self.figures)}):
                return broken & soft
        raise NotProven("figures that hold together could not be kept whole beside the others")

    def wrong(self, chosen: Iterable[int]) -> Proof | None:
        """A conflict among the chosen figures, also one that only whole numbers show, or None where none is found."""
        chosen = set(chosen)
        return self.conflict_in(chosen) or self._crossing(chosen)

    def _crossing(self, chosen: Iterable[int]) -> Proof | None:
        found = crossing(self.figures, chosen, self.book)
        return Proof(found[0], [], found[1]) if found else None

    def irreducible(self, proof: Proof) -> Proof:
        """A conflict within the proof's figures of which no figure can be left out."""
        if proof.crossed:
            return proof
        needed = set(proof.figures)
        for figure in sorted(proof.figures, key=lambda number: (self.figures[number].weight, -number), reverse=True):
            if figure in needed and (smaller := self.conflict_in(needed - {figure})):
                needed, proof = set(smaller.figures), smaller
        return proof

    def give_up(self) -> set[int]:
        """The cheapest set of figures without which the rest holds together.

        First conflicts are met by sets chosen at a glance, for as long as these find new ones; only the last sets are the cheapest.
        What holds together without them is held against whole numbers at the end.
        """
        everything = set(range(len(self.figures)))
        while True:
            for chosen in (self._met_at_a_glance, self._cheapest):
                while fresh := self._disjoint(everything - (given_up := chosen())):
                    self.found += fresh
            crossing = self._crossing(everything - given_up)
            if crossing is None:
                return given_up
            self.found.append(crossing)

    def _cheapest(self) -> set[int]:
        """The cheapest set that meets every conflict found. More conflicts never make it cheaper: what it cost before is where to stop."""
        met = list[tuple[set[frozenset[int]], set[int]]]()
        for linked in apart(proof.figures for proof in self.found):
            least = sum(self._weight(chosen) for conflicts, chosen in self._met if conflicts <= linked)
            met.append((linked, self._cheapest_of(linked, least)))
        self._met = met
        return set[int]().union(*(chosen for _, chosen in met))

    def _cheapest_of(self, conflicts: set[frozenset[int]], least: float) -> set[int]:
        """The cheapest set that meets conflicts, of which it is known that none costs less than ``least``: mostly one costs no more."""
        left = needed(conflicts, self.costs)
        try:
            found = lightest(left, self.costs, least + 1, no_lighter=least, steps=STEPS)
            return found or lightest(left, self.costs, inf, no_lighter=least + 1, steps=STEPS) or set()
        except NotProven:
            return cheapest(self.costs, left)

    def _weight(self, figures: set[int]) -> float:
        return float(sum(self.costs[list(figures)]))

    def _met_at_a_glance(self) -> set[int]:
        """A cheap set that meets every conflict found so far: again and again the figure that meets most for what it costs."""
        left, chosen = [proof.figures for proof in self.found], set[int]()
        while left:
            often = Counter(figure for members in left for figure in members)
            best = max(often, key=lambda figure: (often[figure] / self.costs[figure], -figure))
            chosen.add(best)
            left = [members for members in left if best not in members]
        return chosen

    def _disjoint(self, chosen: set[int]) -> list[Proof]:
        """Irreducible conflicts among the chosen figures, no two sharing a figure."""
        found = list[Proof]()
        while proof := self.conflict_in(chosen):
            found.append(self.irreducible(proof))
            chosen = chosen - found[-1].figures
        return found

    @cached_property
    def costs(self) -> Vector:
        """Weights; a figure that a person reviewed costs more than all unreviewed ones together (soundness rule 7)."""
        unreviewed = sum(figure.weight for figure in self.figures if not figure.reviewed)
        return np.array([float(figure.weight * ((1 + unreviewed) if figure.reviewed else 1)) for figure in self.figures])

    def smallest(self, start: Proof, among: set[int], figure: int | None = None, apart: Iterable[set[int]] = ()) -> tuple[Proof, bool]:
        """A smallest conflict among figures, and whether it is proved that no smaller one exists: of one figure with others that hold
        together, or of any. ``apart`` are sets without each of which the figures hold together. Of more than two figures that only
        whole numbers show to conflict nothing is proved.
        """
        if start.crossed:
            return start, len(start.figures) <= 2 and all(self.wrong({one}) is None for one in start.figures if len(start.figures) > 1)
        without, least = [set(members) for members in apart], 0
        for _ in range(SEARCHES):
            chosen = lightest(without, None, len(start.figures), figure, least)
            if chosen is None:
                return start, True
            least = len(chosen)
            if proof := self.conflict_in(chosen):
                return proof, True
            without.append(self.violated_beside(chosen, among))
        return start, False
