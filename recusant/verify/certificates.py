"""Does a certificate add up? Every cell is looked at: a day × leaf category × leaf place of a measure.

Write S(layer, cell) for the sum of times × coefficient over the terms of a layer, and c(cell) for 1 inside the scope asked and 0
outside. ``all`` is at least every tally's layer, cell by cell; an estimate's layer stands alone. A lower bound of layer L holds if
on every cell S(all) + Σ max(0, S(tally) − [tally = L]·c) <= [L = all]·c, and S(estimate) <= [estimate = L]·c. An upper bound is
the same with the signs of S and c turned. A conflict is a lower bound of nothing (c = 0) that is more than 0. A link of the codebook
weighs cells of the layer ``all``: its second count with its first taken away, or turned round in an upper bound.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from fractions import Fraction
from itertools import pairwise
from math import ceil, floor

from recusant.codebook import Codebook
from recusant.errors import CertificateRefused
from recusant.records import ALL, Bound, Certificate, Claim, Conflict, LinkTerm, Scope, Term, in_words
from recusant.verify.links import linked
from recusant.verify.rows import said

Claims = Mapping[str, Claim]
NOTHING = ""  # the layer of the scope asked, where a conflict asks for none


@dataclass(frozen=True)
class _Box:
    """A weight on all cells of a scope in a layer."""

    layer: str
    scope: Scope
    days: tuple[date, date]
    weight: Fraction


def verify_bound(bound: Bound, claims: Claims, book: Codebook) -> None:
    """Raise CertificateRefused unless both ends of a bound are proven by their certificates."""
    asked = _asked(bound, book)
    if bound.lo_certificate or bound.lo:
        total = _lower(bound.lo_certificate, asked, claims, book)
        if ceil(total) != bound.lo:
            raise CertificateRefused(f"{_named(bound)}: the quotes of the lower end add up to {total}, not to {bound.lo}")
    if bound.hi is None and bound.hi_certificate:
        raise CertificateRefused(f"{_named(bound)}: an open upper end needs no certificate, but has one")
    if bound.hi is not None:
        total = _upper(bound.hi_certificate, asked, claims, book)
        if floor(total) != bound.hi:
            raise CertificateRefused(f"{_named(bound)}: the quotes of the upper end add up to {total}, not to {bound.hi}")


def verify_conflict(conflict: Conflict, claims: Claims, book: Codebook) -> None:
    """Raise CertificateRefused unless the claims named cannot all hold, by the arithmetic of the conflict's certificate."""
    cited = {term.claim for term in conflict.certificate if isinstance(term, Term)}
    if cited != set(conflict.claims):
        raise CertificateRefused(f"conflict {conflict.id}: its certificate cites other claims than it names")
    total = _lower(conflict.certificate, None, claims, book)
    if total <= 0 or total != conflict.gap:
        raise CertificateRefused(f"conflict {conflict.id}: the quotes miss each other by {total}, not by {conflict.gap}")


def _named(bound: Bound) -> str:
    return f"bound of {in_words(bound.scope)} in layer {bound.layer}"


def _asked(bound: Bound, book: Codebook) -> _Box:
    days = bound.scope.window.exact
    if days is None:
        raise CertificateRefused(f"{_named(bound)}: the window asked is not exact")
    return _Box(book.layer(bound.layer), bound.scope, days, Fraction(1))


def _lower(terms: Certificate, asked: _Box | None, claims: Claims, book: Codebook) -> Fraction:
    """What the terms prove of the scope asked at least. Signs: times > 0 takes ``lo``, times < 0 takes ``hi``."""
    _check_sides(terms, positive="lo")
    boxes, total = _read(terms, claims, book, 1)
    layer = asked.layer if asked else NOTHING
    for sums, inside in _cells(boxes, asked, book):
        _check_cell(sums, inside, layer, book)
    return total


