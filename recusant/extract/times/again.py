"""Stretches told again without their own days: those ten months, over that same time, the same period of the year before."""

from __future__ import annotations

from dataclasses import replace

from recusant.extract.times.periods import ONE, Period, run, shifted
from recusant.extract.times.phrases import Productions, Reading, lost
from recusant.extract.times.relative import comparable, of_a_time, says_which
from recusant.extract.times.shapes import Match

AGAIN = Productions()
A_FEW = 3  # days by which the same months told again may differ


@AGAIN.reads("same_span")
def same_span(match: Match, reading: Reading) -> Period | None:
    """The same period, set against the one before and with no year: that of the year before; "over the same period" is the same days."""
    before = None if reading.alone or _of_year(match) else reading.piece or reading.stretch_before(match)
    if before is None or not comparable(before) or not reading.sets_against(match) or of_a_time(match):
        return None
    return replace(before.moved(-1), year=before.year, echo=True)


def _of_year(match: Match) -> bool:
    """Whether a year stands right before, so that the same days of it are meant: «в прошлом году за то же время»."""
    before = [token.values for token in match.tokens[max(0, match.begin - 3) : match.begin]]
    before = [tags for tags in before if {"in", "within", "comma"}.isdisjoint(tags)]
    return bool(before) and ("Year" in before[-1] or before[-1].get("unit") == "year")


@AGAIN.reads("over_span")
def over_span(match: Match, reading: Reading) -> Period | None:
    """Over that same time: the days of the stretch named last, which no other is set against."""
    before = None if reading.alone or _of_year(match) else reading.stretch_before(match)
    if before is None or before.year == "lost" or reading.sets_against(match) or of_a_time(match) or says_which(match):
        return None
    return replace(before, echo=True)


@AGAIN.reads("these_units")
def these_units(match: Match, reading: Reading) -> Period | None:
    """Those ten months, told again: the stretch named before, if it is as long; those two years, if two in a row were named.

    Of two that are not known to follow one another no days are known.
    """
    (unit, *units), (count, *counts) = match.all("unit"), match.all("n")
    before = None if reading.alone else reading.stretch_before(match)
    if before is not None and before.grain == unit and count > 1 and not units:
        return reading.several(match, count) or lost(before)
    if before is None or before.year == "lost":
        return None
    told = run(before.first, unit, count)
    for unit, count in zip(units, counts, strict=True):  # "those three years and seven months"
        told = replace(told, last=shifted(told.last + ONE, unit, count) - ONE)
    return before if abs(told.days - before.days) <= A_FEW else None
