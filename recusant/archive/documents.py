"""The documents of a shard, one after the other: never is a whole file in memory that holds more than one."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from pathlib import PurePosixPath
from typing import Any

from recusant.archive.shards import FILES, PARQUET, WARC, WET, Shard, opened
from recusant.errors import BadRecord, BadSource
from recusant.records import Source, to_day

MOST_BYTES = 20_000_000  # of one document; the longest pages of news have two million
XHTML = "application/xhtml+xml"
PAGES = ("text/html", XHTML, "text/plain")
MEDIA = {".md": "text/markdown", ".txt": "text/plain", ".html": "text/html", ".htm": "text/html"}
FOUND = 200  # the status of a response that brings the page asked for
ROWS = 256  # of a Parquet file in memory
NAMES = {  # of the columns of a Parquet file, those that are read and what they may be called
    "text": ("text", "body", "content"),
    "url": ("url", "link", "uri"),
    "outlet": ("outlet", "site", "domain", "source"),
    "lang": ("lang", "language"),
    "title": ("title", "headline"),
    "published": ("published", "date", "published_at", "timestamp"),
}
CODE = re.compile(r"([A-Za-z]{2})(?![A-Za-z])")  # of a language: "ru", "ru-RU"
Documents = Iterator[Source | BadSource]


def documents(shard: Shard) -> Documents:
    """The documents of a shard in their order; one that cannot be had comes out as the fault that says why."""
    return READERS[shard.kind](shard)


def is_lasting(fault: Exception) -> bool:
    """Whether a fault is of the file itself, and not of a disk or a network that may do better the next time."""
    of_file = isinstance(fault, FileNotFoundError | PermissionError | IsADirectoryError)
    return of_file or (getattr(fault, "errno", None) is None and not isinstance(fault, ConnectionError | TimeoutError))


def _of_files(shard: Shard) -> Documents:
    for name in shard.files:
        ending = PurePosixPath(name).suffix.lower()
        try:
            system, path = opened(name)
            if ending not in MEDIA:
                what = f"files ending in {ending or 'nothing'!r} are not read from archives"
                raise BadSource(what, file=name, mend="add it with `recusant add`")
            if system.size(path) > MOST_BYTES:
                raise BadSource(f"the file is larger than {MOST_BYTES:,} bytes", file=name, mend="split it")
            yield Source.of(system.cat_file(path), name, media=MEDIA[ending])
        except BadSource as fault:
            yield fault
        except OSError as fault:
            if not is_lasting(fault):
                raise
            yield BadSource(f"cannot be opened ({fault.strerror or fault})", file=name, mend="check that it is there and may be read")


def _of_warc(shard: Shard) -> Documents:
    """The pages that the responses in a WARC file brought."""
    from fastwarc.warc import WarcRecordType

    for record in _records(shard, WarcRecordType.response):
        http = record.http_headers
        media = (http.get("Content-Type") or "").lower() if http else ""
        if http is None or (http.status_code == FOUND and media.partition(";")[0].strip() in PAGES):
            yield _captured(record, media.replace(XHTML, "text/html"), packed=http is not None and "Content-Encoding" in http)


def _of_wet(shard: Shard) -> Documents:
    """The plain texts in a WET file."""
    from fastwarc.warc import WarcRecordType

    return (_captured(record, "text/plain", packed=False) for record in _records(shard, WarcRecordType.conversion))


def _records(shard: Shard, kind: Any) -> Iterator[Any]:
    """The records of one kind. Raises BadSource with their number where the file is damaged further on."""
    from fastwarc.warc import ArchiveIterator

    (name,) = shard.files
    system, path = opened(name)
    first, behind = shard.part or (0, None)
    number, since = 0, f" of those from byte {first:,} on" if first else ""
    try:
        with system.open(path, "rb") as file:
            file.seek(first)
            for record in ArchiveIterator(file, record_types=kind, auto_decode="all"):
                if behind is not None and record.stream_pos >= behind:
                    return
                number += 1
                yield record
    except OSError as fault:
        if not is_lasting(fault):
            raise
        raise BadSource(f"cut off or damaged ({fault})", file=name, place=f"after document {number}{since}", mend="copy it again") from None


def _captured(record: Any, media: str, *, packed: bool) -> Source | BadSource:
    address = record.headers.get("WARC-Target-URI") or record.headers.get("WARC-Record-ID") or "a record without address"
    data = record.reader.read(MOST_BYTES + 1)
    if len(data) > MOST_BYTES:
        return BadSource(f"the page is larger than {MOST_BYTES:,} bytes", file=address, mend="save its text as .txt")
    if not media or (not packed and len(data) < record.content_length):
        return BadSource("the record is cut off", file=address, mend="copy the WARC file again")
    return Source.of(data, address, media=media, url=address, captured=record.headers.get("WARC-Date"))


def _of_parquet(shard: Shard) -> Documents:
    """The texts in some rows of a Parquet file."""
    import pyarrow.parquet as parquet

    (name,) = shard.files
    system, path = opened(name)
    with system.open(path, "rb") as file:
        table = parquet.ParquetFile(file)
        columns = {known: next((one for one in names if one in table.schema_arrow.names), None) for known, names in NAMES.items()}
        if columns["text"] is None:
            mend = f"name the column of texts {' or '.join(NAMES['text'])}"
            raise BadSource("no column holds texts", file=name, mend=mend)
        taken = [column for column in columns.values() if column]
        row = 0
        for batch in table.iter_batches(ROWS, row_groups=list(shard.part), columns=taken):
            for one in batch.to_pylist():
                yield _row({known: one[column] for known, column in columns.items() if column}, f"{name}#{shard.part[0]}.{row}")
                row += 1


def _row(row: dict[str, Any], name: str) -> Source | BadSource:
    text = row.pop("text")
    if not isinstance(text, str) or not text.strip():
        return BadSource("the row has no text", file=name, mend="leave it out")
    known = {key: str(value) for key, value in row.items() if value is not None and key != "published"}
    code = CODE.match(known.pop("lang", ""))
    known |= {"lang": code[1].lower()} if code else {}  # "rus" or "Russian" tells less than the letters of the text
    try:
        published = to_day(str(row["published"])[:10]) if row.get("published") is not None else None
    except BadRecord as fault:
        return BadSource(fault.what, file=name, mend=fault.mend)
    data = text.encode("utf-8", "replace")
    return Source.of(data, known.get("url") or name, media="text/plain", published=published, **known)


READERS: dict[str, Callable[[Shard], Documents]] = {FILES: _of_files, WARC: _of_warc, WET: _of_wet, PARQUET: _of_parquet}
