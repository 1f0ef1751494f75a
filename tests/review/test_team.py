"""Several people: two who have to agree, disagreement that stays, and nobody's decision lost."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor

import psycopg
import pytest

from recusant.review.acts import TWO
from recusant.review.readings import fields_of, reading_of
from recusant.review.rights import Person
from tests.review.conftest import claim_quoting, press


@pytest.fixture
def claim(desk):
    return claim_quoting(desk, "900")


@pytest.fixture
def two(desk) -> None:
    with desk.deciding() as held:
        held.set(TWO, "yes")


def test_an_acceptance_waits_until_a_second_person_agrees(desk, client, claim, two) -> None:
    press(client("Olena"), "accept", claim=claim.id, seen=0)
    press(client("Olena"), "accept", claim=claim.id, seen=1)
    assert claim_quoting(desk, "900").status == "suggested"
    assert "waits for a second person" in client("Marta").get(f"/claims/{claim.id}").text
    press(client("Marta"), "accept", claim=claim.id, seen=2)
    assert claim_quoting(desk, "900").status == "accepted"


def test_a_correction_stands_once_a_second_person_makes_the_same(desk, client, claim, two) -> None:
    fields = fields_of(reading_of(claim)) | {"value": "910"}
    press(client("Olena"), "correct", claim=claim.id, seen=0, **fields)
    press(client("Marta"), "correct", claim=claim.id, seen=1, **fields | {"value": "920"})
    assert claim_quoting(desk, "900").status == "suggested"
    press(client("Petro"), "correct", claim=claim.id, seen=2, **fields)
    assert claim_quoting(desk, "900").quantity.lo == 910


def test_who_takes_back_what_waits_takes_back_nothing_of_others(desk, client, claim, two) -> None:
    press(client("Olena"), "accept", claim=claim.id, seen=0)
    fields = fields_of(reading_of(claim)) | {"value": "910"}
    press(client("Marta"), "correct", claim=claim.id, seen=1, **fields)
    press(client("Marta"), "undo", claim=claim.id, seen=2)
    press(client("Petro"), "accept", claim=claim.id, seen=3)
    assert claim_quoting(desk, "900").status == "accepted"


def test_a_new_claim_counts_in_nothing_before_a_second_person_agrees(desk, client, claim, two) -> None:
    fields = fields_of(reading_of(claim)) | {"category": "art408"}
    press(client("Olena"), "make", source=claim.source, quote_start=claim.quote.start, quote_end=claim.quote.end, **fields)
    with desk.ledger() as held:
        made = held.decisions()[-1].claim
        assert (held.claim(made).status, held.claim(made).confidence) == ("suggested", 0.0)


def test_disagreement_stays_and_is_shown(client, claim) -> None:
    press(client("Olena"), "accept", claim=claim.id, seen=0)
    press(client("Marta"), "reject", claim=claim.id, seen=1, why="it counts persons")
    shown = client("Petro").get(f"/api/claims/{claim.id}").json()
    assert {(one["by"], one["status"]) for one in shown["disagreement"]} == {("Olena", "accepted"), ("Marta", "rejected")}
    assert "People decided differently" in client("Petro").get(f"/claims/{claim.id}").text


def test_of_many_who_decide_at_once_one_is_written_and_all_others_are_told(desk, client, claim) -> None:
    browsers = [client(name) for name in ("Olena", "Marta", "Petro", "Daria") for _ in range(3)]
    with ThreadPoolExecutor(len(browsers)) as crowd:
        answers = list(crowd.map(lambda browser: press(browser, "accept", claim=claim.id, seen=0).status_code, browsers))
    assert sorted(answers) == [303, *[409] * 11]
    with desk.ledger() as held:
        assert len(held.decisions(claim.id)) == 1


def test_the_next_claim_is_one_that_nobody_else_looks_at(desk, client) -> None:
    with desk.ledger() as held:
        first, second, third = (place.claim for place in desk.queue(desk.seen(held, Person("Olena", "reviewer"))).page(None, 0, 3))
    client("Marta").get(f"/claims/{second}")
    assert client("Olena").get(f"/next?after={first}").headers["location"].startswith(f"/claims/{third}?")
    assert "Marta" in client("Olena").get(f"/claims/{second}").text


@pytest.mark.parametrize("place", [pytest.param("postgres", marks=pytest.mark.postgres)], indirect=True)
def test_a_server_that_was_away_for_a_moment_costs_one_page(desk, client, path) -> None:
    browser = client("Olena")
    assert browser.get("/").status_code == 200
    with psycopg.connect(path, autocommit=True) as other:
        other.execute("SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE application_name = 'recusant'")
    assert [browser.get("/").status_code for _ in range(2)] == [503, 200]
