"""What is asked of a sentence again and again, found once: what stands before each place, and what is named."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from itertools import accumulate, chain, pairwise
from typing import NamedTuple

from recusant.extract.sentence.terms import Mention, Word

NONE: Sequence[Mention] = ()
# How far what stands between two phrases keeps them apart, in words.
APART = {",": 8, ";": 60, ":": 8, "(": 6, ")": 12, ".": 8, "—": 0, "–": 0, "-": 0}
JOIN = 6
AGAIN_WITHIN, CLOSES = 5, {"(": ")", ",": ","}  # tokens from the marks around a share to its number: ", that is, 88 % of all,"
INSERTED = 12  # words between two commas that only tell who says it
HEARD, TOLD = frozenset(("speech", "origin")), frozenset(("measure", "also", "category", "units", "place"))


class Spot(NamedTuple):
    """What stands before a place in the text: what keeps apart, the figures, the marks that part figures, and figures said again."""

    cost: int
    figures: int
    parts: int
    again: int


class Spots(dict[int, Spot]):
    """The spots of a sentence by their place, each reckoned when it is first asked for."""

    def __init__(
        self, tokens: Sequence[int], costs: Sequence[int], parts: Sequence[int], figures: Sequence[int], again: Sequence[int]
    ) -> None:
        super().__init__()
        self.tokens, self.costs, self.parts, self.figures, self.again = tokens, costs, parts, figures, again

    def __missing__(self, at: int) -> Spot:
        token = bisect_left(self.tokens, at)
        spot = self[at] = Spot(self.costs[token], bisect_left(self.figures, at), self.parts[token], bisect_left(self.again, at))
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

    def __call__(self, section: str, *ids: str) -> Sequence[Mention]:
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


def kept_apart(tokens: Sequence[Word], joins: Collection[str], naming: Mapping[int, Sequence[Mention]]) -> list[int]:
    """How far each token keeps apart what stands on both sides of it, but for what is inserted between two commas."""
    costs = [APART.get(token.form, JOIN if token.low in joins else int(token.form[0].isalnum())) for token in tokens]
    for first, last in _inserted(tokens, naming):
        costs[first + 1 : last + 1] = [0] * (last - first)
    return costs


def weighing(costs: list[int], weighed: Iterable[tuple[int, int, int]], free: Iterable[tuple[int, int]]) -> list[int]:
    """Running totals of what tokens cost, where some phrases cost so much as a whole, and others nothing."""
    for first, last, cost in chain(weighed, ((first, last, 0) for first, last in free)):
        costs[first:last] = [0] * (last - first)
        if first < len(costs):
            costs[first] += cost
    return [0, *accumulate(costs)]


def said_again(tokens: Sequence[Word], shares: Iterable[tuple[int, int]], apposes: Collection[str]) -> Iterator[tuple[int, int]]:
    """The tokens in which only the share of the figure before is told: "18,159 (88.4 %) were of absence", "18,159, or 88.4 %, were"."""
    for first, last in shares:
        opening = next((at for at in range(first - 1, max(first - AGAIN_WITHIN, 0), -1) if tokens[at].form in CLOSES), None)
        if opening is None:
            continue
        mark, between = tokens[opening].form, " ".join(word.low for word in tokens[opening + 1 : first])
        closing = next((at for at in range(last, min(last + AGAIN_WITHIN, len(tokens))) if tokens[at].form == CLOSES[mark]), None)
        if closing is not None and (between in apposes or (mark == "(" and not between)):
            yield opening, closing + 1


def in_other_words(tokens: Sequence[Word], that_is: Collection[str], naming: Mapping[int, Sequence[Mention]]) -> Iterator[tuple[int, int]]:
    """The tokens that only lead to an offence told in its own word: "42 of leaving for good, that is, desertion"."""
    begin = {phrase.split()[0] for phrase in that_is}
    for comma in (at for at, word in enumerate(tokens[:-1]) if word.form == "," and tokens[at + 1].low in begin):
        lows = [word.low for word in tokens[comma + 1 : comma + 1 + AGAIN_WITHIN]]
        last = next((end for end in range(len(lows), 0, -1) if " ".join(lows[:end]) in that_is), 0)
        ends = comma + 1 + last + (lows[last:][:1] == [","])
        offence = any(one.section == "category" for at in (ends, ends + 1) for one in naming.get(at, ()))
        if last and offence:
            yield comma, ends


def _inserted(tokens: Sequence[Word], naming: Mapping[int, Sequence[Mention]]) -> Iterator[tuple[int, int]]:
    """The tokens from comma to comma between which it is only told who says so: "left, by the count of Re: Russia, 820,000"."""
    commas = [at for at, word in enumerate(tokens) if word.form == ","]
    for first, last in pairwise(commas):
        inner = range(first + 1, last)
        sections = {one.section for at in inner for one in naming.get(at, ())}
        heard = len(inner) <= INSERTED and not HEARD.isdisjoint(sections) and TOLD.isdisjoint(sections)
        if heard and not any(tokens[at].form[0].isdigit() for at in inner):
            yield first, last
