"""Where a text names what the codebook knows: measures, categories, places, origins, and the grammar's own cues."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property, partial
from itertools import chain, pairwise
from operator import attrgetter
from typing import NamedTuple

from recusant.codebook import Codebook
from recusant.extract.times.timereader import TimeReader
from recusant.extract.times.windows import reader_of
from recusant.extract.words.glance import Glance, tells_subject
from recusant.extract.words.grammar import grammar
from recusant.extract.words.inflection import GENERATED, acronym, key, plain
from recusant.extract.words.inflection import forms as forms_of
from recusant.extract.words.inflection import token as token_of
from recusant.extract.words.lexicon import lexicon
from recusant.extract.words.vocabulary import phrases_of

MET = 1 << 14  # word forms remembered
QUOTES = frozenset("«»“”„‘\"'’-–")
STOPS = frozenset(",;:()!?—|")  # no phrase reaches across these
LISTING = frozenset(",.")  # marks between the articles of a list
PLACE = attrgetter("start", "end")
# tokens that may stand between two words of a phrase, and whether the words may come in any order
REACH: Mapping[str, tuple[int, bool]] = {
    "measure": (5, True), "also": (2, False), "category": (3, False), "people": (3, False), "place": (1, False), "city": (1, False),
}  # fmt: skip
NAMES = frozenset({"origin", "place", "city", "beside", "seat"})  # proper names, written with a capital letter where the codebook does
LONG_NAME = 3  # words of a name that is known in small letters too: "the military law enforcement service"
ENDING = 2  # letters of an ordinal's ending: "-й", "th"
ACTS_WITHIN = 3  # tokens from a capital to what its government does
LITTLE_REACH = 1  # words between a preposition and its noun
AS_WRITTEN = "="  # begins a phrase that is not inflected
AS_QUOTED = "«"  # begins a name that is one in quotation marks only: a common word otherwise
FILED = frozenset({"application"})  # units that are counted where they are filed, and not where those who file them come from
PERSON = "person"  # the unit of who is counted by himself
FILES = frozenset({"case", "proceeding"})  # units of paper: persons are not counted in them


class Word(NamedTuple):
    """A word, number or mark; ``low`` is its form without case, ``start`` and ``end`` count code points of the whole text."""

    start: int
    end: int
    form: str
    low: str
    key: str


class Mention(NamedTuple):
    """A phrase found: ``ids`` in its ``section`` (measure, category, place, origin, or a table of the grammar).

    Several ids where the codebook gives the word to several entries: the place decides which is meant.
    """

    section: str
    ids: tuple[str, ...]
    start: int
    end: int
    tokens: tuple[int, ...]


class Counted(NamedTuple):
    """``nouns`` are the measures and units named by the noun after a figure, which ends at ``end``; ``foreign`` is one not known."""

    end: int
    nouns: tuple[Mention, ...] = ()
    foreign: str | None = None

    @property
    def units(self) -> tuple[str, ...]:
        """The units that the counted noun may stand for."""
        return tuple(unit for one in self.nouns if one.section == "units" for unit in one.ids)

    @property
    def unit(self) -> str | None:
        """The unit of the counted noun, where it has one."""
        for one in self.nouns:
            if one.section == "units":
                return one.ids[0]
        return None

    @property
    def measure(self) -> Mention | None:
        """The measure that the counted noun names, where it does."""
        return next((one for one in self.nouns if one.section == "measure"), None)

    @property
    def bare(self) -> bool:
        """Whether the measure is named by nothing but the word for its unit."""
        measure = self.measure
        return measure is not None and any(one.section == "units" and one.tokens == measure.tokens for one in self.nouns)


@dataclass(frozen=True, slots=True)
class _Phrase:
    section: str
    keys: tuple[str, ...]
    ids: tuple[str, ...]
    named: bool  # a proper name: written with a capital letter or in quotation marks
    quoted: bool  # in these only
    inflected: tuple[str, ...]  # the keys but those of forms as written


class _Known(NamedTuple):
    """What is known of a word form: without case, its key, and the phrases that may begin with it."""

    low: str
    key: str
    phrases: tuple[_Phrase, ...]


class Terms:
    """All phrases of a codebook and a language, indexed by the key of their first word."""

    def __init__(self, book: Codebook, lang: str) -> None:
        self.book, self.lang, self.grammar, self._token = book, lang, grammar(lang), token_of(lang)
        self.glance = Glance(self.grammar, self._key)
        self._little = frozenset(key(word, lang) for word in self.grammar.claims["words"]["prepositions"])
        self._auxiliary = frozenset(self.grammar.claims["words"].get("auxiliary", ()))
        self._stops = STOPS.union(self.grammar.claims["words"].get("reasons", ()))
        self._outset = self._stops.union(self.grammar.claims["words"].get("outset", ()))
        numbers = lexicon(lang)
        self._counting = frozenset(numbers.scale).union(form for form, value in numbers.number.items() if value > 1)
        self._forms, self._met = dict[str, str](), dict[str, _Known]()
        named: dict[tuple[str, tuple[str, ...]], dict[str, bool]] = defaultdict(dict)
        phrases = list(phrases_of(book, self.grammar))
        for section, _, phrase in phrases:
            self._learn(section, phrase)
        self._leant_on = {one.id: frozenset(self._called(one.beside)) for one in book.measures.values() if one.beside}
        bare = set[tuple[str, tuple[str, ...]]]()
        for section, name, phrase in phrases:
            known = named[entry := (section, self._keys(section, name, phrase))]
            known[name] = known.get(name, True) and section in NAMES and phrase.lstrip(AS_QUOTED)[:1].isupper()
            bare |= {entry} if not phrase.startswith(AS_QUOTED) else set()
        self._index: dict[str, list[_Phrase]] = defaultdict(list)
        for (section, keys), ids in named.items():
            inflected = tuple(one for one in keys if not one.startswith(AS_WRITTEN))
            proper = all(ids.values()) and len(keys) < LONG_NAME
            self._index[keys[0]].append(_Phrase(section, keys, tuple(ids), proper, (section, keys) not in bare, inflected))
        self._acronyms = frozenset(one for _, keys in named for one in keys if acronym(one) == one)
        self._article_words = frozenset(key(word, lang) for word in self.grammar.claims["words"]["articles"])
        numbered = (phrase for word in self._article_words for phrase in self._index.get(word, ()) if len(phrase.keys) == 2)
        self._articles = {phrase.keys[1]: phrase for phrase in numbered}

    @cached_property
    def times(self) -> TimeReader:
        """The reader of phrases of time that knows the codebook's events."""
        return reader_of(self.lang, self.book.events)

    def _words(self, section: str, phrase: str) -> list[str]:
        left_out = (*QUOTES, *(self.grammar.claims["words"].get("skipped", ()) if section in REACH else ()))
        return [form for form in self._token.findall(phrase.removeprefix(AS_WRITTEN)) if form not in left_out]

    def _learn(self, section: str, phrase: str) -> None:
        """Makes the forms of a phrase's words known. What is a form of several words is taken for one of the first."""
        for form in () if phrase.startswith(AS_WRITTEN) else self._words(section, phrase):
            for one in forms_of(form, self.lang):
                self._forms.setdefault(one, key(form, self.lang))

    def _keys(self, section: str, name: str, phrase: str) -> tuple[str, ...]:
        """The keys of a phrase's words: as their forms are known, so that every phrase is found as it is written."""
        forms = self._words(section, phrase)
        if phrase.startswith(AS_WRITTEN):
            return tuple(AS_WRITTEN + form.casefold() for form in forms)
        keys = tuple(acronym(form) or self._key(form) for form in forms)
        tells = tells_subject(self.book, section, name)
        if tells or section == "measure":
            self.glance.add(forms, keys, begins=tells)
        if section == "measure" and (beside := self._leant_on.get(name)):
            self.glance.lean(forms, keys, beside)
        return keys

    def _called(self, names: Iterable[str]) -> Iterator[frozenset[str]]:
        """What events and origins are called, by the keys of the words."""
        for name in names:
            event, origin = self.book.events.get(name), self.book.origins.get(name)
            for words in event.words.get(self.lang, ()) if event else (origin.label, *origin.names) if origin else ():
                yield self.glance.leant_on(self._token.findall(words))

    def _key(self, form: str) -> str:
        """The key of a form, as far as phrases need it."""
        low = plain(form)
        if self.lang not in GENERATED:
            return key(form if self.grammar.capital_nouns else low, self.lang)
        low = self.grammar.irregular.get(low, low)
        return self._forms.get(low, low)

    def tokens(self, text: str, start: int, end: int) -> list[Word]:
        """The tokens of ``text[start:end]``."""
        found, made = list[Word](), tuple.__new__  # a third of the time of a call by name
        for one in self._token.finditer(text, start, end):
            form = one.group()
            known = self._met.get(form) or self._meet(form)
            found.append(made(Word, (one.start(), one.end(), form, known.low, known.key)))
        return found

    def _meet(self, form: str) -> _Known:
        if len(self._met) >= MET:
            self._met.clear()
        low = plain(form)
        short = acronym(form)
        found = short if short in self._acronyms else self._key(form)
        beginnings = dict.fromkeys((AS_WRITTEN + low, found, self._key(form)))  # what is told of a form as written goes before
        phrases = tuple(phrase for one in beginnings for phrase in self._index.get(one, ()))
        self._met[form] = known = _Known(form.casefold(), found, phrases)
        return known

    def is_article(self, text: str, start: int, end: int) -> bool:
        """Whether brackets hold nothing but the number of an article that the codebook knows: "desertion (338)"."""
        return text[start - 1 : start] == "(" and text[end : end + 1] == ")" and text[start:end] in self._articles

    def mentions(self, tokens: list[Word]) -> list[Mention]:
        """What is named, in order; of two overlapping phrases of one section the longer holds, or of measures the closer knit."""
        found = sorted(self.found(tokens), key=lambda one: (-len(one.tokens), one.tokens[-1] - one.tokens[0], one.start))
        kept: dict[str, list[Mention]] = defaultdict(list)
        taken: dict[str, set[int]] = defaultdict(set)
        offences = [set(one.tokens) for one in found if one.section == "category" and any(map(self.book.is_offence, one.ids))]
        for mention in found:
            section = mention.section
            if section == "measure" and (_reaches_in(mention, offences) or any(self._is_attribute(mention, one) for one in kept[section])):
                continue
            within = taken[section].issuperset(mention.tokens) and _in(mention, [set(one.tokens) for one in kept[section]])
            if not within:
                kept[section].append(mention)
                taken[section].update(mention.tokens)
        self._among_regions(kept)
        if kept["seat"]:
            self._acting(kept, tokens)
        self._told_apart(kept, tokens)
        return sorted(chain.from_iterable(kept.values()), key=PLACE)

    def _among_regions(self, kept: dict[str, list[Mention]]) -> None:
        """Takes a capital for a place of its own where another of the country is named: "in Kharkiv region 300, in Kyiv 200"."""
        regions = {self.book.places[name].parent for one in kept["place"] for name in one.ids} - {None}
        capitals = [one._replace(section="place") for one in kept.pop("beside", ())]
        kept["place"] += [one for one in capitals if self.book.places[one.ids[0]].parent in regions]

    def _acting(self, kept: dict[str, list[Mention]], tokens: list[Word]) -> None:
        """Takes a capital for its country where its government acts on applications: "Paris approved 550", not "in Paris 550 applied"."""
        acts = [one for name in ("measure", "also") for one in kept[name] if self.book.measures[one.ids[0]].unit in FILED]
        verbs = {one.tokens[0] for one in acts}
        little = self.grammar.claims["words"]["prepositions"]
        for seat in kept.pop("seat"):
            first, last = seat.tokens[0], seat.tokens[-1]
            if (not first or tokens[first - 1].low not in little) and not verbs.isdisjoint(range(last + 1, last + ACTS_WITHIN)):
                kept["place"].append(seat._replace(section="place"))

    def _is_attribute(self, mention: Mention, other: Mention) -> bool:
        """Whether two phrases share a word that only tells the other's noun: "received … asylum applications" is no asylum received."""
        if len(mention.tokens) == 1 or len(other.tokens) == 1:
            return False
        shared = set(mention.tokens) & set(other.tokens)
        return bool(shared) and other.tokens[-1 if self.grammar.head_last else 0] not in shared

    def _told_apart(self, kept: dict[str, list[Mention]], tokens: list[Word]) -> None:
        """Drops measures that are only part of an offence's name, and kinds of persons that only name the measure."""
        counted = {place + 1 for place, token in enumerate(tokens) if token.form[0].isdigit()}  # "577 requests from soldiers"
        said = [set(one.tokens) for one in kept["speech"] if one.tokens[0] not in counted]
        kept["measure"] = [one for one in kept["measure"] if not any(set(one.tokens) < telling for telling in said)]  # «судя по данным»
        if not kept["category"]:
            return
        offences = [one for one in kept["category"] if any(map(self.book.is_offence, one.ids))]
        kinds = [one for one in kept["category"] if one not in offences]
        others, loose = [set(one.tokens) for one in kinds], [set(one.tokens) for one in kinds if not self._close_knit(one, tokens)]
        within = [set(one.tokens) for one in offences]
        apart = [one for one in kept["measure"] if not _reaches_in(one, within)]
        kept["measure"] = [
            one for one in apart
            if not any(set(one.tokens) < other and not (other in loose and self.book.measures[one.ids[0]].alone) for other in others)
        ]  # fmt: skip
        kept["also"] = [one for one in kept["also"] if not _in(one, within)]  # "absence without leave"
        kept["place"] = [one for one in kept["place"] if not _in(one, said)]  # «дані» are data, and not Denmark
        measures = [set(one.tokens) for one in kept["measure"]]
        kept["category"] = [one for one in kept["category"] if one in offences or not _in(one, measures)]

    def _close_knit(self, mention: Mention, tokens: list[Word]) -> bool:
        """Whether nothing but an article stands within a phrase: in "surrendered through the hotline" the verb is no part of a name."""
        first, last = mention.tokens[0], mention.tokens[-1]
        skipped = self.grammar.claims["words"].get("skipped", ())
        return all(at in mention.tokens or tokens[at].low in skipped for at in range(first, last))

    def found(self, tokens: list[Word]) -> Iterator[Mention]:
        """Every phrase that stands in a sentence, those that others overlap included."""
        here = {token.key for token in tokens} | {token.form for token in tokens}
        for place, token in enumerate(tokens):
            for phrase in (self._met.get(token.form) or self._meet(token.form)).phrases:
                if not here.issuperset(phrase.inflected) or (phrase.named and not _capital(tokens, place, phrase.quoted)):
                    continue
                if len(phrase.keys) == 1:
                    yield Mention(phrase.section, phrase.ids, token.start, token.end, (place,))
                elif (held := self._held(phrase, tokens, place)) and not self._across_number(phrase, tokens, held):
                    yield _mention(phrase, tokens, held)
            if token.key in self._article_words:
                yield from self._listed(tokens, place)
        if not here.isdisjoint(self._article_words):
            yield from self._ordinals(tokens)
        if tokens and tokens[0].form == "|" and (labelled := self._articles.get(tokens[1].key if len(tokens) > 1 else "")):
            yield _mention(labelled, tokens, [1])  # the label of a row: "| 407 (AWOL) | 6,118 |"

    def _held(self, phrase: _Phrase, tokens: list[Word], place: int) -> list[int]:
        """The places of the phrase's words, or nothing where one is missing. A preposition stays with the word after it."""
        held = [place]
        reach, anyhow = REACH.get(phrase.section, (0, False))
        seek = partial(_seek, tokens, self._stops)
        for before, wanted in pairwise(phrase.keys):
            if before.removeprefix(AS_WRITTEN) in self._little:
                steps = [_seek(tokens, self._outset, held[-1], wanted, min(reach, LITTLE_REACH) + 1, 1)]
            else:
                steps = [seek(held[-1], wanted, reach + 1, 1)]
                if anyhow and before not in self._auxiliary:  # "has captured and is holding" tells of none who were captured
                    steps += [seek(max(held), wanted, reach + 1, 1), seek(min(held), wanted, reach + 1, -1)]
            near = [step for step in steps if step is not None and step not in held and not (anyhow and self._goes_on(tokens, held, step))]
            if not near:
                return []
            held.append(min(near, key=lambda step: abs(step - place)))
        return held

    def _across_number(self, phrase: _Phrase, tokens: list[Word], held: list[int]) -> bool:
        """Whether a number that is no part of it stands within a category: "60 absence and 9 desertion cases"."""
        if phrase.section != "category":
            return False
        between = [tokens[place] for place in range(min(held), max(held)) if place not in held]
        return any(word.form[0].isdigit() or word.low in self._counting for word in between)

    def _goes_on(self, tokens: list[Word], held: list[int], step: int) -> bool:
        """Whether a verb is of another clause than the noun before it: "747 applications came and 90 were approved"."""
        back = step < min(held)
        first, last = (step, min(held)) if back else (held[-1], step)
        behind = [at + 1 for at in range(first + 1, last) if tokens[at].low in self.grammar.joins]
        return any(at == last or (back and tokens[at].form[0].isdigit()) for at in behind)

    def _listed(self, tokens: list[Word], place: int) -> Iterator[Mention]:
        """The further articles of a list: "Articles 337, 338 and 332.1"."""
        for at in range(place + 1, len(tokens)):
            form = tokens[at].form
            if (phrase := self._articles.get(tokens[at].key)) is not None:
                yield _mention(phrase, tokens, [at])
            elif form not in LISTING and form not in self.grammar.joins and not form[0].isdigit():
                return

    def _ordinals(self, tokens: list[Word]) -> Iterator[Mention]:
        """The articles told as ordinals, with the word behind the last or understood: «по 407-й и 408-й статьям», «за 408-ю — 12»."""
        for at, token in enumerate(tokens):
            if token.key in self._articles:
                last = at + 1 + (at + 1 < len(tokens) and tokens[at + 1].form == "-")
                after = tokens[last + 1] if last + 1 < len(tokens) else None
                ends = last < len(tokens) and tokens[last].start == tokens[last - 1].end and len(tokens[last].form) <= ENDING
                understood = after is None or after.key in self._article_words or after.low in self.grammar.joins or not after.low.isalpha()
                if ends and tokens[last].low.isalpha() and understood:
                    yield _mention(self._articles[token.key], tokens, [*range(at, last + 1)])


