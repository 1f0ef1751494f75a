"""Words from elsewhere as pages print them: numbers on one line, sentences with a capital and one full stop."""

from __future__ import annotations

import time

import pytest
from lxml import html

from recusant.publish.inert import GROUPED, capital, stopped, unbroken


@pytest.mark.parametrize(
    ("text", "numbers"),
    [
        ("235 646 справ", ["235 646"]),
        ("від 19 381 до 19\u2009440", ["19 381", "19\u2009440"]),
        ("1 001 of 10", ["1 001"]),
        ("46 150 000 осіб", ["46 150 000"]),
        ("у 2025 році 12 справ, 3 5000", []),
        ("1,234 and 1.234", []),
    ],
)
def test_a_number_is_held_together_and_every_letter_stays(text: str, numbers: list[str]) -> None:
    shown = html.fragment_fromstring(str(unbroken(text)), create_parent=True)
    assert shown.text_content() == text
    assert [each.text for each in shown.find_class("number")] == numbers


def test_what_surrounds_a_number_stays_inert() -> None:
    assert str(unbroken("<b>1 000</b> \u202e&")) == '&lt;b&gt;<span class="number">1 000</span>&lt;/b&gt; [U+202E]&amp;'


def test_a_number_without_end_is_looked_through_in_a_moment_and_held_in_parts() -> None:
    begun = time.process_time()
    assert len(GROUPED.split("1" * 200_000)) == 1
    parts = GROUPED.split("1 000" + " 000" * 50_000)
    assert time.process_time() - begun < 2
    assert max(map(len, parts)) < 30


def test_a_sentence_begins_with_a_capital_and_ends_with_one_full_stop() -> None:
    assert [capital(text) for text in ("січень 2022 року", "2022", "")] == ["Січень 2022 року", "2022", ""]
    assert [stopped(text) for text in ("as estimated by Connection e.V.", "in all")] == ["as estimated by Connection e.V.", "in all."]
