"""The words of time of a language (``languages/*/windows.toml``), and how runs of them are cut out of a text.

A word stands for tags with values: "March" is ``month: 3``, "second" may be ``nth: 2``, ``day: 2`` or ``unit: second``. A run is a
stretch of text that holds only such words, numbers, commas and dashes; most of a text is no run and costs one look-up a word.
"""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import lru_cache
from importlib import resources
from typing import Any

from recusant.extract.times.shapes import Alphabet, Token
from recusant.extract.words.wordtree import any_of

Values = Mapping[str, Any]
LANGUAGES = resources.files("recusant.extract") / "languages"
_GROUPED = r"\d{1,3}(?:[  \u202f]\d{3})+(?!\d)|\d{1,3}(?:[.,]\d{3})+(?![\d.])"  # a count with its separators is no year
_DAY = r"\d{1,2}[./]\d{1,2}(?![\d.,/:]*\d)"
_FULL = r"\d{4}(?P<a>[-./])\d{1,2}(?P=a)\d{1,2}(?!\d)|\d{1,2}(?P<b>[-./])\d{1,2}(?P=b)(?:\d{4}|\d\d)(?![\d.]*\d)"
_DATE = rf"{_FULL}|\d{{1,2}}/(?:19|20)\d\d(?![\d/])|{_DAY}|\d{{4}}-\d\d(?!\d)"
_NUMERIC = re.compile(_DATE)
_WORD = r"[^\W\d_]+(?:['’‘ʼ][^\W\d_]+)*"
_OTHER = r"\n[ \t]*\n|[^\w\s'\"«»“”„‘’ʼ]"  # quotation marks neither name nor part anything
_NAMES_ALONE = frozenset(
    (
        *("month", "weekday", "season", "fallen", "today", "year", "date", "dayed", "ymonth", "yearspan", "decade"),
        *("holiday", "yearly", "brief", "sofar", "thence", "by_then"),
    )
)
_NAMES_WITH_OTHERS = frozenset(
    (
        *("unit", "event", "now", "then_mark", "century", "thousand", "weekend", "small_month", "age", "named_decade", "anniversary"),
        *("same", "nth", "next_to", "spanned", "remaining", "rest", "mark", "this_time", "monthly", "seasonal", "declared"),
    )
)
_LEAVES_OUT = frozenset(("nth", "next_to"))
# The kinds of words beside a phrase that tell how it is meant:
CUES = (
    *("future", "past", "comparison", "change", "foretold", "counted", "name", "of_what", "flight", "of_this_year", "then_was"),
    *("year_does", "set_against", "most", "modified", "year_alone", "after_what", "before_what", "not_until", "left_over"),
)
LONGEST = 14  # characters of a number that says a time, with its ending: "2020-х", "24.02.2022"
LONGEST_RUN = 1000  # words: no sentence has as many, and memory stays flat
REACH = 24  # code points before a word of time where the words that belong to it are looked for first
SHORTEST = 3  # letters of a stem
FIRST_DECADE = 40  # "the 30th" may be a day, "the 40s" may not
_SIGNS = {",": "comma", "-": "dash", "–": "dash", "—": "dash", "−": "dash", "/": "slash", ".": "dot", "&": "and"}
_TAG_SETS = (
    *("year n", "n day yy", "n yy", "n day", "n", "nth day", "nth", "year nthyear", "date", "dayed", "ymonth", "yearspan", "decade"),
    *_SIGNS.values(),
)


@dataclass(slots=True)
class Word:
    """What a word stands for alone (``values``) and at the head of longer phrases (``longer``: the other words, their values).

    ``weight`` is how many words a run with it must have to name a window: 1, 2, or 0 where the word says nothing of that.
    """

    values: dict[str, Any] = field(default_factory=dict)
    longer: list[tuple[tuple[str, ...], dict[str, Any]]] = field(default_factory=list)
    dotted: bool = False
    weight: int = 0
    letter: str = ""  # of its values in the alphabet of tags


