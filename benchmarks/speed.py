"""How fast: against the plain way in the same run, for many claims, and for one claim more.

300 claims of two origins over three years, six leaves in a tree of categories, monthly questions. The plain way is one HiGHS model
over the breakpoints, primal simplex kept warm, presolve off. Both times include building the model; ours includes verifying every
certificate. Both are processor time on one core. "3,000 claims" are ten such sets in separate places, with 1,200 questions. The
many series are of 200 claims each, in as many separate places, with the 24 yearly questions of each; the exponent is of the seconds
in the claims, from a quarter of the series to all (1 is linear). 500 series are 100,000 claims.
"""

from __future__ import annotations

import os
import resource
from collections.abc import Callable, Sequence
from dataclasses import replace
from datetime import date, timedelta
from fractions import Fraction
from math import ceil, floor, log
from random import Random
from time import process_time
from typing import TypeVar

from benchmarks.measured import Measured
from benchmarks.plain_program import PlainProgram
from benchmarks.plainly import asked_box
from benchmarks.worlds import Incident, World, month_of
from recusant.codebook import parse
from recusant.flow import reconcile
from recusant.records import ALL, Claim, Json, Quantity, Quote, Scope, Window

FIRST, LAST = date(2022, 1, 1), date(2024, 12, 31)
SERIES = 10
CLAIMS = 300
QUESTIONS = 120  # of each series
MANY = int(os.environ.get("RECUSANT_SERIES") or 40)  # series of the largest run; 500 in a full run
CLAIMS_OF_MANY = 200
TOML = (
    """
    [measure]
    cases = { label = "Cases", unit = "case", stage = "opened", kind = "flow" }
    [category]
    all = {}
    absence = { parent = "all", exhaustive = true }
    short = { parent = "absence" }
    long = { parent = "absence" }
    refusal = { parent = "all" }
    desertion = { parent = "all", exhaustive = true }
    armed = { parent = "desertion" }
    alone = { parent = "desertion" }
    [place]
    """
    + "".join(f"P{number} = {{}}\n" for number in range(max(SERIES, MANY)))
    + """
    [origin]
    office = { kind = "census" }
    watch = { kind = "tally" }
    """
)
BOOK = parse(TOML, "speed.toml")
LEAVES = ("short", "long", "refusal", "armed", "alone", "all")
Result = TypeVar("Result")


def measure() -> Measured:
    """Times in seconds or milliseconds on one core, and how many times faster than the plain way."""
    series = [claims_of(f"P{number}") for number in range(SERIES)]
    many = [claim for claims in series for claim in claims]
    figures = _against_plain(series[0]) | _many(many) | _one_more(many) | _series(series)
    return Measured(f"RECUSANT_SERIES={MANY} python -m benchmarks speed", {f"speed: {name}": value for name, value in figures.items()})


def _against_plain(claims: Sequence[Claim]) -> dict[str, float]:
    scopes = _monthly("P0")
    bounds, ours = timed(lambda: reconcile(claims, BOOK).bounds(scopes))
    plain, theirs = timed(lambda: _plainly(claims, scopes))
    same = sum((bound.lo, bound.hi) == ends for bound, ends in zip(bounds, plain, strict=True))
    each, theirs_each = ours / len(scopes) / 2, theirs / len(scopes) / 2
    return {
        "milliseconds for each end of a bound": 1000 * each,
        "milliseconds for each end, the plain way": 1000 * theirs_each,
        "times faster than the plain way": theirs_each / each,
        "share of bounds equal to the plain way's": same / len(scopes),
    }


def _plainly(claims: Sequence[Claim], scopes: Sequence[Scope]) -> list[tuple[int, int | None]]:
    program = PlainProgram(claims, [(ALL, asked_box(scope)) for scope in scopes], BOOK)
    ends = []
    for scope in scopes:
        parts = [(Fraction(1), asked_box(scope))]
        least, greatest = program.extreme(ALL, parts, least=True) or 0.0, program.extreme(ALL, parts, least=False)
        ends.append((ceil(least - 1e-6), None if greatest is None else floor(greatest + 1e-6)))
    return ends


def _many(claims: Sequence[Claim]) -> dict[str, float]:
    scopes = [scope for number in range(SERIES) for scope in _monthly(f"P{number}")[:QUESTIONS]]
    _, seconds = timed(lambda: reconcile(claims, BOOK).bounds(scopes))
    return {"seconds for 3,000 claims and 1,200 questions": seconds}


