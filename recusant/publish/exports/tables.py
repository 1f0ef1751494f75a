"""The tables: for each column its name, its type, what it holds in words, and how it is read off a record, in one row."""

from __future__ import annotations

import csv
import io
import re
from collections import Counter
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from functools import cached_property
from itertools import chain, islice
from operator import attrgetter
from typing import Any, Self

from recusant.publish.edition import Edition
from recusant.publish.inert import inert
from recusant.publish.links import bound_link
from recusant.publish.portions import Portions
from recusant.records import Certificate, Claim, LinkTerm, Source, Term, in_words

# A spreadsheet takes what begins so for a formula; where it cuts cells at semicolons or tabs, also what follows one.
FORMULA = re.compile(r"(^|[;\t\r\n])([\s\"']*)(?=[=+\-@＝＋－＠])")


@dataclass(frozen=True)
class Shown:
    """What the exports tell of: an edition, its bounds, and its claims and sources as they may be shown."""

    edition: Edition
    bounds: Portions
    claims: Portions
    sources: Sequence[Source]

    @cached_property
    def by_id(self) -> dict[str, Source]:
        return {source.id: source for source in self.sources}

    @cached_property
    def quoted(self) -> Counter[str]:
        """How many claims quote a source."""
        return Counter(claim.source for claim in self.claims)

    def label(self, section: str, name: str) -> str:
        return self.edition.book.label(section, name, self.edition.language)


Cell = str | int | float | bool | date | None


@dataclass(frozen=True)
class Column:
    """A column: ``kind`` is a type of Table Schema; ``of`` reads a record's cell, told what is shown. Where ``by`` is given, it reads what
    the cell follows from, which few records differ in, and ``of`` is told that instead.
    """

    name: str
    kind: str
    says: str
    of: Callable[[Any, Shown], Cell]
    by: Callable[[Any], Any] | None = None

    def cells(self, records: Sequence[Any], shown: Shown) -> list[Cell]:
        """Its cells, made inert: nothing in a text turns the direction of reading or breaks the file."""
        asked = list(map(self.by, records)) if self.by else records
        told = {one: self.of(one, shown) for one in set(asked)} if self.by else None
        cells = [told[one] for one in asked] if told is not None else [self.of(one, shown) for one in asked]
        if self.kind != "string" or "".join([cell for cell in cells if cell]).isprintable():  # type: ignore[misc]  # they are texts
            return cells
        return [cell and inert(str(cell)) for cell in cells]


@dataclass(frozen=True)
class Table:
    """A table of records. ``key`` are the columns that no two rows share; ``refers`` are columns that name a row of another table."""

    name: str
    says: str
    rows: Callable[[Shown], Portions]
    columns: tuple[Column, ...]
    key: tuple[str, ...]
    refers: tuple[tuple[str, str], ...] = ()


@dataclass(frozen=True)
class Cells:
    """The cells of a table's rows that must be made, column by column, among all its rows."""

    table: Table
    rows: Portions
    columns: list[list[Cell]]

    @classmethod
    def of(cls, table: Table, shown: Shown) -> Self:
        rows = table.rows(shown)
        records = list(chain.from_iterable(rows.fresh))
        return cls(table, rows, [column.cells(records, shown) for column in table.columns])


def csv_of(cells: Cells) -> bytes:
    """A table as CSV (RFC 4180, UTF-8 with the mark that spreadsheets know it by). A text that a spreadsheet would take for a formula
    has an apostrophe before it; nothing else is changed.
    """
    table = cells.table
    written = zip(*(_written(column.kind, held) for column, held in zip(table.columns, cells.columns, strict=True)), strict=True)
    made = (_csv(islice(written, len(held))).encode() for held in cells.rows.fresh)
    return cells.rows.joined(f"{table.name}.csv", made, _csv([[column.name for column in table.columns]]).encode("utf-8-sig"))


def _csv(rows: Iterable[Iterable[Cell]]) -> str:
    out = io.StringIO()
    csv.writer(out).writerows(rows)
    return out.getvalue()