class Lexicon:
    """The words of one language, ready for look-up; ``events`` adds the inflected words of a codebook's dated events."""

    def __init__(self, data: Mapping[str, Any], events: Iterable[tuple[str, Any]], alphabet: Alphabet) -> None:
        self.alphabet = alphabet
        self.month_first = bool(data.get("month_first", False))
        self.years_lead = bool(data.get("years_lead", False))
        self.capital_nouns = bool(data.get("capital_nouns", False))
        self.cues = {name: re.compile(rf"\b(?:{'|'.join(data.get(name, ['(?!)']))})", re.IGNORECASE) for name in CUES}
        ordinals, decades = ("|".join(data.get(name, ["(?!)"])) for name in ("ordinal_suffixes", "decade_suffixes"))
        self._ordinal = re.compile(rf"(\d+)-?(?:{ordinals})")
        self._decade = re.compile(rf"(\d\d(?:\d\d)?)-?(?:{decades})")
        number = rf"\d+(?:-?(?:{ordinals}|{decades})(?![^\W_]))?"
        letters = rf"(?i:{'|'.join(data['elided'])})(?=['’ʼ][^\W\d_])|{_WORD}" if "elided" in data else _WORD
        self._word = re.compile(letters)
        self._token = re.compile(rf"{letters}|{_DATE}|{_GROUPED}|\d+(?:[.,:/]\d+)+|{number}|{_OTHER}")
        self._clitics: tuple[str, ...] = tuple(data.get("clitics", ()))
        self._endings: tuple[str, ...] = tuple(sorted(data.get("noun_endings", ()), key=len, reverse=True))
        self._cased = frozenset(data.get("cased", ()))
        self._acronyms = frozenset(data.get("acronyms", ()))
        self._words: dict[str, Word] = {}
        self._small: dict[str, Word] = {}
        self._stems: dict[str, Word] = {}
        self._uncut: set[str] = set()  # acronyms, which have no endings: «СВО» is not «своему»
        self._add_words(data)
        for phrase, event in sorted(events, key=lambda named: named[0].count(" ")):
            words = self._word.findall(phrase)
            stems = [self._stem(plain(word)) for word in words]
            self._add(self._stems, stems, {"Event": event, "event": True}, _rarest(words))
            self._uncut.update(stems if phrase.isupper() else ())
        self._stem_heads = {stem[:SHORTEST] for stem in self._stems}
        for tags in _TAG_SETS:
            alphabet.letter(tags.split())
        self._give_letters()
        self._skip = self._skipped(decades)
        self._known = lru_cache(maxsize=1 << 14)(self._lettered)

    def _skipped(self, decades: str) -> re.Pattern[str]:
        """All words up to one without which no run names a window: such words are found fast here, and looked at closely afterwards."""
        weighed = [(word, known) for index in (self._words, self._small) for word, known in index.items() if known.weight]
        whole = any_of(word for word, known in weighed if not _only_before_mark(known))
        ordered = any_of(word for word, known in weighed if _only_before_mark(known)) or "(?!)"
        begun = any_of(stem for stem, known in self._stems.items() if known.weight) or "(?!)"
        days = any_of(word for word, known in self._words.items() if "monthday" in known.values) or "(?!)"
        number = rf"\d\d?[-./]\d|\d{{4}}|\d\d-?(?:{decades})|\d\d?(?:-?[^\W\d_]{{1,3}})? (?:{days})(?![^\W_])"
        before_mark = rf"(?:{ordered})(?=\s*+(?:[^\w\s]|\d|$)|{self.cues['modified'].pattern})"
        word = rf"(?!(?:{whole})(?![^\W_])|{before_mark}|(?:{begun}))[^\W\d_]++"
        return re.compile(rf"\W*+(?:(?:{word}|(?!{number})\d++|_++)\W*+)*+")

    def _add_words(self, data: Mapping[str, Any]) -> None:
        classes = {name: endings.split(" ") for name, endings in data.get("inflection", {}).items()}
        for tag, entries in data["words"].items():
            for value, forms in entries.items() if isinstance(entries, dict) else [(True, entries)]:
                for form in _inflected(forms, classes):
                    words = [plain(word) for word in self._word.findall(form)]
                    index = self._small if tag.startswith("small") else self._words
                    word = self._add(index, words, {name: _value(value) for name in tag.split("_or_")}, _rarest(words))
                    word.dotted |= form.endswith(".")

    @staticmethod
    def _add(index: dict[str, Word], words: list[str], values: dict[str, Any], rarest: int) -> Word:
        head, *rest = words
        word = index.setdefault(head, Word())
        if rest:
            word.longer.append((tuple(rest), values))
            word.longer.sort(key=lambda phrase: -len(phrase[0]))
            for other in rest:
                index.setdefault(other, Word())
            if _weight(values) and not any(index[other].weight for other in words):
                index[words[rarest]].weight = 2
        else:
            word.values |= values
            word.weight = _weight(word.values) or word.weight
        return word

    def _stem(self, word: str) -> str:
        """The word without its ending, so that the forms of an event's word meet; at least SHORTEST letters stay."""
        for ending in self._endings:
            if word.endswith(ending) and len(word) - len(ending) >= SHORTEST:
                return word[: -len(ending)]
        return word

    def _give_letters(self) -> None:
        for index in (self._words, self._small, self._stems):
            for word in index.values():
                self.alphabet.letter(word.values)
                for _, values in word.longer:
                    self.alphabet.letter(values)

    def _lettered(self, text: str) -> Word | None:
        word = self._look_up(text)
        if word is not None:
            word.letter = self.alphabet.letter(word.values)
        return word

    def _look_up(self, text: str) -> Word | None:
        """What the lexicon knows of a word, number or sign, or None."""
        if text[0].isdecimal():
            values = self._number(text)
            return Word(values, weight=_weight(values)) if values else None
        if text in _SIGNS:
            return Word({_SIGNS[text]: True})
        word = plain(text)
        if word in self._acronyms and text.isupper():
            return None
        for clitic in ("", *self._clitics):
            bare = word.removesuffix(clitic)
            found = (self._small if bare in self._cased and text.islower() else self._words).get(bare)
            stem = self._stem(bare) if bare[:SHORTEST] in self._stem_heads else ""
            event = None if stem in self._uncut and stem != bare else self._stems.get(stem)
            if (found and (found.values or found.longer)) or event:
                return _both(found, event)
        return self._words.get(word) if word not in self._cased else None

    def _number(self, text: str) -> dict[str, Any]:
        if len(text) > LONGEST:
            return {}
        if text.isdecimal():
            return _plain_number(text)
        if (found := self._decade.fullmatch(text)) and int(found[1]) % 10 == 0 and int(found[1]) >= FIRST_DECADE:
            return {"decade": full_year(int(found[1]))}
        if found := self._ordinal.fullmatch(text):
            count = int(found[1])
            if len(found[1]) == 4:
                return {"year": count, "nthyear": count}
            return {"nth": count, "day": count} if 1 <= count <= 31 else {"nth": count}
        return _numeric_date(text, self.month_first) if _NUMERIC.fullmatch(text) else {}

    def runs(self, text: str) -> Iterator[list[Token]]:
        """Runs of tokens that may name a window."""
        low, done = text.replace("İ", "I").lower(), 0  # the one capital that is longer in lower case
        while (skipped := self._skip.match(low, done)) and (place := skipped.end()) < len(low):
            run, done = self._run_around(text, place, done)
            weights = [word.weight for _, word in run if word.weight]
            if weights and len(run) >= min(weights):
                yield self._tokens(run)

    def _run_around(self, text: str, place: int, floor: int) -> tuple[list[tuple[re.Match[str], Word]], int]:
        """The known words around a place, none of them before the floor, and where the text goes on after them."""
        reach = REACH
        while True:
            start = max(floor, text.find(" ", place - reach, place)) if place - reach > floor else floor
            run, cut, end = self._run_from(text, start, place)
            if start == floor or not cut:
                return run, end
            reach *= 4

    def _run_from(self, text: str, start: int, place: int) -> tuple[list[tuple[re.Match[str], Word]], bool, int]:
        """The known words around a place, whether they reach back to the start, and where the text goes on after them."""
        run: list[tuple[re.Match[str], Word]] = []
        cut = True
        for match in self._token.finditer(text, start):
            word = self._known(match.group())
            if word is not None and len(run) < LONGEST_RUN:
                run.append((match, word))
            elif match.end() > place:
                return run, cut, match.end() if word is None else match.start()
            else:
                run, cut = [], False
        return run, cut, len(text)

    def whole(self, text: str) -> list[Token] | None:
        """The tokens of a text that is all one run (words such as "march" in lower case too), or None."""
        run = []
        for match in self._token.finditer(text.rstrip("?! ")):
            word = self._known(match.group().title()) or self._known(match.group())
            if word is None:
                return None
            run.append((match, word))
        tokens = self._tokens(run)
        return tokens if all(token.values for token in tokens) else None

    def _tokens(self, run: list[tuple[re.Match[str], Word]]) -> list[Token]:
        """One token a word or known phrase; the dot of an abbreviation belongs to its word."""
        words: list[str] = []  # most runs hold no word that begins a phrase
        tokens: list[Token] = []
        place = 0
        while place < len(run):
            match, word = run[place]
            length, values, letter = 1, word.values, word.letter
            if word.longer:
                words = words or [plain(match.group()) for match, _ in run]
                length, values = self._longest(words, place, word)
                letter = self.alphabet.letter(values)
            end = run[place + length - 1][0].end()
            place += length
            dotted = word.dotted and place < len(run) and run[place][0].group() == "." and run[place][0].start() == end
            if dotted:
                end, place = end + 1, place + 1
            tokens.append(Token(values, letter, match.start(), end, short=word.dotted and not dotted))
        return tokens

    def _longest(self, words: list[str], place: int, word: Word) -> tuple[int, dict[str, Any]]:
        for rest, values in word.longer:
            length = self._covers(words, place + 1, rest, "event" in values)
            if length:
                return 1 + length, values
        return 1, word.values

    def _covers(self, words: list[str], place: int, rest: tuple[str, ...], inflected: bool) -> int:
        """How many words from ``place`` the rest of a phrase covers (hyphens aside), or 0."""
        start = place
        for wanted in rest:
            if place < len(words) and words[place] == "-":
                place += 1
            if place >= len(words) or (self._stem(words[place]) if inflected else words[place]) != wanted:
                return 0
            place += 1
        return place - start


