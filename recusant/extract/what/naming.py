"""Which words of a sentence may name the measure of a figure: those of its unit, which are no part of an offence's name."""

from __future__ import annotations

from collections.abc import Sequence, Set
from functools import cached_property

from recusant.extract.sentence.line import AT_ONCE, PARTING, Placed
from recusant.extract.sentence.terms import FILED, FILES, PERSON, Counted, Mention
from recusant.extract.what.counters import same_unit
from recusant.extract.what.decided import OUTCOMES
from recusant.extract.what.outcomes import VERDICT
from recusant.extract.what.setting import Setting

OTHERS_WITHIN = 8  # words from a figure to a word such as "exchange"
DURATIONS = frozenset(("year", "month", "day", "hour"))  # units of measures that are told with a time, and never by a count
OPENED = "opened"  # the stage at which any case begins
FILED_STAGE = "filed"  # at which an application comes in


class Naming:
    """Tells which of the words of one sentence may name the measure of a figure."""

    def __init__(self, setting: Setting) -> None:
        self.setting = setting
        self.book, self.line, self.thread = setting.book, setting.line, setting.thread

    def _of_offence(self, mention: Mention | None) -> bool:
        """Whether a mention shares a word with an offence: it may only name that: "18,600 for going AWOL"."""
        return mention is not None and any(not set(one.tokens).isdisjoint(mention.tokens) for one in self.line.named("category"))

    def _spoken(self) -> str | None:
        """The measure spoken of: that of the figure before."""
        return next((read.scope.measure for read in reversed(self.setting.reads)), self.thread.measure)

    def _unit_spoken(self) -> str:
        """The unit of the measure spoken of."""
        spoken = self._spoken()
        return self.book.measures[spoken].unit if spoken else ""

    def _also(self, noun: Counted | None = None, spoken: str | None = None) -> list[Mention]:
        """The words that name a measure only where its unit is counted, who counts it speaks, or the sentence names it otherwise.

        "Approved", of applications; «обратно в строй из числа дезертиров вернулось 24 тысячи».
        """
        if not self.line.named("also"):
            return []
        spoken, paper = spoken or self._spoken() or self._filed_here, noun is not None and noun.unit in FILES
        known = {name for one in self.line.named("also") for name in one.ids}
        counts = self._counted_by_origin(known)
        named = {name for one in self.line.named("measure") if not self._of_offence(one) for name in one.ids}
        files = {name for name in known if paper and self.book.measures[name].stage == OPENED}  # "cases dropped" may be fewer cases
        fit = {name for name in known if name in files or name in counts or name in named or self._goes_on(name, spoken)}
        meant = [[name for name in one.ids if name in fit] for one in self.line.named("also")]
        return [one._replace(ids=tuple(names)) for one, names in zip(self.line.named("also"), meant, strict=True) if names]

    def _counted_by_origin(self, names: Set[str]) -> Set[str]:
        """Those of some measures that the origin counts: who counts applications of some persons decides them too."""
        own = {*self.setting.origin.measures} if self.setting.origin else set[str]()
        whose = {one.of for one in map(self.book.measures.__getitem__, own) if one.unit in FILED}
        return own | {name for name in names if self.book.measures[name].of in whose and self.book.measures[name].stage in OUTCOMES}

    def _goes_on(self, measure: str, spoken: str | None) -> bool:
        """Whether a word that only goes on about a measure can mean it where another is spoken of: one of its unit, or itself."""
        if spoken is None or measure == spoken:
            return spoken is not None
        return same_unit(self.book.measures[measure].unit, self.book.measures[spoken].unit) and not self.book.measures[measure].beside

    def _unit(self, mention: Mention) -> str:
        return self.book.measures[mention.ids[0]].unit

    def _of_others(self, figure: Placed) -> bool:
        """Whether a word beside a figure says that something else is done to those counted: "exchange 314 prisoners"."""
        if self._of_event(figure):
            return True
        told = [{*one.tokens} for one in (*self.line.named("measure"), *self.line.named("also")) if len(one.tokens) > 1]
        others = [one for one in self.line.named("cues", "other") if one.end <= figure.start and not self._of_offence(one)]
        return self.line.nearest(figure, [one for one in others if not any({*one.tokens} < it for it in told)], OTHERS_WITHIN) is not None

    def _of_event(self, figure: Placed) -> bool:
        """Whether a figure is of those to whom an event was done: "the mobilisation of 300,000 men"."""
        done = {token for one in self.line.named("measure") for token in one.tokens}
        events = [one for one in self.line.named("event") if one.end <= figure.start and done.isdisjoint(one.tokens)]
        between = self.line.words(events[-1].end, figure.start) if events else ()
        return len(between) == 1 and between[0].low in self.line.grammar.claims["words"]["share_of"]

    def _fits(self, noun: Counted, mention: Mention) -> bool:
        unit = self._unit(mention)
        persons, paper = noun.unit == "person", noun.unit in FILES
        if unit in DURATIONS or (unit in FILES and self._in_cases(mention)) or self._is_dated(mention):
            return False  # "absence, punishable by up to ten years, dominates with 18,159 cases"
        done_by = persons or (noun.unit is None and mention.tokens[0] in self._done_by_persons)
        if (mention.tokens in self._offences and not done_by) or (self._of_offence(mention) and self._is_what_for(mention)):
            return False  # "471 cases of leaving a unit", "charged for leaving their units"
        if any(
            not {*one.tokens} <= {*mention.tokens} and not {*one.tokens}.isdisjoint(mention.tokens)
            for one in self.line.named("cues", "other")
        ):
            return False  # "14,000 men received temporary protection"
        if unit == "request" and (self._unit_spoken() in FILED or self._is_with_filing(mention)):
            return False  # "they turned to Germany", where applications are spoken of
        if self._is_passed(noun) and noun.measure and mention.tokens == noun.measure.tokens:
            return False
        if mention.tokens[0] in self._senders and mention != noun.measure:
            return False  # "284 of them from deserters"
        strange = unit in ("person", "request") or (unit in FILED and mention.ids not in self._filings)
        return not (mention.tokens in self._kinds or (persons and unit in FILES) or (paper and strange))

    def _is_dated(self, mention: Mention) -> bool:
        """Whether a word of a phrase is one of a time, and no verb where another is told of papers: «дела с начала года дошли до суда»."""
        within = [at in self._dated for at in mention.tokens] if len(mention.tokens) > 1 and self._dated else ()
        others = (one for one in self.line.named("measure") if one.ids != mention.ids and self._dated.isdisjoint(one.tokens))
        return any(within) and not all(within) and any(self._unit(one) in FILES for one in others)

    @cached_property
    def _dated(self) -> Set[int]:
        """The places of the words of times."""
        places = ((self.line.place_of(one.start), self.line.place_of(one.end)) for one in self.line.windows)
        return {at for first, last in places for at in range(first, last)}

    def _in_cases(self, mention: Mention) -> bool:
        """Whether cases are only those in which something is done: «подозрение по делам о СОЧ получили 15 564»."""
        led = self.line.grammar.claims["words"].get("in_cases", ())
        papers = {at for one in self.line.named("units", *FILES) for at in one.tokens} if led else set()
        return any(at and at in papers and self.line.tokens[at - 1].low in led for at in mention.tokens)

    def _is_passed(self, noun: Counted) -> bool:
        """Whether what is counted are verdicts, named by a word that also tells of the convicted: "1,596 sentences"."""
        return noun.unit == VERDICT and noun.measure is not None and self._unit(noun.measure) == PERSON

    @cached_property
    def _filed_here(self) -> str | None:
        """The measure of applications that the sentence itself names: «в убежище им отказали»."""
        others = {place for one in self.line.named("cues", "other") for place in one.tokens}
        named = (one for one in self.line.named("measure") if self._unit(one) in FILED and others.isdisjoint(one.tokens))
        return next((one.ids[0] for one in named), None)

    def _is_with_filing(self, mention: Mention) -> bool:
        """Whether who turns to somebody does so with an application: «с ходатайствами об убежище обратились 640 россиян»."""
        filed = (one for one in self.line.named("measure") if self._unit(one) in FILED)
        spans = (sorted((one.start, one.end, mention.start, mention.end))[1:3] for one in filed)
        return any(not any(word.form in PARTING for word in self.line.words(*span)) for span in spans)

    @cached_property
    def _filings(self) -> Sequence[tuple[str, ...]]:
        """The measures of applications, where another than this one names them: "asylum cases that await a decision" are such."""
        named = [one.ids for one in self.line.named("measure") if self._unit(one) in FILED]
        return named if len(set(named)) > 1 or self._unit_spoken() in FILED else ()

    @cached_property
    def _done_by_persons(self) -> Set[int]:
        """The places of verbs before which a word for persons stands: "three times as many soldiers went absent without leave".

        Or "who" behind one, and no more than little words and days: "soldiers who had already left".
        """
        persons = [] if self.line.named("units", *FILES) else self.line.named("units", "person")
        after = {at + ahead for one in persons for at in one.tokens for ahead in range(1, AT_ONCE + 1)}
        return after.union(*(self._told_by_who(at) for at in after if at < len(self.line.tokens)))

    def _told_by_who(self, at: int) -> Set[int]:
        """The places behind a relative pronoun up to the first word that is no little one."""
        tokens, grammar = self.line.tokens, self.line.grammar
        if tokens[at].low not in grammar.relative:
            return set()
        little = grammar.function | {*grammar.claims["words"].get("auxiliary", ())}
        dated = [word.start for one in self.line.windows for word in self.line.words(one.start, one.end)]
        last = next((by for by in range(at + 1, len(tokens)) if tokens[by].low not in little and tokens[by].start not in dated), at)
        return {*range(at + 1, last + 1)}

    def _names_persons(self, mention: Mention) -> bool:
        """Whether a mention is a noun for persons and tells nothing done: "3,600 of those sentenced are deserters"."""
        return any(one.section == "units" and one.tokens == mention.tokens for one in self.line.naming(mention.tokens[0]))

    @cached_property
    def _senders(self) -> Set[int]:
        """The places of nouns that only tell from whom something came."""
        senders, found = self.line.grammar.claims["words"].get("senders", ()), set[int]()
        for at in {place for one in self.line.named("units", "person") for place in one.tokens}:
            before = [self.line.tokens[by].low for by in range(max(0, at - AT_ONCE), at) if not any(by in one for one in self._offences)]
            if any(word in senders for word in before) and not any(word[0].isdigit() for word in before):
                found.add(at)
        return found

    @cached_property
    def _kinds(self) -> Set[tuple[int, ...]]:
        """The words right behind numbers that only tell of which kind the persons are: "858 on contract and 160 mobilised fled"."""
        kinds, ends = {one.tokens for one in self.line.named("cues", "kind")}, {self.line.place_of(one.end) for one in self.line.figures}
        return {one.tokens for one in self.line.named("units", "person") if one.tokens in kinds and one.tokens[0] in ends}

    @cached_property
    def _offences(self) -> Set[tuple[int, ...]]:
        """The words of offences, which may name a measure too: "25,000 soldiers abandoned units"."""
        return {one.tokens for one in self.line.named("category")}

    def _is_what_for(self, mention: Mention) -> bool:
        """Whether a word before a mention makes it what somebody is charged with."""
        before = mention.tokens[0] - 1
        return before >= 0 and self.line.tokens[before].low in self.line.grammar.claims["words"].get("charged_for", ())
