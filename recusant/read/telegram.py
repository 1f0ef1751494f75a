"""Posts of Telegram channels, as Telegram Desktop exports them."""

from __future__ import annotations

import json
from dataclasses import replace
from datetime import date
from typing import Any

from recusant.errors import BadSource
from recusant.read.decode import decoded, undamaged
from recusant.read.note import ADDRESS
from recusant.records import Source, Text


def read_post(source: Source) -> Text:
    """The words of a post and the day it was posted. One that was edited on a later day has none: which words are of which day is
    not told."""
    post = _post(source)
    body, gaps = undamaged("".join(map(_words, _pieces(post))).strip(), source.id)
    if not body:
        raise BadSource("there are no words in the post", file=source.name, mend="write down as a note (.md) what its pictures show")
    posted, edited = _day(post, "date"), _day(post, "edited")
    return Text(replace(source, published=posted if edited in (None, posted) else None), body, gaps=gaps)


def post_links(source: Source) -> frozenset[str]:
    """The web addresses that a post links to."""
    pieces = [piece for piece in _pieces(_post(source)) if isinstance(piece, dict)]
    hidden = {str(piece["href"]) for piece in pieces if piece.get("href")}
    return frozenset(hidden | set(ADDRESS.findall(" ".join(map(_words, pieces))))) - {source.url}


def _post(source: Source) -> dict[str, Any]:
    try:
        return dict(json.loads(decoded(source)))
    except (ValueError, TypeError, RecursionError) as fault:
        raise BadSource(f"the post is damaged ({fault})", file=source.name, mend="export the channel again") from None


def _pieces(post: dict[str, Any]) -> list[Any]:
    """What the text of a post is made of: plain words, and words that are a link, bold and so on."""
    text = post.get("text", "")
    return text if isinstance(text, list) else [text]


def _words(piece: object) -> str:
    return str(piece.get("text", "")) if isinstance(piece, dict) else str(piece)


def _day(post: dict[str, Any], name: str) -> date | None:
    try:
        return date.fromisoformat(str(post.get(name))[:10])
    except ValueError:
        return None
