"""Turns: the figures that wait for a person, in the order in which to look at them. Equal claims are one figure, and stand together.

Everything here is made of the claims, the decisions and the log, and can be made anew.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator
from hashlib import blake2b
from typing import Any, NamedTuple

from recusant.ledger.database import BATCH, Database, each_of
from recusant.records import Claim

REASONS = ("tells", "decides", "conflict", "unsure", "repeated", "rest")  # in this order; the first three are for a reckoning to give
# Unreviewed claims of the extractor enter the reckoning only from this confidence on, as a misread number proves falsehoods: what is
# counted is right in 94 % of claims at 0.9 and above, in 82 % from 0.75 to 0.9 (notes in three languages; docs/extract.md).
CONFIDENT = 0.9
OFTEN = 3  # sources that must print a figure for it to be looked at before others
LAST = str(len(REASONS))  # after every turn
MANY = 10**9
STANDS = """NOT EXISTS (SELECT 1 FROM log AS one WHERE one.supersedes = claims.source AND NOT EXISTS
    (SELECT 1 FROM log AS later WHERE later.source = one.supersedes AND later.number > one.number))"""
STATED = f"SELECT figure, id, source, confidence, status, {STANDS} FROM claims WHERE figure IN ({{}}) ORDER BY figure, rowid"  # noqa: S608
OF_SOURCE = "SELECT DISTINCT figure FROM claims WHERE source = ?"
CURRENT = """SELECT rowid, id, coalesce(
    (SELECT record FROM decisions WHERE claim = claims.id AND NOT waits ORDER BY number DESC LIMIT 1), record)
    FROM claims WHERE rowid > ? ORDER BY rowid LIMIT ?"""


class Stated(NamedTuple):
    """A claim of a figure; it ``stands`` where no later version supersedes its page."""

    claim: str
    source: str
    confidence: float
    status: str
    stands: bool

    @property
    def waits(self) -> bool:
        """Whether nobody decided about it."""
        return self.stands and self.status == "suggested"

    @property
    def counts(self) -> bool:
        """Whether a reckoning knows of it."""
        return self.stands and self.status != "rejected" and (self.status != "suggested" or self.confidence >= CONFIDENT)


class Turn(NamedTuple):
    """When a figure is to be looked at: turns are in the order of their text. ``claims`` of it wait, so many sources ``printed`` it."""

    turn: str
    figure: str
    claims: int
    printed: int

    @property
    def reason(self) -> str:
        """Why it has this turn, one of REASONS."""
        return REASONS[int(self.turn[0])]


def figure_of(claim: Claim) -> str:
    """What makes two claims one figure, in short."""
    quantity = claim.quantity
    scopes = [one and one.to_dict() for one in (claim.scope, claim.base)]
    told = [claim.kind, scopes, claim.origin, quantity.lo, quantity.hi, claim.per, claim.direction, claim.rank]
    return blake2b(json.dumps(told, sort_keys=True).encode(), digest_size=16).hexdigest()


def turn_of(figure: str, stated: Iterable[Stated]) -> Turn:
    """The turn of a figure by what states it: ``unsure`` where nothing that counts does. Where no claim waits, the one it would have."""
    stated = [*stated]
    waiting, printed = [one for one in stated if one.waits], len({one.source for one in stated})
    if waiting and not any(one.counts for one in stated):
        turn = placed("unsure", -printed, figure, max(one.confidence for one in waiting))
    else:
        turn = placed("repeated" if printed >= OFTEN else "rest", -printed, figure)
    return Turn(turn, figure, len(waiting), printed)


def placed(reason: str, first: int, figure: str, then: float = 0.0) -> str:
    """A turn as text: by the reason, by what is lower in one number, and then in another."""
    return f"{REASONS.index(reason)}{MANY + first:010}{then:.4f}{figure}"


class Turns:
    """The turns of a ledger."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def stated(self, figure: str) -> list[Stated]:
        """The claims that state a figure, in the order of storing."""
        return self.stated_of([figure])[figure]

    def stated_of(self, figures: Iterable[str]) -> dict[str, list[Stated]]:
        """The same of several."""
        found: dict[str, list[Stated]] = {figure: [] for figure in figures}
        for figure, claim, source, sure, status, stands in each_of(self._database, STATED, found):
            found[figure].append(Stated(claim, source, sure, status, bool(stands)))
        return found

    def figures(self, claims: Iterable[str]) -> dict[str, tuple[str, ...]]:
        """The figure that each of these claims states as it stands, and the one that it was read as where it was corrected."""
        asked = "SELECT id, figure, CASE status WHEN 'corrected' THEN record END FROM claims WHERE id IN ({})"
        rows = each_of(self._database, asked, claims)
        return {name: (figure, figure_of(Claim.from_dict(json.loads(read)))) if read else (figure,) for name, figure, read in rows}

    def of_sources(self, sources: Iterable[str]) -> set[str]:
        """The figures that these sources state."""
        return {figure for source in sources for (figure,) in self._rows(OF_SOURCE, source)}

    def of(self, figures: Iterable[str]) -> dict[str, Turn]:
        """The turns of these figures, as far as they wait."""
        asked = "SELECT turn, figure, claims, printed FROM turns WHERE figure IN ({})"
        return {row[1]: Turn(*row) for row in each_of(self._database, asked, figures)}

    def printed(self, figures: Iterable[str]) -> dict[str, int]:
        """How many sources print each of these figures."""
        asked = "SELECT figure, count(DISTINCT source) FROM claims WHERE figure IN ({}) GROUP BY figure"
        return dict(each_of(self._database, asked, figures))

    def after(self, turn: str = "", until: str = LAST) -> Iterator[Turn]:
        """The turns after one, in their order, up to another."""
        asked = "SELECT turn, figure, claims, printed FROM turns WHERE turn > ? AND turn < ? ORDER BY turn LIMIT ?"
        while rows := self._rows(asked, turn, until, BATCH):
            yield from (Turn(*row) for row in rows)
            turn = rows[-1][0]

    def before(self, turn: str) -> Iterator[Turn]:
        """The turns before one, the nearest first."""
        asked = "SELECT turn, figure, claims, printed FROM turns WHERE turn < ? ORDER BY turn DESC LIMIT ?"
        while rows := self._rows(asked, turn, BATCH):
            yield from (Turn(*row) for row in rows)
            turn = rows[-1][0]

    def count(self, first: str = "", until: str = LAST) -> int:
        """How many claims wait with turns from one on and before another."""
        asked = "SELECT coalesce(sum(claims), 0) FROM turns WHERE turn >= ? AND turn < ?"
        return int(self._rows(asked, first, until)[0][0])

    def _rows(self, sql: str, *values: Any) -> list[Any]:
        with self._database.told():
            found: list[Any] = self._database.execute(sql, values).fetchall()
            return found


