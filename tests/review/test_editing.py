"""Sources, origins and the codebook, as editors change them."""

from __future__ import annotations

from dataclasses import replace

import pytest

from recusant.ledger import Decision
from recusant.review.editing import EntryWords, with_words
from tests.review.conftest import claim_quoting, press

NOTE = b"In 2023 prosecutors opened 17,658 cases of unauthorised absence in Ukraine."


def upload(client, name: str, data: bytes):
    mark = client.get("/me").text.split('name="guard" value="')[1].split('"')[0]
    return client.post("/do/upload", data={"guard": mark}, files={"data": (name, data)})


def test_a_document_sent_here_is_kept_read_and_shown(desk, client) -> None:
    answer = upload(client("Petro"), "../../etc/note.txt", NOTE)
    assert answer.status_code == 303
    page = client("Petro").get(answer.headers["location"])
    assert "17,658" in page.text
    with desk.ledger() as held:
        assert held.sources()[-1].name.endswith("/note.txt")
        assert "etc" not in held.sources()[-1].name


def test_a_document_that_is_there_already_is_told_so(desk, client) -> None:
    upload(client("Petro"), "note.txt", NOTE)
    again = upload(client("Petro"), "other.txt", NOTE)
    assert "among the sources already" in client("Petro").get(again.headers["location"]).text


@pytest.mark.parametrize(("name", "data"), [("picture.txt", b"\x89PNG\r\n"), ("program.exe", b"MZ"), ("empty.txt", b"")])
def test_what_is_no_document_is_refused_by_its_bytes(desk, client, name, data) -> None:
    assert upload(client("Petro"), name, data).status_code == 422
    with desk.ledger() as held:
        assert len(held.sources()) == 3


def test_more_than_may_be_is_not_even_read(client, monkeypatch) -> None:
    monkeypatch.setattr("recusant.review.guard.UPLOAD", 1000)
    assert upload(client("Petro"), "long.txt", b"a" * 2000).status_code == 400


def test_an_address_inside_this_computer_is_not_fetched(client) -> None:
    answer = press(client("Petro"), "link", url="http://127.0.0.1:1/secret")
    assert answer.status_code == 422
    assert "public" in answer.text


def test_words_change_in_one_place_and_the_text_around_them_stays(desk) -> None:
    with desk.ledger() as held:
        before = desk.rooms.codebook(held)
    asked = EntryWords(section="measure", entry="cases_opened", language="en", words="case\nfile\nfile\n", seen=0)
    after = with_words(before, asked)
    gone, come = (set(one.splitlines()) - set(other.splitlines()) for one, other in ((before, after), (after, before)))
    assert len(gone) == len(come) == 1
    assert come.pop().endswith('["case", "file"]')


def test_other_words_are_shown_before_they_are_kept_and_what_they_read_joins_the_queue(desk, client) -> None:
    petro = client("Petro")
    upload(petro, "note.txt", b"In 2023 prosecutors opened 17,658 dossierlets of unauthorised absence in Ukraine.")
    with desk.ledger() as held:
        words = "\n".join((*held.codebook().measures["cases_opened"].words["en"], "dossierlet"))
    fields = {"section": "measure", "entry": "cases_opened", "language": "en", "words": words}
    mark = petro.get("/me").text.split('name="guard" value="')[1].split('"')[0]
    shown = petro.post("/preview/words", data={"guard": mark, **fields, "seen": 0})
    assert "17,658" in shown.text
    assert press(petro, "words", **fields, seen=0).status_code == 303
    assert claim_quoting(desk, "17,658 dossierlets").status == "suggested"
    assert press(petro, "words", **fields, seen=0).status_code == 409


def test_a_codebook_with_faults_is_refused_with_them(desk, client) -> None:
    answer = press(client("Petro"), "codebook", toml='name = "x"\n[category.a]\nparent = "b"\n', seen=0)
    assert answer.status_code == 422
    assert "unknown parent" in answer.text


def test_an_origin_counts_as_is_said_and_claims_move_to_the_one_it_really_is(desk, client) -> None:
    with desk.deciding() as held:
        one = held.claims()[0]
        held.decide(Decision(one.id, "corrected", "Olena", corrected=replace(one, origin="The Office")))
    petro = client("Petro")
    assert press(petro, "origin", origin="mediazona", kind="estimate", names="Mediazona", seen=0).status_code == 303
    assert press(petro, "merge-origins", origin="The Office", into="ogp_ua", seen=2).status_code == 303
    with desk.ledger() as held:
        assert held.codebook().counts_as("mediazona") == "estimate"
        assert held.codebook().origin_named("The Office") == "ogp_ua"
        assert held.claim(one.id).origin == "ogp_ua"


def test_a_document_can_be_saved_as_it_was_captured_and_never_runs_as_a_page(desk, client) -> None:
    source = claim_quoting(desk, "900").source
    answer = client("Ihor").get(f"/sources/{source}/original")
    assert answer.content.startswith(b"The office counted 7,000")
    assert answer.headers["content-disposition"].startswith("attachment")
    assert client("Ihor").get("/sources/s-none/original").status_code == 404
