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
Span = tuple[int, int]  # the first of consecutive numbers, and the first after them
Footprint = tuple[str, str, str]  # measure, category, place


class Grid:
    """Cells numbered from 0. Leaf pairs that every box treats alike are one strand; a strand is cut at the ends of its boxes."""

    def __init__(self, boxes: Iterable[Box], book: Codebook) -> None:
        self._boxes = sorted(set(boxes), key=lambda box: (box.measure, box.category, box.place, box.start, box.end))
        self._spans: dict[Box, tuple[Span, ...]] = {}
        self._strands: dict[Footprint, list[int]] = defaultdict(list)
        self._cuts: list[list[date]] = []
        self.firsts: list[int] = []  # of each strand
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
        self.firsts.append(self.size)
        self.size += len(cuts) - 1

    def spans(self, box: Box) -> tuple[Span, ...]:
        """The first cell in a box and the first after it, in each strand, for a box that the grid was made with."""
        if box not in self._spans:
            strands = self._strands[box.measure, box.category, box.place]
            self._spans[box] = tuple(self._within(strand, box) for strand in strands)
        return self._spans[box]

    def _within(self, strand: int, box: Box) -> Span:
        cuts, first = self._cuts[strand], self.firsts[strand]
        return first + bisect_left(cuts, box.start), first + bisect_left(cuts, box.end + timedelta(1))
