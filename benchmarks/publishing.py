"""An invented ledger of 10,000 claims and 2,000 series, published whole, and again after one more claim.

What is measured is publishing, not reckoning: 500 districts have the same figures, so one is reckoned, and its bounds are told of the
others, each with claims of its own. Times are those of the processor, in seconds; sizes are in kilobytes.
"""

from __future__ import annotations

import tempfile
import time
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from datetime import date
from pathlib import Path as Place
from random import Random
from typing import Any

from benchmarks.measured import Measured
from recusant.codebook import parse
from recusant.flow import Reckoned, reconcile
from recusant.publish import Edition, publish
from recusant.publish.report import report_on
from recusant.records import (
    ALL,
    Bound,
    Certificate,
    Claim,
    Conflict,
    Path,
    Quantity,
    Quote,
    Running,
    Scope,
    SetAside,
    Source,
    Term,
    Window,
    literal,
)

PLACES, KINDS = 500, 4  # of which each pair is a series
YEAR, MONTHS = 2023, ("03-31", "06-30", "08-31", "12-31")
OUTLETS = 400
FIRST = "P0"


class Alike:
    """A reckoning of districts that are all like one which was reckoned (``model``); the ``first`` may have more claims."""

    conflicts: tuple[Conflict, ...] = ()
    set_aside: tuple[SetAside, ...] = ()
    cut_off = False
    layers = (ALL,)

    def __init__(self, claims: Sequence[Claim], first: Reckoned, model: Reckoned) -> None:
        self.claims: Mapping[str, Claim] = {claim.id: claim for claim in claims}
        self._first, self._model = first, model
        self._own = {(claim.scope.place, *_likeness(claim)): claim for claim in claims}
        self._answers: dict[object, list[Bound]] = {}

    def bound(self, scope: Scope, layer: str = ALL) -> Bound:
        return self.bounds([scope], layer)[0]

    def conflicts_with(self, claims: Iterable[Claim]) -> list[Conflict | None]:
        return self._first.conflicts_with(claims)

    def running(self, scope: Scope, layer: str = ALL) -> Running:
        return self._first.running(scope, layer)

    def days_known(self, scope: Scope, layer: str = ALL) -> Any:
        return self._asked(scope.place).days_known(_there(scope), layer)

    def path(self, measure: str, category: str, place: str, layer: str = ALL, since: date | None = None) -> Path:
        return replace(self._asked(place).path(measure, category, FIRST, layer, since), place=place)

    def bounds(self, scopes: Iterable[Scope], layer: str = ALL) -> list[Bound]:
        asked = list(scopes)
        reckoned, place = self._asked(asked[0].place), asked[0].place
        question = (reckoned is self._first, layer, *map(_there, asked))
        if question not in self._answers:
            self._answers[question] = reckoned.bounds(list(map(_there, asked)), layer)
        return [self._told(bound, place) for bound in self._answers[question]]

    def _asked(self, place: str) -> Reckoned:
        return self._first if place == FIRST else self._model

    def _told(self, bound: Bound, place: str) -> Bound:
        """The bound of another district, by its own claims."""
        if place == FIRST:
            return bound
        own = {name: self._own[(place, *_likeness(claim))] for name, claim in bound.cited.items()}
        lower, upper = (_renamed(proof, own) for proof in (bound.lo_certificate, bound.hi_certificate))
        scope, cited = replace(bound.scope, place=place), {claim.id: claim for claim in own.values()}
        return Bound(scope, bound.layer, bound.lo, bound.hi, lower, upper, cited)


def _renamed(proof: Certificate, own: Mapping[str, Claim]) -> Certificate:
    return tuple(replace(term, claim=own[term.claim].id) if isinstance(term, Term) else term for term in proof)


def _likeness(claim: Claim) -> tuple[object, ...]:
    return claim.scope.category, claim.scope.window, claim.quantity.lo


def _there(scope: Scope) -> Scope:
    return replace(scope, place=FIRST)


