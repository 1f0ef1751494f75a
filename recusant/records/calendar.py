"""Whole calendar months within days, and how many periods days hold."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, timedelta
from fractions import Fraction

Days = tuple[date, date]  # the first and the last day, both inclusive

PERIOD_DAYS = {"week": (7, 7), "month": (28, 31), "year": (365, 366)}  # the fewest and the most days of one period


def next_month(day: date) -> date:
    """The first day of the month after."""
    return date(day.year + day.month // 12, day.month % 12 + 1, 1)


def whole_months(first: date, last: date) -> Iterator[Days]:
    """The calendar months that lie wholly within two days."""
    start = first if first.day == 1 else next_month(first)
    while (end := next_month(start) - timedelta(1)) <= last:
        yield start, end
        start = end + timedelta(1)


def periods(days: Days, per: str, *, most: bool) -> Fraction:
    """How many periods a window holds: exact for weeks and whole months or years, else the fewest or the most it may hold."""
    months = [] if per == "week" else list(whole_months(*days))
    if months and (months[0][0], months[-1][1]) == days:
        whole = Fraction(len(months), 12 if per == "year" else 1)
        if per == "month" or whole.denominator == 1:
            return whole
    fewest, longest = PERIOD_DAYS[per]
    return Fraction((days[1] - days[0]).days + 1, fewest if most else longest)
