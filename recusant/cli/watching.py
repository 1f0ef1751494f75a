"""The command that stays: ``recusant watch`` looks at lists of pages again and again."""

from __future__ import annotations

import sys
import time

import click

from recusant import flow
from recusant.cli import terminal
from recusant.cli.commands import as_json, in_ledger, main, show_added, tell, with_reader, with_web
from recusant.errors import LedgerError
from recusant.ledger import Place


@main.command()
@click.argument("lists", nargs=-1, required=True)
@click.option("--every", default=60, show_default=True, type=click.IntRange(min=0), metavar="MINUTES", help="How often to look.")
@click.option("--once", "every", flag_value=0, type=int, help="Look once and end.")
@in_ledger
@with_reader
@with_web
@as_json
def watch(lists: tuple[str, ...], every: int, ledger: Place, reader: str, by: flow.Web, json_: bool) -> None:
    """Watch feeds (RSS, Atom), sitemaps, and plain lists of addresses (files too): capture new pages, and those that changed.

    A page that says something else than before becomes a new source that supersedes the old one, and what changed in its figures is
    shown: silent corrections are evidence. A round looks at 500 pages at most: first those never looked at, then those looked at
    longest ago. It goes on until it is stopped (Ctrl-C); with --once, the exit code is 2 where something could not be read.
    """
    round_ = flow.Round(lists)
    try:
        while True:
            try:
                added = _look(round_, ledger, reader, by)
                show_added(added, json_)
            except LedgerError as fault:
                if not every:
                    raise
                tell(f"recusant: {fault}")  # another process may be writing: the next round may do better
            if not every:
                sys.exit(2 if added.faults else 0)
            time.sleep(60 * every)
    except KeyboardInterrupt:
        tell("stopped")


def _look(round_: flow.Round, ledger: Place, reader: str, by: flow.Web) -> flow.Added:
    """One round. The ledger is open only as long as that."""
    with (
        flow.Ledger.open(ledger) as held,
        flow.reader(reader, whole=True, tell=tell) as read_text,
        terminal.progress("looking") as step,
    ):
        return held.watch(round_, by, step, read_text)
