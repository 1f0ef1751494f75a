"""The page tells what could as well be set aside, further conflicts, and why one count may stand for another."""

from __future__ import annotations

import tempfile
from dataclasses import replace
from pathlib import Path

from lxml import html

from recusant.codebook import parse
from recusant.publish import publish
from recusant.publish.sentences import could_as_well
from recusant.records import Quantity
from tests.publish.editions import TOML, edition, said

YEAR = ("2023-01-01", "2023-12-31")
LINKED = (
    TOML
    + """
[measure.charged]
label = "Persons charged"
unit = "person"
stage = "charged"
kind = "flow"
[[link]]
at_most = ["charged", "opened"]
why = "who is charged has a proceeding"
"""
)


def _said(number: int, outlet: str, serial: int, how: str = "exact"):
    return said(("office", "absence", *YEAR, number, how, outlet), serial)


def _words(page: str, *claims, codebook: str = TOML) -> str:
    """The words of all pages whose name begins so."""
    with tempfile.TemporaryDirectory() as place:
        site = publish(edition(claims, parse(codebook)), Path(place)).parent
        shown = [html.fromstring(path.read_text(encoding="utf-8")).text_content() for path in sorted(site.glob(f"{page}*.html"))]
    return " ".join(" ".join(shown).split())


def test_a_tie_is_told_beside_the_conflict_and_in_the_table() -> None:
    first, second = _said(7011, "Daily", 1), _said(8022, "Echo", 2)
    told = edition([first, second])
    (conflict,) = told.reckoning.conflicts
    sentence = could_as_well(conflict, told.reckoning.claims, told.book)
    assert sentence is not None and sentence.startswith("It would cost no more to give up “")
    assert sentence in _words("conflicts/", first, second)
    assert "Giving up others instead would cost as little or hardly more." in _words("aside", first, second)


def test_further_conflicts_stand_apart() -> None:
    """Two figures that a third contradicts: the smallest conflict first, the other folded below."""
    said = [_said(17_658, "Daily", 1), _said(17_658, "Herald", 2), _said(17_600, "Tribune", 3, "about"), _said(18_628, "Echo", 4)]
    text = _words("conflicts", *said)
    assert text.index("miss each other by") < text.index("Further sets that cannot all hold: 1")
    assert "The smallest such set, proved." in _words("conflicts/", *said)


def test_the_reason_of_a_link_is_a_line_of_the_sum() -> None:
    days = [(f"2023-0{month}-01", f"2023-0{month}-28") for month in (1, 2, 3, 4)]
    charged = [said(("office", "absence", *each, 101, "exact", "Daily"), number, "charged") for number, each in enumerate(days)]
    seen = [said(("office", "absence", *each, 51, "more_than", "Echo"), 20 + number) for number, each in enumerate(days)]
    text = _words("series/", *charged, *seen, codebook=LINKED)
    assert "because who is charged has a proceeding: “Persons charged” is at most “Proceedings opened” (Absence, Ukraine," in text


def test_figures_that_leave_no_whole_number_are_shown_by_both_ends() -> None:
    """Half of 7,011 is at least 3,506 and at most 3,505."""
    whole = said(("office", "both", *YEAR, 7011, "exact", "Daily"), 1)
    half = replace(_said(5, "Echo", 2), kind="ratio", quantity=Quantity((0.5, 0.5), "exact", 0.5, 0.5, "half"), base=whole.scope)
    text = _words("conflicts/", whole, half)
    assert text.index("At least 3,506") < text.index("At most 3,505") < text.index("no whole number is both")
