"""What is told as not done: "284 were not convicted", "refused to surrender", "may be prosecuted"; and "not 300" is no count."""

from __future__ import annotations

from collections.abc import Sequence

from recusant.codebook import Codebook
from recusant.extract.sentence.line import OTHERS, Line, Placed
from recusant.extract.sentence.terms import Mention
from recusant.extract.what.counted import counted
from recusant.extract.what.counters import same_unit

BECOME_WITHIN = 2  # words from "reach" to what is reached, a preposition among them
TELLING = frozenset(("measure", "also"))  # sections of words that tell a measure
WHOLE_WITHIN = 2  # tokens before "except" of which one may be "all"
SURRENDERED = "surrendered"  # a stage
TOLD_WITHIN = 12  # words from a figure to the words that tell its measure


def is_undone(line: Line, figure: Placed, measure: str, book: Codebook) -> bool:
    """Whether a figure is asked or denied, or the words that tell its measure are denied, wished, ordered or only possible.

    Words for something that is counted in other units tell it not: "men who wished to desert sent 577 requests".
    """
    untrue = [one for one in _untrue(line) if one.end <= figure.start] or line.named("cues", "false")
    if untrue or any(word.form == "?" for word in line.tokens[-2:]):
        return True
    if any(_stands_before(line, one, {line.place_of(figure.start)}, "skipped") for one in line.named("cues", "denied")):
        return True
    if figure in exceptions(line):
        return True
    if any(line.tokens[at - 1].form == "," or line.tokens[at - 2].form == "," for at in _told_behind(line, figure)):
        return True
    if _is_topic(line, figure, measure, book):
        return True
    cues = [one for one in line.named("cues", "undone") if _is_word(line, one)]
    if not cues:
        return False
    if any(_stands_before(line, one, _becoming(line, figure), "auxiliary") for one in cues):
        return True
    unit, told = book.measures[measure].unit, [*line.named("measure"), *line.named("also")]
    own = {at for one in told if measure in one.ids for at in one.tokens}  # "refused to grant asylum to 300" tells a refusal
    if any(_stands_before(line, one, _doing(line, figure), "auxiliary") for one in cues if own.isdisjoint(one.tokens)):
        return True
    alike = [one for one in told if any(same_unit(book.measures[name].unit, unit) for name in one.ids)]
    alike = [one for one in told if measure in one.ids] or alike
    near = line.nearest(figure, alike, OTHERS if len({one.tokens for one in alike}) == 1 else TOLD_WITHIN)
    return near is not None and any(_holds_for(line, one, near) for one in cues)


def _is_topic(line: Line, figure: Placed, measure: str, book: Codebook) -> bool:
    """Whether what persons did is only what others asked or spoke about: «о сдаче спросили 300 раз», but not «о сдаче 300 солдат»."""
    told = line.named("measure", measure) if book.measures[measure].stage == SURRENDERED else ()
    near = line.nearest(figure, told, OTHERS) if told else None
    about = line.grammar.claims["words"].get("about", ())
    if near is None or not near.tokens[0] or line.tokens[near.tokens[0] - 1].low not in about:
        return False
    between = line.words(*sorted((near.start, near.end, figure.start, figure.end))[1:3])
    return any(word.low.endswith(line.grammar.verb_endings) and word.low not in line.grammar.function for word in between)


def exceptions(line: Line) -> list[Placed]:
    """The figures of those of whom a thing is not told that is told of all others: "all but 345 of them were convicted".

    A bare one behind "except" is such, whatever stands before: "except for 345, all ended in convictions".
    """
    cues = line.named("cues", "left_out", "all_but")
    if not cues:
        return []
    wholes = line.grammar.claims["words"].get("wholes", ())
    sure = [one for one in cues if "all_but" in one.ids or _follows_whole(line, one, wholes)]
    behind = ((one, [cue for cue in cues if cue.end <= one.start and not line.words(cue.end, one.start)]) for one in line.figures)
    return [one for one, near in behind if near and (near[0] in sure or not counted(line, one).nouns)]


def _follows_whole(line: Line, cue: Mention, wholes: Sequence[str]) -> bool:
    """Whether a word for all stands right before a cue, a mark between them or not."""
    return any(word.low in wholes for word in line.tokens[max(0, cue.tokens[0] - WHOLE_WITHIN) : cue.tokens[0]])


