"""Languages: which a text is in, and that one which is not read is told."""

from __future__ import annotations

import pytest

from recusant.extract.words.language import language_of, unread

READ = {
    "en": "Russian courts received more than 2,900 cases of desertion after mobilisation, according to Mediazona.",
    "ru": "После мобилизации российские суды получили более 2900 дел о дезертирстве, подсчитала «Медиазона».",
    "uk": "Після мобілізації російські суди отримали понад 2900 справ про дезертирство, підрахувала «Медіазона».",
}
OTHERS = {
    "es": "Los tribunales rusos recibieron más de 2.900 casos de deserción desde la movilización, según Mediazona.",
    "fi": "Venäjän tuomioistuimet ovat saaneet yli 2 900 karkuruusjuttua liikekannallepanon jälkeen, Mediazona kertoo.",
    "be": "Пасля мабілізацыі расійскія суды атрымалі больш за 2900 спраў аб дэзерцірстве, падлічыла «Медыязона».",
    "el": "Τα ρωσικά δικαστήρια δέχθηκαν πάνω από 2.900 υποθέσεις λιποταξίας.",
}


@pytest.mark.parametrize("lang", READ)
def test_a_language_that_is_read_is_told(lang: str) -> None:
    assert (language_of(READ[lang]), unread(READ[lang])) == (lang, None)


@pytest.mark.parametrize("lang", OTHERS)
def test_a_language_that_is_not_read_is_told(lang: str) -> None:
    assert unread(OTHERS[lang]) == lang


@pytest.mark.parametrize("text", ["", "2,900", "Mediazona", "a\ud800"])
def test_nothing_that_tells_is_no_other_language(text: str) -> None:
    assert unread(text) is None


def test_the_letters_of_web_addresses_tell_nothing() -> None:
    assert language_of("Суд: 5 дел.\nhttps://example.org/news/2024/05/the-courts-of-russia-received-five-cases-of-desertion") == "ru"
