"""How one number may have become another: digits changed, swapped, dropped or added, and thousands for units."""

from __future__ import annotations

from collections.abc import Iterator
from functools import lru_cache

UNITS = (1_000, 1_000_000)
LONG = 5  # from this many digits on two slips still leave most of the number as it was


def slip(was: int, now: int) -> tuple[str, int] | None:
    """The kind of slip (digits or units) that turns one number into the other, and how many, or None where they are not near."""
    small, large = sorted((was, now))
    if small <= 0 or small == large:
        return None
    if large in (small * unit for unit in UNITS):
        return "units", 1
    edits = _distance(str(was), str(now))
    if edits == 1 and large == small * 10:
        return "digits", 1
    most = 2 if min(len(str(was)), len(str(now))) >= LONG else 1
    return ("digits", edits) if edits <= most and _common(_significant(was), _significant(now)) >= 2 else None


def single_slips(number: int) -> Iterator[int]:
    """Every number that one slip of digits may have turned into this one."""
    digits = str(number)
    found = {digits[:at] + new + digits[at:] for at in range(len(digits) + 1) for new in "0123456789"}
    found |= {digits[:at] + new + digits[at + 1 :] for at in range(len(digits)) for new in "0123456789"}
    found |= {digits[:at] + digits[at + 1 :] for at in range(len(digits))}
    found |= {digits[:at] + digits[at + 1] + digits[at] + digits[at + 2 :] for at in range(len(digits) - 1)}
    yield from sorted({int(other) for other in found if other and other[0] != "0" and slip(number, int(other))})


def significant_digits(number: float) -> int:
    """How many digits a number tells: 290,000 tells two."""
    return len(_significant(int(number))) if number == int(number) else len(f"{number:.12g}".replace(".", "").lstrip("0"))


def _significant(number: int) -> str:
    return str(number).rstrip("0")


@lru_cache(maxsize=65_536)
def _distance(one: str, other: str) -> int:
    """How many digits must be changed, added, dropped, or swapped with the next."""
    if not one or not other:
        return len(one) + len(other)
    if one[-1] == other[-1]:
        return _distance(one[:-1], other[:-1])
    steps = [_distance(one[:-1], other), _distance(one, other[:-1]), _distance(one[:-1], other[:-1])]
    if one[-2:] == other[-2:][::-1] and len(one) > 1 and len(other) > 1:
        steps.append(_distance(one[:-2], other[:-2]))
    return 1 + min(steps)


@lru_cache(maxsize=65_536)
def _common(one: str, other: str) -> int:
    """How many digits the two have in common, in order."""
    if not one or not other:
        return 0
    if one[-1] == other[-1]:
        return 1 + _common(one[:-1], other[:-1])
    return max(_common(one[:-1], other), _common(one, other[:-1]))
