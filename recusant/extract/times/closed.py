"""Days told by words for what was counted in them: the January figure, the results of the half-year, as the year closed with 300."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

from recusant.extract.times.periods import ONE, Period, around, month_of, season_of
from recusant.extract.times.phrases import Productions, Reading, adrift, in_year
from recusant.extract.times.shapes import Match

CLOSED = Productions()
RECKONED_UP = ("month", "quarter", "half", "year")  # what is told to be over without its number
SINCE_OVER = timedelta(75)  # how long after its end it is told
NEARLY_OVER = 0.9  # of a unit, at which it is told as if it were


@CLOSED.reads("monthly")
def monthly(match: Match, reading: Reading) -> Period | None:
    """The January figure, the summer tally, as adjectives tell them. What else is of a month so (a law, a battle) dates no count."""
    number = match.one("monthly")
    if reading.alone:
        return None
    return in_year(lambda year: month_of(year, number) if number else season_of(year, match.one("seasonal")), match, reading)


@CLOSED.reads("closed")
def closed(match: Match, reading: Reading) -> Period | None:
    """The results of the quarter, "closed the year with": the one named before, or else the one that was over lately, or nearly is."""
    unit = match.one("unit") or match.one("spanned")
    behind = match.tokens[match.end].values if match.end < len(match.tokens) else {}
    if unit not in RECKONED_UP or reading.alone or match.holds("many") or not behind.keys().isdisjoint(("Event", "Period", "epithet")):
        return None
    before, _ = reading.just_before(match)
    if before is not None and before.grain == unit and before.year != "lost":
        return replace(before, echo=True)
    if match.has("figure") and (unit == "month" or (match.has("spanned") and unit == "year")):
        return None  # "the monthly figure" is that of any month
    present = around(reading.today, unit)
    over = (reading.today - present.first).days >= NEARLY_OVER * present.days
    found = present if over else around(present.first - ONE, unit)
    if reading.said_on is None:
        return adrift(found)
    return found if reading.said_on - found.last <= SINCE_OVER else None
