"""Messages, and what is attached to them."""

from __future__ import annotations

from pathlib import Path

from recusant.collect import collect
from recusant.errors import BadSource
from recusant.records import Source
from tests.papers import mail, pdf, word


def found(path: Path, data: bytes) -> tuple[list[str], list[str]]:
    """The names of what is found, and the faults."""
    path.write_bytes(data)
    items = list(collect(path))
    names = [Path(one.name).relative_to(path.parent).as_posix() for one in items if isinstance(one, Source)]
    return names, [str(one) for one in items if isinstance(one, BadSource)]


def test_what_is_attached_becomes_sources_of_their_own(tmp_path) -> None:
    data = mail("See there.", ("звіт.docx", word("Words.")), ("../../b.pdf", pdf("Words.")))
    assert found(tmp_path / "a.eml", data) == (["a.eml", "a.eml/звіт.docx", "a.eml/b.pdf"], [])


def test_a_message_within_a_message_is_one_too(tmp_path) -> None:
    outer = mail("See there.").replace(b'Content-Type: text/plain; charset="utf-8"', b"Content-Type: multipart/mixed; boundary=b", 1)
    head, inner = b"\n--b\nContent-Type: text/plain\n\nwords\n--b\nContent-Type: message/rfc822\n\n", mail("Inner.", ("b.txt", b"words"))
    assert found(tmp_path / "a.eml", outer + head + inner + b"\n--b--\n")[0] == ["a.eml", "a.eml/message 1", "a.eml/message 1/b.txt"]


def test_a_table_that_was_sent_is_told_and_not_taken(tmp_path) -> None:
    names, (fault,) = found(tmp_path / "a.eml", mail("See there.", ("figures.csv", b"measure,place\n")))
    assert names == ["a.eml"] and "figures.csv: a table that was sent is not coded by you" in fault


def test_a_bad_attachment_loses_no_other(tmp_path) -> None:
    names, (fault,) = found(tmp_path / "a.eml", mail("See there.", ("a.docx", b"PK\x03\x04"), ("b.txt", b"words")))
    assert names == ["a.eml", "a.eml/b.txt"] and "a.docx: it is cut off" in fault


def test_a_mailbox_is_its_messages(tmp_path) -> None:
    box = b"".join(b"From one@example.org Mon Feb 26 10:00:00 2024\n" + mail(words) + b"\n" for words in ("One.", "Two."))
    assert found(tmp_path / "a.mbox", box) == (["a.mbox/message 1", "a.mbox/message 2"], [])


def test_what_is_no_mailbox_is_told(tmp_path) -> None:
    assert "there are no messages in it" in found(tmp_path / "a.mbox", b"words\n")[1][0]
