"""Accounts: passwords that are only known as hashes, guessing that gets slow, sessions that end, and a log that stays."""

from __future__ import annotations

import sqlite3
from pathlib import Path

import pytest

from recusant.errors import BadInput, NotAllowed, NotEntered
from recusant.review import accounts as room
from recusant.review.accounts import Accounts
from tests.review.conftest import PASSWORD


@pytest.fixture
def file(tmp_path: Path) -> Path:
    return tmp_path / "accounts"


@pytest.fixture
def accounts(file):
    made = Accounts(file)
    made.add("Daria", "administrator", PASSWORD, by="the command line")
    yield made
    made.close()


def test_who_knows_the_password_enters_also_after_a_restart(accounts, file) -> None:
    token = accounts.enter("Daria", PASSWORD, "192.0.2.1")
    again = Accounts(file)
    assert again.session(token).person.role == "administrator"
    again.close()


def test_neither_passwords_nor_tokens_are_in_the_file_and_nobody_else_reads_it(accounts, file) -> None:
    token = accounts.enter("Daria", PASSWORD, "192.0.2.1")
    kept = file.read_bytes()
    assert PASSWORD.encode() not in kept
    assert token.encode() not in kept
    assert file.stat().st_mode & 0o077 == 0


def test_a_wrong_name_and_a_wrong_password_are_told_alike(accounts) -> None:
    with pytest.raises(NotEntered) as wrong_name:
        accounts.enter("Nobody", PASSWORD, "192.0.2.1")
    with pytest.raises(NotEntered) as wrong_password:
        accounts.enter("Daria", "not the password", "192.0.2.2")
    assert str(wrong_name.value) == str(wrong_password.value)


def test_whoever_guesses_has_to_wait_and_then_even_the_right_password_waits(accounts, monkeypatch) -> None:
    for _ in range(room.FREE):
        with pytest.raises(NotEntered):
            accounts.enter("Daria", "guess", "192.0.2.1")
    with pytest.raises(NotAllowed, match="too many wrong passwords"):
        accounts.enter("Daria", PASSWORD, "198.51.100.7")
    later = room.time.monotonic() + room.FIRST_WAIT + 1
    monkeypatch.setattr(room.time, "monotonic", lambda: later)
    assert accounts.enter("Daria", PASSWORD, "198.51.100.7")


def test_a_session_ends_with_time_with_leaving_and_with_the_account(accounts, monkeypatch) -> None:
    accounts.add("Olena", "reviewer", PASSWORD, by="Daria")
    left, closed, idle = (accounts.begin("Olena") for _ in range(3))
    accounts.end(left)
    assert accounts.session(left) is None
    later = room.time.time() + room.IDLE + 1
    with monkeypatch.context() as patch:
        patch.setattr(room.time, "time", lambda: later)
        assert accounts.session(idle) is None
    accounts.change("Olena", "reviewer", active=False, by="Daria")
    assert accounts.session(closed) is None


def test_the_last_administrator_stays(accounts) -> None:
    for role, active in (("reader", True), ("administrator", False)):
        with pytest.raises(BadInput, match="nobody could administer"):
            accounts.change("Daria", role, active, by="Daria")
    assert [(person.role, active) for person, active in accounts.people()] == [("administrator", True)]


@pytest.mark.parametrize(
    ("name", "role", "password"), [("", "reader", PASSWORD), ("Olena", "king", PASSWORD), ("Olena", "reader", "short")]
)
def test_an_account_that_cannot_be_is_refused(accounts, name, role, password) -> None:
    with pytest.raises(BadInput):
        accounts.add(name, role, password, by="Daria")


def test_what_was_changed_about_accounts_stays_on_record(accounts) -> None:
    accounts.add("Olena", "reviewer", PASSWORD, by="Daria")
    assert accounts.acts()[0][1:] == ("Daria", "made the account of Olena (reviewer)")
    with pytest.raises(sqlite3.IntegrityError, match="only added"):
        accounts._connection.execute("DELETE FROM acts")
