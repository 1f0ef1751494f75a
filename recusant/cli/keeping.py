"""The commands that look after a ledger: ``recusant space`` and ``recusant copy``."""

from __future__ import annotations

import hashlib

import click

from recusant import flow
from recusant.cli import terminal
from recusant.cli.commands import as_json, in_ledger, main, write
from recusant.ledger import Place, copy, place_of, shown

PARTS = {  # of the file, as a person calls them
    "sources": "documents as they were captured",
    "texts": "their texts",
    "exchanges": "exchanges with sites (WARC)",
    "claims": "claims",
    "gaps": "gaps",
    "decisions": "decisions",
    "log": "log of captures",
    "shelf": "words to search sources by",
    "looks": "when which address was looked at",
    "memory": "remembered solutions (may be pruned)",
    "free": "free (may be pruned)",
}


@main.command()
@in_ledger
@click.option("--prune", is_flag=True, help="Forget remembered solutions, and give free space back to the disk.")
@as_json
def space(ledger: Place, prune: bool, json_: bool) -> None:
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
        click.echo(f"the ledger is {pruned / 1e6:,.2f} MB smaller")


@main.command("copy")
@click.argument("here", type=place_of)
@click.argument("there", type=place_of)
@as_json
def copy_ledger(here: Place, there: Place, json_: bool) -> None:
    """Copy a whole ledger from HERE to THERE, a new one: each the path of a file, or postgresql://USER@HOST/DATABASE.

    For a team that moves to a server, and back. Everything is copied, decisions and the log of captures too, or nothing; the ledger
    that is copied is not changed.
    """
    entries, last = copy(here, there)
    made = {"ledger": shown(there), "entries": entries, "head": hashlib.sha256(last.encode()).hexdigest() if entries else None}
    if json_:
        write([made])
    else:
        click.echo("made {ledger} with {entries:,} log entries; digest of the log: {head}".format(**made))
