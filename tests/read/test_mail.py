"""E-mail and saved pages: the words, the day and the subject, and nobody's address."""

from __future__ import annotations

from datetime import date

import pytest

from recusant.errors import BadSource
from recusant.read import links_of
from recusant.read.mail import read_mail, read_saved_page
from recusant.records import Source, Text
from tests.papers import mail

SAVED = """From: <Saved by Blink>
Snapshot-Content-Location: https://example.org/a
MIME-Version: 1.0
Content-Type: multipart/related; type="text/html"; boundary="b"

--b
Content-Type: text/css

p {{ color: red }}
--b
Content-Type: text/html{charset}
Content-Transfer-Encoding: quoted-printable

<html><head><title>T</title></head><body><p>In Kyiv =3D 12 cases, as=
 <a href=3D"https://b.example/1">B</a> says.</p></body></html>
--b--
"""


def read(*arguments: object, **headers: str) -> Text:
    return read_mail(Source.of(mail(*arguments, **headers), "a.eml", media="message/rfc822"))


def test_a_message_is_its_words_its_day_and_its_subject() -> None:
    text = read("В Києві 12 справ.", Subject="Про справи")
    assert (text.body, text.source.title, text.source.published) == ("В Києві 12 справ.", "Про справи", date(2024, 2, 26))


def test_who_wrote_to_whom_is_not_in_what_is_read() -> None:
    source = read("12 cases.", Subject="News", To="Other <other@example.org>").source
    assert "example.org" not in str(source.to_dict()) and "Some One" not in str(source.to_dict())


def test_what_a_message_answers_is_left_out() -> None:
    assert read("Now 12 cases.\n\n> It was 11.\n>> And 10.\n").body == "Now 12 cases."


def test_a_message_in_html_alone_is_read_as_a_page() -> None:
    assert read("", html="<html><body><p>In Kyiv <b>12</b> cases.</p></body></html>").body == "In Kyiv 12 cases."


def test_an_encrypted_message_is_told() -> None:
    with pytest.raises(BadSource, match="encrypted"):
        read("-----BEGIN PGP MESSAGE-----\n\nabc")


DAYS = [("Sun, 30 Feb 2024 10:00:00 +0000", None), ("yesterday", None), ("1 Mar 2024 01:00 +0300", date(2024, 3, 1))]


@pytest.mark.parametrize(("day", "sent"), DAYS)
def test_a_day_that_is_none_is_no_day(day: str, sent: date | None) -> None:
    assert read("12 cases.", Date=day).source.published == sent


def test_headers_that_are_none_say_nothing() -> None:
    data = b"Subject: =?utf-8?b?\xff=?=\nDate: ,,, =?x?q??=\nContent-Type: text/plain; charset=none\n\n12 cases."
    assert read_mail(Source.of(data, "a.eml")).body == "12 cases."


@pytest.mark.parametrize("charset", ["", "; charset=utf-8"])
def test_a_saved_page_is_read_as_a_page_and_stays_what_it_is(charset: str) -> None:
    source = Source.of(SAVED.format(charset=charset).encode(), "a.mhtml", media="multipart/related")
    text = read_saved_page(source)
    assert text.body == "In Kyiv = 12 cases, as B says."
    assert (text.source.url, text.source.title, text.source.media) == ("https://example.org/a", "T", "multipart/related")
    assert (text.source.data, text.source.id, links_of(text.source)) == (source.data, source.id, {"https://b.example/1"})


def test_a_saved_page_without_a_page_is_told() -> None:
    with pytest.raises(BadSource, match="there is no web page in it"):
        read_saved_page(Source.of(b"From: x\nContent-Type: multipart/related; boundary=b\n\n--b\n\n--b--", "a.mht"))


@pytest.mark.parametrize("part", ["Content-Type: multipart/mixed; boundary=b{0}\n\n--b{0}\n", "Content-Type: message/rfc822\n\n"])
def test_parts_within_parts_without_end_are_told(part: str) -> None:
    data = "Subject: x\n" + "".join(map(part.format, range(3000)))
    with pytest.raises(BadSource, match="the message is damaged"):
        read_mail(Source.of(data.encode(), "a.eml"))
