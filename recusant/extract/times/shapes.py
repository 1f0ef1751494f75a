"""How words of time combine: shapes over tags, and the engine that reduces a run of tokens by them, layer after layer.

A shape is a row of tags, such as ``day of? month comma? year``: a regular expression whose letters are tags. Shapes are data (the
``[shapes]`` of a language); what a shape means is a production of the same name. At each place the longest shape whose production
makes something wins, and what it makes stands there as one token for the shapes after it. Shapes are bounded, so time is linear.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import Any, NamedTuple

SHORT_RUN = 24  # tokens: runs as short as this come again and again
_TAG = re.compile(r"[A-Za-z_]+")


class Token(NamedTuple):
    """A word or what a shape made: its tags with their values, its letter in the alphabet, and its place in the text.

    ``short`` marks an abbreviation without its dot, which may be another word ("Sun").
    """

    values: Mapping[str, Any]
    letter: str
    start: int
    end: int
    short: bool = False


class Alphabet:
    """One letter for each set of tags, so that a run of tokens is a string that regular expressions can read."""

    def __init__(self) -> None:
        self._letters: dict[frozenset[str], str] = {}

    def letter(self, tags: Iterable[str]) -> str:
        return self._letters.setdefault(frozenset(tags), chr(0xE000 + len(self._letters)))

    def having(self, tag: str) -> str:
        """All letters whose set holds a tag."""
        return "".join(letter for tags, letter in self._letters.items() if tag in tags)


class Match:
    """The tokens that a shape matched, by tag; several of one tag stand in their order."""

    def __init__(self, names: Sequence[str], found: re.Match[str], tokens: Sequence[Token]) -> None:
        self.begin, self.end = found.span()
        self.tokens = tokens
        self._found: dict[str, list[Token]] = {}
        for index, name in enumerate(names, 1):
            if (place := found.start(index)) >= 0:
                self._found.setdefault(name, []).append(tokens[place])

    def has(self, tag: str) -> bool:
        return tag in self._found

    def holds(self, tag: str) -> bool:
        """Whether any of the words, whatever they were matched as, has this tag."""
        return any(tag in token.values for token in self.tokens[self.begin : self.end])

    def all(self, tag: str) -> list[Any]:
        return [token.values[tag] for token in self._found.get(tag, ())]

    def one(self, tag: str) -> Any:
        """The value of the first token matched as this tag, or None."""
        found = self._found.get(tag)
        return found[0].values[tag] if found else None

    @property
    def start(self) -> int:
        return self.tokens[self.begin].start

    @property
    def stop(self) -> int:
        return self.tokens[self.end - 1].end


@dataclass(frozen=True, slots=True)
class Shape:
    """A compiled shape: the name of its production, its tags in order and its regular expression."""

    name: str
    tags: tuple[str, ...]
    regex: re.Pattern[str]


class Layer:
    """The shapes of one layer, found by the letter they can begin with."""

    def __init__(self, shapes: Iterable[tuple[str, str]], alphabet: Alphabet) -> None:
        beginning: dict[str, list[Shape]] = {}
        for name, pattern in shapes:
            shape = Shape(name, tuple(_TAG.findall(pattern)), _compiled(pattern, alphabet))
            for letter in {letter for tag in _first_tags(pattern) for letter in alphabet.having(tag)}:
                beginning.setdefault(letter, []).append(shape)
        self._beginning = beginning
        unmarked = {letter: [shape.regex.pattern.replace("([", "(?:[") for shape in found] for letter, found in beginning.items()}
        self._any = {letter: re.compile("|".join(patterns)) for letter, patterns in unmarked.items()}
        self._known = lru_cache(maxsize=1 << 12)(self._candidates)

    def reduce(self, tokens: list[Token], make: Callable[[str, Match], Token | None]) -> list[Token]:
        """The tokens with every longest shape that ``make`` makes something of replaced by what it made."""
        letters = "".join([token.letter for token in tokens])
        candidates = self._known(letters) if len(letters) <= SHORT_RUN else self._candidates(letters)
        if not candidates:
            return tokens
        reduced: list[Token] = []
        done = 0
        for place, found in candidates:
            for shape, match in found if place >= done else ():
                made = make(shape.name, Match(shape.tags, match, tokens))
                if made is not None:
                    reduced += [*tokens[done:place], made]
                    done = match.end()
                    break
        return reduced + tokens[done:]

    def _candidates(self, letters: str) -> list[tuple[int, list[tuple[Shape, re.Match[str]]]]]:
        """The places where shapes match, with the shapes, the longest first."""
        candidates = []
        for place, letter in enumerate(letters):
            some = self._any.get(letter)
            if some and some.match(letters, place):
                found = [(shape, match) for shape in self._beginning[letter] if (match := shape.regex.match(letters, place))]
                candidates.append((place, sorted(found, key=lambda pair: -pair[1].end())))
        return candidates


def _compiled(pattern: str, alphabet: Alphabet) -> re.Pattern[str]:
    def group(tag: re.Match[str]) -> str:
        letters = alphabet.having(tag.group())
        return f"([{letters}])" if letters else "((?!))"

    return re.compile(_TAG.sub(group, pattern.replace("(", "(?:")).replace(" ", ""))


def _first_tags(pattern: str) -> set[str]:
    """The tags a shape can begin with (and perhaps some more of its first brackets)."""
    tags: set[str] = set()
    depth = 0
    items = re.findall(r"[A-Za-z_]+|[()?|]", pattern)
    for item, after in zip(items, [*items[1:], ""], strict=True):
        if item.isidentifier():
            tags.add(item)
        depth += (item == "(") - (item == ")")
        if depth == 0 and item not in "(?|" and after != "?":
            break
    return tags
