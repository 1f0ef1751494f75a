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
from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from fractions import Fraction
from functools import lru_cache
from itertools import pairwise, product

from recusant.codebook import Codebook, Link, Tree
from recusant.reconcile.cells import Footprint
from recusant.reconcile.rules import Box, Row
from recusant.records import ALL, Days, LinkTerm

DAY = timedelta(1)
ONCE, NOTHING = Fraction(1), Fraction(0)


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


Known = Mapping[Footprint, set[Days]]  # the days over which boxes count each
Where = tuple[str, int, Place]  # the name of a link, its number in the codebook, and where its rows stand


def link_rows(boxes: Iterable[Box], book: Codebook) -> list[Row]:
    """The rows of all links that touch boxes, so many that no bound on the boxes is lost by having no more."""
    known: dict[Footprint, set[Days]] = defaultdict(set)
    rows: dict[Where, dict[Days, Row]] = defaultdict(dict)
    while _learnt(boxes, known):
        boxes = [box for row in list(_fresh(known, rows, book)) for box in row.boxes]
    return [rows[where][days] for where in sorted(rows, key=_said) for days in sorted(rows[where])]


def _learnt(boxes: Iterable[Box], known: dict[Footprint, set[Days]]) -> bool:
    """Whether some of the boxes were not known; now they are."""
    before = sum(map(len, known.values()))
    for box in boxes:
        known[box.measure, box.category, box.place].add((box.start, box.end))
    return sum(map(len, known.values())) > before


def _fresh(known: Known, rows: dict[Where, dict[Days, Row]], book: Codebook) -> Iterator[Row]:
    """The rows that are needed and not there yet, which are put there."""
    for number, link in enumerate(book.links):
        of_link = _Rows(link, known, book)
        for place in of_link.places():
            held = rows[link.name, number, place]
            fresh = {days: _row(link, of_link.of_measures, place, days) for days in of_link.days(place) - held.keys()}
            held |= fresh
            yield from fresh.values()


def _said(where: Where) -> tuple[str, str, int]:
    """Links by name, and then as a person would name the place."""
    name, number, place = where
    shared, country = place.shared, place.place
    left_out = f" (without {', '.join((*shared.but, *country.but))})" if shared.but or country.but else ""
    return name, f"{shared.node} · {country.node}{left_out},", number


def firsts(book: Codebook) -> dict[str, str]:
    """For each measure and each root category that links join with others, the first of all that it is joined with."""
    groups: dict[str, set[str]] = {}
    for link in book.links:
        names = {name if book.links_measures(link) else book.category_tree.root(name) for name in link.at_most}
        group = names.union(*(groups.get(name, set()) for name in names))
        groups |= dict.fromkeys(group, group)
    return {name: min(group) for name, group in groups.items()}


class _Rows:
    """The rows that one link needs over some boxes."""

    def __init__(self, link: Link, known: Known, book: Codebook) -> None:
        self.link, self.book, self.since, self._known = link, book, book.since(link), known
        self.of_measures = book.links_measures(link)
        less, more = (self._counted(name) for name in link.at_most)
        self._less = less if more or self._leads_on() else []
        self._both = list(dict.fromkeys([*less, *more]))

    def _counted(self, name: str) -> list[Footprint]:
        """What boxes count of what one side of the link counts."""
        if self.of_measures:
            return [counted for counted in self._known if counted[0] == name]
        leaves = self.book.category_tree.leaves
        return [counted for counted in self._known if not leaves(name).isdisjoint(leaves(counted[1]))]

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

    def places(self) -> Iterator[Place]:
        """Where rows are needed: for every node named beside every place named, whole, and without what is named below."""
        shared: dict[tuple[str, str], tuple[set[str], set[str]]] = {self._tree_of(counted): (set(), set()) for counted in self._less}
        for counted in self._both:
            if held := shared.get(self._tree_of(counted)):
                held[0].add(self._shared(counted))
                held[1].add(counted[2])
        places = self.book.place_tree
        for names, places_named in shared.values():
            kinds = [*_regions(names, self.book.category_tree)] if self.of_measures else [Region(name) for name in sorted(names)]
            yield from (Place(*pair) for pair in product(kinds, _regions(places_named, places)))

    def _shared(self, counted: Footprint) -> str:
        return counted[1] if self.of_measures else counted[0]

    def _tree_of(self, counted: Footprint) -> tuple[str, str]:
        shared = self._shared(counted)
        return self.book.category_tree.root(shared) if self.of_measures else shared, self.book.place_tree.root(counted[2])

    def days(self, where: Place) -> set[Days]:
        """The days of the rows at one place: what boxes that cover it cut, where the first of the link is counted at all."""
        less = self._covering(where, self._less)
        if self._is_stock(where):
            return set() if self.since else less
        counted = _merged(less)
        if self.since:
            ends = {day for start, end in less for day in (start - DAY, end)}
            return {(self.since, day) for day in ends if day >= self.since and _holds(counted, day)}
        cuts = sorted({day for start, end in self._covering(where, self._both) for day in (start, end + DAY)})
        return less | {(first, after - DAY) for first, after in pairwise(cuts) if _holds(counted, first)}

    def _covering(self, where: Place, boxes: Iterable[Footprint]) -> set[Days]:
        """The days of the boxes that hold all of a place."""
        kinds, places = self.book.category_tree, set(self.book.place_tree.ancestors(where.place.node))
        shared = set(kinds.ancestors(where.shared.node)) if self.of_measures else {where.shared.node}
        covering = (self._known[counted] for counted in boxes if counted[2] in places and self._shared(counted) in shared)
        return set[Days]().union(*covering)

    def _is_stock(self, where: Place) -> bool:
        measure = self.book.measures.get(self.link.at_most[0] if self.of_measures else where.shared.node)
        return measure is not None and measure.kind == "stock"


@lru_cache(maxsize=50_000)
def _row(link: Link, of_measures: bool, where: Place, days: Days) -> Row:
    """The row of a link at one place over some days. The same are needed for nearly every matrix of a component."""
    parts = tuple((times, Box(*counted, *days)) for times, counted in _parts(link, of_measures, where))
    measure, category = (None, where.shared.node) if of_measures else (where.shared.node, None)
    shared = measure, category, where.place.node, where.shared.but, where.place.but
    return Row(link.name, "lo", ALL, parts, NOTHING, link=LinkTerm(link.name, ONCE, days[0], days[1], *shared, link.why))


@lru_cache(maxsize=5_000)
def _parts(link: Link, of_measures: bool, where: Place) -> tuple[tuple[Fraction, Footprint], ...]:
    """What a link holds against what at one place: the second of it, less the first."""
    less, more = link.at_most
    return tuple(
        (ONCE * sign * one * other, (name, shared, place) if of_measures else (shared, name, place))
        for sign, name in ((1, more), (-1, less))
        for (one, shared), (other, place) in product(where.shared.signed, where.place.signed)
    )


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
