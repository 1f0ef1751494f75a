"""Who counted and who only repeats: the voices of a sentence, by the words that introduce them."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from functools import cache
from itertools import takewhile

from recusant.codebook import Codebook, Origin, plain
from recusant.extract.grammar import Grammar, Phrases
from recusant.extract.inflection import is_common
from recusant.extract.line import AT_ONCE, CARRIED, DEFAULTED, SAID, START, Line, Placed
from recusant.extract.terms import QUOTES, Mention, Word
from recusant.records import UNATTRIBUTED, Text

# what a voice does, the surest first
COUNTED, SPOKE, NAMED, TOLD = 3, 2, 1, 0
CUES = {
    "counted_after": (COUNTED, 1), "counted_before": (COUNTED, -1), "cites": (COUNTED, 1), "says": (SPOKE, -1), "said_after": (SPOKE, 1),
}  # fmt: skip
TOLD_AT_ONCE = ' «“"„'  # what may stand before the name of who was told
CITES_WITHIN = 12  # words between who cites and "citing", a comma counted
NEAR = 6  # words between a cue and a name that the codebook knows
NAME_WORDS = 7
DASHES = frozenset("—–")
HEADLINE_NAME = 4  # words of a name behind the last dash of a headline
CLAUSE = frozenset(",;:")  # marks that part one voice's clause from another's
LONGEST_CHAIN = 8  # of those who were told, so many are kept in mind
NO_NAMES = frozenset(("category", "measure", "units", "cues", "speech", "office"))  # what is named by a word that names no one


@dataclass(frozen=True, slots=True)
class Voice:
    """A name in a sentence: the codebook's id or the name as written, and what it does there."""

    name: str
    role: int
    start: int
    known: bool
    before: bool = False  # heard in a paragraph before: holds only for what it is known to count


@dataclass(frozen=True, slots=True)
class Speech:
    """Who counted, and who repeats it, earliest first, the outlet last; ``how`` tells whether the sentence itself says so."""

    origin: str
    via: tuple[str, ...]
    how: str


def voices(line: Line, book: Codebook) -> list[Voice]:
    """The voices of a sentence in order, each with the surest role that a word gives it."""
    names = {token for origin in line.named("origin") for token in origin.tokens}
    telling = [cue for cue in line.named("speech") if names.isdisjoint(cue.tokens) and not _brings_about(line, cue)]
    cues = [(cue, kind) for cue in telling for kind in cue.ids]
    found: dict[str, Voice] = {}
    for origin in line.named("origin"):
        _keep(found, Voice(origin.ids[0], _role(line, origin, cues), origin.start, known=True))
    for cue, kind in cues:
        role, side = CUES.get(kind, (TOLD, 1))
        if kind in (*CUES, "told") and not _has_known(line, cue, side):
            name = _name(line, cue, side)
            if name and role > TOLD and any("told" in one.ids and cue.end <= one.start < name[1] for one in telling):
                continue  # "the ministry said in reply to a question from Left Party lawmakers"
            if name and (role > TOLD or line.text[cue.end : name[1]].strip(TOLD_AT_ONCE) == ""):
                _keep(found, Voice(book.origin_named(name[0]) or name[0], role, name[1], known=False))
    if (last := _behind_dash(line, book)) is not None:
        _keep(found, last)
    return sorted(_sourced(line, telling, found.values(), book), key=lambda voice: voice.start)


def _behind_dash(line: Line, book: Codebook) -> Voice | None:
    """Who says a headline, named behind its last dash: "… — «Verstka»". A name without quotes must be known: "… — Video" names none."""
    at = max((at for at, word in enumerate(line.tokens) if word.form in DASHES), default=None)
    behind = line.tokens[at + 1 :] if at else []
    name = [word for word in behind if word.form not in QUOTES]
    if not line.figures or not 0 < len(name) <= HEADLINE_NAME or name[0].start < line.figures[-1].end or not _of_name(line, name[0]):
        return None
    written = line.text[name[0].start : name[-1].end]
    known, quoted = book.origin_named(written), behind[0].form in QUOTES and behind[-1].form in QUOTES
    return Voice(known or written, SPOKE, name[0].start, known=known is not None) if known or quoted else None


