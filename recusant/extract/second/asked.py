"""The second reader: what it answered about a text, each claim held against the text, or rejected as a gap that says why.

Nothing is taken over from an answer but which words of the text state which number, and what they count. Where the words stand, what
the number and its modifier mean, and which days the words name is read by the rules; who counted must be named in the text.
"""

from __future__ import annotations

import math
import re
from collections.abc import Callable, Iterator, Mapping
from functools import cached_property
from typing import Any

from recusant.codebook import Codebook, plain
from recusant.errors import BadRecord, NotAnswered
from recusant.extract.numbers.quantities import Figure
from recusant.extract.second.answer import claims_in, days_of, numbers_of, one_of, shown, table_of, words_of
from recusant.extract.second.question import Messages, Passage, instructions, passages, question
from recusant.extract.sentence.ready import terms_of
from recusant.extract.times.bounded import bounded, up_to_the_data
from recusant.extract.times.windows import as_counted, said_day
from recusant.extract.what.stated import KIND, in_its_unit
from recusant.extract.who.speakers import Speakers
from recusant.extract.words.language import language_of
from recusant.extract.words.passages import sentences
from recusant.records import PERIODS, Claim, Gap, Number, Quantity, Quote, Scope, Text, Window

Ask = Callable[[Messages], str]
Span = tuple[int, int]
READER = "llm"
UNREVIEWED = 0.5  # how often such a claim is right depends on the model and is not known: it waits until a person has reviewed it
STATED_AS = {"count": "count", "rate": "count", "change": "count", "ratio": "ratio", "amount": "amount"}  # kind of claim -> of figure
MOST_CLAIMS = 200  # of one answer: a passage of the longest table of the development articles has fewer figures
LONGEST_QUOTE, MOST_PLACES, MOST_RELAYS = 400, 50, 5  # what no honest answer goes beyond, and no other can waste time with
NEARLY = 1e-3  # a third may be written 0.333; it only tells which figure is meant, and counts as the text has it


def read_asked(text: Text, book: Codebook, ask: Ask, *, whole: bool = False) -> tuple[list[Claim], list[Gap]]:
    """The claims of a text that the second reader names and the text bears out; what it does not bear out are gaps.

    A passage that is not answered is a gap too; a ``whole`` reading raises NotAnswered instead.
    """
    checker, told, found = _Checker(text, book), instructions(book), list[Claim | Gap]()
    for passage in passages(text.body, checker.said_on, checker.terms):
        try:
            answer = ask(question(passage, text.source, checker.said_on, told))
        except NotAnswered as fault:
            if whole:
                raise
            found.append(checker.gap(passage.head, fault.what))
            continue
        found += checker.held(passage, answer)
    claims = [bounded(one, book) for one in found if isinstance(one, Claim)]
    return up_to_the_data(claims), [one for one in found if isinstance(one, Gap)]


