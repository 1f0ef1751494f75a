"""A quick look at a text: which of its sentences may hold claims, so that all others need not be read."""

from __future__ import annotations

import re
from collections import defaultdict, deque
from collections.abc import Callable, Iterator, Sequence

from recusant.codebook import Codebook
from recusant.extract.grammar import Grammar
from recusant.extract.inflection import acronym, elided, plain
from recusant.extract.passages import sentences

BEFORE, AFTER = 2, 3  # sentences read before and after one that names the subject
MET = 1 << 14  # word forms remembered
SAME = 2  # first letters that all forms of a word share, but for irregular ones
IRRELEVANT = ""
_WORD = r"\d+(?:\.\d+)?|[^\W\d_]+(?:['’ʼ][^\W\d_]+)*"


class Glance:
    """The keys of the words of every phrase that tells the subject. ``key_of`` gives the key of a word form."""

    def __init__(self, words: Grammar, key_of: Callable[[str], str]) -> None:
        self.words, self._key_of, self._word = words, key_of, re.compile(elided(words.lang) + _WORD)
        self._phrases: dict[str, list[frozenset[str]]] = defaultdict(list)
        self._keys: set[str] = set()
        self._begun: set[str] = set()
        self._met: dict[str, str] = {}

    def add(self, keys: Sequence[str]) -> None:
        """Adds a phrase that tells the subject, by the keys of its words."""
        longest = max(keys, key=len)
        self._phrases[longest].append(frozenset(keys) - {longest})
        self._keys.update(keys)
        self._begun.update(key[:SAME].casefold() for key in keys)

    def passages(self, text: str) -> Iterator[tuple[int, int]]:
        """The parts of a text that may hold claims: sentences that tell the subject, with those near by and the list they head."""
        before: deque[tuple[int, int]] = deque(maxlen=BEFORE)
        start, last, left = -1, -1, 0
        for sentence in sentences(text, 0, len(text), self.words):
            span = (sentence.start, sentence.end)
            if self._tells(text[sentence.start : sentence.end]):
                start, left = (min(before, default=span)[0] if start < 0 else start), AFTER + 1
            if left:
                last, left = sentence.end, left - (not sentence.item)
            elif start >= 0:
                yield start, last
                start = -1
                before.clear()
            if not left:
                before.append(span)
        if start >= 0:
            yield start, last

    def _tells(self, sentence: str) -> bool:
        """Whether all words of some phrase are there."""
        words = self._word.findall(sentence)
        met = set(map(self._met.get, words))
        here = {self._met.get(word) or self._meet(word) for word in words} if None in met else {key for key in met if key}
        return any(any(rest <= here for rest in self._phrases[first]) for first in here & self._phrases.keys())

    def _meet(self, word: str) -> str:
        """The key of a form, if a phrase has it. Most words begin as none does: they cost no look-up in a dictionary."""
        if len(self._met) >= MET:
            self._met.clear()
        known = acronym(word) or IRRELEVANT
        if known not in self._keys:
            low = plain(word)
            may = low[:SAME] in self._begun or low in self.words.irregular
            known = found if may and (found := self._key_of(word)) in self._keys else IRRELEVANT
        self._met[word] = known
        return known


def tells_subject(book: Codebook, section: str, name: str) -> bool:
    """Whether a phrase tells the subject: an offence, a measure whose words tell it alone, or who counts one such."""
    if section == "category":
        return book.is_offence(name)
    if section == "origin":
        return book.counts_subject(name)
    return section == "measure" and book.measures[name].alone
