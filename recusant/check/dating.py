"""On which days can a running count have been true? A count since a start only grows, so the days lie in one piece.

The usual reading is used here, and only here: "more than 2,900" also means under 3,000 (soundness rule 1).
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta

from recusant.records import Bound, Claim, Crossing, Number, Reckoning, Running, Scope, Step, Window, grain_of

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

    @property
    def too_low(self) -> tuple[date, int] | None:
        """The last day of which it is proven that it was too low, and what it was at most."""
        return (_end(self.before), self.before.hi) if self.before and self.before.hi is not None else None

    @property
    def too_high(self) -> tuple[date, int] | None:
        """The first day of which it is proven that it was too high, and what it was at least."""
        return (_end(self.after), self.after.lo) if self.after else None


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
    return end[1] is None or (claim.said_on is not None and end[1] == claim.said_on)


def usual(claim: Claim) -> tuple[Number | None, Number | None]:
    """The usual reading of a quantity: an open upper end closes below the next number of the same grain."""
    quantity = claim.quantity
    if quantity.hi is None and quantity.stated is not None:
        return quantity.lo, quantity.stated[1] + grain_of(quantity.stated[1]) - 1
    return quantity.lo, quantity.hi


def below(number: Number, totals: Running) -> Bound | None:
    """The proof of the last day on which a running total was still below a number, or None where it is proven of no day."""

    def too_low(day: date) -> Bound | None:
        most = totals.most(day)
        return most if most.hi is not None and most.hi < number else None

    return _last(too_low, totals.days)


def reached(number: Number, totals: Running) -> Bound | None:
    """The proof of the first day by which a running total had reached a number, or None where it is proven of no day."""

    def enough(day: date) -> Bound | None:
        least = totals.least(day)
        return least if least.lo >= number else None

    return _first(enough, totals.days)


def fits(claim: Claim, layer: str, reckoning: Reckoning) -> Fit | None:
    """The days on which a count since the start of its window can have been true, or None where nothing quoted says."""
    known, window = reckoning.days_known(claim.scope, layer), claim.scope.window
    first, inner = window.start[0], window.start[1]
    if known is None or first is None or inner is None or known[1] < inner:
        return None
    lo, hi = usual(claim)
    longest, shortest = (replace(claim.scope, window=Window.of(start, known[1])) for start in (first, inner))
    totals = reckoning.running(shortest, layer)
    before = None if lo is None else below(lo, totals if first == inner else _since(inner, reckoning.running(longest, layer)))
    after = None if hi is None else reached(hi + 1, totals)
    return Fit(before, after) if before or after else None


def _since(day: date, totals: Running) -> Running:
    """The running totals to days from this one on."""
    return replace(totals, days=tuple(one for one in totals.days if one >= day))


def likely(claim: Claim, layer: str, reckoning: Reckoning) -> Step | None:
    """The month in which the likely path reaches what a running count states: an interpolation, no part of what is proven."""
    (first, inner), number = claim.scope.window.start, usual(claim)[0] or usual(claim)[1]
    if first is None or first != inner or not number:
        return None
    scope = claim.scope
    return reckoning.path(scope.measure, scope.category, scope.place, layer, first).reaches(number)


def crossed(scope: Scope, number: int, layer: str, reckoning: Reckoning) -> Crossing:
    """When the running total since the first day of the scope's window (or else the first day that figures speak of) reached a
    number: the days proven, and the month likely.
    """
    known = reckoning.days_known(scope, layer)
    days = scope.window.exact or known
    if known is None or days is None or days[0] > known[1]:
        return Crossing(scope, layer, number)
    asked = replace(scope, window=Window.of(days[0], min(days[1], known[1])))
    totals, path = reckoning.running(asked, layer), reckoning.path(scope.measure, scope.category, scope.place, layer, days[0])
    return Crossing(asked, layer, number, below(number, totals), reached(number, totals), path.reaches(number))


def _last(holds: Callable[[date], Bound | None], days: Sequence[date]) -> Bound | None:
    """The bound of the last day that holds, where days hold up to some day and not after it."""
    found, low, high = holds(days[0]), 0, len(days) - 1
    while found and low < high:
        middle = (low + high + 1) // 2
        if bound := holds(days[middle]):
            low, found = middle, bound
        else:
            high = middle - 1
    return found


def _first(holds: Callable[[date], Bound | None], days: Sequence[date]) -> Bound | None:
    """The bound of the first day that holds, where days hold from some day on."""
    found, low, high = holds(days[-1]), 0, len(days) - 1
    while found and low < high:
        middle = (low + high) // 2
        if bound := holds(days[middle]):
            high, found = middle, bound
        else:
            low = middle + 1
    return found
