"""Numbers of those from whom something came: «получили обращения от 300 солдат» says 300, and not at least so many."""

from __future__ import annotations

from dataclasses import replace

from recusant.extract.numbers.quantities import Figure, figures
from recusant.extract.sentence.line import PARTS, Line
from recusant.extract.sentence.terms import FILED, PERSON, Mention
from recusant.extract.what.counted import counted

SENT_WITHIN = 7  # tokens from what came, or the word that it did, to those from whom


def from_senders(line: Line) -> Line:
    """The line with such numbers read without the preposition before them, which is the word for "at least" too."""
    if not line.named("units", "request", *FILED) and not line.named("cues", "heard"):
        return line
    again = [_as_sent(line, one) for one in line.figures]
    return line if again == [*line.figures] else replace(line, figures=again)


def _as_sent(line: Line, figure: Figure) -> Figure:
    first = next(iter(line.words(figure.start, figure.end)), None)  # a number may begin within a token: "6,6,2"
    if first is None or figure.quantity.modifier != "at_least" or first.low not in line.grammar.claims["words"].get("senders", ()):
        return figure
    if counted(line, figure).unit != PERSON or not _comes_before(line, figure):
        return figure
    bare = figure.quantity.text[len(first.form) :].lstrip()
    found = figures(bare, line.grammar.lang)
    if len(found) != 1 or found[0].form != "count":
        return figure
    quantity = replace(found[0].quantity, start=figure.end - len(bare), end=figure.end)
    return replace(figure, quantity=quantity)


def _comes_before(line: Line, figure: Figure) -> bool:
    """Whether what was sent stands before a number, or a verb of hearing or receiving, and no mark or figure in between."""
    first = line.place_of(figure.start)
    since = line.tokens[max(0, first - SENT_WITHIN)].start
    things = [one for one in (*line.named("units", "request", *FILED), *line.named("cues", "heard")) if since <= one.start < figure.start]
    return any(not line.figures_between(one, figure) and _is_unparted(line, one, figure) for one in things)


def _is_unparted(line: Line, thing: Mention, figure: Figure) -> bool:
    return not any(word.form in PARTS for word in line.words(thing.end, figure.start))
