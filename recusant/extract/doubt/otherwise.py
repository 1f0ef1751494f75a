"""What is told of a figure may make it another count than its words name: "appeal courts upheld 412 verdicts" passes none."""

from __future__ import annotations

from recusant.codebook import Codebook
from recusant.extract.doubt.strange import PASSIVE, is_done_strangely
from recusant.extract.doubt.undone import exceptions
from recusant.extract.numbers.quantities import Figure
from recusant.extract.sentence.line import PARTING, Line, Placed
from recusant.extract.sentence.terms import FILED, FILES, PERSON, Mention, Word
from recusant.extract.sentence.thread import SHARES, Read
from recusant.extract.times.dated import MONTH

OTHERWISE = "otherwise"  # the cues, and how a claim is told beside which one stands
NEAR = 10  # words between such a cue and the figure
LEFT_OUT_WITHIN = 1  # words from "excluding" to the offence that is left out
BECAME_WITHIN = 8  # words from what tells who is meant to what became of them
WHOSE_WITHIN = 3  # words from "applications" to those who made them
DIFFERS_WITHIN = 3  # words from a number to "more", "a week" between
OF_WITHIN = 2  # words from "month" to the year it is one of, the preposition among them
PART_WITHIN = 4  # words from a figure to the noun of what it is a part of
BEGINS_WITHIN = 3  # tokens at the beginning of a sentence in which "of" stands
STOCK, STANDING = "stock", frozenset(("pending", "wanted", "held", "absent"))  # what is counted on one day, and its stages
ASKING = frozenset(("request", "application"))  # units of what persons ask for
VISIT = "visit"  # a unit
FILED_STAGE = "filed"  # at which an application comes in


def is_told_otherwise(line: Line, read: Read, book: Codebook) -> bool:
    """Whether a word stands near a figure by which it counts others, or less, than its measure: repeated, withdrawn, overturned.

    So do words that name an offence only to leave it out, or that make the figure a part, or tell what became of those counted.
    """
    told = _is_beside(line, read) or _is_halted(line, read) or _is_left_out(line, read) or _is_part(line, read)
    told = told or _is_of_share(line, read) or _is_of_other_days(line, read) or is_done_strangely(line, read, book)
    told = told or _is_how_often(line, read, book) or _is_to_come(line, read) or _is_in_some(line, read) or _is_difference(line, read)
    told = told or _is_in_persons(read, book) or _is_of_a_stretch(read, book) or _is_kind_alone(line, read, book)
    told = told or _is_asked_for(read, book) or _is_had(line, read, book) or _is_of_accused(line, read, book)
    told = told or _is_of_kind(line, read) or _is_grown_to(line, read)
    told = told or bool(line.left_out)  # "3,000 verdicts in 2024, not counting January"
    return told or _became(line, read, book) or _was_decided(line, read, book) or any(one is not read.figure for one in exceptions(line))


def _is_asked_for(read: Read, book: Codebook) -> bool:
    """Whether what is counted are requests, and persons only those whom they are about: "345 petitions to release suspects"."""
    return book.measures[read.scope.measure].unit == PERSON and bool(ASKING.intersection(read.noun.units))


def _is_of_kind(line: Line, read: Read) -> bool:
    """Whether what names the measure is only a kind of persons behind a preposition: "480 were against mobilised men"."""
    kinds = {at for one in line.named("cues", "kind") for at in one.tokens}
    named = [one for one in line.named("measure", read.scope.measure) if one.start >= read.figure.end] if kinds else []
    little = line.grammar.claims["words"]["prepositions"]
    led = [one.tokens[0] > 0 and line.tokens[one.tokens[0] - 1].low in little for one in named if kinds.issuperset(one.tokens)]
    return bool(named) and len(led) == len(named) and all(led)


def _is_kind_alone(line: Line, read: Read, book: Codebook) -> bool:
    """Whether what is counted are those of one kind among persons sentenced or charged: "3,411 mobilised men among those sentenced"."""
    kinds = line.named("cues", "kind") if book.measures[read.scope.measure].stage in PASSIVE else ()
    own = {at for one in line.named("measure", read.scope.measure) for at in one.tokens}
    return any(read.figure.end <= one.start < read.noun.end and own.isdisjoint(one.tokens) for one in kinds)


