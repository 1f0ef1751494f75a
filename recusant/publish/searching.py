"""The index that the search of the pages looks through: a script, because a page from a folder may load one and may not read a file.

What is quoted is the same in every language and stands in one index for all; what each language calls it stands in a list of words
beside its pages, and the index has their numbers.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator

from recusant.publish.edition import Edition
from recusant.publish.figures import Key
from recusant.publish.inert import cut, inert
from recusant.publish.links import anchor, claim_page, conflict_page, series_page
from recusant.publish.masking import Masks
from recusant.publish.report import Report
from recusant.publish.words import Words
from recusant.records import ALL, Claim, Scope

INDEX, WORDS = "search.js", "search-words.js"
SHOWN = 160  # characters of a text that is found

Word = tuple[Callable[..., str], *tuple[object, ...]]  # a method of Words and what it puts into words
Said = str | Word
Entry = tuple[Said, tuple[Said, ...], str]  # what is found, what it is of, and its page


class Index:
    """Everything that can be found: series, conflicts, claims, sources. ``script`` sets it down for all languages, ``words`` in one."""

    def __init__(self, report: Report) -> None:
        self._book, self._numbers = report.edition.book, dict[Word, int]()
        masks = report.masks
        kinds = {"series": _series(report), "conflicts": _conflicts(report.edition, masks)}
        kinds |= {"claims": _claims(report.edition, masks), "sources": _sources(report, masks)}
        found = [
            [self._told((Words.__call__, f"{kind}_title")), [[self._told(what), [*map(self._told, of)], page] for what, of, page in held]]
            for kind, held in kinds.items()
        ]
        self.script = _script("recusantIndex", found)

    def words(self, language: str) -> str:
        """The words of a language by their numbers, as a script that sets them down."""
        say = Words(language, self._book)
        return _script("recusantWords", [_plain(of(say, *parts)) for of, *parts in self._numbers])

    def _told(self, said: Said) -> str | int:
        return _plain(said) if isinstance(said, str) else self._numbers.setdefault(said, len(self._numbers))


def _script(name: str, held: object) -> str:
    # A script may hold neither a line that other rules would end early, nor the end of its own element.
    text = json.dumps(held, ensure_ascii=False, separators=(",", ":")).replace("<", "\\u003c").replace("\u2028", "\\u2028")
    return f"window.{name}={text.replace(chr(0x2029), chr(92) + 'u2029')};\n"


def _plain(text: str) -> str:
    return inert(cut(" ".join(text.split()), SHOWN))


def _topic(scope: Key | Scope) -> Word:
    return Words.topic, Key(ALL, scope.measure, scope.category, scope.place)


def _series(report: Report) -> Iterator[Entry]:
    for series in report.series:
        yield _topic(series.key), ((Words.layer, series.key.layer, tuple(series.counters)),), series_page(series.key)


def _conflicts(edition: Edition, masks: Masks) -> Iterator[Entry]:
    for conflict in edition.reckoning.conflicts:
        held = [conflict.cited[name] for name in conflict.claims[:4]]
        quotes = " · ".join(f"“{masks.mask(claim.quote.text)}”" for claim in held)
        yield quotes, (_topic(held[0].scope),), conflict_page(conflict.id)


def _claims(edition: Edition, masks: Masks) -> Iterator[Entry]:
    for claim in edition.reckoning.claims.values():
        about = (_outlet(edition, claim), _topic(claim.scope), (Words.window, claim.scope.window))
        yield f"“{masks.mask(claim.quote.text)}”", about, f"{claim_page(claim.id)}#{anchor(claim.id)}"


def _outlet(edition: Edition, claim: Claim) -> Said:
    source = edition.sources.get(claim.source)
    return (source and source.outlet) or (Words.origin, claim.outlet)


def _sources(report: Report, masks: Masks) -> Iterator[Entry]:
    for source, _ in report.quoted:
        title = masks.mask(source.title or source.url or "")
        yield source.outlet or source.url or source.id, (title,), f"sources.html#{anchor(source.id)}"
