"""Invented texts: words of a language's lexicons and of the codebook, numbers, dates, marks and rubbish; and notes that were broken.

The same seed gives the same text, as long as word lists and notes stay as they are.
"""

from __future__ import annotations

import re
import tomllib
from collections.abc import Callable, Iterator
from datetime import date, timedelta
from functools import cache
from random import Random
from typing import Any

from benchmarks.invariants import Given
from benchmarks.measured import ROOT
from recusant import codebook
from recusant.extract.words.lexicon import LANGUAGES

SPOKEN = ("en", "ru", "uk")
NOTES = ROOT / "examples" / "refusal" / "notes"
FIRST, DAYS = date(2014, 1, 1), 5000  # days of publication
LONGEST = 60_000  # characters
Invent = Callable[[Random, str], str]
MARKS: list[str] = [
    *".,;:!?()[]«»“”\"'’-–—/%$€₴₽№#*+=~|<>…·•&@^_\\§°",
    "...", " — ", "--", " ,", " .", "\n", "\n\n", "\n- ", "\n1. ", "\t", "| ",
]  # fmt: skip
CONTROLS: list[str] = [*"\u0000\u200b\u00ad\u0301\u0307\u202e\ufeff\u2028\u0085\x1b\x0c\r\ud800\udfff\u2009\u00a0\u202f", "\r\n"]
LETTERS: list[str] = [*"İẞǅﬁßΩ५²½⅓Ⅷ①", "١٢٣", "5️⃣", "👨‍👩‍👧", "\U0001f1fa\U0001f1e6", "عدد", "二百"]
RUBBISH = CONTROLS + LETTERS
ADDRESSES = ["https://example.org/2024/05?n=5", "www.5.ua", "@news24", "a5@b6.org", "+38 044 123-45-67", "4149 4390 1234 5678", "10.0.0.1"]


def given(seed: object) -> Given:
    """The text of a seed, in one of the languages."""
    draw = Random(str(seed))
    lang = draw.choice(SPOKEN)
    made = draw.choice((soup, sentence_like, broken_note, broken_note, repeated, scrambled))(draw, lang)
    said_on = FIRST + timedelta(draw.randrange(DAYS)) if draw.random() < 0.8 else None
    return Given(made[:LONGEST], lang if draw.random() < 0.9 else None, said_on)


def soup(draw: Random, lang: str) -> str:
    """Pieces of every kind in any order."""
    joint = draw.choice((" ", " ", " ", "", "\n"))
    return joint.join(piece(draw, lang) for _ in range(draw.choice((3, 10, 30, 100, 400))))


def sentence_like(draw: Random, lang: str) -> str:
    """Who, what, how many, where and when in about the order in which they are said, several times."""
    kinds: tuple[Invent, ...] = (subject, number, subject, subject, number, moment, subject)
    sentences = (" ".join(draw.choice((kind, kind, piece))(draw, lang) for kind in kinds) for _ in range(draw.randint(1, 12)))
    return draw.choice((". ", ".\n", "; ", "\n- ", ", ", " ")).join(sentences).capitalize() + "."


def broken_note(draw: Random, lang: str) -> str:
    """A note, with pieces put in, taken out, doubled, moved or changed."""
    words = re.split(r"(\s+)", draw.choice(notes(lang)))
    for _ in range(draw.choice((1, 2, 5, 20, 80))):
        place = draw.randrange(len(words) + 1)
        BREAKS[draw.randrange(len(BREAKS))](words, place, draw, lang)
    return "".join(words)


def repeated(draw: Random, lang: str) -> str:
    """A few pieces over and over."""
    part = draw.choice((" ", "", "\n", ", ")).join(piece(draw, lang) for _ in range(draw.randint(1, 6)))
    return draw.choice((" ", "", "\n", ", ")).join([part] * draw.choice((5, 50, 500)))


def scrambled(draw: Random, lang: str) -> str:
    """Characters of a note and of rubbish in any order."""
    letters = [*draw.choice(notes(lang)), *RUBBISH, *MARKS, *"0123456789"]
    return "".join(draw.choices(letters, k=draw.choice((5, 50, 500, 3000))))


def piece(draw: Random, lang: str) -> str:
    kinds: tuple[Invent, ...] = (subject, lexical, number, moment, mark, rubbish)
    return draw.choices(kinds, (3, 6, 4, 3, 3, 1))[0](draw, lang)


def subject(draw: Random, lang: str) -> str:
    """A phrase of the codebook, at times with its words written otherwise."""
    return _rewritten(draw, draw.choice(subjects(lang)))


def lexical(draw: Random, lang: str) -> str:
    """A phrase of the lexicons, at times of another language."""
    return _rewritten(draw, draw.choice(phrases(lang if draw.random() < 0.95 else draw.choice(SPOKEN))))


