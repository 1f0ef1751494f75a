"""Leads: what a single claim would tell, which is what re-reckoning with it really tells."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from datetime import date

from hypothesis import given
from hypothesis import strategies as st

from recusant.records import Claim, Lead, Quantity, Scope, Window, whole_months
from tests.test_truth import told
from tests.worlds import claim, exactly, reckon, true_claims, worlds

SERIES = ("cases", "absence", "XX")
YEAR = Window.of(date(2022, 1, 1), date(2022, 12, 31))
YEAR_TOLD = claim(Scope(*SERIES, YEAR), exactly(1200), serial=1)


def to_june(number: int, serial: int = 2, origin: str = "office") -> Claim:
    return claim(Scope(*SERIES, Window.of(date(2022, 1, 1), date(2022, 6, 30))), exactly(number), origin, serial)


def of_kind(leads: Iterable[Lead], kind: str) -> list[Lead]:
    return [lead for lead in leads if lead.kind == kind]


def assert_as_told(lead: Lead, before: list[Claim], after: list[Claim]) -> None:
    """The months of the lead, bounded without and with its claim, change as it says, and the others not at all."""
    scope, layer, told = lead.scope, lead.layer, {effect.first: effect for effect in lead.effects}
    reckoned, again = reckon(before), reckon(after)
    known = reckoned.days_known(scope, layer)
    months = list(whole_months(*known)) if known else []
    assert len(months) == lead.months and {*months} >= {(effect.first, effect.last) for effect in lead.effects}
    for first, last in months:
        now, then = (each.bound(replace(scope, window=Window.of(first, last)), layer) for each in (reckoned, again))
        if first in told:
            assert (told[first].before, told[first].after) == ((now.lo, now.hi), (then.lo, then.hi))
        else:
            assert (now.lo, now.hi) == (then.lo, then.hi)


@told
@given(st.data())
def test_a_claim_to_review_does_what_reckoning_with_it_does(data: st.DataObject) -> None:
    world = data.draw(worlds)
    said = list({one.id: one for one in data.draw(st.lists(true_claims(world), min_size=1, max_size=8))}.values())
    kept, waiting = said[: len(said) // 2 + 1], said[len(said) // 2 + 1 :]
    known = {one.id: one for one in waiting}
    for lead in of_kind(reckon(kept).leads(waiting), "review"):
        assert_as_told(lead, kept, [*kept, known[lead.claim or ""]])


def test_the_claim_that_tells_most_comes_first() -> None:
    small = claim(Scope(*SERIES, Window.of(date(2022, 12, 1), date(2022, 12, 31))), exactly(100), serial=3)
    leads = of_kind(reckon([YEAR_TOLD]).leads([small, to_june(600)]), "review")
    assert [lead.claim for lead in leads] == [to_june(600).id, small.id]
    assert (leads[0].months, len(leads[0].effects)) == (12, 12)
    assert "12 of the 12 months" in leads[0].sentence and "at most 600 instead of at most 1,200" in leads[0].sentence


def test_what_is_implied_contradicted_or_only_supposed_is_no_claim_to_review() -> None:
    implied = claim(Scope(*SERIES, YEAR), Quantity((2000, 2000), "up_to", 0, 2000, "2000"), serial=4)
    assert of_kind(reckon([YEAR_TOLD]).leads([implied, to_june(1300), to_june(600, origin="guess")]), "review") == []


def test_claims_that_say_the_same_are_one_lead() -> None:
    (lead,) = of_kind(reckon([YEAR_TOLD]).leads([to_june(600), to_june(600, serial=5)]), "review")
    assert "as do 1 more" in lead.sentence


def test_a_figure_given_up_for_one_of_equal_weight_is_to_be_decided() -> None:
    claims = [YEAR_TOLD, to_june(600), to_june(700, serial=3)]
    reckoning = reckon(claims)
    (aside,) = reckoning.set_aside
    (lead,) = of_kind(reckoning.leads(), "decide")
    (kept,) = {one.id for one in claims[1:]} - {aside.claim}
    assert (lead.claim, lead.conflict, lead.aside) == (aside.claim, aside.conflict, (kept,))
    accepted = [replace(one, status="accepted") if one.id == lead.claim else one for one in claims]
    assert_as_told(lead, claims, accepted)


def test_a_figure_given_up_for_far_better_ones_is_no_lead() -> None:
    more = [replace(to_june(600, serial=serial), via=(f"outlet {serial}",)) for serial in (2, 6, 7)]
    assert of_kind(reckon([YEAR_TOLD, *more, to_june(700, serial=3)]).leads(), "decide") == []


def test_a_missing_count_does_what_reckoning_with_it_does() -> None:
    claims = [
        claim(Scope(*SERIES, Window.of(date(2022, 1, 1), date(2022, month, 28 if month == 2 else 30))), exactly(100 * month), serial=month)
        for month in (2, 4, 9, 11)
    ]
    leads = of_kind(reckon(claims).leads(), "find")
    assert leads
    for lead in leads:
        assert lead.claim is None and lead.assumed is not None and lead.origin == "office"
        found = claim(lead.scope, exactly(lead.assumed), lead.origin, serial=99)
        assert_as_told(lead, claims, [*claims, found])


def test_at_most_so_many_of_each_kind_are_told() -> None:
    months = [Window.of(date(2022, month, 1), date(2022, month, 28)) for month in range(1, 9)]
    waiting = [claim(Scope(*SERIES, month), exactly(9), serial=number) for number, month in enumerate(months)]
    assert len(of_kind(reckon([YEAR_TOLD]).leads(waiting, limit=2), "review")) == 2
