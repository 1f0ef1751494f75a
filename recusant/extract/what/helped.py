"""Those who were helped: "helped 3,000 evade the draft and 800 to desert" counts 800 helped, and no deserters of its own."""

from __future__ import annotations

from recusant.codebook import Codebook
from recusant.extract.sentence.line import Line, Placed

PARTS = frozenset(";:")
NAME_WITHIN = 2  # words from "with the help of" to the name of who helped
TOLD_WITHIN = 12  # words between a figure and what is told of those counted


def with_help(line: Line, book: Codebook, figure: Placed, measure: str) -> str:
    """The measure of those helped to do what a measure counts, where a verb of helping before the figure holds for it too."""
    cues, behind = [one for one in line.named("cues", "help") if one.end <= figure.start], line.named("cues", "with_help")
    told = cues or behind or line.named("cues", "helped_by")
    helped = next((name for name, one in book.measures.items() if measure in one.helped), None) if told else None
    by = any(one.start >= figure.end for one in behind) or (bool(cues) and _holds(line, cues[-1].end, figure, measure))
    return helped if helped and (by or _by_helper(line, book, helped)) else measure


def _by_helper(line: Line, book: Codebook, helped: str) -> bool:
    """Whether "with the help of" stands before the name of somebody who counts those he helped."""
    helpers = [one for one in line.named("origin") if helped in book.origins[one.ids[0]].measures]
    return any(cue.end <= one.start and line.apart(cue, one) <= NAME_WITHIN for cue in line.named("cues", "helped_by") for one in helpers)


def _holds(line: Line, start: int, figure: Placed, measure: str) -> bool:
    """Whether a verb of helping holds for a figure: nobody says anything in between, and those counted did it not by themselves."""
    said = any(start <= one.start < figure.start for one in line.named("speech"))
    if said or any(word.form in PARTS for word in line.words(start, figure.start)):
        return False
    told = line.nearest(figure, [one for one in line.named("measure") if one.start >= start and measure in one.ids], TOLD_WITHIN)
    return told is not None and not any(line.tokens[at].low.endswith(line.grammar.verb_endings) for at in told.tokens)
