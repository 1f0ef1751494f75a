"""The writing face of the ledger: everything goes in whole or not at all."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable, Iterator, Mapping, MutableMapping
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path
from typing import Any, Self

from recusant.codebook import load, parse, toml_of
from recusant.errors import BadRecord, LedgerError, Overtaken
from recusant.ledger.database import WAIT, Database, Place, writing
from recusant.ledger.decision import Decision, Mark
from recusant.ledger.log import BY_DESK, DESK, Capture, kept_as, write_entry
from recusant.ledger.places import made, opened
from recusant.ledger.reader import Reader
from recusant.ledger.schema import migrate
from recusant.ledger.shelf import put
from recusant.ledger.turns import figure_of, set_turns
from recusant.records import Claim, Gap, Text

STANDS = ("measure", "category", "place", "origin", "status", "figure", "confidence")  # as a claim stands, for asking
INTO_CLAIMS = f"INSERT INTO claims (id, source, record, {', '.join(STANDS)}) VALUES (?, ?, ?, {', '.join('?' * len(STANDS))})"  # noqa: S608
AS_IT_STANDS = f"UPDATE claims SET {', '.join(f'{name} = ?' for name in STANDS)} WHERE id = ?"  # noqa: S608 our own names


class Ledger(Reader):
    """A ledger opened for reading and writing. Others may read meanwhile; other writers wait."""

    def __init__(self, database: Database) -> None:
        super().__init__(database)
        self._stirred = set[str]()  # the figures of what is being written, to have their turns anew

    @classmethod
    def create(cls, place: Place, codebook: str | Path = "refusal") -> Self:
        """A new ledger for a codebook (a shipped name, or the path of one's own, which is kept in the ledger).

        It is made complete or not at all. Raises LedgerError where something is there already.
        """
        settings = _codebook_settings(codebook)
        made(place, lambda database: _settle(database, settings))
        return cls.open(place)

    @classmethod
    def open(cls, place: Place, *, wait: float = WAIT) -> Self:
        """The ledger in this file or at this address, brought to the present form. Raises LedgerError, with the mend."""
        database = opened(place, "rw", wait)
        try:
            migrate(database)
        except BaseException:
            database.close()
            raise
        return cls(database)

    def use_codebook(self, codebook: str | Path) -> None:
        """From now on this codebook, or the same one as its file now is."""
        settings = _codebook_settings(codebook)
        with self.together():
            _settle(self._connection, settings)

    def change_codebook(self, toml: str, by: str, when: str, why: str, seen: int) -> int:
        """From now on the codebook of this TOML text; its number. The one before stays on record.

        ``seen`` is the number of the codebook that was changed. Raises Overtaken where another is in use, BadCodebook with its faults.
        """
        parse(toml, "codebook")
        insert = "INSERT INTO codebooks (toml, changed_by, changed_when, why) VALUES (?, ?, ?, ?)"
        with self.together():
            if (number := self.marks().codebooks) != seen:
                raise Overtaken(f"the codebook was changed meanwhile (version {number}); nothing was written")
            if not number:
                before = self.setting("codebook_text") or toml_of(self.setting("codebook") or "refusal")
                self._connection.execute(insert, (before, "", None, "as it was given"))
            self._connection.execute(insert, (toml, by, when, why))
            self.set("codebook_text", toml)
            return self.marks().codebooks

    def set(self, name: str, value: str | None) -> None:
        """Keeps a setting of the project."""
        with self.together():
            _settle(self._connection, {name: value})

    @contextmanager
    def together(self) -> Iterator[None]:
        """All that is written inside is stored together, or nothing of it."""
        nested = self._connection.in_transaction
        with writing(self._connection):
            if not nested:
                self._stirred.clear()
            yield
            if not nested and self._connection.sound:
                put(self._connection)
                set_turns(self._connection, self._stirred)

    @property
    def memory(self) -> Memory:
        """What reckonings settled before, kept from one run to the next."""
        return Memory(self)

    def prune(self) -> int:
        """Forgets what reckonings settled, which is worked out again when it is needed, and gives free space back to the disk. The
        bytes that it is smaller by. Nothing that was captured, read or decided is touched.
        """
        with self._connection.told():
            return self._connection.forget()

    def add(
        self,
        text: Text,
        claims: Iterable[Claim] = (),
        gaps: Iterable[Gap] = (),
        capture: Capture = Capture(),  # noqa: B008
    ) -> bool:
        """Stores a text with its source, its claims (those it came with, and these) and its gaps, and logs it, in one transaction.

        False where the source is stored already: then nothing changes, but where it supersedes another (a page may take back a
        change), which is logged. Raises BadRecord where a quote is not the exact span of the text, or two different claims have
        one id.
        """
        source = text.source
        stored, seen = _distinct([*text.claims, *claims]), list(dict.fromkeys([*text.gaps, *gaps]))
        _check_quotes([*stored.values(), *seen], source.id, text.body)
        with self.together():
            known = self._rows("SELECT sha256 FROM sources WHERE id = ?", source.id)
            if known and known[0][0] != source.sha256:
                raise LedgerError(f"{self.name}: two different documents have the id {source.id}; {source.name} was not stored")
            if known:
                if capture.supersedes is not None:
                    self._enter(source.id, capture)
                return False
            self._store(text, [*stored.values()], [_json(gap.to_dict()) for gap in seen], capture)
        return True

    def _store(self, text: Text, claims: list[Claim], gaps: list[str], capture: Capture) -> None:
        source, known, database = text.source, text.source.to_dict(), self._connection
        database.execute("INSERT INTO sources VALUES (?, ?, ?, ?)", (source.id, source.sha256, _json(known), source.data))
        database.execute("INSERT INTO texts VALUES (?, ?)", (source.id, text.body))
        rows = self._store_claims(claims)
        if gaps:
            database.executemany("INSERT INTO gaps (source, record) VALUES (?, ?)", [(source.id, gap) for gap in gaps])
        at_first = (record for _, _, record, *_ in sorted(rows) if BY_DESK not in record)
        write_entry(database, source.id, capture, kept_as(known, source.data, text.body, at_first, gaps))
        if capture.supersedes is not None:
            self._stirred |= self.turns.of_sources([capture.supersedes])

    def _store_claims(self, claims: Iterable[Claim]) -> list[tuple[Any, ...]]:
        rows = [_claim_row(claim) for claim in claims]
        if rows:
            self._connection.executemany(INTO_CLAIMS, rows)
            self._stirred |= {figure for *_, figure, _ in rows}
        return rows

    def _enter(self, source: str, capture: Capture) -> None:
        """Logs a source that is stored once more: it stands again, and what it supersedes does no longer."""
        write_entry(self._connection, source, capture)
        self._stirred |= self.turns.of_sources({source, capture.supersedes or source})

    def capture_again(self, source: str, capture: Capture) -> None:
        """Logs that a source that is stored was captured once more, with its exchange."""
        with self.together():
            self._enter(source, capture)

    def mark(self, source: str, mark: Mark) -> None:
        """Marks a source as confidential, or takes the mark back. Raises BadInput where there is none of this id."""
        with self.together():
            self._one("SELECT 1 FROM sources WHERE id = ?", source, "source")
            row = (source, mark.confidential, mark.by, mark.when, mark.why)
            columns = "(source, confidential, decided_by, decided_when, why)"
            self._connection.execute(f"INSERT INTO confidences {columns} VALUES (?, ?, ?, ?, ?)", row)  # noqa: S608 our own names

    def look(self, asked: str, url: str, conditions: Mapping[str, str], when: str) -> None:
        """Remembers that an address was asked for, where it led, and the headers to ask it with the next time."""
        with self.together():
            self._connection.execute("DELETE FROM looks WHERE asked = ?", (asked,))
            self._connection.execute("INSERT INTO looks VALUES (?, ?, ?, ?)", (asked, url, _json(conditions), when))

    def make(self, claims: Iterable[Claim]) -> list[Claim]:
        """Adds claims to sources that are stored: what a person or changed words read in them later. Those there already are left.

        Raises BadRecord where a quote is not the exact span of the text.
        """
        made = [replace(claim, reader=DESK) for claim in claims]
        with self.together():
            for claim in made:
                _check_quotes([claim], claim.source, self.body(claim.source))
            known = {claim.id for claim in made if self._rows("SELECT 1 FROM claims WHERE id = ?", claim.id)}
            fresh = [claim for claim in made if claim.id not in known]
            self._store_claims(fresh)
        return fresh

    def decide(self, decision: Decision, seen: int | None = None) -> Claim:
        """Adds a decision and gives the claim as it now stands, which is as before where the decision waits for a second person.

        It keeps its id, also when corrected, so that every earlier reference to it still finds it; ``as_read`` gives what the
        text was first read as. ``seen`` is the number of the latest decision about it that whoever decides knew. Raises Overtaken
        where there is a later one, and BadInput where there is no such claim.
        """
        with self.together():
            if seen is not None and seen != (latest := self.latest(decision.claim)):
                raise Overtaken(f"{decision.claim} was decided about meanwhile (decision {latest}); nothing was written")
            before = self.as_read(decision.claim) if decision.status == "suggested" else self.claim(decision.claim)
            claim = replace(decision.corrected or before, id=before.id, status=decision.status)
            _check_quotes([claim], before.source, self.body(before.source))
            columns = "(claim, status, decided_by, decided_when, why, record, waits)"
            values = (claim.id, claim.status, decision.by, decision.when, decision.why, _json(claim.to_dict()), decision.waits)
            self._connection.execute(f"INSERT INTO decisions {columns} VALUES (?, ?, ?, ?, ?, ?, ?)", values)  # noqa: S608
            if decision.waits:
                return self.claim(decision.claim)
            self._stirred |= {*self.turns.figures([claim.id])[claim.id], figure_of(claim)}
            self._connection.execute(AS_IT_STANDS, (*_columns(claim), claim.id))
        return claim

    def keep_stamp(self, entry: int, reply: bytes) -> None:
        """Keeps what a timestamp authority answered about an entry of the log."""
        with self.together():
            self._connection.execute("INSERT INTO stamps (entry, reply) VALUES (?, ?)", (entry, reply))


class Memory(MutableMapping[str, str]):
    """The ledger's table of what was settled, as a mapping."""

    def __init__(self, ledger: Ledger) -> None:
        self._ledger = ledger

    def __getitem__(self, key: str) -> str:
        rows = self._ledger._rows("SELECT value FROM memory WHERE key = ?", key)
        if not rows:
            raise KeyError(key)
        return str(rows[0][0])

    def __setitem__(self, key: str, value: str) -> None:
        with self._ledger.together():
            self._ledger._connection.execute("DELETE FROM memory WHERE key = ?", (key,))
            self._ledger._connection.execute("INSERT INTO memory VALUES (?, ?)", (key, value))

    def __delitem__(self, key: str) -> None:
        with self._ledger.together():
            self._ledger._connection.execute("DELETE FROM memory WHERE key = ?", (key,))

    def __iter__(self) -> Iterator[str]:
        return (key for (key,) in self._ledger._rows("SELECT key FROM memory ORDER BY key"))

    def __len__(self) -> int:
        return int(self._ledger._rows("SELECT count(*) FROM memory")[0][0])


def _settle(database: Database, settings: Mapping[str, str | None]) -> None:
    for name, value in settings.items():
        database.execute("DELETE FROM settings WHERE name = ?", (name,))
        database.execute("INSERT INTO settings VALUES (?, ?)", (name, value))


def _codebook_settings(codebook: str | Path) -> dict[str, str | None]:
    """Raises BadCodebook where the codebook is at fault, before anything is stored."""
    load(codebook)
    path = Path(codebook)
    own = bool(path.suffix) or len(path.parts) > 1  # else it is the name of a shipped one
    return {"codebook": str(codebook), "codebook_text": path.read_text(encoding="utf-8") if own else None}


def _distinct(claims: Iterable[Claim]) -> dict[str, Claim]:
    found: dict[str, Claim] = {}
    for claim in claims:
        if found.setdefault(claim.id, claim) != claim:
            raise BadRecord(f"two different claims of {claim.source} have the id {claim.id}: {claim.quote.text!r}")
    return found


def _check_quotes(items: Iterable[Claim | Gap], source: str, body: str) -> None:
    for item in items:
        quote = item.quote
        if item.source != source or body[quote.start : quote.end] != quote.text:
            raise BadRecord(f"{quote.text[:60]!r} is not what stands at {quote.start}–{quote.end} of the text of {source}")


def _claim_row(claim: Claim) -> tuple[Any, ...]:
    return (claim.id, claim.source, _json(claim.to_dict()), *_columns(claim))


def _columns(claim: Claim) -> tuple[Any, ...]:
    scope = claim.scope
    return (scope.measure, scope.category, scope.place, claim.origin, claim.status, figure_of(claim), claim.confidence)


_json: Callable[[Mapping[str, Any]], str] = json.JSONEncoder(ensure_ascii=False, sort_keys=True).encode
