"""A report -> the pages of its site: which there are, what each shows, and what those stand on that need not be made anew."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import partial
from typing import Any

from markupsafe import Markup

from recusant.publish import origins
from recusant.publish.answers import answers
from recusant.publish.changes import Changes
from recusant.publish.chart import HEAD, HEIGHT, events_of, months_chart, totals_chart
from recusant.publish.edition import Edition
from recusant.publish.environment import Press, Shared
from recusant.publish.figures import Figure
from recusant.publish.grounds import Grounds
from recusant.publish.links import claim_page, conflict_page, series_page
from recusant.publish.masking import Masks
from recusant.publish.portions import Portions
from recusant.publish.proofs import exactly, proof_of
from recusant.publish.report import Report
from recusant.publish.series import runs
from recusant.publish.words import LANGUAGES, Words

# The page of each part of the site, by the name that its words begin with; all parts lead to each other.
PARTS = ("series", "conflicts", "origins", "aside", "changes", "leads", "others", "laws", "sources", "method")
LISTED = Markup("\0")  # where a page has what it lists: no text on a page can hold this


@dataclass(frozen=True)
class Listing:
    """What a long page lists: the macro of lists.html that makes each thing listed, what it is told of them, and what they stand on."""

    macro: str
    things: Sequence[tuple[Any, ...]]
    grounds: Sequence[str]


@dataclass(frozen=True)
class Sheet:
    """One page: its name, its template and what that shows. ``stands_on`` is a digest of all that the page is made of where most
    pages of its kind stay as they are from one edition to the next; None where it is quicker to make it anew, but for what it lists.
    """

    name: str
    template: str
    shown: Mapping[str, Any]
    stands_on: str | None = None
    listing: Listing | None = None

    def made_by(self, press: Press) -> bytes:
        shown = {"name": self.name, "stands_on": self.stands_on, "listed": LISTED, **self.shown}
        return press.page(self.name, self.template, shown).encode()

    def joined_by(self, press: Press, file: str, listed: Portions) -> bytes:
        """The page with what it lists, of which only the fresh is made. A page that lists nothing may have no place for it."""
        head, _, tail = self.made_by(press).partition(LISTED.encode())
        made = (press.part("lists.html", self.listing.macro, *thing).encode() for thing in listed.fresh) if self.listing else ()
        return listed.joined(file, made, head, tail)


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


def sheets(report: Report, grounds: Grounds) -> Iterator[Sheet]:
    """Every page, the start page first."""
    yield Sheet("index.html", "index.html", {})
    listings = {
        "series": Listing("of_place", report.by_place, [grounds.of_place(*held) for held in report.by_place]),
        "sources": Listing("of_source", report.quoted, [grounds.of_source(*held) for held in report.quoted]),
    }
    for part in PARTS:
        yield Sheet(f"{part}.html", f"all_{part}.html", {}, listing=listings.get(part))
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
        yield Sheet(page, "claims.html", {"figures": figures, "shown_in": places}, grounds.of_shelf(figures, places))
