"""The number words of a language, from ``languages/<lang>/quantities.toml``, ready to be looked up."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction
from functools import cache, lru_cache
from importlib import resources
from itertools import chain
from typing import Any

from recusant.errors import BadInput
from recusant.extract.words.compounds import Compounds
from recusant.extract.words.tokens import NOTHING, Token, folded, sentence_end, shapes, tokens

LANGUAGES = resources.files("recusant.extract") / "languages"
REMEMBERED = 1 << 13  # forms whose phrases are remembered: most words beside numbers are of these
Hit = tuple[int, Any]  # how many tokens a phrase took, and what it means
Entry = tuple[tuple[str, ...], Any]  # the words of a phrase, and what it means
NO_PHRASES: dict[str, list[Entry]] = {}
VULGAR = {"½": Fraction(1, 2), "⅓": Fraction(1, 3), "⅔": Fraction(2, 3), "¼": Fraction(1, 4), "¾": Fraction(3, 4)}
HEADS = ("vague", "before_scale", "stated", "stated_alone", "times", "fraction")  # sections of phrases that are numbers


class _Table:
    """Phrases of all sections by one of their words: ``sections(form)`` are those of a form by section, the longest first."""

    def __init__(self, keyed: Iterable[tuple[str, str, Entry]]) -> None:
        self._exact: dict[str, dict[str, list[Entry]]] = {}
        self._stems: dict[str, dict[str, list[Entry]]] = {}
        for word, section, entry in keyed:
            stem = word[-1] == "*" and len(word) > 1
            sections = (self._stems if stem else self._exact).setdefault(word.rstrip("*") if stem else word, {})
            sections.setdefault(section, []).append(entry)
        for found in chain.from_iterable(sections.values() for sections in (*self._exact.values(), *self._stems.values())):
            found.sort(key=_longest)
        self._sizes = sorted({len(stem) for stem in self._stems})
        self.sections = lru_cache(maxsize=REMEMBERED)(self._sections)

    def _sections(self, form: str) -> Mapping[str, Sequence[Entry]]:
        exact = self._exact.get(form, NO_PHRASES)
        stems = [self._stems[form[:size]] for size in self._sizes if size <= len(form) and form[:size] in self._stems]
        if not stems:
            return exact
        found: dict[str, list[Entry]] = {}
        for section, entries in chain.from_iterable(sections.items() for sections in (exact, *stems)):
            found.setdefault(section, []).extend(entries)
        return {section: sorted(entries, key=_longest) for section, entries in found.items()}


def _longest(entry: Entry) -> int:
    return -len(entry[0])


class Phrases:
    """Phrases to be found before or after a place in the tokens, by section; the longest wins. "*" stands for any ending."""

    def __init__(self, sections: Mapping[str, Iterable[Entry]]) -> None:
        self.entries = {name: list(entries) for name, entries in sections.items()}
        known = [(name, entry) for name, entries in self.entries.items() for entry in entries]
        self.begun_by = _Table((entry[0][0], name, entry) for name, entry in known).sections
        self.ended_by = _Table((entry[0][-1], name, entry) for name, entry in known).sections

    def words(self, section: str) -> Iterable[tuple[str, ...]]:
        """The words of each phrase of a section."""
        return (words for words, _ in self.entries[section])


def _matches(words: tuple[str, ...], sequence: Sequence[Token], index: int) -> bool:
    if index + len(words) > len(sequence):
        return False
    for at, word in enumerate(words, index):
        form = sequence[at].form
        if form != word and not (word[-1] == "*" and form.startswith(word[:-1])):
            return False
    return True


@dataclass(frozen=True, slots=True)
class Lexicon:
    """One language's numbers. ``number``, ``scale``, ``ordinal``, ``denominator``: form -> value; the rest by section."""

    lang: str
    shape: re.Pattern[str]
    sentence_end: re.Pattern[str]
    decimal: str
    group: str
    number: Mapping[str, int | Fraction]
    scale: Mapping[str, int]
    ordinal: Mapping[str, int]
    denominator: Mapping[str, int]
    phrases: Phrases
    words: Mapping[str, frozenset[str]]
    rules: Mapping[str, Any]
    heads: frozenset[str]  # words that begin a phrase that is a number
    starters: frozenset[str]  # forms a number may begin with, digits apart
    going_on: frozenset[str]  # forms that go on with a number in digits, words of a half apart
    telling: frozenset[str]  # a sentence without one of these, and without digits, holds no number
    compounds: Compounds | None  # where number words are written as one

    def tokens(self, text: str, low: str, start: int, end: int) -> list[Token]:
        found = tokens(text, low, self.shape, start, end)
        return list(self.compounds.cut(found)) if self.compounds else found

    def may_count(self, words: Sequence[str]) -> bool:
        """Whether one of the words of a sentence can begin a number."""
        return not self.telling.isdisjoint(words) or (self.compounds is not None and any(map(self.compounds.pieces, words)))


