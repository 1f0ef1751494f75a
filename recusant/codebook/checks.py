"""What must hold of a codebook besides its form: known parents, no cycles, no word or name shared. Faults are named with their line."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from datetime import date
from typing import Any

from recusant.codebook.nouns import LAW_TEXTS, Codebook, Node, Origin, plain


class Faults:
    """Collects faults, each with the line of the entry it is about."""

    def __init__(self, text: str) -> None:
        self.lines, self.found = text.splitlines(), list[str]()

    def add(self, entry: str, what: str) -> None:
        bare = entry.replace('"', "")
        at = self._line_of(bare)
        self.found.append(f"line {at}: [{bare}] {what}" if at else f"[{bare}] {what}")

    def _line_of(self, entry: str) -> int | None:
        """The line of [section.key], or within [section] of key = {…}."""
        section, _, key = entry.partition(".")
        within = ""
        for number, line in enumerate(self.lines, 1):
            bare = line.replace('"', "").strip()
            within = bare.partition("]")[0] if bare.startswith("[") else within
            if bare.startswith(f"[{entry}]") or (within == f"[{section}" and re.match(rf"{re.escape(key)}\s*=", bare)):
                return number
        return None


def check(book: Codebook, faults: Faults) -> None:
    """Adds what does not hold in a codebook to the faults."""
    for section, nodes in (("category", book.categories), ("place", book.places)):
        _check_tree(section, nodes, faults)
    worded = {"measure": book.measures, "category": book.categories, "place": book.places, "event": book.events}
    for section, entries in worded.items():
        _check_words(section, entries, book.languages, faults)
    for measure in book.measures.values():
        _check_known(f"measure.{measure.id}", "event or origin", measure.beside, {**book.events, **book.origins}, faults)
        _check_known(f"measure.{measure.id}", "category", [measure.of] if measure.of else [], book.categories, faults)
        _check_known(f"measure.{measure.id}", "measure", measure.helped, book.measures, faults)
    for origin in book.origins.values():
        named = (*origin.measures, *origin.means, *origin.means.values())
        _check_known(f"origin.{origin.id}", "measure", named, book.measures, faults)
        _check_known(f"origin.{origin.id}", "place", origin.places, book.places, faults)
    for event in book.events.values():
        _check_known(f"event.{event.id}", "place", [event.place] if event.place else [], book.places, faults)
    _check_links(book, faults)
    _check_dockets(book, faults)
    _check_labels(book, faults)
    _check_names(book.origins, faults)


def _check_tree(section: str, nodes: Mapping[str, Node], faults: Faults) -> None:
    for node in nodes.values():
        if node.parent is not None and node.parent not in nodes:
            faults.add(f"{section}.{node.id}", f"has the unknown parent {node.parent!r}")
        elif _in_cycle(node.id, nodes):
            faults.add(f"{section}.{node.id}", "is its own ancestor: the parents form a cycle")


def _check_known(entry: str, what: str, named: Iterable[str], known: Mapping[str, Any], faults: Faults) -> None:
    for name in sorted(set(named) - set(known)):
        faults.add(entry, f"names the unknown {what} {name!r}")


def _check_dockets(book: Codebook, faults: Faults) -> None:
    if book.dockets:
        _check_known("dockets", "measure", [book.dockets.measure], book.measures, faults)
        _check_known("dockets", "origin", [book.dockets.origin], book.origins, faults)
        _check_known("dockets.articles", "category", book.dockets.articles.values(), book.categories, faults)
        _check_known("dockets.courts", "place", book.dockets.courts.values(), book.places, faults)


def _check_links(book: Codebook, faults: Faults) -> None:
    for link in book.links:
        of_measures = book.links_measures(link)
        what, known = ("measure", book.measures) if of_measures else ("category", book.categories)
        for name in sorted(set(link.at_most) - set(known)):
            faults.add("[link]", f"names the unknown {'measure or category' if name == link.at_most[0] else what} {name!r}")
        kinds = {book.measures[name].kind for name in link.at_most if of_measures and name in known}
        if len(kinds) > 1 or (link.since and "stock" in kinds):
            faults.add("[link]", f"{link.name} links a flow with a stock, or counts a stock since a day: a stock stands on one day")
        if link.at_most[0] == link.at_most[1] or set(link.at_most) <= set(book.measures) & set(book.categories):
            faults.add("[link]", f"{link.name} does not say which two measures or categories it links")
        if link.since and link.since not in book.events and not _is_day(link.since):
            faults.add("[link]", f"begins with the unknown event {link.since!r}")


def _check_labels(book: Codebook, faults: Faults) -> None:
    known: dict[str, Mapping[str, Any]] = {"measure": book.measures, "category": book.categories, "place": book.places}
    known |= {"origin": book.origins, "event": book.events, "book": {book.name: book}, "link": {link.name: link for link in book.links}}
    known |= {f"law_{part}": book.laws for part in LAW_TEXTS}
    for lang, sections in book.labels.items():
        for section, labels in sections.items():
            if section not in known:
                faults.add(f"labels.{lang}.{section}", f"is none of {', '.join(known)}")
            else:
                _check_known(f"labels.{lang}.{section}", section, labels, known[section], faults)


def _is_day(text: str) -> bool:
    try:
        return date.fromisoformat(text).isoformat() == text
    except ValueError:
        return False


def _in_cycle(name: str, nodes: Mapping[str, Node]) -> bool:
    seen, above = {name}, nodes[name].parent
    while above is not None and above in nodes and above not in seen:
        seen.add(above)
        above = nodes[above].parent
    return above == name


def _check_words(section: str, entries: Mapping[str, Any], languages: tuple[str, ...], faults: Faults) -> None:
    owner: dict[tuple[str, str, str | None], str] = {}
    for name, entry in entries.items():
        place = getattr(entry, "place", None)
        for lang, words in entry.words.items():
            if lang not in languages:
                faults.add(f"{section}.{name}", f"has words in {lang!r}, which is not among languages = {list(languages)}")
            for word in words:
                first = owner.setdefault((lang, word.casefold(), place), name)
                if first != name:
                    faults.add(f"{section}.{name}", f"shares the {lang} word {word!r} with [{section}.{first}]")


def _check_names(origins: Mapping[str, Origin], faults: Faults) -> None:
    owner: dict[str, str] = {}
    for origin in origins.values():
        for name in (origin.id, *origin.names):
            first = owner.setdefault(plain(name), origin.id)
            if first != origin.id:
                faults.add(f"origin.{origin.id}", f"shares the name {name!r} with [origin.{first}]")
