"""What was settled before, by content: a component of the same figures under the same codebook is not worked out twice.

So one claim more re-reckons only the component that it touches, with the same result as a full run: what is remembered is a pure
function of its key. Conflicts remembered are verified like fresh ones before they leave.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, MutableMapping, Sequence
from functools import lru_cache

from recusant.codebook import Codebook, Tree
from recusant.reconcile.figures import Figure
from recusant.reconcile.links import firsts
from recusant.reconcile.rules import Box
from recusant.reconcile.settled import Settled, Told, settle, settled_by, tell
from recusant.records import Claim, Conflict, identity

Memory = MutableMapping[str, str]
METHOD = 6  # counts up whenever the same figures would settle differently than before


def key_of(figures: Sequence[Figure], book: Codebook) -> str:
    """A hash of all that settling depends on: the figures with their rows and weights, the trees, the kinds of origins and the links."""
    said = [
        [figure.id, figure.weight, figure.reviewed]
        + [[row.side, row.layer, str(row.value), row.at, [[str(times), *_named(box)] for times, box in row.parts]] for row in figure.rows]
        for figure in figures
    ]
    boxes = {box for figure in figures for row in figure.rows for box in row.boxes}
    leaves = {
        "categories": {name: sorted(book.category_tree.leaves(name)) for name in {box.category for box in boxes}},
        "places": {name: sorted(book.place_tree.leaves(name)) for name in {box.place for box in boxes}},
        "layers": {name: book.counts_as(name) for name in {row.layer for figure in figures for row in figure.rows}},
    }
    return identity("k", [METHOD, said, leaves, *_linked(boxes, book)])


def _linked(boxes: Iterable[Box], book: Codebook) -> list[object]:
    """What the rows of the links that touch boxes follow from: these links, the kinds of measures, and the trees that all are of."""
    root, joined = book.category_tree.root, firsts(book)
    touched = {joined.get(name) for box in boxes for name in (box.measure, root(box.category))}
    ends = {link: [name if book.links_measures(link) else root(name) for name in link.at_most] for link in book.links}
    links = [link for link in book.links if joined[ends[link][0]] in touched]
    if not links:
        return []
    names = {*(box.measure for box in boxes), *(root(box.category) for box in boxes), *(end for link in links for end in ends[link])}
    said = [[link.name, str(book.since(link)), link.why] for link in links]
    kinds = [[name, measure.kind] for name, measure in sorted(book.measures.items()) if name in names]
    places = {book.place_tree.root(box.place) for box in boxes}
    trees = (names, book.category_tree), (places, book.place_tree)
    return [said, kinds, *(_below(root, tree) for roots, tree in trees for root in sorted(roots))]


@lru_cache(maxsize=1_000)
def _below(root: str, tree: Tree) -> list[tuple[object, ...]]:
    """The nodes of a tree, each with its parent and whether its children are all of it."""
    return [(name, node.parent, node.exhaustive) for name, node in sorted(tree.nodes.items()) if tree.root(name) == root]


def _named(box: Box) -> tuple[str, ...]:
    return box.measure, box.category, box.place, str(box.start), str(box.end)


def settled_of(figures: Sequence[Figure], key: str, book: Codebook, memory: Memory) -> Settled:
    """A component settled, or remembered."""
    if key not in memory:
        fresh, number = settle(figures, book), {figure.id: place for place, figure in enumerate(figures)}
        given_up = [number[figure.id] for figure in fresh.given_up]
        memory[key] = json.dumps({"given_up": given_up, "met": [sorted(members) for members in fresh.met]})
    record = json.loads(memory[key])
    return settled_by(figures, set(record["given_up"]), map(frozenset, record["met"]))


def told_of(figures: Sequence[Figure], key: str, settled: Settled, book: Codebook, memory: Memory) -> Told:
    """The conflicts of a settled component, or what is remembered of them."""
    key = f"{key}-told"
    if key not in memory:
        fresh = tell(figures, settled, book)
        kept = {"reasons": dict(fresh.reasons), "disjoint": fresh.disjoint, "cut_off": fresh.cut_off}
        memory[key] = json.dumps(kept | {"conflicts": [conflict.to_dict() for conflict in fresh.conflicts]})
    record = json.loads(memory[key])
    spokesmen: dict[str, Claim] = {figure.id: figure.claims[0] for figure in figures}
    conflicts = tuple(
        bare.citing({claim: spokesmen[claim] for claim in bare.claims}) for bare in map(Conflict.from_dict, record["conflicts"])
    )
    return Told(conflicts, record["reasons"], record["disjoint"], record["cut_off"])
