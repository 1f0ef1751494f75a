"""A count of a part of its scope, of a town or of officers: the whole is at least so much, and how much at most is not said."""

from __future__ import annotations

from dataclasses import replace

from recusant.extract.doubt.otherwise import OTHERWISE
from recusant.extract.sentence.line import PARTING, Line
from recusant.extract.sentence.terms import Mention
from recusant.extract.sentence.thread import Read
from recusant.extract.what.stated import Stated

COUNTED = frozenset(("count", "rate"))  # kinds of which a part proves at least so much of the whole
WITHIN = 40  # how far a place may stand from its figure, in words as Line counts them
NARROWED_WITHIN = 10  # tokens from what is counted to the words that narrow it: "97 cases of absence without leave against officers"


def of_whole(line: Line, read: Read, said: Stated) -> tuple[Read, Stated]:
    """What a figure of a part says of the whole: at least so many. No share or change of a town is one of its region."""
    if said.kind not in COUNTED:
        return (read._replace(how=read.how | {"told": OTHERWISE}) if _is_of_city(line, read) else read), said
    part = _is_of_city(line, read) or _is_narrowed(line, read)
    return read, replace(said, quantity=replace(said.quantity, hi=None)) if part else said


def _is_of_city(line: Line, read: Read) -> bool:
    """Whether only a city is named of the region that a figure is counted in, or it is the nearest to the figure."""
    cities = {one.tokens for one in line.named("city", read.scope.place)}
    if not cities:
        return False
    places = line.named("place", read.scope.place)
    near = line.nearest(read.figure, places, WITHIN)
    return near.tokens in cities if near else all(one.tokens in cities for one in places)


def _is_narrowed(line: Line, read: Read) -> bool:
    """Whether words behind a figure tell that not all are counted: "97 officers", "97 cases of absences of over a month"."""
    named = (*line.named("measure", read.scope.measure), *line.named("category", read.scope.category))
    own = {at for one in named for at in one.tokens}
    return any(own.isdisjoint(one.tokens) and _narrows(line, read, one) for one in line.named("cues", "narrower"))


def _narrows(line: Line, read: Read, cue: Mention) -> bool:
    """Whether such words stand behind a figure, near it and in its clause."""
    between = line.words(read.figure.end, cue.start)
    near = cue.start >= read.figure.end and len(between) <= NARROWED_WITHIN and not line.figures_between(read.figure, cue)
    return near and not any(word.form in PARTING for word in between)
