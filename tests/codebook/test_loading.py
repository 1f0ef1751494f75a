"""A codebook is checked whole when it is loaded, and every fault is named with its line."""

from __future__ import annotations

from pathlib import Path

import pytest

from recusant.codebook import load, parse
from recusant.errors import BadCodebook, BadInput

SOUND = """
[measure.cases]
label = "Cases"
unit = "case"
stage = "opened"
kind = "flow"
[category.all]
[category.a]
parent = "all"
[category.b]
parent = "all"
exhaustive = true
[category."b.1"]
parent = "b"
[event.start]
date = 2022-02-24
"""


def _faults(more: str) -> str:
    with pytest.raises(BadCodebook) as caught:
        parse(SOUND + more, "mine.toml")
    return str(caught.value)


def test_leaves_have_an_unnamed_rest_unless_children_are_exhaustive() -> None:
    tree = parse(SOUND).category_tree
    assert tree.leaves("all") == {"all+rest", "a", "b.1"}
    assert tree.leaves("b") == {"b.1"}
    assert tree.ancestors("b.1") == ["b.1", "b", "all"]


def test_a_cycle_is_named_with_the_line_of_each_entry_in_it() -> None:
    message = _faults('[category.x]\nparent = "y"\n[category.y]\nparent = "x"\n')
    assert "line 17: [category.x] is its own ancestor" in message
    assert "line 19: [category.y] is its own ancestor" in message


@pytest.mark.parametrize(
    ("entry", "fault"),
    [
        ('[category.x]\nparent = "nowhere"\n', "has the unknown parent 'nowhere'"),
        ('[measure.x]\nlabel = "X"\nunit = "x"\nstage = "x"\nkind = "river"\n', "neither flow nor stock"),
        ('[measure.x]\nlabel = "X"\n', "lacks or mistypes"),
        ('[origin.x]\nkind = "rumour"\n', "none of census, tally, estimate"),
        ('[origin.x]\nkind = "tally"\nmeasures = ["cows"]\n', "names the unknown measure 'cows'"),
        ('[origin.x]\nkind = "tally"\nnames = ["N"]\n[origin.y]\nkind = "tally"\nnames = ["n"]\n', "shares the name"),
        ('[category.x]\nwords.en = ["w"]\n[category.y]\nwords.en = ["W"]\n', "shares the en word"),
        ('[category.x]\nwords.xx = ["w"]\n', "not among languages"),
        ('[event.x]\ndate = "2022-02-24"\n', "is not a day"),
        ('[[link]]\nat_most = ["cases", "cows"]\nsince = "start"\nwhy = "so"\n', "names the unknown measure 'cows'"),
        ('[[link]]\nat_most = ["cases", "cases"]\nsince = "dawn"\nwhy = "so"\n', "unknown event 'dawn'"),
        ('[[link]]\nat_most = ["cases", "cases"]\nwhy = "so"\n', "does not say which two"),
        ('[[link]]\nat_most = ["cases", "x"]\nwhy = "so"\n[measure.x]\nlabel = "X"\nunit = "x"\nstage = "x"\nkind = "stock"\n', "a stock"),
        ('[[link]]\nat_most = ["all", "nowhere"]\nwhy = "so"\n', "names the unknown category 'nowhere'"),
        ("[planet.x]\n", "is not a section"),
    ],
)
def test_a_fault_is_named(entry: str, fault: str) -> None:
    assert fault in _faults(entry)


def test_all_faults_are_told_at_once() -> None:
    assert _faults('[category.x]\nparent = "p"\n[category.y]\nparent = "q"\n').count("unknown parent") == 2


def test_what_is_no_toml_or_no_utf8_or_not_there(tmp_path: Path) -> None:
    with pytest.raises(BadCodebook, match="not TOML"):
        parse("[measure")
    (tmp_path / "latin.toml").write_bytes("name = 'é'".encode("latin-1"))
    with pytest.raises(BadCodebook, match="byte 8"):
        load(tmp_path / "latin.toml")
    with pytest.raises(BadInput, match=r"refusal"):
        load("nothing-of-this-name")


def test_an_origin_is_found_by_any_of_its_names() -> None:
    book = load("refusal")
    assert book.origin_named("Медиазона") == book.origin_named("media zona") == "mediazona"
    assert (book.layer("ogp_ua"), book.layer("mediazona"), book.counts_as("somebody")) == ("all", "mediazona", "estimate")


def test_a_label_is_that_of_the_language_or_else_that_of_the_entry_or_its_id() -> None:
    labelled = parse(SOUND + '[labels.uk.measure]\ncases = "Справи"\n')
    assert labelled.label("measure", "cases", "uk") == "Справи"
    assert labelled.label("measure", "cases", "ru") == "Cases"
    assert labelled.label("measure", "unheard", "uk") == "unheard"


def test_a_text_of_a_law_is_that_of_the_language_or_else_as_the_law_has_it() -> None:
    law = """[law.ballot]
date = 2024-07-01
title = "Ballot Act"
changed = "Ballots by post"
article = "3"
before = "none"
after = "a fine"
link = "https://example.org"
place = "UK"
"""
    told = parse(SOUND + law + '[labels.uk.law_changed]\nballot = "Голосування поштою"\n')
    assert [told.told(told.laws["ballot"], part, "uk") for part in ("title", "changed")] == ["Ballot Act", "Голосування поштою"]
    assert "names the unknown law_title 'strikes'" in _faults('[labels.uk.law_title]\nstrikes = "Закон"\n')


def test_a_label_of_nothing_known_is_a_fault() -> None:
    assert "names the unknown measure 'strikes'" in _faults('[labels.uk.measure]\nstrikes = "Страйки"\n')
    assert "[labels.uk.measures] is none of measure, category" in _faults('[labels.uk.measures]\ncases = "Справи"\n')
