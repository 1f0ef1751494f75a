"""Each kind of document has its reader; a kind without one is told."""

from __future__ import annotations

import pytest

from recusant.errors import BadSource
from recusant.read import links_of, read
from recusant.records import Source


@pytest.mark.parametrize(
    ("media", "data"),
    [("text/plain", b"12 cases"), ("text/markdown", b"**12** cases"), ("text/html", b"<html><body><p>12 cases</p></body></html>")],
)
def test_a_document_is_one_text(book, media: str, data: bytes) -> None:
    (text,) = read(Source.of(data, "a", media=media), book)
    assert (text.body, text.claims) == ("12 cases", ())


def test_a_kind_without_a_reader_is_told(book) -> None:
    with pytest.raises(BadSource, match="image/png are not read"):
        read(Source.of(b"PNG", "a.png", media="image/png"), book)


def test_a_page_links_to_other_hosts_from_its_text() -> None:
    data = b"""<html><body><nav><a href="https://b.example/menu">B</a></nav><p>It is <a href="https://b.example/1">said</a>,
        as <a href="/2">we wrote</a> and <a href="mailto:a@b.example">ask</a> <a href="http://[b">so</a>.</p><footer><a href="https://c.example">C</a></footer></body></html>"""
    assert links_of(Source.of(data, "a", media="text/html", url="https://a.example/3")) == {"https://b.example/1"}


def test_what_a_site_says_of_the_letters_of_a_page_hides_no_link() -> None:
    data = b'<html><body><p>It is <a href="https://b.example/1">said</a>.</p></body></html>'
    assert links_of(Source.of(data, "a", media="text/html; charset=cp1251", url="https://a.example/3")) == {"https://b.example/1"}


def test_a_note_links_to_the_addresses_in_it() -> None:
    data = b"---\nurl: https://a.example/3\n---\nIt is [said](https://b.example/1) there: https://c.example/2"
    assert links_of(Source.of(data, "a", media="text/markdown", url="https://a.example/3")) == {
        "https://b.example/1",
        "https://c.example/2",
    }


def test_a_table_links_to_nothing() -> None:
    assert links_of(Source.of(b"url\nhttps://b.example/1", "a", media="text/csv")) == frozenset()
