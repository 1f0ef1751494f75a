"""What a numeral measures: its unit, currency, period, and the modifier that stands by it."""

from __future__ import annotations

from dataclasses import dataclass

from recusant.extract.numbers.named import is_capital_symbol
from recusant.extract.numbers.sums import Numeral, Value
from recusant.extract.numbers.uncounted import is_calendar, uncounted
from recusant.extract.words.lexicon import Sentence

LONGEST_CODE = 3  # letters of a currency code before a number
PERIOD_REACH = 4  # words between a number and its period
YEAR_DIGITS = 4
CHANGE_REACH = 8
GROWN_REACH = 5  # tokens from "grew" to the number of times: "has grown by more than three times"
TEN = 10  # a multiple of it may be rounded
NEAR = 3  # tokens after a ratio that tell its direction
UNCOUNTED = ("label", "date", "time", "ordinal")
TIMELESS = frozenset(UNCOUNTED).union(["age", "times", "score", "nth"])  # what no period is told of
OF_TIME = frozenset(("year", "month", "week", "day", "hour", "minute"))  # half of one is no share of what is counted


@dataclass(slots=True)
class Reading:
    """A number and what was made of it; ``first`` and ``last`` are tokens and grow with modifier and unit."""

    first: int
    last: int
    low: Value
    high: Value
    form: str = "count"
    grain: Value | None = None
    scale: int = 1
    modifier: str = "exact"
    unit: str | None = None
    per: str | None = None
    why: str | None = None
    direction: str | None = None
    strict: tuple[bool, bool] = (False, False)  # the ends of a range that are themselves left out
    loose: bool = False  # "about 500 or more", "at least hundreds": the bound itself is rough
    tail: int = 0  # the token after the unit, where that is no part of the quantity

    @property
    def counts(self) -> bool:
        return self.form not in UNCOUNTED


def reading(sentence: Sentence, numeral: Numeral) -> Reading:
    """The numeral with its unit, or with why it is no count."""
    high = numeral.value if numeral.high is None else numeral.high
    found = Reading(numeral.first, numeral.last, numeral.value, high, grain=numeral.grain, scale=numeral.scale)
    found.modifier = "vague" if numeral.sort == "vague" else "about" if numeral.about else "exact"
    if numeral.sort in ("fraction", "times"):
        found.form = numeral.sort
    _currency_before(sentence, found)
    if found.unit is None and not _measured(sentence, found, numeral) and (verdict := uncounted(sentence, numeral)):
        found.form, found.why = verdict
        if found.form == "nth":
            found.modifier = "at_least"
    if found.form not in TIMELESS:
        _period(sentence, found)
    return found


def _currency_before(sentence: Sentence, found: Reading) -> None:
    hit = sentence.before("currency", found.first)
    if not hit or found.form != "count":
        return
    token = sentence.token(found.first - hit[0])
    mark = sentence.token(found.first - 1)
    if not (mark.is_word and token.is_word) or (token.capital and 1 < len(token.form) <= LONGEST_CODE):
        found.first, found.unit, found.form = found.first - hit[0], hit[1], "money"


def _measured(sentence: Sentence, found: Reading, numeral: Numeral) -> bool:
    """Read percent, currency, age, ratio or measure words after the number. True where they rule out a label."""
    at = found.last
    if is_calendar(sentence, numeral) or numeral.sort == "ordinal":
        return False
    if _ratio(sentence, found):
        return True
    if found.form == "count" and (hit := sentence.after("age.after", at)):
        found.form, found.unit, found.last = "age", "year", at + hit[0]
        return True
    if hit := sentence.after("percent.words", at):
        points = sentence.after("percent.points", at) is not None
        found.form, found.unit, found.last = ("measure", "pp", at + hit[0]) if points else ("percent", "%", at + hit[0])
        return True
    if hit := sentence.after("currency", at):
        found.form, found.unit, found.last = "money", hit[1], at + hit[0]
        return True
    of_one = found.form == "fraction"
    at += _between(sentence, numeral, at, of_one=of_one)
    hit = sentence.after("measure", at)
    counted = found.form == "count" or (of_one and hit is not None and hit[1] in OF_TIME)
    if counted and hit and not is_capital_symbol(sentence, at) and (hit[1] != "any" or sentence.token(at).glued):
        found.form, found.unit, found.tail = "measure", hit[1], at + hit[0]
        if hit[1] == "year" and sentence.before("age.before", found.first):
            found.form = "age"
        unit = sentence.token(at)
        return len(unit.form) > 1 or (unit.glued and unit.is_word)
    return False


def _between(sentence: Sentence, numeral: Numeral, at: int, *, of_one: bool) -> bool:
    """Whether a word stands between a number and its unit of time: "half a year", "two previous years", but not "840 last year"."""
    between = sentence.is_in("scale_rules.article" if of_one else "measure_rules.between", at)
    return between and (of_one or numeral.value == 1 or not sentence.is_in("measure_rules.of_one", at + 1))


