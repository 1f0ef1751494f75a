"""A series: all that is asked of one scope, month by month, year by year and in total, and the answers."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from functools import cached_property
from itertools import groupby

from recusant.publish.edition import Edition
from recusant.publish.figures import Figure, Key
from recusant.publish.periods import number_of_months, spans, years
from recusant.records import Bound, Days, Path, Window, whole_months

TIGHT = 10  # a bound is tight where its ends differ by at most a tenth of the upper one


@dataclass(frozen=True)
class Row:
    """Months that are known better as a whole (or not), as runs of months of which the same is known by the same proof."""

    whole: Bound | None
    runs: list[tuple[Bound, ...]]


@dataclass(frozen=True)
class Series:
    """The bounds of one scope: of its months, of periods known better as a whole, of years, of the total since a start.

    A stock has no months and no total: ``totals`` are then the days on which it was counted. ``path`` is likely and not proven.
    """

    key: Key
    figures: tuple[Figure, ...]
    months: tuple[Bound, ...]
    spans: tuple[Bound, ...]
    years: tuple[Bound, ...]
    totals: tuple[Bound, ...]
    path: Path | None = None

    @cached_property
    def bounds(self) -> tuple[Bound, ...]:
        """Every bound shown, each once."""
        every = (*self.months, *self.spans, *self.years, *self.totals)
        return tuple({days_of(bound): bound for bound in every}.values())

    @cached_property
    def finest(self) -> tuple[Bound, ...]:
        """The tight months and spans, in the order of time: the finest that is well known."""
        return tuple(sorted((bound for bound in (*self.months, *self.spans) if tight(bound)), key=days_of))

    @cached_property
    def stock(self) -> bool:
        """Whether it stands on days and does not add up over them."""
        return bool(self.totals) and all(first == last for first, last in map(days_of, self.totals))

    @cached_property
    def counters(self) -> list[str]:
        """The origins of its figures."""
        return sorted({claim.origin for figure in self.figures for claim in figure.claims})

    @property
    def latest(self) -> Bound:
        """The last that is well known, or else the last that was asked."""
        return (self.finest or self.bounds)[-1]

    @property
    def total(self) -> Bound | None:
        """The last total that is well known, if the last that was asked tells hardly more; or else that."""
        last = next(reversed(self.totals), None)
        known = next(filter(tight, reversed(self.totals)), None)
        return known if known and last and last.lo * TIGHT <= known.lo * (TIGHT + 1) else last

    @cached_property
    def rows(self) -> list[Row]:
        """The months in order, those of a span under it, like ones together."""
        whole = {first: span for span in self.spans for first, _ in whole_months(*days_of(span))}
        grouped = groupby(self.months, key=lambda month: whole.get(days_of(month)[0]))
        return [Row(span, runs(list(held))) for span, held in grouped]


def days_of(bound: Bound) -> Days:
    """The days that a bound is about."""
    days = bound.scope.window.exact
    if days is None:
        raise ValueError("a bound is about exact days")
    return days


def tight(bound: Bound) -> bool:
    """Whether a bound says how many, and not only how many at most."""
    return bound.hi is not None and (bound.hi - bound.lo) * TIGHT <= bound.hi


def series_of(edition: Edition, key: Key, figures: tuple[Figure, ...], every: Iterable[Figure]) -> Series | None:
    """The series of a key, asked of the reckoning all at once; None where no figure names a day.

    ``figures`` speak of the key directly; ``every`` figure that bears on it lends the days between which periods are asked.
    """
    known = edition.reckoning.days_known(key.scope(Window.of(None, None)), key.layer)
    if known is None:
        return None
    measure = edition.book.measures.get(key.measure)
    counting = [figure for figure in figures if figure.counts]
    if measure and measure.kind == "stock":
        moments = sorted({figure.days for figure in counting if figure.days})
        return Series(key, figures, (), (), (), tuple(_ask(edition, key, moments).values()))
    windows = [exact for figure in every if figure.counts and (exact := figure.first.scope.window.exact)]
    monthly, yearly, longer = list(whole_months(*known)), years(known), spans(windows, known)
    totals = _totals(counting, yearly, known)
    answers = _ask(edition, key, [*monthly, *longer, *yearly, *totals])
    by_month = _trimmed([answers[days] for days in monthly])
    finest = tuple(_finest(by_month, [answers[days] for days in longer]))
    path = edition.reckoning.path(key.measure, key.category, key.place, key.layer)
    return Series(key, figures, by_month, finest, tuple(answers[days] for days in yearly), tuple(answers[days] for days in totals), path)


def runs(bounds: Sequence[Bound]) -> list[tuple[Bound, ...]]:
    """Neighbouring bounds that say the same by the same proof."""
    same = groupby(bounds, key=lambda bound: (bound.lo, bound.hi, bound.lo_certificate, bound.hi_certificate))
    return [tuple(run) for _, run in same]


def _ask(edition: Edition, key: Key, periods: Iterable[Days]) -> dict[Days, Bound]:
    distinct = list(dict.fromkeys(periods))
    bounds = edition.reckoning.bounds([key.scope(Window.of(*days)) for days in distinct], key.layer) if distinct else []
    return dict(zip(distinct, bounds, strict=True))


def _trimmed(bounds: list[Bound]) -> tuple[Bound, ...]:
    """Without the months before the first and after the last of which anything is known."""
    telling = [number for number, bound in enumerate(bounds) if bound.lo or bound.hi is not None]
    return tuple(bounds[telling[0] : telling[-1] + 1]) if telling else ()


def _finest(by_month: Sequence[Bound], longer: Iterable[Bound]) -> list[Bound]:
    """The shortest tight periods, of months not yet known tightly; no two share a month. The later goes before the earlier."""
    taken = [days_of(bound) for bound in by_month if tight(bound)]
    chosen = []
    for bound in sorted(filter(tight, longer), key=lambda bound: (number_of_months(days_of(bound)), -days_of(bound)[1].toordinal())):
        first, last = days_of(bound)
        if all(end < first or last < start for start, end in taken):
            taken.append((first, last))
            chosen.append(bound)
    return sorted(chosen, key=days_of)


def _totals(counting: list[Figure], yearly: list[Days], known: Days) -> list[Days]:
    """The days up to which a total is asked: those of the figures that count from the usual start, year ends, and the last known."""
    starts = Counter[date]()
    for figure in counting:
        window = figure.first.scope.window
        if window.exact and number_of_months(window.exact) > 1 and window.exact[0] >= known[0]:
            starts[window.exact[0]] += 1
    if not starts:
        return []
    start = min(starts, key=lambda day: (-starts[day], day))
    windows = (figure.first.scope.window for figure in counting)
    named = {window.exact[1] for window in windows if window.exact and window.exact[0] == start}
    return [(start, end) for end in sorted(named | {year[1] for year in yearly if year[1] > start} | {known[1]})]
