"""Invented worlds and true, hedged claims about them: the shared strategies of the tests."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date, timedelta
from fractions import Fraction
from math import ceil, floor

from hypothesis import strategies as st

from recusant.codebook import parse
from recusant.publish import Words
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
    [measure.verdicts]
    label = "Verdicts"
    unit = "case"
    stage = "decided"
    kind = "flow"
    [measure.suspended]
    label = "Suspended sentences"
    unit = "case"
    stage = "suspended"
    kind = "flow"
    [measure.held]
    label = "Held"
    unit = "person"
    stage = "held"
    kind = "stock"
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
    [[link]]
    at_most = ["verdicts", "cases"]
    since = "2022-01-01"
    why = "a verdict needs a case"
    [[link]]
    at_most = ["suspended", "verdicts"]
    why = "a suspended sentence is a verdict"
    """,
    "worlds.toml",
)
SAY = Words("en", BOOK)
FIRST, LAST = date(2022, 1, 1), date(2022, 12, 31)
ORIGINS = ("office", "watch", "paper", "guess")


@dataclass(frozen=True)
class Incident:
    """One case, and which origins count it (the office counts all that are not ``imagined`` by the guess).

    Its verdict, if there is one, is given on a later day and may be suspended; who counts it need not count the case.
    """

    day: date
    category: str
    place: str
    counted_by: frozenset[str]
    verdict: date | None = None
    suspended: bool = False
    verdict_counted_by: frozenset[str] = frozenset()

    def on(self, measure: str) -> date | None:
        """The day on which a measure counts it, if it does."""
        if measure == "cases":
            return self.day
        return self.verdict if measure == "verdicts" or self.suspended else None


World = tuple[Incident, ...]

_days = st.integers(0, (LAST - FIRST).days).map(lambda number: FIRST + timedelta(number))
_categories = st.sampled_from(sorted(BOOK.category_tree.leaves("all")))
_places = st.sampled_from(sorted(BOOK.place_tree.leaves("XX")))
_counted = st.sampled_from([{"office"}, {"office", "watch"}, {"office", "paper"}, {"office", "watch", "paper"}, {"guess"}]).map(frozenset)


@st.composite
def _incidents(draw: st.DrawFn) -> Incident:
    incident = Incident(draw(_days), draw(_categories), draw(_places), draw(_counted))
    verdict = draw(st.none() | st.dates(incident.day, LAST))
    if verdict is None or incident.counted_by == {"guess"}:
        return incident
    seen = draw(st.sampled_from([{"office"}, {"office", "watch"}, {"office", "paper", "guess"}]))
    return replace(incident, verdict=verdict, suspended=draw(st.booleans()), verdict_counted_by=frozenset(seen))


worlds = st.lists(_incidents(), max_size=40).map(tuple)
_measures = st.sampled_from(["cases", "cases", "verdicts", "suspended"])
_scopes = st.builds(Scope, _measures, st.sampled_from(sorted(BOOK.categories)), st.sampled_from(sorted(BOOK.places)))


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
        origin in (incident.counted_by if scope.measure == "cases" else incident.verdict_counted_by)
        and (day := incident.on(scope.measure)) is not None
        and days[0] <= day <= days[1]
        and incident.category in kinds
        and incident.place in places
        for incident in world
    )


def blurred(draw: st.DrawFn, scope: Scope) -> Scope:
    """The scope with a window whose ends are only known to lie between two days."""
    blur = [timedelta(draw(st.integers(0, 20))) for _ in range(4)]
    first, last = scope.window.exact or (FIRST, LAST)
    window = Window((first - blur[0], first + blur[1]), (max(last - blur[2], first - blur[0]), last + blur[3]))
    return replace(scope, window=window)


@st.composite
def true_claims(draw: st.DrawFn, world: World) -> Claim:
    """Something true that an origin says about a world, of any kind, hedged, for windows whose ends may be uncertain."""
    scope, origin, serial = draw(questions()), draw(st.sampled_from(ORIGINS)), draw(st.integers(0, 10**6))
    number, kind = count(world, scope, origin), draw(st.sampled_from(["count", "count", "count", *_KINDS]))
    made = _KINDS[kind](draw, world, scope, origin) if kind in _KINDS else None
    if made is None:
        return claim(blurred(draw, scope), draw(hedged(number)), origin, serial)
    return replace(made, id=f"{made.id}-{serial}")


def _ratio(draw: st.DrawFn, world: World, scope: Scope, origin: str) -> Claim | None:
    base = draw(questions())
    part, whole = count(world, scope, origin), count(world, base, origin)
    if not whole:
        return None
    lo, hi = Fraction(part * 50 // whole, 50), Fraction(-(-part * 50 // whole), 50)
    quantity = Quantity(None, "about", float(lo), float(hi), f"{part} of {whole}")
    return replace(claim(blurred(draw, scope), quantity, origin), kind="ratio", base=blurred(draw, base))


def _change(draw: st.DrawFn, world: World, scope: Scope, origin: str) -> Claim | None:
    base = draw(questions())
    difference, off = count(world, scope, origin) - count(world, base, origin), draw(st.integers(0, 3))
    quantity = Quantity(None, "about", difference - off, difference + off, f"{difference} more")
    return replace(claim(blurred(draw, scope), quantity, origin), kind="change", base=blurred(draw, base))


def _rate(draw: st.DrawFn, world: World, scope: Scope, origin: str) -> Claim | None:
    first, last = scope.window.exact or (FIRST, LAST)
    weekly = Fraction(count(world, scope, origin) * 7, (last - first).days + 1)
    quantity = Quantity(None, "about", float(floor(weekly)), float(ceil(weekly)), f"{weekly} a week")
    return replace(claim(blurred(draw, scope), quantity, origin), kind="rate", per="week")


def _trend(draw: st.DrawFn, world: World, scope: Scope, origin: str) -> Claim | None:
    months = [_month(scope, number) for number in (5, 6, 7)]
    first, second, third = (count(world, month, origin) for month in months)
    if not (first < second < third or first > second > third):
        return None
    window = Window.of(months[0].window.start[0], months[2].window.end[1])
    quantity = Quantity(None, "vague", None, None, "every month")
    said = claim(replace(scope, window=window), quantity, origin)
    return replace(said, kind="trend", per="month", direction="up" if first < second else "down")


def _rank(draw: st.DrawFn, world: World, scope: Scope, origin: str) -> Claim | None:
    months = [_month(scope, number) for number in (4, 5, 6)]
    rank = draw(st.sampled_from(["highest", "lowest"]))
    best = (max if rank == "highest" else min)(months, key=lambda month: count(world, month, origin))
    base = replace(scope, window=Window.of(months[0].window.start[0], months[2].window.end[1]))
    quantity = Quantity(None, "vague", None, None, "the record")
    return replace(claim(best, quantity, origin), kind="rank", rank=rank, base=base)


def _month(scope: Scope, number: int) -> Scope:
    last = date(2022, number + 1, 1) - timedelta(1)
    return replace(scope, window=Window.of(date(2022, number, 1), last))


_KINDS = {"ratio": _ratio, "change": _change, "rate": _rate, "trend": _trend, "rank": _rank}


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

    def gate(proof: Bound | Conflict, said: Mapping[str, Claim]) -> None:
        (verify_bound if isinstance(proof, Bound) else verify_conflict)(proof, said, BOOK)

    return Reckoned(claims, BOOK, gate)
