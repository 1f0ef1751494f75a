"""Proper names that the codebook does not know: which words of a sentence belong to one, and which stands beside a word."""

from __future__ import annotations

from collections.abc import Sequence, Set
from itertools import takewhile

from recusant.extract.sentence.line import Line
from recusant.extract.sentence.terms import QUOTES, Mention, Word
from recusant.extract.words.inflection import is_common

APPOSED_WITHIN = 12  # words between the commas behind a name: "X, an analyst with the group, says"
NAME_WORDS = 7
MEDIUM = "medium"  # a cue that may be a part of a name
NO_NAMES = frozenset(("category", "measure", "units", "cues", "speech", "office"))  # what is named by a word that names no one


def unknown(line: Line, name: tuple[str, int] | None, known: Set[int]) -> tuple[str, int] | None:
    """A name, unless words of it belong to one that the codebook knows."""
    at = line.place_of(name[1]) if name else 0
    return name if name and known.isdisjoint(range(at, line.place_of(name[1] + len(name[0])))) else None


def name_beside(line: Line, cue: Mention, side: int) -> tuple[str, int] | None:
    """The proper name next to a cue: the nearest run of capitalised words on that side."""
    before, after = line.tokens[: cue.tokens[0]], line.tokens[cue.tokens[-1] + 1 :]
    return named_first(line, after) if side == 1 else named_last(line, _without_aside(line, before))


def _without_aside(line: Line, before: Sequence[Word]) -> Sequence[Word]:
    """The words before a cue, without what two commas part from the name before it: "Petrov, deputy minister of justice, said"."""
    if not before or before[-1].form != ",":
        return before
    first = next((at for at in range(len(before) - 2, max(0, len(before) - APPOSED_WITHIN), -1) if before[at].form == ","), 0)
    aside = before[first + 1 : -1]
    plain_words = all(word.form[0].isalpha() or word.form in QUOTES for word in aside)
    opens = bool(aside) and aside[0].low not in (*line.grammar.joins, *line.grammar.relative) and of_name(line, before[first - 1])
    return before[:first] if first and opens and plain_words else before


def named_last(line: Line, before: Sequence[Word]) -> tuple[str, int] | None:
    """The last proper name of some words, where at most one common word stands behind it."""
    return _run(line, before[::-1][:NAME_WORDS], -1)


def named_first(line: Line, after: Sequence[Word]) -> tuple[str, int] | None:
    """The first proper name of some words."""
    placed = places(line)
    near = list(after[:NAME_WORDS])
    skipped = list(takewhile(lambda word: word.form[0].isalpha() and (word.start in placed or not is_proper(line, word)), near))
    led_by_place = any(word.start in placed for word in skipped) and len(skipped) < len(near)
    return _run(line, near[len(skipped) :] if led_by_place else near, 1)


def _run(line: Line, near: Sequence[Word], side: int) -> tuple[str, int] | None:
    lead = list(takewhile(lambda word: not is_proper(line, word), near))
    if any(not (word.form[0].isalpha() or word.form in QUOTES) for word in lead) or (side == -1 and len(lead) > 1):
        return None
    rest = near[len(lead) :]
    quoted = bool(lead) and side == 1 and lead[-1].form in QUOTES
    held = takewhile(lambda word: word.form not in QUOTES if quoted else of_name(line, word) or word.form in QUOTES, rest)
    run = sorted((word for word in held if word.form not in QUOTES), key=lambda word: word.start)
    begins = run == [line.tokens[0]] and is_common(run[0].form, line.grammar.lang)
    if not run or begins or all(word.start in places(line) for word in run):
        return None
    return line.text[run[0].start : run[-1].end], run[0].start


def of_name(line: Line, token: Word) -> bool:
    """Whether a word is of a proper name, or joins two parts of one: "Center for Civil Liberties", "Sibir.Realii"."""
    if token.form == ".":
        return line.text[token.start - 1 : token.start].isalpha() and line.text[token.end : token.end + 1].isalpha()
    if token.low not in line.grammar.claims["words"].get("name_joins", ()):
        return is_proper(line, token)
    at = line.place_of(token.start)
    before, after = line.tokens[at - 1 : at], line.tokens[at + 1 : at + 2]
    joined = bool(before and after) and is_proper(line, before[0]) and is_proper(line, after[0])
    return joined and is_common(before[0].low, line.grammar.lang)


def is_proper(line: Line, token: Word) -> bool:
    """Whether a word is written as a name and is not known to name something else."""
    grammar = line.grammar
    if not token.form[0].isupper() or token.low in grammar.function or _known_otherwise(line, token):
        return False
    return not (grammar.capital_nouns and is_common(token.form, grammar.lang))


def _known_otherwise(line: Line, token: Word) -> bool:
    """Whether a capitalised word is a month, an offence or another word that names no one."""
    if any(window.start <= token.start < window.end for window in (*line.windows, *filter(None, (line.said_in,)))):
        return True
    return any(one.section in NO_NAMES and MEDIUM not in one.ids for one in line.naming(line.place_of(token.start)))


def places(line: Line) -> set[int]:
    """Where the words for places begin."""
    return {line.tokens[place].start for one in line.named("place") for place in one.tokens}
