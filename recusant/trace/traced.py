"""All claims -> who counted, who repeats whom, and how many independent readings there are."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import replace
from functools import cached_property

from recusant.codebook import Codebook
from recusant.errors import BadInput
from recusant.records import Claim, Family, Source, Spread, identity
from recusant.trace.errors import shared_errors
from recusant.trace.pages import Figures, Page, digits, house, passage, together
from recusant.trace.reuse import copies
from recusant.trace.trails import Evidence, Tracer

WITNESS = 25  # words that two passages share before they count as one reading: half a passage; sentences on a figure are much alike

Passages = Mapping[str, Sequence[str]]


def to_compare(figures: Figures, sources: Mapping[str, Source]) -> set[str]:
    """The sources whose text can tell anything: those with a figure that other pages print too. The text of a page that a table
    cites is the table's own and tells nothing."""
    found = {claim.source for pages in figures if len(pages) > 1 for page in pages for claim in page.claims}
    return {source for source in found if source in sources and sources[source].part_of is None}


def same_passages(figures: Figures, bodies: Mapping[str, str]) -> dict[str, list[str]]:
    """Of each claim the claims of other pages that state the same figure in the same passage; ``bodies`` are texts by their source."""
    shared = (claim for pages in figures if len(pages) > 1 for page in pages for claim in page.claims if claim.source in bodies)
    return alike(figures, {claim.id: passage(bodies[claim.source], claim) for claim in shared})


def alike(figures: Figures, passages: Mapping[str, str]) -> dict[str, list[str]]:
    """The same, of passages by their claims."""
    placed = [
        (number, page, claim)
        for number, pages in enumerate(figures)
        if len(pages) > 1
        for page in pages
        for claim in page.claims
        if claim.id in passages
    ]
    same: dict[str, list[str]] = defaultdict(list)
    for copy in copies(passages[claim.id] for _, _, claim in placed):
        (figure, page, claim), (other_figure, other_page, other) = placed[copy.first], placed[copy.second]
        if figure == other_figure and page is not other_page and copy.words >= WITNESS:
            same[claim.id].append(other.id)
            same[other.id].append(claim.id)
    return same


def readings(figures: Figures, passages: Passages) -> dict[str, str]:
    """One name for the first readers of a figure whose claims stand in the same passage (soundness rule 7): copies are one reading."""
    named: dict[str, str] = {}
    for pages in figures if passages else ():
        said = {claim.id: claim for page in pages for claim in page.claims}
        one_reading = together((said[one].reading, said[other].reading) for one in said for other in passages.get(one, ()))
        named |= {claim.id: one_reading[claim.reading] for claim in said.values() if claim.reading in one_reading}
    return named


class Traced:
    """The families of all figures; a pure function of what it is given, worked out as it is asked for."""

    def __init__(self, figures: Figures, book: Codebook, evidence: Evidence) -> None:
        self.book, self._figures = book, figures
        self._evidence = replace(evidence, errors=shared_errors(self._errors(evidence.aside)), stated=self._stated)

    @cached_property
    def families(self) -> tuple[Family, ...]:
        """A family for each figure, those that most sources print first."""
        found = (Tracer(pages, self._evidence, self.book).family() for pages in self._figures)
        return tuple(sorted(found, key=lambda family: (-len(family.trails), family.id)))

    def family(self, claim: str) -> Family:
        """The family of a claim's figure. Raises BadInput where no claim that is traced has this id."""
        found = next((family for family in self.families if claim in family.cited), None)
        if found is None:
            why = "only claims that count are: it waits for review, was rejected, or its source is confidential"
            raise BadInput(f"claim {claim} is not traced: {why}", mend="accept it at the desk (`recusant review`), if it is right")
        return found

    @cached_property
    def origins(self) -> tuple[Spread, ...]:
        """How far the word of each origin has gone, the furthest first."""
        page_of = {claim.id: page.address for pages in self._figures for page in pages for claim in page.claims}
        counted: dict[str, int] = defaultdict(int)
        sources, read = defaultdict[str, set[str]](set), defaultdict[str, set[str]](set)
        for family in self.families:
            for origin in family.readings:
                counted[origin] += 1
            for trail in family.trails:
                read[trail.origin].add(house(trail.reading, self.book))
                if trail.relays:
                    sources[trail.origin].add(page_of[trail.claims[0]])
        found = (Spread(origin, counted[origin], len(sources[origin]), len(read[origin])) for origin in counted)
        return tuple(sorted(found, key=lambda spread: (-spread.sources, -spread.figures, spread.origin)))

    @property
    def _stated(self) -> Mapping[str, Mapping[int, int]]:
        stated: dict[str, dict[int, int]] = defaultdict(dict)
        for number, pages in enumerate(self._figures):
            for page in pages:
                stated[page.address][number] = digits(page.claim.quantity.stated)
        return stated

    def _errors(self, aside: Mapping[str, str]) -> Mapping[str, Mapping[str, Mapping[str, int]]]:
        """By measure, what each outlet has wrong of each scope: the number of the figure that was set aside. What no person has looked
        at may be an error of the reader."""
        wrong: dict[str, dict[str, dict[str, int]]] = defaultdict(lambda: defaultdict(dict))
        for number, pages in enumerate(self._figures):
            if any(claim.id in aside for page in pages for claim in page.claims):
                scope = pages[0].claim.scope
                for page in (page for page in pages if any(map(_looked_at, page.claims))):
                    wrong[scope.measure][_cell(pages)][page.outlet] = number
        return wrong


def _cell(pages: Sequence[Page]) -> str:
    claim = pages[0].claim
    return identity("cell", [claim.kind, claim.scope.to_dict(), claim.base and claim.base.to_dict()])


def _looked_at(claim: Claim) -> bool:
    return claim.reader == "table" or claim.status in ("accepted", "corrected")
