"""Documents of word processors (DOCX, ODT): the words of each paragraph, with the number of the paragraph.

The XML is read as it stands. The library for DOCX that there is leaves out what tracked changes insert and what content controls hold,
and a number would lose its digits.
"""

from __future__ import annotations

import io
import zipfile
from collections.abc import Iterator
from dataclasses import replace
from itertools import accumulate, chain
from typing import TYPE_CHECKING

from recusant.errors import BadSource
from recusant.read.decode import RAISED, tidied, unmarked
from recusant.records import Source, Text

if TYPE_CHECKING:
    from lxml import etree

MOST_BYTES = 50_000_000  # of one part, unpacked: a book of a thousand pages has ten
DOCX_PARTS = ("word/document.xml", "word/footnotes.xml", "word/endnotes.xml")
ODT_PARTS = ("content.xml",)
ROWS = {"tr", "table-row"}
CELLS = {"tc", "table-cell"}
PARAGRAPHS = {"p", "h"}
BLOCKS = ROWS | PARAGRAPHS
LEFT_OUT = {  # what is deleted, what is said beside the text, and a second form of the same
    "del", "moveFrom", "Fallback", "instrText", "delText", "tracked-changes", "annotation", "note-citation", "title", "desc", "pPr", "rPr",
}  # fmt: skip
SPACES = {"tab": " ", "br": " ", "cr": " ", "s": " ", "line-break": " ", "noBreakHyphen": "-"}
WORDS = {"t"}  # where DOCX keeps words; ODT keeps them between its elements
APART = {"txbxContent", "text-box", "note-body"}  # words of their own within a paragraph: text boxes and footnotes
TO_RAISED = str.maketrans("0123456789", RAISED)


def read_docx(source: Source) -> Text:
    """The text of a Word document, its footnotes last."""
    return _read(source, DOCX_PARTS)


def read_odt(source: Source) -> Text:
    """The text of an OpenDocument text."""
    return _read(source, ODT_PARTS)


def _read(source: Source, parts: tuple[str, ...]) -> Text:
    """Raises BadSource where it is damaged, has a password, or has no words."""
    from lxml import etree

    found, title = list[str](), None
    try:
        with zipfile.ZipFile(io.BytesIO(source.data)) as archive:
            for part in parts:
                if part in archive.namelist():
                    found += _paragraphs(_root(archive, part, source.name))
            title = _title(archive, source.name)
    except (etree.LxmlError, zipfile.BadZipFile, KeyError, EOFError, ValueError) as fault:
        mend = "open it, take its password away if it has one, and save it again"
        raise BadSource(f"the document cannot be read ({fault})", file=source.name, mend=mend) from None
    if not found:
        raise BadSource("there is no text in it", file=source.name, mend="write down as a note (.md) what its pictures show")
    starts = accumulate((len(paragraph) + 1 for paragraph in found[:-1]), initial=0)
    return Text(replace(source, title=source.title or title), "\n".join(found), part="paragraph", starts=tuple(starts))


def _root(archive: zipfile.ZipFile, part: str, name: str) -> etree._Element:
    from lxml import etree

    if archive.getinfo(part).file_size > MOST_BYTES:
        raise BadSource(f"its text has over {MOST_BYTES:,} bytes", file=name, place=part, mend="save the part you need as .txt")
    parser = etree.XMLParser(resolve_entities=False, no_network=True, load_dtd=False, remove_comments=True, remove_pis=True)
    root = etree.fromstring(archive.read(part), parser)
    if root.getroottree().docinfo.internalDTD is not None:
        raise ValueError(f"{part} declares entities, as no word processor does")
    return root


def _title(archive: zipfile.ZipFile, name: str) -> str | None:
    """What the document says that it is called."""
    for part in {"docProps/core.xml", "meta.xml"} & {*archive.namelist()}:
        for element in _root(archive, part, name).iter("{http://purl.org/dc/elements/1.1/}title"):
            return " ".join((element.text or "").split()) or None
    return None


def _paragraphs(element: etree._Element) -> Iterator[str]:
    """The paragraphs with words, in order; a row of a table is one, its cells with | between."""
    kind = _kind(element)
    if kind in ROWS:
        cells = [_spoken(cell) for cell in element.iter() if _kind(cell) in CELLS and _nearest(cell, ROWS) is element]
        if any(cells):
            yield f"| {' | '.join(cells)} |"
    elif kind in PARAGRAPHS:
        if words := _spoken(element):
            yield words
        for inner in element.iter():
            if _kind(inner) in APART and _nearest(inner, PARAGRAPHS) is element:
                yield from chain.from_iterable(map(_paragraphs, inner))
    elif kind not in LEFT_OUT:
        yield from chain.from_iterable(map(_paragraphs, element))


def _nearest(element: etree._Element, kinds: set[str]) -> etree._Element | None:
    return next((above for above in element.iterancestors() if _kind(above) in kinds), None)


def _spoken(block: etree._Element) -> str:
    """The words of a paragraph or cell, in order."""
    return " ".join(unmarked(tidied("".join(_pieces(block)))).split())


def _pieces(element: etree._Element) -> Iterator[str]:
    kind = _kind(element)
    in_odt = isinstance(element.tag, str) and element.tag.startswith("{urn:oasis")
    yield SPACES.get(kind, "")
    if (kind in WORDS or in_odt) and element.text:
        yield element.text.translate(TO_RAISED) if _is_raised(element) else element.text
    for inner in element:
        if _kind(inner) not in LEFT_OUT | APART:
            yield from _pieces(inner)
        if _kind(inner) in BLOCKS:
            yield " "
        if in_odt and inner.tail:
            yield inner.tail


def _is_raised(words: etree._Element) -> bool:
    """Do the words of a DOCX document stand above the line?"""
    run = words.getparent()
    return run is not None and any(_kind(one) == "vertAlign" and "superscript" in one.values() for one in run.iter())


def _kind(element: etree._Element) -> str:
    """The name of an element without its namespace."""
    return element.tag.rpartition("}")[2] if isinstance(element.tag, str) else ""
