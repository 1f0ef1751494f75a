"""A codebook: what is counted, of which kinds, where, by whom, and the words for it. One TOML file a subject.

``load`` takes a name ("refusal") or a path and checks the whole file; every fault is named with its line.
"""

from recusant.codebook.loading import load, parse, toml_of
from recusant.codebook.nouns import REST, Codebook, Dockets, Event, Law, Link, Measure, Node, Origin, Tree, Words, plain

__all__ = [
    "REST", "Codebook", "Dockets", "Event", "Law", "Link", "Measure", "Node", "Origin", "Tree", "Words", "load", "parse", "plain",
    "toml_of",
]  # fmt: skip
