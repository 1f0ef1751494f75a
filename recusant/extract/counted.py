"""What a figure counts: the noun after it, nothing (the noun is understood), or something the codebook does not know."""

from __future__ import annotations

from dataclasses import dataclass

from recusant.extract.line import Line, Placed
from recusant.extract.terms import QUOTES, Mention, Word

PERIODS = ("daily", "weekly", "monthly", "yearly")  # cues of what a rate is counted per
NOUN_WITHIN = 6  # words after a figure in which its noun is looked for


@dataclass(frozen=True, slots=True)
class Counted:
    """``nouns`` are the measures and units named by the noun after a figure, which ends at ``end``; ``foreign`` is one not known."""

    end: int
    nouns: tuple[Mention, ...] = ()
    foreign: str | None = None

    @property
    def units(self) -> tuple[str, ...]:
        """The units that the counted noun may stand for."""
        return tuple(unit for one in self.nouns if one.section == "units" for unit in one.ids)

    @property
    def unit(self) -> str | None:
        """The unit of the counted noun, where it has one."""
        return next(iter(self.units), None)

    @property
    def measure(self) -> Mention | None:
        """The measure that the counted noun names, where it does."""
        return next((one for one in self.nouns if one.section == "measure"), None)


def counted(line: Line, figure: Placed) -> Counted:
    """What stands after a figure, as far as it belongs to it."""
    strange: Word | None = None
    if line.text[figure.start : figure.end].casefold() in line.grammar.claims["words"]["one"]:
        return Counted(figure.end, foreign=line.text[figure.start : figure.end])
    first = line.place_of(figure.end)
    if _is_age(line, line.place_of(figure.start)):
        return Counted(figure.end, foreign=line.grammar.claims["words"]["aged"][0])
    for place in range(first, min(first + NOUN_WITHIN, len(line.tokens))):
        word = line.tokens[place]
        if any(place in one.tokens for one in line.named("cues", *PERIODS)):
            break
        if any(place in one.tokens for one in line.named("cues", "body")):
            return Counted(figure.end, foreign=word.form)
        nouns = tuple(one for one in line.mentions if one.section in ("measure", "units") and place in one.tokens)
        if nouns:
            return Counted(line.tokens[_last(line, place)].end, nouns)
        if word.form in QUOTES or _within(line, place) or (strange is None and word.form.casefold() in line.grammar.attributes):
            continue
        if _stops(line, word) or any(one.start <= word.start < one.end for one in line.windows):
            break
        if not (line.grammar.capital_nouns and word.form.islower()):
            strange = strange or word
    return Counted(figure.end, foreign=strange.form if strange else None)


def _last(line: Line, place: int) -> int:
    """The last of the nouns that stand together from a place on: "Russian soldiers"."""
    nouns = {token for one in line.mentions if one.section in ("measure", "units") for token in one.tokens}
    while place + 1 in nouns:
        place += 1
    return place


def _is_age(line: Line, place: int) -> bool:
    """ "men of 18 to 34", "between the ages of 20 and 40"."""
    aged = line.grammar.claims["words"]["aged"]
    if place < 2 or line.tokens[place - 1].form.casefold() not in aged:
        return False
    return line.tokens[place - 2].form.casefold() in aged or any(place - 2 in one.tokens for one in line.named("units", "person"))


def _within(line: Line, place: int) -> bool:
    """Whether a word belongs to a category, place or name, which may stand between a figure and its noun."""
    return any(one.section in ("category", "place", "origin") and place in one.tokens for one in line.mentions)


def _stops(line: Line, word: Word) -> bool:
    form = word.form.casefold()
    return not form[0].isalpha() or form in line.grammar.function or form.endswith(line.grammar.verb_endings)
