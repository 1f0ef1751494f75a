"""The shipped example: what is set aside, against the errors that people noted beside the figures, by series.

An error is a claim whose note says MISQUOTE, MISLABEL, TRUNCATED, TYPO, MISPRINT, WRONG, CONFLICT or INCONSISTENT, "older snapshot" or
"wrong side". A series is a measure within a country; those with 20 claims or more have a line. Some errors break no sum that is quoted,
and a claim without a note may still be the one that costs least to give up: precision and recall are of claims, not of figures.
"""

from __future__ import annotations

import csv
import re
from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from benchmarks.measured import ROOT, Measured
from recusant import codebook
from recusant.flow import reconcile, texts_of
from recusant.reconcile import Reckoned
from recusant.records import Claim, Scope, Text, Window

BOOK = codebook.load("refusal")
TABLE = ROOT / "examples" / "refusal" / "figures.csv"
ERROR = re.compile("MISQUOTE|MISLABEL|TRUNCATED|TYPO|MISPRINT|WRONG|CONFLICT|INCONSISTENT|older snapshot|wrong side")
LEAST = 20
HEAD = ("series", "claims", "errors noted", "set aside", "of them noted", "precision", "recall")
ASKED = {
    "August–September 2025": Window.of(date(2025, 8, 1), date(2025, 9, 30)),
    "October 2025": Window.of(date(2025, 10, 1), date(2025, 10, 31)),
}


@dataclass(frozen=True)
class Series:
    """The claims of one series by id, those noted as errors, and those set aside."""

    name: str
    claims: frozenset[str]
    errors: frozenset[str]
    aside: frozenset[str]

    @property
    def precision(self) -> float | None:
        return len(self.errors & self.aside) / len(self.aside) if self.aside else None

    @property
    def recall(self) -> float | None:
        return len(self.errors & self.aside) / len(self.errors) if self.errors else None


def measure() -> Measured:
    """Counts, precision and recall over all series of the table, and two bounds that no article says."""
    row_of = _rows()
    reckoned = reconcile([claim for claims in row_of.values() for claim in claims], BOOK)
    aside = frozenset(one.claim for one in reckoned.set_aside)
    errors = frozenset(claim.id for row, claims in row_of.items() if row in _noted() for claim in claims)
    series = _series(reckoned, errors, aside)
    whole = _together(series)
    counts = {
        "claims": len(reckoned.claims),
        "claims that make no constraint": len(reckoned.unreckoned),
        "figures": len(reckoned.sorted.figures),
        "conflicts": len(reckoned.conflicts),
        "conflicts proved smallest": sum(conflict.smallest for conflict in reckoned.conflicts),
        "claims set aside": len(aside),
        "precision of set aside": whole.precision or 0.0,
        "recall of set aside": whole.recall or 0.0,
    }
    figures = {f"example: {name}": float(value) for name, value in (counts | _bounds(reckoned)).items()}
    return Measured("python -m benchmarks example", figures, _table([*series, whole]))


def _rows() -> Mapping[str, Sequence[Claim]]:
    """The claims by the id of their row, which ends their line of the text."""
    rows: dict[str, list[Claim]] = defaultdict(list)
    for text in texts_of(TABLE, BOOK):
        if not isinstance(text, Text):
            raise text
        for claim in text.claims:
            line = text.body[claim.quote.start :].partition("\n")[0]
            rows[line.rpartition("(")[2].rstrip(")")].append(claim)
    return rows


def _noted() -> frozenset[str]:
    with TABLE.open(encoding="utf-8", newline="") as table:
        return frozenset(row["id"] for row in csv.DictReader(table) if ERROR.search(row["notes"]))


def _series(reckoned: Reckoned, errors: frozenset[str], aside: frozenset[str]) -> list[Series]:
    groups: dict[str, set[str]] = defaultdict(set)
    for claim in reckoned.claims.values():
        groups[f"{claim.scope.measure}, {BOOK.place_tree.root(claim.scope.place)}"].add(claim.id)
    large = sorted((name for name in groups if len(groups[name]) >= LEAST), key=lambda name: (-len(groups[name]), name))
    return [Series(name, frozenset(groups[name]), errors & groups[name], aside & groups[name]) for name in large]


def _together(series: Sequence[Series]) -> Series:
    every = frozenset[str]()
    claims, errors, aside = (every.union(*(getattr(one, name) for one in series)) for name in ("claims", "errors", "aside"))
    return Series("all of these", claims, errors, aside)


def _bounds(reckoned: Reckoned) -> dict[str, float]:
    found = {name: reckoned.bound(Scope("cases_opened", "art407", "UA", window)) for name, window in ASKED.items()}
    lower = {f"{name}, at least": float(bound.lo) for name, bound in found.items()}
    return lower | {f"{name}, at most": float(bound.hi) for name, bound in found.items() if bound.hi is not None}


def _table(series: Sequence[Series]) -> str:
    rows = [HEAD, ("---",) * len(HEAD), *(_row(one) for one in series)]
    return "\n".join(f"| {' | '.join(row)} |" for row in rows)


def _row(one: Series) -> tuple[str, ...]:
    counts = (one.claims, one.errors, one.aside, one.aside & one.errors)
    shares = ("–" if share is None else f"{share:.2f}" for share in (one.precision, one.recall))
    return one.name, *(str(len(count)) for count in counts), *shares
