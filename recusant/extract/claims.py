"""Claims: every quantitative claim of a text with its exact quote, and the counts that were seen and not understood."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterator, Sequence
from dataclasses import replace
from datetime import date
from itertools import groupby, pairwise
from pathlib import Path
from typing import Any

from recusant.codebook import Codebook, Origin
from recusant.extract.bases import based
from recusant.extract.doubt.doubted import doubted
from recusant.extract.doubt.otherwise import OTHERWISE, is_of_them, is_told_otherwise
from recusant.extract.doubt.parts import of_whole
from recusant.extract.doubt.worth import told_elsewhere, worth_of
from recusant.extract.movements import Movement, movements
from recusant.extract.numbers.quantities import Figure, figures
from recusant.extract.scopes import Scoper
from recusant.extract.sentence.categories import common, of_country
from recusant.extract.sentence.idle import but_in_places, but_left_out, in_figure, in_name, is_dateline, left_out
from recusant.extract.sentence.lengths import but_lengths
from recusant.extract.sentence.line import CARRIED, DEFAULTED, SAID, START, Line, Thing
from recusant.extract.sentence.ready import book_of, terms_of
from recusant.extract.sentence.rows import in_lists
from recusant.extract.sentence.saying import saying, told_on, told_that
from recusant.extract.sentence.spanning import over_days
from recusant.extract.sentence.tables import Table, is_row
from recusant.extract.sentence.terms import FILES, Mention, Terms
from recusant.extract.sentence.thread import SHARES, Read, Thread
from recusant.extract.sentence.unnamed import counted_there, is_name
from recusant.extract.times.bounded import bounded, up_to_the_data
from recusant.extract.times.dated import Dated, told_closer
from recusant.extract.times.windows import as_counted, placed, said_day, supposing
from recusant.extract.what.counted import counted, spans_ages
from recusant.extract.what.kinds import is_of_a_kind
from recusant.extract.what.recorded import recorded
from recusant.extract.what.rounded_off import but_rounded_off
from recusant.extract.what.senders import from_senders
from recusant.extract.what.stated import KIND, Stated, changed, counting, differs, in_its_unit, in_whole, stated
from recusant.extract.when.retold import dated_again, dated_behind
from recusant.extract.when.within import within_one
from recusant.extract.who.codes import but_codes
from recusant.extract.who.retelling import tells_of_before
from recusant.extract.who.speakers import Speakers
from recusant.extract.who.unsourced import unsourced
from recusant.extract.who.voices import is_cited, with_names
from recusant.extract.words.language import language_of
from recusant.extract.words.passages import Sentence, sentences
from recusant.records import Claim, Gap, Quantity, Quote, Scope, Source, Text, Window

UNKNOWN, NO_SUBJECT = "counts something that the codebook does not know", "nothing tells that the subject is counted"
UNDONE = "is told of what was not done, is not so or is only possible"
PAPERS = FILES | {"verdict", "request", "application"}  # units of what tells the country: a general staff tells its enemy's losses
AHEAD = 600  # code points in which a country is looked for that was not named yet


def extract(text: str, lang: str | None = None, said_on: date | None = None, codebook: str | Path | Codebook = "refusal") -> list[Claim]:
    """The claims of a text. ``said_on`` is the day it was published; a date line at its head is read where it is not given.

    Raises BadInput for a language without rules and BadCodebook for a faulty codebook.
    """
    source = Source.of(text.encode(errors="surrogatepass"), "text", lang=lang, published=said_on)
    return read_claims(Text(source, text), codebook)[0]


def read_claims(text: Text, codebook: str | Path | Codebook = "refusal") -> tuple[list[Claim], list[Gap]]:
    """The claims of a source's text, and as gaps the counts that were not understood."""
    book = codebook if isinstance(codebook, Codebook) else book_of(codebook)
    terms = terms_of(book, text.source.lang or language_of(text.body))
    reader = _Reader(text, book, terms)
    for start, end in terms.glance.passages(text.body):
        reader.read(start, end)
    claims = dated_again(reader.claims, reader.speakers.writer)
    return doubted(up_to_the_data([bounded(claim, book) for claim in claims])), reader.gaps


_NUMBER = re.compile(r"\d+")


