"""Digits and number words put together into one number, with the grain it was written to."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from fractions import Fraction
from typing import Any

from recusant.extract.numbers.sums import THOUSAND, Numeral, Sum, Value
from recusant.extract.words.lexicon import VULGAR, Lexicon, Sentence
from recusant.extract.words.tokens import LONGEST_NUMBER, NOTHING, SPACES, Token

TENTH = Fraction(1, 10)
SMALLEST_SHARE = 16  # that "1 1/2" and its like are written with
LONGEST_SHORT = 5  # tokens of a number with its hundred left out: "one twenty-two"


class Composer(Sentence):
    """Reads one number from a place in a sentence on."""

    def __init__(self, tokens: Sequence[Token], lexicon: Lexicon, *, alone: bool = False) -> None:
        super().__init__(tokens, lexicon, alone=alone)
        self._and, self._hyphens = lexicon.words["scale_rules.and"], lexicon.words["scale_rules.hyphen"]
        self._bare, self._seconds = lexicon.words["scale_rules.bare"], lexicon.words["ordinal_rules.hyphen_only"]
        self._points, self._whole = lexicon.words["point.words"], lexicon.words["point.whole"]
        self._scaling: Mapping[str, Any] = lexicon.rules["scale_rules"]
        self._twofold: Mapping[str, int] = lexicon.rules["ordinal_rules"].get("instrumental", {})

    def composed(self, index: int) -> Numeral | None:
        """Digits and number words from a token on, as far as they make one number."""
        if found := self._sole_digits(index):
            return found
        total, here = Sum(), index
        while (after := self._next(total, here)) != here or (after := self._after_comma(total, index, here)) != here:
            here = after
        if total.empty:
            return self._ordinal(total, index, index)
        here = self._decimals(total, here)
        here = self._half_of_noun(total, here)
        found = Numeral(index, here, total.value, grain=self._grain(total), scale=total.ceiling or 1)
        if here == index + 1 and self.tokens[index].kind == "digits":
            found.plain = self.tokens[index].form
        return self._ordinal(total, index, here) or found

    def _sole_digits(self, index: int) -> Numeral | None:
        """Digits that nothing goes on from, as most do: what follows is no word of a number, is not glued to them, and is not halved."""
        token, after = self.token(index), self.token(index + 1)
        if token.kind != "digits" or after.kind == "digits" or after.form in self.lexicon.going_on:
            return None
        if (after.glued and (after.kind != "mark" or after.form == ".")) or self.after("half", index + 1):
            return None
        number = self.digits(token)
        if number is None or (after.is_word and self.after("half", index + 2)):
            return None
        value, step = number
        return Numeral(index, index + 1, value, grain=None if step == 1 else step, plain=token.form)

    def _after_comma(self, total: Sum, first: int, here: int) -> int:
        """ "one million, two hundred thousand": numbers written out at length have a comma after a scale word."""
        rules, comma, begun = self._scaling.get("comma"), self.token(here), self.token(here - 1)
        if not rules or comma.form != "," or not begun.is_word or not self.token(first).is_word or not self.token(here + 1).is_word:
            return here
        part, next_ = Sum(), here + 1
        while (after := self._next(part, next_)) != next_:
            next_ = after
        sole = next_ == here + 2 and self.token(next_).is_word  # "of two thousand, one fell"
        listed = self.token(first - 1).form in rules["not_after"] or self.token(next_).form in rules["not_before"]
        return here if sole or listed or not total.append(part) else next_

    def _grain(self, total: Sum) -> Value | None:
        """None where the number stands in full."""
        return None if total.grain == 1 else total.grain

    def _next(self, total: Sum, here: int) -> int:
        """The place after what can be added at ``here``; ``here`` itself where nothing can."""
        token = self.token(here)
        if token.kind == "digits":
            if part := self._mixed(total, here):
                total.add_part(part)
                return here + 3
            number = self.digits(token, self.token(here + 1).form in self.lexicon.scale)
            fits = number is not None and (total.empty or not token.glued) and total.add(*number, digits=True)
            return here + 1 if fits else here
        if not total.empty:
            if token.form in VULGAR and total.group is not None:
                total.add_part(VULGAR[token.form])
                return here + 1
            if hit := self.after("half", here):
                total.add_part(Fraction(hit[1]))
                return here + hit[0]
            if token.form in self._and and (part := self._slashed_at(here + 1)) and total.group is not None:
                total.add_part(part)
                return here + 4
            if token.form in self._and or self._is_hyphen(here):
                return here + 2 if self._joined(total, here) else here
        elif token.form in VULGAR:
            total.add(VULGAR[token.form], Fraction(1, 100))
            return here + 1
        return self._word(total, here)

    def _mixed(self, total: Sum, here: int) -> Fraction | None:
        """ "1 1/2": a whole number and a share beside it, both in digits."""
        if not total.digits or not isinstance(total.group, int) or not total.group < THOUSAND or self.token(here + 1).form != "/":
            return None
        part = self._slashed_at(here)
        return part if part and part.denominator <= SMALLEST_SHARE else None

    def _word(self, total: Sum, here: int) -> int:
        token, lexicon = self.token(here), self.lexicon
        value = lexicon.number.get(token.form)
        if value is None and token.form in self._twofold and self._is_instrumental(here):
            value = self._twofold[token.form]
        if value is not None and self._hundred_left_out(total, value, here):
            return here + 1
        if value is not None and total.add(value, 1 if isinstance(value, int) else TENTH):
            return here + 1
        scale = lexicon.scale.get(token.form) or self._glued_scale(here)
        if scale and (not total.empty or token.form in self._bare) and total.multiply(scale):
            return here + 1 + (scale >= THOUSAND and self._abbreviation_stop(here))
        return here

    def _is_instrumental(self, here: int) -> bool:
        """«сорока сьома», «сьома тисячами»: an ordinal's form is a number's among words in that case."""
        rules, before, after = self.lexicon.rules["ordinal_rules"], self.token(here - 1).form, self.token(here + 1).form
        scaled = after in self.lexicon.scale and after.endswith(tuple(rules["before_instrumental"]))
        return scaled or before.endswith(tuple(rules["after_instrumental"]))

    def _hundred_left_out(self, total: Sum, value: Value, here: int) -> bool:
        """ "one twenty two", where that is all there is: elsewhere it may be a time, or a room."""
        if here != 1 or not self.alone or not self._scaling.get("hundred_left_out") or total.digits or total.ceiling:
            return False
        if total.group not in range(1, 10) or value not in range(20, 100, 10) or len(self.tokens) > LONGEST_SHORT:
            return False
        number = self.lexicon.number
        return all(token.form in number or token.form in self._hyphens for token in self.tokens) and total.add_hundreds(value)

    def _is_hyphen(self, at: int) -> bool:
        token = self.token(at)
        return token.form in self._hyphens and token.glued and self.token(at + 1).glued

    def _abbreviation_stop(self, here: int) -> bool:
        """The full stop of «тыс.» belongs to it where the sentence goes on."""
        after = self.token(here + 1)
        return after.form == "." and after.glued and len(self.token(here).form) <= 4 and self.token(here + 2) is not NOTHING

    def _glued_scale(self, here: int) -> int | None:
        token = self.token(here)
        if not token.glued or len(token.form) > 3 or self.token(here - 1).kind != "digits":
            return None
        rules, written = self._scaling, token.form.upper() if token.capital else token.form
        scale = rules["glued"].get(written)
        if scale is None and self.alone and here <= 2 and here + 1 == len(self.tokens):
            scale = rules.get("glued_alone", {}).get(written)
        if scale is None and (self.before("currency", here - 1) or self.after("measure", here + 1)):
            scale = rules["glued_money"].get(token.form)
        return int(scale) if scale else None

    def _joined(self, total: Sum, here: int) -> bool:
        """Whether the number after "and" or a hyphen belongs to the number before; then it is added."""
        after, beyond = self.token(here + 1), self.token(here + 2)
        hyphen = self.token(here).form not in self._and
        if hyphen and (scale := self.lexicon.scale.get(after.form)):
            return total.multiply(scale)
        value: Value | None = self.lexicon.number.get(after.form)
        if value is None and after.kind == "digits" and not hyphen:
            read = self.digits(after)
            value = read[0] if read and read[1] == 1 else None
        limit = total.room if total.group is not None else total.ceiling
        if value is None or value == 0 or (self.lexicon.scale.get(beyond.form) == 100 and value * 100 >= limit):
            return False
        if hyphen or limit >= 100:
            return value < limit and total.add(value)
        return False

    def _decimals(self, total: Sum, here: int) -> int:
        """ "point two six", «кома нуль п'ять», «целых пять десятых»."""
        word = self.token(here).form
        if total.group is None or (word not in self._points and word not in self._whole):
            return here
        if word in self._whole:
            return self._tenths(total, here)
        written, at = "", here + 1
        spoken = self.lexicon.rules["point"]["digits"]
        while True:
            token, part, next_ = self.token(at), Sum(), at
            if token.form in spoken:
                written, at = written + spoken[token.form], at + 1
                continue
            while next_ < at + 3 and (after := self._next(part, next_)) != next_ and part.value < THOUSAND and not part.ceiling:
                next_ = after
            if next_ == at or part.empty or isinstance(part.value, Fraction):
                break
            written, at = written + str(part.value), next_
        if not written or len(written) > LONGEST_NUMBER:
            return here
        self._set_decimals(total, Fraction(int(written), 10 ** len(written)), Fraction(1, 10 ** len(written)))
        return self._scale_after(total, at)

    def leading_point(self) -> Numeral | None:
        """ "point 77", where that is all there is."""
        total = Sum()
        total.add(0)
        here = self._decimals(total, 0)
        return Numeral(0, here, total.value, grain=total.grain) if 0 < here == len(self.tokens) else None

    def _set_decimals(self, total: Sum, part: Fraction, step: Fraction) -> None:
        total.group, total.step, total.grain = (total.group or 0) + part, step, step

    def _scale_after(self, total: Sum, at: int) -> int:
        scale = self.lexicon.scale.get(self.token(at).form)
        return at + 1 if scale and total.multiply(scale) else at

    def _tenths(self, total: Sum, here: int) -> int:
        at = here + 1 + (self.token(here + 1).form in ("и", "і", "та"))
        part, next_ = Sum(), at
        while (after := self._next(part, next_)) != next_:
            next_ = after
        over = self.lexicon.ordinal.get(self.token(next_).form)
        if part.empty or not over or over not in (10, 100, 1000, 10000, 10**5, 10**6):
            return here + 1
        self._set_decimals(total, Fraction(part.value) / over, Fraction(1, over))
        return self._scale_after(total, next_ + 1)

    def _half_of_noun(self, total: Sum, here: int) -> int:
        """ "one cup and a half": the half stands after the noun."""
        if total.group is None or not self.token(here).is_word:
            return here
        hit = self.after("half", here + 1)
        if not hit or self.token(here + 1 + hit[0]).form in self.lexicon.scale:
            return here
        total.add_part(Fraction(hit[1]))
        return here + 1 + hit[0]

    def _ordinal(self, total: Sum, first: int, here: int) -> Numeral | None:
        """An ordinal that the number before belongs to: "thirty-second", «две тысячи двадцать второй», "19th", «5-й»."""
        token, hyphen = self.token(here), False
        if self._is_hyphen(here):
            token, hyphen, here = self.token(here + 1), True, here + 1
        if here and self.token(here - 1 - hyphen).kind == "digits" and token.glued:
            if hyphen and token.form in self.lexicon.words["ordinal_rules.cardinal_suffix"] and total.value % 10:
                return Numeral(first, here + 1, total.value, grain=self._grain(total))
            if token.form in self.lexicon.words["ordinal_rules.suffix"] or self._dotted(first, here):
                return Numeral(first, here + 1, total.value, "ordinal")
        if token.form in self._and and total.grain >= 100 and self.token(here + 1).form in self.lexicon.ordinal:
            token, here = self.token(here + 1), here + 1  # "one hundred and first"
        value = self.lexicon.ordinal.get(token.form)
        if value is None or total.digits or (token.form in self._seconds and not hyphen and not total.empty):
            return None
        limit = total.room if total.group is not None else total.ceiling
        if total.empty or value < limit:
            return Numeral(first, here + 1, total.value + value, "ordinal")
        return None

    def _dotted(self, first: int, here: int) -> bool:
        """Whether a full stop makes an ordinal of digits: «14. żołnierz», "jeder 14. Soldat"."""
        leads, after = self.lexicon.words.get("ordinal_rules.dot_after"), self.token(here + 1)
        if leads is None or self.token(here).form != "." or not after.is_word or after.glued:
            return False
        return not after.capital or self.token(first - 1).form in leads

    def _slashed_at(self, at: int) -> Fraction | None:
        """The share written as "3/4" at a place."""
        over, slash, below = self.token(at), self.token(at + 1), self.token(at + 2)
        if slash.form not in ("/", "⁄") or not slash.glued or not below.glued or over.kind != "digits" or below.kind != "digits":
            return None
        above, under = self.digits(over), self.digits(below)
        if not above or not under or self.token(at + 3).form == "/" or not 0 < above[0] < under[0] <= 100:
            return None
        return Fraction(above[0]) / under[0]

    def digits(self, token: Token, scaled: bool = False) -> tuple[Value, Value] | None:
        """The value and last place of a token of digits; ``scaled``: a scale word follows. None: an identifier."""
        raw = token.form
        if raw.isdecimal():
            return (int(raw), 1) if len(raw) <= LONGEST_NUMBER else None
        for mark in (*SPACES, "'"):
            raw = raw.replace(mark, "")
        if len(raw) > LONGEST_NUMBER:
            return None
        head, mark, tail = raw.rpartition("," if raw.rfind(",") > raw.rfind(".") else ".")
        if not mark:
            return int(raw), 1
        if self._is_group(token.form, head, mark, tail, scaled):
            return int(raw.replace(",", "").replace(".", "")), 1
        whole = head.replace(",", "").replace(".", "")
        return Fraction(int(whole + tail), 10 ** len(tail)), Fraction(1, 10 ** len(tail))

    def _is_group(self, written: str, head: str, mark: str, tail: str, scaled: bool) -> bool:
        """Whether the last point or comma sets off thousands. «10,000 человек»: nobody writes three decimals to end in 00."""
        if len(tail) != 3 or head in ("", "0") or len(head.replace(",", "").replace(".", "")) != len(head) - head.count(mark):
            return False
        if mark in head:
            return True
        if not written.startswith(head + mark):
            return False
        if mark == self.lexicon.decimal:
            return mark == "," and tail.endswith("00") and not scaled
        return mark in self.lexicon.group and not scaled
