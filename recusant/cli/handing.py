"""The commands that hand results on and stand by them: ``verify``, ``publish``, ``dossier``."""

from __future__ import annotations

import os
import sys
from dataclasses import replace
from pathlib import Path

import click

from recusant import flow
from recusant.cli import terminal
from recusant.cli.commands import a_path, as_json, in_ledger, main, write


@main.command()
@click.argument("folder", required=False, type=a_path)
@click.option(
    "--ledger", is_flag=False, flag_value="", type=click.Path(),
    help="Hash a ledger again instead; without PATH, the one that all commands use.",
)  # fmt: skip
@as_json
def verify(folder: Path | None, ledger: str | None, json_: bool) -> None:
    """Re-add every certificate of a published folder, with nothing but whole numbers and fractions.

    With --ledger, hash every source, text, claim and exchange of a ledger again, hold them against its log of captures, and name
    what is broken. The exit code is 1 where a certificate is refused or something is broken.
    """
    if (folder is None) == (ledger is None):
        raise click.UsageError("give a published folder, or --ledger")
    if folder is None:
        _verify_ledger(Path(ledger or os.environ.get("RECUSANT_LEDGER") or "recusant.ledger"), json_)
        return
    checked = flow.verify(folder)
    if json_:
        write([{"bounds": checked.bounds, "conflicts": checked.conflicts, "refused": list(checked.refused)}])
    else:
        for why in checked.refused:
            click.echo(f"refused: {why}", err=True)
        verified = "all add up" if not checked.refused else f"{len(checked.refused):,} refused"
        click.echo(f"{checked.bounds:,} bounds and {checked.conflicts:,} conflicts: {verified}")
    sys.exit(1 if checked.refused else 0)


def _verify_ledger(ledger: Path, json_: bool) -> None:
    hashed = flow.verify_ledger(ledger)
    if json_:
        write([{"sources": hashed.sources, "entries": hashed.entries, "head": hashed.head, "broken": list(hashed.broken)}])
    else:
        for what in hashed.broken:
            click.echo(f"broken: {what}", err=True)
        verified = f"{len(hashed.broken):,} faults" if hashed.broken else "all as they were captured"
        click.echo(f"{hashed.sources:,} sources in {hashed.entries:,} log entries: {verified}")
        click.echo(f"digest of the log (note it down elsewhere): {hashed.head}")
    sys.exit(1 if hashed.broken else 0)


@main.command()
@click.argument("out", type=a_path)
@in_ledger
@click.option("--public", multiple=True, metavar="NAME", help="A person who may be named. May be given more than once.")
@click.option("--preview", is_flag=True, help="Write nothing: list the names that would be masked.")
@click.option("--since", type=a_path, help="Tell what changed since the edition in this folder, and not since the one in OUT.")
@as_json
def publish(out: Path, ledger: Path, public: tuple[str, ...], preview: bool, since: Path | None, json_: bool) -> None:
    """Write the report: a site that works from a folder, with all claims, bounds and conflicts beside it.

    Names of private persons in quotes and titles are masked. An earlier edition in OUT is replaced, and the site tells what changed.
    """
    with flow.Ledger.open(ledger) as held:
        if preview:
            found = flow.Masks(held.book, public).found(held.reckoned_claims(), held.store.sources())
            write(vars(one) for one in found) if json_ else terminal.show_masked(found)
            return
        reckoning = held.reckoning()
        with terminal.progress("reckoning") as step:
            reckoning.settle(step)
        leads, families = held.leads(reckoning), held.traced(reckoning).families
        edition = replace(held.edition(reckoning, public), leads=leads, families=families)
        page = flow.publish(edition, out, since)
        if json_:
            write([{"page": str(page), "claims": len(reckoning.claims), "conflicts": len(reckoning.conflicts)}])
        else:
            terminal.show_summary(reckoning, edition)
            click.echo(f"\nThe report: {page}")


@main.command()
@click.argument("out", type=a_path)
@click.option("--source", metavar="ID", help="Only this source, with all its versions.")
@click.option("--claim", metavar="ID", help="Only the source of this claim, and the proofs that the claim has a part in.")
@in_ledger
@as_json
def dossier(out: Path, source: str | None, claim: str | None, ledger: Path, json_: bool) -> None:
    """Write evidence to a new folder: a BagIt bag that a court's expert can check with standard tools.

    In it are the sources as they were captured, the exchanges with sites (WARC), quotes, claims and decisions, the log of captures,
    and the proofs with their certificates.
    """
    if source and claim:
        raise click.UsageError("give --source or --claim, not both")
    with flow.Ledger.open(ledger) as held:
        made = held.dossier(out, source, claim)
    if json_:
        write([{"dossier": str(made)}])
    else:
        click.echo(f"The dossier: {made}")
