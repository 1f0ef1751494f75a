"""Sentences, with the headings and list items they stand under. Spans count code points of the whole text."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import NamedTuple

from recusant.extract.words.grammar import Grammar
from recusant.extract.words.tokens import AS_PICTURE, BULLETS

_LINE = re.compile(r"[^\n]+")
_END = re.compile(r"""(?<![.!?…])[.!?…]++["»”’')\]]*+\s++(?=["«“‘(\[—–-]?\s?[\w$€£≈~])""")
_ITEM = re.compile(rf"\s*(?:(?:[-–—*·]|\d{{1,2}}[.)])\s+|[{BULLETS}]{AS_PICTURE}?\s*|\d{AS_PICTURE}\u20e3\s*)")  # the last as "1️⃣"
# a label of five words at most, a mark, a number, and what it counts in three words at most: "January 2025: 900"
_ROW = re.compile(r"[^\s—–:|]+(?:\s[^\s—–:|]+){0,4}(?::|\s[—–-])\s+[~≈]?\d(?:[\d.,]|\s(?=\d{3}\b))*(?:\s[^\s—–:]+){0,3}")
LONGEST_SENTENCE = 1500  # code points: the longest in the development articles has 900
LONGEST_ABBREVIATION = 8
HEADING_WORDS = 16  # headlines of the development notes and articles run to 15 words


class Sentence(NamedTuple):
    """A sentence and where it stands: where its paragraph begins, and whether it is a heading or a list item."""

    start: int
    end: int
    paragraph: int
    heading: bool = False
    item: bool = False


def sentences(text: str, start: int, end: int, grammar: Grammar) -> Iterator[Sentence]:
    """The sentences of ``text[start:end]`` in order. A line is a paragraph; a short one without a full stop is a heading, but for a row."""
    for line in _LINE.finditer(text, start, end):
        first, last = _trimmed(text, line.start(), line.end())
        if first == last:
            continue
        item = text.startswith("|", first) or (_ITEM.match(text, first, last) or _ROW.fullmatch(text, first, last)) is not None
        heading = not item and text[last - 1] not in '.!?…;,»”"' and text.count(" ", first, last) < HEADING_WORDS
        for one in _split(text, first, last, grammar):
            yield from (Sentence(*piece, line.start(), heading, item) for piece in _pieces(text, *one))


def _pieces(text: str, start: int, end: int) -> Iterator[tuple[int, int]]:
    """A sentence, cut at spaces where it is longer than any sentence is."""
    while end - start > LONGEST_SENTENCE:
        cut = text.rfind(" ", start, start + LONGEST_SENTENCE)
        cut = cut if cut > start else start + LONGEST_SENTENCE
        yield start, cut
        start = cut
    yield start, end


def _trimmed(text: str, start: int, end: int) -> tuple[int, int]:
    while start < end and text[start].isspace():
        start += 1
    while end > start and text[end - 1].isspace():
        end -= 1
    return start, end


def _split(text: str, start: int, end: int, grammar: Grammar) -> Iterator[tuple[int, int]]:
    first = start
    for stop in _END.finditer(text, start, end):
        if _ends(text, first, stop, grammar):
            yield first, stop.start() + len(stop.group().rstrip())
            first = stop.end()
    if first < end:
        yield first, end


def _ends(text: str, first: int, stop: re.Match[str], grammar: Grammar) -> bool:
    """Whether a full stop ends a sentence, or only an abbreviation, an initial or an ordinal."""
    following = text[stop.end() : stop.end() + 3].lstrip('"«“‘([—–- ')[:1]
    if following.islower() or text.startswith(grammar.so_many, stop.end()):  # "Nine months, 25 thousand men. So many deserted …"
        return False
    if text[stop.start()] != ".":
        return True
    before = text[max(first, stop.start() - LONGEST_ABBREVIATION) : stop.start()].split()
    word = before[-1].lstrip('(«“"').casefold() if before else ""
    if word in grammar.never_ends or (len(word) == 1 and word.isalpha() and word not in grammar.may_end):
        return False
    return not (word in grammar.may_end and following.isdigit())
