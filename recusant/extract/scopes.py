"""What a figure is of: its measure, category, place and window, said with it or carried over from what stands before."""

from __future__ import annotations

from functools import cached_property
from itertools import takewhile

from recusant.codebook import Codebook, Measure
from recusant.extract.doubt.strange import REQUEST
from recusant.extract.doubt.undone import is_undone
from recusant.extract.numbers.quantities import Figure
from recusant.extract.sentence.categories import categories, common, led_by, of_column, of_country, parts_after
from recusant.extract.sentence.line import CARRIED, DEFAULTED, EITHER, OTHERS, SAID, Line, Placed
from recusant.extract.sentence.terms import FILED, PERSON, Counted, Mention
from recusant.extract.sentence.thread import Read, Thread
from recusant.extract.what.changes import of_no_count
from recusant.extract.what.counted import counted
from recusant.extract.what.habits import of_no_whole
from recusant.extract.what.helped import with_help
from recusant.extract.what.measures import Measures
from recusant.extract.what.outcomes import told_apart
from recusant.extract.what.setting import Setting
from recusant.extract.what.waiting import as_waiting, of_those_filed
from recusant.extract.when.dating import Dating
from recusant.extract.where.filing import Filing
from recusant.extract.where.places import CATEGORY_WITHIN, EVERYONE, Places
from recusant.records import Scope

# How far a word may stand from the figure that it goes with, in words as Line counts them.
RATIO_WITHIN, VERB_WITHIN = 10, 6
ALL_THIS_WITHIN = 8  # words from "all this" to its figure
SUCH_WITHIN = 4  # words from "such" to its figure
TOPIC_WITHIN = 4  # tokens from the beginning of a sentence
ANYWHERE = OTHERS - 1
PROSECUTED = ("charged", "sentenced")  # stages at which persons are counted by what they did


