"""What is traced: the hands that a figure went through, all who print it, and how far the word of an origin has gone."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from recusant.errors import BadRecord
from recusant.records.said import Claim, Day, Json, identity, to_day

EVIDENCES = ("text", "link", "passage", "error", "figures")
CERTAINTIES = ("certain", "likely", "possible")
NAMED = 3  # outlets of the first day that are named; more are counted


@dataclass(frozen=True, slots=True)
class Relay:
    """One hand that a figure went through: an outlet, and how it is known to have the figure from the one before.

    ``evidence``: its text says so, or a link in it; the same passage, the same error or the same figures stand in both.
    ``ordered`` False: which of the two had it first is not known. ``claim`` is what it printed, None where its page is not held.
    """

    name: str
    evidence: str
    certainty: str
    ordered: bool = True
    claim: str | None = None
    said_on: Day = None

    def __post_init__(self) -> None:
        if self.evidence not in EVIDENCES or self.certainty not in CERTAINTIES:
            raise BadRecord(f"relay {self.name!r}: evidence {self.evidence!r} or certainty {self.certainty!r} is not known")

    def to_dict(self) -> Json:
        record: Json = {"name": self.name, "evidence": self.evidence, "certainty": self.certainty, "ordered": self.ordered}
        return record | {"claim": self.claim, "said_on": self.said_on.isoformat() if self.said_on else None}

    @classmethod
    def from_dict(cls, record: Mapping[str, Any]) -> Relay:
        said_on = to_day(record["said_on"], "said_on")
        return cls(record["name"], record["evidence"], record["certainty"], record["ordered"], record["claim"], said_on)


@dataclass(frozen=True, slots=True)
class Trail:
    """Who counted what a page prints, and the hands it went through, earliest first; none where the origin printed it.

    ``claims`` are those of one page that state the figure.
    """

    claims: tuple[str, ...]
    origin: str
    relays: tuple[Relay, ...] = ()

    @property
    def reading(self) -> str:
        """Who read the origin first: whoever has it from the same first hand is no second witness."""
        return self.relays[0].name if self.relays else self.origin

    def to_dict(self) -> Json:
        return {"claims": list(self.claims), "origin": self.origin, "relays": [relay.to_dict() for relay in self.relays]}

    @classmethod
    def from_dict(cls, record: Mapping[str, Any]) -> Trail:
        return cls(tuple(record["claims"]), record["origin"], tuple(Relay.from_dict(relay) for relay in record["relays"]))


@dataclass(frozen=True, slots=True)
class Family:
    """A figure with all the pages that print it, the earliest first and those without a day last.

    ``readings`` says of each origin how many independent readings of it there are at most. ``first`` are the claims of the first
    day known; ``wrong`` says why the figure was set aside, where it was.
    """

    trails: tuple[Trail, ...]
    readings: Mapping[str, int]
    first: tuple[str, ...]
    wrong: str | None = None
    cited: Mapping[str, Claim] = field(default_factory=dict, compare=False, repr=False)

    @property
    def id(self) -> str:
        return identity("f", sorted(claim for trail in self.trails for claim in trail.claims))

    @property
    def seen(self) -> str:
        """Where it was first seen, how many sources repeat it, and the hand that all have it from, in words."""
        others = len(self.trails) - len(self.first)
        undated = sum(self.cited[trail.claims[0]].said_on is None for trail in self.trails)
        repeated = f"repeated by {others}{f' ({undated} without a day)' * bool(undated)}" if others else ""
        if self.first:
            outlets = list(dict.fromkeys(self.cited[claim].outlet for claim in self.first))
            more = f" and {len(outlets) - NAMED} more" * (len(outlets) > NAMED)
            parts = [f"first seen on {self.cited[self.first[0]].said_on} in {', '.join(outlets[:NAMED])}{more}", repeated]
        else:
            parts = [f"printed by {len(self.trails)}, none with a day"]
        return ", ".join(filter(None, [*parts, f"all from {self.through} as far as told" if self.through else ""]))

    @property
    def through(self) -> str | None:
        """The last hand that every page has it from: an error was born there or before. None where it has no such hand, or one page."""
        hands = [[trail.origin, *(relay.name for relay in trail.relays[:-1])] for trail in self.trails]
        common = [step[0] for step in zip(*hands, strict=False) if len(set(step)) == 1]
        return common[-1] if len(hands) > 1 and len(common) > 1 else None

    def to_dict(self) -> Json:
        record: Json = {"id": self.id, "trails": [trail.to_dict() for trail in self.trails], "sources": len(self.trails)}
        return record | {"readings": dict(self.readings), "first": list(self.first), "wrong": self.wrong}

    @classmethod
    def from_dict(cls, record: Mapping[str, Any]) -> Family:
        trails = tuple(Trail.from_dict(trail) for trail in record["trails"])
        return cls(trails, record["readings"], tuple(record["first"]), record["wrong"])


@dataclass(frozen=True, slots=True)
class Spread:
    """How far the word of an origin has gone: its figures, the sources that repeat them, and how many read it themselves at most."""

    origin: str
    figures: int
    sources: int
    readings: int

    def to_dict(self) -> Json:
        return {"origin": self.origin, "figures": self.figures, "sources": self.sources, "readings": self.readings}

    @classmethod
    def from_dict(cls, record: Mapping[str, Any]) -> Spread:
        return cls(record["origin"], record["figures"], record["sources"], record["readings"])
