"""A ledger in a SQLite file: how it is opened, how it is known to be sound, and what its faults mean to a person."""

from __future__ import annotations

import sqlite3
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from recusant.ledger.database import WAIT, Database, ledger_error, writing
from recusant.ledger.schema import APPLICATION, VERSION, migrate

LOOKED_THROUGH = 1_000_000_000  # bytes; a larger file is not looked through whenever it is opened
PRUNED = 20  # a large file is written anew only where that makes it smaller by one part in so many
SPACE = """SELECT CASE WHEN dbstat.name LIKE 'shelf%' THEN 'shelf' ELSE coalesce(tbl_name, dbstat.name) END AS part, sum(pgsize) AS size
    FROM dbstat LEFT JOIN sqlite_schema USING (name) GROUP BY part ORDER BY size DESC, part"""
ADVICE = {  # SQLite's error, what it means here, what helps
    "SQLITE_FULL": ("the disk is full; nothing was written", "free some space and run it again"),
    "SQLITE_BUSY": ("another process is writing to it; nothing was written", "wait for it to finish and run it again"),
    "SQLITE_LOCKED": ("another process is writing to it; nothing was written", "wait for it to finish and run it again"),
    "SQLITE_READONLY": ("it may only be read; nothing was written", "make the file and its folder writable, or copy it"),
    "SQLITE_IOERR": ("the disk failed or has no room; nothing was written", "check the disk and run it again"),
    "SQLITE_CANTOPEN": ("it cannot be opened", "check that the file and its folder may be read and written"),
    "SQLITE_PERM": ("it cannot be opened", "check that the file and its folder may be read and written"),
    "SQLITE_CORRUPT": ("the file is cut off or damaged", "restore a copy of it, or begin a new ledger and add the sources again"),
    "SQLITE_NOTADB": ("this is not a ledger", "give the file that `recusant init` made"),
    "SQLITE_TOOBIG": ("a document is too large for it; nothing was written", "split the document"),
}


class File(sqlite3.Connection):
    """A connection to a SQLite file as a ``Database``."""

    lost = False
    path: Path

    @property
    def name(self) -> str:
        return str(self.path)

    @property
    def sound(self) -> bool:
        return self.in_transaction  # SQLite itself takes back some failed transactions

    def begin(self) -> None:
        self.execute("BEGIN IMMEDIATE")

    def snapshot(self) -> None:
        self.execute("BEGIN")

    @contextmanager
    def told(self) -> Iterator[None]:
        with told(self.path):
            yield

    def version(self) -> int:
        return int(self.execute("PRAGMA user_version").fetchone()[0])

    def found(self) -> None:
        self.execute(f"PRAGMA application_id = {APPLICATION}")

    def define(self, statement: str) -> None:
        """A build of SQLite without the index of letters has a plain table in its place: the same is found, in more time."""
        try:
            self.execute(statement)
        except sqlite3.OperationalError as fault:
            if not str(fault).startswith(("no such module", "no such tokenizer")):
                raise
            self.execute("CREATE TABLE shelf (words TEXT NOT NULL)")

    def index_shelf(self) -> None:
        """The shelf of SQLite is such an index."""

    def mark(self, version: int) -> None:
        self.execute(f"PRAGMA user_version = {version}")

    def space(self) -> dict[str, int]:
        """Each part with its indexes, and what is free. Raises LedgerError where this SQLite was built without the table that tells it."""
        try:
            rows = self.execute(SPACE).fetchall()
        except sqlite3.OperationalError as fault:
            raise ledger_error(self.path, f"what takes space cannot be told ({fault})", "use another build of Python") from None
        return {str(table): int(size) for table, size in rows} | {"free": self._free()}

    def _free(self) -> int:
        page, free = (self.execute(f"PRAGMA {name}").fetchone()[0] for name in ("page_size", "freelist_count"))
        return int(page * free)

    def forget(self) -> int:
        before = self.path.stat().st_size
        with writing(self):
            self.execute("DELETE FROM memory")
        if before <= LOOKED_THROUGH or self._free() > before / PRUNED:
            self.execute("VACUUM")
        self.execute("PRAGMA wal_checkpoint(TRUNCATE)")
        return before - self.path.stat().st_size

    def stream(self, sql: str) -> Iterator[Any]:
        return self.execute(sql)

    def renumber(self, table: str) -> None:
        """SQLite goes on from the highest number by itself."""


