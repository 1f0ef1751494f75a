"""The desk's list of sources: found by words whatever their case, told page by page, and without what somebody may not see."""

from __future__ import annotations

from dataclasses import replace

import pytest

from recusant.ledger import Mark
from recusant.review.rights import Person
from tests.review.conftest import BODIES, claim_quoting, text_of

READER, REVIEWER = "Ihor", "Olena"
MANY = 1105


@pytest.fixture
def many(desk) -> list[str]:
    """Sources beside the three with claims, of which every second is of one outlet; the latest first."""
    with desk.ledger() as held, held.together():
        texts = [text_of(number, f"Nothing {number}.") for number in range(10, 10 + MANY)]
        for text in texts:
            outlet = "Медиазона" if text.source.name.endswith(("1.txt", "3.txt")) else "Other"
            held.add(replace(text, source=replace(text.source, outlet=outlet)))
    return [text.source.id for text in reversed(texts)]


def told(client, name: str, **asked: object):
    return client(name).get("/api/sources", params=asked).json()


def ids(pages) -> list[str]:
    return [one["id"] for page in pages for one in page["sources"]]


def test_all_are_told_page_by_page_the_latest_first_also_those_without_claims(client, many) -> None:
    pages = [told(client, REVIEWER, start=start) for start in range(0, MANY + 100, 100)]
    assert ids(pages)[:MANY] == many
    assert {(page["total"], page["more"]) for page in pages} == {(MANY + 3, False)}
    assert [len(page["sources"]) for page in pages] == [100] * 11 + [8, 0]


@pytest.mark.parametrize("words", ["медиазона", "МЕДИАЗОНА", "диазо", "ди"])
def test_words_are_found_whatever_their_case(client, many, words) -> None:
    page = told(client, REVIEWER, words=words)
    assert (page["total"], page["more"]) == (222, False)
    assert {one["outlet"] for one in page["sources"]} == {"Медиазона"}


def test_of_very_many_that_are_found_it_is_told_how_many_there_are_at_least(client, many) -> None:
    first, last = told(client, REVIEWER, words="EXAMPLE"), told(client, REVIEWER, words="EXAMPLE", start=1100)
    assert (first["total"], first["more"], last["total"], last["more"]) == (1000, True, MANY + 3, False)
    assert "more than 1,000 sources" in client(REVIEWER).get("/sources?words=EXAMPLE").text
    assert len(last["sources"]) == 8


def test_words_too_short_for_the_index_are_sought_among_the_latest_sources_which_is_told(client, many, monkeypatch) -> None:
    for module in ("ledger.shelf", "review.views"):
        monkeypatch.setattr(f"recusant.{module}.LATEST", 10)
    assert ids([told(client, REVIEWER, words="/1")]) == many[:10]
    assert (told(client, REVIEWER, words="/1")["among"], told(client, REVIEWER, words="example")["among"]) == (10, None)
    assert "only among the latest sources (10)" in client(REVIEWER).get("/sources?words=/1").text


def test_the_next_page_of_what_was_searched_holds_the_same_words(client, many) -> None:
    page = client(REVIEWER).get("/sources", params={"words": "медиа&зона"}).text
    assert 'value="медиа&amp;зона"' in page
    further = client(REVIEWER).get("/sources", params={"words": "медиазона"}).text
    assert "/sources?words=%D0%BC%D0%B5%D0%B4%D0%B8%D0%B0%D0%B7%D0%BE%D0%BD%D0%B0&amp;start=100" in further


def test_a_reader_neither_sees_nor_counts_nor_misses_a_place_where_one_is_confidential(desk, client, many) -> None:
    hidden = [many[0], many[150], many[151]]
    with desk.ledger() as held, held.together():
        for one in hidden:
            held.mark(one, Mark("Petro"))
    pages = [told(client, READER, start=start) for start in range(0, MANY, 100)]
    assert ids(pages)[: MANY - 3] == [one for one in many if one not in hidden]
    assert {page["total"] for page in pages} == {MANY} and told(client, REVIEWER)["total"] == MANY + 3
    assert told(client, READER, words=f"/{MANY + 9}")["total"] == 0 < told(client, REVIEWER, words=f"/{MANY + 9}")["total"]


def test_a_source_that_came_meanwhile_is_told(desk, client) -> None:
    with desk.ledger() as held:
        assert desk.standing(held).stored == 3
        held.add(text_of(4, BODIES[0].replace("1,000", "800")))
        held.mark(claim_quoting(desk, "900").source, Mark("Petro"))
        assert (desk.standing(held).stored, desk.seen(held, Person(READER, "reader")).standing.stored) == (4, 3)
    assert (told(client, REVIEWER)["total"], told(client, READER)["total"]) == (4, 3)
