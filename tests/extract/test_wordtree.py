"""One pattern for many words."""

from __future__ import annotations

import re

from hypothesis import given
from hypothesis import strategies as st

from recusant.extract.words.wordtree import any_of

WORDS = st.text("abcе'.+", min_size=1, max_size=4)


@given(st.lists(WORDS, min_size=1, max_size=8), WORDS)
def test_the_pattern_matches_the_words_and_no_other(words, other):
    pattern = re.compile(any_of(words))
    assert all(pattern.fullmatch(word) for word in words)
    assert bool(pattern.fullmatch(other)) == (other in words)


def test_letters_that_are_read_as_one_are_matched_as_one():
    assert re.fullmatch(any_of(["четверт", "п'ять"]), "чётвёрт")
    assert re.fullmatch(any_of(["четверт", "п'ять"]), "п’ять")


def test_the_longest_word_wins():
    assert re.match(any_of(["week", "weekend"]), "weekends").group() == "weekend"
