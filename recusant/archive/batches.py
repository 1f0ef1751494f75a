"""Records gathered into batches: those that must be looked at together are in one file, and each file is a shard.

A batch is named by what it holds. So one in which nothing has changed since the last run is not worked on again.
"""

from __future__ import annotations

import hashlib
import json
import tempfile
from collections import defaultdict
from collections.abc import Iterator
from pathlib import Path

from recusant.archive.outcomes import canonical
from recusant.archive.output import Output
from recusant.archive.shards import BATCH, Shard, opened
from recusant.records import Json, identity

TOGETHER = 20_000  # records in memory
FOLDER = "batches"


class Batches:
    """Gathers records by a key, in the order in which they come. ``made_with`` is what else decides what will come of a batch."""

    def __init__(self, output: Output, made_with: Json) -> None:
        self._output, self._made_with = output, made_with
        self._folder = tempfile.TemporaryDirectory(prefix="recusant-")
        self._numbers: dict[object, int] = {}
        self._held: dict[int, list[str]] = defaultdict(list)
        self._count = 0

    def add(self, key: object, record: Json) -> None:
        """Adds a record."""
        self._held[self._numbers.setdefault(key, len(self._numbers))].append(canonical(record))
        self._count += 1
        if self._count % TOGETHER == 0:
            self._flush()

    def shards(self) -> list[Shard]:
        """Hands the batches over, and tells them as shards, in the order of their ids."""
        self._flush()
        with self._folder:
            made = [self._handed_over(self._file(number)) for number in self._numbers.values()]
        return sorted(made, key=lambda shard: shard.id)

    def _handed_over(self, file: Path) -> Shard:
        with file.open("rb") as opened_file:
            told = hashlib.file_digest(opened_file, "sha256").hexdigest()
        name = identity("a", [self._made_with, told])
        address = f"{self._output.address.rstrip('/')}/{FOLDER}/{name}.jsonl"
        self._output.put(file, address)
        return Shard(name, BATCH, (address,), file.stat().st_size)

    def _file(self, number: int) -> Path:
        return Path(self._folder.name) / f"{number}.jsonl"

    def _flush(self) -> None:
        for number, lines in self._held.items():
            with self._file(number).open("a", encoding="utf-8") as file:
                file.writelines(f"{line}\n" for line in lines)
        self._held.clear()


def lines_of(shard: Shard) -> Iterator[Json]:
    """The records of a batch."""
    system, path = opened(shard.files[0])
    with system.open(path, "rb") as file:
        yield from map(json.loads, file)