def set_turns(database: Database, figures: Iterable[str]) -> None:
    """Gives these figures their turns anew, all at once: a server is asked three times and not three times for each."""
    turns = [turn_of(figure, stated) for figure, stated in Turns(database).stated_of(sorted(figures)).items()]
    if turns:
        database.executemany("DELETE FROM turns WHERE figure = ?", [(turn.figure,) for turn in turns])
    if waiting := [turn for turn in turns if turn.claims]:
        database.executemany("INSERT INTO turns (turn, figure, claims, printed) VALUES (?, ?, ?, ?)", waiting)


def set_all_turns(database: Database) -> None:
    """Gives every figure its turn, some at a time."""
    last = ""
    asked = "SELECT DISTINCT figure FROM claims WHERE figure > ? ORDER BY figure LIMIT ?"
    while rows := database.execute(asked, (last, BATCH)).fetchall():
        set_turns(database, [figure for (figure,) in rows])
        last = rows[-1][0]


def name_figures(database: Database) -> None:
    """Notes of every claim which figure it states, some at a time."""
    last = 0
    while rows := database.execute(CURRENT, (last, BATCH)).fetchall():
        stood = [(name, Claim.from_dict(json.loads(record))) for _, name, record in rows]
        named = [(figure_of(claim), claim.confidence, name) for name, claim in stood]
        database.executemany("UPDATE claims SET figure = ?, confidence = ? WHERE id = ?", named)
        last = rows[-1][0]
