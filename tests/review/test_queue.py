"""The queue: every claim that waits stands in it once, where a look changes most first, and people are led through it."""

from __future__ import annotations

import time
from dataclasses import replace
from datetime import date

import pytest

from recusant.ledger import Decision, Mark
from recusant.records import Claim, Effect, Lead, Scope
from recusant.review.desk import Desk
from recusant.review.order import REASONS, Queue
from recusant.review.rights import Person
from recusant.review.rooms import Ahead
from tests.review.conftest import BODIES, claim_quoting, press, reckoned, text_of

REVIEWER = Person("Olena", "reviewer")


@pytest.fixture
def printed(desk) -> Desk:
    """The desk with 900 and 800 printed by two more, and all reckoned."""
    with desk.ledger() as held:
        for number in (4, 5):
            held.add(text_of(number, BODIES[2].replace("7,000", f"The {number}th")))
    reckoned(desk)
    while desk.reckoner.ahead.after != desk.reckoner.closer.after:  # what it leads to comes after the conflicts, and changes the order
        time.sleep(0.02)
    return desk


def names(desk: Desk, reason: str | None = None, start: int = 0, most: int = 100) -> list[str]:
    with desk.ledger() as held:
        return [place.claim for place in queue_of(desk, held).page(reason, start, most)]


def queue_of(desk: Desk, held, person: Person = REVIEWER) -> Queue:
    return desk.queue(desk.seen(held, person))


def quotes(desk: Desk, claims: list[str]) -> list[str]:
    with desk.ledger() as held:
        return [held.claim(name).quote.text for name in claims]


def test_every_claim_that_waits_stands_in_it_once_and_the_reasons_add_up(printed, client) -> None:
    press(client("Olena"), "accept", claim=claim_quoting(printed, "1,100").id, seen=0)
    with printed.ledger() as held:
        counts, waiting = queue_of(printed, held).counts(), {claim.id for claim in held.claims(status="suggested")}
    every = names(printed)
    assert {*every} == waiting and len(every) == len(waiting) == sum(counts.values()) == 11
    assert {reason: len(names(printed, reason)) for reason in REASONS} == counts


def test_what_stands_in_a_conflict_comes_before_what_is_printed_often_and_that_before_the_rest(printed) -> None:
    told = quotes(printed, names(printed))
    in_conflict = [*names(printed, "decides"), *names(printed, "conflict")]
    assert {*told[:4]} == {"12,345", "12,354", "6,000", "7,000"} == {*quotes(printed, in_conflict)}
    assert {*told[4:10]} == {"800", "900"} and {*told[10:]} == {"1,000", "1,100"}


def test_pages_follow_on_each_other_also_in_the_midst_of_equal_claims(printed) -> None:
    every = names(printed)
    assert [name for start in range(0, 12, 2) for name in names(printed, start=start, most=2)] == every
    of_one = [quote for quote in quotes(printed, every) if quote == "900"]
    assert of_one == ["900"] * 3 and "".join(quotes(printed, every)).count("900900900") == 1


def test_each_claim_knows_its_place_and_its_neighbours(printed) -> None:
    every = names(printed)
    with printed.ledger() as held:
        queue = queue_of(printed, held)
        assert [queue.before(name) for name in every] == [*range(len(every))]
        assert [queue.previous(name) for name in every] == [None, *every[:-1]]
        assert [next(queue.following(name)) for name in every] == [*every[1:], every[0]]
        assert [place.claim for name in every if (place := queue.place(name))] == every


@pytest.mark.parametrize("at", [0, 3, 7, 11])
@pytest.mark.parametrize("status", ["accepted", "corrected"])
def test_after_a_decision_one_is_led_on_from_where_the_claim_stood(printed, at: int, status: str) -> None:
    every = names(printed)
    with printed.ledger() as held:
        corrected = replace(held.claim(every[at]), origin="mediazona") if status == "corrected" else None
        held.decide(Decision(every[at], status, "Olena", corrected=corrected))
        queue = queue_of(printed, held)
        assert queue.place(every[at]) is None
        assert next(queue.following(every[at])) == [*every, every[0]][at + 1]


@pytest.mark.parametrize("status", ["accepted", "rejected"])
def test_after_a_decision_about_one_of_equal_unsure_claims_one_is_led_to_the_next_of_them(printed, status: str) -> None:
    with printed.ledger() as held:
        for number in (6, 7, 8):
            text = text_of(number, f"The office counted 6,000, no. {number}.")
            held.add(replace(text, claims=tuple(replace(one, origin="paper", confidence=0.6) for one in text.claims)))
        first, second, third = names(printed, "unsure")
        held.decide(Decision(first, status, "Olena"))
        assert [*queue_of(printed, held).following(first)][:2] == [second, third]


def lead(claim: Claim, kind: str, change: int) -> Lead:
    """A lead on a claim, which would narrow a month by so much."""
    day = date(2024, 1, 1)
    scope, effect = Scope("cases_opened", "art407", "UA"), Effect(day, day, (0, change), (0, 0))
    return Lead(kind, scope, "count", "ogp_ua", "would tell", 1, (effect,), claim.id)


def test_what_the_reckoning_leads_to_comes_first_what_changes_most_before_the_rest(printed) -> None:
    less, most, turns = (claim_quoting(printed, quote) for quote in ("1,000", "800", "6,000"))
    leads = lead(less, "review", 5), lead(most, "review", 50), lead(turns, "decide", 500)
    printed.reckoner.ahead = Ahead(printed.reckoner.ahead.after._replace(claims=99), leads)
    assert quotes(printed, names(printed, "tells")) == ["800", "800", "800", "1,000"]
    assert quotes(printed, names(printed))[:5] == ["800", "800", "800", "1,000", "6,000"]
    with printed.ledger() as held:
        assert queue_of(printed, held).place(most.id).lead == leads[1]


def test_who_does_not_see_all_sources_has_a_queue_of_the_others_alone(printed) -> None:
    hidden = claim_quoting(printed, "800")
    with printed.ledger() as held:
        before = queue_of(printed, held, Person("Ihor", "reader"))
        assert {place.printed for place in before.page("repeated", 0, 9)} == {3}
        held.mark(hidden.source, Mark("Petro"))
        queue = queue_of(printed, held, Person("Ihor", "reader"))
        shown = queue.page(None, 0, 100)
        assert {place.printed for place in shown if place.claim != hidden.id} == {1, 2}
        assert {held.claim(place.claim).source for place in shown} == {one for one in held.ids() if one != hidden.source}
        assert queue.counts() == dict.fromkeys(REASONS, 0) | {"rest": len(shown)}
        assert [queue.before(place.claim) for place in shown] == [*range(len(shown))]
        assert (queue.before(hidden.id), queue.previous(hidden.id), next(queue.following(hidden.id))) == (0, None, shown[0].claim)
