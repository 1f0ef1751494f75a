"""Where a ledger is: the path of a file, or the address of a PostgreSQL database."""

from __future__ import annotations

import re
from collections.abc import Callable
from importlib import import_module
from pathlib import Path
from typing import Any

from recusant.errors import LedgerError
from recusant.ledger import files
from recusant.ledger.database import WAIT, Database, Place

SERVERS = ("postgresql", "postgres")  # the schemes of addresses of ledgers


def on_server(place: Place) -> bool:
    """Whether a ledger's place is the address of a database, and not a path."""
    return str(place).partition("://")[0] in SERVERS and "://" in str(place)


def place_of(words: str) -> Place:
    """A ledger's place as somebody writes it."""
    return words if on_server(words) else Path(words)


def shown(place: Place) -> str:
    """A ledger's place as it may be shown: of an address neither the password nor what stands after the question mark."""
    if not on_server(place):
        return str(place)
    before, _, after = str(place).partition("://")[2].rpartition("@")
    user = re.split("[:/?#]", before)[0]
    host = re.match(r"(?:\[[^\]]*\]|[^:/?#]*)(?::\d+)?(?:/[^?#]*)?", after)
    return f"postgresql://{user}{'@' * bool(user)}{host[0] if host else ''}"


def server() -> Any:
    """The module for ledgers on PostgreSQL. Its driver is an extra, loaded where it is needed. Raises LedgerError without it."""
    try:
        return import_module("recusant.ledger.postgres")
    except ImportError as missing:
        what = f"a ledger on PostgreSQL needs the library psycopg ({missing})"
        raise LedgerError(f'{what}. Mend: pip install "recusant[postgres]"') from None


def opened(place: Place, mode: str, wait: float) -> Database:
    """A connection to a sound ledger, in the mode ``ro`` or ``rw``. Raises LedgerError where it is missing, no ledger, newer than this
    program or damaged.
    """
    if not on_server(place):
        return files.opened(Path(place), mode, wait)
    found: Database = server().opened(shown(place), str(place), mode, wait)
    return found


def made(place: Place, fill: Callable[[Database], None]) -> None:
    """Makes a new ledger, complete with what ``fill`` writes, or none. Raises LedgerError where something is there already."""
    if on_server(place):
        server().made(shown(place), str(place), fill, WAIT)
    else:
        files.made(Path(place), fill)
