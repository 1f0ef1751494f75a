"""A text cut where quotes begin and end, so that they can be marked; put together again, the pieces are the text."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from itertools import pairwise

from recusant.records import Claim, Gap, Quote

LONG = 40_000  # characters of a text that are shown on one page: more is shown around the quote
SENTENCE = re.compile(r"[\n.!?…]\s")


@dataclass(frozen=True)
class Piece:
    """Words of the text from ``start`` on, the claims whose quotes cover them, and whether they are a number not understood."""

    start: int
    end: int
    text: str
    claims: tuple[str, ...]
    gap: Quote | None


def pieces(body: str, claims: Sequence[Claim], gaps: Sequence[Gap], inert: Callable[[str], str], about: int = 0) -> list[Piece]:
    """The text, or what of a long one lies around the place ``about``. Characters that are spelt out are pieces of their own."""
    first, last = (0, len(body)) if len(body) <= LONG else _around(body, about)
    quotes = [claim.quote for claim in claims] + [gap.quote for gap in gaps]
    cuts = {first, last} | {at for quote in quotes for at in (quote.start, quote.end) if first < at < last}
    if inert(body) != body:
        cuts |= {at + step for at in range(first, last) if inert(body[at]) != body[at] for step in (0, 1)}
    spans = list(pairwise(sorted(cuts)))
    starts = [start for start, _ in spans]
    covering: list[list[str]] = [[] for _ in spans]
    for claim in claims:
        for place in range(bisect_left(starts, claim.quote.start), bisect_left(starts, claim.quote.end)):
            covering[place].append(claim.id)
    missed = {at: gap.quote for gap in gaps for at in range(bisect_left(starts, gap.quote.start), bisect_left(starts, gap.quote.end))}
    found = enumerate(zip(spans, covering, strict=True))
    return [Piece(start, end, body[start:end], tuple(names), missed.get(at)) for at, ((start, end), names) in found]


def _around(body: str, about: int) -> tuple[int, int]:
    start = max(0, min(about - LONG // 2, len(body) - LONG))
    return start, start + LONG


def places_of(words: str, body: str, most: int = 20) -> list[Quote]:
    """Where words stand in a text, spaces and line ends aside: at most so many places."""
    parts = [re.escape(part) for part in words.split()]
    if not parts:
        return []
    found = re.finditer(r"\s+".join(parts), body, re.IGNORECASE)
    return [Quote(hit.start(), hit.end(), hit.group()) for hit, _ in zip(found, range(most), strict=False)]


def sentence_of(quote: Quote, body: str, most: int = 300) -> tuple[str, str]:
    """What stands before and after a quote in its sentence, as far as so many characters."""
    before, after = body[max(0, quote.start - most) : quote.start], body[quote.end : quote.end + most]
    begins = [hit.end() for hit in SENTENCE.finditer(before)]
    ends = SENTENCE.search(after)
    return before[begins[-1] if begins else 0 :], after[: ends.start() + 1 if ends else most]
