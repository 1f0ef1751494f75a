"""Windows at their places in the text: lists of them, and the same days told twice."""

from datetime import date

from recusant.extract.times.dated import Dated, as_one, goes_on, overlap
from recusant.records import Window


def dated(first: date, last: date) -> Dated:
    return Dated(0, 1, Window.of(first, last))


AUGUST, SEPTEMBER = dated(date(2025, 8, 1), date(2025, 8, 31)), dated(date(2025, 9, 1), date(2025, 9, 30))


def test_months_that_follow_each_other_are_one_certain_window() -> None:
    assert as_one([AUGUST, SEPTEMBER]).window == Window.of(date(2025, 8, 1), date(2025, 9, 30))


def test_years_apart_are_counted_from_the_first_to_the_last_at_most() -> None:
    window = as_one([dated(date(2021, 1, 1), date(2021, 12, 31)), dated(date(2023, 1, 1), date(2023, 12, 31))]).window
    assert window == Window((date(2021, 1, 1), date(2023, 1, 1)), (date(2021, 12, 31), date(2023, 12, 31)))


def test_days_within_a_month_named_before_are_the_same_days_told_again() -> None:
    days = dated(date(2025, 9, 24), date(2025, 9, 25))
    assert overlap([SEPTEMBER, days])
    assert as_one([SEPTEMBER, days]).window == days.window


def test_a_month_that_is_not_over_ends_where_it_was_cut() -> None:
    cut = Dated(0, 1, Window((date(2025, 9, 1), date(2025, 9, 1)), (date(2025, 9, 1), date(2025, 9, 29))))
    assert as_one([AUGUST, cut]).window == Window((date(2025, 8, 1),) * 2, cut.window.end)


def test_days_that_go_on_as_they_began_are_a_list_without_a_joining_word() -> None:
    assert goes_on([AUGUST, SEPTEMBER])
    assert not goes_on([SEPTEMBER, AUGUST])
    assert not goes_on([AUGUST, dated(date(2026, 1, 1), date(2026, 12, 31))])
