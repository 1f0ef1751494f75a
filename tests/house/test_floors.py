"""The quality gate: what fails it, and that the written results pass it."""

from __future__ import annotations

import re
import tomllib

import pytest

from benchmarks.__main__ import below


@pytest.mark.parametrize(
    ("figures", "fallen"),
    [({"a": 0.9}, []), ({"a": 0.8}, []), ({"a": 0.79}, ["BELOW ITS FLOOR: a is 0.790, floor 0.8"]), ({}, ["NOT MEASURED: a, floor 0.8"])],
)
def test_a_figure_holds_its_floor_or_the_gate_fails(figures: dict[str, float], fallen: list[str]) -> None:
    assert below(figures, {"a": 0.8}) == fallen


def test_the_written_results_hold_their_floors(root) -> None:
    limits = tomllib.loads((root / "benchmarks/floors.toml").read_text(encoding="utf-8"))
    rows = re.findall(r"^\| (.+?) \| ([\d.]+) \|", (root / "benchmarks/results.md").read_text(encoding="utf-8"), re.MULTILINE)
    assert limits["floor"], "there is no gate without a floor"
    assert below({name: float(value) for name, value in rows}, limits["floor"]) == []
