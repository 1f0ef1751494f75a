"""What is said: sources, quotes, quantities, windows, scopes, claims and gaps."""

from __future__ import annotations

import hashlib
import json
from bisect import bisect_right
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from datetime import date
from functools import lru_cache
from typing import Any

from recusant.errors import BadRecord

KINDS = ("count", "ratio", "change", "rate", "trend", "rank", "amount")
MODIFIERS = ("exact", "about", "more_than", "at_least", "less_than", "up_to", "almost", "range", "vague")
STATUSES = ("suggested", "accepted", "corrected", "rejected")
PERIODS = ("day", "week", "month", "year")
UNATTRIBUTED = "unattributed"  # the origin of a claim of which nothing tells who counted
PARTS = ("page", "paragraph")  # what documents are numbered by
Json = dict[str, Any]
Day = date | None
Number = int | float
_canonical = json.JSONEncoder(ensure_ascii=False, sort_keys=True, separators=(",", ":")).encode


def identity(prefix: str, parts: Iterable[Any]) -> str:
    """A short stable id: a hash of the canonical JSON list of the identifying fields."""
    canonical = _canonical(list(parts))
    digest = hashlib.sha256(canonical.encode("utf-8", "surrogatepass")).hexdigest()
    return f"{prefix}-{digest[:16]}"


def to_day(value: object, what: str = "date") -> Day:
    """A day from ISO text (or a day, or None). Raises BadRecord for a day that does not exist."""
    if value is None or isinstance(value, date):
        return value
    try:
        return date.fromisoformat(str(value))
    except ValueError as fault:
        raise BadRecord(f"{what} {value!r} is not a day ({fault})", mend="write days as 2024-05-31") from None


def _iso(day: Day) -> str | None:
    return day.isoformat() if day else None


def _one_of(value: str, allowed: tuple[str, ...], what: str) -> None:
    if value not in allowed:
        raise BadRecord(f"{what} {value!r} is not one of {', '.join(allowed)}")


@dataclass(frozen=True, slots=True)
class Quote:
    """An exact span of a source's text; ``page`` or ``paragraph`` is where it begins in a document that counts them (from 1)."""

    start: int
    end: int
    text: str
    page: int | None = field(default=None, compare=False)
    paragraph: int | None = field(default=None, compare=False)

    def __post_init__(self) -> None:
        if self.start < 0 or self.end - self.start != len(self.text):
            raise BadRecord(f"quote {self.text[:40]!r} does not fill its span {self.start}–{self.end}")

    @property
    def place(self) -> str:
        """The page or paragraph in words, where the document counts them."""
        return next((f"{part} {number}" for part in PARTS if (number := getattr(self, part)) is not None), "")

    def to_dict(self) -> Json:
        numbered = {name: number for name in PARTS if (number := getattr(self, name)) is not None}
        return {"start": self.start, "end": self.end, "text": self.text} | numbered

    @classmethod
    def from_dict(cls, record: Mapping[str, Any]) -> Quote:
        return cls(record["start"], record["end"], record["text"], **{name: record.get(name) for name in PARTS})


@dataclass(frozen=True, slots=True)
class Quantity:
    """What is stated, its modifier and words, and the interval ``[lo, hi]`` that the soundness rules make of them.

    ``stated`` is the number as written (twice the same), or the two of a range, or None for words such as "hundreds".
    ``lo`` and ``hi`` None mean open. ``start`` and ``end`` place ``text`` in what was read and are not part of the JSON.
    """

    stated: tuple[Number, Number] | None
    modifier: str
    lo: Number | None
    hi: Number | None
    text: str
    start: int | None = field(default=None, compare=False)
    end: int | None = field(default=None, compare=False)

    def __post_init__(self) -> None:
        _one_of(self.modifier, MODIFIERS, "modifier")
        if self.lo is not None and self.hi is not None and self.lo > self.hi:
            raise BadRecord(f"quantity {self.text!r} has lo {self.lo} over hi {self.hi}")

    def to_dict(self) -> Json:
        stated = None if self.stated is None else list(self.stated)
        return {"stated": stated, "modifier": self.modifier, "lo": self.lo, "hi": self.hi, "text": self.text}

    @classmethod
    def from_dict(cls, record: Mapping[str, Any]) -> Quantity:
        stated = record.get("stated")
        pair = None if stated is None else (stated[0], stated[1])
        return cls(pair, record["modifier"], record.get("lo"), record.get("hi"), record.get("text", ""))


