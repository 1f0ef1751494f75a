"""The tables of the ledger, as the migrations that made them. A migration once released is never changed; a new one follows."""

from __future__ import annotations

from collections.abc import Callable

from recusant.ledger.database import Database, writing
from recusant.ledger.log import Capture, write_entry
from recusant.ledger.shelf import put
from recusant.ledger.turns import name_figures, set_all_turns

APPLICATION = 0x52454355  # "RECU": marks the file as a ledger

TABLES = (
    """CREATE TABLE migrations (version INTEGER PRIMARY KEY, name TEXT NOT NULL)""",
    """CREATE TABLE settings (name TEXT PRIMARY KEY, value TEXT)""",
    """CREATE TABLE sources (
        id TEXT PRIMARY KEY, sha256 TEXT NOT NULL, record TEXT NOT NULL, data BLOB NOT NULL)""",
    """CREATE TABLE texts (
        source TEXT PRIMARY KEY REFERENCES sources(id), body TEXT NOT NULL)""",
    # `record` is the claim as it was read, for ever; the other columns follow the latest decision, for asking
    """CREATE TABLE claims (
        id TEXT PRIMARY KEY, source TEXT NOT NULL REFERENCES sources(id), measure TEXT NOT NULL, category TEXT NOT NULL,
        place TEXT NOT NULL, origin TEXT NOT NULL, status TEXT NOT NULL, record TEXT NOT NULL)""",
    """CREATE INDEX claims_by_source ON claims(source)""",
    """CREATE INDEX claims_by_measure ON claims(measure, category, place)""",
    """CREATE INDEX claims_by_status ON claims(status)""",
    """CREATE TABLE gaps (
        number INTEGER PRIMARY KEY, source TEXT NOT NULL REFERENCES sources(id), record TEXT NOT NULL)""",
    """CREATE INDEX gaps_by_source ON gaps(source)""",
    # `record` is the claim as it stands after the decision
    """CREATE TABLE decisions (
        number INTEGER PRIMARY KEY AUTOINCREMENT, claim TEXT NOT NULL REFERENCES claims(id), status TEXT NOT NULL,
        decided_by TEXT NOT NULL, decided_when TEXT, why TEXT NOT NULL, record TEXT NOT NULL)""",
    # what a reckoning settled, by the content of what it settled: may be emptied at any time, and is then worked out again
    """CREATE TABLE memory (key TEXT PRIMARY KEY, value TEXT NOT NULL)""",
    """CREATE INDEX decisions_by_claim ON decisions(claim, number)""",
    """CREATE TRIGGER decisions_stay BEFORE UPDATE ON decisions BEGIN SELECT RAISE(ABORT, 'decisions are only added'); END""",
    """CREATE TRIGGER decisions_last BEFORE DELETE ON decisions BEGIN SELECT RAISE(ABORT, 'decisions are only added'); END""",
    """CREATE TRIGGER claims_stay BEFORE UPDATE OF id, source, record ON claims
        BEGIN SELECT RAISE(ABORT, 'a claim as read is never changed'); END""",
)


def first_tables(database: Database) -> None:
    """Sources, texts, claims, gaps, decisions and settings."""
    database.found()
    for statement in TABLES:
        database.define(statement)


CAPTURES = (
    # the log of captures: `entry` says what was stored and holds the digest of the entry before; `digest` is that of `entry`
    """CREATE TABLE log (
        number INTEGER PRIMARY KEY AUTOINCREMENT, source TEXT NOT NULL REFERENCES sources(id), url TEXT,
        supersedes TEXT REFERENCES sources(id), entry TEXT NOT NULL, digest TEXT NOT NULL)""",
    """CREATE INDEX log_by_source ON log(source, number)""",
    """CREATE INDEX log_by_url ON log(url, number)""",
    """CREATE INDEX log_by_superseded ON log(supersedes)""",
    # the exchange with the web that brought a capture, as a gzipped WARC file
    """CREATE TABLE exchanges (number INTEGER PRIMARY KEY REFERENCES log(number), warc BLOB NOT NULL)""",
    # when an address was last asked for, where it led, and the headers to ask it with the next time: only saves asking
    """CREATE TABLE looks (asked TEXT PRIMARY KEY, url TEXT NOT NULL, conditions TEXT NOT NULL, looked TEXT NOT NULL)""",
    """CREATE INDEX looks_by_url ON looks(url)""",
    *(
        f"""CREATE TRIGGER {table}_{name} BEFORE {deed} ON {table} BEGIN SELECT RAISE(ABORT, '{table} are only added to'); END"""
        for table in ("log", "exchanges", "sources", "texts")
        for name, deed in (("stay", "UPDATE"), ("last", "DELETE"))
    ),
)


def captures(database: Database) -> None:
    """The log of captures, which begins with what is stored already; what came from the web; and nothing stored is ever changed."""
    for statement in CAPTURES:
        database.define(statement)
    for (source,) in database.execute("SELECT id FROM sources ORDER BY rowid").fetchall():
        write_entry(database, source, Capture())


