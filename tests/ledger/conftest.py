"""Texts with claims and gaps, small enough to count by hand."""

from __future__ import annotations

import sqlite3
from pathlib import Path

import psycopg
import pytest

from recusant.ledger import Ledger
from recusant.records import Claim, Gap, Quantity, Quote, Scope, Source, Text

REFUSED = (sqlite3.IntegrityError, psycopg.errors.RaiseException)  # how the database itself refuses what is never done


def text_of(number: int, claims: int = 2) -> Text:
    """A text of so many words, each of them a claim of its own, and one gap."""
    body = " ".join(f"{number:03}{at:03}" for at in range(claims + 1))
    source = Source.of(body.encode(), f"{number}.txt", url=f"https://example.org/{number}")
    quotes = [Quote(7 * at, 7 * at + 6, body[7 * at : 7 * at + 6]) for at in range(claims + 1)]
    return Text(source, body, tuple(claim_of(source.id, quote) for quote in quotes[:-1]), (Gap(source.id, quotes[-1], "not understood"),))


def claim_of(source: str, quote: Quote, measure: str = "verdicts") -> Claim:
    value = int(quote.text)
    quantity = Quantity((value, value), "exact", value, value, quote.text)
    return Claim.of(source, quote, "count", quantity, Scope(measure, "refusal", "RU"), origin="mediazona")


@pytest.fixture
def path(place) -> str | Path:
    return place("refusal.ledger")


@pytest.fixture
def ledger(path):
    with Ledger.create(path) as made:
        yield made


def taken_back(ledger: Ledger) -> None:
    """Makes it a ledger of the form before figures had turns."""
    indexes = ("claims_by_figure", "claims_by_origin", "decisions_by_person")
    columns = ("figure", "confidence")
    for statement in (
        *(f"DROP INDEX {name}" for name in indexes), "DROP TABLE turns", *(f"ALTER TABLE claims DROP COLUMN {name}" for name in columns),
    ):  # fmt: skip
        ledger._connection.execute(statement)
    formed(ledger, 6)


def formed(ledger: Ledger, version: int) -> None:
    """Notes in it that it has seen so many migrations."""
    ledger._connection.execute("DELETE FROM migrations WHERE version > ?", (version,))
    if isinstance(ledger._connection, sqlite3.Connection):
        ledger._connection.mark(version)
