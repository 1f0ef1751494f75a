"""Small figures of what a codebook guards are published as "under 5", and nothing that is published gives them back."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from datetime import date

import pytest

from recusant.codebook import Codebook, parse
from recusant.publish import Guarded, guarded
from recusant.reconcile import Reckoned
from recusant.records import Bound, Claim, Conflict, Quote, Scope, Window
from recusant.verify import verify_bound, verify_conflict
from tests.publish.editions import TOML, page_of, said

GUARDED = TOML.replace('kind = "flow"', 'kind = "flow"\nguarded = true') + '[place.UA-05]\nparent = "UA"\n[place.UA-07]\nparent = "UA"\n'


def book() -> Codebook:
    return parse(GUARDED)


def requests(first: str, last: str, number: int, how: str = "exact", place: str = "UA") -> Claim:
    """A count of the watch; each stands in a page of its own."""
    made = said(("watch", "absence", first, last, number, how, "Daily"), number)
    return replace(made, id=f"c-{first}-{last}-{number}-{place}", source=f"s-{first}-{last}", scope=replace(made.scope, place=place))


def published(claims: Iterable[Claim], codebook: Codebook | None = None, title: str = "Requests") -> Guarded[Reckoned]:
    codebook = codebook or book()

    def reckon(shown: Iterable[Claim]) -> Reckoned:
        return Reckoned(shown, codebook, lambda proof, cited: _verify(proof, cited, codebook))

    return guarded(claims, {"s-1": replace(page_of("Daily"), id="s-1", title=title)}, codebook, reckon, {})


def _verify(proof: Bound | Conflict, cited: object, codebook: Codebook) -> None:
    (verify_bound if isinstance(proof, Bound) else verify_conflict)(proof, cited, codebook)


def ends(shown: Guarded[Reckoned], first: str, last: str, place: str = "UA", layer: str = "watch") -> tuple[int, int | None]:
    window = Window.of(date.fromisoformat(first), date.fromisoformat(last))
    bound = shown.reckoning.bound(Scope("opened", "absence", place, window), layer)
    return bound.lo, bound.hi


MARCH, APRIL, MAY = ("2025-03-01", "2025-03-31"), ("2025-04-01", "2025-04-30"), ("2025-05-01", "2025-05-31")
QUARTER = ("2025-03-01", "2025-05-31")


@pytest.mark.parametrize("number", [0, 1, 3, 4])
def test_a_small_figure_of_a_month_is_under_5(number: int) -> None:
    shown = published([requests(*MAY, number)])
    assert [(claim.quote.text, claim.quantity.lo, claim.quantity.hi) for claim in shown.reckoning.claims.values()] == [("under 5", 0, 4)]
    assert ends(shown, *MAY) == (0, 4)


@pytest.mark.parametrize(
    "claim", [requests(*MAY, 5), requests(*QUARTER, 3), requests("2025-01-01", "2025-12-31", 2)], ids=["five", "a quarter", "a year"]
)
def test_other_figures_stand(claim: Claim) -> None:
    assert list(published([claim]).reckoning.claims.values()) == [claim]


def test_a_small_figure_of_a_region_is_under_5_for_any_days() -> None:
    shown = published([requests("2025-01-01", "2025-12-31", 3, place="UA-05")])
    assert [claim.quote.text for claim in shown.reckoning.claims.values()] == ["under 5"]


def test_what_the_codebook_does_not_guard_stands() -> None:
    assert published([requests(*MAY, 3)], parse(TOML)).under == ()


def test_a_total_minus_its_parts_does_not_give_the_figure_back() -> None:
    shown = published([requests(*QUARTER, 100), requests(*MARCH, 50), requests(*APRIL, 47), requests(*MAY, 3)])
    low, high = ends(shown, *MAY)
    assert (low, high) == (0, 4)
    assert len(shown.withheld) == 1


def test_a_figure_that_nobody_states_is_not_told_by_a_total_minus_its_parts() -> None:
    shown = published([requests(*QUARTER, 100), requests(*MARCH, 50), requests(*APRIL, 47)])
    low, high = ends(shown, *MAY)
    assert not low
    assert high is None or high >= 4


def test_a_country_minus_its_other_regions_does_not_give_the_figure_back() -> None:
    year = ("2024-01-01", "2024-12-31")
    sum_of_two = parse(GUARDED.replace('label = "Ukraine"', 'label = "Ukraine"\nexhaustive = true'))
    claims = [requests(*year, 60), requests(*year, 58, place="UA-05"), requests(*year, 2, place="UA-07")]
    assert ends(published(claims, sum_of_two), *year, place="UA-07") == (0, 4)


def test_two_running_totals_do_not_tell_what_lies_between() -> None:
    shown = published([requests("2025-01-01", "2025-05-10", 101), requests("2025-01-01", "2025-05-13", 104)])
    assert len(shown.reckoning.claims) == 1


def test_a_small_total_may_be_told_though_no_part_is_more() -> None:
    shown = published([requests(*QUARTER, 3)])
    assert ends(shown, *MAY) == (0, 3)
    assert shown.withheld == ()


def test_at_least_three_is_withheld_and_not_said_to_be_under_5() -> None:
    shown = published([requests(*MAY, 3, "at_least")])
    assert (len(shown.reckoning.claims), len(shown.withheld)) == (0, 1)


def test_the_id_and_the_span_tell_nothing_of_the_number() -> None:
    three, four = (published([replace(requests(*MAY, number), source="s-1")]) for number in (3, 4))
    assert list(three.reckoning.claims.values()) == list(four.reckoning.claims.values())


def test_a_quote_that_holds_another_small_figure_is_cut() -> None:
    text = "40 calls in March, 3 in May"
    large, small = requests(*MARCH, 40), requests(*MAY, 3)
    large = replace(large, source="s-1", quote=Quote(0, len(text), text), quantity=replace(large.quantity, text="40"))
    small = replace(small, source="s-1", quote=Quote(19, 27, text[19:]), quantity=replace(small.quantity, text="3"))
    shown = published([large, small])
    assert sorted(claim.quote.text for claim in shown.reckoning.claims.values()) == ["40 calls in March, […]", "under 5"]
    assert shown.sources["s-1"].title is None
