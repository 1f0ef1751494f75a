"""Who works at the desk: accounts, sessions, and a log of what was changed about them. A file of its own, never part of a ledger:
ledgers are copied and handed on.
"""

from __future__ import annotations

import hashlib
import secrets
import sqlite3
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from threading import BoundedSemaphore, RLock
from typing import Any

from argon2 import PasswordHasher
from argon2.exceptions import InvalidHashError, VerificationError

from recusant.errors import BadInput, NotAllowed, NotEntered
from recusant.review.rights import ADMINISTRATOR, ROLES, Person

TABLES = """
CREATE TABLE IF NOT EXISTS people (name TEXT PRIMARY KEY, role TEXT NOT NULL, password TEXT, active INTEGER NOT NULL DEFAULT 1);
CREATE TABLE IF NOT EXISTS sessions (
    digest TEXT PRIMARY KEY, person TEXT NOT NULL REFERENCES people(name), guard TEXT NOT NULL, used REAL NOT NULL, lasts REAL NOT NULL,
    bearer INTEGER NOT NULL);
CREATE TABLE IF NOT EXISTS keys (
    id BLOB PRIMARY KEY, person TEXT NOT NULL REFERENCES people(name), public BLOB NOT NULL, used INTEGER NOT NULL);
CREATE TABLE IF NOT EXISTS acts (
    number INTEGER PRIMARY KEY AUTOINCREMENT, done_when TEXT NOT NULL, done_by TEXT NOT NULL, what TEXT NOT NULL);
CREATE TRIGGER IF NOT EXISTS acts_stay BEFORE UPDATE ON acts BEGIN SELECT RAISE(ABORT, 'acts are only added'); END;
CREATE TRIGGER IF NOT EXISTS acts_last BEFORE DELETE ON acts BEGIN SELECT RAISE(ABORT, 'acts are only added'); END;
"""
SHORTEST = 12  # characters of a password: NIST SP 800-63B asks for 8 at least, and for length rather than rules
LONGEST = 256
IDLE = 12 * 3600.0  # seconds after which an unused session has ended
TOKEN = 90 * 24 * 3600.0  # and an unused token of a program
FREE = 5  # wrong passwords in a row before each further try has to wait, twice as long every time
FIRST_WAIT, LONGEST_WAIT = 30.0, 900.0  # seconds
REMEMBERED = 10_000  # names and addresses whose failures are remembered at once
AT_ONCE = BoundedSemaphore(2)  # each password that is checked takes 64 MiB for a moment


@dataclass(frozen=True)
class Session:
    """Somebody who has entered. ``guard`` is what every form has to bring along; ``bearer``: a program with a token."""

    person: Person
    guard: str
    bearer: bool = False


