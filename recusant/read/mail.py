"""E-mail, and pages that a browser saved as one file (MHTML), which are written alike: parts under headers.

Of the headers only day, subject and the address of a page are taken: who wrote to whom stays in the document.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import replace
from datetime import date
from email import message_from_bytes, policy
from email.message import EmailMessage, MIMEPart
from email.utils import parsedate

from recusant.errors import BadSource
from recusant.read.decode import decoded, undamaged
from recusant.read.html import links, read_html
from recusant.records import Source, Text

# What the standard library raises for headers and parts that are none.
BROKEN = (ValueError, LookupError, TypeError, AttributeError, RecursionError)
PAGE = "text/html"
SECRET = ("multipart/encrypted", "application/pkcs7-mime", "application/x-pkcs7-mime")
ARMOUR = b"-----BEGIN PGP MESSAGE-----"
EARLIER = re.compile(r"^[ \t]*>.*\n?", re.MULTILINE)  # what is answered was said on another day
AGAIN = "save the message again"


def read_mail(source: Source) -> Text:
    """The words of a message, without those that it answers, its subject as the title, and the day it was sent."""
    message = _message(source)
    if message.get_content_type() in SECRET or ARMOUR in source.data[:100_000]:
        raise BadSource("the message is encrypted", file=source.name, mend="open it and save its text as .txt")
    part = _part(message, lambda: message.get_body(("plain", "html")), source)
    if part is None:
        raise BadSource("there are no words in the message", file=source.name, mend="add what is attached to it by itself")
    if part.media.startswith(PAGE):
        text = read_html(part)
        body, gaps = text.body, text.gaps
    else:
        body, gaps = undamaged(EARLIER.sub("", decoded(part)).strip(), source.id)
    if not body:
        raise BadSource("there is no text in the message", file=source.name, mend="add what is attached to it by itself")
    known = replace(source, title=source.title or _header(message, "subject"), published=source.published or _day(message))
    return Text(known, body, gaps=gaps)


def read_saved_page(source: Source) -> Text:
    """The main text of a page that was saved as one file."""
    text = read_html(saved_page(source))
    return replace(text, source=replace(text.source, data=source.data, media=source.media))


def saved_links(source: Source) -> frozenset[str]:
    """The pages of other hosts that such a page links to from its text."""
    return links(saved_page(source))


def saved_page(source: Source) -> Source:
    """The page itself that was saved as one file: the first part that is one."""
    message = _message(source)
    page = _part(message, lambda: next(part for part in message.walk() if part.get_content_type() == PAGE), source)
    if page is None:
        raise BadSource("there is no web page in it", file=source.name, mend="save the page again, or as .html")
    url = source.url or _header(message, "snapshot-content-location")
    return replace(page, url=url if url and url.startswith(("http://", "https://")) else None)


def _message(source: Source) -> EmailMessage:
    try:
        return message_from_bytes(source.data, policy=policy.default)
    except BROKEN as fault:
        raise BadSource(f"the message is damaged ({fault})", file=source.name, mend=AGAIN) from None


def _part(message: EmailMessage, find: Callable[[], MIMEPart | None], source: Source) -> Source | None:
    """A part of a message as a document of its own, None where there is none."""
    try:
        part = find()
        if part is None:
            return None
        data, charset = part.get_payload(decode=True), part.get_content_charset()
    except StopIteration:
        return None
    except BROKEN as fault:
        raise BadSource(f"the message is damaged ({fault})", file=source.name, mend=AGAIN) from None
    media = part.get_content_type() + (f"; charset={charset}" if charset else "")
    return replace(source, data=data if isinstance(data, bytes) else b"", media=media)


def _header(message: EmailMessage, name: str) -> str | None:
    """The words of a header; one that is broken says nothing."""
    try:
        return " ".join(str(message.get(name, "")).split()) or None
    except BROKEN:
        return None


def _day(message: EmailMessage) -> date | None:
    """The day it was sent, where whoever sent it was."""
    sent = parsedate(_header(message, "date") or "")
    try:
        return date(*sent[:3]) if sent else None
    except ValueError:
        return None
