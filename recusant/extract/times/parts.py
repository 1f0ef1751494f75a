"""Periods made of periods: the end of July, the first Tuesday of October, the first ten months of this year, June last year."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

from recusant.extract.times.periods import MONTHS_IN, ONE, Period, around, day_of, edge_of, nth, nth_weekday, part_of, run, shifted
from recusant.extract.times.phrases import Productions, Reading, lost
from recusant.extract.times.shapes import Match

PARTS = Productions()
MIDDLE = 15  # the last day of the first half of a month
FEW = (2, 6)  # how many "the first months" may be
DAYS = {"day": 1, "week": 7, "month": 30}  # about, in units of which a period has many
JUST_BEGUN = timedelta(60)  # so early in a year "at the end of the year" tells, in a report, of the one before
NEARLY_OVER = timedelta(60)  # so near its end a year is told of as if it were over
BESIDE = timedelta(3)  # how far a day named in apposition may lie from the event's own


@PARTS.reads("part")
def part(match: Match, reading: Reading) -> Period | None:
    """Early, mid and late: of a named period, or of the present unit ("the end of the year")."""
    wanted = match.one("part") or match.one("edge")
    whole: Period | None = match.one("Period")
    if whole is None:
        if match.begin > 0 and "n" in match.tokens[match.begin - 1].values:
            return None  # "300 a month end up in court"
        whole = _unit_meant(match.one("unit"), match, reading)
    if whole.grain == "day" or whole.part:
        return None
    return part_of(whole, wanted) if match.has("part") else edge_of(whole, wanted)


def _unit_meant(unit: str, match: Match, reading: Reading) -> Period:
    """The present unit, or that of what was named before: "early in 2023 300 a month, by the end of the year 500".

    The end of a year that is far from over was none that is past: where no other year was named before, it is not known which.
    """
    present = around(reading.today, unit)
    begun = reading.said_on is not None and not reading.alone and reading.said_on - present.first < JUST_BEGUN
    if unit == "year" and match.one("edge") == "end" and begun:
        return present if reading.foretold(match) else present.moved(-1, "supposed")
    before, _ = (None, 0) if reading.alone or reading.compared else reading.just_before(match)
    if unit == "year" and before is not None and before.year != "lost" and not reading.foretold(match):
        named, here = around(before.first, unit), reading.same_sentence(match)
        to_come = match.one("edge") == "end" and present.last - reading.today > NEARLY_OVER
        if named.last >= before.last and (here or to_come) and (reading.said_on is None or named.last < reading.today):
            return replace(named, year=before.year)
    return present if reading.said_on else lost(present)


@PARTS.reads("event")
def event(match: Match, reading: Reading) -> Period | None:
    """An event with the words around it, or with its days beside: the start of the mobilisation; the mobilisation, 21 September 2022.

    So is its year: "after the mobilisation of 2022", but not «после мобилизации 2022 год принёс …».
    """
    found: Period = match.one("Event")
    days: Period | None = match.one("Day") or match.one("Month") or match.one("Year")
    if match.has("Year") and reading.cues["year_alone"].search(reading.text, match.start, match.stop):
        return None
    return found if days is None or days.first - BESIDE <= found.first <= days.last + BESIDE else None


@PARTS.reads("event_day")
def event_day(match: Match, reading: Reading) -> Period | None:
    """The first day of the invasion."""
    return match.one("Event") if match.one("unit") == "day" and match.one("nth") == 1 else None


@PARTS.reads("of_year")
def of_year(match: Match, reading: Reading) -> Period | None:
    """A part of the year without its year, then the year: June last year, last year's third quarter."""
    grains = ("Month", "Day", "Part", "Quarter", "Half", "Season")
    piece: Period = next(one for grain in grains if (one := match.one(grain)))
    year: Period = match.one("Year")
    last = match.tokens[match.end - 1]
    bare = "Month" in last.values and match.has("comma") and not match.has("inside") and " " not in reading.text[last.start : last.end]
    if piece.year == "said" or bare:
        return None  # "in 2023, March saw most"
    return piece.moved(year.first.year - piece.first.year, year.year)


@PARTS.reads("day_of_month")
def day_of_month(match: Match, reading: Reading) -> Period | None:
    """The 20th of next month."""
    month: Period = match.one("Month")
    return replace(day_of(month.first.replace(day=match.one("day"))), year=month.year)


@PARTS.reads("weekday_of_week")
def weekday_of_week(match: Match, reading: Reading) -> Period | None:
    """Wednesday of this week, last week's Sunday."""
    week: Period = match.one("Week")
    found = nth_weekday(week, match.one("weekday"), 1)
    return replace(found, year=week.year) if found else None


