"""Numbers, windows and comparisons of a coded row: read strictly, and by the soundness rules."""

from __future__ import annotations

from datetime import date

import pytest

from recusant.errors import BadTable


def interval(page) -> tuple[object, object]:
    quantity = page.claims[0].quantity
    return quantity.lo, quantity.hi


@pytest.mark.parametrize(
    ("cells", "ends"),
    [
        ({"stated": 2906}, (2906, 2906)),
        ({"stated": "60 000", "grain": 1000}, (59500, 60999)),
        ({"stated": "1,234,567"}, (1234567, 1234567)),
        ({"stated": 5600, "stated_hi": 6000}, (5600, 6000)),
        ({"stated": 2900, "modifier": "almost"}, (2800, 2899)),
        ({"stated": None, "lo": 200, "hi": 999, "value_text": "hundreds"}, (200, 999)),
        ({"stated": 2900, "lo": 2900, "hi": ""}, (2900, None)),
        ({"stated": "0.53", "kind": "ratio"}, (0.525, 0.54)),
        ({"stated": "53%", "kind": "ratio"}, (0.525, 0.54)),
        ({"stated": "2.5", "kind": "rate", "per": "day"}, (2.45, 2.6)),
        ({"stated": "-1300", "kind": "change"}, (-1399, -1250)),
    ],
)
def test_the_interval_is_the_literal_reading_unless_it_is_given(row, cells: dict[str, object], ends: tuple[object, object]) -> None:
    assert interval(row(**cells)) == ends


@pytest.mark.parametrize(
    ("cells", "says"),
    [
        ({"stated": "12O"}, "'12O' is not a number"),
        ({"stated": "1,234"}, "can mean two numbers; write 1234 or 1.234"),
        ({"stated": "2.5"}, "a count of 2.5 is not whole"),
        ({"stated": "-5"}, "makes no interval"),
        ({"stated": ""}, "empty, but every figure needs it, or lo or hi"),
        ({"stated": "10", "modifier": "vague"}, "give lo and hi"),
        ({"stated": "10", "modifier": "circa"}, "modifier: 'circa' is not known"),
        ({"stated": "#REF!"}, "the formula gives #REF!"),
        ({"lo": 9, "hi": 3}, "lo 9 over hi 3"),
        ({"kind": "rate"}, "per: empty, but a rate needs it"),
        ({"kind": "trend"}, "direction: empty, but a trend needs it"),
        ({"start": "2024-03-01", "end": "2024-02-01"}, "before it starts"),
        ({"start": "2024-03-01", "start_latest": "2024-03-05"}, "given twice"),
        ({"base_category": "art337"}, "a count is compared with nothing"),
    ],
)
def test_what_makes_no_figure_is_told(row, cells: dict[str, object], says: str) -> None:
    with pytest.raises(BadTable) as fault:
        row(**cells)
    assert "row 2, " in str(fault.value)
    assert says in str(fault.value)


def test_the_ends_of_a_window_may_be_known_between_two_days(row) -> None:
    window = row(start="2022-09-21", end_earliest="2024-02-20", end_latest="2024-02-26").claims[0].scope.window
    assert (window.start, window.end) == ((date(2022, 9, 21),) * 2, (date(2024, 2, 20), date(2024, 2, 26)))


def test_a_ratio_has_a_base_that_is_like_its_scope_but_for_what_is_given(row) -> None:
    claim = row(kind="ratio", stated="0.9", category="art337", base_category="refusal", start="2023-01-01", end="2023-12-31").claims[0]
    assert (claim.base.category, claim.base.measure, claim.base.window) == ("refusal", "cases_received", claim.scope.window)


def test_a_trend_needs_a_direction_and_no_number(row) -> None:
    claim = row(kind="trend", stated=None, lo="", direction="up", per="month", value_text="growing every month").claims[0]
    assert (claim.direction, claim.per, claim.quote.text, claim.quantity.stated) == ("up", "month", "growing every month", None)


def test_a_row_may_be_said_on_another_day_than_its_page(row) -> None:
    assert row(published="2024-02-26", said_on="2024-02-01").claims[0].said_on == date(2024, 2, 1)
