"""Notes: plain text, or Markdown with front matter (url, outlet, published, lang, title)."""

from __future__ import annotations

import re
from dataclasses import replace
from typing import Any

from recusant.errors import BadRecord, BadSource
from recusant.read.decode import decoded, undamaged
from recusant.records import Source, Text, to_day

FENCE = "---"
KNOWN = ("url", "outlet", "published", "lang", "title")
PAIR = re.compile(r"([A-Za-z][\w-]*)\s*:(?:\s+(.*))?$")
LANGUAGE = re.compile(r"([a-z]{2,3})([-_][A-Za-z]+)?", re.IGNORECASE)
ADDRESS = re.compile(r"\bhttps?://[^\s<>\"')\]]+")
MARKUP = (  # what Markdown adds to the words, and what is left without it
    (re.compile(r"^(#{1,6}|>)\s+", re.MULTILINE), ""),
    (re.compile(r"!?\[([^\]\n]*)\]\([^()\s]*(?:\([^()\s]*\)[^()\s]*)*\)"), r"\1"),
    (re.compile(r"(\*\*|__)(?=\S)([^\n]+?)(?<=\S)\1"), r"\2"),
    (re.compile(r"(?<![\w*])([*_])(?=[^\s*_])([^\n*_]+?)(?<=\S)\1(?![\w*])"), r"\2"),
    (re.compile(r"`([^`\n]+)`"), r"\1"),
)


def read_note(source: Source) -> Text:
    """The text of a note without its front matter (and, in Markdown, without its markup), and its source with what the front
    matter says.

    Of the front matter only the known keys are read, and strictly; others may stand there for whoever wrote them.
    """
    whole = decoded(source)
    known, body = _front_matter(source.name, whole) if whole.startswith(FENCE + "\n") else ({}, whole)
    for markup, words in MARKUP if source.media == "text/markdown" else ():
        body = markup.sub(words, body)
    body = body.strip()
    if not body:
        raise BadSource("there is no text in it", file=source.name, mend="write the text below the front matter")
    body, gaps = undamaged(body, source.id)
    return Text(replace(source, **known), body, gaps=gaps)


def addresses(source: Source) -> frozenset[str]:
    """The web addresses in a note, its own left out."""
    return frozenset(ADDRESS.findall(decoded(source))) - {source.url}


def _front_matter(name: str, whole: str) -> tuple[dict[str, Any], str]:
    lines = whole.split("\n")
    closed = next((at for at, line in enumerate(lines[1:], 1) if line.rstrip() == FENCE), None)
    if closed is None:
        raise BadSource("the front matter has no end", file=name, place="line 1", mend=f"close it with a line {FENCE}")
    known: dict[str, Any] = {}
    for at, line in enumerate(lines[1:closed], 2):
        if not line.strip() or line.startswith((" ", "\t", "#", "- ")):
            continue  # a blank line, a remark, or the rest of a value that is not ours
        pair = PAIR.match(line.rstrip())
        if pair is None:
            raise BadSource(f"{line.strip()!r} is not front matter", file=name, place=f"line {at}", mend="write it as key: value")
        key, value = pair[1].lower(), _unquoted(pair[2] or "")
        if key in known:
            raise BadSource(f"{key} stands here twice", file=name, place=f"line {at}", mend="keep one of them")
        if key in KNOWN:
            known[key] = _value(key, value, name, at) if value else None
    return known, "\n".join(lines[closed + 1 :])


def _value(key: str, value: str, name: str, line: int) -> object:
    try:
        if key == "published":
            return to_day(value, key)
    except BadRecord as fault:
        raise BadSource(fault.what, file=name, place=f"line {line}", mend=fault.mend) from None
    if key == "lang":
        language = LANGUAGE.fullmatch(value)
        if language is None:
            mend = "write en, ru, uk, de, fr or pl"
            raise BadSource(f"lang {value!r} is not a language code", file=name, place=f"line {line}", mend=mend)
        return language[1].lower()
    if key == "url" and not re.match(r"https?://\S+$", value):
        raise BadSource(f"url {value!r} is not a web address", file=name, place=f"line {line}", mend="begin it with https://")
    return value


def _unquoted(value: str) -> str:
    value = value.strip()
    return value[1:-1] if len(value) > 1 and value[0] == value[-1] and value[0] in "\"'" else value
