"""The lightest set that meets every set of some: held against all subsets, one by one."""

from __future__ import annotations

from itertools import combinations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from recusant.errors import NotProven
from recusant.reconcile.hitting import apart, lightest, needed
from recusant.reconcile.program import cheapest

SETS = st.lists(st.sets(st.integers(0, 6), max_size=4), max_size=8)
WEIGHTS = st.lists(st.integers(1, 9), min_size=7, max_size=7).map(lambda weights: np.array(weights, dtype=float))


def _weighed(sets: list[set[int]], weights: np.ndarray, forced: int | None) -> float:
    """What the lightest weighs, by trying every subset; infinite where nothing meets an empty set."""
    subsets = (set(chosen) for size in range(8) for chosen in combinations(range(7), size))
    fitting = (chosen for chosen in subsets if (forced is None or forced in chosen) and all(chosen & members for members in sets))
    return min((float(sum(weights[list(chosen)])) for chosen in fitting), default=float("inf"))


@given(SETS, WEIGHTS, st.none() | st.integers(0, 6), st.floats(1, 40))
def test_none_is_lighter(sets: list[set[int]], weights: np.ndarray, forced: int | None, below: float) -> None:
    """It meets every set, holds what is forced, and weighs what the lightest weighs; none is found where that is too much."""
    found, least = lightest(sets, weights, below, forced), _weighed(sets, weights, forced)
    assert (found is None) == (least >= below)
    if found is not None:
        assert all(found & members for members in sets) and forced in {None, *found}
        assert sum(weights[list(found)]) == least


@given(SETS, WEIGHTS)
def test_the_first_that_is_known_to_be_lightest_will_do(sets: list[set[int]], weights: np.ndarray) -> None:
    """Told that none weighs less, the search ends at the first of that weight, and finds none that weighs more."""
    least = _weighed(sets, weights, None)
    found = lightest(sets, weights, 100.0, no_lighter=min(least, 100.0))
    assert (sum(weights[list(found)]) if found is not None else float("inf")) == least


@given(SETS.map(lambda sets: [frozenset(members) for members in sets if members]), WEIGHTS)
def test_what_another_stands_for_is_not_needed(sets: list[frozenset[int]], weights: np.ndarray) -> None:
    """Without members in whose place another would do the lightest weighs the same, and what meets the rest meets all."""
    found = lightest(needed(sets, weights), weights, 100.0) or set()
    assert all(found & members for members in sets)
    assert sum(weights[list(found)]) == _weighed([set(members) for members in sets], weights, None)


@given(SETS.map(lambda sets: [frozenset(members) for members in sets if members]), WEIGHTS)
def test_groups_that_share_nothing_are_met_apart(sets: list[frozenset[int]], weights: np.ndarray) -> None:
    """By the search in one group and by whole-number programming in another: together they weigh what the lightest of all weighs."""
    groups = apart(sets)
    assert set().union(*groups) == set(sets)
    found = [lightest(group, weights, 100.0) if number % 2 else cheapest(weights, group) for number, group in enumerate(groups)]
    assert sum(sum(weights[list(chosen or ())]) for chosen in found) == _weighed([set(members) for members in sets], weights, None)


def test_a_search_that_takes_too_long_says_so() -> None:
    rings = [{number, number % 7 + 1} for number in range(1, 8)]
    assert len(lightest(rings, None, 100.0) or ()) == 4
    with pytest.raises(NotProven, match="steps"):
        lightest(rings, None, 100.0, steps=3)
