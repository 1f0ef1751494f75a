"""The report: an edition's series, findings and conflicts, ready to be put into words."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from functools import cached_property, lru_cache
from itertools import chain, product

from recusant.codebook import Codebook, Tree
from recusant.publish.edition import Edition
from recusant.publish.figures import Figure, Figures, Key, figures_of, shown
from recusant.publish.masking import Masks
from recusant.publish.series import Series, series_of
from recusant.records import Bound, Claim, Conflict, SetAside, Source

FINDINGS = 4


@dataclass(frozen=True)
class Report:
    """What an edition shows. ``others`` are the figures that have no series of their own."""

    edition: Edition
    series: tuple[Series, ...]
    others: Figures

    @cached_property
    def masks(self) -> Masks:
        """What hides names in all that is published of it."""
        return Masks(self.edition.book, self.edition.public)

    @cached_property
    def bounds(self) -> list[Bound]:
        return [bound for series in self.series for bound in series.bounds]

    @cached_property
    def findings(self) -> list[tuple[Series, Bound]]:
        """The latest tight bounds of the biggest series that no single quote states: two of the biggest, then one for each measure
        and place.
        """
        found: dict[tuple[str, str], list[tuple[Series, Bound]]] = {}
        for series in self.series:
            derived = [bound for bound in series.finest if bound.lo and min(len(bound.lo_certificate), len(bound.hi_certificate)) > 1]
            latest = derived[-1:] if found else derived[-2:]
            if latest:
                found.setdefault((series.key.measure, series.key.place), [(series, bound) for bound in reversed(latest)])
        return list(chain.from_iterable(found.values()))[:FINDINGS]

    @property
    def figures(self) -> Iterator[Figure]:
        """Every figure, shown in a series or not."""
        for series in self.series:
            yield from series.figures
        for held in self.others.values():
            yield from held

    @cached_property
    def by_place(self) -> list[tuple[str, list[Series]]]:
        """The series of each place: the place of the biggest series first, in it the biggest first."""
        held: dict[str, list[Series]] = defaultdict(list)
        for series in self.series:
            held[series.key.place].append(series)
        return list(held.items())

    @cached_property
    def given_up(self) -> list[Figure]:
        return sorted((figure for figure in self.figures if figure.aside), key=lambda figure: _topic(figure.first))

    @cached_property
    def other_figures(self) -> list[Figure]:
        """The figures without a series, by what they are about."""
        return sorted((figure for held in self.others.values() for figure in held), key=lambda figure: _topic(figure.first))

    @cached_property
    def quoted(self) -> list[tuple[Source, int]]:
        """Every source that a claim quotes, with how many claims do, by outlet."""
        numbers = Counter(claim.source for claim in self.edition.reckoning.claims.values())
        sources = [(self.edition.sources[name], number) for name, number in numbers.items() if name in self.edition.sources]
        return sorted(sources, key=lambda found: ((found[0].outlet or "").casefold(), found[0].published or date.max, found[0].id))

    @cached_property
    def conflicts(self) -> tuple[list[Conflict], list[Conflict]]:
        """The conflicts that figures were set aside for and those that share no figure, and the further ones."""
        reasons, used = {given_up.conflict for given_up in self.aside.values()}, set[str]()
        main, further = list[Conflict](), list[Conflict]()
        for one in self.edition.reckoning.conflicts:
            (main if one.id in reasons or used.isdisjoint(one.claims) else further).append(one)
            used.update(one.claims)
        return main, further

    def conflict(self, given_up: SetAside) -> Conflict | None:
        """The conflict that a figure was set aside for."""
        return self._conflicts.get(given_up.conflict or "")

    @cached_property
    def _conflicts(self) -> Mapping[str, Conflict]:
        return {conflict.id: conflict for conflict in self.edition.reckoning.conflicts}

    @cached_property
    def aside(self) -> Mapping[str, SetAside]:
        return {given_up.claim: given_up for given_up in self.edition.reckoning.set_aside}


def _topic(claim: Claim) -> tuple[object, ...]:
    scope = claim.scope
    return scope.place, scope.measure, scope.category, scope.window.start[0] or date.max, scope.window.end[1] or date.max, claim.id


@lru_cache(maxsize=1)
def report_on(edition: Edition) -> Report:
    """Everything that is asked of the reckoning is asked here, and once for the page and the terminal."""
    figures = figures_of(edition.reckoning.claims.values(), edition.book, edition.reckoning.set_aside)
    keys = shown(figures, edition.book)
    bearing = Bearing(figures, keys, edition.book)
    found = (series_of(edition, key, figures.get(key, ()), bearing.on(key)) for key in keys)
    series = tuple(one for one in found if one and one.bounds)
    with_series = {one.key for one in series}
    return Report(edition, series, {key: held for key, held in figures.items() if key not in with_series})


class Bearing:
    """Which figures bear ``on`` a key: those that count some of what it counts."""

    def __init__(self, figures: Figures, keys: Iterable[Key], book: Codebook) -> None:
        self._held: dict[tuple[str, str, str], list[Figure]] = defaultdict(list)
        for key, held in figures.items():
            self._held[key.measure, key.category, key.place] += held
        every = {*figures, *keys}
        self._kinds = _overlapping({key.category for key in every}, book.category_tree)
        self._places = _overlapping({key.place for key in every}, book.place_tree)

    def on(self, key: Key) -> Iterator[Figure]:
        for category, place in product(self._kinds[key.category], self._places[key.place]):
            yield from self._held.get((key.measure, category, place), ())


def _overlapping(names: Iterable[str], tree: Tree) -> dict[str, list[str]]:
    """By each name, those that have a leaf with it in common, itself among them."""
    over: dict[str, list[str]] = defaultdict(list)
    for name in sorted(names):
        for leaf in tree.leaves(name):
            over[leaf].append(name)
    return {name: sorted({other for leaf in tree.leaves(name) for other in over[leaf]}) for name in names}
