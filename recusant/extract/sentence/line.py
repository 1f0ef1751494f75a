"""One sentence laid out: its words, what they name, its figures and windows, and how near these stand to one another."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date
from functools import cached_property
from itertools import pairwise
from operator import attrgetter
from typing import Protocol, TypeVar

from recusant.extract.numbers.quantities import Figure
from recusant.extract.sentence.spots import Named, Spots, in_other_words, kept_apart, said_again, weighing
from recusant.extract.sentence.tables import Column, Table, cell_of
from recusant.extract.sentence.terms import Counted, Mention, Word
from recusant.extract.times.dated import Dated
from recusant.extract.words.grammar import Grammar
from recusant.extract.words.passages import Sentence

TURN, FIGURE, BEFORE, SHARED, NEXT = 25, 10, 5, 3, 30  # how far these keep two phrases apart, in words
LEADS, PARTS = frozenset("—–:"), frozenset(",;")  # marks that lead from a word to its figure, and that part figures
WHOLE_WITHIN = 8  # how near a word such as "in total" or "compared with" stands to what it is said of
LEVEL_WITHIN = 4  # words between a multiple and the word for what it is a multiple of
WHO_WITHIN = 5  # tokens from a noun to "who": "2,485 Russians of military age, who"
OPENS_WITHIN = 3  # tokens at the beginning of a sentence: "where", «там, где»
AT_ONCE = 2  # words between "against" and what is compared with
SAID, CARRIED, DEFAULTED = "said", "carried", "defaulted"  # how a part of a claim is known
EITHER = "either"  # it may be of what was told last, or of all that was told
PARTING = frozenset(",;:()")
START = attrgetter("start")
OTHERS = 80  # what stands behind the next figure belongs to that one


class Placed(Protocol):
    """Anything with a place in the text."""

    @property
    def start(self) -> int: ...

    @property
    def end(self) -> int: ...


Thing = TypeVar("Thing", bound=Placed)


@dataclass(frozen=True)
class Line:
    """A sentence laid out. ``figures`` are those that may count something, in order; labels, dates and ages are left out.

    A rule asks of every figure how near to it many things stand, and many rules ask it of the same: so what stands before each place
    is reckoned once, and what a rule asked for by name is kept.
    """

    text: str
    sentence: Sentence
    tokens: Sequence[Word]
    mentions: Sequence[Mention]
    figures: Sequence[Figure]
    windows: Sequence[Dated]
    grammar: Grammar
    said_on: date | None = None  # the day on which somebody said it, where that is told
    said_in: Dated | None = None  # the words that tell it
    table: Table | None = None  # the head of the table that it is a row of
    left_out: Sequence[Dated] = ()  # windows named only to be left out

    def column(self, figure: Placed) -> Column | None:
        """What the head of a figure's column tells, in a row of a table."""
        number = cell_of(self.text, self.sentence.paragraph, figure.start) if self.table else 0
        return self.table.column(number) if self.table and number else None

    def as_row(self, table: Table) -> Line:
        """The line as a row of a table; a number in the cell that labels the row counts nothing."""
        in_label = [one for one in self.figures if not cell_of(self.text, self.sentence.paragraph, one.start)]
        label = [one for one in self.mentions if not cell_of(self.text, self.sentence.paragraph, one.start)]
        table.kinds = table.kinds or any(one.section == "category" for one in label)
        figures = [one for one in self.figures if one not in in_label] or self.figures
        return replace(self, table=table, figures=figures)

    @cached_property
    def strays(self) -> bool:
        """Whether a row is labelled with what nothing is known of, where others are labelled with offences."""
        if self.table is None or not self.table.kinds:
            return False
        known: list[Placed] = [*self.mentions, *self.windows]
        return all(cell_of(self.text, self.sentence.paragraph, one.start) for one in known)

    @cached_property
    def named(self) -> Named:
        """The mentions by section: ``named("cues")``, or of some ids only: ``named("cues", "level")``."""
        return Named(self.mentions)

    @cached_property
    def nouns(self) -> dict[tuple[int, int], Counted]:
        """What the figures count, by their places, as far as it was asked for."""
        return {}

    def naming(self, place: int) -> Sequence[Mention]:
        """The mentions that a token belongs to."""
        return self._naming.get(place, ())

    @cached_property
    def _naming(self) -> dict[int, list[Mention]]:
        naming: dict[int, list[Mention]] = {}
        for one in self.mentions:
            for place in one.tokens:
                naming.setdefault(place, []).append(one)
        return naming

    def place_of(self, at: int) -> int:
        """The number of the first token that begins at or after a place in the text."""
        return bisect_left(self._starts, at)

    def words(self, start: int, end: int) -> Sequence[Word]:
        """The tokens that begin between two places."""
        return self.tokens[bisect_left(self._starts, start) : bisect_left(self._starts, end)]

    def apart(self, first: Placed, second: Placed) -> int:
        """How far two phrases stand apart, in words; marks, joins, turns and figures between them count as several words."""
        if first.end > second.start and second.end > first.start:
            return 0
        start, end = (first.end, second.start) if first.end <= second.start else (second.end, first.start)
        return self._spots[end].cost - self._spots[start].cost

    def nearest(self, figure: Placed, things: Sequence[Thing], limit: int, *, shared: bool = False) -> Thing | None:
        """The thing that a figure goes with: the nearest one, what follows before what precedes, and none beyond the limit.

        ``shared``: what follows the last of a row of figures may hold for the whole row ("ten charges and 13 verdicts in January").
        """
        if not things:
            return None
        last = self._last_joined(figure, loose=shared)
        if shared and any(figure.end <= thing.start < last.start for thing in things):
            last = self._last_joined(figure, loose=False)
        if any(thing.end <= figure.start and self.apart(thing, figure) <= 1 for thing in things):
            last = figure  # "notices of suspicion in 13 % and 7 % sent to trial"
        costs = [self.cost(figure, thing, last) for thing in things]
        least = min(costs)
        return things[costs.index(least)] if least <= limit else None

    def cost(self, figure: Placed, thing: Placed, last: Placed | None = None) -> int:
        """How far a thing is from going with a figure, be it with the ``last`` of those joined to it."""
        if thing.start < figure.end:
            return self.apart(thing, figure) + (BEFORE if thing.end <= figure.start and not self._led(figure) else 0)
        own = self._behind(figure, thing)
        if self.of_next(figure, thing):
            after = self.figures[self._spots[thing.end].figures]
            own += OTHERS if self._led(after) else NEXT
        last = last or self._last_joined(figure, loose=False)
        return own if last is figure or thing.start < last.end else min(own, self._behind(last, thing) + SHARED)

    def _behind(self, figure: Placed, thing: Placed) -> int:
        """How far a thing stands behind a figure; figures between them are counted once more."""
        first, last = self._spots[figure.end], self._spots[thing.start]
        return last.cost - first.cost + OTHERS * (last.figures - first.figures - (last.again - first.again))

    def _led(self, figure: Placed) -> bool:
        """Whether a mark that leads to a figure stands right before it."""
        first = self.place_of(figure.start)
        return first > 0 and self.tokens[first - 1].form in LEADS

    def of_next(self, figure: Placed, thing: Placed) -> bool:
        """Whether a thing behind a figure goes with the next one: a comma or "and" parts it from the first and no comma from the next."""
        spots, over = self._spots, self._spots[thing.end]
        before = self.place_of(thing.start) - 1
        joined = before >= self.place_of(figure.end) and self.tokens[before].low in self.grammar.joins
        if (spots[thing.start].parts <= spots[figure.end].parts and not joined) or over.figures == len(self.figures):
            return False
        return spots[self.figures[over.figures].start].parts <= over.parts

    def in_relative_clause(self, after: int, things: Sequence[Thing]) -> Thing | None:
        """The first of some things behind a noun, where it stands in a clause that only tells which are meant: "men who left"."""
        first = min((one for one in things if one.start >= after), key=START, default=None) if self._has_relative else None
        if first is None:
            return None
        between = [word.low for word in self.words(after, first.start)]
        who = next((at for at, form in enumerate(between[:WHO_WITHIN]) if form in self.grammar.relative), None)
        partitive = (
            who is not None and who > 0 and between[who - 1] in self.grammar.claims["words"]["share_of"]
        )  # "17,721 of whom were sentenced"
        own = (
            who is not None
            and not (partitive and who == 1)
            and all(form[0].isalpha() for form in between[: who - (who > 0 and between[who - 1] == ",")])
        )
        return first if own and not any(form[0].isdigit() for form in between) else None

    def figures_between(self, first: Placed, second: Placed) -> int:
        """How many figures stand between two things, whichever comes first."""
        end, start = sorted((max(first.start, second.start), min(first.end, second.end)))
        return self._spots[start].figures - self._spots[end].figures

    def clause(self, figure: Placed) -> tuple[int, int]:
        """Where the part of the sentence begins and ends that a figure stands in: between semicolons, or before ", while"."""
        at = bisect_right(self._clauses, figure.start)
        return self._clauses[at - 1], self._clauses[at]

    @cached_property
    def _clauses(self) -> list[int]:
        contrasts, pairs = self.grammar.claims["words"].get("contrasts", ()), pairwise(self.tokens)
        begin = [after.start for mark, after in pairs if mark.form == ";" or (mark.form == "," and after.low in contrasts)]
        return [self.sentence.start, *(begin or self._main_clause()), self.sentence.end]

    def _main_clause(self) -> list[int]:
        """Where the main clause begins behind one that a contrast opens: "Where X saw 300 cases, Y saw 345"."""
        opens = self.grammar.claims["words"].get("opens_contrast", ())
        if len(self.figures) < 2 or not any(word.low in opens for word in self.tokens[:OPENS_WITHIN]):
            return []
        first, last = self.figures[0].end, self.figures[-1].start
        return [word.end for word in self.words(first, last) if word.form == ","][:1]

    @cached_property
    def _has_relative(self) -> bool:
        return not self.grammar.relative.isdisjoint([word.low for word in self.tokens])

    def in_aside(self, thing: Placed, figure: Placed) -> bool:
        """Whether a thing stands in brackets that were closed before a figure: "5,024 (in 2022 1,001), 421 of …"."""
        if thing.end > figure.start:
            return False
        return next((word.form for word in self.words(thing.end, figure.start) if word.form in "()"), "") == ")"

    def run(self, figure: Placed) -> Sequence[Placed]:
        """The figures that stand in one row with this one: no comma, bracket or turn between them ("seven and eight")."""
        return self._runs.get(figure.start, (figure,))

    def listed(self, figure: Placed) -> Sequence[Placed]:
        """The figures of one list with this one: only commas and joining words stand between them ("13, eight, ten and 13")."""
        return next((found for found in self._lists if any(one.start == figure.start for one in found)), (figure,))

    @cached_property
    def _lists(self) -> Sequence[Sequence[Placed]]:
        return self.rows(self.figures) if len(self.figures) > 1 else ()

    def rows(self, things: Sequence[Thing]) -> list[list[Thing]]:
        """Things with nothing but commas and a word that joins between them, in their order."""
        rows: list[list[Thing]] = []
        for thing in things:
            between = [word.low for word in self.words(rows[-1][-1].end, thing.start)] if rows else []
            if between and all(form == "," or form in self.grammar.joins for form in between):
                rows[-1].append(thing)
            else:
                rows.append([thing])
        return rows

    def _last_joined(self, figure: Placed, *, loose: bool) -> Placed:
        """The last of the figures joined to this one: by "and" alone, or (loose) by "and" and other words in one row."""
        row = self._runs.get(figure.start, ())
        if len(row) < 2:
            return figure
        for after in row:
            if after.start >= figure.end:
                between = self.words(figure.end, after.start)
                joined = any(word.low in self.grammar.joins for word in between)
                if not joined or (len(between) > 1 and not loose):
                    break
                figure = after
        return figure

    @cached_property
    def _runs(self) -> dict[int, list[Placed]]:
        runs: dict[int, list[Placed]] = {}
        run: list[Placed] = []
        for figure in self.figures:
            if run and self._parted(run[-1].end, figure.start):
                run = []
            run.append(figure)
            runs[figure.start] = run
        return runs

    def _parted(self, start: int, end: int) -> bool:
        turns = any(start <= turn.start < end for turn in self.turns)
        return turns or any(word.form in PARTING for word in self.words(start, end))

    @cached_property
    def turns(self) -> Sequence[Mention]:
        """Where a clause begins that only compares: "compared with …", "against 1,001", but not "cases against soldiers"."""
        turns, against = self.named("cues", "turn"), self.named("cues", "against")
        if not against:
            return turns
        things: list[Placed] = [*self.windows, *self.figures]
        persons: list[Placed] = [*self.named("units", "person"), *(figure for figure in self.figures if self._of_persons(figure))]
        against = [one for one in against if any(self._at_once(one, thing) for thing in things)]
        against = [one for one in against if not any(self._at_once(one, person) for person in persons)]
        return sorted([*turns, *against], key=START)

    def _of_persons(self, figure: Placed) -> bool:
        """Whether a word for persons stands right behind a figure."""
        return any(one.start >= figure.end and len(self.words(figure.end, one.start)) <= AT_ONCE for one in self.named("units", "person"))

    @cached_property
    def moves(self) -> Sequence[Mention]:
        """The words that say that something grows or falls, and not only name a measure: "turned down", "gave themselves up"."""
        named = {token for one in (*self.named("measure"), *self.named("also")) for token in one.tokens}
        return [one for one in self.named("cues", "up", "down") if named.isdisjoint(one.tokens)]

    def compared(self, dated: Dated, figure: Placed | None = None) -> bool:
        """Whether a window is only what is compared with: it stands behind a turn, and the figure (where one is given) does not."""
        if not self._compares:
            return False
        turns = [*(turn for turn in self.turns if figure is None or figure.start < turn.end), *self._than]
        compared = any(turn.start < dated.start and self.apart(turn, dated) <= WHOLE_WITHIN for turn in turns)
        grown = compared or self._changed_from(dated) or self._follows_more(dated)
        return grown or any(self._is_of_level(dated, level) for level in self._levels)

    @cached_property
    def _compares(self) -> bool:
        """Whether anything in the sentence compares: most do not, and are asked of each figure and window."""
        return bool(self.turns or self.moves or self._more or self._levels or self._than)

    @cached_property
    def _than(self) -> Sequence[Mention]:
        """The words for "than", but those that belong to a number: "more than half of them this year"."""
        figures = [one for one in self.figures if one.form != "times"]
        return [one for one in self.named("cues", "than") if not any(each.start <= one.start < each.end for each in figures)]

    def _changed_from(self, dated: Dated) -> bool:
        """Whether a window is what a percentage of growth is reckoned from: "up 63 % on 2021"."""
        grown = [one for one in self.figures if one.form == "percent" and one.end <= dated.start and self.moves]
        between = [word.low for word in self.words(grown[-1].end, dated.start + 1)] if grown else []
        return bool(between) and len(between) <= AT_ONCE + 1 and between[0] in self.grammar.claims["words"].get("changed_from", ())

    def _follows_more(self, dated: Dated) -> bool:
        """Whether "more" stands right before a window that no word of time begins: «на 63 % выше 2021-го», «вищим за 2021-й»."""
        words = self.grammar.claims["words"]
        first = self.tokens[self.place_of(dated.start)].low
        more = [one for one in self._more if one.end <= dated.start and not self.words(one.end, dated.start)]
        than = [one for one in more if f"{self.tokens[one.tokens[-1]].low} {first}" in words.get("than_time", ())]
        return bool(than or (more and first not in words["prepositions"]))

    @cached_property
    def _more(self) -> Sequence[Mention]:
        """The words right behind a multiple or a percentage that say that so much more or fewer are counted."""
        ratios = [one for one in self.figures if one.form in ("percent", "times")]
        cues = self.named("cues", "more", "fewer") if ratios else ()
        return [cue for cue in cues if any(one.end <= cue.start and not self.words(one.end, cue.start) for one in ratios)]

    def _is_of_level(self, dated: Dated, level: Mention) -> bool:
        """Whether a window tells when the level was: "twice the number of cases in 2019", "ten times the January figure"."""
        if dated.end <= level.start:
            behind = any(one.form == "times" and one.end <= dated.start for one in self.figures)
            return behind and not self.words(dated.end, level.start)
        apart = self.figures_between(level, dated) or any(word.form in PARTING for word in self.words(level.end, dated.start))
        return level.end <= dated.start and not apart

    @cached_property
    def _levels(self) -> Sequence[Mention]:
        """Words behind a multiple for what it is a multiple of: "twice the number of 2019", «на 63 % выше уровня 2021 года»."""
        times: list[Placed] = [*(one for one in self.figures if one.form == "times"), *self._more]
        levels = self.named("cues", "level") if times else ()
        return [one for one in levels if any(figure.start < one.start and self.apart(figure, one) <= LEVEL_WITHIN for figure in times)]

    def _at_once(self, cue: Mention, thing: Placed) -> bool:
        return thing.start >= cue.end and len(self.words(cue.end, thing.start)) <= AT_ONCE

    @cached_property
    def _starts(self) -> list[int]:
        return [token.start for token in self.tokens]

    @cached_property
    def _spots(self) -> Spots:
        weighed: list[tuple[Placed, int]] = [*((turn, TURN) for turn in self.turns), *((figure, FIGURE) for figure in self.figures)]
        placed = [(self.place_of(one.start), self.place_of(one.end), cost) for one, cost in weighed]
        shares = [(self.place_of(one.start), self.place_of(one.end)) for one in self.figures if one.form == "percent"]
        again = [*said_again(self.tokens, shares, self.grammar.claims["words"]["apposes"])] if shares else []
        again += in_other_words(self.tokens, self.grammar.claims["words"].get("that_is", ()), self._naming)
        costs = weighing(kept_apart(self.tokens, self.grammar.joins, self._naming), placed, again)
        parts = weighing([int(token.form in PARTS) for token in self.tokens], (), again)
        starts = [figure.start for figure in self.figures]
        twice = [start for start in starts if any(first <= self.place_of(start) < last for first, last in again)]
        return Spots(self._starts, costs, parts, starts, twice)
