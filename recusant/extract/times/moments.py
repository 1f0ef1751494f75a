"""Days, months, seasons and years by their names and numbers: the productions of the layer ``moments``."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import date
from functools import lru_cache
from typing import Any

from recusant.extract.times.periods import (
    MONTHS_IN,
    Period,
    around,
    day_of,
    easter,
    month_length,
    month_of,
    nth_weekday,
    part_of,
    run,
    season_of,
    shifted,
    year_of,
)
from recusant.extract.times.phrases import Productions, Reading, adrift, in_year, lost, meant
from recusant.extract.times.shapes import Match
from recusant.extract.words.tokens import AS_PICTURE, BULLETS

MOMENTS = Productions()
ASKS = frozenset(("in", "on", "since", "from", "onward", "until", "by", "to", "asof", "before", "after", "between", "during"))
LEADS = ASKS | {"of", "the"}
DASHES = frozenset((" — ", " – ", " - "))
BEFORE_YEARS = frozenset(" \u00a0\n(/–-" + BULLETS)  # what a year may be written right behind
_COUNTED_IN = frozenset(("nthyear", "month", "season", "yr"))  # behind these and a dash a count stands: «с января — 1980»
JOINED = frozenset(("dash", "part", "edge"))  # mid-1996, late 2022
FAR = 40  # years from the day of publication that a bare number may still name
FIRST_YEAR, FIRST_LED_YEAR = 1900, 1400  # a bare number below is no year; after "in" one may be older
MONTHS_AROUND = 72  # how far a weekday with a day of the month is looked for
OF_WITHIN = 4  # tokens from a half to what it is one of: "of the last month"
MONTHS_IN_SEASON = 3


@MOMENTS.reads("day")
def day(match: Match, reading: Reading) -> Period | None:
    """A day of a month, with its year or weekday where they are named."""
    month, number, weekday = month_in(match), match.one("day") or match.one("nth"), match.one("weekday")
    if (match.has("yy") and not reading.alone and not _short_year(match, reading)) or _a_third(match):
        return None
    named = not weekday or match.has("year") or match.has("yy")
    if not named and (reading.said_on is not None or month is None):
        near = nearest(weekday, month, number, reading.today, ahead=reading.alone and month is None)
        return lost(near) if near and reading.said_on is None else near
    found = in_year(lambda year: day_of(date(year, month, number)), match, reading)
    return found if found is None or named or found.first.isoweekday() == weekday else lost(found)


def _a_third(match: Match) -> bool:
    """Whether what looks like the third day of a month is a third of it: "the last third of August"."""
    before = match.tokens[match.begin - 1].values if match.begin else {}
    return "thirding" in match.tokens[match.begin].values and not {"nth", "step", "amid"}.isdisjoint(before)


def _short_year(match: Match, reading: Reading) -> bool:
    """Whether two digits behind a month are its year, and count nothing: "on 12 April 64 people", "on 12 April, 64 of them"."""
    text = reading.text
    counts = "," in text[match.start : match.stop] or text[match.stop : match.stop + 2].strip().islower()
    return not counts and text[match.stop - 2 : match.stop].isdecimal()


@lru_cache(maxsize=4096)
def nearest(weekday: int, month: int | None, number: int, today: date, *, ahead: bool) -> Period | None:
    """The day nearest to today with this weekday, day of the month and month; ``ahead`` leaves out days gone by."""
    days = []
    for step in range(-MONTHS_AROUND, MONTHS_AROUND + 1):
        first = shifted(today.replace(day=1), "month", step)
        if month in (None, first.month) and number <= month_length(first):
            days.append(first.replace(day=number))
    fitting = [day for day in days if day.isoweekday() == weekday and not (ahead and day < today)]
    return day_of(min(fitting, key=lambda day: abs(day - today))) if fitting else None


@MOMENTS.reads("day_alone", relative=True)
def day_alone(match: Match, reading: Reading) -> Period | None:
    """The 24th: a day of a month only where nothing else stands in the text."""
    if not reading.alone or len(match.tokens) != match.end - match.begin or len(match.tokens) == 1:
        return None
    return _day_near(match.one("day"), match, reading)


@MOMENTS.reads("day_number")
def day_number(match: Match, reading: Reading) -> Period | None:
    """A day of a month that is not named, where a word says that it is one: «15-го числа».

    Behind an earlier day that was named just before it is one of the same month: «21 сентября …, к 25-му числу».
    """
    number, (before, _) = match.one("day"), reading.dated_before(match)
    told = before is not None and before.days == 1 and before.year != "lost" and reading.same_sentence(match)
    if told and before is not None and before.first.day < number <= month_length(before.first):
        return replace(day_of(before.first.replace(day=number)), year=before.year)
    found = _day_near(number, match, reading)
    return adrift(found) if found and reading.said_on is None else found


def _day_near(number: int, match: Match, reading: Reading) -> Period | None:
    this_month = reading.today.replace(day=1)
    months = [shifted(this_month, "month", step) for step in range(-2, 3)]
    return meant([day_of(month.replace(day=number)) for month in months if number <= month_length(month)], match, reading)


@MOMENTS.reads("day_numbers")
def day_numbers(match: Match, reading: Reading) -> Period | None:
    """From one day of a month that is not named to another: «с 1 по 15 число»."""
    last = _day_near(match.all("day")[-1], match, reading)
    first = last and day_of(last.first.replace(day=match.one("day")))
    if first is None or last is None or first.first > last.first:
        return None
    found = Period(first.first, last.last, "days", "guessed")
    return found if reading.said_on else adrift(found)


@MOMENTS.reads("date")
def numeric_date(match: Match, reading: Reading) -> Period | None:
    """18.08.2023, 2023-05-24, 10/31/74."""
    return day_of(date(*match.one("date")))


@MOMENTS.reads("dayed")
def numeric_day(match: Match, reading: Reading) -> Period | None:
    """15.2 or 2/15: a date only where nothing else stands in the text, or after a word that asks for a day."""
    month, number = match.one("dayed")
    if not (reading.alone or match.has("on") or match.has("since") or match.has("from")):
        return None
    return in_year(lambda year: day_of(date(year, month, number)), match, reading)


def month_in(match: Match) -> Any:
    """The month of a match, be it in lower case where that could be another word; or None."""
    return match.one("month") or match.one("small_month")


@MOMENTS.reads("dayed_apart")
def spaced_day(match: Match, reading: Reading) -> Period | None:
    """2 - 15, month first: a date only where nothing else stands in the text."""
    month, number = match.all("day")
    alone = reading.alone and len(match.tokens) == match.end - match.begin and month <= 12
    return in_year(lambda year: day_of(date(year, month, number)), match, reading) if alone else None


@MOMENTS.reads("dayed_span")
def numeric_days(match: Match, reading: Reading) -> Period | None:
    """From 1.2 to 15.2."""
    first, last = (in_year(lambda year, day=day: day_of(date(year, *day)), match, reading) for day in match.all("dayed"))  # type: ignore[misc]
    if first is None or last is None:
        return None
    return Period((first if first.first <= last.last else first.moved(-1)).first, last.last, "days", last.year)


@MOMENTS.reads("month")
def month(match: Match, reading: Reading) -> Period | None:
    """March, March 2024. "Theresa May", "the Mar-a-Lago club" are no months."""
    wanted = month_in(match)
    if match.has("dash") and " " in reading.text[match.start : match.stop]:
        return None  # "in December — 1500" tells how many
    if match.has("year") and not match.has("yr") and not FIRST_YEAR <= match.one("year") <= reading.today.year + FAR:
        return None  # «у липні 1520»
    if match.has("year") and not match.has("yr") and not reading.years_lead and reading.follows("counted", match.stop):
        return None  # «в мае 2012 дел»
    if match.end - match.begin == 1 and not reading.alone and not _asked(match) and _another_word(match, reading):
        return None
    return in_year(lambda year: month_of(year, wanted), match, reading)


def _another_word(match: Match, reading: Reading) -> bool:
    """Whether what looks like a month is somebody's name, or an abbreviation with no word of time beside it."""
    if reading.names(match):
        return True
    beside = [*match.tokens[max(0, match.begin - 2) : match.begin], *match.tokens[match.end : match.end + 2]]
    return match.tokens[match.begin].short and all(token.values.keys().isdisjoint(("month", "year", "Period")) for token in beside)


