"""Phrases that days part: "charges of refusal were, from 21 September 2022 to 11 April 2023, brought against hundreds"."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Sequence

from recusant.extract.sentence.terms import Mention, Terms, Word
from recusant.extract.times.dated import Dated

MEASURE = "measure"
LONG = 4  # words of days that part what stands on both sides of them


def over_days(terms: Terms, tokens: Sequence[Word], mentions: list[Mention], windows: Sequence[Dated]) -> list[Mention]:
    """The mentions, with the measures that a sentence names where the words of its days are left out, if it names none as it stands.

    A single word before days names less than it does with one behind them: "asylum was from January to June granted to 345".
    """
    windows = [one for one in windows if _parts(tokens, one)]
    measures = [one for one in mentions if one.section == MEASURE]
    if not windows or any(len(one.tokens) > 1 or not any(one.end <= dated.start for dated in windows) for one in measures):
        return mentions
    kept = [at for at, word in enumerate(tokens) if not any(one.start <= word.start < one.end for one in windows)]
    found = [one for one in terms.mentions([tokens[at] for at in kept]) if one.section == MEASURE and len(one.tokens) > 1]
    anew = [one._replace(tokens=tuple(kept[at] for at in one.tokens)) for one in found]
    return [*(one for one in mentions if not any(_within(one, longer) for longer in anew)), *anew]


def _parts(tokens: Sequence[Word], dated: Dated) -> bool:
    """Whether the words of days are many, and neither begin nor end their sentence."""
    first, last = (bisect_left(tokens, (at,)) for at in (dated.start, dated.end))
    return last - first >= LONG and first > 0 and last < len(tokens) - 1


def _within(mention: Mention, longer: Mention) -> bool:
    """Whether a measure is named by words of a longer phrase."""
    return mention.section == MEASURE and set(mention.tokens) <= set(longer.tokens)
