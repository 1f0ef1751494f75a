"""The pages: they hold every bound, proof, conflict and figure, in words, and point nowhere in vain."""

from __future__ import annotations

import re
from dataclasses import replace
from datetime import date
from pathlib import Path, PurePosixPath
from posixpath import normpath

import pytest
from lxml.html import HtmlElement

from recusant.publish import publish
from recusant.publish.links import anchor, claim_page, conflict_page, days_anchor, folder_of, series_page
from recusant.publish.report import Report, report_on
from recusant.publish.words import LANGUAGES
from recusant.records import Bound
from tests.publish.conftest import Pages, pages_in

ABSENCE = "series/all.opened.absence.UA.html"
DAYS = "2025-08-01..2025-09-30"


@pytest.fixture(scope="module")
def report(told) -> Report:
    return report_on(told)


def words(element: HtmlElement) -> str:
    return " ".join(element.text_content().split())


def test_every_bound_has_its_place_with_every_quote_of_its_proof(report, pages: Pages) -> None:
    for series in report.series:
        places = {element.get("id"): element for element in pages[series_page(series.key)].iter() if element.get("id")}
        assert {days_anchor(bound) for bound in series.bounds} <= set(places)
        for bound in series.bounds:
            if places[days_anchor(bound)].tag == "div":  # a month that says the same as its neighbour shares the proof of its row
                assert all(claim.quote.text in words(places[days_anchor(bound)]) for claim in bound.cited.values())
    assert "“" in words(pages[ABSENCE].get_element_by_id(DAYS))


def test_a_proof_can_be_added_up_by_hand(pages: Pages) -> None:
    (proof,) = [words(one) for one in pages[ABSENCE].xpath('//details[@class="why"]/div[@id=$days]', days=DAYS)]
    assert re.search(
        r"Exactly 32,649 \+ 235,646 “235,646 in Tribune” .*− 202,997 .*= 32,649 August to September 2025.*: exactly 32,649\.", proof
    )


def test_a_quote_stands_with_who_counted_who_printed_when_and_how_it_was_reviewed(pages: Pages) -> None:
    line = next(line for line in pages[ABSENCE].xpath('//ol[@class="sum"]/li') if "235,646" in words(line))
    assert "“235,646 in Tribune”" in words(line)
    assert line.xpath('.//a[@class="out"]/@href') == ["https://example.org/Tribune"]
    assert "The office · Tribune, 11 November 2025 · read by machine, not reviewed" in words(line)


def test_the_start_page_answers_each_question_in_a_sentence_with_its_bound_and_leads_to_its_series(pages: Pages) -> None:
    (answer, *_) = pages["index.html"].xpath("//section[@aria-labelledby='answers']//article")
    assert words(answer.xpath(".//p[@class='big']")[0]) == "254,886 to 255,086"
    assert "Absence, January 2022 to October 2025: 254,886 to 255,086, counted by The office." in words(answer)
    assert "The total reached 200,000 after 31 December 2024 and by 31 July 2025." in words(answer)
    assert answer.xpath(".//h4/a/@href") == [ABSENCE]
    assert "= 254,886" in words(answer.xpath(".//details[@class='why']")[0])


def test_a_conflict_shows_its_quotes_and_which_was_set_aside(report, pages: Pages) -> None:
    (conflict,) = report.edition.reckoning.conflicts
    page = pages[conflict_page(conflict.id)]
    assert [words(card.xpath(".//q")[0]) for card in page.xpath("//blockquote")] == ["18,628 in Echo", "17,658 in Daily"]
    assert words(page.xpath('//blockquote[@class="aside"]')[0]).startswith("exactly 18,628")
    assert "miss each other by 970" in words(page.xpath("//h1")[0])
    assert "The smallest such set, proved." in words(page)


@pytest.mark.parametrize("where", ["page", "list"])
def test_a_conflict_tells_what_would_make_it_whole_and_who_says_so(report, pages: Pages, where: str) -> None:
    (conflict,) = report.edition.reckoning.conflicts
    page = pages[conflict_page(conflict.id) if where == "page" else "conflicts.html"]
    (told,) = page.xpath('//ol[@class="repairs"]/li | //p[@class="mend"]')
    assert words(told).removeprefix("Likeliest repair: ") == (
        "“18,628 in Echo”: a slip of the digits, 17,658 instead of 18,628; so says "
        "“17,658 in Daily” (Daily, 11 November 2025), “17,658 in Herald” (Herald, 11 November 2025)."
    )


def test_every_claim_has_its_permanent_place(report, pages: Pages) -> None:
    for claim in report.edition.reckoning.claims.values():
        entry = pages[claim_page(claim.id)].get_element_by_id(anchor(claim.id))
        assert claim.quote.text in words(entry)


@pytest.mark.parametrize("kind", ["pages", "ill_pages"])
def test_every_id_is_given_once_and_every_link_leads_somewhere(request: pytest.FixtureRequest, kind: str) -> None:
    site: Pages = request.getfixturevalue(kind)
    ids = {name: page.xpath("//@id") for name, page in site.items()}
    assert all(len(held) == len(set(held)) for held in ids.values())
    for name, page in site.items():
        for link in page.xpath("//a/@href"):
            target, _, place = link.partition("#")
            where = normpath(PurePosixPath(name).parent / target) if target else name
            if where.endswith(".html") and not link.startswith("https:"):
                assert where in ids and (not place or place in ids[where]), f"{name}: {link}"


