"""The page in three languages: the same numbers, each word in its own."""

from __future__ import annotations

import re
import tomllib
from dataclasses import replace
from datetime import date
from importlib import resources
from pathlib import Path
from typing import Any

import pytest
from lxml import html

from recusant.codebook import load, parse
from recusant.errors import BadInput
from recusant.extract.claims import NO_SUBJECT, UNKNOWN
from recusant.publish import publish
from recusant.publish.words import LANGUAGES, Words
from recusant.reconcile.rules import Unreckoned, rows_of
from recusant.records import Claim, Quantity, Quote, Scope, Window
from tests.publish.editions import TOML, book, edition, story

PARTS = re.compile(r"{(\w+)}")
OTHERS = [language for language in LANGUAGES if language != "en"]
ABSENCE = "series/all.opened.absence.UA.html"
TITLES = {"en": "What must be true", "uk": "Що мусить бути правдою", "ru": "Что должно быть правдой"}


def _table(language: str) -> dict[str, Any]:
    return tomllib.loads((resources.files("recusant.publish") / "templates" / f"{language}.toml").read_text(encoding="utf-8"))


@pytest.mark.parametrize("language", OTHERS)
def test_every_sentence_is_there_with_the_same_parts(language: str) -> None:
    english, own = _table("en"), _table(language)
    assert list(own) == list(english)
    for name, sentence in english.items():
        assert type(own[name]) is type(sentence), name
        if isinstance(sentence, dict):
            assert list(own[name]) == list(sentence), name
        for one, other in zip(_sentences(sentence), _sentences(own[name]), strict=False):
            assert set(PARTS.findall(other)) == set(PARTS.findall(one)), name


def _sentences(entry: Any) -> list[str]:
    return [entry] if isinstance(entry, str) else list(entry.values()) if isinstance(entry, dict) else []


@pytest.mark.parametrize("language", OTHERS)
def test_what_the_shipped_codebook_counts_has_a_label_in_it(language: str) -> None:
    refusal = load("refusal")
    links = [link.name for link in refusal.links]
    for section, entries in (("measure", refusal.measures), ("category", refusal.categories), ("place", refusal.places), ("link", links)):
        assert set(refusal.labels[language][section]) == set(entries)


@pytest.mark.parametrize("language", OTHERS)
def test_what_happened_and_what_became_law_is_told_in_it(language: str) -> None:
    refusal = load("refusal")
    assert set(refusal.labels[language]["event"]) == set(refusal.events)
    for part in ("title", "changed", "before", "after"):
        assert set(refusal.labels[language][f"law_{part}"]) == set(refusal.laws), part
    in_words = {name for name, law in refusal.laws.items() if re.search("[a-z]{2}", law.article)}
    assert set(refusal.labels[language]["law_article"]) == in_words


def test_a_law_is_told_in_the_language_of_the_page_and_what_is_not_told_is_marked_as_english(folder: Path, tmp_path: Path) -> None:
    law = html.fromstring((folder / "uk" / "laws.html").read_text(encoding="utf-8")).xpath("//tr[@id='2024-09-07']")[0]
    untold = [each.text_content() for each in law.xpath(".//span[@lang='en']")]
    assert untold == ["Law on return", "A first absence may be forgiven", "5 to 10 years", "none"]
    told = TOML + '[labels.uk.law_title]\nreturn = "Закон про повернення"\n'
    publish(edition(story(), parse(told)), tmp_path)
    for page in ("uk/laws.html", f"uk/{ABSENCE}"):
        text = html.fromstring((tmp_path / page).read_text(encoding="utf-8")).text_content()
        assert "Закон про повернення" in text and "Law on return" not in text
    shown = html.fromstring((tmp_path / "uk" / ABSENCE).read_text(encoding="utf-8"))
    assert "../laws.html#2024-09-07" in shown.xpath("//ol[@class='events']//a/@href")


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


def _claim(kind: str, **more: Any) -> Claim:
    quantity = Quantity((5, 5), "exact", 5, 5, "5")
    scope = more.pop("scope", Scope("opened", "absence", "UA", Window.of(date(2022, 1, 1), None)))
    return replace(Claim.of("s", Quote(0, 1, "5"), kind, quantity, scope, origin="office"), **more)


STOCK = Scope("wanted", "absence", "UA", Window.of(date(2022, 1, 1), None))
WITHOUT_BOUND = [
    _claim("amount"),
    _claim("count"),
    _claim("count", scope=replace(STOCK, window=Window.of(None, date(2022, 1, 1)), measure="opened")),
    _claim("count", scope=replace(STOCK, window=Window((None, None), (None, date(2022, 1, 1))))),
    _claim("count", quantity=Quantity(None, "vague", None, None, "many")),
    _claim("ratio"),
    _claim("change"),
    _claim("rank", rank="highest", base=STOCK),
    _claim("rate", per="day"),
    *(_claim(kind, scope=STOCK, base=STOCK, rank="highest", direction="up", per="month") for kind in ("rate", "rank", "trend")),
]


@pytest.mark.parametrize("said", WITHOUT_BOUND, ids=lambda said: said.kind)
def test_why_a_claim_makes_no_bound_is_said_in_each_language(said: Claim) -> None:
    why = rows_of(said, book())
    assert isinstance(why, Unreckoned)
    told = {Words(language, book()).reason(why.reason) for language in LANGUAGES}
    assert len(told) == len(LANGUAGES) and why.reason in told


@pytest.mark.parametrize(
    "why",
    [
        UNKNOWN,
        NO_SUBJECT,
        "no claims can be read in the language 'es', only in de, en",
        "no claims can be read in what seems to be the language 'es', only in de, en",
        "page 7 has hardly any text and seems to be scanned; let a program for text recognition (OCR) read it",
        "line 7 has characters that were lost, and was not read",
    ],
)
def test_why_something_was_not_read_is_said_in_each_language(why: str) -> None:
    told = [Words(language, book()).reason(why) for language in LANGUAGES]
    assert told[0] == why and len(set(told)) == len(LANGUAGES)
    assert all(part in one for one in told for part in re.findall("'es'|de, en|7", why))


def test_a_reason_that_is_not_known_stands_as_it_is() -> None:
    assert Words("uk", book()).reason("second reader: no number") == "second reader: no number"


def test_a_decimal_has_the_mark_of_its_language() -> None:
    assert [Words(language, book()).number(1234.5) for language in LANGUAGES] == ["1,234.5", "1\u00a0234,5", "1\u00a0234,5"]


def test_an_unknown_language_is_refused_with_those_there_are() -> None:
    with pytest.raises(BadInput, match="use one of en, uk, ru"):
        Words("xx", book())
