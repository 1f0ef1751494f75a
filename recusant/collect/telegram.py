"""Channels as Telegram Desktop exports them (result.json): each post becomes a source."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from typing import Any

from recusant.errors import BadSource
from recusant.records import Source

POST = "application/x-telegram-post+json"
MESSAGES = re.compile(r'"messages"\s*:\s*\[')
BETWEEN, NEXT = re.compile(r"[\s,]*"), re.compile(r'\{\s*"id"\s*:')
NAMED = re.compile(r"@([A-Za-z]\w{4,31})", re.ASCII)
EXPORT = "export one public channel: open it in Telegram Desktop, ⋮, Export chat history, format JSON"


def is_export(text: str) -> bool:
    """Is this a Telegram export of messages?"""
    return text.lstrip().startswith("{") and MESSAGES.search(text) is not None


def posts(text: str, name: str, captured: str | None = None) -> Iterator[Source | BadSource]:
    """The posts of an export, as they stand in it, and what of it is damaged. Raises BadSource for what is no public channel."""
    begin = MESSAGES.search(text)
    chat = _chat(text[: begin.start()], name) if begin else {}
    outlet = NAMED.sub("", str(chat.get("name") or "")).strip(" |·—–-()") or _address(chat)
    at, decoder = begin.end() if begin else len(text), json.JSONDecoder()
    while (at := _after(BETWEEN, text, at)) < len(text) and text[at] != "]":
        try:
            post, end = decoder.raw_decode(text, at)
        except (ValueError, RecursionError) as fault:
            yield BadSource(f"a post is cut off or damaged ({fault})", file=name, place=f"character {at}", mend="export the channel again")
            following = NEXT.search(text, at + 1)
            at = following.start() if following else len(text)
            continue
        if isinstance(post, dict) and post.get("type") == "message" and post.get("text"):
            url = f"{_address(chat)}/{post.get('id')}"
            yield Source.of(text[at:end].encode(), url, media=POST, url=url, outlet=outlet, captured=captured)
        at = end


def _after(pattern: re.Pattern[str], text: str, at: int) -> int:
    found = pattern.match(text, at)
    return found.end() if found else at


def _chat(head: str, name: str) -> dict[str, Any]:
    """What the export says of the chat, where that is a public channel. All else may hold what people said in private."""
    try:
        chat = json.loads(head.rstrip().rstrip(",") + "}")
    except (ValueError, RecursionError):
        chat = {}
    kind = chat.get("type") if isinstance(chat, dict) else None
    if kind != "public_channel":
        what = f"this is the export of a {str(kind).replace('_', ' ')}" if kind else "this is no export of one channel"
        raise BadSource(f"{what}, and only public channels are read", file=name, mend=EXPORT)
    return dict(chat)


def _address(chat: dict[str, Any]) -> str:
    """The address of a channel: its name where its title tells it, else its number."""
    named, own = NAMED.search(str(chat.get("name"))), chat.get("id")
    return f"https://t.me/{named[1] if named else f'c/{own}'}"
