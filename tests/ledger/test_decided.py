"""What people decide together: nobody overwrites unseen, what waits does not stand, and what they add later is no part of the log."""

from __future__ import annotations

from dataclasses import replace

import pytest

from recusant.codebook import toml_of
from recusant.errors import BadCodebook, BadRecord, Overtaken
from recusant.ledger import Decision, Mark
from recusant.records import Claim, Quote
from recusant.verify import verify_ledger
from tests.ledger.conftest import REFUSED, claim_of, text_of


@pytest.fixture
def claim(ledger) -> Claim:
    ledger.add(text_of(1))
    return ledger.claims()[0]


def test_a_decision_on_what_was_not_seen_is_refused_and_changes_nothing(ledger, claim) -> None:
    ledger.decide(Decision(claim.id, "accepted", by="Olena"), seen=0)
    with pytest.raises(Overtaken, match="decided about meanwhile"):
        ledger.decide(Decision(claim.id, "rejected", by="Petro"), seen=0)
    assert [decision.by for decision in ledger.decisions()] == ["Olena"]
    assert ledger.decide(Decision(claim.id, "rejected", by="Petro"), seen=ledger.latest(claim.id)).status == "rejected"


def test_a_decision_that_waits_stays_on_record_and_does_not_stand(ledger, claim) -> None:
    proposed = replace(claim, origin="goldline")
    assert ledger.decide(Decision(claim.id, "corrected", by="Olena", corrected=proposed, waits=True)) == claim
    assert ledger.claims(status="corrected") == []
    assert [(one.waits, one.corrected.origin) for one in ledger.decisions()] == [(True, "goldline")]


def test_a_claim_added_later_is_found_and_is_no_part_of_what_was_captured(ledger, claim, path) -> None:
    text = text_of(1)
    (made,) = ledger.make([claim_of(text.source.id, Quote(14, 20, text.body[14:20]))])
    assert made in ledger.claims()
    assert ledger.make([made]) == []
    assert verify_ledger(path).broken == ()


def test_a_claim_added_later_must_quote_the_text(ledger, claim) -> None:
    with pytest.raises(BadRecord, match="is not what stands at"):
        ledger.make([claim_of(claim.source, Quote(0, 6, "999999"))])


def test_claims_are_told_as_they_stand_each_with_the_latest_decision_about_it(ledger, claim) -> None:
    other = ledger.claims()[1]
    ledger.decide(Decision(claim.id, "accepted", by="Olena"))
    told = ledger.standing_now([claim.id, other.id, "none"])
    assert {name: (one.status, number) for name, (one, number) in told.items()} == {claim.id: ("accepted", 1), other.id: ("suggested", 0)}


def test_decisions_are_told_latest_first_some_at_a_time_of_all_or_of_one_person(ledger, claim) -> None:
    for at in range(6):
        ledger.decide(Decision(claim.id, ("accepted", "suggested")[at % 2], by=("Petro", "Olena")[at // 4]))
    assert [one.number for one in ledger.latest_decisions(start=1, most=3)] == [5, 4, 3]
    assert [one.number for one in ledger.latest_decisions("Olena")] == [6, 5]
    assert (ledger.count_decisions(), ledger.count_decisions("Petro"), ledger.deciders()) == (6, 4, ["Olena", "Petro"])


def test_decisions_about_what_is_confidential_are_told_only_where_that_may_be_seen(ledger, claim) -> None:
    ledger.add(text_of(2))
    ledger.decide(Decision(claim.id, "accepted", by="Olena"))
    ledger.decide(Decision(ledger.claims(source=text_of(2).source.id)[0].id, "accepted", by="Petro"))
    ledger.mark(claim.source, Mark("Petro"))
    assert [one.by for one in ledger.latest_decisions(hidden=False)] == ledger.deciders(hidden=False) == ["Petro"]
    assert (ledger.count_decisions(hidden=False), ledger.count_decisions()) == (1, 2)


def test_who_counted_is_told_as_the_claims_stand(ledger, claim) -> None:
    ledger.decide(Decision(claim.id, "corrected", by="Olena", corrected=replace(claim, origin="goldline")))
    assert ledger.origins() == ["goldline", "mediazona"]
    assert [one.id for one in ledger.claims(origin="goldline")] == [claim.id]
    assert ("goldline", "verdicts", "corrected", 1) in ledger.count_by_origin()


def test_the_codebook_is_changed_and_every_version_stays(ledger) -> None:
    changed = toml_of("refusal").replace('name = "refusal"', 'name = "refusal" # changed')
    assert ledger.change_codebook(changed, "Olena", "2024-06-01", "a word more", seen=0) == 2
    assert [(number, by) for number, _, by, _, _ in ledger.codebooks()] == [(1, ""), (2, "Olena")]
    with pytest.raises(Overtaken, match="codebook was changed meanwhile"):
        ledger.change_codebook(changed, "Petro", "2024-06-01", "another", seen=0)
    with pytest.raises(BadCodebook):
        ledger.change_codebook("name = 1 2", "Petro", "2024-06-01", "a slip", seen=2)
    with pytest.raises(REFUSED, match="only added to"):
        ledger._connection.execute("DELETE FROM codebooks")
