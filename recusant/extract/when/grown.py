"""Counts that grew or fell: at which end of a span each of two stands, and since when a count runs that "reached" so many."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, timedelta
from itertools import pairwise

from recusant.extract.sentence.line import AT_ONCE, Line, Placed
from recusant.extract.sentence.thread import is_more
from recusant.extract.times.dated import Dated
from recusant.extract.times.periods import ONE, around, shifted
from recusant.records import Window

MONTH = 31  # days: a number reached in a longer time, as a year, is taken for that of this time
YEAR = 366
RATIOS = frozenset(("times", "percent", "fraction"))
UNITS = ("year", "month")


def grown(line: Line, figure: Placed, window: Window) -> Window | None:
    """The window of a count that something grew from or to, or reached, where it is not the one named beside it."""
    return _at_an_end(line, figure, window) or _reached(line, figure, window)


def turned_from(line: Line, figure: Placed) -> Sequence[Placed]:
    """The turns before a number that something came to, in the days of the growth: "rose in 2025 compared with 2024 to 14,300"."""
    if not line.moves or not led_by(line, figure, line.grammar.claims["words"].get("risen_to", ())):
        return ()
    return [turn for turn in line.turns if any(move.end <= turn.start for move in line.moves) and turn.end <= figure.start]


def spelt_out(line: Line, figure: Placed) -> tuple[Window, Window] | None:
    """The days from and to which a multiple tells a growth, where both counts follow: "threefold: 900 in 2021, 2,700 in 2022"."""
    after = line.words(figure.end, line.sentence.end)[:1]
    if getattr(figure, "form", None) != "times" or not after or after[0].form != ":":
        return None
    counts, windows = [one for one in line.figures if one.start >= figure.end], [one for one in line.windows if one.start >= figure.end]
    days = sorted((one.window for one in windows if one.window.exact), key=lambda one: one.exact or ())
    return (days[0], days[1]) if len(counts) == len(windows) == len(days) == 2 and days[0] != days[1] else None


def grew_within(line: Line, figure: Placed) -> Dated | None:
    """The year in which a growth took place, told behind it, and not the days of what is counted: "a 3.3-fold increase in a year"."""
    known = line.grammar.claims["words"].get("in_course", ())
    grew = getattr(figure, "form", None) in RATIOS and (line.moves or line.named("cues", "more", "fewer"))
    behind = [one for one in line.windows if one.start >= figure.end and len(line.words(figure.end, one.start)) <= AT_ONCE] if grew else []
    led = [one for one in behind if line.tokens[line.place_of(one.start)].low in known]
    return next((one for one in led if _is_any_year(one.window)), None)


def _is_any_year(window: Window) -> bool:
    """Whether a window is the last year or the twelve months up to now, and no year by its name."""
    (first, inner), (cut, last) = window.start, window.end
    if first is None or inner is None or cut is None or last is None:
        return False
    return first != inner and cut != last and timedelta(YEAR - 2) <= cut - first <= timedelta(YEAR)


def a_year_before(window: Window) -> Window | None:
    """The same days of the year before, of days of a year at most that are known."""
    days = window.exact
    if days is None or days[1] - days[0] > timedelta(YEAR):
        return None
    first, last = shifted(days[0], "year", -1), shifted(days[1] + ONE, "year", -1) - ONE
    return Window((first, first), (last, last))


def _at_an_end(line: Line, figure: Placed, window: Window) -> Window | None:
    """The first or last year or month of a span: "between 2022 and 2024 cases grew from 6,641 to 67,840".

    By a month a running total may have grown to so many, so that nothing tells since when they are counted. Of a span of one year or
    month alone, the days of what it grew from are not told, nor, where it is not named ("in a year"), those of what it came to.
    """
    ends, days = _ends(line, figure), window.exact
    if ends is None or window.start == (None, None):
        return None
    if any(ends[0].end <= one.start < ends[1].start and _is_long(one.window) for one in line.windows):
        return None  # each has a year or quarter of its own: "from 347 in 2022 to 6,641 in 2023"
    if (own := _own_months(line, ends)) and days:
        fell, alike = is_more(*ends), own[0].start[0] and own[1].start[0] and own[0].start[0].month == own[1].start[0].month
        return None if fell or alike else Window((None, days[0]), (days[1], days[1]))
    if not any(one.window == window for one in line.windows):
        return Window((None, None), (None, line.said_on))  # "these rose from 28 to 284": at most one of them is of the month before
    if days is None and all(window.start) and (not window.end[0] or window.end[0] in window.start):
        return Window(window.start, window.start) if figure is ends[0] else None  # "since January it has grown from 90 to 120"
    whole = days and [unit for unit in UNITS if around(days[0], unit).first == days[0] and around(days[1], unit).last == days[1]]
    if days and not whole:
        return None
    if not days or not whole or around(days[0], whole[0]) == around(days[1], whole[0]):
        return None if days and figure is ends[1] else Window((None, None), (None, window.end[1]))
    period = around(days[0] if figure is ends[0] else days[1], whole[0])
    return Window((None if whole[0] == "month" else period.first, period.first), (period.last, period.last))


def _own_months(line: Line, ends: tuple[Placed, Placed]) -> tuple[Window, Window] | None:
    """The months of two counts, each behind its own: "from 28 in January 2023 to 284 in January 2024".

    What only grew may be a running total, whose beginning nothing tells; but not what fell, nor what is compared with the year before.
    """
    first = [one.window for one in line.windows if ends[0].end <= one.start < ends[1].start]
    second = [one.window for one in line.windows if one.start >= ends[1].end]
    months = [one for one in (*first[:1], *second[:1]) if one.exact and _is_month(*one.exact)]
    return (months[0], months[1]) if len(months) == len(ends) else None


def _is_month(first: date, last: date) -> bool:
    return first.day == 1 and around(first, "month").last == last


def _is_long(window: Window) -> bool:
    """Whether a window is some months of the calendar: a quarter, a season, a year."""
    days = window.exact
    whole = days is not None and around(days[0], "month").first == days[0] and around(days[1], "month").last == days[1]
    return days is not None and whole and days[1] - days[0] > timedelta(MONTH)


def _ends(line: Line, figure: Placed) -> tuple[Placed, Placed] | None:
    """The numbers that something grew or fell from and to, where a figure is one of them."""
    words = line.grammar.claims["words"]
    if not line.moves and not any(one.form == "times" for one in line.figures):
        return None
    at = next((at for at, one in enumerate(line.figures) if one.start == figure.start), 0)
    pairs = [pair for pair in pairwise(line.figures[max(0, at - 1) : at + 2]) if led_by(line, pair[0], words.get("risen_from", ()))]
    return next((pair for pair in pairs if led_by(line, pair[1], words.get("risen_to", ()))), None)


def led_by(line: Line, figure: Placed, words: Sequence[str]) -> bool:
    """Whether one of these words stands before a figure, or begins it: «до 67 840»."""
    first = line.place_of(figure.start)
    return any(line.tokens[at].low in words for at in (first - 1, first) if 0 <= at < len(line.tokens))


def _reached(line: Line, figure: Placed, window: Window) -> Window | None:
    """From a day not known: "in June the number of cases reached 10,025" tells of all so far, or of June alone."""
    days = window.exact
    if days is None or days[1] - days[0] >= timedelta(MONTH):
        return None
    near = [one for one in line.named("cues", "reach") if one.end <= figure.start and len(line.words(one.end, figure.start)) <= AT_ONCE]
    reached = [one for one in near if not line.figures_between(one, figure)]
    risen = reached and any(one.end <= reached[-1].start for one in line.named("cues", "level"))
    return Window((None, days[0]), window.end) if risen else None
