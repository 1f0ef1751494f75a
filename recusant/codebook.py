"""A codebook: what is counted, of which kinds, where, by whom, and the words for it. One TOML file a subject.

``load`` takes a name ("refusal") or a path and checks the whole file; every fault is named with its line.
"""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from functools import cached_property
from importlib import resources
from pathlib import Path
from typing import Any

from recusant.errors import BadCodebook, BadInput
from recusant.records import ALL

Words = Mapping[str, tuple[str, ...]]  # language -> lemmas or short phrases
MEASURE_KINDS = ("flow", "stock")
ORIGIN_KINDS = ("census", "tally", "estimate")
REST = "+rest"  # suffix of the leaf that stands for the unnamed rest of a parent that is not exhaustive


@dataclass(frozen=True, slots=True)
class Measure:
    """What is counted: a unit at a stage; a flow (adds up over days) or a stock (stands on a day).

    ``alone``: its words tell the subject by themselves ("deserters"); those of others ("verdicts") only beside a category.
    """

    id: str
    label: str
    unit: str
    stage: str
    kind: str
    words: Words
    alone: bool = False


@dataclass(frozen=True, slots=True)
class Node:
    """A category or a place: a node of a tree. Children of an exhaustive parent sum to it; others leave an unnamed rest.

    A category of one country's law names it as its ``place``: categories of different places may share a word ("desertion").
    """

    id: str
    label: str
    parent: str | None
    exhaustive: bool
    words: Words
    place: str | None = None


@dataclass(frozen=True, slots=True)
class Origin:
    """Who counts: a census (all, by office), a tally (what it can see: a lower bound on the truth) or an estimate."""

    id: str
    label: str
    kind: str
    names: tuple[str, ...]
    measures: tuple[str, ...]
    places: tuple[str, ...]
    since: date | None = None


@dataclass(frozen=True, slots=True)
class Event:
    """A dated event that windows are anchored to ("since mobilisation")."""

    id: str
    label: str
    date: date
    words: Words


@dataclass(frozen=True, slots=True)
class Law:
    """A change of the law: when, what changed, in which articles, the penalty before and after, and where to read it."""

    id: str
    date: date
    title: str
    changed: str
    article: str
    before: str
    after: str
    link: str
    place: str


@dataclass(frozen=True, slots=True)
class Link:
    """What must hold between two measures: counted since an event or day, the first is at most the second, and why.

    Links are checked and kept; the reckoner does not use them yet.
    """

    at_most: tuple[str, str]
    since: str
    why: str


@dataclass(frozen=True)
class Codebook:
    """A checked codebook. Trees answer ``leaves``, ``ancestors`` and ``root``; origins answer ``layer``."""

    name: str
    languages: tuple[str, ...]
    measures: Mapping[str, Measure]
    categories: Mapping[str, Node]
    places: Mapping[str, Node]
    origins: Mapping[str, Origin]
    events: Mapping[str, Event]
    laws: Mapping[str, Law]
    links: tuple[Link, ...] = ()

    @cached_property
    def category_tree(self) -> Tree:
        return Tree(self.categories)

    @cached_property
    def place_tree(self) -> Tree:
        return Tree(self.places)

    def counts_as(self, origin: str) -> str:
        """census, tally or estimate. An origin that the codebook does not know proves nothing about the truth: an estimate."""
        known = self.origins.get(origin)
        return known.kind if known else "estimate"

    def layer(self, origin: str) -> str:
        """The layer that an origin's claims constrain: a census equals ``all``."""
        return ALL if self.counts_as(origin) == "census" else origin

    def is_offence(self, category: str) -> bool:
        """Whether a category is of the subject itself: all of it, or a part that some country's law names."""
        node = self.categories.get(category)
        return category == self.name or (node is not None and node.place is not None)

    def counts_subject(self, origin: str) -> bool:
        """Whether an origin counts a measure whose words tell the subject by themselves."""
        known = self.origins.get(origin)
        return known is not None and any(self.measures[name].alone for name in known.measures)

    def origin_named(self, name: str) -> str | None:
        """The id of the origin that goes by this id or name (case and space aside), or None."""
        return self._origin_names.get(plain(name))

    @cached_property
    def _origin_names(self) -> dict[str, str]:
        return {plain(name): origin.id for origin in self.origins.values() for name in (origin.id, origin.label, *origin.names)}


