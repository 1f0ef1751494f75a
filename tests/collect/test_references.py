"""Lists of links, and what makes them differ from tables of figures."""

from __future__ import annotations

from pathlib import Path

import pytest

from recusant.collect import collect
from recusant.errors import BadSource, NotFetched
from recusant.records import Source

ZOTERO = '\ufeff"Key","Item Type","Title","Url","Date"\n"A","webpage","T, and more","https://a.example/1","2024"\n"B","book","T","",""\n'
LISTS = [
    ("a.csv", ZOTERO, "row 2"),
    ("a.csv", "title;URL\nT;https://a.example/1\n", "row 2"),
    ("a.csv", "https://a.example/1\n", "row 1"),
    ("a.ris", "TY  - NEWS\r\nUR  - https://a.example/1\r\nER  - \r\n", "line 2"),
    ("a.json", '[{"type": "book"}, {"type": "webpage", "URL": "https://a.example/1"}]', "item 2"),
]


def found(folder: Path, name: str, words: str) -> list[Source | BadSource]:
    (folder / name).write_text(words, encoding="utf-8")
    return list(collect(folder / name))


@pytest.mark.parametrize(("name", "words", "place"), LISTS)
def test_a_list_names_pages_to_fetch(tmp_path, name: str, words: str, place: str) -> None:
    (link,) = found(tmp_path, name, words)
    assert isinstance(link, NotFetched)
    assert (link.url, link.place) == ("https://a.example/1", place)


@pytest.mark.parametrize("head", ["measure,category,place,origin,stated,url", "url,mesure,category,place,origin", "title,author"])
def test_a_table_of_figures_is_no_list_though_it_has_addresses(tmp_path, head: str) -> None:
    (table,) = found(tmp_path, "a.csv", f"{head}\n,,,,,\n")
    assert isinstance(table, Source) and table.media == "text/csv"


def test_a_link_that_is_none_is_told_with_its_row_and_loses_no_other(tmp_path) -> None:
    fault, link = found(tmp_path, "a.csv", "url\nftp://a.example/1\nhttps://a.example/2\nhttps://a.example/2\n")
    assert "row 2: 'ftp://a.example/1' is no web address. Mend: begin it with https://" in str(fault)
    assert isinstance(link, NotFetched)


@pytest.mark.parametrize(("name", "words"), [("a.csv", "title,url\nT,\n"), ("a.ris", "TY  - BOOK\n"), ("a.json", "[]")])
def test_a_list_without_links_is_told(tmp_path, name: str, words: str) -> None:
    assert "there are no links in it" in str(found(tmp_path, name, words)[0])


def test_a_list_that_is_cut_off_is_told(tmp_path) -> None:
    assert "the list is cut off or damaged" in str(found(tmp_path, "a.json", '[{"URL": "https://a')[0])
