"""Bytes become text without a guess: UTF-8, or the encoding that the document itself declares."""

from __future__ import annotations

import codecs
import re
import unicodedata

from recusant.errors import BadSource
from recusant.records import Source

MARKS = ((codecs.BOM_UTF8, "utf-8"), (codecs.BOM_UTF16_LE, "utf-16-le"), (codecs.BOM_UTF16_BE, "utf-16-be"))
WRITTEN = re.compile(r"(windows|cp|iso|koi8|x?-?mac|ibm|gb|big5|euc|shift|utf|latin|ascii|us-ascii)", re.IGNORECASE)
AS_BROWSERS_DO = {"iso8859-1": "cp1252", "ascii": "cp1252"}  # pages that declare these are in Windows-1252
INVISIBLE = "\u00ad\u200b\u2060\ufeff"  # they split words and numbers and mean nothing
RESAVE = "save the file again as UTF-8"


def decoded(source: Source, declared: str | None = None) -> str:
    """The text of a source: by its byte order mark, else as UTF-8, else as the site that sent it or the document itself
    (``declared``) says.

    UTF-8 comes before what is declared because no text in another encoding passes for UTF-8 by chance, while saved pages often
    declare what they once were. Raises BadSource at the first byte that fits neither: no character is ever replaced. Line ends
    become ``\\n``, letters are composed (NFC), and characters that cannot be seen are left out.
    """
    sent = source.media.partition("charset=")[2]
    if sent and not (declared and sent in AS_BROWSERS_DO):  # what servers say where nobody told them is worth less than what a page says
        declared = sent
    for mark, encoding in MARKS:
        if source.data.startswith(mark):
            return _tidy(_strictly(source, encoding, len(mark), RESAVE))
    try:
        return _tidy(source.data.decode("utf-8"))
    except UnicodeDecodeError as fault:
        if declared is None:
            what = f"not UTF-8 text ({fault.reason}), and it does not say what else it is"
            raise BadSource(what, file=source.name, place=f"byte {fault.start}", mend=RESAVE) from None
    return _tidy(_strictly(source, _encoding(source, declared), 0, f"it declares {declared}; {RESAVE}"))


def _strictly(source: Source, encoding: str, skip: int, mend: str) -> str:
    try:
        return source.data[skip:].decode(encoding)
    except UnicodeDecodeError as fault:
        place = f"byte {fault.start + skip}"
        raise BadSource(f"not {encoding} text ({fault.reason})", file=source.name, place=place, mend=mend) from None


def _encoding(source: Source, declared: str) -> str:
    try:
        known = codecs.lookup(declared).name if WRITTEN.match(declared) else None
    except LookupError:
        known = None
    if known is None:
        raise BadSource(f"declares the unknown encoding {declared!r} and is not UTF-8", file=source.name, mend=RESAVE)
    return AS_BROWSERS_DO.get(known, known)


def _tidy(text: str) -> str:
    return unicodedata.normalize("NFC", visible(text.replace("\r\n", "\n").replace("\r", "\n")))


def visible(text: str) -> str:
    """The text without characters that cannot be seen. (``translate`` would take thirty times as long.)"""
    for one in INVISIBLE:
        text = text.replace(one, "")
    return text
