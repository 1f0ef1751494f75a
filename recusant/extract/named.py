"""Numbers that name something: articles, units, models, houses, notes."""

from __future__ import annotations

from recusant.extract.lexicon import Sentence
from recusant.extract.sums import Numeral

Verdict = tuple[str, str]  # form, and why it is no count
SMALL = 4  # «4 бригады» may be counted, «110 бригады» cannot
NAMED_BY = "a number named by"
LONGEST_NAME = 5  # words of a quoted name before its number
STREET_REACH = 5  # tokens from the word for a street to the number of a house
UNITS = ("percent.words", "currency", "measure", "times_rules.word")  # what may be glued to digits
QUOTES = {"»": "«", "”": "“", "“": "„", '"': '"'}


def is_month(sentence: Sentence, index: int) -> bool:
    """Whether a token names a month."""
    token = sentence.token(index)
    if not token.is_word or not sentence.after("date.months", index):
        return False
    return token.capital or not sentence.is_in("date.capital", index)


def is_noun(sentence: Sentence, index: int) -> bool:
    """Whether a token may be what is counted: a word in lower case that is no particle, preposition or the like."""
    token = sentence.token(index)
    return token.is_word and not token.capital and token.form not in sentence.lexicon.words["function.words"]


def part_of_name(sentence: Sentence, numeral: Numeral) -> Verdict | None:
    """ "Su-34", "ID.3", "8AMTSh"; scores; numbers with zeros before them."""
    if not numeral.plain:
        return None
    link, name, after = (sentence.token(index) for index in (numeral.first - 1, numeral.first - 2, numeral.last))
    glued = link.glued and sentence.token(numeral.first).glued
    if glued and name.is_word and (_hyphenated(sentence, numeral) or (link.form == "." and name.capital)):
        return "label", "part of a name"
    units = () if is_capital_symbol(sentence, numeral.last) else UNITS
    if after.is_word and after.glued and not any(sentence.after(unit, numeral.last) for unit in units):
        return "label", "part of a name"
    if (after.form == ":" and after.glued and sentence.token(numeral.last + 1).kind == "digits") or (
        glued and link.form == ":" and name.kind == "digits"
    ):
        return "score", "a score"
    zeros = len(numeral.plain) > 2 and numeral.plain[0] == "0" and numeral.plain.isdigit()
    return ("label", "an identifier") if zeros else None


def is_capital_symbol(sentence: Sentence, index: int) -> bool:
    """ "5G": the symbol of a unit in a capital letter is another symbol."""
    return sentence.token(index).capital and sentence.is_in("measure_rules.small", index)


def _hyphenated(sentence: Sentence, numeral: Numeral) -> bool:
    name = sentence.token(numeral.first - 2)
    dash = sentence.is_in("range.dash", numeral.first - 1)
    return dash and name.form not in sentence.lexicon.number and not is_month(sentence, numeral.first - 2)


def labelled(sentence: Sentence, numeral: Numeral) -> Verdict | None:
    """ "Article 337", «в/ч 44440», "row 21"; «110 бригада», "16 Industrial Avenue"."""
    noun = is_noun(sentence, numeral.last)
    if numeral.scale > 1 or (not numeral.plain and noun):
        return None
    hit = sentence.before("label.before", numeral.first)
    if not hit and not noun and numeral.grain is None:
        hit = sentence.before("label.weak", numeral.first)
    if hit:
        return "label", _named_by(sentence, numeral.first - hit[0], hit[0])
    at = numeral.last
    while sentence.token(at).is_word and sentence.token(at).capital and at < numeral.last + 3 and not sentence.after("label.after", at):
        at += 1
    hit = sentence.after("label.after", at) if numeral.plain and numeral.value > SMALL else None
    return ("label", _named_by(sentence, at, hit[0])) if hit else None


def _named_by(sentence: Sentence, at: int, size: int) -> str:
    words = " ".join(token.form for token in sentence.tokens[at : at + size])
    return f"{NAMED_BY} “{words}”"


def named(sentence: Sentence, numeral: Numeral) -> Verdict | None:
    """ "Windows 10": a capitalised word right before the digits, and no noun after them."""
    name = sentence.token(numeral.first - 1)
    itself = sentence.token(numeral.first)
    written = numeral.plain or (itself.capital and numeral.last - numeral.first == 1)
    if not written or not name.is_word or not name.capital or itself.glued:
        return None
    foreign = name.form[0].isascii() and not sentence.lexicon.rules["digits"]["names_take_numbers"]
    named = sentence.lexicon.rules["digits"]["names_take_numbers"] and numeral.first > 1
    if not (foreign or named) or sentence.after("percent.words", numeral.last) or sentence.after("currency", numeral.last):
        return None
    if sentence.before("modifier.before", numeral.first) or is_month(sentence, numeral.first - 1):
        return None
    return None if foreign and is_noun(sentence, numeral.last) else ("label", "part of a name")