def number(draw: Random, lang: str) -> str:
    """Digits with separators of every kind, at times glued to a word, or a few number words."""
    kind = draw.randrange(8)
    digits = str(draw.randrange(10 ** draw.randint(1, 9)))
    if kind == 0:
        return " ".join(draw.choice(phrases(lang)) for _ in range(3))
    if kind == 1:
        joint: str = draw.choice(" ,.'\u00a0\u202f")
        return joint.join(re.findall(r".{1,3}", digits))
    if kind == 2:
        joint = draw.choice(("-", "–", " - ", " to ", "/", ":", "x", "…"))
        return joint.join((digits, str(draw.randrange(10**5))))
    if kind == 3:
        return digits + draw.choice((",", ".")) + str(draw.randrange(1000)) + draw.choice(("", "%", "k", " %", "-й", "th", "млн"))
    if kind == 4:
        return draw.choice(("$", "€", "№", "-", "~", ">", "≈", "(", "+", "ст. ", "M")) + digits
    if kind == 5:
        times: int = draw.choice((1, 2, 30))
        return digits * times
    return str(draw.randrange(draw.choice((10, 100, 3000, 200_000))))


def moment(draw: Random, lang: str) -> str:
    day = FIRST + timedelta(draw.randrange(DAYS))
    shape = draw.choice(("%Y-%m-%d", "%d.%m.%Y", "%d.%m", "%m/%d/%y", "%Y", "%d", "%Y–%m", "%H:%M", "%d/%m", "Q1 %Y", "%Y-%Y", "%Y/%y"))
    return day.strftime(shape) + draw.choice(("", "", " ", ",")) + (draw.choice(phrases(lang)) if draw.random() < 0.5 else "")


def mark(draw: Random, lang: str) -> str:
    return draw.choice(MARKS)


def rubbish(draw: Random, lang: str) -> str:
    kind = draw.randrange(4)
    if kind == 0:
        return chr(draw.randrange(0x110000))
    return draw.choice(ADDRESSES if kind == 1 else RUBBISH) * draw.choice((1, 1, 1, 3, 40))


Break = Callable[[list[str], int, Random, str], None]


def _put_in(words: list[str], place: int, draw: Random, lang: str) -> None:
    words[place:place] = [piece(draw, lang), draw.choice((" ", " ", "", "\n"))]


def _take_out(words: list[str], place: int, draw: Random, lang: str) -> None:
    del words[place : place + draw.choice((1, 1, 2, 5, 20))]


def _double(words: list[str], place: int, draw: Random, lang: str) -> None:
    words[place:place] = words[place : place + draw.choice((1, 3, 10))] * draw.choice((1, 1, 5))


def _move(words: list[str], place: int, draw: Random, lang: str) -> None:
    taken = words[place : place + draw.choice((1, 4, 12))]
    del words[place : place + len(taken)]
    to = draw.randrange(len(words) + 1)
    words[to:to] = taken


def _change(words: list[str], place: int, draw: Random, lang: str) -> None:
    for at in range(place, min(place + draw.choice((1, 1, 6)), len(words))):
        words[at] = _rewritten(draw, words[at], often=1.0)


BREAKS: tuple[Break, ...] = (_put_in, _put_in, _take_out, _double, _move, _change)


def _rewritten(draw: Random, phrase: str, often: float = 0.15) -> str:
    """A phrase with other capitals, without a letter, with other digits, or with something put into it."""
    if not phrase or draw.random() > often:
        return phrase
    at = draw.randrange(len(phrase))
    ways: tuple[Callable[[], str], ...] = (
        phrase.upper, phrase.capitalize, phrase.title, phrase.swapcase,
        lambda: phrase[:at] + phrase[at + 1 :],
        lambda: re.sub(r"\d", lambda _: str(draw.randrange(10)), phrase),
        lambda: phrase[:at] + draw.choice([*RUBBISH, *MARKS, "0", "7"]) + phrase[at:],
        lambda: phrase[:at] + phrase[at:].replace(" ", draw.choice(("\u00a0", "-", "", "  ", "\n"))),
    )  # fmt: skip
    return draw.choice(ways)()


@cache
def phrases(lang: str) -> list[str]:
    """Every phrase of the lexicons of a language, without the stars that stand for endings."""
    tables = [tomllib.loads((LANGUAGES / lang / f"{name}.toml").read_text(encoding="utf-8")) for name in LEXICONS]
    found = {phrase.replace("*", "").strip(" =") for table in tables for phrase in _strings(table)}
    return sorted(found - {""})


LEXICONS = ("quantities", "windows", "claims", "speakers")


def _strings(value: Any) -> Iterator[str]:
    """Every string of a table and every key that names a string or a number; the shapes of phrases are no phrases."""
    if isinstance(value, str):
        yield value
    elif isinstance(value, list):
        for item in value:
            yield from _strings(item)
    elif isinstance(value, dict):
        for key, item in value.items():
            if key != "shapes":
                yield key
                yield from _strings(item)


@cache
def subjects(lang: str) -> list[str]:
    """Every phrase of the codebook in a language, and the names of all origins."""
    book = codebook.load("refusal")
    entries = (book.measures, book.categories, book.places, book.events)
    worded = {phrase for table in entries for one in table.values() for phrase in one.words.get(lang, ())}
    return sorted(worded.union(*({origin.label, *origin.names} for origin in book.origins.values())))


@cache
def notes(lang: str) -> list[str]:
    """The bodies of the example's notes in a language."""
    texts = (path.read_text(encoding="utf-8") for path in sorted(NOTES.glob("*.md")))
    return [text.split("---\n", 2)[2].strip() for text in texts if f"\nlang: {lang}\n" in text]
