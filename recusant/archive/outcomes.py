"""What became of a document of an archive, as the rows of its tables."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field

from recusant.errors import BadInput
from recusant.records import Claim, Gap, Json, Source

READ, SIEVED, FAULT = "read", "sieved", "fault"
Columns = Mapping[str, Mapping[str, str]]  # of each table: name and kind
# A claim's ``record`` is the claim whole, as docs/contracts.md has it; its ``passage`` the words around it, to tell copies by.
COLUMNS: Columns = {
    "sources": {
        "id": "string", "sha256": "string", "name": "string", "url": "string", "outlet": "string", "lang": "string", "title": "string",
        "published": "string", "captured": "string", "outcome": "string", "why": "string", "bytes": "int64", "claims": "int64",
        "gaps": "int64",
    },
    "claims": {
        "id": "string", "source": "string", "kind": "string", "measure": "string", "category": "string", "place": "string",
        "origin": "string", "said_on": "string", "confidence": "double", "quote": "string", "record": "string", "passage": "string",
    },
    "gaps": {"source": "string", "start": "int64", "end": "int64", "quote": "string", "reason": "string"},
}  # fmt: skip


@dataclass(frozen=True)
class Outcome:
    """A source and what was read of it; ``sieved`` tells that it holds no word of a claim, so that it was not read.

    ``passages`` are the words around each claim, by its id, where they can tell who copies whom.
    """

    source: Source
    claims: Sequence[Claim] = ()
    gaps: Sequence[Gap] = ()
    sieved: bool = False
    passages: Mapping[str, str] = field(default_factory=dict)


Reading = Callable[[Source], Iterable[Outcome]]  # reads one document; one for all processes, so it must be possible to pickle it
Rows = dict[str, list[Json]]


def rows_of(outcome: Outcome) -> Rows:
    """The rows of each table."""
    known = outcome.source.to_dict()
    told = {"outcome": SIEVED if outcome.sieved else READ, "why": None, "bytes": len(outcome.source.data)}
    counts = {"claims": len(outcome.claims), "gaps": len(outcome.gaps)}
    source = {name: known[name] for name in COLUMNS["sources"] if name in known} | told | counts
    claims = [_claim(one, outcome.passages.get(one.id)) for one in outcome.claims]
    tables = {"sources": [source], "claims": claims, "gaps": [_gap(one) for one in outcome.gaps]}
    return {table: [_sound(row) for row in rows] for table, rows in tables.items()}


def rows_of_fault(source: Source | None, fault: BadInput) -> Rows:
    """The row of a document that cannot be read, with the reason; of one that could not even be opened only its name is known."""
    known: Json = dict.fromkeys(COLUMNS["sources"]) | {"name": fault.file}
    known |= {name: value for name, value in (source.to_dict() if source else {}).items() if name in known}
    size = len(source.data) if source else 0
    row = _sound(known | {"outcome": FAULT, "why": str(fault), "bytes": size, "claims": 0, "gaps": 0})
    return {"sources": [row], "claims": [], "gaps": []}


def _sound(row: Json) -> Json:
    """A row without halves of characters, which are in some titles and which no file can hold."""
    return {name: value.encode("utf-8", "replace").decode() if isinstance(value, str) else value for name, value in row.items()}


def _claim(claim: Claim, passage: str | None) -> Json:
    record, scope = claim.to_dict(), claim.scope
    flat = {name: record[name] for name in ("id", "source", "kind", "origin", "said_on", "confidence")}
    return flat | {
        "measure": scope.measure, "category": scope.category, "place": scope.place, "quote": claim.quote.text, "record": canonical(record),
        "passage": passage,
    }  # fmt: skip


def _gap(gap: Gap) -> Json:
    return {"source": gap.source, "start": gap.quote.start, "end": gap.quote.end, "quote": gap.quote.text, "reason": gap.reason}


def canonical(record: object) -> str:
    """The one way to write a row that is hashed."""
    return json.dumps(record, ensure_ascii=False, sort_keys=True, separators=(",", ":"))


class Digest:
    """A digest of the rows of all tables in their order. Of the rows and not of the files: those differ with the version of a library."""

    def __init__(self, columns: Columns = COLUMNS) -> None:
        self._columns, self._tables = columns, {table: hashlib.sha256() for table in columns}

    def add(self, rows: Rows) -> None:
        """Adds rows of each table."""
        for table, columns in self._columns.items():
            for row in rows[table]:
                self._tables[table].update(canonical([row[name] for name in columns]).encode() + b"\n")

    def hexdigest(self) -> str:
        """The digest so far."""
        return hashlib.sha256(canonical({name: one.hexdigest() for name, one in self._tables.items()}).encode()).hexdigest()