def _written(kind: str, cells: Sequence[Cell]) -> Sequence[Cell]:
    """A column as CSV has it. Few hold anything that a spreadsheet would compute, so its different texts are first looked at together."""
    if kind == "boolean":
        return [None if cell is None else str(cell).lower() for cell in cells]
    if kind != "string" or not FORMULA.search("\n".join({str(cell) for cell in cells if cell})):
        return cells
    return [harmless(cell) if isinstance(cell, str) else cell for cell in cells]


def harmless(text: str) -> str:
    """A text that no spreadsheet computes."""
    return FORMULA.sub(r"\1\2'", text)


def _named(section: str, what: str) -> tuple[Column, Column]:
    """A part of a scope: its id in the codebook, and its label."""

    name = attrgetter(f"scope.{section}")
    return (
        Column(section, "string", f"{what}: its id in the codebook", lambda name, shown: str(name), name),
        Column(f"{section}_label", "string", f"{what}: its label in words", lambda name, shown: shown.label(section, name), name),
    )


SCOPE = (*_named("measure", "What is counted"), *_named("category", "Of which kind"), *_named("place", "Where"))
ENDS = ("earliest", "latest")


def _end(side: str, place: int) -> Column:
    says = f"The {ENDS[place]} day on which the window counted may {'begin' if side == 'start' else 'end'}, inclusive; empty: not known"
    return Column(f"{side}_{ENDS[place]}", "date", says, lambda claim, shown: getattr(claim.scope.window, side)[place])


def _source(name: str, says: str) -> Column:
    return Column(name, "string", says, lambda source, shown: getattr(source, name))


def _of_source(name: str, says: str) -> Column:
    def of(claim: Claim, shown: Shown) -> Cell:
        source = shown.by_id.get(claim.source)
        return getattr(source, name) if source else None

    return Column(name, "string", says, of)


def _plain(name: str, kind: str, says: str) -> Column:
    return Column(name, kind, says, lambda record, shown: getattr(record, name))


def _cited(certificate: Certificate) -> str:
    return " ".join(dict.fromkeys(term.claim if isinstance(term, Term) else term.link for term in certificate))


def _quotes(certificate: Certificate) -> int:
    return sum(not isinstance(term, LinkTerm) for term in certificate)