def _rarest(phrase: Sequence[str]) -> int:
    """The place of the word of a phrase by which it is looked for: the longest, and no name, for news of a war are full of its names."""
    return max(range(len(phrase)), key=lambda at: (phrase[at].islower(), len(phrase[at]), at))


def _weight(values: Mapping[str, Any]) -> int:
    if not _NAMES_ALONE.isdisjoint(values):
        return 1
    return 2 if not _NAMES_WITH_OTHERS.isdisjoint(values) else 0


def _only_before_mark(word: Word) -> bool:
    """Whether a word names a window only where its noun is left out: "the first" before a number, a mark or the end."""
    told = (_NAMES_ALONE | _NAMES_WITH_OTHERS).intersection(word.values)
    return bool(told) and told <= _LEAVES_OUT


def _both(word: Word | None, event: Word | None) -> Word:
    """A word of time that also begins the name of an event."""
    if word is None or event is None:
        return word or event or Word()
    values = word.values or event.values
    return Word(values, event.longer + word.longer, word.dotted, max(word.weight, event.weight))


def plain(word: str) -> str:
    """A word with case, ё and the kinds of apostrophe taken off."""
    return word.casefold().replace("ё", "е").replace("’", "'").replace("‘", "'").replace("ʼ", "'")


def _inflected(forms: str | list[str], classes: Mapping[str, list[str]]) -> Iterator[str]:
    """The words of an entry: one string of words, or a list of phrases; ``stem+class`` stands for the stem with each ending."""
    for form in forms.split() if isinstance(forms, str) else forms:
        stem, _, name = form.partition("+")
        yield from (stem + ending for ending in classes[name]) if name else (form,)


