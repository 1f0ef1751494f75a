"""The command that looks after the file of a ledger: ``recusant space``."""

from __future__ import annotations

from pathlib import Path

import click

from recusant import flow
from recusant.cli import terminal
from recusant.cli.commands import as_json, in_ledger, main, write

PARTS = {  # of the file, as a person calls them
    "sources": "documents as they were captured",
    "texts": "their texts",
    "exchanges": "exchanges with sites (WARC)",
    "claims": "claims",
    "gaps": "gaps",
    "decisions": "decisions",
    "log": "log of captures",
    "looks": "when which address was looked at",
    "memory": "remembered solutions (may be pruned)",
    "free": "free (may be pruned)",
}


@main.command()
@in_ledger
@click.option("--prune", is_flag=True, help="Forget remembered solutions, and give free space back to the disk.")
@as_json
def space(ledger: Path, prune: bool, json_: bool) -> None:
    """Show what takes the space of a ledger, and prune what may be pruned.

    What was captured, read or decided is evidence and stays. Solutions that reckonings remember are worked out again when needed.
    """
    with flow.Ledger.open(ledger) as held:
        pruned = held.store.prune() if prune else 0
        parts = held.store.space()
    if json_:
        write([{"parts": parts, "pruned": pruned}])
        return
    known = [(words, parts[name]) for name, words in PARTS.items() if parts.get(name)]
    rest = sum(parts.values()) - sum(size for _, size in known)
    rows = sorted([*known, ("all else", rest)], key=lambda row: -row[1])
    terminal.table(("part", "MB"), [(words, f"{size / 1e6:,.2f}") for words, size in rows])
    if prune:
        click.echo(f"the file is {pruned / 1e6:,.2f} MB smaller")
