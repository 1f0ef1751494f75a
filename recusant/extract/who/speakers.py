"""Who counted and who only repeats: whose word holds from sentence to sentence."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from functools import cache

from recusant.codebook import Codebook, Origin, plain
from recusant.extract.sentence.line import CARRIED, DEFAULTED, SAID, START, Line, Placed
from recusant.extract.sentence.terms import FILES, QUOTES, Mention
from recusant.extract.who.contested import is_joined, owner, rivals
from recusant.extract.who.retelling import data_of_them, is_heading, is_item, is_set_apart, tells_other
from recusant.extract.who.settled import settled
from recusant.extract.who.voices import (
    CENSUS,
    COUNTED,
    ESTIMATE,
    NAMED,
    OWN,
    SPOKE,
    TOLD,
    Voice,
    counting_people,
    only_acts,
    only_told,
    own_count,
    standing_for,
    voices,
)
from recusant.extract.words.grammar import Grammar, Phrases
from recusant.records import UNATTRIBUTED, Text

CLAUSE = frozenset(",;:")  # marks that part one voice's clause from another's
PASSING = frozenset(((COUNTED, False), (SPOKE, True)))  # role and whether it counts by office: more is asked than that they spoke
MONEY = "money"  # the form of figures that count nobody
LONGEST_CHAIN = 8  # of those who were told, so many are kept in mind


@dataclass(frozen=True, slots=True)
class Speech:
    """Who counted, and who repeats it, earliest first, the outlet last; ``how`` tells whether the sentence itself says so."""

    origin: str
    via: tuple[str, ...]
    how: str


class Speakers:
    """Who speaks in a text, sentence by sentence; a voice holds for what follows until another counts."""

    def __init__(self, text: Text, book: Codebook, words: Grammar) -> None:
        self.book, self.outlet = book, text.source.outlet
        written = _source_line(text.body, words.speakers["source"]) or text.source.outlet or UNATTRIBUTED
        self.writer = book.origin_named(written) or written
        self.heard: list[Voice] = []
        self.coming: list[Origin] = []
        self._busy: set[str] = set()  # those of whom the lines to come only tell other things
        self.paragraph, self.fresh = -1, False
        self.counted = self._counting = False  # whether anything was counted since the voices heard began to speak, and so far
        self.headed = False  # whether a line of its own names who counted what stands in the lines below: "X:"
        self.reckons = False  # whether a voice of the sentence heard last tells what it reckoned itself
        self.anybody: list[Mention] = []  # what people count in the sentence heard last of whom nothing tells whose they are
        self._articles = "definite" in words.claims["words"]
        self.behind: Line | None = None  # the sentence that only tells who said what the one heard last tells
        self.line: Line | None = None  # the sentence heard last, and who spoke in it by measure and place
        self._equals: dict[tuple[str | None, tuple[int, int] | None], list[Voice]] = {}
        self._speeches: dict[tuple[str | None, Voice | None, str, tuple[int, int] | None], Speech] = {}

    def expect(self, lines: Iterable[Line]) -> None:
        """Takes in who counts in the lines to come: a first sentence is often attributed only in the second."""
        telling = (line for line in lines if line.figures or not line.named("speech", "silent"))
        book = self.book
        voiced = [(line, name) for line in telling for name in line.named("origin") if not only_acts(line, name)]
        named = dict.fromkeys(name.ids[0] for line, name in voiced if not only_told(line, name, book))
        self.coming = [self.book.origins[name] for name in named]
        self._busy = {name for name in named if all(tells_other(line, book.origins[name], book) for line, one in voiced if name in one.ids)}
        self._forget()

    def hear(self, line: Line, behind: Line | None = None, *, unsourced: bool = False) -> None:
        """Takes in the voices of a sentence, or where it has none those of one behind it that tells who said so.

        ``unsourced``: it is said that nobody is named who counted what it tells.
        """
        self._forget()
        if line is self.behind and line.sentence.paragraph == self.paragraph:
            return  # who gives the figures of another was heard beside him, and is no other who counts what follows
        self.line, self.behind = line, behind
        self.anybody = [*counting_people(line)] if line.named("cues", "anybody") else []
        found = self._told_in(line)
        if behind is not None:
            found += [replace(voice, start=line.sentence.end) for voice in self._of_behind(behind)]
        if (own := own_count(line, found)) is not None:
            found = [*found, Voice(self.writer, OWN, own.start, known=False)]
        named = found
        found = self._of_spokesman(line, self._headed(line, found))
        if unsourced and not any(voice.role == COUNTED or self._counts(voice, None) for voice in named):
            found = [*(replace(voice, role=TOLD) for voice in named), Voice(UNATTRIBUTED, OWN, line.sentence.start, known=False)]
        self.fresh = any(voice.role > TOLD for voice in found)
        self.counted, self._counting = self._counting, bool(line.figures) or (self._counting and not self.fresh)
        self.reckons = bool(line.named("speech", "reckoned")) and any(voice.role == COUNTED for voice in found)
        if self.fresh:
            self.heard = [*found, *(self._counters() if all(map(self._tells_others, found)) else ())]
        elif found:
            anew = {voice.name for voice in found}
            told = [voice for voice in self.heard if voice.role == TOLD and voice.name not in anew][-LONGEST_CHAIN:]
            self.heard = [*(voice for voice in self.heard if voice.role > TOLD or voice in told), *found]

    def _headed(self, line: Line, found: list[Voice]) -> list[Voice]:
        """The voices of a sentence; those heard hold in a new paragraph only for what they count, but below their heading."""
        if line.sentence.paragraph != self.paragraph:
            self.paragraph = line.sentence.paragraph
            self.headed = self.headed and not found and is_item(line)
            self.heard = [replace(voice, before=not self.headed) for voice in self.heard if voice.known or self.headed]
        if is_heading(line) and len(found) == 1:
            self.headed, self.heard = True, []
            return [replace(found[0], role=COUNTED)]
        return found

    def _of_spokesman(self, line: Line, found: list[Voice]) -> list[Voice]:
        """The voices of a sentence, where who speaks for another is that one; a lawyer or witness may speak for himself."""
        if line.named("speech", "spokesman"):
            found = self._spoken_for(found)
        if not found or any(voice.known for voice in found) or not line.named("speech", "spokesman", "pronouns"):
            return found
        himself = bool(line.named("speech", "outsiders")) and not standing_for(line)
        spoken_for = [voice for voice in self.heard if voice.known and self._counts(voice, None)]
        return [replace(voice, role=SPOKE, before=False, unsure=voice.unsure or himself) for voice in spoken_for] or found

    def _told_in(self, line: Line) -> list[Voice]:
        """The voices of a sentence; unsure where it tells nothing of what is counted, and another than they spoke just before."""
        heard = settled(line, voices(line, self.book), self.book)
        found = [replace(voice, unsure=True) if is_joined(line, voice.name) else voice for voice in heard]
        counts = any(one.form != MONEY for one in line.figures) or line.named("category") or line.named("measure")
        if counts or line.sentence.paragraph != self.paragraph:
            return found
        names = {voice.name for voice in found}
        others = any(voice.role >= SPOKE and not voice.before and voice.name not in names for voice in self.heard)
        return [replace(voice, unsure=True) for voice in found] if others else found

    def _of_behind(self, behind: Line) -> list[Voice]:
        """The voices of a sentence that tells who said what the one before tells; of data of who was heard before these are only told."""
        found = voices(behind, self.book)
        known = data_of_them(behind) and any(voice.known and self._counts(voice, None) for voice in self.heard)
        return [replace(voice, role=TOLD) if known and voice.role > TOLD else voice for voice in found]

    def _counters(self) -> list[Voice]:
        """The voices heard that count something: one that only tells what others count tells what these do."""
        return [replace(voice, before=True) for voice in self.heard if voice.known and self._counts(voice, None)]

    def _spoken_for(self, found: list[Voice]) -> list[Voice]:
        """The voices of a sentence that names a spokesman and who he speaks for: that one speaks, and not he."""
        known = [voice for voice in found if voice.known and voice.role > TOLD and self._counts(voice, None) and not voice.outdone]
        if not known or any(voice.led for voice in found) or not any(voice.role >= SPOKE and not voice.known for voice in found):
            return found
        left = [voice for voice in found if voice.known or voice.role < SPOKE]
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
        key = measure, origin, country, clause
        known = self._speeches.get(key)
        if known is None:
            known = self._speeches[key] = self._speech(*key)
        if figure and origin and self.line is not None and len(self.line.named("origin")) > 1:
            known = self._beside_others(known, origin, figure)
        return self._by_anybody(known) if figure and self._of_anybody(figure) else known

    def _beside_others(self, known: Speech, origin: Voice, figure: Placed) -> Speech:
        """Who counted a figure where others are named beside him; not surely, where one of these may have counted it."""
        line, heard = self.line, self.heard
        if line is None or (unsure := replace(known, how=DEFAULTED)) == known:
            return known
        clause = self._clause(figure)
        if rivals(line, origin, [voice for voice in heard if clause is None or self._speaks_in(voice, clause)], self.book):
            return unsure
        owners = {owner(line, one): one for one in line.figures} if len(line.figures) > 1 else {}
        mine = owner(line, figure) if owners.keys() - {None} else None
        told = {origin.name, *(voice.name for voice in heard if voice.role == TOLD and not voice.before)}
        others = any(told.isdisjoint(one.ids) for one in line.named("origin"))
        if mine is not None and mine != origin.name:
            return Speech(mine, self.printed(mine), DEFAULTED)
        return unsure if mine is None and origin.name in owners and others else known

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
        clause, line = self.line.clause(figure), self.line
        speaking = [voice for voice in self.heard if not voice.before and (voice.role > NAMED or self._counts(voice, None))]
        apart = [voice for voice in speaking if not self._speaks_in(voice, clause)]
        figured = any(not clause[0] <= one.start < clause[1] for one in line.figures)  # else: "235,646 cases; it relies on …"
        return clause if apart and figured and len(apart) < len(speaking) else None

    def _speaks_in(self, voice: Voice, clause: tuple[int, int]) -> bool:
        """Whether a voice speaks in a clause; who is named in the sentence behind speaks in all of them."""
        behind = self.line is not None and voice.start >= self.line.sentence.end
        return not voice.before and (behind or clause[0] <= voice.start < clause[1])

    def _able(self, measure: str | None) -> list[Voice]:
        """The voices that may count a measure."""
        able = [voice for voice in self.heard if voice.role > NAMED or (voice.role == NAMED and self._counts(voice, measure))]
        able = [voice for voice in able if not voice.before or (self._counts(voice, measure) and not self.reckons)]
        return able or self._counting_else()

    def _counting_else(self) -> list[Voice]:
        """The one voice of a sentence that is only named, and tallies cases, though not what it tells: likely he counted it, not surely."""
        counting = [voice for voice in self.heard if self.fresh and not voice.before and self._counts(voice, None)]
        counting = [voice for voice in counting if self.line is not None and not is_set_apart(self.line, voice.start)]
        kept = [voice for voice in counting if voice.role == NAMED and self._tallies_cases(voice)]
        return [replace(kept[0], unsure=True)] if len(counting) == len(kept) == 1 else []

    def _tallies_cases(self, voice: Voice) -> bool:
        """Whether one keeps a tally of cases of his own, and no register by office."""
        known = self.book.origins[voice.name]
        return known.kind not in (CENSUS, ESTIMATE) and any(self.book.measures[name].unit in FILES for name in known.measures)

    def _counts_elsewhere(self, voice: Voice, country: str) -> bool:
        """Whether one is only named who counts in other countries alone."""
        places = self.book.origins[voice.name].places if voice.known and voice.role == NAMED and voice.unsure else ()
        return bool(country and places) and country not in places

    def _surest(self, voices: Sequence[Voice], measure: str | None) -> list[Voice]:
        """Of some voices those most likely to count a measure, who do it alike, the first one first."""
        ranks = [self._rank(voice, measure) for voice in voices]
        highest = max(ranks, default=None)
        return sorted((voice for voice, rank in zip(voices, ranks, strict=True) if rank == highest), key=START)

    def _speech(self, measure: str | None, origin: Voice | None, country: str, clause: tuple[int, int] | None) -> Speech:
        origin = None if origin and self._counts_elsewhere(origin, country) else origin
        name, how = (origin.name, self._how(origin)) if origin else (self.writer, DEFAULTED)
        abroad = country in self.book.homes  # who counts in the one country of the subject does not in the other
        coming = [one.id for one in self.coming if measure in one.measures and not (abroad and one.places and country not in one.places)]
        coming = [one for one in coming if not self._is_set_apart(one)]
        own = origin is not None and origin.role == OWN
        if (
            len(coming) == 1 and self._tells_others(origin) and not (self.reckons or own or self.headed)
        ):  # "… says. The update is based on the data of …"
            unsure = self._names_counter() or self._was_told(coming[0]) or self.book.origins[coming[0]].kind == ESTIMATE
            unsure = unsure or coming[0] in self._busy or (self._ascribed(origin) and self.book.origins[coming[0]].kind != CENSUS)
            name, how = coming[0], DEFAULTED if unsure else CARRIED
        heard = [voice for voice in self.heard if clause is None or self._speaks_in(voice, clause)]
        relays = [voice.name for voice in reversed(heard) if voice.name != name and self._relays(voice, origin)] if origin else []
        chain = tuple(dict.fromkeys(relay for relay in relays if plain(relay) != plain(self.outlet or "")))
        return Speech(name, (*chain, *self.printed(name)), how)

    def _ascribed(self, origin: Voice | None) -> bool:
        """Whether the sentence heard last ascribes its count to one who is not known to count, and not to who was named elsewhere."""
        return self.fresh and origin is not None and any(voice.role == COUNTED and not voice.before for voice in self.heard)

    def _is_set_apart(self, name: str) -> bool:
        """Whether the sentence heard last names one who does not speak in it: "unlike …", "… declined to comment"."""
        named = self.line is not None and any(name in one.ids for one in self.line.named("origin"))
        return named and not any(voice.name == name and not (voice.before or voice.outdone) for voice in self.heard)

    def _how(self, origin: Voice) -> str:
        """How it is known who counted; who was only named beside other things may not have counted what is told behind them."""
        if self.fresh and origin.name != UNATTRIBUTED:
            return DEFAULTED if origin.unsure or (origin.before and self._ascribed(origin)) else SAID
        resumed = self.line is not None and bool(standing_for(self.line))
        if resumed and not self.counted and self._may_be_either(origin):
            return DEFAULTED  # "Y and X read the sites of courts. It counted 345"
        open_to_others = (origin.role == NAMED and not self.counted) or (origin.unsure and not origin.before)
        return DEFAULTED if origin.name == UNATTRIBUTED or (open_to_others and not resumed) else CARRIED

    def _may_be_either(self, origin: Voice) -> bool:
        """Whether a pronoun may stand for another heard as well as for the origin: for one no surer than he, or who is only named."""
        others = [voice for voice in self.heard if voice.known and not voice.before and voice.name != origin.name]
        counts = self.line is not None and bool(self.line.named("speech", "finds"))
        return bool(others) and (origin.role <= NAMED or (counts and any(voice.role >= max(origin.role, SPOKE) for voice in others)))

    def _relays(self, voice: Voice, origin: Voice | None) -> bool:
        """Whether a voice passes on what another counted: who only reckoned it from the other's data does too."""
        if voice.before or origin is None or self.line is None or (voice.role, self._is_office(voice)) not in PASSING:
            return voice.role in (SPOKE, TOLD)
        first, second = sorted((voice, origin), key=START)
        before = [word.low for word in self.line.words(first.start, second.start) if word.form not in QUOTES][-1:]
        joined = any(word in self.line.grammar.joins for word in before)
        figured = any(first.start < figure.start < second.start for figure in self.line.figures)
        if voice.role == SPOKE:
            return not figured or origin.role == COUNTED  # else each tells its own: "the ministry counted 5, the bureau 7"
        return voice.known and self._counts(origin, None) and not (origin.before or joined or figured)

    def _clauses_between(self, voice: Voice, figure: Placed) -> int:
        """How many marks part a voice from a figure in the sentence heard last: of two who count alike, each tells his own clause."""
        if self.line is None or voice.before or not self.fresh:
            return 0
        first, last = sorted((voice.start, figure.start))
        return sum(word.form in CLAUSE for word in self.line.words(first, last))

    def _is_office(self, voice: Voice) -> bool:
        """Whether a voice counts somewhere by office, and is no outlet that counted something once."""
        return self._counts(voice, None) and bool(self.book.origins[voice.name].places)

    def _was_told(self, name: str) -> bool:
        """Whether the sentence heard last says of one that he was told, or passes on: he need not have counted what it tells."""
        told = any(voice.name == name and voice.role == TOLD and not voice.before for voice in self.heard)
        return told and self.book.origins[name].kind != CENSUS

    def _names_counter(self) -> bool:
        """Whether the sentence heard last names one who counts, and not only estimates: what it tells may be of that one."""
        counting = [self.book.origins[voice.name] for voice in self.heard if self._counts(voice, None) and not voice.before]
        return self.fresh and any(one.kind != "estimate" for one in counting)

    def _tells_others(self, voice: Voice | None) -> bool:
        """Whether a voice, or the text itself where there is none, only tells what others count."""
        known = self.book.origins.get(voice.name) if voice and not voice.led else None
        return voice is None or (known is not None and not known.measures)

    def _counts(self, voice: Voice, measure: str | None) -> bool:
        known = self.book.origins.get(voice.name)
        return known is not None and (measure in known.measures if measure else bool(known.measures))

    def _rank(self, voice: Voice, measure: str | None) -> tuple[int, bool]:
        """Who counts this measure before who only speaks; who counts at all before who does not."""
        return voice.role + 2 * (self._counts(voice, measure) and not voice.outdone), self._counts(voice, None)

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
