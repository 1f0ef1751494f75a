"""Running totals told again for another time: "20,538 since mobilisation; in June 2024 the figure was 10,025, a year earlier 3,000"."""

from __future__ import annotations

from recusant.extract.numbers.quantities import Figure
from recusant.extract.sentence.line import CARRIED, Line, Placed
from recusant.extract.times.dated import Dated
from recusant.extract.times.periods import around, shifted
from recusant.extract.what.setting import Setting
from recusant.extract.when.grown import led_by
from recusant.extract.when.retold import rounds
from recusant.records import Window

MOMENT, MONTH, YEAR = 16, 31, 366  # days: a part of a month, such as its end, is a moment; a running total runs for over a year
COUNTS = ("count", "times")  # forms of figures: a total, and how many times it grew
EARLIER_WITHIN = 14  # words from "a year earlier" to its figure


def told_again(setting: Setting, figure: Placed, near: Dated | None) -> Window | None:
    """The window of a figure that tells the running total before it for another time; ``near`` is the one named beside it."""
    earlier = _year_earlier(setting, figure, near) if setting.line.named("cues", "year_earlier") else None
    if near is None:
        return earlier or (_exactly(setting, figure) if setting.line.named("cues", "exactly", "figure") else None)
    return earlier or _so_far(setting, figure, near)


def _exactly(setting: Setting, figure: Placed) -> Window | None:
    """The days of the rounded number that one tells exactly: "over 20,000 since …; in June it was 10,025. The exact number is 20,538"."""
    return next((read.scope.window for read in reversed(setting.thread.told) if _is_rounded(read.figure, figure)), None)


def _is_rounded(one: Placed, told: Placed) -> bool:
    """Whether a count is no exact one, and may be another in round figures."""
    if not isinstance(one, Figure) or not isinstance(told, Figure) or {one.form, told.form} != {"count"}:
        return False
    return one.quantity.lo != one.quantity.hi and rounds(one.quantity, told.quantity)


def _before(setting: Setting) -> Window | None:
    """The days of the count before."""
    return setting.reads[-1].scope.window if setting.reads else setting.thread.window


def _so_far(setting: Setting, figure: Placed, near: Dated) -> Window | None:
    """Of a total that is told for a month or day: it began with the one before, where that is known to run on."""
    before, (first, last) = _before(setting), (near.window.start[0], near.window.end[1])
    as_of = _as_of(setting.line, near)
    if first is None or before is None or before.start[1] is None:
        return Window((None, first), near.window.end) if first and as_of else None
    if setting.reads and setting.reads[-1].how["window"] == CARRIED and before.end == (first, last):
        return before
    counts = getattr(figure, "form", None) in COUNTS
    if before.start[1] >= first or not counts or not (as_of or setting.near_cue(figure, "figure")):
        return None
    moment = last is not None and (last - first).days < MOMENT
    if as_of or moment or before.end[0] is None or before.end[0] != before.end[1]:
        return Window(before.start, (first, last))
    return None if _of_months(before) else Window((before.start[0], first), (first, last))


def _as_of(line: Line, dated: Dated) -> bool:
    """Whether a month is told as that in which so many had been counted: «на июнь 2024-го их было», and not «на июнь пришлось»."""
    days = dated.window.exact
    short = days is not None and (days[1] - days[0]).days < MONTH
    return short and led_by(line, dated, line.grammar.claims["words"].get("at", ())) and not line.named("cues", "falls_to")


def _of_months(window: Window) -> bool:
    """Whether a window is made of whole months: a figure of one of them need be no total."""
    days = window.exact
    return days is not None and around(days[0], "month").first == days[0] and around(days[1], "month").last == days[1]


def _year_earlier(setting: Setting, figure: Placed, near: Dated | None) -> Window | None:
    """A year earlier a total that runs for longer than a year had begun on the same day; where nothing says that it is one, maybe later."""
    line, before = setting.line, _before(setting)
    cue = line.nearest(figure, line.named("cues", "year_earlier"), EARLIER_WITHIN)
    if cue is None or line.figures_between(cue, figure) or not (near is None or (near.start < cue.end and cue.start < near.end)):
        return None
    if before is None or before.start[0] is None or before.end[1] is None or getattr(figure, "form", None) != "count":
        return None
    first, last = before.start[0], shifted(before.end[1], "year", -1)
    if _of_months(before) or last <= (before.start[1] or first):
        return None
    ended = max(first, shifted(before.end[0], "year", -1)) if before.end[0] else first
    return Window(before.start if setting.near_cue(figure, "figure") else (first, ended), (ended, last))
