"""The desk: the ledger as it stands, what was reckoned of it, and who works on it. Pages, acts and the API all ask it."""

from __future__ import annotations

import secrets
import time
from collections.abc import Callable, Iterator
from concurrent.futures import Executor
from contextlib import contextmanager, suppress
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from queue import Empty, LifoQueue
from threading import Lock

from recusant.ledger import Ledger, Marks
from recusant.review.accounts import Accounts
from recusant.review.order import Moved, Queue, brought_forward, seen_in_part
from recusant.review.passkeys import Passkeys
from recusant.review.reckoner import Reckoner
from recusant.review.rights import REVIEWER, Person
from recusant.review.rooms import Ahead, Closer, Outcome, Rooms
from recusant.review.standing import Claims, Memory, Standing

UPLOAD = 20_000_000  # bytes of a document that may be uploaded: the largest report met so far had 6 MB
LOOK = 120.0  # seconds for which somebody who opened a claim is thought to look at it


@dataclass(frozen=True)
class Settings:
    """How the desk is reached. ``hosts`` are the names it answers to, ``secure`` says that only HTTPS leads here."""

    hosts: tuple[str, ...] = ("127.0.0.1", "localhost")
    secure: bool = False
    alone: bool = False


@dataclass(frozen=True)
class Seen:
    """What somebody may see: the ledger as it stands, and what was reckoned of it. Where it is seen only ``partly``, without what is
    confidential, nothing reckoned is seen: it rests on all sources, and would tell of them.
    """

    standing: Standing
    claims: Claims
    latest: Outcome
    closer: Closer
    ahead: Ahead
    partly: bool = False


class Desk:
    """Everything that requests share. ``entrance`` is the one-time token of who is alone at the desk, None once it was used."""

    def __init__(self, rooms: Rooms, accounts: Accounts, settings: Settings, executor: Callable[[int], Executor]) -> None:
        self.rooms, self.accounts, self.settings = rooms, accounts, settings
        self.passkeys = Passkeys(accounts)
        self.reckoner = Reckoner(rooms, executor)
        self.entrance = secrets.token_urlsafe(32) if settings.alone else None
        self._idle: LifoQueue[Ledger] = LifoQueue()
        self._memory, self._lock = Memory(), Lock()
        self._looked: dict[str, tuple[str, float]] = {}
        self._moved: dict[bool, tuple[object, Moved]] = dict.fromkeys((True, False), (None, Moved({}, {})))

    @contextmanager
    def ledger(self) -> Iterator[Ledger]:
        """A ledger of one's own as long as it is used: opening one looks through the whole file, so they are kept."""
        try:
            held = self._idle.get_nowait()
        except Empty:
            held = self.rooms.open()
        try:
            yield held
        finally:
            if held.lost:  # the server went away, and the others have lost it too
                held.close()
                self._close_idle()
            else:
                self._idle.put(held)

    def _close_idle(self) -> None:
        with suppress(Empty):
            while True:
                self._idle.get_nowait().close()

    def standing(self, held: Ledger) -> Standing:
        """The ledger as it stands."""
        return self._memory.standing(held)

    def seen(self, held: Ledger, person: Person) -> Seen:
        """What this person may see of the ledger: a reader nothing that is confidential."""
        standing, reckoner = self.standing(held), self.reckoner
        if standing.confidential and not person.may(REVIEWER):
            nothing = Marks()
            hidden, confidential = standing.confidential, frozenset[str]()
            shown = replace(standing, stored=standing.stored - len(hidden), confidential=confidential)
            return Seen(shown, Claims(held, hidden), Outcome(nothing, nothing), Closer(nothing, nothing), Ahead(nothing), partly=True)
        return Seen(standing, Claims(held), reckoner.latest, reckoner.closer, reckoner.ahead)

    def queue(self, seen: Seen) -> Queue:
        """The claims still to look at, in the order in which a look changes most."""
        known = (seen.standing.marks, seen.closer.after, seen.ahead.after)
        with self._lock:
            if self._moved[seen.partly][0] != known:
                turns = seen.claims.held.turns
                moved = seen_in_part(seen.claims) if seen.partly else brought_forward(turns, seen.closer, seen.ahead)
                self._moved[seen.partly] = (known, moved)
            return Queue(seen.claims, self._moved[seen.partly][1])

    def next_for(self, person: str, seen: Seen, after: str) -> str | None:
        """The claim for somebody to look at after another: the first that nobody else looks at, which is theirs from now on."""
        queue = self.queue(seen)
        with self._lock:
            looked = {claim for name, (claim, when) in self._looked.items() if name != person and when > time.monotonic() - LOOK}
            free = (name for name in queue.following(after) if name != after and name not in looked)
            found = next(free, None) or next((name for name in queue.following(after) if name != after), None)
            if found:
                self._looked[person] = (found, time.monotonic())
        return found

    def look(self, person: str, claim: str) -> None:
        """Remembers for a while that somebody looks at a claim, so that others are led to the next one."""
        self._looked[person] = (claim, time.monotonic())

    def looking(self, claim: str) -> list[str]:
        """Who looks at a claim just now."""
        since = time.monotonic() - LOOK
        return sorted(name for name, (seen, when) in [*self._looked.items()] if seen == claim and when > since)

    @contextmanager
    def deciding(self) -> Iterator[Ledger]:
        """A ledger on which everything decided inside is written together or not at all; then it is reckoned."""
        with self.ledger() as held, held.together():
            yield held
        self.reckoner.wake()

    def close(self) -> None:
        """End the reckoning, and close every ledger and the accounts."""
        self.reckoner.close()
        self._close_idle()
        self.accounts.close()


def now() -> str:
    """The time, as it is written down."""
    return datetime.now(UTC).isoformat(timespec="seconds")
