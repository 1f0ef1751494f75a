"""Verdicts in plain lines: the same sums as on the page."""

from __future__ import annotations

from datetime import date

import pytest

from recusant.check import judge
from recusant.publish import LANGUAGES, Edition, Words, summed_up
from recusant.publish import told as in_lines
from recusant.publish.told import Told
from recusant.records import Claim, Gap, Quantity, Quote, Scope, Window


def _told(edition: Edition, language: str, stated: int, *days: date, unsure: bool = False) -> Told:
    quantity, scope = Quantity((stated, stated), "exact", stated, stated, str(stated)), Scope("opened", "absence", "UA", Window.of(*days))
    claim = Claim.of("s-new", Quote(0, 5, "32649", page=7), "count", quantity, scope, origin="office")
    say = Words(language, edition.book)
    (verdict,) = judge([claim], edition.reckoning, edition.book, say)
    return in_lines(verdict, say, unsure=unsure)


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_proof_can_be_added_up_by_hand(told: Edition, language: str) -> None:
    shown, say = _told(told, language, 32649, date(2025, 8, 1), date(2025, 9, 30)), Words(language, told.book)
    assert shown.name == say("verdict_adds_up") and shown.place == say("on_page", n=7)
    sum_ = [f"{sign} {say.number(n)}" for sign, n in (("+", 235646), ("−", 202997), ("=", 32649))]
    assert [number for number, _ in shown.rows if number] == sum_
    assert shown.rows[0] == ("", say("so_exactly", n=say.number(32649), period=say.period((date(2025, 8, 1), date(2025, 9, 30)))))


def test_a_line_tells_the_quote_its_days_who_counted_and_who_printed_it(told: Edition) -> None:
    (_, line) = _told(told, "en", 32649, date(2025, 8, 1), date(2025, 9, 30)).rows[1]
    assert line == "“235,646 in Tribune” Absence, January 2022 to September 2025. The office, Tribune, 11 November 2025"


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_claim_that_may_be_misread_says_so(told: Edition, language: str) -> None:
    days, doubt = (date(2025, 8, 1), date(2025, 9, 30)), Words(language, told.book)("checked_unsure")
    sure, unsure = _told(told, language, 32649, *days), _told(told, language, 32649, *days, unsure=True)
    assert doubt not in sure.taken and unsure.taken == f"{sure.taken} {doubt}"


def test_what_was_not_understood_is_counted_and_told_with_its_reason(told: Edition) -> None:
    gap = Gap("s-new", Quote(0, 2, "14"), "counts something that the codebook does not know")
    counted, why = summed_up([], [gap], Words("uk", told.book))
    assert counted == "0 тверджень, 1 число помічене, але не зрозуміле"
    assert why == "«14»: рахує те, чого кодова книга не знає"
