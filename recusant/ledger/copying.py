"""A whole ledger copied to another place: from a file to a server, and back."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from recusant.ledger.database import Database, Place
from recusant.ledger.places import made
from recusant.ledger.reader import Reader
from recusant.ledger.shelf import put
from recusant.ledger.turns import set_all_turns

TABLES = {  # in an order in which what is referred to comes first: the column that tells the order of storing
    "settings": "name", "sources": "rowid", "texts": "source", "claims": "rowid", "gaps": "number", "decisions": "number", "memory": "key",
    "log": "number", "exchanges": "number", "looks": "asked", "stamps": "number", "confidences": "number", "codebooks": "number",
}  # fmt: skip
YES_OR_NO = ("waits", "confidential")  # SQLite keeps them as 1 and 0


def copy(here: Place, there: Place) -> tuple[int, str]:
    """Copies everything that a ledger holds to a new one, whole or not at all; the head of the log of captures that both hold.

    Raises LedgerError, also where there is a ledger at the other place already.
    """
    with Reader.open(here) as held:
        held._connection.snapshot()
        made(there, lambda new: _fill(new, held._connection))
    with Reader.open(there) as copied:
        return copied.head()


def _fill(new: Database, held: Database) -> None:
    for table, order in TABLES.items():
        described = held.execute(f"SELECT * FROM {table} LIMIT 0").description  # noqa: S608 our own names, here and below
        names = [column[0] for column in described if column[0] != "rowid"]
        rows = held.stream(f"SELECT {', '.join(names)} FROM {table} ORDER BY {order}")  # noqa: S608
        new.executemany(f"INSERT INTO {table} ({', '.join(names)}) VALUES ({', '.join('?' * len(names))})", _plain(rows, names))  # noqa: S608
        if order == "number":
            new.renumber(table)
    put(new)
    set_all_turns(new)


def _plain(rows: Iterator[Any], names: list[str]) -> Iterator[tuple[Any, ...]]:
    truths = [name in YES_OR_NO for name in names]
    return (tuple(bool(value) if truth else value for value, truth in zip(row, truths, strict=True)) for row in rows)
