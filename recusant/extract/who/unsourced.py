"""Sentences that say that nobody is named who counted: "whose count this is, the article does not say"."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise

from recusant.extract.sentence.line import AT_ONCE, Line
from recusant.extract.sentence.terms import Mention
from recusant.extract.words.passages import Sentence


def is_unsourced(line: Line) -> bool:
    """Whether a sentence asks who counted, and denies that it is told."""
    if line.named("speech", "nobody"):
        return True
    asked, no = line.named("speech", "whose"), line.grammar.speakers.get("no", ())
    return bool(asked) and not _answered(line, asked[0]) and any(word.low in no for word in line.tokens)


def _answered(line: Line, asked: Mention) -> bool:
    """Whether it is told at once who counted: "it is no secret who counted: X", «источник цифр — X»."""
    led = not line.figures and any(word.form == ":" for word in line.words(asked.end, line.sentence.end))
    return led or any(asked.end <= one.start and line.apart(asked, one) <= AT_ONCE for one in line.named("origin"))


def unsourced(lines: Sequence[Line]) -> set[Sentence]:
    """The sentences of which they say so themselves, or one behind them that counts nothing."""
    saying = [line.sentence for line in lines if is_unsourced(line)]
    behind = (before.sentence for before, line in pairwise(lines) if line.sentence in saying and not line.figures)
    return {*saying, *behind}
