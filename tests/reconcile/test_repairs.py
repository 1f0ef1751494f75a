"""Repairs: what would make a conflict whole, with its evidence. Every repair told is put in the place of its claim and tried."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from typing import Any

import pytest

from recusant.reconcile import Reckoned
from recusant.reconcile.slips import significant_digits, slip
from recusant.records import Claim, Conflict, Quantity, Repair, Scope, Window, literal
from tests.worlds import BOOK, claim, exactly, reckon

YEAR = (date(2022, 1, 1), date(2022, 12, 31))
NEXT = (date(2023, 1, 1), date(2023, 12, 31))
JANUARY_ON = (date(2022, 1, 1), date(2022, 10, 12))
MARCH_ON = (date(2022, 3, 1), date(2022, 10, 12))


def say(number: int, days: tuple[date, date] = YEAR, category: str = "all", measure: str = "cases", via: str = "a") -> Claim:
    """The office says it, as read by the first of ``via`` and printed on the one page of the last."""
    said = claim(Scope(measure, category, "XX", Window.of(*days)), exactly(number))
    relays = tuple(via.split(">"))
    return replace(said, id=f"c-{number}-{measure}-{category}-{days[0]}-{days[1]}-{via}", via=relays, source=relays[-1])


def twice(number: int, days: tuple[date, date] = YEAR, category: str = "all", measure: str = "cases") -> list[Claim]:
    """Two who read the office on their own."""
    return [say(number, days, category, measure, via) for via in ("b", "c")]


def repaired(said: list[Claim], wrong: Claim) -> Repair:
    """The first repair told for the conflicts of the wrong claim; with it the claim need not be set aside any more."""
    reckoning = reckon([*said, wrong])
    conflict = next(conflict for conflict in reckoning.conflicts if wrong.id in conflict.claims)
    repair = conflict.repairs[0]
    assert repair.claim == wrong.id
    assert wrong.id not in {aside.claim for aside in reckon([*said, mended(wrong, repair)]).set_aside}
    return repair


def mended(wrong: Claim, repair: Repair) -> Claim:
    changes: dict[str, Any] = {change.part: change.now for change in repair.changes}
    number = changes.pop("number", None)
    quantity = exactly(number) if isinstance(number, int) else wrong.quantity
    return replace(wrong, quantity=quantity, scope=replace(wrong.scope, **changes))


def told(repair: Repair) -> tuple[object, ...]:
    return repair.kind, repair.support, [change.part for change in repair.changes], [change.now for change in repair.changes]


def test_a_digit_that_was_dropped() -> None:
    repair = repaired(twice(684), say(64))
    assert told(repair) == ("digits", "stated", ["number"], [684])
    assert set(repair.evidence) == {said.id for said in twice(684)}


def test_thousands_for_units() -> None:
    assert told(repaired(twice(46_000_123 - 123), say(46_000))) == ("units", "stated", ["number"], [46_000_000])


def test_digits_that_were_swapped_where_only_a_sum_tells_the_number() -> None:
    halves = [
        *twice(1204, (date(2022, 1, 1), date(2022, 6, 30))),
        *twice(2311, (date(2022, 7, 1), date(2022, 12, 31))),
    ]
    assert told(repaired(halves, say(3551))) == ("digits", "implied", ["number"], [3515])


def test_a_column_of_a_table_that_was_shifted() -> None:
    months = (date(2022, 1, 1), date(2022, 2, 28)), (date(2022, 3, 1), date(2022, 12, 31))
    truth = [*twice(6988), *twice(347, months[0]), *twice(17_658, NEXT)]
    first, second = say(347, YEAR, via="copyist"), say(6641, NEXT, via="copyist")
    assert told(repaired([*truth, second], first)) == ("column", "stated", ["window"], [Window.of(*months[0])])
    assert told(repaired([*truth, first], second)) == ("column", "implied", ["window"], [Window.of(*months[1])])


def test_since_january_for_since_march() -> None:
    truth = [*twice(4321, MARCH_ON), *twice(5000 + 17, JANUARY_ON)]
    assert told(repaired(truth, say(4321, JANUARY_ON))) == ("window", "stated", ["window"], [Window.of(*MARCH_ON)])


def test_the_year_of_publication_for_the_year_before() -> None:
    truth = [*twice(5204), *twice(9120, NEXT)]
    assert told(repaired(truth, say(5204, NEXT))) == ("window", "stated", ["window"], [Window.of(*YEAR)])


def test_persons_for_cases() -> None:
    truth = [*twice(9120), *twice(5204, measure="persons")]
    assert told(repaired(truth, say(5204))) == ("measure", "stated", ["measure"], ["persons"])


def test_one_article_for_all() -> None:
    truth = [*twice(53_954, category="short"), *twice(235_646, category="long")]
    assert told(repaired(truth, say(289_600, category="short"))) == ("category", "implied", ["category"], ["absence"])


def test_a_number_told_of_another_offence_than_its_origin_counted() -> None:
    """A page calls 684 absences desertions, of which there were 563 in all that year: that says who counts absences."""
    march = (date(2022, 3, 1), date(2022, 3, 31))
    truth = [*twice(563, category="short"), say(684, march, "long", via="d")]
    assert told(repaired(truth, say(684, march, "short"))) == ("category", "stated", ["category"], ["long"])


def test_a_year_left_out_of_the_total() -> None:
    both = (YEAR[0], NEXT[1])
    truth = [*twice(202_997, both), *twice(17_658, NEXT)]
    assert told(repaired(truth, say(185_339, both))) == ("part", "stated", ["number"], [202_997])


def test_gross_for_net_of_closed() -> None:
    truth = [*twice(9120), *twice(1234, measure="closed")]
    assert told(repaired(truth, say(9120 - 1234))) == ("net", "stated", ["number"], [9120])


def test_a_relay_that_reads_otherwise_than_a_copy_of_the_same() -> None:
    truth = [say(731, via="agency>b"), say(731, via="d")]
    assert told(repaired(truth, say(502, via="agency>a"))) == ("relay", "stated", ["number"], [731])


def test_a_clear_slip_without_a_witness_is_only_possible() -> None:
    lo, hi = literal((3510, 3510), "about")
    about = [replace(said, quantity=Quantity((3510, 3510), "about", lo, hi, "about 3,510")) for said in (*twice(3510), say(3510, via="d"))]
    assert lo == 3500 and hi == 3520
    assert told(repaired(about, say(9515))) == ("digits", "possible", ["number"], [3515])


def test_nothing_is_made_up_where_nothing_speaks_for_it() -> None:
    (conflict,) = reckon([*twice(502), say(731)]).conflicts
    assert conflict.repairs == ()


def test_a_number_that_more_tell_of_the_claims_own_scope_is_no_mistake() -> None:
    """Two outlets say it of cases and one of persons: that one is not believed against them."""
    said = [say(1010, via=via) for via in ("d", "e")] + [say(1010, measure="persons", via="f")]
    reckoning = reckon([*said, *(say(9120, via=via) for via in ("b", "c", "g"))])
    assert [repair.kind for conflict in reckoning.conflicts for repair in conflict.repairs] == []


def test_a_claim_that_is_checked_is_told_its_repair() -> None:
    conflict = reckon(twice(17_658)).conflict_with(say(18_628))
    assert conflict is not None
    assert told(conflict.repairs[0]) == ("digits", "stated", ["number"], [17_658])


def test_repairs_travel_and_may_be_absent() -> None:
    (conflict,) = reckon([*twice(684), say(64)]).conflicts
    assert Conflict.from_dict(conflict.to_dict()).repairs == conflict.repairs != ()
    bare = {name: value for name, value in conflict.to_dict().items() if name != "repairs"}
    assert Conflict.from_dict(bare).repairs == ()


def test_what_is_remembered_of_a_conflict_does_not_age_its_repairs() -> None:
    """A claim of another component is evidence: it must be seen although the conflict itself is not worked out anew."""
    memory: dict[str, str] = {}
    said = [*twice(9120), say(5204)]
    before = Reckoned(said, BOOK, lambda proof, cited: None, memory).conflicts
    after = Reckoned([*said, *twice(5204, measure="persons")], BOOK, lambda proof, cited: None, memory).conflicts
    assert [conflict.repairs for conflict in before] == [()]
    assert [repair.kind for repair in after[0].repairs] == ["measure"]


@pytest.mark.parametrize(
    ("was", "now", "found"),
    [
        (64, 684, ("digits", 1)),
        (3551, 3515, ("digits", 1)),
        (18_628, 17_658, ("digits", 2)),
        (46_000, 46_000_000, ("units", 1)),
        (29_000, 290_000, ("digits", 1)),
        (8, 2, None),
        (5000, 6000, None),
        (347, 6988, None),
        (0, 7, None),
    ],
)
def test_numbers_near_each_other(was: int, now: int, found: tuple[str, int] | None) -> None:
    assert slip(was, now) == slip(now, was) == found


def test_zeros_at_the_end_tell_nothing() -> None:
    assert [significant_digits(number) for number in (290_000, 4309, 0.9, 88.4)] == [2, 4, 1, 3]
