"""The codebook's links as rows: what is counted by the first of a link is at most what is counted by the second (rule M6).

A link holds of every leaf category (or measure) and leaf place, in the layer ``all``. Of a tally's own layer it says nothing: who sees
a verdict need not have seen its case. A tally's figures still reach both counts, because ``all`` is at least every tally.

A row is made for each node that boxes name, and, where boxes name nodes below it, for what is left of it without them: cells that no
box tells apart need no rows of their own. Days are chosen likewise. A link since a day needs a row at each day where a box of its first
count begins or ends: within the days between, the first may be counted last and the second first. A link over any days needs one for
the days between two such ends, of either count. Rows for whole boxes say nothing more, but make shorter proofs. All rows are boxes
again, so links that hang on each other are gone through until no new box appears.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Collection, Iterable, Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from fractions import Fraction
from functools import lru_cache
from itertools import pairwise, product

from recusant.codebook import Codebook, Link, Tree
from recusant.reconcile.rules import Box, Row
from recusant.records import ALL, Days, LinkTerm

DAY = timedelta(1)


@dataclass(frozen=True, slots=True)
class Region:
    """A node of a tree without some that lie below it, none of which lies below another."""

    node: str
    but: tuple[str, ...] = ()

    @property
    def signed(self) -> list[tuple[int, str]]:
        return [(1, self.node), *((-1, name) for name in self.but)]


@dataclass(frozen=True, slots=True)
class Place:
    """Where a link's row stands: what both counts share (a category, or a measure) and the place."""

    shared: Region
    place: Region


def link_rows(boxes: Iterable[Box], book: Codebook) -> list[Row]:
    """The rows of all links that touch boxes, so many that no bound on the boxes is lost by having no more."""
    if not book.links:
        return []
    known, rows = set(boxes), dict[Row, None]()
    while True:
        made = [row for link in book.links for row in _Rows(link, known, book)]
        rows |= dict.fromkeys(made)
        fresh = {box for row in made for box in row.boxes} - known
        if not fresh:
            return sorted(rows, key=lambda row: (row.claim, str(row.link)))
        known |= fresh


def firsts(book: Codebook) -> dict[str, str]:
    """For each measure and each root category that links join with others, the first of all that it is joined with."""
    groups: dict[str, set[str]] = {}
    for link in book.links:
        names = {name if book.links_measures(link) else book.category_tree.root(name) for name in link.at_most}
        group = names.union(*(groups.get(name, set()) for name in names))
        groups |= dict.fromkeys(group, group)
    return {name: min(group) for name, group in groups.items()}


