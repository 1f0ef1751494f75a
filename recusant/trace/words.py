"""Words as numbers: what two texts share is looked for among runs of words, and what stands in quotation marks belongs to its speaker."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable
from itertools import count

import numpy as np
import numpy.typing as npt

RUN = 5  # words in a row; by fours, texts told in own words share too much (text_reuse_levels), by sixes too few light revisions are seen
SPEECH = 5  # words in quotation marks from which they are somebody's speech, and not a name or a title
PAUSE = "\0"  # stands where speech was: no run goes across it
NOWHERE = np.uint64(2**64 - 1)  # the hash of a run that is none
STEPS = [np.uint64((place + 1) * 0x9E3779B97F4A7C15 % 2**64) for place in range(RUN)]

Words = npt.NDArray[np.uint32]
Hashes = npt.NDArray[np.uint64]

_SPEECH = re.compile(r"""«[^«»]{,500}»|“[^“”]{,500}”|„[^„“”]{,500}[“”]|(?<![\w.,!?…])"(?=\S)[^"\n]{,500}(?<=\S)"(?!\w)""")
_WORD = re.compile(rf"\w+|{PAUSE}")
_LINK = re.compile(r"\bhttps?://[^\s)\]>\"]+")


def own_words(text: str) -> list[str]:
    """The words of a text with a pause in place of each speech in quotation marks: two who quote one speaker need not have read
    each other. Addresses of links are no words."""
    return _WORD.findall(_SPEECH.sub(_pause, _LINK.sub(" ", text)).casefold())


def _pause(found: re.Match[str]) -> str:
    return f" {PAUSE} " if len(_WORD.findall(found[0])) >= SPEECH else found[0]


class Vocabulary:
    """Gives each word a number in the order in which words are met; the pause has the number 0."""

    def __init__(self) -> None:
        self._number: defaultdict[str, int] = defaultdict(count().__next__)
        self._number[PAUSE]  # the first to be asked for is 0

    def numbered(self, text: str) -> Words:
        """The words of a text, speech left out, as numbers."""
        words = own_words(text)
        return np.fromiter(map(self._number.__getitem__, words), dtype=np.uint32, count=len(words))


def runs(words: Words) -> Hashes:
    """A hash for each run of words, by the place where it begins; as long as the words, with NOWHERE where none begins."""
    hashes = np.full(len(words), NOWHERE)
    if len(words) < RUN:
        return hashes
    last = len(words) - RUN + 1
    mixed, broken = np.zeros(last, dtype=np.uint64), np.zeros(last, dtype=bool)
    for place, step in enumerate(STEPS):
        word = words[place : place + last]
        mixed = _mixed(mixed + word.astype(np.uint64) + step)
        broken |= word == 0
    hashes[:last] = np.where(broken, NOWHERE, mixed)
    return hashes


def _mixed(numbers: Hashes) -> Hashes:
    """Splitmix64: numbers that differ come out with nothing in common."""
    numbers = (numbers ^ (numbers >> np.uint64(30))) * np.uint64(0xBF58476D1CE4E5B9)
    numbers = (numbers ^ (numbers >> np.uint64(27))) * np.uint64(0x94D049BB133111EB)
    return numbers ^ (numbers >> np.uint64(31))


def covered(found: npt.NDArray[np.bool_]) -> npt.NDArray[np.bool_]:
    """Which words stand in one of the runs found, from where these begin."""
    ends = np.concatenate([np.zeros(1, dtype=np.int64), np.cumsum(found)])
    places = np.arange(1, len(found) + 1)
    within: npt.NDArray[np.bool_] = ends[places] > ends[np.maximum(places - RUN, 0)]
    return within


def joined(texts: Iterable[Words]) -> tuple[Words, npt.NDArray[np.int64]]:
    """All words in one row with a pause between texts, and where each text begins; one more place says where the next would."""
    rows = [np.append(words, np.uint32(0)) for words in texts]
    starts = np.cumsum([0, *(len(row) for row in rows)])
    return np.concatenate(rows) if rows else np.zeros(0, dtype=np.uint32), starts
