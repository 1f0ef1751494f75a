"""The SQLite file: how it is opened, how it is known to be a sound ledger, and what its faults mean to a person."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from recusant.errors import LedgerError
from recusant.ledger.schema import APPLICATION, VERSION, version_of

LOOKED_THROUGH = 1_000_000_000  # bytes; a larger file is not looked through whenever it is opened
WAIT = 10.0  # seconds to wait for another writer; storing the largest table met so far takes under one
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


def ledger_error(path: Path, what: str, mend: str) -> LedgerError:
    """The error that names the file and the mend."""
    return LedgerError(f"{path}: {what}. Mend: {mend}")


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


def connected(path: Path, mode: str, wait: float = WAIT) -> sqlite3.Connection:
    """A connection in the mode ``ro``, ``rw`` or ``rwc`` (made if missing). Transactions are begun by hand."""
    address = f"{path.resolve().as_uri()}?mode={mode}"
    # whoever shares a connection between threads sees to it that one thread uses it at a time
    connection = sqlite3.connect(address, uri=True, isolation_level=None, timeout=wait, check_same_thread=False)
    connection.execute("PRAGMA foreign_keys = ON")
    connection.execute("PRAGMA synchronous = FULL")  # what is reported as stored survives a power cut
    return connection


def opened(path: Path, mode: str, wait: float) -> sqlite3.Connection:
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


def _check(connection: sqlite3.Connection, path: Path) -> None:
    """The whole file is looked through once: 0.05 to 0.15 s for 110 MB, and a damaged page is told now, not in the midst of work. In
    a very large one it is told when it is come upon, and by `recusant verify --ledger`.
    """
    if connection.execute("PRAGMA application_id").fetchone()[0] != APPLICATION:
        raise ledger_error(path, "this is not a ledger", "give the file that `recusant init` made")
    version = version_of(connection)
    if version > VERSION:
        raise ledger_error(path, f"it was written by a newer Recusant (form {version}, this one knows {VERSION})", "update Recusant")
    if path.stat().st_size > LOOKED_THROUGH:
        return
    fault = connection.execute("PRAGMA quick_check(1)").fetchone()[0]
    if fault != "ok":
        what, mend = ADVICE["SQLITE_CORRUPT"]
        raise ledger_error(path, f"{what} ({fault})", mend)