CLAIMS = Table(
    "claims",
    "Every claim: an origin says a quantity for a scope, in a quote of a source",
    lambda shown: shown.claims,
    (
        _plain("id", "string", "The claim"),
        _plain("source", "string", "The source that is quoted"),
        Column("quote", "string", "The exact words, names of persons masked", lambda claim, shown: claim.quote.text),
        _plain("kind", "string", "count, ratio, change, rate, trend, rank or amount"),
        Column("modifier", "string", "How the number is said: exact, about, more_than …", lambda claim, shown: claim.quantity.modifier),
        Column("lo", "number", "At least so many; empty: open", lambda claim, shown: claim.quantity.lo),
        Column("hi", "number", "At most so many; empty: open", lambda claim, shown: claim.quantity.hi),
        *SCOPE,
        *(_end(side, place) for side in ("start", "end") for place in (0, 1)),
        Column("base", "string", "What a ratio or change is held against, by ids", lambda c, shown: in_words(c.base) if c.base else None),
        _plain("per", "string", "Of a rate: per day, week, month or year; of a trend: per month"),
        _plain("direction", "string", "Of a trend: up or down"),
        _plain("rank", "string", "Of a rank: the highest or the lowest month"),
        _plain("origin", "string", "Who counted: its id in the codebook"),
        Column("origin_label", "string", "Who counted, in words", lambda name, shown: shown.label("origin", name), attrgetter("origin")),
        Column("via", "string", "Through whose hands it went, earliest first", lambda claim, shown: "; ".join(claim.via)),
        _of_source("outlet", "Who printed it"),
        _of_source("url", "Where it is printed"),
        _plain("said_on", "date", "The day it was published"),
        _plain("reader", "string", "Who read it: rules, table (coded by hand), llm, or rules+llm"),
        _plain("confidence", "number", "How sure the reader is, 0 to 1"),
        _plain("status", "string", "suggested, accepted, corrected or rejected"),
    ),
    ("id",),
    (("source", "sources"),),
)
BOUNDS = Table(
    "bounds",
    "What must be true if the claims hold: at least lo, at most hi. The proofs are in bounds.jsonl",
    lambda shown: shown.bounds,
    (
        _plain("layer", "string", "all (the truth), or the origin whose count is bounded"),
        *SCOPE,
        Column("start", "date", "The first day counted", lambda bound, shown: bound.scope.window.start[0]),
        Column("end", "date", "The last day counted", lambda bound, shown: bound.scope.window.end[0]),
        _plain("lo", "integer", "At least so many"),
        _plain("hi", "integer", "At most so many; empty: nothing quoted bounds it"),
        Column("lo_quotes", "integer", "Lines of quotes that prove lo", lambda bound, shown: _quotes(bound.lo_certificate)),
        Column("hi_quotes", "integer", "Lines of quotes that prove hi", lambda bound, shown: _quotes(bound.hi_certificate)),
        Column("lo_claims", "string", "The claims and links that prove lo", lambda bound, shown: _cited(bound.lo_certificate)),
        Column("hi_claims", "string", "The claims and links that prove hi", lambda bound, shown: _cited(bound.hi_certificate)),
        Column("link", "string", "Its place among the pages", lambda bound, shown: bound_link(bound)),
    ),
    ("layer", "measure", "category", "place", "start", "end"),
)
CONFLICTS = Table(
    "conflicts",
    "Smallest sets of claims that cannot all hold. The proofs are in conflicts.jsonl",
    lambda shown: Portions([shown.edition.reckoning.conflicts]),
    (
        _plain("id", "string", "The conflict"),
        Column("claims", "string", "Its claims", lambda conflict, shown: " ".join(conflict.claims)),
        Column("gap", "string", "By how much they miss each other, an exact fraction", lambda conflict, shown: str(conflict.gap)),
        _plain("smallest", "boolean", "Whether it is proved that no smaller set of figures conflicts here"),
        Column("repair", "string", "The likeliest repair", lambda one, shown: one.repairs[0].kind if one.repairs else None),
        Column("repaired", "string", "The claim that it would mend", lambda one, shown: one.repairs[0].claim if one.repairs else None),
        Column("support", "string", "What speaks for it", lambda one, shown: one.repairs[0].support if one.repairs else None),
    ),
    ("id",),
)
SOURCES = Table(
    "sources",
    "Every captured document with a claim, and the tables that cite such",
    lambda shown: Portions([shown.sources]),
    (
        _source("id", "The source"),
        _source("sha256", "The digest of its bytes"),
        _source("name", "The file or address it was taken from"),
        _source("media", "Its media type"),
        _source("url", "Its address"),
        _source("outlet", "Who published it"),
        _source("lang", "Its language"),
        _source("title", "Its title, names of persons masked"),
        _plain("published", "date", "The day it was published"),
        _source("captured", "When it was captured (ISO 8601)"),
        _source("part_of", "The table that cites it"),
        Column("claims", "integer", "How many claims quote it", lambda source, shown: shown.quoted[source.id]),
    ),
    ("id",),
)
SET_ASIDE = Table(
    "set_aside",
    "Claims that count in no bound, as they cannot hold with others that cost more to give up",
    lambda shown: Portions([shown.edition.reckoning.set_aside]),
    (
        _plain("claim", "string", "The claim"),
        _plain("reason", "string", "Why"),
        _plain("conflict", "string", "The conflict that it is given up for"),
    ),
    ("claim",),
    (("claim", "claims"), ("conflict", "conflicts")),
)
TABLES = (CLAIMS, BOUNDS, CONFLICTS, SOURCES, SET_ASIDE)
