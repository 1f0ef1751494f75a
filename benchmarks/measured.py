"""What a measurement hands back, where the reference sets are, and how a scorer of theirs is run."""

from __future__ import annotations

import os
import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path

ROOT = Path(__file__).parents[1]
REFERENCE = Path(os.environ.get("RECUSANT_REFERENCE") or ROOT.parent / "shared")


@dataclass(frozen=True)
class Measured:
    """The figures of one measurement by name, and the command that repeats it."""

    command: str
    figures: dict[str, float]


def scored(script: str, *arguments: str | Path) -> str:
    """What a scorer of the reference sets prints."""
    command = [sys.executable, str(REFERENCE / "score" / script), *map(str, arguments)]
    return subprocess.run(command, check=True, stdout=subprocess.PIPE, text=True, cwd=ROOT).stdout
