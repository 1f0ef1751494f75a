"""Numerical honesty: whatever the solver makes of hard numbers, what leaves is right, or it is said not to be proven (rule M8)."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta
from fractions import Fraction
from itertools import islice

import numpy as np
import pytest

from recusant.errors import NotProven
from recusant.reconcile import Reckoned, bounds
from recusant.reconcile.exact import DENOMINATORS, proposals
from recusant.reconcile.prover import Prover
from recusant.reconcile.rules import rows_of
from recusant.reconcile.system import System
from recusant.records import Claim, Quantity, Scope, Window
from tests.worlds import BOOK, claim, exactly, reckon

YEAR = Scope("cases", "all", "XX", Window.of(date(2022, 1, 1), date(2022, 12, 31)))


def _until(day: date) -> Scope:
    return replace(YEAR, window=Window.of(date(2022, 1, 1), day))


def _month(number: int) -> Scope:
    after = date(2022, number + 1, 1) if number < 12 else date(2023, 1, 1)
    return replace(YEAR, window=Window.of(date(2022, number, 1), after - timedelta(1)))


@pytest.mark.parametrize("size", [10**6, 10**9, 10**12])
def test_units_beside_millions(size: int) -> None:
    """Rule M8: a difference of three survives, however large the numbers that it is the difference of."""
    reckoning = reckon([claim(YEAR, exactly(size + 3)), claim(_until(date(2022, 11, 30)), exactly(size))])
    december = reckoning.bound(_month(12))
    assert (december.lo, december.hi) == (3, 3)


@pytest.mark.parametrize("size", [10**6, 10**9])
def test_a_sum_that_misses_by_one_is_a_conflict(size: int) -> None:
    """Rule M10: nearly is not equal."""
    months = [claim(_month(number), exactly(size), serial=number) for number in range(1, 13)]
    assert reckon([*months, claim(YEAR, exactly(12 * size))]).conflicts == ()
    conflict = reckon([*months, claim(YEAR, exactly(12 * size + 1))]).conflicts[0]
    assert (len(conflict.claims), conflict.gap) == (13, 1)


def test_thousands_of_rows_that_others_imply() -> None:
    """Rule M8: of a thousand running totals, each said twice and rounded twice more, only two decide a day."""
    days = [date(2022, 1, 1) + timedelta(number) for number in range(365)]
    said = [claim(_until(day), exactly(1000 * number), serial=number) for number, day in enumerate(days)]
    loose = [
        claim(_until(day), Quantity((0, 0), "about", max(0, 1000 * number - off), 1000 * number + off, "about"), serial=1000 * off + number)
        for number, day in enumerate(days)
        for off in (50, 500)
    ]
    bound = reckon([*said, *loose]).bound(replace(YEAR, window=Window.of(days[100], days[100])))
    assert (bound.lo, bound.hi) == (1000, 1000)
    assert len(bound.lo_certificate) == len(bound.hi_certificate) == 2


def test_a_world_where_nothing_happens() -> None:
    """Rule M8: every proof of nothing is as good as any other, and all are right."""
    said = [claim(_month(number), exactly(0), serial=number) for number in range(1, 13)]
    reckoning = reckon([*said, claim(YEAR, exactly(0)), claim(replace(YEAR, category="absence"), exactly(0))])
    months = [reckoning.bound(_month(number)) for number in range(1, 13)]
    assert {(bound.lo, bound.hi) for bound in months} == {(0, 0)}


def test_shares_of_shares_keep_their_fractions() -> None:
    """Rule M8: 33 to 34 % of 14 to 15 % of a million, with multipliers of a hundredth of a hundredth."""
    absence, short = replace(YEAR, category="absence"), replace(YEAR, category="short")
    bound = reckon([claim(YEAR, exactly(10**6)), _share(absence, YEAR, 0.14, 0.15), _share(short, absence, 0.33, 0.34)]).bound(short)
    assert (bound.lo, bound.hi) == (46_200, 51_000)


def _share(scope: Scope, base: Scope, lo: float, hi: float) -> Claim:
    return replace(claim(scope, Quantity(None, "range", lo, hi, f"{lo} to {hi}")), kind="ratio", base=base)


@pytest.mark.parametrize("millionths", [10_000, 100, 10, 1])
def test_shares_that_differ_by_a_millionth_of_a_million(millionths: int) -> None:
    """Rule M10: at most half, and a little more than half: of a million so many cases apart, and the fewest that show it are three."""
    conflict = _two_shares(10**6, millionths / 10**6).conflicts[0]
    assert (len(conflict.claims), conflict.gap, conflict.smallest) == (3, millionths, True)


@pytest.mark.parametrize(("size", "apart"), [(10**6, 1e-7), (10**9, 1e-9), (10, 1e-5)])
def test_what_misses_by_less_than_the_solver_can_tell_is_said_not_to_be_proven(size: int, apart: float) -> None:
    """Rule M8: a tenth of a case of a million, or a ten-thousandth of one of ten: no conflict is made up, and no bound."""
    reckoning = _two_shares(size, apart)
    with pytest.raises(NotProven):
        reckoning.bound(replace(YEAR, category="absence"))


def _two_shares(size: int, apart: float) -> Reckoned:
    absence = replace(YEAR, category="absence")
    shares = [_share(absence, YEAR, 0.2, 0.5), replace(_share(absence, YEAR, 0.5 + apart, 0.6), id="c-more")]
    return reckon([claim(YEAR, exactly(size)), *shares])


def test_shares_told_the_wrong_way_round_are_proved_to_conflict() -> None:
    """Rule M8: each half is 1.885 times the other, and one of them 577: the multipliers are products of such shares, and exact."""
    halves = [replace(YEAR, window=Window.of(date(2022, first, 1), date(2022, first + 5, 30))) for first in (1, 7)]
    said = [_share(halves[0], halves[1], 1.885, 1.9), replace(_share(halves[1], halves[0], 1.885, 1.9), id="c-more")]
    (conflict,) = reckon([*said, claim(halves[1], exactly(577))]).conflicts
    assert len(conflict.claims) == 3 and conflict.smallest and conflict.gap > 0


def test_what_is_not_added_up_exactly_is_not_shown(monkeypatch: pytest.MonkeyPatch) -> None:
    """Rule M8: where the solver's numbers make no exact proof, that is said, and no number is shown."""
    monkeypatch.setattr(bounds, "proposals", lambda prover, solution: iter(()))
    with pytest.raises(NotProven, match="no exact proof"):
        reckon([claim(YEAR, exactly(30))]).bound(YEAR)


