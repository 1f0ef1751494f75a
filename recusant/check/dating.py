"""On which days can a running count have been true? A count since a start only grows, so the days lie in one piece.

The usual reading is used here, and only here: "more than 2,900" also means under 3,000 (soundness rule 1).
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import date, timedelta

from recusant.records import Bound, Claim, Number, Reckoning, Window, grain_of

DAY = timedelta(1)


@dataclass(frozen=True)
class Fit:
    """The first and last day on which a running count can have been true (None: not bounded on that side), with the proofs.

    ``before`` proves that on the day before the first it was still too low, ``after`` that on the day after the last it was
    already too high.
    """

    before: Bound | None
    after: Bound | None

    @property
    def days(self) -> tuple[date | None, date | None]:
        return (_end(self.before) + DAY if self.before else None, _end(self.after) - DAY if self.after else None)

    @property
    def bounds(self) -> tuple[Bound, ...]:
        return tuple(bound for bound in (self.before, self.after) if bound)

    def outdated_by(self, day: date) -> bool:
        """Whether the last day on which it can have been true lies before this day."""
        last = self.days[1]
        return last is not None and last < day

    def sentence(self, who: str) -> str:
        """The days, and what proves each end, in words."""
        first, last = self.days
        span = f"from {first} to {last}" if first and last else f"from {first} on" if first else f"until {last}"
        low = f" On {_end(self.before)} it was at most {self.before.hi:,}." if self.before and self.before.hi is not None else ""
        high = f" By {_end(self.after)} it was at least {self.after.lo:,}." if self.after else ""
        return f"{who} it can have been true {span}.{low}{high}"


def upper_half(bound: Bound) -> Bound:
    """What a bound says at most, with its proof alone."""
    return replace(bound, lo=0, lo_certificate=())


def lower_half(bound: Bound) -> Bound:
    """What a bound says at least, with its proof alone."""
    return replace(bound, hi=None, hi_certificate=())


def _end(bound: Bound) -> date:
    days = bound.scope.window.exact
    if days is None:
        raise ValueError("a bound always has an exact window")
    return days[1]


def open_end(claim: Claim) -> bool:
    """Whether the words leave the end to the day of publication ("since mobilisation"), so that the figure may be stale."""
    end = claim.scope.window.end
    return end[1] is None or end[0] != end[1] or (claim.said_on is not None and end[1] == claim.said_on)


def usual(claim: Claim) -> tuple[Number | None, Number | None]:
    """The usual reading of a quantity: an open upper end closes below the next number of the same grain."""
    quantity = claim.quantity
    if quantity.hi is None and quantity.stated is not None:
        return quantity.lo, quantity.stated[1] + grain_of(quantity.stated[1]) - 1
    return quantity.lo, quantity.hi


def fits(claim: Claim, layer: str, reckoning: Reckoning) -> Fit | None:
    """The days on which a count since the start of its window can have been true, or None where nothing quoted says."""
    known, window = reckoning.days_known(claim.scope, layer), claim.scope.window
    first, inner = window.start[0], window.start[1]
    if known is None or first is None or inner is None or known[1] < inner:
        return None
    lo, hi = usual(claim)

    def by(day: date, start: date) -> Bound:
        return reckoning.bound(replace(claim.scope, window=Window.of(start, day)), layer)

    def too_low(day: date) -> Bound | None:
        most = by(day, first)
        return upper_half(most) if most.hi is not None and lo is not None and most.hi < lo else None

    def too_high(day: date) -> Bound | None:
        least = by(day, inner)
        return lower_half(least) if hi is not None and least.lo > hi else None

    before, after = _last(too_low, inner, known[1]), _first(too_high, inner, known[1])
    return Fit(before, after) if before or after else None


def _last(holds: Callable[[date], Bound | None], low: date, high: date) -> Bound | None:
    """The bound of the last day that holds, where days hold up to some day and not after it."""
    found = holds(low)
    while found and low < high:
        middle = low + (high - low + DAY) // 2
        if bound := holds(middle):
            low, found = middle, bound
        else:
            high = middle - DAY
    return found


def _first(holds: Callable[[date], Bound | None], low: date, high: date) -> Bound | None:
    """The bound of the first day that holds, where days hold from some day on."""
    found = holds(high)
    while found and low < high:
        middle = low + (high - low) // 2
        if bound := holds(middle):
            high, found = middle, bound
        else:
            low = middle + DAY
    return found
