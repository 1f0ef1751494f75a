"""Who passes on what others counted, and sentences that only tell who gives the figures of the one before."""

from __future__ import annotations

from collections.abc import Iterable
from itertools import pairwise

from recusant.codebook import Codebook, Origin
from recusant.extract.sentence.line import Line
from recusant.extract.sentence.terms import QUOTES, Mention

CITING = frozenset(("cites", "retells"))  # the name before these passes on
COUNTING = frozenset(("counted_after", "counted_before", "cites", "retells", "finds"))  # kinds of cues that somebody counted
MARKS = " \u00a0" + "".join(QUOTES)  # between a word and a name
MARKED = frozenset("-–—•*·▪")  # of an item of a list
DATA = frozenset(("counted_after", "counted_before"))  # kinds of cues, of which nouns tell what somebody counted
WHOSE_WITHIN = 4  # tokens from a name to one that looked into his data: ", whose statistics the …"
OWN_WITHIN = 1  # words between the data and whose they are: "statistics of the project itself"
DISPUTES_WITHIN = 2  # tokens between who disputes and the verb, a mark of quotation among them
RETOLD_WITHIN = 6  # words from a verb of retelling to whose words they are


def turned(cue: Mention, name: Mention, cues: Iterable[tuple[Mention, str]]) -> bool:
    """Whether words for who is cited stand between a verb and a name: «как сообщило МВД со ссылкой на X»."""
    return any(kind in CITING and cue.end <= one.start < name.start for one, kind in cues)


def passes_on(cue: Mention, name: tuple[str, int], cues: Iterable[tuple[Mention, str]]) -> bool:
    """Whether who stands before a cue only passes on what it tells."""
    return any(kind in CITING and name[1] < one.start < cue.start for one, kind in cues)


def is_set_apart(line: Line, start: int) -> bool:
    """Whether who is named at a place is only set against who speaks, or came before him: "unlike …", "after the report of …"."""
    words = [word.low for word in line.words(line.sentence.start, start) if word.form not in QUOTES]
    while words and words[-1] in line.grammar.claims["words"].get("skipped", ()):
        words.pop()
    before = " ".join(words)
    return before.endswith(tuple(line.grammar.speakers.get("set_apart", ())))


def looked_into(line: Line) -> tuple[set[int], set[int]]:
    """Where those are named whose data another looked into, and where these others: "X, whose statistics Y studied"."""
    skipped = (*QUOTES, *line.grammar.claims["words"].get("skipped", ()))
    owners, readers = set[int](), set[int]()
    for first, second in pairwise(line.named("origin")):
        between = [word for word in line.words(first.end, second.start) if word.low not in skipped]
        if not 2 < len(between) <= WHOSE_WITHIN or between[0].form != "," or between[1].low not in line.grammar.relative:
            continue
        if any(one.section == "speech" and not DATA.isdisjoint(one.ids) for one in line.naming(line.place_of(between[-1].start))):
            owners.add(first.start)
            readers.add(second.start)
    return owners, readers


def only_disputes(line: Line, name: Mention) -> bool:
    """Whether who is named only disputes what another counted: "X disputes Y's 345", "disputed by X", «с чем X не согласна»."""
    cues = line.named("speech", "disputes")
    behind = any(one.start >= name.end and len(line.words(name.end, one.start)) <= DISPUTES_WITHIN for one in cues)
    return behind or any(one.end <= name.start and all(word.form in QUOTES for word in line.words(one.end, name.start)) for one in cues)


def _tells_more(line: Line) -> bool:
    """Whether a sentence on figures tells of what is counted, or of when, or what is not so: "data for 2024 were not published"."""
    no = line.grammar.speakers.get("no", ())
    return bool(line.named("category") or line.named("measure") or line.windows) or any(word.low in no for word in line.tokens)


def tells_of_before(line: Line) -> bool:
    """Whether a sentence only tells who said what the one before tells: «Об этом пишет …», "This was reported by …", "It cites …"."""
    if line.figures:
        return False
    so = [*line.named("cues", "so_said"), *(line.named("speech", "pronouns") if line.named("speech", "cites") else ())]
    if line.named("speech", "says", "said_after", "retells") and not _tells_more(line):
        so += line.named("cues", "data_told")  # «статистику в своём обзоре приводит X»
    return any(line.tokens[one.tokens[0]].start == line.sentence.start for one in so)


def retells_another(line: Line, cue: Mention, kind: str) -> bool:
    """Whether who stands before a verb retells another who is named behind it."""
    return kind == "retells" and any(cue.end <= one.start and line.apart(cue, one) <= RETOLD_WITHIN for one in line.named("origin"))


def data_of_them(line: Line) -> bool:
    """Whether a sentence names who counted by a pronoun: «статистику самого проекта приводит X»."""
    data, whose = line.named("speech", "counted_after"), line.named("speech", "pronouns")
    return any(cue.end <= one.start and line.apart(cue, one) <= OWN_WITHIN for cue in data for one in whose)


def is_heading(line: Line) -> bool:
    """Whether a line only names who counted what stands in the lines below it: "X:", "According to X:"."""
    if line.figures or not line.named("origin") or line.tokens[-1].form != ":":
        return False
    skipped = (*QUOTES, *line.grammar.claims["words"].get("skipped", ()))
    words = [word for word in line.tokens[:-1] if word.low not in skipped]
    return all(any(one.section in ("origin", "speech") for one in line.naming(line.place_of(word.start))) for word in words)


def is_item(line: Line) -> bool:
    """Whether a line is one of a list: it begins with its mark, a figure or days."""
    starts = {*(one.start for one in line.figures), *(one.start for one in line.windows)}
    return any(word.form in MARKED or word.start in starts for word in line.tokens[:1])


def tells_other(line: Line, origin: Origin, book: Codebook) -> bool:
    """Whether a sentence names one who counts for something else than his count: "X wrote about the new law", "X reported 5,000 dead"."""
    if line.named("speech", *COUNTING) and not _denies_one(line):
        return False
    measured = any(name in origin.measures for one in line.named("measure") for name in one.ids)
    if measured or any(book.is_offence(name) for one in line.named("category") for name in one.ids):
        return _denies_one(line)
    about = any(word.low in line.grammar.claims["words"].get("about", ()) for word in line.tokens) and line.named("speech", "says")
    so = line.named("cues", "so_said", "data_told")
    return _denies_one(line) or any(one.form == "count" for one in line.figures) or (bool(about) and not so)


def _denies_one(line: Line) -> bool:
    """Whether two who may count are named and something is denied: "Y made the report, and data of X were not used in it"."""
    no = line.grammar.speakers.get("no", ())
    return len({one.ids for one in line.named("origin")}) > 1 and any(word.low in no for word in line.tokens)
