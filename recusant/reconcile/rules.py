"""What each kind of claim says, as linear rows and as a sentence: one short entry a kind, so that the two cannot drift apart.

A row says that the weighted sum of the cells in its boxes is at least (side "lo") or at most (side "hi") a value. Soundness rule 3:
a flow only grows with its window, so where a row holds something up, it takes what is counted over the largest window the words
allow and what it is compared with over the smallest; where it holds something down, the other way round.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from datetime import date
from fractions import Fraction
from itertools import pairwise

from recusant.codebook import Codebook
from recusant.records import PERIOD_DAYS, Claim, Days, LinkTerm, Number, Scope, Term, periods, whole_months


@dataclass(frozen=True, slots=True)
class Box:
    """All cells of a measure within a category, a place and a window of days (both ends inclusive)."""

    measure: str
    category: str
    place: str
    start: date
    end: date


@dataclass(frozen=True, slots=True)
class Row:
    """In ``layer``, the sum over ``parts`` of times × the cells in the box is at least (lo) or at most (hi) ``value``.

    ``at`` names the month where a claim makes a row for each. A row of the codebook's has its ``link`` (taken once), and the name of
    the link in the place of a claim.
    """

    claim: str
    side: str
    layer: str
    parts: tuple[tuple[Fraction, Box], ...]
    value: Fraction
    at: str | None = None
    link: LinkTerm | None = None

    @property
    def boxes(self) -> tuple[Box, ...]:
        return tuple(box for _, box in self.parts)

    def term(self, times: Fraction) -> Term | LinkTerm:
        """The row as a line of a certificate, so many times."""
        return replace(self.link, times=abs(times)) if self.link else Term(self.claim, self.side, times, self.value, self.at)


@dataclass(frozen=True, slots=True)
class Unreckoned:
    """A claim that makes no constraint, and why."""

    claim: str
    reason: str


Sums = Iterator[tuple[str, tuple[tuple[Fraction, Box], ...], Fraction, str | None]]  # side, parts, value, month


@dataclass(frozen=True, slots=True)
class Rule:
    """A kind of claim: the sums it speaks of, and how a person would say it."""

    kind: str
    sums: Callable[[Claim, Codebook], Sums]
    sentence: Callable[[Claim], str]


def rows_of(claim: Claim, book: Codebook) -> tuple[Row, ...] | Unreckoned:
    """The rows of a claim, or why it makes none."""
    rule = RULES.get(claim.kind)
    if rule is None:
        return Unreckoned(claim.id, f"{claim.kind}s are recorded, not reckoned")
    layer = book.layer(claim.origin)
    rows = tuple(Row(claim.id, side, layer, parts, value, at) for side, parts, value, at in rule.sums(claim, book))
    return rows or Unreckoned(claim.id, _why_none(claim, book))


def _why_none(claim: Claim, book: Codebook) -> str:
    window = claim.scope.window
    if claim.kind in ("rate", "trend", "rank") and _is_stock(claim.scope, book):
        return f"a {claim.kind} of what stands on a day adds up to nothing"
    if claim.kind == "rank" and not _is_month(window.exact):
        return "a rank of other days than a calendar month"
    if claim.kind in ("ratio", "change") and claim.base is None:
        return f"a {claim.kind} that does not say of what"
    if claim.kind == "rate" and claim.per not in PERIOD_DAYS:
        return "a rate a day may mean working days"
    if claim.kind in ("count", "ratio", "rate", "change") and claim.quantity.lo is claim.quantity.hi is None:
        return "it states no number"
    missing = "start" if not any(window.start) else "end" if not any(window.end) else "end for certain"
    return f"its window has no known {missing}"


# ── count: so many ──────────────────────────────────────────────────────────────────────────────────────────────────────────


def _count(claim: Claim, book: Codebook) -> Sums:
    for side, value in _ends(claim):
        if box := _box(claim.scope, book, largest=side == "lo"):
            yield side, ((Fraction(1), box),), value, None


def _count_sentence(claim: Claim) -> str:
    return f"{claim.origin} counts {interval_in_words(claim.quantity.lo, claim.quantity.hi)}"


# ── ratio: so many times the base, shares and percentages too ───────────────────────────────────────────────────────────────


def _ratio(claim: Claim, book: Codebook) -> Sums:
    for side, factor in _ends(claim):
        up = side == "lo"
        part, whole = _box(claim.scope, book, largest=up), claim.base and _box(claim.base, book, largest=not up)
        if part and whole:
            yield side, ((Fraction(1), part), (-factor, whole)), Fraction(0), None


def _ratio_sentence(claim: Claim) -> str:
    return f"{claim.origin} counts {interval_in_words(claim.quantity.lo, claim.quantity.hi)} times its base"


# ── change: so many more (or fewer) than the base ───────────────────────────────────────────────────────────────────────────


def _change(claim: Claim, book: Codebook) -> Sums:
    for side, value in _ends(claim, signed=True):
        up = side == "lo"
        part, whole = _box(claim.scope, book, largest=up), claim.base and _box(claim.base, book, largest=not up)
        if part and whole:
            yield side, ((Fraction(1), part), (Fraction(-1), whole)), value, None


def _change_sentence(claim: Claim) -> str:
    return f"{claim.origin} counts {interval_in_words(claim.quantity.lo, claim.quantity.hi)} more than in its base"


# ── rate: so many a week, month or year, on average over the window ─────────────────────────────────────────────────────────


def _rate(claim: Claim, book: Codebook) -> Sums:
    if claim.per not in PERIOD_DAYS or _is_stock(claim.scope, book):
        return
    for side, value in _ends(claim):
        up = side == "lo"
        box, over = _box(claim.scope, book, largest=up), claim.scope.window.smallest if up else claim.scope.window.largest
        if box and over:
            yield side, ((Fraction(1), box),), value * periods(over, claim.per, most=not up), None


def _rate_sentence(claim: Claim) -> str:
    return f"{claim.origin} counts {interval_in_words(claim.quantity.lo, claim.quantity.hi)} a {claim.per} on average"


# ── trend: every month more (or fewer) than the month before ────────────────────────────────────────────────────────────────


def _trend(claim: Claim, book: Codebook) -> Sums:
    days = claim.scope.window.smallest
    if claim.per != "month" or days is None or _is_stock(claim.scope, book):
        return
    for before, after in pairwise(whole_months(*days)):
        more, less = (after, before) if claim.direction == "up" else (before, after)
        yield "lo", _difference(claim.scope, more, less), Fraction(1), f"{after[0]:%Y-%m}"


def _trend_sentence(claim: Claim) -> str:
    return f"{claim.origin} counts {'more' if claim.direction == 'up' else 'fewer'} every month"


# ── rank: the highest (or lowest) month of the base's window ────────────────────────────────────────────────────────────────


def _rank(claim: Claim, book: Codebook) -> Sums:
    month, days = claim.scope.window.exact, claim.base.window.smallest if claim.base else None
    if month is None or days is None or not _is_month(month) or _is_stock(claim.scope, book):
        return
    for other in whole_months(*days):
        if other != month:
            more, less = (month, other) if claim.rank == "highest" else (other, month)
            yield "lo", _difference(claim.scope, more, less), Fraction(0), f"{other[0]:%Y-%m}"


def _rank_sentence(claim: Claim) -> str:
    return f"{claim.origin} calls it the {claim.rank} month"


RULES = {
    rule.kind: rule
    for rule in (
        Rule("count", _count, _count_sentence),
        Rule("ratio", _ratio, _ratio_sentence),
        Rule("change", _change, _change_sentence),
        Rule("rate", _rate, _rate_sentence),
        Rule("trend", _trend, _trend_sentence),
        Rule("rank", _rank, _rank_sentence),
    )
}


# ── what the entries share ──────────────────────────────────────────────────────────────────────────────────────────────────


def _ends(claim: Claim, *, signed: bool = False) -> Iterator[tuple[str, Fraction]]:
    """The ends of a quantity that say something: at least 0 is true of every count."""
    lo, hi = claim.quantity.lo, claim.quantity.hi
    if lo is not None and (signed or lo > 0):
        yield "lo", Fraction(str(lo))
    if hi is not None:
        yield "hi", Fraction(str(hi))


def _is_stock(scope: Scope, book: Codebook) -> bool:
    measure = book.measures.get(scope.measure)
    return measure is not None and measure.kind == "stock"


def _box(scope: Scope, book: Codebook, *, largest: bool) -> Box | None:
    """The cells of a scope over its largest or smallest window; a stock stands on one day, the end of its window, or nowhere."""
    days = scope.window.largest if largest else scope.window.smallest
    if _is_stock(scope, book):
        day = scope.window.end[0]
        days = (day, day) if day and day == scope.window.end[1] else None
    return Box(scope.measure, scope.category, scope.place, *days) if days else None


def _difference(scope: Scope, more: Days, less: Days) -> tuple[tuple[Fraction, Box], ...]:
    first, second = (Box(scope.measure, scope.category, scope.place, *days) for days in (more, less))
    return (Fraction(1), first), (Fraction(-1), second)


def _is_month(days: Days | None) -> bool:
    return days is not None and list(whole_months(*days)) == [days]


def interval_in_words(lo: Number | None, hi: Number | None) -> str:
    """[5, 5] → "5"; [5, 9] → "5 to 9"; [5, …] → "at least 5"; […, 9] → "at most 9"."""
    if lo is None or hi is None:
        return "an unknown number" if lo is hi else f"at least {lo:,}" if hi is None else f"at most {hi:,}"
    return f"{lo:,}" if lo == hi else f"at most {hi:,}" if lo == 0 else f"{lo:,} to {hi:,}"
