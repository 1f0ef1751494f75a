"""What was settled before, by content: a component of the same figures under the same codebook is not worked out twice.

So one claim more re-reckons only the component that it touches, with the same result as a full run: what is remembered is a pure
function of its key. Conflicts remembered are verified like fresh ones before they leave.
"""

from __future__ import annotations

import json
from collections.abc import MutableMapping, Sequence
from dataclasses import astuple

from recusant.codebook import Codebook
from recusant.reconcile.figures import Figure
from recusant.records import Claim, Conflict, identity

Memory = MutableMapping[str, str]
METHOD = 1  # counts up whenever the same figures would settle differently than before


def key_of(figures: Sequence[Figure], book: Codebook) -> str:
    """A hash of all that settling depends on: the figures with their rows and weights, the trees and the kinds of origins."""
    said = [
        [figure.id, figure.weight, figure.reviewed]
        + [
            [row.side, row.layer, str(row.value), row.at, [[str(times), *map(str, astuple(box))] for times, box in row.parts]]
            for row in figure.rows
        ]
        for figure in figures
    ]
    boxes = {box for figure in figures for row in figure.rows for box in row.boxes}
    leaves = {
        "categories": {name: sorted(book.category_tree.leaves(name)) for name in {box.category for box in boxes}},
        "places": {name: sorted(book.place_tree.leaves(name)) for name in {box.place for box in boxes}},
        "layers": {name: book.counts_as(name) for name in {row.layer for figure in figures for row in figure.rows}},
    }
    return identity("k", [METHOD, said, leaves])


def remembered(text: str, figures: Sequence[Figure]) -> tuple[set[int], tuple[Conflict, ...]]:
    """The numbers of the figures given up, and a conflict for each."""
    record = json.loads(text)
    number = {figure.id: place for place, figure in enumerate(figures)}
    spokesmen: dict[str, Claim] = {figure.id: figure.claims[0] for figure in figures}
    conflicts = []
    for stored in record["conflicts"]:
        bare = Conflict.from_dict(stored)
        cited = {claim: spokesmen[claim] for claim in bare.claims}
        conflicts.append(Conflict(bare.claims, bare.certificate, bare.gap, bare.smallest, cited))
    return {number[name] for name in record["given_up"]}, tuple(conflicts)


def to_remember(given_up: Sequence[Figure], conflicts: Sequence[Conflict]) -> str:
    """The text that ``remembered`` reads."""
    return json.dumps({"given_up": [figure.id for figure in given_up], "conflicts": [conflict.to_dict() for conflict in conflicts]})
