"""Which language a text is in, told by the letters that only one language has, and by short words where there are none."""

from __future__ import annotations

import re
from collections import Counter

from recusant.extract.lexicon import languages, lexicon
from recusant.extract.tokens import folded

SAMPLE = 20_000  # code points that are looked at
DEFAULT = "en"
_WORD = re.compile(r"[^\W\d_]+")


def language_of(text: str) -> str:
    """The language (``en``, ``ru``, ``uk`` …) of a text: English where nothing tells."""
    low = text[:SAMPLE].lower()
    letters = Counter(low)
    score = {lang: sum(letters[letter] for letter in lexicon(lang).rules["language"]["letters"]) for lang in languages()}
    best = max(score, key=lambda lang: score[lang])
    if score[best] > sum(score.values()) / 2:
        return best
    words = Counter(_WORD.findall(folded(low)))
    hits = {lang: sum(words[word] for word in lexicon(lang).rules["language"]["words"]) + _numbers(lang, words) for lang in languages()}
    best = max(hits, key=lambda lang: hits[lang])
    return best if hits[best] else DEFAULT


def _numbers(lang: str, words: Counter[str]) -> int:
    known = lexicon(lang)
    return sum(count for word, count in words.items() if word in known.number or word in known.scale)
