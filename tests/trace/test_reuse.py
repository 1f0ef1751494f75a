"""Which texts copy, and which only tell the same story (docs/trace.md)."""

from __future__ import annotations

from random import Random

import pytest

from recusant.trace import copies, reused

ALPHABET = [f"{first}{second}" for first in "abcdefghijklmnoprstu" for second in "aeiou"]


def words(number: int, seed: object = 1) -> str:
    return " ".join(Random(str(seed)).choices(ALPHABET, k=number))  # noqa: S311 no secret


def pairs(*texts: str) -> list[tuple[int, int]]:
    return [(copy.first, copy.second) for copy in copies(texts)]


def test_a_text_is_a_copy_of_itself() -> None:
    (copy,) = copies([words(60), words(60)])
    assert (copy.words, copy.share) == (60, 1.0)


def test_texts_in_own_words_are_none() -> None:
    assert pairs(words(300, "one"), words(300, "other")) == []


def test_a_part_cut_out_of_a_long_text_is_a_copy() -> None:
    whole = words(600).split()
    assert pairs(" ".join(whole), " ".join(whole[200:260])) == [(0, 1)]


def test_what_is_copied_below_half_is_borrowed_and_no_copy() -> None:
    common = words(40)
    assert pairs(f"{common} {words(60, 'one')}", f"{common} {words(60, 'other')}") == []


def test_a_word_changed_here_and_there_hides_no_copy() -> None:
    edited = [f"x{place}" if place % 12 == 0 else word for place, word in enumerate(words(120).split())]
    assert pairs(words(120), " ".join(edited)) == [(0, 1)]


@pytest.mark.parametrize("marks", ["«»", "“”", "„“", '""'])
def test_two_who_quote_one_speaker_need_not_have_read_each_other(marks: str) -> None:
    speech = f"{marks[0]}{words(40)}{marks[1]}"
    assert pairs(f"{words(30, 'one')} {speech}.", f"{words(30, 'other')} {speech}.") == []


def test_a_name_in_quotation_marks_is_no_speech() -> None:
    assert pairs(f"{words(20)} «Хочу жить» {words(20, 2)}", f"{words(20)} «Хочу жить» {words(20, 2)}") == [(0, 1)]


def test_the_address_of_a_link_is_no_words() -> None:
    address = "https://a.example/one/two/three/four/five/six/seven/eight/nine/ten"
    assert pairs(f"{words(6, 'one')} {address}", f"{words(6, 'other')} {address}") == []


def test_case_and_punctuation_make_no_difference() -> None:
    assert pairs(words(30), words(30).upper().replace(" ", ", ")) == [(0, 1)]


def test_a_crowd_of_copies_hangs_together() -> None:
    found = pairs(*[words(30)] * 50)
    assert {second for first, second in found if first == 0} == set(range(1, 50))


def test_short_and_empty_texts_copy_nothing() -> None:
    assert pairs() == pairs("", "") == pairs("two words", "two words") == []


def test_texts_longer_than_what_is_worked_on_at_once_are_compared_whole(monkeypatch) -> None:
    monkeypatch.setattr("recusant.trace.reuse.BLOCK", 16)
    assert pairs(words(40, "one"), words(40), words(9, "other"), words(40)) == [(1, 3)]


def test_reused_is_the_share_of_ones_own_words() -> None:
    assert reused(f"{words(30)} {words(30, 2)}", words(30)) == pytest.approx(0.5)
    assert reused("", words(30)) == 0