def _is_word(line: Line, cue: Mention) -> bool:
    """Whether a cue is no name: "they may", not "in May" nor "May saw", but «Не дійшли до суду» too; and no end that was reached."""
    first = line.tokens[cue.tokens[0]]
    if first.low in line.grammar.claims["words"].get("so_that", ()) and _sufficed(line, cue):
        return False
    dated = any(one.start <= first.start < one.end for one in line.windows)
    return first.form.islower() or (cue.tokens[0] == 0 and not dated)


def _sufficed(line: Line, cue: Mention) -> bool:
    """Whether what was needed for something was there: «девяти месяцев хватило, чтобы сбежали 300», «знадобився рік, щоб …»."""
    enough = line.grammar.claims["words"].get("enough", ())
    return any(word.low in enough for word in line.tokens[: cue.tokens[0]])


def _told_behind(line: Line, figure: Placed) -> list[int]:
    """The places of words behind a figure by which somebody only expects it: "300 cases, analysts predict"."""
    behind = [one for one in _untrue(line) if one.start >= figure.end and one.tokens[0] > 1]
    return [one.tokens[0] for one in behind if "comes_to" not in one.ids or not any(other.start >= one.end for other in line.figures)]


def _untrue(line: Line) -> list[Mention]:
    """The words of a sentence behind which nothing is told for true; what a reckoning comes to is: «если сравнить, рост выйдет …».

    So is what somebody told who denied another thing: "denied the rumours and put the number at 300".
    """
    found = [one for one in line.named("cues", "untrue", "comes_to") if "untrue" not in one.ids or not _goes_on_to_tell(line, one)]
    reckoned = min((one.start for one in line.named("cues", "reckoning")), default=line.sentence.end) if found else 0
    return [one for one in found if "comes_to" not in one.ids or one.start < reckoned]


def _goes_on_to_tell(line: Line, denial: Mention) -> bool:
    """Whether a verb of telling is joined to one that denies."""
    telling = (one.tokens[0] for one in line.named("speech", "says", "counted_before") if one.start >= denial.end)
    return any(line.tokens[at - 1].low in line.grammar.joins for at in telling)


def _becoming(line: Line, figure: Placed) -> set[int]:
    """The places of a word right before a figure that says what a number becomes: "may reach 300"."""
    become, first = line.grammar.claims["words"].get("become", ()), line.place_of(figure.start)
    return {at for at in range(max(0, first - BECOME_WITHIN), first) if line.tokens[at].low in become}


def _doing(line: Line, figure: Placed) -> set[int]:
    """The place of the word right before a figure, where it may be a verb that does it: "plans to send 5,000 cases"."""
    at = line.place_of(figure.start) - 1
    verb = at > 0 and line.tokens[at].form.isalpha() and line.tokens[at].low not in line.grammar.function
    named = {one.section for one in line.naming(at)}
    to = at > 1 and line.tokens[at - 1].low in line.grammar.claims["words"].get("to_do", ())
    return {at} if verb and (named & TELLING or (to and not named)) else set()


def _holds_for(line: Line, cue: Mention, told: Mention) -> bool:
    """Whether a cue stands before a word of what is told, and is no part of it: "wanting to surrender" is what the hotline counts.

    Or right behind it, where what is told is an infinitive: «сдаться в плен готовы 300 солдат».
    """
    if not {*cue.tokens}.isdisjoint(told.tokens):
        return False
    endings = tuple(line.grammar.claims["words"].get("infinitive", ()))
    wished = bool(endings) and any(line.tokens[at].low.endswith(endings) for at in told.tokens)
    behind = wished and _stands_before(line, told, {*cue.tokens}, "auxiliary")
    return behind or _stands_before(line, cue, {*told.tokens}, "auxiliary")


def _stands_before(line: Line, cue: Mention, places: set[int], skipped: str) -> bool:
    """Whether nothing but words that may be skipped, and days, stands between a cue and one of some places."""
    passed = line.grammar.claims["words"].get(skipped, ())
    for at in range(cue.tokens[-1] + 1, len(line.tokens)):
        word = line.tokens[at]
        if at in places:
            return True
        if word.low not in passed and not any(one.start <= word.start < one.end for one in line.windows):
            return False
    return False
