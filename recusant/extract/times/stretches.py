"""How the days of one count lie to those of another: over before them, within them, or all that both lie in."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, timedelta

from recusant.extract.times.periods import shifted
from recusant.records import Day, Window

ONE, A_FEW, A_YEAR = timedelta(1), timedelta(3), timedelta(366)


def is_over(before: Window, day: date) -> bool:
    """Whether a window was over before a day, and a count up to that day need not begin with it: months of a year, or one day.

    What began with the year may go on ("29,800 in the first half of 2024, by the end of September 48,000"), and so may what began
    on a day of no calendar ("21,100 from 29 November to 1 March, as of 5 August over 29,000").
    """
    days = before.exact
    if days is None or days[1] - days[0] > A_YEAR or days[1] > day:
        return False
    months = days[0].day == (days[1] + ONE).day == 1 and (days[0].month != 1 or days[0].year != day.year)
    return days[0] == days[1] or (months and days[1] < day)


def is_as_long(stretch: Window, others: Sequence[Window], now: Day) -> bool:
    """Whether a stretch up to about now is as long as one that has its own days: "in three weeks", of "from 1 to 21 September"."""
    (first, start), end = stretch.start, stretch.end[1]
    if start is None or end is None or first == start or end != now:
        return False
    days = (one.exact for one in others)
    return any(one and one[0] != one[1] and abs((one[1] - one[0]) - (end - start)) <= A_FEW for one in days)


def within(part: Window, whole: Window) -> Window:
    """The window of a part: that of its whole, from the day on where it begins later: "1,180 in 2022, of whom 775 after mobilisation".

    Or up to the day where it ends sooner: "200,000 since the invasion; up to the end of July absence makes up 185,000".
    """
    first, last = whole.start[0], whole.end[1]
    if part.start == (None, None) and part.end[1] and first and last and first < part.end[1] <= last:
        return Window(whole.start, part.end)
    begins = part.start[0] and first and last and first < part.start[0] <= last and (part.end[1] is None or part.end[1] > last)
    return Window(part.start, whole.end) if begins else whole


def in_years_of(part: Window, whole: Window) -> Window | None:
    """A part whose year is not told, in the one year of its whole in which it can lie: "10,309 in 2024; of these 1,240 in spring"."""
    days, all_days = part.exact, whole.exact
    if days is None or all_days is None or all_days[1] - all_days[0] > A_YEAR:
        return None
    for year in range(all_days[0].year - days[0].year, all_days[1].year - days[0].year + 1):
        first, last = (shifted(day, "year", year) for day in (days[0], days[1] + ONE))
        if all_days[0] <= first and last - ONE <= all_days[1]:
            return Window.of(first, last - ONE)
    return None


def up_to(whole: Window, end: Window) -> Window | None:
    """A whole year up to a day that only ends a count: "by 1 May there had been 3,811 in 2024"; of another year, no end is known."""
    days, (first, last) = whole.exact, end.end
    if days is None or (days[1] + ONE - days[0]).days not in (365, 366):
        return None
    inside = first is not None and last is not None and days[0] <= first and last <= days[1]
    return Window(whole.start, (first, last) if inside else days)


def hull(windows: Sequence[Window]) -> Window:
    """The window that all of these lie in; the first where an end of one is not known."""
    starts = [(one.start[0], one.start[1]) for one in windows if one.start[0] and one.start[1]]
    ends = [(one.end[0], one.end[1]) for one in windows if one.end[0] and one.end[1]]
    if len(starts) < len(windows) or len(ends) < len(windows):
        return windows[0]
    return Window(min(starts), max(ends))
