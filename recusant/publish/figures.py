"""Claims -> figures: equal claims of one layer are one figure, however often printed. Figures are what a series is made of."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from typing import NamedTuple

from recusant.codebook import Codebook
from recusant.records import ALL, Claim, Days, Scope, SetAside, Window

ENOUGH = 4  # figures that must speak of a scope directly before it has a series of its own
PARTS = 2  # series of parts that make a series of their whole worth showing


class Key(NamedTuple):
    """What a series is about: a layer, and a scope without its window."""

    layer: str
    measure: str
    category: str
    place: str

    def scope(self, window: Window) -> Scope:
        return Scope(self.measure, self.category, self.place, window)


@dataclass(frozen=True)
class Figure:
    """Equal claims, the earliest first, the days they bear on (None: not known), and why they were set aside where they were."""

    claims: tuple[Claim, ...]
    days: Days | None
    aside: SetAside | None

    @property
    def first(self) -> Claim:
        return self.claims[0]

    @property
    def counts(self) -> bool:
        """Whether bounds may stand on it: a count over known days that was neither rejected nor set aside."""
        return self.first.kind == "count" and self.first.status != "rejected" and self.aside is None and self.days is not None


Figures = Mapping[Key, tuple[Figure, ...]]


def figures_of(claims: Iterable[Claim], book: Codebook, set_aside: Iterable[SetAside] = ()) -> Figures:
    """Every claim once, as figures under what they speak of directly, in the order of their windows."""
    aside = {given_up.claim: given_up for given_up in set_aside}
    equal: dict[tuple[Key, tuple[object, ...]], list[Claim]] = defaultdict(list)
    for claim in claims:
        equal[_key(claim, book), _says(claim)].append(claim)
    found: dict[Key, list[Figure]] = defaultdict(list)
    for (key, _), same in equal.items():
        same.sort(key=lambda claim: (claim.said_on or date.max, claim.id))
        given_up = next((aside[claim.id] for claim in same if claim.id in aside), None)
        found[key].append(Figure(tuple(same), _days(same[0], book), given_up))
    return {key: tuple(sorted(found[key], key=_order)) for key in sorted(found)}


def shown(figures: Figures, book: Codebook) -> list[Key]:
    """What has a series: all that enough figures speak of directly, and the wholes of several such parts; most figures first."""
    counts = {key: sum(figure.counts for figure in held) for key, held in figures.items()}
    for whole, layers in _several_tallies(counts, book).items():
        counts[whole] = counts.get(whole, 0) + layers
    chosen = {key for key, count in counts.items() if count >= ENOUGH}
    parts: dict[Key, int] = defaultdict(int)
    for key in chosen:
        for category in book.category_tree.ancestors(key.category)[1:]:
            parts[key._replace(category=category)] += 1
    chosen |= {whole for whole, number in parts.items() if number >= PARTS}
    return sorted(chosen, key=lambda key: (-counts.get(key, 0), key))


def _several_tallies(counts: Mapping[Key, int], book: Codebook) -> dict[Key, int]:
    """Scopes that several tallies speak of: together they say of the truth what none of them says alone."""
    speaking: dict[Key, list[int]] = defaultdict(list)
    for key, count in counts.items():
        if count and key.layer != ALL and book.counts_as(key.layer) != "estimate":
            speaking[key._replace(layer=ALL)].append(count)
    return {whole: sum(layers) for whole, layers in speaking.items() if len(layers) > 1}


def _key(claim: Claim, book: Codebook) -> Key:
    return Key(book.layer(claim.origin), claim.scope.measure, claim.scope.category, claim.scope.place)


def _says(claim: Claim) -> tuple[object, ...]:
    said = claim.kind, claim.scope.window, claim.quantity.lo, claim.quantity.hi
    return *said, claim.base, claim.per, claim.direction, claim.rank, claim.status == "rejected"


def _days(claim: Claim, book: Codebook) -> Days | None:
    """The days that a claim bears on: those of its window, or the one day on which a stock stands."""
    window, measure = claim.scope.window, book.measures.get(claim.scope.measure)
    if measure and measure.kind == "stock":
        early, late = window.end
        return (early, early) if early and early == late else None
    return window.largest or window.smallest


def _order(figure: Figure) -> tuple[object, ...]:
    window = figure.first.scope.window
    days = (day or date.max for day in (window.start[0], window.end[1], figure.first.said_on))
    return *days, figure.first.id
