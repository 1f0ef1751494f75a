"""Where what a sentence counts was done: the country that it speaks of, its regions, and the countries that it only names."""

from __future__ import annotations

from collections.abc import Sequence
from functools import cached_property

from recusant.codebook import Origin
from recusant.extract.sentence.line import CARRIED, DEFAULTED, PARTING, SAID, Placed
from recusant.extract.sentence.terms import FILED, FILES, PERSON, Counted, Mention
from recusant.extract.what.setting import Setting
from recusant.extract.where.alone import of_one_alone
from recusant.extract.where.doers import captures, doer, of_media
from recusant.extract.where.regions import (
    first_named,
    may_be_counted_there,
    of_several,
    of_those_counted,
    only_region,
    reported_from,
    told_there,
    told_where,
)

CATEGORY_WITHIN, REGION_WITHIN = 40, 13  # how far a word may stand from the figure that it goes with, in words as Line counts them
OWNER_WITHIN = 3  # tokens between a country and a counter of its own: "the Ukrainian state project «"
EVERYONE = "everyone"  # whom a measure of departures counts


class Places:
    """Finds the places of the figures of one sentence; ``country`` is the one that it speaks of, or its clause."""

    def __init__(self, setting: Setting) -> None:
        self.setting, self.reads = setting, setting.reads
        self.book, self.line, self.thread = setting.book, setting.line, setting.thread
        self.country, self.country_how = self._country()

    def _country(self) -> tuple[str, str]:
        """The country that the sentence speaks of."""
        tree, own = self.book.place_tree, self._others
        named = [tree.root(one.ids[0]) for one in self.line.named("place") if own.isdisjoint(one.tokens)]
        abroad = bool(named) and self._left_abroad() and self.book.homes.isdisjoint(named)
        named = [place for place in named if not abroad and (place in self.book.homes or not self._left_abroad())]
        laws_first = sorted(self.line.named("category"), key=lambda one: not self._is_article(one))
        fixed = [place for one in laws_first if len(one.ids) == 1 and (place := self.book.categories[one.ids[0]].place)]
        laws = self.book.homes.intersection(named)
        fixed = [place for place in fixed if not laws or place in laws]
        counter = self.setting.origin if self._counts(self.setting.origin) else None
        own_office = counter is not None and counter.kind == "census" and any(counter.id in one.ids for one in self.line.named("origin"))
        of_origin = [place for place in (counter.places if counter else ()) if not laws or place in named or own_office]
        done = doer(self.line, self.book, counter.id if counter else None)
        kept = [tree.root(self.thread.place)] if self.thread.place and not self.line.figures and not self.line.sentence.heading else []
        speaking = [self.book.origins[one.ids[0]] for one in self.line.named("origin")]
        counters = [] if named else [place for one in speaking if self._counts(one) for place in one.places]
        for places in (fixed, [done] if done else [], of_origin, kept, named, counters):
            if places:
                return places[0], SAID
        before = tree.root(self.thread.place) if self.thread.place else None
        if before and not (abroad and before not in self.book.homes):
            return before, DEFAULTED if abroad else CARRIED
        return self._where_punished() or self._home(), DEFAULTED

    def _home(self) -> str:
        """The country that a text is of which tells none: that of who tells it, or of its language."""
        told_by = [self.book.place_tree.root(one.ids[0]) for one in of_media(self.line)]
        home = [place for place in told_by if place in self.book.homes] or self.line.grammar.claims["words"]["home"]
        spoken = [name for name in home if name in self.book.places]
        return (spoken or list(self.book.places) or [""])[0]

    def _where_punished(self) -> str | None:
        """The country whose law alone knows an offence against an event, where none is named: "convicted of evading mobilisation"."""
        events = {at for one in self.line.named("event") for at in one.tokens}
        shared = [one for one in self.line.named("category") if not events.isdisjoint(one.tokens)] if events else []
        laws = {place for one in shared for name in one.ids if (place := self.book.categories[name].place)}
        return laws.pop() if len(laws) == 1 else None

    def _is_article(self, category: Mention) -> bool:
        return any(self.line.tokens[at].form[0].isdigit() for at in category.tokens)

    def _left_abroad(self) -> bool:
        """Whether a sentence tells what servicemen did, which may be done abroad: "fifty deserted during training in France"."""
        named = [one.ids[0] for one in self.line.named("measure")] or [*filter(None, (self.thread.measure,))]
        done = [self.book.measures[name] for name in named]
        filed = self.line.named("units", *FILED) and not self.line.named("units", PERSON)
        return bool(done) and not filed and all(one.is_deed for one in done)

    def _counts(self, origin: Origin | None) -> bool:
        """Whether who speaks counts anything that is named: a general staff tells its enemy's losses, no cases, and of its own men none."""
        if origin is None or {self.book.measures[name].unit for name in origin.measures} != {PERSON}:
            return origin is not None
        named = {name for one in (*self.line.named("measure"), *self.line.named("also")) for name in one.ids}
        papers = any(one.ids[0] in FILES for one in self.line.named("units"))
        return not papers and not (named and named.isdisjoint(origin.measures))

    @cached_property
    def _others(self) -> set[int]:
        """The words that name a counter, an event or a captor, and no place: "the Ukrainian General Staff", "fell into Ukrainian hands"."""
        deeds = [one for one in self.line.named("measure") if self.book.measures[one.ids[0]].of != EVERYONE]
        within = {token for one in deeds for token in one.tokens[1:-1]}
        owners = [one for one in self.line.named("place") if any(self._is_owner(one, origin) for origin in self.line.named("origin"))]
        owners += of_media(self.line)
        return within.union(*(one.tokens for one in (*self.line.named("origin"), *self.line.named("event"), *owners)))

    def _is_owner(self, place: Mention, origin: Mention) -> bool:
        """Whether a country only tells whose a counter is that counts in another: "the Ukrainian project I Want to Live"."""
        places, between = self.book.origins[origin.ids[0]].places, self.line.words(place.end, origin.start)
        if not places or self.book.place_tree.root(place.ids[0]) in places or place.end > origin.start or len(between) > OWNER_WITHIN:
            return False
        led = place.tokens[0] > 0 and self.line.tokens[place.tokens[0] - 1].low in self.line.grammar.claims["words"]["prepositions"]
        return not led and not any(word.form in PARTING for word in between)

    def _other_country(self, figure: Placed) -> str | None:
        """The country of a figure, where a sentence tells figures of two: "Russia opened 5,000 cases, Ukraine 60,000".

        The first figure shows whether a country stands before its figures or after them. Who says so parts no figures.
        """
        figures, homes = self.line.figures, self._homes()
        if not figures or len({country for _, country in homes}) < 2:
            return self._home_after(figure, homes)
        first, last = self.line.clause(figure)
        named = {country for at, country in homes if first <= at < last}
        if len(named) == 1:
            return named.pop()
        before = {country for at, country in homes if at < figures[0].start}
        if len(before) > 1:
            return self._behind_colon(figure, homes)
        start = max((one.end for one in figures if one.end <= figure.start), default=self.line.sentence.start)
        end = min((one.start for one in figures if one.start >= figure.end), default=self.line.sentence.end)
        start, end = (start, figure.start) if before else (figure.end, end)
        near = {country for at, country in homes if start <= at < end}
        said = any(start <= one.start < end for one in self.line.named("speech"))
        return near.pop() if len(near) == 1 and not said else None

    def _behind_colon(self, figure: Placed, homes: Sequence[tuple[int, str]]) -> str | None:
        """The one country named behind the colon before a figure: "they would not go to Ukraine: Russia has put a thousand on trial"."""
        colons = [word.end for word in self.line.words(self.line.sentence.start, figure.start) if word.form == ":"]
        named = {country for at, country in homes if colons and colons[-1] <= at < figure.start}
        return named.pop() if len(named) == 1 else None

    def _home_after(self, figure: Placed, homes: Sequence[tuple[int, str]]) -> str | None:
        """The country of the subject named between two figures, of which the first is of another: "in Belarus two, in Russia 500"."""
        before = max((one.end for one in self.line.figures if one.end <= figure.start), default=None)
        if before is None or self.country in self.book.homes:
            return None
        return next((country for at, country in homes if before <= at < figure.start), None)

    def _homes(self) -> list[tuple[int, str]]:
        """The countries of the subject that the sentence names, or whose counters it names, and where."""
        tree, own, homes = self.book.place_tree, self._others, self.book.homes
        named = [(one.start, tree.root(one.ids[0])) for one in self.line.named("place") if own.isdisjoint(one.tokens)]
        counters = [(one.start, self.book.origins[one.ids[0]].places) for one in self.line.named("origin")]
        named += [(start, tree.root(places[0])) for start, places in counters if len(places) == 1]
        return sorted((start, country) for start, country in named if country in homes)

    def _place(self, figure: Placed, category: str | None, category_how: str) -> tuple[str, str]:
        tree, foreign = self.book.place_tree, self._others
        named = [one for one in self.line.named("place") if tree.root(one.ids[0]) == self.country != one.ids[0]]
        events = {at for one in self.line.named("event") for at in one.tokens}  # "after the incursion into Kursk Oblast"
        regions = [one for one in named if not reported_from(self.line, one) and events.isdisjoint(one.tokens)]
        near = told_where(self.line, figure, regions) or first_named(self.line, figure, regions)
        near = near or self.line.nearest(figure, regions, REGION_WITHIN)
        if near is not None and of_several(self.line, figure, near, regions):
            return self.country, DEFAULTED
        if near is not None:
            doubtful = told_there(self.line, figure, near) or of_one_alone(self.line, figure, self.book)
            return near.ids[0], DEFAULTED if doubtful else SAID
        only = only_region(self.line, figure, [one for one in regions if foreign.isdisjoint(one.tokens)])
        if only is not None and not self.setting.is_whole(figure):
            return only, DEFAULTED if any(told_there(self.line, figure, one) for one in regions) else CARRIED
        if may_be_counted_there(self.line, figure, regions) or of_one_alone(self.line, figure, self.book):
            return self.country, DEFAULTED
        own = self.book.categories[category].place if category else None
        other = self.country_how == SAID and self.country in self.book.homes and own not in (self.country, *self.thread.homes)
        return (own, SAID) if own and category_how == SAID and not other else (self.country, self.country_how)

    def _same_place(self, figure: Placed, noun: Counted) -> tuple[str, str] | None:
        """The place of the figure before, where only days lead on to a bare one: "Moscow courts got 34 cases in March, 21 in April"."""
        if noun.nouns or noun.foreign or self.setting.is_whole(figure):
            return None
        if not self.reads:
            before = self._place_before()
            self.country, self.country_how = before or (self.country, self.country_how)
            return before
        if self.book.place_tree.root(self.reads[-1].scope.place) != self.country:
            return None
        if (level := self.setting.level(figure)) is not None:
            return level.scope.place, CARRIED
        first, last = self.reads[-1].noun.end, self.line.sentence.end
        own = self.line.words(first, next((one.start for one in self.line.figures if one.start >= figure.end), last))
        own = [word for word in own if not any(one.start <= word.start < one.end for one in (*self.line.windows, figure))]
        own = own[: next((at for at, word in enumerate(own) if word.start >= figure.end and word.form in PARTING), len(own))]
        known = {place for one in self.line.mentions if one.section in ("category", "measure") for place in one.tokens}
        strange = [word for word in own if word.form[0].isalpha() and self.line.place_of(word.start) not in known]
        led_on = all(word.low in self.line.grammar.function for word in strange)
        return (self.reads[-1].scope.place, CARRIED) if led_on else None

    def _place_before(self) -> tuple[str, str] | None:
        """The country of those counted in the sentence before, where this one tells none: "3,800 Ukrainians surrendered. In May 512"."""
        before = {read.scope.place for read in self.thread.last}
        told = self.line.named("place") or self.line.named("category") or self.line.named("origin")
        place = next(iter(before)) if len(before) == 1 and not told else None
        return (place, CARRIED) if place in self.book.homes and place != self.country else None

    def _elsewhere(self, figure: Placed, category: str, measure: str) -> bool:
        """Whether the subject's country is not told of: "Belarus convicted 284 of desertion", "284 surrendered to the Russians"."""
        if self.book.measures[measure].unit in FILED:
            return False  # these are filed elsewhere
        before = [one for one in self.line.named("place") if one.end <= figure.start and not self.line.words(one.end, figure.start)]
        own = {*self.book.homes, self.country}
        abroad = [one for one in self.line.named("place") if self.book.place_tree.root(one.ids[0]) not in own]
        if self._is_by_captors(figure, measure):
            return self._captured(measure) is None
        verbs = self._leaving(measure)
        if any(verb.end <= one.start and not self.line.words(verb.end, one.start) for one in abroad for verb in verbs):
            return True  # "131,000 left Kazakhstan" again
        if before and self.book.place_tree.root(before[0].ids[0]) not in self.book.homes and self.book.categories[category].place:
            return True  # "in Russia 284 were convicted of desertion, in Belarus 12"
        elsewhere = self.country_how == SAID and self.country not in self.book.homes and not self.thread.homes
        homes = self._named_homes() if self.book.measures[measure].unit == PERSON and self.country in self.thread.homes else []
        captors = homes and len(self.thread.homes) == 1 and not of_those_counted(self.line, homes)
        return bool(captors) or (elsewhere and self.book.categories[category].place is not None)

    def _is_by_captors(self, figure: Placed, measure: str) -> bool:
        """Whether a sentence tells who captured, and not whose those captured were: "Russian troops took 300 men prisoner"."""
        homes = self._named_homes()
        if self.book.measures[measure].of in (None, EVERYONE) or not homes or self.line.named("cues", "invader"):
            return False
        if any(one.start >= figure.end for one in homes):
            return False
        return any(homes[0].end <= start < figure.start for start in self._capturing(measure))

    def _capturing(self, measure: str) -> list[int]:
        """Where the verbs of capture stand that are told of captors, and not of those captured."""
        words, tokens = self.line.grammar.claims["words"], self.line.tokens
        verbs = [at for one in self.line.named("measure", measure) for at in one.tokens if tokens[at].low in words.get("captures", ())]
        return [tokens[at].start for at in verbs if not at or tokens[at - 1].low not in words.get("suffers", ())]

    def _captured(self, measure: str) -> str | None:
        """The other country that stands before a verb of capture: "Ukraine disclosed how many Russians it took prisoner: 10,000"."""
        homes, verb = self._named_homes(), min(self._capturing(measure), default=0)
        before = [self.book.place_tree.root(one.ids[0]) for one in homes if one.start < verb]
        if not before:
            return None  # the country stands within the phrase that tells the capture
        captors = next((self.book.place_tree.root(one.ids[0]) for one in homes if captures(self.line, one, verb)), before[0])
        return next((one for one in before if one != captors), None)

    def _leaving(self, measure: str) -> list[Mention]:
        """The verbs of a measure of those who left a country, behind which that is named."""
        told = (*self.line.named("measure", measure), *self.line.named("also", measure))
        return [one for one in told if self.book.measures[measure].of == EVERYONE]

    def _named_homes(self) -> list[Mention]:
        """Where the sentence names the countries of the subject, and no counter or event of theirs."""
        named = [one for one in self.line.named("place") if self._others.isdisjoint(one.tokens)]
        return [one for one in named if self.book.place_tree.root(one.ids[0]) in self.book.homes]

    def _is_abroad(self) -> bool:
        """Whether the sentence names other countries, and none of the subject: "Spain convicted 300 deserters"."""
        others = self._others
        roots = {self.book.place_tree.root(one.ids[0]) for one in self.line.named("place") if others.isdisjoint(one.tokens)}
        return bool(roots) and roots.isdisjoint(self.book.homes)

    def _whose(self, figure: Placed, noun: Counted) -> tuple[str, str] | None:
        """The country of the persons counted, told beside them: "959 Ukrainian soldiers", whoever says or captured them."""
        tree = self.book.place_tree
        named = [one for one in self.line.named("place") if self._others.isdisjoint(one.tokens)]
        own = [tree.root(one.ids[0]) for one in named if figure.end <= one.start < noun.end or self._led_behind(noun, one)]
        invaders = [one for one in self.line.named("cues", "invader") if figure.end <= one.start < noun.end]
        own += self.line.grammar.claims["words"]["invaders_from"] if invaders else []
        return (own[0], DEFAULTED if of_one_alone(self.line, figure, self.book) else SAID) if own else None

    def _led_behind(self, noun: Counted, place: Mention) -> bool:
        """Whether only a preposition stands between what is counted and whose they are: «47 бранців із росіян», "thousands of Russians"."""
        between = self.line.words(noun.end, place.start) if place.start >= noun.end else ()
        return place.ids[0] in self.book.homes and len(between) == 1 and between[0].low in self.line.grammar.claims["words"]["share_of"]

    def _home_how(self, figure: Placed) -> str:
        """How it is known that those counted are of a country of the subject: it is named beside the figure, or was in the text before."""
        homes = of_those_counted(self.line, self._named_homes())
        if self.line.nearest(figure, homes, CATEGORY_WITHIN) is not None:
            return SAID
        alone = self.thread.homes == {self.country} or (self.thread.homes and self.country not in self.book.homes)
        return CARRIED if alone and not homes else DEFAULTED
