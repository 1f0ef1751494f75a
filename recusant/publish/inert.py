"""Text from strangers, made harmless to read: nothing in it may reorder, hide or flood the page around it."""

from __future__ import annotations

import re
from functools import lru_cache
from urllib.parse import urlsplit

from markupsafe import Markup

# Embeddings, overrides and isolates turn the letters after them round; half a surrogate pair cannot be written as UTF-8.
TURNING = re.compile("[\u202a-\u202e\u2066-\u2069]")
UNPRINTABLE = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\ufffe\uffff\ud800-\udfff]")
EMPTY_LINES = re.compile(r"\n[^\S\n]*\n\s*\n")
# Digits in groups of three, apart by spaces at which a line could end; of more groups than any count has, each part for itself.
GROUPED = re.compile(r"(\d{1,3}(?:[ \u2009]\d{3}\b){1,5})")
LANGUAGE = re.compile(r"[A-Za-z]{2,3}(-[A-Za-z0-9]{2,8})*")


def inert(text: str) -> str:
    """Characters that turn the direction of reading are spelt out; those that cannot be printed become one that says so."""
    if text.isprintable():  # as most text is, and then nothing of these is in it
        return text
    return UNPRINTABLE.sub("\ufffd", TURNING.sub(lambda found: f"[U+{ord(found.group()):04X}]", text))


def cut(text: str, length: int) -> str:
    """At most so many characters, the cut marked."""
    return text if len(text) <= length else f"{text[:length].rstrip()} […]"


def unbroken(text: str) -> str:
    """The text with each number of several groups of digits held on one line; its characters stay, for whoever copies them."""
    parts = GROUPED.split(text)
    if len(parts) == 1:
        return text
    held = Markup('<span class="number">{}</span>')
    return Markup("").join(held.format(part) if place % 2 else inert(part) for place, part in enumerate(parts))


def capital(text: str) -> str:
    """The text with a capital at its beginning, as a sentence or a row of a table has it in any language."""
    return text[:1].upper() + text[1:]


def stopped(text: str) -> str:
    """The text with one full stop at its end: a name may have brought its own."""
    return text if text.endswith(".") else f"{text}."


def squeezed(text: str) -> str:
    """Two empty lines or more become one."""
    return EMPTY_LINES.sub("\n\n", text)


@lru_cache(maxsize=16_384)
def web_address(url: str | None) -> str | None:
    """The address if it is one of the web; anything else (a script, a file) is no link."""
    try:
        parts = urlsplit(url or "")
    except ValueError:
        return None
    return url if parts.scheme in ("http", "https") and parts.netloc else None


def language(code: str | None) -> str | None:
    """The language of a text for the ``lang`` attribute, where it has the shape of one."""
    return code if code and LANGUAGE.fullmatch(code) else None
