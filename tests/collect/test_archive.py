"""Web archives: every page with its address, its time and the records of its capture; damage loses what is damaged and no more."""

from __future__ import annotations

import gzip
import io
import tracemalloc
import zipfile
from pathlib import Path

import brotli
import pytest
from warcio.archiveiterator import ArchiveIterator

from recusant.collect import archive, collect
from recusant.errors import BadSource
from recusant.records import Source
from tests.papers import bomb

PAGES = {f"https://a.example/{number}": f"<html><p>In {number} words.</p></html>".encode() for number in range(1, 6)}


def record(url: str, body: bytes, kind: str = "response", media: str = "text/html", **headers: str) -> bytes:
    """A record of an archive; ``headers`` are those of HTTP."""
    http = "".join(f"{name.replace('_', '-')}: {value}\r\n" for name, value in {"Content-Type": media, **headers}.items())
    first = "GET / HTTP/1.1" if kind == "request" else "HTTP/1.1 200 OK"
    block = f"{first}\r\n{http}\r\n".encode() + body
    head = f"WARC/1.1\r\nWARC-Type: {kind}\r\nWARC-Target-URI: {url}\r\nWARC-Date: 2024-03-01T10:00:00Z\r\n"
    return f"{head}Content-Type: application/http\r\nContent-Length: {len(block)}\r\n\r\n".encode() + block + b"\r\n\r\n"


def packed(*records: bytes) -> bytes:
    return b"".join(map(gzip.compress, records))


def found(folder: Path, data: bytes, name: str = "a.warc.gz") -> tuple[list[Source], list[BadSource]]:
    (folder / name).write_bytes(data)
    items = list(collect(folder / name, captured="2026-01-01T00:00:00Z"))
    return [one for one in items if isinstance(one, Source)], [one for one in items if isinstance(one, BadSource)]


@pytest.mark.parametrize("pack", [packed, lambda *records: b"".join(records)])
def test_each_page_is_a_source_with_address_and_time_of_capture(tmp_path, pack) -> None:
    pages, faults = found(tmp_path, pack(*(record(url, body) for url, body in PAGES.items())))
    assert {page.url: page.data for page in pages} == PAGES and not faults
    assert {(page.media, page.captured, page.name == page.url) for page in pages} == {("text/html", "2024-03-01T10:00:00Z", True)}


@pytest.mark.parametrize("order", [("response", "request"), ("request", "response")])
def test_a_page_keeps_its_records_byte_for_byte(tmp_path, order: tuple[str, str]) -> None:
    records = {kind: record("https://a.example/1", b"words", kind) for kind in order}
    (_, page), _ = found(tmp_path, packed(record("https://a.example/0", b"x"), *records.values()))
    assert gzip.decompress(page.exchange or b"") == records["response"] + records["request"]
    assert [one.rec_type for one in ArchiveIterator(io.BytesIO(page.exchange))] == ["response", "request"]


def test_a_body_is_unpacked_as_its_headers_say(tmp_path) -> None:
    zipped = record("https://a.example/1", gzip.compress(b"words"), Content_Encoding="gzip")
    chunked = record("https://a.example/2", b"5\r\nwords\r\n0\r\n\r\n", Transfer_Encoding="chunked")
    assert [page.data for page in found(tmp_path, packed(zipped, chunked))[0]] == [b"words", b"words"]


def test_without_the_library_that_unpacks_it_a_page_says_how_to_get_it(tmp_path, monkeypatch: pytest.MonkeyPatch) -> None:
    data = packed(record("https://a.example/1", brotli.compress(b"words"), Content_Encoding="br"))
    assert [page.data for page in found(tmp_path, data)[0]] == [b"words"]
    monkeypatch.setattr(archive, "find_spec", lambda name: None)
    assert 'Mend: pip install "recusant[documents]"' in str(found(tmp_path, data)[1][0])


def test_what_is_no_page_is_passed_over(tmp_path) -> None:
    moved = record("https://a.example/2", b"x").replace(b"200 OK", b"404 No")
    robots = record("https://a.example/robots.txt", b"x", media="text/plain")
    picture, name = record("https://a.example/i", b"x", media="image/png"), record("dns:a.example", b"x")
    told = b"WARC/1.0\r\nWARC-Type: warcinfo\r\nContent-Length: 0\r\n\r\n\r\n\r\n"
    pdf = record("https://a.example/p", b"%PDF-1.4", media="application/pdf")
    pages, faults = found(tmp_path, packed(told, moved, robots, picture, name, record("https://a.example/3", b"x", "revisit"), pdf))
    assert ([page.media for page in pages], faults) == (["application/pdf"], [])


