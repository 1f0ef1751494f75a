"""What must hold of any reading, on invented texts: words of the lexicons and the codebook, numbers, dates, marks and rubbish."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from benchmarks.fuzz import all_faults, kind_of, shortened
from benchmarks.invariants import Given, faults
from benchmarks.texts import MARKS, SPOKEN, phrases, subjects
from benchmarks.texts import given as invented

DAYS = st.none() | st.dates(date(2014, 1, 1), date(2030, 1, 1))


def pieces(lang: str) -> st.SearchStrategy[str]:
    numbers = st.integers(0, 10**6).map(str) | st.dates().map(str) | st.floats(0, 1000).map("{:.2f}".format)
    return st.sampled_from(phrases(lang)) | st.sampled_from(subjects(lang)) | numbers | st.sampled_from(MARKS) | st.characters()


def texts(lang: str) -> st.SearchStrategy[Given]:
    bodies = st.tuples(st.sampled_from((" ", "", "\n")), st.lists(pieces(lang), max_size=30)).map(lambda made: made[0].join(made[1]))
    return st.builds(Given, bodies, st.just(lang), DAYS)


@settings(max_examples=100, deadline=None)
@given(st.sampled_from(SPOKEN).flatmap(texts))
def test_pieces_in_any_order_are_read_as_they_must_be(text: Given) -> None:
    assert all_faults(text) == []


@pytest.mark.parametrize("seed", range(20))
def test_invented_texts_and_broken_notes_are_read_as_they_must_be(seed: int) -> None:
    text = invented(seed)
    assert all_faults(Given(text.text[:2000], text.lang, text.said_on)) == []


@pytest.mark.parametrize("text", ["plea flee army 5,6", "capture serviceman8Yaroslavl Oblast2CAPTURED(7"])
def test_what_begins_within_a_word_is_read_as_it_must_be(text: str) -> None:
    assert all_faults(Given(text, "en")) == []


def test_a_number_understood_as_a_length_ends_its_line() -> None:
    assert all_faults(Given("справ СЗЧ 0року 1", "uk")) == []


def test_a_line_without_words_is_read_as_it_must_be() -> None:
    assert all_faults(Given("refusal article\n_", "en", date(2021, 10, 17))) == []


def test_what_came_after_a_year_to_come_is_read_as_it_must_be() -> None:
    assert all_faults(Given("після С 2025", "uk", date(2022, 12, 18))) == []


def test_a_part_of_days_long_after_those_of_its_whole_is_read_as_it_must_be() -> None:
    assert all_faults(invented(9103211)) == []


def test_the_same_seed_gives_the_same_text() -> None:
    assert invented(7) == invented(7) != invented(8)


def test_a_fault_is_found_and_its_text_made_short(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("benchmarks.invariants.windows", lambda text, lang, day: 1 / (0 if "May" in text else 1) and [])
    text = Given("In May and in June there were 5 of them.", "en")
    (fault,) = faults(text)
    assert kind_of(fault).startswith("ZeroDivisionError")
    assert shortened(text, kind_of(fault)).text == "May"
