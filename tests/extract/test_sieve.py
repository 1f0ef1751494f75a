"""The sieve lets through every text that may hold claims, and few others."""

from __future__ import annotations

import pytest

from benchmarks.texts import given
from recusant import codebook
from recusant.extract.sentence.ready import terms_of
from recusant.extract.sieve import Sieve

pytest.importorskip("ahocorasick")
BOOK = codebook.load("refusal")
LANGUAGES = ("en", "ru")


@pytest.fixture(scope="module")
def sieve() -> Sieve:
    return Sieve.of(BOOK, LANGUAGES)


@pytest.mark.parametrize(
    "text",
    [
        "Courts heard 200 desertion cases.", "DESERTERS", "the deserter’s lawyer", "О дезертирах ничего не известно", "двум дезертирам",
        "He had refused for years.\nThen came\nan order.", "asylum-seekers", "AWOLs", "POWs",
        "Courts heard 200 d\ufffds\ufffdrtion cases.",
    ],
)  # fmt: skip
def test_a_text_with_all_words_of_a_phrase_is_let_through_in_any_form_and_order(sieve: Sieve, text: str) -> None:
    assert sieve(text)


@pytest.mark.parametrize("text", ["", "The weather was fine in 2024.", "В городе открыли 15 школ.", "200 desserts", "3371 and 1337"])
def test_a_text_without_is_not(sieve: Sieve, text: str) -> None:
    assert not sieve(text)


def test_no_invented_text_that_is_read_is_held_back(sieve: Sieve) -> None:
    texts = [one for one in map(given, range(1500)) if one.lang in LANGUAGES]
    told = [one for one in texts if any(terms_of(BOOK, str(one.lang)).glance.passages(one.text))]
    assert [one.text for one in told if not sieve(one.text)] == []
    assert len(told) > 300


def test_it_is_the_same_when_written_down(sieve: Sieve) -> None:
    assert Sieve.from_json(sieve.to_json()) == sieve
