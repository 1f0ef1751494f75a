"""The day of a telling, by its place alone: "parliament heard on Thursday that 3,100 men …"."""

from __future__ import annotations

from datetime import date

from recusant.extract.dated import Dated, is_before
from recusant.extract.line import Line

DAY = 1  # how many days what is told in them may span


def told_that(line: Line, printed: date | None) -> Dated | None:
    """The day shortly before a text was printed behind which a clause begins that tells what was said: nothing is counted by it."""
    that = line.grammar.claims["words"].get("that", ())[:1]
    for dated in line.windows:
        behind = [word.low for word in line.words(dated.end, line.sentence.end)[:2] if word.form != ","]
        before = any(one.end <= dated.start for one in line.figures)
        if behind[:1] == [*that] and not before and is_before(dated, printed, DAY, lately=False):
            return dated
    return None
