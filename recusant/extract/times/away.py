"""Days so long before or after another: two weeks ago, a year later, reckoned from the day of publication or from what was named."""

from __future__ import annotations

from dataclasses import replace

from recusant.extract.times.periods import Period, around, day_of, shifted
from recusant.extract.times.phrases import Productions, Reading, adrift
from recusant.extract.times.relative import comparable, counted, day_after
from recusant.extract.times.shapes import Match

AWAY = Productions()
MOST_LATER = 100  # days, months or years: a greater number before "later" counts something else


@AWAY.reads("away")
def away(match: Match, reading: Reading) -> Period | None:
    """Two weeks ago, in three days, a year from now; a year ago, said of a month or quarter, is that one a year before."""
    unit, count, back = match.one("unit"), counted(match), match.has("ago") or match.has("ago_lead")
    if match.has("ahead") and (told := None if reading.alone else _told_ahead(unit, count, match, reading)):
        return told
    if (match.holds("many") and not match.has("n")) or not (back or reading.ahead(match)):
        return None
    stretch = None if reading.alone else reading.stretch_before(match)
    if back and unit == "year" and stretch and stretch.grain in ("month", "quarter", "half", "units") and comparable(stretch):
        return replace(stretch.moved(-count, stretch.year), echo=True)
    day = shifted(reading.today, unit, -count if back else count)
    found = around(day, ("month" if unit == "year" and back else "day") if reading.alone else unit)
    return found if reading.said_on else adrift(found)


def _told_ahead(unit: str, count: float, match: Match, reading: Reading) -> Period | None:
    """The year or month so many after one named: «в 2022 году 10, через год 25», «в январе 10, через месяц 25»."""
    if unit == "year":
        whole = _year_then(match, reading)
        return replace(whole.moved(count, whole.year), echo=True) if whole else None
    month = reading.whole_before(match, "month") if unit == "month" and not reading.foretold(match) else None
    found = month and around(shifted(month.first, "month", count), "month")
    past = found is not None and (reading.said_on is None or found.first <= reading.today)
    return replace(found, year=month.year, echo=True) if found and month and month.year != "lost" and past else None


def _year_then(match: Match, reading: Reading) -> Period | None:
    """The year that "a year later" is reckoned from: one named in the sentence, or in the one before where that year is over."""
    before, _ = reading.just_before(match)
    if before is None or before.grain != "year" or before.year == "lost" or reading.compared or reading.foretold(match):
        return reading.year_before(match)
    return before if reading.said_on is None or before.moved(match.one("n") or 1).first <= reading.today else None


@AWAY.reads("later")
def later(match: Match, reading: Reading) -> Period | None:
    """Two days later, a year later: reckoned from the day, month or year named before; as an appointment from today."""
    unit, count, before = match.one("unit"), match.one("n") or 1, reading.previous(match)
    if (match.holds("many") and not match.has("n")) or count > MOST_LATER:
        return None  # «у 2012-му 2873, а 2609 роком пізніше»
    if reading.alone:
        return day_of(shifted(reading.today, unit, count))
    if unit == "day":
        return day_after(before, count)
    if before is None or before.year == "lost" or before.grain != unit:
        return None
    return replace(around(shifted(before.first, unit, count), unit), year=before.year)
