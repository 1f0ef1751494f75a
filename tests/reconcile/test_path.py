"""The likely path: it keeps every figure, bends least, and says where the figures say too little."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta
from itertools import pairwise

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from recusant.codebook import parse
from recusant.errors import BadInput
from recusant.reconcile import Reckoned
from recusant.records import ALL, Claim, Path, Quantity, Scope, Step, Window
from tests.test_truth import told
from tests.worlds import FIRST, LAST, ORIGINS, claim, exactly, hedged, reckon, true_claims, worlds

SERIES = ("cases", "absence", "XX")
KEPT = 0.05  # cases a step by which a row may be missed: values are told to two digits


def scope(first: str, last: str) -> Scope:
    return Scope(*SERIES, Window.of(date.fromisoformat(first), date.fromisoformat(last)))


def most(number: int) -> Quantity:
    return Quantity((number, number), "up_to", 0, number, f"up to {number}")


def values(claims: list[Claim], layer: str = ALL) -> list[float | None]:
    return [step.value for step in reckon(claims).path(*SERIES, layer).steps]


@st.composite
def reckonings(draw: st.DrawFn) -> tuple[list[Claim], str]:
    """True claims about a world, its whole year among them, so that there is a path to find; and a layer."""
    world = draw(worlds)
    origin = draw(st.sampled_from(ORIGINS))
    number = sum(origin in one.counted_by and one.category in ("short", "long") for one in world)
    year = claim(Scope(*SERIES, Window.of(FIRST, LAST)), draw(hedged(number)), origin, 9)
    said = [*draw(st.lists(true_claims(world), max_size=10)), year]
    return list({one.id: one for one in said}.values()), ALL if origin == "office" else origin


@told
@given(reckonings())
def test_a_path_lies_in_every_monthly_bound(made: tuple[list[Claim], str]) -> None:
    reckoning, layer = reckon(made[0]), made[1]
    for step in reckoning.path(*SERIES, layer).steps:
        bound = reckoning.bound(Scope(*SERIES, Window.of(step.first, step.last)), layer)
        assert step.value is None or bound.lo <= step.value <= (bound.hi if bound.hi is not None else -1)


@told
@given(reckonings())
def test_a_path_holds_together_with_every_figure(made: tuple[list[Claim], str]) -> None:
    claims, layer = made
    steps = [step for step in reckon(claims).path(*SERIES, layer).steps if step.value is not None]
    near = [(step, Quantity(None, "about", max(0.0, step.value - KEPT), step.value + KEPT, "…")) for step in steps if step.value]
    origin = "office" if layer == ALL else layer
    walked = [claim(Scope(*SERIES, Window.of(*step[:2])), around, origin, 100 + number) for number, (step, around) in enumerate(near)]
    conflicts = reckon([*claims, *walked]).conflicts
    assert all(conflict.crossed for conflict in conflicts)  # a path walks in fractions


def test_where_only_totals_are_told_it_is_the_path_that_bends_least() -> None:
    """Held against the normal equations: six totals of two months each, nothing else in the way."""
    ends = [date(2022, month, 1) for month in range(1, 13, 2)] + [date(2023, 1, 1)]
    totals = [400, 620, 900, 860, 700, 640]
    claims = [claim(scope(f"{a}", f"{b - timedelta(1)}"), exactly(n), serial=n) for (a, b), n in zip(pairwise(ends), totals, strict=True)]
    firsts = [date(2022, month, 1) for month in range(1, 13)] + [date(2023, 1, 1)]
    days = np.array([(after - first).days for first, after in pairwise(firsts)])
    rate = np.diag(30 / days)
    bends = np.vstack([np.diff(np.eye(12), 2, axis=0) @ rate, 0.1 * np.diff(np.eye(12), axis=0) @ rate])
    told = np.kron(np.eye(6), np.ones(2))
    kkt = np.block([[bends.T @ bends, told.T], [told, np.zeros((6, 6))]])
    best = np.linalg.solve(kkt, np.concatenate([np.zeros(12), totals]))[:12]
    assert values(claims) == pytest.approx(best, abs=4)


def test_a_month_that_nothing_bounds_is_not_determined() -> None:
    at_least = Quantity((50, 50), "at_least", 50, None, "50")
    found = values([claim(scope("2022-01-01", "2022-06-30"), exactly(600)), claim(scope("2022-07-01", "2022-12-31"), at_least, serial=1)])
    assert all(found[:6]) and found[6:] == [None] * 6


def test_a_most_alone_determines_no_path() -> None:
    assert values([claim(scope("2022-01-01", "2022-12-31"), most(1200))]) == [None] * 12


def test_of_a_year_that_is_told_alone_every_day_is_alike() -> None:
    found = values([claim(scope("2022-01-01", "2022-12-31"), exactly(3650))])
    assert found == pytest.approx([310, 280, 310, 300, 310, 300, 310, 310, 300, 310, 300, 310], abs=0.1)


def test_it_goes_from_a_day_within_a_month() -> None:
    first = date(2022, 3, 21)
    path = reckon([claim(scope("2022-03-21", "2022-05-31"), exactly(720))]).path(*SERIES, since=first)
    assert [(step.first, step.last.day) for step in path.steps][:2] == [(first, 31), (date(2022, 4, 1), 30)]
    assert sum(step.value or 0 for step in path.steps) == pytest.approx(720, abs=0.1)


@told
@given(reckonings(), st.randoms(use_true_random=False))
def test_the_order_of_claims_never_moves_a_path(made: tuple[list[Claim], str], chance) -> None:
    claims, layer = made
    shuffled = chance.sample(claims, len(claims))
    assert reckon(claims).path(*SERIES, layer) == reckon(shuffled).path(*SERIES, layer)


def test_no_bound_rests_on_a_path() -> None:
    claims = [claim(scope("2022-01-01", "2022-12-31"), exactly(3650)), claim(scope("2022-01-01", "2022-03-31"), most(2000), serial=1)]
    asked, other = reckon(claims), reckon(claims)
    asked.path(*SERIES)
    assert list(asked.standing()) == list(other.standing())


def test_a_stock_has_no_path() -> None:
    book = parse('[measure.wanted]\nlabel = "w"\nunit = "person"\nstage = "wanted"\nkind = "stock"\n[category.all]\n[place.XX]\n')
    said = replace(claim(scope("2022-03-01", "2022-03-01"), exactly(5)), scope=Scope("wanted", "all", "XX", Window.of(FIRST, FIRST)))
    with pytest.raises(BadInput, match="stands on a day"):
        Reckoned([said], book, lambda proof, claims: None).path("wanted", "all", "XX", "office", since=date(2021, 12, 1))


def test_a_path_reaches_a_number_in_the_step_in_which_its_sum_does() -> None:
    steps = [Step(date(2022, month, 1), date(2022, month, 28), value) for month, value in ((1, 10.0), (2, 10.2), (3, None), (4, 50.0))]
    path = Path(*SERIES, ALL, tuple(steps))
    assert [path.reaches(number) for number in (1, 10, 11, 20, 21)] == [steps[0], steps[0], steps[1], steps[1], None]
    assert path.within(Window.of(date(2022, 2, 1), date(2022, 4, 27))).steps == (*steps[1:3],)
