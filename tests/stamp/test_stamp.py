"""An authority signs that the log existed; whoever has its certificate can check that without a network."""

from __future__ import annotations

import hashlib
import json
from pathlib import Path

import pytest
from click.testing import CliRunner

from recusant.cli import main
from recusant.errors import BadInput, NotReached
from recusant.flow import Authority, Ledger, check_stamps, verify_ledger
from recusant.stamp import read_stamp
from recusant.stamp.checked import certificates_of
from tests.stamp.conftest import NOW, Office
from tests.verify.test_ledger import tampered


@pytest.fixture
def ledger(tmp_path: Path, place):
    (tmp_path / "note.txt").write_text("Prosecutors opened 67,840 cases in Ukraine in 2024.", encoding="utf-8")
    (tmp_path / "other.txt").write_text("Prosecutors opened 17,658 cases in Ukraine in 2023.", encoding="utf-8")
    with Ledger.create(place("a.ledger")) as made:
        made.add(tmp_path / "note.txt")
        yield made


def test_only_the_digest_of_the_log_is_sent_and_the_stamp_tells_the_time(ledger, serve, tmp_path) -> None:
    office = Office()
    stamp = ledger.stamp(Authority(serve(office), office.pem(tmp_path)))
    assert (stamp.entry, stamp.before, stamp.by) == (1, NOW, "CN=Office")
    assert hashlib.sha256(ledger.store.log()[-1].encode()).digest() in office.asked[0]
    assert len(office.asked[0]) < 100


def test_the_ledger_says_which_entries_existed_before_which_time(ledger, serve, tmp_path, place) -> None:
    office = Office()
    authority = Authority(serve(office), office.pem(tmp_path))
    ledger.stamp(authority)
    ledger.add(tmp_path / "other.txt")
    ledger.stamp(authority)
    proven, refused = check_stamps(verify_ledger(place("a.ledger")).stamps, authority.certificates)
    assert ([(stamp.entry, stamp.before) for stamp in proven], refused) == ([(1, NOW), (2, NOW)], [])


@pytest.mark.parametrize(
    ("office", "why"), [(Office(nonce_off=1), "Nonce mismatch"), (Office(digest_off=b"x" * 32), "Mismatch between messages")]
)
def test_an_answer_to_another_question_is_refused_and_not_kept(ledger, serve, tmp_path, office, why) -> None:
    with pytest.raises(BadInput, match=why):
        ledger.stamp(Authority(serve(office), office.pem(tmp_path)))
    assert ledger.store.stamps() == []


def test_the_stamp_of_another_authority_is_refused(ledger, serve, tmp_path) -> None:
    with pytest.raises(BadInput, match="the stamp is refused"):
        ledger.stamp(Authority(serve(Office()), Office("Other").pem(tmp_path)))


@pytest.mark.parametrize("reply", [b"", b"x" * 300_000, b"<html>not found</html>"])
def test_what_is_no_reply_is_refused(ledger, serve, tmp_path, reply) -> None:
    office = Office()
    office.answer = lambda question: reply
    with pytest.raises(BadInput, match=r"refused|too long"):
        ledger.stamp(Authority(serve(office), office.pem(tmp_path)))


def test_every_changed_byte_of_a_reply_is_refused_or_changes_nothing(ledger, serve, tmp_path) -> None:
    office = Office()
    made = ledger.stamp(Authority(serve(office), office.pem(tmp_path)))
    ((_, reply),), given = ledger.store.stamps(), certificates_of(office.pem(tmp_path))
    digest = hashlib.sha256(ledger.store.log()[-1].encode()).digest()
    for at in range(0, len(reply), 7):
        changed = reply[:at] + bytes([reply[at] ^ 1]) + reply[at + 1 :]
        try:
            assert read_stamp(1, digest, changed, given).before == made.before, at
        except BadInput as fault:
            assert "refused" in str(fault)


def test_an_authority_that_does_not_answer_is_an_error_that_says_so(ledger, tmp_path) -> None:
    with pytest.raises(NotReached, match="gives no stamp"):
        ledger.stamp(Authority("http://127.0.0.1:9/", Office().pem(tmp_path)))


def test_a_log_changed_after_the_stamp_is_found_out(ledger, serve, tmp_path, place) -> None:
    office = Office()
    ledger.stamp(Authority(serve(office), office.pem(tmp_path)))
    changed = tampered(place("a.ledger"), "UPDATE log SET entry = replace(entry, '\"number\":1', '\"number\": 1'), digest = ''")
    _, refused = check_stamps(changed.stamps, office.pem(tmp_path))
    assert refused == ["stamp of log entry 1: the stamp is refused (Mismatch between messages)"]


def test_the_commands_stamp_and_verify(ledger, serve, place, tmp_path) -> None:
    office, path = Office(), str(place("a.ledger"))
    pem = str(office.pem(tmp_path))
    made = CliRunner().invoke(main, ["stamp", "--ledger", path, "--authority", serve(office), "--certificate", pem, "--json"])
    assert json.loads(made.stdout) == {"entry": 1, "before": "2026-06-01T12:00:00+00:00", "by": "CN=Office"}
    told = CliRunner().invoke(main, ["verify", "--ledger", path, "--certificate", pem])
    assert (told.exit_code, "the log up to entry 1 existed before 2026-06-01 12:00:00 UTC, says CN=Office" in told.stdout) == (0, True)
    other = CliRunner().invoke(main, ["verify", "--ledger", path, "--certificate", str(Office("Other").pem(tmp_path))])
    assert (other.exit_code, "broken: stamp of log entry 1" in other.output) == (1, True)
    assert "1 timestamps, not looked at" in CliRunner().invoke(main, ["verify", "--ledger", path]).stdout


def test_a_dossier_holds_the_raw_reply(ledger, serve, tmp_path) -> None:
    office = Office()
    ledger.stamp(Authority(serve(office), office.pem(tmp_path)))
    ledger.dossier(tmp_path / "bag")
    assert (tmp_path / "bag/data/stamps/1-entry-1.tsr").read_bytes() == ledger.store.stamps()[0][1]