def measure() -> Measured:
    """Builds, builds again with one more claim, and compares that with a folder that was built at once."""
    book, sources = _book(), _sources()
    claims, extra = list(_claims()), _claim(0, 0, ("2024-01-01", "2024-03-31", 777), 99)
    ours = [claim for claim in claims if claim.scope.place == FIRST]
    model, first = reconcile(ours, parse(book)), reconcile([*ours, extra], parse(book))
    before, after = Alike(claims, model, model), Alike([*claims, extra], first, model)
    editions = [Edition(reckoning, parse(book), book, sources) for reckoning in (before, after)]
    with tempfile.TemporaryDirectory() as place:
        site, at_once = Place(place, "site"), Place(place, "at-once")
        memory: dict[str, str] = {}
        figures = {"publishing: seconds to build": _seconds(editions[0], site, memory)}
        figures["publishing: kilobytes that the start page loads"] = _loaded(site) / 1000
        earlier = Place(place, "earlier")
        publish(editions[0], earlier)
        figures["publishing: seconds to build again after one more claim"] = _seconds(editions[1], site, memory)
        publish(editions[1], at_once, since=earlier)
        same = all((site / path.relative_to(at_once)).read_bytes() == path.read_bytes() for path in at_once.rglob("*") if path.is_file())
        pages = sum(1 for _ in site.rglob("*.html"))
    figures["publishing: built again as built at once"] = float(same)
    more = f"{len(claims):,} claims, {len(report_on(editions[1]).series):,} series, {pages:,} pages in three languages."
    return Measured("python -m benchmarks publishing", figures, more)


def _seconds(edition: Edition, out: Place, memory: dict[str, str]) -> float:
    report_on(edition)
    started = time.process_time()
    publish(edition, out, memory=memory)
    return time.process_time() - started


def _loaded(site: Place) -> int:
    return sum((site / name).stat().st_size for name in ("index.html", "style.css", "page.js"))


def _book() -> str:
    places = "\n".join(f'P{number} = {{ label = "District {number}" }}' for number in range(PLACES))
    kinds = "\n".join(f'kind{number} = {{ label = "Offence {number}" }}' for number in range(KINDS))
    return f"""
name = "invented"
[measure]
cases = {{ label = "Cases", unit = "case", stage = "opened", kind = "flow" }}
[category]
{kinds}
[place]
{places}
[origin]
office = {{ label = "The office", kind = "census", names = ["the office"] }}
"""


def _source(number: int) -> Source:
    address, outlet = f"https://example.org/{number}", f"Outlet {number % OUTLETS}"
    return Source.of(address.encode(), address, url=address, outlet=outlet, title=f"What courts said, part {number}", lang="en")


def _sources() -> dict[str, Source]:
    made = (_source(number) for number in range(2_000))
    return {source.id: source for source in made}


SOURCES = list(_sources())


def _claims() -> Iterator[Claim]:
    """Of each place and kind four running totals of the year and one count of a month, all true together."""
    for place in range(PLACES):
        chance = Random(7)
        for kind in range(KINDS):
            total = 0
            for number, month in enumerate(MONTHS):
                total += chance.randrange(100, 900)
                yield _claim(place, kind, (f"{YEAR}-01-01", f"{YEAR}-{month}", total), number)
            yield _claim(place, kind, (f"{YEAR}-04-01", f"{YEAR}-04-30", 10), 4, "more_than")


def _claim(place: int, kind: int, said: tuple[str, str, int], serial: int, modifier: str = "exact") -> Claim:
    first, last, number = said
    lo, hi = literal((number, number), modifier)
    text = f"{number:,} cases of offence {kind} in District {place}, the office said"
    scope = Scope("cases", f"kind{kind}", f"P{place}", Window.of(date.fromisoformat(first), date.fromisoformat(last)))
    at = ((place * KINDS + kind) * 100 + serial) * 100
    source = SOURCES[(place * KINDS + kind) % len(SOURCES)]
    quantity = Quantity((number, number), modifier, lo, hi, f"{number:,}")
    return Claim.of(source, Quote(at, at + len(text), text), "count", quantity, scope, origin="office", said_on=date(2024, 6, 1))
