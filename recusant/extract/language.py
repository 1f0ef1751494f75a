"""Which language a text is in, told by its alphabet, by the letters that only one language has, and by short words."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from functools import cache

from recusant.extract.lexicon import languages, lexicon
from recusant.extract.tokens import folded

SAMPLE = 20_000  # code points that are looked at
DEFAULT = "en"
OWN_LETTER = 2  # what a letter that only one language has tells, in short words
_WORD = re.compile(r"[^\W\d_]+")


def language_of(text: str) -> str:
    """The language (``en``, ``ru``, ``uk`` …) of a text: English where nothing tells."""
    low = text[:SAMPLE].lower()
    letters, words = Counter(low), Counter(_WORD.findall(folded(low)))
    total = sum(count for letter, count in letters.items() if letter.isalpha())
    written = [lang for lang in _languages() if 2 * sum(letters[letter] for letter in _alphabet(lang)) > total]
    return max(written or [DEFAULT], key=lambda lang: _own(lang, letters, words))


def _own(lang: str, letters: Counter[str], words: Counter[str]) -> int:
    """How much tells that a text is in this language: letters, short words and number words."""
    own = sum(letters[letter] for letter in lexicon(lang).rules["language"]["letters"])
    return OWN_LETTER * own + sum(words[word] for word in words.keys() & _telling(lang))


@cache
def _telling(lang: str) -> frozenset[str]:
    """The words that tell a language: short ones, and those of numbers; articles are too short for that («un», UN)."""
    known = lexicon(lang)
    return frozenset((*known.number, *known.scale, *known.rules["language"]["words"])) - known.words.get("pronoun.article", frozenset())


@cache
def _alphabet(lang: str) -> frozenset[str]:
    """The letters of a language, as its number words and short words show them."""
    known = lexicon(lang)
    told = (*known.number, *known.ordinal, *known.rules["language"]["words"], known.rules["language"]["letters"])
    return frozenset(letter for word in told for letter in word if letter.isalpha())


@cache
def _languages() -> Sequence[str]:
    """The languages, English first: of equals the first is meant."""
    return sorted(languages(), key=lambda lang: (lang != DEFAULT, lang))
