"""What a document is: told by its bytes first and by the ending of its name second."""

from __future__ import annotations

import io
import struct
import zipfile
import zlib
from pathlib import PurePath

from recusant.errors import BadSource

XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
MEDIA = {
    ".md": "text/markdown",
    ".txt": "text/plain",
    ".html": "text/html",
    ".htm": "text/html",
    ".csv": "text/csv",
    ".jsonl": "application/jsonl",
    ".xlsx": XLSX,
}
READABLE = ", ".join(MEDIA)
ZIP = b"PK\x03\x04"
MOST_UNPACKED = 500_000_000  # bytes; the largest workbook of court statistics met so far unpacks to 40 million
SIGNATURES = (  # first bytes, what they mean, what helps
    (b"%PDF", "a PDF", "save its text as .txt, or give the web page itself"),
    (b"\xd0\xcf\x11\xe0", "an old Excel or Word file", "save it as .xlsx or .txt"),
    (b"\x89PNG", "a picture (PNG)", "write its text down as a note (.md)"),
    (b"\xff\xd8\xff", "a picture (JPEG)", "write its text down as a note (.md)"),
    (b"GIF8", "a picture (GIF)", "write its text down as a note (.md)"),
    (b"\x1f\x8b", "packed with gzip", "unpack it first"),
    (b"{\\rtf", "an RTF document", "save it as .txt"),
)
DAMAGED = (zipfile.BadZipFile, EOFError, NotImplementedError, RuntimeError, OSError, ValueError, IndexError, struct.error, zlib.error)
UTF16_MARKS = (b"\xff\xfe", b"\xfe\xff")


def media_of(data: bytes, name: str) -> str:
    """The media type of a document. Raises BadSource where the contents are not what Recusant reads or not what the name says."""
    ending = PurePath(name).suffix.lower()
    if ending not in MEDIA:
        raise BadSource(f"files ending in {ending or 'nothing'!r} are not read", file=name, mend=f"give one of {READABLE}")
    if not data.strip():
        raise BadSource("the file is empty", file=name, mend="save it again")
    for first, what, mend in SIGNATURES:
        if data.startswith(first):
            raise BadSource(f"this is {what}, though its name ends in {ending}", file=name, place="byte 0", mend=mend)
    if data.startswith(ZIP) or ending == ".xlsx":
        _check_workbook(data, name, ending)
        return XLSX
    _check_text(data, name, ending)
    head = data[:1000].lstrip(b"\xef\xbb\xbf \t\r\n").lower()
    return "text/html" if head.startswith((b"<!doctype html", b"<html")) else MEDIA[ending]


def _check_workbook(data: bytes, name: str, ending: str) -> None:
    if not data.startswith(ZIP):
        raise BadSource("this is not an XLSX workbook", file=name, place="byte 0", mend="save it as .xlsx, or name it .csv if it is one")
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            parts = archive.infolist()
            if "xl/workbook.xml" not in archive.namelist():
                raise BadSource(f"this is a ZIP archive, though its name ends in {ending}", file=name, mend="unpack it first")
            if sum(part.file_size for part in parts) > MOST_UNPACKED:
                raise BadSource(f"the workbook unpacks to over {MOST_UNPACKED:,} bytes", file=name, mend="save the sheet as .csv")
            broken = archive.testzip()
    except DAMAGED as fault:
        raise BadSource(f"the workbook is cut off or damaged ({fault})", file=name, mend="copy or save it again") from None
    if broken:
        raise BadSource("the workbook is damaged", file=name, place=broken, mend="copy or save it again")


def _check_text(data: bytes, name: str, ending: str) -> None:
    """A zero byte means a binary file, except in UTF-16, which must say so with its mark."""
    at = data.find(b"\0")
    if at >= 0 and not data.startswith(UTF16_MARKS):
        what = f"this is a binary file, though its name ends in {ending}"
        raise BadSource(what, file=name, place=f"byte {at}", mend=f"give one of {READABLE}")
