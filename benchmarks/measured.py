"""What a measurement hands back, where the reference sets are, how large a run is, and how a scorer of the reference sets is run."""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Callable, Iterable, Iterator, Sequence
from concurrent.futures import ProcessPoolExecutor
from dataclasses import dataclass
from pathlib import Path
from typing import TypeVar

ROOT = Path(__file__).parents[1]
REFERENCE = Path(os.environ.get("RECUSANT_REFERENCE") or ROOT.parent / "shared")
WORLDS = int(os.environ.get("RECUSANT_WORLDS") or 1000)  # invented worlds; fewer make a quick run
Given = TypeVar("Given")
Found = TypeVar("Found")


@dataclass(frozen=True)
class Measured:
    """The figures of one measurement by name, the command that repeats it, and what else there is to say (Markdown)."""

    command: str
    figures: dict[str, float]
    more: str = ""


def scored(script: str, *arguments: str | Path) -> str:
    """What a scorer of the reference sets prints."""
    command = [sys.executable, str(REFERENCE / "score" / script), *map(str, arguments)]
    return subprocess.run(command, check=True, stdout=subprocess.PIPE, text=True, cwd=ROOT).stdout


def listed(faults: Sequence[str], most: int = 10) -> str:
    """The first of the faults, each with what reproduces it, as a list."""
    more = [f"- and {len(faults) - most} more"] if len(faults) > most else []
    return "\n".join([f"- {fault}" for fault in faults[:most]] + more)


def each(work: Callable[[Given], Found], given: Iterable[Given]) -> Iterator[Found]:
    """The work done on each, in order, on all cores."""
    with ProcessPoolExecutor() as pool:
        yield from pool.map(work, given)
