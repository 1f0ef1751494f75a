"""Who is the subject of a verb of counting: grammar tells it, and not who is known to count."""

from __future__ import annotations

from collections.abc import Iterator, Sequence, Set
from itertools import pairwise
from typing import NamedTuple

from recusant.codebook import Codebook
from recusant.extract.sentence.line import Line
from recusant.extract.sentence.terms import QUOTES, Mention, Word
from recusant.extract.who.names import of_name, places
from recusant.extract.words.inflection import is_common

DASHES = frozenset("—–")
STAFF = frozenset(("spokesman", "titles", "anybody"))  # cues for people of an organisation: their count is its own
PARTING = frozenset(";:")
OTHERS = "others"  # cues for who is not of those named beside them: "a rival of X", "former X reporters"
RELATIVE_WITHIN = 2  # words from a comma to the pronoun of its clause: ", in which", «, о которой»
OF_WITHIN = 2  # words between a preposition and the name that it leads to
AFTER_WITHIN = 4  # words between a verb and its subject behind it


class Name(NamedTuple):
    """A name in a sentence: ``first`` and ``last`` of its tokens, and its mention where the codebook knows it."""

    first: int
    last: int
    start: int
    written: str
    known: Mention | None


class Subject(NamedTuple):
    """Whom grammar makes the one who counted; no ``name`` where it is none of those named.

    ``sure`` where there is no other reading, ``second`` where it is said before what else he did: "Y went through X's list and found".
    """

    verb: Mention
    name: Name | None
    sure: bool
    second: bool = False


def names_of(line: Line) -> list[Name]:
    """All names of a sentence in order, those that the codebook does not know among them."""
    known = {at: one for one in line.named("origin") for at in range(one.tokens[0], one.tokens[-1] + 1)}
    found = [Name(one.tokens[0], one.tokens[-1], one.start, line.text[one.start : one.end], one) for one in line.named("origin")]
    placed, run = places(line), list[int]()
    for at in range(len(line.tokens) + 1):
        if at < len(line.tokens) and at not in known and of_name(line, line.tokens[at]):
            run.append(at)
        elif run:
            found += _unknown(line, run, placed)
            run = []
    return sorted(found, key=lambda name: name.first)


def _unknown(line: Line, run: Sequence[int], placed: set[int]) -> Iterator[Name]:
    words = [line.tokens[at] for at in run]
    adverb = words[0].low.endswith(line.grammar.claims["words"].get("adverb_endings", ()) or ("\n",))
    begins = not run[0] and (adverb or is_common(words[0].form, line.grammar.lang))
    if begins and len(run) > 1:
        run, words, begins = run[1:], words[1:], False
    if not begins and not all(word.start in placed for word in words):
        yield Name(run[0], run[-1], words[0].start, line.text[words[0].start : words[-1].end], None)


def subjects(line: Line, book: Codebook) -> list[Subject]:
    """The subjects of the verbs of counting in a sentence."""
    verbs = [cue for cue in line.named("speech", "finds") if _is_verb(line, cue) and _counts(line, cue)] if line.figures else []
    if not verbs:
        return []
    names = names_of(line)
    return [found for verb in verbs if names and (found := _subject(line, verb, names, book)) is not None]


def _is_verb(line: Line, cue: Mention) -> bool:
    """Whether a word is no noun there, and no part of a measure: "the count of 345", "its tally", "X's count", "found guilty"."""
    if any(one.section == "measure" for at in cue.tokens for one in line.naming(at)):
        return False
    if _has_cases(line):
        return True  # its nouns end otherwise
    at = cue.tokens[0]
    words = line.grammar.claims["words"]
    before = line.tokens[at - 1].low if at else ""
    behind = line.tokens[cue.tokens[-1] + 1].low if cue.tokens[-1] + 1 < len(line.tokens) else ""
    little = {*words.get("definite", ()), *words["prepositions"], *words.get("skipped", ()), *line.grammar.attributes}
    little.difference_update(words.get("infinitive_with", ()))
    asks = (*line.grammar.speakers.get("no", ()), *words.get("whose_count", ()))
    noun = ends_as_owner(line, before) or behind in (*words.get("noun_before", ()), ",", ")")
    noun = noun or line.tokens[at].low.endswith(words.get("gerund", ("\n",)))
    return not (noun or before in little or before in asks)


def _counts(line: Line, verb: Mention) -> bool:
    """Whether nothing but words and commas stands between a verb and a figure of the sentence, and no other such verb."""
    others = [one for one in line.named("speech", "finds") if one is not verb]
    for figure in line.figures:
        start, end = (verb.end, figure.start) if verb.start < figure.start else (figure.end, verb.start)
        nearer = any(start <= one.start < end for one in others)
        if not nearer and not any(word.form in PARTING for word in line.words(start, end)):
            return True
    return False


