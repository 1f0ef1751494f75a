"""Numbers that count nothing: dates, years, times, labels, bare ages, ordinals, and "one" as a pronoun."""

from __future__ import annotations

import re

from recusant.extract.numbers.named import Verdict, is_month, is_noun, labelled, named, part_of_name, street
from recusant.extract.numbers.sums import Numeral
from recusant.extract.words.lexicon import Sentence

YEARS = range(1900, 2100)
FAR_YEAR = 2060  # one beyond is a year only where a word asks for it: "by 2080"
OLDER_YEARS = range(1000, 2100)  # with a year word beside them
NAME_REACH = 3  # words from an ordinal to the kind of unit it names: «3-я отдельная бригада»
OLDEST = 120
MARKS = 4  # that may set an item of a list off
KEYCAPS = ("\ufe0f", "\u20e3")
DAY_MONTH = re.compile(r"(?:0[1-9]|[12]\d|3[01])\.(?:0[1-9]|1[0-2])")
CLOCK = re.compile(r"([01]?\d|2[0-3])\.[0-5]\d")
SHAPES = {
    "date": ("date", "a date"),
    "time": ("time", "a time of day"),
    "code": ("label", "an identifier"),
    "version": ("label", "a version"),
}


def uncounted(sentence: Sentence, numeral: Numeral) -> Verdict | None:
    """Why a numeral is no count, or None."""
    if numeral.sort == "fraction" and sentence.token(numeral.first).kind == "digits":
        return labelled(sentence, numeral)
    if numeral.sort in ("times", "fraction", "vague"):
        return None
    for check in (_date, _ordinal, _time, _age, part_of_name, _listed, labelled, _year, named):
        if verdict := check(sentence, numeral):
            return verdict
    return None


def is_pronoun(sentence: Sentence, numeral: Numeral) -> bool:
    """ "no one", "the one who", «один на один», «в одном лишь июле»; an article that is a number word too, as in "ein Soldat"."""
    if numeral.last - numeral.first != 1 or not sentence.is_in("pronoun.number", numeral.first):
        return False
    if sentence.is_in("pronoun.article", numeral.first) and len(sentence.tokens) > 1:
        return sentence.before("modifier.before", numeral.first) is None
    before = sentence.is_in("pronoun.before", numeral.first - 1) or sentence.before("pronoun.before_phrases", numeral.first)
    month = sentence.is_in("date.year_preposition", numeral.first - 1) and any(is_month(sentence, numeral.last + at) for at in (0, 1))
    return bool(before or month or sentence.after("pronoun.after", numeral.last))


def _may_be_year(numeral: Numeral) -> bool:
    return len(numeral.plain) == 4 and numeral.plain.isdigit() and numeral.value in OLDER_YEARS


def is_calendar(sentence: Sentence, numeral: Numeral) -> bool:
    """Whether the words right beside a number tell a year, a day or a time, and no length of time."""
    year = _may_be_year(numeral) and sentence.after("date.year_after", numeral.last) is not None
    return year or is_time(sentence, numeral.first, numeral.last)


def _listed(sentence: Sentence, numeral: Numeral) -> Verdict | None:
    """The number of an item ("2. …", "2️⃣") or of a note ("[71]")."""
    before, after = sentence.token(numeral.first - 1).form, sentence.token(numeral.last)
    item = after.glued and after.form in (".", ")") and numeral.value < 100 and _begins(sentence, numeral)
    if numeral.plain and (item or (after.glued and after.form in KEYCAPS) or (before == "[" and after.form == "]")):
        return "label", "a number in a list"
    return None


def _begins(sentence: Sentence, numeral: Numeral) -> bool:
    """Whether nothing, nothing but a few marks, or the end of a sentence stands before a number."""
    before = sentence.tokens[max(0, numeral.first - MARKS - 1) : numeral.first]
    if before and before[-1].form in (".", "!", "?"):
        return sentence.token(numeral.last + 1).form != ""
    return len(before) <= MARKS and all(token.kind == "mark" for token in before)


def _date(sentence: Sentence, numeral: Numeral) -> Verdict | None:
    dotted = "." in numeral.plain and sentence.lexicon.decimal == ","
    if dotted and DAY_MONTH.fullmatch(numeral.plain) and not (sentence.alone and len(sentence.tokens) == 1):
        return "date", "a day of a month"
    whole = numeral.scale == 1 and numeral.grain is None and numeral.sort in ("cardinal", "ordinal")
    if not whole or not 1 <= numeral.value <= 31 or (numeral.sort == "cardinal" and not numeral.plain):
        return None
    after = numeral.last + sentence.is_in("date.day_words", numeral.last)
    before = numeral.first - 1 - sentence.is_in("date.month_stop", numeral.first - 1)
    first = sentence.lexicon.rules["date"]["month_first"] and is_month(sentence, before)
    if first or is_month(sentence, after):
        return "date", "a day of a month"
    return None


