"""Words, digits and marks of a sentence. Spans count code points of the whole text."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from functools import cache
from typing import NamedTuple

SPACES = " \u00a0\u2009\u202f\u2007"
BULLETS = "•▪▫■□●○◦‣⁃►▶➤➖✔✅☑🔹🔸🔺🔻👉"  # before the items of a list, with or without a space
AS_PICTURE = "\ufe0f"  # behind a sign: drawn as a picture
LONGEST_NUMBER = 40  # digits; anything longer names something
_FOLD = (("ё", "е"), ("’", "'"), ("ʼ", "'"), ("`", "'"), ("‘", "'"))
_STOP = r"[.!?…;]"
_AFTER_STOP = r"""["»”')\]]*+\s++(?=["«“„(]?[^\W\da-zß-öø-ÿąćęłńœśźżа-яёіїєґ_])|\n++"""
_KINDS = ("word", "link", "code", "date", "time", "digits", "version", "mark", "other")
_KIND: dict[str | None, str] = {"prefix": "word", "mixed": "word", "by": "mark", **{kind: kind for kind in _KINDS}}  # by group
_LETTERS = r"(?!https?://|www\.)[^\W\d_]++(?![\d_])(?:['’ʼ`]\w++)*+"
_MIXED = r"[^\W\d_]\w*+(?:(?<=\d)[.,]\d\w*+|['’ʼ`]\w++)*+"


class Token(NamedTuple):
    """A piece of text. ``form`` is lower case with plain apostrophes and no «ё»; ``glued``: no space before it."""

    kind: str  # word, digits, mark, or what a shape tells at once: date, time, code
    form: str
    start: int
    end: int
    glued: bool
    capital: bool

    @property
    def is_word(self) -> bool:
        return self.kind == "word"


NOTHING = Token("none", "", 0, 0, False, False)


def folded(text: str) -> str:
    """The text as forms are looked up: lower case, plain apostrophes, no «ё»; as long as the text, so that spans hold."""
    low = text.lower()
    if len(low) != len(text):  # "İ" grows
        low = "".join(letter.lower()[:1] for letter in text)
    for mark, plain in _FOLD:
        low = low.replace(mark, plain)
    return low


@cache
def sentence_end(abbreviations: tuple[str, ...] = ()) -> re.Pattern[str]:
    """The pattern of an end of a sentence. The stop after one of the ``abbreviations`` is none: «вул. Свободи»."""
    spared = "".join(rf"(?<!\b{form}\.)" for word in abbreviations for form in (word, word.capitalize()))
    return re.compile(f"{_STOP}{spared}{_AFTER_STOP}")


def sentences(text: str, end: re.Pattern[str]) -> Iterator[tuple[int, int]]:
    """Spans that no number phrase crosses: lines, and sentences where a capital letter follows."""
    start = 0
    for found in end.finditer(text):
        yield start, found.end()
        start = found.end()
    if start < len(text):
        yield start, len(text)


@cache
def shapes(decimal: str, group: str, codes: tuple[str, ...] = (), words: tuple[str, ...] = (), elided: str = "") -> re.Pattern[str]:
    """The pattern of a token: decimals follow ``decimal``, ``group`` or a space may set off thousands, ``codes`` may be glued to digits.

    ``words`` are written with a space or hyphen inside, ``elided`` is a pattern of words that an apostrophe joins to the next one.
    """
    points = "".join({decimal, group, "."} - {","} if decimal == "." else {decimal, group, "."})
    comma = re.escape(points)
    separators = re.escape(SPACES + "'’" + group + (decimal if decimal == "," else ""))
    whole = (rf"(?:{elided})'(?!\W)|" if elided else "") + (rf"(?:{_longest_first(words)})(?!\w)|" if words else "")
    return re.compile(
        rf"\s?+(?:(?P<word>{whole}{_LETTERS})"  # with the space before it, or every alternative would be tried on the space
        r"|(?P<link>https?://\S++|www\.\S++)"
        rf"|(?P<prefix>\b(?:{'|'.join(codes) or 'usd'})(?=\d)|(?<=\$)[a-z]{{1,2}}(?=\d))"
        r"|(?P<code>\+\d[\d()\-  ]{7,20}\d(?!\d)|(?!\d{4}-\d\d-\d\d(?!\d))\d++(?:[-–/]\d++){2,}+|\d{1,3}(?:\.\d{1,3}){3}(?![\d.])"
        r"|\d{4}(?:[  ]{1,2}\d{4}){2,}+(?!\d)|\(\d{3,4}\)[  ]?\d[\d-]{3,}+)"  # cards, telephones
        r"|(?P<date>\d{4}-\d\d-\d\d(?!\d)|\d{1,2}[./-]\d{1,2}[./-](?:\d{4}|\d\d)(?!\d))"
        r"|(?P<time>\d{1,2}:\d\d(?::\d\d)?(?![\d:]))"
        rf"|(?P<digits>\d{{1,3}}(?:\.\d{{3}}){{2}}(?![\d.])|\d{{1,3}}(?:(?P<mark_>[{separators}])\d{{3}}(?!\d)(?:(?P=mark_)\d{{3}}(?!\d))*+)(?:(?!(?P=mark_))[{comma}]\d++)?+"
        rf"|\d++(?:[{comma}]\d++)?+(?!\.\d)|(?<![\w.])\.\d++)"
        r"|(?P<by>(?<=\d )[xх](?=\d))"  # "9 x15 cm"
        r"|(?P<version>\d++(?:\.\d++)++)"
        rf"|(?P<mixed>{_MIXED})"
        r"|(?P<mark>[^\w\s])|(?P<other>\w))"
    )


def _longest_first(words: Iterable[str]) -> str:
    return "|".join(sorted(map(re.escape, words), key=len, reverse=True))


def tokens(text: str, low: str, shape: re.Pattern[str], start: int, end: int) -> list[Token]:
    """The tokens of a span; ``low`` is the folded text."""
    found, last, made = list[Token](), -1, tuple.__new__  # a third of the time of a call by name
    for match in shape.finditer(low, start, end):
        a, b = match.span(match.lastindex or 0)
        kind = _KIND[match.lastgroup]
        found.append(made(Token, (kind, low[a:b], a, b, a == last, kind == "word" and not text[a:b].islower())))
        last = b
    return found