def _subject(line: Line, verb: Mention, names: Sequence[Name], book: Codebook) -> Subject | None:
    begin = line.place_of(line.clause(verb)[0])
    if (apposed := _apposed(line, verb, names)) is not None:
        return Subject(verb, apposed, sure=True)
    kept = _without_asides(line, begin, verb.tokens[0])
    joined = bool(kept) and line.tokens[kept[-1]].low in line.grammar.joins
    if (meant := _meant(line, verb, kept, names)) is not None:
        return Subject(verb, meant, sure=True)
    phrase = _phrase(line, kept, names, wide=joined)
    within = [name for name in names if name.first in phrase]
    able = [name for name in within if _may_lead(line, name, book)]
    if able and (joined or (len(within) == 1 and not _of_another(line, able[0], verb, phrase, names))):
        return Subject(verb, able[0], sure=True, second=joined)
    people = _people(line, phrase) | ({"staff"} if any(_works_for(line, first, second) for first, second in pairwise(within)) else set())
    if able:
        return _one_of(line, verb, able, within, people)
    if (behind := _behind(line, verb, names, book)) is not None:
        return Subject(verb, behind, sure=True)
    if not within:
        return _unnamed(line, verb, [name for name in names if name.first < verb.tokens[0]], begin)
    return _owner(line, verb, within, people)


def _meant(line: Line, verb: Mention, kept: Sequence[int], names: Sequence[Name]) -> Name | None:
    """Whom a pronoun before a verb stands for that begins a clause about a name: "cited Mediazona, which counted"."""
    near = line.tokens[max(0, verb.tokens[0] - RELATIVE_WITHIN) : verb.tokens[0]]
    if not kept or not any(word.low in line.grammar.relative for word in near):
        return None
    return next((name for name in names if name.last == kept[-1]), None)


def _apposed(line: Line, verb: Mention, names: Sequence[Name]) -> Name | None:
    """The name that alone stands between two marks before a verb: "a rival of X, the Y, counted", "the refugee office (Ofpra) counted"."""
    before_verb = [name for name in names if name.last < verb.tokens[0]]
    if not before_verb:
        return None
    last = before_verb[-1]
    skipped = (*QUOTES, *line.grammar.claims["words"].get("skipped", ()))
    before = [word.form for word in line.tokens[: last.first] if word.low not in skipped][-1:]
    behind = [word.form for word in line.tokens[last.last + 1 : verb.tokens[0]] if word.form not in QUOTES]
    other = len(before_verb) == 1 or any(one.start < last.start for one in line.named("speech", OTHERS))
    return last if (before + behind in ([",", ","], ["(", ")"])) and other else None


def _of_another(line: Line, name: Name, verb: Mention, phrase: Set[int], names: Sequence[Name]) -> bool:
    """Whether what stands in an aside behind a name tells whose it is: "Ivan Petrov, a lawyer with X, counted"."""
    aside = [at for at in range(name.last + 1, verb.tokens[0]) if at not in phrase]
    return _people(line, set(aside)) == {"staff"} and any(one.first in aside for one in names)


def _people(line: Line, places: Set[int]) -> frozenset[str]:
    """What is said of the people in some places: that they are an organisation's, or were another's."""
    found = {kind for one in (*line.named("speech"), *line.named("cues")) if one.tokens[0] in places for kind in one.ids}
    return frozenset({OTHERS} & found) | (frozenset({"staff"}) if not STAFF.isdisjoint(found) else frozenset())


def _one_of(line: Line, verb: Mention, able: Sequence[Name], within: Sequence[Name], people: frozenset[str]) -> Subject | None:
    """The name next to the verb; of two that are joined, and of people of an organisation, grammar tells no more than the names do."""
    joined = any(_joined(line, first, second) for first, second in pairwise(within))
    if joined or people == {"staff"}:
        return None
    return Subject(verb, able[-1], sure=len(able) == 1 or not _has_cases(line))


def _works_for(line: Line, first: Name, second: Name) -> bool:
    """Whether a name that the codebook does not know is of one of an organisation: "Sergei Smirnov of Mediazona"."""
    between = [word.low for word in line.tokens[first.last + 1 : second.first] if word.form not in QUOTES]
    return first.known is None and len(between) == 1 and between[0] in line.grammar.claims["words"].get("works_for", ())


def _joined(line: Line, first: Name, second: Name) -> bool:
    between = [word.low for word in line.tokens[first.last + 1 : second.first] if word.form not in QUOTES]
    return any(word in line.grammar.joins for word in between) and len(between) <= OF_WITHIN


def _unnamed(line: Line, verb: Mention, before: Sequence[Name], begin: int) -> Subject | None:
    """A subject without a name: of those named before it in asides none counted, and a pronoun may stand for any of several."""
    pronoun = any(0 <= verb.tokens[0] - one.tokens[-1] <= OF_WITHIN for one in line.named("speech", "pronouns"))
    if pronoun and len(before) == 1 and before[0].first < begin:
        return None
    return Subject(verb, None, sure=False) if before and (pronoun or before[-1].first >= begin) else None


