"""Passkeys: a key on one's own device in the place of a password. It answers to this desk's address only, so it cannot be phished."""

from __future__ import annotations

import hashlib
import json
import secrets
import time
from dataclasses import dataclass
from threading import Lock

import webauthn
from webauthn.helpers.exceptions import WebAuthnException
from webauthn.helpers.structs import AuthenticatorSelectionCriteria, ResidentKeyRequirement, UserVerificationRequirement

from recusant.errors import BadInput, NotEntered
from recusant.records import Json
from recusant.review.accounts import Accounts

LASTS = 300.0  # seconds that somebody has to answer their device
ASKED_AT_ONCE = 1000
VERIFIED = UserVerificationRequirement.REQUIRED  # the device asks for a finger, a face or a code


@dataclass(frozen=True)
class Place:
    """Where the desk is reached: passkeys are made for a name, and answer to an origin."""

    host: str
    origin: str


class Passkeys:
    """Questions to devices, and their answers. Each question can be answered once."""

    def __init__(self, accounts: Accounts) -> None:
        self._accounts, self._lock = accounts, Lock()
        self._asked: dict[str, tuple[bytes, str | None, float]] = {}

    def ask_to_make(self, person: str, place: Place) -> Json:
        """The question that makes a passkey for somebody who has entered."""
        options = webauthn.generate_registration_options(
            rp_id=place.host, rp_name="Recusant", user_name=person, user_id=hashlib.sha256(person.encode()).digest(),
            authenticator_selection=AuthenticatorSelectionCriteria(
                resident_key=ResidentKeyRequirement.REQUIRED, user_verification=VERIFIED
            ),
        )  # fmt: skip
        return self._question(options.challenge, person, webauthn.options_to_json(options))

    def make(self, person: str, mark: str, answer: str, place: Place) -> None:
        """Keeps a passkey. Raises BadInput where the answer is not one to the question."""
        challenge = self._taken(mark, person)
        try:
            made = webauthn.verify_registration_response(
                credential=answer, expected_challenge=challenge, expected_rp_id=place.host, expected_origin=place.origin,
                require_user_verification=True,
            )  # fmt: skip
        except WebAuthnException as fault:
            raise BadInput(f"the passkey was not made: {fault}", mend="try again") from None
        self._accounts.keep_key(person, made.credential_id, made.credential_public_key, made.sign_count)

    def ask_to_enter(self, place: Place) -> Json:
        """The question to a device whose owner wants to enter."""
        options = webauthn.generate_authentication_options(rp_id=place.host, user_verification=VERIFIED)
        return self._question(options.challenge, None, webauthn.options_to_json(options))

    def enter(self, mark: str, answer: str, place: Place) -> str:
        """The token of a new session. Raises NotEntered where the device's answer is not one to the question."""
        challenge = self._taken(mark, None)
        try:
            key = webauthn.base64url_to_bytes(str(json.loads(answer)["id"]))
            person, public, count = self._accounts.key(key)
            verified = webauthn.verify_authentication_response(
                credential=answer, expected_challenge=challenge, expected_rp_id=place.host, expected_origin=place.origin,
                credential_public_key=public, credential_current_sign_count=count, require_user_verification=True,
            )  # fmt: skip
        except (WebAuthnException, LookupError, TypeError, ValueError):
            raise NotEntered("the passkey is wrong") from None
        self._accounts.used_key(key, verified.new_sign_count)
        return self._accounts.begin(person)

    def _question(self, challenge: bytes, person: str | None, options: str) -> Json:
        mark, now = secrets.token_urlsafe(16), time.monotonic()
        with self._lock:
            self._asked = {name: one for name, one in self._asked.items() if one[2] > now}
            while len(self._asked) >= ASKED_AT_ONCE:
                self._asked.pop(next(iter(self._asked)))
            self._asked[mark] = (challenge, person, now + LASTS)
        return {"mark": mark, "options": json.loads(options)}

    def _taken(self, mark: str, person: str | None) -> bytes:
        with self._lock:
            challenge, asked, until = self._asked.pop(mark, (b"", None, 0.0))
        if until < time.monotonic() or asked != person:
            raise NotEntered("the device answered too late: try again")
        return challenge
