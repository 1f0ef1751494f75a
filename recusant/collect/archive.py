"""Web archives (WARC, and WACZ, which is a ZIP archive of them): each page in them becomes a source, with the records of its capture."""

from __future__ import annotations

import gzip
import io
import json
import zipfile
from collections.abc import Callable, Iterable, Iterator
from contextlib import suppress
from dataclasses import dataclass
from datetime import datetime
from importlib.util import find_spec
from itertools import count
from pathlib import Path
from typing import IO, TYPE_CHECKING
from urllib.parse import urlsplit

from recusant.collect.contents import DAMAGED
from recusant.collect.members import Members
from recusant.collect.web import media_sent
from recusant.errors import BadSource
from recusant.records import Source

if TYPE_CHECKING:
    from warcio.recordloader import ArcWarcRecord

ENDINGS = (".warc", ".warc.gz", ".wacz")
MOST_BYTES = 50_000_000  # of one record, packed, and of one page, unpacked
LONGEST_HEAD, LONGEST_LINE = 1_000, 65_536  # lines, bytes
FOUND = ("200", "203")  # what the site itself calls its page
PAGES = ("pages/pages.jsonl", "pages/extraPages.jsonl")
MOST_PAGES = 100_000_000  # bytes of one list of pages
Wanted = Callable[[str], bool]


@dataclass(frozen=True)
class Record:
    """One record as it stands in the archive: its number, its headers (names in small letters), its head and its block."""

    number: int
    headers: dict[str, str]
    head: bytes
    block: bytes
    whole: bool  # False where the block is longer than may be kept

    @property
    def kind(self) -> str:
        return self.headers.get("warc-type", "")

    @property
    def url(self) -> str:
        return self.headers.get("warc-target-uri", "").strip("<> ")

    @property
    def written(self) -> bytes:
        """The record, byte for byte."""
        return self.head + self.block + b"\r\n\r\n"


def archived(path: Path) -> Iterator[Source | BadSource]:
    """The pages of an archive, and what of it cannot be read, place by place."""
    name = str(path)
    if not name.lower().endswith(".wacz"):
        with path.open("rb") as file:
            yield from _pages(file, name, _is_page)
        return
    try:
        with zipfile.ZipFile(path) as archive:
            listed = _listed(archive)
            for member in archive.namelist():
                if member.lower().endswith(ENDINGS[:2]):
                    yield from _member(archive, member, name, listed)
    except DAMAGED as fault:
        yield BadSource(f"the archive is cut off or damaged ({fault})", file=name, mend="get it again, whole")


def _member(archive: zipfile.ZipFile, member: str, name: str, wanted: Wanted) -> Iterator[Source | BadSource]:
    """The pages of one WARC file in a WACZ."""
    try:
        with archive.open(member) as file:
            yield from _pages(file, f"{name}, {member}", wanted)
    except DAMAGED as fault:
        yield BadSource(f"this part of the archive is damaged ({fault})", file=name, place=member, mend="get it again")


def _listed(archive: zipfile.ZipFile) -> Wanted:
    """Which addresses a WACZ itself calls pages, where it does: what they embed from elsewhere is not meant to be read."""
    pages = set[str]()
    for name in set(PAGES) & {*archive.namelist()}:
        with archive.open(name) as file:
            for line in io.BytesIO(file.read(MOST_PAGES)):
                with suppress(ValueError, RecursionError):
                    entry = json.loads(line)
                    pages.add(str(entry.get("url", "")) if isinstance(entry, dict) else "")
    pages.discard("")
    return pages.__contains__ if pages else _is_page


def _is_page(url: str) -> bool:
    return urlsplit(url).path != "/robots.txt"


def _pages(file: IO[bytes], name: str, wanted: Wanted) -> Iterator[Source | BadSource]:
    for found in _captures(_records(Members(file, name))):
        if isinstance(found, BadSource):
            yield found
            continue
        response, request = found
        try:
            if wanted(response.url) and (page := _page(response, request, name)):
                yield page
        except BadSource as fault:
            yield fault
        except (*DAMAGED, LookupError) as broken:
            yield BadSource(f"this capture is damaged ({broken})", file=name, place=f"record {response.number}", mend="get it again")


