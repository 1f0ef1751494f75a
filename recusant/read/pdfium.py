"""The words on each page of a PDF, as pdfium finds them. Run as a program of its own: the PDF comes in, JSON goes out.

pdfium is written in C++ and reads what strangers made. Here it can crash, hang or fill the memory, and only that document is lost.
"""

from __future__ import annotations

import json
import re
import sys
from ctypes import c_double
from typing import Any

SECONDS, MEMORY = 120, 2_000_000_000  # of a processor; bytes. The largest report met so far (900 pages) takes 4 s and 90 million
MOST_CHARACTERS = 20_000_000
DIGITS, RAISED, SPACES = "0123456789", "⁰¹²³⁴⁵⁶⁷⁸⁹", " \u00a0\r\n\t"
AFTER_MARK = re.compile(rf"([{RAISED}])\r\n(?=[ .,;:)])")  # pdfium breaks the line where it comes down again
SMALL, RISE = 0.9, 0.15  # of the size of the letters beside: browsers print marks at 0.83, and raise them by a third
FEW, MOST_OF_IT = 100, 0.5  # characters on a page, and the share of it that a picture covers: then it is a scan with a stamp


def bounded() -> None:
    """Takes the limits upon itself, where the system knows such."""
    try:
        import resource
    except ImportError:  # on Windows only the time is bounded, by whoever started this
        return
    for limit, most in ((resource.RLIMIT_CPU, SECONDS), (resource.RLIMIT_AS, MEMORY)):
        resource.setrlimit(limit, (most, most))


def read(data: bytes) -> dict[str, object]:
    """The pages of a PDF: the text of each, and whether it is but a picture; or the fault in words of pdfium."""
    import pypdfium2 as pdfium

    try:
        document = pdfium.PdfDocument(data)
    except pdfium.PdfiumError as fault:
        return {"fault": str(fault)}
    pages, characters = list[tuple[str, bool]](), 0
    for page in document:
        text = words_of(page.get_textpage())
        characters += len(text)
        if characters > MOST_CHARACTERS:
            return {"fault": f"over {MOST_CHARACTERS:,} characters"}
        pages.append((text, len(text.strip()) < FEW and is_picture(page, text)))
        page.close()
    return {"pages": pages, "title": document.get_metadata_value("Title")}


def is_picture(page: Any, text: str) -> bool:
    """Is a page with little text a picture of one? So it is where an image covers most of it, or there is something and no word."""
    from pypdfium2.raw import FPDF_PAGEOBJ_IMAGE

    shown, whole = list(page.get_objects()), page.get_width() * page.get_height()
    if shown and not any(map(str.isalpha, text)):
        return True
    bounds = (one.get_bounds() for one in shown if one.type == FPDF_PAGEOBJ_IMAGE)
    return any((right - left) * (top - bottom) > MOST_OF_IT * whole for left, bottom, right, top in bounds)


def words_of(page: Any) -> str:
    """The text of a page. A small raised digit at the heels of a word or number is the mark of a footnote, and is written as one."""
    from pypdfium2.raw import FPDFText_GetUnicode

    letters = [chr(FPDFText_GetUnicode(page, at)) for at in range(page.count_chars())]
    line = 0  # the place of the last letter that stands on the line
    for at, letter in enumerate(letters):
        if letter in DIGITS and at and letters[at - 1] not in SPACES and _is_raised(page, at, line):
            letters[at] = RAISED[int(letter)]
        else:
            line = at
    text = "".join(letters).encode("utf-16", "surrogatepass").decode("utf-16", "replace")
    return AFTER_MARK.sub(r"\1", text)


def _is_raised(page: Any, at: int, line: int) -> bool:
    """Is one letter smaller than another and above its line?"""
    from pypdfium2.raw import FPDFText_GetCharOrigin, FPDFText_GetFontSize

    size = FPDFText_GetFontSize(page, line)
    x, high, low = c_double(), c_double(), c_double()
    FPDFText_GetCharOrigin(page, at, x, high)
    FPDFText_GetCharOrigin(page, line, x, low)
    return bool(FPDFText_GetFontSize(page, at) < SMALL * size and high.value > low.value + RISE * size)


if __name__ == "__main__":
    bounded()
    json.dump(read(sys.stdin.buffer.read()), sys.stdout)
