"""What people decide: it is written, it can be taken back, nothing is overwritten unseen, and the bounds follow."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest

from recusant.ledger import Decision
from recusant.records import Quantity, Window
from recusant.review.readings import fields_of, reading_of
from tests.review.conftest import BODIES, claim_quoting, press, reckoned


def test_an_accepted_claim_leads_on_to_the_next_and_tells_who_and_when(desk, client) -> None:
    claim = claim_quoting(desk, "12,345")
    answer = press(client("Olena"), "accept", claim=claim.id, seen=0, then="/claims/next")
    assert answer.status_code == 303
    assert answer.headers["location"] == f"/claims/next?done=1&of={claim.id}"
    with desk.ledger() as held:
        (decision,) = held.decisions(claim.id)
        assert (decision.status, decision.by, bool(decision.when)) == ("accepted", "Olena", True)


def test_a_rejection_needs_a_reason(desk, client) -> None:
    claim = claim_quoting(desk, "900")
    assert press(client("Olena"), "reject", claim=claim.id, seen=0).status_code == 422
    assert press(client("Olena"), "reject", claim=claim.id, seen=0, why="another year").status_code == 303
    assert claim_quoting(desk, "900").status == "rejected"


def test_a_correction_changes_what_was_filled_in_and_nothing_else(desk, client) -> None:
    claim = claim_quoting(desk, "900")
    fields = fields_of(reading_of(claim)) | {"value": "910", "modifier": "more_than", "end": "2024-07-30", "end_latest": "2024-07-30"}
    assert press(client("Olena"), "correct", claim=claim.id, seen=0, **fields).status_code == 303
    corrected = claim_quoting(desk, "900")
    assert corrected.quantity == Quantity((910, 910), "more_than", 911, None, "900")
    assert corrected.scope.window == Window.of(date(2024, 7, 1), date(2024, 7, 30))
    assert (corrected.id, corrected.origin, corrected.status) == (claim.id, claim.origin, "corrected")


def test_undo_brings_back_what_stood_before_and_erases_nothing(desk, client) -> None:
    olena, claim = client("Olena"), claim_quoting(desk, "900")
    press(olena, "accept", claim=claim.id, seen=0)
    press(olena, "reject", claim=claim.id, seen=1, why="another year")
    assert press(olena, "undo", claim=claim.id, seen=2).status_code == 303
    assert claim_quoting(desk, "900").status == "accepted"
    with desk.ledger() as held:
        assert [one.status for one in held.decisions(claim.id)] == ["accepted", "rejected", "accepted"]


def test_nobody_takes_back_what_another_decided(desk, client) -> None:
    claim = claim_quoting(desk, "900")
    press(client("Olena"), "accept", claim=claim.id, seen=0)
    assert press(client("Marta"), "undo", claim=claim.id, seen=1).status_code == 422


def test_a_decision_on_what_was_not_seen_is_refused_with_both_shown(desk, client) -> None:
    claim = claim_quoting(desk, "900")
    press(client("Olena"), "accept", claim=claim.id, seen=0)
    answer = press(client("Marta"), "reject", claim=claim.id, seen=0, why="it counts persons")
    assert answer.status_code == 409
    assert "Olena" in answer.text
    assert "it counts persons" in answer.text
    assert claim_quoting(desk, "900").status == "accepted"


def test_words_that_were_not_read_become_a_claim(desk, client) -> None:
    old = claim_quoting(desk, "900")
    fields = fields_of(reading_of(old)) | {"value": "2024", "start": "2024-07-01", "end": "2024-12-31", "end_latest": ""}
    at = BODIES[2].index("2024")
    answer = press(client("Olena"), "make", source=old.source, quote_start=at, quote_end=at + 4, **fields)
    assert answer.status_code == 303
    made = claim_quoting(desk, "2024")
    assert (made.reader, made.status, made.quantity.lo) == ("desk", "accepted", 2024)


def test_a_split_adds_the_other_half_and_leaves_the_first(desk, client) -> None:
    old = claim_quoting(desk, "900")
    fields = fields_of(reading_of(old)) | {"category": "art408", "of": old.id}
    press(client("Olena"), "make", source=old.source, quote_start=old.quote.start, quote_end=old.quote.end, **fields)
    with desk.ledger() as held:
        both = [claim for claim in held.claims(source=old.source) if claim.quote.text == "900"]
        assert {claim.scope.category for claim in both} == {"art407", "art408"}
        assert held.decisions()[-1].why == f"split from {old.id}"


def test_two_claims_merged_are_one_that_quotes_both(desk, client) -> None:
    one, other = claim_quoting(desk, "900"), claim_quoting(desk, "800")
    assert press(client("Olena"), "merge", claim=one.id, seen=0, other=other.id, other_seen=0).status_code == 303
    with desk.ledger() as held:
        assert held.claim(one.id).quote.text == "900 in July and 800"
        assert held.claim(other.id).status == "rejected"


def test_a_merge_that_comes_too_late_writes_neither_half(desk, client) -> None:
    one, other = claim_quoting(desk, "900"), claim_quoting(desk, "800")
    press(client("Marta"), "accept", claim=one.id, seen=0)
    assert press(client("Olena"), "merge", claim=one.id, seen=0, other=other.id, other_seen=0).status_code == 409
    assert claim_quoting(desk, "800").status == "suggested"


def test_what_a_decision_changed_is_shown_before_and_after(desk, client) -> None:
    reckoned(desk)
    claim = claim_quoting(desk, "900")
    press(client("Olena"), "reject", claim=claim.id, seen=0, why="another year")
    reckoned(desk, 1)
    told = client("Olena").get("/api/effects/1").json()
    july = next(one for shift in told["shifts"] for one in shift["effects"] if one["first"] == "2024-07-01" and one["last"] == "2024-07-31")
    assert july["before"] == [900, 900]
    assert july["after"][0] == 0


def test_what_was_decided_before_anything_was_reckoned_is_said_to_be_unknown(desk, client) -> None:
    with desk.ledger() as held:
        held.decide(Decision(held.claims()[0].id, "accepted", "Olena"))
    reckoned(desk)
    told = client("Ihor").get("/api/effects/1").json()
    assert (told["reckoned"], told["known"]) == (True, False)
    assert "is not known" in client("Ihor").get("/effects/1").text


def test_a_conflict_is_settled_by_setting_a_figure_aside(desk, client) -> None:
    reckoned(desk)
    (first, *_) = desk.reckoner.closer.conflicts
    wrong = claim_quoting(desk, "12,345")
    assert wrong.id in {name for one in desk.reckoner.closer.conflicts for name in one.claims}
    answer = press(client("Petro"), "set-aside", conflict=first.id, claim=wrong.id, seen=0)
    assert answer.status_code == 303
    reckoned(desk, 1)
    assert claim_quoting(desk, "12,345").status == "rejected"
    assert all(wrong.id not in one.claims for one in desk.reckoner.closer.conflicts)


def test_a_repair_is_taken_as_it_was_told(desk, client) -> None:
    reckoned(desk)
    found = next(one for one in desk.reckoner.closer.conflicts if one.repairs)
    repair = found.repairs[0]
    press(client("Petro"), "repair", conflict=found.id, claim=repair.claim, seen=0, repair=0)
    with desk.ledger() as held:
        corrected, (decision,) = held.claim(repair.claim), held.decisions(repair.claim)
    assert corrected.status == "corrected"
    assert f"repair of the conflict {found.id}" in decision.why
    assert all(change.now in (*(corrected.quantity.stated or ()), corrected.scope.window) for change in repair.changes)


def test_what_somebody_calls_an_origin_is_never_markup(desk, client) -> None:
    claim = claim_quoting(desk, "900")
    with desk.deciding() as held:
        hostile = replace(claim, origin='"><script>alert(1)</script>')
        held.decide(Decision(claim.id, "corrected", "Olena", corrected=hostile))
    page = client("Olena").get(f"/claims/{claim.id}").text
    assert "<script>alert" not in page and page.count("&lt;script&gt;alert(1)&lt;/script&gt;") >= 3


@pytest.mark.parametrize(
    ("language", "quoted", "label"),
    [("en", "“<q", "Criminal proceedings opened"), ("uk", "«<q", "Кримінальні провадження"), ("ru", "«<q", "Уголовные дела")],
)
def test_quotes_and_the_codebook_stand_in_the_language_of_the_page(client, language: str, quoted: str, label: str) -> None:
    reader = client("Olena")
    reader.cookies.set("language", language)
    assert quoted in reader.get("/").text
    assert label in reader.get("/codebook?entry=cases_opened").text


def test_around_a_quote_stand_the_spaces_that_its_sentence_has(desk, client) -> None:
    page = client("Olena").get(f"/claims/{claim_quoting(desk, '1,100').id}").text
    assert 'in February <mark class="current">1,100</mark>.</p>' in page
