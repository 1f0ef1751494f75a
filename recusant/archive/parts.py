"""Large WARC and WET files in parts, so that one file of a gigabyte is not one task.

Where records begin is found by going through the file once, which takes a hundredth of the time of reading its pages. Guessing it from
the bytes would be quicker, and wrong where a page holds a packed archive itself. It is a task a file, like all others.
"""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from recusant.archive.documents import is_lasting
from recusant.archive.outcomes import canonical
from recusant.archive.output import Output
from recusant.archive.shards import WARC, WET, Shard, opened
from recusant.archive.work import Begun, Done, Limits

OF_A_PART = 100_000_000  # bytes, packed: some minutes of reading
PARTED = "parted"
Cuts = list[int]


@dataclass(frozen=True)
class Parting:
    """Finds where to cut a file, and writes it down."""

    output: Output
    limits: Limits
    size: int = OF_A_PART

    def __call__(self, shard: Shard, died: Sequence[int] = (), begun: Begun = lambda number: None) -> Done:
        """Parts a file."""
        told = {"id": shard.id, "cuts": list(cuts(shard, self.size))}
        self.output.write(f"{PARTED}/{shard.id}.json", canonical(told))
        return {**told, "bytes": shard.size, "claims": 0}


def cuts(shard: Shard, size: int) -> Iterator[int]:
    """Where the parts of a file begin but the first: at the first record behind each so many bytes that can be read from there on.

    Of a file that is damaged, all behind the last cut is the last part, which tells of the damage when it is read.
    """
    from fastwarc.warc import ArchiveIterator, WarcRecordType

    system, path = opened(shard.files[0])
    following = size
    try:
        with system.open(path, "rb") as file, system.open(path, "rb") as other:
            for record in ArchiveIterator(file, parse_http=False, record_types=WarcRecordType.any_type):
                if record.stream_pos >= following and _begins_at(other, record):
                    following = record.stream_pos + size
                    yield record.stream_pos
    except OSError as fault:
        if not is_lasting(fault):
            raise


def _begins_at(file: Any, record: Any) -> bool:
    """Whether a record is found where it is said to begin: not so where several are packed together."""
    from fastwarc.warc import ArchiveIterator, WarcRecordType

    file.seek(record.stream_pos)
    try:
        first = next(ArchiveIterator(file, parse_http=False, record_types=WarcRecordType.any_type), None)
    except OSError as fault:
        if not is_lasting(fault):
            raise
        return False
    return first is not None and bool(first.record_id == record.record_id)


def large(shards: Sequence[Shard], size: int = OF_A_PART) -> list[Shard]:
    """The files that are read in parts."""
    return [shard for shard in shards if shard.kind in (WARC, WET) and shard.size > size]


def parted(shards: Sequence[Shard], known: Mapping[str, Cuts], size: int = OF_A_PART) -> list[Shard]:
    """The shards of an archive, its large files in the parts that are known. One whose parts are not known yet is left out."""
    waiting = {shard.id for shard in large(shards, size)} - known.keys()
    return [part for shard in shards if shard.id not in waiting for part in _parts(shard, known.get(shard.id, []))]


def _parts(shard: Shard, at: Cuts) -> Iterator[Shard]:
    if not at:
        yield shard
        return
    (name,) = shard.files
    for first, behind in zip((0, *at), (*at, shard.size), strict=True):
        yield Shard.of(shard.kind, [(name, shard.size)], (first, behind), behind - first)


def known_parts(output: Output) -> dict[str, Cuts]:
    """The cuts of each file that was parted, by its id."""
    system, path = opened(f"{output.address.rstrip('/')}/{PARTED}")
    files = system.find(path) if system.exists(path) else ()
    records = (json.loads(system.cat_file(name)) for name in files if name.endswith(".json"))
    return {record["id"]: record["cuts"] for record in records}
