"""What a person types for a day, a window and a scope -> records."""

from __future__ import annotations

import difflib
import re
from calendar import monthrange
from collections.abc import Iterable, Sequence
from datetime import date

import click

from recusant.codebook import Codebook
from recusant.errors import BadInput
from recusant.records import UNKNOWN_WINDOW, Scope, Window, to_day


def day(context: click.Context, option: click.Parameter, value: str | None) -> date | None:
    """A day given as an option. Raises BadRecord for one that does not exist."""
    return to_day(value, str(option.name))


def scope_of(words: Sequence[str], book: Codebook) -> Scope:
    """Measure, category, place and perhaps a window as typed. Raises BadInput naming the nearest known id."""
    if len(words) not in (3, 4):
        raise BadInput(f"{' '.join(words)!r} is no scope", mend="write a measure, a category, a place and a window: see --help")
    measure, category, place = words[:3]
    _known("measure", measure, book.measures)
    _known("category", category, book.categories)
    _known("place", place, book.places)
    return Scope(measure, category, place, window_of(words[3], book) if len(words) == 4 else UNKNOWN_WINDOW)


def _known(what: str, name: str, names: Iterable[str]) -> None:
    if name not in names:
        near = difflib.get_close_matches(name, list(names), n=3, cutoff=0.4)
        raise BadInput(f"the codebook has no {what} {name!r}", mend=f"did you mean {' or '.join(near)}?" if near else "see the codebook")


def window_of(words: str, book: Codebook) -> Window:
    """A day, month, year or event; or two of them joined by "..". Raises BadInput where it is none of these."""
    first, _, last = words.partition("..")
    start, end = _period(first, book)[0], _period(last or first, book)[1]
    if start > end:
        raise BadInput(f"the window {words!r} ends before it starts", mend="write the earlier day first")
    return Window.of(start, end)


def _period(words: str, book: Codebook) -> tuple[date, date]:
    if words in book.events:
        return book.events[words].date, book.events[words].date
    found = re.fullmatch(r"(\d{4})(?:-(\d\d))?(?:-(\d\d))?", words)
    try:
        if found and found[3]:
            return date.fromisoformat(words), date.fromisoformat(words)
        if found and found[2]:
            year, month = int(found[1]), int(found[2])
            return date(year, month, 1), date(year, month, monthrange(year, month)[1])
        if found:
            return date(int(words), 1, 1), date(int(words), 12, 31)
    except ValueError as fault:
        raise BadInput(f"{words!r} is not a day of the calendar ({fault})", mend="write 2025, 2025-10 or 2025-10-31") from None
    events = ", ".join(book.events)
    mend = f"write 2025, 2025-10, 2025-10-31, two of them with .. between, or an event: {events}"
    raise BadInput(f"{words!r} is not a window", mend=mend)
