"""The numerals of a sentence: numbers with their sign, vague amounts, shares and ratio words."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from fractions import Fraction

from recusant.extract.numbers.composed import Composer
from recusant.extract.numbers.sums import Numeral
from recusant.extract.words.lexicon import Lexicon
from recusant.extract.words.tokens import Token

GREATEST = 10**24  # what scales of scales may come to: "hundreds of millions of billions" ends
FEW = 10  # the most that is said "out of" so many as a share; more are two counts


class NumeralReader(Composer):
    """Reads the numerals of one sentence."""

    def __init__(self, tokens: Sequence[Token], lexicon: Lexicon, *, alone: bool = False) -> None:
        super().__init__(tokens, lexicon, alone=alone)
        self._articles = lexicon.words["scale_rules.article"]

    def all(self) -> Iterator[Numeral]:
        """Every numeral, in order; none overlaps another."""
        starters, free = self.lexicon.starters, 0
        for index, token in enumerate(self.tokens):
            if index >= free and (token.kind == "digits" or token.form in starters) and (found := self.at(index)):
                yield found
                free = found.last

    def at(self, index: int) -> Numeral | None:
        """The numeral that starts at a token, or None."""
        head = self.tokens[index].form in self.lexicon.heads
        if found := head and (self._phrase(index) or self._share(index)):
            return found
        if index == 0 and self.alone and self.tokens[0].form in self._points:
            return self.leading_point()
        if scale := self._inverted_scale(index):
            return scale
        article = self.token(index).form in self._articles
        if article and self.token(index + 1).form not in self.lexicon.scale and (half := self._and_a_half(index)):
            return half
        found = self.composed(index + article)
        if found is None or (article and (found.plain or found.sort == "ordinal" or self.token(index + 1).form in self.lexicon.number)):
            return None
        found.first = index
        return self._signed(self._fraction(found))

    def _phrase(self, index: int) -> Numeral | None:
        """A vague head with its scales, one of a scale, a rough number, or a ratio word."""
        if self.is_in("modifier_rules.one", index) and self.is_in("modifier_rules.one_after", index - 1):
            one = self._scaled_vague(index, index, 1, 1)  # «более тысячи» is over one thousand, «тысячи» alone are some
            return replace(one, about=False) if one else None
        for name in ("before_scale", "vague"):
            if hit := self.after(name, index):
                size, (low, high) = hit
                found = self._scaled_vague(index, index + size, low, high)
                if found and (name == "vague" or found.scale > 1):
                    return found
        alone = self.after("stated_alone", index) if self.alone and index == 0 else None
        if hit := alone if alone and alone[0] == len(self.tokens) else self.after("stated", index):
            return Numeral(index, index + hit[0], int(hit[1].lstrip("~")), about=hit[1][0] == "~")
        if hit := self.after("times", index):
            return Numeral(index, index + hit[0], Fraction(hit[1]), "times")
        return None

    def _and_a_half(self, index: int) -> Numeral | None:
        """ "a year and a half"."""
        hit = self.after("half", index + 2) if self.token(index + 1).is_word else None
        return Numeral(index, index + 2 + hit[0], 1 + Fraction(hit[1]), grain=Fraction(1, 10)) if hit else None

    def _inverted_scale(self, index: int) -> Numeral | None:
        """«тысяч пять»: about five thousand."""
        scale = self.lexicon.scale.get(self.token(index).form)
        if not scale or not self.is_in("modifier_rules.inverted", index) or self.token(index + 1).form not in self.lexicon.number:
            return None
        found = self.composed(index + 1)
        if not found or found.sort != "cardinal" or found.scale > 1:
            return None
        return replace(found, first=index, value=found.value * scale, grain=scale, scale=scale, about=True)

    def _scaled_vague(self, first: int, last: int, low: int, high: int) -> Numeral | None:
        scale = 1
        while self.token(last).form in self.lexicon.scale or (scale > 1 and self.token(last).form in ("of",)):
            step = self.lexicon.scale.get(self.token(last).form)
            if step is None or scale > GREATEST:
                break
            scale, last = scale * step, last + 1
        if self.token(last).form in self.lexicon.number and self.token(last).form not in self.lexicon.scale and scale == 1:
            return None
        if low == high:
            return Numeral(first, last, low * scale, "cardinal", scale if scale > 1 else None, scale=scale, about=True)
        return Numeral(first, last, low * scale, "vague", high=(high + 1) * scale - 1, scale=scale)

    def _share(self, index: int) -> Numeral | None:
        """Shares that start with no number: "half of", «треть», "a third of", "every seventh"."""
        lexicon, rules = self.lexicon, self.lexicon.rules["fraction_rules"]
        if self.token(index).form in lexicon.words["fraction_rules.every"]:
            after = self.composed(index + 1)
            if after and after.sort == "ordinal" and after.value > 1:
                return Numeral(index, after.last, Fraction(1, int(after.value)), "fraction")
            return None
        if quarter := self._bare_share(index):
            return quarter
        if hit := self.after("fraction", index):
            if self.before("fraction_rules.not_after", index):
                return None
            return self._of_scale(Numeral(index, index + hit[0], Fraction(hit[1]), "fraction"))
        one = self.token(index).form
        if one not in lexicon.words["fraction_rules.one"] or self.token(index + 1).form in lexicon.scale:
            return None
        over = self.composed(index + 1)
        needed = rules["one_needs"].get(one)
        if not over or over.sort != "ordinal" or over.value < 2 or self.token(over.last - 1).form in self._seconds:
            return None
        beyond = self.token(over.last)
        if needed and (beyond.is_word or (beyond.glued and beyond.form in self._hyphens)) and beyond.form not in needed:
            return None
        return Numeral(index, over.last, Fraction(1, int(over.value)), "fraction")

    def _bare_share(self, index: int) -> Numeral | None:
        """ "quarter cup", "quarter million": a share with no article, of a number or of a unit that is no calendar quarter's."""
        rules = self.lexicon.rules["fraction_rules"].get("of_unit")
        if not rules or self.token(index).form not in rules["words"] or self.token(index - 1).form in rules["not_after"]:
            return None
        share = Numeral(index, index + 1, Fraction(rules["words"][self.token(index).form]), "fraction")
        if (whole := self._of_scale(share)) is not share:
            return whole
        unit = self.after("measure", index + 1)
        return share if unit and unit[1] not in rules["not_units"] else None

    def _of_scale(self, share: Numeral) -> Numeral:
        """ "half a million", «треть миллиона»: a number, not a share."""
        at = share.last + (self.token(share.last).form in ("of",))
        at += self.token(at).form in self._articles
        scale = self.lexicon.scale.get(self.token(at).form)
        if not scale or self.token(at).form not in self._bare:
            return share
        return Numeral(share.first, at + 1, share.value * scale, grain=Fraction(scale, 10), scale=scale)

    def _fraction(self, over: Numeral) -> Numeral:
        """ "three fifths", «две трети», "3/4": the numeral is the numerator."""
        here = over.last + (self.token(over.last).form in self._hyphens and self.token(over.last).glued)
        word = self.token(here).form
        below: int | None = self.lexicon.denominator.get(word)
        if below is None and self._makes_share(over):
            after = self.composed(here)
            below = int(after.value) if after and after.sort == "ordinal" and after.last == here + 1 else None
        if over.sort != "cardinal" or not below or below < 2 or over.scale > 1:
            return self._slashed(over)
        if over.plain and self.token(here).kind != "word":
            return over
        return self._of_scale(Numeral(over.first, here + 1, Fraction(over.value) / below, "fraction"))

    def _makes_share(self, over: Numeral) -> bool:
        words, first = self.lexicon.words, self.token(over.first).form
        if over.last - over.first == 1 and first in words["fraction_rules.one"]:
            return True
        if not self.lexicon.rules["fraction_rules"]["after_ordinal"] or over.plain or over.value < 2:
            return False
        return over.value != 2 or first in words["fraction_rules.feminine_two"]

    def _slashed(self, over: Numeral) -> Numeral:
        part = self._slashed_at(over.first) if over.plain else None
        return Numeral(over.first, over.last + 2, part, "fraction") if part else self._out_of(over)

    def _out_of(self, over: Numeral) -> Numeral:
        """ "one in five", "three out of four", «один из десяти», "one over twenty"."""
        hit = self.after("fraction_rules.out_of", over.last)
        if not hit or over.sort != "cardinal" or not 0 < over.value <= FEW or over.grain is not None:
            return over
        below = self.composed(over.last + hit[0])
        if not below or below.sort != "cardinal" or below.grain is not None or not over.value < below.value <= int(hit[1]):
            return over
        if self.after("measure", below.last) or self.after("percent.words", below.last):
            return over
        return Numeral(over.first, below.last, Fraction(over.value) / below.value, "fraction")

    def _signed(self, found: Numeral) -> Numeral:
        sign, before = self.token(found.first - 1), self.token(found.first - 2)
        spoken = sign.form in self.lexicon.words["sign.minus"] and not self.before("modifier.before", found.first)  # «au moins 5»
        if sign.glued and sign.form in self._hyphens and before.form in self.lexicon.words["sign.minus"]:
            found.first, spoken = found.first - 1, True  # "minus-5"
        alone = self.alone and found.first == 1 and found.last == len(self.tokens)  # "- 1,200,000" and nothing else
        adjacent = sign.form in ("-", "−") and (self.tokens[found.first].glued or alone) and not sign.glued
        if adjacent and self.before("label.before", found.first - 1):  # "COVID -19"
            return found
        if spoken or (adjacent and before.kind != "digits" and before.form not in self.lexicon.number):
            found.first, found.value, found.plain = found.first - 1, -found.value, ""
        return found
