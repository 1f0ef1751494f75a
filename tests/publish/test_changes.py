"""What changed since the edition before, and what is not made anew."""

from __future__ import annotations

from pathlib import Path

import pytest

from recusant.errors import BadInput
from recusant.publish import publish
from recusant.publish.pages import Sheet
from tests.publish.conftest import pages_in
from tests.publish.editions import edition, said, story
from tests.publish.test_folder import contents
from tests.publish.test_pages import words

MORE = ("office", "desertion", "2025-06-01", "2025-06-30", 1500, "exact", "Tribune")


@pytest.fixture(scope="module")
def later():
    """The story with one claim more, and without the slip."""
    return edition([*(claim for claim in story() if claim.quantity.lo != 18628), said(MORE, 70)])


@pytest.fixture
def renewed(told, later, tmp_path) -> Path:
    """A folder into which one edition was published and then the next."""
    publish(told, tmp_path / "site")
    return publish(later, tmp_path / "site").parent


def test_the_page_of_changes_tells_what_moved_what_is_new_and_what_is_gone(renewed) -> None:
    text = words(pages_in(renewed)["changes.html"].get_element_by_id("main"))
    assert "Desertion, Ukraine, in allJune 2025not asked1,450 to 1,599" in text
    assert "New claims 1 “1,500 in Tribune”" in text
    assert "Claims that are gone 1 “18,628 in Echo”" in text
    assert "Conflicts that are gone 1 x-" in text


def test_the_first_edition_says_that_none_is_known_before(folder) -> None:
    assert "No earlier edition is known here." in words(pages_in(folder)["changes.html"])


def test_published_again_it_goes_on_telling_what_it_changed(later, renewed) -> None:
    before = contents(renewed)
    publish(later, renewed)
    assert contents(renewed) == before


def test_what_is_left_as_it_was_is_as_if_made_anew(told, later, renewed, tmp_path) -> None:
    publish(told, tmp_path / "earlier")
    publish(later, tmp_path / "whole", since=tmp_path / "earlier")
    assert contents(renewed) == contents(tmp_path / "whole")


def test_only_pages_that_change_are_made(told, later, tmp_path, monkeypatch) -> None:
    made: list[str] = []
    publish(told, tmp_path)
    monkeypatch.setattr(Sheet, "made_by", lambda sheet, press, make=Sheet.made_by: made.append(sheet.name) or make(sheet, press))
    publish(told, tmp_path)
    assert not [name for name in made if "/" in name], "nothing changed"
    publish(later, tmp_path)
    assert "series/all.opened.desertion.UA.html" in made
    assert "series/all.wanted.both.UA.html" not in made


def test_a_page_that_somebody_changed_is_made_anew(told, folder, tmp_path) -> None:
    publish(told, tmp_path)
    (page := tmp_path / "series/all.opened.absence.UA.html").write_text(page.read_text(encoding="utf-8") + "<!-- mine -->")
    publish(told, tmp_path)
    assert contents(tmp_path) == contents(folder)


def test_pages_that_are_no_more_are_taken_away(told, later, tmp_path) -> None:
    (conflict,) = told.reckoning.conflicts
    publish(told, tmp_path)
    assert (tmp_path / f"conflicts/{conflict.id}.html").exists()
    publish(later, tmp_path)
    assert not (tmp_path / f"conflicts/{conflict.id}.html").exists()


def test_a_name_in_the_digests_cannot_lead_out_of_the_folder(told, tmp_path) -> None:
    (mine := tmp_path / "mine.txt").write_text("mine")
    publish(told, tmp_path / "site")
    with (tmp_path / "site/SHA256SUMS").open("a", encoding="utf-8") as sums:
        sums.write(f"{'0' * 64}  ../mine.txt\n")
    publish(told, tmp_path / "site")
    assert mine.exists()


def test_a_folder_without_an_edition_is_none_to_compare_with(told, tmp_path) -> None:
    with pytest.raises(BadInput, match="holds no whole edition"):
        publish(told, tmp_path / "site", since=tmp_path)
    assert not (tmp_path / "site").exists()
