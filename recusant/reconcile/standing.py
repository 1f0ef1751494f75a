"""The standing questions: every layer × measure × category × place that a claim touches, for each month, quarter or year."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Sequence
from datetime import date

from recusant.codebook import Codebook
from recusant.errors import BadInput
from recusant.reconcile.figures import Figure
from recusant.records import ALL, Scope, Window, whole_months

MONTHS = {"month": 1, "quarter": 3, "year": 12}
PERIODS = (*MONTHS, "total")


def standing(figures: Sequence[Figure], book: Codebook, by: str) -> dict[str, list[Scope]]:
    """For each layer the scopes to bound: what a claim of the layer touches (``all``: any claim), ancestors included, in each
    period that lies wholly within the days that the claims of the measure span; ``by`` is month, quarter, year or total.
    """
    if by not in PERIODS:
        raise BadInput(f"there is no table by {by!r}", mend=f"ask by {', '.join(PERIODS)}")
    touched: dict[str, set[tuple[str, str, str]]] = defaultdict(set)
    days: dict[str, list[date]] = defaultdict(list)
    for figure in figures:
        for claim in figure.claims:
            scope = claim.scope
            days[scope.measure] += [day for row in figure.rows for box in row.boxes for day in (box.start, box.end)]
            above = {
                (scope.measure, category, place)
                for category in book.category_tree.ancestors(scope.category)
                for place in book.place_tree.ancestors(scope.place)
            }
            for layer in {ALL, claim.origin}:
                touched[layer] |= above
    periods = {measure: list(periods_within(min(ends), max(ends), by)) for measure, ends in days.items()}
    return {
        layer: [Scope(*what, Window.of(*period)) for what in sorted(touched[layer]) for period in periods[what[0]] if _bounded(what, book)]
        for layer in sorted(touched, key=lambda layer: (layer != ALL, layer))
    }


def _bounded(what: tuple[str, str, str], book: Codebook) -> bool:
    """A stock stands on a day: it has no sum over a period."""
    measure = book.measures.get(what[0])
    return measure is None or measure.kind == "flow"


def periods_within(first: date, last: date, by: str) -> Iterator[tuple[date, date]]:
    """The calendar periods that lie wholly within two days (``total``: the days themselves)."""
    if by == "total":
        yield first, last
        return
    length, months = MONTHS[by], list(whole_months(first, last))
    for place, (start, _) in enumerate(months):
        if (start.month - 1) % length == 0 and place + length <= len(months):
            yield start, months[place + length - 1][1]
