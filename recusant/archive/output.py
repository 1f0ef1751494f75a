"""The files that an archive is read into: of each shard a Parquet file a table, then a line that says it is done.

Every file is written under another name and renamed when it is whole, the line about the shard last of all. So a shard is done wholly or
not at all, however often it was begun; and doing it again writes the same files under the same names.
"""

from __future__ import annotations

import hashlib
import json
import shutil
import tempfile
from collections.abc import Iterator, Sequence, Set
from dataclasses import dataclass
from pathlib import Path, PurePosixPath
from types import TracebackType
from typing import Any, Self

from recusant.archive.outcomes import COLUMNS, Columns, Digest, Rows, canonical
from recusant.archive.shards import FILES, Shard, is_local, opened
from recusant.errors import BadInput
from recusant.records import Json

MANIFEST, ABOUT, SHARDS, PART = "manifest.json", "archive.json", "shards", ".part"
HELD = 2_000  # rows of a table in memory
CLAIM, PAGE = ("id", "source", "record", "passage"), ("id", "url", "outlet")  # columns: of a claim, and of its page
COUNTS = ("documents", "sieved", "faults", "claims", "gaps", "bytes")  # of a shard that was read


@dataclass(frozen=True)
class Work:
    """What must stay the same from run to run into one folder: the codebook's digest, the program's version, and whether it sieves."""

    codebook: str
    version: str
    sieved: bool

    def to_dict(self) -> Json:
        """As JSON."""
        return {"codebook": self.codebook, "recusant": self.version, "sieved": self.sieved}


@dataclass(frozen=True)
class Output:
    """A folder (a path, or an address of a store that fsspec knows)."""

    address: str

    def begin(self, work: Work) -> None:
        """Makes the folder, or goes on in it. Raises BadInput where it holds something else, or was made with other means."""
        told = self.read(ABOUT)
        if told is None:
            system, path = opened(self.address)
            if system.exists(path) and system.find(path):
                raise BadInput("the folder is not empty and holds no archive", file=self.address, mend="give a new folder")
            self.write(ABOUT, canonical(work.to_dict()))
        elif json.loads(told) != work.to_dict():
            what = "it was made with another codebook or another version of Recusant"
            raise BadInput(what, file=self.address, mend="give a new folder: what one folder holds is read alike")

    def done(self) -> dict[str, Json]:
        """What is known of each shard that is done, by its id."""
        system, path = opened(f"{self.address.rstrip('/')}/{SHARDS}")
        files = sorted(name for name in (system.find(path) if system.exists(path) else ()) if name.endswith(".json"))
        records = (json.loads(system.cat_file(name)) for name in files)
        return {record["id"]: record for record in records}

    def manifest(self, counts: Sequence[str] = COUNTS) -> Json:
        """All shards together; the digest is that of all rows, and the same however they were read. It is written down too."""
        done = self.done()
        totals = {name: sum(one[name] for one in done.values()) for name in counts}
        digest = hashlib.sha256(canonical(sorted(one["digest"] for one in done.values())).encode()).hexdigest()
        made = {"shards": len(done), **totals, "digest": digest}
        self.write(MANIFEST, json.dumps(made, indent=1) + "\n")
        return made

    def claims(self) -> Iterator[Json]:
        """Every claim, once: a page that the archive holds twice makes one source."""
        return (json.loads(row["record"]) for row in self.claim_rows())

    def claim_rows(self) -> Iterator[Json]:
        """The row of every claim, once, with the address and the outlet of its page."""
        seen = set[str]()
        for shard in self.done():
            rows = {row["id"]: row for row in self.rows("claims", shard, CLAIM) if row["id"] not in seen}
            seen |= rows.keys()
            pages = {row["id"]: {"url": row["url"], "outlet": row["outlet"]} for row in self.rows("sources", shard, PAGE)} if rows else {}
            yield from ({**row, **pages[row["source"]]} for row in rows.values())

    def rows(self, name: str, shard: str, columns: Sequence[str]) -> Iterator[Json]:
        """The rows of a table that a shard made."""
        import pyarrow.parquet as parquet

        system, path = opened(self.table(name, shard))
        with system.open(path, "rb") as file:
            for batch in parquet.ParquetFile(file).iter_batches(HELD, columns=list(columns)):
                yield from batch.to_pylist()

    def keep(self, shards: Set[str], *tables: str) -> None:
        """Removes what other shards than these have left: first the lines that tell that they are done, then their tables."""
        for folder in (SHARDS, *tables):
            system, path = opened(f"{self.address.rstrip('/')}/{folder}")
            for name in system.find(path) if system.exists(path) else ():
                if PurePosixPath(name).stem not in shards:
                    system.rm_file(name)

    def table(self, name: str, shard: str) -> str:
        """Where the rows of a shard stand."""
        return f"{self.address.rstrip('/')}/{name}/{shard}.parquet"

    def read(self, name: str) -> str | None:
        """A file of the folder, or None."""
        system, path = opened(f"{self.address.rstrip('/')}/{name}")
        return str(system.cat_file(path).decode()) if system.exists(path) else None

    def write(self, name: str, text: str) -> None:
        """Writes a small file, whole or not at all."""
        with tempfile.TemporaryDirectory() as folder:
            made = Path(folder) / "made"
            made.write_text(text, encoding="utf-8")
            self.put(made, f"{self.address.rstrip('/')}/{name}")

    def put(self, made: Path, address: str) -> None:
        """Puts a file where it belongs: renamed into its place on a disk; a store shows no file before all of it is there."""
        system, path = opened(address)
        if not is_local(system):
            system.put_file(str(made), path)
            return
        place = Path(path)
        place.parent.mkdir(parents=True, exist_ok=True)
        with tempfile.NamedTemporaryFile(dir=place.parent, prefix=PART, delete=False) as part, made.open("rb") as whole:
            shutil.copyfileobj(whole, part)
        Path(part.name).chmod(0o644)
        Path(part.name).replace(place)


