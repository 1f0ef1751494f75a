"""What bounds imply of a share, difference, rate, rank or trend: the least and the most that it can be, with the proofs.

Each is worked out from bounds of the counts that it compares, so every end rests on proofs that can be added up. The bounds are taken
one by one: a comparison may be known better than they tell, and is then called possible.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace
from fractions import Fraction
from itertools import pairwise

from recusant.check.answers import Answers
from recusant.check.dating import lower_half, upper_half
from recusant.records import PERIOD_DAYS, Bound, Claim, Days, Scope, Window, periods, whole_months

End = Fraction | None


@dataclass(frozen=True)
class Implied:
    """The interval that bounds leave to a comparison (None: open on that side), and those bounds, each with the half that counts."""

    lo: End
    hi: End
    bounds: tuple[Bound, ...]

    @property
    def open(self) -> bool:
        """Whether nothing is known of it."""
        return self.lo is self.hi is None

    def within(self, claim: Claim) -> bool:
        """Whether all that is possible is what a claim says."""
        lo, hi = (None if end is None else Fraction(str(end)) for end in (claim.quantity.lo, claim.quantity.hi))
        return (lo is None or (self.lo is not None and self.lo >= lo)) and (hi is None or (self.hi is not None and self.hi <= hi))


def implied(claim: Claim, layer: str, answers: Answers) -> Implied | None:
    """What the bounds of a layer leave to a share, difference or rate, or None where its windows are not known well enough."""
    part = _known(claim.scope, layer, answers)
    if part is None or claim.kind not in ("ratio", "change", "rate"):
        return None
    if claim.kind == "rate":
        return None if answers.stands(claim.scope) else _rate(claim, part)
    whole = claim.base and _known(claim.base, layer, answers)
    return _OF_TWO[claim.kind](part, whole) if whole else None


def _ratio(part: _Known, whole: _Known) -> Implied:
    lo = Fraction(part.lo, whole.hi) if part.lo and whole.hi else None
    hi = Fraction(part.hi, whole.lo) if part.hi is not None and whole.lo else None
    return Implied(lo, hi, (*part.proofs, *whole.proofs))


def _change(part: _Known, whole: _Known) -> Implied:
    lo = None if whole.hi is None else Fraction(part.lo - whole.hi)
    hi = None if part.hi is None else Fraction(part.hi - whole.lo)
    return Implied(lo, hi, (*part.proofs, *whole.proofs))


_OF_TWO: dict[str, Callable[[_Known, _Known], Implied]] = {"ratio": _ratio, "change": _change}


def _rate(claim: Claim, known: _Known) -> Implied | None:
    small, large = claim.scope.window.smallest, claim.scope.window.largest
    if claim.per not in PERIOD_DAYS or small is None or large is None:
        return None
    hi = None if known.hi is None else known.hi / periods(small, claim.per, most=False)
    return Implied(known.lo / periods(large, claim.per, most=True) if known.lo else None, hi, known.proofs)


@dataclass(frozen=True)
class _Known:
    """What is proven of a count over whatever window its words allow: at least ``lo`` in the smallest, at most ``hi`` in the largest."""

    least: Bound
    most: Bound

    @property
    def lo(self) -> int:
        return self.least.lo

    @property
    def hi(self) -> int | None:
        return self.most.hi

    @property
    def proofs(self) -> tuple[Bound, ...]:
        return lower_half(self.least), upper_half(self.most)


def _known(scope: Scope, layer: str, answers: Answers) -> _Known | None:
    least, most = answers.ends(scope, layer) if answers.known(scope, layer) else (None, None)
    return _Known(least, most) if least and most else None


def follows(claim: Claim, layer: str, answers: Answers) -> tuple[Bound, ...]:
    """The bounds from which a trend by the month or a highest (lowest) month follows; none where it does not."""
    pairs = _pairs(claim)
    months = sorted({month for pair in pairs for month in pair})
    if not pairs or answers.stands(claim.scope) or answers.known(claim.scope, layer) is None:
        return ()
    scopes = [replace(claim.scope, window=Window.of(*month)) for month in months]
    known = dict(zip(months, answers.bounds(scopes, layer), strict=True))
    apart = 1 if claim.kind == "trend" else 0  # a highest month may have its equals
    for more, less in pairs:
        most = known[less].hi
        if most is None or known[more].lo < most + apart:
            return ()
    return tuple(half for more, less in pairs for half in (lower_half(known[more]), upper_half(known[less])))


def _pairs(claim: Claim) -> list[tuple[Days, Days]]:
    """The months of which each must be more than (or, for a rank, at least as much as) the other."""
    if claim.kind == "trend":
        span = claim.scope.window.largest
        steps = pairwise(whole_months(*span)) if span and claim.per == "month" else ()
        return [(after, before) if claim.direction == "up" else (before, after) for before, after in steps]
    month, span = claim.scope.window.exact, claim.base.window.largest if claim.base else None
    if claim.kind != "rank" or month is None or span is None:
        return []
    others = (other for other in whole_months(*span) if other != month)
    return [(month, other) if claim.rank == "highest" else (other, month) for other in others]
