"""What is likely, or worth asking, and proves nothing: a path through the bounds, and leads."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import date
from typing import Any, NamedTuple

from recusant.errors import BadRecord
from recusant.records.said import Claim, Json, Number, Scope, Window

LEADS = ("review", "decide", "find")

Ends = tuple[int, int | None]  # at least, at most (None: not bounded)


class Step(NamedTuple):
    """A month of a path, or what of it lies within the days asked, and the count there (None: not determined)."""

    first: date
    last: date
    value: float | None

    def to_dict(self) -> Json:
        return {"first": self.first.isoformat(), "last": self.last.isoformat(), "value": self.value}

    @classmethod
    def from_dict(cls, record: Mapping[str, Any]) -> Step:
        return cls(date.fromisoformat(record["first"]), date.fromisoformat(record["last"]), record["value"])


@dataclass(frozen=True, slots=True)
class Path:
    """The likely path of a series: an interpolation, the smoothest that all claims kept allow. It proves nothing."""

    measure: str
    category: str
    place: str
    layer: str
    steps: tuple[Step, ...]

    def reaches(self, number: Number) -> Step | None:
        """The step in which the running total since the first day reaches a number, as far as the path is determined."""
        total = 0.0
        for step in self.steps:
            if step.value is None:
                return None
            total += step.value
            if total > number - 0.5:  # counts are whole, the path is not
                return step
        return None

    def within(self, window: Window) -> Path:
        """The steps that lie wholly within a window; all of them where its days are not exactly known."""
        first, last = window.exact or (date.min, date.max)
        return replace(self, steps=tuple(step for step in self.steps if first <= step.first and step.last <= last))

    def to_dict(self) -> Json:
        record: Json = {"measure": self.measure, "category": self.category, "place": self.place, "layer": self.layer}
        return record | {"proven": False, "steps": [step.to_dict() for step in self.steps]}

    @classmethod
    def from_dict(cls, record: Mapping[str, Any]) -> Path:
        steps = tuple(Step.from_dict(step) for step in record["steps"])
        return cls(record["measure"], record["category"], record["place"], record["layer"], steps)


class Effect(NamedTuple):
    """What becomes of the bound of one month."""

    first: date
    last: date
    before: Ends
    after: Ends

    @property
    def change(self) -> float:
        """How far the two bounds differ, from 0 to 1: the part of either that is not in both."""
        (low, high), (least, most) = self.before, self.after
        if high is None or most is None:
            return 1.0 if high != most else (1 - min(low, least) / max(low, least, 1)) / 2
        both, either = max(0, min(high, most) - max(low, least) + 1), max(high, most) - min(low, least) + 1
        return 1 - both / either

    def to_dict(self) -> Json:
        return {"first": self.first.isoformat(), "last": self.last.isoformat(), "before": list(self.before), "after": list(self.after)}

    @classmethod
    def from_dict(cls, record: Mapping[str, Any]) -> Effect:
        (low, high), (least, most) = record["before"], record["after"]
        return cls(date.fromisoformat(record["first"]), date.fromisoformat(record["last"]), (low, high), (least, most))


@dataclass(frozen=True, slots=True)
class Lead:
    """One claim that would help: one that waits for review (``review``), one that a conflict turns on (``decide``), or a count by an
    origin that nobody quotes (``find``, reckoned as if it were ``assumed``).

    ``effects`` are the bounds that would change, of the ``months`` of the scope's series in its layer; ``conflict`` is the one that the
    claim was given up for, and ``aside`` are the claims that would be set aside instead. ``cited`` holds the claims it speaks of.
    """

    kind: str
    scope: Scope
    layer: str
    origin: str
    sentence: str
    months: int
    effects: tuple[Effect, ...]
    claim: str | None = None
    assumed: int | None = None
    conflict: str | None = None
    aside: tuple[str, ...] = ()
    cited: Mapping[str, Claim] = field(default_factory=dict, compare=False, repr=False)

    def __post_init__(self) -> None:
        if self.kind not in LEADS:
            raise BadRecord(f"lead {self.kind!r} is not one of {', '.join(LEADS)}")

    @property
    def most(self) -> Effect | None:
        """The month that would change most."""
        return max(self.effects, key=lambda effect: effect.change, default=None)

    def to_dict(self) -> Json:
        record: Json = {"kind": self.kind, "claim": self.claim, "scope": self.scope.to_dict(), "layer": self.layer, "origin": self.origin}
        record |= {"sentence": self.sentence, "assumed": self.assumed, "conflict": self.conflict, "aside": list(self.aside)}
        return record | {"months": self.months, "effects": [effect.to_dict() for effect in self.effects]}

    @classmethod
    def from_dict(cls, record: Mapping[str, Any]) -> Lead:
        effects = tuple(Effect.from_dict(effect) for effect in record["effects"])
        known = {name: record[name] for name in ("claim", "assumed", "conflict")}
        scope, told = Scope.from_dict(record["scope"]), (record["layer"], record["origin"], record["sentence"], record["months"])
        return cls(record["kind"], scope, *told, effects, **known, aside=tuple(record["aside"]))
