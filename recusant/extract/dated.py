"""Windows at their places in the text: several taken as one, and those in which something was only said."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, timedelta
from itertools import pairwise
from typing import NamedTuple

from recusant.records import Window

LATELY = timedelta(366)  # how long before a text was printed what it tells of was said, at most


class Dated(NamedTuple):
    """A window and the place of the words that name it."""

    start: int
    end: int
    window: Window


def is_before(dated: Dated, printed: date | None, longest: int) -> bool:
    """Whether a window of so many days at most lies shortly before the day on which a text was printed."""
    days = dated.window.exact
    if days is None or (days[1] - days[0]).days >= longest:
        return False
    return printed is None or (printed - LATELY <= days[0] and (days[1] <= printed or days[0] < days[1]))


def as_one(row: Sequence[Dated]) -> Dated:
    """Windows of a list as one: certain where each follows the one before; else counted is no more than from the first to the last.

    Where they overlap they are no list, but the same days told twice: "on the last weekend of September, 24 and 25 September".
    """
    ends = sorted(one.window.exact for one in row if one.window.exact)
    narrow = max((one.window for one in row if one.window.exact), key=_begun)
    if any(other[0] <= one[1] for one, other in pairwise(ends)):
        return Dated(row[0].start, row[-1].end, narrow)
    follow = all(one[1] + timedelta(1) == other[0] for one, other in pairwise(ends))
    (first, over), (begun, last) = ends[0], ends[-1]
    begun, over = (first, last) if follow else (begun, over)
    window = Window((first, begun), (over, last), supposed=any(one.window.supposed for one in row))
    return Dated(row[0].start, row[-1].end, window)


def _begun(window: Window) -> tuple[date, int]:
    """Later and shorter windows come last."""
    first, last = window.exact or (date.min, date.min)
    return first, (first - last).days
