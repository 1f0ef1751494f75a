"""The words of a language that hold claims together, from ``languages/<lang>/claims.toml`` and ``speakers.toml``."""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from importlib import resources

from recusant.errors import BadInput

LANGUAGES = resources.files("recusant.extract") / "languages"
Phrases = tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Grammar:
    """One language's words. ``claims`` and ``speakers`` are the tables of the two files, name -> words as written there."""

    lang: str
    claims: Mapping[str, Mapping[str, Phrases]]
    speakers: Mapping[str, Phrases]
    never_ends: frozenset[str]
    may_end: frozenset[str]
    function: frozenset[str]  # words that end the search for a counted noun
    attributes: frozenset[str]  # words that may stand between a figure and its noun
    head_last: bool  # of words that stand together the last is the noun: "asylum application"
    relative: frozenset[str]  # pronouns that begin a clause about the noun before
    joins: frozenset[str]  # words that join the members of a list
    verb_endings: tuple[str, ...]
    so_many: Phrases  # beginnings of a sentence that only now tells what the figure of the one before counts
    irregular: Mapping[str, str]  # forms that the dictionary gets wrong or that begin otherwise than their lemma, with it
    elided: Phrases  # words that an apostrophe joins to the next: "l'asile"
    capital_nouns: bool  # whether nouns are written with a capital letter
    surest: float  # no claim in this language is surer


@cache
def grammar(lang: str) -> Grammar:
    """The words of a language. Raises BadInput for a language that has no folder."""
    folder = LANGUAGES / lang
    if not folder.joinpath("claims.toml").is_file():
        raise BadInput(f"no claims can be read in the language {lang!r}", mend="add its folder to recusant/extract/languages")
    claims, speakers = (tomllib.loads(folder.joinpath(name).read_text(encoding="utf-8")) for name in ("claims.toml", "speakers.toml"))
    tables = {name: {key: tuple(words) for key, words in table.items()} for name, table in claims.items() if isinstance(table, dict)}
    sentences, words = tables["sentences"], tables["words"]
    return Grammar(
        lang,
        tables,
        {key: tuple(words) for key, words in speakers.items() if isinstance(words, list)},
        frozenset(word.casefold() for word in sentences["never_ends"]),
        frozenset(word.casefold() for word in sentences["may_end"]),
        frozenset(words["function"]),
        frozenset(words["attributes"]),
        bool(claims.get("head_last")),
        frozenset(words["relative"]),
        frozenset(words["joins"]),
        words["verb_endings"],
        words.get("so_many", ()),
        {form: lemma for lemma, forms in tables.get("irregular", {}).items() for form in forms},
        words.get("elided", ()),
        bool(claims.get("capital_nouns", False)),
        float(claims.get("surest", 1)),
    )
