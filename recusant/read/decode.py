"""Bytes become text: by their mark, as UTF-8, in the encoding that the document declares, or else in the one that its letters tell."""

from __future__ import annotations

import codecs
import re
import unicodedata

from recusant.errors import BadSource
from recusant.records import Gap, Quote, Source

MARKS = ((codecs.BOM_UTF8, "utf-8"), (codecs.BOM_UTF16_LE, "utf-16-le"), (codecs.BOM_UTF16_BE, "utf-16-be"))
WRITTEN = re.compile(r"(windows|cp|iso|koi8|x?-?mac|ibm|gb|big5|euc|shift|utf|latin|ascii|us-ascii)", re.IGNORECASE)
AS_BROWSERS_DO = {"iso8859-1": "cp1252", "ascii": "cp1252"}  # pages that declare these are in Windows-1252
TOLD_APART = ["cp1251", "koi8_u", "cp866", "cp1252", "cp1250", "iso8859_2"]  # by their letters; what is in KOI8-R is in KOI8-U too
FEWEST = 20  # bytes over 127: with them 243 of 243 pieces of the example's notes were told right, with ten French ones not
TOLD_BY = 200_000  # bytes from the first of them on that are enough to tell by; a page of megabytes is not tried whole six times
BEYOND = re.compile(rb"[\x80-\xff]")
LOST = "\ufffd"
MOST_LOST = 0.1  # of the characters beyond ASCII: text with more is no text in that encoding
RAISED = "⁰¹²³⁴⁵⁶⁷⁸⁹"
MARKS_OF_NOTES = re.compile(rf"(?<!\b10)(?<![{RAISED}])[{RAISED}]+")
INVISIBLE = "\u00ad\u200b\u2060\ufeff"  # they split words and numbers and mean nothing
RESAVE = "save the file again as UTF-8"


def decoded(source: Source, declared: str | None = None) -> str:
    """The text of a source: by its byte order mark, else as UTF-8, else as the site that sent it or the document itself
    (``declared``) says, else as its letters tell.

    UTF-8 comes before what is declared because no text in another encoding passes for UTF-8 by chance, while saved pages often
    declare what they once were. A byte here and there that fits nothing becomes U+FFFD, and ``undamaged`` takes its line out.
    Raises BadSource where that cannot be told. Line ends become ``\\n``, letters are composed (NFC), and characters that cannot be
    seen are left out.
    """
    sent = source.media.partition("charset=")[2]
    if sent and not (declared and sent in AS_BROWSERS_DO):  # what servers say where nobody told them is worth less than what a page says
        declared = sent
    for mark, encoding in MARKS:
        if source.data.startswith(mark):
            return tidied(_nearly(source.data[len(mark) :], encoding) or _refused(source, f"not {encoding} text"))
    said = _known(declared)
    for encoding in ("utf-8", *([said] if said else [])):
        try:
            return tidied(source.data.decode(encoding))
        except UnicodeDecodeError:
            continue
    nearly = _nearly(source.data, "utf-8") or (_nearly(source.data, said) if said else None) or _by_letters(source.data)
    return tidied(nearly or _refused(source, f"it declares {declared} and is not" if declared else "it does not say what it is in"))


def undamaged(body: str, source: str, at: int = 0) -> tuple[str, tuple[Gap, ...]]:
    """A text in which lines with lost characters are left out, each a gap: what such a character hides may turn a number round.

    ``at`` is where the text begins in that of the source.
    """
    lines, gaps = list[str](), list[Gap]()
    for number, line in enumerate(body.split("\n"), 1):
        if LOST in line:
            line = LOST
            gaps.append(Gap(source, Quote(at, at + 1, LOST), f"line {number} has characters that were lost, and was not read"))
        lines.append(line)
        at += len(line) + 1
    return "\n".join(lines), tuple(gaps)


def tidied(text: str) -> str:
    """A text with plain line ends, composed letters, and without what cannot be seen."""
    return unicodedata.normalize("NFC", visible(text.replace("\r\n", "\n").replace("\r", "\n")))


def visible(text: str) -> str:
    """The text without characters that cannot be seen. (``translate`` would take thirty times as long.)"""
    for one in INVISIBLE:
        text = text.replace(one, "")
    return text


def unmarked(text: str) -> str:
    """A text without the marks of footnotes, which are raised digits and no part of a number. A power of ten stays."""
    return MARKS_OF_NOTES.sub("", text)


def _nearly(data: bytes, encoding: str) -> str | None:
    """The text in an encoding, where next to all of it is in it."""
    text = data.decode(encoding, "replace")
    beyond = sum(not letter.isascii() for letter in text)
    return text if text.count(LOST) <= MOST_LOST * beyond else None


def _by_letters(data: bytes) -> str | None:
    """The text in the encoding whose letters make words, where there are enough of them to tell."""
    from charset_normalizer import from_bytes  # 0.1 s to load

    first = BEYOND.search(data)
    if first is None or sum(byte > 127 for byte in data) < FEWEST:
        return None
    best = from_bytes(data[first.start() :][:TOLD_BY], cp_isolation=TOLD_APART).best()
    return _nearly(data, best.encoding) if best else None


def _known(declared: str | None) -> str | None:
    """The codec that a declared name means."""
    try:
        known = codecs.lookup(declared).name if declared and WRITTEN.match(declared) else None
    except LookupError:
        return None
    return AS_BROWSERS_DO.get(known, known) if known else None


def _refused(source: Source, why: str) -> str:
    """Raises the fault, with the first byte that is no UTF-8."""
    try:
        source.data.decode("utf-8")
        place = None
    except UnicodeDecodeError as fault:
        place = f"byte {fault.start}"
    raise BadSource(f"its encoding cannot be told ({why})", file=source.name, place=place, mend=RESAVE)
