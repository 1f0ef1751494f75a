"""The codebook of refusal and the figures that ship with it: they load, fit each other, and part no whole twice."""

from __future__ import annotations

import csv
from pathlib import Path

import pytest

from recusant.codebook import Codebook, load, parse
from recusant.errors import BadCodebook

EXAMPLE = Path(__file__).parents[2] / "examples" / "refusal"


@pytest.fixture(scope="module")
def book() -> Codebook:
    return load("refusal")


@pytest.fixture(scope="module")
def figures() -> list[dict[str, str]]:
    with (EXAMPLE / "figures.csv").open(encoding="utf-8", newline="") as table:
        return list(csv.DictReader(table))


def test_refusal_is_six_offences_and_an_unnamed_rest(book: Codebook) -> None:
    assert set(book.category_tree.children["refusal"]) == {"art332", "art334", "art337", "art338", "art339", "art352.1"}
    assert "refusal+rest" in book.category_tree.leaves("refusal")


def test_absence_and_desertion_are_the_whole_of_articles_407_and_408(book: Codebook) -> None:
    assert book.category_tree.leaves("art407_408") == {"art407", "art408"}


def test_every_figure_names_what_the_codebook_knows(book: Codebook, figures: list[dict[str, str]]) -> None:
    known = {"measure": book.measures, "category": book.categories, "place": book.places, "origin": book.origins}
    assert [(row["id"], name) for row in figures for name, ids in known.items() if row[name] not in ids] == []
    assert len(figures) == len({row["id"] for row in figures}) == 976


def test_a_region_is_not_the_country(figures: list[dict[str, str]]) -> None:
    noted = {row["id"]: row["place"] for row in figures}
    assert (noted["rf0142-03"], noted["rf0195-04"], noted["rf0021-10"]) == ("RU-MOS", "UA-14", "RU-ROS-2courts")


@pytest.mark.parametrize("origin", ["mediazona", "khochu_zhit", "idite_lesom", "opendatabot"])
def test_who_counts_what_it_can_see_is_a_tally(book: Codebook, origin: str) -> None:
    assert book.counts_as(origin) == "tally"


@pytest.mark.parametrize(("name", "origin"), [("Медиазона", "mediazona"), ("Офіс генпрокурора", "ogp_ua"), ("Get Lost", "idite_lesom")])
def test_an_origin_is_known_by_its_names_in_every_language(book: Codebook, name: str, origin: str) -> None:
    assert book.origin_named(name) == origin


def test_one_word_may_stand_for_an_offence_of_each_country(book: Codebook) -> None:
    desertion = {node.place for node in book.categories.values() if "desertion" in node.words.get("en", ())}
    assert desertion == {"RU", "UA"}


def test_every_note_has_a_page_of_the_table(figures: list[dict[str, str]]) -> None:
    pages = {row["url"] for row in figures}
    notes = [note.read_text(encoding="utf-8").splitlines()[1] for note in (EXAMPLE / "notes").glob("*.md")]
    assert {line.removeprefix("url: ") for line in notes} <= pages
    assert len(notes) >= 60


def test_the_fault_of_an_entry_on_one_line_is_found_by_its_line() -> None:
    with pytest.raises(BadCodebook, match=r"line 3: \[place.XX\] has the unknown parent"):
        parse('name = "x"\n[place]\nXX = { parent = "YY" }')
