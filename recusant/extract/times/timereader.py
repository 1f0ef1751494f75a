"""Reading a text's phrases of time: runs of words, reduced layer after layer to windows."""

from __future__ import annotations

from contextlib import suppress
from datetime import date
from functools import lru_cache
from itertools import pairwise
from typing import Any

from recusant.extract.times.again import AGAIN
from recusant.extract.times.anchors import ANCHORS, as_event, window_of
from recusant.extract.times.away import AWAY
from recusant.extract.times.behind import is_guessed, suppose_before
from recusant.extract.times.closed import CLOSED
from recusant.extract.times.elided import ELIDED
from recusant.extract.times.moments import MOMENTS
from recusant.extract.times.nouns import NOUNS
from recusant.extract.times.parts import PARTS
from recusant.extract.times.periods import Period
from recusant.extract.times.phrases import Reading
from recusant.extract.times.relative import RELATIVE
from recusant.extract.times.shapes import Alphabet, Layer, Match, Token
from recusant.extract.times.timewords import Lexicon, language_data
from recusant.extract.times.weekdays import WEEKDAYS
from recusant.records import Window

RECKONED = RELATIVE | AWAY | AGAIN | WEEKDAYS | ELIDED | CLOSED
PRODUCTIONS = MOMENTS | RECKONED | PARTS
WINDOWS = ANCHORS | NOUNS
LAYERS = ("numbers", "moments", "parts", "parts", "windows")  # a part may be a part of a part
GRAINS = ("day", "week", "month", "quarter", "half", "year", "decade", "season", "part", "units", "days", "years")
NAMES = {"weekday": "Day", "month": "Month", "season": "Season"}  # words that, named alone, may still be the last or first one
SPANS = frozenset(("dash", "until", "to", "by"))  # what joins the ends of a stretch
TAKES_UP = frozenset(("same", "identical", "earlier", "ago"))
LEADS_BACK = frozenset(("in", "within", "the", "n", "unit", "by", "until", "since", "from"))
LEADS_TO_FIGURE = frozenset(("monthly", "seasonal", "spanned", "unit"))  # what tells whose figure it is: «январский показатель»
SHORTEST_SPAN = 5  # tokens of a stretch and what takes it up: "May to June, same months"
SHORT = 80  # code points: a text no longer than this may be one phrase of time and nothing else


