"""What came of those counted: "of these, 17,721 led to prosecution" counts no cases, nor do "349 of 6,374 granted it" make 6,374 grants."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import pairwise, takewhile
from operator import attrgetter

from recusant.codebook import Codebook
from recusant.extract.sentence.line import PARTING, START, WHO_WITHIN, Line, Placed
from recusant.extract.sentence.terms import PERSON, Counted, Mention, Word

BEYOND_WITHIN = 40  # words from who is meant to what is told of them
BEGINS_WITHIN = 2  # tokens before the number that a sentence begins with
PARTICIPLE_WITHIN = 2  # tokens from a noun to the phrase with a participle that tells who is meant
SHARE_WITHIN = 4  # tokens from "of" to the noun of the figure behind it: "of 3,450 Russian soldiers"
DESCRIBED_WITHIN = 3  # words from a verb to the noun of the figure behind it: "sentenced 345 Russian soldiers"
LED_WITHIN, NAMED_WITHIN = 6, 4  # words from a figure to "led to", other figures left out, and from there to what came of it
VERDICT = "verdict"  # a unit: "430 convicts got suspended sentences"
PASSED_WITHIN, SUSPENDED_WITHIN = 9, 18  # words from those convicted to the verdict passed on them, and to its being suspended
SENTENCED, SUSPENDED = "sentenced", "suspended"  # stages
ELSEWHERE = frozenset(("place", "origin", "event"))  # "ended in Moscow"


def came_of(line: Line, figure: Placed, noun: Counted) -> list[Mention] | None:
    """The measures that are told of a figure alone: of a part what it led to, of a whole who is meant by it.

    None are told where the codebook does not know them; None stands for a figure of which nothing such is told.
    """
    if noun.unit in (None, PERSON) and noun.nouns and _is_whole(line, figure, noun):
        kinds = {token for one in line.named("cues", "kind") for token in one.tokens}
        persons = noun.unit == PERSON or (noun.measure is not None and not kinds.isdisjoint(noun.measure.tokens))
        after = line.words(noun.end, line.sentence.end)[:1]
        if persons or (after and after[0].low in line.grammar.relative):  # "of the 1,301 deserters who applied"
            meant = line.in_relative_clause(noun.end, (*line.named("measure"), *line.named("also"))) or _participle(line, figure, noun)
            return [one for one in line.named("measure") if one is meant]
    return None if noun.nouns else _led_to(line, figure)


def told_apart(line: Line, noun: Counted, named: Sequence[Mention], book: Codebook) -> list[Mention]:
    """The measures that only tell which are meant, joined ones together: "soldiers who had gone AWOL or deserted have rejoined"."""
    if (who := _who(line, noun, named)) is not None:
        return [one for one in named if one.ids == who.ids and one.start >= noun.end]
    first = line.in_relative_clause(noun.end, named) or _in_participle(line, noun, named) or _described(line, noun, named, book)
    main = _main(line, first, named) if first is not None else None
    if first is not None and main is not None:
        return [one for one in named if first.start <= one.start < main.start]
    apart = [one for one in named if first is not None and one.start < first.end and first.start < one.end]
    for one in sorted(named, key=START) if apart else ():
        between = line.words(apart[-1].end, one.start)
        if between and all(word.low in line.grammar.joins for word in between):
            apart.append(one)
    return apart


def _who(line: Line, noun: Counted, named: Sequence[Mention]) -> Mention | None:
    """Who is meant, behind a colon before what is told of them: "29,000 soldiers took their chance: the deserters are back in service".

    What is told stands right behind the word for the persons, a verb that helps it between them or not.
    """
    colon = next((word for word in line.words(noun.end, line.sentence.end) if word.form == ":"), None) if noun.unit == PERSON else None
    if colon is None or any(one.start > colon.start for one in line.figures):
        return None
    behind = sorted((one for one in named if one.start > colon.start), key=START)
    persons = {at for one in line.named("units", PERSON) for at in one.tokens}
    for one, told in pairwise(behind):
        close = all(word.low in line.grammar.function and word.low not in line.grammar.joins for word in line.words(one.end, told.start))
        if close and one.ids != told.ids and not persons.isdisjoint(one.tokens) and persons.isdisjoint(told.tokens):
            return one
    return None


def _in_participle(line: Line, noun: Counted, named: Sequence[Mention]) -> Mention | None:
    """The measure of a participle behind a noun, which only tells who is meant: «вернулись 300 бойцов, покинувших части».

    It is what is told of the figure where nothing else is in its clause: "15,000 were opened, with just 300 going to trial".
    """
    endings = tuple(line.grammar.claims["words"].get("participle", ()))
    begin = noun.nouns[0].end if noun.nouns else noun.end
    first = min((one for one in named if one.start >= begin), key=START, default=None) if endings else None
    near = first is not None and len(line.words(begin, first.start)) <= PARTICIPLE_WITHIN
    if first is None or not near or not any(line.tokens[at].low.endswith(endings) for at in first.tokens):
        return None
    return first if any(one is not first and _in_clause(line, one, begin, first, named) for one in named) else None


def _in_clause(line: Line, told: Mention, begin: int, participle: Mention, named: Sequence[Mention]) -> bool:
    """Whether a measure stands behind a participle, or before a noun with no figure of its own and in no clause on others."""
    if told.start >= participle.end:
        return True
    own = sum(told.start < one.start < begin for one in line.figures) > 1  # "opened 15,000 cases … 300 going to trial"
    behind_another = any(one.end <= told.start for one in line.figures)  # "15,000 cases are opened, with 300 going to trial"
    own = own or (behind_another and any(word.form in PARTING for word in line.words(told.end, begin)))
    before = takewhile(lambda word: word.form not in PARTING, reversed(line.words(line.sentence.start, told.start)))
    who = next((word for word in before if word.low in line.grammar.relative), None)
    of_others = who is not None and not any(who.end <= one.start < told.start for one in named)
    return told.end <= begin and not own and not of_others


def _main(line: Line, first: Mention, named: Sequence[Mention]) -> Mention | None:
    """The sentence passed on those meant, told behind a clause on them: "who gave up and later came home in swaps were convicted"."""
    words = line.grammar.claims["words"]
    behind = (one for one in _judged(line, named) if one.start >= first.end and not line.figures_between(first, one))
    return next((one for one in behind if _suffered(line, one, words.get("passive", ()))), None)


def _judged(line: Line, named: Sequence[Mention]) -> Iterator[Mention]:
    """What is told by a verb of courts and investigators: not "were killed"."""
    verbs = line.grammar.claims["words"].get("described", ())
    return (one for one in named if any(line.tokens[at].low in verbs for at in one.tokens))


def _suffered(line: Line, told: Mention, passive: Sequence[str]) -> bool:
    """Whether a verb is told with its auxiliary, which no relative pronoun and no join leads to: "… were convicted"."""
    at = told.tokens[0]
    helps = next((one for one in (at, at - 1) if line.tokens[one].low in passive), 0)
    return helps > 0 and line.tokens[helps - 1].low not in {*line.grammar.relative, *line.grammar.joins, ","}


def _described(line: Line, noun: Counted, named: Sequence[Mention], book: Codebook) -> Mention | None:
    """The passive right behind a noun by which only is told who is meant: "courts sentenced 345 soldiers charged with AWOL".

    Another verb is told of them: right before the figure, or behind it with its auxiliary ("… charged with AWOL were sentenced"); or
    a verdict passed on them ("… tried for AWOL got a suspended sentence").
    """
    words = line.grammar.claims["words"]
    at = line.place_of(noun.nouns[0].end) if noun.nouns and "described" in words else len(line.tokens)
    while any(one.section == "units" for one in line.naming(at)):
        at += 1  # "345 Russian soldiers"
    at += line.tokens[at : at + 1] != [] and line.tokens[at].form == ","  # «345 бойцов, осуждённых за самоволку»
    first = next((one for one in named if one.tokens[0] == at and line.tokens[at].low in words["described"]), None)
    if first is None:
        return None
    begin = noun.nouns[0].start
    if any(word.low in words["share_of"] for word in line.words(line.sentence.start, begin)[-SHARE_WITHIN:]):
        return None  # "one in three of 345 soldiers sentenced got …"
    before = any(one.end <= begin and len(line.words(one.end, begin)) <= DESCRIBED_WITHIN for one in named)
    behind = [one for one in _judged(line, named) if one.start >= first.end and not line.figures_between(first, one)]
    undergone = any(word.low in words.get("passive", ()) for one in behind for word in line.tokens[one.tokens[0] - 1 : one.tokens[0] + 1])
    return first if before or undergone or _passed(line, noun, first, named, book) else None


def _passed(line: Line, noun: Counted, first: Mention, named: Sequence[Mention], book: Codebook) -> bool:
    """Whether another verdict than the one that tells who is meant is told in the clause of a figure, before or behind it."""
    verdicts = [one for one in named if book.measures[one.ids[0]].unit == VERDICT and one.ids != first.ids]
    begin = noun.nouns[0].start
    before = [one for one in verdicts if one.end <= begin and len(line.words(one.end, begin)) <= PASSED_WITHIN]
    behind = [one for one in verdicts if one.start >= first.end and not line.figures_between(first, one)]
    return any(not any(word.form == ";" for word in line.words(first.end, one.start)) for one in behind) or bool(before)


def told_beyond(line: Line, apart: Sequence[Mention], main: Sequence[Mention]) -> Mention | None:
    """What is told behind words that only tell who is meant: "1,700 who had gone AWOL have, over the past two weeks, come back"."""
    last = max(apart, key=attrgetter("end"), default=None)
    behind = [one for one in main if last and one.start >= last.end and not line.figures_between(last, one)]
    return min((one for one in behind if last and line.apart(last, one) <= BEYOND_WITHIN), key=START, default=None)


def became_of(near: Mention, named: Sequence[Mention]) -> Mention:
    """What became of the applications of those counted, where it is told with the same noun: "five had their asylum claims rejected"."""
    behind = (one for one in named if one.section == "measure" and one.ids != near.ids and one.end > near.end)
    return next((one for one in behind if not {*one.tokens}.isdisjoint(near.tokens)), near)


def told_behind(line: Line, figure: Placed, noun: Counted, named: Sequence[Mention]) -> Mention | None:
    """The measure of a clause on a noun, be it ever so far: "7,068 cases of absence (Article 407), which … were sent to court"."""
    behind = min((one for one in named if one.start >= noun.end), key=START, default=None)
    if behind is None or line.figures_between(figure, behind):
        return None
    return behind if any(word.low in line.grammar.relative for word in line.words(noun.end, behind.start)) else None


def passed_on(line: Line, figure: Placed, noun: Counted, book: Codebook) -> Mention | None:
    """The verdict on persons who are told to be convicted: "300 soldiers convicted of absence got suspended terms"."""
    told = book.measures[noun.measure.ids[0]] if noun.measure is not None and noun.unit == PERSON else None
    if told is None or (told.unit != VERDICT and told.stage != SENTENCED):
        return None
    others = [one for one in line.named("measure") if one.ids != (told.id,) and book.measures[one.ids[0]].unit == VERDICT]
    if told.unit != VERDICT:  # "300 of those sentenced, as many as the verdicts of 2023"
        others = [one for one in others if book.measures[one.ids[0]].stage == SUSPENDED]
    within = PASSED_WITHIN if told.unit == VERDICT else SUSPENDED_WITHIN
    return line.nearest(figure, [one for one in others if not line.figures_between(figure, one)], within)


def _participle(line: Line, figure: Placed, noun: Counted) -> Mention | None:
    """The measure that tells of which persons a sentence speaks that begins so: "of the 1,140 soldiers convicted in 2024, 702 …"."""
    begins = line.place_of(figure.start) <= BEGINS_WITHIN
    behind = [one for one in line.named("measure") if one.start >= noun.end and not line.figures_between(figure, one)]
    return next((one for one in behind if len(line.words(noun.end, one.start)) <= 1), None) if begins else None


def _is_whole(line: Line, figure: Placed, noun: Counted) -> bool:
    """Whether a number only tells out of how many a part is: "349 of 6,374 Russians", "of the 500 men 100"."""
    words, first = line.grammar.claims["words"], line.place_of(figure.start) - 1
    little = line.grammar.function.difference(words["share_of"])
    first -= first > 0 and line.tokens[first].low in little  # "of the", "of its"
    if first < 0 or line.tokens[first].low not in words["share_of"]:
        return False
    of, begins = line.tokens[first], first == 0 or line.tokens[first - 1].form in PARTING
    who = any(word.low in line.grammar.relative for word in line.words(noun.end, line.sentence.end)[:WHO_WITHIN])
    counts = [one for one in line.figures if who or noun.measure or one.form == "count"]  # "one in five of the 165,000 soldiers who …"
    return any(not line.words(one.end, of.start) for one in counts if one.end <= of.start) or (
        begins and (who or any(one.start >= noun.end for one in counts))  # "of the 48,000 men who deserted, most came back"
    )


def _led_to(line: Line, figure: Placed) -> list[Mention] | None:
    """The measures that name what those counted led to: none where it is not known, None where nothing is told to have come of them."""
    verb = _verb(line, figure) if line.named("cues", "led_to") else None
    if verb is None:
        return None
    behind = line.words(verb.end, line.sentence.end)
    ends = next((at for at, word in enumerate(behind) if word.form in PARTING or not word.form[0].isalpha()), len(behind))
    named = [line.place_of(word.start) for word in behind[: min(ends, NAMED_WITHIN)]]
    strange = next((at for at in named if line.tokens[at].low not in line.grammar.function), None)
    if strange is None or any(one.section in ELSEWHERE for one in line.naming(strange)):
        return None
    if any(verb.start <= one.start < line.tokens[strange].end for one in line.windows):
        return None  # "300 ended in 2024"
    return [one for one in line.named("measure") if not {*one.tokens}.isdisjoint(named)]


def _verb(line: Line, figure: Placed) -> Mention | Word | None:
    """The verb that a figure is told with, or what stands for it: "2,951 ended in convictions and 513 in acquittals"."""
    cues = line.named("cues", "led_to")
    before = [line.tokens[one.tokens[-1]].low for one in cues if one.end <= figure.start]
    behind = line.words(figure.end, line.sentence.end)[:1]
    if before and behind and behind[0].low == before[-1] and behind[0].low in line.grammar.claims["words"]["prepositions"]:
        return behind[0]
    cue = next((one for one in cues if one.start >= figure.end), None)
    return cue if cue and cue.start < line.clause(figure)[1] and _told_of(line, figure, cue) else None


def _told_of(line: Line, figure: Placed, cue: Mention) -> bool:
    """Whether nothing but what says the number again stands between a figure and a verb: "17,721, i.e. 86.2 %, led to"."""
    others = [one for one in line.figures if figure.end <= one.start < cue.start]
    between = line.words(figure.end, cue.start)
    near = sum(word.form[0].isalpha() for word in between) <= LED_WITHIN and not any(word.form in ";:" for word in between)
    return near and all(one.form == "percent" for one in others)
