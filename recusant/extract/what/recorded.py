"""How often an offence was entered in the files: "investigators recorded desertion 11,200 times" counts cases."""

from __future__ import annotations

from recusant.codebook import Codebook
from recusant.extract.numbers.quantities import Figure
from recusant.extract.sentence.line import SAID, Line
from recusant.extract.sentence.terms import FILES
from recusant.extract.sentence.thread import Read

RECORDED_WITHIN = 4  # words between the verb and how often


def recorded(line: Line, figure: Figure, read: Read, book: Codebook) -> bool:
    """Whether a figure tells how often an offence was recorded, where cases were counted before."""
    offence = read.how["category"] == SAID and book.is_offence(read.scope.category)
    if not offence or book.measures[read.scope.measure].unit not in FILES:
        return False
    return any(one.end <= figure.start and line.apart(one, figure) <= RECORDED_WITHIN for one in line.named("cues", "records"))
