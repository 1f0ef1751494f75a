"""Layers: what one origin counts says something of the truth, and of nobody else (docs/method.md, rules M3 to M5)."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

from recusant.records import ALL, Claim, Scope, Window
from tests.worlds import claim, exactly, reckon

YEAR = Scope("cases", "all", "XX", Window.of(date(2022, 1, 1), date(2022, 12, 31)))
MARCH = replace(YEAR, window=Window.of(date(2022, 3, 1), date(2022, 3, 31)))


def test_a_tally_holds_the_truth_up_but_not_down() -> None:
    """Rule M4."""
    reckoning = reckon([claim(YEAR, exactly(50), "watch")])
    truth, tally = reckoning.bound(YEAR), reckoning.bound(YEAR, "watch")
    assert (truth.lo, truth.hi) == (50, None)
    assert (tally.lo, tally.hi) == (50, 50)


def test_a_census_holds_every_tally_down() -> None:
    """Rule M4."""
    reckoning = reckon([claim(YEAR, exactly(50), "office"), claim(YEAR, exactly(20), "watch")])
    assert (reckoning.bound(YEAR).lo, reckoning.bound(YEAR).hi) == (50, 50)
    assert reckoning.bound(MARCH, "paper").hi == 50
    assert reckoning.bound(MARCH, "watch").hi == 20


def test_an_estimate_says_nothing_of_the_truth() -> None:
    """Rule M4: nor does an origin that the codebook does not know."""
    reckoning = reckon([claim(YEAR, exactly(900), "guess"), claim(YEAR, exactly(700), "somebody")])
    assert (reckoning.bound(YEAR).lo, reckoning.bound(YEAR).hi) == (0, None)
    assert reckoning.bound(YEAR, "somebody").lo == 700


def test_two_tallies_do_not_add_up() -> None:
    """Rule M4: both may have counted the same cases."""
    reckoning = reckon([claim(YEAR, exactly(30), "watch"), claim(YEAR, exactly(40), "paper")])
    assert reckoning.bound(YEAR).lo == 40


def test_an_uncertain_window_proves_less_on_both_sides() -> None:
    """Rule M3: the lower end holds for the largest window, the upper end for the smallest."""
    window = Window((date(2022, 3, 1), date(2022, 3, 5)), (date(2022, 3, 20), date(2022, 3, 31)))
    reckoning = reckon([claim(replace(YEAR, window=window), exactly(9))])
    inner = replace(YEAR, window=Window.of(date(2022, 3, 5), date(2022, 3, 20)))
    assert (reckoning.bound(MARCH).lo, reckoning.bound(MARCH).hi) == (9, None)
    assert (reckoning.bound(inner).lo, reckoning.bound(inner).hi) == (0, 9)


def test_a_window_without_a_start_makes_no_constraint() -> None:
    """Rule M3."""
    window = Window((None, None), (date(2022, 3, 31), date(2022, 3, 31)))
    reckoning = reckon([claim(replace(YEAR, window=window), exactly(9))])
    assert reckoning.bound(MARCH).lo == 0
    assert [item.reason for item in reckoning.unreckoned] == ["its window has no known start"]


def _said(number: int, on: date, via: tuple[str, ...], serial: int) -> Claim:
    return replace(claim(YEAR, exactly(number), "watch", serial), said_on=on, via=via)


def test_a_tally_may_revise_itself() -> None:
    """Rule M5: the later, larger value supersedes the earlier upper end; the lower end stays."""
    reckoning = reckon([_said(40, date(2023, 1, 1), ("a",), 1), _said(44, date(2023, 6, 1), ("b",), 2)])
    assert reckoning.conflicts == ()
    assert [(bound.lo, bound.hi) for bound in (reckoning.bound(YEAR, "watch"),)] == [(44, 44)]
    assert len(reckoning.superseded) == 1


def test_two_readings_of_one_statement_are_no_revision() -> None:
    """Rule M5: through the same first relay they read the same statement, so one of them is wrong."""
    reckoning = reckon([_said(64, date(2023, 1, 1), ("ministry", "a"), 1), _said(684, date(2023, 1, 6), ("ministry", "b"), 2)])
    assert len(reckoning.conflicts) == 1


def test_a_relay_that_told_both_counts_misread_one_whoever_else_tells_the_later() -> None:
    """Rule M5: another reading of the later count does not make a revision of it."""
    said = [_said(64, date(2023, 1, 1), ("ministry", "a"), 1), _said(684, date(2023, 1, 6), ("ministry", "b"), 2)]
    reckoning = reckon([*said, _said(684, date(2023, 3, 1), ("c",), 3)])
    assert reckoning.superseded == ()
    assert [item.claim for item in reckoning.set_aside] == [said[0].id]


def test_a_stock_stands_on_one_day() -> None:
    """Rule M3: a flow is summed over days, and ``all`` is asked in one window only where it is exact."""
    assert reckon([]).bound(YEAR, ALL).hi is None
