"""Records as HTML, for notebooks: plain tables. All text is a stranger's: it is escaped, and turns the direction of nothing around it."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from html import escape

NUMBER = 'style="text-align:right;white-space:nowrap"'
WORDS = 'style="text-align:left"'


def words(text: str) -> str:
    """A text made inert."""
    return f"<bdi>{escape(text)}</bdi>"


def table(head: Sequence[str], rows: Iterable[Sequence[str]], foot: Sequence[str] = ()) -> str:
    """A table: its first column holds numbers, the others words; ``foot`` is the line below the sum."""
    titles = "".join(f"<th {WORDS}>{words(title)}</th>" for title in head)
    body = "".join(_row(row) for row in rows)
    total = f"<tfoot>{_row(foot)}</tfoot>" if foot else ""
    return f"<table><thead><tr>{titles}</tr></thead><tbody>{body}</tbody>{total}</table>"


def _row(cells: Sequence[str]) -> str:
    styled = ((NUMBER if place == 0 else WORDS, cell) for place, cell in enumerate(cells))
    return f"<tr>{''.join(f'<td {style}>{words(cell)}</td>' for style, cell in styled)}</tr>"


def told(title: str, *parts: str) -> str:
    """A title over parts that are HTML already."""
    return f"<div><strong>{words(title)}</strong>{''.join(parts)}</div>"
