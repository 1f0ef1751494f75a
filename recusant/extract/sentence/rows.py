"""Windows and figures in a row, nothing but commas and a word such as "and" between them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from recusant.extract.sentence.line import AT_ONCE, Line, Placed
from recusant.extract.times.dated import Dated, as_one, goes_on, overlap


def in_lists(line: Line) -> Line:
    """The line with the windows of a list taken as one: "in August and September 2025", "in 2021 and 2023".

    Where a row of as many bare figures stands in the sentence, each of them has a window of its own.
    """
    if len(line.windows) < 2:
        return line
    rows = {len(row) for row in line.rows(line.figures)}
    windows: list[Dated] = []
    for row in line.rows(line.windows):
        together = len(row) > 1 and len(row) not in rows and all(one.days for one in row) and (_joined(line, row) or overlap(row))
        windows += [as_one(row)] if together else row
    return replace(line, windows=windows)


def _joined(line: Line, row: Sequence[Dated]) -> bool:
    """Whether a word joins the last of a list, or its days go on as they began: "in autumn 2023, in summer it was 305" is none."""
    between = line.words(row[-2].end, row[-1].start)
    if any(word.low in line.grammar.joins for word in between):
        own = line.tokens[line.place_of(row[-1].start)].low in line.grammar.claims["words"]["prepositions"]  # "and in June 300"
        return not (own or between[0].form == ",") or not _each_counted(line, row)
    first = (line.tokens[line.place_of(one.start)].low for one in row)
    return goes_on(row) and len(set(first) & set(line.grammar.claims["words"]["prepositions"])) <= 1  # "6 in all of 2022, by 2023 9"


def _each_counted(line: Line, row: Sequence[Dated]) -> bool:
    """Whether a count stands before all days of a row and one close behind it: "24,100 in 2023, and in 2022 it was 9,400"."""
    behind = [one for one in line.figures if one.start >= row[-1].end]
    near = behind and len(line.words(row[-1].end, behind[0].start)) <= AT_ONCE
    return bool(near) and any(one.end <= row[0].start for one in line.figures)


def answering(line: Line, figure: Placed) -> Dated | None:
    """The window at a figure's place of a list, where one list answers another: "in June and July there were 200 and 300"."""
    listed = line.listed(figure)
    rows = [row for row in line.rows(line.windows) if len(row) == len(listed) > 1 and all(one.days for one in row)]
    for row in rows:
        first, second = (row[-1], listed[0]) if row[-1].end <= listed[0].start else (listed[-1], row[0])
        if first.end <= second.start and not line.figures_between(first, second):
            return row[[one.start for one in listed].index(figure.start)]
    return None
