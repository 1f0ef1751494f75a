"""One regular expression for many words, as a tree of their letters: a text is searched for all of them at the cost of about one."""

from __future__ import annotations

import re
from collections.abc import Iterable
from typing import Any

WRITTEN = {"е": "[её]", "'": "['’‘ʼ]"}  # letters that are read as one


def any_of(words: Iterable[str]) -> str:
    """A pattern that matches any of the words, the longest first."""
    root: dict[str, Any] = {}
    for word in words:
        node = root
        for letter in word:
            node = node.setdefault(letter, {})
        node[""] = {}
    return _pattern(root)


def _pattern(node: dict[str, Any]) -> str:
    branches = [WRITTEN.get(letter, re.escape(letter)) + _pattern(rest) for letter, rest in sorted(node.items()) if letter]
    if not branches:
        return ""
    joined = branches[0] if len(branches) == 1 and "" not in node else f"(?:{'|'.join(branches)})"
    return joined + "?" if "" in node else joined
