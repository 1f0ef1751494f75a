"""A path becomes sources; a bad file is told and stops no other."""

from __future__ import annotations

import hashlib
import io
from pathlib import Path

import openpyxl
import pytest

from recusant.collect import collect
from recusant.errors import BadInput, BadSource
from recusant.records import Source


def workbook() -> bytes:
    out, book = io.BytesIO(), openpyxl.Workbook()
    for row in range(200):
        book.active.append([f"cell {row}", row * 7919])
    book.save(out)
    return out.getvalue()


def only(path: Path) -> Source | BadSource:
    (found,) = collect(path)
    return found


def written(folder: Path, name: str, data: bytes) -> Path:
    path = folder / name
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(data)
    return path


def test_a_source_keeps_its_bytes_and_their_digest(tmp_path) -> None:
    source = only(written(tmp_path, "a.txt", "Більше 2 900 справ".encode()))
    assert source.data.decode() == "Більше 2 900 справ"
    assert source.sha256 == hashlib.sha256(source.data).hexdigest()
    assert source.name == str(tmp_path / "a.txt")


def test_the_same_bytes_are_the_same_source_wherever_they_lie(tmp_path) -> None:
    one, two = written(tmp_path, "a.txt", b"12 cases"), written(tmp_path, "b/c.txt", b"12 cases")
    assert only(one).id == only(two).id


def test_a_folder_gives_all_below_it_in_order_without_hidden_files(tmp_path) -> None:
    for name in ("b.md", "a/z.txt", "a/b.csv", ".hidden.txt", ".git/x.txt", "c.htm"):
        written(tmp_path, name, b"some words")
    names = [Path(source.name).relative_to(tmp_path).as_posix() for source in collect(tmp_path)]
    assert names == ["a/b.csv", "a/z.txt", "b.md", "c.htm"]


def test_a_linked_folder_is_not_entered(tmp_path) -> None:
    written(tmp_path, "a.txt", b"words")
    (tmp_path / "loop").symlink_to(tmp_path)
    assert [Path(source.name).name for source in collect(tmp_path)] == ["a.txt"]


def test_one_bad_file_stops_no_other(tmp_path) -> None:
    for name, data in (("a.txt", b"one"), ("b.html", b"\x89PNG"), ("c.docx", b"PK"), ("d.txt", b"two")):
        written(tmp_path, name, data)
    found = list(collect(tmp_path))
    assert [type(item) for item in found] == [Source, BadSource, BadSource, Source]


@pytest.mark.parametrize(
    ("name", "data", "says"),
    [
        ("page.html", b"\x89PNG\r\n", "a picture (PNG), though its name ends in .html"),
        ("page.html", b"<html>\x00\x01", "a binary file"),
        ("note.md", b"", "empty"),
        ("note.md", b" \n ", "empty"),
        ("note.txt", b"\x1f\x8b\x08", "gzip"),
        ("old.xlsx", b"\xd0\xcf\x11\xe0\xa1", "old Excel"),
        ("figures.xlsx", b"measure,place\n", "no XLSX document"),
        ("report.pdf", b"words", "no PDF document"),
        ("mail.eml", b"words without headers\n", "no headers of an e-mail"),
        ("figures.xlsx", workbook()[:3000], "cut off"),
        ("figures.csv", b"PK\x03\x04rest", "cut off"),
        ("paper.docx", b"PK\x03\x04", "cut off"),
        ("paper.docx", b"\xd0\xcf\x11\xe0\xa1", "one with a password"),
        ("paper.rtf", b"words", "'.rtf' are not read"),
        ("data.json", b"{}", "neither a Telegram channel nor a list of references"),
        ("README", b"words", "are not read"),
    ],
)
def test_what_cannot_be_read_is_told_with_file_and_mend(tmp_path, name: str, data: bytes, says: str) -> None:
    fault = only(written(tmp_path, name, data))
    assert isinstance(fault, BadSource)
    assert says in str(fault)
    assert name in str(fault)
    assert "Mend: " in str(fault)


def test_a_workbook_with_a_damaged_part_is_told(tmp_path) -> None:
    data = bytearray(workbook())
    at = data.find(b"xl/worksheets/sheet1.xml") + 200
    data[at : at + 20] = b"\0" * 20
    assert "damaged" in str(only(written(tmp_path, "figures.xlsx", bytes(data))))


@pytest.mark.parametrize(
    ("name", "data", "media"),
    [
        ("a.txt", b"\n<!DOCTYPE html><html></html>", "text/html"),
        ("a.md", b"# Head", "text/markdown"),
        ("a.txt", "слово".encode("utf-16"), "text/plain"),
        ("a.csv", workbook(), "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"),
        ("a.html", b"%PDF-1.7\n", "application/pdf"),
        ("a.mht", b"<html>words", "text/html"),
        ("a.mht", b"From: <Saved by Blink>\n", "multipart/related"),
    ],
)
def test_contents_tell_the_kind_before_the_name_does(tmp_path, name: str, data: bytes, media: str) -> None:
    assert only(written(tmp_path, name, data)).media == media


def test_a_path_that_is_not_there_is_bad_input(tmp_path) -> None:
    with pytest.raises(BadInput, match="no such file or folder"):
        collect(tmp_path / "nothing")


def test_a_broken_link_is_told(tmp_path) -> None:
    (tmp_path / "a.txt").symlink_to(tmp_path / "gone.txt")
    assert "cannot be opened" in str(only(tmp_path))


def test_sources_bear_the_time_of_capture_that_the_caller_gives(tmp_path) -> None:
    path = written(tmp_path, "a.txt", b"words")
    assert [source.captured for source in collect(path, captured="2024-05-31T12:00:00Z")] == ["2024-05-31T12:00:00Z"]