def _sourced(line: Line, telling: Iterable[Mention], found: Iterable[Voice], book: Codebook) -> Iterator[Voice]:
    """The voices, of which one that reckons from the data of another who counts only tells them: "X reckoned by the data of Y"."""
    cues = list(telling)
    data = [cue for cue in cues if "counted_after" in cue.ids and "reckoned" not in cue.ids]
    reckoned = any("reckoned" in cue.ids for cue in cues)
    for voice in found:
        others = [one for one in found if one.name != voice.name and one.known and book.origins[one.name].measures]
        sourced = reckoned and any(_stands_behind(line, cue, one) for cue in data for one in others)
        own = any(_stands_behind(line, cue, voice) for cue in data)
        yield replace(voice, role=SPOKE) if sourced and not own and voice.role == COUNTED else voice


def _stands_behind(line: Line, cue: Mention, voice: Voice) -> bool:
    """Whether a name stands right behind a cue, an article aside."""
    return cue.end <= voice.start and len(line.words(cue.end, voice.start)) <= 1


def tells_of_before(line: Line) -> bool:
    """Whether a sentence only tells who said what the one before tells: «Об этом пишет …», "This was reported by …"."""
    so = line.named("cues", "so_said")
    return bool(so) and so[0].tokens[0] == 0 and not line.figures


