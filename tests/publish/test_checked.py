"""The page of a checked text: the text whole, each claim marked, each verdict with the quotes that decide."""

from __future__ import annotations

import re
import shutil
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from lxml import html
from playwright.sync_api import sync_playwright

from recusant.check import judge
from recusant.publish import LANGUAGES, Edition, Words, checked_page
from recusant.publish.checked import pieces
from recusant.records import Claim, Gap, Quantity, Quote, Scope, Source, Text, Verdict, Window
from tests.publish.editions import ILL, SAID, SCRIPT, TOML
from tests.publish.test_browser import CHROMIUM, QUIET

BODY = "In 2023 the office opened 18,628 cases.\n\n\n\nBy October 2025 there were 235,646. The 14 tanks are not counted."


def _claim(stated: int, last: date, first: date = date(2023, 1, 1)) -> Claim:
    text = f"{stated:,}"
    quote = Quote(BODY.index(text), BODY.index(text) + len(text), text)
    scope = Scope("opened", "absence", "UA", Window.of(first, last))
    return Claim.of("s-new", quote, "count", Quantity((stated, stated), "exact", stated, stated, text), scope, origin="office")


def _checked(told: Edition, body: str = BODY, unsure: int = 0, **known: str) -> str:
    claims = [_claim(18628, date(2023, 12, 31)), _claim(235646, date(2025, 9, 30), date(2022, 1, 1))]
    verdicts = judge(claims, told.reckoning, told.book, Words(told.language, told.book))
    source = replace(Source.of(body.encode("utf-8", "replace"), "private/folder/new.txt", **known), id="s-new")
    gap = Gap("s-new", Quote(body.index("14"), body.index("14") + 2, "14"), "counts something that the codebook does not know")
    return checked_page(told, Text(source, body), verdicts, [gap], {claim.id for claim in claims[:unsure]})


def test_every_claim_is_underlined_with_its_verdict(told: Edition) -> None:
    tree = html.fromstring(_checked(told))
    marked = [(link.get("class"), link.text_content(), link.get("href")) for link in tree.xpath("//a[starts-with(@class, 'claim')]")]
    assert marked == [("claim contradicted", "18,628", "#v1"), ("claim adds_up", "235,646", "#v2")]
    assert [mark.text_content() for mark in tree.xpath("//mark[@class='gap']")] == ["14"]
    assert [article.get("class") for article in tree.xpath("//article")] == ["verdict contradicted", "verdict adds_up"]


def test_a_claim_that_may_be_misread_says_so(told: Edition) -> None:
    doubt = Words(told.language, told.book)("checked_unsure")
    assert [_checked(told, unsure=number).count(doubt) for number in range(3)] == [0, 1, 2]


def test_the_quotes_that_decide_are_there_and_every_link_leads_to_something(told: Edition) -> None:
    tree = html.fromstring(_checked(told))
    ids = tree.xpath("//@id")
    assert len(ids) == len(set(ids))
    assert {link[1:] for link in tree.xpath("//a/@href") if link.startswith("#")} <= set(ids)
    assert "17,658 in Daily" in tree.xpath("//*[@aria-labelledby='deciding']")[0].text_content()


def test_the_path_on_the_disk_is_not_told(told: Edition) -> None:
    page = _checked(told)
    assert "Checked: new.txt" in page
    assert "private" not in page


def test_the_day_of_publication_is_told_or_said_to_be_unknown(told: Edition) -> None:
    assert "day of publication is not known" in _checked(told)
    assert "Published 5 May 2025" in _checked(told, published=date(2025, 5, 5))


def test_ill_text_stays_text(told: Edition) -> None:
    tree = html.fromstring(_checked(told, f"{BODY} {ILL}", title=ILL, outlet=ILL, url=f"javascript:{ILL}", lang=ILL))
    assert len(tree.xpath("//script[@type='application/ld+json']")) == 1
    assert (len(tree.xpath("//script[not(@type)]")), len(tree.xpath("//style")), len(tree.xpath("//img"))) == (1, 1, 0)
    assert SCRIPT in tree.xpath("//*[@class='text']")[0].text_content()
    assert not [link for link in tree.xpath("//a/@href") if link.startswith("javascript")]


@pytest.mark.parametrize("language", [language for language in LANGUAGES if language != "en"])
def test_no_english_word_of_our_own_is_left_in_another_language(told: Edition, language: str) -> None:
    """But for quotes, names and what the codebook calls its own in English only."""
    tree = html.fromstring(_checked(replace(told, language=language), published=date(2025, 5, 5)))
    assert tree.get("lang") == language
    for ours in tree.xpath("//script | //style | //q | //*[@class='text'] | //a[@class='out']"):
        ours.drop_tree()
    own = re.sub("«.*?»", "", tree.text_content())
    strange = set(re.findall("[A-Za-z]+", own)) - set(re.findall("[A-Za-z]+", TOML)) - {"Recusant", "new", "txt"}
    assert strange - {row[-1] for row in SAID} == set()


def test_a_private_name_in_a_quote_that_decides_is_masked(told: Edition) -> None:
    verdict = Verdict(_claim(18628, date(2023, 12, 31)), "contradicted", "It cannot hold together with “Ivan Petrenko, one of 5”.")
    text = Text(replace(Source.of(BODY.encode(), "new.txt"), id="s-new"), BODY)
    assert "Petrenko" not in checked_page(told, text, [verdict], [])


@given(st.lists(st.tuples(st.integers(0, 40), st.integers(1, 20)), max_size=6), st.text(min_size=60, max_size=80))
def test_the_pieces_are_the_text(spans: list[tuple[int, int]], body: str) -> None:
    claim = _claim(18628, date(2023, 12, 31))
    quotes = [Quote(start, start + length, body[start : start + length]) for start, length in spans]
    verdicts = [Verdict(replace(claim, quote=quote), "new", "") for quote in quotes]
    cut = pieces(body, verdicts, [])
    assert "".join(piece.text for piece in cut) == body
    for number, quote in enumerate(quotes, 1):
        assert "".join(piece.text for piece in cut if number in piece.numbers) == quote.text
    assert sum(len(piece.ends) for piece in cut) == len(quotes)


@pytest.mark.browser
@pytest.mark.skipif(not shutil.which(CHROMIUM), reason=f"needs Chromium at {CHROMIUM}: apt-get install chromium")
def test_it_opens_from_the_disk_asks_for_nothing_and_fits_a_telephone(told: Edition, tmp_path: Path) -> None:
    (tmp_path / "checked.html").write_text(_checked(told), encoding="utf-8")
    trouble: list[str] = []
    with sync_playwright() as playwright:
        page = playwright.chromium.launch(executable_path=CHROMIUM, args=QUIET).new_page(viewport={"width": 360, "height": 800})
        page.on("console", lambda message: trouble.append(message.text))
        page.on("request", lambda request: None if request.url.startswith(tmp_path.as_uri()) else trouble.append(request.url))
        page.goto((tmp_path / "checked.html").as_uri())
        page.evaluate("document.querySelectorAll('details').forEach(each => { each.open = true })")
        assert page.evaluate("document.documentElement.scrollWidth") == 360
        page.locator("a.claim").first.click()
        assert page.locator("article.verdict").first.is_visible()
    assert trouble == []