def _ratio(sentence: Sentence, found: Reading) -> bool:
    """Read "times" and its like where they compare: «в 5 раз», "five times more", "5-fold"."""
    at, rules = found.last, sentence.lexicon.rules["times_rules"]
    hit = None if found.form == "times" else sentence.after("times_rules.word", at)
    if hit and found.form in ("count", "fraction"):
        compares = sentence.token(at + hit[0]).form in rules["after"] or sentence.token(at).form in sentence.lexicon.words["range.dash"]
        if compares or sentence.before("times_rules.before", found.first) or _grown(sentence, found.first):
            found.form, found.last = "times", at + hit[0]
    if found.form == "times":
        near = [sentence.token(index).form for index in range(found.last, found.last + NEAR)]
        found.direction = "down" if any(form in rules["down"] for form in near) else "up"
    return found.form == "times"


def _grown(sentence: Sentence, at: int) -> bool:
    """Whether a word that only grows by multiples stands shortly before: "rose 3.7 times", "the growth is more than threefold"."""
    return any(sentence.after("times_rules.grown", index) for index in range(max(0, at - GROWN_REACH), at))


def _period(sentence: Sentence, found: Reading) -> None:
    for at in range(found.last, found.last + PERIOD_REACH):
        if hit := sentence.after("per", at):
            beyond = sentence.token(at + hit[0])
            dated = beyond.kind == "digits" and len(beyond.form) == YEAR_DIGITS  # "im Jahr 2000"
            found.per = None if dated or sentence.is_in("per_rules.not_before", at + hit[0]) else hit[1]
            return
        if not sentence.token(at).is_word:
            return


def modify(sentence: Sentence, found: Reading, before: Reading | None, to_token: int) -> None:
    """Read the modifier before or after a number, behind the number ``before`` it and up to where the next begins."""
    from_token = before.last if before else 0
    compares = before is not None and before.form in ("times", "percent")
    if not _modified_before(sentence, found, from_token, compares=compares) or found.modifier == "about":
        _modified_after(sentence, found, to_token)
    if found.modifier == "exact" and _inverted(sentence, found, from_token):
        found.modifier = "about"


def _inverted(sentence: Sentence, found: Reading, from_token: int) -> bool:
    """«человек пятьдесят»: the noun before the number makes it a rough one."""
    at = found.first - 1
    counted_already = 0 < from_token == at  # «5 человек 20 раз»
    return found.form == "count" and not counted_already and sentence.is_in("modifier_rules.inverted", at)


def _modified_before(sentence: Sentence, found: Reading, from_token: int, *, compares: bool) -> bool:
    """``compares``: what begins right behind the number before is no modifier, "three times more than 500"."""
    through = sentence.lexicon.words["modifier_rules.through"]
    for back in (0, 1, 2):
        at = found.first - back
        if back and sentence.token(at).form not in through:
            return False
        hit = sentence.before("modifier.before", at)
        if hit and at - hit[0] >= from_token:
            words, modifier = hit
            if back and _leads_to_named(sentence, found, at - 1):
                return False
            if compares and at - words == from_token and modifier in ("more_than", "less_than"):
                return False
            modifier = _stressed(found) if modifier == "stressed" else modifier
            if _after_change(sentence, at, words):
                modifier = "exact"
            elif found.modifier == "vague":
                found.loose = modifier in ("more_than", "at_least")
            elif modifier != "exact":
                found.modifier = modifier
            found.first = at - words
            return bool(modifier != "exact")
    return False


def _leads_to_named(sentence: Sentence, found: Reading, at: int) -> bool:
    """Whether a word that may be a modifier only leads to what is known: "under the two articles", but "over the 2,000 mark"."""
    known = sentence.is_in("modifier_rules.known", at + 1) and sentence.is_in("modifier_rules.leads", at)
    return known and not sentence.is_in("modifier_rules.mark", found.last)


def _stressed(found: Reading) -> str:
    """ "as many as 89,465 cases" are so many, for a count told to the last one is no limit; "as many as 560,000" may be fewer."""
    whole = found.form == "count" and found.per is None and isinstance(found.low, int) and found.low == found.high
    return "exact" if whole and found.low % TEN else "up_to"


def _after_change(sentence: Sentence, at: int, words: int) -> bool:
    if words != 1 or not sentence.is_in("modifier_rules.after_change", at - 1):
        return False
    return changes_before(sentence, at - 1)


def changes_before(sentence: Sentence, at: int) -> bool:
    """Whether a word of change («выросло», "rose") stands shortly before."""
    return any(sentence.after("range.change", index) for index in range(max(0, at - CHANGE_REACH), at))


def _modified_after(sentence: Sentence, found: Reading, to_token: int) -> None:
    hit, at = sentence.after("modifier.after", found.last), found.last
    if not hit and sentence.token(at).is_word and sentence.after("modifier_rules.after_unit", at + 1):
        hit, at = sentence.after("modifier.after", at + 1), at + 1
    if hit and sentence.token(at).form == "+" and not sentence.token(at).glued:
        return
    if hit and at + hit[0] <= to_token and found.modifier != "vague":
        found.loose = found.modifier == "about"
        found.modifier, found.last = hit[1], at + hit[0]
