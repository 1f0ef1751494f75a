"""What one term of a certificate may say: the cells it weighs and the value over which it stands, read off the claim itself.

Side "lo" says that the weighted sum is at least the value, side "hi" that it is at most the value. What is counted is taken over the
largest window for "lo" and the smallest for "hi"; what it is compared with the other way round (docs/method.md).
"""

from __future__ import annotations

from calendar import monthrange
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, timedelta
from fractions import Fraction

from recusant.codebook import Codebook
from recusant.errors import CertificateRefused
from recusant.records import Claim, Scope, Term

Days = tuple[date, date]
Weighed = tuple[Fraction, Scope, Days]
SHORTEST = {"week": 7, "month": 28, "year": 365}
LONGEST = {"week": 7, "month": 31, "year": 366}


@dataclass(frozen=True)
class Said:
    """The weighted cells of a term, and the value."""

    cells: tuple[Weighed, ...]
    value: Fraction


def said(term: Term, claim: Claim, book: Codebook) -> Said:
    """What a term says. Raises CertificateRefused where its claim does not say that."""
    reader = _READERS.get(claim.kind)
    if reader is None:
        raise CertificateRefused(f"claim {claim.id} is a {claim.kind}: it says nothing that can be added up")
    found = reader(term, claim, book)
    if found is None:
        raise CertificateRefused(f"claim {claim.id}: its {term.side} end holds for no certain days")
    if term.value is not None and found.value != term.value:
        raise CertificateRefused(f"claim {claim.id} says {found.value} where its term has {term.value}")
    return found


def _count(term: Term, claim: Claim, book: Codebook) -> Said | None:
    days = _days(claim.scope, term.side == "lo", book)
    return Said(((Fraction(1), claim.scope, days),), _end(term, claim)) if days else None


def _compared(term: Term, claim: Claim, book: Codebook) -> Said | None:
    base = claim.base
    if base is None:
        return None
    days, other = _days(claim.scope, term.side == "lo", book), _days(base, term.side != "lo", book)
    if days is None or other is None:
        return None
    end = _end(term, claim)
    weight, value = (-end, Fraction(0)) if claim.kind == "ratio" else (Fraction(-1), end)
    return Said(((Fraction(1), claim.scope, days), (weight, base, other)), value)


def _rate(term: Term, claim: Claim, book: Codebook) -> Said | None:
    days, over = _days(claim.scope, term.side == "lo", book), _days(claim.scope, term.side != "lo", book)
    if days is None or over is None or claim.per not in SHORTEST or _stock(claim.scope, book):
        return None
    length = (over[1] - over[0]).days + 1
    count = Fraction(length, (LONGEST if term.side == "lo" else SHORTEST)[claim.per])
    months = _whole_months(over)
    if months and claim.per == "month":
        count = Fraction(months)
    elif months and claim.per == "year" and months % 12 == 0:
        count = Fraction(months // 12)
    return Said(((Fraction(1), claim.scope, days),), _end(term, claim) * count)


def _whole_months(days: Days) -> int:
    """How many calendar months two days hold, where they begin and end one; else 0."""
    first, last = days
    if first.day != 1 or last.day != monthrange(last.year, last.month)[1]:
        return 0
    return (last.year - first.year) * 12 + last.month - first.month + 1


def _trend(term: Term, claim: Claim, book: Codebook) -> Said | None:
    month, within = _month(term), claim.scope.window.smallest
    if within is None or claim.per != "month" or _stock(claim.scope, book):
        return None
    last = month[0] - timedelta(1)
    before = (last.replace(day=1), last)
    if before[0] < within[0] or month[1] > within[1]:
        raise CertificateRefused(f"claim {claim.id} says nothing certain of {term.at}")
    up = Fraction(1 if claim.direction == "up" else -1)
    return Said(((up, claim.scope, month), (-up, claim.scope, before)), Fraction(1))


def _rank(term: Term, claim: Claim, book: Codebook) -> Said | None:
    month, own, within = _month(term), claim.scope.window.exact, claim.base.window.smallest if claim.base else None
    if own is None or within is None or _whole_months(own) != 1 or _stock(claim.scope, book):
        return None
    if month[0] < within[0] or month[1] > within[1] or month == own:
        raise CertificateRefused(f"claim {claim.id} says nothing certain of {term.at}")
    up = Fraction(1 if claim.rank == "highest" else -1)
    return Said(((up, claim.scope, own), (-up, claim.scope, month)), Fraction(0))


_READERS: dict[str, Callable[[Term, Claim, Codebook], Said | None]] = {
    "count": _count,
    "ratio": _compared,
    "change": _compared,
    "rate": _rate,
    "trend": _trend,
    "rank": _rank,
}


def _end(term: Term, claim: Claim) -> Fraction:
    value = claim.quantity.lo if term.side == "lo" else claim.quantity.hi
    if value is None:
        raise CertificateRefused(f"claim {claim.id} has no {term.side} end")
    return Fraction(str(value))


def _month(term: Term) -> Days:
    try:
        first = date.fromisoformat(f"{term.at}-01")
    except ValueError:
        raise CertificateRefused(f"the term of claim {term.claim} names no month") from None
    return first, first.replace(day=monthrange(first.year, first.month)[1])


def _stock(scope: Scope, book: Codebook) -> bool:
    return scope.measure in book.measures and book.measures[scope.measure].kind == "stock"


def _days(scope: Scope, largest: bool, book: Codebook) -> Days | None:
    if _stock(scope, book):  # a stock stands on one day, the end of its window
        early, late = scope.window.end
        return (early, late) if early and late and early == late else None
    return scope.window.largest if largest else scope.window.smallest