class _Reader:
    """Reads one text; ``claims`` and ``gaps`` are what was found so far."""

    def __init__(self, text: Text, book: Codebook, terms: Terms) -> None:
        self.body, self.source, self.book, self.terms = text.body, text.source, book, terms
        self.said_on = self.source.published or said_day(self.body, terms.lang)
        self.thread, self.speakers = Thread(said_on=self.said_on), Speakers(text, book, terms.grammar)
        self.behind: dict[Sentence, Line] = {}  # the sentences that only tell who said what the one before tells
        self.unsourced: set[Sentence] = set()  # the sentences of which it is said that nobody is named who counted
        self.told: list[tuple[Read, Stated]] = []  # the figures of the sentence before
        self.begun = 0  # the claims before this paragraph
        self.labels: list[Figure] = []  # the numbers of the passage that seem parts of names
        self.near: set[str] = set()  # the places that were named last
        self.here = ""  # the country of the subject that was named last in the text
        self.claims: list[Claim] = []
        self.gaps: list[Gap] = []

    def read(self, start: int, end: int) -> None:
        """Reads one passage of the text."""
        lines = list(self._lines(start, end))
        self.speakers.expect(lines)
        self.behind = {before.sentence: line for before, line in pairwise(lines) if tells_of_before(line)}
        self.unsourced = unsourced(lines)
        counted_in = self._counted_in(lines)
        for _, paragraph in groupby(lines, key=lambda line: line.sentence.paragraph):
            together = list(paragraph)
            self.thread.place = self.thread.place or counted_in
            self.thread.coming = self._coming(together)
            self.thread.events = {one.ids[0] for line in together for one in line.named("event")}
            for line in together:
                self._sentence(line)

    def _lines(self, start: int, end: int) -> Iterator[Line]:
        passage, lang = self.body[start:end], self.terms.lang
        seen = figures(passage, lang, at=start)
        self.labels = [figure for figure in seen if is_name(figure)]
        told: Sequence[Window] = self.terms.times.read(passage, self.said_on)
        if self.said_on is None:
            told = supposing(told, passage, lang, lambda day: self.terms.times.read(passage, day))
        dated = told_closer(self.body, placed(told, start, self.said_on), self.terms.grammar)
        counts = counting(but_lengths(seen, self.body, dated, self.terms.grammar), self.body, self.terms.grammar)
        found = [in_whole(figure, lang) for figure in counts]
        table: Table | None = None
        for sentence in sentences(self.body, start, end, self.terms.grammar):
            line = self._line(sentence, found, dated)
            if not is_row(self.body, sentence.paragraph):
                table = None
            elif table is not None and table.start != sentence.paragraph:
                line = line.as_row(table)
            elif not line.figures:
                table = Table(self.body, sentence.paragraph, line.mentions, line.windows)
            yield line

    def _line(self, sentence: Sentence, found: list[Figure], dated: list[Dated]) -> Line:
        tokens = self.terms.tokens(self.body, sentence.start, sentence.end)
        within = [one for one in _inside(sentence, dated) if not is_dateline(self.body, sentence, one, self.terms.grammar)]
        mentions = but_in_places(self.terms.mentions(tokens), self.body)
        mentions = self._with_offices(with_names(but_codes(mentions, self.book), self.book))
        if labels := _inside(sentence, self.labels):
            found = sorted([*found, *counted_there(labels, tokens, mentions, self.terms.grammar)], key=START)
        within = [self._of_its_event(one, mentions) for one in within if not in_name(one, mentions)]
        naming = (one for one in mentions if one.section in ("category", "origin"))
        names = {tokens[place].start for one in naming for place in one.tokens}  # "both articles", "24 Kanal"
        counting = [
            one
            for one in _inside(sentence, found)
            if one.start not in names
            and not any(w.start <= one.start < w.end for w in within)
            and not self.terms.is_article(self.body, one.start, one.end)
        ]
        mentions = [one for one in mentions if not in_figure(one, counting)]
        mentions = over_days(self.terms, tokens, mentions, within) if counting else mentions
        apart = left_out(within, mentions, self.body)
        within = [one for one in within if one not in apart] if apart else within
        mentions = but_left_out(mentions, self.body)
        line = Line(self.body, sentence, tokens, mentions, counting, within, self.terms.grammar, left_out=apart)
        if aged := [one for one in counting if spans_ages(line, one)]:
            line = replace(line, figures=[one for one in counting if one not in aged])
        line = but_rounded_off(from_senders(in_lists(line)))
        said = saying(line, self.said_on) or told_that(line, self.said_on)
        return self._told_on(line, said) if said else line

    def _told_on(self, line: Line, said: Dated) -> Line:
        """The line as it was said: "last month" is the one before the day of saying, where that of printing comes after it."""
        start, day = line.sentence.start, said.window.end[1]
        then = self.terms.times.read(self.body[start : line.sentence.end], day)
        again = {(one.span[0] + start, one.span[1] + start): as_counted(one, day) for one in then if one.span}
        late = [one for one in line.windows if day and (one.window.start[0] or day) > day and (one.start, one.end) in again]
        windows = [one._replace(window=again[one.start, one.end]) if one in late else one for one in line.windows]
        return told_on(replace(line, windows=windows), said, self.said_on)

    def _with_offices(self, mentions: list[Mention]) -> list[Mention]:
        """The mentions, words such as "prosecutors" among them as the origin of the country spoken of."""
        offices = [one for one in mentions if one.section == "office"]
        tree, taken = self.book.place_tree, {token for one in mentions if one.section == "origin" for token in one.tokens}
        places = [one for one in mentions if one.section == "place" and taken.isdisjoint(one.tokens)]
        spoken = [place for one in places if (place := tree.root(one.ids[0])) in self.book.homes]
        laws = [law for one in mentions if one.section == "category" and (law := self._law_of(one))]
        self.here = next(iter((*laws, *spoken)), self.here)
        self.near = {place for one in places for place in (one.ids[0], tree.root(one.ids[0]))} or self.near
        if not offices:
            return mentions
        here = self.here or self._to_come(mentions[-1].end) or self.terms.grammar.claims["words"]["home"][0]
        if any(self.book.origins[one.ids[0]].measures for one in mentions if one.section == "origin"):
            offices = [one for one in offices if is_cited(one, mentions)]  # "investigators of the State Bureau": these count
        there = {here, *self.near}
        known = [(one, name) for one in offices for name in one.ids if not there.isdisjoint(self.book.origins[name].places)]
        named = [one._replace(section="origin", ids=(name,)) for one, name in known if taken.isdisjoint(one.tokens)]
        return sorted((*(one for one in mentions if one not in offices), *named), key=START)

    def _law_of(self, category: Mention) -> str | None:
        """The country whose law knows what a mention names."""
        return self.book.categories[category.ids[0]].place if len(category.ids) == 1 else None

    def _of_its_event(self, dated: Dated, mentions: list[Mention]) -> Dated:
        """A window since an event that several countries had ("since mobilisation"), from that of the country spoken of on; where the
        sentence speaks of several, from some day between theirs.
        """
        event = next((one for one in mentions if one.section == "event" and dated.start <= one.start < dated.end), None)
        if event is None or len(event.ids) == 1:
            return dated
        if self._tells_day(dated, self.book.events[event.ids[0]].date):
            return dated  # "since the mobilisation decree of 21 September"
        events, tree = self.book.events, self.book.place_tree
        named = {tree.root(one.ids[0]) for one in mentions if one.section == "place"} & self.book.homes
        days = [events[of_country(event.ids, events, place)].date for place in named or {self.here}]
        read = events[event.ids[0]].date
        window = dated.window
        if window.start != (read, read):
            return dated
        cut = max(days) if window.end[0] == read else window.end[0]
        return dated._replace(window=replace(window, start=(min(days), max(days)), end=(cut, window.end[1])))

    def _tells_day(self, dated: Dated, day: date) -> bool:
        """Whether the words of a window that begins with a day name its number, and not only that of the end: "… to 21 March"."""
        ends = dated.window.end[0]
        told = _NUMBER.findall(self.body, dated.start, dated.end).count(str(day.day))
        return told > (ends is not None and ends.day == day.day and ends != day)

    def _to_come(self, start: int) -> str:
        """The country of the subject that is named first behind a place of the text, or none."""
        mentions = self.terms.mentions(self.terms.tokens(self.body, start, start + AHEAD))
        named = (self.book.place_tree.root(one.ids[0]) for one in mentions if one.section == "place")
        return next((place for place in named if place in self.book.homes), "")

    def _coming(self, paragraph: list[Line]) -> str | None:
        """The category that a paragraph speaks of, all offences taken together."""
        offences = [(line, one) for line in paragraph for one in line.named("category") if any(map(self.book.is_offence, one.ids))]
        wholes = [one.ids for line, one in offences if not any(part.end <= one.start for part in line.named("cues", "part", "singled"))]
        named = wholes or [one.ids for _, one in offences]
        place = next((place for place in (self.thread.place, *self._places(paragraph)) if place), "")
        tree = self.book.category_tree
        found = common(tree, [of_country(ids, self.book.categories, place) for ids in named]) if named else None
        part = found is not None and found != self.book.name and not wholes  # "488 requests, of which 127 for desertion"
        return tree.nodes[found].parent or found if found and part else found

    def _counted_in(self, lines: list[Line]) -> str | None:
        """The one country that those who count in a passage count in."""
        counting = (self.book.origins[one.ids[0]] for line in lines for one in line.named("origin"))
        places = {place for origin in counting if self._tells_country(origin) for place in origin.places}
        return next(iter(places)) if len(places) == 1 else None

    def _tells_country(self, origin: Origin) -> bool:
        measures = (self.book.measures[name] for name in origin.measures)
        return any(one.alone or one.unit in PAPERS for one in measures)

    def _places(self, lines: list[Line]) -> list[str]:
        """The countries of the subject that lines speak of: those of who counts, and those named."""
        origins = [self.book.origins[one.ids[0]] for line in lines for one in line.named("origin")]
        named = [self.book.place_tree.root(one.ids[0]) for line in lines for one in line.named("place")]
        return [*(place for origin in origins for place in origin.places), *(place for place in named if place in self.book.homes)]

    def _sentence(self, line: Line) -> None:
        if line.sentence.paragraph != self.thread.paragraph:
            self.thread.paragraph = line.sentence.paragraph
            self.thread.begin_paragraph(line, self.book)
            self.told, self.begun = [], len(self.claims)
        self.speakers.hear(line, self.behind.get(line.sentence), unsourced=line.sentence in self.unsourced)
        self._counter_changes()
        self.thread.said_on = line.said_on or self.said_on
        self.thread.hear_of({one.ids[0] for one in line.named("place")}, self.book)
        scoper = Scoper(self.book, line, self.thread, self.speakers.likely())
        found: list[tuple[Read, Stated]] = []
        strayed = False  # the figure before counts cases or persons of which nothing is understood
        lost: Figure | None = None  # the figure before, where nothing is understood of it
        for figure in line.figures:
            scoper.setting.origin = self._counter_of(figure)
            read = scoper.read(figure, ratio=KIND[figure.form] == "ratio" or differs(line, figure))
            strayed = strayed and (read is None or _is_bare(read))
            if read is None or strayed or not self._of_subject(line, read) or not self._fits(line, figure, read):
                self._gap(figure, UNDONE if figure.start in scoper.undone else UNKNOWN if read is None else NO_SUBJECT)
                strayed = strayed or (figure.form == "count" and bool(counted(line, figure).nouns))
                lost = figure if figure.form == "count" else lost
                continue
            said = stated(line, figure, read.scope.window, found or self.told)
            read = read._replace(scope=within_one(line, figure, read.scope, said.kind))
            found.append((read, said))
            told = OTHERWISE if is_told_otherwise(line, read, self.book) or (lost and is_of_them(line, figure)) else SAID
            lost = None
            read, said = of_whole(line, read._replace(how=read.how | {"told": told}), said)
            self._claim(figure, *based(scoper, read, said, share=figure.form in SHARES and not changed(line, figure)), said)
        self.told = found
        self.claims[self.begun :] = dated_behind(line, self.claims[self.begun :])
        for move in movements(line, scoper):
            self._movement(line, move)
        country = scoper.country if scoper.country_how == SAID else None
        self.thread.follow(line, scoper.reads, scoper.categories, country, self.book)

    def _counter_of(self, figure: Figure) -> Origin | None:
        """Who most likely counts a figure: who speaks in its clause, if he counts cases, or else who speaks in the sentence."""
        own = self.book.origins.get(self.speakers.likely(figure))
        counts = own is not None and any(self.book.measures[name].unit in FILES for name in own.measures)
        return own if counts else self.book.origins.get(self.speakers.likely())

    def _fits(self, line: Line, figure: Figure, read: Read) -> bool:
        """Whether a figure is in the unit of its measure, and no share of a kind that the codebook does not know: "83 % privates"."""
        unknown = figure.form == "percent" and counted(line, figure).foreign is not None
        told = any(one.end <= figure.start for one in line.named("measure", read.scope.measure))  # "requests … made up 4 % of the post"
        unknown = unknown and (read.how["measure"] == read.how["category"] == CARRIED or not (read.noun.nouns or told))
        often = any(one.start >= figure.end and not line.words(figure.end, one.start) for one in line.named("cues", "occasion"))
        often = often and not recorded(line, figure, read, self.book)
        unknown = unknown or (often and read.how["measure"] == CARRIED)  # "the site was opened 46.2 million times"
        return in_its_unit(figure, self.book.measures[read.scope.measure]) and not (unknown or is_of_a_kind(line, figure, read))

    def _counter_changes(self) -> None:
        """Where another origin begins to speak that counts nothing alike, what the one before spoke of no longer holds.

        Cases go on as cases where the other counts them in another country.
        """
        counter = self.speakers.counter
        if counter is not None:
            counts = self.book.origins[counter].measures
            before = self.book.origins[self.thread.counter].places if self.thread.counter else ()
            abroad = set(before).isdisjoint(self.book.origins[counter].places)  # "in Ukraine prosecutors counted 17,658"
            papers = [name for name in counts if self.book.measures[name].unit in FILES] if abroad else []
            on_paper = self.thread.measure is not None and self.book.measures[self.thread.measure].unit in FILES
            alike = self.thread.measure in counts or (on_paper and bool(papers))
            if self.thread.counter not in (None, counter) and not alike:
                self.thread.category = self.thread.measure = None
            self.thread.counter = counter

    def _of_subject(self, line: Line, read: Read) -> bool:
        """Whether the subject itself is spoken of, and not just anything counted in the same units."""
        measure = self.book.measures[read.scope.measure]
        if read.how["category"] != DEFAULTED and self.book.is_offence(read.scope.category):
            return True
        origin = self.book.origins.get(self.speakers.speech(measure.id).origin)
        able = [origin] if origin else [self.book.origins[name] for name in self.speakers.named]
        counted = any(measure.id in one.measures and self.book.counts_subject(one.id) for one in able)
        root = self.book.place_tree.root(read.scope.place)
        deed = read.how["category"] == CARRIED or measure.is_deed  # "29,300 returned to duty, says the State Bureau"
        told = SAID in (read.how["category"], read.how["measure"] if deed else None)
        if origin and measure.id in origin.measures and root in origin.places and told:
            return True  # it counts nothing else there: "400 cases of draft evasion in Belarus, says Our House"
        named = measure.kind == "stock" and read.how["measure"] == SAID and read.how["category"] != DEFAULTED
        if measure.beside and read.how["measure"] != DEFAULTED and not self.thread.events.isdisjoint(measure.beside):
            return True
        alone = bool(self.thread.homes) or read.how["category"] != DEFAULTED if measure.alone else self._tells(line, read)
        return counted or named or alone

    def _tells(self, line: Line, read: Read) -> bool:
        """Whether the words that name the measure of a figure tell the subject too: "3,000 requests to surrender"."""
        named = line.named("measure", read.scope.measure) if read.how["measure"] == SAID else ()
        keys = ({line.tokens[at].key for at in one.tokens} for one in named if len(one.tokens) > 1)
        return any(map(self.terms.glance.begins, keys))

    def _claim(self, figure: Figure, read: Read, base: Scope | None, said: Stated) -> None:
        end = max(figure.end, read.noun.end)
        quote = Quote(figure.start, end, self.body[figure.start : end])
        self._add(quote, read, said.kind, said.quantity, base=base, per=said.per)

    def _movement(self, line: Line, move: Movement) -> None:
        if self._of_subject(line, move.read):
            quote = Quote(move.start, move.end, self.body[move.start : move.end])
            quantity = Quantity(None, "vague", None, None, quote.text)
            self._add(quote, move.read, move.kind, quantity, per=move.per, direction=move.direction, rank=move.rank)

    def _add(self, quote: Quote, read: Read, kind: str, quantity: Quantity, **known: Any) -> None:
        country = self.book.place_tree.root(read.scope.place)
        speech = self.speakers.speech(read.scope.measure, read.figure, country)
        read = told_elsewhere(read, speech.origin, self.book)
        worth = worth_of(read, known.get("base"), speech.how, self.terms.grammar.surest)
        known |= {"via": speech.via, "said_on": self.said_on, "confidence": worth}
        self.claims.append(Claim.of(self.source.id, quote, kind, quantity, read.scope, origin=speech.origin, **known))

    def _gap(self, figure: Figure, reason: str) -> None:
        if figure.form == "count" and figure.quantity.text.casefold() not in self.terms.grammar.claims["words"]["one"]:
            quote = Quote(figure.start, figure.end, self.body[figure.start : figure.end])
            self.gaps.append(Gap(self.source.id, quote, reason))


def _is_bare(read: Read) -> bool:
    """Whether a figure is only known to be of what was counted before: "courts closed 7,200 cases of theft, a year before 3,900"."""
    return read.how["measure"] == CARRIED and read.how["category"] != SAID and not read.noun.nouns


def _inside(sentence: Sentence, placed: Sequence[Thing]) -> Sequence[Thing]:
    """Which things begin in a sentence; they are in the order of the text."""
    first = bisect_left(placed, sentence.start, key=START)
    return placed[first : bisect_left(placed, sentence.end, lo=first, key=START)]
