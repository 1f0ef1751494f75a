"""What is told of a figure may make it another count than its words name: "appeal courts upheld 412 verdicts" passes none."""

from __future__ import annotations

from recusant.extract.line import Line
from recusant.extract.thread import Read

OTHERWISE = "otherwise"  # the cues, and how a claim is told beside which one stands
NEAR = 10  # words between such a cue and the figure


def is_told_otherwise(line: Line, read: Read) -> bool:
    """Whether a word stands near a figure by which it counts others, or less, than its measure: repeated, withdrawn, overturned.

    No other figure stands between them, and the word is none of those that tell the measure.
    """
    cues = line.named("cues", OTHERWISE)
    if not cues:
        return False
    told = {token for one in line.named("measure", read.scope.measure) for token in one.tokens}
    free = (one for one in cues if told.isdisjoint(one.tokens))
    return any(line.apart(read.figure, one) <= NEAR and not line.figures_between(read.figure, one) for one in free)
