"""What became of applications: "the asylum claims of 866 Russians were approved" counts grants, and no claims."""

from __future__ import annotations

from collections.abc import Sequence

from recusant.codebook import Codebook
from recusant.extract.sentence.line import PARTING, Line, Placed
from recusant.extract.sentence.terms import FILED, Mention, Word

OUTCOMES = frozenset(("granted", "refused"))  # stages at which it is told what became of applications
BEFORE = frozenset(("filed", "decided"))  # stages at which it is not
ASIDE = frozenset(("place", "category", "people", "origin", "units"))  # what is named between a decision and what was decided
LATER_WITHIN = 3  # tokens from "after" to the decision that went before

Span = tuple[int, int]  # where a figure begins and its noun ends


def decided(line: Line, book: Codebook, counted: Span, told: Mention, named: Sequence[Mention]) -> Mention:
    """The outcome that is told of the applications that a mention names, or the mention itself.

    The decision stands in one phrase with them, or with nothing of weight between: "approved in 2024 the claims of 866 Russians".
    """
    measure = book.measures[told.ids[0]]
    if measure.unit not in FILED or measure.stage not in BEFORE:
        return told
    found = [one for one in _outcomes(book, named) if _acts_on(line, one, told, counted)]
    return found[0] if found and len({one.ids for one in found}) == 1 else told


def decided_on(line: Line, book: Codebook, figure: Placed, named: Sequence[Mention]) -> Mention | None:
    """What an asylum office did to persons, however far before them in the clause: "protection was given in France … to 50 deserters"."""
    told = [one for one in named if book.measures[one.ids[0]].unit in FILED and len(one.tokens) > 1 and one.end <= figure.start]
    told = [one for one in told if not line.figures_between(one, figure) and not _parted(line.words(one.end, figure.start))]
    outcomes = _outcomes(book, told)
    return next(iter(outcomes or told), None)


def _outcomes(book: Codebook, named: Sequence[Mention]) -> list[Mention]:
    measures = ((one, book.measures[one.ids[0]]) for one in named)
    return [one for one, measure in measures if measure.unit in FILED and measure.stage in OUTCOMES]


def _acts_on(line: Line, outcome: Mention, told: Mention, counted: Span) -> bool:
    """Whether an outcome is of the applications told of: of the same noun, or beside them and those who filed them."""
    first, last = min(told.start, outcome.start), max(told.end, outcome.end)
    if sum(first <= one.start < last for one in line.figures) > 1 or _went_before(line, outcome):
        return False
    if not {*outcome.tokens}.isdisjoint(told.tokens):
        return any(at in outcome.tokens for at in _heads(line, told))
    start, end = min(told.start, counted[0]), max(told.end, counted[1])
    between = line.words(outcome.end, start) if outcome.end <= start else line.words(end, outcome.start)
    return all(_is_light(line, word) for word in between)


def _heads(line: Line, told: Mention) -> list[int]:
    """The noun of a phrase: "received asylum applications" is no asylum received."""
    units = [at for at in told.tokens if any(one.section == "units" and not FILED.isdisjoint(one.ids) for one in line.naming(at))]
    return units or [told.tokens[-1 if line.grammar.head_last else 0]]


def _is_light(line: Line, word: Word) -> bool:
    """Whether a word between a decision and applications begins no other clause, and tells no more than where, when and whose."""
    if any(one.start <= word.start < one.end for one in line.windows):
        return True
    grammar = line.grammar
    words = grammar.claims["words"]
    ends = (*grammar.joins, *grammar.relative, *words.get("reasons", ()), *words.get("contrasts", ()))
    if word.low in ends or not word.form[0].isalpha():
        return False
    light = word.low in grammar.function or word.low in words.get("auxiliary", ())
    return light or any(one.section in ASIDE for one in line.naming(line.place_of(word.start)))


def _went_before(line: Line, outcome: Mention) -> bool:
    """Whether a decision is only told to have gone before: "asked for asylum after being refused it in Finland"."""
    first = outcome.tokens[0]
    return any(word.low in line.grammar.claims["words"].get("after", ()) for word in line.tokens[max(0, first - LATER_WITHIN) : first])


def _parted(words: Sequence[Word]) -> bool:
    return any(word.form in PARTING for word in words)
