"""Quantities: every number of a text, what it states, and the interval that the soundness rules make of it."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from fractions import Fraction
from functools import lru_cache

from recusant.extract.numbers.numerals import NumeralReader
from recusant.extract.numbers.ranges import LOWER, compared, converted, joined
from recusant.extract.numbers.readings import UNCOUNTED, Reading, modify, reading
from recusant.extract.numbers.sums import Value
from recusant.extract.numbers.uncounted import SHAPES, is_pronoun
from recusant.extract.words.language import language_of
from recusant.extract.words.lexicon import Sentence, lexicon
from recusant.extract.words.tokens import Token, folded, sentences
from recusant.records import EXACT, Number, Quantity, literal

PERCENT = 100
PLAIN = (int, float)
_DIGIT = re.compile(r"\d|[½⅓⅔¼¾]")
_WORD = re.compile(r"[^\W\d_]+(?:'[^\W\d_]+)?")


@dataclass(frozen=True, slots=True)
class Figure:
    """A number seen in a text.

    ``form``: count, nth ("this is the 31st verdict"), percent, fraction, times, money, measure, age, score, ordinal, label, date,
    time. ``quantity`` is in the units as
    stated (percent in percent). ``unit`` is a currency code or unit of measure, ``per`` day, week, month or year. ``grain`` is the
    place value of the last digit where the number is not written in full. ``why`` says what makes a label (date, time, ordinal)
    no count. ``direction`` of a ratio: up ("three times as many") or down ("three times fewer").
    """

    quantity: Quantity
    form: str
    unit: str | None = None
    per: str | None = None
    grain: Number | None = None
    why: str | None = None
    direction: str | None = None
    start: int = field(init=False)
    end: int = field(init=False)

    def __post_init__(self) -> None:
        object.__setattr__(self, "start", self.quantity.start or 0)
        object.__setattr__(self, "end", self.quantity.end or 0)

    @property
    def states_amount(self) -> bool:
        """Whether an amount is stated: no label, date, time or ordinal, and no age without its unit."""
        return self.form not in UNCOUNTED and not (self.form == "age" and self.unit is None)

    @property
    def ratio(self) -> Quantity | None:
        """The quantity as a fraction of 1 ("60 %" → 0.6; "three times fewer" → 1/3); None where it is no share or ratio."""
        quantity = self.quantity
        if self.form not in ("percent", "fraction", "times") or quantity.stated is None:
            return None
        ends = [_scaled(end, self) for end in (*quantity.stated, quantity.lo, quantity.hi)]
        if self.direction == "down":
            ends = [ends[1], ends[0], ends[3], ends[2]]
        first, second, lo, hi = ends
        stated = (0 if first is None else first, 0 if second is None else second)
        return Quantity(stated, quantity.modifier, lo, hi, quantity.text, quantity.start, quantity.end)


def _scaled(end: Number | None, figure: Figure) -> Number | None:
    if end is None:
        return 0 if figure.direction == "down" else None
    if figure.direction == "down":
        return float(1 / Fraction(str(end))) if end else None
    return float(Fraction(str(end)) / PERCENT) if figure.form == "percent" else end


def quantities(text: str, lang: str | None = None) -> list[Quantity]:
    """What states an amount in a text, in order: counts, shares, ratios, sums of money, measures and ages with their unit.

    "This is the 31st verdict" states that there are at least so many. A text that is one number and nothing else is asked for that
    number, be it an ordinal or a year.

    ``lang`` is a language code (None: told from the text). Spans are code points of ``text``. Raises BadInput for a language
    that Recusant has no number words for.
    """
    found = figures(text, lang)
    return [figure.quantity for figure in found if figure.states_amount or (len(found) == 1 and _is_all(figure, text))]


def _is_all(figure: Figure, text: str) -> bool:
    return figure.quantity.stated is not None and text.strip() == figure.quantity.text


def figures(text: str, lang: str | None = None, *, at: int = 0) -> list[Figure]:
    """Every number seen in a text, in order, none overlapping another, those that count nothing included (``Figure.form``).

    ``at`` is where the text begins in a longer one that spans are to count code points of.
    """
    known, low = lexicon(lang or language_of(text)), folded(text)
    found: list[Figure] = []
    for start, end in sentences(text, known.sentence_end):
        if _DIGIT.search(low, start, end) or known.may_count(_WORD.findall(low, start, end)):
            whole = Sentence(known.tokens(text, low, start, end), known, alone=end - start == len(text))
            found += _of_sentence(text, whole, at)
    return found


def _of_sentence(text: str, sentence: Sentence, at: int) -> Iterator[Figure]:
    tokens, numerals = sentence.tokens, NumeralReader(sentence.tokens, sentence.lexicon, alone=sentence.alone).all()
    readings = [reading(sentence, numeral) for numeral in numerals if not is_pronoun(sentence, numeral)]
    readings += [Reading(one, one + 1, 0, 0, *_shape(token)) for one, token in enumerate(tokens) if token.kind in SHAPES]
    readings = joined(sentence, sorted(readings, key=lambda found: found.first))
    starts = [*(found.first for found in readings[1:]), len(tokens)]
    for before, found, start in zip([None, *readings], readings, starts, strict=False):
        if found.counts:
            modify(sentence, found, before, start)
    converted(sentence, readings)
    end = -1
    for found in compared(sentence, readings):
        if found.first >= end:
            yield _figure(text, tokens, found, at)
            end = found.last


def _shape(token: Token) -> tuple[str, None, int, str, None, None, str]:
    form, why = SHAPES[token.kind]
    return form, None, 1, "exact", None, None, why


def _figure(text: str, tokens: Sequence[Token], found: Reading, at: int) -> Figure:
    start, end = tokens[found.first].start, tokens[found.last - 1].end
    shaped = tokens[found.first].kind in SHAPES
    stated = None if shaped or found.modifier == "vague" else (_number(found.low), _number(found.high))
    lo, hi = _interval(found) if not shaped else (None, None)
    quantity = Quantity(stated, found.modifier, lo, hi, text[start:end], start + at, end + at)
    grain = None if found.grain is None else _number(found.grain)
    return Figure(quantity, found.form, found.unit, found.per, grain, found.why, found.direction)


def _interval(found: Reading) -> tuple[Number | None, Number | None]:
    low, high = _number(found.low), _number(found.high)
    if found.modifier == "vague" or not found.counts:
        return low, None if found.loose and found.modifier == "vague" else high
    whole = found.form in ("count", "nth", "money", "age", "score") and isinstance(low, int) and isinstance(high, int) and low >= 0
    if low < 0:
        return _below_zero(found, low, high)
    lo, hi = _literal((low, high), found.modifier, _grain(found), whole)
    if whole and lo is not None and hi is not None:
        lo, hi = lo + found.strict[0], hi - found.strict[1]
    if found.loose:
        rough = _literal((low, high), "about", _grain(found), whole)
        lo, hi = (rough[0] if lo is not None and found.modifier in LOWER else lo), (rough[1] if hi is not None else None)
    return lo, hi


@lru_cache(maxsize=1 << 12)
def _literal(stated: tuple[Number, Number], modifier: str, grain: Number | None, whole: bool) -> tuple[Number | None, Number | None]:
    return literal(stated, modifier, grain, whole=whole)


def _grain(found: Reading) -> Number | None:
    if found.grain is not None:
        return _number(found.grain)
    if found.form in ("percent", "times"):
        return 1  # "60 %" is written to the percent, as "60 thousand" is to the thousand
    if found.form in ("fraction", "measure") and isinstance(found.high, Fraction):
        below = found.high.denominator  # "a seventh" is said of what is nearer to it than to an eighth; tenths are decimals
        return float(Fraction(1, below if below % 10 == 0 else below * (below + 1)))
    return None


def _below_zero(found: Reading, low: Number, high: Number) -> tuple[Number | None, Number | None]:
    """The reading of a number below zero, which no count is: as stated, open towards where the modifier points."""
    open_below, open_above = found.modifier in ("less_than", "up_to"), found.modifier in ("more_than", "at_least")
    return None if open_below else low, None if open_above else high


def _number(value: Value | float) -> Number:
    if isinstance(value, PLAIN):
        return value
    return round(value) if value.denominator == 1 or abs(value) > EXACT else float(value)
