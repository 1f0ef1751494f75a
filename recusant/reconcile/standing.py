"""The standing questions: every layer × measure × category × place that a claim touches, for each month, quarter or year, in total, and
for the running total at the end of each month (since the day from which most claims of the measure count, by country).
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Iterator, Sequence
from datetime import date
from functools import cache

from recusant.codebook import Codebook
from recusant.errors import BadInput
from recusant.reconcile.figures import Figure
from recusant.records import ALL, Claim, Days, Scope, Window, whole_months

MONTHS = {"month": 1, "quarter": 3, "year": 12}
PERIODS = (*MONTHS, "total", "running")
LONG = 31  # days: a window of more is a running total, or a year
What = tuple[str, str, str]  # measure, category, place


def standing(figures: Sequence[Figure], book: Codebook, by: str) -> dict[str, list[Scope]]:
    """For each layer the scopes to bound: what a claim of the layer touches (``all``: any claim), ancestors included, in each
    period that lies wholly within the days that the claims of the measure span; ``by`` is month, quarter, year, total or running.
    """
    if by not in PERIODS:
        raise BadInput(f"there is no table by {by!r}", mend=f"ask by {', '.join(PERIODS)}")
    touched: dict[str, set[What]] = defaultdict(set)
    for figure in figures:
        for claim in figure.claims:
            scope = claim.scope
            above = {
                (scope.measure, category, place)
                for category in book.category_tree.ancestors(scope.category)
                for place in book.place_tree.ancestors(scope.place)
            }
            for layer in {ALL, claim.origin}:
                touched[layer] |= above
    periods = _periods(figures, book, by)
    return {
        layer: [Scope(*what, Window.of(*days)) for what in sorted(touched[layer]) if _bounded(what, book) for days in periods(what)]
        for layer in sorted(touched, key=lambda layer: (layer != ALL, layer))
    }


def _periods(figures: Sequence[Figure], book: Codebook, by: str) -> Callable[[What], list[Days]]:
    """The periods to bound, by what is counted: those of its measure, and of the country for running totals."""
    spans: dict[str, list[date]] = defaultdict(list)
    said: dict[tuple[str, str], list[Claim]] = defaultdict(list)
    for figure in figures:
        for claim in figure.claims:
            spans[claim.scope.measure] += [day for row in figure.rows for box in row.boxes for day in (box.start, box.end)]
            said[claim.scope.measure, book.place_tree.root(claim.scope.place)].append(claim)

    @cache
    def periods(measure: str, root: str) -> list[Days]:
        first, last = min(spans[measure]), max(spans[measure])
        return list(running_totals(usual_start(said[measure, root]) or first, last) if by == "running" else periods_within(first, last, by))

    return lambda what: periods(what[0], book.place_tree.root(what[2]))


def usual_start(said: Iterable[Claim]) -> date | None:
    """The day from which most of the longer windows count."""
    exact = [claim.scope.window.exact for claim in said]
    starts = Counter(days[0] for days in exact if days and (days[1] - days[0]).days > LONG)
    return min(starts, key=lambda day: (-starts[day], day), default=None)


def running_totals(start: date, last: date) -> Iterator[Days]:
    """From one day to the end of each month."""
    yield from ((start, end) for _, end in whole_months(start.replace(day=1), last))


def _bounded(what: What, book: Codebook) -> bool:
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
