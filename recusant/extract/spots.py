"""What is asked of a sentence again and again, found once: what stands before each place, and what is named."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Sequence
from typing import NamedTuple

from recusant.extract.terms import Mention

NONE: Sequence[Mention] = ()


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


class Named:
    """The mentions of a sentence by section and by id, and by several ids once those were asked for."""

    def __init__(self, mentions: Sequence[Mention]) -> None:
        self._by_section: dict[str, list[Mention]] = {}
        self._by_id: dict[tuple[str, str], list[Mention]] = {}
        self._by_ids: dict[tuple[str, tuple[str, ...]], list[Mention]] = {}
        for one in mentions:
            self._by_section.setdefault(one.section, []).append(one)
            for name in one.ids:
                self._by_id.setdefault((one.section, name), []).append(one)

    def of(self, section: str, ids: tuple[str, ...]) -> Sequence[Mention]:
        """The mentions of a section (of these ids, if any are given)."""
        whole = self._by_section.get(section)
        if whole is None or not ids:
            return whole or NONE
        if len(ids) == 1:
            return self._by_id.get((section, ids[0]), NONE)
        found = self._by_ids.get((section, ids))
        if found is None:
            found = self._by_ids[section, ids] = [one for one in whole if not set(ids).isdisjoint(one.ids)]
        return found
