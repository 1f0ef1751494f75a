"""What waits: cases not yet heard and applications not yet decided are a stock, and no cases received nor verdicts passed."""

from __future__ import annotations

from collections.abc import Collection

from recusant.codebook import Codebook
from recusant.extract.sentence.line import PARTING, Line, Placed
from recusant.extract.sentence.terms import FILED, FILES, PERSON, Counted, Mention
from recusant.extract.what.outcomes import VERDICT

PENDING, STOCK = "pending", "stock"  # a stage, and a kind of measures
WAITS_WITHIN, BEFORE_WITHIN = 10, 6  # words between a figure and what says that those counted wait
THERE_WITHIN = 2  # tokens from "there were" to its number


def as_waiting(line: Line, book: Codebook, figure: Placed, noun: Counted, measure: str) -> str | None:
    """What is counted where a word says that it waits, or None where it is persons who wait: "2,817 soldiers await a verdict"."""
    counted_as = book.measures[measure]
    if counted_as.kind == STOCK or not (
        _stands(line, figure) or any(_tells(line, figure, noun, one) for one in line.named("cues", "waits"))
    ):
        return measure
    if PERSON in (noun.unit, counted_as.unit) and noun.unit not in FILES:
        return None if counted_as.unit == PERSON or counted_as.unit in FILES | {VERDICT} else measure
    if counted_as.unit not in FILES | FILED | {VERDICT}:
        return measure
    return _waiting(book, FILED if counted_as.unit in FILED else FILES) or measure


def of_those_filed(book: Codebook, measure: str, spoken: str | None) -> str:
    """What waits where applications were spoken of and no cases: "4,200 applied for asylum; 1,500 are pending"."""
    counted_as, before = book.measures[measure], book.measures[spoken] if spoken else None
    filed = before is not None and before.unit in FILED and counted_as.stage == PENDING and counted_as.unit in FILES
    return (_waiting(book, FILED) or measure) if filed else measure


def _waiting(book: Codebook, units: Collection[str]) -> str | None:
    """The measure of what waits in some units."""
    return next((one.id for one in book.measures.values() if one.stage == PENDING and one.unit in units), None)


def _stands(line: Line, figure: Placed) -> bool:
    """Whether so many are told to be before the courts, and not to have come there: "there were 1,500 cases before the courts"."""
    first, there = line.place_of(figure.start), line.grammar.claims["words"].get("there", ())
    if not line.named("cues", "standing") or not any(word.low in there for word in line.tokens[max(0, first - THERE_WITHIN) : first]):
        return False
    return any(not line.figures_between(figure, one) and line.apart(figure, one) <= WAITS_WITHIN for one in line.named("cues", "standing"))


def _tells(line: Line, figure: Placed, noun: Counted, cue: Mention) -> bool:
    """Whether those counted wait: behind them with no other figure, or before them at once."""
    if line.figures_between(figure, cue):
        return False
    if cue.end <= figure.start:
        between = line.words(cue.end, figure.start)
        behind_other = any(one.end <= cue.start and not _parted(line, one, cue) for one in line.figures)
        return len(between) <= BEFORE_WITHIN and not behind_other and not any(word.form in PARTING for word in between)
    return len(line.words(noun.end, cue.start)) <= WAITS_WITHIN and not line.of_next(figure, cue) and not _parted(line, figure, cue)


def _parted(line: Line, figure: Placed, cue: Mention) -> bool:
    """Whether a mark parts a figure from what stands behind it."""
    return any(word.form in PARTING for word in line.words(figure.end, cue.start))
