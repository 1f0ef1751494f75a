"""Archives are parted alike every time, and every document in them comes out once, or as a fault."""

from __future__ import annotations

from pathlib import Path

import pytest

from recusant.archive import Shard, planned
from recusant.archive.documents import documents
from recusant.archive.shards import TOGETHER
from recusant.errors import BadInput, BadSource
from recusant.records import Source
from tests.archive.conftest import packed, warc


def read(path: Path) -> list[Source | BadSource]:
    return [found for shard in planned([str(path)]) for found in documents(shard)]


def faults(path: Path) -> list[str]:
    return [str(one) for one in read(path) if isinstance(one, BadSource)]


def test_every_document_of_a_folder_comes_out_once(articles: Path) -> None:
    found = read(articles)
    assert len(found) == len({one.name for one in found if isinstance(one, Source)}) == 6 + 4 + 2 + 5


def test_an_archive_is_parted_alike_every_time(articles: Path) -> None:
    first, second = planned([str(articles)]), planned([str(articles), str(articles / "0.txt")])
    assert [shard.id for shard in first] == [shard.id for shard in second]
    assert sorted(shard.kind for shard in first) == ["files", "parquet", "warc", "wet"]


def test_so_many_files_are_a_shard_and_what_is_added_makes_one_of_its_own(tmp_path: Path) -> None:
    for number in range(TOGETHER + 1):
        (tmp_path / f"{number:04}.txt").write_text("x", encoding="utf-8")
    first = planned([str(tmp_path)])
    assert [len(shard.files) for shard in first] == [TOGETHER, 1]
    assert planned([str(tmp_path)], frozenset(first[0].files)) == [first[1]]


def test_a_page_of_a_warc_file_has_its_address_its_day_and_its_kind(articles: Path) -> None:
    first = next(documents(planned([str(articles / "news.warc.gz")])[0]))
    assert isinstance(first, Source)
    assert (first.url, first.captured, first.media) == ("https://a.example/0", "2024-05-31T12:00:00Z", "text/html; charset=utf-8")
    assert first.data == b"<p>0 cases"


def test_a_page_that_was_sent_packed_is_unpacked(tmp_path: Path) -> None:
    file = tmp_path / "a.warc.gz"
    file.write_bytes(warc({"https://a.example/": packed("<p>5 cases")}, **{"Content-Encoding": "gzip"}))
    (page,) = read(file)
    assert isinstance(page, Source)
    assert page.data == b"<p>5 cases"


def test_what_is_no_page_is_left_out(tmp_path: Path) -> None:
    file = tmp_path / "a.warc.gz"
    file.write_bytes(warc({"https://a.example/": b"\x89PNG"}, **{"Content-Type": "image/png"}))
    assert [one for one in read(file) if isinstance(one, Source) and one.media.startswith("image")] == []


@pytest.mark.parametrize(("cut", "whole"), [(60, 3), (900, 3)])
def test_of_a_file_that_is_cut_off_all_that_is_there_is_read_and_the_rest_told(tmp_path: Path, cut: int, whole: int) -> None:
    file = tmp_path / "a.warc.gz"
    pages = {f"https://a.example/{number}": "".join(f"{number * at} " for at in range(900)).encode() for number in range(1, 5)}
    data = warc(pages)
    file.write_bytes(data[:-cut])
    found = read(file)
    assert [isinstance(one, Source) for one in found] == [True] * whole + [False]
    assert "cut off" in str(found[-1])


def test_a_row_has_what_its_columns_tell(articles: Path) -> None:
    shards = planned([str(articles / "texts.parquet")])
    first = next(documents(shards[0]))
    assert isinstance(first, Source)
    assert (first.url, str(first.published), first.data) == ("https://c.example/0", "2024-05-31", b"0 persons")


CODES = [("ru", "ru"), ("uk-UA", "uk"), ("EN_us", "en"), ("rus", None), ("Russian", None), ("", None), (None, None)]


@pytest.mark.parametrize(("told", "lang"), CODES)
def test_a_language_is_taken_where_it_is_a_code_of_two_letters(tmp_path: Path, told: str | None, lang: str | None) -> None:
    import pyarrow as arrow
    import pyarrow.parquet as parquet

    parquet.write_table(arrow.Table.from_pylist([{"text": "5 cases", "lang": told}]), tmp_path / "a.parquet")
    (found,) = read(tmp_path)
    assert isinstance(found, Source)
    assert found.lang == lang


def test_a_parquet_file_without_texts_is_told(tmp_path: Path) -> None:
    import pyarrow as arrow
    import pyarrow.parquet as parquet

    parquet.write_table(arrow.table({"number": [1]}), tmp_path / "a.parquet")
    with pytest.raises(BadSource, match="no column holds texts"):
        read(tmp_path)


def test_a_file_of_another_kind_is_told(tmp_path: Path) -> None:
    (tmp_path / "a.pdf").write_bytes(b"%PDF")
    assert "'.pdf' are not read from archives" in faults(tmp_path)[0]


def test_an_input_that_is_not_there_ends_it(tmp_path: Path) -> None:
    with pytest.raises(BadInput, match="no such file or folder"):
        planned([str(tmp_path / "nowhere")])


def test_a_store_that_fsspec_knows_is_read_like_a_disk() -> None:
    import fsspec

    fsspec.filesystem("memory").pipe("/archive/a.txt", b"5 cases")
    (shard,) = planned(["memory://archive"])
    (found,) = documents(shard)
    assert isinstance(found, Source)
    assert (found.name, found.data) == ("memory:///archive/a.txt", b"5 cases")


def test_the_id_of_a_shard_tells_its_files() -> None:
    assert Shard.of("warc", [("a", 1)]).id != Shard.of("warc", [("a", 2)]).id
