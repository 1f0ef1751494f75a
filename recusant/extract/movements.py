"""Trends and ranks: "growing every month", "March was the record month"."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from recusant.extract.scopes import Scoper
from recusant.extract.sentence.line import Line
from recusant.extract.sentence.terms import Counted, Mention
from recusant.extract.sentence.thread import Read
from recusant.extract.times.dated import Dated
from recusant.extract.what.stated import PERIOD

MOVES_WITHIN, SUBJECT_WITHIN, RANK_WITHIN = 6, 16, 8


@dataclass(frozen=True, slots=True)
class Movement:
    """A trend (``direction``, ``per``) or a rank (``rank``), between two places of the text."""

    kind: str
    start: int
    end: int
    read: Read
    per: str | None = None
    direction: str | None = None
    rank: str | None = None


@dataclass(frozen=True, slots=True)
class _Between:
    start: int
    end: int


def movements(line: Line, scoper: Scoper) -> Iterator[Movement]:
    """The trends and ranks of a sentence whose measure it names."""
    for verb in line.moves:
        period = line.nearest(verb, line.named("cues", *PERIOD), MOVES_WITHIN)
        if period is not None and not _holds_figure(line, verb, period):
            yield from _trend(line, scoper, verb, period)
    for cue in line.named("cues", "highest", "lowest"):
        months = [one for one in line.windows if one.window.exact and _is_month(one)]
        month = line.nearest(cue, months, RANK_WITHIN)
        if month is not None:
            yield from _rank(line, scoper, cue, month)


def _trend(line: Line, scoper: Scoper, verb: Mention, period: Mention) -> Iterator[Movement]:
    subject = _subject(line, verb)
    read = scoper.read(_Between(verb.start, max(verb.end, period.end)), noun=Counted(verb.end, (subject,))) if subject else None
    if subject and read:
        start, end = min(subject.start, verb.start, period.start), max(subject.end, verb.end, period.end)
        yield Movement("trend", start, end, read, per=PERIOD[period.ids[0]], direction=verb.ids[0])


def _rank(line: Line, scoper: Scoper, cue: Mention, month: Dated) -> Iterator[Movement]:
    subject = _subject(line, cue)
    noun = Counted(cue.end, (subject,) if subject else ())
    read = scoper.read(_Between(cue.start, cue.end), noun=noun) if subject or scoper.reads else None
    if read:
        yield Movement("rank", min(cue.start, month.start), max(cue.end, month.end), read, rank=cue.ids[0])


def _subject(line: Line, near: Mention) -> Mention | None:
    return line.nearest(near, [*line.named("units"), *line.named("measure")], SUBJECT_WITHIN)


def _holds_figure(line: Line, verb: Mention, period: Mention) -> bool:
    start, end = min(verb.start, period.start), max(verb.end, period.end)
    return any(start <= figure.start < end for figure in line.figures)


def _is_month(dated: Dated) -> bool:
    first, last = dated.window.exact or (None, None)
    return bool(first and last and first.day == 1 and (first.year, first.month) == (last.year, last.month) and (last - first).days >= 27)
