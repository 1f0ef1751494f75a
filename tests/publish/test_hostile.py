"""Text from strangers is inert wherever it may come from."""

from __future__ import annotations

import json
import re
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from recusant.publish.inert import TURNING, cut, inert, language, web_address
from tests.publish.conftest import Pages
from tests.publish.editions import SCRIPT


def sources(folder: Path) -> list[str]:
    return [path.read_text(encoding="utf-8") for path in folder.rglob("*") if path.suffix in (".html", ".js")]


def test_markup_stays_text(ill_pages: Pages) -> None:
    for page in ill_pages.values():
        assert (len(page.xpath("//script[@src]")), len(page.xpath("//script|//style")), len(page.xpath("//img"))) == (1, 1, 0)
        assert [name for element in page.iter() for name in element.keys() if name.startswith("on")] == []  # noqa: SIM118
    assert SCRIPT in ill_pages["index.html"].xpath("//h1")[0].text_content()


def test_templates_in_text_are_not_filled_in(ill_folder: Path) -> None:
    assert "{{ 7*7 }}{% raw %}" in (ill_folder / "index.html").read_text(encoding="utf-8")


def test_no_link_leads_to_a_script(ill_pages: Pages) -> None:
    links = {link.partition("#")[0] for page in ill_pages.values() for link in page.xpath("//a/@href")}
    ours = re.compile(r"(\.\./)*([\w.-]+/)*([\w.-]+\.(html|jsonl?|jsonld|toml|csv|md|bib)|SHA256SUMS)")
    assert [link for link in links if link and not ours.fullmatch(link)] == []


def test_nothing_turns_the_direction_of_reading(ill_folder: Path) -> None:
    assert not [text for text in sources(ill_folder) if TURNING.search(text)]
    assert any("[U+202E]nrut" in text for text in sources(ill_folder))


def test_long_words_do_not_flood_the_pages(ill_folder: Path) -> None:
    assert max(len(text) for text in sources(ill_folder)) < 1_500_000


def test_the_index_of_the_search_is_data_and_nothing_else(ill_folder: Path) -> None:
    index, words = ((ill_folder / name).read_text(encoding="utf-8") for name in ("search.js", "search-words.js"))
    assert not set("<\u2028") & {*index, *words}
    told = json.loads(words.removeprefix("window.recusantWords=").removesuffix(";\n"))
    found = json.loads(index.removeprefix("window.recusantIndex=").removesuffix(";\n"))
    said = [part for _, entries in found for title, about, _ in entries for part in (title, *about)]
    assert all(len(told[part] if isinstance(part, int) else part) < 200 for part in said)


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
