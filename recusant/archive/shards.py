"""An archive in shards: the files of an input, parted so that one task reads a shard and nobody ever waits for a document.

How an archive is parted depends on its files alone. Of a folder of single documents so many go together; a small WARC or WET file is one
shard, of a large one so many bytes are (``parts``); of a Parquet file so many rows.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence, Set
from dataclasses import dataclass
from typing import Any

from recusant.errors import BadInput
from recusant.records import Json, identity

WARC, WET, PARQUET, FILES, BATCH = "warc", "wet", "parquet", "files", "batch"
ENDINGS = {".warc.wet.gz": WET, ".warc.wet": WET, ".wet.gz": WET, ".wet": WET, ".warc.gz": WARC, ".warc": WARC, ".parquet": PARQUET}
TOGETHER = 500  # files in one shard
ROWS = 20_000  # of a Parquet file in one shard, or else one group of rows
File = tuple[str, int]  # where it is, and its size in bytes


@dataclass(frozen=True)
class Shard:
    """The files that one task reads. ``size`` is in bytes. ``part`` is what it reads of one file: of Parquet the numbers of the groups of
    rows, of WARC where the first record begins and where the first one behind the part does; nothing says the whole.
    """

    id: str
    kind: str
    files: tuple[str, ...]
    size: int
    part: tuple[int, ...] = ()

    @classmethod
    def of(cls, kind: str, files: Sequence[File], part: tuple[int, ...] = (), size: int | None = None) -> Shard:
        """A shard whose id is made here: a hash of the names and sizes of its files, and of the part."""
        return cls(
            identity("a", [kind, files, part]), kind, tuple(name for name, _ in files),
            sum(bytes_ for _, bytes_ in files) if size is None else size, part,
        )  # fmt: skip

    def to_dict(self) -> Json:
        """As JSON."""
        return {"id": self.id, "kind": self.kind, "files": list(self.files), "part": list(self.part), "size": self.size}


def planned(inputs: Iterable[str], known: Set[str] = frozenset()) -> list[Shard]:
    """The shards of files and folders (paths, or addresses of a store that fsspec knows), in the order of their names.

    ``known`` are the files of single documents that an earlier run has read: others are parted among themselves, so that an archive
    may grow. Raises BadInput where an input is not there.
    """
    found = dict(file for one in inputs for file in _files(one))
    shards, single = list[Shard](), list[File]()
    for name, size in sorted(found.items()):
        kind = next((kind for ending, kind in ENDINGS.items() if name.lower().endswith(ending)), FILES)
        if kind == FILES:
            single += [(name, size)] if name not in known else []
        elif kind == PARQUET:
            shards += _groups(name, size)
        else:
            shards.append(Shard.of(kind, [(name, size)]))
    return shards + [Shard.of(FILES, single[at : at + TOGETHER]) for at in range(0, len(single), TOGETHER)]


def _files(given: str) -> Iterator[File]:
    """Every file below, hidden ones left out, as the address under which it is opened again."""
    system, path = opened(given)
    if not system.exists(path):
        raise BadInput("no such file or folder", file=given, mend="check the spelling of the path")
    for name, about in system.find(path, detail=True).items():
        below = name.removeprefix(path).split("/")
        if not any(part.startswith(".") for part in below):
            yield (name if is_local(system) else system.unstrip_protocol(name)), int(about["size"] or 0)


def opened(address: str) -> tuple[Any, str]:
    """The file system of a path or an address, and the path in it. Raises BadInput where its library is missing."""
    try:
        from fsspec.core import url_to_fs
    except ImportError:
        raise BadInput("archives need libraries that are not installed", mend='pip install "recusant[scale]"') from None
    try:
        system, path = url_to_fs(address)
    except (ImportError, ValueError) as fault:
        raise BadInput(f"this store cannot be opened ({fault})", file=address, mend="install the library of fsspec for it") from None
    return system, path


def is_local(system: Any) -> bool:
    """Whether files of this system are files of this computer."""
    return "file" in system.protocol


def _groups(name: str, size: int) -> Iterator[Shard]:
    """Groups of rows in their order, together as long as they have no more than so many rows."""
    import pyarrow.parquet as parquet

    system, path = opened(name)
    try:
        with system.open(path) as file:
            about = parquet.ParquetFile(file).metadata
            rows = [about.row_group(at).num_rows for at in range(about.num_row_groups)]
    except (OSError, ValueError) as fault:
        raise BadInput(f"not a Parquet file ({fault})", file=name, mend="copy it again, or leave it out") from None
    together, held = list[int](), 0
    for at, count in enumerate([*rows, ROWS]):
        if together and (held + count > ROWS or at == len(rows)):
            yield Shard.of(PARQUET, [(name, size)], tuple(together), size * held // max(1, sum(rows)))
            together, held = [], 0
        together.append(at)
        held += count
