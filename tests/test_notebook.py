"""The example notebook of the docs runs, and shows what it showed when it was written down."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).parents[1]
RUN = """
import json, sys
import nbformat
from nbclient import NotebookClient
book = nbformat.read("notebook.ipynb", as_version=4)
NotebookClient(book, timeout=300, kernel_name="python3").execute()
json.dump([[output.get("data", {}) for output in cell.get("outputs", [])] for cell in book.cells], sys.stdout)
"""


def shown(outputs: list[list[dict[str, str]]]) -> list[str]:
    """What a reader sees, but for charts: their likely path may differ by a solver's last digit."""
    told = [data for cell in outputs for data in cell if "image/svg+xml" not in data]
    return ["".join(data.get("text/html") or data["text/plain"]) for data in told]


def test_the_notebook_runs_and_shows_what_it_showed() -> None:
    """In a process of its own: what Jupyter warns of is not ours."""
    ran = subprocess.run([sys.executable, "-W", "ignore", "-c", RUN], cwd=ROOT / "docs", capture_output=True, text=True, check=False)
    assert ran.returncode == 0, ran.stderr[-2000:]
    kept = json.loads((ROOT / "docs/notebook.ipynb").read_text(encoding="utf-8"))["cells"]
    assert shown(json.loads(ran.stdout)) == shown([[output["data"] for output in cell.get("outputs", [])] for cell in kept])
    assert '"image/svg+xml"' in ran.stdout
    assert "19,440" in "".join(shown(json.loads(ran.stdout)))