class Tables:
    """The tables of one shard, written row by row to this computer's disk, and handed over when they are whole."""

    def __init__(self, output: Output, shard: Shard, columns: Columns = COLUMNS) -> None:
        self._output, self._shard, self._columns, self._digest = output, shard, columns, Digest(columns)
        self._held: Rows = {table: [] for table in columns}
        self._folder = tempfile.TemporaryDirectory(prefix="recusant-")
        self._writers: dict[str, Any] = {}

    def __enter__(self) -> Self:
        import pyarrow as arrow
        import pyarrow.parquet as parquet

        for table, columns in self._columns.items():
            schema = arrow.schema([(name, arrow.type_for_alias(kind)) for name, kind in columns.items()])
            self._writers[table] = parquet.ParquetWriter(self._file(table), schema, compression="zstd")
        return self

    def __exit__(self, kind: type[BaseException] | None, fault: BaseException | None, trace: TracebackType | None) -> None:
        for writer in self._writers.values():
            writer.close()
        self._folder.cleanup()

    def add(self, rows: Rows) -> None:
        """Adds rows of each table: those of a document."""
        self._digest.add(rows)
        for table, more in rows.items():
            self._held[table] += more
            if len(self._held[table]) >= HELD:
                self._flush(table)

    def finish(self, about: Json) -> Json:
        """Hands the files over, then what is known of the shard, which makes it done."""
        for table, writer in self._writers.items():
            self._flush(table)
            writer.close()
            self._output.put(self._file(table), self._output.table(table, self._shard.id))
        files = list(self._shard.files) if self._shard.kind == FILES else []
        told = {"id": self._shard.id, "digest": self._digest.hexdigest(), **about, "files": files}
        self._output.write(f"{SHARDS}/{self._shard.id}.json", canonical(told))
        return told

    def _file(self, table: str) -> Path:
        return Path(self._folder.name) / table

    def _flush(self, table: str) -> None:
        import pyarrow as arrow

        writer = self._writers[table]
        writer.write_table(arrow.Table.from_pylist(self._held[table], schema=writer.schema))
        self._held[table] = []
