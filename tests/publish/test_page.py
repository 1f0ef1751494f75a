"""The page: it holds every bound, proof, conflict and figure, in words, and points nowhere in vain."""

from __future__ import annotations

import re
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest
from lxml import html
from lxml.html import HtmlElement

from recusant.publish.links import bound_link, claim_link
from recusant.publish.page import page
from recusant.publish.report import Report, report_on
from recusant.records import Bound
from tests.publish.test_folder import EXPORTS


@pytest.fixture(scope="module")
def report(told) -> Report:
    return report_on(told)


@pytest.fixture(scope="module")
def tree(folder: Path) -> HtmlElement:
    return html.fromstring((folder / "index.html").read_text(encoding="utf-8"))


def words(element: HtmlElement) -> str:
    return " ".join(element.text_content().split())


def test_every_bound_has_its_place_with_every_quote_of_its_proof(report, tree) -> None:
    places = {element.get("id"): element for element in tree.iter() if element.get("id")}
    proven = [bound for bound in report.bounds if bound.lo_certificate or bound.hi_certificate]
    assert {bound_link(bound) for bound in report.bounds} <= set(places)
    assert proven
    for bound in proven:
        if places[bound_link(bound)].tag == "div":  # a month that says the same as its neighbour shares the proof of its row
            assert all(claim.quote.text in words(places[bound_link(bound)]) for claim in bound.cited.values())


def test_a_proof_can_be_added_up_by_hand(tree) -> None:
    (proof,) = [words(one) for one in tree.xpath('//details[@class="why"]/div[@id="all:opened:absence:UA:2025-08-01:2025-09-30"]')]
    assert re.search(
        r"Exactly 32,649 \+ 235,646 “235,646 in Tribune” .*− 202,997 .*= 32,649 August to September 2025.*: exactly 32,649\.", proof
    )


def test_a_quote_stands_in_quotation_marks_with_who_counted_who_printed_and_when(tree) -> None:
    line = next(line for line in tree.xpath('//ol[@class="sum"]/li') if "235,646" in words(line))
    assert "“235,646 in Tribune”" in words(line)
    assert line.xpath('.//a[@class="out"]/@href') == ["https://example.org/Tribune"]
    assert "The office · Tribune, 11 November 2025" in words(line)


def test_the_conflict_shows_its_quotes_and_which_was_set_aside(report, tree) -> None:
    (conflict,) = report.edition.reckoning.conflicts
    (shown,) = tree.xpath("//div[@id=$id]", id=conflict.id)
    assert [words(card.xpath(".//q")[0]) for card in shown.xpath(".//blockquote")] == ["18,628 in Echo", "17,658 in Daily"]
    assert words(shown.xpath('.//blockquote[@class="aside"]')[0]).startswith("exactly 18,628")
    assert "miss each other by 970" in words(shown.getparent())
    assert "The smallest such set, proved." in words(shown)


def test_the_conflict_tells_what_would_make_it_whole_and_who_says_so(report, tree) -> None:
    (conflict,) = report.edition.reckoning.conflicts
    (card,) = tree.xpath("//div[@id=$id]", id=conflict.id)
    (told,) = card.xpath('.//ol[@class="repairs"]/li')
    assert words(told) == (
        "“18,628 in Echo”: a slip of the digits, 17,658 instead of 18,628; so says "
        "“17,658 in Daily” (Daily, 11 November 2025), “17,658 in Herald” (Herald, 11 November 2025)."
    )
    assert told.xpath(".//a[starts-with(@href, '#')]/@href") == [f"#{claim_link(name)}" for name in conflict.repairs[0].evidence]


def test_every_claim_has_its_place(report, tree) -> None:
    ids = set(tree.xpath("//@id"))
    assert {claim_link(claim) for claim in report.edition.reckoning.claims} <= ids


def test_every_id_is_given_once_and_every_link_within_the_page_leads_somewhere(tree) -> None:
    ids, links = tree.xpath("//@id"), tree.xpath("//@href")
    assert len(ids) == len(set(ids))
    assert {link[1:] for link in links if link.startswith("#")} <= set(ids)


def test_nothing_is_loaded(tree, folder) -> None:
    loading = {"img", "link", "iframe", "object", "embed", "audio", "video", "source", "form", "base"}
    assert [element.tag for element in tree.iter() if element.tag in loading or element.get("src") or element.get("style")] == []
    assert set(re.findall(r"url\(([^)]*)\)|@import", tree.xpath("//style")[0].text)) == {"#hatch"}
    data = [link for link in tree.xpath("//@href") if not link.startswith(("#", "https://"))]
    assert {path.name for path in folder.iterdir()} - EXPORTS == {*data, "index.html"} - EXPORTS


def test_it_speaks_in_labels_and_says_on_what_it_stands(tree) -> None:
    text = words(tree.xpath("//body")[0])
    assert "If these claims hold" in text
    assert "Absence, Ukraine, August to September 2025 Proceedings opened, counted by The office" in text
    assert "Not bounded: no quoted claim covers it all." in text
    assert "as counted by The watch" not in text, "one figure is not enough for a series"


def test_a_claim_that_makes_no_bound_says_why(tree) -> None:
    assert "makes no bound: its window has no known start" in words(tree)


def test_the_day_of_issue_is_printed_only_where_it_is_given(report) -> None:
    dated = replace(report, edition=replace(report.edition, issued=date(2026, 1, 2)))
    assert "Edition of 2 January 2026" in page(dated, "en")
    assert "Edition of" not in page(report, "en")


def test_without_claims_the_page_says_so(told) -> None:
    empty = replace(told, reckoning=Nothing(), sources={}, unreckoned={})
    text = words(html.fromstring(page(report_on(empty), "en")))
    assert "0 claims" in text
    assert "No claims contradict each other." in text


class Nothing:
    """The reckoning of nothing."""

    claims: dict[str, object] = {}  # noqa: RUF012
    conflicts = set_aside = ()
    layers = ("all",)
    cut_off = False

    def bounds(self, scopes: object, layer: str) -> list[Bound]:
        raise AssertionError("nothing is asked of nothing")


def test_the_likely_path_is_called_not_proven_where_it_is_drawn(tree) -> None:
    figures = [figure for figure in tree.iter("figure") if figure.find_class("likely")]
    assert figures
    assert all("likely path (not proven)" in words(figure) for figure in figures)


def test_what_would_help_most_is_told_with_its_quote_and_its_effect(report, tree) -> None:
    told = words(tree.get_element_by_id("leads").getparent())
    assert {lead.kind for lead in report.edition.leads} == {"review", "decide", "find"}
    for lead in report.edition.leads:
        assert f"{len(lead.effects)} of the {lead.months} months" in told
    assert "“50,123 in Daily” (Daily, 11 November 2025). Proceedings opened: Absence, Ukraine, January 2022 to June 2024" in told
