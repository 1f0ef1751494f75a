"""What a figure is of: its measure, category, place and window, said with it or carried over from what stands before."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from recusant.codebook import Codebook, Origin
from recusant.extract.categories import categories, of_country
from recusant.extract.counted import Counted, counted
from recusant.extract.line import CARRIED, DEFAULTED, OTHERS, SAID, WHOLE_WITHIN, Line, Placed
from recusant.extract.terms import FILES, Mention
from recusant.extract.thread import Read, Thread, same_row
from recusant.records import Scope, Window

# How far a word may stand from the figure that it goes with, in words as Line counts them.
MEASURE_WITHIN, BARE_UNIT_WITHIN, CATEGORY_WITHIN, WINDOW_WITHIN, REGION_WITHIN = 36, 25, 40, 45, 13
ANYWHERE = OTHERS - 1
FILED = frozenset({"application"})  # units that are counted where they are filed, and not where those who file them come from
CHARGED = "charged"  # the stage at which cases are cases against persons
ADJACENT, UNIT_BEFORE_WITHIN, OWN_WINDOW, RATIO_WITHIN, OTHERS_WITHIN = 4, 12, 12, 10, 8

Part = tuple[str | None, str]


class Scoper:
    """Finds the scopes of the figures of one sentence, from left to right; ``reads`` are those found so far."""

    def __init__(self, book: Codebook, line: Line, thread: Thread, origin: str | None) -> None:
        self.book, self.line, self.thread = book, line, thread
        self.origin = book.origins.get(origin or "")
        self.reads: list[Read] = []
        self.country, self.country_how = self._country()
        self.categories = categories(line, book, self.country)

    def read(self, figure: Placed, *, ratio: bool = False, noun: Counted | None = None) -> Read | None:
        """A figure with its scope, or None where nothing tells what is counted. A ratio's noun and base window are not its own."""
        noun = noun or (Counted(figure.end) if ratio else counted(self.line, figure))
        if self._apposed(figure):
            self.reads.append(replace(self.reads[-1], figure=figure, noun=noun))
            return self.reads[-1]
        category, category_how, own = self._category(figure, noun, ratio=ratio)
        place, place_how = self._place(figure, category, category_how)
        measure, measure_how = self._measure(figure, noun, place, own=own)
        if measure is None or category is None:
            return None
        if self.book.measures[measure].unit in FILED:
            place, place_how = self._where(figure) or (place, place_how)
        window, window_how = self._window(figure, ratio=ratio)
        how = {"measure": measure_how, "category": category_how, "place": place_how, "window": window_how}
        compares = any(turn.end <= figure.start for turn in self.line.turns)
        self.reads.append(Read(figure, noun, Scope(measure, category, place, window), how, compares, own))
        return self.reads[-1]

    def base(self, read: Read, *, share: bool) -> Scope | None:
        """What a ratio or change is of: for a share the count before it, else the window compared with, where the words give it."""
        if share:
            wholes = [one.scope for one in (*self.thread.last, *self.reads) if one.scope != read.scope]
            return wholes[-1] if wholes else None
        compared = self.line.nearest(read.figure, [one for one in self.line.windows if self.line.compared(one)], WINDOW_WITHIN)
        return None if compared is None or compared.window == read.scope.window else replace(read.scope, window=compared.window)

    def _apposed(self, figure: Placed) -> bool:
        """Whether a figure only says the one before in another way: "28 men (4.3 %)", "18,159, or 88 %"."""
        if not self.reads:
            return False
        between = [word.form.casefold() for word in self.line.words(self.reads[-1].noun.end, figure.start)]
        if between == ["("]:
            return True
        said_anew = between[:1] == [","] and " ".join(between[1:]) in self.line.grammar.claims["words"]["apposes"]
        return said_anew and not any(self._follows(figure, one) for one in (*self.categories, *self.line.named("measure")))

    def _follows(self, figure: Placed, mention: Mention) -> bool:
        """Whether a mention stands right behind a figure."""
        return mention.start >= figure.end and self.line.cost(figure, mention) <= ADJACENT

    # ── place ──

    def _country(self) -> tuple[str, str]:
        """The country that the sentence speaks of."""
        tree, own = self.book.place_tree, {token for one in self.line.named("origin") for token in one.tokens}
        named = [tree.root(one.ids[0]) for one in self.line.named("place") if own.isdisjoint(one.tokens)]
        fixed = [place for one in self.line.named("category") if len(one.ids) == 1 and (place := self.book.categories[one.ids[0]].place)]
        of_origin = [place for place in (self.origin.places if self.origin else ()) if not named or place in named]
        kept = [tree.root(self.thread.place)] if self.thread.place and not self.line.figures and not self.line.sentence.heading else []
        for places in (fixed, of_origin, kept, named):
            if places:
                return places[0], SAID
        if self.thread.place:
            return tree.root(self.thread.place), CARRIED
        spoken = [name for name in self.line.grammar.claims["words"]["home"] if name in self.book.places]
        return (spoken or list(self.book.places) or [""])[0], DEFAULTED

    def _place(self, figure: Placed, category: str | None, category_how: str) -> tuple[str, str]:
        regions = [one for one in self.line.named("place") if self.book.place_tree.root(one.ids[0]) == self.country != one.ids[0]]
        near = self.line.nearest(figure, regions, REGION_WITHIN)
        if near is not None:
            return near.ids[0], SAID
        own = self.book.categories[category].place if category else None
        return (own, SAID) if own and category_how == SAID else (self.country, self.country_how)

    def _where(self, figure: Placed) -> tuple[str, str] | None:
        """Where something is filed: a country that is not that of those who file it."""
        own = {node.place for node in self.book.categories.values()}
        abroad = [one for one in self.line.named("place") if self.book.place_tree.root(one.ids[0]) not in own]
        near = self.line.nearest(figure, abroad, CATEGORY_WITHIN)
        return (near.ids[0], SAID) if near else None

    # ── measure ──

    def _measure(self, figure: Placed, noun: Counted, place: str, *, own: bool) -> Part:
        named = [one for one in self.line.named("measure") if self._fits(noun, one)]
        near = self.line.nearest(figure, named, BARE_UNIT_WITHIN if noun.unit else MEASURE_WITHIN)
        listed = self._measure_of_list(figure, noun, near, own=own)
        if listed is not None:
            return listed, CARRIED
        if near is not None and near.start < figure.start < near.end:
            return self._as_counted(near.ids[0]), SAID
        if noun.foreign is not None or self._of_others(figure):
            return None, SAID
        whole = self._whole_before(figure)
        if whole is not None and (noun.measure is None or self._unit(noun.measure) == self.book.measures[whole.scope.measure].unit):
            return whole.scope.measure, CARRIED
        named_by = noun.measure or near
        if named_by is not None:
            return self._as_counted(named_by.ids[0]), SAID
        unit = noun.unit or self._unit_of_run(figure) or self._unit_before(figure)
        return self._of_unit(unit, place) if unit is not None else (self._measure_before(figure), CARRIED)

    def _measure_of_list(self, figure: Placed, noun: Counted, near: Mention | None, *, own: bool) -> str | None:
        """The measure of a member of a list: of the same member in the row before, or of the one before with a category behind it."""
        row = self._row(figure, "measure", noun)
        if row is not None:
            return row.scope.measure
        alike = [read for read in self.reads if read.own_category]
        return alike[-1].scope.measure if own and alike and not noun.nouns and (near is None or near.end <= figure.start) else None

    def _measure_before(self, figure: Placed) -> str | None:
        """The measure spoken of, where a figure stands alone."""
        if self.reads:
            return self.reads[-1].scope.measure
        if self.line.nearest(figure, self.line.named("cues", "other"), OTHERS_WITHIN):
            return None
        taken_up = self.speaks or self.line.named("units") or self.line.named("place") or self.line.windows
        return self.thread.measure if taken_up else None

    def _as_counted(self, measure: str) -> str:
        """What the origin calls it: who counts no charges but notices of suspicion means these where a text says "charges"."""
        if self.origin is None or measure in self.origin.measures:
            return measure
        said = self.book.measures[measure]
        own = [self.book.measures[name] for name in self.origin.measures]
        return next((one.id for one in own if (one.unit, one.stage) == (said.unit, said.stage)), measure)

    def _unit(self, mention: Mention) -> str:
        return self.book.measures[mention.ids[0]].unit

    def _of_others(self, figure: Placed) -> bool:
        """Whether a word beside a figure says that something else is done to those counted: "exchange 314 prisoners"."""
        others = [one for one in self.line.named("cues", "other") if one.end <= figure.start]
        return self.line.nearest(figure, others, OTHERS_WITHIN) is not None

    def _fits(self, noun: Counted, mention: Mention) -> bool:
        unit = self._unit(mention)
        persons, paper = noun.unit == "person", noun.unit in FILES
        return not (persons and unit in FILES) and not (paper and unit in ("person", "request"))

    def _whole_before(self, figure: Placed) -> Read | None:
        """The total that a figure is a part of: the last one read before a colon."""
        colons = [word.start for word in self.line.tokens if word.form == ":" and word.start < figure.start]
        return next((read for read in reversed(self.reads) if colons and read.figure.end <= colons[-1]), None)

    def _unit_of_run(self, figure: Placed) -> str | None:
        """The unit named once for a row of figures: "60 absence and 9 desertion cases"."""
        last = self.line.run(figure)[-1]
        return counted(self.line, last).unit if last is not figure else None

    def _charged(self, unit: str) -> Part:
        """The measure of bare persons beside cases: "536 cases against 548 soldiers"; or what the origin counts in that unit."""
        own = [self.book.measures[name] for name in (self.origin.measures if self.origin else ())]
        beside = unit == "person" and self.line.named("units", *FILES)
        named = [one.id for one in own if one.unit == unit and (unit != "person" or (beside and one.stage == CHARGED))]
        return (named[0] if named else None), DEFAULTED

    @property
    def speaks(self) -> bool:
        """Whether the sentence itself names the subject or takes up what was counted before."""
        return bool(self.categories or self.line.named("measure") or self.line.named("origin") or self.line.named("cues", "part", "whole"))

    def _unit_before(self, figure: Placed) -> str | None:
        """The unit named before a figure: "cases total 7,400", "the number of cases is 500"."""
        before = [one for one in self.line.named("units") if one.end <= figure.start]
        near = self.line.nearest(figure, before, UNIT_BEFORE_WITHIN)
        return near.ids[0] if near else None

    def _of_unit(self, unit: str, place: str) -> Part:
        """The measure of a bare unit ("cases"): the one spoken of, or what the origin counts in it, or others there do."""
        for name in (*(read.scope.measure for read in reversed(self.reads)), self.thread.measure):
            counted_in = self.book.measures[name].unit if name else ""
            if _same(counted_in, unit) or (name and unit == "person" and counted_in not in FILES):
                return (name if unit in FILES or self.reads or self.speaks else None), CARRIED
        if unit not in FILES:
            return self._charged(unit)
        root = self.book.place_tree.root(place)
        counters: list[Origin] = [self.origin] if self.origin else []
        for one in (*counters, *(one for one in self.book.origins.values() if root in one.places)):
            for name in one.measures:
                if _same(self.book.measures[name].unit, unit):
                    return name, DEFAULTED
        return None, DEFAULTED

    # ── category ──

    def _category(self, figure: Placed, noun: Counted, *, ratio: bool) -> tuple[str | None, str, bool]:
        row = self._row(figure, "category", noun)
        if row is not None:
            return row.scope.category, CARRIED, row.own_category
        respective = self._respective(figure)
        if respective is not None:
            return respective, SAID, False
        near = self.line.nearest(figure, self.categories, RATIO_WITHIN if ratio and self.reads else CATEGORY_WITHIN)
        whole = self._is_whole(figure)
        if near is not None and not (near.end <= figure.start and whole):
            return near.ids[0], SAID, self._follows(figure, near)
        if self.reads and not whole:
            return self.reads[-1].scope.category, CARRIED, False
        if self.thread.category or self.thread.coming:
            return self.thread.category or self.thread.coming, CARRIED, False
        far = self.line.nearest(figure, self.categories, ANYWHERE)
        if far is not None:
            return far.ids[0], CARRIED, False
        return self._of_all(), DEFAULTED, False

    def _respective(self, figure: Placed) -> str | None:
        """The category at the figure's place in its row: "absence and desertion: 5 and 6 respectively"."""
        run = [one.start for one in self.line.run(figure)]
        named = [of_country(one.ids, self.book, self.country) for one in self.line.named("category") if one.end <= run[0]]
        if len(run) < 2 or len(named) < len(run) or not self.line.named("cues", "order"):
            return None
        return named[-len(run) :][run.index(figure.start)]

    def _of_all(self) -> str | None:
        """The category of everything: the codebook's own, or the topmost of this country's law."""
        tree, book = self.book.category_tree, self.book
        tops = [name for name, node in book.categories.items() if node.parent is None and node.place == self.country]
        own = book.name if book.name in book.categories else next(iter(book.categories), None)
        return own if own is None or not tops or tree.root(own) in tops else tops[0]

    def _is_whole(self, figure: Placed) -> bool:
        """Whether a figure is said to be the whole of those before."""
        return any(one.end <= figure.end and self.line.apart(one, figure) <= WHOLE_WITHIN for one in self.line.named("cues", "whole"))

    # ── window ──

    def _window(self, figure: Placed, *, ratio: bool) -> tuple[Window, str]:
        whole = self._whole_before(figure) if ratio else None
        if whole is not None:
            return whole.scope.window, CARRIED
        dated = [one for one in self.line.windows if not self.line.compared(one)]
        own = [] if ratio else [one for one in self.line.windows if self.line.cost(figure, one) <= OWN_WINDOW]
        near = self.line.nearest(figure, [*dated, *own], WINDOW_WITHIN, shared=True)
        if near is not None:
            return self._from_before(near.window)
        if self.reads:
            return self.reads[-1].scope.window, self.reads[-1].how["window"]
        if len(dated) == 1 and dated[0].start >= figure.end and not self.line.compared(dated[0]):
            return dated[0].window, SAID
        if self._is_whole(figure) and len(self.thread.windows) > 1:
            self.thread.window = _hull(self.thread.windows)
            return self.thread.window, CARRIED
        return self._window_before()

    def _window_before(self) -> tuple[Window, str]:
        """The window carried over, or since an event whose beginning is named, or any time until it was said."""
        said_on = self.thread.said_on
        begun = [event for event in self.line.named("event") if any(self._at(cue, event) for cue in self.line.named("cues", "begin"))]
        day = self.book.events[begun[0].ids[0]].date if begun else None
        if day and (said_on is None or day <= said_on):
            return Window((day, day), (day if said_on else None, said_on)), CARRIED
        if self.thread.window is not None:
            return self.thread.window, CARRIED
        return Window((None, None), (None, said_on)), DEFAULTED

    def _at(self, cue: Mention, thing: Mention) -> bool:
        return cue.end <= thing.start and self.line.apart(cue, thing) <= 1

    def _from_before(self, window: Window) -> tuple[Window, str]:
        """A window that is only an end ("by July") begins where the one spoken of before does."""
        start = self.thread.window.start if self.thread.window else (None, None)
        if window.start != (None, None) or not window.end[0] or not start[1] or start[1] > window.end[0]:
            return window, SAID
        return Window(start, window.end, window.span), CARRIED

    # ── rows ──

    def _row(self, figure: Placed, section: str, noun: Counted) -> Read | None:
        """The figure at the same place in the row before, where a row names nothing of its own: "seven and eight in February"."""
        run = self.line.run(figure)
        before = [read for read in self.reads if read.figure.start < run[0].start]
        row = same_row(self.line, before) if before else self.thread.row
        if len(run) < 2 or len(row) != len(run) or noun.foreign or any(counted(self.line, one).nouns for one in run):
            return None
        own = any(run[0].start <= one.start and self.line.cost(run[-1], one) <= WHOLE_WITHIN for one in self.line.named(section))
        return None if own else row[[one.start for one in run].index(figure.start)]


def _same(first: str, second: str) -> bool:
    return first == second or {first, second} <= FILES


def _hull(windows: Sequence[Window]) -> Window:
    """The window that all of these lie in; the first where an end of one is not known."""
    starts = [(one.start[0], one.start[1]) for one in windows if one.start[0] and one.start[1]]
    ends = [(one.end[0], one.end[1]) for one in windows if one.end[0] and one.end[1]]
    if len(starts) < len(windows) or len(ends) < len(windows):
        return windows[0]
    return Window(min(starts), max(ends))
