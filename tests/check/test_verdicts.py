"""Verdicts: what a reckoning says of a claim that is not in it (docs/check.md)."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest

from recusant.check import judge
from recusant.records import UNKNOWN_WINDOW, Claim, Quantity, Scope, Verdict, Window
from tests.worlds import BOOK, SAY, claim, exactly, reckon

START = date(2022, 1, 1)
KNOWN = {date(2022, 3, 31): 300, date(2022, 6, 30): 700, date(2022, 9, 30): 1200}  # a tally's running total


def _scope(end: date | None, start: date | None = START) -> Scope:
    return Scope("cases", "all", "XX", Window.of(start, end))


def _verdict(new: Claim) -> Verdict:
    known = [claim(_scope(day), exactly(total), "watch", serial) for serial, (day, total) in enumerate(KNOWN.items())]
    (verdict,) = judge([new], reckon(known), BOOK, SAY)
    return verdict


def _new(quantity: Quantity, end: date | None, origin: str = "watch", start: date | None = START) -> Claim:
    return claim(_scope(end, start), quantity, origin, serial=99)


def more_than(number: int) -> Quantity:
    return Quantity((number, number), "more_than", number + 1, None, f"more than {number}")


@pytest.mark.parametrize(
    ("number", "end", "verdict"),
    [
        (exactly(700), date(2022, 6, 30), "adds_up"),
        (more_than(600), date(2022, 6, 30), "adds_up"),
        (exactly(500), date(2022, 5, 31), "possible"),
        (exactly(800), date(2022, 6, 30), "contradicted"),
        (more_than(800), date(2022, 6, 1), "contradicted"),
        (exactly(1300), date(2022, 12, 31), "possible"),
    ],
)
def test_a_dated_count(number: Quantity, end: date, verdict: str) -> None:
    assert _verdict(_new(number, end)).verdict == verdict


def test_a_contradiction_names_the_quotes_that_it_misses() -> None:
    verdict = _verdict(_new(exactly(800), date(2022, 6, 30)))
    assert verdict.conflict is not None and len(verdict.conflict.claims) == 2
    assert "700" in verdict.sentence


def test_claims_of_one_text_that_exclude_each_other_are_told_so_whatever_is_quoted_else() -> None:
    year, half = (_new(exactly(n), day, start=date(2023, 1, 1)) for n, day in ((500, date(2023, 12, 31)), (650, date(2023, 6, 30))))
    said = [replace(year, id="year"), replace(half, id="half"), _new(exactly(700), date(2022, 6, 30))]
    known = [claim(_scope(day), exactly(total), "watch", serial) for serial, (day, total) in enumerate(KNOWN.items())]
    verdicts = judge(said, reckon(known), BOOK, SAY, [*reckon(said).at_odds()])
    assert [one.verdict for one in verdicts] == [one.verdict for one in judge(said, reckon(known), BOOK, SAY)]
    assert [one.conflict is not None and {*one.conflict.claims} == {"year", "half"} for one in verdicts] == [True, True, False]
    assert "cannot hold together with “650”; they miss each other by 150" in verdicts[0].sentence


def test_a_figure_that_a_text_repeats_is_told_so_each_time() -> None:
    year, half = (_new(exactly(n), day, start=date(2023, 1, 1)) for n, day in ((500, date(2023, 12, 31)), (650, date(2023, 6, 30))))
    said = [replace(year, id="headline"), replace(year, id="year"), replace(half, id="half")]
    verdicts = judge(said, reckon([]), BOOK, SAY, [*reckon(said).at_odds()])
    assert ["“650”" in one.sentence for one in verdicts] == [True, True, False]
    assert all(one.conflict for one in verdicts)


def test_a_contradiction_tells_its_likeliest_repair_and_who_says_so() -> None:
    verdict = _verdict(_new(exactly(70), date(2022, 6, 30)))
    assert verdict.sentence.endswith("Likeliest repair of “70”: a slip of the digits, 700 instead of 70; so says “700” (outlet 1).")


def test_an_undated_count_is_dated_with_both_proofs() -> None:
    """ "More than 600" also means under 700 (method.md, rule M1): after March, and before the count of June."""
    verdict = _verdict(_new(more_than(600), None))
    assert verdict.verdict == "undated"
    assert verdict.days == (date(2022, 4, 1), date(2022, 6, 29))
    before, after = verdict.bounds
    assert before.hi == 300 and after.lo == 700


def test_a_stale_count_is_outdated() -> None:
    """Said in December of the time "since January", it fits no day later than June."""
    window = Window((START, START), (START, date(2022, 12, 15)))
    stale = replace(claim(replace(_scope(None), window=window), more_than(600), "watch", 99), said_on=date(2022, 12, 15))
    verdict = _verdict(stale)
    assert verdict.verdict == "outdated"
    assert verdict.bounds[0].lo == 1200


def test_a_count_whose_end_is_not_certain_is_told_the_days_that_it_fits() -> None:
    """Said in December of the time "since January", 1,200 fits from the last count on; of fewer days nothing is at least so many."""
    window = Window((START, START), (START, date(2022, 12, 15)))
    said = replace(claim(replace(_scope(None), window=window), exactly(1200), "watch", 99), said_on=date(2022, 12, 15))
    verdict = _verdict(said)
    assert (verdict.verdict, verdict.days) == ("undated", (date(2022, 7, 1), None))
    assert [(bound.lo, bound.hi) for bound in verdict.bounds] == [(0, 700)]


def test_a_claim_that_names_nobody_is_judged_by_the_count_it_may_repeat() -> None:
    assert _verdict(_new(exactly(700), date(2022, 6, 30), origin="a blog")).verdict == "adds_up"


def test_a_claim_that_names_nobody_is_held_against_a_census_too() -> None:
    census = claim(_scope(date(2022, 6, 30)), exactly(700), "office", 1)
    (verdict,) = judge([_new(exactly(800), date(2022, 6, 30), origin="a blog")], reckon([census]), BOOK, SAY)
    assert verdict.verdict == "contradicted" and census.id in verdict.conflict.claims


def test_nothing_known_is_new() -> None:
    other = replace(_new(exactly(5), date(2022, 6, 30)), scope=Scope("other", "all", "XX", Window.of(START, date(2022, 6, 30))))
    assert _verdict(other).verdict == "new"


def test_what_others_count_is_told_beside_what_is_new() -> None:
    verdict = _verdict(_new(exactly(650), date(2022, 6, 30), origin="paper"))
    assert verdict.verdict == "new"
    assert "exactly 700 (as counted by watch)" in verdict.sentence
    assert verdict.bounds[0].lo == 700


def test_a_new_count_is_held_against_the_whole_it_is_part_of() -> None:
    """No tally counts more than there are."""
    census = claim(_scope(date(2022, 6, 30)), exactly(700), "office", 1)
    (verdict,) = judge([_new(exactly(800), date(2022, 6, 30), origin="paper")], reckon([census]), BOOK, SAY)
    assert verdict.verdict == "contradicted" and census.id in verdict.conflict.claims


@pytest.mark.parametrize(("end", "verdict"), [((1, 1), "contradicted"), ((1, 31), "possible"), ((None, None), "possible")])
def test_a_stock_is_judged_on_the_day_it_stands_on_if_that_is_certain(end: tuple[int | None, int | None], verdict: str) -> None:
    held, days = Scope("held", "all", "XX"), [date(2023, 1, day) if day else None for day in end]
    known = claim(replace(held, window=Window.of(date(2023, 1, 1), date(2023, 1, 1))), exactly(500), "office", 1)
    said = claim(replace(held, window=Window((START, START), (days[0], days[1]))), exactly(600), "office", 2)
    (told,) = judge([said], reckon([known]), BOOK, SAY)
    assert told.verdict == verdict


def test_no_window_at_all_is_only_possible() -> None:
    unknown = replace(_new(exactly(5), None), scope=Scope("cases", "all", "XX", UNKNOWN_WINDOW))
    assert _verdict(unknown).verdict == "possible"


def _trend(window: Window, direction: str = "up") -> Verdict:
    known = [
        claim(_scope(date(2022, 3, 31), date(2022, 3, 1)), exactly(90), "watch", 3),
        claim(_scope(date(2022, 4, 30), date(2022, 4, 1)), exactly(40), "watch", 4),
    ]
    quantity = Quantity(None, "vague", None, None, "growing every month")
    said = claim(Scope("cases", "all", "XX", window), quantity, "watch", 99)
    (verdict,) = judge([replace(said, kind="trend", direction=direction, per="month")], reckon(known), BOOK, SAY)
    return verdict


def test_a_trend_falls_with_one_month_that_goes_the_other_way() -> None:
    verdict = _trend(Window.of(START, date(2022, 12, 31)))
    assert verdict.verdict == "contradicted"
    assert [(bound.lo, bound.hi) for bound in verdict.bounds] == [(0, 40), (90, None)]


def test_a_trend_without_an_end_is_dated_and_without_a_start_only_doubted() -> None:
    undated = _trend(Window.of(START, None))
    assert (undated.verdict, undated.days) == ("undated", (None, date(2022, 3, 31)))
    assert _trend(UNKNOWN_WINDOW).verdict == "possible"


def test_a_trend_adds_up_where_every_month_is_known_to_be_more() -> None:
    fallen = _trend(Window.of(date(2022, 3, 1), date(2022, 4, 30)), "down")
    assert fallen.verdict == "adds_up"
    assert [(bound.lo, bound.hi) for bound in fallen.bounds] == [(90, None), (0, 40)]


def test_the_highest_month_adds_up_where_no_other_can_be_higher() -> None:
    march, spring = _scope(date(2022, 3, 31), date(2022, 3, 1)), _scope(date(2022, 4, 30), date(2022, 3, 1))
    said = claim(march, Quantity(None, "vague", None, None, "a record"), "watch", 99)
    known = [claim(march, exactly(90), "watch", 3), claim(_scope(date(2022, 4, 30), date(2022, 4, 1)), exactly(40), "watch", 4)]
    (verdict,) = judge([replace(said, kind="rank", rank="highest", base=spring)], reckon(known), BOOK, SAY)
    assert verdict.verdict == "adds_up"


def _ratio(lo: float, hi: float) -> Claim:
    quantity = Quantity((lo, hi), "range", lo, hi, f"{lo} to {hi} times")
    return replace(_new(quantity, date(2022, 6, 30)), kind="ratio", base=_scope(date(2022, 3, 31)))


def test_a_ratio_is_held_against_the_counts() -> None:
    verdict = _verdict(_ratio(3.0, 4.0))
    assert verdict.verdict == "contradicted" and len(verdict.conflict.claims) == 3


def test_a_ratio_adds_up_where_the_bounds_of_both_counts_leave_nothing_else() -> None:
    """700 are two and a third times 300."""
    verdict = _verdict(_ratio(2.0, 2.5))
    assert verdict.verdict == "adds_up"
    assert [(bound.lo, bound.hi) for bound in verdict.bounds] == [(700, None), (0, 700), (300, None), (0, 300)]
    assert "2.333 to 2.334 times what it is compared with" in verdict.sentence


def test_a_ratio_that_bounds_only_narrow_is_possible_and_told_between_which_ends() -> None:
    loose = replace(_ratio(2.0, 3.0), scope=_scope(date(2022, 8, 31)))
    verdict = _verdict(loose)
    assert verdict.verdict == "possible"
    assert "2.333 to 4 times what it is compared with" in verdict.sentence


@pytest.mark.parametrize(("lo", "hi", "verdict"), [(400, 400, "adds_up"), (350, None, "adds_up"), (500, 600, "contradicted")])
def test_a_difference_is_held_against_the_counts(lo: int, hi: int | None, verdict: str) -> None:
    more = Quantity((lo, lo), "at_least", lo, hi, f"{lo} more")
    assert _verdict(replace(_new(more, date(2022, 6, 30)), kind="change", base=_scope(date(2022, 3, 31)))).verdict == verdict


@pytest.mark.parametrize(("lo", "hi", "verdict"), [(100, 120, "adds_up"), (130, 140, "contradicted")])
def test_a_rate_is_held_against_the_counts(lo: int, hi: int, verdict: str) -> None:
    """700 in six months are 116.7 a month."""
    monthly = Quantity((lo, hi), "range", lo, hi, f"{lo} to {hi} a month")
    assert _verdict(replace(_new(monthly, date(2022, 6, 30)), kind="rate", per="month")).verdict == verdict


def test_a_ratio_of_nothing_known_cannot_be_judged() -> None:
    assert "does not say what it is compared with" in _verdict(replace(_ratio(2.0, 3.0), base=None)).sentence


def test_an_amount_is_recorded_only() -> None:
    money = replace(_new(exactly(500), None), kind="amount")
    assert _verdict(money).verdict == "new"


def test_a_count_told_for_a_month_is_not_outdated_by_the_last_day_of_it() -> None:
    """“In June it stood at 600”, said in December: on some day of June it can have been true."""
    june = Window((START, START), (date(2022, 6, 1), date(2022, 6, 30)))
    told = replace(claim(replace(_scope(None), window=june), exactly(600), "watch", 99), said_on=date(2022, 12, 15))
    assert _verdict(told).verdict == "possible"
