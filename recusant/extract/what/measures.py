"""What a figure measures: named with it, or the measure of the unit it counts, or the one spoken of before."""

from __future__ import annotations

from collections.abc import Sequence

from recusant.extract.numbers.quantities import Figure
from recusant.extract.sentence.line import AT_ONCE, CARRIED, DEFAULTED, LEADS, PARTING, SAID, Placed
from recusant.extract.sentence.terms import FILED, FILES, Counted, Mention, Word
from recusant.extract.sentence.thread import SHARES
from recusant.extract.what.counted import counted
from recusant.extract.what.counters import Counters, Part, same_unit
from recusant.extract.what.decided import decided, decided_on
from recusant.extract.what.naming import FILED_STAGE, OTHERS_WITHIN, Naming
from recusant.extract.what.outcomes import VERDICT, became_of, came_of, passed_on, told_apart, told_behind, told_beyond
from recusant.extract.what.setting import ADJACENT, Setting

# How far a word may stand from the figure that it goes with, in words as Line counts them.
MEASURE_WITHIN, BARE_UNIT_WITHIN, VERB_WITHIN, UNIT_BEFORE_WITHIN, PAPER_BEFORE_WITHIN = 36, 25, 12, 12, 60
DONE_WITHIN, NOUN_BEFORE, AGAIN_WITHIN, TAKEN_UP_WITHIN = 9, 3, 3, 4
WHOLE_WITHIN, OF_SHARE_WITHIN = 4, 14
PERSONS = frozenset({"person"})
ASKED = FILED | {"request"}  # what persons are counted by who ask for something
DECIDED, SENTENCED = "decided", "sentenced"  # the stages of a verdict, and of who hears it


