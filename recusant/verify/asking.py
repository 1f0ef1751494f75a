"""How a ledger is asked: a SQLite file with the standard library, a PostgreSQL database with its driver; all of it as at one moment."""

from __future__ import annotations

import re
import sqlite3
from collections.abc import Callable, Iterator
from contextlib import closing, contextmanager
from importlib import import_module
from pathlib import Path
from typing import Any

from recusant.errors import BadInput

SERVERS = ("postgresql://", "postgres://")
NO_LEDGER = "give the file or the address that `recusant init` was given"
NUL = re.compile("\ufdd0(.)")  # how a database keeps what PostgreSQL does not take in texts (docs/ledger.md)
Ask = Callable[..., list[Any]]


@contextmanager
def asking(place: str | Path) -> Iterator[tuple[Ask, set[str]]]:
    """What asks a ledger, and the names of its tables. Raises BadInput where there is none, or it cannot be read."""
    opened = _database(str(place)) if str(place).startswith(SERVERS) else _file(Path(place))
    with opened as (ask, tables):
        yield ask, {name for (name,) in ask(tables)}


@contextmanager
def _file(path: Path) -> Iterator[tuple[Ask, str]]:
    if not path.is_file():
        raise BadInput("there is no such ledger", file=str(path), mend=NO_LEDGER)
    try:
        with closing(sqlite3.connect(f"{path.resolve().as_uri()}?mode=ro", uri=True)) as connection:
            connection.execute("BEGIN")  # others may write meanwhile
            yield lambda sql, *values: connection.execute(sql, values).fetchall(), "SELECT name FROM sqlite_master"
    except (sqlite3.Error, ValueError) as fault:
        raise BadInput(f"it cannot be read ({fault})", file=str(path), mend=f"restore a copy of it, or {NO_LEDGER}") from None


@contextmanager
def _database(address: str) -> Iterator[tuple[Ask, str]]:
    try:
        driver = import_module("psycopg")
    except ImportError as missing:
        raise BadInput(f"a ledger on PostgreSQL needs the library psycopg ({missing})", mend='pip install "recusant[postgres]"') from None
    try:
        driver.conninfo.conninfo_to_dict(address)
    except driver.Error:  # its words quote the address, with the password
        mend = "write it as postgresql://user@host/database"
        raise BadInput("this is no address of a PostgreSQL database", mend=mend) from None
    try:
        with driver.connect(address, connect_timeout=10, client_encoding="UTF8") as connection:
            connection.isolation_level, connection.read_only = driver.IsolationLevel.REPEATABLE_READ, True

            def ask(sql: str, *values: Any) -> list[Any]:
                rows = connection.execute(sql.replace("?", "%s"), values or None).fetchall()
                return [tuple(NUL.sub(_letter, one) if isinstance(one, str) else one for one in row) for row in rows]

            yield ask, "SELECT relname FROM pg_class WHERE relnamespace = current_schema()::regnamespace"
    except (driver.Error, ValueError) as fault:
        what = " ".join(str(fault).split())
        raise BadInput(f"the database cannot be read ({what})", mend="check the address, or restore a copy") from None


def _letter(found: re.Match[str]) -> str:
    return "\0" if found[1] == "0" else "\ufdd0"
