"""The shipped example: what is set aside, against the errors that people noted beside the figures, by series.

An error is a claim whose note says MISQUOTE, MISLABEL, TRUNCATED, TYPO, MISPRINT, WRONG, CONFLICT or INCONSISTENT, "older snapshot" or
"wrong side". It is contradicted if it cannot hold together with the claims without such a note that hold together; an error that is not
can be found by no arithmetic. Some notes doubt a claim in other words ("mislabel", "the origin counted …", "questionable"): precision is
told for these too. A series is a measure within a country; those with 20 claims or more have a line. Precision and recall are of claims,
not of figures.
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
from recusant.reconcile.conflicts import Clashes
from recusant.reconcile.figures import sort_out
from recusant.records import Claim, Scope, Text, Window

BOOK = codebook.load("refusal")
TABLE = ROOT / "examples" / "refusal" / "figures.csv"
ERROR = re.compile("MISQUOTE|MISLABEL|TRUNCATED|TYPO|MISPRINT|WRONG|CONFLICT|INCONSISTENT|older snapshot|wrong side")
DOUBT = re.compile("mislabel|mistransl|the origin counted|questionable|contradict|wrong", re.IGNORECASE)
LEAST = 20
HEAD = ("series", "claims", "errors noted", "contradicted", "set aside", "of them noted", "precision", "recall", "recall of contradicted")
ASKED = {
    "August–September 2025": Window.of(date(2025, 8, 1), date(2025, 9, 30)),
    "October 2025": Window.of(date(2025, 10, 1), date(2025, 10, 31)),
}


@dataclass(frozen=True)
class Series:
    """The claims of one series by id, those noted as errors, those errors that are contradicted, and those set aside."""

    name: str
    claims: frozenset[str]
    errors: frozenset[str]
    shown: frozenset[str]
    aside: frozenset[str]

    @property
    def precision(self) -> float | None:
        return len(self.errors & self.aside) / len(self.aside) if self.aside else None

    @property
    def recall(self) -> float | None:
        return len(self.errors & self.aside) / len(self.errors) if self.errors else None

    @property
    def recall_of_shown(self) -> float | None:
        return len(self.shown & self.aside) / len(self.shown) if self.shown else None


def measure() -> Measured:
    """Counts, precision and recall over all series of the table, and two bounds that no article says."""
    row_of = rows_of_table()
    everything = [claim for claims in row_of.values() for claim in claims]
    reckoned = reconcile(everything, BOOK)
    aside = frozenset(one.claim for one in reckoned.set_aside)
    errors, doubted = (frozenset(claim.id for row in _noted(words) for claim in row_of[row]) for words in (ERROR, DOUBT))
    series = _series(reckoned, errors, contradicted(everything, errors), aside)
    whole = _together(series)
    counts = {
        "claims": len(reckoned.claims),
        "claims that make no constraint": len(reckoned.unreckoned),
        "figures": len(reckoned.sorted.figures),
        "conflicts": len(reckoned.conflicts),
        "conflicts proved smallest": sum(conflict.smallest for conflict in reckoned.conflicts),
        "claims set aside": len(aside),
        "precision of set aside": whole.precision or 0.0,
        "precision of set aside, errors noted in any words": len(whole.aside & (errors | doubted)) / len(whole.aside),
        "recall of set aside": whole.recall or 0.0,
        "recall of set aside, errors that are contradicted": whole.recall_of_shown or 0.0,
    }
    figures = {f"example: {name}": float(value) for name, value in (counts | _bounds(reckoned)).items()}
    return Measured("python -m benchmarks example", figures, _table([*series, whole]))


def rows_of_table() -> Mapping[str, Sequence[Claim]]:
    """The claims by the id of their row, which ends their line of the text."""
    rows: dict[str, list[Claim]] = defaultdict(list)
    for text in texts_of(TABLE, BOOK):
        if not isinstance(text, Text):
            raise text
        for claim in text.claims:
            line = text.body[claim.quote.start :].partition("\n")[0]
            rows[line.rpartition("(")[2].rstrip(")")].append(claim)
    return rows


def _noted(words: re.Pattern[str]) -> frozenset[str]:
    with TABLE.open(encoding="utf-8", newline="") as table:
        return frozenset(row["id"] for row in csv.DictReader(table) if words.search(row["notes"]))


def contradicted(claims: Sequence[Claim], errors: frozenset[str]) -> frozenset[str]:
    """The errors that cannot hold together with the other claims that hold together."""
    others = reconcile([claim for claim in claims if claim.id not in errors], BOOK)
    kept = [figure for key in others.components for figure in others.settled(key).kept]
    wrong = sort_out([claim for claim in claims if claim.id in errors], BOOK).figures
    clashes = Clashes([*kept, *wrong], BOOK)
    firm = range(len(kept))
    shown = [one for number, one in enumerate(wrong, len(kept)) if clashes.conflict_in([*firm, number])]
    return frozenset(claim.id for figure in shown for claim in figure.claims)


def _series(reckoned: Reckoned, errors: frozenset[str], shown: frozenset[str], aside: frozenset[str]) -> list[Series]:
    groups: dict[str, set[str]] = defaultdict(set)
    for claim in reckoned.claims.values():
        groups[f"{claim.scope.measure}, {BOOK.place_tree.root(claim.scope.place)}"].add(claim.id)
    large = sorted((name for name in groups if len(groups[name]) >= LEAST), key=lambda name: (-len(groups[name]), name))
    return [Series(name, frozenset(groups[name]), errors & groups[name], shown & groups[name], aside & groups[name]) for name in large]


def _together(series: Sequence[Series]) -> Series:
    every = frozenset[str]()
    parts = (every.union(*(getattr(one, name) for one in series)) for name in ("claims", "errors", "shown", "aside"))
    return Series("all of these", *parts)


def _bounds(reckoned: Reckoned) -> dict[str, float]:
    found = {name: reckoned.bound(Scope("cases_opened", "art407", "UA", window)) for name, window in ASKED.items()}
    lower = {f"{name}, at least": float(bound.lo) for name, bound in found.items()}
    return lower | {f"{name}, at most": float(bound.hi) for name, bound in found.items() if bound.hi is not None}


def _table(series: Sequence[Series]) -> str:
    rows = [HEAD, ("---",) * len(HEAD), *(_row(one) for one in series)]
    return "\n".join(f"| {' | '.join(row)} |" for row in rows)


def _row(one: Series) -> tuple[str, ...]:
    counts = (one.claims, one.errors, one.shown, one.aside, one.aside & one.errors)
    shares = ("–" if share is None else f"{share:.2f}" for share in (one.precision, one.recall, one.recall_of_shown))
    return one.name, *(str(len(count)) for count in counts), *shares