def _is_grown_to(line: Line, read: Read) -> bool:
    """Whether two numbers behind "by" may be that by which something grew and the one that it came to: "rose by 300 to 1,200"."""
    if not isinstance(read.figure, Figure) or read.figure.form != "count" or read.figure.quantity.modifier != "range":
        return False
    at = line.place_of(read.figure.start)
    return at > 0 and line.tokens[at - 1].low in line.grammar.claims["words"]["by"][:1]


def _is_in_persons(read: Read, book: Codebook) -> bool:
    """Whether persons are counted where a measure counts what may be done again: "123,456 people visited the site"."""
    return PERSON in read.noun.units and book.measures[read.scope.measure].unit == VISIT


def _is_of_a_stretch(read: Read, book: Codebook) -> bool:
    """Whether what stands on one day is told of many days: "in 2024 500,000 were put on the wanted list" may be all who were put there."""
    measure, (first, last) = book.measures[read.scope.measure], (read.scope.window.start[0], read.scope.window.end[1])
    return measure.kind == STOCK and measure.stage in STANDING and first is not None and last is not None and first < last


def _is_had(line: Line, read: Read, book: Codebook) -> bool:
    """Whether asylum is only told as what those counted have: "345 Russians with asylum left Finland"."""
    having = line.grammar.claims["words"].get("having", ())
    if book.measures[read.scope.measure].unit not in FILED or PERSON not in read.noun.units:
        return False
    named = [one for one in line.named("measure", read.scope.measure) if one.start >= read.figure.end and one.tokens[0]]
    return any(line.tokens[one.tokens[0] - 1].low in having for one in named)


def _is_of_accused(line: Line, read: Read, book: Codebook) -> bool:
    """Whether a part of those charged or sentenced is told by what they did: "of the 13,699 charged 12,100 had gone AWOL"."""
    if not book.measures[read.scope.measure].is_deed:
        return False
    of = line.grammar.claims["words"]["share_of"]
    before = [one for one in line.figures if one.end <= read.figure.start]
    before = [one for one in before if any(word.low in of for word in line.tokens[:BEGINS_WITHIN] if word.start < one.start)]
    told = [one for one in line.named("measure") if before and before[0].end <= one.start < read.figure.start]
    return any(book.measures[one.ids[0]].stage in PASSIVE for one in told[:1])


def _is_how_often(line: Line, read: Read, book: Codebook) -> bool:
    """Whether a figure tells how often, where its measure counts persons: "those who would surrender called 3,200 times"."""
    cues = line.named("cues", "occasion") if book.measures[read.scope.measure].unit == PERSON else ()
    return any(one.start >= read.figure.end and not line.words(read.figure.end, one.start) for one in cues)


def is_of_them(line: Line, figure: Placed) -> bool:
    """Whether a figure is a part of the one before: "120,000 visits, 46,000 of them from soldiers"."""
    parts = line.named("cues", "part")
    return any(not line.words(*sorted((figure.start, figure.end, one.start, one.end))[1:3]) for one in parts)


def _is_beside(line: Line, read: Read) -> bool:
    """Whether such a word stands near, no other figure between them nor right behind it, and is none of those that tell the measure."""
    cues = line.named("cues", OTHERWISE)
    if not cues:
        return False
    said = (one for section in ("measure", "also") for one in line.named(section, read.scope.measure))
    told = [{*one.tokens} for one in said]
    free = [one for one in cues if not any(tokens.issuperset(_content(line, one)) for tokens in told)]
    return any(_is_near(line, read, one) for one in free)


def _content(line: Line, cue: Mention) -> list[int]:
    """The places of a cue's words but for little ones: "were dropped" is told with the word that tells the measure."""
    return [at for at in cue.tokens if line.tokens[at].low not in line.grammar.function] or [*cue.tokens]