class Tree:
    """A forest of nodes. A node's leaves are its childless descendants and the unnamed rests of its open ones."""

    def __init__(self, nodes: Mapping[str, Node]) -> None:
        self.nodes = nodes
        self.children: dict[str, list[str]] = {name: [] for name in nodes}
        for node in nodes.values():
            if node.parent is not None:
                self.children[node.parent].append(node.id)
        self._leaves: dict[str, frozenset[str]] = {}

    def leaves(self, name: str) -> frozenset[str]:
        """The leaves under a node; a node that the codebook does not know is a leaf of its own."""
        if name not in self._leaves:
            below = self.children.get(name, [])
            rest = {name} if not below else ({name + REST} if not self.nodes[name].exhaustive else set())
            self._leaves[name] = frozenset(rest.union(*(self.leaves(child) for child in below)))
        return self._leaves[name]

    def ancestors(self, name: str) -> list[str]:
        """The node itself and all above it, nearest first."""
        found = [name]
        while name in self.nodes and (parent := self.nodes[name].parent) is not None:
            found.append(name := parent)
        return found

    def root(self, name: str) -> str:
        return self.ancestors(name)[-1]


def plain(name: str) -> str:
    """A name with case, punctuation and spaces taken off, for comparing."""
    return re.sub(r"[\W_]+", "", name).casefold()


def load(name: str | Path) -> Codebook:
    """The codebook of this name (shipped with Recusant) or path. Raises BadCodebook with every fault and its line."""
    return parse(toml_of(name), str(name))


def toml_of(name: str | Path) -> str:
    """The TOML text of the codebook of this name (shipped with Recusant) or path."""
    shipped = resources.files("recusant") / "codebooks"
    path = Path(name)
    if not path.suffix and (shipped / f"{name}.toml").is_file():
        return (shipped / f"{name}.toml").read_text(encoding="utf-8")
    try:
        return path.read_text(encoding="utf-8")
    except (FileNotFoundError, IsADirectoryError):
        names = ", ".join(sorted(item.name.removesuffix(".toml") for item in shipped.iterdir()))
        raise BadInput("no such codebook", file=str(name), mend=f"give the path of a TOML file, or one of: {names}") from None
    except UnicodeDecodeError as fault:
        raise BadCodebook(f"not UTF-8 text ({fault.reason} at byte {fault.start})", file=str(path)) from None


def parse(text: str, file: str = "codebook") -> Codebook:
    """A codebook from its TOML text; ``file`` names it in errors."""
    try:
        raw = tomllib.loads(text)
    except tomllib.TOMLDecodeError as fault:
        raise BadCodebook(f"not TOML: {fault}", file=file) from None
    faults = _Faults(text)
    book = _build(raw, faults)
    _check(book, faults)
    if faults.found:
        raise BadCodebook(f"{len(faults.found)} fault(s) in the codebook", file=file, faults=tuple(faults.found))
    return book


class _Faults:
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


def _build(raw: dict[str, Any], faults: _Faults) -> Codebook:
    sections = {name: raw.get(name, {}) for name in ("measure", "category", "place", "origin", "event", "law")}
    for unknown in sorted(set(raw) - set(sections) - {"name", "languages", "link"}):
        faults.add(unknown, "is not a section: use measure, category, place, origin, event, law or link")
    made: dict[str, dict[str, Any]] = {name: {} for name in sections}
    for section, entries in sections.items():
        for key, entry in _flat(entries):
            try:
                made[section][key] = _MAKERS[section](key, entry)
            except (KeyError, TypeError, ValueError) as fault:
                faults.add(f"{section}.{key}", f"lacks or mistypes {fault}")
    languages = tuple(raw.get("languages", ("en",)))
    return Codebook(
        str(raw.get("name", "unnamed")), languages, made["measure"], made["category"], made["place"], made["origin"], made["event"],
        made["law"], _links(raw.get("link", []), faults),
    )  # fmt: skip


def _links(entries: list[dict[str, Any]], faults: _Faults) -> tuple[Link, ...]:
    links = []
    for number, entry in enumerate(entries, 1):
        try:
            less, more = entry["at_most"]
            links.append(Link((less, more), str(entry["since"]), entry["why"]))
        except (KeyError, TypeError, ValueError) as fault:
            faults.add("[link]", f"number {number} lacks or mistypes {fault}")
    return tuple(links)


def _flat(entries: Mapping[str, Any]) -> Iterable[tuple[str, dict[str, Any]]]:
    """Entries by their full id: [category.art352.1] is the entry "art352.1", which TOML reads as a table in a table."""
    for key, entry in entries.items():
        nested = {name: value for name, value in entry.items() if isinstance(value, dict) and name != "words"}
        own = {name: value for name, value in entry.items() if name not in nested}
        if own or not nested:
            yield key, own
        yield from ((f"{key}.{name}", value) for name, value in nested.items())


