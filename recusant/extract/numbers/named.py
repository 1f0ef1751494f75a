"""Numbers that name something: articles, units, models, houses, notes."""

from __future__ import annotations

from recusant.extract.numbers.sums import THOUSAND, Numeral
from recusant.extract.words.lexicon import Sentence
from recusant.extract.words.tokens import LONGEST_NUMBER

Verdict = tuple[str, str]  # form, and why it is no count
SMALL = 4  # «4 бригады» may be counted, «110 бригады» cannot
NAMED_BY = "a number named by"
PART_OF_NAME = "part of the name before it"
LONGEST_NAME = 5  # words of a quoted name before its number
STREET_REACH = 5  # tokens from the word for a street to the number of a house
LONGEST_TITLE = 3  # words from a number to what it names: «3 окремої штурмової бригади»
UNITS = ("percent.words", "currency", "measure", "times_rules.word")  # what may be glued to digits
# how addresses of sites end, but for those that are words too ("no", "me")
SITES = {
    *("com", "net", "org", "info", "news", "media", "tv", "fm", "io", "ru", "su", "ua", "by", "kz", "kg", "uz", "ge", "az", "tr", "il"),
    *("eu", "uk", "de", "fr", "pl", "bg", "ro", "md", "lt", "lv", "ee", "fi", "se", "cz", "sk", "hu", "rs", "ca"),
}
QUOTES = {"»": "«", "”": "“", "“": "„", '"': '"'}


def is_month(sentence: Sentence, index: int) -> bool:
    """Whether a token names a month."""
    token = sentence.token(index)
    if not token.is_word or not sentence.after("date.months", index):
        return False
    return token.capital or not sentence.is_in("date.capital", index)


def is_noun(sentence: Sentence, index: int) -> bool:
    """Whether a token may be what is counted: a word in the case of nouns that is no particle, preposition or the like."""
    token, lexicon = sentence.token(index), sentence.lexicon
    capital = lexicon.rules["function"].get("capital_nouns", False)
    return token.is_word and token.capital == capital and token.form not in lexicon.words["function.words"]


def part_of_name(sentence: Sentence, numeral: Numeral) -> Verdict | None:
    """ "Su-34", "ID.3", "8AMTSh", «Россия 2»; scores; "24/7"; numbers with zeros before them."""
    if not numeral.plain:
        return None
    link, name, after = sentence.token(numeral.first - 1), sentence.token(numeral.first - 2), sentence.token(numeral.last)
    glued = link.glued and sentence.token(numeral.first).glued
    noted = link.form == "." and (name.capital or not is_noun(sentence, numeral.last))  # "winter.21" is a note
    if glued and name.is_word and (noted or _hyphenated(sentence, numeral)):
        return "label", "part of a name"
    units = () if is_capital_symbol(sentence, numeral.last) else UNITS
    if after.is_word and after.glued and not any(sentence.after(unit, numeral.last) for unit in units):
        return "label", "part of a name"
    next_ = sentence.token(numeral.last + 1)
    if (after.form == ":" and after.glued and next_.kind == "digits" and next_.glued) or (
        glued and link.form == ":" and name.kind == "digits"
    ):
        return "score", "a score"
    if (
        _begins_address(sentence, numeral)
        or _closes_name(sentence, numeral)
        or _falls(sentence, numeral.first)
        or _falls(sentence, numeral.first - 2)
    ):
        return "label", "part of a name"
    zeros = len(numeral.plain) > 2 and numeral.plain[0] == "0" and numeral.plain.isdigit()
    return ("label", "an identifier") if zeros else None


def _begins_address(sentence: Sentence, numeral: Numeral) -> bool:
    """Whether a number is the name of a site, with the ending of its address: "112.ua", "63.ru"; not "It was 300.the next day"."""
    dot, ending = sentence.token(numeral.last), sentence.token(numeral.last + 1)
    return dot.form == "." and dot.glued and ending.glued and not ending.capital and ending.form in SITES


def _closes_name(sentence: Sentence, numeral: Numeral) -> bool:
    """Whether a number is all that stands in quotes, or the last of a name in them: «36,6», «Россия 2»."""
    opening = QUOTES.get(sentence.token(numeral.last).form)
    if opening is None:
        return False
    for at in range(numeral.first - 1, max(-1, numeral.first - 1 - LONGEST_NAME), -1):
        token = sentence.token(at)
        if token.form == opening:
            return at + 1 == numeral.first or sentence.token(at + 1).capital
        if not token.is_word:
            return False
    return False


