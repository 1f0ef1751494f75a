"""Ranges: two numbers that are one quantity, and numbers that share what is told of their neighbour."""

from __future__ import annotations

from itertools import pairwise

from recusant.extract.numbers.named import NAMED_BY, is_noun
from recusant.extract.numbers.readings import Reading, changes_before
from recusant.extract.numbers.uncounted import YEARS
from recusant.extract.words.lexicon import Sentence

THOUSAND = 1000
DAYS = range(1, 32)
HIGHEST_SCORE = 200
SAME_ORDER = 10
LEAST_LISTED, WHOLE = 3, 100  # numbers of a list that share a percent sign, and the most that a share of a list is
LONGEST_LINK = 3  # tokens between the two numbers of a range
IDENTIFIER = 1000  # no range reaches so many times as far: "13-1685039"
LOWER, UPPER = ("more_than", "at_least"), ("less_than", "up_to")


def joined(sentence: Sentence, readings: list[Reading]) -> list[Reading]:
    """Neighbours put together: "from 5 to 10", "15-20", "two or three", "4–5 April", "articles 407 and 408"."""
    found: list[Reading] = []
    for reading in readings:
        last = found[-1] if found else None
        if last is not None and last.modifier != "range" and (whole := _range(sentence, last, reading)):
            found[-1] = whole
            continue
        if last is not None and _is_repeated(sentence, last, reading):
            continue
        if last is not None:
            _share_proportion(sentence, last, reading)
            _share_label(sentence, last, reading)
            _share_date(sentence, last, reading)
        found.append(reading)
    _share_percent(sentence, found)
    return found


def _share_percent(sentence: Sentence, readings: list[Reading]) -> None:
    """ "56, 10 and 35 %": all members of a list of three or more bare numbers are percentages where the last is one."""
    row: list[Reading] = []
    for reading in readings:
        goes_on = row and _lists_on(sentence, row[-1], reading)
        row = [*row, reading] if goes_on else [reading]
        if len(row) >= LEAST_LISTED and reading.form == "percent" and _joins(sentence, row[-2], reading):
            for one in row[:-1]:
                one.form, one.unit = reading.form, reading.unit


def _lists_on(sentence: Sentence, one: Reading, other: Reading) -> bool:
    """Whether nothing but a comma or one joining word stands between a bare number and the next."""
    bare = one.form == "count" and one.unit is None and one.scale == 1 and one.high <= WHOLE
    between = sentence.tokens[one.last : other.first]
    return bare and len(between) == 1 and between[0].form in sentence.lexicon.rules["range"]["and_also"]


def _joins(sentence: Sentence, one: Reading, other: Reading) -> bool:
    return sentence.token(one.last).form != "," and other.first == one.last + 1


def _range(sentence: Sentence, low: Reading, high: Reading) -> Reading | None:
    link = _link(sentence, low, high)
    if not link or "vague" in (low.modifier, high.modifier):
        return None
    counts = high.form == "count" and (high.per or high.high not in YEARS)
    if link == "dash" and low.why == "a year" and counts and _may_be_counts(sentence, low, high):
        low.form, low.why = "count", None
    if not (low.counts and high.counts):
        _tell(sentence, low, high, link)
        return None
    _share_measure(sentence, low, high, link)
    if not _comparable(low, high) or link == "change":
        if link == "change":
            _change(low, high)
        return None
    if link == "dash" and high.high > IDENTIFIER * low.low > 0 and high.scale == 1 and low.form == high.form == "count":
        low.form = high.form = "label"
        low.why = high.why = "an identifier"
        return None
    if link == "dash" and low.low >= high.high and _is_score(sentence, low, high):
        low.form = high.form = "score"
        low.why = high.why = "a score"
        return None
    first, scale = low.low, 1
    if low.scale == 1 and high.scale > 1 and low.unit in (None, high.unit) and first < high.high / high.scale:
        first, scale = first * high.scale, high.scale
    if first >= high.low or (link == "next" and high.low - first > scale):
        return None
    start = low.first - (link == "pair")
    grain = high.grain if high.grain is not None else low.grain
    unit = high.unit or low.unit
    form = low.form if high.form == "count" or low.form == "age" else high.form
    per = high.per or low.per
    return Reading(start, high.last, first, high.high, form, grain, high.scale, "range", unit, per, None, high.direction)


