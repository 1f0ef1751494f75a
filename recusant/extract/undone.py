"""What is told as not done: "284 were not convicted", "refused to surrender", "may be prosecuted"; and "not 300" is no count."""

from __future__ import annotations

from recusant.extract.line import Line, Placed
from recusant.extract.terms import Mention

TOLD_WITHIN = 12  # words from a figure to the words that tell its measure


def is_undone(line: Line, figure: Placed, measure: str) -> bool:
    """Whether a figure is denied, or the words nearest to it that tell its measure are denied, wished, ordered or only possible."""
    before = line.place_of(figure.start) - 1
    if before >= 0 and line.tokens[before].low in line.grammar.claims["words"].get("denying", ()):
        return True
    cues = [one for one in line.named("cues", "undone") if line.tokens[one.tokens[0]].form.islower()]  # "in May", not "they may"
    if not cues:
        return False
    told = [one for one in (*line.named("measure"), *line.named("also")) if measure in one.ids]
    near = line.nearest(figure, told, TOLD_WITHIN)
    return near is not None and any(_holds_for(line, cue, near) for cue in cues)


def _holds_for(line: Line, cue: Mention, told: Mention) -> bool:
    """Whether nothing but forms of "be" stand between a cue and a word of what it denies, and the cue is no part of that."""
    if not {*cue.tokens}.isdisjoint(told.tokens):
        return False  # "wanting to surrender" is what the hotline counts
    auxiliary = line.grammar.claims["words"].get("auxiliary", ())
    at = cue.tokens[-1] + 1
    while at < len(line.tokens) and at not in told.tokens and line.tokens[at].low in auxiliary:
        at += 1
    return at in told.tokens
