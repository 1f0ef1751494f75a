"""What is being filled in, before it is sent: what a reading would be taken to say, what other words would read. Nothing is written."""

from __future__ import annotations

from typing import Any

import msgspec

from recusant.errors import BadInput, BadRecord
from recusant.records import Claim, Quote
from recusant.review.desk import Desk
from recusant.review.editing import EntryWords, with_words
from recusant.review.readings import Reading, claim_of
from recusant.review.standing import Claims


def taken(desk: Desk, given: dict[str, str]) -> dict[str, Any]:
    """What a reading would be taken to say, or why it cannot be."""
    with desk.ledger() as held:
        book, like = desk.standing(held).book, Claims(held).find(given.get("claim", ""))
    fields = {name: value for name, value in given.items() if name in Reading.__struct_fields__ and value}
    quote = like.quote if like else Quote(0, 1, "…")
    try:
        reading = msgspec.convert(fields, type=Reading, strict=False)
        found: Claim | None = claim_of(reading, quote, like.source if like else "", book, like)
        return {"found": found, "fault": None}
    except msgspec.MsgspecError as fault:
        return {"found": None, "fault": str(fault)}
    except BadRecord as fault:
        return {"found": None, "fault": str(fault)}


def would_read(desk: Desk, given: dict[str, str]) -> dict[str, Any]:
    """The claims that the sources would give with other words, and those they would give no more."""
    fields = {name: value for name, value in given.items() if name in EntryWords.__struct_fields__}
    try:
        asked = msgspec.convert({"seen": 0, "words": "", **fields}, type=EntryWords, strict=False)
        with desk.ledger() as held:
            return {"found": desk.rooms.preview(held, with_words(desk.rooms.codebook(held), asked)), "fault": None}
    except (msgspec.MsgspecError, BadInput) as fault:
        return {"found": None, "fault": str(fault)}
