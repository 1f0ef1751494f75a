"""What a text speaks of so far, and what of it is carried over to the figures that follow."""

from __future__ import annotations

from collections.abc import Sequence, Set
from dataclasses import dataclass, field
from datetime import timedelta
from itertools import pairwise
from typing import NamedTuple

from recusant.codebook import Codebook
from recusant.extract.numbers.quantities import Figure
from recusant.extract.sentence.categories import common
from recusant.extract.sentence.line import SAID, Line, Placed
from recusant.extract.sentence.saying import of_paper, told_in
from recusant.extract.sentence.terms import FILED, FILES, Counted, Mention
from recusant.extract.times.dated import Dated
from recusant.records import Day, Scope, Window

SERIES = 3  # windows that are told one after the other at least
ON_PAPER = FILES | {"verdict"}  # units of what courts and prosecutors count
SHARES = frozenset({"percent", "fraction"})  # forms of figures
NUMBER_WITHIN = 2  # words from "the number of" to what is counted
SILENT = 3  # sentences after which nothing is carried over any more


class Read(NamedTuple):
    """A figure with its scope; ``how`` tells of measure, category, place and window whether it was said, carried or defaulted."""

    figure: Placed
    noun: Counted
    scope: Scope
    how: dict[str, str]
    compares: bool  # it stands in a clause that only compares
    own_category: bool  # its category stands right behind it