@MOMENTS.reads("ymonth")
def numeric_month(match: Match, reading: Reading) -> Period | None:
    """2014-10."""
    return month_of(*match.one("ymonth"))


@MOMENTS.reads("year")
def year(match: Match, reading: Reading) -> Period | None:
    """2022 with a word that says it is a year."""
    if match.one("unit") not in (None, "year"):
        return None
    return year_of(match.one("year") or match.one("nthyear"))


@MOMENTS.reads("bare_year")
def bare_year(match: Match, reading: Reading) -> Period | None:
    """Four digits alone: a year unless what stands around them makes them a count; "2022 was" is one."""
    wanted = match.one("year")
    if reading.alone and not reading.follows("counted", match.stop):
        return year_of(wanted)
    if not FIRST_LED_YEAR <= wanted <= reading.today.year + FAR or _numbered(match, reading) or _counted_then(match, reading):
        return None
    text, after, counted = reading.text, reading.text[match.stop + 1 : match.stop + 2], reading.follows("counted", match.stop)
    noun = after.isupper() if reading.capital_nouns else after.islower()
    if wanted < FIRST_YEAR:
        return year_of(wanted) if not counted and wanted % 100 and _asked(match) else None
    before = text[max(0, match.start - 2) : match.start]
    ranged = before[-1:] in ("–", "-") and before[:1].isdigit()  # "1500–2000 a month"
    if _led(match):
        many = counted or (ranged and noun)
        return None if many and (wanted % 100 == 0 or not reading.years_lead) else year_of(wanted)
    if noun or counted:
        behind_word = (before[:1].isalpha() and len(before) > 1) or reading.follows("year_does", match.stop)
        return year_of(wanted) if reading.years_lead and not counted and behind_word else None
    if ranged:
        return None
    return year_of(wanted) if before.strip(AS_PICTURE)[-1:] in ("", *BEFORE_YEARS) else None


