"""The errors that people noted beside the shipped example's figures: which are found, and is the first repair the right one?

An error is told once, with all the rows that carry it (noted.toml: all that are noted in capitals, and some noted in other words). It
is found if a row of it is set aside or stands in a reported conflict. It is contradicted if a row of it cannot hold together with the
figures without such a note that hold together; no arithmetic finds the others. A first repair is right if it says what the coders say.
Where nothing contradicts an error of which they say what is right, a count is supposed that does: three who read its origin on their own
tell a tenth more of the same scope, and the error is held as a new claim against them and what is told up to the same day. This also
writes docs/conflicts.md: every error with its pages, and what became of it.
"""

from __future__ import annotations

import csv
import tomllib
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cached_property
from pathlib import Path
from typing import Any

from benchmarks.example import BOOK, TABLE, contradicted, rows_of_table
from benchmarks.measured import ROOT, Measured
from recusant.flow import reconcile
from recusant.publish.words import Words
from recusant.reconcile import Reckoned
from recusant.records import Claim, Conflict, Number, Quantity, Repair

PAGE = ROOT / "docs" / "conflicts.md"
WORDS = Words("en", BOOK)
HEAD = """# Conflicts of the shipped example

`examples/refusal/figures.csv` holds each figure as its page prints it. Where the people who coded it saw an error, they wrote so beside
it, most often in capitals; the reckoner does not read their notes. This page says of every error noted in capitals, and of some that are
noted in other words, what the reckoner makes of it. It is made by `python -m benchmarks noted`.

- **Set aside**: a figure was given up for the conflict told.
- **In a conflict**: it stands in one, and another of its figures cost less to give up.
- **A revision**: a later count by the same tally has outgrown it ([M5](method.md#m5-vintages)).
- **Not contradicted**: it holds together with all figures that have no such note, so no arithmetic can find it. Those that it could meet
  count the same thing in one country, or are tied to it by a ratio.
- **Contradicted by figures given up**: it holds together with all that is kept.
- **Another counter**: the note compares two who count, each in its own layer ([M4](method.md#m4-layers)); they need not agree.
- **No constraint**: it says nothing that adds up, for the reason told.

The last column is the likeliest [repair](contracts.md#repair): ✓ where it is what the coders say is right, ✗ where it is not, – where
they do not say."""
SUPPOSED = """## Were they contradicted

Of these errors it is known what is right, but nothing quoted contradicts them: persons told for cases, one start of the days counted for
another. To see what would be said of them, a count is supposed: three outlets that asked the counter on their own print a tenth more of
the same persons, or of the same days. Then the error is held against that, and against all that is counted to the same day, as
[check](check.md) does with a new claim. (Held against earlier days too, most of the right figures would be set aside: the tally's early
totals are of four offences, and those to May 2025 of three.) The last column is the first repair told; – where nothing quoted tells what
the coders say, or only a sum that is near."""
MORE, RIVALS = 1.1, 3  # how much more is supposed to be counted, and how many read it
COLUMNS = ("the error", "pages", "what becomes of it", "the first repair")


@dataclass(frozen=True)
class Error:
    """An error with the ids of its rows and their claims, and the changes that would mend it, where they are known."""

    what: str
    rows: tuple[str, ...]
    claims: tuple[Claim, ...]
    right: Sequence[Mapping[str, str]]
    another: bool  # whether it is only that another who counts says otherwise

    @property
    def ids(self) -> frozenset[str]:
        return frozenset(claim.id for claim in self.claims)

    def mended_by(self, repair: Repair) -> bool:
        """Whether a repair says what the coders say is right."""
        now = {change.part: str(change).rpartition(" → ")[2] for change in repair.changes}
        return bool(self.right) and repair.claim in self.ids and all(now.get(one["part"]) == one["now"] for one in self.right)


