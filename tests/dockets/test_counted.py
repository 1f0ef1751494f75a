"""Entries become cases, each once, and cases become figures that say at least so many."""

from __future__ import annotations

import pytest

from recusant.codebook import Codebook, parse
from recusant.dockets import Tally, count_dockets, read_docket
from recusant.errors import BadInput
from tests.dockets.conftest import card, court_list, row

UID = "66RS0001-01-2024-000001-11"
CHARGE = "Солдатов П.П. - ст.337 ч.5 УК РФ"


@pytest.fixture
def counted(book: Codebook):
    def count(*pages: bytes) -> Tally:
        return count_dockets([read_docket(page, "page") for page in pages], book)

    return count


def figures(tally: Tally) -> list[tuple[str, str, str, str]]:
    return [(row["category"], row["place"], row["start"], row["stated"]) for row in tally.rows]


def test_cases_are_counted_by_article_region_and_month_of_receipt(counted) -> None:
    january = row("1-12/2024", "09.01.2024", CHARGE), row("1-13/2024", "31.01.2024", CHARGE)
    tally = counted(court_list(*january, row("1-14/2024", "01.02.2024", "ст.338 ч.1 УК РФ")))
    assert figures(tally) == [("art337", "RU-SVE", "2024-01-01", "2"), ("art338", "RU-SVE", "2024-02-01", "1")]
    assert tally.rows[0]["value_text"] == "at least 2 cases received in 2024-01: 66RS0001 2"


def test_a_case_in_a_list_and_on_a_card_counts_once(counted) -> None:
    tally = counted(court_list(row("1-12/2024", "09.01.2024", CHARGE)), card("1-12/2024", UID, "09.01.2024", "ст.337 ч.5 УК РФ"))
    assert figures(tally) == [("art337", "RU-SVE", "2024-01-01", "1")]


def test_the_same_page_saved_twice_counts_once(counted) -> None:
    page = court_list(row("1-12/2024", "09.01.2024", CHARGE))
    assert (counted(page, page).cases, counted(page, page + b" ").cases) == (1, 1)


def test_an_appeal_is_no_new_case(counted) -> None:
    appeal = card("22-7/2024", UID, "05.05.2024", "ст.337 ч.5 УК РФ", code="66OS0000", delo="4")
    assert figures(counted(card("1-12/2024", UID, "09.01.2024", "ст.337 ч.5 УК РФ"), appeal)) == [("art337", "RU-SVE", "2024-01-01", "1")]
    assert (counted(appeal).cases, *counted(appeal).left_out.values()) == (0, 1)


def test_a_transfer_counts_where_the_case_is_kept(counted) -> None:
    sent = card("1-12/2024", UID, "09.01.2024", "ст.337 УК РФ", result="Направлено по подсудности")
    kept = card("1-80/2024", UID, "20.02.2024", "ст.337 УК РФ", code="72RS0014")
    assert figures(counted(sent, kept)) == [("art337", "RU-TYU", "2024-02-01", "1")]
    assert counted(sent).cases == 0


def test_numbers_of_different_courts_are_different_cases(counted) -> None:
    case = row("1-12/2024", "09.01.2024", CHARGE)
    pages = court_list(case, code="66RS0001", host="a.svd"), court_list(case, code="66RS0002", host="b.svd")
    assert figures(counted(*pages)) == [("art337", "RU-SVE", "2024-01-01", "2")]


def test_where_the_court_is_not_known_alike_cases_may_be_one(counted) -> None:
    nameless = court_list(row("1-12/2024", "09.01.2024", CHARGE), code="", host="ej")
    assert counted(nameless, court_list(row("1-12/2024", "09.01.2024", CHARGE))).cases == 1


def test_a_case_under_two_articles_counts_as_what_holds_both(counted) -> None:
    rows = row("1-12/2024", "09.01.2024", CHARGE), row("1-13/2024", "09.01.2024", "ст.337 ч.5, ст.338 ч.1 УК РФ")
    assert figures(counted(court_list(*rows))) == [("art337", "RU-SVE", "2024-01-01", "1"), ("refusal", "RU-SVE", "2024-01-01", "2")]


def test_zeros_that_fill_a_number_up_do_not_make_another_case(counted) -> None:
    pages = (court_list(row(number, "09.01.2024", CHARGE)) for number in ("1-12/2024", "01-0012/2024"))
    assert counted(*pages).cases == 1


def test_a_case_under_articles_that_no_category_holds_together_is_left_out_and_told(counted) -> None:
    tally = counted(court_list(row("1-12/2024", "09.01.2024", "ст.337 ч.5, ст.328 ч.1 УК РФ")))
    assert (tally.cases, tally.left_out) == (0, {"under several articles that no one category holds": 1})


def test_a_garrison_court_is_placed_by_its_site_and_not_by_its_code(counted) -> None:
    cases = [court_list(row("1-12/2024", "09.01.2024", CHARGE), code="39GV0005", host=host) for host in ("224gvs.spb", "ej")]
    assert [figures(counted(page))[0][1] for page in cases] == ["RU-SPE", "RU"]


def test_what_is_not_counted_is_told(counted) -> None:
    theft, undated = row("1-12/2024", "09.01.2024", "ст.158 ч.1 УК РФ"), row("1-13/2024", "", CHARGE)
    tally = counted(court_list(theft, undated, row("2-14/2024", "09.01.2024", "иск", delo="1540005")))
    assert (tally.rows, sum(tally.left_out.values()), len(tally.left_out)) == ((), 3, 3)


def test_coverage_names_courts_and_days_and_what_lists_do_not_show(counted) -> None:
    page = court_list(row("1-12/2024", "09.01.2024", CHARGE), more="Всего по запросу найдено — 30. На странице записи с 1 по 25.")
    (court,), tally = counted(page).coverage, counted(page)
    assert (court.court, str(court.first), court.cases, tally.unseen) == ("66RS0001", "2024-01-09", 1, 29)


def test_two_pages_of_one_search_are_not_two_searches(counted) -> None:
    said = "Всего по запросу найдено — 30. На странице записи с {0} по {0}."
    pages = (court_list(row(f"1-{n}/2024", "09.01.2024", CHARGE), more=said.format(n)) for n in (1, 2))
    assert counted(*pages).unseen == 28


def test_a_codebook_without_dockets_says_what_is_missing() -> None:
    with pytest.raises(BadInput, match="does not say how dockets are counted"):
        count_dockets([], parse('name = "strikes"'))
