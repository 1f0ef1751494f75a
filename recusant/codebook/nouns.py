"""The nouns of a codebook: what is counted, of which kinds, where, by whom, and the trees they stand in."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from functools import cached_property

from recusant.records import ALL

Words = Mapping[str, tuple[str, ...]]  # language -> lemmas or short phrases
Labels = Mapping[str, Mapping[str, Mapping[str, str]]]  # language -> section -> id -> label
REST = "+rest"  # suffix of the leaf that stands for the unnamed rest of a parent that is not exhaustive


@dataclass(frozen=True, slots=True)
class Measure:
    """What is counted: a unit at a stage; a flow (adds up over days) or a stock (stands on a day).

    ``alone``: its words tell the subject by themselves ("deserters"); those of others ("verdicts") only beside a category.
    ``beside``: events and origins beside which they tell it too ("left the country" beside "mobilisation", "returned" said by those
    who count it).
    ``also``: words that name it where a text already counts in its unit ("approved", of applications).
    ``undivided``: an offence named beside it is no part of it: "deserters" and "AWOL" are said of all who left; then ``of`` is the
    category of all that it counts, where that is none of the offences.
    ``guarded``: a few persons could be told from its figures, so that small ones are published as "under 5".
    ``helped``: the measures that count who did by himself what those counted here were helped to do ("deserters").
    """

    id: str
    label: str
    unit: str
    stage: str
    kind: str
    words: Words
    alone: bool = False
    undivided: bool = False
    of: str | None = None
    beside: tuple[str, ...] = ()
    also: Words = field(default_factory=dict)
    guarded: bool = False
    helped: tuple[str, ...] = ()

    @property
    def is_deed(self) -> bool:
        """Whether it counts servicemen by what they did themselves, whatever offence that is."""
        return self.undivided and self.unit == "person" and not self.of


@dataclass(frozen=True, slots=True)
class Node:
    """A category or a place: a node of a tree. Children of an exhaustive parent sum to it; others leave an unnamed rest.

    A category of one country's law names it as its ``place``: categories of different places may share a word ("desertion").
    ``also``: words that mean a place only where another of its parent is named beside it ("in Kyiv", else said of all Ukraine), and
    words that mean a category only of a measure that has such an ``of`` ("Ukrainian", of applications for asylum).
    ``seat``: the name of the city whose government acts on applications in the name of the country ("Paris granted asylum to 550").
    ``city``: words for a part of a place, a city or its court: what is counted there is counted in the place, but is not all of it.
    """

    id: str
    label: str
    parent: str | None
    exhaustive: bool
    words: Words
    place: str | None = None
    also: Words = field(default_factory=dict)
    seat: Words = field(default_factory=dict)
    city: Words = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Origin:
    """Who counts: a census (all, by office), a tally (what it can see: a lower bound on the truth) or an estimate.

    ``means``: measures that texts ascribe to it and it cannot count, with what it counts in their stead. ``office``: words such as
    "prosecutors" that stand for it where one of its places is spoken of. ``guarded``: as of a measure.
    """

    id: str
    label: str
    kind: str
    names: tuple[str, ...]
    measures: tuple[str, ...]
    places: tuple[str, ...]
    since: date | None = None
    means: Mapping[str, str] = field(default_factory=dict)
    office: tuple[str, ...] = ()
    guarded: bool = False


@dataclass(frozen=True, slots=True)
class Event:
    """A dated event that windows are anchored to ("since mobilisation"). ``begins``: counts since its month may begin with it.

    ``place``: the country whose event it is, where the same words mean another one elsewhere.
    """

    id: str
    label: str
    date: date
    words: Words
    begins: bool = False
    place: str | None = None


LAW_TEXTS = ("title", "article", "changed", "before", "after")  # what is told of a law, in any language


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
    """What must hold between two measures, or two categories: the count of the first is at most that of the second, and why.

    ``since`` is an event or a day: then it holds of both counts since that day. Without, it holds over any days: each that is counted
    by the first is counted by the second, on the same day.
    """

    at_most: tuple[str, str]
    since: str | None
    why: str

    @property
    def name(self) -> str:
        """How a certificate names it: "verdicts<=cases_received"."""
        return "<=".join(self.at_most)


@dataclass(frozen=True, slots=True)
class Dockets:
    """How lists and cards of courts are counted: as which measure and whose count; the category of each article of the code; and the
    place of a court by its code, its site, or a part of these ("*": of any court not told otherwise).
    """

    measure: str
    origin: str
    articles: Mapping[str, str]
    courts: Mapping[str, str]


Labelled = Measure | Node | Origin | Event


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
    labels: Labels = field(default_factory=dict)
    dockets: Dockets | None = None

    def label(self, section: str, name: str, lang: str = "en") -> str:
        """The label of an entry ("measure", "category", "place", "origin" or "event"), or of the "book" itself, in a language.

        It is that of the entry itself where the language has none, and the id where the codebook does not know the entry.
        """
        entry = self._sections[section].get(name)
        return self.labels.get(lang, {}).get(section, {}).get(name) or (entry.label if entry else name)

    def told(self, law: Law, part: str, lang: str = "en") -> str:
        """A text of a law ("title", "article", "changed", "before" or "after") in a language; as the law has it where that has none."""
        return self.labels.get(lang, {}).get(f"law_{part}", {}).get(law.id) or str(getattr(law, part))

    def why(self, link: Link, lang: str = "en") -> str:
        """Why a link holds, in a language; as the link itself says where the language has no words for it."""
        return self.labels.get(lang, {}).get("link", {}).get(link.name, link.why)

    @cached_property
    def _sections(self) -> Mapping[str, Mapping[str, Labelled]]:
        nodes = {"category": self.categories, "place": self.places}
        return {"measure": self.measures, **nodes, "origin": self.origins, "event": self.events, "book": {}}

    @cached_property
    def category_tree(self) -> Tree:
        return Tree(self.categories)

    @cached_property
    def place_tree(self) -> Tree:
        return Tree(self.places)

    @cached_property
    def homes(self) -> frozenset[str]:
        """The places of whose law some category is: the countries of the subject."""
        return frozenset(node.place for node in self.categories.values() if node.place)

    def counts_as(self, origin: str) -> str:
        """census, tally or estimate. An origin that the codebook does not know proves nothing about the truth: an estimate."""
        known = self.origins.get(origin)
        return known.kind if known else "estimate"

    def layer(self, origin: str) -> str:
        """The layer that an origin's claims constrain: a census equals ``all``."""
        return ALL if self.counts_as(origin) == "census" else origin

    def since(self, link: Link) -> date | None:
        """The day from which a link holds, or None where it holds over any days."""
        event = self.events.get(link.since or "")
        return event.date if event else date.fromisoformat(link.since) if link.since else None

    def links_measures(self, link: Link) -> bool:
        """Whether a link is between two measures; else it is between two categories."""
        return link.at_most[0] in self.measures

    def guards(self, measure: str, origin: str) -> bool:
        """Whether small figures of a measure by an origin are published as "under 5" only."""
        entries = self.measures.get(measure), self.origins.get(origin)
        return any(entry is not None and entry.guarded for entry in entries)

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
    def named_after(self) -> dict[str, list[str]]:
        """The categories that bear the name of an origin, by the origin: those who turn to a hotline, by its name."""
        found = dict[str, list[str]]()
        for name, one in self.categories.items():
            for origin in {self.origin_named(word) for words in one.words.values() for word in words} - {None}:
                found.setdefault(str(origin), []).append(name)
        return found

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
        """The topmost above a node."""
        return self._roots.get(name, name)

    @cached_property
    def _roots(self) -> Mapping[str, str]:
        return {name: self.ancestors(name)[-1] for name in self.nodes}


def plain(name: str) -> str:
    """A name with case, punctuation and spaces taken off, for comparing."""
    return re.sub(r"[\W_]+", "", name).casefold()
