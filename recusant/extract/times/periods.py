"""Stretches of the calendar: days, weeks (from Monday), months, quarters, halves, years, and the arithmetic on them.

Units are the words "day", "week", "fortnight", "month", "quarter", "half", "year", "decade"; all ends are inclusive.
Arithmetic that leaves the calendar of ``datetime.date`` raises ValueError or OverflowError.
"""

from __future__ import annotations

from calendar import monthrange
from dataclasses import dataclass, replace
from datetime import date, timedelta
from functools import lru_cache

ONE = timedelta(days=1)
REMEMBERED = 1 << 10  # months, seasons and years, which texts name again and again
MONTHS_IN = {"month": 1, "quarter": 3, "half": 6, "year": 12, "decade": 120}
SEASONS = {"spring": 3, "summer": 6, "autumn": 9, "winter": 12}  # first month: by the calendar, not by the sun
DAYS_IN = {"day": 1, "week": 7, "fortnight": 14}
UNITS = (*DAYS_IN, *MONTHS_IN)


@dataclass(frozen=True, slots=True)
class Period:
    """The days from ``first`` to ``last``.

    ``year`` tells how its year is known: "said" in the words, "guessed" from the day of publication, "supposed" from what was named
    shortly before (or though that was of another year), or "lost" (nothing tells it, and the year in ``first`` is a placeholder).
    ``part`` marks a vague part ("late May"): as an end of a window it is known only to lie inside. ``edge`` is the exact day of "the
    beginning of" and "the end of", for a window that starts or ends there. ``late`` is the first and last day of another reading ("the
    past year": the calendar's, or the days up to today). An ``echo`` is reckoned from the period before it ("a year earlier"), and is
    not what the next one is reckoned from. ``adrift``: it was reckoned from a day of publication that is not known, and neither its
    year nor its day can be told from anything beside it.
    """

    first: date
    last: date
    grain: str
    year: str = "said"
    part: bool = False
    edge: date | None = None
    late: tuple[date, date] | None = None
    echo: bool = False
    adrift: bool = False

    def __post_init__(self) -> None:
        if self.first > self.last:
            raise ValueError(f"a period from {self.first} to {self.last}")

    @property
    def days(self) -> int:
        return (self.last - self.first).days + 1

    def moved(self, years: float, year: str = "said") -> Period:
        """The same days of the calendar so many years later."""
        if self.grain == "month":
            return replace(around(shifted(self.first, "year", years), "month"), year=year, part=self.part)
        edge = shifted(self.edge, "year", years) if self.edge else None
        return replace(self, first=shifted(self.first, "year", years), last=shifted(self.last, "year", years), year=year, edge=edge)


def day_of(day: date) -> Period:
    """One day as a period."""
    return Period(day, day, "day")


