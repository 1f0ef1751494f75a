"""A count of a city, or of the court of one: it is in the count of its region, but is not all of it."""

from __future__ import annotations

from dataclasses import replace

from recusant.extract.doubt.otherwise import OTHERWISE
from recusant.extract.sentence.line import Line
from recusant.extract.sentence.thread import Read
from recusant.extract.what.stated import Stated

COUNTED = frozenset(("count", "rate"))  # kinds of which a part proves at least so much of the whole
WITHIN = 40  # how far a place may stand from its figure, in words as Line counts them


def of_region(line: Line, read: Read, said: Stated) -> tuple[Read, Stated]:
    """What a figure of a city says of the region: at least so many. No share or change of a part is one of the whole."""
    if not _is_of_city(line, read):
        return read, said
    if said.kind not in COUNTED:
        return read._replace(how=read.how | {"told": OTHERWISE}), said
    return read, replace(said, quantity=replace(said.quantity, hi=None))


def _is_of_city(line: Line, read: Read) -> bool:
    """Whether only a city is named of the region that a figure is counted in, or it is the nearest to the figure."""
    cities = {one.tokens for one in line.named("city", read.scope.place)}
    if not cities:
        return False
    places = line.named("place", read.scope.place)
    near = line.nearest(read.figure, places, WITHIN)
    return near.tokens in cities if near else all(one.tokens in cities for one in places)