@PARTS.reads("week_of")
def week_of(match: Match, reading: Reading) -> Period | None:
    """The week of a day. A Sunday so named begins its week. The week, or the year, that begins with a day or month begins with it."""
    if not match.has("of"):
        return _begun(match)
    day: Period = match.one("Day")
    if match.one("unit") != "week":
        return None
    return replace(around(shifted(day.first, "day", int(day.first.isoweekday() == 7)), "week"), year=day.year)


def _begun(match: Match) -> Period | None:
    """A week, month or year from its first day on, where no end is told: "in the week beginning 4 August"."""
    first: Period = match.one("Period") or match.one("Day") or match.one("Month")
    ends = match.tokens[match.end].values if match.end < len(match.tokens) else {}
    if (match.holds("many") and not match.has("n")) or first.year == "lost" or not {"until", "by", "to", "dash"}.isdisjoint(ends):
        return None
    unit = match.one("unit")
    found = replace(run(first.first, unit, match.one("n") or 1), year=first.year)
    return found if unit in ("week", "month", "quarter", "year") else None


@PARTS.reads("nth_of")
def nth_of(match: Match, reading: Reading) -> Period | None:
    """The first Tuesday of October, the last day of May, the second half of 2023, the third last week of 2018."""
    whole: Period | None = match.one("Period") or _whole_spoken_of(match, reading)
    step = match.one("step")
    if whole is None:
        return None
    count = -(match.one("nth") or 1) if step == -1 else 2 if match.has("amid") else match.one("nth")
    if not count or (step is not None and step != -1):
        return None
    if match.has("thirding"):
        return _third_of(whole, count)
    if match.has("tendays"):
        return _tendays_of(whole, count)
    if match.has("unit") and match.holds("many"):
        return _some_of(whole, match.one("unit"), count, reading)
    if match.has("weekday"):
        found = nth_weekday(whole, match.one("weekday"), count)
    else:
        found = _unit_of(whole, "half" if match.has("halving") else match.one("unit"), count)
        if found and found.grain == "week" and whole.grain == "month" and not reading.alone:
            found = week_of_month(whole, count)
    return replace(found, year=whole.year) if found else None


def _whole_spoken_of(match: Match, reading: Reading) -> Period | None:
    """The month or year of which only a unit is told: "the second half of the month". Which month it is, the words before tell.

    "Its final quarter" is of the year named before.
    """
    if match.has("its"):
        year, _ = reading.just_before(match)
        return year if year and year.grain == "year" and year.year != "lost" and match.one("unit") in (None, "quarter", "half") else None
    unit, before = match.all("unit")[-1], reading.previous(match)
    if unit == "year":
        return _year_meant(match, reading)
    if unit != "month":
        return None
    known = before is not None and before.year != "lost" and before.first.replace(day=1) == before.last.replace(day=1)
    return replace(around(before.first, "month"), year=before.year) if before and known else lost(around(reading.today, "month"))


def week_of_month(month: Period, count: int) -> Period | None:
    """The nth week of a month, from Monday or from the first of the month: nobody says which is meant."""
    week = nth(month, "week", count)
    if week is None:
        return None
    first = shifted(month.first, "day", 7 * (count - 1)) if count > 0 else shifted(month.last, "day", 7 * count + 1)
    last = run(first, "week", 1).last
    late = max(week.first, first), max(week.last, last)
    return replace(week, first=min(week.first, first), last=min(week.last, last), late=late, year=month.year)


