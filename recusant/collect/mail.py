"""E-mail: a mailbox becomes its messages, and what is attached to a message becomes sources of their own."""

from __future__ import annotations

import mailbox
from collections.abc import Iterator
from email import message_from_bytes, policy
from email.message import EmailMessage
from pathlib import Path, PurePosixPath

from recusant.collect.contents import MAIL, XLSX, media_of
from recusant.errors import BadSource
from recusant.records import Source

MOST_BYTES = 50_000_000  # of one message
MOST_ATTACHED, DEEPEST = 200, 4  # of one message; messages within messages
TABLES = ("text/csv", "application/jsonl", XLSX)
# What the standard library raises for headers and parts that are none.
BROKEN = (ValueError, LookupError, TypeError, AttributeError, RecursionError)
AGAIN = "save the message again"


def messages(path: Path, captured: str | None) -> Iterator[Source | BadSource]:
    """The messages of a mailbox (mbox), each followed by what is attached to it."""
    box, found = mailbox.mbox(path, create=False), 0
    try:
        for found, key in enumerate(box.iterkeys(), 1):
            data = box.get_bytes(key)
            name = f"{path}/message {found}"
            if len(data) > MOST_BYTES:
                yield BadSource(f"the message has over {MOST_BYTES:,} bytes", file=name, mend="save what is attached by itself")
            elif data.strip():
                yield from with_attachments(Source.of(data, name, media=MAIL, captured=captured))
    finally:
        box.close()
    if not found:
        yield BadSource("there are no messages in it", file=str(path), mend="give a mailbox in the mbox format, or messages as .eml")


def with_attachments(mail: Source, depth: int = 0) -> Iterator[Source | BadSource]:
    """A message, and what is attached to it that is read: documents and further messages.

    A table that somebody sends is not coded by whoever adds the message, so it is told and not taken.
    """
    yield mail
    try:
        parts = [part for part in message_from_bytes(mail.data, policy=policy.default).iter_attachments() if isinstance(part, EmailMessage)]
    except BROKEN:
        return  # a message of one part only has none
    for number, part in enumerate(parts[:MOST_ATTACHED], 1):
        try:
            found = _attached(part, number, mail)
        except BROKEN as fault:
            yield BadSource(f"an attachment is damaged ({fault})", file=mail.name, place=f"attachment {number}", mend=AGAIN)
        except BadSource as fault:
            yield fault
        else:
            if found and found.media == MAIL and depth < DEEPEST:
                yield from with_attachments(found, depth + 1)
            elif found:
                yield found
    if len(parts) > MOST_ATTACHED:
        yield BadSource(f"over {MOST_ATTACHED} attachments", file=mail.name, mend="save those you need by themselves")


def _attached(part: EmailMessage, number: int, mail: Source) -> Source | None:
    """One attachment; None for what is only shown in the message, such as its pictures."""
    if part.get_content_type() == MAIL:
        inner = part.get_content()
        return Source.of(inner.as_bytes(), f"{mail.name}/message {number}", media=MAIL, captured=mail.captured)
    written = part.get_filename() or ""
    if not written or (part.get_content_maintype() == "image" and part.get_content_disposition() != "attachment"):
        return None
    name = f"{mail.name}/{PurePosixPath(written.replace(chr(92), '/')).name[-100:]}"
    payload = part.get_payload(decode=True)
    data = payload if isinstance(payload, bytes) else b""
    media = media_of(data, name)
    if media in TABLES:
        raise BadSource("a table that was sent is not coded by you", file=name, mend="look through it, save it and add it by itself")
    return Source.of(data, name, media=media, captured=mail.captured)
