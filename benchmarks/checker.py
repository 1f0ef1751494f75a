"""Certificates added up by brute force: every day × leaf category × leaf place is laid out, nothing is merged or clever.

No code is shared with ``recusant.reconcile`` or ``recusant.verify``.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping
from fractions import Fraction
from math import ceil, floor, lcm

import numpy as np
from numpy.typing import NDArray

from benchmarks.plainly import Box, asked_box, covered, layer_of, leaf_pairs, linked, sums_of
from recusant.codebook import Codebook
from recusant.records import ALL, Bound, Certificate, Claim, Conflict, LinkTerm

Asked = tuple[str, Box]  # layer and box


def proves(bound: Bound, claims: Mapping[str, Claim], book: Codebook) -> bool:
    """Whether both certificates of a bound add up to it, on every cell of every day."""
    asked = layer_of(bound.layer, book), asked_box(bound.scope)
    least = _total(bound.lo_certificate, 1, asked, claims, book) if bound.lo_certificate else Fraction(0)
    most = _total(bound.hi_certificate, -1, asked, claims, book) if bound.hi is not None else None
    lower = least is not None and ceil(least) == bound.lo
    return lower and (bound.hi is None or (most is not None and floor(most) == bound.hi))


def disproves(conflict: Conflict, claims: Mapping[str, Claim], book: Codebook) -> bool:
    """Whether the certificate of a conflict covers nothing and yet adds up to more than nothing, or its bound leaves no whole number."""
    if crossed := conflict.crossed:
        return crossed.hi is not None and crossed.lo > crossed.hi and proves(crossed, claims, book)
    total = _total(conflict.certificate, 1, None, claims, book)
    return total is not None and total > 0


def _total(terms: Certificate, sign: int, asked: Asked | None, claims: Mapping[str, Claim], book: Codebook) -> Fraction | None:
    """What the terms add up to, or None where they say what no claim says, or do not fit what is asked."""
    weighed: list[tuple[str, Fraction, Box]] = []
    total = Fraction(0)
    for term in terms:
        if isinstance(term, LinkTerm):
            cells = linked(term, book)
            if cells is None or term.times <= 0:
                return None
            weighed += [(ALL, term.times * weight, box) for weight, box in cells]
            continue
        claim = claims[term.claim]
        said = [one for one in sums_of(claim, book) if (one.side, one.at) == (term.side, term.at) and term.value in (None, one.value)]
        if len(said) != 1 or (term.times * sign > 0) != (term.side == "lo"):
            return None
        total += term.times * said[0].value
        weighed += [(layer_of(claim.origin, book), sign * term.times * weight, box) for weight, box in said[0].parts]
    return total if all(_fits(measure, weighed, sign, asked, book) for measure in book.measures) else None


def _fits(measure: str, weighed: list[tuple[str, Fraction, Box]], sign: int, asked: Asked | None, book: Codebook) -> bool:
    """In whole numbers: every multiplier times their common denominator."""
    own = [(layer, weight, box) for layer, weight, box in weighed if box.measure == measure]
    wanted = asked if asked and asked[1].measure == measure else None
    boxes = [box for _, _, box in own] + ([wanted[1]] if wanted else [])
    if not boxes:
        return True
    space = _Space(book, range(min(box.days[0] for box in boxes), max(box.days[1] for box in boxes) + 1))
    shared = lcm(*(weight.denominator for _, weight, _ in own))
    excess: dict[str, NDArray[np.object_]] = defaultdict(space.nothing)
    for layer, weight, box in own:
        excess[layer][space.inside(box)] += int(weight * shared)
    if wanted:
        excess[wanted[0]][space.inside(wanted[1])] -= sign * shared
    total = excess[ALL]
    for layer, over in excess.items():
        if layer != ALL and book.origins[layer].kind == "estimate":
            if (over > 0).any():
                return False
        elif layer != ALL:
            total = total + np.where(over > 0, over, 0)
    return bool((total <= 0).all())


class _Space:
    """Every leaf category × leaf place × day."""

    def __init__(self, book: Codebook, days: range) -> None:
        self.book, self.days = book, days
        self.pairs = leaf_pairs(book)

    def nothing(self) -> NDArray[np.object_]:
        return np.full((len(self.pairs), len(self.days)), 0, dtype=object)

    def inside(self, box: Box) -> tuple[NDArray[np.int64], slice]:
        pairs = covered(self.pairs, box, self.book)
        return np.array(pairs, dtype=np.int64), slice(box.days[0] - self.days.start, box.days[1] - self.days.start + 1)
