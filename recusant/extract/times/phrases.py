"""What is known while phrases of time are read, and the tables of productions: what each shape of words means.

A phrase that stands alone ("March", "two weeks ago") is an appointment: it means the coming March, and a day reckoned exactly. In
a report the same words tell of what has been: the latest March that has begun, unless the sentence speaks of the future.
"""

from __future__ import annotations

import re
from collections import deque
from collections.abc import Callable, Iterable, Iterator, Mapping
from contextlib import suppress
from dataclasses import dataclass, field, replace
from datetime import date, timedelta
from itertools import chain, islice, pairwise

from recusant.extract.times.periods import Period
from recusant.extract.times.shapes import Match
from recusant.extract.times.timewords import full_year

LOST = 2000  # stands for a year that nothing tells: a leap year, so that 29 February exists
NEAR = 160  # code points within which a month belongs to the year named before it
AHEAD = 3  # a day to come is so many times less likely meant than one as far gone, where the words tell neither
WEEK, YEAR = 7, 365  # days
OF_CALENDAR = ("month", "quarter", "half", "season", "year")  # stretches that may tell which year is spoken of
DATING = frozenset(OF_CALENDAR).union(["day"])
BACK = timedelta(150)  # how far before the one named first another of the same year may lie
SOON = timedelta(60)  # how far after a day whose year is said another day of that year may lie: "on 21 September 2022. By 25 September"
AHEAD_IN_YEAR = timedelta(300)  # how far after one whose year is said another of that year may lie
NAMED_PARTS = ("month", "season", "quarter", "half", "units")  # of a year, that the next one named is beside
SENTENCE = 120  # code points before a phrase in which a word such as "will" or "than" counts for it
REMEMBERED = 6  # periods named last that "in these two years" may stand for
BESIDE = 4  # words of a run within which "by then" counts for what follows
LABEL = 3  # words of a sentence that only tells the time of the next
NAMED = 16  # code points around a word that tell whether it is somebody's name
SENTENCE_END = re.compile(r"[!?;]\s|(?<!\b[^\W\d_])(?<!\b[A-Z][a-z])(?<!\b[A-Z][a-z]{2})\.\s|\n")  # no end: "Daniel P. Davison", "Mr. May"
_COUNT = re.compile(r"\s?[—–]|,?\s\d")
_SENTENCE_BEGINS = re.compile(r"(?:^|[.!?\n]\s*)(?:\w{1,3}\s)?$")


