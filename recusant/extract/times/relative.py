"""Days and stretches reckoned from the day of publication, or from the window named before: yesterday, last month, a year earlier."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

from recusant.extract.times.moments import this_season
from recusant.extract.times.periods import (
    DAYS_IN,
    MONTHS_IN,
    ONE,
    UNITS,
    Period,
    around,
    as_unit,
    day_of,
    month_of,
    nth,
    run,
    season_of,
    shifted,
    whole_around,
    year_of,
)
from recusant.extract.times.phrases import Productions, Reading, adrift, lost
from recusant.extract.times.shapes import Match

RELATIVE = Productions()
LEAP_YEAR = 366  # days
LEAST_TOLD, SINCE_TOLD = 3, timedelta(75)  # months counted from January, and how long after them they are told
MONTH_DAYS = 30.44  # a year in days, by twelve
EARLY = timedelta(10)  # of January, in which "this year" may still be the one before
NEARLY_OVER = 0.9  # of a month or year
FEW = (2, 5)  # what "a few" may come to


@RELATIVE.reads("today", relative=True)
def today(match: Match, reading: Reading) -> Period | None:
    """Today, yesterday, the day after tomorrow."""
    return day_of(reading.today + timedelta(days=match.one("today")))


@RELATIVE.reads("last_month", relative=True)
def last_month(match: Match, reading: Reading) -> Period | None:
    """Last October: the latest that is over, the month just gone excepted (that is "last month")."""
    just_gone = around(reading.today.replace(day=1) - ONE, "month")
    found = month_of(reading.today.year, match.one("month"))
    return found if found.last < just_gone.first else found.moved(-1)


@RELATIVE.reads("next_month", relative=True)
def next_month(match: Match, reading: Reading) -> Period | None:
    """Next March: the first that has not begun."""
    found = month_of(reading.today.year, match.one("month"))
    return found if found.first > reading.today else found.moved(1)


@RELATIVE.reads("this_month", relative=True)
def this_month(match: Match, reading: Reading) -> Period | None:
    """This September: that of this year, be it gone, present or to come."""
    return month_of(reading.today.year, match.one("month"))


@RELATIVE.reads("this_season", relative=True)
def present_season(match: Match, reading: Reading) -> Period | None:
    """This winter."""
    return this_season(match.one("season"), reading)


@RELATIVE.reads("of_that_year")
def of_that_year(match: Match, reading: Reading) -> Period | None:
    """That March, that autumn: of the year named before; that winter is the one it was in, or that began in that year."""
    before, wanted = reading.dated_before(match)[0], match.one("month")
    if before is None or before.year == "lost" or match.one("then") != 0 or reading.alone:
        return None
    if wanted:
        told = next((one for one in (before, *reversed(reading.named)) if wanted in (one.first.month, one.last.month)), before)
        found = month_of((told.first if wanted == told.first.month else told.last).year, wanted)
        return replace(found, year="supposed") if found.first <= reading.today else None
    near = [season_of(before.first.year + step, match.one("season")) for step in (-1, 0)]
    return replace(near[not near[0].first <= before.first <= near[0].last], year="supposed")


@RELATIVE.reads("season_beside")
def season_beside(match: Match, reading: Reading) -> Period | None:
    """The following summer, the previous autumn: the first to begin after what was named before, or the last that was over then."""
    before, step = reading.just_before(match)[0], match.one("then") or match.one("next") or match.one("coming") or match.one("previous")
    if before is None or before.year == "lost" or not step or reading.foretold(match):
        return None
    seasons = [season_of(before.first.year + years, match.one("season")) for years in (-2, -1, 0, 1, 2)]
    if step > 0:
        return replace(next(one for one in seasons if one.first > before.first), year=before.year)
    return replace(next(one for one in reversed(seasons) if one.last < before.first), year=before.year)


@RELATIVE.reads("last_season", relative=True)
def last_season(match: Match, reading: Reading) -> Period | None:
    """Last autumn: the latest that is over."""
    over = [season_of(reading.today.year - step, match.one("season")) for step in range(4)]
    named = [period.first for period in (reading.stretch, reading.piece) if period is not None]
    return next(found for found in over if found.last < reading.today and found.first not in named)


@RELATIVE.reads("yearly", relative=True)
def yearly(match: Match, reading: Reading) -> Period | None:
    """A word that alone means last year or this year."""
    return year_of(reading.today.year + match.one("yearly"))


@RELATIVE.reads("this_unit")
def this_unit(match: Match, reading: Reading) -> Period | None:
    """This year, last month, next week. "Previous years" are no window."""
    if match.holds("many") or match.holds("closing") or of_a_time(match):
        return None
    unit = match.one("unit")
    if match.has("whole") and not match.has("step"):
        before = reading.whole_before(match, unit) or reading.previous(match)
        before = whole_around(before, unit) if before is not None and unit in ("month", "year") else before
        if before is not None and before.grain == unit and before.year != "lost":
            return replace(before, echo=True)  # "last year, in the whole year, it was 1,001"
    if match.one("step") == 1 and unit == "day" and not reading.alone:
        return day_after(reading.previous(match), 1)
    if not reading.alone and (beside := _beside_named(unit, match, reading)) is not None:
        return beside
    found = around(shifted(around(reading.today, unit).first, unit, match.one("step") or 0), unit)
    if unit == "year" and not match.one("step") and not reading.alone and reading.said_on and found.first + EARLY > reading.today:
        before = found.moved(-1)
        found = replace(found, late=(before.first, before.last))
    return found if reading.said_on else adrift(found)


def _back(period: Period, unit: str, count: int = 1) -> Period:
    """The same stretch so many units before, which need not be those of the calendar."""
    return replace(period, first=shifted(period.first, unit, -count), last=shifted(period.last + ONE, unit, -count) - ONE)


def _beside_named(unit: str, match: Match, reading: Reading) -> Period | None:
    """The next or previous one as seen from the one named before, or the day named before: «к этому дню»."""
    if match.one("step") == 1:
        return _following(unit, match, reading)
    named = reading.just_before(match)[0]
    before, previous = named and as_unit(named, unit), match.one("step") == -1 and match.holds("previous")
    if before is not None and previous and unit == "year" and before.year == "said" and before.first.year == before.last.year:
        before = replace(around(before.last, unit), year=before.year)  # "from January to 27 December 2024, in the previous year"
    if before is None or before.grain != unit or before.year == "lost" or reading.compared:
        return None
    if unit == "day":
        return replace(before, echo=True) if match.one("step") == 0 else None
    return _back(before, unit) if previous else None


def _following(unit: str, match: Match, reading: Reading) -> Period | None:
    """The year or month after the last one named, where that is over: "in 2021 there were 8 verdicts. The next year courts passed 186"."""
    before = reading.previous(match)
    if before is None or before.year == "lost" or match.has("coming") or reading.foretold(match):
        return None
    whole = around(before.first, unit)
    if before.grain != unit and (unit != "year" or before.last > whole.last or before.year == "supposed"):
        return None
    over = reading.said_on is None or whole.last < around(reading.today, unit).first
    return replace(around(whole.last + ONE, unit), year=before.year) if over else None


def day_after(before: Period | None, days: int) -> Period | None:
    """So many days after a day that was named before."""
    if before is None or before.grain != "day" or before.year == "lost":
        return None
    return replace(day_of(shifted(before.first, "day", days)), year=before.year)


@RELATIVE.reads("unit_after_next", relative=True)
def unit_after_next(match: Match, reading: Reading) -> Period | None:
    """The week after next."""
    unit = match.one("unit")
    return around(shifted(around(reading.today, unit).first, unit, 2), unit)


@RELATIVE.reads("recent", relative=True)
def recent(match: Match, reading: Reading) -> Period | None:
    """The last or next n units: whole ones before or after the present one; in a report the days just gone may belong to them.

    As an appointment, two upcoming weeks are the second to come. A few may be two, and may be five.
    """
    if match.has("few"):
        return _few(match, reading)
    unit, count = match.one("unit"), counted(match)
    step = 1 if match.has("upcoming") else match.one("step") or -1
    one = unit == "half" or match.holds("only_many")  # «останні пів року», «последние сутки»
    many = match.holds("many") and not match.has("n") and not one  # "the past years"
    if match.one("step") == 0 and match.has("n"):
        return this_unit(match, reading) if count == 1 else None  # «за один этот год»
    if many or match.holds("closing") or of_a_time(match) or (match.has("within") and not match.has("step") and reading.ahead(match)):
        return None
    present = around(reading.today, unit).first
    if match.has("upcoming") and reading.alone:
        return around(shifted(present, unit, count), unit)
    if step < 0 and match.holds("previous") and (before := _before_named(match, reading)) is not None:
        return before
    if step > 0:
        return _after_named(match, reading) or replace(run(shifted(present, unit, 1), unit, count), grain="units")
    if count % 1 and not reading.alone:
        return _with_a_half(unit, count, reading)
    whole = Period(shifted(present, unit, -count), present - ONE, unit if count == 1 else "units")
    first = present if count == 1 and _is_nearly_over(unit, reading) else shifted(reading.today + ONE, unit, -count)
    return whole if reading.alone else replace(whole, late=(first, reading.today))


def _is_nearly_over(unit: str, reading: Reading) -> bool:
    """Whether the present month or year is all but over, so that «за год» told in its last days may be this one."""
    present = around(reading.today, unit)
    return unit in MONTHS_IN and (reading.today - present.first).days >= NEARLY_OVER * present.days


def _after_named(match: Match, reading: Reading) -> Period | None:
    """So many units after the stretch named just before, where they are over: "in January 700 came, in the next two months 1,500"."""
    unit, (before, _) = match.one("unit"), reading.just_before(match)
    told = (
        before is not None and before.year != "lost" and before.grain in (unit, "units") and not (match.has("coming") or reading.compared)
    )
    if before is None or not told or reading.alone or reading.foretold(match) or unit not in MONTHS_IN:
        return None
    found = replace(run(before.last + ONE, unit, counted(match)), grain="units", year=before.year)
    return found if reading.said_on is None or found.last < reading.today else None


def _before_named(match: Match, reading: Reading) -> Period | None:
    """So many units before the one named just before: "812 in June; in the two preceding months 1,590"."""
    unit, (before, _) = match.one("unit"), reading.just_before(match)
    if before is None or before.year == "lost" or before.grain != unit or reading.alone or unit not in MONTHS_IN:
        return None
    return Period(shifted(before.first, unit, -counted(match)), before.first - ONE, "units", before.year)


@RELATIVE.reads("recent_many", relative=True)
def recent_many(match: Match, reading: Reading) -> Period | None:
    """The two last years. A number before a noun of one, as in "840 last year", is that of something else."""
    return None if counted(match) != 1 and match.holds("a_single") else recent(match, reading)


def counted(match: Match) -> float:
    """How many units are named: "a year and a half" is one and a half."""
    return (match.one("n") or 1) + (0.5 if match.has("and_half") else 0)


def _with_a_half(unit: str, count: float, reading: Reading) -> Period | None:
    """The last year and a half, told to about a quarter of the unit: up to today, for no whole units of the calendar make it up."""
    days = DAYS_IN.get(unit) or MONTHS_IN[unit] * MONTH_DAYS
    first, last = (reading.today - timedelta(days=round(days * (count + part))) for part in (0.25, -0.25))
    return Period(first, reading.today, "units", late=(last, reading.today))


def of_a_time(match: Match) -> bool:
    """Whether the words go on with a time that it is a part of: "the last week" of this month, «за последние два месяца» прошлого года."""
    after = [token.values for token in match.tokens[match.end : match.end + 2]]
    if len(after) == 2 and "step" in after[0] and "unit" in after[1] and match.stop + 1 == match.tokens[match.end].start:
        return True
    the = match.has("the") or (match.begin > 0 and "the" in match.tokens[match.begin - 1].values)
    return bool(after) and "of" in after[0] and (len(after) > 1 or the)  # "the last year of peace", not "convicted last year of …"


def _few(match: Match, reading: Reading) -> Period | None:
    """The past few weeks, the next few days: three where nothing else stands in the text, else from two to five."""
    unit, step = match.one("unit"), match.one("step") or match.one("then") or -1
    fewest, most = (3, 3) if reading.alone else FEW
    present = around(reading.today, unit).first
    if step > 0:
        start = shifted(present, unit, 1)
        ends = [shifted(start, unit, count) - ONE for count in (fewest, most)]
        return Period(start, ends[1], "units", late=(start, ends[0]))
    whole = Period(shifted(present, unit, -most), present - ONE, "units")
    return whole if reading.alone else replace(whole, late=(shifted(reading.today + ONE, unit, -fewest), reading.today))


@RELATIVE.reads("months_in")
def months_in(match: Match, reading: Reading) -> Period | None:
    """In seven months, after a year was named: its first seven; in the month, after one was named: that month; otherwise the last seven.

    In Russian and Ukrainian such a count is mostly of this year, if so many of its months were over shortly before.
    """
    if says_which(match):
        return None
    if match.one("unit") in ("month", "year") and not match.has("n") and (whole := reading.whole_before(match, match.one("unit"))):
        return replace(whole, echo=True)  # "38 a day in April, 848 in the month"
    year, count = reading.year_before(match), match.one("n") or 0
    of_this_year = match.one("unit") == "month" and LEAST_TOLD <= count <= 12 and reading.follows("of_this_year", match.start)
    dated_behind = any("comma" in token.values for token in match.tokens[match.end : match.end + 1])  # "in nine months, from November"
    if year is None and of_this_year and reading.said_on is not None and not dated_behind:
        told = replace(run(around(reading.today, "year").first, "month", count), grain="units")
        if timedelta(0) <= reading.said_on - told.last <= SINCE_TOLD:
            return told
    if year is None and _runs_up_to_today(match, reading):
        return None  # "after mobilisation 700,000 left in two weeks": the first two, or the last
    if year is None or match.one("unit") != "month" or not 1 <= count <= 12:
        recently = recent(match, reading)
        return adrift(recently) if recently and reading.said_on is None else recently
    return replace(run(year.first, "month", count), grain="units", year=year.year)


def says_which(match: Match) -> bool:
    """Whether the words behind say which days they were: "in the week from 1 to 7 May", "in the week after it", «за год до войны»."""
    behind = [token.values for token in match.tokens[match.end : match.end + 2]]
    led = len(behind) == 2 and "until" in behind[0] and not {"Event", "Period", "it"}.isdisjoint(behind[1])
    return bool(behind) and (led or not {"Days", "after", "before"}.isdisjoint(behind[0]))


def _runs_up_to_today(match: Match, reading: Reading) -> bool:
    """Whether a window named before in the sentence began long ago and is not over."""
    before, gap = reading.before, reading.text[reading.before_end : match.start]
    running = before is not None and reading.said_on is not None and before.last == reading.said_on and before.grain == "units"
    return running and "." not in gap and "\n" not in gap


def comparable(period: Period) -> bool:
    """Whether people speak of the same days of another year: those of a year at most."""
    return period.year != "lost" and period.days <= LEAP_YEAR


@RELATIVE.reads("earlier")
def earlier(match: Match, reading: Reading) -> Period | None:
    """A year earlier, the year-ago quarter, the same period of another year: the window before it, moved."""
    year = match.one("Year")
    if match.one("then"):
        return None
    if year and match.has("unit") and not match.has("same"):
        quarter = reading.stretch_before(match)
        return _same_in(year, quarter) if quarter and quarter.grain == match.one("unit") == "quarter" else None
    if year:
        return _same_in(year, reading.piece or reading.stretch_before(match))
    unit, count = match.one("unit") or "year", match.one("n") or 1
    if match.has("before_that") and reading.text[match.stop : match.stop + 1].isspace() and not reading.follows("then_was", match.stop):
        return None  # "a year before the war"
    if match.has("n") and count != 1 and match.holds("a_single"):  # «684 дела, 350 годом ранее»
        return None
    if unit == "day":
        return day_after(reading.previous(match), -count)
    before = reading.previous(match) if unit == "week" else reading.stretch_before(match)
    before = before and as_unit(before, unit)
    if before is None and (day := reading.previous(match)) is not None and day.grain == "day":
        before = day  # "as of 21 November 2024; a year earlier"
    if before is None or not comparable(before) or not (MONTHS_IN.get(unit, 0) >= 12 or unit == before.grain):
        return None
    if match.has("nth"):
        before = nth(around(before.last, "year"), match.all("unit")[-1], match.one("nth")) or before
    moved = before.moved(-count) if MONTHS_IN.get(unit, 0) >= 12 else _back(before, unit, count)
    return replace(moved, year=before.year, echo=True)


def _same_in(year: Period, before: Period | None) -> Period:
    """The same period of a year, or some days of that year where it is not known which period is meant."""
    if before is None:
        return replace(year, grain="part", late=(year.last, year.first))
    return replace(before.moved(year.first.year - before.last.year), year=year.year, late=None, echo=True)


@RELATIVE.reads("then_units")
def then_units(match: Match, reading: Reading) -> Period | None:
    """The next five years, the previous two months: beside the window before, or beside today where days to come are spoken of."""
    unit, count, step = match.one("unit"), match.one("n"), match.one("then")
    before = None if reading.ahead(match) else reading.previous(match)
    if not step or (before and before.year == "lost"):
        return None
    beside = before or (around(reading.today, unit) if reading.said_on else lost(around(reading.today, unit)))
    if step < 0:
        last = around(beside.first, unit).first - ONE
        return Period(shifted(last + ONE, unit, -count), last, "units", beside.year)
    return replace(run(around(beside.last, unit).last + ONE, unit, count), grain="units", year=beside.year)


@RELATIVE.reads("then_unit")
def then_unit(match: Match, reading: Reading) -> Period | None:
    """That year, the following month, the next day: reckoned from the window before. "The quarter" is the one before."""
    unit, before = match.one("unit"), reading.previous(match)
    if match.holds("many"):
        return None
    if unit == "year":
        before = reading.dated_before(match)[0]  # "in March the same year" is no year of its own
    if match.has("the"):
        stretch = reading.stretch_before(match)
        same = unit in ("quarter", None) and stretch is not None and stretch.grain == "quarter"
        return replace(stretch, echo=True) if stretch and same else None
    unit = unit or "day"  # "the next morning"
    if unit not in UNITS:
        return None
    if before is None and reading.said_on and match.one("then"):
        before = day_of(reading.said_on)
    if before is None or before.year == "lost":
        return None
    if before.grain in ("days", "units") and match.one("then") and as_unit(before, unit).grain == unit:
        return _back(before, unit, -match.one("then"))
    return replace(around(shifted(around(before.first, unit).first, unit, match.one("then")), unit), year=before.year)
