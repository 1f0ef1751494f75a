"""Words as keys: every inflected form of a word has the same key, whatever the language.

The dictionaries are imported where the first word is looked up: 0.3 s that commands which read no text need not spend.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Set
from functools import cache, lru_cache
from typing import Any

from recusant.extract.words.grammar import grammar

_PIECE = r"\d+(?:[.,]\d+)*|[^\W\d_]+(?:['’ʼ][^\W\d_]+)*|[^\s\w]"
GENERATED = frozenset({"ru"})  # languages whose forms are generated from the words looked for, and not analysed one by one
LEMMA_STEPS = 3
REMEMBERED = 1 << 16  # word forms, of all languages together
SHORTEST_STEM = 3
LONG_WORD = 6  # letters: of shorter words the ending tells nothing
BEGIN = 3  # first letters that a lemma shares with its key
_POSSESSIVE = re.compile(r"'s?$")
_BRITISH = re.compile(r"(?<=\w{4})iz(?=e|a|i)")  # unauthorized, unauthorised
_PLURAL = re.compile(r"(?<=[a-z]{4}[^su])s$")  # of words that the dictionary lacks
_DOUBLED = re.compile(r"(\w)\1")


def plain(form: str) -> str:
    """A form in lower case, with plain apostrophes and no «ё»."""
    return form.casefold().replace("’", "'").replace("ʼ", "'").replace("ё", "е")


def elided(lang: str) -> str:
    """The beginning of a pattern of words: what an apostrophe joins to the next word ("l'asile") stands for itself."""
    words = "|".join(grammar(lang).elided)
    return rf"(?i:{words})['’](?=[^\W\d_])|" if words else ""


@cache
def token(lang: str) -> re.Pattern[str]:
    """The pattern of a word, number or mark."""
    return re.compile(elided(lang) + _PIECE)


@lru_cache(maxsize=REMEMBERED)
def key(form: str, lang: str) -> str:
    """The key of a word form: its lemma without the ending, so that forms a dictionary lacks still meet."""
    word = plain(form)
    if not word[0].isalpha():
        return word
    word = grammar(lang).irregular.get(word, word)
    if lang == "en":
        return _lemma(_BRITISH.sub("is", _POSSESSIVE.sub("", word)), lang)
    if grammar(lang).capital_nouns:
        return single(_stem(plain(_lemmatizer().lemmatize(form, lang)), lang))  # «Fälle» and «fällen» are two words
    lemma = plain(str(_analyser().parse(word)[0].normal_form)) if lang in GENERATED else _lemma(_nominative(word, lang), lang)
    return single(_stem(lemma, lang))


def acronym(form: str) -> str | None:
    """A word in capitals is its own key, for СОЧ is not Сочи, and so are its plural and genitive ("POWs", "SBI's"); else None."""
    bare = form.removesuffix("s").rstrip("'’") if form.endswith("s") else form
    return bare if bare.isupper() and len(bare) > 1 else None


def single(form: str) -> str:
    """A form with doubled letters written once: «провадження» and «проваджень» meet so."""
    return _DOUBLED.sub(r"\1", form)


def forms(word: str, lang: str) -> set[str]:
    """All forms that a word of a generated language takes; of others nothing, for their forms have keys of their own."""
    if lang not in GENERATED or not word[0].isalpha():
        return set()
    return {plain(word), *(plain(one.word) for one in _analyser().parse(plain(word))[0].lexeme)}


def listed_forms(lang: str, keys: Set[str]) -> Iterator[str]:
    """The forms in the dictionary of a language (half a million and more) whose lemma begins as one of these keys does; of a
    generated language none.
    """
    if lang in GENERATED:
        return
    from simplemma.strategies import DefaultDictionaryFactory

    listed: Mapping[str, str] = DefaultDictionaryFactory().get_dictionary(lang)
    begin = {single(one)[:BEGIN] for one in keys}

    @cache
    def may(lemma: str, steps: int = LEMMA_STEPS) -> bool:
        own = single(plain(lemma))
        if any(own[:size] in begin for size in range(1, BEGIN + 1)):
            return True
        return steps > 1 and (further := listed.get(lemma, lemma)) != lemma and may(further, steps - 1)

    yield from (form for form, lemma in listed.items() if may(lemma))


def is_common(form: str, lang: str) -> bool:
    """Whether a word is in the dictionary of a language, and so may be no name though a sentence begins with it."""
    if lang in GENERATED:
        return bool(_analyser().word_is_known(plain(form)))
    return bool(_dictionary().is_known(form if grammar(lang).capital_nouns else plain(form), lang))


def _nominative(form: str, lang: str) -> str:
    """A genitive plural that the dictionary lacks, as the noun itself: «залишень», «залишення»."""
    genitive, nominative = grammar(lang).claims["words"].get("genitive", ("", ""))
    lacks = genitive and form.endswith(genitive) and len(form) > LONG_WORD and not is_common(form, lang)
    return form.removesuffix(genitive) + nominative if lacks else form


def _lemma(form: str, lang: str) -> str:
    """The lemma, and its own lemma where it has one: proceedings, proceeding, proceed."""
    for _ in range(LEMMA_STEPS):
        lemma = str(_lemmatizer().lemmatize(form, lang)).casefold()
        if lemma == form:
            return _PLURAL.sub("", form) if lang == "en" else form
        form = lemma
    return form


@cache
def _dictionary() -> Any:
    import simplemma

    return simplemma


@cache
def _lemmatizer() -> Any:
    """One of our own: that of the package remembers four times as many forms."""
    return _dictionary().Lemmatizer(cache_max_size=REMEMBERED)


@cache
def _analyser() -> Any:
    import pymorphy3

    return pymorphy3.MorphAnalyzer()


def _stem(word: str, lang: str) -> str:
    for ending in grammar(lang).claims["words"].get("endings", ()):
        if word.endswith(ending) and len(word) - len(ending) >= SHORTEST_STEM:
            return word[: -len(ending)]
    return word
