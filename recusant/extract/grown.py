"""Counts that grew or fell: at which end of a span each of two stands, and since when a count runs that "reached" so many."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import timedelta
from itertools import pairwise

from recusant.extract.line import AT_ONCE, Line, Placed
from recusant.extract.periods import around
from recusant.records import Window

MONTH = 31  # days: a number reached in a longer time, as a year, is taken for that of this time
UNITS = ("year", "month")


def grown(line: Line, figure: Placed, window: Window) -> Window | None:
    """The window of a count that something grew from or to, or reached, where it is not the one named beside it."""
    return _at_an_end(line, figure, window) or _reached(line, figure, window)


def turned_from(line: Line, figure: Placed) -> Sequence[Placed]:
    """The turns before a number that something came to, in the days of the growth: "rose in 2025 compared with 2024 to 14,300"."""
    if not line.moves or not _led_by(line, figure, line.grammar.claims["words"].get("risen_to", ())):
        return ()
    return [turn for turn in line.turns if any(move.end <= turn.start for move in line.moves) and turn.end <= figure.start]


def _at_an_end(line: Line, figure: Placed, window: Window) -> Window | None:
    """The first or last year or month of a span: "between 2022 and 2024 cases grew from 6,641 to 67,840".

    What it grew from since some time is of that time. By a month a running total may have grown to so many, so that
    nothing tells since when they are counted.
    """
    words, days = line.grammar.claims["words"], window.exact
    if not line.moves:
        return None
    pairs = [pair for pair in pairwise(line.figures) if figure in pair and _led_by(line, pair[0], words.get("risen_from", ()))]
    ends = next((pair for pair in pairs if _led_by(line, pair[1], words.get("risen_to", ()))), None)
    if days is None:
        since = all(window.start) and window.end[0] in (*window.start, None)
        return Window(window.start, window.start) if since and ends is not None and figure is ends[0] else None
    unit = next((unit for unit in UNITS if around(days[0], unit).first == days[0] and around(days[1], unit).last == days[1]), None)
    if ends is None or unit is None or around(days[0], unit) == around(days[1], unit):
        return None
    period = around(days[0] if figure is ends[0] else days[1], unit)
    return Window((None if unit == "month" else period.first, period.first), (period.last, period.last))


def _led_by(line: Line, figure: Placed, words: Sequence[str]) -> bool:
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