class Speakers:
    """Who speaks in a text, sentence by sentence; a voice holds for what follows until another counts."""

    def __init__(self, text: Text, book: Codebook, words: Grammar) -> None:
        self.book, self.outlet = book, text.source.outlet
        written = _source_line(text.body, words.speakers["source"]) or text.source.outlet or UNATTRIBUTED
        self.writer = book.origin_named(written) or written
        self.heard: list[Voice] = []
        self.coming: list[Origin] = []
        self.paragraph, self.fresh = -1, False
        self.reckons = False  # whether a voice of the sentence heard last tells what it reckoned itself
        self.anybody: list[Mention] = []  # what people count in the sentence heard last of whom nothing tells whose they are
        self._articles = "definite" in words.claims["words"]
        self.line: Line | None = None  # the sentence heard last, and who spoke in it by measure and place
        self._equals: dict[tuple[str | None, tuple[int, int] | None], list[Voice]] = {}
        self._speeches: dict[tuple[str | None, Voice | None, str], Speech] = {}

    def expect(self, lines: Iterable[Line]) -> None:
        """Takes in who counts in the lines to come: a first sentence is often attributed only in the second."""
        named = dict.fromkeys(name.ids[0] for line in lines for name in line.named("origin"))
        self.coming = [self.book.origins[name] for name in named]
        self._forget()

    def hear(self, line: Line, behind: Line | None = None) -> None:
        """Takes in the voices of a sentence, or where it has none those of one behind it that tells who said so."""
        self._forget()
        self.line = line
        self.anybody = [*counting_people(line)] if line.named("cues", "anybody") else []
        found = voices(line, self.book)
        if behind is not None and all(voice.role == NAMED for voice in found):
            found += voices(behind, self.book)
        if line.sentence.paragraph != self.paragraph:
            self.paragraph = line.sentence.paragraph
            self.heard = [replace(voice, before=True) for voice in self.heard if voice.known]
        if line.named("speech", "spokesman"):
            found = self._spoken_for(found)
        if found and not any(voice.known for voice in found) and line.named("speech", "spokesman", "pronouns"):
            spoken_for = [voice for voice in self.heard if voice.known and self._counts(voice, None)]
            found = [replace(voice, role=SPOKE, before=False) for voice in spoken_for] or found
        self.fresh = any(voice.role > TOLD for voice in found)
        self.reckons = bool(line.named("speech", "reckoned")) and any(voice.role == COUNTED for voice in found)
        if self.fresh:
            self.heard = [*found, *(self._counters() if all(map(self._tells_others, found)) else ())]
        elif found:
            anew = {voice.name for voice in found}
            told = [voice for voice in self.heard if voice.role == TOLD and voice.name not in anew][-LONGEST_CHAIN:]
            self.heard = [*(voice for voice in self.heard if voice.role > TOLD or voice in told), *found]

    def _counters(self) -> list[Voice]:
        """The voices heard that count something: one that only tells what others count tells what these do."""
        return [replace(voice, before=True) for voice in self.heard if voice.known and self._counts(voice, None)]

    def _spoken_for(self, found: list[Voice]) -> list[Voice]:
        """The voices of a sentence that names a spokesman and who he speaks for: that one speaks, and not he."""
        known = [voice for voice in found if voice.known and self._counts(voice, None)]
        if not known or not any(voice.role == SPOKE and not voice.known for voice in found):
            return found
        left = [voice for voice in found if voice.known or voice.role != SPOKE]
        return [replace(voice, role=max(voice.role, SPOKE)) if voice in known else voice for voice in left]

    @property
    def named(self) -> list[str]:
        """The origins heard of that the codebook knows."""
        return [voice.name for voice in self.heard if voice.known]

    def likely(self, figure: Placed | None = None) -> str:
        """Who most likely counts, whatever is counted, or whatever a figure counts."""
        coming = [origin.id for origin in self.coming if origin.measures]
        return coming[0] if len(coming) == 1 and not any(voice.role for voice in self.heard) else self.speech(None, figure).origin

    @property
    def counter(self) -> str | None:
        """The origin that the sentence heard last makes speak or count, where the codebook knows that it counts."""
        speaking = [voice for voice in self.heard if self.fresh and voice.role >= SPOKE and self._counts(voice, None)]
        return self._surest(speaking, None)[0].name if speaking else None

    def speech(self, measure: str | None, figure: Placed | None = None, country: str = "") -> Speech:
        """Who counted a figure of this measure and country in the sentence heard last, and by whose hands it came."""
        clause = self._clause(figure) if figure else None
        equal = self._equals.get((measure, clause))
        if equal is None:
            able = [voice for voice in self._able(measure) if clause is None or self._speaks_in(voice, clause)]
            equal = self._equals[measure, clause] = self._surest(able, measure)
        origin = equal[0] if equal else None
        if figure and len(equal) > 1:
            origin = min(equal, key=lambda voice: (self._clauses_between(voice, figure), voice.start))
        known = self._speeches.get((measure, origin, country))
        if known is None:
            known = self._speeches[measure, origin, country] = self._speech(measure, origin, country)
        return self._by_anybody(known) if figure and self._of_anybody(figure) else known

    def _of_anybody(self, figure: Placed) -> bool:
        """Whether a figure is counted by people of whom nothing tells whose they are: "it knows of 5, and reporters documented 2"."""
        last = max((verb.end for verb in self.anybody if verb.end <= figure.start), default=None)
        named = [voice for voice in self.heard if not voice.before and last is not None and last <= voice.start]
        return last is not None and not any(voice.start < figure.start or voice.role == COUNTED for voice in named)

    def _by_anybody(self, known: Speech) -> Speech:
        """Who counted, if it was anybody: not who is named beside them, nor, where a language has articles, who was named before."""
        if self.fresh or self._articles:
            return Speech(self.writer, self.printed(self.writer), DEFAULTED)
        return replace(known, how=DEFAULTED)

    def _forget(self) -> None:
        self._equals.clear()
        self._speeches.clear()

    def _clause(self, figure: Placed) -> tuple[int, int] | None:
        """The clause of a figure, where one speaks in it and another in another: "Mediazona counts 5,000; Opendatabot counts 60,000"."""
        if self.line is None or not self.fresh:
            return None
        clause = self.line.clause(figure)
        speaking = [voice for voice in self.heard if not voice.before and (voice.role > NAMED or self._counts(voice, None))]
        within = [self._speaks_in(voice, clause) for voice in speaking]
        return clause if any(within) and not all(within) else None

    def _speaks_in(self, voice: Voice, clause: tuple[int, int]) -> bool:
        return not voice.before and clause[0] <= voice.start < clause[1]

    def _able(self, measure: str | None) -> list[Voice]:
        """The voices that may count a measure."""
        able = [voice for voice in self.heard if voice.role > NAMED or (voice.role == NAMED and self._counts(voice, measure))]
        return [voice for voice in able if not voice.before or (self._counts(voice, measure) and not self.reckons)]

    def _surest(self, voices: Sequence[Voice], measure: str | None) -> list[Voice]:
        """Of some voices those most likely to count a measure, who do it alike, the first one first."""
        ranks = [self._rank(voice, measure) for voice in voices]
        highest = max(ranks, default=None)
        return sorted((voice for voice, rank in zip(voices, ranks, strict=True) if rank == highest), key=START)

    def _speech(self, measure: str | None, origin: Voice | None, country: str) -> Speech:
        name, how = (origin.name, SAID if self.fresh else CARRIED) if origin else (self.writer, DEFAULTED)
        abroad = country in self.book.homes  # who counts in the one country of the subject does not in the other
        coming = [one.id for one in self.coming if measure in one.measures and not (abroad and one.places and country not in one.places)]
        if len(coming) == 1 and self._tells_others(origin) and not self.reckons:  # "… says. The update is based on the data of …"
            name, how = coming[0], CARRIED
        relays = [voice.name for voice in reversed(self.heard) if voice.role in (SPOKE, TOLD) and voice.name != name] if origin else []
        chain = tuple(dict.fromkeys(relay for relay in relays if plain(relay) != plain(self.outlet or "")))
        return Speech(name, (*chain, *self.printed(name)), how)

    def _clauses_between(self, voice: Voice, figure: Placed) -> int:
        """How many marks part a voice from a figure in the sentence heard last: of two who count alike, each tells his own clause."""
        if self.line is None or voice.before or not self.fresh:
            return 0
        first, last = sorted((voice.start, figure.start))
        return sum(word.form in CLAUSE for word in self.line.words(first, last))

    def _tells_others(self, voice: Voice | None) -> bool:
        """Whether a voice, or the text itself where there is none, only tells what others count."""
        known = self.book.origins.get(voice.name) if voice else None
        return voice is None or (known is not None and not known.measures)

    def _counts(self, voice: Voice, measure: str | None) -> bool:
        known = self.book.origins.get(voice.name)
        return known is not None and (measure in known.measures if measure else bool(known.measures))

    def _rank(self, voice: Voice, measure: str | None) -> tuple[int, bool]:
        """Who counts this measure before who only speaks; who counts at all before who does not."""
        return voice.role + 2 * self._counts(voice, measure), self._counts(voice, None)

    def printed(self, origin: str) -> tuple[str, ...]:
        """The outlet as the last relay, unless it is the origin itself."""
        if self.outlet is None or origin in (self.outlet, self.book.origin_named(self.outlet)):
            return ()
        return (self.outlet,)


