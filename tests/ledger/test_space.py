"""What takes space is told, and only what can be worked out again is pruned."""

from __future__ import annotations

import sqlite3
from hashlib import shake_256
from pathlib import Path

import pytest
from click.testing import CliRunner

from recusant.cli import main
from recusant.ledger import Ledger
from recusant.ledger.files import connected
from recusant.records import Source, Text


def filled(path: str | Path) -> str | Path:
    with Ledger.create(path) as ledger:
        data = shake_256(b"a").hexdigest(50_000)  # as good as random: it does not pack
        ledger.add(Text(Source.of(data.encode(), "a.txt"), data))
        ledger.memory["settled"] = shake_256(b"b").hexdigest(150_000)
    return path


@pytest.fixture
def path(place) -> str | Path:
    return filled(place("a.ledger"))


@pytest.fixture
def file(tmp_path: Path) -> Path:
    path = tmp_path / "a.ledger"
    filled(path)
    return path


def test_every_byte_of_the_file_is_some_part(file: Path) -> None:
    with Ledger.open(file) as ledger:
        assert sum(ledger.space().values()) == file.stat().st_size


def test_each_part_takes_at_least_what_is_in_it(path) -> None:
    with Ledger.open(path) as ledger:
        parts = ledger.space()
    assert parts["memory"] > 150_000 and parts["sources"] > 50_000 and parts["texts"] > 50_000


def test_pruning_forgets_solutions_and_nothing_else(path) -> None:
    with Ledger.open(path) as ledger:
        before, kept = ledger.counts(), ledger.log()
        assert ledger.prune() > 150_000
        assert (ledger.counts(), ledger.log(), len(ledger.memory), ledger.space().get("free", 0)) == (before, kept, 0, 0)


def test_the_command_tells_and_prunes(path) -> None:
    told = CliRunner().invoke(main, ["space", "--ledger", str(path)])
    assert "remembered solutions (may be pruned)" in told.stdout
    assert "MB smaller" in CliRunner().invoke(main, ["space", "--ledger", str(path), "--prune"]).stdout


def test_a_very_large_ledger_is_not_looked_through_when_it_is_opened(file: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    asked = list[str]()

    def traced(*given: object) -> sqlite3.Connection:
        connection = connected(*given)
        connection.set_trace_callback(asked.append)
        return connection

    monkeypatch.setattr("recusant.ledger.files.connected", traced)
    Ledger.open(file).close()
    assert any("quick_check" in one for one in asked)
    asked.clear()
    monkeypatch.setattr("recusant.ledger.files.LOOKED_THROUGH", 1000)
    Ledger.open(file).close()
    assert not any("quick_check" in one for one in asked)


def test_gaps_and_decisions_of_one_are_found_by_index(file: Path) -> None:
    with Ledger.open(file) as ledger:
        asked = list[str]()
        ledger._connection.set_trace_callback(asked.append)
        ledger.gaps("s-1")
        ledger.decisions("c-1")
        ledger._connection.set_trace_callback(None)
        plans = [str(ledger._rows(f"EXPLAIN QUERY PLAN {one}")) for one in asked]
    assert ["USING" in plan and "SCAN" not in plan for plan in plans] == [True, True]