def _words(entry: Mapping[str, Any]) -> Words:
    return {lang: tuple(words) for lang, words in entry.get("words", {}).items()}


def _measure(key: str, entry: Mapping[str, Any]) -> Measure:
    if entry["kind"] not in MEASURE_KINDS:
        raise ValueError(f"kind: {entry['kind']!r} is neither flow nor stock")
    return Measure(key, entry["label"], entry["unit"], entry["stage"], entry["kind"], _words(entry), entry.get("alone", False))


def _node(key: str, entry: Mapping[str, Any]) -> Node:
    return Node(key, entry.get("label", key), entry.get("parent"), entry.get("exhaustive", False), _words(entry), entry.get("place"))


def _origin(key: str, entry: Mapping[str, Any]) -> Origin:
    if entry["kind"] not in ORIGIN_KINDS:
        raise ValueError(f"kind: {entry['kind']!r} is none of {', '.join(ORIGIN_KINDS)}")
    names, measures, places = (tuple(entry.get(name, ())) for name in ("names", "measures", "places"))
    since = entry.get("since")
    if not isinstance(since, date | None):
        raise ValueError(f"since: {since!r} is not a day (write since = 2022-09-18, without quotes)")
    return Origin(key, entry.get("label", names[0] if names else key), entry["kind"], names, measures, places, since)


def _event(key: str, entry: Mapping[str, Any]) -> Event:
    if not isinstance(entry["date"], date):
        raise ValueError(f"date: {entry['date']!r} is not a day (write date = 2022-09-21, without quotes)")
    return Event(key, entry.get("label", key), entry["date"], _words(entry))


def _law(key: str, entry: Mapping[str, Any]) -> Law:
    if not isinstance(entry["date"], date):
        raise ValueError(f"date: {entry['date']!r} is not a day (write date = 2022-09-24, without quotes)")
    texts = (str(entry[name]) for name in ("title", "changed", "article", "before", "after", "link", "place"))
    return Law(key, entry["date"], *texts)


_MAKERS = {"measure": _measure, "category": _node, "place": _node, "origin": _origin, "event": _event, "law": _law}


def _check(book: Codebook, faults: _Faults) -> None:
    for section, nodes in (("category", book.categories), ("place", book.places)):
        for node in nodes.values():
            if node.parent is not None and node.parent not in nodes:
                faults.add(f"{section}.{node.id}", f"has the unknown parent {node.parent!r}")
            elif _in_cycle(node.id, nodes):
                faults.add(f"{section}.{node.id}", "is its own ancestor: the parents form a cycle")
    worded = {"measure": book.measures, "category": book.categories, "place": book.places, "event": book.events}
    for section, entries in worded.items():
        _check_words(section, entries, book.languages, faults)
    for origin in book.origins.values():
        for measure in sorted(set(origin.measures) - set(book.measures)):
            faults.add(f"origin.{origin.id}", f"names the unknown measure {measure!r}")
        for place in sorted(set(origin.places) - set(book.places)):
            faults.add(f"origin.{origin.id}", f"names the unknown place {place!r}")
    _check_links(book, faults)
    _check_names(book.origins, faults)


def _check_links(book: Codebook, faults: _Faults) -> None:
    for link in book.links:
        for measure in sorted(set(link.at_most) - set(book.measures)):
            faults.add("[link]", f"names the unknown measure {measure!r}")
        if link.since not in book.events and not re.fullmatch(r"\d{4}-\d\d-\d\d", link.since):
            faults.add("[link]", f"begins with the unknown event {link.since!r}")


def _in_cycle(name: str, nodes: Mapping[str, Node]) -> bool:
    seen, above = {name}, nodes[name].parent
    while above is not None and above in nodes and above not in seen:
        seen.add(above)
        above = nodes[above].parent
    return above == name


def _check_words(section: str, entries: Mapping[str, Any], languages: tuple[str, ...], faults: _Faults) -> None:
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


def _check_names(origins: Mapping[str, Origin], faults: _Faults) -> None:
    owner: dict[str, str] = {}
    for origin in origins.values():
        for name in (origin.id, *origin.names):
            first = owner.setdefault(plain(name), origin.id)
            if first != origin.id:
                faults.add(f"origin.{origin.id}", f"shares the name {name!r} with [origin.{first}]")
