"""Exact figures of one series added and subtracted: a window that runs from one of their ends to another has an exact count."""

from __future__ import annotations

from collections import defaultdict, deque
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date, timedelta

from recusant.reconcile.figures import Figure
from recusant.records import Window

Series = tuple[str, str, str, str]  # layer, measure, category, place


@dataclass(frozen=True)
class Sum:
    """The count of a window, and the figures that add up to it."""

    window: Window
    value: int
    figures: tuple[str, ...]


class Sums:
    """Each end of an exact figure's window is a station, each figure a way: from a station every other one has its distance."""

    def __init__(self, figures: Iterable[Figure]) -> None:
        self._ways: dict[Series, dict[date, list[tuple[date, int, str]]]] = defaultdict(lambda: defaultdict(list))
        for figure in figures:
            for series, start, after, value in _exact(figure):
                self._ways[series][start].append((after, value, figure.id))
                self._ways[series][after].append((start, -value, figure.id))

    def windows(self, series: Series, value: int) -> Iterator[Sum]:
        """The windows that count exactly so many, those of the fewest figures first."""
        ways: Mapping[date, list[tuple[date, int, str]]] = self._ways.get(series, {})
        found = [
            Sum(Window.of(start, after - timedelta(1)), total, path)
            for start in sorted(ways)
            for after, (total, path) in _reached(ways, start).items()
            if after > start and total == value
        ]
        yield from sorted(found, key=lambda one: (len(one.figures), one.window.start[0] or date.min, one.window.end[0] or date.min))


def _exact(figure: Figure) -> Iterator[tuple[Series, date, date, int]]:
    """A count that its rows hold up and down to one value on one box."""
    if figure.claims[0].kind == "count" and len(figure.rows) == 2:
        one, other = figure.rows
        if one.parts == other.parts and one.value == other.value and one.value.denominator == 1:
            box = one.boxes[0]
            yield (one.layer, box.measure, box.category, box.place), box.start, box.end + timedelta(1), int(one.value)


def _reached(ways: Mapping[date, list[tuple[date, int, str]]], start: date) -> dict[date, tuple[int, tuple[str, ...]]]:
    """Every station that a start leads to over the fewest figures, with what they add up to."""
    found: dict[date, tuple[int, tuple[str, ...]]] = {start: (0, ())}
    waiting = deque([start])
    while waiting:
        station = waiting.popleft()
        total, path = found[station]
        for after, value, name in sorted(ways[station]):
            if after not in found:
                found[after] = (total + value, (*path, name))
                waiting.append(after)
    return found