@contextmanager
def told(path: Path) -> Iterator[None]:
    """Says in plain words what SQLite complains of; a complaint that is not about the file or the disk is a bug and passes."""
    try:
        yield
    except sqlite3.Error as fault:
        name = "_".join(getattr(fault, "sqlite_errorname", "").split("_")[:2])  # SQLITE_IOERR_WRITE is an SQLITE_IOERR
        if name not in ADVICE:
            raise
        what, mend = ADVICE[name]
        raise ledger_error(path, f"{what} ({fault})", mend) from fault


def connected(path: Path, mode: str, wait: float = WAIT) -> File:
    """A connection in the mode ``ro``, ``rw`` or ``rwc`` (made if missing)."""
    address = f"{path.resolve().as_uri()}?mode={mode}"
    # whoever shares a connection between threads sees to it that one thread uses it at a time
    connection = sqlite3.connect(address, uri=True, isolation_level=None, timeout=wait, check_same_thread=False, factory=File)
    connection.path = path
    connection.execute("PRAGMA foreign_keys = ON")
    connection.execute("PRAGMA cache_size = -64000")  # kibibytes, as they are needed: adding to a large ledger writes to many places
    connection.execute("PRAGMA synchronous = FULL")  # what is reported as stored survives a power cut
    return connection


def opened(path: Path, mode: str, wait: float) -> File:
    """A connection to a sound ledger. Raises LedgerError where the file is missing, no ledger, newer than this program,
    cut off or damaged.
    """
    if not path.is_file():
        raise ledger_error(path, "there is no such ledger", "check the path, or make one with `recusant init`")
    with told(path):
        connection = connected(path, mode, wait)
        try:
            _check(connection, path)
        except BaseException:
            connection.close()
            raise
    return connection


def _check(connection: File, path: Path) -> None:
    """The whole file is looked through once: 0.05 to 0.15 s for 110 MB, and a damaged page is told now, not in the midst of work. In
    a very large one it is told when it is come upon, and by `recusant verify --ledger`.
    """
    if connection.execute("PRAGMA application_id").fetchone()[0] != APPLICATION:
        raise ledger_error(path, "this is not a ledger", "give the file that `recusant init` made")
    version = connection.version()
    if version > VERSION:
        raise ledger_error(path, f"it was written by a newer Recusant (form {version}, this one knows {VERSION})", "update Recusant")
    if path.stat().st_size > LOOKED_THROUGH:
        return
    fault = connection.execute("PRAGMA quick_check(1)").fetchone()[0]
    if fault != "ok":
        what, mend = ADVICE["SQLITE_CORRUPT"]
        raise ledger_error(path, f"{what} ({fault})", mend)


def made(path: Path, fill: Callable[[Database], None]) -> None:
    """A new file, made beside its place and moved there complete. Raises LedgerError where a file is there already."""
    if path.exists() and (not path.is_file() or path.stat().st_size):
        raise ledger_error(path, "there is a file already", "open it, or choose another name")
    if path.with_name(f"{path.name}-wal").exists():  # SQLite would write it into the new ledger
        raise ledger_error(path, "the log of a ledger that is gone lies beside it", f"remove {path.name}-wal")
    if not path.absolute().parent.is_dir():
        raise ledger_error(path, "there is no such folder", "make the folder first")
    unfinished = path.with_name(f"{path.name}.unfinished")
    try:
        with told(path):
            unfinished.unlink(missing_ok=True)
            connection = connected(unfinished, "rwc")
            try:
                connection.execute("PRAGMA journal_mode = WAL")  # readers go on reading while one writes
                with writing(connection):
                    migrate(connection)
                    fill(connection)
            finally:
                connection.close()
        unfinished.replace(path)
    except OSError as fault:
        raise ledger_error(path, f"it cannot be made ({fault.strerror})", "check the folder and the disk") from None
    finally:
        unfinished.unlink(missing_ok=True)
