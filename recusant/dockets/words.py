"""The words of court sites, from words.toml."""

from __future__ import annotations

import tomllib
from collections.abc import Iterable
from functools import cache
from importlib import resources
from typing import Any


@cache
def words() -> dict[str, Any]:
    """The table of words."""
    return tomllib.loads((resources.files("recusant.dockets") / "words.toml").read_text(encoding="utf-8"))


def says(name: str, text: str) -> bool:
    """Whether a text holds one of the words of this name."""
    return any(word in text.casefold() for word in words()[name])


def field_of(section: str, title: str) -> str | None:
    """The field that a heading of a table or a column of an export holds, or None. Headings go on after the words we know."""
    plain = " ".join(title.split()).casefold()
    for field, known in words()[section].items():
        if plain in known or (section == "headings" and plain.startswith(tuple(known))):
            return str(field)
    return None


def cells_of(section: str, titles: Iterable[str], cells: Iterable[str]) -> dict[str, str]:
    """The cells of a row by field: of a number the first column that holds it, of all else all that do."""
    found: dict[str, str] = {}
    for title, cell in zip(titles, cells, strict=False):
        field = field_of(section, title)
        if field:
            found[field] = f"{found[field]} ; {cell}" if field in found and field != "number" else found.get(field, cell)
    return found
