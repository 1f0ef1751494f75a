"""Invented worlds and true, hedged claims about them: the shared strategies of the tests."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta
from fractions import Fraction

from hypothesis import strategies as st

from recusant.codebook import parse
from recusant.reconcile import Reckoned
from recusant.records import Bound, Claim, Conflict, Quantity, Quote, Scope, Window, grain_of, literal
from recusant.verify import verify_bound, verify_conflict

BOOK = parse(
    """
    [measure.cases]
    label = "Cases"
    unit = "case"
    stage = "opened"
    kind = "flow"
    [category.all]
    [category.absence]
    parent = "all"
    exhaustive = true
    [category.short]
    parent = "absence"
    [category.long]
    parent = "absence"
    [category.desertion]
    parent = "all"
    [place.XX]
    [place.XX-1]
    parent = "XX"
    [place.XX-2]
    parent = "XX"
    [origin.office]
    kind = "census"
    [origin.watch]
    kind = "tally"
    [origin.paper]
    kind = "tally"
    [origin.guess]
    kind = "estimate"
    """,
    "worlds.toml",
)
FIRST, LAST = date(2022, 1, 1), date(2022, 12, 31)
ORIGINS = ("office", "watch", "paper", "guess")


@dataclass(frozen=True)
class Incident:
    """One thing that happened, and which origins count it (the office counts all that are not ``imagined`` by the guess)."""

    day: date
    category: str
    place: str
    counted_by: frozenset[str]


World = tuple[Incident, ...]

_days = st.integers(0, (LAST - FIRST).days).map(lambda number: FIRST + timedelta(number))
_categories = st.sampled_from(sorted(BOOK.category_tree.leaves("all")))
_places = st.sampled_from(sorted(BOOK.place_tree.leaves("XX")))
_counted = st.sampled_from([{"office"}, {"office", "watch"}, {"office", "paper"}, {"office", "watch", "paper"}, {"guess"}]).map(frozenset)
worlds = st.lists(st.builds(Incident, _days, _categories, _places, _counted), max_size=40).map(tuple)
_scopes = st.builds(Scope, st.just("cases"), st.sampled_from(sorted(BOOK.categories)), st.sampled_from(sorted(BOOK.places)))


@st.composite
def questions(draw: st.DrawFn) -> Scope:
    """A scope with an exact window."""
    first, last = sorted((draw(_days), draw(_days)))
    scope = draw(_scopes)
    return Scope(scope.measure, scope.category, scope.place, Window.of(first, last))


def count(world: World, scope: Scope, origin: str) -> int:
    """What an origin counts in a world, for a scope with an exact window."""
    days = scope.window.exact
    assert days is not None
    kinds, places = BOOK.category_tree.leaves(scope.category), BOOK.place_tree.leaves(scope.place)
    return sum(
        origin in incident.counted_by and days[0] <= incident.day <= days[1] and incident.category in kinds and incident.place in places
        for incident in world
    )


@st.composite
def true_claims(draw: st.DrawFn, world: World) -> Claim:
    """Something true that an origin says about a world: a hedged number for a window whose ends may be uncertain."""
    scope, origin = draw(questions()), draw(st.sampled_from(ORIGINS))
    number = count(world, scope, origin)
    blur = [timedelta(draw(st.integers(0, 20))) for _ in range(4)]
    first, last = scope.window.exact or (FIRST, LAST)
    window = Window((first - blur[0], first + blur[1]), (max(last - blur[2], first - blur[0]), last + blur[3]))
    said = Scope(scope.measure, scope.category, scope.place, window)
    return claim(said, draw(hedged(number)), origin, serial=draw(st.integers(0, 10**6)))


@st.composite
def hedged(draw: st.DrawFn, number: int) -> Quantity:
    """A quantity whose interval holds the number: true, if not always sharp."""
    off = draw(st.integers(0, 5))
    stated = {"exact": number, "at_least": max(0, number - off), "more_than": number - 1 - off, "up_to": number + off, "about": number}
    modifier = draw(st.sampled_from([name for name, said in stated.items() if said >= 0]))
    said = stated[modifier]
    lo, hi = literal((said, said), modifier, grain_of(said) if said else 1)
    return Quantity((said, said), modifier, lo, hi, f"{modifier} {said}")


def claim(scope: Scope, quantity: Quantity, origin: str = "office", serial: int = 0) -> Claim:
    """A claim quoted from an invented source; ``serial`` tells apart claims of equal scope."""
    quote = Quote(serial, serial + len(quantity.text), quantity.text)
    return Claim.of(f"s-{origin}", quote, "count", quantity, scope, origin=origin, via=(f"outlet {serial % 3}",))


def exactly(number: int) -> Quantity:
    return Quantity((number, number), "exact", number, number, f"{number}")


def reckon(claims: list[Claim]) -> Reckoned:
    """The reckoning, with every certificate verified before it leaves."""

    def gate(proof: Bound | Conflict, said: dict[str, Claim]) -> None:
        (verify_bound if isinstance(proof, Bound) else verify_conflict)(proof, said, BOOK)

    return Reckoned(claims, BOOK, gate)


def halved(times: Fraction) -> Fraction:
    return times / 2
