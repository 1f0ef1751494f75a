"""Shared errors: two who are wrong in the same way have read one another; two who are right have only read the same thing.

The odds are those of Dong, Berti-Equille and Srivastava (Integrating conflicting data: the role of source dependence, 2009): of what
both have wrong, a copier repeats ``COPIED``; two who made their own errors agree by chance.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Hashable, Mapping
from dataclasses import dataclass
from itertools import combinations
from math import log
from statistics import median
from typing import TypeVar

COPIED = 0.8  # of the errors of the one copied; the rate that the authors above use
BY_CHANCE = 0.1  # a wrong digit has nine others to be: what two own errors agree in where too few are known to measure it
KNOWN = 10  # errors of both from which a pair tells how often chance makes them agree
MOST = 0.7  # agreement by chance is never taken for so near to copying that nothing could tell them apart
CERTAIN, LIKELY = log(100), log(5)  # odds of 100 to 1; a single distinct error shared makes 8 to 1

Kind = TypeVar("Kind", bound=Hashable)
Cell = TypeVar("Cell", bound=Hashable)
Value = TypeVar("Value", bound=Hashable)
Pair = tuple[str, str]


@dataclass(frozen=True, slots=True)
class Shared:
    """The errors of two sources: how many cells both have wrong, in how many they say the same, and the log of the odds that one
    has read the other (or both a third) against errors of their own."""

    pair: Pair
    both: int
    same: int
    odds: float

    @property
    def certainty(self) -> str:
        return "certain" if self.odds >= CERTAIN else "likely" if self.odds >= LIKELY else "possible"


def shared_errors(errors: Mapping[Kind, Mapping[Cell, Mapping[str, Value]]]) -> dict[Pair, Shared]:
    """For each two sources what they have wrong together, in the kind where it tells most: one may copy temperatures and measure rain.

    ``errors``: by kind of cell (a measure), the wrong values of each source in each cell. How often errors agree by chance is
    measured for each kind.
    """
    found: dict[Pair, Shared] = {}
    for cells in errors.values():
        both, same = Counter[Pair](), Counter[Pair]()
        for said in cells.values():
            for pair in combinations(sorted(said), 2):
                both[pair] += 1
                same[pair] += said[pair[0]] == said[pair[1]]
        chance = _chance(both, same)
        for pair, number in both.items():
            odds = same[pair] * log(COPIED / chance) + (number - same[pair]) * log((1 - COPIED) / (1 - chance))
            shared = Shared(pair, number, same[pair], odds)
            found[pair] = max(shared, found.get(pair, shared), key=lambda shared: shared.odds)
    return found


def _chance(both: Counter[Pair], same: Counter[Pair]) -> float:
    """How often errors agree where nobody copies: what the middle one of the pairs with enough errors does."""
    rates = [same[pair] / number for pair, number in both.items() if number >= KNOWN]
    return min(MOST, max(BY_CHANCE, median(rates))) if rates else BY_CHANCE


def outvoted(said: Mapping[Cell, Mapping[str, Value]]) -> dict[Cell, dict[str, Value]]:
    """The values that are unlike what most say of a cell; nothing where no value has more voices than any other."""
    wrong: dict[Cell, dict[str, Value]] = {}
    for cell, values in said.items():
        ranked = Counter(values.values()).most_common(2)
        if len(ranked) > 1 and ranked[0][1] > ranked[1][1]:
            wrong[cell] = {source: value for source, value in values.items() if value != ranked[0][0]}
    return wrong
