"""Invented worlds: what happened, who counts how much of it, and hedged claims about it that are all true."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import date, timedelta
from fractions import Fraction
from math import ceil, floor
from random import Random

from benchmarks.plainly import leaves_of, under
from recusant.codebook import Codebook, parse
from recusant.records import ALL, Claim, Quantity, Quote, Scope, Window

FIRST, LAST = date(2022, 1, 1), date(2023, 12, 31)
STOCK_DAYS = tuple(date(2022, month, 1) for month in range(2, 8))
BOOK = parse(
    """
    [measure]
    cases = { label = "Cases", unit = "case", stage = "opened", kind = "flow" }
    verdicts = { label = "Verdicts", unit = "case", stage = "decided", kind = "flow" }
    suspended = { label = "Suspended sentences", unit = "case", stage = "suspended", kind = "flow" }
    absent = { label = "Absent", unit = "person", stage = "absent", kind = "stock" }
    wanted = { label = "Absent and wanted", unit = "person", stage = "absent", kind = "stock" }
    [category]
    mobilised = {}
    all = {}
    absence = { parent = "all", exhaustive = true }
    short = { parent = "absence" }
    long = { parent = "absence" }
    desertion = { parent = "all" }
    [place]
    XX = {}
    XX-1 = { parent = "XX" }
    XX-2 = { parent = "XX" }
    [origin]
    office = { kind = "census" }
    watch = { kind = "tally" }
    paper = { kind = "tally" }
    radio = { kind = "tally" }
    guess = { kind = "estimate" }
    [event]
    first_day = { date = 2022-01-01 }
    [[link]]
    at_most = ["verdicts", "cases"]
    since = "first_day"
    why = "a verdict needs a case"
    [[link]]
    at_most = ["suspended", "verdicts"]
    why = "a suspended sentence is a verdict"
    [[link]]
    at_most = ["wanted", "absent"]
    why = "who is wanted is absent"
    [[link]]
    at_most = ["mobilised", "absence"]
    why = "all of them were absent"
    """,
    "worlds.toml",
)


@dataclass(frozen=True)
class Incident:
    """So many at once, and how many of them each origin counts. A stock's incident is its level on a day.

    The category and place are leaves, or an open parent for its unnamed rest.
    """

    day: date
    measure: str
    category: str
    place: str
    size: int
    counted: Mapping[str, int]


@dataclass(frozen=True)
class World:
    """What happened, and the origins that speak of it."""

    book: Codebook
    origins: tuple[str, ...]
    incidents: tuple[Incident, ...]

    def count(self, scope: Scope, layer: str) -> int:
        """What a layer counts in a scope with an exact window."""
        first, last = scope.window.exact or (FIRST, LAST)
        kinds, places = self.book.categories, self.book.places
        return sum(
            incident.size if layer == ALL else incident.counted.get(layer, 0)
            for incident in self.incidents
            if incident.measure == scope.measure and first <= incident.day <= last
            if under(kinds, incident.category, scope.category) and under(places, incident.place, scope.place)
        )


@dataclass(frozen=True)
class Said:
    """A claim and the true number behind it (None where it states none)."""

    claim: Claim
    truth: Fraction | None


Scopes = Callable[[World, Random], Scope]


def invented(draw: Random, book: Codebook = BOOK) -> World:
    """A world of 5 to 200 incidents and 1 to 5 origins."""
    names = sorted(book.origins)
    origins = tuple(sorted(draw.sample(names, draw.randint(1, len(names)))))
    most = draw.choice([1, 3, 50])
    seeds = [_incident(draw, book, most) for _ in range(draw.randint(5, 200))]
    return World(book, origins, tuple(one for seed in seeds for one in _with_linked(seed, draw, book)))


def _with_linked(incident: Incident, draw: Random, book: Codebook) -> Iterator[Incident]:
    """An incident, and what must have happened for it by the book's links: as much of it, on the day or, since a day, before."""
    yield incident
    for link in book.links:
        less, more = link.at_most
        if incident.measure == less:
            day = _days_from(draw, FIRST, incident.day) if link.since else incident.day
            yield from _with_linked(_counted_anew(replace(incident, measure=more, day=day), draw, book), draw, book)
        elif less in book.categories and under(book.categories, incident.category, less):
            kinds = [name for name in leaves_of(book.categories) if under(book.categories, name, more)]
            yield from _with_linked(_counted_anew(replace(incident, category=draw.choice(kinds)), draw, book), draw, book)


