"""What must hold of everything that is read, whatever the text: spans, order, intervals, records, repetition and time."""

from __future__ import annotations

import json
import traceback
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from functools import cache
from itertools import pairwise
from math import isfinite
from pathlib import Path
from time import process_time
from typing import TypeVar

from recusant.errors import BadInput
from recusant.extract import quantities, read_claims, windows
from recusant.records import Claim, Gap, Json, Quantity, Source, Text, Window

# Ordinary news takes 1 to 7 µs a character to read, the densest of notes 20. Four times that, over a quarter of a second, is a fault.
SECONDS, SECONDS_EACH = 0.25, 80e-6
# What a character of this took there, about; a machine on which it takes longer is given as much more.
DENSE, DENSE_EACH = "Russian courts received 684 cases of desertion in 2024, Mediazona counted. " * 20, 13e-6
READINGS = 2  # everything is read twice
Record = TypeVar("Record", Quantity, Window, Claim, Gap)
PROSE = {
    "en": "The morning was quiet and the river lay still.",
    "ru": "Утро было тихим, и река лежала неподвижно.",
    "uk": "Ранок був тихий, і річка лежала нерухомо.",
}


@dataclass(frozen=True)
class Given:
    """A text with its language (None: to be told from it) and its day of publication."""

    text: str
    lang: str | None
    said_on: date | None = None


def faults(given: Given) -> list[str]:
    """What does not hold of the reading of a text, each as one line that begins with the kind of fault."""
    start = process_time()
    found = [fault for check in (_quantities, _windows, _claims) for fault in _caught(check, given)]
    seconds, most = (process_time() - start) / READINGS, slowness() * (SECONDS + SECONDS_EACH * len(given.text))
    return [*found, f"slow: {seconds:.2f} s for {len(given.text)} characters"] if seconds > most else found


@cache
def slowness() -> float:
    """How many times slower this machine reads than that on which the limits were set; 1 where it is faster."""
    spent = []
    for _ in range(4):  # the first makes the reader ready
        start = process_time()
        read_claims(Text(Source.of(DENSE.encode(), "dense", lang="en"), DENSE), "refusal")
        spent.append(process_time() - start)
    return max(1.0, min(spent) / len(DENSE) / DENSE_EACH)


def _caught(check: Callable[[Given], Iterator[str]], given: Given) -> list[str]:
    """The faults that a check finds; an exception other than for bad input is one, with the place in the package that it came from."""
    try:
        return list(check(given))
    except BadInput as refused:
        return [f"refused: {refused}"]
    except Exception as fault:  # noqa: BLE001 - whatever it is, it is what is looked for
        steps = [step for step in traceback.extract_tb(fault.__traceback__) if "recusant" in Path(step.filename).parts]
        place = f"{Path(steps[-1].filename).name}:{steps[-1].name}" if steps else "outside"
        return [f"{type(fault).__name__} in {place}: {str(fault)[:80]}"]


def _quantities(given: Given) -> Iterator[str]:
    found = quantities(given.text, given.lang)
    yield from _placed("quantity", given.text, [((one.start or 0, one.end or 0), one.text) for one in found])
    for one in found:
        yield from _sound(one)
        yield from _survives("quantity", one, Quantity.from_dict)
    if found != quantities(given.text, given.lang):
        yield "not the same twice: quantities"


def _windows(given: Given) -> Iterator[str]:
    found = windows(given.text, given.lang, given.said_on)
    yield from _placed("window", given.text, [((span := one.span or (0, 0)), given.text[span[0] : span[1]]) for one in found])
    for one in found:
        yield from _survives("window", one, Window.from_dict)
    if found != windows(given.text, given.lang, given.said_on):
        yield "not the same twice: windows"


def _claims(given: Given) -> Iterator[str]:
    claims, gaps = read(given)
    for quote in (one.quote for found in (claims, gaps) for one in found):
        if given.text[quote.start : quote.end] != quote.text or not quote.text.strip():
            yield f"quote: {quote} is not in the text"
    for claim in claims:
        yield from _sound(claim.quantity)
        yield from _survives("claim", claim, Claim.from_dict)
    for gap in gaps:
        yield from _survives("gap", gap, Gap.from_dict)
    if (claims, gaps) != read(given):
        yield "not the same twice: claims"


def follows(given: Given) -> list[str]:
    """Whether a paragraph of plain prose after a text leaves the claims of the text as they are."""
    if given.lang is None:
        return []
    after = Given(f"{given.text}\n\n{PROSE[given.lang]}", given.lang, given.said_on)
    before, now = ([_bare(claim) for claim in read(one)[0]] for one in (given, after))
    return [] if before == now else ["not the same before a paragraph of prose: claims"]


def _bare(claim: Claim) -> tuple[object, ...]:
    """A claim without what depends on the bytes of its source."""
    return (claim.quote, claim.kind, claim.quantity, claim.scope, claim.base, claim.origin, claim.via, claim.confidence)


def read(given: Given) -> tuple[list[Claim], list[Gap]]:
    """The claims and gaps of a text."""
    source = Source.of(given.text.encode(errors="surrogatepass"), "text", lang=given.lang, published=given.said_on)
    return read_claims(Text(source, given.text))


def _placed(what: str, text: str, found: Sequence[tuple[tuple[int, int], str]]) -> Iterator[str]:
    """Faults of spans: outside the text, empty, of other words, out of order or overlapping."""
    for (start, end), words in found:
        if not 0 <= start < end <= len(text) or text[start:end] != words:
            yield f"span: {what} {start}–{end} is not {words!r}"
    for ((_, end), words), ((start, _), then) in pairwise(found):
        if start < end:
            yield f"overlap: {what} {words!r} and {then!r}"


def _sound(one: Quantity) -> Iterator[str]:
    """Faults of numbers; they are compared as floats, for shares and measures are floats, and past 2**53 those are not whole."""
    lo, hi = (None if end is None else float(end) for end in (one.lo, one.hi))
    first, last = map(float, one.stated or (0, 0))
    if not all(map(isfinite, (end for end in (first, last, lo, hi) if end is not None))):
        yield f"number: {one.text!r} is not finite"
    if first > last:
        yield f"number: {one.text!r} states {one.stated}"
    outside = (lo is not None and first < lo) or (hi is not None and first > hi)
    if one.stated and one.modifier == "exact" and outside:
        yield f"number: {one.text!r} states {one.stated[0]}, and reads {one.lo} to {one.hi}"


def _survives(what: str, one: Record, of: Callable[[Json], Record]) -> Iterator[str]:
    if of(json.loads(json.dumps(one.to_dict(), allow_nan=False))) != one:
        yield f"record: {what} is another after to_dict and from_dict"
