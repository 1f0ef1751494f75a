"""DOCX and ODT: every word that a reader sees, and no other, with the number of its paragraph."""

from __future__ import annotations

import io
import zipfile

import docx
import pytest

from recusant.errors import BadSource
from recusant.read.office import read_docx, read_odt
from recusant.records import Quote, Source, Text
from tests.papers import odt, word, zipped

W = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'


def read(data: bytes) -> Text:
    return read_docx(Source.of(data, "a.docx"))


def written(inside: str, **parts: str) -> Text:
    """A DOCX document whose one paragraph has such runs."""
    return read(zipped(word__document_xml=f"<w:document {W}><w:body><w:p>{inside}</w:p></w:body></w:document>", **parts))


def run(words: str, look: str = "") -> str:
    return f"<w:r><w:rPr>{look}</w:rPr><w:t>{words}</w:t></w:r>"


def test_paragraphs_are_numbered_and_a_row_of_a_table_is_one() -> None:
    text = read(word("First.", "", "Then 12 cases.", rows=(("Year", "Cases"), ("2023", "17,658"))))
    assert text.body == "First.\nThen 12 cases.\n| Year | Cases |\n| 2023 | 17,658 |"
    assert text.numbered(Quote(12, 14, "12")).place == "paragraph 2"


def test_what_tracked_changes_insert_is_read_and_what_they_delete_is_not() -> None:
    changed = f"{run('17')}<w:ins>{run(',658')}</w:ins><w:del><w:r><w:delText>,000</w:delText></w:r></w:del>{run(' cases')}"
    assert written(changed).body == "17,658 cases"


def test_links_and_content_controls_are_read_and_the_code_of_fields_is_not() -> None:
    held = f"<w:sdt><w:sdtContent>{run('3')}</w:sdtContent></w:sdt>"
    assert written(f"<w:hyperlink>{run('12')}</w:hyperlink>{held}<w:r><w:instrText>9</w:instrText></w:r>").body == "123"


def test_the_raised_mark_of_a_footnote_is_no_digit_of_a_number() -> None:
    assert written(run("6,988") + run("1", '<w:vertAlign w:val="superscript"/>') + run(" cases")).body == "6,988 cases"


def test_footnotes_follow_the_text() -> None:
    notes = f"<w:footnotes {W}><w:footnote><w:p>{run('Of them 12.')}</w:p></w:footnote></w:footnotes>"
    assert written(run("Some words."), word__footnotes_xml=notes).body == "Some words.\nOf them 12."


def test_a_document_tells_its_title() -> None:
    out, made = io.BytesIO(), docx.Document()
    made.core_properties.title = "On absence"
    made.add_paragraph("Words.")
    made.save(out)
    assert read(out.getvalue()).source.title == "On absence"


def test_an_opendocument_text_is_read_without_deletions_notes_within_numbers_and_remarks() -> None:
    body = (
        "<text:tracked-changes><text:p>deleted 9</text:p></text:tracked-changes><text:h>Head</text:h>"
        "<text:p>17,<text:span>658</text:span><text:note><text:note-citation>1</text:note-citation><text:note-body>"
        "<text:p>A note.</text:p></text:note-body></text:note><text:s/>cases"
        "<office:annotation><text:p>?</text:p></office:annotation>.</text:p>"
        "<table:table><table:table-row><table:table-cell><text:p>2023</text:p></table:table-cell>"
        "<table:table-cell><text:p>12</text:p></table:table-cell></table:table-row></table:table>"
    )
    text = read_odt(Source.of(odt(body), "a.odt"))
    assert text.body == "Head\n17,658 cases.\nA note.\n| 2023 | 12 |"
    assert text.numbered(Quote(5, 11, "17,658")).paragraph == 2


def test_a_document_without_words_is_told() -> None:
    with pytest.raises(BadSource, match="there is no text in it"):
        read(word())


@pytest.mark.parametrize("entity", ['SYSTEM "file:///etc/hostname"', '"ha"'])
def test_xml_that_could_unfold_or_reach_for_files_is_not_read(entity: str) -> None:
    xml = f"<!DOCTYPE w [<!ENTITY x {entity}>]><w:document {W}><w:p>{run('12 &x; cases')}</w:p></w:document>"
    with pytest.raises(BadSource, match="declares entities"):
        read(zipped(word__document_xml=xml))


def test_a_remark_within_a_number_does_not_cut_it() -> None:
    assert written(run("17<!-- x -->,658 cases")).body == "17,658 cases"


def test_a_part_that_unpacks_too_far_is_told_and_not_read() -> None:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive, archive.open("word/document.xml", "w") as part:
        for _ in range(60):
            part.write(b" " * 1_000_000)
    with pytest.raises(BadSource, match=r"a\.docx, word/document\.xml: its text has over 50,000,000 bytes"):
        read(out.getvalue())


@pytest.mark.parametrize("parts", [{"word__document_xml": "<w:document"}, {"word__document_xml": "\x01encrypted"}])
def test_broken_xml_is_told_with_the_mend(parts: dict[str, str]) -> None:
    with pytest.raises(BadSource, match=r"the document cannot be read .*Mend: open it, take its password away"):
        read(zipped(**parts))
