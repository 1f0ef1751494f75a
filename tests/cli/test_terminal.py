"""What is told on a terminal: lines end between words, never within a number."""

from __future__ import annotations

import pytest

from recusant.cli.terminal import WIDTH, _interval, _wrapped
from recusant.extract import extract


@pytest.mark.parametrize("before", range(WIDTH - 20, WIDTH - 2))
def test_no_line_ends_within_a_number(before: int) -> None:
    told = f"{'a' * before} «235 646 справ» 1 001 of 10"
    lines = _wrapped(told).splitlines()
    assert len(lines) > 1 and max(map(len, lines)) <= WIDTH
    assert " ".join(line.strip() for line in lines) == told
    assert any("235 646" in line for line in lines) and any("1 001" in line for line in lines)


def test_the_ends_of_a_ratio_are_told_to_four_figures() -> None:
    ratio, count = extract("In Russia one in five of the 165,000 soldiers who went AWOL has returned to service.", "en")
    assert (_interval(ratio), _interval(count)) == ("0.1833 to 0.2333", "164,500 to 165,999")
