"""A year told only behind its months: what was guessed before it waits for review."""

from datetime import date

import pytest

from recusant.extract.times.windows import windows


@pytest.mark.parametrize(
    ("text", "supposed"),
    [
        ("In January 512 came, in February 640: so the number grew in 2023.", [True, True, False]),
        ("In January 512 came, in February 640: in 2023 there were 90.", [False, False, False]),
        ("In January 512 came, in February 640. So it grew in 2023.", [False, False, False]),
        ("In January 512 came, in February 640: so the number grew in 2024.", [False, False, False]),
    ],
)
def test_a_year_behind(text, supposed):
    assert [one.supposed for one in windows(text, "en", date(2024, 5, 10))] == supposed
