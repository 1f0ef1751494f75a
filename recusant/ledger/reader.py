"""The reading face of the ledger: it asks and never writes, also while another process does."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator
from dataclasses import replace
from types import TracebackType
from typing import Any, NamedTuple, Self

from recusant.codebook import Codebook, load, parse
from recusant.errors import NotFound
from recusant.ledger.database import WAIT, Database, Place, each_of, ledger_error
from recusant.ledger.decision import Decision
from recusant.ledger.log import kept_of
from recusant.ledger.places import opened
from recusant.ledger.schema import VERSION
from recusant.ledger.shelf import holding
from recusant.ledger.turns import Turns
from recusant.ledger.versions import Difference, compared
from recusant.records import STATUSES, Claim, Gap, Source, Text

SUPERSEDED = """SELECT supersedes FROM log AS one WHERE supersedes IS NOT NULL AND NOT EXISTS
    (SELECT 1 FROM log AS later WHERE later.source = one.supersedes AND later.number > one.number)"""
MARKED = """SELECT source FROM confidences AS one WHERE confidential AND NOT EXISTS
    (SELECT 1 FROM confidences AS later WHERE later.source = one.source AND later.number > one.number)"""
CONFIDENTIAL = f"""WITH marked AS ({MARKED}),
    addresses AS (SELECT url FROM log JOIN marked USING (source) WHERE url IS NOT NULL
        UNION SELECT json_extract(record, '$.url') FROM sources JOIN marked ON source = id),
    pages AS (SELECT source FROM marked UNION SELECT source FROM log JOIN addresses USING (url)
        UNION SELECT id FROM sources WHERE json_extract(record, '$.url') IN (SELECT url || '' FROM addresses))
    SELECT source FROM pages UNION SELECT id FROM sources WHERE json_extract(record, '$.part_of') IN (SELECT source || '' FROM pages)"""  # noqa: S608 no input; || '', or SQLite would not look in the indexes of what a record says
QUOTED = """WITH quoted AS (SELECT DISTINCT source FROM claims),
    wanted AS (SELECT source FROM quoted UNION SELECT json_extract(record, '$.part_of') FROM sources JOIN quoted ON id = source)
    SELECT record FROM sources WHERE id IN (SELECT source FROM wanted) ORDER BY +rowid"""  # so few that they are sought one by one
COUNTED = ("sources", "claims", "gaps", "decisions")
STANDING = """SELECT coalesce(
    (SELECT record FROM decisions WHERE claim = claims.id AND NOT waits ORDER BY number DESC LIMIT 1), record) FROM claims"""
DECIDED = "SELECT claim, status, decided_by, why, decided_when, record, waits, number FROM decisions"


class Marks(NamedTuple):
    """The numbers of the last decision, the last entry of the log, the last claim, the codebook in use (0: as it was given), the last
    mark on a source, and the last source.
    """

    decisions: int = 0
    log: int = 0
    claims: int = 0
    codebooks: int = 0
    confidences: int = 0
    sources: int = 0


class Reader:
    """A ledger opened for reading. Use it in a ``with``, or close it."""

    def __init__(self, database: Database) -> None:
        self._connection, self.turns = database, Turns(database)

    @classmethod
    def open(cls, place: Place, *, wait: float = WAIT) -> Self:
        """The ledger in this file, or at this address of a PostgreSQL database (``postgresql://…``); ``wait`` is how many seconds to
        wait for a writer. Raises LedgerError, with the mend.
        """
        database = opened(place, "ro", wait)
        if database.version() < VERSION:
            database.close()
            mend = "open it once for writing, for example with `recusant add`"
            raise ledger_error(database.name, "it was written by an older Recusant", mend)
        return cls(database)

    @property
    def name(self) -> str:
        """Where it is, as it may be shown: without a password."""
        return self._connection.name

    @property
    def lost(self) -> bool:
        """Whether the server has gone away: it has to be opened again."""
        return self._connection.lost

    def close(self) -> None:
        self._connection.close()

    def __enter__(self) -> Self:
        return self

    def __exit__(self, kind: type[BaseException] | None, fault: BaseException | None, trace: TracebackType | None) -> None:
        self.close()

    def has(self, source: str) -> bool:
        """Is a source of this id stored?"""
        return bool(self._rows("SELECT 1 FROM sources WHERE id = ?", source))

    def sources(self) -> list[Source]:
        """Every source in the order of storing, without its bytes; ``source`` gives those."""
        return self._sources("SELECT record FROM sources ORDER BY rowid")

    def quoted(self) -> list[Source]:
        """The sources that have claims, and the tables that cite them, likewise."""
        return self._sources(QUOTED)

    def listed(self, words: str = "", start: int = 0, most: int = 100, *, hidden: bool = True) -> list[Source]:
        """Some of the sources that hold these words in title, outlet, address or name, whatever their case: those stored last first, from
        the place ``start`` on. Without ``hidden``, confidential ones are left out. Fewer than three letters are sought in the latest
        ``LATEST`` of all sources.
        """
        where, values = _on_shelf(words, hidden)
        places = f"SELECT rowid AS place FROM shelf WHERE {where} ORDER BY rowid DESC LIMIT ? OFFSET ?"  # noqa: S608 our own words
        asked = f"SELECT record FROM ({places}) AS places JOIN sources ON sources.rowid = place ORDER BY place DESC"  # noqa: S608
        return self._sources(asked, *values, most, start)

    def count_listed(self, words: str, most: int, *, hidden: bool = True) -> int:
        """How many sources ``listed`` could give; counted up to ``most``."""
        where, values = _on_shelf(words, hidden)
        asked = f"SELECT count(*) FROM (SELECT 1 FROM shelf WHERE {where} LIMIT ?) AS places"  # noqa: S608 our own words
        return int(self._rows(asked, *values, most)[0][0])

    def described(self, source: str) -> Source:
        """One source without its bytes. Raises BadInput where there is none of this id."""
        (record,) = self._one("SELECT record FROM sources WHERE id = ?", source, "source")
        return Source.from_dict(json.loads(record))

    def source(self, source: str) -> Source:
        """One source with its bytes. Raises BadInput where there is none of this id."""
        record, data = self._one("SELECT record, data FROM sources WHERE id = ?", source, "source")
        return replace(Source.from_dict(json.loads(record)), data=data)

    def text(self, source: str) -> Text:
        """The text of a source that its claims' quotes point into. Raises BadInput where there is none of this id."""
        (body,) = self._one("SELECT body FROM texts WHERE source = ?", source, "source")
        return Text(self.source(source), body)

    def claims(
        self, *, status: str | None = None, measure: str | None = None, origin: str | None = None, source: str | None = None
    ) -> list[Claim]:
        """The claims as they stand after the latest decision about each, in the order of storing."""
        asked = {"status": status, "measure": measure, "origin": origin, "source": source}
        given = {name: value for name, value in asked.items() if value is not None}
        where = " AND ".join(f"{name} = ?" for name in given) or "true"
        with self._connection.told():
            rows = self._connection.execute(f"{STANDING} WHERE {where} ORDER BY rowid", tuple(given.values()))
            return [Claim.from_dict(json.loads(record)) for (record,) in rows]

    def claim(self, claim: str) -> Claim:
        """One claim as it stands. Raises BadInput where there is none of this id."""
        (record,) = self._one(f"{STANDING} WHERE id = ?", claim, "claim")
        return Claim.from_dict(json.loads(record))

    def standing_now(self, claims: Iterable[str]) -> dict[str, tuple[Claim, int]]:
        """Those of these claims that there are, as they stand, each with the number of the latest decision about it."""
        latest = "(SELECT coalesce(max(number), 0) FROM decisions WHERE claim = claims.id)"
        asked = f"{STANDING.replace('SELECT', f'SELECT {latest},', 1)} WHERE id IN ({{}})"
        found = ((Claim.from_dict(json.loads(record)), number) for number, record in each_of(self._connection, asked, claims))
        return {claim.id: (claim, number) for claim, number in found}

    def claims_of(self, sources: Iterable[str]) -> dict[str, int]:
        """How many claims each of these sources has, as far as it has any."""
        return dict(each_of(self._connection, "SELECT source, count(*) FROM claims WHERE source IN ({}) GROUP BY source", sources))

    def origins(self) -> list[str]:
        """Who counted, by the claims as they stand, in the order of letters."""
        found, asked = list[str](), "SELECT min(origin) FROM claims WHERE origin > ?"  # few among many claims: each is sought in the index
        while (origin := self._rows(asked, found[-1] if found else "")[0][0]) is not None:
            found.append(origin)
        return found

    def count_by_origin(self) -> list[tuple[str, str, str, int]]:
        """How many claims there are of each origin, measure and status."""
        return self._rows("SELECT origin, measure, status, count(*) FROM claims GROUP BY origin, measure, status")

    def as_read(self, claim: str) -> Claim:
        """One claim as it was first read, whatever was decided since. Raises BadInput where there is none of this id."""
        (record,) = self._one("SELECT record FROM claims WHERE id = ?", claim, "claim")
        return Claim.from_dict(json.loads(record))

    def gaps(self, source: str | None = None) -> list[Gap]:
        """The gaps, of all sources or of one."""
        every, of_one = "SELECT record FROM gaps ORDER BY number", "SELECT record FROM gaps WHERE source = ? ORDER BY number"
        rows = self._rows(every) if source is None else self._rows(of_one, source)
        return [Gap.from_dict(json.loads(record)) for (record,) in rows]

    def decisions(self, claim: str | None = None) -> list[Decision]:
        """What was decided, about all claims or about one, earliest first."""
        every, of_one = f"{DECIDED} ORDER BY number", f"{DECIDED} WHERE claim = ? ORDER BY number"
        rows = self._rows(every) if claim is None else self._rows(of_one, claim)
        return [_decision(*row) for row in rows]

    def latest_decisions(self, by: str = "", start: int = 0, most: int = 100, *, hidden: bool = True) -> list[Decision]:
        """Some of what was decided, by all or by one person, latest first, from the place ``start`` on. Without ``hidden``, what is about
        claims of confidential sources is left out.
        """
        where, values = _of_decisions(by, hidden)
        rows = self._rows(f"{DECIDED} WHERE {where} ORDER BY number DESC LIMIT ? OFFSET ?", *values, most, start)
        return [_decision(*row) for row in rows]

    def count_decisions(self, by: str = "", *, hidden: bool = True) -> int:
        """How many decisions ``latest_decisions`` could give."""
        where, values = _of_decisions(by, hidden)
        return int(self._rows(f"SELECT count(*) FROM decisions WHERE {where}", *values)[0][0])  # noqa: S608 our own words

    def deciders(self, *, hidden: bool = True) -> list[str]:
        """Who decided what ``latest_decisions`` gives, in the order of letters."""
        where, values = _of_decisions("", hidden)
        return [name for (name,) in self._rows(f"SELECT DISTINCT decided_by FROM decisions WHERE {where} ORDER BY decided_by", *values)]  # noqa: S608

    def marked(self) -> list[str]:
        """The ids of the sources that were marked as confidential."""
        return [source for (source,) in self._rows(f"{MARKED} ORDER BY number")]

    def confidential(self) -> set[str]:
        """The ids of the sources that never leave the ledger: those marked, every version of their pages, and the pages that a marked
        table cites.
        """
        return {source for (source,) in self._rows(CONFIDENTIAL)} if self.marked() else set()

    def latest(self, claim: str) -> int:
        """The number of the latest decision about a claim, 0 where there is none: whoever decides next names the one that was seen."""
        return int(self._rows("SELECT coalesce(max(number), 0) FROM decisions WHERE claim = ?", claim)[0][0])

    def marks(self) -> Marks:
        """How far the ledger has come: whoever holds what it said before asks for what came ``since``."""
        numbers = (("rowid" if table in ("claims", "sources") else "number", table) for table in Marks._fields)
        asked = ", ".join(f"(SELECT coalesce(max({number}), 0) FROM {table})" for number, table in numbers)  # noqa: S608 our own names
        return Marks(*map(int, self._rows(f"SELECT {asked}")[0]))

    def stored(self, since: Marks, until: Marks) -> int:
        """How many sources were stored between; all are counted in their smallest index, two million in 14 ms."""
        if not since.sources:
            every = "SELECT (SELECT count(*) FROM sources) - (SELECT count(*) FROM sources WHERE rowid > ?)"
            return int(self._rows(every, until.sources)[0][0])
        return int(self._rows("SELECT count(*) FROM sources WHERE rowid > ? AND rowid <= ?", since.sources, until.sources)[0][0])

    def ids(self) -> list[str]:
        """The ids of all sources in the order of storing."""
        return [source for (source,) in self._rows("SELECT id FROM sources ORDER BY rowid")]

    def body(self, source: str) -> str:
        """The text of a source alone. Raises BadInput where there is none of this id."""
        (body,) = self._one("SELECT body FROM texts WHERE source = ?", source, "source")
        return str(body)

    def codebooks(self) -> list[tuple[int, str, str, str | None, str]]:
        """Every codebook in use since it was first changed: its number, its TOML text, who made it so, when and why."""
        return self._rows("SELECT number, toml, changed_by, changed_when, why FROM codebooks ORDER BY number")

    def counts(self) -> dict[str, int]:
        """How many sources, claims (and of each status), gaps and decisions there are."""
        found = {name: self._rows(f"SELECT count(*) FROM {name}")[0][0] for name in COUNTED}  # noqa: S608 our own names
        by_status = dict(self._rows("SELECT status, count(*) FROM claims GROUP BY status"))
        return found | {status: by_status.get(status, 0) for status in STATUSES}

    def standing(self, url: str) -> str | None:
        """The id of the latest version of the page at an address, None where none is stored."""
        rows = self._rows("SELECT source FROM log WHERE url = ? ORDER BY number DESC LIMIT 1", url)
        return rows[0][0] if rows else None

    def last_captured(self, url: str) -> str | None:
        """When the latest version of the page at an address was captured, None where none is stored."""
        rows = self._rows("SELECT entry FROM log WHERE url = ? ORDER BY number DESC LIMIT 1", url)
        return json.loads(rows[0][0])["captured"] if rows else None

    def superseded(self) -> set[str]:
        """The ids of the sources that a later version of the same page supersedes."""
        return {source for (source,) in self._rows(SUPERSEDED)}

    def is_superseded(self, source: str) -> bool:
        """Is it one of those?"""
        return bool(self._rows(f"{SUPERSEDED} AND supersedes = ?", source))

    def log(self, source: str | None = None) -> list[str]:
        """The entries of the log of captures, or those about one source, as they were written, each a line of JSON (docs/ledger.md)."""
        if source is None:
            return list(self.entries(self.head()[0]))
        return [entry for (entry,) in self._rows("SELECT entry FROM log WHERE source = ? ORDER BY number", source)]

    def entries(self, until: int) -> Iterator[str]:
        """The same up to the entry of a number, one by one: they need not fit into memory."""
        asked, last = "SELECT number, entry FROM log WHERE number > ? AND number <= ? ORDER BY number LIMIT 1000", 0
        while rows := self._rows(asked, last, until):
            yield from (entry for _, entry in rows)
            last = rows[-1][0]

    def head(self) -> tuple[int, str]:
        """The number of the last entry of the log, and that entry; 0 and nothing where there is none."""
        rows = self._rows("SELECT number, entry FROM log ORDER BY number DESC LIMIT 1")
        return rows[0] if rows else (0, "")

    def stamps(self) -> list[tuple[int, bytes]]:
        """The replies of timestamp authorities, each with the number of the entry of the log that it is about."""
        return self._rows("SELECT entry, reply FROM stamps ORDER BY number")

    def warcs(self, source: str) -> dict[int, bytes]:
        """The exchanges with the web that brought a source, as gzipped WARC files, by the numbers of their entries in the log."""
        asked = "SELECT number, warc FROM exchanges JOIN log USING (number) WHERE source = ? ORDER BY number"
        return dict(self._rows(asked, source))

    def kept(self, source: str) -> dict[str, bytes]:
        """All that the log tells of a source, part by part, as the very bytes whose digests stand there."""
        self._one("SELECT 1 FROM sources WHERE id = ?", source, "source")
        with self._connection.told():
            return kept_of(self._connection, source)

    def versions(self, source: str) -> list[str]:
        """The ids of all versions of the page that a source is of, in the order of capture; of a file, its own.

        Raises BadInput where there is none of this id.
        """
        self._one("SELECT 1 FROM sources WHERE id = ?", source, "source")
        asked = "SELECT source FROM log WHERE url = (SELECT url FROM log WHERE source = ? AND url IS NOT NULL) ORDER BY number"
        return list(dict.fromkeys(one for (one,) in self._rows(asked, source))) or [source]

    def differences(self) -> list[Difference]:
        """What changed in the figures of pages, version by version, in the order of capture."""
        rows = self._rows("SELECT supersedes, source FROM log WHERE supersedes IS NOT NULL ORDER BY number")
        return [self.difference(before, after) for before, after in rows]

    def difference(self, before: str, after: str) -> Difference:
        """What changed in the figures from one source to another."""
        old, new = ((self.claims(source=source), self.gaps(source)) for source in (before, after))
        return compared(self.described(before), self.described(after), old, new)

    def conditions(self, url: str) -> dict[str, str]:
        """The headers that ask an address for what is newer than what is stored of it."""
        rows = self._rows("SELECT conditions FROM looks WHERE url = ? ORDER BY looked DESC LIMIT 1", url)
        found: dict[str, str] = json.loads(rows[0][0]) if rows else {}
        return found

    def looked(self) -> dict[str, str]:
        """When each address was last asked for, as ISO text."""
        return dict(self._rows("SELECT asked, looked FROM looks"))

    def space(self) -> dict[str, int]:
        """The bytes that each part takes, its indexes included, and in a file those that are free."""
        with self._connection.told():
            return self._connection.space()

    def setting(self, name: str) -> str | None:
        rows = self._rows("SELECT value FROM settings WHERE name = ?", name)
        return rows[0][0] if rows else None

    def codebook(self) -> Codebook:
        """The ledger's codebook: a shipped one by its name, a user's own as it was when it was given."""
        name, text = self.setting("codebook") or "refusal", self.setting("codebook_text")
        return load(name) if text is None else parse(text, name)

    def _sources(self, sql: str, *values: Any) -> list[Source]:
        return [Source.from_dict(json.loads(record)) for (record,) in self._rows(sql, *values)]

    def _rows(self, sql: str, *values: Any) -> list[Any]:
        with self._connection.told():
            found: list[Any] = self._connection.execute(sql, values).fetchall()
            return found

    def _one(self, sql: str, wanted: str, what: str) -> Any:
        rows = self._rows(sql, wanted)
        if not rows:
            raise NotFound(f"there is no {what} {wanted!r}", file=self.name, mend="check the id")
        return rows[0]


def _on_shelf(words: str, hidden: bool) -> tuple[str, tuple[str, ...]]:
    where, values = holding(words)
    return where if hidden else f"{where} AND rowid NOT IN (SELECT rowid FROM sources WHERE id IN ({CONFIDENTIAL}))", values  # noqa: S608 our own words


def _of_decisions(by: str, hidden: bool) -> tuple[str, tuple[str, ...]]:
    shown = "true" if hidden else f"claim NOT IN (SELECT id FROM claims WHERE source IN ({CONFIDENTIAL}))"  # noqa: S608 our own words
    return (f"{shown} AND decided_by = ?", (by,)) if by else (shown, ())


def _decision(*row: Any) -> Decision:
    claim, status, by, why, when, record, waits, number = row
    corrected = Claim.from_dict(json.loads(record)) if status == "corrected" else None
    return Decision(claim, status, by, why, when, corrected, bool(waits), number)
