"""What is asked of a reckoning, and what it says of a new claim."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any, Protocol

from recusant.errors import BadRecord
from recusant.records.likely import Path, Step
from recusant.records.proven import ALL, Bound, Conflict, SetAside
from recusant.records.said import Claim, Json, Scope

VERDICTS = ("adds_up", "possible", "new", "contradicted", "outdated", "undated")


@dataclass(frozen=True, slots=True)
class Crossing:
    """When the running total of ``scope``, from the first day of its window on, reaches a number.

    ``below`` proves that by its last day the number was not yet reached, ``reached`` that by its last day it was. ``likely`` is the
    month in which the likely path reaches it: an interpolation, no part of what is proven.
    """

    scope: Scope
    layer: str
    number: int
    below: Bound | None = None
    reached: Bound | None = None
    likely: Step | None = None

    def to_dict(self) -> Json:
        proofs = {name: proof.to_dict() if proof else None for name, proof in (("below", self.below), ("reached", self.reached))}
        record: Json = {"scope": self.scope.to_dict(), "layer": self.layer, "number": self.number}
        return record | proofs | {"likely": self.likely.to_dict() if self.likely else None}

    @classmethod
    def from_dict(cls, record: Mapping[str, Any]) -> Crossing:
        below, reached = (Bound.from_dict(record[name]) if record[name] else None for name in ("below", "reached"))
        likely = Step.from_dict(record["likely"]) if record["likely"] else None
        return cls(Scope.from_dict(record["scope"]), record["layer"], record["number"], below, reached, likely)


@dataclass(frozen=True)
class Running:
    """Running totals to each of these ``days``, in order; from one to the next none changes. ``least`` and ``most`` give half a bound:
    what the total to a day is at least, or at most, with its proof alone.
    """

    days: tuple[date, ...]
    least: Callable[[date], Bound]
    most: Callable[[date], Bound]


class Reckoning(Protocol):
    """What reconcile hands on: claims, and what must be true if they hold."""

    claims: Mapping[str, Claim]

    @property
    def conflicts(self) -> tuple[Conflict, ...]: ...

    @property
    def set_aside(self) -> tuple[SetAside, ...]: ...

    @property
    def cut_off(self) -> bool: ...

    @property
    def layers(self) -> tuple[str, ...]: ...

    def bound(self, scope: Scope, layer: str = ALL) -> Bound: ...

    def bounds(self, scopes: Iterable[Scope], layer: str = ALL) -> list[Bound]: ...

    def running(self, scope: Scope, layer: str = ALL) -> Running: ...

    def path(self, measure: str, category: str, place: str, layer: str = ALL, since: date | None = None) -> Path: ...

    def conflicts_with(self, claims: Iterable[Claim]) -> list[Conflict | None]: ...

    def days_known(self, scope: Scope, layer: str = ALL) -> tuple[date, date] | None: ...


@dataclass(frozen=True, slots=True)
class Verdict:
    """What the reckoning says of a new claim, in one sentence, with what decides.

    ``days`` are the first and last day on which an undated or outdated figure can have been true; ``bounds`` are the proofs
    (for an undated figure one for each end of ``days``); ``conflict`` is the smallest set that contradicts it. ``likely`` is the month
    in which an undated figure fits the likely path: an interpolation, no part of what is proven.
    """

    claim: Claim
    verdict: str
    sentence: str
    bounds: tuple[Bound, ...] = ()
    conflict: Conflict | None = None
    days: tuple[date | None, date | None] | None = None
    likely: Step | None = None

    def __post_init__(self) -> None:
        if self.verdict not in VERDICTS:
            raise BadRecord(f"verdict {self.verdict!r} is not one of {', '.join(VERDICTS)}")

    def to_dict(self) -> Json:
        days = None if self.days is None else [day.isoformat() if day else None for day in self.days]
        conflict = self.conflict.to_dict() if self.conflict else None
        record: Json = {"claim": self.claim.to_dict(), "verdict": self.verdict, "sentence": self.sentence, "days": days}
        likely = self.likely.to_dict() if self.likely else None
        return record | {"bounds": [bound.to_dict() for bound in self.bounds], "conflict": conflict, "likely": likely}

    @classmethod
    def from_dict(cls, record: Mapping[str, Any]) -> Verdict:
        bounds, days = tuple(Bound.from_dict(bound) for bound in record["bounds"]), record.get("days")
        ends = [date.fromisoformat(day) if day else None for day in days] if days else None
        conflict = Conflict.from_dict(record["conflict"]) if record.get("conflict") else None
        claim = Claim.from_dict(record["claim"])
        likely = Step.from_dict(record["likely"]) if record.get("likely") else None
        return cls(claim, record["verdict"], record["sentence"], bounds, conflict, (ends[0], ends[1]) if ends else None, likely)
