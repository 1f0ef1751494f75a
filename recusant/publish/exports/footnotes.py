"""Footnotes in a Word document: python-docx has none, so their part of the file is written here, by ECMA-376, 17.11."""

from __future__ import annotations

import io
import zipfile
from typing import TYPE_CHECKING

from lxml import etree

if TYPE_CHECKING:
    from docx.document import Document
    from docx.text.paragraph import Paragraph

W = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
KIND = "application/vnd.openxmlformats-officedocument.wordprocessingml.footnotes+xml"
RULES = {-1: "separator", 0: "continuationSeparator"}  # the lines that Word draws above footnotes, which it wants named
LONG_AGO = (1980, 1, 1, 0, 0, 0)  # the earliest time that a zip file can tell


def w(name: str) -> str:
    """A name of WordprocessingML."""
    return f"{{{W}}}{name}"


class Footnotes:
    """The footnotes of a document, numbered as they are added. ``written`` gives the file."""

    def __init__(self, document: Document) -> None:
        from docx.enum.style import WD_STYLE_TYPE
        from docx.shared import Pt

        self._document, self._root = document, etree.Element(w("footnotes"), nsmap={"w": W})
        text = document.styles.add_style("footnote text", WD_STYLE_TYPE.PARAGRAPH, builtin=True)
        mark = document.styles.add_style("footnote reference", WD_STYLE_TYPE.CHARACTER, builtin=True)
        text.font.size, mark.font.superscript = Pt(9), True
        self._text, self._mark, self._number = str(text.style_id), str(mark.style_id), 0
        for number, kind in RULES.items():
            note = self._note(number, kind)
            etree.SubElement(etree.SubElement(etree.SubElement(note, w("p")), w("r")), w(kind))

    def add(self, paragraph: Paragraph, words: str) -> None:
        """A footnote at the end of what stands in a paragraph so far."""
        self._number += 1
        self._run(paragraph._p, "footnoteReference").set(w("id"), str(self._number))
        inside = etree.SubElement(self._note(self._number), w("p"))
        etree.SubElement(etree.SubElement(inside, w("pPr")), w("pStyle")).set(w("val"), self._text)
        self._run(inside, "footnoteRef")
        told = etree.SubElement(etree.SubElement(inside, w("r")), w("t"))
        told.text = f" {words}"
        told.set("{http://www.w3.org/XML/1998/namespace}space", "preserve")

    def _note(self, number: int, kind: str | None = None) -> etree._Element:
        note = etree.SubElement(self._root, w("footnote"))
        if kind:
            note.set(w("type"), kind)
        note.set(w("id"), str(number))
        return note

    def _run(self, within: etree._Element, what: str) -> etree._Element:
        run = etree.SubElement(within, w("r"))
        etree.SubElement(etree.SubElement(run, w("rPr")), w("rStyle")).set(w("val"), self._mark)
        return etree.SubElement(run, w(what))

    def written(self) -> bytes:
        """The document with its footnotes as a file. It tells no time: the same document gives the same bytes."""
        from docx.opc.constants import RELATIONSHIP_TYPE
        from docx.opc.packuri import PackURI
        from docx.opc.part import Part

        data = etree.tostring(self._root, xml_declaration=True, encoding="UTF-8", standalone=True)
        package = self._document.part.package
        part = Part(PackURI("/word/footnotes.xml"), KIND, data, package)
        self._document.part.relate_to(part, RELATIONSHIP_TYPE.FOOTNOTES)
        settings = self._document.settings.element
        rules = etree.Element(w("footnotePr"))
        for number in RULES:
            etree.SubElement(rules, w("footnote")).set(w("id"), str(number))
        after = settings.find(w("compat"))
        settings.append(rules) if after is None else after.addprevious(rules)
        saved = io.BytesIO()
        self._document.save(saved)
        return _without_time(saved)


def _without_time(saved: io.BytesIO) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(saved) as given, zipfile.ZipFile(out, "w") as made:
        for name in given.namelist():
            made.writestr(zipfile.ZipInfo(name, LONG_AGO), given.read(name), zipfile.ZIP_DEFLATED)
    return out.getvalue()
