"""Who counted and who repeats whom, on a terminal. Rich is imported only where a tree is drawn."""

from __future__ import annotations

import sys
from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING

import click

from recusant.cli.terminal import short, table
from recusant.codebook import Codebook
from recusant.flow import Traced
from recusant.records import Claim, Family, Relay, in_words

if TYPE_CHECKING:
    from rich.tree import Tree

SHOWN = 20  # origins in the table; the rest is counted
MOST = 10  # figures
BECAUSE = {
    "text": "its text says so", "link": "links to it", "passage": "prints the same passage", "error": "prints the same error",
    "figures": "prints the same figures",
}  # fmt: skip


def show_origins(traced: Traced, book: Codebook) -> None:
    """The origins repeated most, and the figures repeated most."""
    origins = traced.origins
    click.secho("Who counted, and who repeats", bold=True)
    rows = [
        (_label(one.origin, book), book.counts_as(one.origin), f"{one.figures:,}", f"{one.sources:,}", f"{one.readings:,}")
        for one in origins[:SHOWN]
    ]
    table(("origin", "counts as", "figures", "sources that repeat it", "independent readings, at most"), rows)
    if len(origins) > SHOWN:
        click.echo(f"and {len(origins) - SHOWN:,} more: --json lists all")
    _list(f"The {MOST} figures repeated most", traced.families[:MOST], book)
    wrong = [family for family in traced.families if family.wrong and len(family.trails) > 1]
    _list("The errors repeated most: figures set aside by the reckoning", wrong[:MOST], book)


def _list(title: str, families: Sequence[Family], book: Codebook) -> None:
    if families:
        click.secho(f"\n{title}", bold=True)
    for family in families:
        click.echo(f"{_head(family, family.trails[0].claims[0])}\n    {_counted(family, book)}")


def show_family(family: Family, book: Codebook, asked: str) -> None:
    """A figure as a tree: who counted it, and below each hand those that have it from there."""
    click.secho(_head(family, asked), bold=True)
    click.echo(_counted(family, book))
    if family.wrong:
        click.secho(f"set aside: {family.wrong}", fg="red")
    _draw(family, book, asked)


def _head(family: Family, claim: str) -> str:
    said = family.cited[claim]
    return f"{claim}  “{short(said.quote.text)}”, {in_words(said.scope)}"


def _counted(family: Family, book: Codebook) -> str:
    origins, readings = ", ".join(_label(origin, book) for origin in family.readings), sum(family.readings.values())
    sources = f"{len(family.trails):,} source{'s' * (len(family.trails) != 1)}"
    return f"counted by {origins}; {sources}, independent readings: {readings:,} at most; {family.seen}"


def _draw(family: Family, book: Codebook, asked: str) -> None:
    from rich.console import Console
    from rich.tree import Tree

    console = Console(width=None if sys.stdout.isatty() else 160, highlight=False, markup=False)
    for origin in family.readings:
        trails = [trail for trail in family.trails if trail.origin == origin]
        own = [family.cited[trail.claims[0]] for trail in trails if not trail.relays]
        root = Tree(" · ".join([f"{_label(origin, book)} ({book.counts_as(origin)})", *(_printed(claim, asked) for claim in own)]))
        branches: dict[tuple[str, ...], Tree] = {(): root}
        for relays in sorted((trail.relays for trail in trails), key=len):
            for depth, relay in enumerate(relays):
                path = tuple(hand.claim or hand.name for hand in relays[: depth + 1])
                if path not in branches:
                    branches[path] = branches[path[:-1]].add(" · ".join(_words(relay, family, book, asked)))
        console.print(root)


def _words(relay: Relay, family: Family, book: Codebook, asked: str) -> Iterator[str]:
    yield _label(relay.name, book)
    yield _printed(family.cited[relay.claim], asked) if relay.claim else "its own page is not held"
    if relay.claim:
        yield BECAUSE[relay.evidence] + ("" if relay.certainty == "certain" else f" ({relay.certainty})")
    if not relay.ordered:
        yield "who was first is not known"


def _printed(claim: Claim, asked: str) -> str:
    here = " ← this claim" if claim.id == asked else ""
    return f"{claim.said_on or 'no day'} “{short(claim.quote.text, 40)}”{here}"


def _label(origin: str, book: Codebook) -> str:
    known = book.origins.get(origin)
    return known.label if known else origin
