"""Cells read strictly: numbers, days, ids of the codebook. What is wrong is noted with its row and column and read as nothing."""

from __future__ import annotations

import re
from collections.abc import Iterable
from datetime import date
from decimal import Decimal
from difflib import get_close_matches

from recusant.errors import BadRecord
from recusant.read.rows import NO_VALUE, Faults, Row
from recusant.records import Number, to_day

PLAIN = re.compile(r"([+-]?[0-9]+(?:\.[0-9]+)?) ?(%?)")
GROUPED = re.compile(r"[0-9]{1,3}(?:[ \u00a0\u202f\u2009][0-9]{3})+(?!\S)|[0-9]{1,3}(?:,[0-9]{3}){2,}")
ONE_COMMA = re.compile(r"[0-9]+,[0-9]+ ?%?")
SPREADSHEET_ERROR = re.compile(r"#(N/A|REF!|VALUE!|DIV/0!|NAME\?|NUM!|NULL!)")


class Cells:
    """The cells of one row. ``sound`` turns False with the first fault."""

    def __init__(self, row: Row, faults: Faults) -> None:
        self.row, self.faults, self.sound = row, faults, True

    def wrong(self, column: str, what: str) -> None:
        self.sound = False
        self.faults.add(f"{self.row.place}, {column}", what)

    def text(self, column: str) -> str:
        """The cell's words, every run of spaces as one; "" where it is empty."""
        written = " ".join(self.row.cells.get(column, "").split())
        if written == NO_VALUE or SPREADSHEET_ERROR.fullmatch(written):
            what = "the formula has no saved value" if written == NO_VALUE else f"the formula gives {written}"
            self.wrong(column, f"{what}; write the value itself")
            return ""
        return written

    def needed(self, column: str, why: str = "every figure needs it") -> str:
        written = self.text(column)
        if not written and self.sound:
            self.wrong(column, f"empty, but {why}")
        return written

    def number(self, column: str) -> Decimal | None:
        """The number exactly as written, decimals and all; a percentage as a fraction of 1. None where the cell is empty."""
        written = self.text(column)
        digits = re.sub(r"[\s,]", "", written) if GROUPED.fullmatch(written) else written
        plain = PLAIN.fullmatch(digits)
        if plain:
            return Decimal(plain[1]).scaleb(-2 if plain[2] else 0)
        if ONE_COMMA.fullmatch(written):
            whole, point = written.replace(",", ""), written.replace(",", ".")
            self.wrong(column, f"{written!r} can mean two numbers; write {whole} or {point}")
        elif written:
            self.wrong(column, f"{written!r} is not a number; write it in digits, such as 2900 or 0.5")
        return None

    def day(self, column: str) -> date | None:
        try:
            return to_day(self.text(column) or None, "it")
        except BadRecord:
            self.wrong(column, f"{self.text(column)!r} is not a day; write days as 2024-05-31")
            return None

    def one_of(self, column: str, allowed: Iterable[str], default: str = "") -> str:
        """The cell, which is one of the words allowed, or the default where it is empty."""
        written = self.text(column) or default
        if written and written not in allowed:
            near = get_close_matches(written, allowed := sorted(allowed), 1)
            meant = f"did you mean {near[0]!r}?" if near else f"use one of: {', '.join(allowed[:20])}{', …' * (len(allowed) > 20)}"
            self.wrong(column, f"{written!r} is not known; {meant}")
        return written


def as_number(value: Decimal) -> Number:
    """A whole number as an int, any other as the float nearest to it."""
    return int(value) if value == value.to_integral_value() else float(value)
