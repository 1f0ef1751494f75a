"""What a person fills in, and what it is taken to say."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from decimal import Decimal

import pytest

from recusant.codebook import load
from recusant.errors import BadRecord
from recusant.records import Change, Quantity, Quote, Window
from recusant.review.readings import Reading, claim_of, mended, number_of, reading_of
from tests.review.conftest import claim_of as claim_in

BOOK = load("refusal")
QUOTE = Quote(0, 5, "1,000")


def reading(**fields: object) -> Reading:
    usual = {"measure": "cases_opened", "category": "art407", "place": "UA", "origin": "ogp_ua"}
    return Reading(**{**usual, **fields})  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("words", "number"),
    [("2,900", "2900"), ("2 900", "2900"), ("2\u202f900", "2900"), ("162.5", "162.5"), ("162,5", "162.5"), ("51 %", "0.51"), ("", None)],
)
def test_numbers_are_read_as_people_write_them(words: str, number: str | None) -> None:
    assert number_of(words, "value") == (None if number is None else Decimal(number))


def test_in_a_share_nothing_sets_thousands_apart() -> None:
    assert number_of("1.234", "value", share=True) == Decimal("1.234")


@pytest.mark.parametrize(
    ("fields", "ends"),
    [
        ({"value": "2,900", "modifier": "more_than"}, (2901, None)),
        ({"value": "60000", "grain": 1000}, (59500, 60999)),
        ({"value": "15", "to": "20"}, (15, 20)),
        ({"value": "200", "to": "999", "modifier": "vague"}, (200, 999)),
    ],
)
def test_the_literal_reading_is_made_of_what_is_filled_in(fields: dict[str, object], ends: tuple[int, int | None]) -> None:
    """Rules M1 and M2."""
    quantity = claim_of(reading(**fields), QUOTE, "s-1", BOOK).quantity
    assert (quantity.lo, quantity.hi) == ends


@pytest.mark.parametrize(
    ("fields", "place"),
    [
        ({"value": "many"}, "value"), ({"value": ""}, "value"), ({"value": "9", "to": "5"}, "to"), ({"value": "1.5"}, "value"),
        ({"value": "5", "measure": "cakes"}, "measure"), ({"value": "5", "origin": " "}, "origin"), ({"value": "5", "kind": "rate"}, "per"),
        ({"value": "5", "kind": "ratio"}, "base_measure"), ({"value": "5", "start": date(2024, 2, 1), "end": date(2024, 1, 1)}, "start"),
    ],
)  # fmt: skip
def test_what_cannot_be_is_refused_with_the_field_that_is_at_fault(fields: dict[str, object], place: str) -> None:
    with pytest.raises(BadRecord) as fault:
        claim_of(reading(**fields), QUOTE, "s-1", BOOK)
    assert fault.value.place == place


def test_what_was_left_as_it_was_stays_to_the_letter() -> None:
    rounded = replace(claim_in("s-1", QUOTE), quantity=Quantity((162500, 162500), "exact", 162450, 162599, "162.5 thousand"))
    moved = claim_of(reading_of(rounded), rounded.quote, "s-1", BOOK, rounded)
    assert moved == rounded


def test_a_repair_changes_what_it_says() -> None:
    window = Window.of(date(2023, 1, 1), date(2023, 12, 31))
    changed = mended(claim_in("s-1", QUOTE), (Change("number", 1000, 1001), Change("window", Window((None, None), (None, None)), window)))
    assert (changed.quantity.lo, changed.quantity.hi, changed.scope.window) == (1001, 1001, window)
