"""Web pages: main text, and what the page declares of itself, never a guess."""

from __future__ import annotations

from datetime import date

import pytest

from recusant.errors import BadSource
from recusant.read import read_html
from recusant.records import Source, Text

PAGE = """<!DOCTYPE html><html lang="uk-UA"><head><meta charset="{charset}"><title>Про справи | Приклад</title>{head}</head>
<body><nav><a href="/">Усі 999 новин</a></nav><article><h1>Про справи</h1>
<p>За статтею 407 у 2022 році відкрили 347 проваджень, а у 2023-му більш ніж <b>6&nbsp;600</b>, кажуть у прокуратурі.</p>
<table><tr><th>Рік</th><th>Справ</th></tr><tr><td>2024</td><td>67840</td></tr></table></article>
<footer>Телефон 555 123</footer></body></html>"""


def page(head: str = "", *, charset: str = "utf-8", encoding: str = "", url: str | None = None) -> Text:
    data = PAGE.format(head=head, charset=charset).encode(encoding or charset)
    return read_html(Source.of(data, "a.html", media="text/html", url=url))


def test_the_main_text_keeps_figures_and_leaves_out_what_is_around_it() -> None:
    body = page().body
    for figure in ("347 проваджень", "6 600", "67840"):
        assert figure in body.replace("\u00a0", " ")
    assert "555" not in body
    assert "999" not in body


def test_a_short_page_has_a_text_too() -> None:
    assert read_html(Source.of(b"<html><body><p>Only 12 cases.</p></body></html>", "a.html")).body == "Only 12 cases."


def test_the_page_says_title_outlet_and_language() -> None:
    source = page('<meta property="og:site_name" content="Приклад"><link rel="canonical" href="https://example.org/a">').source
    assert (source.title, source.outlet, source.lang) == ("Про справи | Приклад", "Приклад", "uk")
    assert source.url == "https://example.org/a"


def test_the_host_is_the_outlet_where_the_page_names_none() -> None:
    assert page(url="https://www.example.org/a").source.outlet == "example.org"


@pytest.mark.parametrize(
    "head",
    [
        '<script type="application/ld+json">{"@graph": [{"@type": "NewsArticle", "datePublished": "2024-02-26T23:50+02:00"}]}</script>',
        '<meta property="article:published_time" content="2024-02-26T10:00:00Z">',
        '<meta name="date" content="Mon, 26 Feb 2024 10:00:00 GMT">',
        '<link rel="canonical" href="https://example.org/news/2024/02/26/a">',
    ],
)  # fmt: skip
def test_the_day_of_publication_is_what_the_page_declares(head: str) -> None:
    assert page(head).source.published == date(2024, 2, 26)


@pytest.mark.parametrize("head", ["", '<meta name="date" content="26 лютого">', '<meta name="date" content="2023-02-30">'])
def test_no_declared_day_is_no_day(head: str) -> None:
    assert page(head).source.published is None


def test_broken_json_ld_leaves_the_other_declarations() -> None:
    head = '<script type="application/ld+json">{"datePublished": </script><meta name="pubdate" content="2024-02-26">'
    assert page(head).source.published == date(2024, 2, 26)


def test_what_is_known_of_a_source_stays() -> None:
    source = Source.of(PAGE.format(head="", charset="utf-8").encode(), "a.html", outlet="Known", lang="ru")
    assert (read_html(source).source.outlet, read_html(source).source.lang) == ("Known", "ru")


@pytest.mark.parametrize("charset", ["windows-1251", "koi8-u", "utf-8"])
def test_a_declared_encoding_is_followed(charset: str) -> None:
    assert "відкрили 347 проваджень" in page(charset=charset).body


def test_a_page_saved_again_as_utf8_is_read_whatever_it_declares() -> None:
    assert "відкрили 347 проваджень" in page(charset="windows-1251", encoding="utf-8").body


@pytest.mark.parametrize("charset", ["utf-8", "x-unheard-of", ""])
def test_a_page_that_declares_what_it_is_not_in_is_read_by_its_letters(charset: str) -> None:
    assert "відкрили 347 проваджень" in page(charset=charset, encoding="cp1251").body


def test_what_fits_no_encoding_is_refused() -> None:
    with pytest.raises(BadSource, match=r"its encoding cannot be told \(it declares utf-8 and is not\)\. Mend: save the file again"):
        read_html(Source.of('<html><meta charset="utf-8"><body><p>12 справ</p></body></html>'.encode("cp1251"), "a.html"))


def test_the_mark_of_a_footnote_is_no_digit_of_a_number() -> None:
    data = b"<html><body><p>They opened 17,658<sup>1</sup> cases, 300<sup><a href='#n'>[2]</a></sup> of them late.</p></body></html>"
    assert read_html(Source.of(data, "a.html")).body == "They opened 17,658 cases, 300 of them late."


def test_an_xhtml_declaration_is_no_hindrance() -> None:
    data = b'<?xml version="1.0" encoding="utf-8"?><html xml:lang="ru"><body><p>12 cases</p></body></html>'
    assert (read_html(Source.of(data, "a.html")).body, read_html(Source.of(data, "a.html")).source.lang) == ("12 cases", "ru")


def test_a_page_cut_off_in_its_text_is_refused() -> None:
    whole = PAGE.format(head="", charset="utf-8")
    with pytest.raises(BadSource, match="cut off"):
        read_html(Source.of(whole[: whole.index("проваджень")].encode(), "a.html"))


def test_a_page_without_text_is_refused() -> None:
    with pytest.raises(BadSource, match="no readable text"):
        read_html(Source.of(b"<html><head></head><body><script>run()</script></body></html>", "a.html"))


def test_a_page_made_of_tags_is_told_and_not_read() -> None:
    with pytest.raises(BadSource, match="over 150,000 tags"):
        read_html(Source.of(b"<html>" + b"<p>" * 200_000, "a.html", media="text/html"))
