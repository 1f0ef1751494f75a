"""What things stand on: every part of a record is in its digest, and the same always gives the same."""

from __future__ import annotations

from dataclasses import fields, replace
from datetime import date
from fractions import Fraction

import pytest

from recusant.publish import Edition
from recusant.publish.grounds import Grounds, told_by, told_of
from recusant.publish.report import report_on
from recusant.records import Bound, LinkTerm, Path, Scope, Step, Term, Window

DAYS = Window.of(date(2024, 1, 1), date(2024, 1, 31))
TERM = Term("c-1", "lo", Fraction(1), Fraction(5), "2024-01")
LINK = LinkTerm("a<=b", Fraction(1), date(2024, 1, 1), date(2024, 1, 31), None, "absence", "UA", why="so")
BOUND = Bound(Scope("opened", "absence", "UA", DAYS), "all", 5, 9, (TERM, LINK), (TERM,))
OTHERS = {
    "claim": "c-2", "side": "hi", "times": Fraction(1, 2), "value": Fraction(6), "at": "2024-02", "link": "b<=c", "since": date(2024, 1, 2),
    "measure": "wanted", "category": "desertion", "place": "RU", "but_categories": ("x",), "but_places": ("x",), "why": "no",
    "window": Window.of(date(2024, 1, 1), date(2024, 2, 29)), "scope": Scope("wanted", "absence", "UA", DAYS), "layer": "watch", "lo": 4,
    "hi": None, "lo_certificate": (TERM,), "hi_certificate": (), "steps": (Step(date(2024, 1, 1), date(2024, 1, 31), 2.5),),
}  # fmt: skip
OTHER_LINK = OTHERS | {"at": date(2024, 2, 1)}


@pytest.mark.parametrize("name", [field.name for field in fields(Bound) if field.name != "cited"])
def test_every_part_of_a_bound_is_told(name: str) -> None:
    assert told_by(replace(BOUND, **{name: OTHERS[name]})) != told_by(BOUND)


@pytest.mark.parametrize("name", [field.name for field in fields(Scope)])
def test_every_part_of_its_scope_is_told(name: str) -> None:
    assert told_by(replace(BOUND, scope=replace(BOUND.scope, **{name: OTHERS[name]}))) != told_by(BOUND)


@pytest.mark.parametrize("name", [field.name for field in fields(Term)])
def test_every_part_of_a_term_is_told(name: str) -> None:
    assert told_by(replace(BOUND, lo_certificate=(replace(TERM, **{name: OTHERS[name]}), LINK))) != told_by(BOUND)


@pytest.mark.parametrize("name", [field.name for field in fields(LinkTerm) if field.name != "measure"])
def test_every_part_of_a_link_is_told(name: str) -> None:
    assert told_by(replace(BOUND, lo_certificate=(TERM, replace(LINK, **{name: OTHER_LINK[name]})))) != told_by(BOUND)


@pytest.mark.parametrize("name", [field.name for field in fields(Path)])
def test_every_part_of_a_path_is_told(name: str) -> None:
    path = Path("opened", "absence", "UA", "all", (Step(date(2024, 1, 1), date(2024, 1, 31), 1.5),))
    assert told_of(replace(path, **{name: OTHERS[name]})) != told_of(path)


def test_the_same_records_stand_on_the_same_however_they_lie_in_memory(told: Edition) -> None:
    report = report_on(told)
    apart = replace(told, sources={name: replace(source) for name, source in told.sources.items()})
    grounds, again = Grounds(report), Grounds(report_on(apart))
    assert [grounds.of_series(series) for series in report.series] == [again.of_series(series) for series in report_on(apart).series]


def test_a_text_of_another_kind_is_taken_as_its_letters() -> None:
    class Outlet(str):
        __slots__ = ()

    assert type(told_by(replace(BOUND, layer=Outlet("watch")))[4]) is str