def _is_near(line: Line, read: Read, cue: Mention) -> bool:
    near = line.apart(read.figure, cue) <= NEAR and not line.figures_between(read.figure, cue)
    return near and (cue.end <= read.figure.start or not _has_own(line, cue))


def _has_own(line: Line, cue: Mention) -> bool:
    """Whether a figure stands right behind a word, so that it is told of that one: "received 345 cases and overturned 12 verdicts"."""
    return any(one.start >= cue.end and not line.words(cue.end, one.start) for one in line.figures)


def _is_halted(line: Line, read: Read) -> bool:
    """Whether it is cases themselves that are said to be suspended, and no sentences: "courts suspended 345 cases"."""
    cues = line.named("cues", "halted")
    if not cues or FILES.isdisjoint(read.noun.units):
        return False
    longer = [{*one.tokens} for one in line.named("measure") if len(one.tokens) > 1]
    nouns = {place for one in line.named("units") if FILES.isdisjoint(one.ids) for place in one.tokens}
    own = [one for one in cues if not any(tokens.issuperset(one.tokens) and not nouns.isdisjoint(tokens) for tokens in longer)]
    return any(_is_near(line, read, one) for one in own)


def _is_left_out(line: Line, read: Read) -> bool:
    """Whether what a figure would count is named only to leave it out: "excluding AWOL, courts received 5,204 cases"."""
    cues = line.named("cues", "left_out")
    named = [one for one in line.named("category") if read.scope.category in one.ids] if cues else []
    without = [one for one in named if any(cue.end <= one.start and len(line.words(cue.end, one.start)) <= LEFT_OUT_WITHIN for cue in cues)]
    return bool(without) and len(without) == len(named)


def _is_part(line: Line, read: Read) -> bool:
    """Whether a figure is a part of what it would count: "345 of the proceedings opened in 2023 were sent to court".

    So it is where the noun alone names the measure, and it is told what was done to that part.
    """
    behind = line.words(read.figure.end, line.sentence.end)[:PART_WITHIN]
    count = isinstance(read.figure, Figure) and read.figure.form == "count" and read.figure.quantity.stated is not None
    if not count or not behind or behind[0].low not in line.grammar.claims["words"]["share_of"]:
        return False
    nouns = {at for one in line.named("units") if read.figure.end <= one.start <= behind[-1].start for at in one.tokens}
    wholes = [one for one in line.named("measure", read.scope.measure) if not nouns.isdisjoint(one.tokens)]
    done = [one for one in line.named("measure") if read.scope.measure not in one.ids and one.start > behind[-1].start]
    return any(len(one.tokens) > 1 or done for one in wholes)


def _is_of_other_days(line: Line, read: Read) -> bool:
    """Whether the days of a claim may only tell which are meant, and others when it was done: "345 brought in 2023 were heard in 2024"."""
    days, behind = read.scope.window.exact, [one for one in line.windows if one.start >= read.figure.end]
    own = next((one for one in behind if one.window.exact == days), None) if len(behind) > 1 and len(line.figures) == 1 else None
    if own is None or days is None:
        return False
    others = [one for one in behind if one.start > own.end and not line.compared(one, read.figure)]
    apart = [one for one in others if (then := one.window.exact) and (then[0] > days[1] or then[1] < days[0])]
    return any(_tells(line, word) for one in apart for word in line.words(own.end, one.start))


def _is_to_come(line: Line, read: Read) -> bool:
    """Whether what is counted by a day to come, since none that is told, was cut at the day of saying: "by 2026 courts have 300"."""
    return any(one.ahead and one.window == read.scope.window for one in line.windows)


def _is_in_some(line: Line, read: Read) -> bool:
    """Whether what is counted lies in an unknown month or day of a longer window: "in its best month of 2024 it heard 345"."""
    days, units = read.scope.window.exact, line.grammar.claims["words"].get("short", ())
    if days is None or days[1] - days[0] <= MONTH or (isinstance(read.figure, Figure) and read.figure.per):
        return False
    own = [line.place_of(one.start) for one in line.windows if one.window.exact == days]
    little = line.grammar.function
    for last in own:
        at = next((at for at in range(last - 1, max(0, last - OF_WITHIN - 1), -1) if line.tokens[at].low not in little), 0)
        if at and line.tokens[at].low in units and line.tokens[at - 1].low not in little:
            return True
    return False


