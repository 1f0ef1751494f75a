"""A year that a sentence tells only behind its months, and a colon: "512 in January, then 640 in February: so the number grew in 2024"."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from recusant.extract.times.periods import Period
from recusant.extract.times.shapes import Token
from recusant.records import Window

_SENTENCE_END = re.compile(r"[.!?;]\s|\n")
_CLAUSE_BEGINS = re.compile(r":\s(?=[^:]*$)")


def is_guessed(token: Token) -> bool:
    """Whether a month or the like has its year from the day of publication alone."""
    period: Period | None = token.values.get("Period")
    return period is not None and period.year == "guessed" and 1 < period.days < 365


def of_a_year_behind(found: Sequence[Window], guessed: list[int], token: Token, text: str) -> list[Window]:
    """The windows before a token; if it is another year, in a clause that counts nothing, those guessed in its sentence are supposed."""
    year: Period | None = token.values.get("Period")
    if not guessed or year is None or year.grain != "year" or year.year != "said":
        return [*found]
    last = found[guessed[-1]].span or (0, 0)
    gap, behind = text[last[1] : token.start], text[token.end :]
    clause = _CLAUSE_BEGINS.search(gap)
    end = _SENTENCE_END.search(behind)
    around = gap[clause.end() :] + behind[: end.start() if end else None] if clause else "0"
    if _SENTENCE_END.search(gap) or any(letter.isdigit() for letter in around):
        guessed.clear()
        return [*found]
    other = {at for at in guessed if not (year.first <= (found[at].end[1] or year.first) <= year.last)}
    guessed.clear()
    return [replace(one, supposed=True) if at in other else one for at, one in enumerate(found)]
