"""Measure all (or what is named), write benchmarks/results.md, and fail where a figure lies beyond its limit (benchmarks/floors.toml).

``python -m benchmarks speed example`` measures those two and leaves the other sections as they stand; RECUSANT_WORLDS=100 makes a quick
run. RECUSANT_MINUTES, RECUSANT_BYTES and RECUSANT_TEXTS make long runs of fuzz and worst.
"""

from __future__ import annotations

import re
import sys
import tomllib
from collections.abc import Mapping
from types import ModuleType

from benchmarks import (
    archive,
    check,
    claims,
    cluster,
    desk,
    dockets,
    example,
    fuzz,
    gathered,
    hostile,
    killed,
    ledgers,
    lies,
    noted,
    precision,
    publishing,
    reading,
    real,
    reckoning,
    retold,
    sieve,
    silver,
    speed,
    statements,
    suites,
    trace,
    worst,
)
from benchmarks.measured import REFERENCE, ROOT, Measured

AGAINST_REFERENCE: tuple[ModuleType, ...] = (
    claims, retold, suites, silver, precision, reading, check, real, trace, dockets, sieve, archive,
)  # fmt: skip
OURS: tuple[ModuleType, ...] = (
    statements, worst, fuzz, reckoning, lies, speed, example, noted, hostile, killed, publishing, desk, cluster, ledgers, gathered,
)  # fmt: skip
MEASUREMENTS: tuple[ModuleType, ...] = (*AGAINST_REFERENCE, *OURS)
RESULTS = ROOT / "benchmarks" / "results.md"
HEAD = """# Results

Written by `make bench`. The reference sets of the first twelve sections are not part of this repository; `RECUSANT_REFERENCE` names their
folder. A figure below its floor, or above its ceiling ("at most"), makes `make bench` fail (`floors.toml`). The best peer is the best
program that can be installed, with its figure on another half of the same set."""


def main(names: list[str]) -> int:
    """The exit code: 0 where every figure measured holds its limit, 1 where one does not, 2 for a name that is not a measurement."""
    known = {named(module): module for module in MEASUREMENTS}
    if unknown := sorted(set(names) - set(known)):
        print(f"No such measurement: {', '.join(unknown)}. There are {', '.join(known)}.", file=sys.stderr)
        return 2
    chosen = [known[name] for name in known if name in names or not names]
    if not REFERENCE.is_dir():
        print(f"No reference sets at {REFERENCE}: not measured against them. RECUSANT_REFERENCE names another folder.")
        chosen = [module for module in chosen if module not in AGAINST_REFERENCE]
    limits = tomllib.loads((ROOT / "benchmarks/floors.toml").read_text(encoding="utf-8"))
    sections, figures = written(), dict[str, float]()
    for module in chosen:
        result = module.measure()
        sections[named(module)] = section(module, result, limits)
        figures |= result.figures
    page = "\n\n".join([HEAD, *(sections[name] for name in known if name in sections)]) + "\n"
    RESULTS.write_text(page, encoding="utf-8")
    mine = {kind: of_sections(limits[kind], {named(module) for module in chosen}) for kind in ("floor", "ceiling")}
    fallen = below(figures, mine["floor"]) + above(figures, mine["ceiling"])
    print(page, *fallen, sep="\n")
    return 1 if fallen else 0


def named(module: ModuleType) -> str:
    return module.__name__.rpartition(".")[2]


def written() -> dict[str, str]:
    """The sections of the results as they stand."""
    page = RESULTS.read_text(encoding="utf-8") if RESULTS.is_file() else ""
    return {text.split()[1]: text.strip() for text in re.split(r"^(?=## )", page, flags=re.MULTILINE)[1:]}


def section(module: ModuleType, result: Measured, limits: Mapping[str, Mapping[str, object]]) -> str:
    """One measurement as a table."""
    limit = {**limits["floor"], **{name: f"at most {most}" for name, most in limits["ceiling"].items()}}
    peer = limits["peer"]
    rows = [f"| {name} | {shown(value)} | {limit.get(name, '')} | {peer.get(name, '')} |" for name, value in result.figures.items()]
    table = "\n".join(["| figure | measured | floor | best peer |", "|---|---|---|---|", *rows])
    about = (module.__doc__ or "").strip()
    parts = [f"## {named(module)}", about, f"```text\n{result.command}\n```", table, result.more]
    return "\n\n".join(part for part in parts if part)


def shown(value: float) -> str:
    """Counts as whole numbers, shares and times to three places."""
    return f"{value:.0f}" if value > 1 and value.is_integer() else f"{value:.3f}"


def of_sections(limits: Mapping[str, float], sections: set[str]) -> dict[str, float]:
    """The limits of the figures of some sections: a figure's name begins with its section's."""
    return {name: limit for name, limit in limits.items() if re.split(r"\W", name)[0] in sections}


def below(figures: Mapping[str, float], floors: Mapping[str, float]) -> list[str]:
    """A line for each figure under its floor, or not measured though it has one."""
    missing = [f"NOT MEASURED: {name}, floor {floor}" for name, floor in floors.items() if name not in figures]
    fallen = [(name, figures[name], floor) for name, floor in floors.items() if figures.get(name, floor) < floor]
    return missing + [f"BELOW ITS FLOOR: {name} is {value:.3f}, floor {floor}" for name, value, floor in fallen]


def above(figures: Mapping[str, float], ceilings: Mapping[str, float]) -> list[str]:
    """A line for each figure over its ceiling, or not measured though it has one."""
    missing = [f"NOT MEASURED: {name}, ceiling {ceiling}" for name, ceiling in ceilings.items() if name not in figures]
    over = [(name, figures[name], ceiling) for name, ceiling in ceilings.items() if figures.get(name, ceiling) > ceiling]
    return missing + [f"ABOVE ITS CEILING: {name} is {value:.3f}, ceiling {ceiling}" for name, value, ceiling in over]


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