def shifted(day: date, unit: str, count: float) -> date:
    """The day so many units later; a day that the month does not have becomes its last."""
    if unit in DAYS_IN:
        return day + timedelta(days=int(count * DAYS_IN[unit]))
    months = day.year * 12 + day.month - 1 + int(count * MONTHS_IN[unit])
    start = date(months // 12, months % 12 + 1, 1)
    return start + timedelta(days=min(day.day, month_length(start)) - 1)


def month_length(day: date) -> int:
    """How many days the month of a day has."""
    return monthrange(day.year, day.month)[1]


def around(day: date, unit: str) -> Period:
    """The day, week, month … that a day belongs to."""
    if unit == "day":
        return day_of(day)
    if unit in ("week", "fortnight"):
        first = day - timedelta(days=day.weekday())
        return Period(first, first + timedelta(days=6), "week")
    size = MONTHS_IN[unit]
    index = day.year * 12 + day.month - 1
    index -= index % size
    first = date(index // 12, index % 12 + 1, 1)
    return Period(first, shifted(first, unit, 1) - ONE, unit)


def run(first: date, unit: str, count: float) -> Period:
    """So many whole units from a first day on."""
    return Period(first, shifted(first, unit, count) - ONE, unit)


@lru_cache(maxsize=REMEMBERED)
def year_of(year: int) -> Period:
    """A calendar year."""
    return around(date(year, 1, 1), "year")


@lru_cache(maxsize=REMEMBERED)
def month_of(year: int, month: int) -> Period:
    """A calendar month."""
    return around(date(year, month, 1), "month")


@lru_cache(maxsize=REMEMBERED)
def season_of(year: int, season: str) -> Period:
    """The season that begins in a year: three whole months."""
    return replace(run(date(year, SEASONS[season], 1), "month", 3), grain="season")


def whole_around(part: Period, unit: str) -> Period:
    """The month or year that some days lie in, or these days where they lie in several."""
    whole = around(part.first, unit)
    return replace(whole, year=part.year) if part.last <= whole.last else part


def as_unit(before: Period, unit: str) -> Period:
    """A period told by its ends that is as long as one such unit: "from 3 to 9 March" is a week, "from October to September" a year."""
    if before.late or before.grain not in ("days", "units") or unit not in ("week", "month", "quarter", "half", "year"):
        return before
    return replace(before, grain=unit) if run(before.first, unit, 1).last == before.last else before


def nth(period: Period, unit: str, count: int) -> Period | None:
    """The nth unit that begins inside a period, from its end where ``count`` is negative; None where it has no such unit."""
    if count < 0:
        found = around(period.last, unit)
        if found.last > period.last:
            found = around(found.first - ONE, unit)
        found = around(shifted(found.first, unit, count + 1), unit)
    else:
        found = around(period.first, unit)
        if found.first < period.first:
            found = around(found.last + ONE, unit)
        found = around(shifted(found.first, unit, count - 1), unit)
    return found if period.first <= found.first <= period.last else None


def nth_weekday(period: Period, weekday: int, count: int) -> Period | None:
    """The nth such weekday (1 is Monday) of a period, from its end where ``count`` is negative."""
    if count < 0:
        last = period.last - timedelta(days=(period.last.isoweekday() - weekday) % 7)
        found = last + timedelta(weeks=count + 1)
    else:
        found = period.first + timedelta(days=(weekday - period.first.isoweekday()) % 7, weeks=count - 1)
    return day_of(found) if period.first <= found <= period.last else None


def easter(year: int) -> date:
    """Easter Sunday of the Gregorian calendar, by the rule of Butcher."""
    century, rest = divmod(year, 100)
    epact = (19 * (year % 19) + century - century // 4 - (century - (century + 8) // 25 + 1) // 3 + 15) % 30
    weekday = (32 + 2 * (century % 4) + 2 * (rest // 4) - epact - rest % 4) % 7
    step = epact + weekday - 7 * ((year % 19 + 11 * epact + 22 * weekday) // 451) + 114
    return date(year, step // 31, step % 31 + 1)


def part_of(period: Period, part: str) -> Period:
    """The "start", "middle" or "end" of a period: three days of a week, ten of a month, a third of anything longer."""
    if period.grain == "week":
        cuts = (timedelta(days=3), timedelta(days=4))
    elif period.grain == "month":
        cuts = (timedelta(days=10), timedelta(days=20))
    elif period.grain in MONTHS_IN:
        return _third(period, part)
    else:
        cuts = (timedelta(days=period.days // 3), timedelta(days=period.days - period.days // 3))
    first, last = period.first, period.last
    ends = {"start": (first, first + cuts[0] - ONE), "middle": (first + cuts[0], first + cuts[1] - ONE), "end": (first + cuts[1], last)}
    start, end = ends[part]
    return replace(period, first=start, last=end, grain="part", part=True)


def edge_of(period: Period, part: str) -> Period:
    """Such a part of a period, with the exact day that it begins or ends with."""
    edges = {"start": period.first, "end": period.last}
    return replace(part_of(period, part), edge=edges.get(part))


def _third(period: Period, part: str) -> Period:
    """Whole months: the start of a year is its first quarter, the end its last four months, as people speak of them."""
    size = MONTHS_IN[period.grain]
    start, end = {"start": (0, size // 4), "middle": (size // 4, size - size // 3), "end": (size - max(1, size // 3), size)}[part]
    first = shifted(period.first, "month", start)
    last = shifted(period.first, "month", max(end, start + 1)) - ONE
    return replace(period, first=first, last=last, grain="part", part=True)
