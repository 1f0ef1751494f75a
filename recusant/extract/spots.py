"""What is asked of a sentence again and again, found once: what stands before each place, and what is named."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Sequence
from typing import NamedTuple

from recusant.extract.terms import Mention


class Spot(NamedTuple):
    """What stands before a place in the text: what keeps apart, the figures, and the marks that part figures."""

    cost: int
    figures: int
    parts: int


class Spots(dict[int, Spot]):
    """The spots of a sentence by their place, each reckoned when it is first asked for."""

    def __init__(self, tokens: Sequence[int], costs: Sequence[int], parts: Sequence[int], figures: Sequence[int]) -> None:
        super().__init__()
        self.tokens, self.costs, self.parts, self.figures = tokens, costs, parts, figures

    def __missing__(self, at: int) -> Spot:
        token = bisect_left(self.tokens, at)
        spot = self[at] = Spot(self.costs[token], bisect_left(self.figures, at), self.parts[token])
        return spot


class Named(dict[tuple[str, tuple[str, ...]], list[Mention]]):
    """The mentions of a sentence by section, and by some of the ids in it once those were asked for."""

    def __missing__(self, asked: tuple[str, tuple[str, ...]]) -> list[Mention]:
        section, ids = asked
        whole = self.get((section, ()))
        found = self[asked] = [one for one in whole if not set(ids).isdisjoint(one.ids)] if whole else []
        return found
