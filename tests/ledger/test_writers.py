"""Several at one ledger, and runs that are killed: nobody waits for a reader, writers wait for each other, nothing is half-written."""

from __future__ import annotations

import signal
import sqlite3
import subprocess
import sys
import time
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import psycopg
import pytest

from recusant.errors import LedgerError
from recusant.ledger import Ledger, Reader
from recusant.verify import verify_ledger
from tests.ledger.conftest import text_of

ROOT = Path(__file__).parents[2]
WRITING = """
import sys
from recusant.ledger import Ledger
from recusant.verify import verify_ledger
from tests.ledger.conftest import text_of
with Ledger.open(sys.argv[1]) as ledger:
    print("open", flush=True)
    for number in range(int(sys.argv[2]), 999):
        ledger.add(text_of(number, 60))
        print("stored", flush=True)
"""


@pytest.mark.parametrize("face", [Ledger, Reader])
def test_a_ledger_that_is_not_there_is_told_and_not_made(face, path) -> None:
    for _ in range(2):
        with pytest.raises(LedgerError, match=r"no (such )?ledger.*\. Mend: "):
            face.open(path)


def test_another_writer_is_waited_for_and_then_told(ledger, path) -> None:
    with Ledger.open(path, wait=0.05) as second, ledger.together():
        with pytest.raises(LedgerError, match="another process is writing"):
            second.add(text_of(1))
        ledger.add(text_of(1))
    with Reader.open(path) as reader:
        assert reader.counts()["sources"] == 1


def test_readers_go_on_while_one_writes(ledger, path) -> None:
    ledger.add(text_of(1))
    with Reader.open(path, wait=0.05) as reader, ledger.together():
        ledger.add(text_of(2))
        assert reader.counts()["sources"] == 1
    with Reader.open(path) as reader:
        assert reader.counts()["sources"] == 2


def test_a_complaint_that_is_our_own_bug_is_not_dressed_up(path) -> None:
    Ledger.create(path).close()
    bugs = (sqlite3.OperationalError, psycopg.errors.UndefinedTable)
    with Reader.open(path) as reader, pytest.raises(bugs, match="nowhere"):
        reader._rows("SELECT * FROM nowhere")


def test_every_migration_is_recorded_by_its_name(ledger) -> None:
    names = ["first_tables", "captures", "stamps", "confidences", "desk", "shelf", "turns", "letters"]
    assert ledger._rows("SELECT version, name FROM migrations") == list(enumerate(names, 1))


def test_a_run_that_is_killed_leaves_a_good_ledger(path) -> None:
    Ledger.create(path).close()
    stored = 0
    for more, moment in ((0, 0.001), (1, 0.0005), (2, 0.0012), (5, 0.0018)):  # seconds: a text takes about 0.002
        with subprocess.Popen([sys.executable, "-c", WRITING, str(path), str(stored)], stdout=subprocess.PIPE, cwd=ROOT) as writer:
            assert [writer.stdout.readline() for _ in range(1 + more)] == [b"open\n"] + more * [b"stored\n"]
            time.sleep(moment)
            writer.send_signal(signal.SIGKILL)
        with Ledger.open(path) as ledger:
            counts = ledger.counts()
            assert counts["claims"] == 60 * counts["sources"] == 60 * counts["gaps"]
            assert all(ledger.text(source.id).body for source in ledger.sources())
            assert counts["sources"] >= stored + more
            stored = counts["sources"]


def test_many_who_add_at_once_make_one_log_without_a_hole(path) -> None:
    Ledger.create(path).close()

    def added(first: int) -> int:
        with Ledger.open(path) as ledger:
            return sum(ledger.add(text_of(number)) for number in range(first, first + 12))

    with ThreadPoolExecutor(4) as people:
        assert sum(people.map(added, (0, 6, 12, 18))) == 30  # each text once, though two of them bring most
    hashed = verify_ledger(path)
    assert (hashed.entries, hashed.broken) == (30, ())
