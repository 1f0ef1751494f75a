"""The card of a conflict names where the figure that was set aside was first seen."""

from __future__ import annotations

import html
from pathlib import Path

import pytest

from recusant.flow import Ledger
from recusant.publish.links import folder_of
from recusant.publish.words import LANGUAGES

HEADER = "url,outlet,published,origin,via,measure,category,place,value_text,stated,modifier,start,end\n"
ROW = "https://{0}.example/1,{0},{1},ogp_ua,{2},cases_opened,art407,UA,{3},{3},exact,2023-01-01,2023-12-31\n"
RIGHT = [ROW.format(name, "2024-01-05", "", 17658) for name in ("Alpha", "Beta", "Gamma")]
WRONG = [ROW.format("Delta", "2024-01-05", "Agency", 18628), ROW.format("Echo", "2024-01-09", "Agency", 18628)]


@pytest.fixture
def site(tmp_path: Path, place) -> Path:
    (tmp_path / "table.csv").write_text(HEADER + "".join(RIGHT + WRONG), encoding="utf-8")
    with Ledger.create(place("a.ledger")) as ledger:
        ledger.add(tmp_path / "table.csv")
        ledger.publish(tmp_path / "site")
    return tmp_path / "site"


def _conflict(pages: Path) -> str:
    """The page of the one conflict."""
    (page,) = (pages / "conflicts").iterdir()
    return page.read_text(encoding="utf-8")


def test_an_error_that_two_repeat_is_told_with_its_first_day_and_its_hand(site: Path) -> None:
    card = html.unescape(_conflict(site)).partition('class="aside"')[2].partition("</blockquote>")[0]
    assert "Printed by 2 sources; first seen on 5 January 2024 in Delta. All who say from whom have it from Agency" in card


def test_it_is_told_in_each_language(site: Path) -> None:
    told = {"en": "Printed by 2 sources", "uk": "Надрукували 2 джерела", "ru": "Напечатали 2 источника"}
    assert set(told) == set(LANGUAGES)
    for language, words in told.items():
        assert words in _conflict(site / folder_of(language))
