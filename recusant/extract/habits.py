"""Figures that count nothing of what is spoken of in all of some days: those of some kinds of days ("on weekdays up to 600"), those
shared out («по сотне»), shares of others ("two thirds of those sent to the front"), and what a part does now ("70 % of them are abroad").
"""

from __future__ import annotations

from recusant.extract.line import PARTING, Line, Placed
from recusant.extract.terms import FILES
from recusant.extract.thread import SHARES

DAYS_WITHIN = 12  # words between a figure and the kind of days that it is of
NOW_WITHIN = 2  # words between a part and "already", a verb and a preposition at most


def of_no_whole(line: Line, figure: Placed) -> bool:
    """Whether a figure is no count of all that was done in some days."""
    return _shared_out(line, figure) or _of_some_days(line, figure) or _of_others(line, figure) or _is_now(line, figure)


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


def _of_others(line: Line, figure: Placed) -> bool:
    """Whether a share is of people of whom nothing is told that is counted: "two thirds of those whom recruiters send to the front"."""
    words = line.grammar.claims["words"]
    after = line.words(figure.end, line.sentence.end) if getattr(figure, "form", None) in SHARES else ()
    at = next((at for at, word in enumerate(after[:2]) if word.low in words.get("those", ())), None)
    if at is None or not any(word.low in line.grammar.relative for word in after[at + 1 : at + 3]):
        return False
    told = after[at].end, next((word.start for word in after[at + 2 :] if word.form in PARTING), line.sentence.end)
    known = (*line.named("measure"), *line.named("also"), *line.named("category"))
    return not any(told[0] <= one.start < told[1] for one in known)


def _is_now(line: Line, figure: Placed) -> bool:
    """Whether a part is told to do something now that is not counted: "of them 4,500 are already carrying out combat tasks"."""
    parts = [one for one in line.named("cues", "part") if line.apart(one, figure) <= 1]
    if not parts:
        return False
    end = max(figure.end, parts[-1].end)
    behind = line.words(end, line.sentence.end)
    ends = next((at for at, word in enumerate(behind) if word.form in PARTING), len(behind))
    now = line.grammar.claims["words"].get("now", ())
    if not any(word.low in now for word in behind[: min(ends, NOW_WITHIN)]):
        return False
    last = behind[ends - 1].end
    papers = line.named("units", "verdict", *FILES)  # "by seven of them there are verdicts already"
    known: list[Placed] = [*line.named("measure"), *line.named("also"), *line.named("category"), *line.windows, *papers]
    return not any(end <= one.start < last for one in known)


def is_habitual(line: Line) -> bool:
    """Whether a verb tells what is done again and again, in a language whose verbs show it: «поступает», not «поступило»."""
    verbs = line.grammar.claims["words"].get("habitual", ())
    return bool(verbs) and any(word.low in verbs for word in line.tokens)
