"""What a person fills in -> a claim, and a claim -> what stands in the fields. What was left as it was stays to the letter."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import replace
from datetime import date
from decimal import Decimal
from typing import Literal

from msgspec import Struct

from recusant.codebook import Codebook
from recusant.errors import BadRecord
from recusant.ledger import DESK
from recusant.records import Change, Claim, Day, Number, Quantity, Quote, Scope, Window, literal

Kind = Literal["count", "ratio", "change", "rate", "trend", "rank", "amount"]
Modifier = Literal["exact", "about", "more_than", "at_least", "less_than", "up_to", "almost", "range", "vague"]
OF_NUMBER = ("value", "to", "modifier", "grain", "kind")
OF_WINDOW = ("start", "start_latest", "end", "end_latest")
OF_BASE = ("base_measure", "base_category", "base_place", "base_start", "base_end")
WITHOUT_NUMBER = ("trend", "rank")
NUMBER = re.compile(r"([1-9]\d{0,2}(?:[,.]\d{3})+|\d+)(?:[.,](\d+))?")
DECIMAL = re.compile(r"(\d+)(?:[.,](\d+))?")


class Reading(Struct, forbid_unknown_fields=True, kw_only=True):
    """What a quote is taken to say. ``grain`` is what the number was rounded to where its digits do not show it (1000 for "60
    thousand"); each end of the window lies between two days, which are the same where it is known exactly.
    """

    value: str = ""
    to: str = ""
    modifier: Modifier = "exact"
    grain: int | None = None
    kind: Kind = "count"
    measure: str
    category: str
    place: str
    start: date | None = None
    start_latest: date | None = None
    end: date | None = None
    end_latest: date | None = None
    origin: str
    via: str = ""
    said_on: date | None = None
    per: Literal["day", "week", "month", "year"] | None = None
    direction: Literal["up", "down"] | None = None
    rank: Literal["highest", "lowest"] | None = None
    base_measure: str | None = None
    base_category: str | None = None
    base_place: str | None = None
    base_start: date | None = None
    base_end: date | None = None


def reading_of(claim: Claim) -> Reading:
    """A claim as it stands in the fields."""
    scope, base, quantity = claim.scope, claim.base, claim.quantity
    low, high = quantity.stated or (quantity.lo, quantity.hi)
    (early, late), (first, last) = scope.window.start, scope.window.end
    of_base = (base.measure, base.category, base.place, base.window.start[0], base.window.end[1]) if base else (None,) * len(OF_BASE)
    return Reading(
        value=_written(low), to="" if high == low else _written(high), modifier=quantity.modifier, kind=claim.kind,  # type: ignore[arg-type]
        measure=scope.measure, category=scope.category, place=scope.place, start=early, start_latest=late, end=first, end_latest=last,
        origin=claim.origin, via=", ".join(claim.via), said_on=claim.said_on, per=claim.per,  # type: ignore[arg-type]
        direction=claim.direction, rank=claim.rank, **dict(zip(OF_BASE, of_base, strict=True)),  # type: ignore[arg-type]
    )  # fmt: skip


def claim_of(reading: Reading, quote: Quote, source: str, book: Codebook, like: Claim | None = None) -> Claim:
    """The claim that a reading of a quote makes. What does not differ from ``like`` is taken from there as it stands.

    Raises BadRecord naming the field at fault.
    """
    before = reading_of(like) if like else None

    def same(names: tuple[str, ...]) -> bool:
        return before is not None and all(getattr(before, name) == getattr(reading, name) for name in names)

    for name, known in (("measure", book.measures), ("category", book.categories), ("place", book.places)):
        if getattr(reading, name) not in known:
            raise BadRecord(f"the codebook has no {name} {getattr(reading, name)!r}", place=name, mend="choose one of the codebook")
    if not reading.origin.strip():
        raise BadRecord("it does not say who counted", place="origin", mend="name the origin, or the outlet where no other is told")
    quantity = like.quantity if like and same(OF_NUMBER) else _quantity(reading, quote)
    window = like.scope.window if like and same(OF_WINDOW) else _window(reading)
    base = like.base if like and same(OF_BASE) else _base(reading)
    scope, origin = Scope(reading.measure, reading.category, reading.place, window), reading.origin.strip()
    known = {name: getattr(reading, name) for name in ("said_on", "per", "direction", "rank")}
    via = tuple(name.strip() for name in reading.via.split(",") if name.strip())
    _needed(reading)
    if like:
        return replace(like, quote=quote, kind=reading.kind, quantity=quantity, scope=scope, origin=origin, base=base, via=via, **known)
    return Claim.of(source, quote, reading.kind, quantity, scope, origin=origin, base=base, via=via, reader=DESK, **known)


def mended(claim: Claim, changes: tuple[Change, ...]) -> Claim:
    """A claim with the changes of a repair made to it."""
    parts: dict[str, object] = {change.part: change.now for change in changes}
    number = parts.pop("number", None)
    if isinstance(number, int | float):
        pair = (number, number)
        lo, hi = literal(pair, "exact", whole=claim.kind != "ratio")
        claim = replace(claim, quantity=replace(claim.quantity, stated=pair, modifier="exact", lo=lo, hi=hi))
    return replace(claim, scope=replace(claim.scope, **parts))  # type: ignore[arg-type]


def _needed(reading: Reading) -> None:
    for kind, name in (("trend", "direction"), ("rank", "rank"), ("rate", "per")):
        if reading.kind == kind and getattr(reading, name) is None:
            raise BadRecord(f"a {kind} needs it", place=name, mend="fill it in, or choose another kind")
    if reading.kind in ("ratio", "change") and not reading.base_measure:
        raise BadRecord(f"a {reading.kind} compares with something", place="base_measure", mend="say with what, or choose another kind")


def _quantity(reading: Reading, quote: Quote) -> Quantity:
    """The literal reading of what is filled in (docs/method.md, M1 and M2)."""
    share = reading.kind == "ratio"
    first, last = number_of(reading.value, "value", share=share), number_of(reading.to, "to", share=share)
    if first is None and reading.kind in WITHOUT_NUMBER:
        return Quantity(None, "vague", None, None, quote.text)
    if first is None and (last is None or reading.modifier != "vague"):
        raise BadRecord("no number is given", place="value", mend="write it in digits")
    if reading.modifier == "vague":
        return Quantity(None, "vague", None if first is None else _plain(first), None if last is None else _plain(last), quote.text)
    low, high = first or Decimal(0), last if last is not None else first or Decimal(0)
    whole = reading.kind in ("count", "change", "rank") or (reading.kind != "ratio" and low == int(low) and high == int(high))
    if whole and (low != int(low) or high != int(high)):
        mend = "write whole numbers: 162500, rounded to hundreds"
        raise BadRecord(f"a {reading.kind} of {reading.value} is not whole", place="value", mend=mend)
    if low > high:
        raise BadRecord("the range ends below its start", place="to", mend="write the lower number first")
    places = max(0, *(-int(number.as_tuple().exponent) for number in (low, high)))
    grain: Number | None = reading.grain or (float(Decimal(1).scaleb(-places)) if places and not whole else None)
    pair, modifier = (_plain(low), _plain(high)), "range" if low != high else reading.modifier
    return Quantity(pair, modifier, *literal(pair, modifier, grain, whole=whole), quote.text)


def number_of(words: str, field: str, *, share: bool = False) -> Decimal | None:
    """A number as people write it: 2,900; 2 900; 162.5; 51 %. In a ``share`` nothing sets thousands apart: 1.234 is a little over one.

    Raises BadRecord naming the field.
    """
    bare = re.sub(r"[\s\u2009\u202f\u00a0'’]", "", words)
    if not bare:
        return None
    percent, bare = bare.endswith("%"), bare.removesuffix("%")
    found = (DECIMAL if share else NUMBER).fullmatch(bare)
    if not found or len(bare) > 20:
        raise BadRecord(f"{words[:40]!r} is not a number", place=field, mend="write it in digits: 2900, 162.5 or 51 %")
    digits = re.sub("[,.]", "", found[1]) + (f".{found[2]}" if found[2] else "")
    return Decimal(digits).scaleb(-2) if percent else Decimal(digits)


def _window(reading: Reading) -> Window:
    def end(early: Day, late: Day) -> tuple[Day, Day]:
        return early, late if late is not None else early

    try:
        return Window(end(reading.start, reading.start_latest), end(reading.end, reading.end_latest))
    except BadRecord as fault:
        raise BadRecord(fault.what, place="start", mend="correct the days") from None


def _base(reading: Reading) -> Scope | None:
    if not reading.base_measure:
        return None
    window = Window.of(reading.base_start, reading.base_end)
    return Scope(reading.base_measure, reading.base_category or reading.category, reading.base_place or reading.place, window)


def _plain(number: Decimal) -> Number:
    return int(number) if number == int(number) else float(number)


def _written(number: Number | None) -> str:
    if number is None:
        return ""
    return format(Decimal(str(number)), "f")


def fields_of(reading: Reading) -> Mapping[str, str]:
    """A reading as the text of its fields."""
    pairs = ((name, getattr(reading, name)) for name in reading.__struct_fields__)
    return {name: "" if value is None else value.isoformat() if isinstance(value, date) else str(value) for name, value in pairs}