@dataclass(slots=True)
class Thread:
    """What a text speaks of so far: it holds for what follows until something else is named."""

    measure: str | None = None
    unit: str | None = None  # what a heading or a question says is counted, where it names no measure: "How many cases?"
    asked: bool = False  # the sentence before asks how many are of the measure
    category: str | None = None
    filed: bool = False  # applications were counted somewhere in the text
    people: str | None = None  # whose applications were spoken of last: a category that is no offence
    coming: str | None = None  # what the paragraph will speak of, where nothing was named yet
    place: str | None = None
    window: Window | None = None
    last: Sequence[Read] = ()  # all figures of the last sentence that had any
    row: Sequence[Read] = ()  # the last figures that stood in one row: "ten charges and 13 verdicts"
    counter: str | None = None  # the origin that the codebook knows and that spoke last
    said_on: Day = None
    paragraph: int = -1
    silent: int = 0  # sentences since the subject was last named or counted
    homes: Set[str] = frozenset()  # the countries of the subject named in this paragraph
    abroad: Set[str] = frozenset()  # the other single countries named in this paragraph
    events: Set[str] = frozenset()  # named in this paragraph
    list_open: bool = False  # a heading or a colon came last: what was named there holds for the lines below
    windows: list[Window] = field(default_factory=list)  # all of the sentence before
    listed: list[str] = field(default_factory=list)  # the categories of the items of the list before
    told: list[Read] = field(default_factory=list)  # all figures of this paragraph
    items: list[Window] = field(default_factory=list)  # the windows of the items of the list before, if it has just ended
    longest: Window | None = None  # the window of this paragraph that all those named later lie in
    overall: Window | None = None  # the same of the whole text
    on_paper: bool = False  # the last figures counted cases or verdicts

    def begin_paragraph(self, line: Line, book: Codebook) -> None:
        """Lets go of measure and window where a paragraph begins that is no item of a list and takes nothing up.

        Behind a list the text goes on about all that was listed.
        """
        self.homes, self.abroad, self.told = frozenset(), frozenset(), []
        if not line.sentence.item and self.items:
            self.window, self.items = series(self.items) or self.window, []
            self.category = common(book.category_tree, self.listed) if len(set(self.listed)) > 1 else self.category
        if not (self.list_open or line.sentence.item or line.named("cues", "part", "whole")):
            self.measure, self.window, self.windows, self.longest, self.row, self.last, self.unit = None, None, [], None, (), (), None

    def hear_of(self, places: Set[str], book: Codebook) -> None:
        """Takes in the countries that a sentence names."""
        tree = book.place_tree
        self.homes |= book.homes.intersection(map(tree.root, places))
        self.abroad |= {place for place in places if tree.root(place) not in book.homes and not tree.children.get(place)}

    def follow(self, line: Line, reads: Sequence[Read], categories: Sequence[Mention], country: str | None, book: Codebook) -> None:
        """Takes in what a sentence speaks of: its figures, the categories it names and the country it says."""
        self.silent = 0 if reads or categories else self.silent + 1
        if self.silent > SILENT:
            self.measure, self.category, self.window, self.windows, self.unit = None, None, None, [], None
        self.asked = False
        self.list_open = line.sentence.heading or line.sentence.item or line.text[line.sentence.end - 1] == ":"
        self.place = country or self.place
        self.told += reads
        self._list(line, reads)
        if line.named("people") and (_applies(line, reads, book) or (self.filed and _tells_of_people(line))):
            self.people = line.named("people")[0].ids[0]
        main = [read for read in reads if not (read.compares or (read is not reads[0] and _is_aside(line, read)))]
        self.filed = self.filed or any(book.measures[read.scope.measure].unit in FILED for read in reads)
        if reads:
            self.on_paper = any(book.measures[read.scope.measure].unit in ON_PAPER for read in reads)
            self.measure, self.last, self.row = (main or reads)[0].scope.measure, reads, same_row(line, reads)
        elif self.list_open or line.text[line.sentence.end - 1] == "?":
            self._head(line, line.sentence.start)
        elif not line.figures and (asked := _asked(line)):
            self._head(line, asked.end)
        elif not line.figures and self.measure is None:
            self._speak_of(line, book)
            self._number_of(line)
        self._date(line, reads, main)
        if reads or self.category is None or not _tells_of_law(line):
            counted = {read.scope.category for read in reads}
            named = not reads or any(one.ids[0] in counted or not _in_name(line, one) for one in categories)
            topics = [one.ids[0] for one in categories if reads or book.is_offence(one.ids[0])]
            told = topics if named or not topics else [reads[0].scope.category]  # not what only the name of who counts tells
            self._sort(line, reads, told, book)
        if _is_whole(reads, book) or (reads and line.named("cues", "all_this")):
            self.category = reads[0].scope.category

    def _list(self, line: Line, reads: Sequence[Read]) -> None:
        if line.sentence.item:
            self.listed += [read.scope.category for read in reads]
            self.items += [read.scope.window for read in reads if not read.compares]
        elif reads:
            self.listed = []

    def _head(self, line: Line, start: int) -> None:
        """Takes in what a heading or a question says will be counted, from a place on."""
        papers = [one.ids[0] for one in line.named("units") if one.ids[0] in FILES and one.start >= start]
        named = [one.ids[0] for one in line.named("measure") if one.start >= start]
        if named:
            self.measure = named[0]
            self.asked = bool(line.named("cues", "how_many"))
        elif papers and line.named("category"):
            self.unit = papers[0]

    def _speak_of(self, line: Line, book: Codebook) -> None:
        """Takes in which applications a sentence without figures speaks of: "they seek asylum in Germany. 2,485 men have applied"."""
        named = {*_measures(line)}
        if len(named) == 1 and book.measures[next(iter(named))].unit in FILED:
            self.measure = next(iter(named))

    def _number_of(self, line: Line) -> None:
        """Takes in what papers a sentence without figures says the number of: "the number of desertion cases grew too"."""
        papers = [one for one in line.named("units") if one.ids[0] in FILES]
        numbers = line.named("cues", "figure") if papers and line.named("category") else ()
        if any(one.end <= papers[0].start and line.apart(one, papers[0]) <= NUMBER_WITHIN for one in numbers):
            self.unit = papers[0].ids[0]

    def _date(self, line: Line, reads: Sequence[Read], main: Sequence[Read]) -> None:
        back = self._back(line) if self.window is not None else []
        said = [one for read in main if (one := read.scope.window) and (read.how["window"] == SAID or one != self.window)]
        said = [one for one in said if one not in back]
        dating = () if reads else (one for one in line.windows if not (line.compared(one) or told_in(line, one) or of_paper(line, one)))
        plain = [one.window for one in dating]
        if reads and self.window in [one.scope.window for one in reads] and line.named("cues", "whole"):
            self.windows = list(dict.fromkeys(said or [self.window]))  # the whole of all its parts was told last
        elif said or plain:
            self.window, self.windows = (said or plain)[0], list(dict.fromkeys(said or plain))
            self.window = series(said) or self.window
        for window in self.windows:
            if any(window.start) and _is_longer(window, self.longest):
                self.longest = window
            if any(window.start) and _is_longer(window, self.overall):
                self.overall = window

    def _back(self, line: Line) -> list[Window]:
        """The windows that are only looked back to, and those before them: "a year earlier there were 1,001, and in 2021 615"."""
        back = [one.window for one in line.windows if _looks_back(line, one)]
        first = min((one.exact[0] for one in back if one.exact), default=None)
        earlier = [one.window for one in line.windows if first and one.window.exact and one.window.exact[1] < first]
        return [*back, *earlier]

    def _sort(self, line: Line, reads: Sequence[Read], named: Sequence[str], book: Codebook) -> None:
        """One category named is what is spoken of from now on; several are parts of what was spoken of, and so is that of a share."""
        kinds = list(dict.fromkeys(named))
        shares = bool(reads) and all(getattr(read.figure, "form", None) in SHARES for read in reads)
        part = (shares or bool(line.named("cues", "part"))) and self.category in book.category_tree.ancestors(kinds[0]) if kinds else False
        if len(kinds) > 1 and (self.category is None or self.category not in book.category_tree.ancestors(kinds[0])):
            names = [*filter(None, (self.category,)), *kinds]
            whole = common(book.category_tree, names)
            if all(whole in book.category_tree.ancestors(name) for name in names):
                self.category = whole  # kinds of no one whole, such as an army and the name of a hotline, are no topic together
        elif len(kinds) == 1 and not part:
            self.category = kinds[0]