@pytest.mark.parametrize("share", [0.1, 0.5, 0.9])
@pytest.mark.parametrize("pack", [packed, lambda *records: b"".join(records)])
def test_an_archive_that_is_cut_off_gives_what_is_whole_and_says_where_it_ends(tmp_path, share: float, pack) -> None:
    whole = [record(url, body) for url, body in PAGES.items()]
    last = pack(whole[-1])
    pages, (fault,) = found(tmp_path, pack(*whole[:-1]) + last[: int(share * len(last))])
    assert len(pages) == 4
    assert "a.warc.gz, record 5: it is cut off. Mend: get it again, whole" in str(fault)


def test_a_damaged_record_loses_no_other(tmp_path) -> None:
    parts = [gzip.compress(record(url, body * 20)) for url, body in PAGES.items()]
    parts[1] = parts[1][:60] + bytes(40) + parts[1][100:]
    pages, faults = found(tmp_path, b"".join(parts))
    assert [page.url for page in pages] == [url for url in PAGES if not url.endswith("2")]
    assert "a.warc.gz, record 2: a part of it is damaged" in str(faults[0])


def test_a_bomb_is_told_and_not_unpacked(tmp_path) -> None:
    head = gzip.compress(record("https://a.example/1", b"words") + b"WARC/1.0\r\nContent-Length: 9000000000\r\n\r\n")
    data = head + bomb(400_000_000)
    tracemalloc.start()
    pages, faults = found(tmp_path, data)
    assert (len(pages), tracemalloc.get_traced_memory()[1] < 160_000_000) == (1, True)
    tracemalloc.stop()
    assert "unpacks to over 100 times its size" in str(faults[0])


def test_a_page_that_unpacks_too_far_loses_no_other(tmp_path) -> None:
    swollen = record("https://a.example/1", bomb(60_000_000), Content_Encoding="gzip")
    pages, (fault,) = found(tmp_path, packed(swollen, record("https://a.example/2", b"words")))
    assert [page.url for page in pages] == ["https://a.example/2"]
    assert "record 1, https://a.example/1: the page has over 50,000,000 bytes" in str(fault)


def test_what_is_no_archive_is_told(tmp_path) -> None:
    assert "there are no records of a web archive in it" in str(found(tmp_path, b"words\n" * 9, "a.warc")[1][0])


def wacz(*listed: str, **parts: bytes) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as archive:
        for name, data in parts.items():
            archive.writestr(f"archive/{name}.warc.gz", data)
        if listed:
            archive.writestr("pages/pages.jsonl", "".join(f'{{"url": "{url}"}}\n' for url in ("", *listed)))
    return out.getvalue()


def test_of_a_wacz_the_pages_that_it_lists_are_read(tmp_path) -> None:
    data = packed(*(record(url, body) for url, body in PAGES.items()))
    assert [page.url for page in found(tmp_path, wacz("https://a.example/2", a=data), "a.wacz")[0]] == ["https://a.example/2"]
    assert len(found(tmp_path, wacz(a=data), "a.wacz")[0]) == 5


def test_a_damaged_part_of_a_wacz_loses_no_other(tmp_path) -> None:
    first, second = (packed(record(url, body)) for url, body in list(PAGES.items())[:2])
    whole = wacz(a=first, b=second)
    pages, faults = found(tmp_path, whole.replace(first[10:60], bytes(50), 1), "a.wacz")
    assert [page.url for page in pages] == ["https://a.example/2"]
    assert "a.wacz, archive/a.warc.gz" in str(faults[0])


@pytest.mark.parametrize("data", [b"", b"PK\x03\x04", wacz(a=b"x")[:-30]])
def test_a_wacz_that_is_cut_off_is_told(tmp_path, data: bytes) -> None:
    (fault,) = found(tmp_path, data, "a.wacz")[1]
    assert "the archive is cut off or damaged" in str(fault)


def test_a_body_that_brotli_packed_is_unpacked_and_no_further_than_allowed(tmp_path) -> None:
    swollen = brotli.compress(bytes(60_000_000))
    bodies = [record("https://a.example/1", data, Content_Encoding="br") for data in (b"unpacked already", swollen)]
    (page,), (fault,) = found(tmp_path, packed(*bodies))
    assert page.data == b"unpacked already" and "has over 50,000,000 bytes" in str(fault)
