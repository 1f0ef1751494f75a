"""A quick look at a text: which of its sentences may hold claims, so that all others need not be read."""

from __future__ import annotations

import re
from collections import defaultdict, deque
from collections.abc import Iterable, Iterator

from recusant.codebook import Codebook
from recusant.extract.grammar import Grammar
from recusant.extract.inflection import acronym, key, plain, single
from recusant.extract.passages import sentences

BEFORE, AFTER = 2, 3  # sentences read before and after one that names the subject
SHIFTING = frozenset("eyаеєиіїоуюяйь")  # letters that change as a word is inflected
SHORTEST, LONGEST = 3, 12  # letters by which a word of the subject is known
_WORD = re.compile(r"\d+(?:\.\d+)?|[^\W\d_]+")


class Glance:
    """The beginnings of the words of every phrase that tells the subject."""

    def __init__(self, words: Grammar) -> None:
        self.words = words
        self._little = frozenset(key(word, words.lang) for word in words.claims["words"]["prepositions"])
        self._phrases: dict[str, list[frozenset[str]]] = defaultdict(list)
        self._sizes: set[int] = set()

    def add(self, forms: Iterable[str]) -> None:
        """Adds a phrase that tells the subject."""
        lang = self.words.lang
        begun = [_begun(form, key(form, lang)) for form in forms if key(form, lang) not in self._little]
        begun.sort(key=len, reverse=True)
        self._phrases[begun[0]].append(frozenset(begun[1:]))
        self._sizes.update(map(len, begun))

    def passages(self, text: str) -> Iterator[tuple[int, int]]:
        """The parts of a text that may hold claims: sentences that tell the subject, with those near by."""
        before: deque[tuple[int, int]] = deque(maxlen=BEFORE)
        start, last, left = -1, -1, 0
        for sentence in sentences(text, 0, len(text), self.words):
            span = (sentence.start, sentence.end)
            if self._tells(text[sentence.start : sentence.end]):
                start, left = (min(before, default=span)[0] if start < 0 else start), AFTER + 1
            if left:
                last, left = sentence.end, left - 1
            elif start >= 0:
                yield start, last
                start = -1
                before.clear()
            if not left:
                before.append(span)
        if start >= 0:
            yield start, last

    def _tells(self, sentence: str) -> bool:
        """Whether the beginnings of all words of some phrase are there."""
        words = set(_WORD.findall(sentence))
        begun = words | {word[:size].casefold() for word in words for size in self._sizes}
        return any(any(rest <= begun for rest in self._phrases[first]) for first in begun & self._phrases.keys())


def tells_subject(book: Codebook, section: str, name: str) -> bool:
    """Whether a phrase tells the subject: an offence, a measure whose words tell it alone, or who counts one such."""
    if section == "category":
        return book.is_offence(name)
    if section == "origin":
        return book.counts_subject(name)
    return section == "measure" and book.measures[name].alone


def _begun(form: str, stem: str) -> str:
    """The beginning by which a word is known however it is inflected; an acronym is known whole."""
    if acronym(form):
        return form
    low = plain(form)
    same = next(low[:end] for end in range(len(low), -1, -1) if stem.startswith((low[:end], single(low[:end]))))
    begun = (same if len(same) >= SHORTEST else low)[:LONGEST]
    return begun[:-1] if len(begun) > SHORTEST and begun[-1] in SHIFTING else begun
