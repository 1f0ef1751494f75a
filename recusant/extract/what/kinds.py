"""Parts by kinds of persons that are no categories: "half signed contracts, a third were mobilised, 10 % are others"."""

from __future__ import annotations

from collections.abc import Sequence

from recusant.extract.numbers.quantities import Figure
from recusant.extract.sentence.line import LEADS, SAID, Line
from recusant.extract.sentence.terms import Mention
from recusant.extract.sentence.thread import SHARES, Read
from recusant.extract.what.counted import counted

KIND_WITHIN = 12  # words between a share and the kind of persons that it is of


def is_of_a_kind(line: Line, figure: Figure, read: Read) -> bool:
    """Whether a figure is only of a kind of those counted, or of the rest beside such kinds, and names nothing else that is counted."""
    kinds = line.named("cues", "kind")
    if kinds and figure.form in SHARES and any(_is_said_to_be(line, figure, one) for one in kinds):
        return True
    if not kinds or len(line.listed(figure)) > 1 or (read.how["measure"] == SAID and not _names_kind(line, read, kinds)):
        return False
    colon = max((word.start for word in line.tokens if word.form == ":" and word.start < figure.start), default=line.sentence.start)
    if read.how["category"] == SAID and any(one.start >= colon for one in line.named("category")):
        return False
    beside = [one for one in line.figures if one.start >= colon]
    if figure.form in SHARES:
        return any(line.nearest(one, kinds, KIND_WITHIN) is not None for one in beside if one.form in SHARES)
    reckoned = read.scope.window.start[0] is not None  # a count that began on no known day is none of the whole, and contradicts none
    return reckoned and line.figures[0].end <= colon and any(_counts_kind(line, one, kinds) for one in beside)


def _is_said_to_be(line: Line, figure: Figure, kind: Mention) -> bool:
    """Whether a share is told to be of a kind: "a third of those sentenced were conscripts", «треть осуждённых – срочники»."""
    if kind.start < figure.end or line.figures_between(figure, kind):
        return False
    before = line.tokens[kind.tokens[0] - 1]
    return before.form in LEADS or before.low in line.grammar.claims["words"].get("copula", ())


def _names_kind(line: Line, read: Read, kinds: Sequence[Mention]) -> bool:
    """Whether the measure is named by nothing but the word for a kind: "60 % mobilised men"."""
    tokens = {token for one in kinds for token in one.tokens}
    named = [one for one in line.named("measure") if read.scope.measure in one.ids]
    return bool(named) and all(tokens.issuperset(one.tokens) for one in named)


def _counts_kind(line: Line, figure: Figure, kinds: Sequence[Mention]) -> bool:
    """Whether what stands right behind a count is a kind of persons: "1,040 contract soldiers"."""
    end = max(counted(line, figure).end, figure.end + 1)
    return figure.form == "count" and any(figure.end <= one.start <= end for one in kinds)