@cache
def lexicon(lang: str) -> Lexicon:
    """The lexicon of a language. Raises BadInput where Recusant has none."""
    file = LANGUAGES / lang / "quantities.toml"
    try:
        table = tomllib.loads(file.read_text(encoding="utf-8"))
    except FileNotFoundError:
        known = ", ".join(languages())
        raise BadInput(f"no number words for language {lang!r}", mend=f"use one of {known}, or add {lang}/quantities.toml") from None
    except tomllib.TOMLDecodeError as fault:
        raise BadInput(f"not TOML ({fault})", file=str(file)) from None
    return _built(lang, table)


@cache
def languages() -> tuple[str, ...]:
    """The languages that have number words."""
    return tuple(sorted(folder.name for folder in LANGUAGES.iterdir() if (folder / "quantities.toml").is_file()))


def _built(lang: str, table: Mapping[str, Any]) -> Lexicon:
    number = {form: _value(value) for value, forms in table["number"].items() for form in _written(forms)}
    number = {form.replace("'", ""): value for form, value in number.items()} | number  # «девять»: posts leave the apostrophe out
    scale, ordinal, denominator = (
        {form: int(value) for value, forms in table[name].items() for form in _written(forms)}
        for name in ("scale", "ordinal", "denominator")
    )
    digits, inside = table["digits"], tuple(form for form in (*number, *ordinal) if " " in form or "-" in form)
    decimal, group, elided = digits["decimal"], digits["group"], "|".join(digits.get("elided", ()))
    shape = shapes(decimal, group, tuple(digits.get("codes", ())), inside, elided)
    phrases = Phrases({name: _entries(shape, section) for name, section in _sections(table)})
    words = {f"{name}.{key}": frozenset(map(folded, value)) for name, key, value in _lists(table)}
    heads = frozenset().union(*(_firsts(phrases, name) for name in HEADS), words["fraction_rules.every"], words["fraction_rules.one"])
    heads |= words.get("modifier_rules.one", frozenset())
    heads |= (of_unit := frozenset(table["fraction_rules"].get("of_unit", {}).get("words", ())))
    points = words["point.words"]
    starters = frozenset(number) | frozenset(ordinal) | points | words["scale_rules.bare"] | words["scale_rules.article"] | heads
    starters |= frozenset(VULGAR)
    going_on = frozenset(scale) | frozenset(VULGAR) | points | words["point.whole"]
    going_on |= words["scale_rules.and"] | words["scale_rules.hyphen"]
    telling = frozenset(number) | frozenset(ordinal) | frozenset(scale) | _telling(phrases) | of_unit
    ends = sentence_end((*table["label"].get("before_names", ()), *table.get("sentences", {}).get("never_ends", ())))
    parts = (*words.get("compound.joins", ()), *scale, *number, *ordinal)
    compounds = Compounds(parts, words["compound.ends"]) if "compound" in table else None
    values = (number, scale, ordinal, denominator)
    return Lexicon(lang, shape, ends, decimal, group, *values, phrases, words, table, heads, starters, going_on, telling, compounds)


def _firsts(phrases: Phrases, section: str) -> frozenset[str]:
    return frozenset(words[0] for words in phrases.words(section))


def _telling(phrases: Phrases) -> frozenset[str]:
    """The longest word of each phrase that is a number; those before a scale word need that word."""
    every = chain.from_iterable(phrases.words(name) for name in (*HEADS, "half") if name != "before_scale")
    return frozenset(max(words, key=len) for words in every)


