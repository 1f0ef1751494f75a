"""What claims say for certain, written a second time, so that reckonings can be judged: nothing of reconcile or verify is used."""

from __future__ import annotations

from calendar import monthrange
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from fractions import Fraction
from itertools import pairwise, product

from recusant.codebook import Codebook, Node
from recusant.records import ALL, Claim, LinkTerm, Scope, Window

Nodes = Mapping[str, Node]
Days = tuple[int, int]  # ordinals, both inclusive
WEEK = 7


@dataclass(frozen=True)
class Box:
    """The cells of a measure within a category, a place and days."""

    measure: str
    category: str
    place: str
    days: Days


@dataclass(frozen=True)
class Sum:
    """So many times each box, together at least (lo) or at most (hi) a value; ``at`` names the month that it is about."""

    side: str
    at: str | None
    parts: tuple[tuple[Fraction, Box], ...]
    value: Fraction


def under(nodes: Nodes, name: str | None, top: str) -> bool:
    """Whether a node is another or lies below it."""
    while name is not None and name != top:
        name = nodes[name].parent
    return name == top


def sums_of(claim: Claim, book: Codebook) -> list[Sum]:
    """All that a claim says for certain."""
    if claim.kind in ("trend", "rank"):
        return list(_by_month(claim))
    ends = {"lo": claim.quantity.lo, "hi": claim.quantity.hi}
    found = (_end(claim, side, Fraction(str(value)), book) for side, value in ends.items() if value is not None)
    return [one for one in found if one]


def _end(claim: Claim, side: str, value: Fraction, book: Codebook) -> Sum | None:
    """The scope is counted widely for "at least" and narrowly for "at most"; what it is measured by, the other way round."""
    counted = _box(claim.scope, book, wide=side == "lo")
    if counted is None:
        return None
    if claim.kind == "count":
        return Sum(side, None, ((Fraction(1), counted),), value)
    other = _box(claim.base or claim.scope, book, wide=side != "lo")
    if other is None:
        return None
    if claim.kind == "rate":
        if claim.per != "week":
            raise ValueError("invented rates are all by the week")
        return Sum(side, None, ((Fraction(1), counted),), value * (other.days[1] - other.days[0] + 1) / WEEK)
    weight = -value if claim.kind == "ratio" else Fraction(-1)
    return Sum(side, None, ((Fraction(1), counted), (weight, other)), value if claim.kind == "change" else Fraction(0))


def _by_month(claim: Claim) -> Iterator[Sum]:
    """A trend: every month one more (or fewer) than the month before. A rank: its month no fewer (or more) than any other."""
    months = _months(claim.base.window if claim.base else claim.scope.window)
    if claim.kind == "trend":
        up, least = (1 if claim.direction == "up" else -1), 1
        pairs = [(after, before, after) for before, after in pairwise(months)]
    else:
        own = _days(claim.scope.window, wide=True)
        up, least = (1 if claim.rank == "highest" else -1), 0
        pairs = [(own, other, other) for other in months if own and other != own]
    for first, second, named in pairs:
        where = (claim.scope.measure, claim.scope.category, claim.scope.place)
        parts = ((Fraction(up), Box(*where, first)), (Fraction(-up), Box(*where, second)))
        yield Sum("lo", f"{date.fromordinal(named[0]):%Y-%m}", parts, Fraction(least))


def _months(window: Window) -> list[Days]:
    days = _days(window, wide=False)
    firsts = [date.fromordinal(day) for day in range(days[0], days[1] + 1)] if days else []
    whole = [(day.toordinal(), day.toordinal() + monthrange(day.year, day.month)[1] - 1) for day in firsts if day.day == 1]
    return [month for month in whole if days and month[1] <= days[1]]


def _box(scope: Scope, book: Codebook, *, wide: bool) -> Box | None:
    window = scope.window
    days = _days(Window(window.end, window.end) if book.measures[scope.measure].kind == "stock" else window, wide=wide)
    return Box(scope.measure, scope.category, scope.place, days) if days else None


def asked_box(scope: Scope) -> Box:
    """The box of a scope with an exact window."""
    days = _days(scope.window, wide=True)
    if days is None or scope.window.exact is None:
        raise ValueError("a question has an exact window")
    return Box(scope.measure, scope.category, scope.place, days)


def _days(window: Window, *, wide: bool) -> Days | None:
    first, last = (window.start[0], window.end[1]) if wide else (window.start[1], window.end[0])
    return (first.toordinal(), last.toordinal()) if first and last and first <= last else None


def layer_of(origin: str, book: Codebook) -> str:
    """The layer that an origin's claims are about: a census counts all."""
    return ALL if origin in book.origins and book.origins[origin].kind == "census" else origin


def leaves_of(nodes: Nodes) -> list[str]:
    """The names under which something can be counted: childless nodes, and open parents for their unnamed rest."""
    parents = {node.parent for node in nodes.values()}
    return [name for name, node in nodes.items() if name not in parents or not node.exhaustive]


def leaf_pairs(book: Codebook) -> list[tuple[str, str]]:
    """Every leaf category with every leaf place."""
    return list(product(leaves_of(book.categories), leaves_of(book.places)))


def covered(pairs: Iterable[tuple[str, str]], box: Box, book: Codebook) -> list[int]:
    """The numbers of the leaf pairs that lie within a box."""
    categories, places = book.categories, book.places
    within = ((under(categories, kind, box.category) and under(places, place, box.place)) for kind, place in pairs)
    return [number for number, inside in enumerate(within) if inside]


def linked(term: LinkTerm, book: Codebook) -> list[tuple[int, Box]] | None:
    """What a link says is at least 0: its second count less its first, each less the parts left out; None where no link says so."""
    days = (term.since.toordinal(), term.at.toordinal())
    places = _signed(book.places, term.place, term.but_places)
    for link in book.links:
        less, more = link.at_most
        measure = less if less in book.measures else term.measure
        since = book.events[link.since].date if link.since else term.since if book.measures[measure or ""].kind == "flow" else term.at
        if f"{less}<={more}" == term.link and term.since == since:
            kinds = _signed(book.categories, term.category, term.but_categories) if term.category else [(1, "")]
            sides = [(1, more), (-1, less)]
            boxes = [(sign * a * b, name, kind, place, days) for sign, name in sides for a, kind in kinds for b, place in places]
            return [
                (times, Box(name, kind, place, days) if kind else Box(term.measure or "", name, place, days))
                for times, name, kind, place, days in boxes
            ]
    return None


def _signed(nodes: Nodes, top: str, but: Iterable[str]) -> list[tuple[int, str]]:
    """A node and, taken away again, parts of it that have nothing in common."""
    names = tuple(but)
    if any(not under(nodes, name, top) or any(under(nodes, name, other) for other in names if other != name) for name in names):
        raise ValueError(f"{names} are not parts of {top} that lie apart")
    return [(1, top), *((-1, name) for name in names)]
