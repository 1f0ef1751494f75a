"""Terms and passages: a codebook's words inflected and apart, sentences, and the quick look that spares the rest."""

import pytest

from recusant.codebook import load
from recusant.extract.sentence.terms import Terms
from recusant.extract.words.grammar import grammar
from recusant.extract.words.inflection import key
from recusant.extract.words.passages import sentences
from recusant.extract.words.vocabulary import phrases_of

BOOK = load("refusal")
TERMS = {lang: Terms(BOOK, lang) for lang in ("en", "ru", "uk")}


def named(text: str, lang: str, section: str) -> list[str]:
    terms = TERMS[lang]
    return [one.ids[-1] for one in terms.mentions(terms.tokens(text, 0, len(text))) if one.section == section]


def split(text: str, lang: str) -> list[str]:
    return [text[one.start : one.end] for one in sentences(text, 0, len(text), grammar(lang))]


@pytest.mark.parametrize(
    ("lang", "text", "category"),
    [
        ("en", "unauthorized absences", "art407"),
        ("en", "failure to obey his orders", "art332"),
        ("ru", "о неисполнении приказов", "art332"),
        ("ru", "самовольного оставления воинской части", "art407"),
        ("uk", "за дезертирством", "art408"),
        ("uk", "самовільному залишенню", "art407"),
    ],
)
def test_a_category_is_known_however_it_is_inflected(lang: str, text: str, category: str) -> None:
    assert named(text, lang, "category") == [category]


@pytest.mark.parametrize("lang", TERMS)
def test_every_phrase_is_found_as_it_is_written(lang: str) -> None:
    """Also where a word of it has the form of another's word: «с начала» is from the start on, and no deed of one who started it."""
    terms = TERMS[lang]
    for section, name, phrase in phrases_of(BOOK, terms.grammar):
        text = f"«{phrase.removeprefix('=')}»"
        found = terms.found(terms.tokens(text, 0, len(text)))
        assert any(one.section == section and name in one.ids for one in found), phrase


@pytest.mark.parametrize("lang", TERMS)
def test_a_form_that_the_dictionary_lacks_is_one_of_its_word(lang: str) -> None:
    assert all(key(form, lang) == key(word, lang) for form, word in grammar(lang).irregular.items())


def test_a_form_that_the_dictionary_lacks_is_read() -> None:
    assert named("справа дійшла до суду", "uk", "measure") == ["sent_to_court"]
    assert named("рекордні вироки", "uk", "cues") == ["highest"]
    assert named("men who won asylum", "en", "measure") == ["asylum_granted"]


def test_articles_are_known_from_a_list() -> None:
    assert named("under Articles 337, 338 and 352.1", "en", "category") == ["art337", "art338", "art352.1"]


def test_an_acronym_is_not_a_word_that_looks_like_it() -> None:
    assert named("дела об СОЧ в Сочи", "ru", "category") == ["art407"]


def test_the_words_of_a_measure_may_stand_apart_and_in_any_order() -> None:
    assert "cases_received" in named("cases were received", "en", "measure")
    assert "returned_to_service" in named("на службу після СЗЧ повернулися", "uk", "measure")


def test_no_offence_reaches_across_a_figure() -> None:
    assert named("60 AWOL and 9 desertion cases", "en", "category") == ["art407", "art408"]


@pytest.mark.parametrize(
    ("lang", "text", "count"),
    [
        ("en", "Dec. 29, 2023. Mediazona says so. It counts.", 3),
        ("en", "The U.S. Army left. Mr. Smith stayed.", 2),
        ("ru", "По ст. 337 УК РФ было 67 тыс. 840 дел. Это много.", 2),
        ("uk", "11 листопада 2025. У 2024 р. було 5 справ.", 2),
    ],
)
def test_sentences_end_at_full_stops_and_not_at_abbreviations(lang: str, text: str, count: int) -> None:
    assert len(split(text, lang)) == count


def test_a_sentence_longer_than_any_is_cut() -> None:
    assert max(map(len, split("word " * 5000, "en"))) <= 1500


def test_only_what_is_near_the_subject_is_read() -> None:
    text = "\n".join(["Nothing here."] * 50 + ["Desertion grows."] + ["Nothing here."] * 50)
    ((start, end),) = TERMS["en"].glance.passages(text)
    assert "Desertion grows." in text[start:end]
    assert end - start < 120
