"""The examples beside each language's words of time are true, and every shape has a meaning."""

from __future__ import annotations

import tomllib
from datetime import date

import pytest

from recusant.codebook import Event
from recusant.extract.times.timereader import PRODUCTIONS, WINDOWS
from recusant.extract.times.timewords import LANGUAGES, language_data
from recusant.extract.times.windows import windows
from recusant.extract.words.lexicon import languages
from recusant.records import Day

LANGS = languages()
INVASION = {
    "de": ("Invasion", "Krieg", "Kriegsbeginn"),
    "en": ("full-scale invasion", "invasion", "war", "full-scale war"),
    "fr": ("invasion", "guerre"),
    "pl": ("inwazja", "wojna"),
    "ru": ("полномасштабное вторжение", "война", "полномасштабная война"),
    "uk": ("повномасштабне вторгнення", "вторгнення", "велика війна", "повномасштабна війна"),
}
MOBILISATION = {
    "de": ("Mobilmachung",),
    "en": ("mobilisation", "partial mobilisation"),
    "fr": ("mobilisation",),
    "pl": ("mobilizacja",),
    "ru": ("мобилизация",),
    "uk": ("мобілізація",),
}
EVENTS = {
    "invasion": Event("invasion", "Invasion", date(2022, 2, 24), INVASION),
    "mobilisation": Event("mobilisation", "Mobilisation", date(2022, 9, 21), MOBILISATION),
}


def examples(lang):
    table = tomllib.loads((LANGUAGES / lang / "windows.examples.toml").read_text(encoding="utf-8"))
    dated = [(lang, text, table["said_on"], told) for text, told in table["examples"].items()]
    return dated + [(lang, text, None, told) for text, told in table["undated"].items()]


def end(days: tuple[Day, Day]) -> str:
    first, last = (str(day or "?") for day in days)
    return first if first == last else f"{first}..{last}"


@pytest.mark.parametrize(("lang", "text", "said_on", "told"), [example for lang in LANGS for example in examples(lang)])
def test_example(lang, text, said_on, told):
    found = windows(text, lang, said_on, EVENTS)
    assert [f"{text[slice(*window.span)]} = {end(window.start)} / {end(window.end)}" for window in found] == told


@pytest.mark.parametrize("lang", LANGS)
def test_every_shape_has_a_meaning(lang):
    named = {name for layer in language_data(lang)["shapes"].values() for name in layer}
    assert named <= {"number", *PRODUCTIONS, *WINDOWS}


def test_every_meaning_has_a_shape():
    named = {name for lang in LANGS for layer in language_data(lang)["shapes"].values() for name in layer}
    assert {*PRODUCTIONS, *WINDOWS} <= named
