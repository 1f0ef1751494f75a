"""Does a certificate add up? Every cell is looked at: a day × leaf category × leaf place of a measure.

Write S(layer, cell) for the sum of times × coefficient over the terms of a layer, and c(cell) for 1 inside the scope asked and 0
outside. ``all`` is at least every tally's layer, cell by cell; an estimate's layer stands alone. A lower bound of layer L holds if
on every cell S(all) + Σ max(0, S(tally) − [tally = L]·c) <= [L = all]·c, and S(estimate) <= [estimate = L]·c. An upper bound is
the same with the signs of S and c turned. A conflict is a lower bound of nothing (c = 0) that is more than 0, or a bound whose lower
end, rounded up, is more than its upper end, rounded down. A link of the codebook weighs cells of the layer ``all``: its second count
with its first taken away, or turned round in an upper bound.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from fractions import Fraction
from math import ceil, floor, lcm

from recusant.codebook import Codebook
from recusant.errors import CertificateRefused
from recusant.records import ALL, Bound, Certificate, Claim, Conflict, LinkTerm, Scope, Term, in_words
from recusant.verify.links import linked
from recusant.verify.rows import said

Claims = Mapping[str, Claim]
NOTHING = ""  # the layer of the scope asked, where a conflict asks for none


@dataclass(frozen=True, slots=True)
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
    """Raise CertificateRefused unless the claims named cannot all hold, by the arithmetic of the conflict's certificate.

    Where it has none, the bound that it rests on must be proven, and leave no whole number.
    """
    cited = {term.claim for term in conflict.terms if isinstance(term, Term)}
    if cited != set(conflict.claims):
        raise CertificateRefused(f"conflict {conflict.id}: its certificate cites other claims than it names")
    total = _missed(conflict.crossed, claims, book) if conflict.crossed else _lower(conflict.certificate, None, claims, book)
    if total <= 0 or total != conflict.gap:
        raise CertificateRefused(f"conflict {conflict.id}: the quotes miss each other by {total}, not by {conflict.gap}")


def _missed(crossed: Bound, claims: Claims, book: Codebook) -> Fraction:
    """By how much a bound's ends cross: with no upper end, or where a whole number fits, by nothing."""
    verify_bound(crossed, claims, book)
    return Fraction(crossed.lo - crossed.hi if crossed.hi is not None else 0)


def _named(bound: Bound) -> str:
    return f"bound of {in_words(bound.scope)} in layer {bound.layer}"


def _asked(bound: Bound, book: Codebook) -> _Box:
    days = bound.scope.window.exact
    if days is None:
        raise CertificateRefused(f"{_named(bound)}: the window asked is not exact")
    return _Box(book.layer(bound.layer), bound.scope, days, Fraction(1))


def _lower(terms: Certificate, asked: _Box | None, claims: Claims, book: Codebook) -> Fraction:
    """What the terms prove of the scope asked at least. Signs: times > 0 takes ``lo``, times < 0 takes ``hi``."""
    return _proven(terms, 1, asked, claims, book)


def _upper(terms: Certificate, asked: _Box, claims: Claims, book: Codebook) -> Fraction:
    """What the terms prove of the scope asked at most: the lower bound of its negative, with all signs turned."""
    return _proven(terms, -1, asked, claims, book)


def _proven(terms: Certificate, sign: int, asked: _Box | None, claims: Claims, book: Codebook) -> Fraction:
    """What the terms add up to, if they fit what is asked. From here on all weights are whole: times their common denominator."""
    _check_sides(terms, positive="lo" if sign > 0 else "hi")
    boxes, total = _read(terms, claims, book, sign)
    shared = lcm(*(box.weight.denominator for box in boxes))
    weighed = [(box, sign * box.weight.numerator * (shared // box.weight.denominator)) for box in boxes]
    if asked:
        weighed.append((asked, sign * shared))
    for measure in {box.scope.measure for box, _ in weighed}:
        counted = [(box, weight) for box, weight in weighed if box.scope.measure == measure]
        for inside in _alike([box.scope for box, _ in counted], book):
            _check_days([one for one, covers in zip(counted, inside, strict=True) if covers], asked, shared, book)
    return total


def _check_sides(terms: Certificate, positive: str) -> None:
    negative = "hi" if positive == "lo" else "lo"
    for term in (term for term in terms if isinstance(term, Term)):
        if term.times == 0 or term.side != (positive if term.times > 0 else negative):
            raise CertificateRefused(f"term {term.to_dict()}: an end may not be used with this sign")


def _read(terms: Certificate, claims: Claims, book: Codebook, sign: int) -> tuple[list[_Box], Fraction]:
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
    return boxes, total


def _alike(scopes: Sequence[Scope], book: Codebook) -> set[tuple[bool, ...]]:
    """For each pair of leaf category and leaf place, which of the scopes hold it; equal pairs once."""
    kinds = _holding([book.category_tree.leaves(scope.category) for scope in scopes])
    wheres = _holding([book.place_tree.leaves(scope.place) for scope in scopes])
    return {tuple(a and b for a, b in zip(kind, where, strict=True)) for kind in kinds for where in wheres}


def _holding(held: Sequence[frozenset[str]]) -> set[tuple[bool, ...]]:
    """For each leaf, which of some sets of leaves hold it."""
    return {tuple(leaf in leaves for leaves in held) for leaf in frozenset().union(*held)}


def _check_days(covering: Sequence[tuple[_Box, int]], asked: _Box | None, shared: int, book: Codebook) -> None:
    """Every day of one kind of cell, from one on which something begins or has ended to the next."""
    changes: dict[int, list[tuple[str, bool, int]]] = defaultdict(list)
    for box, weight in covering:
        changes[box.days[0].toordinal()].append((box.layer, box is asked, weight))
        changes[box.days[1].toordinal() + 1].append((box.layer, box is asked, -weight))
    sums: dict[str, int] = defaultdict(int)
    wanted = 0
    for day in sorted(changes):
        for layer, is_asked, weight in changes[day]:
            if is_asked:
                wanted += weight
            else:
                sums[layer] += weight
        _check_cell(sums, wanted, asked.layer if asked else NOTHING, shared, book)


def _check_cell(sums: Mapping[str, int], asked: int, layer: str, shared: int, book: Codebook) -> None:
    total = sums.get(ALL, 0)
    for name in {*sums, layer} - {ALL, NOTHING}:
        excess = sums.get(name, 0) - (asked if name == layer else 0)
        if book.counts_as(name) != "estimate":
            total += max(0, excess)
        elif excess > 0:
            raise CertificateRefused(f"the terms of the estimate {name} cover a cell {Fraction(excess, shared)} times too often")
    off = total - (asked if layer == ALL else 0)
    if off > 0:
        raise CertificateRefused(f"the terms do not fit the scope asked: a cell is off by {Fraction(off, shared)}")