def _in_name(line: Line, kind: Mention) -> bool:
    """Whether a kind is told by the name of one who counts alone."""
    return any(set(kind.tokens) <= set(one.tokens) for one in line.named("origin"))


def _asked(line: Line) -> Mention | None:
    """The words by which a sentence says that so many were told: "Kyiv has disclosed how many surrendered", not "it is not known"."""
    no = line.grammar.speakers.get("no", ())
    asked = line.named("cues", "how_many")
    return asked[0] if asked and not any(word.low in no for word in line.tokens) else None


def series(windows: Sequence[Window]) -> Window | None:
    """The whole of a series of windows that follow one another, such as years: what is told behind it without days is of all of them."""
    whole = [one for one in dict.fromkeys(windows) if not any(one != other and lies_in(one, other) for other in windows)]
    if len(whole) == 1 and len(set(windows)) > SERIES and whole[0].exact:
        return whole[0]  # that of the total told with them
    days = sorted(one.exact for one in whole if one.exact)
    if not SERIES <= len(days) == len(whole):
        return None
    follow = all(one[1] + timedelta(1) == other[0] for one, other in pairwise(days))
    return Window.of(days[0][0], days[-1][1]) if follow else None


def is_more(part: Placed, whole: Placed) -> bool:
    """Whether a count is more than another, of which it is then no part."""
    if not (isinstance(part, Figure) and isinstance(whole, Figure) and part.form == whole.form == "count"):
        return False
    least, most = part.quantity.lo, whole.quantity.hi
    return least is not None and most is not None and least > most


def lies_in(window: Window, other: Window) -> bool:
    """Whether a window lies in another, as far as both are known."""
    first, last, begun, over = window.start[0], window.end[1], other.start[0], other.end[1]
    return (begun is None or (first is not None and first >= begun)) and (over is None or (last is not None and last <= over))


def _is_longer(window: Window, known: Window | None) -> bool:
    """Whether a window holds the longest that is known so far, or goes on beyond it."""
    return known is None or lies_in(known, window) or _goes_beyond(window, known)


def _goes_beyond(window: Window, other: Window) -> bool:
    """Whether a window begins within another and ends behind it, and is not the shorter: "in 2022 …, since the invasion …"."""
    first, last, begun, over = window.start[0], window.end[1], other.start[0], other.end[1]
    if first is None or last is None or begun is None or over is None:
        return False
    return begun <= first <= over < last and last - first > over - begun


def same_row(line: Line, reads: Sequence[Read]) -> list[Read]:
    """The reads that stand in one row with the last."""
    return [read for read in reads if line.run(read.figure) is line.run(reads[-1].figure)]


def _measures(line: Line) -> list[str]:
    return [one.ids[0] for one in line.named("measure")]


def _applies(line: Line, reads: Sequence[Read], book: Codebook) -> bool:
    """Whether a sentence tells of applications."""
    return any(book.measures[name].unit in FILED for name in (*_measures(line), *(read.scope.measure for read in reads)))


def _looks_back(line: Line, dated: Dated) -> bool:
    """Whether a window is only that of a count to compare with: "a year earlier it was 28", "in the same months of 2023"."""
    back = line.grammar.claims["words"].get("back", ())
    return any(word.low in back for word in line.words(dated.start, dated.end))


def _is_aside(line: Line, read: Read) -> bool:
    """Whether a figure stands in brackets: "702 requests (in September 655)"."""
    marks = [word.form for word in line.words(line.sentence.start, read.figure.start) if word.form in "()"]
    return bool(marks) and marks[-1] == "("


def _tells_of_people(line: Line) -> bool:
    """Whether a sentence without figures names people themselves: "where do Russians go?", and no "Russian court"."""
    named = line.named("people")[0].tokens
    return not line.figures and any(one.section == "units" for at in named for one in line.naming(at))


def _tells_of_law(line: Line) -> bool:
    """Whether the numbers of a sentence are those of penalties or of other articles: the offence it names is no new topic."""
    named = {at for one in line.named("category") for at in one.tokens}
    numbers = [at for at, token in enumerate(line.tokens) if token.form[0].isdigit() and at not in named]
    return bool(numbers) and not line.figures and not line.sentence.heading


def _is_whole(reads: Sequence[Read], book: Codebook) -> bool:
    """Whether the first figure of a sentence is the whole and those behind it are parts: "10,025 cases: 9,059 of absence, …"."""
    kinds = {read.scope.category for read in reads[1:]} - {reads[0].scope.category} if reads else set()
    return len(kinds) > 1 and all(reads[0].scope.category in book.category_tree.ancestors(kind) for kind in kinds)