class Scoper(Places):
    """Finds the scopes of the figures of one sentence, from left to right; ``reads`` are those found so far."""

    def __init__(self, book: Codebook, line: Line, thread: Thread, origin: str | None) -> None:
        super().__init__(Setting(book, line, thread, book.origins.get(origin or "")))
        self.undone: set[int] = set()  # where figures stand of which nothing was done
        self.categories = categories(line, book, self.country)
        self.measures, self.dating = Measures(self.setting), Dating(self.setting)
        self.filing = Filing(self.setting, self.measures)

    def read(self, figure: Placed, *, ratio: bool = False, noun: Counted | None = None) -> Read | None:
        """A figure with its scope, or None where nothing tells what is counted. A ratio's noun and base window are not its own."""
        noun = noun or (self._of_ratio(figure) if ratio and not self._each_of(figure) else self._counted(figure))
        spoken = self.book.measures[self.thread.measure].unit if self.thread.measure else PERSON
        if of_no_whole(self.line, figure, persons=spoken == PERSON) or self.line.strays:
            return None
        self._turn_to(self._other_country(figure))
        if self._apposed(figure):
            self.reads.append(self.reads[-1]._replace(figure=figure, noun=noun))
            return self.reads[-1]
        category, category_how, own = self._category(figure, noun, ratio=ratio)
        place, place_how = self._same_place(figure, noun) or self._place(figure, category, category_how)
        if category is not None and category_how != SAID:
            category, category_how = self._in_law_of(category, category_how, place)
        measure, measure_how = self._of_part(figure, noun) or self.measures.find(figure, noun, place, own=own)
        measure, measure_how = (measure, measure_how) if measure else (self._gone_on_about(figure, noun, category, category_how), CARRIED)
        measure = self._as_waiting(figure, noun, measure) if measure else None
        if measure is None or category is None or self._of_another_law(category, place) or self._elsewhere(figure, category, measure):
            return None
        apart = measure_how != SAID and self._of_other_matter(measure, category, category_how)
        if apart or of_no_count(self.line, figure, measure, measure_how, self.book):
            return None
        if is_undone(self.line, figure, measure, self.book):
            self.undone.add(figure.start)
            return None
        measure = with_help(self.line, self.book, figure, measure)
        counted_as = self.book.measures[measure]
        category, category_how = self._kind(figure, counted_as, category, category_how, own=own)
        if category is None:
            return None
        if counted_as.unit in FILED:
            place, place_how = self.filing.place(figure, place, place_how)
        elif counted_as.unit == PERSON and not self.book.categories[category].place:
            taken = self._captured(measure) if self._is_by_captors(figure, measure) else None
            place, place_how = self._whose(figure, noun) or ((taken, SAID) if taken else (place, place_how))
        window, window_how = self.dating.find(figure, ratio=ratio)
        how = {"measure": measure_how, "category": category_how, "place": place_how, "window": window_how}
        compares = any(turn.end <= figure.start for turn in self.line.turns) or self.setting.level(figure) is not None
        self.reads.append(Read(figure, noun, Scope(measure, category, place, window), how, compares, own))
        return self.reads[-1]

    def _as_waiting(self, figure: Placed, noun: Counted, measure: str) -> str | None:
        """What waits, where a figure is told to do so."""
        waiting = as_waiting(self.line, self.book, figure, noun, measure)
        last = self.reads[-1].scope.measure if self.reads else self.thread.measure
        return of_those_filed(self.book, waiting, None if noun.units else last) if waiting else None

    def _of_other_matter(self, measure: str, category: str, how: str) -> bool:
        """Whether an offence is named where people of all kinds were counted before: "260,000 left. 345 were punished for desertion"."""
        known = self.book.measures[measure]
        return how == SAID and known.undivided and bool(known.of) and known.unit == PERSON and self.book.is_offence(category)

    def _kind(self, figure: Placed, counted_as: Measure, category: str, how: str, *, own: bool) -> tuple[str | None, str]:
        """The category that a measure counts, where a sentence speaks of another or of none."""
        if not own and (both := self._of_several(figure, counted_as)) is not None:
            return both, EITHER
        if how == DEFAULTED and self._by_deed(figure, counted_as):
            return self._of_all(), SAID
        begun = how != SAID and self._begins_on(counted_as)
        if begun:
            category = self._of_begun(counted_as, category)
        of_others = bool(counted_as.of) if how == DEFAULTED else not own and not counted_as.of and self._of_others(category)
        of_others = of_others or (bool(counted_as.of) and self._only_in_name(category, counted_as))
        if counted_as.undivided and (self.book.is_offence(category) or of_others):
            category = counted_as.of or self._of_all() or category
        if counted_as.of and how == CARRIED and category == self.thread.coming != self.thread.category:
            category, how = counted_as.of, DEFAULTED  # what is only spoken of later
        kind: str | None = category
        if counted_as.of and self.book.categories[counted_as.of].also:
            kind, how = self._of_people(figure, category, how, counted_as.of, begun=begun)
            if any(self.book.measures[one.ids[0]].is_deed for one in self.line.named("measure")):
                return kind, DEFAULTED  # "38 applications by Russian deserters": others who applied are not counted
        if how != DEFAULTED or kind != counted_as.of:
            return kind, how
        known = self._home_how(figure)
        return kind, CARRIED if known == DEFAULTED and self.thread.people == kind else known

    def _begins_on(self, counted_as: Measure) -> bool:
        """Whether requests, or people who left, are the first that a text goes on to from cases or applicants: they have other kinds."""
        apart = self.thread.on_paper if counted_as.unit == REQUEST else counted_as.unit == PERSON and counted_as.of == EVERYONE
        return apart and all(one.scope.measure != counted_as.id for one in (*self.reads, *self.thread.last, *self.thread.told))

    def _of_begun(self, counted_as: Measure, category: str) -> str:
        """The kind of all of these, where only one offence or one kind of others was spoken of."""
        if counted_as.of:
            return category if self.book.is_offence(category) else counted_as.of
        return (self._of_all() or category) if self.book.is_offence(category) else category

    def _of_several(self, figure: Placed, counted_as: Measure) -> str | None:
        """The category of all offences told just before of another measure: "107,000 AWOL cases and 15,000 of desertion, 8,130 in court".

        It may be of the last one alone, where nothing but that stands before it.
        """
        last = self.reads[-1] if self.reads else None
        if last is None or last.scope.measure == counted_as.id or len(self.line.run(figure)) > 1 or self._named_since(last.figure, figure):
            return None
        before = list(takewhile(lambda read: read.scope.measure == last.scope.measure, reversed(self.reads)))
        kinds = list(dict.fromkeys(read.scope.category for read in before if self.book.is_offence(read.scope.category)))
        alike = len({read.scope.window for read in before}) == 1
        return common(self.book.category_tree, kinds) if len(kinds) > 1 and alike else None

    def _named_since(self, last: Placed, figure: Placed) -> bool:
        """Whether a category is named between two figures that is not that of the first; the second in brackets is of the first."""
        named = [one for one in self.categories if last.end <= one.start < figure.start and not self.setting.follows(last, one)]
        return bool(named) or any(word.form == "(" for word in self.line.words(last.end, figure.start))

    def _by_deed(self, figure: Placed, counted_as: Measure) -> bool:
        """Whether it is told what those counted did, and something else is counted of them: "sentenced 684 deserters", "who deserted"."""
        if counted_as.unit in FILED or self._is_abroad():
            return False
        noun = self._counted(figure)
        told = [noun.measure] if noun.measure else told_apart(self.line, noun, self.line.named("measure"), self.book)
        return any(self.book.measures[one.ids[0]].is_deed and counted_as.id not in one.ids for one in told)

    def _counted(self, figure: Placed) -> Counted:
        """What a figure counts; the noun behind the last of a list is that of all: "61, 60 and 75 verdicts"."""
        noun, last = counted(self.line, figure), self.line.listed(figure)[-1]
        if getattr(last, "form", None) == "times":
            return noun  # "it was 5,600, or twice as many"
        return noun if noun.nouns or noun.foreign or last is figure else counted(self.line, last)._replace(end=figure.end)

    def _turn_to(self, country: str | None) -> None:
        if country and country != self.country:
            self.country, self.country_how = country, SAID
            self.categories = categories(self.line, self.book, country)

    def _of_part(self, figure: Placed, noun: Counted) -> tuple[str | None, str] | None:
        """The measure of the figure before, of a bare part of it of which nothing else is told: "250 requests, 90 of them from abroad"."""
        parts = [one for one in self.line.named("cues", "part") if self.reads and one.start >= figure.end]
        bare = not noun.nouns and not noun.foreign and getattr(figure, "form", None) == "count"
        if not bare or not parts or self.line.words(figure.end, parts[0].start):
            return None
        named = (*self.line.named("measure"), *self.line.named("also"))
        led = any(one.end <= figure.start and not self.line.words(one.end, figure.start) for one in named)  # "and refused 300 of them"
        told = led or any(one.start >= figure.end for one in named)
        if told and not self._is_countable():
            return None, SAID
        return None if told else (self.reads[-1].scope.measure, CARRIED)

    def _is_countable(self) -> bool:
        """Whether of what was counted last a part can be counted by another measure: men, cases and requests, but no visits or votes."""
        return self.book.measures[self.reads[-1].scope.measure].unit in self.line.grammar.claims["units"]

    def _gone_on_about(self, figure: Placed, noun: Counted, category: str | None, how: str) -> str | None:
        """What those did who were spoken of in the paragraph before, where only a verb tells it: "in May alone 3,000 came back"."""
        also = self.line.named("also") if category and how == CARRIED and self.book.is_offence(category) else ()
        bare = noun.foreign is None and not noun.nouns and getattr(figure, "form", None) == "count"
        if not bare or not also or self.line.named("measure"):
            return None
        told = [one for one in also if len(one.ids) == 1 and self.book.measures[one.ids[0]].is_deed]
        near = self.line.nearest(figure, told, VERB_WITHIN)
        return near.ids[0] if near else None

    def _of_ratio(self, figure: Placed) -> Counted:
        """What a multiple multiplies, where that is named behind it: "six times more cases"; the words are not its own."""
        more = [one for one in self.line.named("cues", "more", "fewer") if one.start >= figure.end and self.line.apart(figure, one) <= 1]
        nouns = counted(self.line, more[0]).nouns if more and getattr(figure, "form", None) == "times" else ()
        return Counted(figure.end, tuple(one for one in nouns if one.section == "units"))

    def _each_of(self, figure: Placed) -> bool:
        """Whether a share is told of each person: "every 14th soldier" counts soldiers, whatever was counted before."""
        each = self.line.grammar.claims["words"].get("each", ())
        told = any(word.low in each for word in self.line.words(figure.start, figure.end))
        return told and counted(self.line, figure).unit == PERSON

    def _apposed(self, figure: Placed) -> bool:
        """Whether a figure only says the one before in another way: "28 men (4.3 %)", "18,159, or 88 %"."""
        if not self.reads:
            return False
        between = [word.form.casefold() for word in self.line.words(self.reads[-1].noun.end, figure.start)]
        if between == ["("]:
            return True
        said_anew = between[:1] == [","] and " ".join(between[1:]) in self.line.grammar.claims["words"]["apposes"]
        return said_anew and not any(self.setting.follows(figure, one) for one in (*self.categories, *self.line.named("measure")))

    def _in_law_of(self, category: str, how: str, place: str) -> tuple[str, str]:
        """The offence of the same name in the law of a country: AWOL, spoken of in Russia, where a figure is of Ukraine.

        What is counted there in a sentence of its own may be of more than that offence.
        """
        country, kinds, lang = self.book.place_tree.root(place), self.book.categories, self.line.grammar.lang
        if not self._of_another_law(category, place):
            return category, how
        words = set(kinds[category].words.get(lang, ()))
        alike = {name: len(words.intersection(one.words.get(lang, ()))) for name, one in kinds.items() if one.place == country}
        found = max(alike, key=lambda name: alike[name]) if any(alike.values()) else category
        return found, EITHER if found != category and how == CARRIED and not self.reads else how

    def _of_another_law(self, category: str, place: str) -> bool:
        """Whether an offence is one of the other country's law: "disobedience" in a place whose law has no article of that name here."""
        law, country = self.book.categories[category].place, self.book.place_tree.root(place)
        return law is not None and law != country and country in self.book.homes

    def _category(self, figure: Placed, noun: Counted, *, ratio: bool) -> tuple[str | None, str, bool]:
        column = of_column(self.line, figure, self.book, self.country) if self.line.table and not self.categories else None
        if column is not None:
            return column, SAID, False
        leads = self.setting.leads_row(figure, self.categories)
        if leads is not None:
            return leads.ids[0], SAID, False
        row = self.setting.row(figure, "category", noun)
        if row is not None:
            return row.scope.category, CARRIED, row.own_category
        respective = self._respective(figure)
        if respective is not None:
            return respective, SAID, False
        answered = self.setting.respective(figure)
        if answered is not None and not self._names_own(figure):
            return answered.scope.category, CARRIED, False
        near = led_by(self.line, figure, self.categories)
        near = near or self.line.nearest(figure, self._own(figure, ratio=ratio), RATIO_WITHIN if ratio and self.reads else CATEGORY_WITHIN)
        parts = parts_after(self.line, figure, self.categories, self.book)
        if parts is not None and (near is None or near.ids[0] not in self.book.category_tree.ancestors(parts)):
            return parts, SAID, False
        whole = self.setting.is_whole(figure)
        if near is not None and not (near.end <= figure.start and whole and self.reads):
            return near.ids[0], SAID, self.setting.follows(figure, near)
        return self._carried(figure, whole=whole)

    def _carried(self, figure: Placed, *, whole: bool) -> tuple[str | None, str, bool]:
        """The category of a figure that has none of its own: of its parts, of what it goes on about, or of what was spoken of before."""
        summed = [read.scope.category for read in self.reads if whole and not read.compares]
        summed = summed if self.reads else [*self.thread.listed] if whole else []
        summed = summed or self._told_in_all(figure, whole=whole)
        if len(summed) > 1:
            return common(self.book.category_tree, summed), CARRIED, False
        anew = self.setting.anew(figure)
        if anew is not None:
            return anew.scope.category, CARRIED, False
        if self.reads and not whole:
            last = self.reads[-1]
            return last.scope.category, DEFAULTED if last.how["category"] == DEFAULTED else CARRIED, False
        topic = self._topic(figure) or self._of_such(figure)
        if topic is not None:
            return topic, CARRIED, False
        if self.thread.category or self.thread.coming:
            return self.thread.category or self.thread.coming, CARRIED, False
        others = [one for one in self.line.figures if one.start >= figure.end]
        of_next = [one for one in self.categories if any(self.setting.follows(other, one) for other in others)]
        free = [one for one in self.categories if self.book.is_offence(one.ids[0]) or one not in of_next]
        far = self.line.nearest(figure, free, ANYWHERE)
        if far is not None:
            return far.ids[0], CARRIED, False
        return self._of_counter() or self._of_all(), DEFAULTED, False

    def _told_in_all(self, figure: Placed, *, whole: bool) -> list[str]:
        """The categories told in the paragraph, where a figure is that of all: "behind all this", or a total that is their sum."""
        if self.setting.near_cue(figure, "all_this", within=ALL_THIS_WITHIN):
            return [read.scope.category for read in self.thread.told]
        total, parts = _stated(figure) if whole else None, list[Read]()
        for read in reversed(self.thread.told):
            parts.append(read)
            if total and len(parts) > 1 and sum(_stated(one.figure) or 0 for one in parts) == total:
                return [one.scope.category for one in parts]
        return []

    def _topic(self, figure: Placed) -> str | None:
        """The one offence that a sentence begins with: "With desertion it is much the same, if not so grave: 516 cases went to court"."""
        kinds = {one.ids[0] for one in self.categories}
        first = self.categories[0] if len(kinds) == 1 else None
        led = first is not None and self.line.place_of(first.start) < TOPIC_WITHIN and first.end <= figure.start
        return first.ids[0] if first and led and self.book.is_offence(first.ids[0]) else None

    def _of_such(self, figure: Placed) -> str | None:
        """The one offence of all figures of the sentence before, where "such cases" stands beside a figure."""
        such = self.line.grammar.claims["words"].get("such", ())
        cues = (one for one in self.line.named("cues", "such") if self.line.tokens[one.tokens[0]].low in such)
        near = any(self.line.apart(one, figure) <= SUCH_WITHIN for one in cues)
        kinds = {read.scope.category for read in self.thread.last} if near else ()
        kind, spoken = (next(iter(kinds)) if len(kinds) == 1 else None), self.thread.category
        named_since = kind is not None and spoken is not None and spoken not in self.book.category_tree.ancestors(kind)
        return None if named_since else kind

    def _of_people(self, figure: Placed, category: str, how: str, of: str, *, begun: bool) -> tuple[str | None, str]:
        """Whose applications are counted, where these are not those of whom a measure is of: "3,200 Ukrainian men applied for asylum"."""
        others = self._others
        near = self.line.nearest(figure, [one for one in self.line.named("people") if others.isdisjoint(one.tokens)], CATEGORY_WITHIN)
        people, tree = near.ids[0] if near else None if begun else self.thread.people, self.book.category_tree
        another = category != of and bool(self.book.categories[category].also)
        if people in (None, of):
            return (of, SAID) if people and another and how != SAID else (category, how)
        if how != SAID and category != of:
            return people, CARRIED
        told = near is not None and any(set(one.tokens) <= set(near.tokens) for one in self.categories if category in one.ids)
        if told or category == of or category in tree.ancestors(people) or people in tree.ancestors(category):
            return people, SAID if near else CARRIED
        return None, how  # Ukrainian men of military age are no part of those that texts on Russia tell of

    def _of_counter(self) -> str | None:
        """The kind that bears the name of who counts: all who turn to the hotline for surrender want to surrender."""
        named = self.book.named_after.get(self.setting.origin.id, []) if self.setting.origin else []
        return named[0] if named else None

    def _of_others(self, category: str) -> bool:
        """Whether a kind is that of another figure, "3,000 evade the draft and 800 desert", or bears the name of one who counts."""
        return category in self._of_another or any(category in names for names in self.book.named_after.values())

    def _only_in_name(self, category: str, counted_as: Measure) -> bool:
        """Whether nothing but the name of who counts tells a kind, and what is counted was told before: "10,000, says I Want to Live"."""
        names = {at for one in self.line.named("origin") for at in one.tokens}
        named = [one for one in self.categories if category in one.ids]
        told = self.line.named("measure", counted_as.id) or self.line.named("also", counted_as.id)
        return bool(named) and not told and all(names.issuperset(one.tokens) for one in named)

    @cached_property
    def _of_another(self) -> set[str]:
        """The categories that stand right behind some figure of the sentence."""
        return {one.ids[0] for one in self.categories if any(self.setting.follows(other, one) for other in self.line.figures)}

    def _names_own(self, figure: Placed) -> bool:
        """Whether a category is named for the list that a figure stands in, after all figures before it."""
        first = self.line.listed(figure)[0].start
        after = max((read.figure.end for read in self.reads if read.figure.end <= first), default=0)
        return any(after <= one.start < first for one in self.categories)

    def _own(self, figure: Placed, *, ratio: bool) -> list[Mention]:
        """The categories that may be a figure's own: of a share, not what it is a share of: "absence is 88 % of the refusal cases"."""
        after = self.line.words(figure.end, self.line.sentence.end)
        before = [one for one in self.categories if one.end <= figure.start]
        shares = ratio and after and after[0].form.casefold() in self.line.grammar.claims["words"]["share_of"]
        return before if shares and before else self._countable()

    def _countable(self) -> list[Mention]:
        """The categories but kinds of persons, where these are prosecuted for an offence: "draft-age men charged with evasion"."""
        offences = [one for one in self.categories if self.book.is_offence(one.ids[0])]
        told = self.line.named("measure") if 0 < len(offences) < len(self.categories) else ()
        return offences if any(self.book.measures[one.ids[0]].stage in PROSECUTED for one in told) else self.categories

    def _respective(self, figure: Placed) -> str | None:
        """The category at the figure's place in its row: "absence and desertion: 5 and 6 respectively"."""
        run = [one.start for one in self.line.run(figure)]
        named = [of_country(one.ids, self.book.categories, self.country) for one in self.line.named("category") if one.end <= run[0]]
        parts = self.book.category_tree.children.get(named[-1], []) if named else []
        named = parts if len(parts) == len(run) > len(named) else named
        if len(run) < 2 or len(named) < len(run) or not self.line.named("cues", "order"):
            return None
        return named[-len(run) :][run.index(figure.start)]

    def _of_all(self) -> str | None:
        """The category of everything: the codebook's own, or the topmost of this country's law."""
        tree, book = self.book.category_tree, self.book
        tops = [name for name, node in book.categories.items() if node.parent is None and node.place == self.country]
        own = book.name if book.name in book.categories else next(iter(book.categories), None)
        return own if own is None or not tops or tree.root(own) in tops else tops[0]


def _stated(figure: Placed) -> float | None:
    """The one number that a count states."""
    stated = figure.quantity.stated if isinstance(figure, Figure) and figure.form == "count" else None
    return stated[0] if stated and stated[0] == stated[1] else None