def _owner(line: Line, verb: Mention, within: Sequence[Name], people: frozenset[str]) -> Subject | None:
    """Whose people the subject is: "journalists of X", "X's colleagues at Y", but not "a rival of X"."""
    last = within[-1]
    if OTHERS not in people:
        staff, whose = "staff" in people, ends_as_owner(line, line.tokens[last.last].low)  # "X's lawyers counted"
        return Subject(verb, last, sure=staff) if (staff or whose) and len(within) == 1 else None
    return Subject(verb, last if len(within) > 1 and not ends_as_owner(line, line.tokens[last.last].low) else None, sure=len(within) > 1)


def _has_cases(line: Line) -> bool:
    """Whether nouns tell by their endings whether they are the subject; a language with articles has none here."""
    return not line.grammar.claims["words"].get("definite")


def _may_lead(line: Line, name: Name, book: Codebook) -> bool:
    """Whether a name may be a subject: by its ending, and by what stands before it."""
    if ends_as_owner(line, line.tokens[name.last].low) or _is_led(line, name) or _describes(line, name):
        return False
    if not _has_cases(line):
        return True
    if name.known is not None:
        return book.origin_named(name.written) is not None
    return not line.tokens[name.last].low.endswith(line.grammar.claims["words"].get("oblique", ()))


def ends_as_owner(line: Line, word: str) -> bool:
    """Whether a word ends as one whose something is: "Mediazona's"."""
    return word.replace("’", "'").endswith(line.grammar.claims["words"].get("possessive", ("\n",)))


def _is_led(line: Line, name: Name) -> bool:
    """Whether a preposition stands before a name, or an article between them: "with the help of X", "at the Y"."""
    words = line.grammar.claims["words"]
    skipped = {*words.get("skipped", ()), *words.get("definite", ())}
    before = [word for word in line.tokens[: name.first] if word.form not in QUOTES][-OF_WITHIN:]
    while before and before[-1].low in skipped:
        before.pop()
    return bool(before) and (before[-1].low in words["prepositions"] or before[-1].low in words.get("beside", ()))


def _describes(line: Line, name: Name) -> bool:
    """Whether a name only tells which noun behind it is meant: "former Mediazona reporters"."""
    if not line.grammar.head_last or name.last + 1 >= len(line.tokens):
        return False
    return any(not STAFF.isdisjoint(one.ids) or OTHERS in one.ids for one in line.naming(name.last + 1))


def _behind(line: Line, verb: Mention, names: Sequence[Name], book: Codebook) -> Name | None:
    """The subject behind its verb, in a language that tells it by its ending: «345 дел насчитала «Верстка»»."""
    if not _has_cases(line):
        return None
    near = (name for name in names if name.first > verb.tokens[-1])
    first = next(near, None)
    between = [word for word in line.tokens[verb.tokens[-1] + 1 : first.first] if word.form not in QUOTES] if first else []
    plain_words = all(word.form[0].isalpha() for word in between)
    return first if first and plain_words and len(between) <= AFTER_WITHIN and _may_lead(line, first, book) else None


def _without_asides(line: Line, begin: int, end: int) -> list[int]:
    """The tokens before a verb, but what brackets, dashes or commas part from its subject."""
    kept, little = _unbracketed(line.tokens, begin, end), {*line.grammar.relative, *line.grammar.claims["words"].get("helping", ())}
    while kept:
        if line.tokens[kept[-1]].form in QUOTES - DASHES or line.tokens[kept[-1]].low in little:
            kept = kept[:-1]
            continue
        opened = _opened(line, kept)
        if opened is None:
            return kept
        kept = kept[:opened]
    return kept


def _unbracketed(tokens: Sequence[Word], begin: int, end: int) -> list[int]:
    kept, inner = list[int](), 0
    for at in range(begin, end):
        inner += tokens[at].form == "("
        if not inner:
            kept.append(at)
        inner -= tokens[at].form == ")"
    return kept


def _opened(line: Line, kept: Sequence[int]) -> int | None:
    """Where the aside begins that ends with the last of some tokens: at the comma before a pronoun of its clause, or behind a name."""
    mark = line.tokens[kept[-1]].form
    if mark not in DASHES and mark != ",":
        return None
    alike = [
        at
        for at in range(1, len(kept) - 1)
        if line.tokens[kept[at]].form == mark or (mark in DASHES and line.tokens[kept[at]].form in DASHES)
    ]
    if not alike:
        return len(kept) - 1 if mark == "," else None
    clauses = [at for at in alike if any(line.tokens[one].low in line.grammar.relative for one in kept[at + 1 : at + 1 + RELATIVE_WITHIN])]
    return clauses[-1] if clauses and mark == "," else alike[-1]


def _phrase(line: Line, kept: Sequence[int], names: Sequence[Name], *, wide: bool) -> set[int]:
    """The tokens of the noun phrase that ends before a verb; ``wide``: back to a name, for the verb is a second one of its clause."""
    bounds = {",", *DASHES, ":", *line.grammar.claims["words"].get("reasons", ()), *line.grammar.relative}
    begins, found = {name.first for name in names}, set[int]()
    for at in reversed(kept):
        if line.tokens[at].low in bounds:
            if not wide or not found.isdisjoint(begins):
                break
        else:
            found.add(at)
    return found