@dataclass(slots=True)
class Reading:
    """A text while it is read: the day it was published, whether one phrase is all of it, and what was named before.

    ``before`` is the last period and ``before_end`` the end of its words; ``stretch`` is the last period longer than a week, and
    ``piece`` the last one longer than a week and shorter than a year. ``years_lead`` says that in this language a bare year may
    stand before its noun ("the 2022 invasion"), ``capital_nouns`` that nouns are written with a capital letter; ``cues`` are the words
    beside a phrase that tell how it is meant.
    """

    text: str
    said_on: date | None
    years_lead: bool = False
    cues: Mapping[str, re.Pattern[str]] = field(default_factory=dict)
    capital_nouns: bool = False
    alone: bool = False
    before: Period | None = None
    before_end: int = 0
    resumed: int = 0  # the end of the last words that take up what was named before: "by then"
    dated: tuple[Period, int] | None = None  # the last period with its year said, of which no window was made yet, and its end
    stretch: Period | None = None
    piece: Period | None = None
    compared: bool = False  # the last period is one that others are compared with
    named: deque[Period] = field(default_factory=lambda: deque(maxlen=REMEMBERED))  # the last periods named
    event: tuple[date, int] | None = None  # the last event named, and the end of its words
    mentioned: tuple[date, int] | None = None  # the last event that dates nothing by itself: "who fled from mobilisation"
    ordered: tuple[date, str, int] | None = None  # the event that units were counted from, the unit, and the end of the words

    @property
    def today(self) -> date:
        return self.said_on or date(LOST, 12, 31)

    def ahead(self, match: Match) -> bool:
        """Whether the phrase speaks of days to come."""
        return self.alone or self.foretold(match)

    def foretold(self, match: Match) -> bool:
        """Whether the sentence speaks of the future: before the phrase, or after one that begins it ("On Monday the court will …")."""
        if self.speaks("future", match.start):
            return not self.speaks("past", match.start)
        begins = _SENTENCE_BEGINS.search(self.text, max(0, match.start - NAMED), match.start)
        return begins is not None and self.follows("foretold", match.stop)

    def speaks(self, cue: str, start: int) -> bool:
        """Whether a word of this kind stands in the sentence shortly before a place."""
        near = self.text[max(0, start - SENTENCE) : start]
        return bool(self.cues[cue].search(near) and self.cues[cue].search(SENTENCE_END.split(near)[-1]))

    def flees(self, match: Match) -> bool:
        """Whether the word before tells of flight or evasion, of which the event is the object."""
        return bool(self.cues["flight"].search(self.text, max(0, match.start - NAMED), match.start))

    def sets_against(self, match: Match) -> bool:
        """Whether the words right before a match set something against it: "than in", "compared with", "down 12 % on"."""
        return bool(self.cues["set_against"].search(self.text, max(0, match.start - NAMED), match.start))

    def follows(self, cue: str, stop: int) -> bool:
        """Whether a word of this kind stands right after a place."""
        return bool(self.cues[cue].match(self.text, stop))

    def counts_next(self, match: Match) -> bool:
        """Whether a number follows, or a dash, so that a noun is left out before it: "in the second quarter 20, the third — about 30"."""
        modified = self.cues["modified"].match(self.text, match.stop)
        return _COUNT.match(self.text, modified.end() if modified else match.stop) is not None

    def names(self, match: Match) -> bool:
        """Whether the words around a match make it a name or a verb: "Theresa May", "May I"."""
        found = self.cues["name"].finditer(self.text, max(0, match.start - NAMED), match.stop + NAMED)
        return any(name.start() < match.stop and match.start < name.end() for name in found)

    def keep(self, period: Period, start: int, end: int) -> None:
        """Remember a period and its place; one that others are compared with, or to come, is no topic to come back to."""
        if period.echo:
            return
        self.named.append(period)
        self.before, self.before_end, self.compared = period, end, self.speaks("comparison", start)
        gone = self.said_on is None or period.first <= self.said_on
        if period.days > WEEK and gone and not self.compared:
            self.stretch = period
        if WEEK < period.days < YEAR:
            self.piece = period

    def several(self, match: Match, count: float) -> Period | None:
        """So many periods of one kind named last, where they follow one another: "in 2022 …, in 2023 …, in these two years"."""
        near = [period for period, _ in _named_before(match, over_dots=True) if not period.echo]
        told = sorted({(one.first, one.last, one.grain) for one in islice(chain(near, reversed(self.named)), int(count))})
        follow = all(one[1] + timedelta(1) == other[0] and one[2] == other[2] for one, other in pairwise(told))
        return Period(told[0][0], told[-1][1], "units") if follow and len(told) == count > 1 else None

    def dated_before(self, match: Match) -> tuple[Period | None, int]:
        """The period named last before a match, be it with its year among the words just looked at, and the end of its words."""
        just = self.dated is not None and self.before_end < self.dated[1] <= match.start
        return self.dated if self.dated and just else (self.before, self.before_end)

    def previous(self, match: Match) -> Period | None:
        """The period named before this match."""
        return next((period for period, _ in _named_before(match, over_dots=True)), self.before)

    def just_before(self, match: Match) -> tuple[Period | None, int]:
        """The period named shortly before in the same paragraph, and how many code points before the match."""
        period, end = next(_named_before(match, over_dots=True), (self.before, self.before_end))
        near = match.start - end <= NEAR and "\n" not in self.text[end : match.start]
        return (period if near else None), match.start - end

    def same_sentence(self, match: Match) -> bool:
        """Whether the period named before this match stands in its sentence, or is taken up there."""
        if any("by_then" in token.values for token in match.tokens[max(0, match.begin - BESIDE) : match.begin]):
            return True
        return next(_named_before(match), None) is not None or "." not in self.text[max(self.before_end, self.resumed) : match.start]

    def stretch_before(self, match: Match) -> Period | None:
        """The period longer than a week that was named before this match."""
        named = ((period, end) for period, end in _named_before(match, over_dots=True) if period.days > WEEK and not period.echo)
        return next((period for period, end in named if not self.speaks("comparison", end)), self.stretch)

    def year_before(self, match: Match) -> Period | None:
        """A whole year named shortly before in the same sentence."""
        return self.whole_before(match, "year")

    def whole_before(self, match: Match, grain: str) -> Period | None:
        """A whole year, month or the like named last before in the same sentence."""
        told, dated = (self.before, self.before_end), self.dated_before(match)
        if dated[0] is not None and dated != told and not dated[0].echo and not self.speaks("comparison", dated[1]):
            told = dated
        period, end = next(_named_before(match), told)
        compared = period is self.before and end == self.before_end and self.compared
        if period is None or period.grain != grain or match.start - end > NEAR or compared:
            return None
        gap = self.text[end : match.start]
        labelled = gap.startswith(".") and "." not in gap[1:] and self._is_label(end)
        return None if ("." in gap and not labelled) or "\n" in gap else period

    def _is_label(self, end: int) -> bool:
        """Whether the sentence that ends at a place is little more than the time it names: "December." before what was counted."""
        return len(SENTENCE_END.split(self.text[max(0, end - SENTENCE) : end])[-1].split()) <= LABEL