def _counted_anew(incident: Incident, draw: Random, book: Codebook) -> Incident:
    """Who sees a verdict need not have seen its case."""
    return replace(incident, counted=_counted(incident.size, draw, book))


def _counted(size: int, draw: Random, book: Codebook) -> dict[str, int]:
    kinds = {name: origin.kind for name, origin in sorted(book.origins.items())}
    limits = {name: {"census": (size, size), "tally": (0, size), "estimate": (0, 2 * size)}[kind] for name, kind in kinds.items()}
    return {name: draw.randint(*limit) for name, limit in limits.items()}


def _incident(draw: Random, book: Codebook, most: int) -> Incident:
    measure, size = _measure(draw, book), draw.randint(1, most)
    counted = _counted(size, draw, book)
    day = draw.choice(STOCK_DAYS) if book.measures[measure].kind == "stock" else _days_from(draw, FIRST)
    return Incident(day, measure, draw.choice(leaves_of(book.categories)), draw.choice(leaves_of(book.places)), size, counted)


def _measure(draw: Random, book: Codebook) -> str:
    """The first measure of a book is spoken of most."""
    names = list(book.measures)
    return names[0] if draw.random() < 0.7 else draw.choice(names)


def _days_from(draw: Random, first: date, last: date = LAST) -> date:
    return first + timedelta(draw.randint(0, (last - first).days))


def anywhere(world: World, draw: Random) -> Scope:
    """Any scope: any two days for a flow, one day for a stock."""
    book, measure = world.book, _measure(draw, world.book)
    first = FIRST if draw.random() < 0.3 else _days_from(draw, FIRST)
    days = (first, _days_from(draw, first))
    if book.measures[measure].kind == "stock":
        days = (draw.choice(STOCK_DAYS),) * 2
    return Scope(measure, draw.choice(sorted(book.categories)), draw.choice(sorted(book.places)), Window.of(*days))


def by_months(world: World, draw: Random) -> Scope:
    """A flow over whole months, a third of them since the first day: figures as offices publish them."""
    start = FIRST if draw.random() < 0.33 else _days_from(draw, FIRST).replace(day=1)
    end = month_of(_days_from(draw, start))[1]
    book = world.book
    return Scope(next(iter(book.measures)), draw.choice(sorted(book.categories)), draw.choice(sorted(book.places)), Window.of(start, end))


def as_published(world: World, draw: Random) -> Scope:
    """What an office says of a whole country again and again: a quarter, or all quarters since a January."""
    quarter, year, book = draw.randint(0, 3), draw.choice([FIRST.year, LAST.year]), world.book
    start = date(year, 3 * quarter + 1, 1) if draw.random() < 0.33 else date(draw.randint(FIRST.year, year), 1, 1)
    window = Window.of(start, month_of(date(year, 3 * quarter + 3, 1))[1])
    return Scope(next(iter(book.measures)), draw.choice(sorted(book.categories)), next(iter(book.places)), window)


def month_of(day: date) -> tuple[date, date]:
    """The first and the last day of a day's month."""
    return day.replace(day=1), (day.replace(day=1) + timedelta(31)).replace(day=1) - timedelta(1)


def blurred(scope: Scope, world: World, draw: Random) -> Scope:
    """Half of the windows keep their ends; the others' ends are only known within some days. A stock's start is not known."""
    first, last = scope.window.exact or (FIRST, LAST)
    if world.book.measures[scope.measure].kind == "stock":
        return replace(scope, window=Window((None, None), (last, last)))
    if draw.random() < 0.5:
        return scope
    off = [timedelta(draw.randint(0, 9)) for _ in range(4)]
    return replace(scope, window=Window((first - off[0], first + off[1]), (max(last - off[2], first - off[0]), last + off[3])))


def true_claims(world: World, draw: Random, number: int, scopes: Scopes = anywhere, kinds: tuple[str, ...] = ()) -> list[Said]:
    """So many claims (a few fewer where a drawn ratio or trend has nothing to say) of the kinds given, or of all kinds."""
    among = kinds or ("count",) * 5 + tuple(_KINDS)
    made = (_said(world, draw, scopes, draw.choice(among), serial) for serial in range(number))
    return [said for said in made if said]


