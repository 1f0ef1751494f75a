"""Other programs that read numbers and dates, each in an environment of its own below build/, pinned here and outside the lock files."""

from __future__ import annotations

import json
import subprocess
import sys
import venv
from collections.abc import Sequence
from pathlib import Path

from benchmarks.measured import ROOT

PINS = {  # the package of each, with what it needs to run
    "Duckling": ("pyduckling-native-phihos==0.3.0", "tzdata"),
    "quantulum3": ("quantulum3==0.10.0",),
    "dateparser": ("dateparser==1.5.0",),
}
SCRIPT = Path(__file__).with_name("peer.py")
INSTALL = ("-m", "pip", "install", "--quiet", "--only-binary=:all:", "--disable-pip-version-check")
SECONDS = 300  # for an installation


class Peer:
    """A peer reading one language, in a process of its own."""

    def __init__(self, python: Path, name: str, lang: str) -> None:
        self._process = subprocess.Popen([python, SCRIPT], stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True)
        self._send([name, lang])

    def seconds(self, texts: Sequence[str]) -> float:
        """The process time of reading the texts."""
        self._send(texts)
        assert self._process.stdout is not None  # noqa: S101 - it was asked for
        return float(self._process.stdout.readline())

    def close(self) -> None:
        self._process.communicate()

    def _send(self, what: object) -> None:
        assert self._process.stdin is not None  # noqa: S101 - it was asked for
        self._process.stdin.write(json.dumps(what) + "\n")
        self._process.stdin.flush()


def installed(name: str) -> Path | None:
    """The Python of a peer's environment, made where there is none yet; None where the peer cannot be installed."""
    folder = ROOT / "build" / "peers" / "-".join([*PINS[name], f"py{sys.version_info.minor}"])
    python = folder / ("Scripts" if sys.platform == "win32" else "bin") / "python"
    if (folder / "done").is_file():
        return python
    venv.create(folder, with_pip=True, clear=True)
    try:
        subprocess.run([python, *INSTALL, *PINS[name]], check=True, timeout=SECONDS, capture_output=True)
    except (subprocess.CalledProcessError, subprocess.TimeoutExpired):
        return None
    (folder / "done").touch()
    return python