def _numbered(match: Match, reading: Reading) -> bool:
    """Whether the number tells one of many things apart: unit 2022, № 2022."""
    if match.begin > 0 and "numbered" in match.tokens[match.begin - 1].values:
        return True
    return reading.text[max(0, match.start - 2) : match.start].strip() in ("№", "#")


def _counted_then(match: Match, reading: Reading) -> bool:
    """Whether the number tells a count of the time before it: behind a dash ("in July – 1900") or, of a year, in brackets."""
    before = reading.before
    if before is not None and reading.text[reading.before_end : match.start] in (DASHES | {" ("} if before.grain == "year" else DASHES):
        return True
    told = match.tokens[match.begin - 2].values if match.begin > 1 else {}
    return not _COUNTED_IN.isdisjoint(told) and reading.text[match.tokens[match.begin - 2].end : match.start] == " — "  # «в 2020-м — 1970»


def _led(match: Match) -> bool:
    """Whether a word that asks for a time stands before, or another year and a comma."""
    before = [token.values for token in match.tokens[max(0, match.begin - 2) : match.begin]]
    if before and not (LEADS | JOINED).isdisjoint(before[-1]):
        return True
    return len(before) == 2 and "year" in before[0] and not {"comma", "and"}.isdisjoint(before[1])


def _asked(match: Match) -> bool:
    """Whether the word before asks for a time."""
    return match.begin > 0 and not ASKS.isdisjoint(match.tokens[match.begin - 1].values)


@MOMENTS.reads("years")
def years(match: Match, reading: Reading) -> Period | None:
    """1960–1961, 2022/23."""
    first, text = match.one("year"), reading.text[match.start : match.stop]
    if " " in text and (match.has("yy") or "nthyear" in match.tokens[match.begin].values):
        return None  # «2024-го — 37 тысяч», «в 2020-м — 1970»
    if match.has("yy") and "nthyear" in match.tokens[match.begin].values:
        return None
    last = match.all("year")[1] if match.one("yy") is None else first - first % 100 + match.one("yy")
    earliest = FIRST_LED_YEAR if _asked(match) or reading.text[match.start - 1 : match.start] == "(" else FIRST_YEAR
    round_numbers = first % 100 == last % 100 == 0 and (first < FIRST_YEAR or reading.follows("counted", match.stop))  # "1400–1500 a month"
    in_use = (reading.alone or earliest <= first < last <= 2099) and not round_numbers
    return Period(date(first, 1, 1), date(last, 12, 31), "years") if in_use and first < last else None


