"""Which language a text is in, told by its alphabet, by the letters that only one language has, and by short words.

Of a text in none of the languages that are read it is told too in which it seems to be (``languages/others.toml``), to be said.
"""

from __future__ import annotations

import re
import tomllib
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache, lru_cache

from recusant.extract.words.lexicon import LANGUAGES, languages, lexicon
from recusant.extract.words.tokens import folded

SAMPLE = 20_000  # code points that are looked at
DEFAULT = "en"
LEAST, MARGIN = 2, 1.5  # how much must tell of a language that is not read, and how many times more than of any that is
OWN_LETTER = 2  # what a letter that only one language has tells, in short words
Signs = tuple[frozenset[str], frozenset[str]]  # the letters and the short words that tell a language
_WORD = re.compile(r"[^\W\d_]+")
_ADDRESS = re.compile(r"(?:https?://|www\.)\S+")  # its letters tell nothing of the language that stands around it


@dataclass(frozen=True)
class _Sample:
    """The letters and words of the beginning of a text, each with how often it stands there."""

    letters: Counter[str]
    words: Counter[str]

    @classmethod
    def of(cls, text: str) -> _Sample:
        low = _ADDRESS.sub("", text[:SAMPLE].lower())
        signs = Counter(low)  # of all at once: letter by letter takes as long as sieving the text
        letters = Counter({letter: count for letter, count in signs.items() if letter.isalpha()})
        return cls(letters, Counter(_WORD.findall(folded(low))))

    def written(self, letters: frozenset[str]) -> int:
        """How many of its letters are of some."""
        return sum(self.letters[letter] for letter in self.letters.keys() & letters)

    def tells(self, letters: frozenset[str], words: frozenset[str]) -> int:
        """How much tells that a text is in a language with these letters and short words."""
        return OWN_LETTER * self.written(letters) + sum(self.words[word] for word in self.words.keys() & words)


@lru_cache(maxsize=1)
def _sample(text: str) -> _Sample:
    """The sample of a text: of one in which nothing is found it is asked again which other language it seems to be in."""
    return _Sample.of(text)


def language_of(text: str) -> str:
    """The language (``en``, ``ru``, ``uk`` …) of a text: English where nothing tells."""
    sample = _sample(text)
    total = sample.letters.total()
    written = [lang for lang in _languages() if 2 * sample.written(_alphabet(lang)) > total]
    return max(written or [DEFAULT], key=lambda lang: sample.tells(*_signs(lang)))


def unread(text: str) -> str | None:
    """The language that a text seems to be in where that is none that is read, or None."""
    sample = _sample(text)
    lang = max(_others(), key=lambda lang: sample.tells(*_others()[lang]))
    return lang if all(_tells_more(sample, _others()[lang], _signs(known)) for known in _languages()) else None


def _tells_more(sample: _Sample, other: Signs, known: Signs) -> bool:
    """Whether much more tells of one language than of another, the letters and words that both have left out."""
    told, against = ([one - two for one, two in zip(first, second, strict=True)] for first, second in ((other, known), (known, other)))
    return sample.tells(*told) > max(LEAST, MARGIN * sample.tells(*against))


@cache
def _signs(lang: str) -> Signs:
    return frozenset(lexicon(lang).rules["language"]["letters"]), _telling(lang)


@cache
def _others() -> Mapping[str, Signs]:
    table = tomllib.loads((LANGUAGES / "others.toml").read_text(encoding="utf-8"))
    return {lang: (frozenset(signs["letters"]), frozenset(signs.get("words", ()))) for lang, signs in table.items()}


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