class Measures(Naming):
    """Finds the measures of the figures of one sentence."""

    def __init__(self, setting: Setting) -> None:
        super().__init__(setting)
        self.counters = Counters(setting)

    def find(self, figure: Placed, noun: Counted, place: str, *, own: bool) -> Part:
        """The measure of a figure and how it is known; ``own`` says that its category stands right behind it."""
        near = self._decided(figure, noun, self._near(figure, noun))
        listed = self._of_list(figure, noun, near, own=own), CARRIED
        parts = (self._of_column(figure, place), listed, self.counters.accused(figure, noun, place))
        if told := next((part for part in parts if part[0] is not None), None):
            return told
        if near is not None and near.start < figure.start < near.end and not (noun.foreign and self._is_of_body(near, figure)):
            return self.counters.as_counted(near.ids[0], place), SAID
        anew = self.setting.anew(figure) or self.setting.compared(figure)
        if anew is not None and noun.measure is None:
            return anew.scope.measure, CARRIED
        if self._likewise(figure) or self._taken_up(figure, noun):
            return self.setting.reads[-1].scope.measure, CARRIED
        came = came_of(self.line, figure, noun)
        if noun.foreign is not None or self._of_others(figure) or came == []:
            return None, SAID
        whole = None if came else self._of_whole(figure, noun, near)
        if whole is not None:
            return whole, CARRIED
        filed = near is not None and self._unit(near) in FILED and (near.section == "measure" or self._is_decided(near))
        filed = filed and near is not None and (len(near.tokens) > 1 or near.section != "measure")
        given = filed and near is not None and self.line.cost(figure, near) <= DONE_WITHIN  # "asylum was given to 92 applicants"
        bare = None if given else self._of_bare(figure, noun)
        if bare is not None:
            return bare, CARRIED
        named_by = came[0] if came else self._of_share(figure) or self._done_to(figure, noun) or self._of_noun(noun) or near
        named_by = named_by if came else self._decided(figure, noun, named_by)
        if named_by is not None:
            return self.counters.as_counted(self._heard(figure, noun, named_by) or named_by.ids[0], place), SAID
        return self._of_unit(figure, noun, place)

    def _heard(self, figure: Placed, noun: Counted, told: Mention) -> str | None:
        """The measure of persons who heard their verdict, however far it stands before: «приговор за самоволку услышали 300 солдат»."""
        hears, measure = self.line.grammar.claims["words"].get("hears", ()), self.book.measures[told.ids[0]]
        if not hears or noun.unit not in PERSONS or (measure.unit, measure.stage) != (VERDICT, DECIDED):
            return None
        heard = any(word.low in hears for word in self.line.words(told.end, figure.start))
        sentenced = (one.id for one in self.book.measures.values() if one.unit in PERSONS and one.stage == SENTENCED)
        return next(sentenced, None) if heard else None

    def _is_of_body(self, near: Mention, figure: Placed) -> bool:
        """Whether a phrase around a figure tells of applications, or ends with bodies that it counts: "cases were heard in 87 courts"."""
        bodies = (one for one in self.line.named("cues", "body") if one.start >= figure.end)
        return self._unit(near) in FILED or any({*one.tokens} <= {*near.tokens} for one in bodies)

    def _of_unit(self, figure: Placed, noun: Counted, place: str) -> Part:
        """The measure of a figure that no word of the sentence names: by the unit it counts, or the one spoken of."""
        if self._is_passed(noun):
            return self.counters.as_counted(next(one.id for one in self.book.measures.values() if one.unit == VERDICT), place), SAID
        unit = noun.unit or self._unit_of_share(figure) or self._unit_of_run(figure) or self._unit_before(figure)
        found, how = (
            self.counters.of_unit(unit, place, figure) if unit is not None else (self.counters.there(self._before(figure), place), CARRIED)
        )
        if found is None and unit is None and noun.foreign is None and self.thread.unit is not None:
            found, how = self.counters.of_unit(self.thread.unit, place, figure)[0], CARRIED
        only = self._only(figure, noun) if found is None or how == DEFAULTED or not self.line.named("measure") else None
        return (self.counters.as_counted(only, place), CARRIED) if only else (found, how)

    def _of_column(self, figure: Placed, place: str) -> Part:
        """The measure that the head of a figure's column names, or its unit."""
        column = self.line.column(figure)
        measures, units = (column.named("measure"), column.named("units")) if column else ((), ())
        if measures:
            return self.counters.as_counted(measures[0].ids[0], place), SAID
        return self.counters.of_unit(units[0].ids[0], place, figure) if units else (None, SAID)

    def _only(self, figure: Placed, noun: Counted) -> str | None:
        """The one measure that a sentence names, of the unit of its one figure, however far: "how many surrendered: in a year, 216 men".

        Or of bare figures where "they" stands for it: "the verdicts grew (Article 336): in 2022 they were 186, in 2023 1,274".
        """
        told = (*self.line.named("measure"), *(one for one in self._also(noun) if not self._has_object(one, figure)))
        named = {one.ids[0] for one in told if self._fits(noun, one)}
        of_unit = {one for one in named if same_unit(self.book.measures[one].unit, noun.unit or "")}
        if len(of_unit) == len(self.line.figures) == 1:
            return next(iter(of_unit))
        taken_up = self.line.named("cues", "such") and not noun.nouns and not noun.foreign
        return next(iter(named)) if taken_up and len(named) == 1 else None

    def _near(self, figure: Placed, noun: Counted) -> Mention | None:
        also = [one for one in self._also(noun) if not self._has_object(one, figure)]
        others = self._nouns_of_others(noun)
        named = [one for one in (*self.line.named("measure"), *also) if self._fits(noun, one) and not self._told_of(one, noun)]
        named = [one for one in named if one not in others] if others else named
        apart = told_apart(self.line, noun, named, self.book)
        main = [one for one in named if one not in apart]
        within = BARE_UNIT_WITHIN if noun.unit else MEASURE_WITHIN
        near = (
            self.line.nearest(figure, main, within)
            or told_beyond(self.line, apart, main)
            or self.line.nearest(figure, named, within)
            or told_behind(self.line, figure, noun, named)
        )
        if near is not None and noun.unit in PERSONS and self._unit(near) in FILED and near.section == "measure":
            return became_of(near, main)
        if near is None or near.section == "measure" or any(one.ids == near.ids and one.section == "measure" for one in main):
            return near
        whole = [one for one in main if one.section == "measure" and self.line.cost(figure, one) <= self.line.cost(figure, near) + ADJACENT]
        return self.line.nearest(figure, whole, within) or near

    def _decided(self, figure: Placed, noun: Counted, told: Mention | None) -> Mention | None:
        """What became of the applications that a mention names, where it is told of them."""
        if told is None or self._unit(told) not in FILED:
            return told
        also = [one for one in self._also(noun) if not self._has_object(one, figure)]
        return decided(self.line, self.book, (figure.start, noun.end), told, (*self.line.named("measure"), *also))

    def _says_again(self, figure: Placed) -> bool:
        """Whether a share only tells the count right before it as one: "15,564 suspects – that is 8 % of the cases opened"."""
        share = getattr(figure, "form", None) in SHARES and bool(self.setting.reads)
        near = share and len(self.line.words(self.setting.reads[-1].noun.end, figure.start)) <= AGAIN_WITHIN
        return near and any(self._is_of(figure, one) for one in self.line.named("measure"))

    def _told_of(self, mention: Mention, noun: Counted) -> bool:
        """Whether a measure of no papers was told of a figure before: "684 verdicts in March, since mobilisation 7,400 cases"."""
        if noun.unit not in FILES or not self.setting.reads or self._unit(mention) in FILES:
            return False
        before = self.setting.reads[-1]
        return mention.start < before.noun.end <= noun.end and before.scope.measure in mention.ids

    def _nouns_of_others(self, noun: Counted) -> set[Mention]:
        """What names those whom a figure before counts as something else: "asylum went to 18 deserters, and to 41 in 2024"."""
        reads = self.setting.reads if not (noun.nouns or noun.foreign) else ()
        return {one for read in reads if read.noun.measure for one in read.noun.nouns if read.scope.measure not in one.ids}

    def _of_list(self, figure: Placed, noun: Counted, near: Mention | None, *, own: bool) -> str | None:
        """The measure of a member of a list: of the same member in the row before, or of the one before with a category behind it."""
        row = self.setting.row(figure, "measure", noun)
        if row is not None:
            return row.scope.measure
        if self._elided(figure) or self._says_again(figure):
            return self.setting.reads[-1].scope.measure
        alike = [read for read in self.setting.reads if read.own_category]
        return alike[-1].scope.measure if own and alike and not noun.nouns and (near is None or near.end <= figure.start) else None

    def _elided(self, figure: Placed) -> bool:
        """Whether a dash stands for what was counted before, done to other persons: «76 приговоров отказникам, 96 — дезертирам»."""
        units = [read.noun.unit for read in self.setting.reads if read.noun.unit]
        behind = self.line.words(figure.end, self.line.sentence.end)[:2]
        if not units or units[-1] in PERSONS or len(behind) < 2 or behind[0].form not in LEADS:
            return False
        named = self.line.naming(self.line.place_of(behind[1].start))
        persons = any(one.section == "units" and one.ids[0] in PERSONS for one in named)
        return persons or behind[1].low in self.line.grammar.claims["words"].get("those", ())

    def _likewise(self, figure: Placed) -> bool:
        """Whether a figure is of those who did what was told before: "and 775 did so after mobilisation"."""
        cues = [one for one in self.line.named("cues", "likewise") if one.start >= figure.end and self.line.apart(figure, one) <= 1]
        return bool(cues and self.setting.reads)

    def _taken_up(self, figure: Placed, noun: Counted) -> bool:
        """Whether "they" right before a bare figure stands for the papers counted before: "since March they come in by 3,000 a month"."""
        papers = bool(self.setting.reads) and self.book.measures[self.setting.reads[-1].scope.measure].unit not in PERSONS
        if not papers or noun.nouns or noun.foreign:
            return False
        first = self.setting.reads[-1].noun.end
        cues = [one for one in self.line.named("cues", "such") if first <= one.start and one.end <= figure.start]
        near = cues and len(self.line.words(cues[-1].end, figure.start)) <= TAKEN_UP_WITHIN
        return bool(near) and not any(cues[-1].end <= one.start < figure.start for one in self.line.named("measure"))

    def _of_whole(self, figure: Placed, noun: Counted, near: Mention | None) -> str | None:
        """The measure of the total before a colon, unless another stands right beside the figure."""
        whole = self.setting.whole_before(figure)
        own = noun.measure is None and near is not None and self.line.cost(figure, near) <= ADJACENT + 1
        if whole is None or (own and not self._of_offence(near)):
            return None
        unit, whole_unit = self._unit(noun.measure) if noun.measure else noun.unit, self.book.measures[whole.scope.measure].unit
        alike = unit is None or (unit not in FILES and noun.measure is None) or same_unit(unit, whole_unit)
        return whole.scope.measure if alike else None

    def _of_share(self, figure: Placed) -> Mention | None:
        """What is told of a share of what a measure names: "40 % of those convicted got suspended sentences"."""
        if not isinstance(figure, Figure) or not (figure.form in SHARES or self.of_number(figure)):
            return None
        named, whole = self.line.named("measure"), self._whole(figure)
        if whole is None:
            return None
        also = self._also(spoken=whole.ids[0] if self.of_number(figure) else None)
        others = [one for one in (*named, *also) if one.ids != whole.ids and set(one.tokens).isdisjoint(whole.tokens)]
        others = [one for one in others if not (self._tells_whose(one, whole) or (self._of_offence(one) and self._is_what_for(one)))]
        if (number := self.of_number(figure)) is not None:
            return self.line.nearest(number, others, MEASURE_WITHIN)
        return self.line.nearest(figure, [one for one in others if not self._parted(one, figure)], OF_SHARE_WITHIN)

    def _tells_whose(self, mention: Mention, whole: Mention) -> bool:
        """Whether persons only tell whose a whole is: "37 % of the verdicts on deserters were suspended"."""
        apart = self._unit(whole) in PERSONS and (mention.start < whole.end or bool(self.line.words(whole.end, mention.start)))
        return self.book.measures[mention.ids[0]].undivided and self._names_persons(mention) and not apart

    def whole_of(self, figure: Placed, place: str) -> str | None:
        """The measure of what a share is told to be of: "every second case that was opened was closed"."""
        whole = self._whole(figure)
        return self.counters.as_counted(whole.ids[0], place) if whole else None

    def _whole(self, figure: Placed) -> Mention | None:
        number = self.of_number(figure)
        if number is not None:
            named = (*self.line.named("measure"), *self._also(counted(self.line, number)))
            return self.line.nearest(number, named, MEASURE_WITHIN)
        return next((one for one in self.line.named("measure") if self._is_of(figure, one)), None)

    def of_number(self, figure: Placed) -> Placed | None:
        """The number that a number is told to be a part of: "1,000 of the 67,840 cases"."""
        after = next((one for one in self.line.figures if one.start >= figure.end), None)
        between = [word.low for word in self.line.words(figure.end, after.start)] if after else []
        parted = bool(between) and len(between) <= AT_ONCE and between[0] in self.line.grammar.claims["words"]["share_of"]
        return after if parted and between[-1] in self.line.grammar.function else None

    def _is_of(self, share: Placed, whole: Mention) -> bool:
        """Whether a share is of what a mention names: "40 % of those convicted"."""
        words, known = self.line.words(share.end, whole.end), self.line.grammar.claims["words"]
        if whole.start < share.end or self.line.apart(share, whole) > WHOLE_WITHIN:
            return False
        noun = any(one.section == "units" for one in self.line.naming(self.line.place_of(whole.start)))
        return words[0].low in known["share_of"] or (noun and words[0].start == whole.start)

    def _between(self, figure: Placed, mention: Mention) -> Sequence[Word]:
        first, last = sorted(((figure.start, figure.end), (mention.start, mention.end)))
        return self.line.words(first[1], last[0])

    def _done_to(self, figure: Placed, noun: Counted) -> Mention | None:
        """What is done to what a noun names: "7,700 proceedings went to court", "sentenced were 300 defendants"."""
        if noun.measure is None:
            return None
        if (passed := passed_on(self.line, figure, noun, self.book)) is not None:
            return passed
        who = not self._tells_deed(noun.measure) or self._tells_who(figure, noun.measure)
        if self._unit(noun.measure) in PERSONS and (noun.unit in PERSONS or (noun.unit is None and who)):
            asked = [one for one in self._also(noun) if self._unit(one) not in PERSONS | FILES]
            told = (*self.line.named("measure"), *(one for one in asked if not self._parted(one, figure)))
            others = [one for one in told if self._unit(one) in PERSONS | ASKED | {VERDICT} and one.tokens != noun.measure.tokens]
            others = [one for one in others if not (self.book.measures[one.ids[0]].undivided and self._names_persons(one))]
            others = [one for one in others if not (self._of_offence(one) and self._is_what_for(one))]  # "prosecuted for fleeing the front"
            own = any(one.end <= figure.start for one in self.line.named("measure"))  # "visas went to six deserters, who seek asylum"
            behind = None if own else self.line.in_relative_clause(noun.end, others)
            return behind or self.line.nearest(figure, others, DONE_WITHIN) or decided_on(self.line, self.book, figure, others)
        if not noun.bare or self._unit(noun.measure) not in FILES:
            return None
        done = [one for one in self.line.named("measure") if len(one.tokens) > 1 and self._unit(one) in FILES]
        done = [one for one in done if {*one.tokens}.isdisjoint(noun.measure.tokens)]
        near = [one for one in done if not (self._parted(one, figure) or self.line.figures_between(one, figure))]
        before = [one for one in near if one.end <= figure.start]
        after = [one for one in done if one.start >= noun.measure.end]
        return self.line.nearest(figure, before or after, VERB_WITHIN)

    def _parted(self, mention: Mention, figure: Placed) -> bool:
        """Whether a mark that ends a clause stands between a mention and a figure."""
        return any(word.form in PARTING for word in self._between(figure, mention))

    def _tells_deed(self, mention: Mention) -> bool:
        """Whether a mention tells what persons did, and not who they are: "29,000 returned to service"."""
        return len(mention.tokens) > 1 and self.book.measures[mention.ids[0]].is_deed

    def _tells_who(self, figure: Placed, deed: Mention) -> bool:
        """Whether a deed between a figure and its noun only tells who is meant: «300 ушедших с фронта солдат вернулись в строй»."""
        first = self.line.place_of(deed.end)
        behind = [one for at in range(first, first + NOUN_BEFORE) for one in self.line.naming(at)]
        right_behind = self.line.place_of(figure.end) == deed.tokens[0]
        return right_behind and any(one.section == "units" and one.ids[0] in PERSONS for one in behind)

    def _before(self, figure: Placed) -> str | None:
        """The measure spoken of, where a figure stands alone."""
        if self.setting.reads:
            return self.setting.reads[-1].scope.measure
        if self.line.nearest(figure, self.line.named("cues", "other"), OTHERS_WITHIN):
            return None
        named = self.line.named("units") or self.line.named("place") or self.line.named("cues", "figure")
        grows = getattr(figure, "form", None) == "times" and self.line.moves  # "the growth is tenfold"
        answers = self.counters.answers(figure)  # "How many asked for help? Just under 300"
        taken_up = self.setting.speaks or named or self.line.windows or grows or answers or getattr(figure, "per", None)
        return self.thread.measure if taken_up else None

    def _of_bare(self, figure: Placed, noun: Counted) -> str | None:
        """The measure of bare "applications" or "requests" where a text speaks of such: the first of their unit, those that came in."""
        unit = self._unit_spoken()
        nouns = (noun, self._noun_before(figure, noun)) if unit in FILED else ()
        if not any(unit in one.units and (one.measure is None or one.bare) for one in nouns):
            return None
        return next(one.id for one in self.book.measures.values() if one.unit == unit)

    def _is_decided(self, mention: Mention) -> bool:
        """Whether a word tells what became of applications, and not that they came in: "58 applicants were refused"."""
        return mention.section == "also" and self.book.measures[mention.ids[0]].stage != FILED_STAGE

    def _noun_before(self, figure: Placed, noun: Counted) -> Counted:
        """The noun that stands before a figure which has none of its own behind it: "applications numbered 3,500"."""
        before = [one for one in self.line.named("units") if one.end <= figure.start and self.line.apart(one, figure) <= NOUN_BEFORE]
        return noun._replace(nouns=(before[-1],)) if before and not noun.nouns and not noun.foreign else noun

    def _has_object(self, verb: Mention, figure: Placed) -> bool:
        """Whether a verb is told of something else before a colon: "Ukraine closed its data: in October there were 21,602 new cases"."""
        colon = next((word.start for word in self.line.words(verb.end, figure.start) if word.form in ":;"), None)
        if colon is None:
            return False
        between = self.line.words(verb.end, colon)
        named = {place for one in self.line.mentions if one.section not in ("speech", "cues") for place in one.tokens}
        dated = [word for word in between if any(one.start <= word.start < one.end for one in self.line.windows)]
        strange = [word for word in between if self.line.place_of(word.start) not in named and word not in dated]
        return any(word.form[0].isalpha() and word.low not in self.line.grammar.function for word in strange)

    def _of_noun(self, noun: Counted) -> Mention | None:
        """The measure that the counted noun names; words that are those of an offence name it of persons only."""
        if noun.measure is None or noun.measure.tokens in self._kinds or self._is_passed(noun) or self._is_dated(noun.measure):
            return None
        return None if noun.measure.tokens in self._offences and noun.unit != "person" else noun.measure

    def _unit_of_run(self, figure: Placed) -> str | None:
        """The unit named once for a row of figures: "60 absence and 9 desertion cases"."""
        last = self.line.run(figure)[-1]
        return counted(self.line, last).unit if last is not figure else None

    def _unit_of_share(self, figure: Placed) -> str | None:
        """The unit of the applications that a share is of, where it is told where they were filed: "39 % of them went to Germany"."""
        unit = counted(self.line, figure).unit if getattr(figure, "form", None) in SHARES and self.line.named("place") else None
        return unit if unit in FILED else None

    def _from_whom(self, unit: Mention) -> bool:
        """Whether persons are named only as those from whom something came: "requests from deserters", «обращений дезертиров»."""
        if PERSONS.isdisjoint(unit.ids):
            return False
        head = [one for one in self.line.named("units") if one.tokens[-1] + 1 == unit.tokens[0] and PERSONS.isdisjoint(one.ids)]
        return bool(head) or not self._senders.isdisjoint(unit.tokens)

    def _unit_before(self, figure: Placed) -> str | None:
        """The unit named before a figure: "cases total 7,400", «дел с сентября поступило 7400»; not whose they are."""
        before = [one for one in self.line.named("units") if one.end <= figure.start and not self._from_whom(one)]
        near = self.line.nearest(figure, before, UNIT_BEFORE_WITHIN)
        if near is not None:
            return near.ids[0]
        own = max((read.noun.end for read in self.setting.reads), default=0)
        first = [one for one in before if one.ids[0] in FILES and one.start >= own]
        return first[0].ids[0] if first and self.line.cost(figure, first[0]) <= PAPER_BEFORE_WITHIN else None
