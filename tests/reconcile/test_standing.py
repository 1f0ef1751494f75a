"""Standing tables: by month, quarter and year, in total, and the running total at the end of each month (docs/reconcile.md)."""

from __future__ import annotations

from datetime import date

import pytest

from recusant.errors import BadInput
from recusant.reconcile import Reckoned
from recusant.records import Scope, Window
from tests.worlds import claim, exactly, reckon

START = date(2022, 2, 24)
ENDS = (date(2022, 4, 30), date(2022, 6, 30), date(2022, 12, 31))


def totals() -> Reckoned:
    """The office counts from one day on, 10, 16 and 40; the watch has seen 3 in May."""
    scopes = [Scope("cases", "absence", "XX", Window.of(START, end)) for end in ENDS]
    said = [claim(scope, exactly(number)) for scope, number in zip(scopes, (10, 16, 40), strict=True)]
    return reckon([*said, claim(Scope("cases", "absence", "XX-1", Window.of(date(2022, 5, 1), date(2022, 5, 31))), exactly(3), "watch")])


def table(by: str, layer: str = "all", place: str = "XX") -> list[tuple[tuple[date, date] | None, int, int | None]]:
    bounds = [bound for bound in totals().standing(by, layer) if (bound.scope.category, bound.scope.place) == ("absence", place)]
    return [(bound.scope.window.exact, bound.lo, bound.hi) for bound in bounds]


def test_running_totals_begin_where_most_windows_do_and_end_with_each_month() -> None:
    months = table("running")
    assert months[0] == ((START, date(2022, 2, 28)), 0, 10)
    assert months[2:5] == [((START, date(2022, 4, 30)), 10, 10), ((START, date(2022, 5, 31)), 13, 16), ((START, ENDS[1]), 16, 16)]
    assert (len(months), months[-1]) == (11, ((START, ENDS[2]), 40, 40))


@pytest.mark.parametrize(
    ("by", "bounds"),
    [
        ("quarter", [(6, 16), (0, 24), (0, 24)]),
        ("year", []),
        ("total", [(40, 40)]),
    ],
)
def test_periods_lie_wholly_within_the_days_told(by: str, bounds: list[tuple[int, int]]) -> None:
    assert [(lo, hi) for _, lo, hi in table(by)] == bounds


def test_a_layer_has_its_own_table_and_may_be_left_out() -> None:
    """Rule M4: the watch knows of 3; of the office's count it says nothing."""
    assert ((date(2022, 5, 1), date(2022, 5, 31)), 3, 3) in table("month", "watch", "XX-1")
    with pytest.raises(BadInput, match="of the layer"):
        list(totals().without("watch").standing("month", "watch"))


def test_a_table_by_something_else_is_bad_use() -> None:
    with pytest.raises(BadInput, match="month, quarter, year, total, running"):
        list(totals().standing("decade"))
