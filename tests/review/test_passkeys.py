"""Passkeys: no answer opens the desk but one to its own question, by a key that it knows, whose owner still has an account."""

from __future__ import annotations

import json

import pytest

from recusant.errors import BadInput, NotEntered
from recusant.review.accounts import Accounts
from recusant.review.passkeys import Passkeys, Place
from tests.review.conftest import PASSWORD

HERE = Place("desk.example.org", "https://desk.example.org")
ANSWER = json.dumps({"id": "AAAA", "rawId": "AAAA", "type": "public-key", "response": {}})


@pytest.fixture
def accounts():
    made = Accounts(None)
    made.add("Olena", "administrator", PASSWORD, by="the command line")
    yield made
    made.close()


def test_an_answer_to_no_question_of_the_desk_opens_nothing(accounts) -> None:
    with pytest.raises(NotEntered, match="too late"):
        Passkeys(accounts).enter("guess", ANSWER, HERE)


@pytest.mark.parametrize("answer", ["", "{}", "[]", "null", ANSWER, '{"id": 7}'])
def test_an_answer_of_a_key_that_is_not_known_opens_nothing(accounts, answer: str) -> None:
    passkeys = Passkeys(accounts)
    mark = passkeys.ask_to_enter(HERE)["mark"]
    with pytest.raises(NotEntered, match="passkey is wrong"):
        passkeys.enter(mark, answer, HERE)


@pytest.mark.parametrize("answer", ["", "{}", ANSWER])
def test_what_is_no_new_key_is_not_kept(accounts, answer: str) -> None:
    passkeys = Passkeys(accounts)
    mark = passkeys.ask_to_make("Olena", HERE)["mark"]
    with pytest.raises(BadInput, match="was not made"):
        passkeys.make("Olena", mark, answer, HERE)
    assert accounts.keys_of("Olena") == 0


def test_a_question_to_one_person_is_not_answered_by_another(accounts) -> None:
    passkeys = Passkeys(accounts)
    mark = passkeys.ask_to_make("Olena", HERE)["mark"]
    with pytest.raises(NotEntered):
        passkeys.make("Petro", mark, ANSWER, HERE)
    with pytest.raises(NotEntered):
        passkeys.enter(passkeys.ask_to_make("Olena", HERE)["mark"], ANSWER, HERE)


def test_the_key_of_a_closed_account_is_known_no_more(accounts) -> None:
    accounts.add("Petro", "reader", PASSWORD, by="Olena")
    accounts.keep_key("Petro", b"key", b"public", 0)
    assert accounts.key(b"key")[0] == "Petro"
    accounts.change("Petro", "reader", active=False, by="Olena")
    with pytest.raises(LookupError):
        accounts.key(b"key")
