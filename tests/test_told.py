"""What whoever adds a document says of it, from the command to what counts."""

from __future__ import annotations

import json
from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest

from recusant.errors import BadInput
from recusant.flow import Ledger, Told
from recusant.ledger import Mark
from recusant.verify import verify_ledger

SAID = "Since the beginning of this year prosecutors in Ukraine opened {} cases of absence without leave, by their own count."
JUNE, JULY = Told(date(2024, 6, 3), "Example Daily"), Told(date(2024, 7, 3), "Example Daily")


@pytest.fixture
def ledger(place) -> Iterator[Ledger]:
    with Ledger.create(place("a.ledger")) as made:
        yield made


@pytest.fixture
def file(tmp_path: Path) -> Path:
    (made := tmp_path / "a.txt").write_text(SAID.format("45,123"))
    return made


def ends(ledger: Ledger) -> list[date | None]:
    """Until when at most what counts was counted."""
    return [claim.scope.window.end[1] for claim in ledger.standing_claims()]


def test_a_day_that_the_user_says_tells_what_this_year_is(ledger, file) -> None:
    assert ledger.add(file, told=JUNE).undated == []
    (source,) = ledger.store.sources()
    assert (source.published, source.outlet, source.told) == (date(2024, 6, 3), "Example Daily", ("published", "outlet"))
    assert ends(ledger) == [date(2024, 6, 3)]


def test_a_text_without_a_day_is_named(ledger, file) -> None:
    assert ledger.add(file).undated == [str(file)]
    assert ledger.add(file).undated == []


def test_what_the_user_says_goes_before_what_the_document_says(ledger, tmp_path) -> None:
    (note := tmp_path / "a.md").write_text(f"---\npublished: 2023-06-03\noutlet: Another\n---\n{SAID.format('45,123')}")
    ledger.add(note, told=Told(date(2024, 6, 3)))
    (source,) = ledger.store.sources()
    assert (source.published, source.outlet, source.told) == (date(2024, 6, 3), "Another", ("published",))


@pytest.mark.parametrize("before", [Told(), JULY])
def test_said_otherwise_it_supersedes_what_was_said(ledger, place, file, before: Told) -> None:
    ledger.add(file, told=before)
    (change,) = ledger.add(file, told=JUNE).changes
    assert (len(change.gone), len(change.new), ends(ledger)) == (1, 1, [date(2024, 6, 3)])
    assert ledger.store.versions(change.after.id) == [change.before.id, change.after.id]
    assert verify_ledger(place("a.ledger")).broken == ()


def test_said_again_or_not_said_it_stays(ledger, file) -> None:
    ledger.add(file, told=JUNE)
    assert [ledger.add(file, told=told).known for told in (JUNE, Told())] == [1, 1]
    assert len(ledger.store.log()) == 1


def test_what_was_said_before_may_be_said_again(ledger, file) -> None:
    for told in (Told(), JUNE, JULY, JUNE):
        ledger.add(file, told=told)
    assert ends(ledger) == [date(2024, 6, 3)]
    assert json.loads(ledger.store.log()[-1])["source"] == ledger.store.sources()[1].id


def test_a_confidential_document_stays_so_whatever_is_said_of_it(ledger, file) -> None:
    ledger.add(file)
    ledger.store.mark(ledger.store.sources()[0].id, Mark("Olena"))
    ledger.add(file, told=JUNE)
    assert ledger.store.confidential() == {source.id for source in ledger.store.sources()}


@pytest.mark.parametrize("name", ["folder", "list.csv", "table.csv"])
def test_it_is_said_of_one_document(ledger, tmp_path, name: str) -> None:
    (tmp_path / "folder").mkdir()
    for number in (1, 2):
        (tmp_path / f"folder/{number}.txt").write_text(SAID.format(f"45,12{number}"))
    (tmp_path / "list.csv").write_text("url\nhttps://example.org/a\n")
    (tmp_path / "table.csv").write_text("measure,category,place,origin,stated\ncases_opened,art407,UA,ogp_ua,45123\n")
    with pytest.raises(BadInput, match="can be told of one document"):
        ledger.add(tmp_path / name, told=JUNE)
    assert ledger.store.sources() == []


def test_it_is_not_said_of_an_address(ledger) -> None:
    with pytest.raises(BadInput, match=r"can be told of a file.*save the page"):
        ledger.add("https://example.org/a", told=JUNE)


def test_an_address_that_is_none_is_told() -> None:
    with pytest.raises(BadInput, match="no web address"):
        Told(url="example.org")


def test_a_day_to_come_is_told() -> None:
    with pytest.raises(BadInput, match="9999-01-01 is still to come"):
        Told(published=date(9999, 1, 1))
