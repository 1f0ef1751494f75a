"""What bounds a window that the words leave open (docs/extract.md)."""

from __future__ import annotations

from datetime import date

from recusant.extract import extract
from recusant.records import Claim, Window

SAID = date(2025, 8, 26)


def _claims(text: str) -> list[Claim]:
    return extract(text, lang="en", said_on=SAID)


def test_an_origin_counts_nothing_from_before_it_began_nor_from_after_the_day_it_is_quoted() -> None:
    (claim,) = _claims("The I Want to Live project says it has received 40,157 inquiries from Russian soldiers.")
    assert claim.scope.window == Window((date(2022, 9, 18), None), (None, SAID))


def test_a_running_total_counts_at_least_up_to_the_data_it_is_printed_with() -> None:
    text = (
        "Ukrainian prosecutors have opened more than 200,000 AWOL cases since the invasion. "
        "From January to July 2025 they opened 110,511 AWOL cases."
    )
    total, _ = _claims(text)
    assert total.scope.window.end == (date(2025, 7, 31), SAID)


def test_old_data_say_nothing_of_a_running_total() -> None:
    text = "Ukrainian prosecutors have opened more than 200,000 AWOL cases since the invasion. In 2023 they opened 17,658 AWOL cases."
    total, _ = _claims(text)
    assert total.scope.window.end == (date(2022, 2, 24), SAID)


def test_a_known_window_stays_as_it_was_said() -> None:
    (claim,) = _claims("In 2023 Ukrainian prosecutors opened 17,658 AWOL cases.")
    assert claim.scope.window.exact == (date(2023, 1, 1), date(2023, 12, 31))
