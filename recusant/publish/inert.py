"""Text from strangers, made harmless to read: nothing in it may reorder, hide or flood the page around it."""

from __future__ import annotations

import re
from functools import lru_cache
from urllib.parse import urlsplit

# Embeddings, overrides and isolates turn the letters after them round; half a surrogate pair cannot be written as UTF-8.
TURNING = re.compile("[\u202a-\u202e\u2066-\u2069]")
UNPRINTABLE = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\ufffe\uffff\ud800-\udfff]")
EMPTY_LINES = re.compile(r"\n[^\S\n]*\n\s*\n")
LANGUAGE = re.compile(r"[A-Za-z]{2,3}(-[A-Za-z0-9]{2,8})*")


def inert(text: str) -> str:
    """Characters that turn the direction of reading are spelt out; those that cannot be printed become one that says so."""
    if text.isprintable():  # as most text is, and then nothing of these is in it
        return text
    return UNPRINTABLE.sub("\ufffd", TURNING.sub(lambda found: f"[U+{ord(found.group()):04X}]", text))


def cut(text: str, length: int) -> str:
    """At most so many characters, the cut marked."""
    return text if len(text) <= length else f"{text[:length].rstrip()} […]"


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
