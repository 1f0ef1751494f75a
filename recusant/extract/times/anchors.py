"""Windows from periods and dated events: since, until, before, between, the year after.

Where the words leave an end open between two days, it is written so: "since spring 2022" starts between 1 March and 31 May.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import date, timedelta

from recusant.extract.times.periods import MONTHS_IN, ONE, Period, around, day_of, shifted
from recusant.extract.times.phrases import SENTENCE, Reading, adrift
from recusant.extract.times.shapes import Match
from recusant.records import Day, Window

A_FEW = 3  # days by which as many months may differ
MONTH = 31  # days that what "by then" stands for has at most
EARLY = 10  # days of January in which "this year" may still be the one before
SOON = timedelta(60)  # after a year since something, it is told to have been counted to its end

Ends = tuple[Day, Day]
Anchor = Callable[[Match, Reading], Window | None]
ANCHORS: dict[str, Anchor] = {}
OPEN: Ends = (None, None)


def anchors(name: str) -> Callable[[Anchor], Anchor]:
    """Enter an anchor under the name of its shapes."""

    def keep(anchor: Anchor) -> Anchor:
        ANCHORS[name] = anchor
        return anchor

    return keep


def named(match: Match, reading: Reading) -> list[Period]:
    """The periods and events of a match in their order; "now" is the day of publication."""
    found = []
    for token in match.tokens[match.begin : match.end]:
        if "now" in token.values or "sofar" in token.values:
            found.append(day_of(reading.today) if reading.said_on else adrift(day_of(reading.today)))
        elif period := token.values.get("Period") or token.values.get("Event"):
            found.append(period)
            if period.grain == "event":
                reading.event = (period.first, token.end)
    return found


def led(match: Match, reading: Reading) -> Period | None:
    """The one period or event after a preposition; None where it only describes a noun: "after the November law"."""
    a_noun = reading.cues["of_what"].search(reading.text, match.start, match.stop)  # "after the autumn of 2022"
    if match.has("the") and match.has("Period") and not a_noun and reading.text[match.stop : match.stop + 2].strip(" ").islower():
        return None
    return named(match, reading)[0]


def window_of(period: Period) -> Window:
    """A period that stands for itself: all its days."""
    if period.year == "lost":
        return Window(OPEN, OPEN)
    return Window(_either(period, 0), _either(period, 1))


def _either(period: Period, end: int) -> tuple[date, date]:
    """The first (0) or last (1) day of a period, between the two readings that it has."""
    day = (period.first, period.last)[end]
    other = period.late[end] if period.late else day
    return min(day, other), max(day, other)


def first_of(period: Period) -> Ends:
    """Where a window begins that begins with a period."""
    return _end_of(period, 0)


def last_of(period: Period) -> Ends:
    """Where a window ends that ends with a period."""
    return _end_of(period, 1)


def _end_of(period: Period, end: int) -> Ends:
    """The first (0) or last (1) day of a period: inside it where it is a vague part."""
    if period.year == "lost":
        return OPEN
    if period.edge:
        return period.edge, period.edge
    return (period.first, period.last) if period.part else _either(period, end)


def until_now(start: Ends, reading: Reading) -> Window:
    """A window that began and goes on to the day of publication, or to no known day."""
    if reading.said_on is None or start[0] is None:
        return Window(start, (None, reading.said_on))
    if start[0] > reading.said_on:
        return Window(start, OPEN)
    return Window((start[0], min(start[1] or reading.said_on, reading.said_on)), (start[0], reading.said_on))


@anchors("since")
def since(match: Match, reading: Reading) -> Window | None:
    """Since a day; since spring 2022, on one of its days. "Up from March" is no start, nor "flee from mobilisation"."""
    if match.has("from") and reading.speaks("change", match.start):
        return None
    if match.has("Event") and reading.flees(match):
        return None  # "evasion of mobilisation"
    period = led(match, reading)
    if period is None:
        return None
    if period.year == "lost":
        return Window(OPEN, (None, reading.said_on))
    if period.echo:  # «с аналогичным периодом 2024 года»: with it, not since it
        return Window(first_of(period), last_of(period))
    if period.edge and _just_begun(period.edge, match, reading):
        return until_now((shifted(period.edge, "year", -1), period.edge), reading)
    return until_now((period.edge, period.edge) if period.edge else (period.first, period.last), reading)


def _just_begun(edge: date, match: Match, reading: Reading) -> bool:
    """Whether "since the beginning of the year" is told so early in January that the year before may be meant."""
    told = reading.text[match.start : match.stop]
    days = (reading.said_on - edge).days if reading.said_on else SOON.days
    return (edge.month, edge.day) == (1, 1) and 0 <= days < EARLY and not any(letter.isdigit() for letter in told)


@anchors("since_day")
def since_day(match: Match, reading: Reading) -> Window | None:
    """«Від 21 вересня» at the head of a sentence; else it may be the day of a paper: «указ від 21 вересня»."""
    return since(match, reading) if reading.text[match.start].isupper() else None


@anchors("so_far")
def so_far(match: Match, reading: Reading) -> Window | None:
    """So far this year, year to date: from its first day up to the day of publication. "The most in any month so far" names no days."""
    if match.one("step") or reading.speaks("most", match.start):
        return None
    year: Period | None = match.one("Year")
    if reading.said_on is None and year is None:
        return Window(OPEN, OPEN)
    first = year.first if year else around(reading.today, match.one("unit")).first
    return until_now((first, first), reading)


@anchors("until")
def until(match: Match, reading: Reading) -> Window | None:
    """By 3 April, by the end of July, as of June: only the end is known; of a longer period, that it is not later than its last day.

    "The most in any month so far" is told of no days.
    """
    if (match.has("sofar") and reading.speaks("most", match.start)) or reading.speaks("not_until", match.start):
        return None
    period = led(match, reading)
    if period is None or (match.has("at_day") and not (match.has("now") or _dated(period, match, reading))):
        return None
    if period.grain == "day" or period.part or period.edge:
        return Window(OPEN, last_of(period))
    return Window(OPEN, OPEN if period.year == "lost" else (period.first - ONE, period.last))


@anchors("by_then")
def by_then(match: Match, reading: Reading) -> Window | None:
    """By then, up to that day: by the day or month named last, in this paragraph."""
    period, _ = reading.just_before(match)
    if period is None or period.year == "lost" or period.days > MONTH:
        return None
    reading.resumed = match.stop
    return Window(OPEN, (period.last if period.grain == "day" else period.first - ONE, period.last))


def _dated(period: Period, match: Match, reading: Reading) -> bool:
    """Whether the words give a date: "на 1 июня" is as of that day, "на следующий день" is on it."""
    today = period.grain == "day" and period.first == reading.said_on
    return period.part or today or any(letter.isdigit() for letter in reading.text[match.start : match.stop])


@anchors("before")
def before(match: Match, reading: Reading) -> Window | None:
    """Before a period or event: only the end is known. "Before mobilisation in 2022" may begin with the year, or earlier."""
    period, year = led(match, reading), match.one("Year")
    if period is None:
        return None
    if year is not None:
        begins = year.first <= period.first <= year.last
        return Window((None, year.first), (period.first - ONE, period.first - ONE)) if begins else None
    return Window(OPEN, OPEN if period.year == "lost" else (period.first - ONE, (period.edge or period.first) - ONE))


@anchors("after")
def after(match: Match, reading: Reading) -> Window | None:
    """After a day: from that day or the next."""
    period = led(match, reading)
    if period is None:
        return None
    if period.year == "lost":
        return Window(OPEN, (None, reading.said_on))
    edge = period.edge or period.last
    return until_now((edge, edge + ONE), reading)


@anchors("between")
def between(match: Match, reading: Reading) -> Window | None:
    """From one period to another; a year that is not said comes from the other end."""
    first, *_, last = named(match, reading)
    if match.has("and") and not any(map(match.has, ("between", "until", "by", "sofar", "ending"))):
        return None
    first, last = _by_weekday(first, last, match, reading)
    if not (first.adrift or last.adrift):
        first, last = _in_order(first, last, reading.today)
    start, end = first_of(first), last_of(last)
    return None if start[0] and end[1] and start[0] > end[1] else Window(start, end)


def _by_weekday(first: Period, last: Period, match: Match, reading: Reading) -> tuple[Period, Period]:
    """From Tuesday to Friday is less than a week; "from 11 April 2023 to Friday", told long after or on no known day, ends that week."""
    tokens = match.tokens[match.begin : match.end]
    opening = next((token.values.get("weekday") for token in tokens if "Period" in token.values), None)
    closing = tokens[-1].values.get("weekday")
    if closing is None or first.grain != "day":
        return first, last
    if opening is not None:
        begun = last.first - timedelta(days=(closing - opening - 1) % 7 + 1)
        return replace(last, first=begun, last=begun), last
    if first.year == "said" and (last.year == "lost" or last.first - first.first > SOON):
        return first, day_of(first.first + timedelta(days=(closing - first.first.isoweekday() - 1) % 7 + 1))
    return first, last


def _in_order(first: Period, last: Period, today: date) -> tuple[Period, Period]:
    """Both ends in their years: one that is only guessed moves to its nearest place before, or after, the other."""
    ends = last.first if last.part else last.edge or last.last
    if first.year == "said" and last.year == "guessed" and ends > today and last.moved(-1).first >= first.first:
        return first, last.moved(-1)
    if last.year == "said" and first.year != "said":
        years = last.first.year - first.first.year
        moved = first.moved(years)
        return (moved if moved.first <= last.last else first.moved(years - 1)), last
    if first.year == "said" and (last.year == "lost" or (last.year != "said" and last.last < first.first)):
        years = first.first.year - last.first.year  # "from January 2024 until December" ends in that year
        moved = last.moved(years)
        return first, (moved if moved.last >= first.first else last.moved(years + 1))
    if first.first > last.last and first.year != "said":
        return first.moved(-1, first.year), last
    return first, last


@anchors("year_after")
def year_after(match: Match, reading: Reading) -> Window | None:
    """In the year after mobilisation, the year before it, the first 100 days of the war.

    "The two years since" it go on to about the day of publication, "the months after" it to an unknown one.
    """
    start, unit, count = named(match, reading)[0].first, match.one("unit"), match.one("n") or 1
    if match.has("first") and count == 1:
        reading.ordered = (start, unit, match.stop)
    if match.holds("many") and not match.has("n") and unit != "half":  # «первые полгода»
        return until_now((start, start), reading)
    if (match.has("since") or match.has("onward")) and not match.has("after"):
        return years_of(match, reading)
    if match.has("before"):
        return Window.of(shifted(start, unit, -count), start - ONE)
    return Window.of(start, shifted(start, unit, count) - ONE)


@anchors("time_after")
def time_after(match: Match, reading: Reading) -> Window | None:
    """Six months after mobilisation: in the month that such a day falls in, or in all the time up to it."""
    unit, count = match.one("unit"), match.one("n") or 1
    day = shifted(named(match, reading)[0].first, unit, -count if match.has("before") else count)
    near = around(day, "day" if unit in ("day", "week") else "month")
    begun = near.first if match.has("before") else named(match, reading)[0].first
    return Window((begun, near.last), (near.first, near.last))


@anchors("years_of")
def years_of(match: Match, reading: Reading) -> Window | None:
    """Two years of war: to about so long after it began."""
    start = named(match, reading)[0].first
    unit, count = match.one("unit"), match.one("n") or 1
    if unit == "half" or (unit == "year" and count < 1):
        unit, count = "month", count * MONTHS_IN[unit]  # "half a year" is told to about a month
    step = 0.5 if count % 1 else 1
    early: date = shifted(start, unit, count) - (shifted(start, unit, step) - start) / 2
    late: date = shifted(start, unit, count + step) - ONE
    over = shifted(start, unit, count) - ONE
    if reading.said_on and unit == "year" and over <= reading.said_on <= over + SOON:
        early = over  # "in the year since mobilisation", told at its end
    if reading.said_on and early <= reading.said_on < late:
        late = reading.said_on
    return Window((start, start), (early, late))


@anchors("nth_year_of")
def nth_year_of(match: Match, reading: Reading) -> Window | None:
    """The first year of the war."""
    unit, count, start = match.one("unit"), match.one("nth"), named(match, reading)[0].first
    reading.ordered = (start, unit, match.stop)
    return Window.of(shifted(start, unit, count - 1), shifted(start, unit, count) - ONE)


@anchors("by_nth_unit")
def by_nth_unit(match: Match, reading: Reading) -> Window | None:
    """By the end of the third year of the war: some day of its last third."""
    if match.one("edge") != "end" or match.one("unit") != "year":
        return None
    end = shifted(named(match, reading)[0].first, "year", match.one("nth"))
    return Window(OPEN, (shifted(end, "month", -MONTHS_IN["year"] // 3), end - ONE))


@anchors("after_it")
def after_it(match: Match, reading: Reading) -> Window | None:
    """After it, in the year after it: the event named before in the sentence, or what was in days not known. Since its announcement."""
    if match.has("declared"):
        return _declared(match, reading)
    if not match.has("it") and not reading.counts_next(match):
        return None  # "in the week after he left"
    event, gap = reading.event, reading.text[reading.event[1] if reading.event else 0 : match.start]
    if event is None or event[1] > match.start or len(gap) > SENTENCE or "." in gap or "\n" in gap:
        return Window(OPEN, (None, reading.said_on)) if match.has("unit") else None
    if not match.has("unit"):
        return until_now((event[0], event[0] + ONE), reading)
    return Window.of(event[0], shifted(event[0], match.one("unit"), match.one("n") or 1) - ONE)


def _declared(match: Match, reading: Reading) -> Window | None:
    """Since the day of the event named last in the sentence: "of those who fled from mobilisation … since its announcement"."""
    known = [one for one in (reading.event, reading.mentioned) if one and one[1] <= match.start]
    day, end = max(known, key=lambda one: one[1], default=(None, 0))
    gap = reading.text[end : match.start]
    if day is None or len(gap) > SENTENCE or "." in gap or "\n" in gap:
        return None
    return until_now((day, day + ONE if match.has("after") else day), reading)


@anchors("listed")
def listed(match: Match, reading: Reading) -> Window | None:
    """The last two months, November and December: the months named are those of the stretch, if they make it up."""
    stretch: Period = match.one("Units")
    first, *_, last = months = match.all("Month")
    near = (first.moved(year - first.first.year) for year in (stretch.last.year, stretch.last.year - 1))
    begun = next((one for one in near if stretch.first - timedelta(MONTH) <= one.first <= stretch.last), None)
    if begun is None or stretch.year == "lost" or (match.has("and") and any(one.grain != "month" for one in months)):
        return None
    ended = last.moved(begun.first.year - last.first.year)
    ended = ended if ended.first > begun.first else ended.moved(1)
    alike = abs((ended.last - begun.first).days - (stretch.last - stretch.first).days) <= A_FEW
    return Window.of(begun.first, ended.last) if alike else None


@anchors("since_then")
def since_then(match: Match, reading: Reading) -> Window | None:
    """Since then: since some day of the window before."""
    if match.has("thence") and reading.follows("of_what", match.stop):
        return None  # «відтоді, як …» says since when
    named_before = [period for token in match.tokens[: match.begin] if (period := token.values.get("Period"))]
    period = named_before[-1] if named_before else reading.before
    return until_now((period.first, period.last), reading) if period and period.year != "lost" else None


def as_event(day: date) -> Period:
    """A dated event as a period that only anchors may use."""
    return replace(day_of(day), grain="event")
