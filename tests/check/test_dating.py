"""When a running total reached a number: the truth lies between the days proven, and the likely month beside them."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta

from hypothesis import given
from hypothesis import strategies as st

from recusant.check import crossed, judge
from recusant.records import Quantity, Scope, Window
from tests.test_truth import told
from tests.worlds import BOOK, FIRST, LAST, SAY, claim, count, exactly, reckon, true_claims, worlds

ALL_YEAR = Scope("cases", "absence", "XX", Window.of(FIRST, LAST))
QUARTERS = [claim(replace(ALL_YEAR, window=Window.of(FIRST, day)), exactly(number), serial=number)
            for day, number in ((date(2022, 3, 31), 90), (date(2022, 6, 30), 300), (LAST, 1200))]  # fmt: skip


@told
@given(st.data(), st.integers(1, 8))
def test_the_truth_and_the_likely_month_lie_between_the_days_proven(data: st.DataObject, number: int) -> None:
    world = data.draw(worlds)
    said = {one.id: one for one in data.draw(st.lists(true_claims(world), max_size=8))}
    year = claim(ALL_YEAR, exactly(count(world, ALL_YEAR, "office")), serial=9)
    crossing = crossed(ALL_YEAR, number, "all", reckon([*said.values(), year]))
    after, by = (bound.scope.window.end[1] if bound else None for bound in (crossing.below, crossing.reached))
    days = (FIRST + timedelta(number) for number in range(365))
    truth = next((day for day in days if count(world, replace(ALL_YEAR, window=Window.of(FIRST, day)), "office") >= number), None)
    assert after is None or truth is None or after < truth
    assert by is None or (truth is not None and truth <= by)
    if crossing.likely:
        assert (after is None or crossing.likely.last > after) and (by is None or crossing.likely.first <= by)


def test_both_ends_are_proven_by_halves_of_bounds() -> None:
    crossing = crossed(ALL_YEAR, 200, "all", reckon(QUARTERS))
    assert crossing.below and crossing.reached and crossing.likely
    assert (crossing.below.scope.window.end[1], crossing.below.hi, crossing.below.lo_certificate) == (date(2022, 3, 31), 90, ())
    assert (crossing.reached.scope.window.end[1], crossing.reached.lo, crossing.reached.hi) == (date(2022, 6, 30), 300, None)
    assert date(2022, 4, 1) <= crossing.likely.first <= date(2022, 6, 1)


def test_where_nothing_is_quoted_nothing_is_said_of_a_crossing() -> None:
    crossing = crossed(replace(ALL_YEAR, category="desertion"), 5, "watch", reckon(QUARTERS))
    assert (crossing.below, crossing.reached, crossing.likely) == (None, None, None)


def test_an_undated_figure_is_told_the_likely_month_apart_from_what_is_proven() -> None:
    undated = replace(ALL_YEAR, window=Window((FIRST, FIRST), (None, None)))
    (verdict,) = judge([claim(undated, Quantity((200, 200), "more_than", 201, None, "over 200"), serial=7)], reckon(QUARTERS), BOOK, SAY)
    assert (verdict.verdict, verdict.days) == ("undated", (date(2022, 4, 1), date(2022, 6, 29)))
    assert verdict.likely and date(2022, 4, 1) <= verdict.likely.first <= date(2022, 6, 1)
    assert verdict.sentence.endswith(f"Likely about {verdict.likely.first:%B %Y} (interpolated, not proven).")
