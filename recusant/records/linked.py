"""A line of a certificate that rests on no quote, but on what the codebook states of two counts."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from fractions import Fraction
from typing import Any

from recusant.errors import BadRecord
from recusant.records.said import Json

PARTS = ("measure", "category", "place")


@dataclass(frozen=True, slots=True)
class LinkTerm:
    """A link of the codebook, ``times`` times (more than 0): from ``since`` to ``at`` its first count is at most its second.

    ``link`` names the two: "verdicts<=cases_received" (of one ``category`` and ``place``), or two categories (of one ``measure`` and
    ``place``); what the link itself names is None. ``but_categories`` and ``but_places`` are parts that are left out. A link holds in
    the layer ``all``. It adds nothing to a sum: in a lower bound it turns so many of the first into the second, in an upper bound so
    many of the second into the first.
    """

    link: str
    times: Fraction
    since: date
    at: date
    measure: str | None
    category: str | None
    place: str
    but_categories: tuple[str, ...] = ()
    but_places: tuple[str, ...] = ()
    why: str = field(default="", compare=False)

    def __post_init__(self) -> None:
        if self.times <= 0 or self.since > self.at or (self.measure is None) == (self.category is None):
            raise BadRecord(f"term of the link {self.link}: it needs times above 0, days in order, and a measure or a category")

    @property
    def value(self) -> Fraction:
        """What the line adds to a sum."""
        return Fraction(0)

    def to_dict(self) -> Json:
        named = {name: value for name in PARTS if (value := getattr(self, name)) is not None}
        but = {name: list(value) for name in ("but_categories", "but_places") if (value := getattr(self, name))}
        days = {"since": self.since.isoformat(), "at": self.at.isoformat()}
        return {"link": self.link, **named, **but, **days, "times": str(self.times)} | ({"why": self.why} if self.why else {})

    @classmethod
    def from_dict(cls, record: Mapping[str, Any]) -> LinkTerm:
        try:
            since, at = (date.fromisoformat(record[name]) for name in ("since", "at"))
            measure, category = record.get("measure"), record.get("category")
            kinds, places = (tuple(record.get(name, ())) for name in ("but_categories", "but_places"))
            shared = measure, category, record["place"], kinds, places, record.get("why", "")
            return cls(record["link"], Fraction(record["times"]), since, at, *shared)
        except (KeyError, TypeError, ValueError, ZeroDivisionError) as fault:
            raise BadRecord(f"link term {dict(record)!r} cannot be read ({fault})") from None

    def __str__(self) -> str:
        """The line as a person would say it, by ids."""
        less, more = self.link.split("<=")
        left_out = f" (without {', '.join((*self.but_categories, *self.but_places))})" if self.but_categories or self.but_places else ""
        where = " · ".join(part for part in (self.measure, self.category, self.place) if part)
        return f"because {self.why or 'the codebook says so'}: {less} at most {more}, {where}{left_out}, {self.since} to {self.at}"