def _named_before(match: Match, *, over_dots: bool = False) -> Iterator[tuple[Period, int]]:
    """The periods of the same run and sentence before a match, nearest first, each with the end of its words.

    The year of an event is none of them: "after the mobilisation of 2022".
    """
    named = match.tokens[max(0, match.begin - 12) : match.begin]
    for before, token in zip((*reversed(named[:-1]), None), reversed(named), strict=False):
        if "dot" in token.values and not over_dots:
            return
        if "Period" in token.values and not (before is not None and "Event" in before.values):
            yield token.values["Period"], token.end


Production = Callable[[Match, Reading], Period | None]


class Productions(dict[str, Production]):
    """What shapes mean, by the name of the shape."""

    def reads(self, name: str, *, relative: bool = False) -> Callable[[Production], Production]:
        """Enter a production under the name of its shapes. What a ``relative`` one makes is lost without a day of publication."""

        def keep(production: Production) -> Production:
            self[name] = _reckoned(production) if relative else production
            return production

        return keep


def _reckoned(production: Production) -> Production:
    def made(match: Match, reading: Reading) -> Period | None:
        period = production(match, reading)
        return adrift(period) if period and reading.said_on is None else period

    return made


def lost(period: Period) -> Period:
    """The period with nothing known of its year."""
    return replace(period, year="lost", late=None)


def adrift(period: Period) -> Period:
    """A period reckoned from a day of publication that is not known."""
    return replace(lost(period), adrift=True)


def meant(candidates: list[Period], match: Match, reading: Reading) -> Period | None:
    """Of one phrase in several years (in order), the one that is meant.

    In an appointment the coming one; where the sentence speaks of the future, the nearest; else the latest that has begun, or a
    day so near ahead that nobody would name the one gone by without its year.
    """
    today = reading.today
    if reading.alone:
        return next((period for period in candidates if period.last >= today), None)
    if candidates and reading.foretold(match):
        return min(candidates, key=lambda period: max(period.first - today, today - period.last))
    if candidates and candidates[0].days == 1 and not reading.speaks("past", match.start):
        return min(candidates, key=lambda period: max(AHEAD * (period.first - today), today - period.last))
    return next((period for period in reversed(candidates) if period.first <= today), None)


def in_year(make: Callable[[int], Period], match: Match, reading: Reading) -> Period | None:
    """A part of the year that is named in the match or before it in the sentence, or of the year that is meant."""
    named = match.all("year") + [full_year(year) for year in match.all("yy")]
    if named:
        return make(named[0])
    if (year := reading.year_before(match)) is not None:
        return replace(make(year.first.year), year="guessed")
    if (beside := _beside_a_dated(make, match, reading)) is not None:
        return beside
    if reading.said_on is None:
        return _near_what_was_named(make, match, reading) or lost(make(LOST))
    near = _in_years(make, reading.today.year, 1)
    found = meant(near if len(near) == 3 else _in_years(make, reading.today.year, 8), match, reading)
    named_near = None if found is None or reading.alone else _near_what_was_named(make, match, reading)
    supposed = found is not None and named_near is not None and named_near.first != found.first
    if supposed and (of_that_year := _goes_on(make, match, reading)) is not None:
        return of_that_year
    return replace(found, year="supposed" if supposed else "guessed") if found else None