def _captures(records: Iterable[Record | BadSource]) -> Iterator[tuple[Record, Record | None] | BadSource]:
    """Each response with its request, which stands before or after it."""
    response: Record | None = None
    request: Record | None = None
    for record in records:
        if isinstance(record, BadSource):
            yield record
        elif record.kind == "request":
            if response and response.url == record.url:
                yield response, record
                response = None
            else:
                request = record
        elif record.kind == "response":
            if response:
                yield response, None
            response = record
            if request and request.url == record.url:
                yield record, request
                response = request = None
    if response:
        yield response, None


def _page(response: Record, request: Record | None, name: str) -> Source | None:
    """The page that a response brought; None where it brought none that is read."""
    from warcio.archiveiterator import ArchiveIterator

    if urlsplit(response.url).scheme not in ("http", "https"):
        return None
    place = f"record {response.number}, {response.url}"
    record = next(iter(ArchiveIterator(io.BytesIO(response.written))))
    if not record.http_headers or record.http_headers.get_statuscode() not in FOUND:
        return None
    media = media_sent(record.http_headers.get_header("content-type") or "")
    if media is None:
        return None
    body = b""
    if response.whole and (record.http_headers.get_header("content-encoding") or "").lower() != "br":
        body = record.content_stream().read(MOST_BYTES + 1)
    elif response.whole and find_spec("brotli") is None:
        raise BadSource("to unpack it needs a further library", file=name, place=place, mend='pip install "recusant[documents]"')
    elif response.whole:
        body = _unbrotlied(record)
    if not response.whole or len(body) > MOST_BYTES:
        raise BadSource(f"the page has over {MOST_BYTES:,} bytes", file=name, place=place, mend="save the part you need as .txt")
    if not body.strip():
        return None
    exchange = b"".join(gzip.compress(one.written, mtime=0) for one in (response, request) if one and one.whole)
    return Source.of(body, response.url, media=media, url=response.url, captured=_time(response), exchange=exchange)


def _unbrotlied(record: ArcWarcRecord) -> bytes:
    """A body that is packed with brotli, unless an archiver unpacked it already. warcio does not know the library as it now is."""
    import brotli
    from warcio.bufferedreaders import ChunkedDataReader

    chunked = record.http_headers.get_header("transfer-encoding") == "chunked"
    data: bytes = (ChunkedDataReader(record.raw_stream) if chunked else record.raw_stream).read()
    unpacking, body = brotli.Decompressor(), b""
    try:
        while len(body) <= MOST_BYTES and (piece := unpacking.process(b"" if body else data, output_buffer_limit=MOST_BYTES)):
            body += piece
    except brotli.error:
        return data
    return body


def _time(record: Record) -> str | None:
    """When it was captured, as the archive says; the format has it in UTC."""
    written = record.headers.get("warc-date", "")
    try:
        return written if datetime.fromisoformat(written).tzinfo else None
    except ValueError:
        return None


def _records(stream: Members) -> Iterator[Record | BadSource]:
    """Every record, and a fault for each place where there is none; after it, what follows is read."""
    known = False
    for number in count(1):
        try:
            record = _record(stream, number)
        except BadSource as fault:
            known = True
            yield BadSource(fault.what, file=stream.name, place=f"record {number}", mend=fault.mend)
            if not stream.to_next_member():
                return
            continue
        if record is None:
            break
        known = True
        yield record
    if not known:
        yield BadSource("there are no records of a web archive in it", file=stream.name, mend="give a WARC or WACZ file")


def _record(stream: Members, number: int) -> Record | None:
    """The next record; None at the end. Raises BadSource where what stands there is none, having gone on to the next that is one."""
    head = _to_version(stream)
    if head is None:
        return None
    headers, line = dict[str, str](), b""
    for _ in range(LONGEST_HEAD):
        head += (line := stream.line(LONGEST_LINE))
        if not line.strip():
            break
        name, _, value = line.decode("utf-8", "replace").partition(":")
        headers.setdefault(name.strip().lower(), value.strip())
    length = headers.get("content-length", "")
    if line and not length.isdecimal():
        raise BadSource("it has no length", file=stream.name, mend="get it again")
    wanted = int(length or 0)
    block = stream.read(min(wanted, MOST_BYTES))
    if not line or len(block) + stream.skip(wanted - len(block)) < wanted:
        raise BadSource("it is cut off", file=stream.name, mend="get it again, whole")
    return Record(number, headers, head, block, wanted <= MOST_BYTES)


def _to_version(stream: Members) -> bytes | None:
    """The line that begins a record, what stands before it left out."""
    while line := stream.line(LONGEST_LINE):
        if line.startswith(b"WARC/"):
            return line
    return None
