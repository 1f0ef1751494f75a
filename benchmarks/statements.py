"""Statements of one to three sentences, each with one number that counts something and its right reading beside it.

The writers did not know the reader and were asked for variety: other verbs, nouns and word orders (courts, people, asylum), other ways of
telling the days, other ways of telling who counted. "Unseen" is a half of each kind, drawn by lot before any was read; nobody looked at
more of it than these figures. At first sight the unseen half came to .809, .734, .701 and .625.

A statement is right in number where a claim of a core measure states its number; then in what is counted, in the days (to three days, where
they are told), and in who counted. Of deserters and of those who came back no offence is asked, and those imprisoned are sentenced.
"""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Iterator, Sequence
from datetime import date, timedelta
from pathlib import Path

from benchmarks.measured import ROOT, Measured
from recusant.extract import extract
from recusant.records import Claim, Day, Json

LEVELS = ("number", "what", "when", "who")
STATEMENTS = ROOT / "benchmarks" / "statements"
ALIKE = {"imprisoned": "persons_sentenced", "ukrainian-courts": "state-judicial-administration-ua"}
OF_ALL = frozenset(("deserters", "returned_to_service"))  # measures of which no offence is asked
AS_NEAR = timedelta(3)


def measure() -> Measured:
    """The share of statements right at each level, by half and kind."""
    figures: dict[str, float] = {}
    for half in ("seen", "unseen"):
        whole: list[int] = []
        for kind in sorted((STATEMENTS / half).glob("*.jsonl")):
            found = [best(statement) for statement in told(kind)]
            whole += found
            figures |= {f"statements {half}, {kind.stem}: {level}": value for level, value in shares(found).items() if level != "number"}
        figures |= {f"statements {half}: {level}": value for level, value in shares(whole).items()}
    return Measured("python -m benchmarks statements", figures)


def told(kind: Path) -> Iterator[Json]:
    """The statements of a kind."""
    yield from (json.loads(line) for line in kind.read_text(encoding="utf-8").splitlines())


def shares(found: Sequence[int]) -> dict[str, float]:
    """The share of statements that reach each level."""
    counts = Counter(found)
    return {level: sum(counts[reached] for reached in range(at, len(LEVELS) + 1)) / len(found) for at, level in enumerate(LEVELS, 1)}


def best(statement: Json) -> int:
    """The highest level that a claim read in a statement reaches."""
    claims = extract(statement["text"], statement["lang"], date.fromisoformat(statement["published"]))
    return max((level_of(claim, statement) for claim in claims), default=0)


def level_of(claim: Claim, statement: Json) -> int:
    """How far a claim agrees: 0 not at all, 1 in number, 2 in what is counted too, 3 in the days, 4 in who counted."""
    scope, window, number = claim.scope, claim.scope.window, statement["n"]
    measure, origin = ALIKE.get(scope.measure, scope.measure), ALIKE.get(claim.origin, claim.origin)
    category = statement["category"] if measure not in OF_ALL else None
    agrees = (
        claim.quantity.stated == (number, number),
        measure == statement["measure"] and category in (None, scope.category),
        _near(window.start, statement["start"]) and _near(window.end, statement["end"]),
        origin == statement["origin"],
    )
    return next((at for at, right in enumerate(agrees) if not right), len(agrees))


def _near(told: tuple[Day, Day], wanted: str | None) -> bool:
    """Whether one side of an end of a window is about the day wanted, if one is."""
    return wanted is None or any(day and abs(day - date.fromisoformat(wanted)) <= AS_NEAR for day in told)