def _said(world: World, draw: Random, scopes: Scopes, kind: str, serial: int) -> Said | None:
    origin, scope = draw.choice(world.origins), scopes(world, draw)
    if kind not in _KINDS:
        truth = world.count(scope, origin)
        return Said(_claim(blurred(scope, world, draw), _hedged(truth, draw), origin, serial), Fraction(truth))
    made = _KINDS[kind](world, draw, scope, origin)
    return made and Said(replace(made.claim, id=f"{made.claim.id}-{serial}"), made.truth)


def _ratio(world: World, draw: Random, scope: Scope, origin: str) -> Said | None:
    base = anywhere(world, draw)
    part, whole = world.count(scope, origin), world.count(base, origin)
    if not whole:
        return None
    grain = draw.choice([2, 10, 50, 1000])
    lo, hi = Fraction(part * grain // whole, grain), Fraction(-(-part * grain // whole), grain)
    said = _claim(blurred(scope, world, draw), Quantity(None, "about", float(lo), float(hi), f"{part} of {whole}"), origin)
    return Said(replace(said, kind="ratio", base=blurred(base, world, draw)), Fraction(part, whole))


def _change(world: World, draw: Random, scope: Scope, origin: str) -> Said | None:
    base, off = anywhere(world, draw), draw.randint(0, 3)
    more = world.count(scope, origin) - world.count(base, origin)
    said = _claim(blurred(scope, world, draw), Quantity(None, "about", more - off, more + off, f"{more} more"), origin)
    return Said(replace(said, kind="change", base=blurred(base, world, draw)), Fraction(more))


def _rate(world: World, draw: Random, scope: Scope, origin: str) -> Said | None:
    first, last = scope.window.exact or (FIRST, LAST)
    if world.book.measures[scope.measure].kind == "stock":
        return None
    weekly = Fraction(world.count(scope, origin) * 7, (last - first).days + 1)
    lo, hi = Fraction(floor(weekly * 10), 10), Fraction(ceil(weekly * 10), 10)
    said = _claim(blurred(scope, world, draw), Quantity(None, "about", float(lo), float(hi), f"{float(weekly):.2f} a week"), origin)
    return Said(replace(said, kind="rate", per="week"), weekly)


def _three_months(world: World, draw: Random, scope: Scope, origin: str) -> tuple[list[Scope], list[int], Window]:
    first = date(draw.choice([2022, 2023]), draw.randint(1, 9), 1)
    days = [month_of(first.replace(month=first.month + later)) for later in range(3)]
    months = [replace(scope, window=Window.of(*month)) for month in days]
    return months, [world.count(month, origin) for month in months], Window.of(days[0][0], days[2][1])


def _trend(world: World, draw: Random, scope: Scope, origin: str) -> Said | None:
    _, counts, window = _three_months(world, draw, scope, origin)
    if world.book.measures[scope.measure].kind == "stock" or not (counts[0] < counts[1] < counts[2] or counts[0] > counts[1] > counts[2]):
        return None
    said = _claim(replace(scope, window=window), Quantity(None, "vague", None, None, "every month"), origin)
    return Said(replace(said, kind="trend", per="month", direction="up" if counts[0] < counts[1] else "down"), None)


def _rank(world: World, draw: Random, scope: Scope, origin: str) -> Said | None:
    months, counts, window = _three_months(world, draw, scope, origin)
    if world.book.measures[scope.measure].kind == "stock":
        return None
    rank = draw.choice(["highest", "lowest"])
    best = counts.index((max if rank == "highest" else min)(counts))
    said = _claim(months[best], Quantity(None, "vague", None, None, "the record"), origin)
    return Said(replace(said, kind="rank", rank=rank, base=replace(scope, window=window)), None)


_KINDS = {"ratio": _ratio, "change": _change, "rate": _rate, "trend": _trend, "rank": _rank}


def _hedged(truth: int, draw: Random) -> Quantity:
    off = draw.randint(0, max(5, truth // 20))
    modifier = draw.choice(["exact", "at_least", "up_to", "about"])
    ends = {"exact": (truth, truth), "at_least": (truth - off, None), "up_to": (0, truth + off), "about": (truth - off, truth + off)}
    lo, hi = ends[modifier]
    return Quantity((truth, truth), modifier, max(0, lo), hi, f"{modifier} {truth}")


def _claim(scope: Scope, quantity: Quantity, origin: str, serial: int = 0) -> Claim:
    return Claim.of(f"s-{serial}", Quote(0, len(quantity.text), quantity.text), "count", quantity, scope, origin=origin)
