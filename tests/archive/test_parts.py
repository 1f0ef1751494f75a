"""A large WARC file is read in parts, each record in one of them."""

from __future__ import annotations

import gzip
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from recusant.archive import Output, Parting, Shard, Task, known_parts, large, parted, planned, read_shard
from recusant.archive.documents import documents
from recusant.archive.parts import cuts
from recusant.errors import BadSource
from tests.archive.conftest import warc

PAGES = {f"https://a.example/{number}": f"<p>{number} cases of {'absence ' * number}".encode() for number in range(40)}


@pytest.fixture
def file(tmp_path: Path) -> Path:
    (tmp_path / "news.warc.gz").write_bytes(warc(PAGES))
    return tmp_path / "news.warc.gz"


def whole(file: Path) -> Shard:
    (shard,) = planned([str(file)])
    return shard


def parts(shard: Shard, size: int) -> list[Shard]:
    return parted([shard], {shard.id: list(cuts(shard, size))}, size)


def addresses(shards: list[Shard]) -> Iterator[str | None]:
    return (getattr(one, "url", None) for shard in shards for one in documents(shard))


@pytest.mark.parametrize("size", [1, 700, 2_000, 10_000_000])
@pytest.mark.parametrize("packed", [True, False])
def test_every_record_is_in_one_part(file: Path, size: int, packed: bool) -> None:
    if not packed:
        file.write_bytes(gzip.decompress(file.read_bytes()))
        file = file.rename(file.with_suffix(""))
    shard = whole(file)
    found = parts(shard, size)
    assert list(addresses(found)) == list(PAGES)
    assert (sum(part.size for part in found), len({part.id for part in found})) == (shard.size, len(found))
    assert (len(found) == 1) == (size > shard.size)


def test_records_that_are_packed_together_are_not_parted(file: Path) -> None:
    file.write_bytes(gzip.compress(gzip.decompress(file.read_bytes())))
    assert list(cuts(whole(file), 100)) == []


def test_a_page_that_is_a_packed_archive_itself_is_no_place_to_cut(tmp_path: Path) -> None:
    inner = warc({f"https://within.example/{number}": b"9 cases" for number in range(9)})
    outer = {"https://a.example/1": b"1 case", "https://a.example/2": inner, "https://a.example/3": b"3 cases"}
    (tmp_path / "a.warc.gz").write_bytes(warc(outer))
    assert list(addresses(parts(whole(tmp_path / "a.warc.gz"), 1))) == list(outer)


def test_a_file_that_is_cut_off_tells_so_once(file: Path) -> None:
    file.write_bytes(file.read_bytes()[:-40])
    shard = whole(file)
    found = parts(shard, 2_000)
    *before, last = (list(documents(part)) for part in found)
    assert not any(isinstance(one, BadSource) for part in before for one in part)
    assert [isinstance(one, BadSource) for one in last] == [False] * (len(last) - 1) + [True]


def test_the_parts_hold_the_rows_of_the_whole(file: Path, task: Callable[..., Task]) -> None:
    once, many = task(name="once"), task(name="many")
    read_shard(whole(file), once)
    for part in parts(whole(file), 1_000):
        many(part)
    counts = {"shards", "digest"}
    first, second = ({name: one for name, one in made.output.manifest().items() if name not in counts} for made in (once, many))
    assert first == second


def test_a_file_waits_until_its_parts_are_known(file: Path, tmp_path: Path, task: Callable[..., Task]) -> None:
    monkey, shard, output = 1_000, whole(file), Output(str(tmp_path / "out"))
    assert large([shard], monkey) == [shard]
    Parting(output, task(name="other").limits, monkey)(shard)
    assert known_parts(output) == {shard.id: list(cuts(shard, monkey))}
