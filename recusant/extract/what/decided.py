"""What became of applications: "the asylum claims of 866 Russians were approved" counts grants, and no claims."""

from __future__ import annotations

from collections.abc import Sequence

from recusant.codebook import Codebook
from recusant.extract.sentence.line import PARTING, Line, Placed
from recusant.extract.sentence.terms import FILED, Mention, Word

OUTCOMES = frozenset(("granted", "refused"))  # stages at which it is told what became of applications
BEFORE = frozenset(("filed", "decided"))  # stages at which it is not
ASIDE = frozenset(("place", "category", "people", "origin", "units"))  # what is named between a decision and what was decided
HELPING = frozenset(("plain", "heard"))  # cues: verbs between a decision and applications, "a green light was given to 31 claims"
LATER_WITHIN = 3  # tokens from "after" to the decision that went before

Span = tuple[int, int]  # where a figure begins and its noun ends


def decided(line: Line, book: Codebook, counted: Span, told: Mention, named: Sequence[Mention]) -> Mention:
    """The outcome that is told of the applications that a mention names, or the mention itself.

    The decision stands in one phrase with them, or with nothing of weight between: "approved in 2024 the claims of 866 Russians".
    """
    measure = book.measures[told.ids[0]]
    if measure.unit not in FILED or measure.stage not in BEFORE:
        return told
    found = [one for one in _outcomes(book, named) if _acts_on(line, book, one, told, counted)]
    return found[0] if found and len({one.ids for one in found}) == 1 else told


def decided_on(line: Line, book: Codebook, figure: Placed, named: Sequence[Mention]) -> Mention | None:
    """What an asylum office did to persons, however far before them in the clause: "protection was given in France … to 50 deserters".

    Or behind a colon, where one number is told: "the door was shut to 50 deserters: France refused them asylum".
    """
    told = [one for one in named if book.measures[one.ids[0]].unit in FILED and len(one.tokens) > 1]
    before = [one for one in told if one.end <= figure.start and not line.figures_between(one, figure)]
    before = [one for one in before if not any(word.form in PARTING for word in line.words(one.end, figure.start))]
    colon = next((word for word in line.words(figure.end, line.sentence.end) if word.form == ":" and len(line.figures) == 1), None)
    behind = [one for one in told if colon and one.start > colon.start]
    return next(iter(_outcomes(book, before) or before or _outcomes(book, behind)), None)


def _outcomes(book: Codebook, named: Sequence[Mention]) -> list[Mention]:
    """The outcomes that are named, but those that are words of longer ones: "not approved" is no approval."""
    measures = ((one, book.measures[one.ids[0]]) for one in named)
    found = [one for one, measure in measures if measure.unit in FILED and measure.stage in OUTCOMES]
    return [one for one in found if not any({*one.tokens} < {*other.tokens} for other in found)]


def _acts_on(line: Line, book: Codebook, outcome: Mention, told: Mention, counted: Span) -> bool:
    """Whether an outcome is of the applications told of: of the same noun, or beside them and those who filed them."""
    nearest = min(line.figures, key=lambda one: line.apart(one, outcome))
    if nearest.start != counted[0] or _went_before(line, outcome) or {*outcome.tokens} <= {*told.tokens}:
        return False
    if not {*outcome.tokens}.isdisjoint(told.tokens):
        return any(at in outcome.tokens for at in _heads(line, told))
    start, end = min(told.start, counted[0]), max(told.end, counted[1])
    between = line.words(outcome.end, start) if outcome.end <= start else line.words(end, outcome.start)
    own = len(told.tokens) == 1 < len(outcome.tokens) and outcome.section == "measure"  # "a positive answer … asylum"
    return all(_goes_on(line, word) and (own or _is_light(line, book, word)) for word in between)


def _heads(line: Line, told: Mention) -> list[int]:
    """The noun of a phrase: "received asylum applications" is no asylum received."""
    units = [at for at in told.tokens if any(one.section == "units" and not FILED.isdisjoint(one.ids) for one in line.naming(at))]
    return units or [told.tokens[-1 if line.grammar.head_last else 0]]


def _goes_on(line: Line, word: Word) -> bool:
    """Whether a word between a decision and applications begins no other clause."""
    grammar = line.grammar
    words = grammar.claims["words"]
    ends = (*grammar.joins, *grammar.relative, *words.get("reasons", ()), *words.get("contrasts", ()))
    return _is_dated(line, word) or (word.form[0].isalpha() and word.low not in ends)


def _is_light(line: Line, book: Codebook, word: Word) -> bool:
    """Whether a word tells no more than where, when and whose, or is a verb such as "given" or "received"."""
    grammar, naming = line.grammar, line.naming(line.place_of(word.start))
    little = word.low in grammar.function or word.low in grammar.claims["words"].get("auxiliary", ())
    cues = {name for one in naming if one.section == "cues" for name in one.ids}
    helps = bool(cues) and cues <= HELPING  # «данные» may be "given", and are data
    came = any(one.section == "also" and book.measures[one.ids[0]].stage in BEFORE for one in naming)
    return _is_dated(line, word) or little or helps or came or any(one.section in ASIDE for one in naming)


def _is_dated(line: Line, word: Word) -> bool:
    return any(one.start <= word.start < one.end for one in line.windows)


def _went_before(line: Line, outcome: Mention) -> bool:
    """Whether a decision is only told to have gone before: "asked for asylum after being refused it in Finland"."""
    first = outcome.tokens[0]
    return any(word.low in line.grammar.claims["words"].get("after", ()) for word in line.tokens[max(0, first - LATER_WITHIN) : first])
