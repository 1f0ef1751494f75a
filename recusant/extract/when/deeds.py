"""Days in which people did what only tells who is meant: "500 who deserted in 2023 were sentenced in 2024"."""

from __future__ import annotations

from collections.abc import Sequence

from recusant.codebook import Codebook
from recusant.extract.sentence.line import Line, Placed
from recusant.extract.sentence.terms import Mention
from recusant.extract.times.dated import Dated
from recusant.extract.what.counted import counted
from recusant.extract.what.outcomes import came_of, told_apart

DEED_WITHIN = 2  # words between what somebody did and the days on which he did it


def but_of_deeds(line: Line, figure: Placed, windows: Sequence[Dated], book: Codebook) -> Sequence[Dated]:
    """The windows but those of such deeds; these are the days of a whole: "of the 500 who deserted in 2023, most came back in 2024".

    The last of a sentence that is its only one may be of either: "refused asylum to five who fled mobilisation in 2024".
    """
    named, noun = line.named("measure"), counted(line, figure)
    if len(named) < 2 or not windows:
        return windows
    if meant := came_of(line, figure, noun):
        return _of(line, meant, windows) or windows
    apart = told_apart(line, noun, named, book)
    main = [one for one in named if one not in apart and not line.figures_between(figure, one)] if apart else []
    done = [one for one in apart if book.measures[one.ids[0]].is_deed or len(windows) > 1]  # "sentenced in 2024, got suspended terms"
    near = _of(line, done, windows)
    of_deeds = [one for one in near if any(told.start >= one.end for told in main) or (main and len(windows) > 1)]
    return [one for one in windows if one not in of_deeds]


def _of(line: Line, deeds: Sequence[Mention], windows: Sequence[Dated]) -> list[Dated]:
    """The windows right behind what people did."""
    return [one for one in windows if any(deed.end <= one.start and line.apart(deed, one) <= DEED_WITHIN for deed in deeds)]
