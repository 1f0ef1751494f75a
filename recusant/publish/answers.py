"""What people ask first: how many, and by when. One answer for each measure of a place, the series with most figures first."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass

from recusant.codebook import Codebook
from recusant.publish.series import Series, days_of
from recusant.records import Bound, Day

QUESTIONS = 24  # answered on the start page; the page of all series has the others
ALIKE = 6  # series of other kinds named with an answer
FEWER = 3  # times fewer figures: too few to speak for a measure


@dataclass(frozen=True)
class Reached:
    """The greatest round number that a running total is proven to have reached, after one day (None: not known) and by another."""

    number: int
    after: Day
    by: Day


@dataclass(frozen=True)
class Answer:
    """The series that answers, the bound that is its answer, what its total reached, and other series of the same measure and place."""

    series: Series
    bound: Bound
    reached: Reached | None
    alike: tuple[Series, ...]


def answers(every: Sequence[Series], book: Codebook) -> list[tuple[str, list[Answer]]]:
    """The answers of each place, those of the places and measures with most figures first."""
    held: dict[tuple[str, str], list[Series]] = defaultdict(list)
    for series in every:
        held[series.key.place, series.key.measure].append(series)
    of_places: dict[str, list[Answer]] = defaultdict(list)
    for place, measure in list(held)[:QUESTIONS]:
        of_places[place].append(_answer(held[place, measure], book))
    return list(of_places.items())


def _answer(alike: list[Series], book: Codebook) -> Answer:
    """Of the series with a total, and with not many fewer figures than the others, the widest kind speaks for a measure."""
    most = max(len(series.figures) for series in alike)

    def rank(series: Series) -> tuple[bool, bool, int]:
        wide = len(book.category_tree.ancestors(series.key.category))
        return series.total is None, len(series.figures) * FEWER < most, wide

    chosen = min(alike, key=rank)
    return Answer(chosen, chosen.total or chosen.latest, reached(chosen), tuple(one for one in alike if one is not chosen)[:ALIKE])


def reached(series: Series) -> Reached | None:
    """When the total of a flow came to the greatest of 1, 2 or 5 times a power of ten, as far as the totals shown prove it."""
    most = max((bound.lo for bound in series.totals), default=0)
    if series.stock or most < 10:
        return None
    power = 10 ** (len(str(most)) - 1)
    number = max(step * power for step in (1, 2, 5) if step * power <= most)
    below = [days_of(bound)[1] for bound in series.totals if bound.hi is not None and bound.hi < number]
    by = min(days_of(bound)[1] for bound in series.totals if bound.lo >= number)
    return Reached(number, max(below, default=None), by)
