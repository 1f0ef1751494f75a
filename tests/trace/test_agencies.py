"""Agency tags: a text says with them where it is from (docs/trace.md)."""

from __future__ import annotations

import pytest

from recusant.trace import agency_of


@pytest.mark.parametrize(
    ("text", "agency"),
    [
        ("HELSINKI (AP) — Courts sentenced 684 soldiers.", "AP"),
        ("МОСКВА, 5 марта — РИА Новости. Суды осудили 684 военных.", "RIA Novosti"),
        ("МОСКВА, 5 марта. /ТАСС/. Суды осудили 684 военных.", "TASS"),
        ("Courts sentenced 684 soldiers.\nBy The Associated Press\nIt is said.", "AP"),
        ("Суди засудили 684 військових.\nДжерело: Укрінформ", "Ukrinform"),
    ],
)
def test_a_tag_names_the_agency(text: str, agency: str) -> None:
    assert agency_of(text) == agency


@pytest.mark.parametrize(
    "text",
    [
        "President Donald Trump. (AP Photo/Evan Vucci)",
        "Photo: Mel Evans, AP",
        "In an interview with Reuters the minister named 684 verdicts.",
        "Суды осудили 684 военных, сообщает Интерфакс — его собеседник это подтвердил.",
    ],
)
def test_the_credit_of_a_picture_and_a_name_in_a_sentence_are_no_tags(text: str) -> None:
    assert agency_of(text) is None
