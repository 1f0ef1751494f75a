"""Claims -> figures and the pages that print them: what is the same figure, and what is the same page."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from itertools import combinations
from typing import TypeVar
from urllib.parse import urlsplit

from recusant.codebook import Codebook, plain
from recusant.records import Claim, Day, Number, Scope, Source

DISTINCT = 4  # significant digits from which a number is one figure, however the days around it were read
ASIDE = 25  # words on either side of a figure that make its passage
_BEFORE, _AFTER = re.compile(rf"(?:\w+\W+){{0,{ASIDE}}}$"), re.compile(rf"(?:\W+\w+){{0,{ASIDE}}}")
_FAR = 12 * ASIDE  # characters that so many words fill at most, or nearly
_PASSING = re.compile(r"(?<![^&])(?:utm_\w+|fbclid|gclid|ref)=[^&]*&?")  # of an address: how somebody came there

Item = TypeVar("Item", int, str)


@dataclass(frozen=True, slots=True)
class Page:
    """A page and its claims that state one figure; the first speaks for them."""

    address: str
    outlet: str
    claims: tuple[Claim, ...]

    @property
    def claim(self) -> Claim:
        return self.claims[0]

    @property
    def said_on(self) -> Day:
        return min((claim.said_on for claim in self.claims if claim.said_on), default=None)


Figures = list[tuple[Page, ...]]


def address(url: str) -> str:
    """A web address without what differs between links to one page; what is no address stays as it is."""
    try:
        parts = urlsplit(url.strip())
    except ValueError:
        return url
    query = _PASSING.sub("", parts.query).strip("&")
    return f"{(parts.hostname or '').removeprefix('www.')}{parts.path.rstrip('/')}{'?' * bool(query)}{query}"


def same_name(name: str, book: Codebook) -> str:
    """A name in the one form that all its spellings share, as far as the codebook knows them."""
    return plain(book.origin_named(name) or name)


def house(name: str, book: Codebook) -> str:
    """Whose an outlet is: what stands in brackets behind its name tells only the edition, as in "The Moscow Times (Russian)"."""
    return same_name(name.partition(" (")[0] or name, book)


def figures(claims: Iterable[Claim], sources: Mapping[str, Source]) -> Figures:
    """Each figure that claims not rejected state, as the pages that print it, the earliest first and those without a day last.

    Claims state one figure where they say the same number of the same thing over days that can be the same, whoever they say counted;
    of a number with ``DISTINCT`` digits the days are not asked.
    """
    same: dict[tuple[object, ...], list[Claim]] = defaultdict(list)
    for claim in sorted((claim for claim in claims if claim.status != "rejected"), key=lambda claim: claim.id):
        same[_says(claim)].append(claim)
    groups = [group for alike in same.values() for group in _of_one_time(alike)]
    return sorted((_pages(group, sources) for group in groups), key=lambda pages: pages[0].claim.id)


def _says(claim: Claim) -> tuple[object, ...]:
    """All that a figure says but the days."""
    quantity, base = claim.quantity, claim.base
    number = quantity.stated or (quantity.lo, quantity.hi, claim.scope.window)
    return claim.kind, _where(claim.scope), number, base and _where(base), claim.per, claim.direction, claim.rank


def gathered_by(claim: Claim) -> str:
    """What all claims that can be one figure have in common, in one form: to gather them before they are compared."""
    quantity = claim.quantity
    number = [None if one is None else float(one) for one in quantity.stated or (quantity.lo, quantity.hi)]
    return repr((claim.kind, _where(claim.scope), number))


def _where(scope: Scope) -> tuple[str, str, str]:
    return scope.measure, scope.category, scope.place


def _of_one_time(alike: list[Claim]) -> list[list[Claim]]:
    """Claims that say the same number of the same thing, parted by the days they can mean."""
    if digits(alike[0].quantity.stated) >= DISTINCT:
        return [alike]
    windows = {claim.scope.window: place for place, claim in enumerate(alike)}
    met = together(
        (first, second)
        for (one, first), (other, second) in combinations(windows.items(), 2)
        if _meet(one.start, other.start) and _meet(one.end, other.end)
    )
    parted: dict[int, list[Claim]] = defaultdict(list)
    for claim in alike:
        place = windows[claim.scope.window]
        parted[met.get(place, place)].append(claim)
    return list(parted.values())


def together(pairs: Iterable[tuple[Item, Item]]) -> dict[Item, Item]:
    """Each item with the first of all that pairs make hang together with it."""
    above: dict[Item, Item] = {}

    def first(item: Item) -> Item:
        while above.setdefault(item, item) != item:
            above[item] = above[above[item]]
            item = above[item]
        return item

    for pair in pairs:
        low, high = sorted(map(first, pair))
        above[high] = low
    return {item: first(item) for item in above}


def digits(stated: tuple[Number, Number] | None) -> int:
    """How many significant digits a stated number has: 17,658 has five, 300,000 one."""
    if stated is None:
        return 0
    return max(len(f"{number}".replace(".", "").strip("0-")) for number in stated)


def _meet(one: tuple[Day, Day], other: tuple[Day, Day]) -> bool:
    """Whether an end known to lie between two days can be the other; an end that is not known meets only its like."""
    if None in one or None in other:
        return one == other
    return (one[0] or date.min) <= (other[1] or date.max) and (other[0] or date.min) <= (one[1] or date.max)


def _pages(claims: list[Claim], sources: Mapping[str, Source]) -> tuple[Page, ...]:
    held: dict[str, list[Claim]] = defaultdict(list)
    for claim in claims:
        held[page_of(claim, sources)].append(claim)
    pages = [_page(name, group, sources) for name, group in held.items()]
    return tuple(sorted(pages, key=lambda page: (page.said_on or date.max, page.address)))


def page_of(claim: Claim, sources: Mapping[str, Source]) -> str:
    """The address of the page that a claim stands on, or the id of its source: a note on a page and a row that codes it are one."""
    source = sources.get(claim.source)
    return address(source.url) if source and source.url else claim.source


def _page(name: str, claims: list[Claim], sources: Mapping[str, Source]) -> Page:
    ranked = sorted(claims, key=lambda claim: (-len(claim.via), -claim.confidence, claim.id))
    source = sources.get(ranked[0].source)
    return Page(name, (source and source.outlet) or ranked[0].outlet, tuple(ranked))


def passage(body: str, claim: Claim) -> str:
    """The words around a figure, itself among them."""
    start, end = claim.quote.start, claim.quote.end
    before, after = _BEFORE.search(body[max(0, start - _FAR) : start]), _AFTER.match(body[end : end + _FAR])
    return (before[0] if before else "") + body[start:end] + (after[0] if after else "")
