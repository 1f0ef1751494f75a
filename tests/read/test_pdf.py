"""PDF: the words of each page, the number of the page, and what is but a picture."""

from __future__ import annotations

import time

import pytest

from recusant.errors import BadSource
from recusant.read import pdf as reading
from recusant.read.pdf import read_pdf
from recusant.records import Quote, Source, Text
from tests.papers import pdf


def read(*pages: str, **more: bytes) -> Text:
    return read_pdf(Source.of(pdf(*pages, **more), "a.pdf", media="application/pdf"))


def test_each_page_begins_where_the_text_says() -> None:
    text = read("On the first page 12 cases.", "Nothing here.", "And 17,658 more cases.")
    at = text.body.index("17,658")
    assert text.numbered(Quote(at, at + 6, "17,658")).to_dict() == {"start": at, "end": at + 6, "text": "17,658", "page": 3}
    assert text.numbered(Quote(0, 2, "On")).page == 1


def test_a_line_broken_off_at_the_margin_is_one_with_the_next() -> None:
    prose = "In 2023 the prosecutors of Ukraine opened, as they say themselves, 17,658\ncases of absence.\nA new paragraph follows."
    assert read(prose).body.split("\n") == [prose.split("\nA")[0].replace("\n", " "), "A new paragraph follows."]


def test_rows_of_a_table_and_items_stay_by_themselves() -> None:
    rows = "Cases of unauthorised absence by year, as the prosecutors give them\n2022 6 988\n2023 17 658\n- an item"
    assert read(rows).body == rows


def test_the_raised_mark_of_a_footnote_is_no_digit_of_a_number() -> None:
    marked = b"BT /F 12 Tf 50 600 Td (They opened 17,658) Tj /F 8 Tf 5 Ts (1) Tj /F 12 Tf 0 Ts ( cases.) Tj ET\n"
    assert "They opened 17,658 cases." in read("Words.", filler=marked).body


def test_a_scanned_page_is_a_gap_with_its_number() -> None:
    text = read("Words of page one.", "", "Words of page three.")
    (gap,) = text.gaps
    assert (gap.quote.page, gap.quote.text) == (2, "") and "page 2 has hardly any text and seems to be scanned" in gap.reason
    assert text.body == "Words of page one.\nWords of page three."


def test_of_a_wholly_scanned_document_every_page_is_a_gap() -> None:
    text = read("", "")
    assert (text.body, [gap.quote.page for gap in text.gaps]) == ("", [1, 2])


def test_a_document_with_a_password_says_so() -> None:
    locked = b"<</Filter/Standard/V 1/R 2/O(%s)/U(%s)/P -4>>" % (b"a" * 32, b"b" * 32)
    trailer = b"99 0 obj%s endobj\ntrailer<</ID[(a)(a)]/Encrypt 99 0 R" % locked
    data = pdf("Words.").replace(b"trailer<<", trailer)
    with pytest.raises(BadSource, match=r"a\.pdf: it has a password\. Mend: save it without one"):
        read_pdf(Source.of(data, "a.pdf"))


@pytest.mark.parametrize("data", [b"%PDF-1.7\n", pdf("Words.")[:60], b"%PDF-1.4" + b"\xff\x00" * 5000])
def test_what_is_cut_off_or_broken_is_told(data: bytes) -> None:
    with pytest.raises(BadSource, match=r"the PDF cannot be read .*Mend: get it again"):
        read_pdf(Source.of(data, "a.pdf"))


@pytest.mark.parametrize("program", ["import os; os.abort()", "bytearray(10**13)", "while True: pass"])
def test_a_reader_that_crashes_or_hangs_is_told(program: str, tmp_path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "p.py").write_text(program)
    monkeypatch.setattr(reading, "PROGRAM", tmp_path / "p.py")
    monkeypatch.setattr(reading, "SECONDS", 1.0)
    began = time.monotonic()
    with pytest.raises(BadSource, match="the PDF cannot be read"):
        read("Words.")
    assert time.monotonic() - began < 20


def test_without_the_library_it_says_how_to_get_it(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(reading, "find_spec", lambda name: None)
    with pytest.raises(BadSource, match=r'Mend: pip install "recusant\[documents\]"'):
        read("Words.")
