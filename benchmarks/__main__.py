"""Measure all, write benchmarks/results.md, and fail where a figure lies below its floor (benchmarks/floors.toml)."""

from __future__ import annotations

import sys
import tomllib
from collections.abc import Mapping
from types import ModuleType

from benchmarks import claims, suites
from benchmarks.measured import REFERENCE, ROOT, Measured

MEASUREMENTS: tuple[ModuleType, ...] = (claims, suites)
HEAD = """# Results

Written by `make bench`. The reference sets are not part of this repository; `RECUSANT_REFERENCE` names their folder. A figure below its
floor (`floors.toml`) makes `make bench` fail. The best peer is the best program that can be installed, with its figure on another half of
the same set."""


def main() -> int:
    """The exit code: 0 where every figure holds its floor, or where there is nothing to measure against."""
    if not REFERENCE.is_dir():
        print(f"No reference sets at {REFERENCE}: nothing measured. RECUSANT_REFERENCE names another folder.")
        return 0
    measured = [(module, module.measure()) for module in MEASUREMENTS]
    limits = tomllib.loads((ROOT / "benchmarks/floors.toml").read_text(encoding="utf-8"))
    page = "\n\n".join([HEAD, *(section(module, result, limits) for module, result in measured)]) + "\n"
    (ROOT / "benchmarks/results.md").write_text(page, encoding="utf-8")
    fallen = below({name: value for _, result in measured for name, value in result.figures.items()}, limits["floor"])
    print(page, *fallen, sep="\n")
    return 1 if fallen else 0


def section(module: ModuleType, result: Measured, limits: Mapping[str, Mapping[str, object]]) -> str:
    """One measurement as a table."""
    floors, peers = limits["floor"], limits["peer"]
    rows = [f"| {name} | {value:.3f} | {floors.get(name, '')} | {peers.get(name, '')} |" for name, value in result.figures.items()]
    table = "\n".join(["| figure | measured | floor | best peer |", "|---|---|---|---|", *rows])
    about = (module.__doc__ or "").strip()
    return f"## {module.__name__.rpartition('.')[2]}\n\n{about}\n\n```text\n{result.command}\n```\n\n{table}"


def below(figures: Mapping[str, float], floors: Mapping[str, float]) -> list[str]:
    """A line for each figure under its floor, or not measured though it has one."""
    missing = [f"NOT MEASURED: {name}, floor {floor}" for name, floor in floors.items() if name not in figures]
    fallen = [(name, figures[name], floor) for name, floor in floors.items() if figures.get(name, floor) < floor]
    return missing + [f"BELOW ITS FLOOR: {name} is {value:.3f}, floor {floor}" for name, value, floor in fallen]


if __name__ == "__main__":
    sys.exit(main())