def test_columns_left_out_lose_nothing() -> None:
    """The programme leaves out columns beside which as much may be counted; the bounds are those of every day laid out as a question."""
    said = [claim(_blurred(number), exactly(100 + number), serial=number) for number in range(1, 11)] + [claim(YEAR, exactly(2000))]
    days = [replace(YEAR, window=Window.of(day, day)) for day in (date(2022, 1, 1) + timedelta(number) for number in range(365))]
    reckoning, months = reckon(said), [_month(number) for number in range(1, 13)]
    apart, among_days = reckoning.bounds(months), reckoning.bounds([*months, *days])[:12]
    assert [(one.lo, one.hi) for one in apart] == [(one.lo, one.hi) for one in among_days]


def _blurred(month: int) -> Scope:
    """A window of about two months, each end of it known within some days."""
    days = [date(2022, month, 1), date(2022, month, 1 + month), date(2022, month + 1, 20 - month), date(2022, month + 1, 25)]
    return replace(YEAR, window=Window((days[0], days[1]), (days[2], days[3])))


def test_each_multiplier_finds_its_own_fraction() -> None:
    """A share of an eighth beside whole ones, as the solver writes them: rounding all to one small denominator would miss it."""
    rows = tuple(row for number in (1, 2) for row in rows_of(claim(_month(number), exactly(10 * number), serial=number), BOOK))
    prover = Prover(System(rows, [], BOOK), np.zeros(4), np.ones(4))
    solution = replace(prover.solve(), times=np.array([0.9999999999999988, -0.8749999999999996, 0.0, -0.8571428571428570]))
    found = [dict(proposal) for proposal in islice(proposals(prover, solution), len(DENOMINATORS) + 1)]
    assert {rows[0]: Fraction(1, 8), rows[3]: Fraction(-6, 7)} in found