class Accounts:
    """The accounts of a project. ``Accounts.alone`` is for one person at their own computer, and keeps nothing."""

    def __init__(self, path: Path | None) -> None:
        self._lock, self._hasher = RLock(), PasswordHasher()
        if path and not path.exists():
            path.touch(mode=0o600)
        self._connection = sqlite3.connect(path or ":memory:", isolation_level=None, check_same_thread=False, timeout=10)
        self._connection.execute("PRAGMA foreign_keys = ON")
        self._connection.executescript(TABLES)
        self._failures: dict[str, tuple[int, float]] = {}
        self._decoy = self._hasher.hash(secrets.token_hex())

    @classmethod
    def alone(cls, name: str) -> Accounts:
        """One person, who may do everything and needs no password."""
        made = cls(None)
        made._connection.execute("INSERT INTO people VALUES (?, ?, NULL, 1)", (name, ADMINISTRATOR))
        return made

    def close(self) -> None:
        self._connection.close()

    def people(self) -> list[tuple[Person, bool]]:
        """Everybody with an account, and whether it is open."""
        rows = self._rows("SELECT name, role, active FROM people ORDER BY name")
        return [(Person(name, role), bool(active)) for name, role, active in rows]

    def add(self, name: str, role: str, password: str, by: str) -> None:
        """A new account. Raises BadInput where the name is taken, the role unknown or the password too short."""
        name = " ".join(name.split())
        if not name or len(name) > 80:
            raise BadInput(f"{name[:80]!r} is not a name", place="name", mend="write 1 to 80 characters")
        _known(role)
        hashed = self._hashed(password)
        with self._together():
            if self._rows("SELECT 1 FROM people WHERE name = ?", name):
                raise BadInput(f"there is an account {name!r} already", place="name", mend="choose another name")
            self._connection.execute("INSERT INTO people VALUES (?, ?, ?, 1)", (name, role, hashed))
            self._log(by, f"made the account of {name} ({role})")

    def change(self, name: str, role: str, active: bool, by: str) -> None:
        """Another role, or an account closed or opened again. Its sessions end. Raises BadInput where nobody could administer then."""
        _known(role)
        with self._together():
            if not self._rows("SELECT 1 FROM people WHERE name = ?", name):
                raise BadInput(f"there is no account {name!r}", place="name", mend="check the name")
            self._connection.execute("UPDATE people SET role = ?, active = ? WHERE name = ?", (role, active, name))
            if not self._rows("SELECT 1 FROM people WHERE role = ? AND active", ADMINISTRATOR):
                raise BadInput("nobody could administer the desk then", place="role", mend="make somebody else an administrator first")
            self._connection.execute("DELETE FROM sessions WHERE person = ?", (name,))
            self._log(by, f"set {name} to {role}, {'open' if active else 'closed'}")

    def renew(self, name: str, password: str, by: str) -> None:
        """Another password. All sessions of that person end."""
        hashed = self._hashed(password)
        with self._together():
            self._connection.execute("UPDATE people SET password = ? WHERE name = ?", (hashed, name))
            self._connection.execute("DELETE FROM sessions WHERE person = ?", (name,))
            self._log(by, f"set a new password for {name}")

    def enter(self, name: str, password: str, address: str) -> str:
        """The token of a new session. Raises NotEntered, alike for a wrong name and a wrong password, and for who tries too often."""
        name = " ".join(name.split())
        self._wait_over(name, address)
        rows = self._rows("SELECT password FROM people WHERE name = ? AND active", name)
        kept = rows[0][0] if rows else None
        if not (self._right(kept or self._decoy, password) and kept):
            self._failed(name, address)
            raise NotEntered("the name or the password is wrong")
        with self._lock:
            self._failures.pop(f"name {name}", None)
        return self.begin(name)

    def begin(self, name: str, *, bearer: bool = False) -> str:
        """The token of a new session of somebody who is known; only its digest is kept."""
        token, lasts = secrets.token_urlsafe(32), TOKEN if bearer else IDLE
        row = (_digest(token), name, secrets.token_urlsafe(32), time.time(), lasts, bearer)
        with self._together():
            self._connection.execute("DELETE FROM sessions WHERE used + lasts < ?", (time.time(),))
            self._connection.execute("INSERT INTO sessions VALUES (?, ?, ?, ?, ?, ?)", row)
            if bearer:
                self._log(name, "made a token for a program")
        return token

    def keep_key(self, name: str, key: bytes, public: bytes, count: int) -> None:
        """Keeps a passkey of somebody: its public half, which is no secret."""
        with self._together():
            self._connection.execute("INSERT INTO keys VALUES (?, ?, ?, ?)", (key, name, public, count))
            self._log(name, "made a passkey")

    def key(self, key: bytes) -> tuple[str, bytes, int]:
        """Whose a passkey is, its public half, and how often it was used. Raises LookupError where there is none."""
        asked = "SELECT person, public, used FROM keys JOIN people ON person = name WHERE id = ? AND active"
        for person, public, used in self._rows(asked, key):
            return person, public, used
        raise LookupError(key)

    def used_key(self, key: bytes, count: int) -> None:
        """A passkey was used so often by now."""
        with self._together():
            self._connection.execute("UPDATE keys SET used = ? WHERE id = ?", (count, key))

    def keys_of(self, name: str) -> int:
        """How many passkeys somebody has."""
        return int(self._rows("SELECT count(*) FROM keys WHERE person = ?", name)[0][0])

    def drop_keys(self, name: str) -> None:
        """Somebody's passkeys are valid no more: a device may be lost."""
        with self._together():
            self._connection.execute("DELETE FROM keys WHERE person = ?", (name,))
            self._log(name, "dropped all passkeys")

    def session(self, token: str) -> Session | None:
        """The session of a token, None where it has ended. It lasts on from each use, noted once a minute."""
        asked = """SELECT name, role, guard, used, bearer FROM sessions JOIN people ON person = name
            WHERE digest = ? AND active AND used + lasts >= ?"""
        now, rows = time.time(), self._rows(asked, _digest(token), time.time())
        if not rows:
            return None
        name, role, guard, used, bearer = rows[0]
        if now - used > 60:
            with self._together():
                self._connection.execute("UPDATE sessions SET used = ? WHERE digest = ?", (now, _digest(token)))
        return Session(Person(name, role), guard, bool(bearer))

    def end(self, token: str) -> None:
        """The session ends."""
        with self._together():
            self._connection.execute("DELETE FROM sessions WHERE digest = ?", (_digest(token),))

    def acts(self) -> list[tuple[str, str, str]]:
        """What was changed about accounts: when, by whom, what; the latest first."""
        return self._rows("SELECT done_when, done_by, what FROM acts ORDER BY number DESC")

    # ── passwords, and who guesses them ─────────────────────────────────────────────────────────────────────────────────────

    def _hashed(self, password: str) -> str:
        if not SHORTEST <= len(password) <= LONGEST:
            raise BadInput("the password is too short or too long", place="password", mend=f"use {SHORTEST} to {LONGEST} characters")
        with AT_ONCE:
            return self._hasher.hash(password)

    def _right(self, kept: str, password: str) -> bool:
        with AT_ONCE:
            try:
                return self._hasher.verify(kept, password[: LONGEST + 1])
            except (VerificationError, InvalidHashError):
                return False

    def _wait_over(self, name: str, address: str) -> None:
        with self._lock:
            until = max(self._failures.get(key, (0, 0.0))[1] for key in (f"name {name}", f"from {address}"))
        if (left := until - time.monotonic()) > 0:
            raise NotAllowed(f"too many wrong passwords: try again in {int(left) + 1} seconds")

    def _failed(self, name: str, address: str) -> None:
        with self._lock:
            for key in (f"name {name}", f"from {address}"):
                count = self._failures.pop(key, (0, 0.0))[0] + 1
                wait = min(FIRST_WAIT * 2 ** (count - FREE), LONGEST_WAIT) if count >= FREE else 0.0
                self._failures[key] = (count, time.monotonic() + wait)
            while len(self._failures) > REMEMBERED:
                self._failures.pop(next(iter(self._failures)))

    # ── the file ────────────────────────────────────────────────────────────────────────────────────────────────────────────

    @contextmanager
    def _together(self) -> Iterator[None]:
        with self._lock:
            self._connection.execute("BEGIN IMMEDIATE")
            try:
                yield
            except BaseException:
                self._connection.execute("ROLLBACK")
                raise
            self._connection.execute("COMMIT")

    def _rows(self, sql: str, *values: object) -> list[Any]:
        with self._lock:
            return self._connection.execute(sql, values).fetchall()

    def _log(self, by: str, what: str) -> None:
        when = datetime.now(UTC).isoformat(timespec="seconds")
        self._connection.execute("INSERT INTO acts (done_when, done_by, what) VALUES (?, ?, ?)", (when, by, what))


def _known(role: str) -> None:
    if role not in ROLES:
        raise BadInput(f"there is no role {role!r}", place="role", mend=f"use one of {', '.join(ROLES)}")


def _digest(token: str) -> str:
    return hashlib.sha256(token.encode()).hexdigest()
