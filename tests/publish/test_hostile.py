"""Text from strangers is inert wherever it may come from."""

from __future__ import annotations

import json

import pytest
from hypothesis import given
from hypothesis import strategies as st
from lxml import html

from recusant.publish.inert import TURNING, cut, inert, language, web_address
from tests.publish.editions import SCRIPT


@pytest.fixture(scope="module")
def source(ill_folder) -> str:
    return (ill_folder / "index.html").read_text(encoding="utf-8")


def test_markup_stays_text(source: str) -> None:
    tree = html.fromstring(source)
    assert (len(tree.xpath("//script")), len(tree.xpath("//style")), len(tree.xpath("//img"))) == (1, 1, 0)
    assert [name for element in tree.iter() for name in element.keys() if name.startswith("on")] == []  # noqa: SIM118
    assert SCRIPT in tree.xpath("//h1")[0].text_content()


def test_templates_in_text_are_not_filled_in(source: str) -> None:
    assert "{{ 7*7 }}{% raw %}" in source


def test_no_link_leads_to_a_script(source: str) -> None:
    assert {link.split(":")[0] for link in html.fromstring(source).xpath("//a/@href") if not link.startswith("#")} <= {
        "claims.jsonl", "bounds.jsonl", "conflicts.jsonl", "leads.jsonl", "paths.jsonl", "set_aside.jsonl", "sources.jsonl",
        "codebook.toml", "SHA256SUMS", "index.html", "index.uk.html", "index.ru.html",
    }  # fmt: skip


def test_nothing_turns_the_direction_of_reading(source: str) -> None:
    assert not TURNING.search(source)
    assert "[U+202E]nrut" in source


def test_long_words_do_not_flood_the_page(source: str) -> None:
    assert len(source) < 1_500_000


def test_links_stay_links_where_ids_are_ill(source: str) -> None:
    tree = html.fromstring(source)
    ids = tree.xpath("//@id")
    assert len(ids) == len(set(ids))
    assert {link[1:] for link in tree.xpath("//@href") if link.startswith("#")} <= set(ids)


def test_the_data_keep_the_exact_quote(ill_folder) -> None:
    lines = (ill_folder / "claims.jsonl").read_text(encoding="utf-8").splitlines()
    assert all("\u202enrut" in json.loads(line)["quote"]["text"] and "\ud800" in json.loads(line)["quote"]["text"] for line in lines)


@given(st.text())
def test_inert_text_can_be_written_and_is_the_same_when_made_inert_again(text: str) -> None:
    once = inert(text)
    assert once.encode().decode() == once
    assert inert(once) == once


def test_ordinary_text_of_any_language_is_left_alone() -> None:
    text = "понад 16 тисяч · בערך 900 · نحو ٩٠٠ · 1 500 – “fünf”"
    assert inert(text) == text


@pytest.mark.parametrize(
    "address", ["javascript:alert(1)", "data:text/html,x", "file:///etc/passwd", "//example.org", "https://", "http://[", "", None]
)
def test_only_an_address_of_the_web_is_a_link(address: str | None) -> None:
    assert web_address(address) is None
    assert web_address("https://example.org/?a=1#b") == "https://example.org/?a=1#b"


def test_only_what_has_the_shape_of_a_language_is_one() -> None:
    assert [language(code) for code in ("uk", "zh-Hant", 'en" onclick="x', "", None)] == ["uk", "zh-Hant", None, None, None]


def test_a_cut_is_marked() -> None:
    assert (cut("short", 10), cut("a longer text", 8)) == ("short", "a longer […]")