def _some_of(whole: Period, unit: str, count: int, reading: Reading) -> Period | None:
    """The first or last days, weeks or months of a period, nobody says how many: two at least, and six or half of it at most."""
    if abs(count) != 1 or whole.grain not in MONTHS_IN or DAYS.get(unit, 0) * FEW[0] > whole.days or unit not in DAYS:
        return None
    half = whole.first + timedelta(whole.days // 2) - ONE
    if count < 0:
        first, early = (shifted(whole.last + ONE, unit, -many) for many in FEW)
        return Period(first, whole.last, "part", whole.year, part=True, late=(max(early, half), whole.last))
    last, late = (run(whole.first, unit, many).last for many in FEW)
    ended = max(last, min(late, half, reading.said_on or late))
    return Period(whole.first, last, "part", whole.year, part=True, late=(whole.first, ended))


def _third_of(whole: Period, count: int) -> Period | None:
    """A third of a month or of a longer stretch; of a month these are ten days, or a day more or less."""
    if whole.grain == "month":
        return _tendays_of(whole, count)
    months = MONTHS_IN.get(whole.grain, 3 if whole.grain == "season" else 0)
    if months % 3 or not months or count not in (1, 2, 3, -1):
        return None
    size = months // 3
    start = shifted(whole.first, "month", size * (2 if count == -1 else count - 1))
    return replace(run(start, "month", size), grain="units", year=whole.year)


def _tendays_of(month: Period, count: int) -> Period | None:
    """The nth ten days of a month; the third, or last, goes on to its end."""
    starts = {1: 1, 2: 11, 3: 21, -1: 21}
    if count not in starts or month.grain != "month":
        return None
    first = month.first.replace(day=starts[count])
    return Period(first, month.last if starts[count] == starts[-1] else run(first, "day", 10).last, "days", month.year)


def _unit_of(whole: Period, unit: str, count: int) -> Period | None:
    """The nth unit of a period; weeks and days are counted from its first."""
    if unit == "fortnight" or (unit == "half" and MONTHS_IN.get(whole.grain, 0) <= 1):
        return _half_of(whole, 2 if count == -1 else count)
    if unit == "half":
        size = MONTHS_IN[whole.grain] // 2
        start = whole.first if count == 1 else shifted(whole.first, "month", size)
        return run(start, "month", size) if count in (1, 2, -1) else None
    return nth(whole, unit, count)


def _half_of(whole: Period, count: int) -> Period | None:
    """A half of a month, or of days that no one divides exactly: its middle is that of its days, and the fifteenth of a month."""
    even, odd = whole.days // 2, (whole.days + 1) // 2
    if whole.grain == "month":
        even, odd = min(even, MIDDLE), max(odd, MIDDLE)
    ends = [shifted(whole.first, "day", days - 1) for days in (even, odd)]
    if count == 1:
        return Period(whole.first, ends[0], "days", late=(whole.first, ends[1]))
    return Period(shifted(ends[0], "day", 1), whole.last, "days", late=(shifted(ends[1], "day", 1), whole.last)) if count == 2 else None


@PARTS.reads("first_of")
def first_of(match: Match, reading: Reading) -> Period | None:
    """The first ten months of this year, seven months of 2025, the last two weeks of May."""
    whole: Period | None = match.one("Period")
    if whole is None and match.all("unit")[-1] == "year":
        whole = _year_meant(match, reading)
    unit, count = match.one("unit"), match.one("n") or 1
    if whole is not None and reading.follows("left_over", match.stop):
        return lost(whole)  # "with three months of 2024 to go"
    if count == 1 and not match.has("first") and not match.has("step"):
        return None  # "30 a day in December"
    if whole is not None and match.holds("many") and not match.has("n"):
        return _some_of(whole, unit, 1, reading)
    if whole is None or unit not in ("day", "week", "month", "quarter", "half") or whole.grain not in ("month", "quarter", "half", "year"):
        return None
    if "Period" in match.tokens[match.begin].values and unit != "month":
        return None  # "in August in one week" is any of its weeks
    if (unit, whole.grain, count, match.has("step")) == ("week", "month", 1, False) and not reading.alone:
        return week_of_month(whole, 1)
    if match.one("step") == -1:
        start = shifted(shifted(whole.last, "day", 1), unit, -count)
        return Period(start, whole.last, "units", whole.year) if start >= whole.first else None
    found = run(whole.first, unit, count)
    return replace(found, grain="units", year=whole.year) if found.last <= whole.last and found != whole else None


@PARTS.reads("first_units")
def first_units(match: Match, reading: Reading) -> Period | None:
    """In the first four months, and nothing more: of the latest year in which they are over. In its first ten: of the one named before."""
    unit, count = match.one("unit"), match.one("n")
    if unit not in ("month", "quarter") or reading.follows("of_what", match.stop):
        return None
    year = reading.year_before(match)
    if match.has("its"):
        year, _ = reading.just_before(match)
        if year is None or year.grain != "year" or year.year == "lost":
            return None
    found = replace(run((year or around(reading.today, "year")).first, unit, count), grain="units", year="guessed")
    if year is None and found.last > reading.today:
        found = found.moved(-1, "guessed")
    return found if reading.said_on or year else lost(found)


def _year_meant(match: Match, reading: Reading) -> Period:
    """The year of the period before in this sentence, else of the day of publication."""
    present = around(reading.today, "year")
    return reading.year_before(match) or (present if reading.said_on else lost(present))


@PARTS.reads("day_span")
def days_of_month(match: Match, reading: Reading) -> Period | None:
    """From the 13th to 15 July, 1-8 September, between 6 and 27 August; 15 and 16 May, 3, 4 and 5 May where the days touch."""
    last: Period = match.one("Day")
    first = last.first.replace(day=match.one("day"))
    if match.has("and") and not match.has("between") and (last.last - first).days != len(match.all("day")):
        return None
    return Period(first, last.last, "days", last.year) if first <= last.last else None


@PARTS.reads("month_day_span")
def days_after(match: Match, reading: Reading) -> Period | None:
    """July 13-15; April 24 and 25 where the days touch. "On 24 April 2024 — 30" and "April 24 and 25 men" are no spans."""
    first: Period = match.one("Day")
    last = first.first.replace(day=match.one("day"))
    number_follows = any("n" in token.values for token in match.tokens[match.end : match.end + 1])
    counts = reading.text[match.stop + 1 : match.stop + 2].islower() and not number_follows
    apart = match.has("dash") and " — " in reading.text[match.start : match.stop]
    listed = match.has("and") and not match.has("between")
    if apart or first.year == "said" or (listed and (counts or (last - first.first).days != 1)):
        return None
    return Period(first.first, last, "days", first.year) if first.first <= last else None


@PARTS.reads("units_to")
def units_to(match: Match, reading: Reading) -> Period | None:
    """The six months to March, the year to April 2024, the year ending in June, "in five days, up to 25 September".

    One word may say "in the two weeks before a day" and "up to it": that day is one of them or not.
    """
    until: Period = match.one("Period") or match.one("Day")
    if until.year == "lost" or (match.holds("many") and not match.has("n")) or until.grain not in ("day", "month", "quarter", "year"):
        return None
    if match.one("edge") == "start" or (until.grain == "year" and match.one("unit") not in ("year", "decade")):
        return None
    unit, count = match.one("unit"), match.one("n") or 1
    first = shifted(shifted(until.last, "day", 1), unit, -count)
    before = (shifted(until.last, unit, -count), shifted(until.last, "day", -1))
    if match.has("before"):
        return Period(*before, "units", until.year)
    either = match.has("until") and not match.has("comma")
    return Period(first, until.last, "units", until.year, late=before if either else None)


@PARTS.reads("night")
def night(match: Match, reading: Reading) -> Period | None:
    """The night that ends on a day: «в ночь на 5 мая»."""
    day: Period = match.one("Day")
    return Period(shifted(day.first, "day", -1), day.first, "days", day.year)


@PARTS.reads("for_days")
def for_days(match: Match, reading: Reading) -> Period | None:
    """18 December for 10 days."""
    first: Period = match.one("Day")
    return Period(first.first, shifted(first.first, match.one("unit"), match.one("n")), "days", first.year)


@PARTS.reads("counted_from")
def counted_from(match: Match, reading: Reading) -> Period | None:
    """One year after Christmas, the day before last Tuesday, the third Tuesday after 25 December."""
    day: Period = match.one("Day")
    sign = -1 if match.has("before") else 1
    if match.has("weekday"):
        days = (sign * (match.one("weekday") - day.first.isoweekday()) - 1) % 7 + 1
        return replace(day_of(shifted(day.first, "day", sign * (days + 7 * (match.one("nth") - 1)))), year=day.year)
    if match.holds("many") and not match.has("n"):
        return None  # "in the weeks after New Year"
    if match.one("unit") != "day" and not match.has("from") and not reading.alone and _is_stretch(match):
        return _beside_day(day, match.one("unit"), sign * (match.one("n") or 1))
    return replace(day_of(shifted(day.first, match.one("unit"), sign * (match.one("n") or 1))), year=day.year)


def _is_stretch(match: Match) -> bool:
    """Whether units are told as days in which something was: "in the two weeks after 3 May", and not "two weeks after 3 May"."""
    before = match.tokens[match.begin - 1].values if match.begin else {}
    return match.has("the") or match.has("within") or not {"the", "within"}.isdisjoint(before)


def _beside_day(day: Period, unit: str, count: float) -> Period:
    """So many units after a day, or before it, that day among them or not."""
    if count < 0:
        first = shifted(day.first, unit, count)
        return Period(first, day.first - ONE, "units", day.year, late=(first + ONE, day.first))
    last = shifted(day.first, unit, count)
    return Period(day.first + ONE, last, "units", day.year, late=(day.first, last - ONE))


@PARTS.reads("anniversary")
def anniversary(match: Match, reading: Reading) -> Period | None:
    """The second anniversary of the invasion."""
    event: Period = match.one("Event")
    return day_of(shifted(event.first, "year", match.one("nth")))


@PARTS.reads("whole")
def whole(match: Match, reading: Reading) -> Period | None:
    """All of 2022, about 6 November: the words around a period that add nothing."""
    return match.one("Period")  # type: ignore[no-any-return]