def _beside_a_dated(make: Callable[[int], Period], match: Match, reading: Reading) -> Period | None:
    """That of the year of a part named before in the sentence, or of the next: "in September 2022 there were 40, in October 50"."""
    before, end = next(_named_before(match), reading.dated_before(match))
    gap = reading.text[end : match.start]
    if before is None or before.year == "lost" or not 1 < before.days < YEAR or not 0 < len(gap) <= NEAR or "." in gap or "\n" in gap:
        return None
    if before.last.year == reading.today.year or before.grain not in NAMED_PARTS:
        return None
    near = [one for one in _in_years(make, before.first.year, 1) if one.first > before.first - BACK]
    near = (_later_in_year(near, before) if before.year == "said" else []) or near[: reading.said_on is not None]
    beside = next((one for one in near if 1 < one.days < YEAR and (reading.said_on is None or one.first <= reading.said_on)), None)
    return replace(beside, year="guessed") if beside else None


def _later_in_year(found: Iterable[Period], before: Period) -> list[Period]:
    """Those that begin with a period or follow it in its year, but at its other end: December is not told beside the January before it."""
    same = (one for one in found if one.first.year == before.first.year)
    soon = max(before.first + AHEAD_IN_YEAR, before.last + SOON)  # "in ten months 700, in November–December 90"
    return [one for one in same if before.first <= one.first < soon]


def _goes_on(make: Callable[[int], Period], match: Match, reading: Reading) -> Period | None:
    """A later one of the year of a month told in the sentence before: "in March 2024 684 came. In May 929 came"; it is supposed."""
    before, end = next(_named_before(match), reading.dated_before(match))
    gap = reading.text[end : match.start]
    if before is None or before.year != "said" or before.grain != "month" or "\n" in gap or gap.count(". ") != 1:
        return None
    found = replace(make(before.first.year), year="supposed")
    return found if before.first < found.first and found.last <= reading.today else None


def _near_what_was_named(make: Callable[[int], Period], match: Match, reading: Reading) -> Period | None:
    """The one that goes with the period of the calendar named before ("577 in autumn 2023, 305 from June …"): its year is supposed.

    That is a later one of the same year, or else the nearest.
    """
    told, dated = (reading.before, reading.before_end), reading.dated_before(match)
    checked = reading.said_on is None and match.has("weekday") and dated[0] is not None and dated[0].grain == "day"
    before, end = next(_named_before(match), dated if checked else told)  # "on 11 April 2023. By Friday, 14 April": the weekday fits
    if before is None or before.year == "lost" or match.start - end > 2 * NEAR:
        return None
    if reading.said_on is not None and (before.year != "said" or before.grain not in DATING):
        return None  # what was reckoned from the same day of publication tells of no other year
    if before.grain == "year":
        return replace(make(before.first.year), year="supposed")
    near = _in_years(make, before.first.year, 1)
    if before.first.year < before.last.year:  # "from October 2022 to March 2023 1,450. In April 210"
        near = [one for one in near if one.first > before.first]
    near = _later_in_year(near, before) or sorted(near, key=lambda period: abs(period.first - before.first))
    if not near or (before.grain == "day" and reading.said_on is not None and near[0].days > 1):
        return None
    soon = before.grain == "day" and before.year == "said" and before.first <= near[0].first <= before.first + SOON
    return replace(near[0], year="supposed") if near[0].days > 1 or soon else None


def _in_years(make: Callable[[int], Period], year: int, around: int) -> list[Period]:
    """The same part of each year around one; 29 February is in few of them."""
    found = []
    for number in range(year - around, year + around + 1):
        with suppress(ValueError):
            found.append(make(number))
    return found
