"""The command that counts cases: ``recusant dockets``."""

from __future__ import annotations

import csv
import sys
from pathlib import Path

import click

from recusant import flow
from recusant.cli.commands import a_path, main, tell, with_codebook, write
from recusant.codebook import load
from recusant.errors import BadInput

KINDS = {
    "list": "lists", "card": "cards", "export": "exports", "none": "searches that found nothing", "captcha": "pages that ask for a code",
    "unavailable": "pages that were not available", "other": "other pages",
}  # fmt: skip


@main.command()
@click.argument("paths", nargs=-1, required=True, type=a_path, metavar="FILES_OR_FOLDERS...")
@with_codebook
@click.option("--json", "json_", is_flag=True, help="Write the table as JSON lines instead of CSV.")
def dockets(paths: tuple[Path, ...], codebook: str, json_: bool) -> None:
    """Count cases in saved pages of Russian court sites (lists and cards) and in exports of programs that read them (CSV, JSON).

    The table that it writes says, by category, place and month of receipt: at least so many; `recusant add` reads it. Names are in
    none of it. What was looked at, and what was left out and why, goes to standard error. The exit code is 2 where a file cannot be
    read.

    Example: recusant dockets pages/ > cases.csv
    """
    read = [one for path in paths for one in flow.dockets_of(path)]
    faults = [str(one) for one in read if isinstance(one, BadInput)]
    tally = flow.count_dockets((one for one in read if isinstance(one, flow.Docket)), load(codebook))
    if json_:
        write(tally.rows)
    else:
        table = csv.DictWriter(sys.stdout, flow.DOCKET_COLUMNS, lineterminator="\n")
        table.writeheader()
        table.writerows(tally.rows)
    _tell(tally)
    for fault in faults:
        tell(f"not read: {fault}")
    sys.exit(2 if faults else 0)


def _tell(tally: flow.Tally) -> None:
    """What the table rests on, and what it leaves out."""
    looked_at = ", ".join(f"{KINDS[kind]}: {count:,}" for kind, count in sorted(tally.kinds.items()))
    tell(f"{tally.cases:,} cases counted. Looked at: {looked_at or 'nothing'}")
    for court in tally.coverage:
        days = f"received {court.first} to {court.last}" if court.first else "no day of receipt"
        tell(f"  {court.court}: {days}; files: {court.files:,}, entries: {court.entries:,}, cases counted: {court.cases:,}")
    for reason, count in sorted(tally.left_out.items(), key=lambda one: -one[1]):
        tell(f"  {count:,} entries left out: {reason}")
    if tally.unseen:
        tell(f"  the lists found {tally.unseen:,} more than they show: save their other pages too")