def _one_more(claims: Sequence[Claim]) -> dict[str, float]:
    """The conflicts again with one claim more, against all anew: the same to the byte."""
    memory: dict[str, str] = {}
    settled = reconcile(claims[1:], BOOK, memory)
    _ = settled.conflicts
    more, seconds = timed(lambda: _settled(claims, memory))
    anew, _ = timed(lambda: _settled(claims, {}))
    return {"seconds for one claim more in 3,000": seconds, "one claim more, same result as all anew": float(more == anew)}


def _settled(claims: Sequence[Claim], memory: dict[str, str]) -> list[Json]:
    reckoned = reconcile(claims, BOOK, memory)
    return [conflict.to_dict() for conflict in reckoned.conflicts] + [one.to_dict() for one in reckoned.set_aside]


def _series(patterns: Sequence[Sequence[Claim]]) -> dict[str, float]:
    """Many separate series, a quarter of them and then all; no two share a place, so nothing that is found of one serves another."""
    few = [_copy(patterns[number % SERIES], f"P{number}") for number in range(MANY // 4)]
    _, some = timed(lambda: _yearly(few))
    every = [_copy(patterns[number % SERIES], f"P{number}") for number in range(MANY)]
    _, seconds = timed(lambda: _yearly(every))
    return {
        "claims over many series": float(MANY * CLAIMS_OF_MANY),
        "seconds for each 1,000 claims over many series": 1000 * seconds / MANY / CLAIMS_OF_MANY,
        "exponent of the seconds in the claims": log(seconds / some) / log(MANY / (MANY // 4)),
        "GiB held at most": resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 2**20,
    }


def _copy(claims: Sequence[Claim], place: str) -> list[Claim]:
    return [replace(one, id=f"{one.id}-{place}", scope=replace(one.scope, place=place)) for one in claims[:CLAIMS_OF_MANY]]


def _yearly(series: Sequence[Sequence[Claim]]) -> int:
    """The bounds of every category in every year of every series."""
    reckoned = reconcile([claim for claims in series for claim in claims], BOOK)
    years = [Window.of(date(year, 1, 1), date(year, 12, 31)) for year in (2022, 2023, 2024)]
    scopes = [[Scope("cases", kind, f"P{number}", year) for kind in BOOK.categories for year in years] for number in range(len(series))]
    return sum(len(reckoned.bounds(asked)) for asked in scopes) + len(reckoned.conflicts)


def timed(work: Callable[[], Result]) -> tuple[Result, float]:
    start = process_time()
    return work(), process_time() - start


def _monthly(place: str) -> list[Scope]:
    days = [month_of(date(year, month, 1)) for year in (2022, 2023, 2024) for month in range(1, 13)]
    return [Scope("cases", category, place, Window.of(*month)) for category in BOOK.categories for month in days]


def claims_of(place: str) -> list[Claim]:
    """True claims about a place of its own, half of them of whole months; one window end in four is only known within days."""
    draw = Random(place)
    world = World(BOOK, ("office", "watch"), tuple(_week(draw, day, leaf, place) for day in range(0, 1096, 7) for leaf in LEAVES))
    return [_claim(world, draw, place, serial) for serial in range(CLAIMS)]


def _week(draw: Random, day: int, leaf: str, place: str) -> Incident:
    size = draw.randint(0, 80)
    return Incident(FIRST + timedelta(day), "cases", leaf, place, size, {"office": size, "watch": draw.randint(0, size)})


def _claim(world: World, draw: Random, place: str, serial: int) -> Claim:
    days = (LAST - FIRST).days
    first = 0 if draw.random() < 0.4 else draw.randrange(days)
    ends = FIRST + timedelta(first), FIRST + timedelta(draw.randrange(first, days))
    if draw.random() < 0.5:
        ends = ends[0].replace(day=1), month_of(ends[1])[1]
    origin, scope = draw.choice(world.origins), Scope("cases", draw.choice(list(BOOK.categories)), place, Window.of(*ends))
    number = world.count(scope, origin)
    cut = number - number % 100
    lo, hi = draw.choice([(number, number), (number, number), (cut, None), (max(0, cut - 50), cut + 150)])
    off = [timedelta(draw.choice([0, 0, 0, 3])) for _ in range(4)]
    window = Window((ends[0] - off[0], ends[0] + off[1]), (max(ends[1] - off[2], ends[0] - off[0]), ends[1] + off[3]))
    quantity = Quantity((number, number), "exact" if lo == hi else "about", lo, hi, str(number))
    said = Quote(0, len(quantity.text), quantity.text)
    return Claim.of(f"s-{serial}", said, "count", quantity, replace(scope, window=window), origin=origin)