class _Checker:
    """Holds answers against one text and a codebook."""

    def __init__(self, text: Text, book: Codebook) -> None:
        self.text, self.book = text, book
        self.terms = terms_of(book, text.source.lang or language_of(text.body))
        self.said_on = text.source.published or said_day(text.body, self.terms.lang)
        self.speakers = Speakers(text, book, self.terms.grammar)
        self.claimed: set[int] = set()  # where the figures stand that a claim was made of

    def gap(self, quote: Quote, why: str) -> Gap:
        """A gap of the second reader."""
        return Gap(self.text.source.id, quote, f"second reader: {why}")

    def held(self, passage: Passage, answer: str) -> Iterator[Claim | Gap]:
        """Every claim of an answer, or the gap that says why it is none."""
        try:
            items = claims_in(answer)
        except BadRecord as fault:
            yield self.gap(passage.head, fault.what)
            return
        yield from (self._one(passage, item) for item in items[:MOST_CLAIMS])
        if len(items) > MOST_CLAIMS:
            yield self.gap(passage.head, f"{len(items) - MOST_CLAIMS:,} more claims in one answer were not looked at")

    def _one(self, passage: Passage, item: object) -> Claim | Gap:
        quote = passage.head
        try:
            given = table_of(item, "the claim")
            places = _places(passage.text, table_of(given.get("quote"), "quote"))
            quote = passage.quote(*places[0])
            kind = one_of(given.get("kind"), STATED_AS, "kind")
            figure, place = self._figure(passage, places, kind, table_of(given.get("quantity"), "quantity"))
            quote = passage.quote(*_cut(passage, figure, place))
            claim = self._claim(passage, quote, figure, given | {"kind": kind})
        except BadRecord as fault:
            return self.gap(quote, fault.what)
        self.claimed.add(passage.start + figure.start)
        return claim

    def _figure(self, passage: Passage, places: list[Span], kind: str, given: Mapping[str, Any]) -> tuple[Figure, Span]:
        """The figure that is meant and the place of its quote. It must lie in the quote as the text has it, not only as it is cut."""
        stated, modifier = numbers_of(given.get("stated")), words_of(given.get("modifier"), "modifier")
        there = [(one, place) for place in places for one in passage.figures if _overlap((one.start, one.end), place)]
        inside = [(one, place) for one, place in there if place[0] <= one.start and one.end <= place[1]]
        alike = [(one, place) for one, place in inside if KIND[one.form] == STATED_AS[kind] and _states(one, stated)]
        if not alike:
            numbers = ", ".join(one.quantity.text for one, _ in there[:5]) or "no number"
            wanted = " to ".join(dict.fromkeys(map(shown, stated))) if stated else "a vague number"
            raise BadRecord(f"the quote does not hold {wanted}, whole, as a {kind}; there stands: {numbers}")
        same = [(one, place) for one, place in alike if one.quantity.modifier == modifier]
        if not same:
            raise BadRecord(f"the modifier is {alike[0][0].quantity.modifier}, not {shown(modifier)}")
        free = [(one, place) for one, place in same if passage.start + one.start not in self.claimed]
        if not free:
            raise BadRecord("this figure is claimed a second time")
        return free[0]

    def _claim(self, passage: Passage, quote: Quote, figure: Figure, given: Mapping[str, Any]) -> Claim:
        kind, quantity = given["kind"], _quantity(figure)
        per = one_of(given.get("per"), PERIODS, "period") if kind == "rate" else None
        if figure.per and figure.per != per:
            raise BadRecord(f"the number is counted per {figure.per}")
        scope = self._scope(passage, table_of(given.get("scope"), "scope"), figure)
        related = given.get("base") if kind in ("ratio", "change") else None  # null where the text does not say to what
        base = None if related is None else self._scope(passage, table_of(related, "base"), figure)
        origin = self._who(given.get("origin"))
        return Claim.of(
            self.text.source.id, quote, kind, quantity, scope, origin=origin, base=base, via=self._via(given.get("via"), origin),
            said_on=self.said_on, reader=READER, confidence=UNREVIEWED, per=per,
        )  # fmt: skip

    def _scope(self, passage: Passage, given: Mapping[str, Any], figure: Figure) -> Scope:
        measure = one_of(given.get("measure"), self.book.measures, "measure")
        category = one_of(given.get("category"), self.book.categories, "category")
        place = one_of(given.get("place"), self.book.places, "place")
        if not in_its_unit(figure, self.book.measures[measure]):
            raise BadRecord(f"{figure.quantity.text} is not in the unit of {measure}")
        law, country = self.book.categories[category].place, self.book.place_tree.root(place)
        if law and country != law and country in self.book.homes:
            raise BadRecord(f"{category} is of the law of {law}, not of {country}")
        window = self._window(passage, given.get("window"), figure)
        if self.said_on and window.start[0] and window.start[0] > self.said_on:
            raise BadRecord(f"the window begins after the text was published, on {self.said_on}")
        return Scope(measure, category, place, window)

    def _window(self, passage: Passage, given: object, figure: Figure) -> Window:
        """The window that is read where the words stand, in the sentence of the figure before elsewhere; or that of the days given."""
        if given is None:
            return Window((None, None), (None, self.said_on))
        table = table_of(given, "window")
        if "words" not in table:
            return as_counted(Window(days_of(table, "start"), days_of(table, "end")), self.said_on)
        words = words_of(table["words"], "window")
        lines = sentences(passage.text, 0, len(passage.text), self.terms.grammar)
        own = next(((one.start, one.end) for one in lines if figure.start < one.end), (0, 0))
        places = _found(passage.text, words)[:MOST_PLACES]
        named = _windows_at([place for place in places if _overlap(place, own)], passage) or _windows_at(places, passage)
        if len(named) != 1:
            raise BadRecord(f"{len(named) or 'no'} windows are read in the words {shown(words)}")
        return named.pop()

    # ── who counted ──

    def _who(self, given: object) -> str:
        """An origin that the text names, or its outlet; the outlet where nobody is named."""
        if given is None:
            return self.speakers.writer
        name = words_of(given, "origin")
        mentioned = self._origins_in(name)
        known = self.book.origin_named(name) or (min(mentioned) if len(mentioned) == 1 else None)
        if known is not None and (known in self._named or known == self.speakers.writer):
            return known
        if known is None and re.search(rf"(?<!\w){re.escape(name)}(?!\w)", self._names):
            return name
        raise BadRecord(f"the text does not name {shown(name)}")

    def _via(self, given: object, origin: str) -> tuple[str, ...]:
        if not isinstance(given, list | None) or len(given or ()) > MOST_RELAYS:
            raise BadRecord("via is not a short list")
        printed = self.speakers.printed(origin)
        names = [self._who(name) for name in given or []]
        known = {plain(origin), *map(plain, printed)}
        return (*dict.fromkeys(name for name in names if plain(name) not in known), *printed)

    @property
    def _names(self) -> str:
        return f"{self.text.body}\n{self.text.source.outlet or ''}"

    @cached_property
    def _named(self) -> set[str]:
        return self._origins_in(self._names)

    def _origins_in(self, text: str) -> set[str]:
        lines = (self.terms.tokens(text, one.start, one.end) for one in sentences(text, 0, len(text), self.terms.grammar))
        return {mention.ids[0] for line in lines for mention in self.terms.mentions(line) if mention.section == "origin"}