def _source_line(text: str, cues: Phrases) -> str | None:
    """The name in a line of its own such as "Source: example.org"."""
    found = _source_pattern(cues).search(text)
    return found.group(1).strip().rstrip(".") if found else None


@cache
def _source_pattern(cues: Phrases) -> re.Pattern[str]:
    return re.compile(rf"^(?:{'|'.join(map(re.escape, cues))})s?:[ \t]*(\S[^\n]{{0,80}})$", re.MULTILINE | re.IGNORECASE)


def _keep(found: dict[str, Voice], voice: Voice) -> None:
    same = found.get(plain(voice.name))
    if same is None or same.role < voice.role:
        found[plain(voice.name)] = voice


def _role(line: Line, name: Mention, cues: Iterable[tuple[Mention, str]]) -> int:
    role, cited = NAMED, min((cue.start for cue, kind in cues if kind == "cites" and name.end <= cue.start), default=line.sentence.end)
    for cue, kind in cues:
        side = 1 if cue.end <= name.start else -1
        if cue.start > cited:
            continue  # "the review draws on counts by Mediazona": these are not the review's own
        if line.apart(cue, name) > (CITES_WITHIN if kind == "cites" else NEAR):
            continue
        if kind == "told" and side == 1 and line.apart(cue, name) <= 2 and not _said_at(line, cue, name):
            return TOLD
        if kind in CUES and CUES[kind][1] == side:
            role = max(role, CUES[kind][0])
        elif kind == "cites" and side == -1:
            role = max(role, SPOKE)
    return role


