"""The phrases that a text is looked through for: those of a codebook, and the cues of a language."""

from __future__ import annotations

from collections.abc import Iterator

from recusant.codebook import Codebook, Words
from recusant.extract.words.grammar import Grammar


def phrases_of(book: Codebook, words: Grammar) -> Iterator[tuple[str, str, str]]:
    """Every phrase of a codebook and a language: its section, whose it is, and its words."""
    worded: dict[str, dict[str, Words]] = {
        "measure": {name: one.words for name, one in book.measures.items()},
        "category": {name: one.words for name, one in book.categories.items()},
        "place": {name: one.words for name, one in book.places.items()},
        "city": {name: one.city for name, one in book.places.items()},
        "event": {name: one.words for name, one in book.events.items()},
    }
    for section, entries in worded.items():
        for name, known in entries.items():
            yield from ((section, name, phrase) for phrase in known.get(words.lang, ()))
    for place in book.places.values():
        yield from (("place", place.id, phrase) for phrase in place.city.get(words.lang, ()))
        yield from (("beside", place.id, phrase) for phrase in place.also.get(words.lang, ()))
        yield from (("seat", place.id, phrase) for phrase in place.seat.get(words.lang, ()))
    for kind in book.categories.values():
        yield from (("people", kind.id, phrase) for phrase in kind.also.get(words.lang, ()))
    for measure in book.measures.values():
        yield from (("also", measure.id, phrase) for phrase in measure.also.get(words.lang, ()))
    for origin in book.origins.values():
        yield from (("origin", origin.id, name) for name in (origin.label, *origin.names))
        yield from (("office", origin.id, name) for name in origin.office)
    cues = {"units": words.claims["units"], "cues": words.claims["cues"], "speech": words.speakers}
    for section, table in cues.items():
        for name, phrases in table.items():
            yield from ((section, name, phrase) for phrase in phrases)
