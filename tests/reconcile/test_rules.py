"""What each kind of claim says for certain, with windows uncertain on either side (docs/method.md, rules M3 and M11)."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from fractions import Fraction
from typing import Any

import pytest

from recusant.codebook import parse
from recusant.errors import CertificateRefused
from recusant.reconcile import Unreckoned
from recusant.reconcile.rules import rows_of
from recusant.records import Bound, Claim, Quantity, Scope, Term, Window
from recusant.verify import verify_bound
from tests.worlds import BOOK, claim, exactly, reckon

STOCKS = parse(
    """
    [measure]
    wanted = { label = "Wanted", unit = "person", stage = "wanted", kind = "stock" }
    cases = { label = "Cases", unit = "case", stage = "opened", kind = "flow" }
    [origin]
    office = { kind = "census" }
    """,
    "stocks.toml",
)
YEAR, NEXT = (date(2022, 1, 1), date(2022, 12, 31)), (date(2023, 1, 1), date(2023, 12, 31))
WITHIN, NEXT_WITHIN = (date(2022, 2, 1), date(2022, 11, 30)), (date(2023, 2, 1), date(2023, 11, 30))  # the least that a blurred year holds


def scope(days: tuple[date, date], measure: str = "cases", category: str = "all") -> Scope:
    return Scope(measure, category, "XX", Window.of(*days))


def blurred(days: tuple[date, date], within: tuple[date, date]) -> Scope:
    return replace(scope(days), window=Window((days[0], within[0]), (within[1], days[1])))


def said(where: Scope, lo: float | None, hi: float | None, **known: Any) -> Claim:
    return replace(claim(where, Quantity(None, "vague", lo, hi, f"{lo} to {hi}")), **known)


def ends(claims: list[Claim], days: tuple[date, date]) -> tuple[int, int | None]:
    bound = reckon(claims).bound(scope(days))
    return bound.lo, bound.hi


def test_a_ratio_holds_over_the_largest_window_of_its_scope_and_the_smallest_of_its_base() -> None:
    """Rule M11: 2 to 3 times as many as about a year before."""
    ratio = said(blurred(NEXT, NEXT_WITHIN), 2, 3, kind="ratio", base=blurred(YEAR, WITHIN))
    least, most = claim(scope(WITHIN), exactly(100), serial=1), claim(scope(YEAR), exactly(120), serial=2)
    assert ends([ratio, least], NEXT) == (200, None)
    assert ends([ratio, least], NEXT_WITHIN) == (0, None)
    assert ends([ratio, most], NEXT_WITHIN) == (0, 360)
    assert ends([ratio, most], NEXT) == (0, None)


def test_a_ratio_bounds_its_base_too() -> None:
    """Rule M11: if 300 are two to three times as many, there were 100 to 150."""
    ratio = said(scope(NEXT), 2, 3, kind="ratio", base=scope(YEAR))
    assert ends([ratio, claim(scope(NEXT), exactly(300))], YEAR) == (100, 150)


def test_a_change_may_be_fewer_and_takes_windows_as_a_ratio_does() -> None:
    """Rule M11: 20 to 30 fewer than in about the year before."""
    change = said(blurred(NEXT, NEXT_WITHIN), -30, -20, kind="change", base=blurred(YEAR, WITHIN))
    known = [claim(scope(WITHIN), exactly(100), serial=1), claim(scope(YEAR), exactly(120), serial=2)]
    assert ends([change, *known], NEXT) == (70, None)
    assert ends([change, *known], NEXT_WITHIN) == (0, 100)


def test_a_comparison_of_unknown_days_says_nothing_on_that_side() -> None:
    """Rule M3: the base's start is not known, so its smallest window is not."""
    base = replace(scope(YEAR), window=Window((None, None), (YEAR[1], YEAR[1])))
    ratio = said(scope(NEXT), 2, 3, kind="ratio", base=base)
    assert isinstance(rows_of(ratio, BOOK), Unreckoned)


def test_a_falling_trend_bounds_months_from_below() -> None:
    """Rule M11: fewer every month down to 5 in June."""
    trend = said(scope((date(2022, 4, 1), date(2022, 6, 30))), None, None, kind="trend", per="month", direction="down")
    june = claim(scope((date(2022, 6, 1), date(2022, 6, 30))), exactly(5))
    assert ends([trend, june], (date(2022, 4, 1), date(2022, 4, 30))) == (7, None)


def test_a_trend_says_nothing_of_months_that_may_lie_outside() -> None:
    """Rule M11: April to June, beginning on the 1st or the 10th: only May and June are whole for certain."""
    window = Window((date(2022, 4, 1), date(2022, 4, 10)), (date(2022, 6, 30), date(2022, 7, 31)))
    trend = said(replace(scope(YEAR), window=window), None, None, kind="trend", per="month", direction="up")
    rows = rows_of(trend, BOOK)
    assert not isinstance(rows, Unreckoned) and [row.at for row in rows] == ["2022-06"]


def test_the_lowest_month_bounds_the_others_from_below() -> None:
    """Rule M11."""
    may = (date(2022, 5, 1), date(2022, 5, 31))
    rank = said(scope(may), None, None, kind="rank", rank="lowest", base=scope(YEAR))
    assert ends([rank, claim(scope(may), exactly(5))], (date(2022, 8, 1), date(2022, 8, 31))) == (5, None)
    assert ends([rank, claim(scope(may), exactly(5))], (date(2022, 8, 2), date(2022, 8, 31))) == (0, None)


@pytest.mark.parametrize("days", [(date(2022, 4, 1), date(2022, 6, 30)), (date(2022, 5, 2), date(2022, 5, 8))])
def test_a_rank_of_other_days_than_a_month_is_not_reckoned(days: tuple[date, date]) -> None:
    """Rule M11: the lowest quarter may count more than a month, the highest week fewer."""
    rank = said(scope(days), None, None, kind="rank", rank="lowest", base=scope(YEAR))
    assert rows_of(rank, BOOK) == Unreckoned(rank.id, "a rank of other days than a calendar month")
    term = Term(rank.id, "lo", Fraction(1), at="2022-08")
    with pytest.raises(CertificateRefused):
        verify_bound(Bound(scope((date(2022, 8, 1), date(2022, 8, 31))), "all", 5, None, (term,)), {rank.id: rank}, BOOK)


@pytest.mark.parametrize("known", [{"kind": "rate", "per": "week"}, {"kind": "trend", "per": "month", "direction": "up"}])
def test_what_stands_on_a_day_has_no_rate_and_no_trend(known: dict[str, Any]) -> None:
    """Rule M11: 100 wanted men a week are no 428 on the last day of the month."""
    rate = said(scope((date(2022, 6, 1), date(2022, 6, 30)), "wanted"), 100, None, **known)
    assert rows_of(rate, STOCKS) == Unreckoned(rate.id, f"a {known['kind']} of what stands on a day adds up to nothing")


def test_a_stock_counts_only_for_a_day_exactly_known() -> None:
    """Rule M3: and may be compared with another day."""
    first, last = (date(2022, 6, 1),) * 2, (date(2022, 12, 1),) * 2
    uncertain = replace(scope(first, "wanted"), window=Window((None, None), (date(2022, 6, 1), date(2022, 6, 2))))
    assert isinstance(rows_of(claim(uncertain, exactly(9)), STOCKS), Unreckoned)
    twice = said(scope(last, "wanted"), 2, 2, kind="ratio", base=scope(first, "wanted"))
    rows = rows_of(twice, STOCKS)
    assert not isinstance(rows, Unreckoned) and {(box.start, box.end) for row in rows for box in row.boxes} == {first, last}