def _upper(terms: Certificate, asked: _Box, claims: Claims, book: Codebook) -> Fraction:
    """What the terms prove of the scope asked at most: the lower bound of its negative, with all signs turned."""
    _check_sides(terms, positive="hi")
    boxes, total = _read(terms, claims, book, -1)
    turned = tuple(_Box(box.layer, box.scope, box.days, -box.weight) for box in boxes)
    for sums, inside in _cells(turned, asked, book):
        _check_cell(sums, -inside, asked.layer, book)
    return total


def _check_sides(terms: Certificate, positive: str) -> None:
    negative = "hi" if positive == "lo" else "lo"
    for term in (term for term in terms if isinstance(term, Term)):
        if term.times == 0 or term.side != (positive if term.times > 0 else negative):
            raise CertificateRefused(f"term {term.to_dict()}: an end may not be used with this sign")


def _read(terms: Certificate, claims: Claims, book: Codebook, sign: int) -> tuple[tuple[_Box, ...], Fraction]:
    """The weighted cells of the terms, and the sum of times × value. A link is taken ``sign`` times: turned round in an upper bound."""
    boxes, total = list[_Box](), Fraction(0)
    for term in terms:
        if isinstance(term, LinkTerm):
            boxes += [_Box(ALL, scope, days, sign * term.times * weight) for weight, scope, days in linked(term, book)]
            continue
        claim = claims.get(term.claim)
        if claim is None:
            raise CertificateRefused(f"claim {term.claim} is cited but not there")
        layer, found = book.layer(claim.origin), said(term, claim, book)
        boxes += [_Box(layer, scope, days, term.times * weight) for weight, scope, days in found.cells]
        total += term.times * found.value
    return tuple(boxes), total


def _check_cell(sums: Mapping[str, Fraction], asked: int, layer: str, book: Codebook) -> None:
    total = sums.get(ALL, Fraction(0))
    for name in {*sums, layer} - {ALL, NOTHING}:
        excess = sums.get(name, Fraction(0)) - (asked if name == layer else 0)
        if book.counts_as(name) != "estimate":
            total += max(Fraction(0), excess)
        elif excess > 0:
            raise CertificateRefused(f"the terms of the estimate {name} cover a cell {excess} times too often")
    if total > (asked if layer == ALL else 0):
        raise CertificateRefused(f"the terms do not fit the scope asked: a cell is off by {total - (asked if layer == ALL else 0)}")


def _cells(boxes: tuple[_Box, ...], asked: _Box | None, book: Codebook) -> Iterator[tuple[dict[str, Fraction], int]]:
    """The sums of each layer, and 1 or 0 for inside or outside the scope asked, once for each kind of cell."""
    everything = (*boxes, asked) if asked else boxes
    for measure in {box.scope.measure for box in everything}:
        counted = [box for box in everything if box.scope.measure == measure]
        for leaves in _leaf_pairs(counted, book):
            covering = [box for box, inside in zip(counted, leaves, strict=True) if inside]
            ends = sorted({box.days[0] for box in covering} | {box.days[1] + timedelta(1) for box in covering})
            for day, _ in pairwise(ends):
                yield _sums([box for box in covering if box.days[0] <= day <= box.days[1]], asked)


def _leaf_pairs(boxes: list[_Box], book: Codebook) -> set[tuple[bool, ...]]:
    """For each pair of leaf category and leaf place, which of the boxes hold it; equal pairs once."""
    categories = [book.category_tree.leaves(box.scope.category) for box in boxes]
    places = [book.place_tree.leaves(box.scope.place) for box in boxes]
    kinds = {tuple(leaf in held for held in categories) for leaf in frozenset().union(*categories)}
    wheres = {tuple(leaf in held for held in places) for leaf in frozenset().union(*places)}
    return {tuple(a and b for a, b in zip(kind, where, strict=True)) for kind in kinds for where in wheres}


def _sums(boxes: list[_Box], asked: _Box | None) -> tuple[dict[str, Fraction], int]:
    sums: dict[str, Fraction] = defaultdict(Fraction)
    for box in boxes:
        if box is not asked:
            sums[box.layer] += box.weight
    return sums, int(any(box is asked for box in boxes))
