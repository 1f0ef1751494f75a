"""The shelf: the words by which sources are listed and searched, apart from the documents, so that millions are looked through at once.

Everything on it is made of what is known of the sources, and can be put there anew.
"""

from __future__ import annotations

import json
import re
from collections.abc import Mapping
from typing import Any

from recusant.ledger.database import Database

BATCH = 1000
INDEXED = 3
SIGN, SAID = r"[\\%_]", r"\\\g<0>"  # what means something in a pattern, and how it is said there
LATEST = 200_000  # places that are looked through for what the index does not know: 0.3 s, where ten million took 14


def words_of(known: Mapping[str, Any]) -> str:
    """What finds a source: its title, outlet, address and name, in letters of one case."""
    parts = dict.fromkeys(known[part] for part in ("title", "outlet", "url", "name"))  # the name of a page is its address
    return " ".join(part for part in parts if part).casefold()


def put(database: Database) -> None:
    """Puts the sources there that are stored and not yet there, in the order of storing, some at a time.

    Once for all that a transaction stores: whatever changes in between makes the index write anew.
    """
    found = database.execute("SELECT rowid FROM shelf ORDER BY rowid DESC LIMIT 1").fetchone()
    last, asked = found[0] if found else 0, "SELECT rowid, record FROM sources WHERE rowid > ? ORDER BY rowid LIMIT ?"
    while rows := database.execute(asked, (last, BATCH)).fetchall():
        shelved = [(number, words_of(json.loads(record))) for number, record in rows]
        database.executemany("INSERT INTO shelf (rowid, words) VALUES (?, ?)", shelved)
        last = rows[-1][0]


def holding(words: str) -> tuple[str, tuple[str, ...]]:
    """What asks for the places that hold these words, whatever their case: SQL, and the values in it.

    The longest part without a sign that means something in a pattern is what the index is asked for; where that is ``short`` it knows
    nothing, and the latest places alone are looked through.
    """
    if not words:
        return "true", ()
    folded = words.casefold()
    exact = f"%{re.sub(SIGN, SAID, folded)}%"
    if short(words):
        return rf"words LIKE ? ESCAPE '\' AND rowid > (SELECT coalesce(max(rowid), 0) FROM sources) - {LATEST}", (exact,)  # noqa: S608 our own number
    return r"words LIKE ? ESCAPE '\' AND words LIKE ?", (exact, f"%{_longest(folded)}%")


def short(words: str) -> bool:
    """Whether the index knows nothing of these words: they have less than ``INDEXED`` letters between signs that mean something in it."""
    return len(_longest(words.casefold())) < INDEXED


def _longest(words: str) -> str:
    return max(re.split(SIGN, words), key=len)
