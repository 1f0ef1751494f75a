"""What is told of a figure may make it another count than its words name: "appeal courts upheld 412 verdicts" passes none."""

from __future__ import annotations

from recusant.extract.line import Line
from recusant.extract.terms import Mention
from recusant.extract.thread import Read

OTHERWISE = "otherwise"  # the cues, and how a claim is told beside which one stands
NEAR = 10  # words between such a cue and the figure
LEFT_OUT_WITHIN = 1  # words from "excluding" to the offence that is left out


def is_told_otherwise(line: Line, read: Read) -> bool:
    """Whether a word stands near a figure by which it counts others, or less, than its measure: repeated, withdrawn, overturned.

    So do words that name an offence only to leave it out, or that make the figure a part.
    """
    return _is_beside(line, read) or _is_left_out(line, read) or _is_part(line, read)


def _is_beside(line: Line, read: Read) -> bool:
    """Whether such a word stands near, no other figure between them nor right behind it, and is none of those that tell the measure."""
    cues = line.named("cues", OTHERWISE)
    if not cues:
        return False
    said = (one for section in ("measure", "also") for one in line.named(section, read.scope.measure))
    told = [{*one.tokens} for one in said]
    free = [one for one in cues if not any(tokens.issuperset(one.tokens) for tokens in told)]
    near = (one for one in free if line.apart(read.figure, one) <= NEAR and not line.figures_between(read.figure, one))
    return any(one.end <= read.figure.start or not _has_own(line, one) for one in near)


def _has_own(line: Line, cue: Mention) -> bool:
    """Whether a figure stands right behind a word, so that it is told of that one: "received 345 cases and overturned 12 verdicts"."""
    return any(one.start >= cue.end and not line.words(cue.end, one.start) for one in line.figures)


def _is_left_out(line: Line, read: Read) -> bool:
    """Whether what a figure would count is named only to leave it out: "excluding AWOL, courts received 5,204 cases"."""
    cues = line.named("cues", "left_out")
    named = [one for one in line.named("category") if read.scope.category in one.ids] if cues else []
    without = [one for one in named if any(cue.end <= one.start and len(line.words(cue.end, one.start)) <= LEFT_OUT_WITHIN for cue in cues)]
    return bool(without) and len(without) == len(named)


def _is_part(line: Line, read: Read) -> bool:
    """Whether a figure is a part of what it would count: "345 of the proceedings opened in 2023 were sent to court"."""
    whole, behind = read.noun.measure, line.words(read.figure.end, read.noun.end)[:1]
    part = bool(behind) and behind[0].low in line.grammar.claims["words"]["share_of"]
    return part and whole is not None and len(whole.tokens) > 1 and read.scope.measure in whole.ids
