"""Files made of portions, one for each claim or series: what stands on the same as in the edition before is cut out of its files."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import accumulate, chain, groupby
from typing import Any


@dataclass(frozen=True)
class Before:
    """The portions of an earlier edition: what each stands on, the files that have one of each, how long it is in them, and where the
    first begins.
    """

    grounds: Sequence[str] = ()
    starts: Mapping[str, int] = field(default_factory=dict)
    lengths: Mapping[str, Sequence[int]] = field(default_factory=dict)
    files: Mapping[str, bytes] = field(default_factory=dict)


class Portions:
    """Records, by the portions that files have of them, and what each portion stands on; without ``grounds`` all are made anew.

    ``fresh`` are the records of the portions that must be made. ``order`` tells where each portion is found: its number among those
    of the edition ``before``, and after these among the fresh ones.
    """

    def __init__(self, records: Sequence[Sequence[Any]], grounds: Sequence[str] = (), before: Before = Before()) -> None:
        self.records, self.grounds, self.before = records, grounds, before
        self.starts, self.lengths = dict[str, int](), dict[str, Sequence[int]]()
        self.fresh, self.order = list[Sequence[Any]](), list[int]()
        known = {ground: number for number, ground in enumerate(before.grounds)}
        for held, ground in zip(records, grounds or [""] * len(records), strict=True):
            self.order.append(known.get(ground, len(before.grounds) + len(self.fresh)))
            if ground not in known:
                self.fresh.append(held)

    def __iter__(self) -> Iterator[Any]:
        """Every record, in order."""
        return chain.from_iterable(self.records)

    def joined(self, file: str, made: Iterable[bytes], head: bytes = b"", tail: bytes = b"") -> bytes:
        """A file of all the portions between its head and its tail; ``made`` are the fresh ones as they stand in it."""
        fresh, start, self.starts[file] = list(made), self.before.starts.get(file, 0), len(head)
        body = self.before.files.get(file, b"")[start : start + sum(self.before.lengths.get(file, ()))]
        every = memoryview(b"".join([body, *fresh]))
        return b"".join([head, *(every[place] for place in self.places(file, list(map(len, fresh)))), tail])

    def places(self, file: str, fresh: Sequence[int]) -> Iterator[slice]:
        """Where the portions of a file lie, in order and neighbours together, among those of the edition before with the fresh ones, so
        long, behind them.
        """
        lengths = [*self.before.lengths.get(file, ()), *fresh]
        self.lengths[file] = [lengths[number] for number in self.order]
        starts = list(accumulate(lengths, initial=0))
        for _, run in groupby(enumerate(self.order), lambda at: at[1] - at[0]):
            numbers = [number for _, number in run]
            yield slice(starts[numbers[0]], starts[numbers[-1] + 1])
