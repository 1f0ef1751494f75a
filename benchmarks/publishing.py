"""The site: an invented ledger of 10,000 claims and 2,000 series, published whole, and again after one more claim.

What is measured is publishing. What must be true of each series is asked of the reckoning before; that is the speed of bounds. Times are
those of the processor, in seconds; sizes are in kilobytes.
"""

from __future__ import annotations

import tempfile
import time
from collections.abc import Callable, Iterable, Iterator
from datetime import date
from pathlib import Path
from random import Random
from typing import Any

from benchmarks.measured import Measured
from recusant.codebook import parse
from recusant.flow import Reckoned, reconcile
from recusant.publish import Edition, publish
from recusant.publish.report import report_on
from recusant.records import ALL, Bound, Claim, Quantity, Quote, Scope, Source, Window, literal

PLACES, KINDS = 500, 4  # of which each pair is a series
YEAR, MONTHS = 2023, ("03-31", "06-30", "08-31", "12-31")
OUTLETS = 400


class Asked:
    """A reckoning that keeps its ``answers`` for the next one: only the first place changes, and no claim bears on two places."""

    def __init__(self, reckoned: Reckoned, answers: dict[object, Any]) -> None:
        self._reckoned, self._answers = reckoned, answers

    def __getattr__(self, name: str) -> Any:
        return getattr(self._reckoned, name)

    def bounds(self, scopes: Iterable[Scope], layer: str = ALL) -> list[Bound]:
        asked = tuple(scopes)
        found: list[Bound] = self._kept(asked[0].place, (asked, layer), lambda: self._reckoned.bounds(asked, layer))
        return found

    def path(self, measure: str, category: str, place: str, layer: str = ALL, since: date | None = None) -> Any:
        return self._kept(place, (measure, category, place, layer), lambda: self._reckoned.path(measure, category, place, layer, since))

    def _kept(self, place: str, question: object, ask: Callable[[], Any]) -> Any:
        if place == "P0":
            return ask()
        if question not in self._answers:
            self._answers[question] = ask()
        return self._answers[question]


def measure() -> Measured:
    """Builds, builds again with one more claim, and compares that with a folder that was built at once."""
    book, sources = _book(), _sources()
    claims, extra = list(_claims()), _claim(0, 0, ("2024-01-01", "2024-03-31", 777), 99)
    answers: dict[object, Any] = {}
    before, after = (_edition(book, sources, Asked(reconcile(held, parse(book)), answers)) for held in (claims, [*claims, extra]))
    with tempfile.TemporaryDirectory() as place:
        site, at_once = Path(place, "site"), Path(place, "at-once")
        figures = {"publishing: seconds to build": _seconds(before, site)}
        figures["publishing: kilobytes that the start page loads"] = _loaded(site) / 1000
        earlier = Path(place, "earlier")
        publish(before, earlier)
        figures["publishing: seconds to build again after one more claim"] = _seconds(after, site)
        publish(after, at_once, since=earlier)
        same = all((site / path.relative_to(at_once)).read_bytes() == path.read_bytes() for path in at_once.rglob("*") if path.is_file())
        pages = sum(1 for _ in site.rglob("*.html"))
    figures["publishing: built again as built at once"] = float(same)
    more = f"{len(claims):,} claims, {len(report_on(after).series):,} series, {pages:,} pages in three languages."
    return Measured("python -m benchmarks publishing", figures, more)


def _seconds(edition: Edition, out: Path) -> float:
    report_on(edition)
    started = time.process_time()
    publish(edition, out)
    return time.process_time() - started


def _loaded(site: Path) -> int:
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
    chance = Random(7)
    for place in range(PLACES):
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


def _edition(book: str, sources: dict[str, Source], reckoning: Asked) -> Edition:
    return Edition(reckoning, parse(book), book, sources)
