"""A figure's pages -> trails: where each page has it from, by the surest evidence there is.

What a text says of where it has a figure goes first; then a link to a page that prints it, the same passage, the same error. Equal
figures alone tell only who counted: right figures agree because they are right.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from functools import cached_property
from itertools import takewhile

from recusant.codebook import Codebook
from recusant.records import Family, Relay, Trail
from recusant.trace.errors import Pair, Shared
from recusant.trace.pages import DISTINCT, Page, digits, house, same_name

SURE = 0.9  # confidence of a claim from which what it says of its relays is taken as read rightly
ENOUGH = 6  # significant digits of all figures that two pages share, from which they are likely of one count

Chain = tuple[str, tuple[Relay, ...]]  # an origin and the hands after it


@dataclass(frozen=True)
class Evidence:
    """What is known besides what claims say.

    ``tags``: by the id of a source, the agency that its tag names. ``links``: the addresses that it links to. ``passages``: of a claim,
    those in the same passage. ``aside``: why claims were set aside. ``errors``: what outlets have wrong together. ``stated``: by the
    address of a page, the numbers of the figures that it prints, with their digits.
    """

    tags: Mapping[str, str] = field(default_factory=dict)
    links: Mapping[str, frozenset[str]] = field(default_factory=dict)
    passages: Mapping[str, Sequence[str]] = field(default_factory=dict)
    aside: Mapping[str, str] = field(default_factory=dict)
    errors: Mapping[Pair, Shared] = field(default_factory=dict)
    stated: Mapping[str, Mapping[int, int]] = field(default_factory=dict)


class Tracer:
    """Traces one figure. Its pages stand in order, the earliest first."""

    def __init__(self, pages: Sequence[Page], evidence: Evidence, book: Codebook) -> None:
        self.pages, self.evidence, self.book = pages, evidence, book
        self.claims = {claim.id: claim for page in pages for claim in page.claims}
        self.wrong = next((evidence.aside[claim] for claim in self.claims if claim in evidence.aside), None)
        self._place = {page.address: place for place, page in enumerate(pages)}
        self._page = {claim.id: page for page in pages for claim in page.claims}
        self._chains: dict[str, Chain] = {}
        self._asked: set[str] = set()

    def family(self) -> Family:
        """The figure with the trail of every page."""
        trails = tuple(Trail(tuple(claim.id for claim in page.claims), *self._chain(page)) for page in self.pages)
        readings: dict[str, set[str]] = defaultdict(set)
        for trail in trails:
            readings[trail.origin].add(house(trail.reading, self.book))
        born = self.pages[0].said_on
        first = tuple(page.claim.id for page in self.pages if born and page.said_on == born)
        return Family(trails, {origin: len(found) for origin, found in readings.items()}, first, self.wrong, self.claims)

    def _chain(self, page: Page) -> Chain:
        """Who counted what a page prints, and the hands it went through; pages that have it from one another are not asked twice."""
        if page.address not in self._chains:
            self._asked.add(page.address)
            found = self._said(page) or self._linked(page) or self._copied(page) or self._mistaken(page)
            self._chains[page.address] = found or self._counted(page)
            self._asked.remove(page.address)
        return self._chains[page.address]

    def _said(self, page: Page) -> Chain | None:
        """The relays that the text names; one whose own page is held leads on from there. A tag names the last, or who counted."""
        tag = next((self.evidence.tags[claim.source] for claim in page.claims if claim.source in self.evidence.tags), None)
        known = {same_name(name, self.book) for name in (page.outlet, page.claim.origin, *page.claim.via)}
        tagged = (tag,) if tag and same_name(tag, self.book) not in known else ()
        named = (*page.claim.via[:-1], *tagged)
        if not named:
            return None
        held = self._first(self._of_outlet.get(same_name(named[-1], self.book), ()), page)
        if held:
            return self._after(self._chain(held), page, "text", _read(page))
        if tagged and self._unattributed(page):
            return self._after((tagged[0], ()), page, "text", _read(page))
        hands = tuple(Relay(name, "text", _read(page)) for name in named)
        return self._after((page.claim.origin, hands), page, "text", _read(page))

    def _linked(self, page: Page) -> Chain | None:
        links = {link for claim in page.claims for link in self.evidence.links.get(claim.source, ())}
        linked = self._first((self.pages[self._place[link]] for link in sorted(links & self._place.keys())), page)
        return self._after(self._chain(linked), page, "link", "certain") if linked else None

    def _copied(self, page: Page) -> Chain | None:
        same = {copy for claim in page.claims for copy in self.evidence.passages.get(claim.id, ()) if copy in self._page}
        other = self._first(self._before({self._page[copy].address for copy in same}, page), page)
        return self._after(self._chain(other), page, "passage", "certain", _known_before(other, page)) if other else None

    def _mistaken(self, page: Page) -> Chain | None:
        """A wrong figure hangs on the last hand that all who name one agree on, or else on the first page that printed it."""
        if self.wrong is None:
            return None
        if self._agreed and self._agreed[0] == page.claim.origin:
            return self._after(self._agreed, page, "error", self._odds(page, self.pages), ordered=False)
        first = self._first(self._before(self._place, page), page)
        return self._after(self._chain(first), page, "error", self._odds(page, [first]), _known_before(first, page)) if first else None

    @cached_property
    def _agreed(self) -> Chain | None:
        told = [chain for page in self.pages if (chain := self._said(page))]
        names = zip(*([origin, *map(self._named, hands[:-1])] for origin, hands in told), strict=False)
        shared = sum(1 for _ in takewhile(lambda hands: len(set(hands)) == 1, names))
        return (told[0][0], told[0][1][: shared - 1]) if shared > 1 else None

    def _odds(self, page: Page, others: Iterable[Page]) -> str:
        """How certain it is that an error has not been made anew."""
        pairs = (tuple(sorted((page.outlet, other.outlet))) for other in others)
        found = [shared for first, second in pairs if (shared := self.evidence.errors.get((first, second)))]
        return max(found, key=lambda shared: shared.odds).certainty if found else "possible"

    def _counted(self, page: Page) -> Chain:
        """The origin that the text names, or that others name for the same figure, or the outlet itself."""
        if page.claim.via:
            return page.claim.origin, (self._relay(page, "text", _read(page)),)
        named = next((other for other in self.pages if not self._unattributed(other)), None)
        if named is None or not self._unattributed(page):
            return page.claim.origin, ()
        mine, theirs = (self.evidence.stated.get(one.address, {}) for one in (page, named))
        shared = [digits for figure, digits in mine.items() if figure in theirs]
        many = len(shared) > 1 and sum(shared) >= ENOUGH
        if not many and digits(page.claim.quantity.stated) < DISTINCT:
            return page.claim.origin, ()
        certainty, ordered = "likely" if many else "possible", _known_before(named, page)
        return named.claim.origin, (self._relay(page, "figures", certainty, ordered),)

    @cached_property
    def _of_outlet(self) -> Mapping[str, Sequence[Page]]:
        held: dict[str, list[Page]] = defaultdict(list)
        for page in self.pages:
            held[same_name(page.outlet, self.book)].append(page)
        return held

    def _first(self, others: Iterable[Page], page: Page) -> Page | None:
        """The first page of another outlet that is not being asked itself and speaks of the same origin."""
        own = same_name(page.outlet, self.book)
        able = (other for other in others if other.address not in self._asked and same_name(other.outlet, self.book) != own)
        return next((other for other in able if page.claim.origin == other.claim.origin or self._unattributed(page)), None)

    def _before(self, addresses: Iterable[str], page: Page) -> Iterable[Page]:
        places = sorted(self._place[address] for address in addresses)
        return (self.pages[place] for place in places if place < self._place[page.address])

    def _unattributed(self, page: Page) -> bool:
        """Whether a page names nobody who counted, and its outlet is not known to count."""
        known = self.book.origins.get(page.claim.origin)
        return not page.claim.via and not (known and known.measures)

    def _after(self, chain: Chain, page: Page, evidence: str, certainty: str, ordered: bool = True) -> Chain:
        return chain[0], (*chain[1], self._relay(page, evidence, certainty, ordered))

    def _relay(self, page: Page, evidence: str, certainty: str, ordered: bool = True) -> Relay:
        return Relay(page.outlet, evidence, certainty, ordered, page.claim.id, page.said_on)

    def _named(self, relay: Relay) -> str:
        return same_name(relay.name, self.book)


def _read(page: Page) -> str:
    return "certain" if page.claim.confidence >= SURE else "likely"


def _known_before(one: Page, other: Page) -> bool:
    return (one.said_on or date.max) < (other.said_on or date.min)
