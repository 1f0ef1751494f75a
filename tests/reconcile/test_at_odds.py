"""What claims exclude each other, told without working out which of them to give up."""

from __future__ import annotations

from datetime import date

from hypothesis import example, given, settings
from hypothesis import strategies as st

from recusant.records import Claim, Scope, Window
from tests.worlds import claim, exactly, reckon


def _count(number: int, first: int, last: int, serial: int) -> Claim:
    """So many from one month of 2022 to another."""
    days = Window.of(date(2022, first, 1), date(2022, last, 28))
    return claim(Scope("cases", "all", "XX", days), exactly(number), "watch", serial)


COUNTS = st.lists(st.tuples(st.integers(0, 9), st.integers(1, 6), st.integers(0, 6)), max_size=7)


@settings(max_examples=60, deadline=None)
@given(COUNTS)
@example([(0, 1, 0), (0, 1, 0), (1, 1, 0), (1, 1, 0)])  # each said twice: a conflict cites one of those who say the same
def test_there_is_one_where_not_all_claims_hold_together_and_only_there(counts) -> None:
    said = [_count(number, first, first + more, serial) for serial, (number, first, more) in enumerate(counts)]
    found = [*reckon(said).at_odds()]
    assert bool(found) == bool(reckon(said).set_aside)
    told = {(one.scope, one.quantity) for conflict in found for one in conflict.cited.values()}
    assert not reckon([one for one in said if (one.scope, one.quantity) not in told]).set_aside


@settings(max_examples=60, deadline=None)
@given(COUNTS)
def test_each_excludes_itself_and_nothing_less_of_it_does(counts) -> None:
    said = [_count(number, first, first + more, serial) for serial, (number, first, more) in enumerate(counts)]
    by_id = {one.id: one for one in said}
    for conflict in reckon(said).at_odds():
        members = [by_id[name] for name in conflict.claims]
        assert reckon(members).set_aside
        assert not any(reckon([one for one in members if one is not left]).set_aside for left in members)


def test_a_text_of_many_figures_that_all_contradict_is_told_for_each() -> None:
    said = [_count(number, 1, 6, number) for number in range(100)]
    assert len([*reckon(said).at_odds()]) == 99
