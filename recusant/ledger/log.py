"""The log of captures: each entry says by digests what was stored and holds the digest of the entry before.

So nothing that was logged can be changed, left out or put in between without changing every digest after it. An entry holds no
address and no name, so the log can be shown to whoever checks a part of it. ``recusant verify
--ledger`` reads it with code of its own (verify/ledger.py); docs/ledger.md says what it holds.
"""

from __future__ import annotations

import hashlib
import json
import re
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from recusant.ledger.database import Database

BEGINNING = "0" * 64  # what stands before the first entry
DIGEST = "sha256:"  # and the digest of a file, in the place of an address, where people said what is to be known of it
DESK = "desk"  # the reader of claims that people add to a source later: an entry tells of what was read at first
BY_DESK = f'"reader": "{DESK}"'  # in the text of a record, quotation marks are escaped
AT_FIRST = f"record NOT LIKE '%{BY_DESK}%'"


@dataclass(frozen=True, slots=True)
class Capture:
    """How a source came: the address it was found at (or DIGEST and that of its bytes), when, the exchange as a WARC file, and the
    source it supersedes.
    """

    url: str | None = None
    captured: str | None = None
    warc: bytes | None = None
    supersedes: str | None = None


def write_entry(database: Database, source: str, capture: Capture, kept: Mapping[str, bytes] | None = None) -> int:
    """Adds the entry of a source that is stored with all that was read of it, ``kept`` where that is at hand; the entry's number."""
    last = database.execute("SELECT number, digest FROM log ORDER BY number DESC LIMIT 1").fetchone()
    number, before = (last[0] + 1, last[1]) if last else (1, BEGINNING)
    kept = kept or kept_of(database, source)
    parts = {part: _digest(data) for part, data in kept.items()}
    captured = capture.captured or json.loads(kept["record"]).get("captured")
    entry = {
        "number": number, "source": source, "captured": captured, "supersedes": capture.supersedes, **parts,
        "warc": None if capture.warc is None else _digest(capture.warc), "before": before,
    }  # fmt: skip
    written = canonical(entry)
    row = (number, source, capture.url, capture.supersedes, written, _digest(written.encode()))
    database.execute("INSERT INTO log VALUES (?, ?, ?, ?, ?, ?)", row)
    if capture.warc is not None:
        database.execute("INSERT INTO exchanges VALUES (?, ?)", (number, capture.warc))
    return number


def kept_of(database: Database, source: str) -> dict[str, bytes]:
    """All that an entry tells of a source, as the bytes that are hashed: the document, what is known of it, its text, and what was
    read of it at first, a line each.

    Where a file lay on somebody's disk is left out: it is nobody's business, and a dossier must not tell it.
    """
    record, data = database.execute("SELECT record, data FROM sources WHERE id = ?", (source,)).fetchone()
    (text,) = database.execute("SELECT body FROM texts WHERE source = ?", (source,)).fetchone()
    claims = database.execute(f"SELECT record FROM claims WHERE source = ? AND {AT_FIRST} ORDER BY id", (source,))  # noqa: S608 our own words
    gaps = database.execute("SELECT record FROM gaps WHERE source = ? ORDER BY number", (source,))
    return kept_as(json.loads(record), bytes(data), text, (one for (one,) in claims), (one for (one,) in gaps))


def kept_as(known: Mapping[str, Any], data: bytes, text: str, claims: Iterable[str], gaps: Iterable[str]) -> dict[str, bytes]:
    """The same of what is at hand: claims as they were read at first, in the order of their ids, and gaps in that of storing."""
    if not known["name"].lower().startswith(("http://", "https://")):
        known = {**known, "name": re.split(r"[/\\]", known["name"])[-1]}
    lines = {name: "".join(f"{row}\n" for row in rows).encode() for name, rows in (("claims", claims), ("gaps", gaps))}
    return {"data": data, "record": canonical(known).encode(), "text": text.encode(), **lines}


canonical: Callable[[object], str] = json.JSONEncoder(ensure_ascii=False, sort_keys=True, separators=(",", ":")).encode
"""The one way to write a record that is hashed."""


def _digest(data: bytes) -> str:
    return hashlib.sha256(data).hexdigest()
