"""What is changed in a ledger behind its back is found and named."""

from __future__ import annotations

import hashlib
import json
import sqlite3
from contextlib import closing
from pathlib import Path

import psycopg
import pytest

from recusant.errors import BadInput
from recusant.ledger import Capture, Ledger
from recusant.verify import Hashed, verify_ledger
from tests.ledger.conftest import REFUSED, taken_back, text_of


def filled(path: str | Path) -> str | Path:
    with Ledger.create(path) as ledger:
        ledger.add(text_of(1))
        ledger.add(text_of(2), capture=Capture("https://example.org/2", "2024-05-31T12:00:00Z", b"warc"))
        ledger.add(text_of(3), capture=Capture("https://example.org/3", "2024-06-01T12:00:00Z", b"warc", text_of(2).source.id))
    return path


@pytest.fixture
def path(place) -> str | Path:
    return filled(place("a.ledger"))


def tampered(path: str | Path, statement: str) -> Hashed:
    """The ledger verified after somebody with a database program was at it, who knows how to switch off what refuses changes."""
    if isinstance(path, Path):
        with closing(sqlite3.connect(path)) as connection, connection:
            for (name,) in connection.execute("SELECT name FROM sqlite_master WHERE type = 'trigger'").fetchall():
                connection.execute(f"DROP TRIGGER {name}")
            connection.execute(statement)
    else:
        with psycopg.connect(path) as connection:
            connection.execute("SET session_replication_role = replica")
            connection.execute(statement.replace("x'00'", "'\\x00'"))
    return verify_ledger(path)


def test_a_sound_ledger_is_sound(path) -> None:
    hashed = verify_ledger(path)
    assert (hashed.sources, hashed.entries, hashed.broken) == (3, 3, ())


def test_the_head_is_the_digest_of_the_last_line_of_the_log(path) -> None:
    with Ledger.open(path) as ledger:
        lines = ledger.log()
    assert verify_ledger(path).head == hashlib.sha256(lines[-1].encode()).hexdigest()
    assert json.loads(lines[-1])["before"] == hashlib.sha256(lines[-2].encode()).hexdigest()


CHANGES = {
    "its bytes are not what was captured": "UPDATE sources SET data = x'00' WHERE rowid = 2",
    "its description is not what was captured": "UPDATE sources SET record = replace(record, '2.txt', '9.txt') WHERE rowid = 2",
    "its text is not what was captured": "UPDATE texts SET body = body || ' more' WHERE body LIKE '002%'",
    "its claims are not what was captured": "UPDATE claims SET record = replace(record, 'mediazona', 'goldline') WHERE rowid = 3",
    "its gaps are not what was captured": "DELETE FROM gaps WHERE number = 2",
    "its exchange with the web is missing": "DELETE FROM exchanges WHERE number = 2",
    "its exchange with the web is not what was captured": "UPDATE exchanges SET warc = x'00' WHERE number = 2",
    "log entry 2: its address is not": "UPDATE log SET url = 'https://example.org/9' WHERE number = 2",
    "log entry 3: it was changed": "UPDATE log SET supersedes = NULL WHERE number = 3",
    "log entry 3: it does not follow": "UPDATE log SET entry = replace(entry, '2024-05-31', '2024-05-30') WHERE number = 2",
    "log entry 2: it does not follow": "DELETE FROM log WHERE number = 2",
    "it is not in the log": "DELETE FROM log WHERE number = 3",
    "its bytes are missing": "DELETE FROM sources WHERE rowid = 2",
}


@pytest.mark.parametrize("told", CHANGES)
def test_a_change_is_found_and_named(path, told: str) -> None:
    assert told in "\n".join(tampered(path, CHANGES[told]).broken)


def test_a_forged_source_is_found(path) -> None:
    forged = tampered(path, "INSERT INTO sources VALUES ('s-1', 'x', '{}', x'00')")
    assert forged.broken == ("source s-1: it is not in the log",)


def test_nothing_is_changed_through_the_ledger(path) -> None:
    with Ledger.open(path) as ledger:
        ledger.keep_stamp(1, b"reply")
        for table in ("log", "exchanges", "sources", "texts", "stamps"):
            with pytest.raises(REFUSED, match="only added to"):
                ledger._connection.execute(f"DELETE FROM {table}")  # noqa: S608


def test_a_ledger_made_before_there_was_a_log_gets_one(tmp_path) -> None:
    path = filled(tmp_path / "old.ledger")
    tampered(path, "DELETE FROM exchanges")
    with Ledger.open(path) as ledger:
        taken_back(ledger)
    connection = sqlite3.connect(path)
    tables = [f"DROP TABLE {name}" for name in ("stamps", "confidences", "exchanges", "log", "looks", "codebooks", "shelf")]
    tables += ["DROP INDEX sources_by_url", "DROP INDEX sources_by_part", "ALTER TABLE decisions DROP COLUMN waits"]
    for statement in (*tables, "DELETE FROM migrations WHERE version >= 2", "PRAGMA user_version = 1"):
        connection.execute(statement)
    connection.commit()
    connection.close()
    with pytest.raises(BadInput, match="no log of captures"):
        verify_ledger(path)
    with Ledger.open(path) as ledger:
        assert [json.loads(line)["source"] for line in ledger.log()] == [text_of(number).source.id for number in (1, 2, 3)]
    assert verify_ledger(path).broken == ()


def test_where_a_file_lay_is_nobodys_business_and_not_in_the_log(path) -> None:
    moved = "UPDATE sources SET record = replace(record, '\"1.txt\"', '\"notes/of/olena/1.txt\"') WHERE rowid = 1"
    assert tampered(path, moved).broken == ()


@pytest.mark.parametrize("data", [b"", b"no database at all" * 100])
def test_what_is_no_ledger_is_told(tmp_path, data: bytes) -> None:
    (tmp_path / "b.ledger").write_bytes(data)
    with pytest.raises(BadInput, match="Mend: "):
        verify_ledger(tmp_path / "b.ledger")