def test_what_is_loaded_lies_in_the_folder(pages: Pages, folder: Path) -> None:
    loading = {"img", "iframe", "object", "embed", "audio", "video", "source", "base"}
    for name, page in pages.items():
        assert [element.tag for element in page.iter() if element.tag in loading or element.get("style")] == []
        loaded = [*page.xpath("//link/@href"), *page.xpath("//script/@src"), *page.xpath("//form/@data-index")]
        assert len(loaded) == 3
        assert all((folder / normpath(PurePosixPath(name).parent / file)).is_file() for file in loaded)
    style = (folder / "style.css").read_text(encoding="utf-8")
    assert set(re.findall(r"url\(([^)]*)\)|@import", style)) == {"#hatch"}


def test_every_file_is_led_to(pages: Pages, folder: Path) -> None:
    led = {normpath(PurePosixPath(name).parent / link.partition("#")[0]) for name, page in pages.items() for link in page.xpath("//@href")}
    led |= {"page.js", "search.js", *(f"{folder_of(language)}search-words.js" for language in LANGUAGES)}
    there = {str(path.relative_to(folder)) for path in folder.rglob("*") if path.is_file()}
    assert {name for name in there if not name.endswith(".parquet")} <= led  # those lie there only where the extra is installed


def test_it_speaks_in_labels_and_says_on_what_it_stands(pages: Pages) -> None:
    text = words(pages["index.html"].xpath("//body")[0])
    assert "If these claims hold" in text
    assert "Absence, Ukraine, August to September 2025 Proceedings opened, counted by The office" in text
    assert "Not bounded: no quoted claim covers it all." in words(pages[ABSENCE.replace("absence", "desertion")])
    assert "as counted by The watch" not in words(pages["series.html"]), "one figure is not enough for a series"


def test_a_claim_that_makes_no_bound_says_why(pages: Pages) -> None:
    assert "makes no bound: its window has no known start" in words(pages[claim_page("c-endless")])


def test_the_day_of_issue_is_printed_only_where_it_is_given(told, folder, tmp_path) -> None:
    dated = publish(replace(told, issued=date(2026, 1, 2)), tmp_path / "site")
    assert "Edition of 2 January 2026" in dated.read_text(encoding="utf-8")
    assert "Edition of" not in (folder / "index.html").read_text(encoding="utf-8")


def test_without_claims_the_pages_say_so(told, tmp_path) -> None:
    empty = replace(told, reckoning=Nothing(), sources={}, unreckoned={}, leads=(), families=())
    site = pages_in(publish(empty, tmp_path / "site").parent)
    assert "0 claims" in words(site["index.html"])
    assert "No claims contradict each other." in words(site["conflicts.html"])
    assert "It was not traced" in words(site["origins.html"])
    assert "There is no series yet" in words(site["index.html"]) and "There is no series yet" in words(site["series.html"])
    assert "Nothing is quoted here yet." in words(site["sources.html"])
    assert "Every figure has a series of its own." in words(site["others.html"])


def test_a_year_that_has_its_row_has_no_second_one_among_the_totals(pages: Pages) -> None:
    rows = "//section[@aria-labelledby='{}']//tbody/tr/th"
    years, totals = ([words(row) for row in pages[ABSENCE].xpath(rows.format(part))] for part in ("years", "totals"))
    assert "2022" in years and totals
    assert not set(years) & set(totals)


def test_a_name_that_ends_with_a_full_stop_brings_no_second_one(told, tmp_path) -> None:
    office = replace(told.book.origins["office"], label="Office e.V.")
    book = replace(told.book, origins={**told.book.origins, "office": office})
    site = pages_in(publish(replace(told, book=book), tmp_path / "site").parent)
    assert any("Office e.V." in words(page) for page in site.values())
    assert [name for name, page in site.items() if "e.V.." in words(page)] == []


class Nothing:
    """The reckoning of nothing."""

    claims: dict[str, object] = {}  # noqa: RUF012
    conflicts = set_aside = ()
    layers = ("all",)
    cut_off = False

    def bounds(self, scopes: object, layer: str) -> list[Bound]:
        raise AssertionError("nothing is asked of nothing")


def test_the_likely_path_is_called_not_proven_where_it_is_drawn(pages: Pages) -> None:
    figures = [figure for figure in pages[ABSENCE].iter("figure") if figure.find_class("likely")]
    assert figures
    assert all("likely path (not proven)" in words(figure) for figure in figures)


def test_a_chart_says_its_latest_bound_beside_the_bar(pages: Pages) -> None:
    labels = [words(label) for label in pages[ABSENCE].find_class("direct")]
    assert labels == ["October 2025 19,240 to 19,440", "31 October 2025 254,886 to 255,086"]


def test_what_would_help_most_is_told_with_its_quote_and_its_effect(report, pages: Pages) -> None:
    told = words(pages["leads.html"].get_element_by_id("main"))
    assert {lead.kind for lead in report.edition.leads} == {"review", "decide", "find"}
    for lead in report.edition.leads:
        assert f"{len(lead.effects)} of the {lead.months} months" in told
    assert "“50,123 in Daily” (Daily, 11 November 2025). Proceedings opened: Absence, Ukraine, January 2022 to June 2024" in told


@pytest.mark.parametrize("language", ["", "uk/", "ru/"])
def test_each_language_has_the_same_pages(pages: Pages, language: str) -> None:
    own = {name.removeprefix(language) for name in pages if (name[:3] if name[:3] in ("uk/", "ru/") else "") == language}
    assert own == {name for name in pages if name[:3] not in ("uk/", "ru/")}
