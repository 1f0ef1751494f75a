"""A quick look at a text: which of its sentences may hold claims, so that all others need not be read."""

from __future__ import annotations

import re
from collections import defaultdict, deque
from collections.abc import Callable, Collection, Iterator, Mapping, Sequence
from itertools import chain

from recusant.codebook import Codebook
from recusant.extract.words.grammar import Grammar
from recusant.extract.words.inflection import acronym, elided, plain
from recusant.extract.words.passages import sentences

BEFORE, AFTER = 2, 3  # sentences read before and after one that names the subject
MET = 1 << 16  # word forms remembered: news has more than a quarter of that in each language
NOT, GOES_ON, BEGINS = 0, 1, 2  # what a sentence has to do with the subject: nothing, it goes on about it, it names it
SAME = 2  # first letters that all forms of a word share, but for irregular ones
IRRELEVANT = ""
_DIGIT = re.compile(r"\d")
_WORD = r"\d+(?:\.\d+)?|[^\W\d_]+(?:['’ʼ][^\W\d_]+)*"


class Glance:
    """The keys of the words of every phrase that tells the subject. ``key_of`` gives the key of a word form."""

    def __init__(self, words: Grammar, key_of: Callable[[str], str]) -> None:
        self.words, self.key_of, self._word = words, key_of, re.compile(elided(words.lang) + _WORD)
        self._begin: dict[str, list[frozenset[str]]] = defaultdict(list)
        self._go_on: dict[str, list[frozenset[str]]] = defaultdict(list)
        self._lean: dict[str, list[tuple[frozenset[str], Collection[frozenset[str]]]]] = defaultdict(list)
        self.written: dict[str, set[str]] = defaultdict(set)  # the words of phrases as they are written, by their keys
        self._keys: set[str] = set()
        self._begun: set[str] = set()
        self._met: dict[str, str] = {}

    @property
    def phrases(self) -> set[frozenset[str]]:
        """The keys of the words of each phrase that tells the subject, with those of what it needs beside it."""
        alone = {rest | {first} for first, phrases in self._begin.items() for rest in phrases}
        leaning = ((rest | {first}, beside) for first, phrases in self._lean.items() for rest, beside in phrases)
        return alone | {phrase | words for phrase, beside in leaning for words in beside}

    def add(self, words: Sequence[str], keys: Sequence[str], *, begins: bool = True) -> None:
        """Adds a phrase that tells the subject, or one that only goes on about it where it was told, by the keys of its words."""
        longest, rest = self._learn(words, keys)
        (self._begin if begins else self._go_on)[longest].append(rest)

    def lean(self, words: Sequence[str], keys: Sequence[str], beside: Collection[frozenset[str]]) -> None:
        """Adds a phrase that tells the subject beside one of others: "After mobilisation people fled. 260,000 left the country."."""
        longest, rest = self._learn(words, keys)
        self._lean[longest].append((rest, beside))

    def leant_on(self, words: Sequence[str]) -> frozenset[str]:
        """The keys of a phrase that others lean on."""
        longest, rest = self._learn(words, [*map(self.key_of, words)])
        return rest | {longest}

    def _learn(self, words: Sequence[str], keys: Sequence[str]) -> tuple[str, frozenset[str]]:
        """The longest key of a phrase, and the others; its words are looked for from now on."""
        for word, key in zip(words, keys, strict=True):
            self.written[key].add(plain(word))
        seen = [key for key in keys if key[0].isalnum()]  # a glance sees no marks: "ст. 337"
        self._keys.update(seen)
        self._begun.update(key[:SAME].casefold() for key in seen)
        self._begun.update(plain(word)[:SAME] for word in words)  # «ушедший», whose lemma is «уйти»
        longest = max(seen, key=len)
        return longest, frozenset(seen) - {longest}

    def passages(self, text: str) -> Iterator[tuple[int, int]]:
        """The parts of a text that may hold claims: sentences that tell the subject, with those near by and the list they head.

        Where it was told with a number, words such as "cases" and "verdicts" beside another go on about it.
        """
        before: deque[tuple[int, int]] = deque(maxlen=BEFORE)
        start, last, left, counted = -1, -1, 0, False
        here: set[str] = set()
        for sentence in sentences(text, 0, len(text), self.words):
            span = (sentence.start, sentence.end)
            led, here = here, self._known(text[sentence.start : sentence.end])
            told = self._tells(here, led)
            if told == BEGINS:
                start, left = (min(before, default=span)[0] if start < 0 else start), AFTER + 1
                counted = counted or _DIGIT.search(text, *span) is not None
            elif told == GOES_ON and left and counted and _DIGIT.search(text, *span):
                left = AFTER + 1
            if left:
                last, left = sentence.end, left - (not sentence.item)
            elif start >= 0:
                yield start, last
                start, counted = -1, False
                before.clear()
            if not left:
                before.append(span)
        if start >= 0:
            yield start, last

    def _known(self, sentence: str) -> set[str]:
        """The keys of a sentence's words that some phrase has."""
        words = self._word.findall(sentence)
        met = set(map(self._met.get, words))
        return {self._met.get(word) or self._meet(word) for word in words} if None in met else {key for key in met if key}

    def _tells(self, here: set[str], led: set[str]) -> int:
        """Whether all words of some phrase are there that begins the subject, or at least of one that goes on about it.

        Some phrases need others beside them: here or in the sentence before, whose words ``led`` are.
        """
        if self.begins(here) or self._leans(here, led):
            return BEGINS
        return GOES_ON if _holds(self._go_on, here) else NOT

    def _leans(self, here: set[str], led: set[str]) -> bool:
        """Whether a phrase and what it needs beside it are among the words of two sentences."""
        both = here | led
        phrases = chain.from_iterable(self._lean[longest] for longest in both & self._lean.keys())
        return any(rest <= both and any(map(both.issuperset, beside)) for rest, beside in phrases)

    def begins(self, keys: set[str]) -> bool:
        """Whether all words of some phrase that tells the subject are among these keys."""
        return _holds(self._begin, keys)

    def _meet(self, word: str) -> str:
        """The key of a form, if a phrase has it. Most words begin as none does: they cost no look-up in a dictionary."""
        if len(self._met) >= MET:
            self._met.clear()
        known = acronym(word) or IRRELEVANT
        if known not in self._keys:
            low = plain(word)
            may = low[:SAME] in self._begun or low in self.words.irregular
            known = found if may and (found := self.key_of(word)) in self._keys else IRRELEVANT
        self._met[word] = known
        return known


def _holds(phrases: Mapping[str, Sequence[frozenset[str]]], here: set[str]) -> bool:
    """Whether all words of some phrase are among the keys of a sentence."""
    return any(any(map(here.issuperset, phrases[first])) for first in here & phrases.keys())


def tells_subject(book: Codebook, section: str, name: str) -> bool:
    """Whether a phrase tells the subject: an offence, a measure whose words tell it alone, or who counts one such."""
    if section == "category":
        return book.is_offence(name)
    if section == "origin":
        return book.counts_subject(name)
    return section == "measure" and book.measures[name].alone