def _said_at(line: Line, cue: Mention, name: Mention) -> bool:
    """Whether a word of place makes a name that of the speaker: «сообщили в Генпрокуратуре»."""
    places = line.grammar.claims["words"].get("said_at", ())
    return any(word.low in places for word in line.words(cue.end, name.start))


def _brings_about(line: Line, cue: Mention) -> bool:
    """Whether a verb makes an event happen and tells none: "Putin announced mobilisation"."""
    return "declares" in cue.ids and any(event.start >= cue.end and line.apart(cue, event) <= AT_ONCE for event in line.named("event"))


def counting_people(line: Line) -> Iterator[Mention]:
    """The verbs by which people count of whom the words around them do not say whose they are: "reporters found", not "its reporters"."""
    names = {token for origin in line.named("origin") for token in origin.tokens}
    for noun in line.named("cues", "anybody"):
        at = noun.tokens[0]
        whose = line.tokens[at - 1 : at] if at else []
        definite = line.grammar.claims["words"].get("definite", ())
        owned = any(word.low in definite or _proper(line, word) or at - 1 in names for word in whose)
        verb = line.nearest(noun, [one for one in line.named("cues", "anybody_counts") if one.start >= noun.end], AT_ONCE)
        if verb is not None and not owned and names.isdisjoint(range(at, verb.tokens[0])):
            yield verb


def _has_known(line: Line, cue: Mention, side: int) -> bool:
    """Whether a name that the codebook knows stands on that side of a cue."""
    return any(((name.start - cue.start) * side > 0) and line.apart(cue, name) <= NEAR for name in line.named("origin"))


def _name(line: Line, cue: Mention, side: int) -> tuple[str, int] | None:
    """The proper name next to a cue: the nearest run of capitalised words on that side."""
    before, after = line.tokens[: cue.tokens[0]], line.tokens[cue.tokens[-1] + 1 :]
    near = after[:NAME_WORDS] if side == 1 else before[::-1][:NAME_WORDS]
    lead = list(takewhile(lambda word: not _proper(line, word), near))
    if any(not (word.form[0].isalpha() or word.form in QUOTES) for word in lead) or (side == -1 and len(lead) > 1):
        return None
    rest = near[len(lead) :]
    quoted = bool(lead) and side == 1 and lead[-1].form in QUOTES
    held = takewhile(lambda word: word.form not in QUOTES if quoted else _of_name(line, word) or word.form in QUOTES, rest)
    run = sorted((word for word in held if word.form not in QUOTES), key=lambda word: word.start)
    begins = run == [line.tokens[0]] and is_common(run[0].form, line.grammar.lang)
    if not run or begins or all(word.start in _places(line) for word in run):
        return None
    return line.text[run[0].start : run[-1].end], run[0].start


def _of_name(line: Line, token: Word) -> bool:
    """Whether a word is of a proper name, or joins two parts of one: "Center for Civil Liberties"."""
    if token.low not in line.grammar.claims["words"].get("name_joins", ()):
        return _proper(line, token)
    at = line.place_of(token.start)
    before, after = line.tokens[at - 1 : at], line.tokens[at + 1 : at + 2]
    joined = bool(before and after) and _proper(line, before[0]) and _proper(line, after[0])
    return joined and is_common(before[0].low, line.grammar.lang)


def _proper(line: Line, token: Word) -> bool:
    grammar = line.grammar
    if not token.form[0].isupper() or token.low in grammar.function or _known_otherwise(line, token):
        return False
    return not (grammar.capital_nouns and is_common(token.form, grammar.lang))


def _known_otherwise(line: Line, token: Word) -> bool:
    """Whether a capitalised word is a month, an offence or another word that names no one."""
    if any(window.start <= token.start < window.end for window in (*line.windows, *filter(None, (line.said_in,)))):
        return True
    return any(one.section in NO_NAMES for one in line.naming(line.place_of(token.start)))


def _places(line: Line) -> set[int]:
    return {line.tokens[place].start for one in line.named("place") for place in one.tokens}
