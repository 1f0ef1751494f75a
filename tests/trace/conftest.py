"""Claims about one figure, as pages print them."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from itertools import count

import pytest

from recusant.codebook import Codebook, parse
from recusant.records import Claim, Family, Quantity, Quote, Scope, Source, Window
from recusant.trace import Evidence, Traced, figures

IN_2023 = Window.of(date(2023, 1, 1), date(2023, 12, 31))
Print = Callable[..., Claim]
Trace = Callable[..., Family]


@pytest.fixture(scope="session")
def book() -> Codebook:
    return parse("""
name = "example"
[measure.verdicts]
label = "Verdicts"
unit = "person"
stage = "sentenced"
kind = "flow"
[category.absence]
[place.RU]
[origin.mediazona]
kind = "tally"
names = ["Mediazona", "Медиазона"]
measures = ["verdicts"]
[origin.ministry]
kind = "estimate"
names = ["UK MoD"]
""")


class Press:
    """Prints claims, each on a page of its own."""

    def __init__(self) -> None:
        self.claims: list[Claim] = []
        self.sources: dict[str, Source] = {}
        self._number = count()

    def prints(self, outlet: str, day: int | None, number: int = 684, *, via: tuple[str, ...] = (), **known) -> Claim:
        """A page of an outlet, of a day in March 2024, that says so many by Mediazona, by these relays (an outlet of None counts)."""
        page, origin = f"{outlet}-{next(self._number)}".casefold(), known.pop("origin", "mediazona")
        said_on = date(2024, 3, day) if day else None
        source = Source(page, "0", page, url=f"https://www.{page}.example/news/?utm_source=x", outlet=outlet, published=said_on)
        quantity = Quantity((number, number), "exact", number, number, str(number))
        scope = Scope("verdicts", "absence", "RU", known.pop("window", IN_2023))
        relays = () if origin == outlet else (*via, outlet)
        quote = Quote(0, len(str(number)), str(number))
        claim = Claim.of(page, quote, "count", quantity, scope, origin=origin, via=relays, said_on=said_on, **known)
        self.claims.append(claim)
        self.sources[page] = source
        return claim


@pytest.fixture
def press() -> Press:
    return Press()


@pytest.fixture
def traced(press: Press, book: Codebook) -> Callable[..., Traced]:
    """Traces what was printed, with evidence besides."""
    return lambda **known: Traced(figures(press.claims, press.sources), book, Evidence(**known))
