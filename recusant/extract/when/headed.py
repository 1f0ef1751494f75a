"""Days told by a heading, where a figure below is only told to be from the data of the year: "First quarter. 74 cases (data for 2024)"."""

from __future__ import annotations

from recusant.extract.sentence.line import CARRIED, Line
from recusant.extract.sentence.thread import Thread, lies_in
from recusant.extract.times.dated import YEAR, Dated
from recusant.records import Window

DATA_WITHIN = 3  # words between "data" and the year they are of


def headed(line: Line, thread: Thread, near: Dated) -> tuple[Window, str] | None:
    """The days of the sentence before, which counts nothing, if they lie in the year whose data a figure is from."""
    days, told = near.days or near.window.largest, thread.window
    if told is None or told.exact is None or thread.last or days is None or told.exact[1] - told.exact[0] >= YEAR / 2:
        return None
    data = [cue for cue in line.named("cues", "data_for", "data") if cue.start < near.start and line.apart(cue, near) <= DATA_WITHIN]
    year = (days[0].month, days[0].day) == (1, 1) and any(letter.isdigit() for letter in line.text[near.start : near.end])
    return (told, CARRIED) if data and year and lies_in(told, near.window) else None
