"""A report -> the pages of its site: which there are, what each shows, and what those stand on that need not be made anew."""

from __future__ import annotations

import hashlib
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import partial
from importlib import resources
from importlib.resources.abc import Traversable
from typing import Any

from recusant.publish import origins
from recusant.publish.answers import answers
from recusant.publish.changes import Changes
from recusant.publish.chart import HEAD, HEIGHT, events_of, months_chart, totals_chart
from recusant.publish.edition import Edition
from recusant.publish.environment import Press, Shared
from recusant.publish.figures import Figure, Key
from recusant.publish.lines import Lines
from recusant.publish.links import claim_page, conflict_page, series_page
from recusant.publish.masking import Masks
from recusant.publish.proofs import exactly, proof_of
from recusant.publish.report import Report
from recusant.publish.series import Series, runs
from recusant.publish.words import LANGUAGES, Words
from recusant.records import Conflict

# The page of each part of the site, by the name that its words begin with; all parts lead to each other.
PARTS = ("series", "conflicts", "origins", "aside", "changes", "leads", "others", "laws", "sources", "method")


@dataclass(frozen=True)
class Sheet:
    """One page: its name, its template and what that shows. ``stands_on`` is a digest of all that the page is made of where most
    pages of its kind stay as they are from one edition to the next; None where it is quicker to make it anew.
    """

    name: str
    template: str
    shown: Mapping[str, Any]
    stands_on: str | None = None

    def made_by(self, press: Press) -> bytes:
        shown = {"name": self.name, "stands_on": self.stands_on, **self.shown}
        return press.page(self.name, self.template, shown).encode()


class Presses:
    """What makes the pages of a report: a press ``of`` each language, and what they share of the page that is being made."""

    def __init__(self, report: Report, changes: Changes, edition_name: str) -> None:
        edition, families, say = report.edition, report.edition.families, Words(next(iter(LANGUAGES)), report.edition.book)
        self._shared = {
            "proof_of": Shared(proof_of),
            "exactly": Shared(exactly),
            "months_chart": Shared(lambda series: months_chart(series, events_of(series, say))),
            "totals_chart": Shared(lambda series: totals_chart(series, events_of(series, say))),
        }
        shown = {
            "report": report,
            "answers": answers(report.series, edition.book),
            "changes": changes,
            "edition_name": edition_name,
            "counted": origins.counted(families),
            "repeated": origins.repeated(families),
            "picture": origins.picture(families),
            "thick": origins.THICK,
            "wide": origins.WIDE,
            "columns": origins.COLUMNS,
            "languages": LANGUAGES,
            "parts": PARTS,
            "runs": runs,
            "chart_head": HEAD,
            "chart_height": HEIGHT,
            **self._shared,
        }
        figures = list(report.figures)
        self.of = {language: _press(replace(edition, language=language), figures, report.masks, shown) for language in LANGUAGES}

    def forget(self) -> None:
        """Forgets what was shared, once a page is made in every language."""
        for shared in self._shared.values():
            shared.forget()


def _press(edition: Edition, figures: Sequence[Figure], masks: Masks, shown: Mapping[str, Any]) -> Press:
    return Press(edition, figures, masks, {**shown, "events_of": partial(events_of, say=Words(edition.language, edition.book))})


def sheets(report: Report, lines: Lines) -> Iterator[Sheet]:
    """Every page, the start page first. ``lines`` are the records as they are published."""
    yield Sheet("index.html", "index.html", {})
    for part in PARTS:
        yield Sheet(f"{part}.html", f"all_{part}.html", {})
    grounds = _Grounds(report, lines)
    for series in report.series:
        yield Sheet(series_page(series.key), "series.html", {"series": series}, grounds.of_series(series))
    for conflict in report.edition.reckoning.conflicts:
        aside = [name for name in conflict.claims if name in report.aside]
        shown = {"conflict": conflict, "aside": aside}
        yield Sheet(conflict_page(conflict.id), "one_conflict.html", shown, grounds.of_conflict(conflict))
    shown_in = {claim.id: series.key for series in report.series for figure in series.figures for claim in figure.claims}
    shelves: dict[str, list[Figure]] = defaultdict(list)
    for figure in report.figures:
        for page in dict.fromkeys(claim_page(claim.id) for claim in figure.claims):
            shelves[page].append(figure)
    for page, figures in sorted(shelves.items()):
        places = {figure.first.id: shown_in.get(figure.first.id) for figure in figures}
        yield Sheet(page, "claims.html", {"figures": figures, "shown_in": places}, grounds.of_claims(figures, places))


class _Grounds:
    """Digests of what pages are made of: everything that a page prints is in its digest, or is made of what is in it."""

    def __init__(self, report: Report, lines: Lines) -> None:
        self._common, self._born, self._lines = _making(report.edition), report.edition.born, lines
        self._of_claims: dict[str, str] = {}
        sources = {name: repr(source) for name, source in report.edition.sources.items()}
        for figure in report.figures:
            told = [part for claim in figure.claims for part in (lines.claims[claim.id], sources.get(claim.source, ""))]
            digest = _hashed([*told, repr((figure.days, figure.aside, report.edition.unreckoned.get(figure.first.id)))])
            self._of_claims.update(dict.fromkeys((claim.id for claim in figure.claims), digest))

    def of_series(self, series: Series) -> str:
        cited = {name for bound in series.bounds for name in bound.cited}
        shown = [claim.id for figure in series.figures for claim in figure.claims]
        known = [len(part) for part in (series.months, series.spans, series.years, series.totals)]
        return self._digest([self._lines.bounds[series.key], self._lines.paths.get(series.key, b""), repr(known)], [*shown, *sorted(cited)])

    def of_conflict(self, conflict: Conflict) -> str:
        named = [name for repair in conflict.repairs for name in (repair.claim, *repair.evidence)]
        named += [name for one in conflict.alternatives for name in (*one.give_up, *one.instead_of)]
        born = [repr(self._born.get(name)) for name in conflict.claims]
        return self._digest([repr(conflict), *born], [*conflict.claims, *named])

    def of_claims(self, figures: Iterable[Figure], places: Mapping[str, Key | None]) -> str:
        return self._digest([repr(places)], [figure.first.id for figure in figures])

    def _digest(self, parts: Iterable[str | bytes], claims: Iterable[str]) -> str:
        return _hashed([self._common, *parts, *(self._of_claims.get(name, name) for name in claims)])


def _making(edition: Edition) -> str:
    """What every page has a part in: this package, the codebook, and what is said of the edition as a whole."""
    files = (file.read_bytes() for file in _files_of(resources.files("recusant.publish")))
    return _hashed([*files, repr(edition.book), repr((edition.title, edition.public))])


def _files_of(folder: Traversable) -> Iterator[Traversable]:
    for part in sorted(folder.iterdir(), key=lambda part: part.name):
        if part.is_dir() and not part.name.startswith("__"):
            yield from _files_of(part)
        elif part.is_file():
            yield part


def _hashed(parts: Iterable[str | bytes]) -> str:
    """A digest of the parts, each with its end marked."""
    whole = hashlib.sha256()
    for part in parts:
        data = part.encode("utf-8", "surrogatepass") if isinstance(part, str) else part
        whole.update(len(data).to_bytes(8, "big") + data)
    return whole.hexdigest()[:32]