def _year(sentence: Sentence, numeral: Numeral) -> Verdict | None:
    if not _may_be_year(numeral):
        return None
    before, after = numeral.first - 1, numeral.last
    stop = sentence.is_in("date.month_stop", before)
    of_month = is_month(sentence, before - stop) and not _counts_behind_month(sentence, numeral)
    if sentence.after("date.year_after", after) or of_month or _is_told_a_year(sentence, numeral.first):
        return "date", "a year"
    if numeral.value not in YEARS or sentence.after("date.counted", after):
        return None
    if sentence.is_in("date.more", before):
        return None  # "another 2000 in the first quarter"
    asked = sentence.is_in("date.year_preposition", before)
    if numeral.value > FAR_YEAR and (not asked or is_noun(sentence, after)):
        return None  # "in 2086 appeals"
    if sentence.after("per", after) and not (asked and sentence.token(before).is_word):
        return None  # "2000 a month", "1500–2000 a month"
    if sentence.after("date.decade", after) and sentence.token(after).glued:
        return "date", "a decade"
    counts = is_noun(sentence, after) and not sentence.lexicon.rules["date"]["year_before_noun"]
    if counts and not asked:
        return None
    return "date", "a year"


def _counts_behind_month(sentence: Sentence, numeral: Numeral) -> bool:
    """Whether a number behind a month counts the noun right behind it, and is no year: «в мае 1412 обращений», «в мае 2012 дел»."""
    if numeral.value not in YEARS:
        return is_noun(sentence, numeral.last)
    return not sentence.lexicon.rules["date"]["year_before_noun"] and bool(sentence.after("date.counted", numeral.last))


def _is_told_a_year(sentence: Sentence, first: int) -> bool:
    """Whether a word for a year stands before a number, and is not that of another: «в 2023 году 1595 ходатайств»."""
    hit = sentence.before("date.year_before", first)
    other = sentence.token(first - hit[0] - 1) if hit else None
    return other is not None and not (other.kind == "digits" and other.form.isdigit() and int(other.form) in YEARS)


def _time(sentence: Sentence, numeral: Numeral) -> Verdict | None:
    if numeral.value > 24 or numeral.scale > 1 or not is_time(sentence, numeral.first, numeral.last):
        return None
    return "time", "a time of day"


def is_time(sentence: Sentence, first: int, last: int) -> bool:
    """Whether the words around a number make it a time of day: "5 p.m.", «в 5 часов»."""
    if sentence.after("date.time_after", last):
        return True
    if not sentence.is_in("date.time_before", first - 1):
        return False
    return sentence.is_in("date.time_unit", last) or (last == first + 1 and CLOCK.fullmatch(sentence.token(first).form) is not None)


def _ordinal(sentence: Sentence, numeral: Numeral) -> Verdict | None:
    if numeral.plain and sentence.token(numeral.last).glued and sentence.after("date.decade", numeral.last):
        return "date", "a decade"
    if numeral.sort != "ordinal":
        return None
    return ("nth", "the last of so many") if _is_nth(sentence, numeral) else ("ordinal", "an ordinal")


def _is_nth(sentence: Sentence, numeral: Numeral) -> bool:
    """ "this is the 31st verdict": said of something, an ordinal tells how many there are by now. "The first" in words does not."""
    after, digits = numeral.last, sentence.token(numeral.first).kind == "digits"
    if not sentence.before("nth.before", numeral.first) or (numeral.value < 2 and not digits):
        return False
    named = sentence.token(after).capital or any(sentence.after("label.after", index) for index in range(after, after + NAME_REACH))
    return not named and not any(sentence.after(words, after) for words in ("nth.not_before", "measure", "date.century"))


def _age(sentence: Sentence, numeral: Numeral) -> Verdict | None:
    if not 0 < numeral.value <= OLDEST or numeral.scale > 1 or sentence.after("age.after", numeral.last):
        return None
    if sentence.before("age.before", numeral.first) and not sentence.after("measure", numeral.last):
        return "age", "a bare age"
    token, name = sentence.token(numeral.first - 1), sentence.token(numeral.first - 2)
    alone = sentence.token(numeral.last).form in (",", ")", "") or numeral.last == len(sentence.tokens)
    told = numeral.plain and token.form == "," and name.is_word and name.capital and sentence.lexicon.rules["age"]["appositive"]
    told = told and alone and sentence.token(numeral.last).form == "," and street(sentence, numeral.first) is None
    return ("age", "a bare age") if told else None
