"""What has a series, what is asked in it, and what leads the page."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from recusant.publish import Edition
from recusant.publish.figures import Figures, Key, figures_of, shown
from recusant.publish.periods import number_of_months, spans, years
from recusant.publish.report import Bearing, Report, report_on
from recusant.publish.series import Series, days_of, tight
from recusant.records import next_month, whole_months
from tests.publish.editions import SAID, book, edition, said, story

ABSENCE = Key("all", "opened", "absence", "UA")
DAYS = st.dates(date(2020, 1, 1), date(2026, 12, 31))


@pytest.fixture(scope="module")
def report(told) -> Report:
    return report_on(told)


@pytest.fixture(scope="module")
def absence(report: Report) -> Series:
    return next(series for series in report.series if series.key == ABSENCE)


def _figures(edition: Edition) -> Figures:
    return figures_of(edition.reckoning.claims.values(), edition.book, edition.reckoning.set_aside)


def test_what_enough_figures_speak_of_has_a_series_and_so_has_its_whole(report) -> None:
    assert [(series.key.measure, series.key.category) for series in report.series] == [
        ("opened", "absence"), ("opened", "desertion"), ("wanted", "both"), ("opened", "both"),
    ]  # fmt: skip


def test_equal_claims_are_one_figure(told) -> None:
    (printed_twice,) = [figure for figure in _figures(told)[ABSENCE] if len(figure.claims) > 1]
    assert {claim.outlet for claim in printed_twice.claims} == {"Daily", "Herald"}


def test_every_claim_is_in_exactly_one_figure(told, report) -> None:
    listed = [claim.id for figure in report.figures for claim in figure.claims]
    assert sorted(listed) == sorted(told.reckoning.claims)


def test_the_figures_that_bear_on_a_series_are_those_that_count_some_of_what_it_counts(told) -> None:
    figures, kinds = _figures(told), told.book.category_tree
    bearing = Bearing(figures, shown(figures, told.book), told.book)
    for key in (ABSENCE, ABSENCE._replace(category="desertion"), ABSENCE._replace(category="both")):
        near = [
            held
            for other, held in figures.items()
            if other.measure == "opened" and kinds.leaves(other.category) & kinds.leaves(key.category)
        ]
        assert sorted(figure.first.id for figure in bearing.on(key)) == sorted(figure.first.id for held in near for figure in held)


def test_two_tallies_of_one_thing_make_a_series_of_the_truth() -> None:
    rows = [("watch", "absence", f"2023-0{month}-01", f"2023-0{month}-28", 100 + month, "exact", "Daily") for month in (1, 2)]
    other = [("paper", *row[1:4], row[4] + 50, *row[5:]) for row in rows]
    tallies = edition([said(row, number) for number, row in enumerate([*rows, *other])], book_with_paper())
    assert ABSENCE in shown(_figures(tallies), tallies.book)


def book_with_paper():
    known = book()
    known.origins["paper"] = known.origins["watch"]  # type: ignore[index]
    return known


def test_months_that_are_known_only_together_are_asked_together(absence) -> None:
    assert [(days_of(bound)[0].isoformat()[:7], days_of(bound)[1].isoformat()[:7], bound.lo) for bound in absence.spans] == [
        ("2022-01", "2022-12", 6988), ("2023-01", "2023-12", 17658), ("2024-01", "2024-12", 67840),
        ("2025-01", "2025-07", 110511), ("2025-08", "2025-09", 32649),
    ]  # fmt: skip
    assert all(tight(bound) for bound in absence.spans)


def test_the_rows_hold_every_month_once(absence) -> None:
    rows = [bound for row in absence.rows for run in row.runs for bound in run]
    assert rows == list(absence.months)


def test_the_running_total_goes_to_the_days_that_figures_name_to_year_ends_and_to_the_last_day(absence) -> None:
    assert [days_of(bound)[1].isoformat() for bound in absence.totals] == [
        "2022-12-31", "2023-12-31", "2024-12-31", "2025-07-31", "2025-09-30", "2025-10-31",
    ]  # fmt: skip


def test_a_stock_is_asked_on_the_days_it_was_counted(report) -> None:
    stock = next(series for series in report.series if series.key.measure == "wanted")
    assert (stock.stock, stock.months) == (True, ())
    assert [(bound.lo, bound.hi) for bound in stock.totals] == [(111, 111), (211, 211), (311, 311), (411, 411)]


def test_findings_are_recent_tight_and_stated_by_no_single_quote(report) -> None:
    (_, latest), (_, before) = report.findings[:2]
    assert (days_of(latest), latest.hi) == ((date(2025, 10, 1), date(2025, 10, 31)), 19440)
    assert (before.lo, before.hi) == (32649, 32649)
    assert all(len(bound.lo_certificate) > 1 and len(bound.hi_certificate) > 1 for _, bound in report.findings)


def test_what_was_set_aside_lends_no_days_and_no_weight(told) -> None:
    (slip,) = [figure for figure in _figures(told)[ABSENCE] if figure.aside]
    assert slip.first.quantity.lo == 18628
    assert not slip.counts


def test_a_claim_more_does_not_move_the_links_of_others(report) -> None:
    fewer = report_on(edition(story()[: len(SAID) - 1]))
    assert {series.key for series in fewer.series} <= {series.key for series in report.series}


@given(DAYS, st.integers(0, 900))
def test_months_and_years_are_whole_and_within(first: date, length: int) -> None:
    last = first + timedelta(length)
    for start, end in whole_months(first, last):
        assert first <= start <= end <= last
        assert (start.day, end + timedelta(1)) == (1, next_month(start))
    assert all(first <= start and end <= last and number_of_months((start, end)) == 12 for start, end in years((first, last)))


@given(st.lists(st.tuples(DAYS, st.integers(0, 400)), max_size=8))
def test_a_span_has_several_whole_months_and_begins_and_ends_with_windows(windows) -> None:
    named = [(first, first + timedelta(length)) for first, length in windows]
    for first, last in spans(named, (date(2019, 1, 1), date(2028, 12, 31))):
        cuts = {first for first, _ in named} | {last + timedelta(1) for _, last in named}
        assert {first, last + timedelta(1)} <= cuts
        assert 1 < number_of_months((first, last)) <= 12