class Sentence:
    """The tokens of a sentence, and phrases found in it. ``alone``: the sentence is all of the text."""

    def __init__(self, tokens: Sequence[Token], lexicon: Lexicon, *, alone: bool = False) -> None:
        self.tokens, self.lexicon, self.alone = tokens, lexicon, alone
        self._begun_by, self._ended_by, self._words = lexicon.phrases.begun_by, lexicon.phrases.ended_by, lexicon.words

    def token(self, index: int) -> Token:
        return self.tokens[index] if 0 <= index < len(self.tokens) else NOTHING

    def after(self, phrases: str, index: int) -> Hit | None:
        """The phrase that starts at ``index``."""
        if not 0 <= index < len(self.tokens):
            return None
        for words, meaning in self._begun_by(self.tokens[index].form).get(phrases, ()):
            if len(words) == 1 or _matches(words, self.tokens, index):
                return len(words), meaning
        return None

    def before(self, phrases: str, index: int) -> Hit | None:
        """The phrase that ends right before ``index``."""
        if not 0 < index <= len(self.tokens):
            return None
        for words, meaning in self._ended_by(self.tokens[index - 1].form).get(phrases, ()):
            if len(words) == 1 or (index >= len(words) and _matches(words, self.tokens, index - len(words))):
                return len(words), meaning
        return None

    def is_in(self, words: str, index: int) -> bool:
        return 0 <= index < len(self.tokens) and self.tokens[index].form in self._words.get(words, ())


def _written(forms: Iterable[str]) -> Iterable[str]:
    """The forms as they are looked up. A space inside a number word stands for a space or a hyphen: «soixante et onze»."""
    for form in map(folded, forms):
        yield from {form, form.replace(" ", "-")}


def _value(written: str) -> int | Fraction:
    value = Fraction(written)
    return int(value) if value.denominator == 1 else value


def _sections(table: Mapping[str, Any]) -> Iterable[tuple[str, Mapping[str, Any]]]:
    """Tables of phrases: {meaning: [phrases]}, or {phrase: meaning} where the meaning is an interval or a number."""
    for name in ("vague", "before_scale", "stated"):
        yield name, {"": table[name]}
    yield "stated_alone", {"": table.get("stated_alone", {})}
    for name in ("half", "fraction", "times", "currency", "per", "measure"):
        yield name, table[name]
    yield "fraction_rules.out_of", table["fraction_rules"]["out_of"]
    yield "modifier.before", table["modifier"]["before"]
    yield "modifier.after", table["modifier"]["after"]
    for section, key in LISTS:
        yield f"{section}.{key}", {key: table.get(section, {}).get(key, [])}


LISTS = (
    ("percent", "words"), ("percent", "points"), ("age", "before"), ("age", "after"),
    ("label", "before"), ("label", "plural"), ("label", "weak"), ("label", "after"), ("date", "months"),
    ("date", "year_after"), ("date", "year_before"), ("date", "time_after"), ("date", "century"), ("date", "counted"),
    ("modifier_rules", "after_unit"), ("pronoun", "after"), ("times_rules", "word"), ("times_rules", "before"), ("times_rules", "grown"),
    ("range", "change"), ("date", "decade"), ("range", "and_also"), ("fraction_rules", "not_after"),
    ("nth", "before"), ("nth", "not_before"), ("label", "codes"), ("label", "singular"), ("pronoun", "before_phrases"),
)  # fmt: skip


def _entries(shape: re.Pattern[str], section: Mapping[str, Any]) -> Iterable[Entry]:
    for meaning, phrases in section.items():
        pairs = phrases.items() if isinstance(phrases, Mapping) else ((phrase, meaning) for phrase in phrases)
        for phrase, means in pairs:
            yield words_of(phrase, shape), means


def words_of(phrase: str, shape: re.Pattern[str]) -> tuple[str, ...]:
    """The words of a phrase as tokens; a star stays with its word."""
    low = folded(phrase).strip()
    found: list[str] = []
    for token in tokens(low, low, shape, 0, len(low)):
        if token.form == "*" and token.glued and found:
            found[-1] += "*"
        else:
            found.append(token.form)
    return tuple(found)


def _lists(table: Mapping[str, Any]) -> Iterable[tuple[str, str, list[str]]]:
    for name, section in table.items():
        for key, value in section.items():
            if isinstance(value, list) and all(isinstance(item, str) for item in value):
                yield name, key, value
