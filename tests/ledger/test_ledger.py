"""What goes in comes out: sources, texts, claims, gaps, and what people decide about them."""

from __future__ import annotations

from dataclasses import replace

import pytest

from recusant.errors import BadCodebook, BadInput, BadRecord, LedgerError
from recusant.ledger import Decision, Ledger, Reader
from recusant.records import Quote, Scope
from tests.ledger.conftest import REFUSED, claim_of, text_of


def test_what_is_stored_is_read_again_unchanged(ledger, path) -> None:
    text = text_of(1)
    assert ledger.add(text)
    with Reader.open(path) as reader:
        assert reader.text(text.source.id).body == text.body
        assert reader.source(text.source.id) == text.source
        assert reader.source(text.source.id).data == text.source.data
        assert tuple(reader.claims()) == text.claims
        assert tuple(reader.gaps()) == text.gaps


def test_adding_twice_changes_nothing(ledger) -> None:
    assert [ledger.add(text_of(1)), ledger.add(text_of(1))] == [True, False]
    assert ledger.counts() == {
        "sources": 1, "claims": 2, "gaps": 1, "decisions": 0, "suggested": 2, "accepted": 0, "corrected": 0, "rejected": 0,
    }  # fmt: skip


def test_claims_given_beside_the_text_are_stored_once(ledger) -> None:
    text = text_of(1)
    ledger.add(replace(text, claims=()), [*text.claims, *text.claims], text.gaps)
    assert ledger.counts()["claims"] == 2
    assert ledger.counts()["gaps"] == 1


def test_two_documents_under_one_id_are_told(ledger) -> None:
    text = text_of(1)
    ledger.add(text)
    with pytest.raises(LedgerError, match="two different documents have the id"):
        ledger.add(replace(text, source=replace(text.source, sha256="0" * 64)))


def test_a_quote_that_is_not_in_the_text_is_not_stored(ledger) -> None:
    text = text_of(1)
    with pytest.raises(BadRecord, match="is not what stands at 1–7"):
        ledger.add(text, [claim_of(text.source.id, Quote(1, 7, "999999"))])
    assert not ledger.has(text.source.id)


def test_different_claims_under_one_id_are_not_stored(ledger) -> None:
    text = text_of(1)
    with pytest.raises(BadRecord, match="two different claims"):
        ledger.add(text, [replace(text.claims[0], origin="another")])


def test_what_is_written_together_is_stored_together_or_not_at_all(ledger) -> None:
    with pytest.raises(KeyError), ledger.together():
        ledger.add(text_of(1))
        raise KeyError
    assert ledger.counts()["sources"] == 0
    with ledger.together():
        ledger.add(text_of(1))
        with pytest.raises(BadRecord):
            ledger.add(text_of(2), [claim_of("another", Quote(0, 6, "002000"))])
    assert ledger.counts()["sources"] == 1


def test_claims_are_asked_for_by_status_measure_and_source(ledger) -> None:
    ledger.add(text_of(1))
    ledger.add(text_of(2))
    assert len(ledger.claims(measure="verdicts", status="suggested")) == 4
    assert len(ledger.claims(source=text_of(2).source.id)) == 2
    assert ledger.claims(measure="surrenders") == []


def test_the_latest_decision_stands_and_all_are_kept(ledger) -> None:
    ledger.add(text_of(1))
    claim = ledger.claims()[0]
    for status in ("rejected", "accepted"):
        ledger.decide(Decision(claim.id, status, by="Olena", why="read the page", when="2024-06-01T10:00:00Z"))
    assert ledger.claim(claim.id) == replace(claim, status="accepted")
    assert [decision.status for decision in ledger.decisions(claim.id)] == ["rejected", "accepted"]
    assert ledger.decisions()[0].why == "read the page"


def test_a_corrected_claim_keeps_its_id_and_is_found_under_what_it_is_now(ledger) -> None:
    ledger.add(text_of(1))
    claim = ledger.claims()[0]
    corrected = replace(claim, scope=Scope("surrenders", "refusal", "UA"))
    now = ledger.decide(Decision(claim.id, "corrected", by="Olena", corrected=corrected))
    assert ledger.claims(measure="surrenders", status="corrected") == [now]
    assert (now.id, now.scope) == (claim.id, corrected.scope)
    assert ledger.as_read(claim.id) == claim
    assert ledger.decisions()[0].corrected == now


def test_a_correction_may_be_accepted_or_taken_back(ledger) -> None:
    ledger.add(text_of(1))
    claim = ledger.claims()[0]
    ledger.decide(Decision(claim.id, "corrected", by="Olena", corrected=replace(claim, origin="goldline")))
    assert ledger.decide(Decision(claim.id, "accepted", by="Petro")).origin == "goldline"
    assert ledger.decide(Decision(claim.id, "suggested", by="Petro")) == claim


@pytest.mark.parametrize(
    ("status", "by", "says"), [("maybe", "A", "is not one of"), ("accepted", " ", "who decided"), ("corrected", "A", "mend|Mend")]
)
def test_a_decision_is_checked_when_it_is_made(status: str, by: str, says: str) -> None:
    with pytest.raises(BadRecord, match=says):
        Decision("c-1", status, by)


def test_a_decision_about_nothing_is_bad_input(ledger) -> None:
    with pytest.raises(BadInput, match="there is no claim 'c-0'"):
        ledger.decide(Decision("c-0", "accepted", by="Olena"))


@pytest.mark.parametrize("statement", ["DELETE FROM decisions", "UPDATE decisions SET why = 'else'", "UPDATE claims SET record = '{}'"])
def test_decisions_and_readings_are_never_changed(ledger, statement: str) -> None:
    ledger.add(text_of(1))
    ledger.decide(Decision(ledger.claims()[0].id, "rejected", by="Olena"))
    with pytest.raises(REFUSED):
        ledger._connection.execute(statement)


def test_what_is_not_there_is_bad_input_with_its_id(ledger) -> None:
    for asked in (ledger.source, ledger.text, ledger.claim):
        with pytest.raises(BadInput, match="'x-1'"):
            asked("x-1")


def test_a_users_own_codebook_is_kept_in_the_ledger(tmp_path, place) -> None:
    own = tmp_path / "own.toml"
    own.write_text('name = "own"\nlanguages = ["en"]\n')
    with Ledger.create(place("own.ledger"), own) as ledger:
        own.unlink()
        assert ledger.codebook().name == "own"


def test_a_codebook_with_faults_makes_no_ledger(tmp_path, place) -> None:
    own = tmp_path / "own.toml"
    own.write_text('[category.a]\nparent = "a"\n')
    with pytest.raises(BadCodebook, match="cycle"):
        Ledger.create(place("own.ledger"), own)
    with pytest.raises(LedgerError, match="there is no"):
        Ledger.open(place("own.ledger"))


def test_another_codebook_may_be_taken_up(ledger, tmp_path) -> None:
    assert ledger.codebook().name == "refusal"
    own = tmp_path / "own.toml"
    own.write_text('name = "own"\n')
    ledger.use_codebook(own)
    assert ledger.codebook().name == "own"