STAMPS = (
    # the replies of timestamp authorities about an entry of the log, as they came
    """CREATE TABLE stamps (number INTEGER PRIMARY KEY, entry INTEGER NOT NULL REFERENCES log(number), reply BLOB NOT NULL)""",
    """CREATE TRIGGER stamps_stay BEFORE UPDATE ON stamps BEGIN SELECT RAISE(ABORT, 'stamps are only added to'); END""",
    """CREATE TRIGGER stamps_last BEFORE DELETE ON stamps BEGIN SELECT RAISE(ABORT, 'stamps are only added to'); END""",
)


def stamps(database: Database) -> None:
    """The timestamps of the log."""
    for statement in STAMPS:
        database.define(statement)


CONFIDENCES = (
    # who marked a source as confidential, or took the mark back; the latest mark stands
    """CREATE TABLE confidences (
        number INTEGER PRIMARY KEY AUTOINCREMENT, source TEXT NOT NULL REFERENCES sources(id), confidential INTEGER NOT NULL,
        decided_by TEXT NOT NULL, decided_when TEXT, why TEXT NOT NULL)""",
    """CREATE INDEX confidences_by_source ON confidences(source, number)""",
    """CREATE TRIGGER confidences_stay BEFORE UPDATE ON confidences BEGIN SELECT RAISE(ABORT, 'marks are only added'); END""",
    """CREATE TRIGGER confidences_last BEFORE DELETE ON confidences BEGIN SELECT RAISE(ABORT, 'marks are only added'); END""",
)


def confidences(database: Database) -> None:
    """Which sources never leave the ledger."""
    for statement in CONFIDENCES:
        database.define(statement)


DESK = (
    # 1 where a second person has yet to agree: `record` is then what is proposed, and does not stand
    """ALTER TABLE decisions ADD COLUMN waits INTEGER NOT NULL DEFAULT 0""",
    # every codebook that was in use since the first change of it, the first one as it was given
    """CREATE TABLE codebooks (
        number INTEGER PRIMARY KEY AUTOINCREMENT, toml TEXT NOT NULL, changed_by TEXT NOT NULL, changed_when TEXT, why TEXT NOT NULL)""",
    *(
        f"""CREATE TRIGGER codebooks_{name} BEFORE {deed} ON codebooks BEGIN SELECT RAISE(ABORT, 'codebooks are only added to'); END"""
        for name, deed in (("stay", "UPDATE"), ("last", "DELETE"))
    ),
)


def desk(database: Database) -> None:
    """Decisions that wait for a second person, and the versions of the codebook."""
    for statement in DESK:
        database.define(statement)


SHELF = (
    # parts of words are found by groups of three letters; each row stands where its source does
    """CREATE VIRTUAL TABLE shelf USING fts5(words, tokenize = 'trigram', detail = 'none', columnsize = 0)""",
    # the sources of an address, and those that a table cites: to tell what is confidential with another
    """CREATE INDEX sources_by_url ON sources(json_extract(record, '$.url'))""",
    """CREATE INDEX sources_by_part ON sources(json_extract(record, '$.part_of'))""",
)


def shelf(database: Database) -> None:
    """Sources are listed and searched apart from the documents."""
    for statement in SHELF:
        database.define(statement)
    put(database)


TURNS = (
    # the figure that a claim states and its confidence as it stands: the desk asks for equal claims, and for what is unsure
    """ALTER TABLE claims ADD COLUMN figure TEXT""",
    """ALTER TABLE claims ADD COLUMN confidence DOUBLE PRECISION""",
    """CREATE INDEX claims_by_figure ON claims(figure, source, status, confidence)""",
    """CREATE INDEX claims_by_origin ON claims(origin, measure, status)""",
    # the figures that wait for a person, in the order in which to look at them
    """CREATE TABLE turns (figure TEXT PRIMARY KEY, turn TEXT NOT NULL, claims INTEGER NOT NULL, printed INTEGER NOT NULL)""",
    """CREATE INDEX turns_in_order ON turns(turn, claims)""",
    """CREATE INDEX decisions_by_person ON decisions(decided_by, number)""",
)


def turns(database: Database) -> None:
    """What waits for a person is asked of the ledger, not worked out of all claims."""
    for statement in TURNS:
        database.define(statement)
    name_figures(database)
    set_all_turns(database)


def letters(database: Database) -> None:
    """Parts of words are found in an index on a server too."""
    database.index_shelf()


MIGRATIONS: tuple[Callable[[Database], None], ...] = (first_tables, captures, stamps, confidences, desk, shelf, turns, letters)
VERSION = len(MIGRATIONS)


def migrate(database: Database) -> None:
    """Runs what is still to run, each in a transaction of its own that also records it. Two processes may try at once."""
    while database.version() < VERSION:
        with writing(database):
            number = database.version()
            if number < VERSION:
                MIGRATIONS[number](database)
                database.execute("INSERT INTO migrations VALUES (?, ?)", (number + 1, MIGRATIONS[number].__name__))
                database.mark(number + 1)
