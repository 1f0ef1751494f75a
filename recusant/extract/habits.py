"""Figures that count no days and no whole: those of some kinds of days ("on weekdays up to 600"), and those shared out («по сотне»)."""

from __future__ import annotations

from recusant.extract.line import Line, Placed

DAYS_WITHIN = 12  # words between a figure and the kind of days that it is of


def of_no_whole(line: Line, figure: Placed) -> bool:
    """Whether a figure is no count of all that was done in some days."""
    return _shared_out(line, figure) or _of_some_days(line, figure)


def _of_some_days(line: Line, figure: Placed) -> bool:
    """Whether a figure is of days of one kind, of which no window tells: "on weekdays up to 600, at weekends 100".

    "At the weekend" is one of them only beside another; alone it is the last one.
    """
    kinds = line.named("cues", "some_days")
    if not kinds:
        return False
    for kind in (*kinds, *line.named("cues", "weekend")):
        costs = [line.cost(one, kind) for one in line.figures]
        nearest = line.figures[costs.index(min(costs))]
        if min(costs) <= DAYS_WITHIN and nearest.start == figure.start:
            return True
    return False


def _shared_out(line: Line, figure: Placed) -> bool:
    """Whether a number in words is said of each of several: «по сотне бойцов» is a hundred in each unit, or on each day."""
    shares = line.grammar.claims["words"].get("shares_out", ())
    if not shares or any(map(str.isdecimal, line.text[figure.start : figure.end])):
        return False
    at = line.place_of(figure.start)
    return any(word.low in shares for word in line.tokens[max(0, at - 1) : at + 1])
