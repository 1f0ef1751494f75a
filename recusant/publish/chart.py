"""Bounds and figures -> the shapes of a chart. Across, in percent of the width, so that a chart is right in any window; up, in pixels."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from itertools import groupby
from math import floor, log10

from recusant.publish.figures import Figure
from recusant.publish.periods import number_of_months
from recusant.publish.series import Series, days_of, runs
from recusant.publish.words import Words
from recusant.records import Bound, Days

HEIGHT, HEAD = 260, 48  # pixels of the plot, and above it the room for the letters of events
LANES, NEAR = 3, 3.0  # letters of events nearer than so many percent stand one above the other
THIN = 3.0  # pixels of the thinnest band that can still be seen
ROOM = 1.18  # a chart reaches so far above the highest thing that must be seen in it
LABELS, FEW = 7, 4  # years, and months with their years, that fit side by side in a narrow window
LAST = 85.0  # percent across from where on the name of a month would leave the window
MONTH = range(26, 36)  # days that a figure of "a month" counts


Line = tuple[tuple[float, float], ...]  # points of a line: percent across, pixels down


@dataclass(frozen=True)
class Strip:
    """A rectangle between two values over some days. ``open`` where nothing bounds it above, ``tall`` where it leaves the chart."""

    look: str
    x: float
    width: float
    y: float
    height: float
    bound: Bound


@dataclass(frozen=True)
class Mark:
    """A figure at a place: ``exact``, ``up`` (at least), ``down`` (at most) or ``aside``; the pixels of its least and its most."""

    look: str
    x: float
    y: float
    least: float
    most: float
    figure: Figure


@dataclass(frozen=True)
class Sign:
    """A label at a place: a value beside a line across, a year below, or the letter of an event above (in one of some ``lanes``)."""

    at: float
    text: str
    lane: int = 0


@dataclass(frozen=True)
class Signs:
    """What is written around a chart."""

    values: tuple[Sign, ...]
    dates: tuple[Sign, ...]
    events: tuple[Sign, ...]


@dataclass(frozen=True)
class Named:
    """What happened or became law on a day, and the letter that stands for it."""

    letter: str
    day: date
    titles: tuple[str, ...]


@dataclass(frozen=True)
class Scale:
    """Days to percent across, values to pixels down."""

    days: Days
    top: float

    def x(self, day: date) -> float:
        length = (self.days[1] - self.days[0]).days + 1
        return round(100 * (day - self.days[0]).days / length, 2)

    def y(self, value: float) -> float:
        return round(HEAD + HEIGHT * (1 - min(value, self.top) / self.top), 1)

    def strip(self, look: str, days: Days, ends: tuple[float, float | None], bound: Bound) -> Strip:
        lo, hi = ends
        x, after = self.x(days[0]), self.x(days[1] + timedelta(1))
        look = look if hi is not None and hi <= self.top else "tall" if hi is not None else "open"
        top, bottom = self.y(self.top if hi is None else hi), self.y(lo)
        thin = max(0.0, THIN - (bottom - top))
        return Strip(look, x, round(after - x, 2), round(top - thin / 2, 1), round(bottom - top + thin, 1), bound)

    def mark(self, figure: Figure, day: date) -> Mark:
        quantity = figure.first.quantity
        lo, hi = quantity.lo, quantity.hi
        stated = quantity.stated[0] if quantity.stated else lo if lo is not None else hi or 0
        look = "aside" if figure.aside else "up" if hi is None else "down" if not lo else "exact"
        return Mark(look, self.x(day), self.y(stated), self.y(lo or stated), self.y(stated if hi is None else hi), figure)


@dataclass(frozen=True)
class Chart:
    """All that is drawn. ``strips`` are the band, ``firm`` what is known best on top of it, ``touched`` what can be pointed at.

    ``likely`` are pieces of the likely path, which is not proven: the points of a line each.
    """

    strips: tuple[Strip, ...]
    firm: tuple[Strip, ...]
    touched: tuple[Strip, ...]
    marks: tuple[Mark, ...]
    scale: Scale
    signs: Signs
    likely: tuple[Line, ...] = ()


def events_of(series: Series, say: Words) -> list[Named]:
    """The events and laws of the place or one above it, and the events of no one place, within the days of a series; each with a letter."""
    days = [days_of(bound) for bound in series.bounds]
    first, last = min(first for first, _ in days), max(last for _, last in days)
    places = {*say.book.place_tree.ancestors(series.key.place)}
    titles: dict[date, dict[str, None]] = defaultdict(dict)
    for day, title in sorted(_dated(say, places)):
        if first <= day <= last:
            titles[day][title] = None
    return [Named(_letter(number), day, tuple(same_day)) for number, (day, same_day) in enumerate(titles.items())]


def _dated(say: Words, places: set[str]) -> Iterator[tuple[date, str]]:
    yield from ((event.date, say.event(event.id)) for event in say.book.events.values() if event.place in (None, *places))
    yield from ((law.date, say.law(law)) for law in say.book.laws.values() if law.place in places)


def _letter(number: int) -> str:
    return chr(ord("A") + number % 26) * (1 + number // 26)


def months_chart(series: Series, named: Sequence[Named]) -> Chart | None:
    """The band of each month, the mean month of the periods that are known better as a whole, and figures of about a month."""
    if len(series.months) < 2:
        return None
    days = (days_of(series.months[0])[0], days_of(series.months[-1])[1])
    monthly = [(figure, window) for figure in series.figures if (window := _about_a_month(figure)) and _within(window, days)]
    peaks = [*_stated(figure for figure, _ in monthly), *(_mean(bound)[1] or 0 for bound in series.finest)]
    scale = Scale(days, ROOM * (max(peaks, default=0) or _highest(series.months)))
    touched = tuple(scale.strip("band", days_of(bound), (bound.lo, bound.hi), bound) for bound in series.months)
    strips = tuple(scale.strip("band", _whole(run), (run[0].lo, run[0].hi), run[0]) for run in runs(series.months))
    firm = tuple(scale.strip("firm", days_of(bound), _mean(bound), bound) for bound in series.finest)
    marks = tuple(scale.mark(figure, window[0] + (window[1] - window[0]) / 2) for figure, window in monthly)
    return Chart(strips, firm, touched, marks, scale, _signs(scale, named), tuple(_likely(series, scale)))


def _likely(series: Series, scale: Scale) -> Iterator[Line]:
    """The likely path from the middle of one month to that of the next, broken where it is not determined."""
    months = [step for step in series.path.steps if _within((step.first, step.last), scale.days)] if series.path else []
    for known, run in groupby(months, key=lambda step: step.value is not None):
        line = tuple((scale.x(step.first + (step.last - step.first) / 2), scale.y(step.value or 0)) for step in run)
        if known and len(line) > 1:
            yield line


def totals_chart(series: Series, named: Sequence[Named]) -> Chart | None:
    """The band of the total up to each day, and the figures that count from the same start. A total only grows: between two days it
    is at least that of the first and at most that of the second.
    """
    if len(series.totals) < 2:
        return None
    start, last = days_of(series.totals[0])[0], days_of(series.totals[-1])[1]
    ending = [(figure, end) for figure in series.figures if (end := _end_from(figure, start, series.stock)) and start <= end <= last]
    scale = Scale((start, last), ROOM * max([_highest(series.totals), *_stated(figure for figure, _ in ending)]))
    strips = () if series.stock else tuple(_staircase(scale, series.totals))
    moments = tuple(_moment(scale, bound) for bound in series.totals)
    marks = tuple(scale.mark(figure, end) for figure, end in ending)
    return Chart(strips, moments, strips or moments, marks, scale, _signs(scale, named))


def _moment(scale: Scale, bound: Bound) -> Strip:
    """What a total is on its last day; where nothing bounds it above, only its least, for a bar up to the top would look known."""
    end = days_of(bound)[1]
    return scale.strip("firm", (end, end), (bound.lo, bound.lo if bound.hi is None else bound.hi), bound)


def _staircase(scale: Scale, totals: Sequence[Bound]) -> Iterator[Strip]:
    since, least = days_of(totals[0])[0], 0
    for bound in totals:
        end = days_of(bound)[1]
        yield scale.strip("band", (since, end), (least, bound.hi), bound)
        since, least = end + timedelta(1), bound.lo


def _about_a_month(figure: Figure) -> Days | None:
    window = figure.first.scope.window.exact
    return window if window and figure.first.kind == "count" and (window[1] - window[0]).days + 1 in MONTH else None


def _within(window: Days, days: Days) -> bool:
    return days[0] <= window[0] and window[1] <= days[1]


def _end_from(figure: Figure, start: date, stock: bool) -> date | None:
    """The last day that a count from a start may count; any day of a stock."""
    window = figure.first.scope.window
    return window.end[1] if figure.first.kind == "count" and (stock or window.start == (start, start)) else None


def _stated(figures: Iterable[Figure]) -> list[float]:
    return [figure.first.quantity.lo or 0 for figure in figures if not figure.aside]


def _mean(bound: Bound) -> tuple[float, float | None]:
    months = number_of_months(days_of(bound))
    return bound.lo / months, None if bound.hi is None else bound.hi / months


def _highest(bounds: Iterable[Bound]) -> float:
    return float(max((bound.hi if bound.hi is not None else bound.lo for bound in bounds), default=0) or 1)


def _whole(run: Sequence[Bound]) -> Days:
    return days_of(run[0])[0], days_of(run[-1])[1]


def _signs(scale: Scale, named: Sequence[Named]) -> Signs:
    return Signs(_values(scale.top, scale), _dates(scale), _events(scale, named))


def _values(top: float, scale: Scale) -> tuple[Sign, ...]:
    """Round values, about four of them."""
    size = 10 ** floor(log10(top / 4)) if top >= 4 else 1
    step = next(step for step in (size, 2 * size, 5 * size, 10 * size) if step * 6 >= top)
    return tuple(Sign(scale.y(step * number), f"{step * number}") for number in range(int(top / step) + 1))


def _dates(scale: Scale) -> tuple[Sign, ...]:
    """The years, or where these are too few to read a chart by, some of the months ("2025-04")."""
    first, last = scale.days
    years = [year for year in range(first.year, last.year + 1) if first <= date(year, 1, 1) <= last]
    if len(years) < 3:
        return tuple(_months(scale))
    every = -(-len(years) // LABELS)
    return tuple(Sign(scale.x(date(year, 1, 1)), str(year)) for year in years[::every])


def _months(scale: Scale) -> Iterator[Sign]:
    first, last = scale.days
    every = next(step for step in (1, 2, 3, 6, 12) if number_of_months(scale.days) <= step * FEW)
    for number in range(first.year * 12 + first.month - 1, last.year * 12 + last.month):
        day = date(number // 12, number % 12 + 1, 1)
        if number % every == 0 and first <= day and scale.x(day) <= LAST:
            yield Sign(scale.x(day), f"{day:%Y-%m}")


def _events(scale: Scale, named: Sequence[Named]) -> tuple[Sign, ...]:
    """The letters within the days of a chart, those too near each other in lanes."""
    signs: list[Sign] = []
    for one in named:
        if scale.days[0] <= one.day <= scale.days[1]:
            at = scale.x(one.day)
            near = {sign.lane for sign in signs if at - sign.at < NEAR}
            signs.append(Sign(at, one.letter, min(set(range(LANES)) - near, default=0)))
    return tuple(signs)
