"""Windows: the days that a text names, by rules.

``windows`` finds them all, ``as_counted`` cuts one to what can have been counted when it was said, and ``said_day`` reads the
date line at the head of a text. Days are inclusive, spans count code points.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from functools import lru_cache

from recusant import codebook
from recusant.codebook import Event
from recusant.extract.language import language_of
from recusant.extract.timereader import time_reader
from recusant.records import Window

HEAD = 60  # code points within which a date line ends
AFTER_DATE_LINE = (".", ":", "\n", " —", " –", " --")


def windows(
    text: str, lang: str | None = None, said_on: date | None = None, events: Mapping[str, Event] | None = None, *, report: bool = False
) -> list[Window]:
    """The windows that a text names, in their order, each with its ``span``.

    ``said_on`` is the day of publication: what "last month" and a month without a year are reckoned from; without it they are
    windows with no known ends. ``events`` are those that "since …" may name, by default the events of the codebook "refusal".
    A window that is only an end ("by 3 April") has a start of (None, None). A text that is nothing but one phrase ("March") is an
    appointment and means the coming March, unless it is known to stand in a ``report``: a heading, a cell of a table.
    """
    known = events if events is not None else _shipped_events()
    lang = lang or language_of(text)
    phrases = tuple((phrase, event.date) for event in known.values() for phrase in event.words.get(lang, ()))
    return time_reader(lang, phrases).read(text, said_on, report=report)


def as_counted(window: Window, said_on: date | None) -> Window:
    """The window as far as it can have been counted on the day it was said: one still running ends on that day at the latest."""
    (began, begun), (ended, over), day = window.start, window.end, said_on
    if day is None or over is None or over <= day or (began and began > day):
        return window
    begun = min(begun, day) if begun else None
    return Window((began, begun), (ended if ended and ended <= day else begun, day), window.span, window.supposed)


def said_day(text: str, lang: str | None = None, said_on: date | None = None) -> date | None:
    """The day of the date line at the head of a text ("24 April 2024. …"), or None. One without a year needs ``said_on``."""
    head = text.lstrip()[:HEAD]
    for window in time_reader(lang or language_of(text), ()).read(head, said_on, report=True)[:1]:
        start, end = window.span or (0, 0)
        if start == 0 and window.exact and window.exact[0] == window.exact[1]:
            ends = head[end - 1] == "." or end == len(head) or head.startswith(AFTER_DATE_LINE, end)
            return window.exact[0] if ends else None
    return None


@lru_cache(maxsize=1)
def _shipped_events() -> Mapping[str, Event]:
    return codebook.load("refusal").events
