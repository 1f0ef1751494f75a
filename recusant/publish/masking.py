"""It counts; it does not name: names of persons in what strangers wrote become bars of the same length.

A name is a given name beside another word with a capital, initials with one, a patronymic with its neighbours, or such words after
a rank (names.toml). What the codebook names (who counts, places, events) is public and stays. More is masked rather than less.
"""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from functools import cache
from importlib import resources

from recusant.codebook import Codebook, Event, Measure, Node
from recusant.records import Claim, Source

BAR = "█"
WORD = r"[A-ZА-ЯЁЄІЇҐ][\w'’]*[a-zа-яёєіїґ][\w'’]*(?:-[A-ZА-ЯЁЄІЇҐ][\w'’]+)?"
SHORT = 4  # letters of the shortest surname that is told by its stem
SPACE = r"[^\S\n]+"


@dataclass(frozen=True)
class Masked:
    """What is hidden: the claim or source where it stands, the words as they were, and why: it is a ``name``, or by care a figure
    that is said to be ``under 5``, one ``withheld`` with it, or a ``confidential`` source.
    """

    where: str
    words: str
    why: str = "name"


class Masks:
    """Hides the names of persons, but for those that a codebook names and those said to be ``public``."""

    def __init__(self, book: Codebook, public: Iterable[str] = ()) -> None:
        entries: list[Measure | Node | Event] = [*book.measures.values(), *book.categories.values(), *book.places.values()]
        entries += book.events.values()
        known = [word for entry in entries for words in entry.words.values() for word in words]
        known += [name for origin in book.origins.values() for name in (origin.label, *origin.names)]
        known += [label for sections in book.labels.values() for labels in sections.values() for label in labels.values()]
        self._public = {name.casefold() for name in (*known, *(entry.label for entry in entries), *public)}
        persons = [name for origin in book.origins.values() for name in (origin.label, *origin.names)]
        self._known: dict[str, str] = {}
        self._surnames = tuple({_stem(name.split()[-1]) for name in (*persons, *public) if len(name.split()[-1]) > SHORT})

    def mask(self, text: str) -> str:
        """The text, as long as it was, with every letter of a name a bar."""
        if text not in self._known:
            masked = text
            for start, end in self._names(text):
                masked = masked[:start] + re.sub(r"\w", BAR, masked[start:end]) + masked[end:]
            self._known[text] = masked
        return self._known[text]

    def found(self, claims: Iterable[Claim], sources: Iterable[Source]) -> list[Masked]:
        """Every name that is hidden in quotes and titles, once for each place."""
        texts = [(claim.id, claim.quote.text) for claim in claims] + [(source.id, source.title or "") for source in sources]
        return [Masked(where, text[start:end]) for where, text in texts for start, end in self._names(text)]

    def claim(self, claim: Claim) -> Claim:
        """A claim whose quote names nobody."""
        quote, quantity = self.mask(claim.quote.text), self.mask(claim.quantity.text)
        if (quote, quantity) == (claim.quote.text, claim.quantity.text):
            return claim
        return replace(claim, quote=replace(claim.quote, text=quote), quantity=replace(claim.quantity, text=quantity))

    def source(self, source: Source) -> Source:
        """A source whose title names nobody."""
        return replace(source, title=self.mask(source.title)) if source.title else source

    def _names(self, text: str) -> Iterator[tuple[int, int]]:
        for found in _pattern().finditer(text):
            start, end = found.span("name") if found["name"] else found.span("ranked")
            words = text[start:end].casefold()
            if words not in self._public and not any(word.startswith(self._surnames) for word in words.split()):
                yield start, end


def _stem(surname: str) -> str:
    """A surname without what cases change."""
    return surname.casefold()[: max(SHORT, len(surname) - 3)]


@cache
def _pattern() -> re.Pattern[str]:
    table = tomllib.loads((resources.files("recusant.publish") / "names.toml").read_text(encoding="utf-8"))
    endings, apart = "|".join(map(re.escape, table["endings"])), rf"{SPACE}"
    stems = "|".join(sorted({*table["cyrillic"].split(), *table["latin"].split()}, key=lambda stem: (-len(stem), stem)))
    given, patronymic = rf"(?:(?:{stems})(?:{endings})\b)", rf"(?:[A-ZА-ЯЁЄІЇҐ]\w+(?:{table['patronymics']})\b)"
    initials = rf"(?<!\.)(?!{table['no_initials']})(?:[A-ZА-ЯЁЄІЇҐ]\.[^\S\n]?){{1,2}}"
    forms = (
        rf"{given}{apart}{patronymic}(?:{apart}{WORD})?",
        rf"{WORD}{apart}{given}{apart}{patronymic}",
        rf"{given}(?:{apart}{WORD}){{1,2}}",
        rf"{WORD}{apart}{given}(?!{apart}{WORD})",
        rf"{given}{apart}{patronymic}",
        rf"{initials}{WORD}",
        rf"{WORD}{apart}{initials}(?<=\.)",
    )
    ranks = "|".join(sorted(set(table["ranks"].split()), key=len, reverse=True))
    ranked = rf"(?i:{ranks}){apart}(?P<ranked>{WORD}(?:{apart}{WORD})?)"
    # To look first whether another capital follows spares going through all the names at every word.
    next_capital = rf"{SPACE}[A-ZА-ЯЁЄІЇҐ]"
    two = rf"(?=[A-ZА-ЯЁЄІЇҐ](?:\.|[\w'’-]*{next_capital}))"
    return re.compile(rf"\b(?:{two}(?P<name>{'|'.join(forms)})|(?=\w+{next_capital}){ranked})")
