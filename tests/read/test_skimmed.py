"""Skimming a document brings to light every word that reading it could."""

from __future__ import annotations

import pytest

from recusant.errors import BadSource
from recusant.read import read_html, skimmed
from recusant.records import Source


def page(body: str | bytes, media: str = "text/html") -> Source:
    return Source.of(body if isinstance(body, bytes) else body.encode(), "page.html", media=media)


@pytest.mark.parametrize(
    "body",
    [
        "<p>a deserter left", "<p>a <b>d</b>eserter left", "<p>des&shy;erter", "<p>des\u00aderter", "<p>&#100;eserter",
        "<h1>Ten</h1><p>deserter", '<script type="application/ld+json">{"articleBody": "\\u0064eserter"}</script>',
        "<td>1</td><td>deserter</td>", "des<!-- x -->erter",
    ],
)  # fmt: skip
def test_a_word_is_found_however_a_page_writes_it(body: str) -> None:
    assert "deserter" in skimmed(page(f"<html><body>{body}</body></html>"))


def test_letters_are_told_as_reading_tells_them() -> None:
    assert "дезертир" in skimmed(page('<meta charset="windows-1251"><p>дезертир'.encode("cp1251")))
    assert "дезертир" in skimmed(page("<p>дезертир".encode("koi8-r"), "text/html; charset=koi8-r"))
    with pytest.raises(BadSource, match="encoding cannot be told"):
        skimmed(page("<p>дезертир".encode("cp1251")))


def test_all_words_of_the_main_text_are_in_it() -> None:
    rows = "".join(f"<tr><td>{year}</td><td>{year * 3} cases</td></tr>" for year in range(2020, 2025))
    whole = page(f"<html><body><h1>Title</h1><p>First <i>para</i>graph &amp; more.</p><table>{rows}</table><p>Last.</body></html>")
    assert set(read_html(whole).body.replace("|", " ").split()) - {"---"} <= set(skimmed(whole).split())


def test_a_note_is_its_text() -> None:
    assert skimmed(page("a deserter", "text/plain")) == "a deserter"
