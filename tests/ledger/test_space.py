"""What takes space is told, and only what can be worked out again is pruned."""

from __future__ import annotations

import sqlite3
from pathlib import Path

import pytest
from click.testing import CliRunner

from recusant.cli import main
from recusant.ledger import Ledger
from recusant.ledger.database import connected
from recusant.records import Source, Text


@pytest.fixture
def path(tmp_path: Path) -> Path:
    with Ledger.create(tmp_path / "a.ledger") as ledger:
        ledger.add(Text(Source.of(b"x" * 100_000, "a.txt"), "x" * 100_000))
        ledger.memory["settled"] = "y" * 300_000
    return tmp_path / "a.ledger"


def test_every_byte_of_the_file_is_some_part(path: Path) -> None:
    with Ledger.open(path) as ledger:
        parts = ledger.space()
    assert sum(parts.values()) == path.stat().st_size
    assert parts["memory"] > 300_000 > parts["sources"] > 100_000


def test_pruning_forgets_solutions_and_nothing_else(path: Path) -> None:
    with Ledger.open(path) as ledger:
        before, kept = ledger.counts(), ledger.log()
        assert ledger.prune() > 250_000
        assert (ledger.counts(), ledger.log(), len(ledger.memory), ledger.space()["free"]) == (before, kept, 0, 0)


def test_the_command_tells_and_prunes(path: Path) -> None:
    told = CliRunner().invoke(main, ["space", "--ledger", str(path)])
    assert "remembered solutions (may be pruned)" in told.stdout
    assert "MB smaller" in CliRunner().invoke(main, ["space", "--ledger", str(path), "--prune"]).stdout


def test_a_very_large_ledger_is_not_looked_through_when_it_is_opened(path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    asked = list[str]()

    def traced(*given: object) -> sqlite3.Connection:
        connection = connected(*given)
        connection.set_trace_callback(asked.append)
        return connection

    monkeypatch.setattr("recusant.ledger.database.connected", traced)
    Ledger.open(path).close()
    assert any("quick_check" in one for one in asked)
    asked.clear()
    monkeypatch.setattr("recusant.ledger.database.LOOKED_THROUGH", 1000)
    Ledger.open(path).close()
    assert not any("quick_check" in one for one in asked)


def test_gaps_and_decisions_of_one_are_found_by_index(path: Path) -> None:
    with Ledger.open(path) as ledger:
        asked = list[str]()
        ledger._connection.set_trace_callback(asked.append)
        ledger.gaps("s-1")
        ledger.decisions("c-1")
        ledger._connection.set_trace_callback(None)
        plans = [str(ledger._rows(f"EXPLAIN QUERY PLAN {one}")) for one in asked]
    assert ["USING" in plan and "SCAN" not in plan for plan in plans] == [True, True]
