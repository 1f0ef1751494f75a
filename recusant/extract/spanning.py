"""Phrases that days part: "charges of refusal were, from 21 September 2022 to 11 April 2023, brought against hundreds"."""

from __future__ import annotations

from collections.abc import Sequence

from recusant.extract.dated import Dated
from recusant.extract.terms import Mention, Terms, Word

MEASURE = "measure"


def over_days(terms: Terms, tokens: Sequence[Word], mentions: list[Mention], windows: Sequence[Dated]) -> list[Mention]:
    """The mentions, with the measures that a sentence names where the words of its days are left out, if it names none as it stands.

    A single word before days names less than it does with one behind them: "asylum was from January to June granted to 345".
    """
    measures = [one for one in mentions if one.section == MEASURE]
    if not windows or any(len(one.tokens) > 1 or not any(one.end <= dated.start for dated in windows) for one in measures):
        return mentions
    kept = [at for at, word in enumerate(tokens) if not any(one.start <= word.start < one.end for one in windows)]
    found = [one for one in terms.mentions([tokens[at] for at in kept]) if one.section == MEASURE and len(one.tokens) > 1]
    anew = [one._replace(tokens=tuple(kept[at] for at in one.tokens)) for one in found]
    return [*(one for one in mentions if not any(_within(one, longer) for longer in anew)), *anew]


def _within(mention: Mention, longer: Mention) -> bool:
    """Whether a measure is named by words of a longer phrase."""
    return mention.section == MEASURE and set(mention.tokens) <= set(longer.tokens)
