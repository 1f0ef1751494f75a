"""The page in three languages: the same numbers, each word in its own."""

from __future__ import annotations

import re
import tomllib
from importlib import resources
from pathlib import Path
from typing import Any

import pytest
from lxml import html

from recusant.codebook import load
from recusant.errors import BadInput
from recusant.publish.words import LANGUAGES, Words
from tests.publish.editions import book

PARTS = re.compile(r"{(\w+)}")
OTHERS = [language for language in LANGUAGES if language != "en"]
TITLES = {"en": "What must be true", "uk": "Що мусить бути правдою", "ru": "Что должно быть правдой"}


def _table(language: str) -> dict[str, Any]:
    return tomllib.loads((resources.files("recusant.publish") / "templates" / f"{language}.toml").read_text(encoding="utf-8"))


@pytest.mark.parametrize("language", OTHERS)
def test_every_sentence_is_there_with_the_same_parts(language: str) -> None:
    english, own = _table("en"), _table(language)
    assert list(own) == list(english)
    for name, sentence in english.items():
        assert type(own[name]) is type(sentence), name
        if isinstance(sentence, str):
            assert set(PARTS.findall(own[name])) == set(PARTS.findall(sentence)), name


@pytest.mark.parametrize("language", OTHERS)
def test_what_the_shipped_codebook_counts_has_a_label_in_it(language: str) -> None:
    refusal = load("refusal")
    for section, entries in (("measure", refusal.measures), ("category", refusal.categories), ("place", refusal.places)):
        assert set(refusal.labels[language][section]) == set(entries)


@pytest.mark.parametrize(
    ("language", "number", "words"),
    [("en", 1, "1 quote"), ("en", 5, "5 quotes"), ("uk", 21, "21 джерело"), ("uk", 3, "3 джерела"), ("ru", 11, "11 источников")],
)
def test_a_noun_takes_the_form_that_its_number_asks_for(language: str, number: int, words: str) -> None:
    assert Words(language, book()).counted("sources", number).replace("source", "quote") == words


@pytest.mark.parametrize("language", LANGUAGES)
def test_each_page_says_the_same_numbers_and_leads_to_the_others(folder: Path, language: str) -> None:
    name = "index.html" if language == "en" else f"{language}/index.html"
    tree = html.fromstring((folder / name).read_text(encoding="utf-8"))
    assert tree.get("lang") == language
    assert TITLES[language] in tree.xpath("//h2[@id='findings']")[0].text_content()
    assert re.search(r"32[,\u00a0]649", tree.text_content())
    up = "" if language == "en" else "../"
    assert tree.xpath("//a[@hreflang]/@href") == [f"{up}{page}" for page in ("index.html", "uk/index.html", "ru/index.html")]


def test_an_unknown_language_is_refused_with_those_there_are() -> None:
    with pytest.raises(BadInput, match="use one of en, uk, ru"):
        Words("xx", book())
