"""Files that are no ledgers, that are damaged, and full disks: told clearly, and nothing half-written."""

from __future__ import annotations

import sqlite3
from pathlib import Path

import pytest

from recusant.errors import LedgerError
from recusant.ledger import Ledger, Reader
from recusant.ledger.files import connected, told
from recusant.ledger.schema import TABLES, VERSION, migrate
from tests.ledger.conftest import text_of


@pytest.fixture
def path(tmp_path) -> Path:
    """A file in any case."""
    return tmp_path / "refusal.ledger"


def filled(path, texts: int = 40) -> bytes:
    with Ledger.create(path) as ledger:
        for number in range(texts):
            ledger.add(text_of(number))
    return path.read_bytes()


@pytest.mark.parametrize("face", [Ledger, Reader])
@pytest.mark.parametrize("data", [b"", b"measure,place\n" * 100])
def test_a_file_that_is_no_ledger_is_told_and_left_alone(face, path, data: bytes) -> None:
    path.write_bytes(data)
    with pytest.raises(LedgerError, match="not a ledger"):
        face.open(path)
    assert path.read_bytes() == data


def test_another_programs_database_is_no_ledger(path) -> None:
    connection = sqlite3.connect(path)
    connection.execute("CREATE TABLE things (name)")
    connection.close()
    with pytest.raises(LedgerError, match="not a ledger"):
        Ledger.open(path)


def test_a_ledger_of_a_newer_program_is_told(path) -> None:
    filled(path, 1)
    connection = sqlite3.connect(path)
    connection.execute(f"PRAGMA user_version = {VERSION + 1}")
    connection.close()
    with pytest.raises(LedgerError, match="written by a newer Recusant"):
        Ledger.open(path)


@pytest.mark.parametrize("kept", [0.02, 0.5, 0.97])
def test_a_ledger_cut_off_is_told(path, kept: float) -> None:
    data = filled(path)
    path.write_bytes(data[: int(len(data) * kept)])
    with pytest.raises(LedgerError, match="cut off or damaged"):
        Reader.open(path)


def test_a_damaged_page_is_told_when_the_ledger_is_opened(path) -> None:
    data = bytearray(filled(path))
    data[len(data) // 2 : len(data) // 2 + 6000] = b"\xff" * 6000
    path.write_bytes(data)
    with pytest.raises(LedgerError, match="cut off or damaged"):
        Ledger.open(path)


def test_a_ledger_is_never_made_over_a_file(path) -> None:
    data = filled(path, 1)
    with pytest.raises(LedgerError, match="there is a file already"):
        Ledger.create(path)
    assert path.read_bytes() == data


def test_what_a_killed_making_left_is_no_hindrance(path) -> None:
    path.with_name("refusal.ledger.unfinished").write_bytes(b"half a ledger")
    path.write_bytes(b"")
    with Ledger.create(path) as ledger:
        assert ledger.counts()["sources"] == 0
    assert [file.name for file in path.parent.iterdir()] == ["refusal.ledger"]


def test_the_log_of_a_ledger_that_is_gone_never_gets_into_a_new_one(path) -> None:
    path.with_name("refusal.ledger-wal").write_bytes(b"log")
    with pytest.raises(LedgerError, match="the log of a ledger that is gone"):
        Ledger.create(path)


def test_a_folder_that_is_not_there_is_told(tmp_path) -> None:
    with pytest.raises(LedgerError, match="there is no such folder"):
        Ledger.create(tmp_path / "none" / "a.ledger")


def test_a_full_disk_is_told_and_what_was_there_stays(ledger) -> None:
    ledger.add(text_of(1))
    pages = ledger._connection.execute("PRAGMA page_count").fetchone()[0]
    ledger._connection.execute(f"PRAGMA max_page_count = {pages}")
    with pytest.raises(LedgerError, match="the disk is full; nothing was written"):
        ledger.add(text_of(2, 900))
    assert (ledger.counts()["sources"], ledger.counts()["claims"]) == (1, 2)
    ledger._connection.execute("PRAGMA max_page_count = 100000")
    assert ledger.add(text_of(2, 900))


def test_a_full_disk_undoes_all_that_was_written_together(ledger) -> None:
    ledger._connection.execute("PRAGMA max_page_count = 40")
    with pytest.raises(LedgerError, match="disk is full"), ledger.together():
        ledger.add(text_of(1))
        ledger.add(text_of(2, 900))
    assert ledger.counts()["sources"] == 0


def test_a_ledger_that_may_only_be_read_is_told(path) -> None:
    filled(path, 1)
    connection = connected(path, "ro")
    with pytest.raises(LedgerError, match="may only be read"), told(path):
        connection.execute("DELETE FROM gaps")
    connection.close()


def test_a_migration_that_fails_leaves_nothing(path, monkeypatch) -> None:
    monkeypatch.setattr("recusant.ledger.schema.TABLES", (*TABLES, "CREATE TABLE sources (twice)"))
    connection = connected(path, "rwc")
    with pytest.raises(sqlite3.OperationalError, match="already exists"):
        migrate(connection)
    assert connection.execute("SELECT count(*) FROM sqlite_master").fetchone() == (0,)
    connection.close()
