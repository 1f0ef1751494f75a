"""Encodings: told where the bytes tell them, and nothing damaged is read as if it were whole."""

from __future__ import annotations

import pytest

from recusant.errors import BadSource
from recusant.read import read_note
from recusant.records import Source, Text

RUSSIAN = "В 2023 году в суды поступило 5 096 уголовных дел, сообщает «Медиазона»."
UKRAINIAN = "У 2023 році прокурори відкрили 17 658 проваджень за статтею 407, кажуть у їхньому відомстві."
POLISH = "W 2024 roku wszczęto 1234 postępowania przeciwko żołnierzom, którzy odmówili służby; źródło: sąd. Część spraw umorzono. " * 2
GERMAN = "Im Jahr 2024 wurden 1234 Verfahren eröffnet, über 300 mehr als im Vorjahr; jede Behörde zählt für sich, ähnlich wie früher. " * 4


def note(data: bytes) -> Text:
    return read_note(Source.of(data, "a.txt", media="text/plain"))


@pytest.mark.parametrize(
    ("words", "encoding"),
    [(RUSSIAN, "cp1251"), (RUSSIAN.replace("«", '"').replace("»", '"'), "koi8-r"), (UKRAINIAN, "cp1251"), (UKRAINIAN, "koi8-u"),
     (POLISH, "cp1250"), (POLISH, "iso8859-2"), (GERMAN, "cp1252"), (RUSSIAN, "utf-16")],
)  # fmt: skip
def test_an_encoding_that_nothing_declares_is_told_by_its_letters(words: str, encoding: str) -> None:
    assert note(words.encode(encoding)).body == words.strip()


def test_a_line_with_a_broken_byte_is_a_gap_and_the_others_are_read() -> None:
    first, broken = f"{UKRAINIAN}\n".encode(), "Не менше 12 справ.".encode()
    text = note(first + broken[:3] + broken[4:])
    assert text.body == f"{UKRAINIAN}\n\ufffd"
    (gap,) = text.gaps
    assert text.body[gap.quote.start : gap.quote.end] == gap.quote.text and gap.reason.startswith("line 2 has characters that were lost")


def test_a_page_that_lost_characters_before_it_came_to_us_is_read_no_other_way() -> None:
    assert note(f"{RUSSIAN}\nНе мен\ufffdе 12 дел.".encode()).body == f"{RUSSIAN}\n\ufffd"


@pytest.mark.parametrize("data", ["справа".encode("cp1251"), bytes(range(128, 256)) * 9])
def test_what_cannot_be_told_is_refused_with_the_byte(data: bytes) -> None:
    with pytest.raises(BadSource, match=r"a\.txt, byte 0: its encoding cannot be told"):
        note(data)
