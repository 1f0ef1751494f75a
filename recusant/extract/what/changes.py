"""Changes and multiples of what nobody counted: of an offence itself, and of a number that is not in the files."""

from __future__ import annotations

from recusant.codebook import Codebook
from recusant.extract.numbers.quantities import Figure
from recusant.extract.sentence.line import CARRIED, PARTING, Line, Placed
from recusant.extract.what.stated import changed

COUNTED = frozenset(("opened", "received", "left"))  # stages at which how often an offence was committed is counted
KNOWN_WITHIN = 3  # words from "than" to what is known
BESIDE = 4  # words between an offence and what says that it grew


def of_no_count(line: Line, figure: Placed, measure: str, how: str, book: Codebook) -> bool:
    """Whether a figure is a change or multiple of something else than of the measure that is found for it."""
    if not isinstance(figure, Figure):
        return False
    itself = how == CARRIED and book.measures[measure].stage not in COUNTED and _of_offence_itself(line, figure, book)
    return itself or _against_known(line, figure)


def _against_known(line: Line, figure: Figure) -> bool:
    """Whether a multiple compares what is true with what is known, and no days with others: "twice as many as are registered"."""
    cues = line.named("cues", "than", "than_known") if figure.form == "times" else ()
    than = next((one for one in cues if one.start >= figure.end), None)
    parted = than is not None and "than_known" in than.ids and any(one.form in PARTING for one in line.words(figure.end, than.start))
    if than is None or parted or any(one.start >= than.end for one in line.windows):
        return False
    known = [one for one in line.named("cues", "than_known", "records") if one.start >= than.start]
    return any(len(line.words(than.end, one.start)) <= KNOWN_WITHIN for one in known)


def _of_offence_itself(line: Line, figure: Figure, book: Codebook) -> bool:
    """Whether the offence is told to have grown, and no papers or persons for it: "absences have fallen by a third"."""
    if changed(line, figure) is None and figure.form != "times":
        return False
    offences = [one for one in line.named("category") if any(map(book.is_offence, one.ids))]
    beside = any(line.apart(one, move) <= BESIDE and not line.figures_between(one, move) for one in offences for move in line.moves)
    taken = {token for one in offences for token in one.tokens}
    others = (*line.named("units"), *line.named("measure"))
    return beside and all(taken.intersection(one.tokens) for one in others)
