"""Windows: the days that a text names, by rules.

``windows`` finds them all, ``as_counted`` cuts one to what can have been counted when it was said, and ``said_day`` reads the
date line at the head of a text. Days are inclusive, spans count code points.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import replace
from datetime import date, timedelta
from functools import lru_cache

from recusant import codebook
from recusant.codebook import Event
from recusant.extract.times.dated import MONTH, Dated
from recusant.extract.times.timereader import TimeReader, time_reader
from recusant.extract.words.language import language_of
from recusant.records import Window

HEAD = 60  # code points within which a date line ends
A_MONTH, UNKNOWN = timedelta(27), (None, None)
BESIDE = 24  # code points before a window in which a word tells that it is only compared with
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
    spoken = lang or language_of(text)
    reader = _shipped_reader(spoken) if events is None else reader_of(spoken, events)
    return reader.read(text, said_on, report=report)


def reader_of(lang: str, events: Mapping[str, Event]) -> TimeReader:
    """The reader of a language that knows the events of a codebook: of several that the same words mean, the first."""
    days: dict[str, date] = {}
    for event in events.values():
        for phrase in event.words.get(lang, ()):
            days.setdefault(phrase, event.date)
    return time_reader(lang, tuple(days.items()))


def supposing(known: Sequence[Window], text: str, lang: str, read: Callable[[date], Iterable[Window]]) -> Sequence[Window]:
    """The windows of a text without a day of publication, with the years that they tell of each other.

    "In the seven months to July 2024 there were 37,000, in the whole of last year 21,000": no day is named later than July 2024, so
    the text is taken to be of that year. Where "the same period of 2023" is compared with, it is of 2024. What is read so is only
    supposed, and a day alone is not read so.
    """
    day = _of_the_text(known, text, lang)
    unknown = {one.span for one in known if one.start == one.end == UNKNOWN or (one.supposed and _is_open(one))}
    if day is None or not unknown:
        return known
    again = (replace(one, end=UNKNOWN) if one.end == (one.start[0], day) and not one.exact else one for one in read(day))
    told = {one.span: one for one in again if _is_open(one) or (one.largest and one.largest[1] - one.largest[0] >= A_MONTH)}
    return [replace(told[one.span], supposed=True) if one.span in unknown and one.span in told else one for one in known]


def _is_open(window: Window) -> bool:
    """Whether a window is told to begin in some days, and not when it ends: "since May"."""
    return window.start[0] is not None and window.end[1] is None


def _of_the_text(known: Iterable[Window], text: str, lang: str) -> date | None:
    """The latest day that a text names, where it tells which year the text is of: whole years may be of any later one."""
    days, compared, years = list[date](), list[int](), list[int]()
    for one in known:
        (first, last), begin = (one.start[0] or one.end[0], one.end[1]), one.span[0] if one.span else 0
        if first is None or last is None or one.end[0] != last or one.supposed:
            continue
        if (first.month, first.day, last.month, last.day) == (1, 1, 12, 31):
            years.append(last.year)
        elif _is_compared(text, begin, lang):
            compared.append(last.year)
        else:
            days.append(last)
    latest = max(days, default=None)
    if compared and (latest is None or latest.year <= max(compared)):
        return date(max(compared) + 1, 12, 31)
    return None if latest is None or max(years, default=0) > latest.year else latest


def _is_compared(text: str, begin: int, lang: str) -> bool:
    """Whether a word such as "than" stands before a place, and no number between."""
    before = text[max(0, begin - BESIDE) : begin + 1]
    found = list(time_reader(lang, ()).lexicon.cues["comparison"].finditer(before))
    return bool(found) and not any(letter.isdigit() for letter in before[found[-1].end() :])


def as_counted(window: Window, said_on: date | None) -> Window:
    """The window as far as it can have been counted on the day it was said: one still running ends on that day at the latest."""
    (began, begun), (ended, over), day = window.start, window.end, said_on
    if day is not None and began and began <= day and window.end == UNKNOWN:
        return replace(window, end=(None, day))
    if day is None or over is None or over <= day or (began and began > day):
        return window
    begun = min(begun, day) if begun else None
    return Window((began, begun), (ended if ended and ended <= day else begun, day), window.span, window.supposed)


def placed(told: Iterable[Window], start: int, said_on: date | None) -> list[Dated]:
    """The windows of a passage at their places in the text, each as far as it can have been counted."""
    spans = [(one, one.span) for one in told if one.span]
    return [Dated(first + start, last + start, as_counted(one, said_on), _is_ahead(one, said_on)) for one, (first, last) in spans]


def _is_ahead(window: Window, said_on: date | None) -> bool:
    """Whether a window of no told start ends over a month after the day of saying: "by 2030", or in May "by the end of the year"."""
    over = window.end[0]
    return said_on is not None and window.start == UNKNOWN and over is not None and over > said_on + MONTH


def said_day(text: str, lang: str | None = None, said_on: date | None = None) -> date | None:
    """The day of the date line at the head of a text ("24 April 2024. …"), or None. One without a year needs ``said_on``."""
    head = text.lstrip()[:HEAD]
    for window in time_reader(lang or language_of(text), ()).read(head, said_on, report=True)[:1]:
        start, end = window.span or (0, 0)
        if start == 0 and window.exact and window.exact[0] == window.exact[1]:
            ends = head[end - 1] == "." or end == len(head) or head.startswith(AFTER_DATE_LINE, end)
            return window.exact[0] if ends else None
    return None


@lru_cache(maxsize=32)
def _shipped_reader(lang: str) -> TimeReader:
    """The reader that knows the events of the shipped codebook."""
    return reader_of(lang, codebook.load("refusal").events)
