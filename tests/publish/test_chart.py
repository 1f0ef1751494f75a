"""Charts: what is drawn is what is proven."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest

from recusant.publish.chart import HEAD, HEIGHT, THIN, Chart, Named, Scale, _dates, events_of, months_chart, totals_chart
from recusant.publish.report import report_on
from recusant.publish.series import Series, days_of
from recusant.publish.words import Words


@pytest.fixture(scope="module")
def series(told) -> tuple[Series, ...]:
    return report_on(told).series


@pytest.fixture(scope="module")
def charts(told, series) -> list[Chart]:
    named = [(one, events_of(one, Words("en", told.book))) for one in series]
    drawn = [make(one, events) for one, events in named for make in (months_chart, totals_chart)]
    return [chart for chart in drawn if chart]


def test_everything_lies_within_the_chart(charts) -> None:
    for chart in charts:
        for strip in (*chart.strips, *chart.firm, *chart.touched):
            assert 0 <= strip.x <= strip.x + strip.width <= 100.02
            assert HEAD - THIN <= strip.y <= strip.y + strip.height <= HEAD + HEIGHT + THIN
        assert all(0 <= mark.x <= 100 and HEAD <= mark.y <= HEAD + HEIGHT for mark in chart.marks)


def test_every_month_can_be_pointed_at(series) -> None:
    chart = months_chart(series[0], [])
    assert chart
    assert [days_of(strip.bound) for strip in chart.touched] == [days_of(bound) for bound in series[0].months]


def test_a_band_reaches_from_the_least_to_the_most() -> None:
    scale, days = Scale((date(2022, 1, 1), date(2022, 12, 31)), 100), (date(2022, 1, 1), date(2022, 6, 30))
    strip = scale.strip("band", days, (25, 75), None)  # type: ignore[arg-type]
    assert (strip.x, strip.y, strip.height) == (0, HEAD + HEIGHT / 4, HEIGHT / 2)
    assert scale.strip("band", days, (25, None), None).look == "open"  # type: ignore[arg-type]
    assert scale.strip("band", days, (25, 101), None).look == "tall"  # type: ignore[arg-type]
    assert scale.strip("firm", days, (50, 50), None).height == THIN  # type: ignore[arg-type]


def test_between_two_days_a_total_is_at_least_that_of_the_first_and_at_most_that_of_the_second(series) -> None:
    chart = totals_chart(series[0], [])
    assert chart
    for strip, before, bound in zip(chart.strips[1:], series[0].totals, series[0].totals[1:], strict=False):
        assert strip.y + strip.height == pytest.approx(chart.scale.y(before.lo), abs=THIN)
        assert strip.y == pytest.approx(chart.scale.y(bound.hi), abs=THIN)


def test_a_total_that_nothing_bounds_above_is_drawn_at_its_least_and_not_up_to_the_top(series) -> None:
    *known, last = series[0].totals
    chart = totals_chart(replace(series[0], totals=(*known, replace(last, hi=None, hi_certificate=()))), [])
    assert chart
    assert chart.strips[-1].look == "open"
    assert chart.firm[-1].height == THIN
    assert chart.firm[-1].y == pytest.approx(chart.scale.y(last.lo), abs=THIN)


@pytest.mark.parametrize(
    ("first", "last", "ticks"),
    [
        ("2024-12-01", "2025-07-31", ["2025-01", "2025-03", "2025-05"]),
        ("2022-02-24", "2023-09-20", ["2022-07", "2023-01"]),
        ("2022-01-01", "2025-10-31", ["2022", "2023", "2024", "2025"]),
        ("2001-01-01", "2020-12-31", ["2001", "2004", "2007", "2010", "2013", "2016", "2019"]),
    ],
)
def test_a_short_time_is_told_by_its_months_and_a_long_one_by_some_years(first: str, last: str, ticks: list[str]) -> None:
    signs = _dates(Scale((date.fromisoformat(first), date.fromisoformat(last)), 100))
    assert [sign.text for sign in signs] == ticks


def test_a_figure_is_a_dot_an_arrow_or_a_cross(series, charts) -> None:
    looks = {
        mark.figure.first.quantity.modifier if not mark.figure.aside else "aside": mark.look for chart in charts for mark in chart.marks
    }
    assert looks == {"exact": "exact", "more_than": "up", "up_to": "down"}


def test_letters_that_would_touch_stand_in_lanes(series) -> None:
    named = [Named(letter, date(2024, 3, day), ("x",)) for letter, day in (("A", 1), ("B", 5), ("C", 9))]
    chart = months_chart(series[0], named)
    assert chart
    assert [(sign.text, sign.lane) for sign in chart.signs.events] == [("A", 0), ("B", 1), ("C", 2)]


def test_what_happened_on_one_day_has_one_letter(told, series) -> None:
    named = events_of(series[0], Words("en", told.book))
    assert [(one.letter, one.titles) for one in named] == [("A", ("The beginning",)), ("B", ("Law on return",))]


def test_values_at_the_side_are_round_and_few(charts) -> None:
    for chart in charts:
        assert 2 <= len(chart.signs.values) <= 7
        assert all(
            int(sign.text) in (0, *(digit * 10**power for digit in range(1, 100) for power in range(7))) for sign in chart.signs.values
        )


def test_the_likely_path_lies_in_the_band_and_breaks_off_where_it_is_not_determined(series) -> None:
    chart = months_chart(series[0], [])
    assert chart and chart.likely
    tops = {strip.x: strip.y for strip in chart.touched}
    for x, y in (point for line in chart.likely for point in line):
        under = max(start for start in tops if start <= x)
        assert tops[under] - THIN <= y <= HEAD + HEIGHT
    steps = tuple(step._replace(value=None) if step.first.month == 6 else step for step in series[0].path.steps)
    broken = months_chart(replace(series[0], path=replace(series[0].path, steps=steps)), [])
    assert broken and len(broken.likely) > len(chart.likely)