def _reaches_in(mention: Mention, offences: list[set[int]]) -> bool:
    """Whether a phrase is made of words of an offence's name: "leave … Russia" where the text says "absence without leave"."""
    tokens = set(mention.tokens)
    return tokens not in offences and any(not offence.isdisjoint(tokens) and not offence <= tokens for offence in offences)


def _in(mention: Mention, longer: list[set[int]]) -> bool:
    return any(longer_one.issuperset(mention.tokens) for longer_one in longer)


def _mention(phrase: _Phrase, tokens: list[Word], held: list[int]) -> Mention:
    held.sort()
    return Mention(phrase.section, phrase.ids, tokens[held[0]].start, tokens[held[-1]].end, tuple(held))


def _capital(tokens: list[Word], place: int, quoted: bool) -> bool:
    opened = place > 0 and tokens[place - 1].form in QUOTES
    if quoted:
        return opened and tokens[place].form[0].isupper() and any(word.form in QUOTES for word in tokens[place + 1 : place + 2])
    return opened or not tokens[place].form.islower()


def _seek(tokens: list[Word], stops: frozenset[str], place: int, wanted: str, reach: int, step: int) -> int | None:
    left = reach
    while left > 0:
        place += step
        if not 0 <= place < len(tokens):
            return None
        token = tokens[place]
        if wanted == token.key or (wanted[0] == AS_WRITTEN and wanted[1:] == token.low):
            return place
        if token.low in stops:
            return None
        if token.form[0].isupper() and wanted == acronym(token.form):
            return place
        left -= token.form not in QUOTES and not (len(token.form) <= ENDING and _ends_ordinal(tokens, place))
    return None


def _ends_ordinal(tokens: list[Word], place: int) -> bool:
    """Whether a token is the ending behind the hyphen of a number: «155-й»."""
    return place > 1 and tokens[place - 1].form == "-" and tokens[place - 2].form[0].isdigit() and tokens[place].form.isalpha()