class TimeReader:
    """One language ready to read: its lexicon and the layers of its shapes."""

    def __init__(self, lang: str, events: tuple[tuple[str, date], ...]) -> None:
        alphabet, data = Alphabet(), language_data(lang)
        self.lexicon = Lexicon(data, [(words, as_event(day)) for words, day in events], alphabet)
        made = [(grain.title(), "Period") for grain in GRAINS] + [(name, grain, "Period") for name, grain in NAMES.items()]
        for tags in (*made, ("Window",), ("event", "Event")):
            alphabet.letter(tags)
        shapes = data["shapes"]
        layers = {name: Layer([(key, row) for key, rows in shapes[name].items() for row in rows], alphabet) for name in set(LAYERS)}
        self.layers = [layers[name] for name in LAYERS]

    def read(self, text: str, said_on: date | None, *, report: bool = False) -> list[Window]:
        """The windows of a text in their order; a ``report`` is no appointment, even where one phrase is all of it."""
        reading = Reading(text, said_on, self.lexicon.years_lead, self.lexicon.cues, self.lexicon.capital_nouns)
        if not report and len(text) <= SHORT and (found := self._appointment(text, reading)):
            return found
        found, guessed = list[Window](), list[int]()
        for run in self.lexicon.runs(text):
            for part in (part for piece in self._pieces(run) for part in self._parted(piece)):
                tokens = self._with_shared_year(self._reduced(part, reading))
                for token in tokens:
                    if "Event" in token.values:
                        reading.mentioned = (token.values["Event"].first, token.end)
                    if window := self._window(token, reading):
                        suppose_before(found, guessed, token, text)
                        found.append(window)
                        guessed += [len(found) - 1] if is_guessed(token) else []
        return found

    @staticmethod
    def _pieces(run: list[Token]) -> list[list[Token]]:
        """A run cut before each word for what was counted that no adjective of time leads to: "300 cases, a year earlier"."""
        words = [at for at, token in enumerate(run) if at and "figure" in token.values and LEADS_TO_FIGURE.isdisjoint(run[at - 1].values)]
        return [run[first:last] for first, last in pairwise((0, *words, len(run)))] if words else [run]

    @staticmethod
    def _parted(run: list[Token]) -> list[list[Token]]:
        """A run parted before words that take up a whole stretch: "from January to May 2023, and in the same months of 2024"."""
        if len(run) < SHORTEST_SPAN:
            return [run]
        spans = next((at for at, token in enumerate(run) if not SPANS.isdisjoint(token.values)), len(run))
        again = next((at for at in range(spans, len(run)) if not TAKES_UP.isdisjoint(run[at].values)), 0)
        while again > spans and not LEADS_BACK.isdisjoint(run[again - 1].values):
            again -= 1
        return [run[:again], run[again:]] if again > spans + 1 else [run]

    def _appointment(self, text: str, reading: Reading) -> list[Window]:
        """The windows of a text that is nothing but one phrase of time (in lower case too), or none."""
        run = self.lexicon.whole(text)
        if run is None:
            return []
        reading.alone = True
        tokens = self._with_shared_year(self._reduced(run, reading))
        reading.alone = False
        counts = any("n" in token.values for token in tokens)  # "In March 300" is a report
        return [] if counts else [window for token in tokens if (window := self._window(token, reading))]

    def _reduced(self, tokens: list[Token], reading: Reading) -> list[Token]:
        for layer in self.layers:
            tokens = layer.reduce(tokens, lambda name, match: self._made(name, match, reading))
        return tokens

    @staticmethod
    def _with_shared_year(tokens: list[Token]) -> list[Token]:
        """In October and December 2022: the year said last belongs to what stands before it in the list."""
        shared: Period | None = None
        listed = []
        for token in reversed(tokens):
            period: Period | None = token.values.get("Period")
            if period and shared and period.year != "said" and period.grain == shared.grain:
                with suppress(ValueError, OverflowError):  # beyond the last year there is
                    period = period.moved(shared.first.year - period.first.year)
                    token = token._replace(values={"Period": period})
            if period is not None:
                shared = period if period.year == "said" else None
            elif token.values.keys().isdisjoint(("and", "comma", "in")):
                shared = None
            listed.append(token)
        return listed[::-1]

    def _made(self, name: str, match: Match, reading: Reading) -> Token | None:
        """The token that a production makes of a match; None where the words make no such day (31 June, year 0)."""
        try:
            if name == "number":
                values = number(match)
            elif name in WINDOWS:
                window = WINDOWS[name](match, reading)
                values = None if window is None else {"Window": window, "supposed": _supposed(match)}
            else:
                period = PRODUCTIONS[name](match, reading)
                values = self._tagged(name, match, period)
                if period is not None and period.year == "said" and period.grain != "event" and name not in RECKONED:
                    reading.dated = (period, match.stop)
        except (ValueError, OverflowError):
            return None
        return None if values is None else Token(values, self.lexicon.alphabet.letter(values), match.start, match.stop)

    @staticmethod
    def _tagged(name: str, match: Match, period: Period | None) -> dict[str, Any] | None:
        if period is None:
            return None
        if period.grain == "event":
            return {"Event": period, "event": True}
        values: dict[str, Any] = {period.grain.title(): period, "Period": period}
        alone = name in NAMES and match.end - match.begin == 1
        return values | {name: match.one(name)} if alone else values

    def _window(self, token: Token, reading: Reading) -> Window | None:
        """The window that a token came to, with its span; the reading remembers it."""
        period: Period | None = token.values.get("Period")
        window: Window | None = token.values.get("Window") or (window_of(period) if period else None)
        if window is None:
            return None
        if period is None and window.start[0] and window.end[1]:
            period = Period(window.start[0], window.end[1], "units")
        if period is not None:
            reading.keep(period, token.start, token.end)
        supposed = period.year == "supposed" if "Period" in token.values and period else token.values.get("supposed", False)
        return Window(window.start, window.end, (token.start, token.end), supposed)


def _supposed(match: Match) -> bool:
    """Whether the year of a period in a match is only supposed."""
    periods = (token.values.get("Period") for token in match.tokens[match.begin : match.end])
    return any(period.year == "supposed" for period in periods if period)


def number(match: Match) -> dict[str, Any] | None:
    """Twenty-fourth, thirty-one; nineteen ninety-one; two thousand and one; two and a half."""
    if match.has("and_half"):
        return {"n": match.one("n") + 0.5}
    if match.has("thousand"):
        return _year_in_words(match)
    ones: int = match.one("nth") or match.one("n") or 0
    if match.has("century"):
        return {"year": match.one("century") * 100 + match.one("tens") + ones, "n": 0}
    tag, total = "nth" if match.has("nth") else "n", match.one("tens") + ones
    if not 0 < ones < 10:
        return None
    return {tag: total, "day": total} if total <= 31 else {tag: total}


def _year_in_words(match: Match) -> dict[str, Any] | None:
    """Two thousand and twenty-second: the first number counts the thousands."""
    thousands, *ones = [*match.all("n"), *match.all("nth")]
    if thousands not in (1, 2) or (match.has("tens") and not all(0 < one < 10 for one in ones)):
        return None
    year = thousands * 1000 + sum(match.all("tens")) + sum(ones)
    if year % 1000 == 0 and not match.has("nth"):
        return {"n": year}  # "two thousand" is a count
    return {"year": year, "nthyear": year} if match.has("nth") else {"year": year, "n": year}


@lru_cache(maxsize=32)
def time_reader(lang: str, events: tuple[tuple[str, date], ...]) -> TimeReader:
    """The reader of a language that knows these events: pairs of words and day."""
    return TimeReader(lang, events)
