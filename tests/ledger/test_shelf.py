"""Sources are listed page by page and found by words, of many as of few; and nothing that is asked for one reads them all."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest

from recusant.ledger import Capture, Ledger, Mark, copy
from recusant.ledger.schema import SHELF
from recusant.records import Source, Text
from tests.ledger.conftest import formed, taken_back, text_of

TITLES = ("Медиазона: суд", "In court: 100%", "Медіазона про суд_1", "МЕДИАЗОНА", "Nothing \\ at all", "Straße ґ")


def titled(number: int, **known: str | None) -> Text:
    text = text_of(number, 1 if number % 2 else 0)
    return replace(text, source=replace(text.source, **known))


@pytest.fixture
def named(ledger) -> Ledger:
    with ledger.together():
        for number, title in enumerate(TITLES):
            ledger.add(titled(number, title=title))
    return ledger


def found(ledger: Ledger, words: str = "", start: int = 0, most: int = 100, **known: bool) -> list[int]:
    return [TITLES.index(str(source.title)) for source in ledger.listed(words, start, most, **known)]


ASKED = {
    "медиазона": [3, 0], "МеДиАзОнА": [3, 0], "зона": [3, 2, 0], "суд": [2, 0], "ме": [3, 2, 0], "Ґ": [5], "strasse": [5], "нигде": [],
    "100%": [1], "%": [1], "0%0": [], "_1": [2], "суд_": [2], "у_": [], "\\": [4], "ng \\ a": [4], "org/3": [3], "4.TXT": [4], "'": [],
}  # fmt: skip


@pytest.mark.parametrize("words", ASKED)
def test_words_are_found_whatever_their_case_also_parts_of_them_and_signs_as_they_stand(named, words: str) -> None:
    assert found(named, words) == ASKED[words]
    assert named.count_listed(words, 100) == len(ASKED[words])


def test_without_words_all_come_also_those_without_claims_the_latest_first(named) -> None:
    assert found(named) == [5, 4, 3, 2, 1, 0]
    assert {source.id for source in named.listed()} > {claim.source for claim in named.claims()}


def test_pages_follow_on_each_other(named) -> None:
    assert [found(named, start=start, most=2) for start in (0, 2, 4, 6)] == [[5, 4], [3, 2], [1, 0], []]
    assert [found(named, "зона", start=start, most=2) for start in (0, 2)] == [[3, 2], [0]]


def test_no_more_is_counted_than_is_asked(named) -> None:
    assert [named.count_listed("зона", most) for most in (2, 3, 4)] == [2, 3, 3]


def test_without_hidden_ones_neither_a_confidential_source_nor_other_versions_of_its_page_are_listed_or_counted(named) -> None:
    named.add(titled(9, title=TITLES[3], url=named.listed()[2].url))
    named.mark(named.listed()[0].id, Mark("Olha"))
    assert found(named, hidden=False) == [5, 4, 2, 1, 0]
    assert (named.count_listed("зона", 9), named.count_listed("зона", 9, hidden=False)) == (4, 2)


def test_a_source_that_came_is_found_at_once_and_one_that_was_not_stored_never(named, monkeypatch: pytest.MonkeyPatch) -> None:
    named.add(titled(7, title=TITLES[0]))
    with monkeypatch.context() as broken, pytest.raises(OSError, match="full"):
        broken.setattr("recusant.ledger.writer.write_entry", failing)
        named.add(titled(8, title=TITLES[0]))
    named.add(titled(9, title=TITLES[0]))
    assert [source.name for source in named.listed("медиазона")] == ["9.txt", "7.txt", "3.txt", "0.txt"]


def failing(*given: object) -> int:
    raise OSError("the disk is full")


def test_a_copy_is_listed_and_searched_alike(named, place) -> None:
    copy(named._connection.path if isinstance(place("b"), Path) else place("refusal.ledger"), there := place("b"))
    with Ledger.open(there) as copied:
        assert [found(copied, words) for words in ("", "зона")] == [found(named, words) for words in ("", "зона")]


def before_there_was_a_shelf(ledger: Ledger) -> None:
    """Makes it a ledger of the form before."""
    taken_back(ledger)
    for statement in ("DROP TABLE shelf", "DROP INDEX sources_by_url", "DROP INDEX sources_by_part"):
        ledger._connection.execute(statement)
    formed(ledger, 5)


def test_a_ledger_from_before_is_listed_once_it_was_opened_also_if_that_was_killed_the_first_time(named, path, monkeypatch) -> None:
    listed = found(named, "зона")
    before_there_was_a_shelf(named)
    monkeypatch.setattr("recusant.ledger.shelf.BATCH", 2)
    with monkeypatch.context() as broken, pytest.raises(OSError, match="full"):
        broken.setattr("recusant.ledger.schema.put", failing)
        Ledger.open(path)
    with Ledger.open(path) as ledger:
        assert (found(ledger), found(ledger, "зона"), len(ledger.log())) == ([5, 4, 3, 2, 1, 0], listed, 6)


def test_a_build_of_sqlite_without_the_index_finds_the_same(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("recusant.ledger.schema.SHELF", tuple(one.replace("trigram", "none such") for one in SHELF))
    with Ledger.create(tmp_path / "plain.ledger") as ledger:
        for number, title in enumerate(TITLES):
            ledger.add(titled(number, title=title))
        assert {words: found(ledger, words) for words in ASKED} == ASKED


def test_only_sources_with_claims_are_read_where_only_those_count(ledger) -> None:
    table, page = text_of(1, 0), text_of(2)
    ledger.add(table)
    ledger.add(replace(page, source=replace(page.source, part_of=table.source.id)))
    ledger.add(text_of(3, 0))
    assert [source.id for source in ledger.quoted()] == [table.source.id, page.source.id]
    assert ledger.ids() == [source.id for source in ledger.sources()]


def test_the_log_of_one_source_and_its_head_are_parts_of_the_log(ledger) -> None:
    assert ledger.head() == (0, "")
    for number in (1, 2):
        ledger.add(text_of(number))
    ledger.capture_again(text_of(1).source.id, Capture("https://example.org/1"))
    whole = ledger.log()
    assert ledger.log(text_of(1).source.id) == [whole[0], whole[2]]
    assert (ledger.head(), list(ledger.entries(2))) == ((3, whole[2]), whole[:2])


QUESTIONS: dict[str, Callable[[Ledger], object]] = {
    "confidential": lambda ledger: ledger.confidential(), "the log of one": lambda ledger: ledger.log("s-1"),
    "quoted": lambda ledger: ledger.quoted(), "listed": lambda ledger: ledger.listed("words", hidden=False),
    "turns": lambda ledger: [*ledger.turns.after()], "turns before": lambda ledger: [*ledger.turns.before("9")],
    "figures": lambda ledger: ledger.turns.stated("none"), "origins": lambda ledger: ledger.origins(),
    "decisions": lambda ledger: ledger.latest_decisions("Olena"), "claims": lambda ledger: ledger.standing_now(["c-1"]),
}  # fmt: skip


@pytest.mark.parametrize("question", QUESTIONS)
def test_no_question_goes_through_everything(tmp_path: Path, question: str) -> None:
    with Ledger.create(tmp_path / "a.ledger") as ledger:
        ledger.add(source := Text(Source.of(b"a", "a.txt"), "a"))
        ledger.mark(source.source.id, Mark("Olha"))
        asked = list[str]()
        ledger._connection.set_trace_callback(asked.append)
        QUESTIONS[question](ledger)
        ledger._connection.set_trace_callback(None)
        plans = [str(ledger._rows(f"EXPLAIN QUERY PLAN {one}")) for one in asked if "SELECT" in one and not one.startswith("--")]
    assert plans and not any(f"SCAN {table}'" in plan for plan in plans for table in ("sources", "log", "claims", "decisions", "turns"))
