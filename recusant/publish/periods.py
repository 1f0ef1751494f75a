"""Calendar months and years, and the periods between the days that figures name."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import date, timedelta

from recusant.records import Days

LONGEST = 12  # months of the longest period asked for as a whole; a longer one is better said by its years
DAY = timedelta(1)


def years(known: Days) -> list[Days]:
    """The calendar years that lie wholly within the days known."""
    within = ((date(year, 1, 1), date(year, 12, 31)) for year in range(known[0].year, known[1].year + 1))
    return [year for year in within if known[0] <= year[0] and year[1] <= known[1]]


def number_of_months(days: Days) -> int:
    """How many calendar months a period of whole months has."""
    return (days[1].year - days[0].year) * 12 + days[1].month - days[0].month + 1


def spans(windows: Iterable[Days], known: Days) -> list[Days]:
    """Periods of several whole months between days on which some window begins or ends."""
    cuts = sorted({cut for first, last in windows for cut in (first, last + DAY) if cut.day == 1 and known[0] <= cut <= known[1] + DAY})
    return list(_between(cuts))


def _between(cuts: list[date]) -> Iterator[Days]:
    for number, start in enumerate(cuts):
        for after in cuts[number + 1 :]:
            days = (start, after - DAY)
            if 1 < number_of_months(days) <= LONGEST:
                yield days