@dataclass(frozen=True, slots=True)
class Window:
    """The days counted: each end is known to lie between two days (``(earliest, latest)``; None = not known).

    ``span`` places the words that named the window in what was read, and ``supposed`` tells that they leave the year to be supposed;
    neither is part of the JSON.
    """

    start: tuple[Day, Day]
    end: tuple[Day, Day]
    span: tuple[int, int] | None = field(default=None, compare=False)
    supposed: bool = field(default=False, compare=False)

    def __post_init__(self) -> None:
        for name, (early, late) in (("start", self.start), ("end", self.end)):
            if early and late and early > late:
                raise BadRecord(f"window {name} lies between {early} and {late}, which is backwards")
        if self.start[0] and self.end[1] and self.start[0] > self.end[1]:
            raise BadRecord(f"window ends {self.end[1]} before it starts {self.start[0]}")

    @classmethod
    def of(cls, start: Day, end: Day) -> Window:
        """The window whose ends are both exactly known (or not known at all)."""
        return cls((start, start), (end, end))

    @property
    def largest(self) -> tuple[date, date] | None:
        """The largest window the words allow, or None where an outer end is not known."""
        start, end = self.start[0], self.end[1]
        return (start, end) if start and end else None

    @property
    def smallest(self) -> tuple[date, date] | None:
        """The smallest window the words allow, or None where an inner end is not known or nothing is certain to be inside."""
        start, end = self.start[1], self.end[0]
        return (start, end) if start and end and start <= end else None

    @property
    def exact(self) -> tuple[date, date] | None:
        """The window itself where both ends are exactly known, else None."""
        (start, also_start), (also_end, end) = self.start, self.end
        return (start, end) if start and end and start == also_start and end == also_end else None

    def to_dict(self) -> Json:
        return {"start": [_iso(day) for day in self.start], "end": [_iso(day) for day in self.end]}

    @classmethod
    def from_dict(cls, record: Mapping[str, Any]) -> Window:
        (a, b), (c, d) = (record.get(name) or (None, None) for name in ("start", "end"))
        return _window(*(day if day is None or isinstance(day, date) else str(day) for day in (a, b, c, d)))


@lru_cache(1 << 16)  # claims speak of few windows: made once each, they spare a tenth of the time of reading claims
def _window(*ends: date | str | None) -> Window:
    a, b, c, d = (to_day(day, "window") for day in ends)
    return Window((a, b), (c, d))


UNKNOWN_WINDOW = Window((None, None), (None, None))


@dataclass(frozen=True, slots=True)
class Scope:
    """What is counted (measure), of which kind (category), where (place) and when (window)."""

    measure: str
    category: str
    place: str
    window: Window = UNKNOWN_WINDOW

    def to_dict(self) -> Json:
        return {"measure": self.measure, "category": self.category, "place": self.place, "window": self.window.to_dict()}

    @classmethod
    def from_dict(cls, record: Mapping[str, Any]) -> Scope:
        window = record.get("window")
        return cls(record["measure"], record["category"], record["place"], Window.from_dict(window) if window else UNKNOWN_WINDOW)


@dataclass(frozen=True, slots=True)
class Source:
    """One captured document: its bytes, their SHA-256, and what is known of it.

    ``name`` is the path or URL it was taken from, as the user gave it; ``part_of`` is the id of the table that cites this page.
    ``exchange`` is what went over the network when it was captured, as a WARC file, where that was kept. ``told`` names what of
    this the document does not say itself: whoever added it did.
    """

    id: str
    sha256: str
    name: str
    data: bytes = field(repr=False, compare=False, default=b"")
    media: str = "text/plain"
    url: str | None = None
    outlet: str | None = None
    lang: str | None = None
    title: str | None = None
    published: Day = None
    captured: str | None = None
    part_of: str | None = None
    exchange: bytes | None = field(repr=False, compare=False, default=None)
    told: tuple[str, ...] = ()

    @classmethod
    def of(cls, data: bytes, name: str, **known: Any) -> Source:
        """A source from its bytes: the id is a hash of the digest of the bytes and of the URL."""
        digest = hashlib.sha256(data).hexdigest()
        return cls(identity("s", [digest, known.get("url")]), digest, name, data, **known)

    def to_dict(self) -> Json:
        """Everything but the bytes and the exchange."""
        fields = ("id", "sha256", "name", "media", "url", "outlet", "lang", "title", "captured", "part_of")
        told = {"told": list(self.told)} if self.told else {}
        return {name: getattr(self, name) for name in fields} | {"published": _iso(self.published)} | told

    @classmethod
    def from_dict(cls, record: Mapping[str, Any]) -> Source:
        known: Json = {name: record.get(name) for name in ("url", "outlet", "lang", "title", "captured", "part_of")}
        media, published = record.get("media") or "text/plain", to_day(record.get("published"), "published")
        known["told"] = tuple(record.get("told") or ())
        return cls(record["id"], record["sha256"], record["name"], media=media, published=published, **known)


