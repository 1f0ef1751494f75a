"""Certificates that a person can add up: of equally strong ones, which is shown (docs/reconcile.md)."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta

from recusant.records import Scope, Window
from tests.worlds import claim, exactly, reckon

YEAR = Scope("cases", "all", "XX", Window.of(date(2022, 1, 1), date(2022, 12, 31)))
HALVES = [
    replace(YEAR, window=Window.of(date(2022, 1, 1), date(2022, 6, 30))),
    replace(YEAR, window=Window.of(date(2022, 7, 1), date(2022, 12, 31))),
]


def test_few_terms_before_many() -> None:
    """Rule M9."""
    whole, parts = claim(YEAR, exactly(30)), [claim(half, exactly(15), serial=number) for number, half in enumerate(HALVES)]
    bound = reckon([whole, *parts]).bound(YEAR)
    assert {term.claim for term in bound.lo_certificate + bound.hi_certificate} == {whole.id}


def test_reviewed_before_unreviewed() -> None:
    """Rule M9: either half may be subtracted from the year before or from the year after; the reviewed one is."""
    years = [replace(YEAR, window=Window.of(date(year, 1, 1), date(2022, 6, 30))) for year in (2020, 2021)]
    wholes = [replace(YEAR, window=Window.of(date(year, 1, 1), date(2022, 12, 31))) for year in (2020, 2021)]
    said = [claim(scope, exactly(number), serial=number) for scope, number in zip(years + wholes, (40, 30, 50, 40), strict=True)]
    for reviewed in ({0, 2}, {1, 3}):
        claims = [replace(one, status="accepted") if number in reviewed else one for number, one in enumerate(said)]
        bound = reckon(claims).bound(HALVES[1])
        assert {term.claim for term in bound.lo_certificate} == {said[number].id for number in reviewed}


def test_a_census_before_a_tally() -> None:
    """Rule M9: what the office and the watch both prove is shown from the office."""
    said = {origin: claim(YEAR, exactly(30), origin) for origin in ("office", "watch")}
    assert [term.claim for term in reckon([*said.values()]).bound(YEAR).lo_certificate] == [said["office"].id]


def test_an_explanation_is_arithmetic_with_outlets_and_dates() -> None:
    """Rule M9."""
    to_june = replace(claim(HALVES[0], exactly(10)), said_on=date(2022, 7, 4), via=("paper.example",))
    whole = replace(claim(YEAR, exactly(30)), said_on=date(2023, 1, 9), via=("radio.example",))
    lines = reckon([to_june, whole]).bound(HALVES[1]).explain().splitlines()
    assert lines[0] == "at least 20:"
    assert ["30" in lines[1], "radio.example" in lines[1], "2023-01-09" in lines[1]] == [True] * 3
    assert ["− " in lines[2], "paper.example" in lines[2], "2022-07-04" in lines[2]] == [True] * 3
    assert lines[3].split() == ["=", "20"]


def test_a_month_of_nobodys_claims_has_no_upper_end() -> None:
    """Rule M9: no proof is made up where no quote reaches."""
    later = replace(YEAR, window=Window.of(date(2023, 1, 1), date(2023, 1, 1) + timedelta(30)))
    assert (reckon([claim(YEAR, exactly(30))]).bound(later).lo, reckon([claim(YEAR, exactly(30))]).bound(later).hi) == (0, None)
