"""The literal reading: from a number as stated and its modifier to the interval that counts (soundness rules 1 and 2)."""

from __future__ import annotations

from collections.abc import Callable
from fractions import Fraction
from math import ceil, floor

from recusant.errors import BadRecord
from recusant.records.said import Number

EXACT = 2**53  # beyond it floats are not even whole: an end of a share or ratio is then the next whole number outward
Interval = tuple[Number | None, Number | None]


def grain_of(number: Number) -> Number:
    """The place value of the last significant digit of a whole number written in full: 2,900 → 100, 2,906 → 1."""
    whole = abs(int(number))
    if whole != number or whole == 0:
        return 1
    grain = 1
    while whole % (grain * 10) == 0:
        grain *= 10
    return grain


def literal(stated: tuple[Number, Number], modifier: str, grain: Number | None = None, *, whole: bool = True) -> Interval:
    """The interval ``[lo, hi]`` that a stated number and its modifier make.

    ``grain`` is for numbers not written in full: the place value of the last digit as written ("60 thousand" → 1000, "162.5
    thousand" → 100, "4.3 %" as a fraction → 0.001). Left out, the number stands in full and the grain is read off its digits.
    ``whole`` says that counts are meant: the ends are then whole numbers of at least 0.

    Rule 1: more than n → [n+1, ∞), at least n → [n, ∞), up to n → [0, n], less than n → [0, n−1], almost n → [n−g, n−1], about
    n → [n−g, n+g], n to m → [n, m]. Rule 2: a number written in full whose last two digits are not both zero is exact; any other
    is rounded or cut: [n−g/2, n+g).
    """
    first, last = (_fraction(number) for number in stated)
    step = _fraction(grain if grain is not None else max(grain_of(number) for number in stated))
    one = Fraction(1) if whole else Fraction(0)  # a ratio over 1/3 may be as near to it as one likes: the open end is closed
    step = max(step, one)  # "almost 12.0 cases" are 11
    rounded = step >= 100 or not whole or (grain is not None and step > 1)
    if modifier not in ENDS:
        raise BadRecord(f"modifier {modifier!r} makes no interval of {stated}")
    lo, hi = (first, last) if modifier == "exact" and not rounded else ENDS[modifier](first, last, step, one)
    return _number(lo, whole, ceil), _number(hi, whole, floor)


ENDS: dict[str, Callable[[Fraction, Fraction, Fraction, Fraction], tuple[Fraction | None, Fraction | None]]] = {
    "exact": lambda first, last, step, one: (first - step / 2, last + step - one),
    "about": lambda first, last, step, one: (first - step, last + step),
    "more_than": lambda first, last, step, one: (first + one, None),
    "at_least": lambda first, last, step, one: (first, None),
    "less_than": lambda first, last, step, one: (Fraction(0), last - one),
    "up_to": lambda first, last, step, one: (Fraction(0), last),
    "almost": lambda first, last, step, one: (first - step, last - one),
    "range": lambda first, last, step, one: (first, last),
}


def _fraction(number: Number) -> Fraction:
    return Fraction(number) if isinstance(number, int) else Fraction(str(number))


def _number(value: Fraction | None, whole: bool, rounding: object) -> Number | None:
    if value is None:
        return None
    if whole:
        return max(0, ceil(value) if rounding is ceil else floor(value))
    if abs(value) > EXACT:
        return floor(value) if rounding is ceil else ceil(value)
    return float(value)
