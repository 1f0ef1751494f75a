"""Numbers and windows in phrases and news, on test suites that others wrote for their own programs."""

from __future__ import annotations

import re

from benchmarks.measured import REFERENCE, Measured, scored


def measure() -> Measured:
    """The share exactly right in each suite; F1 where the name says so."""
    report = scored("score_suites.py", REFERENCE / "suites" / "dev")
    found = re.findall(r"^(\S.*?) {2,}([\d.]+)(?: +of \d+)?$", report, re.MULTILINE)
    return Measured("score_suites.py suites/dev", {f"suites: {name}": float(value) for name, value in found})
