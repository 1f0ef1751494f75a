"""What a page or a portion of a file is made of, as a digest: where that is as it was, it would come out as it did."""

from __future__ import annotations

import hashlib
import marshal
from collections.abc import Iterable, Iterator, Mapping
from importlib import resources
from importlib.resources.abc import Traversable
from typing import Any

from recusant.publish.edition import Edition
from recusant.publish.figures import Figure, Key
from recusant.publish.report import Report
from recusant.publish.series import Series
from recusant.records import Bound, Claim, Conflict, LinkTerm, Path, Source, Term

SAME = 2  # the version of Python's format for plain values in which the same ones give the same bytes, however they lie in memory
Plain = tuple[object, ...]  # values that Python has of its own, and tuples and lists of them


class Grounds:
    """The grounds of an edition's series, claims and conflicts: everything that is told of one is in its digest, or is made of what
    is in it.
    """

    def __init__(self, report: Report) -> None:
        edition = report.edition
        self.making, self._born = _making(edition), edition.born
        self._of_series, self._of_claims = dict[Key, str](), dict[str, str]()
        sources = {name: repr(source) for name, source in edition.sources.items()}
        for figure in report.figures:
            told = [(repr(claim), sources.get(claim.source)) for claim in figure.claims]
            digest = _hashed(told, repr((figure.days, figure.aside, edition.unreckoned.get(figure.first.id))))
            self._of_claims.update(dict.fromkeys((claim.id for claim in figure.claims), digest))

    def of_series(self, series: Series) -> str:
        if series.key not in self._of_series:
            known = [len(part) for part in (series.months, series.spans, series.years, series.totals)]
            told = *map(str, series.key), known, [told_by(bound) for bound in series.bounds], series.path and told_of(series.path)
            shown = {claim.id: None for figure in series.figures for claim in figure.claims}
            cited = sorted({name for bound in series.bounds for name in bound.cited})
            self._of_series[series.key] = self._digest(told, [*shown, *cited])
        return self._of_series[series.key]

    def of_conflict(self, conflict: Conflict) -> str:
        named = [name for repair in conflict.repairs for name in (repair.claim, *repair.evidence)]
        named += [name for one in conflict.alternatives for name in (*one.give_up, *one.instead_of)]
        born = [repr(self._born.get(name)) for name in conflict.claims]
        return self._digest((repr(conflict), *born), [*conflict.claims, *named])

    def of_shelf(self, figures: Iterable[Figure], places: Mapping[str, Key | None]) -> str:
        """The grounds of a page of claims; ``places`` are the series where they are shown."""
        shown = [(name, key and " ".join(key)) for name, key in places.items()]
        return self._digest((shown,), [figure.first.id for figure in figures])

    def of_place(self, place: str, held: Iterable[Series]) -> str:
        """The grounds of the series of a place as they are listed."""
        return _hashed(self.making, place, list(map(self.of_series, held)))

    def of_source(self, source: Source, claims: int) -> str:
        """The grounds of a source as it is listed, with how many claims quote it."""
        return _hashed(self.making, repr(source), claims)

    def of_claim(self, claim: Claim) -> str:
        """The grounds of one claim as records tell it."""
        return self._digest((claim.id,), [claim.id])

    def _digest(self, told: Plain, claims: Iterable[str]) -> str:
        return _hashed(self.making, told, [self._of_claims.get(name, name) for name in claims])


def told_by(bound: Bound) -> Plain:
    """All that the line of a bound tells, as plain values: to put it into words takes four times as long."""
    scope, window = bound.scope, bound.scope.window
    days = [day and day.toordinal() for day in (*window.start, *window.end)]
    ends = [[_told_by(term) for term in end] for end in (bound.lo_certificate, bound.hi_certificate)]
    return scope.measure, scope.category, scope.place, days, str(bound.layer), bound.lo, bound.hi, ends


def _told_by(term: Term | LinkTerm) -> Plain:
    if isinstance(term, LinkTerm):
        return (repr(term),)
    value = term.value
    return term.claim, term.side, term.times.as_integer_ratio(), value if value is None else value.as_integer_ratio(), term.at


def told_of(path: Path) -> Plain:
    """All that the line of a path tells, as plain values."""
    steps = [(step.first.toordinal(), step.last.toordinal(), step.value) for step in path.steps]
    return path.measure, path.category, path.place, str(path.layer), steps


def _making(edition: Edition) -> str:
    """What everything has a part in: this package and its records, the codebook, and what is said of the edition as a whole."""
    files = [file.read_bytes() for room in ("publish", "records") for file in _files_of(resources.files(f"recusant.{room}"))]
    return _hashed(files, repr(edition.book), repr((edition.title, edition.public, edition.language)))


def _files_of(folder: Traversable) -> Iterator[Traversable]:
    for part in sorted(folder.iterdir(), key=lambda part: part.name):
        if part.is_dir() and not part.name.startswith("__"):
            yield from _files_of(part)
        elif part.is_file():
            yield part


def _hashed(*told: Any) -> str:
    """A digest of plain values."""
    return hashlib.sha256(marshal.dumps(told, SAME)).hexdigest()[:32]
