"""Windows at their places in the text: several taken as one, and those in which something was only said."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, timedelta
from itertools import pairwise
from typing import NamedTuple

from recusant.extract.words.grammar import Grammar
from recusant.records import Window

LATELY = timedelta(366)  # how long before a text was printed what it tells of was said, at most
ONE, MONTH, YEAR = timedelta(1), timedelta(31), timedelta(366)
NEAR_WORDS = 3  # between a window and what explains it
ASIDE_WORDS = 10  # between the ends of a stretch
BRACKETED_WITHIN = 60  # code points between "between" and a bracket
LONG_WORD = 12  # letters; within so many a word such as "between" ends
STOPS = frozenset(".;:!?()—–\n")
ALIKE = 20  # days: months are alike, and years, but not a month and a year


class Dated(NamedTuple):
    """A window and the place of the words that name it. ``ahead``: it ends long after the day of saying, and begins on no day told."""

    start: int
    end: int
    window: Window
    ahead: bool = False

    @property
    def days(self) -> tuple[date, date] | None:
        """The days named, as far as they are known to have been counted: those of the month and year of publication are not over."""
        (first, begun), (_, last) = self.window.start, self.window.end
        running = first is not None and first == begun and last is not None and last - first < YEAR
        return (first, last) if running and first and last else self.window.exact


def is_before(dated: Dated, printed: date | None, longest: int, *, lately: bool = True) -> bool:
    """Whether a window of so many days at most lies shortly before the day on which a text was printed; a day may lie ``lately`` or not."""
    days = dated.window.exact
    if days is None or (days[1] - days[0]).days >= longest:
        return False
    if printed is None:
        return True
    long_ago = days[0] == days[1] and not lately
    return (long_ago or printed - LATELY <= days[0]) and (days[1] <= printed or days[0] < days[1] <= printed + MONTH)


def overlap(row: Sequence[Dated]) -> bool:
    """Whether windows are no list, but the same days told twice: "on the last weekend of September, 24 and 25 September"."""
    ends = sorted(one.days for one in row if one.days)
    return any(other[0] <= one[1] for one, other in pairwise(ends))


def goes_on(row: Sequence[Dated]) -> bool:
    """Whether each window begins after the one before and is about as long: "2022, 2023"."""
    ends = [one.days for one in row if one.days]
    alike = {(last - first).days // ALIKE for first, last in ends}
    return len(ends) == len(row) and len(alike) == 1 and all(one[1] < other[0] for one, other in pairwise(ends))


def as_one(row: Sequence[Dated]) -> Dated:
    """Windows of a list as one: certain where each follows the one before; else counted is no more than from the first to the last.

    Of windows that overlap those told closer hold.
    """
    ends = sorted(one.days for one in row if one.days)
    if overlap(row):
        window = _closest(row)
    else:
        (first, over), (begun, last) = ends[0], ends[-1]
        cut = max((one.window for one in row), key=lambda one: one.end[1] or date.min).end
        if all(one[1] + ONE == other[0] for one, other in pairwise(ends)):
            window = Window((first, first), cut)
        else:
            window = Window((first, begun), (over, last))
    return Dated(row[0].start, row[-1].end, Window(window.start, window.end, supposed=any(one.window.supposed for one in row)))


def _closest(row: Sequence[Dated]) -> Window:
    """Of windows that overlap the shortest, or the last where it only crosses another: "in autumn, from October to December".

    Of several that lie within the first these together: "in summer, in June and July".
    """
    day, parts = row[-1].days, row[1:]
    if day is not None and day[0] == day[1] == row[0].window.end[1]:
        return row[0].window  # "until today, 18 August"
    if len(parts) > 1 and all(_lies_within(one, row[0]) for one in parts) and not overlap(parts):
        return as_one(parts).window
    if any(_cross(one, row[-1]) for one in row):
        return row[-1].window
    return min((one.window for one in row if one.days), key=_length)


def _cross(one: Dated, other: Dated) -> bool:
    """Whether windows have days in common, and each has some that the other has not."""
    first, second = sorted((one.days or (date.max, date.max), other.days or (date.max, date.max)))
    return first[0] < second[0] <= first[1] < second[1]


def told_closer(text: str, dated: Sequence[Dated], grammar: Grammar) -> list[Dated]:
    """Windows, each with what brackets behind it tell of it taken in: "2025 (January–July)".

    So is what only explains it behind a comma, the day of an event that it runs from, and its end behind an aside.
    """
    found: list[Dated] = []
    for one in dated:
        bracketed = bool(found) and text[found[-1].end : one.start].strip() == "(" and text[one.end : one.end + 1] == ")"
        if found and _is_end(text, found[-1], one, grammar):
            whole = Window(found[-1].window.start, one.window.end, supposed=found[-1].window.supposed or one.window.supposed)
            found[-1] = Dated(found[-1].start, one.end, whole)
        elif found and (_is_its_day(text, found[-1], one) or _only_explains(text, found[-1], one)):
            found[-1] = Dated(found[-1].start, one.end + bracketed, found[-1].window)
        elif bracketed and (_lies_within(one, found[-1]) or _is_nearly(one, found[-1])):
            found[-1] = Dated(found[-1].start, one.end + 1, one.window)
        else:
            found.append(one)
    return found


def _is_nearly(one: Dated, other: Dated) -> bool:
    """Whether two stretches differ by a day at each end at most: "in the first month after … (21 September to 21 October)"."""
    days, told = one.window.exact, other.window.exact
    return days is not None and told is not None and all(abs(day - its) <= ONE for day, its in zip(days, told, strict=True))


def _is_end(text: str, begun: Dated, ended: Dated, grammar: Grammar) -> bool:
    """Whether an aside parts the two ends of a stretch: "between 29 November, when the law came into force, and 5 August"."""
    aside, last, words = text[begun.end : ended.start], ended.window.end[1], grammar.claims["words"]
    if aside.startswith(")") and last and begun.window.exact and begun.window.exact[0] <= last:
        return aside[1:].strip() in grammar.joins and _begins_between(text, begun, words.get("between", ()))
    if not aside.startswith(",") or begun.window.exact is None or last is None or last < begun.window.exact[0]:
        return False
    within, comma, joined = aside[1:].rpartition(",")
    if not comma or len(within.split()) > ASIDE_WORDS or any(letter.isdigit() or letter in STOPS for letter in aside):
        return False
    led = text[max(0, begun.start - LONG_WORD) : begun.start].casefold().split()
    if not led:
        return False
    until = ended.window.start == (None, None) and led[-1] in words.get("from", ())
    return until or (led[-1] in words.get("between", ()) and joined.strip() in grammar.joins)


def _begins_between(text: str, begun: Dated, between: Sequence[str]) -> bool:
    """Whether the day of something stands in brackets behind "between": "between mobilisation (21 September 2022) and 31 July"."""
    before, bracket, inside = text[: begun.start].rpartition("(")
    near = before[-BRACKETED_WITHIN:].casefold()
    opens = bool(bracket) and not inside.strip() and not any(letter.isdigit() for letter in near)
    return opens and any(word in between for word in near.split()[-ASIDE_WORDS:])


def _only_explains(text: str, days: Dated, since: Dated) -> bool:
    """Whether a window only explains the one before: "from 21 to 25 September, right after mobilisation, …"."""
    between = text[days.end : since.start]
    told, begins = days.window.exact or days.window.largest, since.window.start[0]
    apposed = between.startswith(",") and len(between.split()) <= NEAR_WORDS and text[since.end : since.end + 1] == ","
    if not apposed or told is None or since.window.exact is not None:
        return False
    return since.window.end[1] is None if begins is None else begins <= told[0] < begins + MONTH


def _is_its_day(text: str, since: Dated, day: Dated) -> bool:
    """Whether a day behind a window is that of the event from which it runs: "in the year since mobilisation (21 September 2022)"."""
    words, between = text[since.start : day.start], text[since.end : day.start]
    told, (first, last) = day.window.exact, since.window.start
    near = len(between.split()) <= NEAR_WORDS and not any(letter.isdigit() or letter in ".;:—–" for letter in words)
    return near and told is not None and first is not None and told[0] == told[1] and first <= told[0] <= (last or first)


def in_year_of(part: Window, whole: Window) -> Window:
    """A part of a year, in the year of another window: "January" in the column of 2024. Longer days stay as they are."""
    days, year = part.largest, whole.start[0]
    if days is None or year is None or days[1] - days[0] >= YEAR - MONTH:
        return part
    first, last = (_in_year(day, day.year - days[0].year + year.year) for day in days)
    return Window.of(first, last)


def _in_year(day: date, year: int) -> date:
    """A day in another year; the last of February is the last there too."""
    following = day + ONE
    return following.replace(year=year + following.year - day.year) - ONE if following.day == 1 else day.replace(year=year)


def _lies_within(one: Dated, other: Dated) -> bool:
    """Whether the days of a window are among those of another."""
    first, last, whole = one.window.start[0], one.window.end[1], other.window.largest
    return whole is not None and first is not None and last is not None and whole[0] <= first <= last <= whole[1]


def _length(window: Window) -> timedelta:
    first, last = window.largest or (date.min, date.max)
    return last - first
