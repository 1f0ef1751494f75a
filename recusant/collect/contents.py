"""What a document is: told by its bytes first and by the ending of its name second."""

from __future__ import annotations

import io
import re
import struct
import zipfile
import zlib
from pathlib import PurePath

from recusant.errors import BadSource

XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
DOCX = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
ODT = "application/vnd.oasis.opendocument.text"
PDF, MAIL, SAVED_PAGE = "application/pdf", "message/rfc822", "multipart/related"
MEDIA = {
    ".md": "text/markdown",
    ".txt": "text/plain",
    ".html": "text/html",
    ".htm": "text/html",
    ".mhtml": SAVED_PAGE,
    ".mht": SAVED_PAGE,
    ".pdf": PDF,
    ".docx": DOCX,
    ".odt": ODT,
    ".eml": MAIL,
    ".csv": "text/csv",
    ".jsonl": "application/jsonl",
    ".xlsx": XLSX,
}
ZIPPED = {"xl/workbook.xml": XLSX, "word/document.xml": DOCX, "content.xml": ODT}  # the part that makes a ZIP archive what it is
ZIP = b"PK\x03\x04"
MOST_UNPACKED = 500_000_000  # bytes; the largest workbook of court statistics met so far unpacks to 40 million
SIGNATURES = (  # first bytes, what they mean, what helps
    (b"\xd0\xcf\x11\xe0", "an old Excel or Word file, or one with a password", "save it as .xlsx, .docx or .txt, without a password"),
    (b"\x89PNG", "a picture (PNG)", "write its text down as a note (.md)"),
    (b"\xff\xd8\xff", "a picture (JPEG)", "write its text down as a note (.md)"),
    (b"GIF8", "a picture (GIF)", "write its text down as a note (.md)"),
    (b"\x1f\x8b", "packed with gzip", "unpack it first"),
    (b"{\\rtf", "an RTF document", "save it as .docx or .txt"),
)
DAMAGED = (zipfile.BadZipFile, EOFError, NotImplementedError, RuntimeError, OSError, ValueError, IndexError, struct.error, zlib.error)
UTF16_MARKS = (b"\xff\xfe", b"\xfe\xff")
HEADER = re.compile(rb"\s*[!-9;-~]+:[ \t]|From ")  # how an e-mail begins, and a page that a browser saved as one file


def media_of(data: bytes, name: str) -> str:
    """The media type of a document. Raises BadSource where the contents are not what Recusant reads or not what the name says."""
    ending = PurePath(name).suffix.lower()
    if ending not in MEDIA:
        raise BadSource(f"files ending in {ending or 'nothing'!r} are not read", file=name, mend=f"give one of {', '.join(MEDIA)}")
    if not data.strip():
        raise BadSource("the file is empty", file=name, mend="save it again")
    for first, what, mend in SIGNATURES:
        if data.startswith(first):
            raise BadSource(f"this is {what}, though its name ends in {ending}", file=name, place="byte 0", mend=mend)
    if data[:1024].lstrip().startswith(b"%PDF"):
        return PDF
    if data.startswith(ZIP):
        return _zipped(data, name, ending)
    return _by_words(data, name, ending)


def _zipped(data: bytes, name: str, ending: str) -> str:
    """What a ZIP archive is, once all of it is known to be sound."""
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            if sum(part.file_size for part in archive.infolist()) > MOST_UNPACKED:
                raise BadSource(f"it unpacks to over {MOST_UNPACKED:,} bytes", file=name, mend="save the part you need as .csv or .txt")
            media = next((media for part, media in ZIPPED.items() if part in archive.namelist()), None)
            if media is None or (media == ODT and archive.read("mimetype") != ODT.encode()):
                raise BadSource(f"this is a ZIP archive, though its name ends in {ending}", file=name, mend="unpack it first")
            broken = archive.testzip()
    except (*DAMAGED, KeyError) as fault:
        raise BadSource(f"it is cut off or damaged ({fault})", file=name, mend="copy or save it again") from None
    if broken:
        raise BadSource("it is damaged", file=name, place=broken, mend="copy or save it again")
    return media


def _by_words(data: bytes, name: str, ending: str) -> str:
    """What a document of words is. A zero byte means none, except in UTF-16, which must say so with its mark."""
    media, at = MEDIA[ending], data.find(b"\0")
    if media in (*ZIPPED.values(), PDF):
        mend = f"save it as {ending}, or name it .txt or .csv if it is one"
        raise BadSource(f"this is no {ending[1:].upper()} document", file=name, place="byte 0", mend=mend)
    if at >= 0 and not data.startswith(UTF16_MARKS):
        what = f"this is a binary file, though its name ends in {ending}"
        raise BadSource(what, file=name, place=f"byte {at}", mend=f"give one of {', '.join(MEDIA)}")
    head = data[:1000].lstrip(b"\xef\xbb\xbf \t\r\n").lower()
    if head.startswith((b"<!doctype html", b"<html")):
        return "text/html"
    if media in (MAIL, SAVED_PAGE) and not HEADER.match(data):
        raise BadSource("it has no headers of an e-mail", file=name, place="byte 0", mend="save it again as .eml, or as .txt")
    return media
