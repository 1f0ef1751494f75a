"""Codes of law that only tell whose article is meant, and no one who counts: "5,204 cases under Article 337 of the Criminal Code"."""

from __future__ import annotations

from recusant.codebook import Codebook
from recusant.extract.sentence.terms import Mention

BEHIND_WITHIN = 3  # tokens from an article to its code, "of the" among them


def but_codes(mentions: list[Mention], book: Codebook) -> list[Mention]:
    """The mentions but codes of law right behind an offence or article: of these nobody is heard in the sentence."""
    laws = [one for one in mentions if one.section == "origin" and _only_punishes(book, one.ids[0])]
    if not laws:
        return mentions
    ends = {one.tokens[-1] for one in mentions if one.section == "category"}
    cited = [law for law in laws if not ends.isdisjoint(range(law.tokens[0] - BEHIND_WITHIN, law.tokens[0]))]
    return [one for one in mentions if one not in cited]


def _only_punishes(book: Codebook, origin: str) -> bool:
    """Whether years of prison are all that an origin counts."""
    measures = book.origins[origin].measures
    return bool(measures) and all(book.measures[name].unit == "year" for name in measures)
