"""What each kind of claim says, as linear rows and as a sentence: one short entry a kind, so that the two cannot drift apart.

A row says that the weighted sum of the cells in its boxes is at least (side "lo") or at most (side "hi") a value. A lower end
holds for the largest window the words allow, an upper end for the smallest (soundness rule 3).
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from fractions import Fraction

from recusant.codebook import Codebook
from recusant.records import Claim, Number, Scope


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
    """In ``layer``, the sum over ``parts`` of times × the cells in the box is at least (lo) or at most (hi) ``value``."""

    claim: str
    side: str
    layer: str
    parts: tuple[tuple[Fraction, Box], ...]
    value: Fraction

    @property
    def boxes(self) -> tuple[Box, ...]:
        return tuple(box for _, box in self.parts)


@dataclass(frozen=True, slots=True)
class Unreckoned:
    """A claim that makes no constraint, and why."""

    claim: str
    reason: str


@dataclass(frozen=True, slots=True)
class Rule:
    """A kind of claim: the rows it makes, and how a person would say it."""

    kind: str
    rows: Callable[[Claim, Codebook], tuple[Row, ...]]
    sentence: Callable[[Claim], str]


def rows_of(claim: Claim, book: Codebook) -> tuple[Row, ...] | Unreckoned:
    """The rows of a claim, or why it makes none."""
    rule = RULES.get(claim.kind)
    if rule is None:
        return Unreckoned(claim.id, f"a {claim.kind} is recorded but not yet reckoned")
    rows = rule.rows(claim, book)
    return rows or Unreckoned(claim.id, _why_none(claim))


def _why_none(claim: Claim) -> str:
    if claim.quantity.lo is None and claim.quantity.hi is None:
        return "it states no number"
    window = claim.scope.window
    missing = "start" if not any(window.start) else "end" if not any(window.end) else "end for certain"
    return f"its window has no known {missing}"


def _count_rows(claim: Claim, book: Codebook) -> tuple[Row, ...]:
    layer = book.layer(claim.origin)
    ends = (("lo", claim.quantity.lo, _days(claim.scope, book, "lo")), ("hi", claim.quantity.hi, _days(claim.scope, book, "hi")))
    scope = claim.scope
    return tuple(
        Row(claim.id, side, layer, ((Fraction(1), Box(scope.measure, scope.category, scope.place, *days)),), Fraction(str(value)))
        for side, value, days in ends
        if value is not None and days is not None and not (side == "lo" and value <= 0)
    )


def _days(scope: Scope, book: Codebook, side: str) -> tuple[date, date] | None:
    measure = book.measures.get(scope.measure)
    if measure and measure.kind == "stock":  # a stock stands on one day, the end of its window, and must be known exactly
        day = scope.window.end[0]
        return (day, day) if day and day == scope.window.end[1] else None
    return scope.window.largest if side == "lo" else scope.window.smallest


def _count_sentence(claim: Claim) -> str:
    return f"{claim.origin} counts {interval_in_words(claim.quantity.lo, claim.quantity.hi)}"


def interval_in_words(lo: Number | None, hi: Number | None) -> str:
    """[5, 5] → "5"; [5, 9] → "5 to 9"; [5, …] → "at least 5"; […, 9] → "at most 9"."""
    if lo is None or hi is None:
        return "an unknown number" if lo is hi else f"at least {lo:,}" if hi is None else f"at most {hi:,}"
    return f"{lo:,}" if lo == hi else f"at most {hi:,}" if lo == 0 else f"{lo:,} to {hi:,}"


RULES = {rule.kind: rule for rule in (Rule("count", _count_rows, _count_sentence),)}