def _share_measure(sentence: Sentence, low: Reading, high: Reading, link: str) -> None:
    """ "raised from five years to ten": what it was raised to is in the same measure."""
    if link in ("pair", "change") and low.form in ("measure", "age") and high.form == "count" and not is_noun(sentence, high.last):
        high.form, high.unit = low.form, low.unit


def _may_be_counts(sentence: Sentence, low: Reading, high: Reading) -> bool:
    """Whether four digits before a dash count as what follows does ("2050–2600"), and are no year and its count ("2022 – 2,442")."""
    written_alike, spaced = sentence.token(high.last - 1).form.isdecimal(), not sentence.token(low.last).glued
    if spaced and sentence.token(low.first - 1).kind in ("none", "mark"):
        return False  # "• 2022 – 6988"
    return written_alike and high.scale == 1 and low.low < high.high < 10 * low.low


def _change(low: Reading, high: Reading) -> None:
    """ "rose from 5 to 7 million": what it rose from shares the unit and, where it is of that order, the scale."""
    if low.form == "count" and low.unit is None:
        low.form, low.unit = high.form, high.unit
    if low.scale == 1 < high.scale and low.unit == high.unit and low.low * high.scale < SAME_ORDER * high.low:
        low.grain = (1 if low.grain is None else low.grain) * high.scale
        low.low, low.high, low.scale = low.low * high.scale, low.high * high.scale, high.scale


def _comparable(low: Reading, high: Reading) -> bool:
    if low.form == high.form or {low.form, high.form} == {"age", "measure"}:
        return low.unit == high.unit or low.unit is None
    return low.form == "count" or (high.form == "count" and low.form in ("money", "age"))


def _link(sentence: Sentence, low: Reading, high: Reading) -> str | None:
    """How two numbers are linked: dash, infix, next, pair; None where they are not."""
    first = max(low.last, low.tail)
    if not 0 < high.first - first <= LONGEST_LINK:
        return None
    between = [token.form for token in sentence.tokens[first : high.first]]
    rules = sentence.lexicon.rules["range"]
    linking = [form for form in between if form not in rules["dash"]]
    if len(between) == 1 and not linking:
        return "dash"
    if len(linking) != 1:
        return None
    word, opener = linking[0], sentence.token(low.first - 1).form
    if any([opener, word] == pair for pair in rules["pairs"]):
        moves = changes_before(sentence, low.first - 1) and opener not in rules.get("fixed", ("between", "между", "між"))
        return "change" if moves else "pair"
    if word in rules["infix"]:
        own = (low.unit is not None and not low.scale == 1 < high.scale) or low.scale > 1
        return "change" if own and changes_before(sentence, low.first) else "infix"
    return "next" if word in rules["next"] and len(between) == 1 else None


def _is_score(sentence: Sentence, low: Reading, high: Reading) -> bool:
    """ "a 9-2 lead": digits with a dash and no rising order."""
    glued = sentence.token(low.last).glued and sentence.token(high.first).glued
    return glued and low.form == high.form == "count" and low.scale == high.scale == 1 and low.low <= HIGHEST_SCORE


def _share_proportion(sentence: Sentence, many: Reading, one: Reading) -> None:
    """ "two to one", «три к одному», but not "from two to one": how many there are of one thing for each of another."""
    if not sentence.is_in("range.proportion", many.last) or one.first != many.last + 1:
        return
    linking = [sentence.token(many.first - 1).form, sentence.token(many.last).form]
    bare = all(each.form == "count" and each.scale == 1 and each.unit is None for each in (many, one))
    if bare and one.low == one.high == 1 < many.low <= HIGHEST_SCORE and linking not in sentence.lexicon.rules["range"]["pairs"]:
        many.form = one.form = "score"
        many.why = one.why = "a proportion"


def _tell(sentence: Sentence, low: Reading, high: Reading, link: str) -> None:
    """A date, time or label at one end of a range tells what the other end is."""
    glued = sentence.token(low.last).glued and sentence.token(high.first).glued
    if link == "dash" and not glued and high.form != "date":
        return
    if not high.counts and (glued or high.form != "label") and low.form in ("count", "measure") and low.unit is None and low.scale == 1:
        low.form, low.why = high.form, high.why
    elif not low.counts and high.form in ("count", "measure") and high.scale == 1 and (low.form != "date" or high.high <= 99):
        high.form, high.why = low.form, low.why