def _is_difference(line: Line, read: Read) -> bool:
    """Whether a rate only tells how many more or fewer come than came at another time: "12 a week more than in 2023"."""
    behind = line.words(read.figure.end, line.sentence.end)[:DIFFERS_WITHIN]
    if not (isinstance(read.figure, Figure) and read.figure.per) or any(not word.form[0].isalpha() for word in behind[:-1]):
        return False
    near = (one for one in line.named("cues", "more", "fewer") if behind and read.figure.end <= one.start <= behind[-1].start)
    thans = {one.tokens[0] for one in line.named("cues", "than")}
    return any(one.tokens[-1] + 1 in thans for one in near)


def _tells(line: Line, word: Word) -> bool:
    """Whether a word is a verb by its form, or by that it was."""
    suffers = line.grammar.claims["words"].get("suffers")
    return word.low in suffers if suffers else word.low.endswith(line.grammar.verb_endings)


def _is_of_share(line: Line, read: Read) -> bool:
    """Whether a figure without a noun only tells what a share is of: "every tenth of 345 who called surrendered"."""
    between = [line.words(one.end, read.figure.start) for one in line.figures if one.form in SHARES and one.end <= read.figure.start]
    of = bool(between) and len(between[-1]) == 1 and between[-1][0].low in line.grammar.claims["words"]["share_of"]
    return of and not read.noun.nouns


def _became(line: Line, read: Read, book: Codebook) -> bool:
    """Whether words only tell who is meant, and behind them what was done to those: "345 soldiers charged with AWOL were killed"."""
    others = [one for one in line.named("cues", "other") if one.start >= read.figure.end]
    if not others or PERSON not in (read.noun.unit, book.measures[read.scope.measure].unit):
        return False
    own = {at for one in line.named("measure", read.scope.measure) for at in one.tokens}
    others = [one for one in others if not own.issuperset(one.tokens)]
    told = [one for one in (*line.named("measure"), *line.named("also")) if one.start >= read.figure.end]
    return any(_is_done_to(line, one, [before for before in told if before.end <= one.start]) for one in others)


def _is_done_to(line: Line, other: Mention, told: list[Mention]) -> bool:
    """Whether a word for what was done to persons is told of those whom what stands before it describes, with no other clause between."""
    words, at = line.grammar.claims["words"], other.tokens[0]
    between = line.words(told[-1].end, other.start) if told else ()
    if not told or len(between) > BECAME_WITHIN or line.figures_between(told[-1], other):
        return False
    marks = [word.form for word in between if word.form in PARTING]
    if marks not in ([], [","]) or any(word.low in line.grammar.joins for word in between):
        return False
    suffers = words.get("suffers")
    return line.tokens[at - 1].low in suffers if suffers else line.tokens[at].low.endswith(words.get("undergoes", ()))


def _was_decided(line: Line, read: Read, book: Codebook) -> bool:
    """Whether applications are only named as those of the persons counted, and what became of them behind: "claims of 345 were refused"."""
    filed = book.measures[read.scope.measure]
    if filed.unit not in FILED or filed.stage != FILED_STAGE:
        return False
    if any(_is_near(line, read, one) for one in line.named("cues", "answered")):
        return True
    before = [one for one in line.named("measure", filed.id) if one.end <= read.figure.start]
    whose = before and len(line.words(before[-1].end, read.figure.start)) <= WHOSE_WITHIN
    decided = [one for one in (*line.named("measure"), *line.named("also")) if any(_is_decision(book, name) for name in one.ids)]
    return bool(whose) and any(one.start >= read.figure.end and not line.figures_between(read.figure, one) for one in decided)


def _is_decision(book: Codebook, name: str) -> bool:
    return book.measures[name].unit in FILED and book.measures[name].stage != FILED_STAGE
