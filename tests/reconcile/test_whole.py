"""Figures that could all hold of half a case, and of no whole one (docs/method.md, rule M8)."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest

from recusant.errors import CertificateRefused, NotProven
from recusant.records import Claim, Conflict, Quantity, Scope, Window
from recusant.verify import verify_conflict
from tests.worlds import BOOK, claim, exactly, reckon

YEAR = Scope("cases", "all", "XX", Window.of(date(2022, 1, 1), date(2022, 12, 31)))
ABSENCE, SHORT, LONG = (replace(YEAR, category=name) for name in ("absence", "short", "long"))


def half(scope: Scope, base: Scope, serial: int = 0) -> Claim:
    return replace(claim(scope, Quantity(None, "exact", 0.5, 0.5, "half"), serial=serial), kind="ratio", base=base)


FIVE, HALF = claim(YEAR, exactly(5), serial=1), half(ABSENCE, YEAR, serial=2)


def test_half_of_five_is_a_conflict() -> None:
    """Rule M10: at least 3 by the one half of the proof, at most 2 by the other."""
    (conflict,) = reckon([FIVE, HALF]).conflicts
    crossed = conflict.crossed
    assert crossed is not None and (crossed.scope, crossed.lo, crossed.hi) == (ABSENCE, 3, 2)
    assert (set(conflict.claims), conflict.gap, conflict.smallest) == ({FIVE.id, HALF.id}, 1, True)


def test_half_of_six_is_none() -> None:
    """Rule M8."""
    reckoning = reckon([claim(YEAR, exactly(6)), HALF])
    assert (reckoning.conflicts, reckoning.bound(ABSENCE).lo, reckoning.bound(ABSENCE).hi) == ((), 3, 3)


def test_the_cheapest_is_set_aside_and_the_other_is_told() -> None:
    """Rule M7: five was read twice, the half once."""
    again = replace(FIVE, id="c-again", via=("radio",))
    reckoning = reckon([replace(FIVE, via=("paper",)), again, HALF])
    assert [aside.claim for aside in reckoning.set_aside] == [HALF.id]
    assert reckoning.bound(YEAR).lo == reckoning.bound(YEAR).hi == 5


def test_figures_that_have_no_part_in_it_are_not_named() -> None:
    """Rule M10: a chain of halves over an odd number, and a total that contradicts nothing."""
    chain = [FIVE, HALF, half(SHORT, ABSENCE, 3), claim(replace(YEAR, place="XX-1"), exactly(4), serial=4)]
    (conflict,) = reckon(chain).conflicts
    assert set(conflict.claims) == {FIVE.id, HALF.id}


def test_what_is_told_after_it_was_remembered_is_the_same() -> None:
    (conflict,) = reckon([FIVE, HALF]).conflicts
    read = Conflict.from_dict(conflict.to_dict())
    assert read == conflict and read.crossed == conflict.crossed
    assert set(conflict.crossed.cited if conflict.crossed else ()) == set(conflict.claims)


def test_a_claim_held_against_the_reckoning_may_leave_no_whole_number() -> None:
    conflict = reckon([FIVE]).conflict_with(HALF)
    assert conflict is not None and conflict.crossed is not None and HALF.id in conflict.claims


@pytest.mark.parametrize("ends", [(2, 2), (3, 3), (3, None)])
def test_a_bound_that_leaves_a_whole_number_proves_no_conflict(ends: tuple[int, int | None]) -> None:
    """Rule M9: neither end may be changed."""
    reckoning = reckon([FIVE, HALF])
    (conflict,) = reckoning.conflicts
    assert conflict.crossed is not None
    crossed = replace(conflict.crossed, lo=ends[0], hi=ends[1])
    with pytest.raises(CertificateRefused):
        verify_conflict(replace(conflict, crossed=crossed), reckoning.claims, BOOK)


def test_where_only_a_sum_of_which_nobody_speaks_has_no_whole_number_no_bound_of_it_is_shown() -> None:
    """Rule M8: one place has half of the short and half of the long, five in all: either may be whole, both together are 2½."""
    halves = [half(replace(part, place="XX-1"), part, number) for number, part in enumerate((SHORT, LONG))]
    reckoning = reckon([claim(ABSENCE, exactly(5), serial=8), *halves])
    assert reckoning.conflicts == ()
    with pytest.raises(NotProven, match="no whole numbers"):
        reckoning.bound(replace(ABSENCE, place="XX-1"))
