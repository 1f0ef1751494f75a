"""Numbers that seem a part of the name before them and are counts: "in Germany 284 Russian men applied, in France 31", «о самоволке 18,
о неисполнении приказа 1369».
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace

from recusant.extract.numbers.named import NAMED_BY, PART_OF_NAME
from recusant.extract.numbers.quantities import Figure, figures
from recusant.extract.sentence.terms import Mention, Word
from recusant.extract.words.grammar import Grammar

PLACES = frozenset(("place", "beside", "seat"))  # sections
NAMING = PLACES | {"origin", "category"}
LED_WITHIN = 2  # words before a place, an article among them, of which one may be a preposition


def is_name(figure: Figure) -> bool:
    """Whether a number counts nothing for the one reason that a name stands before it, or a word that may have a number."""
    return figure.form == "label" and figure.why is not None and figure.why.startswith((PART_OF_NAME, NAMED_BY))


def counted_there(labels: Sequence[Figure], tokens: Sequence[Word], mentions: Sequence[Mention], words: Grammar) -> Iterator[Figure]:
    """Those of the numbers that a place stands before, an offence in a list of such, or one who counts, and that count something."""
    led = False
    for label in labels:
        at = next((place for place, token in enumerate(tokens) if token.start >= label.start), None)
        before = next((one for one in mentions if at is not None and one.tokens[-1] == at - 1 and one.section in NAMING), None)
        if at is None or before is None or (before.section == "category") == (label.why == PART_OF_NAME):
            continue
        lead = tokens[max(0, before.tokens[0] - LED_WITHIN) : before.tokens[0]]
        if before.section == "origin":
            counts = any(one.section == "units" and at < one.tokens[0] <= at + LED_WITHIN for one in mentions)
        elif before.section == "category":
            counts = _goes_on(lead, tokens, words)
        else:
            led = counts = any(word.low in words.claims["words"]["prepositions"] for word in lead) or led
        if counts and (again := _as_count(label, words.lang)) is not None:
            yield again


def _goes_on(lead: Sequence[Word], tokens: Sequence[Word], words: Grammar) -> bool:
    """Whether an offence is the next of a list: a number and a comma or "and" stand before it."""
    begins = next((one.start for one in lead if one.form == "," or one.low in words.joins), None)
    before = [one for one in tokens if begins is not None and one.end <= begins][-1:]
    return bool(before) and before[0].form[0].isdigit()


def _as_count(label: Figure, lang: str) -> Figure | None:
    """The number read by itself."""
    quantity = label.quantity
    again = figures(quantity.text, lang)
    if len(again) != 1 or again[0].form != "count":
        return None
    return replace(again[0], quantity=replace(again[0].quantity, start=quantity.start, end=quantity.end))
