"""Numbers whose unit of time was said before and is understood: "a soldier risks up to 10 years and a deserter up to 15"."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Sequence

from recusant.extract.numbers.quantities import Figure
from recusant.extract.sentence.line import START
from recusant.extract.times.dated import Dated
from recusant.extract.words.grammar import Grammar

TIMES = frozenset(("day", "week", "month", "year"))
PERIODS = frozenset(("daily", "weekly", "monthly", "yearly"))  # cues of what a rate is counted per
LONGEST = 40  # of what is understood; more is hardly meant
_SENTENCE_ENDS, _NEXT = re.compile(r"[.!?…]\s|\n"), re.compile(r"[^\S\n]*([^\W\d_]+|\S|\n|$)")


def but_lengths(found: Sequence[Figure], text: str, dated: Sequence[Dated], words: Grammar) -> Sequence[Figure]:
    """The numbers but bare ones that go on about a length of time told before them in the sentence, no days or count in between.

    What tells of which days something is counted, "in three months", is no such length.
    """
    if not any(one.form == "measure" and one.unit in TIMES for one in found):
        return found
    kept: list[Figure] = []
    length: Figure | None = None
    for figure in found:
        if length is not None and _parted(length, figure, text, dated):
            length = None
        if length is not None and figure.form == "count" and _is_bare(figure, text, words):
            length = figure
            continue
        kept.append(figure)
        told = figure.form == "measure" and figure.unit in TIMES
        length = figure if told and not _holds_days(figure.start, figure.end, dated) else None
    return kept


def _parted(length: Figure, figure: Figure, text: str, dated: Sequence[Dated]) -> bool:
    return _holds_days(length.end, figure.end, dated) or _SENTENCE_ENDS.search(text, length.end, figure.start) is not None


def _holds_days(start: int, end: int, dated: Sequence[Dated]) -> bool:
    """Whether any of the windows, which stand in their order, reaches into a part of the text."""
    last = bisect_left(dated, end, key=START) - 1
    return last >= 0 and dated[last].end > start


def _is_bare(figure: Figure, text: str, words: Grammar) -> bool:
    """Whether a small number stands before a mark, a joining word or the end, so that its noun is left out."""
    behind, most = _NEXT.match(text, figure.end), figure.quantity.stated
    after = behind.group(1).casefold() if behind else ""
    bare = not after or after in words.joins or not (after[0].isalnum() or after in "%(—–-")
    return bare and most is not None and most[1] <= LONGEST
