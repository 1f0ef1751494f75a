"""Conflicts: the fewest figures that cannot all hold, and the cheapest to give up (docs/method.md, rule M7)."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

from hypothesis import given, settings
from hypothesis import strategies as st

from recusant.records import Claim, Scope, Window
from tests.worlds import claim, exactly, reckon


def _year(number: int, *, category: str = "all", months: tuple[int, int] = (1, 12), serial: int = 0) -> Claim:
    last = {1: 31, 3: 31, 6: 30, 9: 30, 12: 31}[months[1]]
    window = Window.of(date(2022, months[0], 1), date(2022, months[1], last))
    return claim(Scope("cases", category, "XX", window), exactly(number), serial=serial)


def test_the_parts_of_a_whole_must_sum_to_it() -> None:
    """Rule M7: three figures, none of which can be left out, are the smallest conflict."""
    said = [_year(10, category="short"), _year(20, category="long"), _year(31, category="absence")]
    (conflict,) = reckon(said).conflicts
    assert set(conflict.claims) == {item.id for item in said}
    assert conflict.smallest and conflict.gap == 1


def test_a_figure_told_by_more_readings_is_kept() -> None:
    """Rule M7: one outlet against two that read the origin on their own."""
    alone, first, second = _year(7, serial=1), _year(8, serial=2), _year(8, serial=3)
    reckoning = reckon([replace(alone, via=("a",)), replace(first, via=("b",)), replace(second, via=("c",))])
    assert [item.claim for item in reckoning.set_aside] == [alone.id]


def test_copies_of_one_chain_count_once() -> None:
    """Rule M7: ten outlets that copy one agency are one reading; an exact figure outweighs them."""
    copies = [replace(_year(8, serial=number), via=("agency", f"copy {number}"), status="suggested") for number in range(10)]
    reviewed = replace(_year(7, serial=20), via=("a",), status="accepted")
    reckoning = reckon([*copies, reviewed])
    assert {item.claim for item in reckoning.set_aside} == {item.id for item in copies}


def test_the_smallest_conflict_is_shown_not_just_any() -> None:
    """Rule M7: a lie that clashes with a chain of quarters and with one total is shown with the total."""
    quarters = [_year(10, months=(first, first + 2), serial=first) for first in (1, 4, 7, 10)]
    total, lie = _year(40, serial=30), _year(50, serial=31)
    reckoning = reckon([*quarters, total, lie])
    first, further = reckoning.conflicts
    assert set(first.claims) == {total.id, lie.id} and first.smallest
    assert set(further.claims) == {lie.id, *(quarter.id for quarter in quarters)}
    assert [aside.conflict for aside in reckoning.set_aside] == [first.id]


def test_a_set_aside_figure_bounds_nothing() -> None:
    """Rule M7: the bounds hold for the rest."""
    quarters = [_year(10, months=(first, first + 2), serial=first) for first in (1, 4, 7, 10)]
    reckoning = reckon([*quarters, _year(40, serial=30), _year(50, serial=31)])
    whole = quarters[0].scope
    assert reckoning.bound(replace(whole, window=Window.of(date(2022, 1, 1), date(2022, 12, 31)))).hi == 40


def test_a_new_claim_is_held_against_the_kept_figures() -> None:
    """Rule M7: what ``check`` asks for."""
    reckoning = reckon([_year(40)])
    conflict = reckoning.conflict_with(_year(41, months=(1, 6), serial=9))
    assert conflict is not None and conflict.gap == 1
    assert reckoning.conflict_with(_year(39, months=(1, 6), serial=9)) is None


def test_disjoint_conflicts_come_first() -> None:
    """Rule M7: two sets that share nothing show that two figures are wrong; a third set comes after them, large or small."""
    said = [_year(7, serial=1), _year(8, serial=2), _year(9, serial=3)]
    others = [_year(5, category="desertion", months=(1, 3), serial=4), _year(6, category="desertion", months=(1, 3), serial=5)]
    conflicts = reckon([*said, *others]).conflicts
    assert set(conflicts[0].claims).isdisjoint(conflicts[1].claims)
    assert all(len(conflict.claims) == 2 and conflict.smallest for conflict in conflicts)
    assert {name for conflict in conflicts for name in conflict.claims} == {item.id for item in (*said, *others)}


def test_a_tie_is_told() -> None:
    """Rule M7: nothing speaks for one of two figures rather than the other, and that is said."""
    reckoning = reckon([_year(7, serial=1), _year(8, serial=2)])
    (conflict,) = reckoning.conflicts
    (aside,) = reckoning.set_aside
    (other,) = conflict.alternatives
    assert (other.instead_of, set(other.give_up)) == ((aside.claim,), set(conflict.claims) - {aside.claim})
    assert other.weight == other.against == 4
    assert "would cost no more" in aside.reason


@given(st.permutations(range(12)))
@settings(max_examples=20, deadline=None)
def test_which_of_equally_cheap_figures_are_given_up_is_no_matter_of_order(order: list[int]) -> None:
    """Rule M7: of four figures of each part and of the whole one may be true, and of two parts no two with one of the whole."""
    said = [_year(7 + serial, category=kind, serial=serial) for kind in ("short", "long", "absence") for serial in range(4)]
    usual, other = reckon(said), reckon([said[number] for number in order])
    assert [aside.claim for aside in other.set_aside] == [aside.claim for aside in usual.set_aside]
    assert len(usual.set_aside) == 10 and other.conflicts == usual.conflicts


def test_what_is_clearly_dearer_is_no_alternative() -> None:
    """Rule M7: two readings against one."""
    said = [replace(_year(8, serial=number), via=(f"outlet {number}",)) for number in (1, 2)]
    reckoning = reckon([replace(_year(7, serial=3), via=("a",)), *said])
    assert [conflict.alternatives for conflict in reckoning.conflicts] == [()]
    assert reckoning.set_aside[0].reason.endswith("which cost more to give up")


def test_every_alternative_is_told() -> None:
    """Rule M7: of a whole and its two parts any may be wrong."""
    said = [_year(10, category="short", serial=1), _year(20, category="long", serial=2), _year(31, category="absence", serial=3)]
    (conflict,) = reckon(said).conflicts
    aside = {name for one in conflict.alternatives for name in one.instead_of}
    assert {one.give_up for one in conflict.alternatives} == {(item.id,) for item in said if item.id not in aside}


def test_a_figure_that_contradicts_itself_is_a_conflict_of_its_own() -> None:
    """Rule M7: "5 more than in the same year" is set aside alone, and nothing can be given up in its place."""
    same = _year(7)
    more = replace(same, id="c-more", kind="change", base=same.scope, quantity=exactly(5))
    reckoning = reckon([same, more])
    assert [(conflict.claims, conflict.alternatives) for conflict in reckoning.conflicts] == [(("c-more",), ())]
    assert [aside.claim for aside in reckoning.set_aside] == ["c-more"]
