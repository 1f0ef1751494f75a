"""Tables: what the head of a column tells of the figures below it. A row is a line of cells between strokes, as in Markdown."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from typing import NamedTuple

from recusant.extract.sentence.terms import Mention
from recusant.extract.times.dated import Dated

STROKE = "|"


class Column(NamedTuple):
    """What the head of a column names."""

    mentions: list[Mention]
    windows: list[Dated]

    def named(self, section: str) -> Sequence[Mention]:
        """What it names of a section."""
        return [one for one in self.mentions if one.section == section]


@dataclass
class Table:
    """The head of a table; ``start`` is where its line begins. ``kinds``: a row above was labelled with an offence."""

    text: str
    start: int
    mentions: Sequence[Mention]
    windows: Sequence[Dated]
    kinds: bool = False
    _columns: dict[int, Column] = field(default_factory=dict)

    def column(self, number: int) -> Column:
        """The head of a column, the first one being the labels of the rows."""
        known = self._columns.get(number)
        if known is None:
            mentions = [one for one in self.mentions if cell_of(self.text, self.start, one.start) == number]
            windows = [one for one in self.windows if cell_of(self.text, self.start, one.start) == number]
            known = self._columns[number] = Column(mentions, windows)
        return known

    @property
    def total(self) -> Dated | None:
        """The days of all columns, where several have their own."""
        dated = sorted((one.window.exact, one) for one in self.windows if one.window.exact)
        if len(dated) < 2:
            return None
        first, last = dated[0][1], dated[-1][1]
        return last._replace(window=replace(last.window, start=first.window.start, span=None))


def is_row(text: str, start: int) -> bool:
    """Whether a line is a row of a table."""
    return text.startswith(STROKE, start)


def cell_of(text: str, start: int, at: int) -> int:
    """The number of the cell that a place stands in, of a row that begins at ``start``."""
    return text.count(STROKE, start, at) - 1
