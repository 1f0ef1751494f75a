"""The cells of a system: days × leaf categories × leaf places, cut only where a row or a question tells them apart."""

from __future__ import annotations

from bisect import bisect_left
from collections import defaultdict
from collections.abc import Iterable
from datetime import date, timedelta
from itertools import product

import numpy as np
from numpy.typing import NDArray

from recusant.codebook import Codebook
from recusant.reconcile.rules import Box

Cells = NDArray[np.int64]
Footprint = tuple[str, str, str]  # measure, category, place


class Grid:
    """Cells numbered from 0. Leaf pairs that every box treats alike are one strand; a strand is cut at the ends of its boxes."""

    def __init__(self, boxes: Iterable[Box], book: Codebook) -> None:
        self._boxes = sorted(set(boxes), key=lambda box: (box.measure, box.category, box.place, box.start, box.end))
        self._covers: dict[Box, Cells] = {}
        self._strands: dict[Footprint, list[int]] = defaultdict(list)
        self._cuts: list[list[date]] = []
        self._first: list[int] = []
        self.size = 0
        for footprints in self._alike(book):
            self._lay(footprints)

    def _alike(self, book: Codebook) -> list[tuple[Footprint, ...]]:
        """For each kind of leaf pair, the footprints that hold it."""
        holders: dict[tuple[str, str, str], list[Footprint]] = defaultdict(list)
        for footprint in dict.fromkeys((box.measure, box.category, box.place) for box in self._boxes):
            measure, category, place = footprint
            for leaf in product(book.category_tree.leaves(category), book.place_tree.leaves(place)):
                holders[measure, *leaf].append(footprint)
        return sorted({tuple(held) for held in holders.values()})

    def _lay(self, footprints: tuple[Footprint, ...]) -> None:
        inside = [box for box in self._boxes if (box.measure, box.category, box.place) in footprints]
        cuts = sorted({box.start for box in inside} | {box.end + timedelta(1) for box in inside})
        for footprint in footprints:
            self._strands[footprint].append(len(self._cuts))
        self._cuts.append(cuts)
        self._first.append(self.size)
        self.size += len(cuts) - 1

    def cover(self, box: Box) -> Cells:
        """The numbers of the cells in a box that the grid was made with."""
        if box not in self._covers:
            parts = [self._within(strand, box) for strand in self._strands[box.measure, box.category, box.place]]
            self._covers[box] = np.concatenate(parts) if parts else np.empty(0, dtype=np.int64)
        return self._covers[box]

    def _within(self, strand: int, box: Box) -> Cells:
        cuts, first = self._cuts[strand], self._first[strand]
        return np.arange(first + bisect_left(cuts, box.start), first + bisect_left(cuts, box.end + timedelta(1)), dtype=np.int64)