@MOMENTS.reads("yearspan")
def yearspan(match: Match, reading: Reading) -> Period | None:
    """2020-21."""
    first, last = match.one("yearspan")
    last += first - first % 100
    return Period(date(first, 1, 1), date(last, 12, 31), "years") if first < last else None


@MOMENTS.reads("decade")
def decade(match: Match, reading: Reading) -> Period | None:
    """The 1990s, the nineties."""
    return run(date(match.one("decade") or match.one("named_decade"), 1, 1), "year", 10)


@MOMENTS.reads("age")
def age(match: Match, reading: Reading) -> Period | None:
    """The 20th century: from 1901 to 2000."""
    last = 100 * match.one("nth")
    return Period(date(last - 99, 1, 1), date(last, 12, 31), "years") if 10 <= match.one("nth") <= 21 else None


@MOMENTS.reads("season")
def season(match: Match, reading: Reading) -> Period | None:
    """Three whole months ("the three summer months"); a winter is named by the year it begins in, or by both."""
    wanted = match.one("season") or match.one("fallen") or match.one("seasonal")
    if match.has("unit") and (match.one("unit") != "month" or match.one("n") not in (None, MONTHS_IN_SEASON)):
        return None  # "two summer weeks"
    if match.has("dash") and " " in reading.text[match.start : match.stop]:
        return None  # "in spring — 2023" tells how many
    if match.has("yearspan"):
        return season_of(match.one("yearspan")[0], wanted)
    if reading.alone and not match.has("year"):
        return this_season(wanted, reading)
    return in_year(lambda year: season_of(year, wanted), match, reading)


def this_season(wanted: str, reading: Reading) -> Period:
    """The one that is on, or else that of this year."""
    near = [season_of(reading.today.year - 1, wanted), season_of(reading.today.year, wanted)]
    return next((found for found in near if found.first <= reading.today <= found.last), near[1])


@MOMENTS.reads("holiday")
def holiday(match: Match, reading: Reading) -> Period | None:
    """A feast on a fixed day ("12/25"), on the nth such weekday of a month ("11/4/4"), or reckoned from Easter ("easter+1")."""
    feast = match.one("holiday")
    if feast.startswith("easter"):
        return in_year(lambda year: day_of(shifted(easter(year), "day", int(feast.removeprefix("easter")))), match, reading)
    month, number, *weekday = (int(part) for part in feast.split("/"))
    if weekday:
        return in_year(lambda year: nth_weekday(month_of(year, month), weekday[0], number) or day_of(date(year, month, 1)), match, reading)
    return in_year(lambda year: day_of(date(year, month, number)), match, reading)


@MOMENTS.reads("nth_unit")
def nth_unit(match: Match, reading: Reading) -> Period | None:
    """The third quarter, the first half, Q3 (of a year that is named, or of the one that is meant)."""
    unit, count = match.one("unit") or match.one("single") or match.one("mark"), match.one("nth") or match.one("n")
    if unit not in ("quarter", "half") or not 1 <= count <= 12 // MONTHS_IN[unit] or (unit == "half" and _is_halved(match)):
        return None
    make: Callable[[int], Period] = lambda year: around(date(year, 1 + MONTHS_IN[unit] * (count - 1), 1), unit)  # noqa: E731
    return make(reading.today.year) if reading.alone and not match.has("year") else in_year(make, match, reading)


def _is_halved(match: Match) -> bool:
    """Whether a half is one of anything but a year: "the first half of July", "of last month"."""
    behind = iter(match.tokens[match.end : match.end + OF_WITHIN])
    of = next(behind, None)
    if of is None or "of" not in of.values:
        return False
    whole = next((token.values for token in behind if "the" not in token.values and "step" not in token.values), {})
    return not {"month", "small_month", "season", "fallen"}.isdisjoint(whole) or whole.get("unit") in ("day", "week", "month", "decade")


@MOMENTS.reads("brief", relative=True)
def brief(match: Match, reading: Reading) -> Period | None:
    """A word that alone means the end of the month."""
    part, unit = match.one("brief").split()
    return part_of(around(reading.today, unit), part)