def _share_label(sentence: Sentence, last: Reading, reading: Reading) -> None:
    """ "articles 407 and 408": a label goes on over commas and "and" where no noun follows."""
    if last.form != "label" or reading.form != "count" or reading.scale > 1 or reading.first - last.last > 2:
        return
    if reading.high >= THOUSAND > last.high:  # "under Article 407 and 29,521 under Article 408"
        return
    between = [token.form for token in sentence.tokens[last.last : reading.first]]
    if between == [","] and sentence.is_in("range.dash", reading.last):
        return  # "471 fall under art. 337, 25 – under art. 332"
    if any(sentence.after("label.before", reading.last + step) for step in (1, 2)) and sentence.token(reading.last).is_word:
        return  # "under Article 338 and 340 under Article 339"
    marks = sentence.lexicon.words["label.list"]
    listed = sentence.before("label.plural", last.first) is not None and between != [","]
    if sentence.is_in("range.dash", last.last) and reading.high < last.high:
        return  # "under Article 338 – 164"
    after = sentence.token(reading.last)
    if between == [","] and after.is_word and after.form not in marks:  # "under Article 337, 25 of disobedience"
        return
    noun = is_noun(sentence, reading.last) and not listed
    if between and all(form in marks for form in between) and not noun and (last.why or "").startswith(NAMED_BY):
        reading.form, reading.why = "label", last.why


def _share_date(sentence: Sentence, last: Reading, reading: Reading) -> None:
    """ "February 25 and 26", «22 та 24 березня»: days of one month."""
    between = [token.form for token in sentence.tokens[last.last : reading.first]]
    if len(between) != 1 or between[0] not in sentence.lexicon.words["label.list"]:
        return
    for date, day in ((last, reading), (reading, last)):
        plain = day.form == "count" and day.scale == 1 and day.unit is None and day.low in DAYS and day.modifier == "exact"
        digits = sentence.token(day.first).kind == "digits" and day.last == day.first + 1
        if date.why == "a day of a month" and plain and digits and not is_noun(sentence, day.last):
            day.form, day.why = date.form, date.why


def converted(sentence: Sentence, readings: list[Reading]) -> None:
    """ "more than 100 km (60 miles)": the same amount in another unit takes the modifier of the first."""
    for last, reading in pairwise(readings):
        bracket = reading.first - 1
        near = 0 <= bracket - max(last.last, last.tail) <= 1 or (last.form == "money" and 0 <= bracket - last.last <= 2)
        same = last.form == reading.form and last.form in ("measure", "money") and last.unit != reading.unit
        if near and same and sentence.token(bracket).form == "(" and reading.modifier == "exact" and last.modifier != "range":
            reading.modifier = last.modifier


def compared(sentence: Sentence, readings: list[Reading]) -> list[Reading]:
    """ "more than 100 and less than 300": two bounds that make one range."""
    found: list[Reading] = []
    for reading in readings:
        last = found[-1] if found else None
        if last is not None and _bounds(sentence, last, reading):
            low, high = (last, reading) if last.modifier in LOWER else (reading, last)
            strict = (low.modifier == "more_than", high.modifier == "less_than")
            unit = low.unit or high.unit
            found[-1] = Reading(last.first, reading.last, low.low, high.high, low.form, modifier="range", unit=unit, strict=strict)
        else:
            found.append(reading)
    return found


def _bounds(sentence: Sentence, one: Reading, other: Reading) -> bool:
    low, high = (one, other) if one.modifier in LOWER else (other, one)
    if low.modifier not in LOWER or high.modifier not in UPPER or low.low >= high.high or not one.counts or not other.counts:
        return False
    if high.high - low.low < (low.modifier == "more_than") + (high.modifier == "less_than") and isinstance(low.low, int):
        return False  # "over 1 and less than 2": no whole number lies between
    return one.form == other.form and _is_between(sentence, one, other)


def _is_between(sentence: Sentence, one: Reading, other: Reading) -> bool:
    hit = sentence.after("range.and_also", one.last)
    return hit is not None and hit[0] == other.first - one.last


def _is_repeated(sentence: Sentence, last: Reading, reading: Reading) -> bool:
    """ "45 (forty-five)": the number in brackets says the same again."""
    bracketed = reading.first == last.last + 1 and sentence.token(last.last).form == "(" and sentence.token(reading.last).form == ")"
    return bracketed and (reading.low, reading.form, reading.scale == 1) == (last.low, last.form, True)
