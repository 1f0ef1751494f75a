"""The sieve: whether a text can hold a claim at all, told in one pass over it, before its language is known or a sentence is parted.

Claims stand near a sentence that holds all words of some phrase which tells the subject (``glance``). So a text that nowhere holds all
words of such a phrase, in any language that is read, holds no claim. The words are looked for in every inflection: those that the
dictionary of a language lists, and whatever else begins as they do.
"""

from __future__ import annotations

import json
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Set
from dataclasses import dataclass
from functools import cached_property
from itertools import chain
from typing import Any

from recusant.codebook import Codebook
from recusant.extract.sentence.ready import terms_of
from recusant.extract.words.glance import Glance
from recusant.extract.words.inflection import acronym, forms, listed_forms, plain, single
from recusant.extract.words.lexicon import languages

SHORT = 4  # letters; words no longer than that begin others by chance, so they stand for themselves only
LITTLE, LEAST = 2, 2  # letters of words that stand in every text; words of a phrase that are looked for though they are little
LOST = "\ufffd"  # what stands for a character that could not be decoded
Sign = tuple[str, int]  # the beginning of a word, and the number of the word of a phrase that it tells


@dataclass(frozen=True)
class Sieve:
    """Lets a text through where it may hold claims of a codebook. Made once for a codebook (``of``), it is small to hand on."""

    signs: tuple[Sign, ...]
    phrases: tuple[tuple[int, ...], ...]  # each by the numbers of its words

    @classmethod
    def of(cls, book: Codebook, langs: Iterable[str] | None = None) -> Sieve:
        """The sieve of a codebook, in all languages or in some. For all it takes half a minute and 2 GB: it asks whole dictionaries."""
        phrases, numbers = set[tuple[int, ...]](), dict[frozenset[str], int]()  # words by their forms: languages share names
        for lang in langs or languages():
            glance = terms_of(book, lang).glance
            told = {_telling(phrase) for phrase in glance.phrases}
            words = {key: numbers.setdefault(found, len(numbers)) for key, found in _inflected(glance, frozenset().union(*told))}
            phrases |= {tuple(sorted(words[key] for key in phrase)) for phrase in told}
        signs = ((form, number) for found, number in numbers.items() for form in found)
        return cls(tuple(sorted(signs)), tuple(sorted(phrases)))

    def to_json(self) -> str:
        """As JSON."""
        return json.dumps([self.signs, self.phrases], ensure_ascii=False)

    @classmethod
    def from_json(cls, told: str) -> Sieve:
        """A sieve that was made before."""
        signs, phrases = json.loads(told)
        return cls(tuple((form, number) for form, number in signs), tuple(map(tuple, phrases)))

    def __call__(self, text: str) -> bool:
        """Whether the text has to be read. Of one with lost characters that cannot be told: a word may be among them."""
        if LOST in text:
            return True
        low, found = f" {plain(text)} ", set[int]()
        for last, (size, numbers, of_a_kind) in self._automaton.iter(low):
            if of_a_kind(low[last - size]) or (size <= SHORT and of_a_kind(low[last + 1])):
                continue  # it stands in the midst of a word or a number
            found.update(numbers)
        return any(found.issuperset(phrase) for last in found & self._ending.keys() for phrase in self._ending[last])

    @cached_property
    def _ending(self) -> Mapping[int, list[tuple[int, ...]]]:
        """The phrases by the last number of their words."""
        ending = defaultdict[int, list[tuple[int, ...]]](list)
        for phrase in self.phrases:
            ending[phrase[-1]].append(phrase)
        return ending

    @cached_property
    def _automaton(self) -> Any:
        import ahocorasick

        made, numbers = ahocorasick.Automaton(), defaultdict[str, list[int]](list)
        for form, number in self.signs:
            numbers[form].append(number)
        for form, told in numbers.items():
            made.add_word(form, (len(form), tuple(told), str.isalpha if form[0].isalpha() else str.isdigit))
        made.make_automaton()
        return made


def _telling(phrase: Set[str]) -> frozenset[str]:
    """The words of a phrase by which it is looked for: not marks, and little words only where there is but one other."""
    words = sorted((key for key in phrase if len(key) > 1 and key[0].isalnum()), key=lambda key: (-len(key), key))
    return frozenset(words[:LEAST]).union(key for key in words if len(key) > LITTLE or key[0].isdigit() or acronym(key))


def _inflected(glance: Glance, keys: Set[str]) -> Iterator[tuple[str, frozenset[str]]]:
    """Of words, by their keys: every form, but none that begins as a shorter one does."""
    lang, found = glance.words.lang, {key: {plain(key), *_stems(key, glance.written[key])} for key in keys}
    generated = (form for written in glance.written.values() for word in written for form in forms(word, lang))
    for form in chain(generated, listed_forms(lang, keys), glance.words.irregular):
        if (key := glance.key_of(form)) in keys:
            found[key].add(plain(form))
    for key, told in found.items():
        told |= {form + "s" for form in told if acronym(key)}
        yield key, frozenset(form for form in told if not any(len(one) > SHORT and form != one and form.startswith(one) for one in told))


def _stems(key: str, written: Set[str]) -> Iterator[str]:
    """The words of a key as they are written, without the endings that the key has not."""
    for word in written:
        size = next((size for size in range(len(word), SHORT, -1) if single(key).startswith(single(word[:size]))), len(word))
        yield word[:size]
