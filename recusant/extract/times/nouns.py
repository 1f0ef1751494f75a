"""Days that are told of a noun beside them and date no count: those of an election, or of what somebody did something after."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta

from recusant.extract.times.anchors import OPEN, named, until_now, window_of
from recusant.extract.times.periods import ONE, Period, around, shifted
from recusant.extract.times.phrases import SENTENCE, SENTENCE_END, Reading
from recusant.extract.times.shapes import Match
from recusant.records import Window

ABOUT, YEAR = timedelta(15), 366  # how near "this time last year" is to the day a year ago


def of_noun(match: Match, reading: Reading) -> Window | None:
    """After the law was passed in May, in the run-up to the vote of 12 March: none of these days is counted.

    What is counted after something begins on its day, or later; what comes before it ends on that day at the latest.
    """
    period = named(match, reading)[0]
    if reading.alone or period.year == "lost" or not _is_counted(match, reading):
        return None
    if _led(match, reading, "after_what"):
        paper = match.has("of") or match.has("onward") or (match.begin and "decree" in match.tokens[match.begin - 1].values)
        event = period.grain == "day" and not paper
        latest = reading.said_on if reading.said_on and reading.said_on >= period.first else None
        return until_now((period.first, period.first + ONE if event else latest), reading)
    if _led(match, reading, "before_what"):
        return Window(OPEN, (None, period.last))
    return None


def _is_counted(match: Match, reading: Reading) -> bool:
    """Whether a number that is no day stands in the sentence: where nothing is counted, a day is that of what it tells of."""
    if named(match, reading)[0].grain == "day" and not any(letter.isdigit() for letter in reading.text[match.start : match.stop]):
        return False  # "after the ruling on Thursday"
    near = reading.text[max(0, match.start - SENTENCE) : match.start], reading.text[match.stop : match.stop + SENTENCE]
    before, behind = SENTENCE_END.split(near[0])[-1], SENTENCE_END.split(near[1])[0]
    return any(letter.isdigit() for letter in before + behind)


def _led(match: Match, reading: Reading, cue: str) -> bool:
    """Whether a word such as "after" leads to a match, with other words between that name no time."""
    begin = max(0, match.start - SENTENCE)
    found = reading.cues[cue].search(reading.text[begin : match.start])
    if found is None:
        return False
    led = begin + found.start()
    told = ("Period", "n", "Event") if match.has("Year") else ("Period", "n")
    times = (one for one in match.tokens[: match.begin] if not one.values.keys().isdisjoint(told))
    return reading.before_end <= led and not any(one.end > led for one in times)


def turn(match: Match, reading: Reading) -> Window | None:
    """At the turn of 2023 and 2024: from some day of the one to some day of the other."""
    last: Period = match.all("Period")[-1]
    earlier = last.moved(-1) if match.has("year") else match.all("Period")[0]
    fits = last.year != "lost" and earlier.first < last.first and (not match.has("year") or match.one("year") == earlier.first.year)
    return Window(window_of(earlier).exact or OPEN, window_of(last).exact or OPEN) if fits else None


def rest(match: Match, reading: Reading) -> Window | None:
    """In the rest of 2022: nobody says since which of its days."""
    unit = match.one("unit")
    whole: Period | None = match.one("Period") or (reading.just_before(match)[0] if unit else None)
    whole = around(whole.first, unit) if whole and unit in ("month", "quarter", "year") else whole
    if whole is None or whole.year == "lost" or reading.foretold(match):
        return Window(OPEN, OPEN) if unit else None
    return Window((whole.first, whole.last), (whole.last, whole.last))


def this_time(match: Match, reading: Reading) -> Window | None:
    """By this time last year: up to about the day of publication, a year ago."""
    year: Period = match.one("Year")
    if reading.said_on is None or year.days > YEAR:
        return Window(OPEN, OPEN)
    day = shifted(reading.said_on, "year", year.first.year - reading.said_on.year)
    return Window(OPEN, (day - ABOUT, day + ABOUT))


def as_early(match: Match, reading: Reading) -> Window | None:
    """As early as March 2023: in that month, or up to it."""
    first, last = window_of(named(match, reading)[0]).exact or (None, None)
    return Window((None, first), (first, last)) if first and last else None


NOUNS: dict[str, Callable[[Match, Reading], Window | None]] = {
    "of_noun": of_noun,
    "turn": turn,
    "rest": rest,
    "this_time": this_time,
    "as_early": as_early,
}
