"""Days of a later clause, which are none of a figure before it: "says that 350 surrendered and that by October it had 40,157 appeals"."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise

from recusant.extract.sentence.line import Line, Placed
from recusant.extract.times.dated import Dated


def but_of_later_clauses(line: Line, figure: Placed, windows: Sequence[Dated]) -> Sequence[Dated]:
    """The windows but those behind "and that", where a second thing that was said begins."""
    that = line.grammar.claims["words"].get("that", ())[:1]
    words = line.words(figure.end, line.sentence.end) if windows and windows[-1].start >= figure.end else ()
    begins = next((after.start for joins, after in pairwise(words) if after.low in that and joins.low in line.grammar.joins), None)
    return windows if begins is None else [one for one in windows if one.start < begins]
