"""Small archives, and a reading of them that needs no codebook: each document claims how many numbers stand in it."""

from __future__ import annotations

import gzip
import io
import os
import re
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from warcio.statusandheaders import StatusAndHeaders
from warcio.warcwriter import WARCWriter

from recusant.archive import Limits, Outcome, Output, Task, Work
from recusant.errors import BadSource
from recusant.records import Claim, Quantity, Quote, Scope, Source

pytest.importorskip("fsspec")
pytest.importorskip("pyarrow")
pytest.importorskip("fastwarc")


def reading(source: Source) -> Iterator[Outcome]:
    """Numbers as claims; some words of a document make it a hard one."""
    text = source.data.decode()
    if "broken" in text:
        raise BadSource("broken", file=source.name)
    if "bug" in text:
        raise KeyError("bug")
    if "endless" in text:
        while True:
            pass
    if "greedy" in text:
        bytearray(1 << 36)
    if "deadly" in text:
        os.kill(os.getpid(), 9)
    numbers = list(re.finditer(r"\d+", text))
    claims = [
        Claim.of(source.id, Quote(*one.span(), one.group()), "count", Quantity((int(one.group()),) * 2, "exact", 1, None, one.group()),
                 Scope("cases", "all", "UA"), origin="office")
        for one in numbers
    ]  # fmt: skip
    yield Outcome(source, claims, sieved=not numbers)


def slowly(source: Source) -> Iterator[Outcome]:
    """The same, slowly enough to be disturbed."""
    time.sleep(0.02)
    yield from reading(source)


def warc(pages: dict[str, bytes], **http: str) -> bytes:
    """A gzipped WARC file of responses."""
    given = {"Content-Type": "text/html; charset=UTF-8"} | http
    return _records({address: (body, StatusAndHeaders("200 OK", [*given.items()], protocol="HTTP/1.1")) for address, body in pages.items()})


def wet(texts: dict[str, str]) -> bytes:
    """A gzipped WET file."""
    return _records({address: (text.encode(), None) for address, text in texts.items()})


def _records(bodies: dict[str, tuple[bytes, StatusAndHeaders | None]]) -> bytes:
    out = io.BytesIO()
    writer = WARCWriter(out, gzip=True)
    for address, (body, http) in bodies.items():
        kind, known = ("response" if http else "conversion"), {"WARC-Date": "2024-05-31T12:00:00Z"}
        payload = io.BytesIO(body)
        writer.write_record(writer.create_warc_record(address, kind, payload, len(body), http_headers=http, warc_headers_dict=known))
    return out.getvalue()


@pytest.fixture
def articles(tmp_path: Path) -> Path:
    """Three folders of notes, a WARC, a WET and a Parquet file."""
    import pyarrow as arrow
    import pyarrow.parquet as parquet

    folder = tmp_path / "in"
    folder.mkdir()
    for number in range(6):
        (folder / f"{number}.txt").write_text(f"{number} cases" if number % 2 else "nothing", encoding="utf-8")
    (folder / "news.warc.gz").write_bytes(warc({f"https://a.example/{number}": f"<p>{number} cases".encode() for number in range(4)}))
    (folder / "news.warc.wet.gz").write_bytes(wet({"https://b.example/1": "7 cases", "https://b.example/2": "8 cases"}))
    rows = [{"text": f"{number} persons", "url": f"https://c.example/{number}", "date": "2024-05-31"} for number in range(5)]
    parquet.write_table(arrow.Table.from_pylist(rows), folder / "texts.parquet", row_group_size=2)
    return folder


@pytest.fixture
def task(tmp_path: Path) -> Callable[..., Task]:
    """What an archive is read with, into a new folder."""

    def made(read=reading, name: str = "out", **limits: float) -> Task:
        output = Output(str(tmp_path / name))
        output.begin(Work("codebook", "version", sieved=False))
        return Task(read, output, Limits(**limits))

    return made


def packed(text: str) -> bytes:
    return gzip.compress(text.encode())
