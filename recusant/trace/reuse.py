"""Texts -> which of them copy: the same passages in other texts, cut copies too.

Every text is known by the least hashes of its runs of words, one from each stretch of ``STRETCH`` runs (a MinHash of every passage):
two texts that share ``RUN + STRETCH - 1`` words in a row share such a hash, whatever stands around it. Texts that share enough of
them are then held against each other run by run.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from itertools import pairwise
from typing import NamedTuple

import numpy as np
import numpy.typing as npt

from recusant.trace.words import NOWHERE, Hashes, Vocabulary, covered, joined, runs

STRETCH = 4  # runs; so any 8 words in a row that two texts share are found
LEAST = 8  # words that a copy shares: what is always found
HALF = 0.5  # of the shorter text's own words: from there on it is a copy, below it only borrows
NEAR = 16  # earlier texts with the same run that a text is held against, besides the first of all; a crowd hangs together by them
BLOCK = 1 << 20  # words worked on at once

Index = npt.NDArray[np.int64]


class Copy(NamedTuple):
    """Two texts by their places, how many of the shorter one's own words stand in runs of the other, and what share of them it is."""

    first: int
    second: int
    words: int
    share: float


def copies(texts: Iterable[str]) -> list[Copy]:
    """Every pair of texts of which one is, by half or more, made of words that stand in the other.

    Texts are named by their places; give them earliest first. In a crowd of more than ``NEAR`` copies each is held against the first
    and its nearest, so that the crowd hangs together, but not every pair of it is told.
    """
    hashes, starts, own = _read(texts)
    found = []
    for first, second in _candidates(hashes, starts, own):
        shorter, longer = (first, second) if own[first] <= own[second] else (second, first)
        shared = _shared(hashes[starts[shorter] : starts[shorter + 1]], hashes[starts[longer] : starts[longer + 1]])
        if shared >= max(LEAST, HALF * own[shorter]):
            found.append(Copy(first, second, shared, shared / int(own[shorter])))
    return found


def reused(text: str, other: str) -> float:
    """The share of a text's own words that stand in runs of another."""
    vocabulary = Vocabulary()
    words, others = vocabulary.numbered(text), vocabulary.numbered(other)
    return _shared(runs(words), runs(others)) / max(1, int((words > 0).sum()))


def _shared(held: Hashes, against: Hashes) -> int:
    return int(covered(np.isin(held, against[against != NOWHERE])).sum())


def _read(texts: Iterable[str]) -> tuple[Hashes, Index, Index]:
    """The hashes of all runs in one row, where each text begins in it, and how many words of its own each text has."""
    vocabulary = Vocabulary()
    words, starts = joined(vocabulary.numbered(text) for text in texts)
    hashes = np.empty(len(words), dtype=np.uint64)
    for first, last in _blocks(starts):
        hashes[first:last] = runs(words[first:last])
    return hashes, starts, np.add.reduceat(words > 0, starts[:-1], dtype=np.int64) if len(words) else starts[:0]


def _blocks(starts: Index) -> Iterator[tuple[int, int]]:
    """Where to cut the row of all words, between texts, so that no more is worked on at once than fits."""
    cuts = starts[np.unique(np.searchsorted(starts, np.arange(0, starts[-1] + BLOCK, BLOCK)).clip(max=len(starts) - 1))].tolist()
    yield from pairwise(cuts)


def _candidates(hashes: Hashes, starts: Index, own: Index) -> Iterator[tuple[int, int]]:
    """Pairs of texts that share a quarter or more of the least hashes that a half-copied text shares on average."""
    prints, texts = _prints(hashes, starts)
    total = len(own)
    near = ((texts[:-apart], texts[apart:], prints[:-apart] == prints[apart:]) for apart in range(1, NEAR + 1))
    keys = [one[same] * total + other[same] for one, other, same in near]
    pairs, hits = np.unique(np.concatenate([_far_from_first(prints, texts, total), *keys]), return_counts=True)
    first, second = np.divmod(pairs, max(1, total))
    enough = hits >= np.minimum(own[first], own[second]) * HALF * 2 / (STRETCH + 1) / 4
    yield from zip(first[enough].tolist(), second[enough].tolist(), strict=True)


def _far_from_first(prints: Hashes, texts: Index, total: int) -> Index:
    """Each text with a hash beside the first text that has it, where that is not among its nearest."""
    begins = np.flatnonzero(np.diff(prints, prepend=NOWHERE))
    sizes = np.diff(np.append(begins, len(prints)))
    far = np.arange(len(prints)) - np.repeat(begins, sizes) > NEAR
    return np.repeat(texts[begins], sizes)[far] * total + texts[far]


def _prints(hashes: Hashes, starts: Index) -> tuple[Hashes, Index]:
    """The least hashes that come more than once, each with the texts that have it, sorted by hash and then by text."""
    least = [first + _least(hashes[first:last]) for first, last in _blocks(starts)]
    texts = np.concatenate([starts[:0], *(np.searchsorted(starts, places, side="right") - 1 for places in least)])
    prints = np.concatenate([hashes[:0], *(hashes[places] for places in least)])
    del least  # one number for each third word: at 100,000 articles this and the copies below are most of the memory
    order = np.argsort(prints, kind="stable")
    texts, prints = texts[order], prints[order]
    del order
    again = np.zeros(len(prints), dtype=bool)
    again[1:] = prints[1:] == prints[:-1]
    again[:-1] |= again[1:]
    texts, prints = texts[again], prints[again]
    once = np.ones(len(prints), dtype=bool)
    once[1:] = (prints[1:] != prints[:-1]) | (texts[1:] != texts[:-1])
    return prints[once], texts[once]


def _least(hashes: Hashes) -> Index:
    """The places whose hash is the least of some stretch that holds them."""
    padded = np.concatenate([hashes, np.full(STRETCH - 1, NOWHERE)])
    floor = np.lib.stride_tricks.sliding_window_view(padded, STRETCH).min(axis=1)
    chosen = hashes == floor
    for back in range(1, STRETCH):
        chosen[back:] |= hashes[back:] == floor[:-back]
    return np.flatnonzero(chosen & (hashes != NOWHERE))
