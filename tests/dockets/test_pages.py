"""Lists, cards and gates of court sites, and what is taken from them."""

from __future__ import annotations

import time
from datetime import date

import pytest

from recusant.dockets import is_docket, read_docket
from recusant.dockets.entries import articles_of
from tests.dockets.conftest import card, court_list, row


def test_a_list_gives_number_day_articles_and_court() -> None:
    docket = read_docket(court_list(row("1-12/2024 (1-500/2023;)", "09.01.2024", "Солдатов П.П. - ст.337 ч.5 УК РФ")), "list.html")
    (entry,) = docket.entries
    assert (docket.kind, entry.numbers, entry.received) == ("list", ("1-12/2024", "1-500/2023"), date(2024, 1, 9))
    assert (entry.articles, entry.criminal, entry.court.code, entry.court.host) == ({"337"}, True, "66RS0001", ("leninsky", "svd"))


def test_a_card_gives_the_identifier_and_the_articles_of_its_persons() -> None:
    docket = read_docket(card("1-12/2024", "66RS0001-01-2024-000001-11", "09.01.2024", "ст.338 ч.1 УК РФ"), "card.html")
    (entry,) = docket.entries
    assert (docket.kind, entry.uid, entry.articles, entry.received) == (
        "card", "66RS0001-01-2024-000001-11", {"338"}, date(2024, 1, 9),
    )  # fmt: skip


@pytest.mark.parametrize(
    ("charges", "articles"),
    [
        ("ст.337 ч.5 УК РФ", {"337"}), ("ст. 30 ч.3, ст.338 ч.1", {"30", "338"}), ("ст.352.1 УК РФ", {"352.1"}),
        ("ст.12.27 ч.2 КоАП РФ", set()), ("ст.337 ч.5 УК РФ; ст.125 УПК РФ", {"337"}), ("ст.33 ч.5-ст.337 ч.2 УК РФ", {"33", "337"}),
        ("ст.337 ч.2.1, ч.5 УК РФ Номер дела в первой инстанции: 1-336/14", {"337"}), ("часть 3 статьи 337", set()),
    ],
)  # fmt: skip
def test_charges_are_split_into_articles_of_the_criminal_code(charges: str, articles: set[str]) -> None:
    assert articles_of(charges) == articles


@pytest.mark.parametrize(
    ("words", "kind"),
    [
        ("Информация временно недоступна. Попробуйте обратиться позже", "unavailable"), ("Введите код с картинки", "captcha"),
        ("Данных по запросу не обнаружено", "none"), ("О суде", "other"),
    ],
)  # fmt: skip
def test_a_page_without_cases_is_told_from_no_cases(words: str, kind: str) -> None:
    assert read_docket(f"<html><body><p>{words}</p></body></html>".encode(), "page.html").kind == kind


def test_the_old_encoding_of_the_sites_is_read() -> None:
    page = court_list(row("1-12/2024", "09.01.2024", "Солдатов П.П. - ст.337 ч.5 УК РФ")).decode()
    (entry,) = read_docket(page.encode("windows-1251"), "list.html").entries
    assert entry.articles == {"337"}


def test_a_list_says_how_many_cases_it_does_not_show() -> None:
    page = court_list(row("1-12/2024", "09.01.2024", "ст.337"), more="Всего по запросу найдено — 143. На странице записи с 1 по 25.")
    assert read_docket(page, "list.html").found == 143


def test_an_article_about_a_court_is_no_docket() -> None:
    assert is_docket(court_list(row("1-12/2024", "09.01.2024", "ст.337")))
    assert not is_docket(b"<html><body><a href='/modules.php?name=sud_delo'>x</a><table><tr><td>1-12/2024</td></tr></table></body></html>")


@pytest.mark.parametrize("page", [b"<", b"<html>" * 5000, b"<table>" * 2000 + "№ дела".encode(), "<tr><td>ДЕЛО №".encode(), b"<!-- -->"])
def test_broken_pages_do_not_break_the_reading(page: bytes) -> None:
    assert is_docket(b"sud_delo" + page) is False


@pytest.mark.parametrize("word", ["a-", "1А/", "ст. 1-", "<base ", "найдено ", "<table><tr><td>№ дела "])
def test_time_grows_no_faster_than_the_page(word: str) -> None:
    def seconds(times: int) -> float:
        page = f"<html><body>sud_delo {word * times}".encode()
        began = time.process_time()
        read_docket(page, "page.html")
        return time.process_time() - began

    assert seconds(20_000) < 0.2 + 20 * seconds(2_000)
