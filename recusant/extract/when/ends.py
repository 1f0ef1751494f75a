"""Windows that are still open, or a whole year, ended by one that is told only as an end: "in 2024 300 came by 1 October"."""

from __future__ import annotations

from recusant.extract.sentence.line import SAID, Line, Placed
from recusant.extract.times.dated import Dated
from recusant.extract.times.stretches import up_to
from recusant.records import Window

WINDOW_WITHIN = 45  # in words as Line counts them


def ended_by(line: Line, figure: Placed, near: Dated) -> tuple[Window, str] | None:
    """A window that is still open ends with one that is only an end: "since January there were 300, as of 1 October".

    So does a whole year, where no other figure stands between: "by 1 May there had been 3,811 in 2024".
    """
    start, end, exact = near.window.start, near.window.end, near.window.exact
    if start[1] is None or (exact is None and end[0] is not None and end[0] == end[1]):
        return None
    ends = [one for one in line.windows if one.window.start == (None, None) and one.window.end[0]]
    found = line.nearest(figure, ends, WINDOW_WITHIN, shared=True)
    if exact:
        by = found or line.nearest(figure, _unknown_ends(line), WINDOW_WITHIN, shared=True)
        cut = up_to(near.window, by.window) if by and not (line.figures_between(by, figure) or line.of_next(figure, by)) else None
        return (cut, SAID) if cut else None
    first = found.window.end[0] if found else None
    return (Window(start, found.window.end), SAID) if found and first and start[1] <= first else None


def _unknown_ends(line: Line) -> list[Dated]:
    """The windows of no known day that are told as an end: "by 1 May", in a text of no known year."""
    known = line.grammar.claims["words"].get("ends_by", ())
    unknown = [one for one in line.windows if one.window.start == one.window.end == (None, None)]
    return [one for one in unknown if line.words(one.start, one.end)[0].low in known]
