"""The table of noted errors (docs/conflicts.md) leaves none out."""

from __future__ import annotations

import csv
import re
import tomllib
from pathlib import Path

CAPITALS = re.compile("MISQUOTE|MISLABEL|TRUNCATED|TYPO|MISPRINT|WRONG|CONFLICT|INCONSISTENT|TRAP|older snapshot|wrong side")


def _told(root: Path) -> list[str]:
    errors = tomllib.loads((root / "benchmarks/noted.toml").read_text(encoding="utf-8"))["error"]
    return [row for error in errors for row in error["rows"]]


def test_every_error_noted_in_capitals_is_told_once(root: Path) -> None:
    with (root / "examples/refusal/figures.csv").open(encoding="utf-8", newline="") as table:
        noted = {row["id"] for row in csv.DictReader(table) if CAPITALS.search(row["notes"])}
    told = _told(root)
    assert noted <= set(told)
    assert len(told) == len(set(told))


def test_the_page_tells_every_row(root: Path) -> None:
    page = (root / "docs/conflicts.md").read_text(encoding="utf-8")
    assert [row for row in _told(root) if f"[{row}](" not in page] == []