class _Rows:
    """The rows of one link over some boxes."""

    def __init__(self, link: Link, boxes: Collection[Box], book: Codebook) -> None:
        self.link, self.book, self.since = link, book, book.since(link)
        self.of_measures = book.links_measures(link)
        less, more = (self._counted(name, boxes) for name in link.at_most)
        self.less = less if more or self._leads_on() else []
        self.both = [*less, *more]

    def _counted(self, name: str, boxes: Collection[Box]) -> list[Box]:
        """The boxes that count some of what one side of the link counts."""
        if self.of_measures:
            return [box for box in boxes if box.measure == name]
        leaves = self.book.category_tree.leaves(name)
        return [box for box in boxes if not leaves.isdisjoint(self.book.category_tree.leaves(box.category))]

    def _leads_on(self) -> bool:
        """Whether the second of the link is the first of another, so that it matters although no box counts it.

        A chain of categories that ends in a whole of which the first is a part says nothing.
        """
        less, more = self.link.at_most
        others = [other.at_most for other in self.book.links if self.book.links_measures(other) == self.of_measures]
        if self.of_measures:
            return any(first == more for first, _ in others)
        leaves = self.book.category_tree.leaves
        return any(leaves(first) & leaves(more) and not leaves(less) <= leaves(second) for first, second in others)

    def __iter__(self) -> Iterator[Row]:
        for where in self._wheres():
            for days in sorted(self._days(where)):
                yield _row(self.link, self.of_measures, where, days)

    def _wheres(self) -> Iterator[Place]:
        """Where rows are needed: for every node named beside every place named, whole, and without what is named below."""
        shared: dict[tuple[str, str], tuple[set[str], set[str]]] = {}
        for box in self.less:
            shared.setdefault(self._tree_of(box), (set(), set()))
        for box in self.both:
            if held := shared.get(self._tree_of(box)):
                held[0].add(box.category if self.of_measures else box.measure)
                held[1].add(box.place)
        places = self.book.place_tree
        for names, places_named in shared.values():
            kinds = [*_regions(names, self.book.category_tree)] if self.of_measures else [Region(name) for name in sorted(names)]
            yield from (Place(*pair) for pair in product(kinds, _regions(places_named, places)))

    def _tree_of(self, box: Box) -> tuple[str, str]:
        shared = self.book.category_tree.root(box.category) if self.of_measures else box.measure
        return shared, self.book.place_tree.root(box.place)

    def _days(self, where: Place) -> set[Days]:
        """The days of the rows at one place: what boxes that cover it cut, where the first of the link is counted at all."""
        less = self._covering(where, self.less)
        if self._is_stock(where):
            return set() if self.since else less
        counted = _merged(less)
        if self.since:
            ends = {day for start, end in less for day in (start - DAY, end)}
            return {(self.since, day) for day in ends if day >= self.since and _holds(counted, day)}
        cuts = sorted({day for start, end in self._covering(where, self.both) for day in (start, end + DAY)})
        return less | {(first, after - DAY) for first, after in pairwise(cuts) if _holds(counted, first)}

    def _covering(self, where: Place, boxes: Iterable[Box]) -> set[Days]:
        """The days of the boxes that hold all of a place."""
        kinds, places = self.book.category_tree, set(self.book.place_tree.ancestors(where.place.node))
        shared = set(kinds.ancestors(where.shared.node)) if self.of_measures else {where.shared.node}
        return {
            (box.start, box.end) for box in boxes if box.place in places and (box.category if self.of_measures else box.measure) in shared
        }

    def _is_stock(self, where: Place) -> bool:
        measure = self.book.measures.get(self.link.at_most[0] if self.of_measures else where.shared.node)
        return measure is not None and measure.kind == "stock"


@lru_cache(maxsize=50_000)
def _row(link: Link, of_measures: bool, where: Place, days: Days) -> Row:
    """The row of a link at one place over some days. The same are needed for nearly every matrix of a component."""
    less, more = link.at_most
    parts = (*_parts(1, more, of_measures, where, days), *_parts(-1, less, of_measures, where, days))
    measure, category = (None, where.shared.node) if of_measures else (where.shared.node, None)
    shared = measure, category, where.place.node, where.shared.but, where.place.but
    term = LinkTerm(link.name, Fraction(1), days[0], days[1], *shared, link.why)
    return Row(link.name, "lo", ALL, parts, Fraction(0), link=term)


def _parts(sign: int, name: str, of_measures: bool, where: Place, days: Days) -> Iterator[tuple[Fraction, Box]]:
    for (one, shared), (other, place) in product(where.shared.signed, where.place.signed):
        counted = (name, shared) if of_measures else (shared, name)
        yield Fraction(sign * one * other), Box(*counted, place, *days)


def _merged(spans: Iterable[Days]) -> list[Days]:
    """Spans of days that together hold the same days, none of which meet."""
    merged: list[Days] = []
    for start, end in sorted(spans):
        if merged and start <= merged[-1][1] + DAY:
            merged[-1] = (merged[-1][0], max(end, merged[-1][1]))
        else:
            merged.append((start, end))
    return merged


def _holds(merged: list[Days], day: date) -> bool:
    place = bisect_right(merged, (day, date.max)) - 1
    return place >= 0 and day <= merged[place][1]


def _regions(names: Collection[str], tree: Tree) -> list[Region]:
    """Each named node whole, and, where others are named below it, without them (if anything is left)."""
    found = []
    for name in sorted(names):
        found.append(Region(name))
        below = {other for other in names if other != name and name in tree.ancestors(other)}
        nearest = tuple(sorted(other for other in below if below.isdisjoint(tree.ancestors(other)[1:])))
        if nearest and tree.leaves(name) - frozenset().union(*(tree.leaves(other) for other in nearest)):
            found.append(Region(name, nearest))
    return found
