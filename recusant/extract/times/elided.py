"""Stretches whose noun is left out, for the words before have told it: "in the first quarter 240, in the second 310"."""

from __future__ import annotations

import re
from dataclasses import replace
from datetime import date

from recusant.extract.times.parts import week_of_month
from recusant.extract.times.periods import MONTHS_IN, ONE, Period, around, as_unit, edge_of, run, shifted
from recusant.extract.times.phrases import NEAR, Productions, Reading, adrift
from recusant.extract.times.shapes import Match

ELIDED = Productions()
ORDERED = frozenset(("quarter", "half"))  # of a year, that are told by their number
TOLD_AGAIN = frozenset(("week", "month", "quarter", "half", "season", "year"))
DASHES = frozenset("—–")
_ENDS = re.compile(r"\s?[.,;)]|$")
_ENDS_OR_DASH = re.compile(r"\s?[.,;):—–]|$")


@ELIDED.reads("elided")
def elided(match: Match, reading: Reading) -> Period | None:
    """In the second, in the next, in the last: of quarters and halves, of the years of a war, of months and years named just before.

    What follows has to be a count, or the end of a clause; else the noun is not left out, but another ("in the second region").
    """
    text, stop = reading.text, match.stop
    counts = reading.counts_next(match)
    if reading.alone or not (counts or _ENDS.match(text, stop)):
        return None
    bare = not (match.has("in") or match.has("within"))
    if bare and not (counts and text[stop : stop + 3].strip() in DASHES and (match.has("nth") or match.holds("next_to"))):
        return None  # "the second year brought 4,600, the first — 1,050" is told so
    if match.has("nth"):
        return _nth(match, reading)
    return _beside(match, reading) if counts or match.one("step") == 1 else None


@ELIDED.reads("rest_of")
def rest_of(match: Match, reading: Reading) -> Period | None:
    """In the remaining three months of a year of which nine were told; in the next three, told of months just named.

    A noun that is left out has a number, a dash or the end of the clause behind it.
    """
    unit, count, before = match.one("unit"), match.one("n"), reading.previous(match)
    known = before is not None and before.year != "lost" and before.grain in ("units", "month") and not reading.compared
    left_out = unit is None and (reading.counts_next(match) or _ENDS.match(reading.text, match.stop))
    if before is None or not known or reading.alone or not (left_out or (unit == "month" and match.has("remaining"))):
        return None
    if not match.has("remaining") and (match.one("step") != 1 if match.has("step") else match.one("then") != 1):
        return None
    found = replace(run(before.last + ONE, "month", count), grain="units", year=before.year)
    whole = found.last.month == 12 and found.first.year == found.last.year
    return found if whole or not match.has("remaining") else None


@ELIDED.reads("elided_edge")
def elided_edge(match: Match, reading: Reading) -> Period | None:
    """At the end of the next."""
    before, _ = reading.just_before(match)
    if (
        before is None
        or before.grain not in ("part", "year")
        or before.year == "lost"
        or not match.holds("next_to")
        or match.one("step") != 1
    ):
        return None
    return edge_of(replace(around(shifted(before.first, "year", 1), "year"), year=before.year), match.one("edge"))


@ELIDED.reads("elided_year")
def elided_year(match: Match, reading: Reading) -> Period | None:
    """«По ноябрь нынешнего», «за первое полугодие этого»: of this or last year, where a mark, a dash or the end follows."""
    part: Period | None = next((one for grain in ("Month", "Quarter", "Half", "Units") if (one := match.one(grain))), None)
    if part is None and match.one("unit") == "month" and match.one("n") < MONTHS_IN["year"]:
        part = replace(run(around(reading.today, "year").first, "month", match.one("n")), grain="units", year="guessed")
    dashed = reading.text[match.stop : match.stop + 3].strip() in DASHES
    if part is None or reading.alone or part.year == "said" or not (dashed or _ENDS_OR_DASH.match(reading.text, match.stop)):
        return None
    found = part.moved(reading.today.year + match.one("of_year") - part.first.year, "guessed")
    return found if reading.said_on else adrift(found)


@ELIDED.reads("of_total")
def of_total(match: Match, reading: Reading) -> Period | None:
    """Of the half-year total: the last one named that is as long."""
    unit = match.one("spanned") or match.one("unit")
    near = [reading.previous(match), *reversed(reading.named)]
    found = next((as_unit(one, unit) for one in near if one and as_unit(one, unit).grain == unit and one.year != "lost"), None)
    return replace(found, echo=True) if found and not match.holds("many") else None


def _nth(match: Match, reading: Reading) -> Period | None:
    """The nth quarter or half of the year spoken of, or the nth year of a war where another one was named."""
    count: int = match.one("nth")
    before, gap = reading.just_before(match)
    if reading.ordered is not None and reading.ordered[2] >= reading.before_end and not (before and gap < match.start - reading.ordered[2]):
        start, unit, told = reading.ordered
        if match.start - told > NEAR or "\n" in reading.text[told : match.start]:
            return None
        reading.ordered = (start, unit, match.stop)
        return Period(shifted(start, unit, count - 1), shifted(start, unit, count) - ONE, "units")
    if before is not None and before.grain == "week" and before.late and before.year != "lost":
        return week_of_month(around(before.last, "month"), count)
    if before is None or before.grain not in ORDERED or count > 12 // MONTHS_IN[before.grain]:
        return None
    return replace(around(before.first.replace(day=1, month=1 + MONTHS_IN[before.grain] * (count - 1)), before.grain), year=before.year)


def _is_about(month: Period, today: date) -> bool:
    """Whether a month is the present one or touches it."""
    return abs(12 * (month.first.year - today.year) + month.first.month - today.month) <= 1


def _of_another_year(month: Period, step: int, reading: Reading) -> Period | None:
    """The month of this or last year, where it was told of another: «в прошлом сентябре 1500, в нынешнем — 2100»."""
    found = month.moved(reading.today.year + step - month.first.year, "guessed")
    return found if reading.said_on and found.first != month.first and found.first <= reading.today else None


def _beside(match: Match, reading: Reading) -> Period | None:
    """The next or previous stretch beside the one named before, or the last and present one from the day of publication."""
    step: int = match.one("step")
    before, _ = reading.just_before(match)
    if before is not None and match.has("whole") and before.grain == "units" and before.year != "lost":
        before = around(before.last, "year")  # «за девять месяцев 2025 года …, за весь прошлый»
    if before is None or before.grain not in TOLD_AGAIN or before.part or before.year == "lost":
        return None
    if before.grain == "season":
        return None if step in (0, -2) else before.moved(step, before.year)
    if step == 1 or match.holds("previous"):
        near = before.last + ONE if step == 1 else before.first - ONE
        return replace(around(near, before.grain), year=before.year)
    if before.grain == "month" and step in (0, -1) and not _is_about(before, reading.today):
        return _of_another_year(before, step, reading)
    found = around(shifted(around(reading.today, before.grain).first, before.grain, step), before.grain)
    if (found.first, found.last) == (before.first, before.last) and reading.said_on:
        return None  # told in 2024, «в 2023 году — 5, в прошлом — 4» means neither surely
    return found if reading.said_on else adrift(found)