@dataclass(frozen=True, slots=True)
class Claim:
    """An origin says a quantity for a scope, in a quote of a source.

    ``via`` is the chain of relays, earliest first; its last is the outlet that printed the quote (empty where the origin did).
    ``base`` is the scope divided by (ratio) or subtracted (change); ``per`` belongs to rates and trends, ``direction`` to
    trends, ``rank`` to ranks. ``said_on`` is the day it was published.
    """

    id: str
    source: str
    quote: Quote
    kind: str
    quantity: Quantity
    scope: Scope
    origin: str
    base: Scope | None = None
    via: tuple[str, ...] = ()
    said_on: Day = None
    reader: str = "rules"
    confidence: float = 1.0
    status: str = "suggested"
    per: str | None = None
    direction: str | None = None
    rank: str | None = None

    def __post_init__(self) -> None:
        _one_of(self.kind, KINDS, "kind")
        _one_of(self.status, STATUSES, "status")
        if self.per is not None:
            _one_of(self.per, PERIODS, "per")
        if not 0 <= self.confidence <= 1:
            raise BadRecord(f"claim {self.id}: confidence {self.confidence} is not between 0 and 1")

    @classmethod
    def of(cls, source: str, quote: Quote, kind: str, quantity: Quantity, scope: Scope, *, origin: str, **known: Any) -> Claim:
        """A claim whose id is made here: a hash of source, quote span, kind and scope."""
        made = identity("c", [source, quote.start, quote.end, kind, scope.to_dict()])
        return cls(made, source, quote, kind, quantity, scope, origin, **known)

    @property
    def reading(self) -> str:
        """Who read the origin first: the head of the chain of relays. Copies of one chain are one reading."""
        return self.via[0] if self.via else self.origin

    @property
    def outlet(self) -> str:
        """Who printed the quote."""
        return self.via[-1] if self.via else self.origin

    def to_dict(self) -> Json:
        record: Json = {"id": self.id, "source": self.source, "quote": self.quote.to_dict(), "kind": self.kind}
        record |= {"quantity": self.quantity.to_dict(), "scope": self.scope.to_dict()}
        record |= {"base": self.base.to_dict() if self.base else None, "origin": self.origin, "via": list(self.via)}
        record |= {"said_on": _iso(self.said_on), "reader": self.reader, "confidence": self.confidence, "status": self.status}
        kept = {name: getattr(self, name) for name in ("per", "direction", "rank")}
        return record | {name: value for name, value in kept.items() if value is not None}

    @classmethod
    def from_dict(cls, record: Mapping[str, Any]) -> Claim:
        try:
            return cls._from_dict(record)
        except KeyError as missing:
            raise BadRecord(f"claim {record.get('id', '?')} lacks {missing}") from None

    @classmethod
    def _from_dict(cls, record: Mapping[str, Any]) -> Claim:
        known = {name: record[name] for name in ("reader", "confidence", "status", "per", "direction", "rank") if name in record}
        quote, quantity = Quote.from_dict(record["quote"]), Quantity.from_dict(record["quantity"])
        base, via = record.get("base"), tuple(record.get("via") or ())
        return cls(
            record["id"], record["source"], quote, record["kind"], quantity, Scope.from_dict(record["scope"]), record["origin"],
            base=Scope.from_dict(base) if base else None, via=via, said_on=to_day(record.get("said_on"), "said_on"), **known,
        )  # fmt: skip


@dataclass(frozen=True, slots=True)
class Gap:
    """A number (or a whole document) that was seen and not understood: never guessed, always listed."""

    source: str
    quote: Quote
    reason: str

    def to_dict(self) -> Json:
        return {"source": self.source, "quote": self.quote.to_dict(), "reason": self.reason}

    @classmethod
    def from_dict(cls, record: Mapping[str, Any]) -> Gap:
        return cls(record["source"], Quote.from_dict(record["quote"]), record["reason"])


@dataclass(frozen=True, slots=True)
class Text:
    """What a source says: its text, and the claims already coded in it (by an analyst's table) where there are any.

    ``starts`` tells where the pages or paragraphs (``part``: one of PARTS) of the document begin in the text, the first one first.
    """

    source: Source
    body: str
    claims: tuple[Claim, ...] = ()
    gaps: tuple[Gap, ...] = ()
    part: str = ""
    starts: tuple[int, ...] = ()

    def numbered(self, quote: Quote) -> Quote:
        """A quote of the text, with the number of the page or paragraph that it begins on, unless it has one."""
        if not self.starts or getattr(quote, self.part) is not None:
            return quote
        number = bisect_right(self.starts, quote.start)
        return replace(quote, page=number) if self.part == "page" else replace(quote, paragraph=number)