def _falls(sentence: Sentence, first: int) -> bool:
    """Whether two numbers with a stroke between them are no share, for the first is the greater: "24/7", «д. 91/1»."""
    stroke = sentence.token(first + 1)
    if stroke.form != "/" or not stroke.glued:
        return False
    over, below = sentence.token(first), sentence.token(first + 2)
    if not below.glued or not over.form.isdecimal() or not below.form.isdecimal():
        return False
    if len(over.form) == 4 and len(below.form) == 2:  # "2024/25": a season
        return False
    return int(over.form[:LONGEST_NUMBER]) > int(below.form[:LONGEST_NUMBER])


def is_capital_symbol(sentence: Sentence, index: int) -> bool:
    """ "5G": the symbol of a unit in a capital letter is another symbol."""
    return sentence.token(index).capital and sentence.is_in("measure_rules.small", index)


def _hyphenated(sentence: Sentence, numeral: Numeral) -> bool:
    name = sentence.token(numeral.first - 2)
    dash = sentence.is_in("range.dash", numeral.first - 1)
    return dash and name.form not in sentence.lexicon.number and not is_month(sentence, numeral.first - 2)


def labelled(sentence: Sentence, numeral: Numeral) -> Verdict | None:
    """ "Article 337", «в/ч 44440», "row 21"; «110 бригада», "16 Industrial Avenue", «вул. Свободи, 70»."""
    noun = is_noun(sentence, numeral.last)
    if numeral.scale > 1 or (not numeral.plain and noun):
        return None
    hit = sentence.before("label.before", numeral.first)
    if hit and noun and sentence.is_in("label.these", numeral.first - hit[0] - 1):
        hit = None  # «вынесли по этим статьям 848 приговоров»
    if not hit and not noun and numeral.grain is None and not _measured_range(sentence, numeral.last):
        hit = sentence.before("label.weak", numeral.first)
        hit = None if hit and sentence.is_in("label.each", numeral.first - hit[0] - 1) else hit  # "every day 70 come"
    if hit:
        return "label", _named_by(sentence, numeral.first - hit[0], hit[0])
    if not numeral.plain:
        return None
    if not noun and numeral.grain is None and (place := street(sentence, numeral.first)) is not None:
        return "label", _named_by(sentence, place, 1)
    at = _named_after(sentence, numeral)
    return ("label", _named_by(sentence, at, 1)) if at is not None else None


def _named_after(sentence: Sentence, numeral: Numeral) -> int | None:
    """The place of a word after a number that is named by it, not counted: «110 бригада», «3 окремої бригади», «3 этаж»."""
    at, singular = numeral.last, False
    counts_one = numeral.value % 10 == 1 and numeral.value % 100 != 11  # «21 школа» may be counted
    if sentence.after("label.codes", at) or (not counts_one and sentence.after("label.singular", at)):
        return at
    endings = tuple(sentence.lexicon.rules["label"].get("singular_endings", ()))
    for at in range(numeral.last, numeral.last + LONGEST_TITLE + 1):
        word = sentence.token(at)
        adjective = not counts_one and word.form.endswith(endings) and word.form not in sentence.lexicon.ordinal
        singular |= adjective
        if sentence.after("label.after", at):
            return at if numeral.value > SMALL or singular else None
        if not word.is_word or not (word.capital or adjective):
            return None
    return None


def _measured_range(sentence: Sentence, last: int) -> bool:
    """«на висоті 4-6 м»: the measure stands after the second number."""
    dash = sentence.is_in("range.dash", last) and sentence.token(last + 1).kind == "digits"
    return dash and sentence.after("measure", last + 2) is not None


def street(sentence: Sentence, first: int) -> int | None:
    """The place of the word for a street before the number of a house, with its name on either side: «Приморский бульвар, 7»."""
    named = False
    for at in range(first - 1, max(-1, first - 1 - STREET_REACH), -1):
        token = sentence.token(at)
        if sentence.is_in("label.street", at):
            return at if named or sentence.token(at - 1).capital else None
        if not (token.capital or token.form in (",", ".", "-")):
            return None
        named |= token.capital
    return None


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
    if numeral.plain and numeral.value >= THOUSAND and not numeral.plain.isdigit():
        return None  # "in Germany 3,500 men"
    rules = sentence.lexicon.rules["digits"]
    foreign = name.form[0].isascii() and not rules["names_take_numbers"] and not rules.get("latin", False)
    named = rules["names_take_numbers"] and numeral.first > 1
    if not (foreign or named) or sentence.after("percent.words", numeral.last) or sentence.after("currency", numeral.last):
        return None
    if sentence.before("modifier.before", numeral.first) or is_month(sentence, numeral.first - 1):
        return None
    return None if foreign and is_noun(sentence, numeral.last) else ("label", PART_OF_NAME)
