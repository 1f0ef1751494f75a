"""What is said of a claim, in one language: sentences from a table, filled with what the words of the report say of single things."""

from __future__ import annotations

import tomllib
from collections.abc import Iterable, Mapping
from datetime import date
from fractions import Fraction
from functools import cache
from importlib import resources
from math import ceil, floor
from typing import Any, Protocol

from recusant.check.compared import Implied
from recusant.check.dating import Fit
from recusant.records import ALL, Bound, Claim, Conflict, Days, Number

PLACES = {"ratio": 3, "change": 0, "rate": 1}  # decimals that the ends of a comparison are told to


class Sayings(Protocol):
    """The words of the report in one language: what is said of numbers, days, quotes and repairs."""

    language: str

    def __call__(self, name: str, /, **parts: object) -> str: ...
    def list(self, name: str) -> Any: ...
    def number(self, value: Number | Fraction) -> str: ...
    def interval(self, lo: Number | None, hi: Number | None) -> str: ...
    def day(self, day: date, *, year: bool = True) -> str: ...
    def month(self, day: date) -> str: ...
    def period(self, days: Days) -> str: ...
    def layer(self, name: str) -> str: ...
    def origin(self, name: str) -> str: ...
    def printed(self, claim: Claim) -> str: ...
    def quoted(self, claim: Claim) -> str: ...
    def mended(self, conflict: Conflict, claims: Mapping[str, Claim]) -> str | None: ...


class Words:
    """Called with the name of a sentence and its parts, gives the sentence; its methods put what decides into words."""

    def __init__(self, report: Sayings) -> None:
        self.report, self._table = report, table(report.language)

    def __call__(self, name: str, /, **parts: object) -> str:
        return self._table[name].format(**parts)

    def whose(self, layer: str) -> str:
        """Whose count it is, in brackets, where it is not the whole."""
        return "" if layer == ALL else f" ({self.report.layer(layer)})"

    def known(self, lo: int, hi: int | None, layer: str) -> str:
        """What is known of a count, and whose count that is: “at least 5 (in all)”."""
        return f"{self.report.interval(lo, hi)} ({self.report.layer(layer)})"

    def fit(self, fit: Fit, layer: str, by: tuple[date, int] | None = None) -> str:
        """The days on which a figure can have been true, what proves each end, and what it was at least ``by`` a later day."""
        first, last = fit.days
        span = "between" if first and last else "from" if first else "until"
        days = {name: self.report.day(day) for name, day in (("first", first), ("last", last)) if day}
        if first and last and first.year == last.year:
            days["first"] = self.report.day(first, year=False)
        sides = (("fit_low", fit.too_low), ("fit_high", fit.too_high), ("fit_high", by))
        proven = (self(name, day=self.report.day(side[0]), n=self.report.number(side[1])) for name, side in sides if side)
        return " ".join((self(f"fit_{span}", **days, whose=self.whose(layer)), *proven))

    def months(self, low: Bound, high: Bound) -> str:
        """Two months in a row of which one must be lower than the other."""
        named = {"low": self._month(low), "high": self._month(high)}
        return self("months", **named, most=self.report.number(low.hi or 0), least=self.report.number(high.lo))

    def _month(self, bound: Bound) -> str:
        return self.report.period(days) if (days := bound.scope.window.exact) else ""

    def compared(self, known: Implied, claim: Claim, layer: str) -> str:
        """The ends of what is implied of a share, difference or rate, rounded outward, and whose count it is."""
        share = claim.kind == "ratio" and ((known.lo or 0) < 1 if known.hi is None else known.hi <= 1)
        unit, scale = 10 ** PLACES[claim.kind], 100 if share else 1
        lo = None if known.lo is None else Fraction(floor(known.lo * unit) * scale, unit)
        hi = None if known.hi is None else Fraction(ceil(known.hi * unit) * scale, unit)
        told = {name: self.report.number(_plain(end)) for name, end in (("lo", lo), ("hi", hi)) if end is not None}
        if lo is None or hi is None:
            ends = self.report("at_least", n=told["lo"]) if hi is None else self.report("at_most", n=told["hi"])
        else:
            ends = self.report("exactly", n=told["lo"]) if lo == hi else self.report("range", **told)
        if claim.kind == "rate":
            ends = self.report("reads_rate", n=ends, per=self.report.list("per")[claim.per])
        if claim.kind == "ratio":
            ends = self("share" if share else "times", n=ends)
        return f"{ends} ({self.report.layer(layer)})"

    def contradicted(self, claim: Claim, conflict: Conflict, claims: Mapping[str, Claim]) -> str:
        """What a claim cannot hold together with, by how much, and its likeliest repair."""
        others = ", ".join(self.report.printed(other) for key, other in conflict.cited.items() if key != claim.id)
        told = self("contradicted", others=others, gap=self.report.number(conflict.gap))
        return " ".join(filter(None, (told, self.report.mended(conflict, claims))))

    def itself(self, others: Iterable[Claim], conflict: Conflict) -> str:
        """What a claim cannot hold together with in its own text, and by how much."""
        return self("itself", others=", ".join(map(self.report.quoted, others)), gap=self.report.number(conflict.gap))


def _plain(value: Fraction) -> int | float:
    return value.numerator if value.denominator == 1 else float(value)


@cache
def table(language: str) -> dict[str, str]:
    """The sentences of one language, by name."""
    return tomllib.loads((resources.files("recusant.check") / "words" / f"{language}.toml").read_text(encoding="utf-8"))
