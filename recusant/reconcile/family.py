"""Which conflicts of a component are told, and what could as well be given up.

First disjoint conflicts, each a smallest one among the figures that are in none before it: together they show that at least so many
figures are wrong. Then for each figure given up a smallest conflict with those kept. Then further ones, until every figure that is found
in any set that cannot hold, and of which none can be left out, stands in a conflict told.

A figure is in such a set just where some figures hold together without it and not with it (Reiter's duality). To look for all of them would
take too long in the worst case. So they are looked for where they are likely: in every conflict met in a search, and beside sets that
hold together although they hold figures given up: each of these once, and some of them together, in several orders.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import cached_property
from random import Random

from recusant.errors import NotProven
from recusant.reconcile.conflicts import Clashes, Proof
from recusant.reconcile.hitting import lightest

NEARLY = 1.2  # times the weight of what was given up: so much at most costs what could as well be given up
SWAPS = 4  # alternatives told for a figure given up
FURTHER = 200  # conflicts told in a component beyond one for each figure given up
ORDERS = 8  # in which figures given up are taken together


@dataclass(frozen=True)
class Swap:
    """Figures that could be given up in the place of others, which would then be kept."""

    given_up: frozenset[int]
    instead_of: frozenset[int]


class Family:
    """The conflicts of one component, and what could as well be given up. ``found`` are conflicts met while looking for what to."""

    def __init__(self, clashes: Clashes, given_up: Iterable[int], found: Iterable[frozenset[int]]) -> None:
        self.clashes, self.given_up, self._found = clashes, frozenset(given_up), list(found)
        self._all = frozenset(range(len(clashes.figures)))
        self.kept = self._all - self.given_up
        self.told: dict[frozenset[int], tuple[Proof, bool]] = {}
        self.cut_off = False
        self._tell_disjoint()
        self.disjoint = len(self.told)
        self.reasons = {figure: self._reason(figure) for figure in sorted(self.given_up)}
        self._tell_further()

    def _tell(self, proof: Proof, smallest: bool) -> frozenset[int]:
        """A conflict told once, proved smallest if it ever was."""
        self._found.append(proof.figures)
        self.told[proof.figures] = (proof, smallest or self.told.get(proof.figures, (proof, False))[1])
        return proof.figures

    def _tell_disjoint(self) -> None:
        left, apart = set(self._all), set(self.given_up)
        while start := self.clashes.wrong(left):
            found = self.clashes.smallest(self.clashes.irreducible(start), left, apart=[apart & left])
            left -= self._tell(*found)

    def _reason(self, figure: int) -> frozenset[int]:
        """A smallest conflict of a figure given up with those kept: one that is told already, if it is as small."""
        others = [proof for proof, _ in self.told.values() if figure in proof.figures and proof.figures - {figure} <= self.kept]
        start = min(others, key=lambda proof: len(proof.figures), default=None)
        return self._tell(*self._smallest_of(figure, set(self.kept), start))

    def _smallest_of(self, figure: int, holding: set[int], start: Proof | None = None) -> tuple[Proof, bool]:
        """A smallest conflict of a figure with figures that hold together, but not with it."""
        everything = holding | {figure}
        proof = start or self.clashes.wrong(everything)
        if proof is None:
            raise AssertionError("a figure was given up that conflicts with nothing kept")
        return self.clashes.smallest(self.clashes.irreducible(proof), everything, figure)

    # ── what could as well be given up ──────────────────────────────────────────────────────────────────────────────────────

    @cached_property
    def swaps(self) -> dict[int, list[Swap]]:
        """For each figure given up, what could be given up in its place and weighs nearly as little, the lightest first."""
        return {figure: self._swaps_of(figure) for figure in sorted(self.given_up)}

    def _swaps_of(self, figure: int) -> list[Swap]:
        """The lightest sets of kept figures in whose place the figure could be kept: one set, then others without some of the first."""
        found, waiting = list[Swap](), [frozenset[int]()]
        while waiting and len(found) < SWAPS:
            firm = waiting.pop(0)
            swap = self._swap(figure, firm)
            if swap and swap not in found and self.weight(swap.given_up) <= NEARLY * self.weight(swap.instead_of):
                found.append(swap)
                waiting += [firm | {other} for other in sorted(swap.given_up)]
        return sorted(found, key=lambda swap: (self.weight(swap.given_up) / self.weight(swap.instead_of), sorted(swap.given_up)))

    def weight(self, figures: Iterable[int]) -> int:
        """What giving figures up costs."""
        return int(sum(self.clashes.costs[figure] for figure in figures))

    def _swap(self, figure: int, firm: frozenset[int]) -> Swap | None:
        """The lightest set of kept figures, none of them firm, without which the figure holds, and all that could then be kept."""
        others, least = self.given_up - {figure}, 0
        most = NEARLY * self.weight(self.given_up) + 0.5
        while True:
            clashing = [members - others - {figure} for members in self._found if members & self.given_up == {figure}]
            left = [set(members - firm) for members in clashing]
            instead = lightest(left, self.clashes.costs, below=most, no_lighter=least)
            if instead is None:
                return None
            least = self.weight(instead)
            proof = self.clashes.wrong((self.kept - instead) | {figure})
            if proof is None:
                return Swap(frozenset(instead), self._freed(figure, frozenset(instead)))
            self._found.append(self.clashes.irreducible(proof).figures)

    def _freed(self, figure: int, instead: frozenset[int]) -> frozenset[int]:
        """The figures given up that could be kept in the place of others, beside one that is: those that clash with these only."""
        freed = frozenset({figure})
        for other in sorted(self.given_up - freed):
            clashing = (members for members in self._found if other in members)
            mended = all(members & (instead | (self.given_up - freed - {other})) for members in clashing)
            if mended and self.clashes.conflict_in((self.kept - instead) | freed | {other}) is None:
                freed |= {other}
        return freed

    # ── further conflicts ───────────────────────────────────────────────────────────────────────────────────────────────────

    @property
    def _untold(self) -> frozenset[int]:
        return self._all.difference(*self.told)

    def _tell_further(self) -> None:
        """Further conflicts, until no set is left to look beside, or too many are found, or the solver gives up."""
        most = len(self.told) + FURTHER
        try:
            for holding in self._holding_sets():
                self._tell_beside(holding)
                self.cut_off = len(self.told) >= most
                if self.cut_off:
                    return
        except NotProven:
            self.cut_off = True

    def _tell_beside(self, holding: frozenset[int]) -> None:
        """A conflict for each untold figure that cannot hold with figures that hold together."""
        for figure in sorted(self._untold - holding):
            if start := self.clashes.conflict_in(holding | {figure}):
                self._tell(*self._smallest_of(figure, set(holding), start))
            else:
                holding = holding | {figure}

    def _holding_sets(self) -> Iterator[frozenset[int]]:
        """Sets that hold together and leave out figures that are in no conflict told, if such sets are found."""
        for swaps in self.swaps.values():
            yield from ((self.kept - swap.given_up) | swap.instead_of for swap in swaps)
        for members in list(self._found):
            yield from (self._beside(set(members - {figure})) for figure in sorted(members & self._untold))
        for figure in sorted(self.given_up):
            if self.clashes.conflict_in({figure}) is None:
                yield self._beside({figure})
        for order in range(ORDERS if self.given_up else 0):
            yield self._beside(self._together(order))

    def _beside(self, firm: set[int]) -> frozenset[int]:
        """What holds together with some figures where untold ones are left out rather than others."""
        return self._all - self.clashes.violated_beside(firm, set(self._all), self._untold)

    def _together(self, order: int) -> set[int]:
        """Figures given up that hold together, taken in some order."""
        held = set[int]()
        for figure in Random(order).sample(sorted(self.given_up), len(self.given_up)):  # noqa: S311 the same orders each time
            if self.clashes.conflict_in(held | {figure}) is None:
                held.add(figure)
        return held