class Found:
    """What the reckoning of the whole table makes of each error."""

    def __init__(self, errors: Sequence[Error], reckoned: Reckoned, shown: frozenset[str]) -> None:
        self.errors, self.reckoned, self.shown = errors, reckoned, shown
        self._met = {one.claims[0].id: len(part) - 1 for part in reckoned.components.values() for one in part}
        self.aside = {one.claim: one.conflict for one in reckoned.set_aside}
        self.conflicts = {conflict.id: conflict for conflict in reckoned.conflicts}

    @cached_property
    def _twins(self) -> Mapping[str, frozenset[str]]:
        """For each claim the claims of its figure: a conflict cites one of them."""
        return {claim.id: frozenset(other.id for other in one.claims) for one in self.reckoned.sorted.figures for claim in one.claims}

    def conflict(self, error: Error) -> Conflict | None:
        """The conflict for which a row of the error was set aside, or else one that it stands in."""
        aside = sorted(self.aside[name] or "" for name in error.ids if name in self.aside)
        twins = self._twins_of(error)
        standing = [name for name, conflict in self.conflicts.items() if twins & set(conflict.claims)]
        return next((self.conflicts[name] for name in (*aside, *standing) if name in self.conflicts), None)

    def outcome(self, error: Error) -> str:
        """What becomes of an error, in the words of the page."""
        aside = len(error.ids & set(self.aside))
        if aside:
            return "set aside" if aside == len(error.ids) else f"set aside ({aside} of {len(error.ids)})"
        if self.conflict(error):
            return "in a conflict"
        reasons = {one.claim: one.reason for one in self.reckoned.unreckoned if one.claim in error.ids}
        if error.ids <= set(reasons):
            return f"no constraint: {min(reasons.values())}"
        if error.ids & {one.claim for one in self.reckoned.superseded}:
            return "a revision"
        if error.ids & self.shown:
            return "contradicted by figures given up"
        return "another counter" if error.another else f"not contradicted ({self._others_than(error)})"

    def _others_than(self, error: Error) -> str:
        """How many figures an error could meet at most."""
        met = max((self._met[name] for name in self._twins_of(error) if name in self._met), default=0)
        return f"it could meet {met} other figure{'s' * (met != 1)}" if met else "nothing else is told of this"

    def contradicts(self, claim: Claim) -> bool:
        """Whether a claim was set aside, or cannot hold together with figures without a note that hold together."""
        return claim.id in self.aside or claim.id in self.shown

    def _twins_of(self, error: Error) -> frozenset[str]:
        return error.ids.union(*(self._twins.get(name, frozenset()) for name in error.ids))

    def first_repair(self, error: Error) -> Repair | None:
        conflict = self.conflict(error)
        return conflict.repairs[0] if conflict and conflict.repairs else None


@dataclass(frozen=True)
class Supposed:
    """An error's claim that nothing contradicts, and what is told of it where a supposed count does."""

    error: Error
    claim: Claim
    repair: Repair | None

    @property
    def right(self) -> bool:
        return self.repair is not None and self.error.mended_by(self.repair)


def supposed(found: Found, everything: Sequence[Claim]) -> Iterator[Supposed]:
    """Each claim with one exact number of the errors that nothing contradicts, though it is known what is right."""
    for error in found.errors:
        for claim in error.claims if error.right else ():
            number = claim.quantity.lo
            if number == claim.quantity.hi and number and claim.kind == "count" and not found.contradicts(claim):
                end = claim.scope.window.end
                others = [one for one in everything if one.id not in error.ids and one.scope.window.end == end]
                conflict = reconcile([*others, *_rivals(claim, number)], BOOK).conflict_with(claim)
                yield Supposed(error, claim, conflict.repairs[0] if conflict and conflict.repairs else None)


def _rivals(claim: Claim, number: Number) -> list[Claim]:
    more = round(number * MORE)
    quantity = Quantity((more, more), "exact", more, more, f"{more:,}")
    outlets = [f"supposed-{place}" for place in range(RIVALS)]
    return [replace(claim, id=f"c-{outlet}", source=outlet, quantity=quantity, via=(outlet,)) for outlet in outlets]


def measure() -> Measured:
    """How many errors are found and rightly repaired; writes the page."""
    found, everything = _found()
    tried = list(supposed(found, everything))
    PAGE.write_text(page(found, tried), encoding="utf-8")
    outcomes = Counter(found.outcome(error).split(" (")[0].split(":")[0] for error in found.errors)
    shown = [error for error in found.errors if error.ids & found.shown]
    known = [error for error in found.errors if error.right and found.first_repair(error)]
    right = [error for error in known if (repair := found.first_repair(error)) and error.mended_by(repair)]
    counts = {
        "errors": len(found.errors),
        **{f"errors {outcome}": number for outcome, number in sorted(outcomes.items())},
        "errors contradicted": len(shown),
        "of them found": sum(found.conflict(error) is not None for error in shown) / len(shown),
        "first repairs that can be judged": len(known),
        "of them right": len(right) / len(known),
        "errors held against a supposed count": len(tried),
        "of them told a repair": sum(one.repair is not None for one in tried),
        "supposed counts: first repairs right": sum(one.right for one in tried) / sum(one.repair is not None for one in tried),
    }
    return Measured("python -m benchmarks noted", {f"noted: {name}": float(value) for name, value in counts.items()})