def _value(key: Any) -> Any:
    if not isinstance(key, str):
        return key
    return int(key) if key.lstrip("-").isdigit() else float(key) if re.fullmatch(r"\d\.5", key) else key


def _plain_number(text: str) -> dict[str, Any]:
    count = int(text) if len(text) <= 4 else 0
    if len(text) == 4 and 1000 <= count <= 2199:
        return {"year": count, "n": count}
    if len(text) <= 2 and count <= 31 and count:
        return {"n": count, "day": count, "yy": count}
    if len(text) == 2:
        return {"n": count, "yy": count}
    return {"n": count} if count else {}


def _numeric_date(text: str, month_first: bool) -> dict[str, Any]:
    """Values of "2023-05-24", "18.08.2023", "10/31/74", "15.2", "10/2014" or "2014-10", as (year, month, day); none where it is no date."""
    parts = [int(part) for part in re.split(r"[-./]", text)]
    if len(re.split(r"[-./]", text)[0]) == 4:
        if len(parts) == 2:
            return {"ymonth": (parts[0], parts[1])} if 1 <= parts[1] <= 12 else {"yearspan": (parts[0], parts[1])}
        return {"date": (parts[0], parts[1], parts[2])}
    if len(parts) == 2 and parts[1] > 99:
        return {"ymonth": (parts[1], parts[0])} if 1 <= parts[0] <= 12 else {}
    first, second = parts[:2]
    if (month_first and "." not in text and first <= 12) or second > 12:
        first, second = second, first
    if not (1 <= second <= 12 and 1 <= first <= 31):
        return {}
    if len(parts) == 2:
        return {"dayed": (second, first)}
    return {"date": (full_year(parts[2]), second, first)}


def full_year(year: int) -> int:
    """Two digits mean the years from 1950 to 2049."""
    return year if year > 99 else year + (2000 if year < 50 else 1900)


@lru_cache(maxsize=16)
def language_data(lang: str) -> dict[str, Any]:
    """The windows.toml of a language, with the shapes that hold in every language; a language without one has numbers only."""
    shared = tomllib.loads((LANGUAGES / "shapes.toml").read_text(encoding="utf-8"))
    own = LANGUAGES / lang / "windows.toml"
    data = tomllib.loads(own.read_text(encoding="utf-8")) if own.is_file() else {"words": {}}
    shapes = {layer: {name: list(rows) for name, rows in table.items()} for layer, table in shared.items()}
    for layer, table in data.get("shapes", {}).items():
        for name, rows in table.items():
            shapes[layer].setdefault(name, []).extend(rows)
    return {**data, "shapes": shapes}
