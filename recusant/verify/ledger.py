"""Verify a ledger: is everything in it still what was captured? Every source, text, claim and exchange is hashed again and held
against the log, and the log against itself.

Nothing of the ledger's own code is used. Whoever may write to the file could write the whole log anew; so the digest of the last
entry is to be noted down elsewhere, or published: it fixes all that came before.
"""

from __future__ import annotations

import hashlib
import json
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from recusant.errors import BadInput
from recusant.verify.asking import NO_LEDGER, Ask, asking

BEGINNING = "0" * 64
PARTS = {
    "data": "its bytes are", "record": "its description is", "text": "its text is", "claims": "its claims are", "gaps": "its gaps are",
    "warc": "its exchange with the web is",
}  # fmt: skip
COLUMNS = ("number", "source", "supersedes")
OLD = "open it once for writing, for example with `recusant add`"
UNLOGGED = "SELECT id FROM sources WHERE NOT EXISTS (SELECT 1 FROM log WHERE log.source = sources.id) ORDER BY rowid"
FIRST = -(2**63)  # below every number
ROWS = "SELECT record FROM {} WHERE source = ? ORDER BY {}"
ADDED = '"reader": "desk"'  # in the record of a claim: a person added it later, and the log tells of what was read at first


@dataclass(frozen=True)
class Hashed:
    """How many sources and entries of the log were hashed, the digest of the last entry, what is broken, a line each, and the stamps:
    the number of an entry, its digest as it is now, and what an authority replied about it.
    """

    sources: int
    entries: int
    head: str
    broken: tuple[str, ...]
    stamps: tuple[tuple[int, str, bytes], ...] = ()


def verify_ledger(place: str | Path) -> Hashed:
    """Hash a ledger again: a file, or a PostgreSQL database. Raises BadInput where it is none, or is damaged so that it cannot be read."""
    with asking(place) as (ask, tables):
        if "log" not in tables:
            old = "sources" in tables
            what, mend = ("it has no log of captures", OLD) if old else ("there is no ledger in it", NO_LEDGER)
            raise BadInput(what, file=None if isinstance(place, str) else str(place), mend=mend)
        stamped = ask("SELECT entry, reply FROM stamps ORDER BY number") if "stamps" in tables else []
        digests, wanted = dict[int, str](), {entry for entry, _ in stamped}
        broken, count, before = list[str](), 0, BEGINNING
        for row in _entries(ask):
            number, line, count = row[0], row[4], count + 1
            if (entry := json.loads(line)).get("number") != count or entry.get("before") != before:  # numbered without a hole
                broken.append(f"log entry {count}: it does not follow on the entry before")
            broken += _row_faults(row, ask)
            before = _digest(line)
            digests |= {number: before} if number in wanted else {}
        broken += [f"source {source}: it is not in the log" for (source,) in ask(UNLOGGED)]
        ((sources,),) = ask("SELECT count(*) FROM sources")
    broken += [f"stamp of log entry {entry}: there is no such entry" for entry, _ in stamped if entry not in digests]
    stamps = tuple((entry, digests[entry], reply) for entry, reply in stamped if entry in digests)
    return Hashed(sources, count, before, tuple(broken), stamps)


def _entries(ask: Ask) -> Iterator[tuple[Any, ...]]:
    """The log in its order, so many entries at a time that they fit into memory."""
    last = FIRST
    while rows := ask("SELECT number, source, url, supersedes, entry, digest FROM log WHERE number > ? ORDER BY number LIMIT 1000", last):
        yield from rows
        last = rows[-1][0]


def _row_faults(row: tuple[Any, ...], ask: Ask) -> Iterator[str]:
    """One entry against what it tells of."""
    number, source, url, supersedes, line, digest = row
    entry = json.loads(line)
    if _digest(line) != digest or (number, source, supersedes) != tuple(map(entry.get, COLUMNS)):
        yield f"log entry {number}: it was changed"
    record = _first(ask("SELECT record FROM sources WHERE id = ?", source))[0]
    known = json.loads(record) if record else {}
    if url is not None and known and url not in (known.get("url"), f"sha256:{known.get('sha256')}"):
        yield f"log entry {number}: its address is not that of the source"
    for part, found in _parts(source, number, ask).items():
        if entry.get(part) != found:
            yield f"source {source}: {PARTS[part]} {'not what was captured' if found else 'missing'} (log entry {number})"


def _parts(source: str, number: int, ask: Ask) -> Mapping[str, str | None]:
    """The digests of all that an entry tells of, as it is now."""
    record, data = _first(ask("SELECT record, data FROM sources WHERE id = ?", source))
    text = _first(ask("SELECT body FROM texts WHERE source = ?", source))[0]
    warc = _first(ask("SELECT warc FROM exchanges WHERE number = ?", number))[0]
    claims, gaps = (
        "".join(f"{one}\n" for (one,) in ask(ROWS.format(table, order), source) if ADDED not in one)
        for table, order in (("claims", "id"), ("gaps", "number"))
    )
    found = {"data": data, "record": record and _described(record), "text": text, "claims": claims, "gaps": gaps, "warc": warc}
    return {name: None if part is None else _digest(part) for name, part in found.items()}


def _first(rows: list[Any]) -> Any:
    return rows[0] if rows else (None, None)


def _described(record: str) -> str:
    """What is known of a source, but for where its file lay."""
    known = json.loads(record)
    if not known["name"].lower().startswith(("http://", "https://")):
        known["name"] = re.split(r"[/\\]", known["name"])[-1]
    return json.dumps(known, ensure_ascii=False, sort_keys=True, separators=(",", ":"))


def _digest(data: str | bytes) -> str:
    return hashlib.sha256(data.encode() if isinstance(data, str) else data).hexdigest()