def _found() -> tuple[Found, list[Claim]]:
    rows = rows_of_table()
    told = tomllib.loads(Path(__file__).with_name("noted.toml").read_text(encoding="utf-8"))["error"]
    errors = [_error(one, rows) for one in told]
    everything = [claim for claims in rows.values() for claim in claims]
    noted = frozenset(name for error in errors for name in error.ids)
    return Found(errors, reconcile(everything, BOOK), contradicted(everything, noted)), everything


def _error(told: Mapping[str, Any], rows: Mapping[str, Sequence[Claim]]) -> Error:
    claims = tuple(claim for row in told["rows"] for claim in rows[row])
    return Error(told["what"], tuple(told["rows"]), claims, told.get("right", ()), told.get("another", False))


def page(found: Found, tried: Sequence[Supposed]) -> str:
    """The table of the errors, of those that nothing contradicts where something is supposed, and of what else was set aside."""
    with TABLE.open(encoding="utf-8", newline="") as table:
        printed = {row["id"]: row for row in csv.DictReader(table)}
    lines = [COLUMNS, ("---",) * len(COLUMNS), *(_line(error, found, printed) for error in found.errors)]
    table_of_errors = "\n".join(f"| {' | '.join(line)} |" for line in lines)
    return "\n\n".join([HEAD, table_of_errors, "\n".join(_supposed(tried)), "\n".join(_others(found, printed))]) + "\n"


def _line(error: Error, found: Found, printed: Mapping[str, Mapping[str, str]]) -> tuple[str, ...]:
    pages = ", ".join(dict.fromkeys(f"[{row}]({printed[row]['url']})" for row in error.rows))
    conflict, repair = found.conflict(error), found.first_repair(error)
    told = f", {_size(conflict)}" if conflict else ""
    mark = " –" if not error.right or repair is None else " ✓" if error.mended_by(repair) else " ✗"
    return error.what, pages, found.outcome(error) + told, f"{WORDS.repair(repair)}{mark}" if repair else "–"


def _size(conflict: Conflict) -> str:
    return f"{len(conflict.claims)} figures that miss each other by {WORDS.number(conflict.gap)}"


def _supposed(tried: Iterable[Supposed]) -> Iterator[str]:
    """What is told of an error where a count is supposed that contradicts it."""
    yield f"{SUPPOSED}\n"
    yield "| the error | printed | the first repair |\n| --- | --- | --- |"
    for one in tried:
        mark = "✓" if one.right else "✗"
        repair = f"{WORDS.repair(one.repair)} {mark}" if one.repair else "–"
        printed = f"“{one.claim.quote.text}”: {WORDS.topic(one.claim.scope)}, {WORDS.window(one.claim.scope.window)}"
        yield f"| {one.error.what} | {printed} | {repair} |"


def _others(found: Found, printed: Mapping[str, Mapping[str, str]]) -> Iterator[str]:
    """Figures set aside of which no such note speaks."""
    row_of = {claim.id: row for row, claims in rows_of_table().items() for claim in claims}
    noted = {name for error in found.errors for name in error.ids}
    yield "## Set aside without such a note\n"
    yield "Some of these are errors that the coders noted in other words or did not see; others are true, and cost least to give up.\n"
    yield "| printed | page | the conflict | the first repair |\n| --- | --- | --- | --- |"
    for figure in found.reckoned.sorted.figures:
        claim = figure.claims[0]
        if claim.id in found.aside and noted.isdisjoint(one.id for one in figure.claims):
            conflict = found.conflicts[found.aside[claim.id] or ""]
            what = f"{WORDS.topic(claim.scope)}, {WORDS.window(claim.scope.window)}: {WORDS.reading(claim)}"
            repair = WORDS.repair(conflict.repairs[0]) if conflict.repairs else "–"
            row = row_of[claim.id]
            yield f"| {what} | [{row}]({printed[row]['url']}) | {_size(conflict)} | {repair} |"