def _found(text: str, words: str) -> list[Span]:
    return [one.span() for one in re.finditer(re.escape(words), text)]


def _overlap(one: Span, other: Span) -> bool:
    return one[0] < other[1] and other[0] < one[1]


def _windows_at(places: list[Span], passage: Passage) -> set[Window]:
    return {window for window in passage.windows for place in places if window.span and _overlap(window.span, place)}


def _places(text: str, quote: Mapping[str, Any]) -> list[Span]:
    """Where the quote stands, letter for letter; within its context where that tells."""
    words, context = words_of(quote.get("text"), "quote"), quote.get("context")
    if len(words) > LONGEST_QUOTE or "\n" in words:
        raise BadRecord(f"the quote runs over more than a line or {LONGEST_QUOTE} characters")
    places = _found(text, words)
    if not 0 < len(places) <= MOST_PLACES:
        raise BadRecord(f"the quote {shown(words)} " + ("stands in too many places" if places else "does not stand in the text"))
    around = _found(text, context) if isinstance(context, str) and context else []
    return [place for place in places if any(start <= place[0] and place[1] <= end for start, end in around)] or places


def _cut(passage: Passage, figure: Figure, place: Span) -> Span:
    """The part of a quote that a figure begins, up to the next one."""
    end = min([place[1], *(one.start for one in passage.figures if one.start >= figure.end)])
    return figure.start, figure.start + len(passage.text[figure.start : end].rstrip())


def _quantity(figure: Figure) -> Quantity:
    return (figure.ratio if KIND[figure.form] == "ratio" else None) or figure.quantity


def _states(figure: Figure, stated: tuple[Number, Number] | None) -> bool:
    """Whether a figure states these numbers, or is vague as they are."""
    own = _quantity(figure).stated
    return own is stated is None or (own is not None and stated is not None and all(map(_same, own, stated)))


def _same(own: Number, given: Number) -> bool:
    return own == given or (isinstance(own, float) and isinstance(given, float) and math.isclose(own, given, rel_tol=NEARLY))
