"""A year that a sentence tells only behind its months, and a colon: "512 in January, then 640 in February: so the number grew in 2024"."""

from __future__ import annotations

import re
from dataclasses import replace

from recusant.extract.times.periods import Period
from recusant.extract.times.phrases import SENTENCE, SENTENCE_END
from recusant.extract.times.shapes import Token
from recusant.records import Window

_CLAUSE_BEGINS = re.compile(r":\s(?=[^:]*$)")


def is_guessed(token: Token) -> bool:
    """Whether a month or the like has its year from the day of publication alone."""
    period: Period | None = token.values.get("Period")
    return period is not None and period.year == "guessed" and 1 < period.days < 365


def suppose_before(found: list[Window], guessed: list[int], token: Token, text: str) -> None:
    """Makes the guessed windows of a sentence supposed, where a token is another year, in a clause of it that counts nothing."""
    year: Period | None = token.values.get("Period")
    if not guessed or year is None or year.grain != "year" or year.year != "said":
        return
    last = found[guessed[-1]].span or (0, 0)
    gap, behind = text[max(last[1], token.start - SENTENCE) : token.start], text[token.end : token.end + SENTENCE]
    clause, end = _CLAUSE_BEGINS.search(gap), SENTENCE_END.search(behind)
    around = gap[clause.end() :] + behind[: end.start() if end else None] if clause else "0"
    if token.start - last[1] <= SENTENCE and not SENTENCE_END.search(gap) and not any(letter.isdigit() for letter in around):
        for at in guessed:
            if not year.first <= (found[at].end[1] or year.first) <= year.last:
                found[at] = replace(found[at], supposed=True)
    guessed.clear()
