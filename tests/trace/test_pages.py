"""What is one page and one figure (docs/trace.md)."""

from __future__ import annotations

import pytest

from recusant.trace import address


@pytest.mark.parametrize(
    "url",
    [
        "https://a.example/news?id=3", "http://www.a.example/news/?id=3", "https://A.example/news?utm_source=x&id=3",
        "https://a.example/news?id=3&fbclid=y#more", " https://a.example/news?ref=z&id=3 ",
    ],
)  # fmt: skip
def test_links_to_one_page_have_one_address(url: str) -> None:
    assert address(url) == "a.example/news?id=3"


def test_what_tells_pages_apart_stays() -> None:
    assert address("https://a.example/news?id=3&pref=1") == "a.example/news?id=3&pref=1"


def test_what_is_no_address_stays_as_it_is() -> None:
    assert address("http://[b") == "http://[b"
