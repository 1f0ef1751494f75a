"""The words: each sentence once, each period by its name."""

from __future__ import annotations

import re
import tomllib
from dataclasses import replace
from datetime import date
from fractions import Fraction
from importlib import resources

import pytest

from recusant.publish.sentences import findings, mended
from recusant.publish.words import LANGUAGES, Words
from recusant.records import REPAIRS, SUPPORTS, UNATTRIBUTED, Change, Repair, Window
from tests.publish.editions import book

say = Words("en", book())
YEAR, MONTH = (Window.of(date(2022, 1, 1), last) for last in (date(2022, 12, 31), date(2022, 1, 31)))
PACKAGE = resources.files("recusant.publish")


@pytest.mark.parametrize(
    ("first", "last", "period"),
    [
        ("2025-10-01", "2025-10-31", "October 2025"),
        ("2025-08-01", "2025-09-30", "August to September 2025"),
        ("2024-11-01", "2025-02-28", "November 2024 to February 2025"),
        ("2024-01-01", "2024-12-31", "2024"),
        ("2022-09-21", "2024-02-29", "21 September 2022 to 29 February 2024"),
        ("2024-02-29", "2024-02-29", "29 February 2024"),
    ],
)
def test_a_period_has_its_shortest_name(first: str, last: str, period: str) -> None:
    assert say.period((date.fromisoformat(first), date.fromisoformat(last))) == period


def test_an_uncertain_window_says_what_is_known_of_its_ends() -> None:
    day = date(2023, 4, 24)
    assert (
        say.window(Window((date(2022, 9, 21),) * 2, (day, date(2023, 4, 30))))
        == "21 September 2022 to a day between 24 April and 30 April 2023"
    )
    assert say.window(Window((None, day), (None, None))) == "24 April 2023 or earlier to an unknown day"
    assert say.window(Window((None, None), (None, None))) == "period unknown"


@pytest.mark.parametrize(
    ("lo", "hi", "words"),
    [
        (5, 5, "exactly 5"),
        (19381, 19440, "19,381 to 19,440"),
        (2901, None, "at least 2,901"),
        (0, 9, "at most 9"),
        (0, None, "not determined"),
    ],
)
def test_two_ends_are_said_in_words(lo: int, hi: int | None, words: str) -> None:
    assert say.interval(lo, hi) == words


def test_numbers_stand_with_their_thousands_apart() -> None:
    assert [say.number(value) for value in (1234567, 0.5, 3.0, Fraction(7), Fraction(5959, 7), Fraction(1, 2))] == [
        "1,234,567", "0.5", "3", "7", "851 2/7", "1/2",
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("gap", "told"), [(7, "7"), (Fraction(7, 5), "1.4"), (Fraction(5959, 7), "about 851.3"), (Fraction(1, 90), "about 0.011")]
)
def test_a_gap_is_told_in_short(gap: Fraction, told: str) -> None:
    assert say.gap(gap) == told


@pytest.mark.parametrize("language", LANGUAGES)
def test_who_is_not_named_is_told_so_in_words(language: str) -> None:
    told = Words(language, book()).origin(UNATTRIBUTED)
    assert told != UNATTRIBUTED and (language == "en") == told.isascii()


def test_a_month_below_a_chart_has_a_short_name_in_its_language() -> None:
    assert [Words(language, book()).tick("2025-04") for language in LANGUAGES] == ["Apr 2025", "квіт. 2025", "апр. 2025"]
    assert say.tick("2025") == "2025"


def test_a_finding_is_one_sentence(told) -> None:
    assert findings(told)[1] == "Absence, Ukraine, August to September 2025: exactly 32,649 (Proceedings opened, in all)"


def test_every_sentence_is_used_and_every_sentence_used_is_there() -> None:
    table = set(tomllib.loads((PACKAGE / "templates" / "en.toml").read_text(encoding="utf-8")))
    folders = (PACKAGE, PACKAGE / "templates", PACKAGE / "exports")
    files = [file for folder in folders for file in folder.iterdir() if file.name.endswith((".py", ".html"))]
    text = "\n".join(file.read_text(encoding="utf-8") for file in files).replace("'", '"')
    beginnings = tuple(re.findall(r"""f?"(\w+_)(?:\{|" ~)""", text))
    assert [name for name in table if f'"{name}"' not in text and not name.startswith(beginnings) and not name.endswith("_title")] == []
    assert set(re.findall(r"""\bsay\("(\w+)"[,)]""", text)) <= table


def test_the_likeliest_repair_is_one_sentence(told) -> None:
    (conflict,) = told.reckoning.conflicts
    sentence = mended(conflict, told.reckoning.claims, told.book)
    assert sentence == (
        "Likeliest repair of “18,628 in Echo”: a slip of the digits, 17,658 instead of 18,628; "
        "so says “17,658 in Daily” (Daily), “17,658 in Herald” (Herald)."
    )
    assert mended(replace(conflict, repairs=()), told.reckoning.claims, told.book) is None


@pytest.mark.parametrize(
    ("repair", "words"),
    [
        (("category", "absence", "both"), "another kind of case, Absence and desertion instead of Absence"),
        (("window", YEAR, MONTH), "another period, January 2022 instead of 2022"),
    ],
)
def test_a_repair_says_what_instead_of_what(repair: tuple[str, str, str], words: str) -> None:
    assert say.repair(Repair("c", repair[0], (Change(*repair),), (), "stated")) == words


def test_every_kind_of_repair_and_of_support_has_its_words() -> None:
    assert all(say(f"repair_{name}") for name in (*REPAIRS, *SUPPORTS))
