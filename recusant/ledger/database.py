"""What holds a ledger: a SQLite file, or a PostgreSQL database. Both are asked in the same SQL, and give the same promises."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from contextlib import AbstractContextManager, contextmanager
from pathlib import Path
from typing import Any, Protocol

from recusant.errors import LedgerError

WAIT = 10.0  # seconds to wait for another writer; storing the largest table met so far takes under one

Place = str | Path
BATCH = 500  # values in one question; older builds of SQLite take 999


class Database(Protocol):
    """A connection to it. Transactions are begun by hand; ``name`` is what people are shown, and holds no password."""

    @property
    def name(self) -> str: ...

    def execute(self, sql: str, values: Sequence[Any] = (), /) -> Any: ...
    def executemany(self, sql: str, rows: Iterable[Sequence[Any]], /) -> Any: ...
    def close(self) -> None: ...

    @property
    def in_transaction(self) -> bool: ...

    @property
    def sound(self) -> bool:
        """Whether what was written in this transaction can still be stored."""

    @property
    def lost(self) -> bool:
        """Whether the connection is of no more use."""

    def begin(self) -> None:
        """Begins a transaction as the only writer, after any other."""

    def snapshot(self) -> None:
        """Begins a transaction that reads everything as it is now."""

    def told(self) -> AbstractContextManager[None]:
        """Says in plain words what the database complains of; a complaint that is our own bug passes."""

    def version(self) -> int:
        """How many migrations it has seen."""

    def found(self) -> None:
        """Prepares an empty one for the first migration."""

    def define(self, statement: str) -> None:
        """Makes a table, an index or a trigger."""

    def index_shelf(self) -> None:
        """Has parts of words on the shelf found by groups of three letters, where it does not of itself and can."""

    def mark(self, version: int) -> None:
        """Notes in it that it is a ledger which has seen so many migrations."""

    def space(self) -> dict[str, int]:
        """The bytes that each part takes."""

    def forget(self) -> int:
        """Empties the table of what reckonings settled and gives free space back, where there is enough of it to pay; the bytes that it is
        smaller by.
        """

    def stream(self, sql: str) -> Iterator[Any]:
        """The rows of an answer one by one, inside of a ``snapshot``, however many there are."""

    def renumber(self, table: str) -> None:
        """Has new rows of a table numbered from the highest number on."""


def each_of(database: Database, sql: str, names: Iterable[str]) -> Iterator[Any]:
    """The rows of a question about many names, which stand for its ``{}``, so many at a time as a database takes."""
    every = sorted({*names})
    for first in range(0, len(every), BATCH):
        some = every[first : first + BATCH]
        with database.told():
            yield from database.execute(sql.format(", ".join("?" * len(some))), some).fetchall()


def ledger_error(name: Place, what: str, mend: str) -> LedgerError:
    """The error that names the ledger and the mend."""
    return LedgerError(f"{name}: {what}. Mend: {mend}")


@contextmanager
def writing(database: Database) -> Iterator[None]:
    """All that is written inside is stored together, or nothing of it; also inside of another such."""
    nested = database.in_transaction
    with database.told():
        if nested:
            database.execute("SAVEPOINT step")
        else:
            database.begin()
        try:
            yield
            if not database.sound:
                raise ledger_error(database.name, "an earlier fault undid the writing; nothing was written", "run it again")
            database.execute("RELEASE step" if nested else "COMMIT")
        except BaseException:
            if database.in_transaction:  # some failed transactions are taken back already
                database.execute("ROLLBACK TO step" if nested else "ROLLBACK")
            raise
