"""Whether another than the one who seems to have counted a figure may have: two that are joined, set against each other, or only named."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import pairwise

from recusant.codebook import Codebook
from recusant.extract.sentence.line import Line, Placed
from recusant.extract.sentence.terms import QUOTES, Mention
from recusant.extract.who.names import of_name, places
from recusant.extract.who.subjects import DASHES
from recusant.extract.who.voices import CENSUS, NAMED, SPOKE, Voice, heads_sentence

FINDS = frozenset(("finds", "counted_before"))
OWNED_WITHIN = 4  # tokens between a figure and who counted it: "345, which the «X» counted"


def rivals(line: Line, origin: Voice, heard: Sequence[Voice], book: Codebook) -> bool:
    """Whether another heard in a sentence, or in a clause of it, may have counted as well as its origin."""
    if origin.before or not any(origin.name in one.ids for one in line.named("origin")):
        return False
    others = [voice for voice in heard if not voice.before and voice.known and voice.name != origin.name]
    only_named = origin.role <= NAMED and not origin.led and _are_only_named(line, others)
    return only_named and not _has_register(origin, others, book)


def _has_register(origin: Voice, others: Sequence[Voice], book: Codebook) -> bool:
    """Whether the origin counts all by office, and the others nothing: "a figure that the paper got at the prosecutor's office"."""
    return book.origins[origin.name].kind == CENSUS and not any(book.origins[voice.name].measures for voice in others)


def is_joined(line: Line, name: str) -> bool:
    """Whether a word that joins stands between one heard and another name: "X and Y counted 345", "either X or Y is right"."""
    mine = [one for one in line.named("origin") if name in one.ids]
    paired = any(name in (*first.ids, *second.ids) and _are_paired(line, first, second) for first, second in pairwise(line.named("origin")))
    return paired or any(_joins(line, one.tokens[-1], 1) or _joins(line, one.tokens[0], -1) for one in mine)


def _are_paired(line: Line, first: Mention, second: Mention) -> bool:
    """Whether two names are told as one pair: "neither X nor Y", «как X, так и Y», «и X, и Y»."""
    between = [word.low for word in line.words(first.end, second.start) if word.form not in QUOTES and word.form != ","]
    before = [word.low for word in line.tokens[: first.tokens[0]] if word.form not in QUOTES][-1:]
    again = between == before and between[:1] != [] and between[0] in line.grammar.joins
    return again or " ".join(between) in line.grammar.speakers.get("paired", ())


def _joins(line: Line, at: int, side: int) -> bool:
    """Whether a joining word and another name stand next to a token on one side."""
    skipped = line.grammar.claims["words"].get("skipped", ())
    row = line.tokens[at + 1 :] if side == 1 else line.tokens[:at][::-1]
    words = [word for word in row[: OWNED_WITHIN + 2] if word.form not in QUOTES and word.low not in skipped][:2]
    if len(words) < 2 or words[0].low not in line.grammar.joins:
        return False
    other = line.place_of(words[1].start)
    known = any(one.section == "origin" for one in line.naming(other))
    return known or (of_name(line, words[1]) and words[1].start not in places(line))


def _are_only_named(line: Line, others: Sequence[Voice]) -> bool:
    """Whether nobody else is told to speak, and another is named: "if X is right and Y wrong"; or one heads it: "Y: X erred"."""
    heads = any(voice.role == SPOKE and heads_sentence(line, one) for voice in others for one in line.named("origin", voice.name))
    return heads or (any(voice.role == NAMED for voice in others) and all(voice.role <= NAMED for voice in others))


def owner(line: Line, figure: Placed) -> str | None:
    """Who is named right beside a figure as having counted it: "fewer than the 345 X counted", «у X — 345»."""
    return next((one.ids[0] for one in _owners(line, figure)), None)


def _owners(line: Line, figure: Placed) -> Iterator[Mention]:
    marks = (*QUOTES, *DASHES, "(", *line.grammar.claims["words"].get("possessive", ()))
    first, last = line.place_of(figure.start), line.place_of(figure.end)
    for name in line.named("origin"):
        if name.tokens[-1] + 1 < first - OWNED_WITHIN or name.tokens[0] > last + OWNED_WITHIN:
            continue  # far from it
        if name.end <= figure.start:
            if all(word.form in marks for word in line.words(name.end, figure.start)):
                yield name
        elif name.start >= figure.end and _counted_by(line, figure, name):
            yield name


def _counted_by(line: Line, figure: Placed, name: Mention) -> bool:
    """Whether only a verb of counting stands between a figure and a name, or behind the name: "345 counted by X", "345 X counted"."""
    between = line.words(figure.end, name.start)
    words = line.grammar.claims["words"]
    little = {*line.grammar.relative, *words.get("skipped", ()), *QUOTES, ",", *words.get("made_by", ())}
    told = [word.form for word in between][:1] == [","] and not any(word.low in line.grammar.relative for word in between[:2])
    if told or len(between) > OWNED_WITHIN:
        return False  # "53,000, X counted" ascribes them all
    verbs = {at for one in line.named("speech") if not FINDS.isdisjoint(one.ids) for at in one.tokens}
    plain = [word for word in between if word.low not in little and line.place_of(word.start) not in verbs]
    behind = next((at for at in range(name.tokens[-1] + 1, len(line.tokens)) if line.tokens[at].form not in QUOTES), -1)
    return not plain and (behind in verbs or any(line.place_of(word.start) in verbs for word in between))
