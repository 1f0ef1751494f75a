"""The Word document: real footnotes, in order, one for every quote a number rests on; the same bytes each time."""

from __future__ import annotations

import io
import zipfile
from datetime import date

import docx
import pytest
from lxml import etree

from recusant.errors import BadInput
from recusant.publish import word_document
from recusant.publish.exports.footnotes import w
from recusant.records import UNKNOWN_WINDOW, Scope, Window

MAY = Scope("opened", "absence", "UA", Window.of(date(2025, 8, 1), date(2025, 9, 30)))
SERIES = Scope("opened", "absence", "UA", UNKNOWN_WINDOW)


def parts(data: bytes) -> tuple[etree._Element, etree._Element]:
    with zipfile.ZipFile(io.BytesIO(data)) as file:
        return etree.fromstring(file.read("word/document.xml")), etree.fromstring(file.read("word/footnotes.xml"))


def words(element: etree._Element) -> str:
    return "".join(element.itertext(w("t")))


@pytest.mark.parametrize("scope", [MAY, SERIES], ids=["a question", "a series"])
def test_footnotes_are_numbered_in_the_order_of_the_text(told, scope: Scope) -> None:
    body, notes = parts(word_document(told, scope))
    marked = [int(mark.get(w("id"))) for mark in body.iter(w("footnoteReference"))]
    assert marked == list(range(1, len(marked) + 1))
    assert [int(note.get(w("id"))) for note in notes] == [-1, 0, *marked]


def test_a_question_says_its_bound_and_each_line_of_the_proof_its_source(told) -> None:
    bound = told.reckoning.bound(MAY)
    body, notes = parts(word_document(told, MAY))
    assert f"{bound.lo:,}" in words(body)
    said = [words(note) for note in notes][2:]
    assert len(said) == len(bound.lo_certificate)
    assert all("https://example.org/" in one and "SHA-256" in one for one in said)


def test_every_number_of_a_series_that_is_proved_has_its_footnote(told) -> None:
    body, _ = parts(word_document(told, SERIES))
    cells = [cell for row in list(body.iter(w("tr")))[1:] for cell in list(row.iter(w("tc")))[1:]]
    proved = [cell for cell in cells if words(cell) not in ("0", "not bounded")]
    assert len(proved) > 5
    assert [words(cell) for cell in proved if cell.find(f".//{w('footnoteReference')}") is None] == []


def test_word_opens_it_and_it_tells_no_time(told) -> None:
    data = word_document(told, MAY)
    opened = docx.Document(io.BytesIO(data))
    assert opened.paragraphs[0].text == "Proceedings opened: Absence, Ukraine"
    assert word_document(told, MAY) == data
    with zipfile.ZipFile(io.BytesIO(data)) as file:
        assert {one.date_time for one in file.infolist()} == {(1980, 1, 1, 0, 0, 0)}
        assert b"2013" not in file.read("docProps/core.xml")


def test_a_series_that_is_not_there_is_told(told) -> None:
    with pytest.raises(BadInput, match="no series"):
        word_document(told, Scope("opened", "absence", "XX"))
