"""Shared errors: who is wrong in the same way as another has read it (docs/trace.md)."""

from __future__ import annotations

from recusant.trace import outvoted, shared_errors


def test_errors_that_agree_make_a_copier_certain() -> None:
    errors = {cell: {"a": 64, "b": 64, "c": cell} for cell in range(1, 6)}
    found = shared_errors({"verdicts": errors})
    assert found["a", "b"].certainty == "certain"
    assert found["a", "c"].certainty == "possible"


def test_one_error_shared_is_likely_and_no_more() -> None:
    assert shared_errors({"verdicts": {"cell": {"a": 64, "b": 64}}})["a", "b"].certainty == "likely"


def test_where_errors_agree_by_chance_agreeing_tells_less() -> None:
    names = [f"s{number}" for number in range(6)]
    coarse = {cell: dict.fromkeys(names, cell % 2) for cell in range(20)}
    assert shared_errors({"sky": coarse})["s0", "s1"].odds < 20 * shared_errors({"sky": {1: {"s0": 1, "s1": 1}}})["s0", "s1"].odds


def test_the_kind_that_tells_most_decides() -> None:
    errors = {"heat": {cell: {"a": 64, "b": 64} for cell in range(5)}, "rain": {cell: {"a": 1, "b": 2} for cell in range(50)}}
    assert shared_errors(errors)["a", "b"].certainty == "certain"


def test_what_most_say_outvotes_the_others() -> None:
    said = {"cell": {"a": 684, "b": 684, "c": 64}, "tie": {"a": 1, "b": 2}, "alone": {"a": 1}}
    assert outvoted(said) == {"cell": {"c": 64}}
