"""The cells of a system: days × leaf categories × leaf places, cut only where a row or a question tells them apart."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
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
        self._number: dict[Box, int] = {}  # of a box among those of its footprint
        days: dict[Footprint, list[tuple[int, int]]] = defaultdict(list)
        for box in boxes:
            if box not in self._number:
                held = days[box.measure, box.category, box.place]
                self._number[box] = len(held)
                held.append((box.start.toordinal(), box.end.toordinal() + 1))
        self._days = {footprint: np.array(days[footprint]) for footprint in sorted(days)}
        self.firsts: list[int] = []  # of each strand
        self.size = 0
        laid: dict[Footprint, list[Cells]] = defaultdict(list)
        for footprints in self._alike(book):
            self._lay(footprints, laid)
        self._laid = {footprint: np.stack(strands, axis=1) for footprint, strands in laid.items()}

    def _alike(self, book: Codebook) -> list[tuple[Footprint, ...]]:
        """For each kind of leaf pair, the footprints that hold it."""
        holders: dict[tuple[str, str, str], list[Footprint]] = defaultdict(list)
        for footprint in self._days:
            measure, category, place = footprint
            for leaf in product(book.category_tree.leaves(category), book.place_tree.leaves(place)):
                holders[measure, *leaf].append(footprint)
        return sorted({tuple(held) for held in holders.values()})

    def _lay(self, footprints: tuple[Footprint, ...], laid: dict[Footprint, list[Cells]]) -> None:
        """One strand more: for each box of the footprints the first cell in it and the first after it."""
        cuts = np.unique(np.concatenate([self._days[footprint] for footprint in footprints]))
        for footprint in footprints:
            laid[footprint].append(self.size + np.searchsorted(cuts, self._days[footprint]))
        self.firsts.append(self.size)
        self.size += len(cuts) - 1

    def spans(self, box: Box) -> list[Span]:
        """The first cell in a box and the first after it, in each strand, for a box that the grid was made with."""
        return [(first, after) for first, after in self._of(box).tolist()]

    def spans_of(self, boxes: Sequence[Box]) -> tuple[Cells, Cells, Cells]:
        """The spans of many boxes at once: which box each is of, the first cell in it and the first after it."""
        spans = [self._of(box) for box in boxes]
        first, after = np.concatenate([np.empty((0, 2), dtype=np.int64), *spans]).T
        return np.repeat(np.arange(len(boxes)), [len(one) for one in spans]), first, after

    def _of(self, box: Box) -> Cells:
        spans: Cells = self._laid[box.measure, box.category, box.place][self._number[box]]
        return spans
