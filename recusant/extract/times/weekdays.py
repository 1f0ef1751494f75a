"""Weekdays and weekends reckoned from the day of publication, or from the window named before."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

from recusant.extract.times.moments import ASKS
from recusant.extract.times.periods import ONE, Period, around, day_of
from recusant.extract.times.phrases import Productions, Reading
from recusant.extract.times.shapes import Match

WEEKDAYS = Productions()
JUST_OVER = 2  # on a Monday and a Tuesday "this weekend" is the one that is over


def coming(weekday: int, reading: Reading) -> Period:
    """The first such weekday after today."""
    return day_of(reading.today + timedelta(days=(weekday - reading.today.isoweekday() - 1) % 7 + 1))


@WEEKDAYS.reads("weekday", relative=True)
def weekday(match: Match, reading: Reading) -> Period | None:
    """The latest one, today included; the first to come where days to come are spoken of."""
    wanted, present = match.one("weekday"), reading.today.isoweekday()
    if not reading.alone and match.tokens[match.begin].short and not _asked_or_listed(match):
        return None
    if reading.alone or (wanted != present and reading.foretold(match)):
        return coming(wanted, reading)
    return day_of(reading.today - timedelta(days=(present - wanted) % 7))


def _asked_or_listed(match: Match) -> bool:
    """Whether the word before is one that asks for a day, or a comma: "on Sun", not "the Sun"."""
    return match.begin > 0 and not (ASKS | {"comma"}).isdisjoint(match.tokens[match.begin - 1].values)


@WEEKDAYS.reads("then_weekday")
def then_weekday(match: Match, reading: Reading) -> Period | None:
    """The previous Friday, the following Tuesday: reckoned from the window before, else from the day of publication."""
    before = reading.previous(match)
    day = before.first if before and before.year != "lost" else reading.said_on
    if day is None or not (step := match.one("then")):
        return None
    days = (match.one("weekday") - day.isoweekday()) % 7
    found = day_of(day + timedelta(days=(days or 7) if step > 0 else days - 7))
    return replace(found, year=before.year) if before and before.year == "supposed" else found


@WEEKDAYS.reads("weekdays_of_week")
def weekdays_of_week(match: Match, reading: Reading) -> Period | None:
    """Between Monday and Friday last week."""
    week: Period = match.one("Week")
    first, last = (week.first + timedelta(days=one - 1) for one in match.all("weekday"))
    return Period(first, last, "days", week.year) if first < last else None


@WEEKDAYS.reads("weekend", relative=True)
def weekend(match: Match, reading: Reading) -> Period | None:
    """This, last or next weekend; "over the weekend" is the latest that has begun, unless the sentence speaks of the future."""
    saturday, step = around(reading.today, "week").last - ONE, match.one("step")
    if step is None:
        if not (match.has("in") or match.has("at_day") or match.has("on")):
            return None
        step = 0 if reading.today >= saturday or reading.ahead(match) else -1
    elif step == 0 and reading.today.isoweekday() <= JUST_OVER and not reading.ahead(match):
        step = -1
    first = saturday + timedelta(weeks=step)
    return Period(first, first + ONE, "days")


@WEEKDAYS.reads("this_weekday", relative=True)
def this_weekday(match: Match, reading: Reading) -> Period | None:
    """This Friday: today or the first to come."""
    return day_of(reading.today + timedelta(days=(match.one("weekday") - reading.today.isoweekday()) % 7))


@WEEKDAYS.reads("last_weekday", relative=True)
def last_weekday(match: Match, reading: Reading) -> Period | None:
    """Last Friday: the latest before today."""
    return day_of(reading.today - timedelta(days=(reading.today.isoweekday() - match.one("weekday") - 1) % 7 + 1))


@WEEKDAYS.reads("next_weekday", relative=True)
def next_weekday(match: Match, reading: Reading) -> Period | None:
    """The one of the next week; with a word that means "coming", the first to come."""
    if match.has("coming"):
        return coming(match.one("weekday"), reading)
    return day_of(around(reading.today, "week").last + timedelta(days=match.one("weekday")))


@WEEKDAYS.reads("weekday_after_next", relative=True)
def weekday_after_next(match: Match, reading: Reading) -> Period | None:
    """Friday after next: a week after the first to come."""
    return day_of(coming(match.one("weekday"), reading).first + timedelta(weeks=1))


@WEEKDAYS.reads("weekdays_away", relative=True)
def weekdays_away(match: Match, reading: Reading) -> Period | None:
    """Two Thursdays back, four Tuesdays from now."""
    first = last_weekday(match, reading) if match.has("ago") else coming(match.one("weekday"), reading)
    weeks = match.one("n") - 1
    return day_of(first.first + timedelta(weeks=-weeks if match.has("ago") else weeks)) if first else None
