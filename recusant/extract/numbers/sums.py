"""Adding number words up: what may follow what, and the place value of the last digit named."""

from __future__ import annotations

from dataclasses import dataclass
from fractions import Fraction

Value = int | Fraction
THOUSAND = 1000


@dataclass(slots=True)
class Numeral:
    """A number in the tokens ``[first, last)``.

    ``sort``: cardinal, ordinal, fraction, times or vague (then ``value`` to ``high``). ``grain`` is the place value of its last
    digit where it was not written in full, ``scale`` the last scale word's value, ``plain`` the digits where it is digits alone.
    """

    first: int
    last: int
    value: Value
    sort: str = "cardinal"
    grain: Value | None = None
    high: Value | None = None
    scale: int = 1
    plain: str = ""
    about: bool = False


def places(value: Value) -> int:
    """What may still follow in words: values below the last place named. 300 → 100, 20 → 10, 7 and 15 → 1 (nothing)."""
    if not isinstance(value, int) or value <= 0:
        return 1
    room = 1
    while value % (room * 10) == 0:
        room *= 10
    return room if room > 10 or value >= 20 else 1


@dataclass(slots=True)
class Sum:
    """A number being put together: ``total`` of the finished scales, and the ``group`` before the next scale word."""

    total: Value = 0
    group: Value | None = None
    room: int = 0
    step: Value = 1  # place value of the last digit of the group
    ceiling: int = 0  # the last scale; 0: none yet
    grain: Value = 1
    digits: bool = False
    multiplied: bool = False

    @property
    def empty(self) -> bool:
        return self.group is None and not self.ceiling

    @property
    def value(self) -> Value:
        return self.total + (self.group or 0)

    def add(self, value: Value, step: Value = 1, *, digits: bool = False) -> bool:
        """Take a number word or digits, if they can follow."""
        if self.group is None:
            if self.ceiling and (value >= self.ceiling or step < 1 or self.grain < self.ceiling):
                return False
            self.group, self.digits = value, digits
        elif 0 < value < self.room and step == 1 and not self.digits:
            self.group += value
        else:
            return False
        self.room, self.step, self.grain = places(value), step, step
        return True

    def multiply(self, scale: int) -> bool:
        """Take a scale word, if it can follow."""
        if scale < THOUSAND:
            if self.group is None:
                if self.ceiling and self.ceiling <= scale:
                    return False
                self.group = scale
            elif self.group < 100 or (scale < 100 and self.group < THOUSAND and self.group % 100 == 0):
                self.group *= scale
            else:
                return False
            self.room, self.step, self.grain = (scale if scale == 100 else 1), self.step * scale, self.step * scale
            self.digits = False
            return True
        return self._thousands(scale)

    def _thousands(self, scale: int) -> bool:
        if self.ceiling and scale >= self.ceiling:
            if self.group is not None or scale == self.ceiling or self.multiplied:
                return False
            self.multiplied = True  # "two thousand million", once: no number grows without end
            self.total, self.grain = self.total * scale, self.grain * scale
        else:
            self.grain = scale * (self.step if self.group is not None and self.step < 1 else 1)
            self.total += (1 if self.group is None else self.group) * scale
        self.ceiling, self.group, self.room, self.step = scale, None, 0, 1
        return True

    def add_hundreds(self, tens: Value) -> bool:
        """Take tens after a digit that stands for hundreds: "one twenty"."""
        self.group, self.room = (self.group or 0) * 100 + tens, 10
        return True

    def append(self, part: Sum) -> bool:
        """Take what is written after a comma, if it is smaller than the last scale: "two thousand, one"."""
        if part.empty or self.group is not None or self.grain != self.ceiling or not 0 < part.value < self.ceiling:
            return False
        self.total, self.group, self.digits = self.total + part.total, part.group, part.digits
        self.room, self.step, self.grain, self.ceiling = part.room, part.step, part.grain, part.ceiling or self.ceiling
        return True

    def add_part(self, part: Fraction) -> None:
        """Half more of what was said last: "two and a half", "a million and a half"."""
        if self.group is not None:
            self.group, self.step, self.grain, self.room = self.group + part, Fraction(1, 10), Fraction(1, 10), 1
        else:
            self.total, self.grain = self.total + part * self.ceiling, Fraction(self.ceiling, 10)
