"""Bounds, conflicts and reckonings in a notebook: tables that add up, and inert whatever a stranger wrote."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest
from lxml import html

from recusant.records import Quote, Scope, Window
from tests.publish.editions import SCRIPT, TURNED, edition, story

ILL = f"{SCRIPT}&lt;b&gt;{TURNED}"


@pytest.fixture(scope="module")
def told():
    return edition(story()).reckoning


@pytest.fixture(scope="module")
def ill():
    claims = [replace(claim, quote=Quote(0, len(ILL), ILL), via=(f"{claim.outlet}{ILL}",)) for claim in story()]
    return edition(claims, sources={}, leads=()).reckoning


def shown(reckoned) -> list[str]:
    scope = Scope("opened", "absence", "UA", Window.of(date(2025, 8, 1), date(2025, 9, 30)))
    return [one._repr_html_() for one in (reckoned.bound(scope), reckoned.conflicts[0], reckoned)]


def test_the_lines_of_a_bound_add_up(told) -> None:
    tree = html.fromstring(shown(told)[0])
    for table in tree.xpath("//table"):
        values = [row.xpath("string(td[1])").replace(",", "").replace("− ", "-").replace("+ ", "") for row in table.xpath("tbody/tr")]
        assert sum(map(int, values)) == int(table.xpath("string(tfoot//td[1])").replace(",", "").replace("= ", ""))


def test_a_bound_without_a_proof_says_so(told) -> None:
    words = told.bound(Scope("opened", "absence", "UA", Window.of(date(2031, 1, 1), date(2031, 1, 31))))._repr_html_()
    assert "at least 0" in words and "no upper bound" in words


def test_a_conflict_shows_its_quotes_and_what_would_mend_it(told) -> None:
    conflict, words = told.conflicts[0], shown(told)[1]
    assert all(claim.quote.text in words for claim in conflict.cited.values())
    assert words.count("<li>") == len(conflict.repairs) > 0


def test_ill_text_stays_text(ill) -> None:
    for words in shown(ill):
        tree = html.fromstring(words)
        assert not tree.xpath("//script|//img|//style|//b")
        assert [name for element in tree.iter() for name in element.keys() if name.startswith("on")] == []  # noqa: SIM118
    assert SCRIPT in html.fromstring(shown(ill)[0]).text_content()


def test_text_that_turns_the_direction_is_closed_in(ill) -> None:
    tree = html.fromstring(shown(ill)[0])
    assert all(element.tag == "bdi" for element in tree.iter() if "\u202e" in (element.text or ""))
