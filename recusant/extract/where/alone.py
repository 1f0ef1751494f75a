"""What is counted of one court, one unit of an army or one town alone, and is none of the whole country."""

from __future__ import annotations

from collections.abc import Set

from recusant.codebook import Codebook
from recusant.extract.sentence.line import PARTING, Line, Placed
from recusant.extract.sentence.terms import Mention

NAMING = ("place", "origin", "category", "event")  # sections of names that a word may only be a part of


def of_one_alone(line: Line, figure: Placed, book: Codebook) -> bool:
    """Whether a figure is that of one court, or of a unit or town of no region: "a court in Orsk received 224", "300 left the brigade"."""
    alone = [*line.named("cues", "one_court"), *_courts(line, book), *_bodies(line)]
    return any(_is_of(line, figure, one) for one in alone)


def _bodies(line: Line) -> list[Mention]:
    """The units and towns named alone, but not as a part of another name: "the 155th brigade", "in Donetsk"."""
    numbered = (one for one in line.named("cues", "numbered_body") if one.tokens[0] and _numbers(line, one.tokens[0] - 1))
    bodies = [*line.named("cues", "one_body"), *numbered]
    within = {at for section in NAMING for one in line.named(section) for at in one.tokens} if bodies else set[int]()
    return [one for one in bodies if within.isdisjoint(one.tokens)]


def _numbers(line: Line, at: int) -> bool:
    """Whether the word at a place, or the one before its hyphen and ending, is an ordinal: "the 20th army", «20-я армия»."""
    return any(word.form[0].isdigit() for word in line.tokens[max(0, at - 2) : at + 1])


def _is_of(line: Line, figure: Placed, alone: Mention) -> bool:
    """Whether one is told of in the clause of a figure, before it with no other place since, or behind it with no mark between."""
    first, last = line.clause(figure)
    if not first <= alone.start < last:
        return False
    if alone.end <= figure.start:
        return not any(alone.end <= one.start < figure.start and line.figures_between(alone, one) for one in line.named("place"))
    if alone.start < figure.end or line.figures_between(figure, alone):
        return False
    return not any(word.form in PARTING for word in line.words(figure.end, alone.start))


def _courts(line: Line, book: Codebook) -> list[Mention]:
    """The courts of which one is meant: "the Orsk garrison court", "a court in Orsk"; but not "went to court", "Russian courts"."""
    courts = line.named("cues", "court")
    if not courts:
        return []
    countries = {at for one in line.named("place") if one.ids[0] == book.place_tree.root(one.ids[0]) for at in one.tokens}
    names = countries.union(*(one.tokens for one in line.named("origin")))
    return [one for one in courts if names.isdisjoint(one.tokens) and _is_one(line, one.tokens[0], names)]


def _is_one(line: Line, court: int, names: Set[int]) -> bool:
    """Whether words beside a court tell which it is; not those of a country, nor where the court only tells of which kind a noun is."""
    words, tokens = line.grammar.claims["words"], line.tokens
    if tokens[court].low not in words.get("one_of_courts", ()) or (line.grammar.head_last and _is_attribute(line, court + 1)):
        return False
    first, kinds = court - 1, words.get("kinds_of_court", ())
    while first > 0 and tokens[first].low in kinds:
        first -= 1
    before = tokens[first] if first >= 0 and first not in names else None
    if before and (before.low in words["one"] or before.low in words.get("of_one", ())):
        return True
    if before and before.low.endswith(_endings(line)) and before.low not in line.grammar.function:
        return True
    if line.grammar.head_last and before and before.form[0].isupper() and first + court > 1:
        return True
    behind = court + 1 + (court + 1 < len(tokens) and tokens[court + 1].low in words.get("inside", ()))
    capital = behind < len(tokens) and behind not in names and tokens[behind].form[0].isupper()
    return capital and (not line.grammar.head_last or behind > court + 1)


def _is_attribute(line: Line, behind: int) -> bool:
    """Whether a court only tells of which kind the noun behind it is: "court records"."""
    word = line.tokens[behind] if behind < len(line.tokens) else None
    if word is None or not word.form[0].isalpha() or word.low in line.grammar.function or word.low.endswith(line.grammar.verb_endings):
        return False
    return not any(one.section in ("measure", "also", "speech") for one in line.naming(behind))


def _endings(line: Line) -> tuple[str, ...]:
    """The endings of adjectives that tell of one thing, in a language that has such."""
    return tuple(line.grammar.claims["words"].get("of_one_endings", ("\n",)))
