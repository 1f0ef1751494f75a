"""PDF documents: the words of each page, with the number of the page. A page that is but a picture is a gap that says so."""

from __future__ import annotations

import json
import re
import subprocess
import sys
from dataclasses import replace
from importlib.util import find_spec
from pathlib import Path
from typing import Any

from recusant.errors import BadSource
from recusant.read.decode import tidied, undamaged, unmarked
from recusant.records import Gap, Quote, Source, Text

PROGRAM = Path(__file__).with_name("pdfium.py")
SECONDS = 180.0
HYPHEN = re.compile(r"[\u0002\ufffe]\s*")  # what pdfium writes for a hyphen at the end of a line that only divides a word
UNSEEN = re.compile(r"[\u0000-\u0008\u000b-\u001f]")
NARROWEST, NEARLY = 30, 0.75  # characters of a line of prose at least; and of the longest lines, so much is a full one
ITEM = re.compile(r"[-–—•*·▪●◦]|\(?\d{1,3}[.)]\s")
WORD = re.compile(r"[^\W\d_]{2}")
AS_TEXT = "save the part you need as .txt"


def read_pdf(source: Source) -> Text:
    """The text of a PDF, page by page. Raises BadSource where it cannot be read."""
    found = _found(source)
    pages = [(_paragraphs(text), picture) for text, picture in found["pages"]]
    starts, gaps, body = list[int](), list[Gap](), ""
    for number, (words, picture) in enumerate(pages, 1):
        starts.append(len(body))
        words, damaged = undamaged(words, source.id, len(body))
        gaps += damaged
        if picture:
            reason = f"page {number} has hardly any text and seems to be scanned; let a program for text recognition (OCR) read it"
            gaps.append(Gap(source.id, Quote(len(body), len(body), "", page=number), reason))
        body += f"{words}\n" if words else ""
    known = replace(source, title=source.title or " ".join(str(found["title"]).split()) or None)
    return Text(known, body.rstrip("\n"), gaps=tuple(gaps), part="page", starts=tuple(starts))


def _found(source: Source) -> dict[str, Any]:
    """What pdfium finds, in a process of its own."""
    if find_spec("pypdfium2") is None:
        raise BadSource("to read a PDF needs a further library", file=source.name, mend='pip install "recusant[documents]"')
    try:
        ran = subprocess.run([sys.executable, str(PROGRAM)], input=source.data, capture_output=True, timeout=SECONDS, check=False)
        found: dict[str, Any] = json.loads(ran.stdout) if ran.returncode == 0 else {"fault": "reading it failed, or took too much"}
    except subprocess.TimeoutExpired:
        found = {"fault": "reading it took too long"}
    fault = str(found.get("fault", ""))
    if "password" in fault.lower():
        raise BadSource("it has a password", file=source.name, mend="save it without one")
    if fault or not found["pages"]:
        raise BadSource(f"the PDF cannot be read ({fault or 'it has no pages'})", file=source.name, mend=f"get it again, or {AS_TEXT}")
    return found


def _paragraphs(page: str) -> str:
    """The lines of a page, put together where one is but broken off at the margin. Rows of tables and items stay by themselves."""
    lines = [" ".join(line.split()) for line in UNSEEN.sub("\n", HYPHEN.sub("", unmarked(tidied(page)))).split("\n")]
    lines = [line for line in lines if line]
    longest = sorted(map(len, lines))[-max(1, len(lines) // 10) :]
    full = max(NARROWEST, NEARLY * longest[0]) if lines else 0
    joined, open_ = list[str](), False
    for line in lines:
        if open_ and not ITEM.match(line) and WORD.search(line):
            joined[-1] += f" {line}"
        else:
            joined.append(line)
        open_ = len(line) >= full and WORD.search(line) is not None
    return "\n".join(joined)
