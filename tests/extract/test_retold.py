"""A figure that a headline rounds takes the days of the one that tells it again."""

from datetime import date

import pytest

import recusant
from recusant.records import Window

SAID_ON = date(2025, 6, 30)
TOLD = "Since mobilisation and up to 31 May 2025 Russian courts received 20,538 cases of refusal to serve, says Mediazona."
DAYS = Window.of(date(2022, 9, 21), date(2025, 5, 31))


def test_a_headline_counts_in_the_days_of_the_figure_that_it_rounds() -> None:
    first, second = recusant.extract(f"Over 20,000 cases of refusal to serve\n{TOLD}", "en", SAID_ON)
    assert first.scope.window == second.scope.window == DAYS
    assert first.origin == second.origin == "mediazona"


def test_what_is_read_so_waits_for_review() -> None:
    first, _ = recusant.extract(f"Over 20,000 cases of refusal to serve\n{TOLD}", "en", SAID_ON)
    assert first.confidence < 0.9


@pytest.mark.parametrize("lead", ["Over 1,000 cases of refusal", "Almost 1,100 cases of refusal", "About 1,100 cases of refusal"])
def test_a_bound_is_told_again_by_a_figure_behind_it(lead: str) -> None:
    first, _ = recusant.extract(
        f"{lead}\nSince mobilisation and up to 26 April 2023 courts received 1,064 cases of refusal.", "en", SAID_ON
    )
    assert first.scope.window == Window.of(date(2022, 9, 21), date(2023, 4, 26))


OTHERS = (
    "Over 18,000 cases of refusal to serve",
    "Over 19,000 cases of refusal to serve",
    "Almost 20,000 cases of refusal to serve",
    "Over 20,000 cases of desertion",
    "Over 20,000 cases of refusal to serve in 2024",
)


@pytest.mark.parametrize("lead", OTHERS)
def test_another_figure_keeps_its_own_days(lead: str) -> None:
    first, second = recusant.extract(f"{lead}\n{TOLD}", "en", SAID_ON)
    assert (first.scope.window, second.scope.window) != (DAYS, DAYS)
