"""The commands that hand results on and stand by them: ``verify``, ``publish``, ``dossier``."""

from __future__ import annotations

import os
import sys
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import click

from recusant import flow
from recusant.cli import terminal
from recusant.cli.commands import a_path, as_json, in_ledger, main, tell, write
from recusant.ledger import Place, place_of

with_certificate = click.option(
    "--certificate", envvar="RECUSANT_AUTHORITY_CERTIFICATE", show_envvar=True, type=a_path,
    help="A file with the certificates (PEM) of the timestamp authority.",
)  # fmt: skip


@main.command()
@click.argument("folder", required=False, type=a_path)
@click.option(
    "--ledger", is_flag=False, flag_value="", type=click.Path(),
    help="Hash a ledger again instead; without PATH, the one that all commands use.",
)  # fmt: skip
@with_certificate
@as_json
def verify(folder: Path | None, ledger: str | None, certificate: Path | None, json_: bool) -> None:
    """Re-add every certificate of a published folder, with nothing but whole numbers and fractions.

    With --ledger, hash every source, text, claim and exchange of a ledger again, hold them against its log of captures, and name
    what is broken; with --certificate too, say which entries of the log existed before which time, by the stamps of that authority.
    The exit code is 1 where a certificate or a stamp is refused or something is broken.
    """
    if (folder is None) == (ledger is None):
        raise click.UsageError("give a published folder, or --ledger")
    if folder is None:
        _verify_ledger(place_of(ledger or os.environ.get("RECUSANT_LEDGER") or "recusant.ledger"), certificate, json_)
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


def _verify_ledger(ledger: Place, certificate: Path | None, json_: bool) -> None:
    hashed = flow.verify_ledger(ledger)
    stamps, refused = flow.check_stamps(hashed.stamps, certificate) if certificate else ([], [])
    broken = [*hashed.broken, *refused]
    if json_:
        counted = {"sources": hashed.sources, "entries": hashed.entries, "head": hashed.head}
        write([{**counted, "broken": broken, "stamps": [stamp.to_dict() for stamp in stamps]}])
    else:
        for what in broken:
            click.echo(f"broken: {what}", err=True)
        verified = f"{len(broken):,} faults" if broken else "all as they were captured"
        click.echo(f"{hashed.sources:,} sources in {hashed.entries:,} log entries: {verified}")
        click.echo(f"digest of the log (note it down elsewhere): {hashed.head}")
        for stamp in stamps:
            show_stamp(stamp)
        if hashed.stamps and not certificate:
            click.echo(f"{len(hashed.stamps):,} timestamps, not looked at: give the authority's certificate (--certificate)")
    sys.exit(1 if broken else 0)


def show_stamp(stamp: flow.Stamp) -> None:
    """What a stamp proves."""
    click.echo(f"the log up to entry {stamp.entry:,} existed before {stamp.before:%Y-%m-%d %H:%M:%S} UTC, says {stamp.by}")


@main.command()
@click.option("--authority", required=True, envvar="RECUSANT_AUTHORITY", show_envvar=True, metavar="URL", help="The timestamp authority.")
@with_certificate
@in_ledger
@as_json
def stamp(authority: str, certificate: Path | None, ledger: Place, json_: bool) -> None:
    """Have a timestamp authority (RFC 3161) sign that the log of captures, as it is, exists now.

    Only the digest of the log's last entry is sent. The reply is checked with the authority's certificate and kept; `recusant verify
    --ledger` checks it again, without a network. Needs the extra `evidence`.
    """
    if certificate is None:
        raise click.UsageError("give the authority's certificate (--certificate), or nobody can tell whose stamp it is")
    with flow.Ledger.open(ledger) as held:
        made = held.stamp(flow.Authority(authority, certificate))
    write([made.to_dict()]) if json_ else show_stamp(made)


@main.command()
@click.argument("out", type=a_path)
@in_ledger
@click.option("--public", multiple=True, metavar="NAME", help="A person who may be named. May be given more than once.")
@click.option("--preview", is_flag=True, help="Write nothing: list what would be masked or left out.")
@click.option("--since", type=a_path, help="Tell what changed since the edition in this folder, and not since the one in OUT.")
@click.option("--charts", is_flag=True, help="Write the charts as files of their own as well (SVG; PNG with the extra `exports`).")
@as_json
def publish(out: Path, ledger: Place, public: tuple[str, ...], preview: bool, json_: bool, **written: Any) -> None:
    """Write the report: a site that works from a folder, with all claims, bounds and conflicts beside it, also as tables.

    Names of private persons in quotes and titles are masked, small figures of what the codebook guards are published as "under 5",
    and confidential sources are left out. An earlier edition in OUT is replaced, and the site tells what changed.
    """
    with flow.Ledger.open(ledger) as held:
        outgoing = held.outgoing()
        if preview:
            found = held.hidden(outgoing, public)
            write(vars(one) for one in found) if json_ else terminal.show_masked(found)
            return
        reckoning = outgoing.reckoning
        with terminal.progress("reckoning") as step:
            reckoning.settle(step)
        edition = replace(held.to_publish(outgoing, public), pictures=written["charts"])
        page = flow.publish(edition, out, written["since"], held.store.memory)
        for lacking in flow.missing(edition):
            tell(lacking)
        if json_:
            write([{"page": str(page), "claims": len(reckoning.claims), "conflicts": len(reckoning.conflicts)}])
        else:
            terminal.show_summary(reckoning, edition)
            click.echo(f"\nThe report: {page}")


@main.command()
@click.argument("sources", nargs=-1)
@click.option("--by", metavar="NAME", help="Who decides: needed to mark a source, or to take a mark back.")
@click.option("--why", default="", help="The reason, for the ledger.")
@click.option("--lift", is_flag=True, help="Take the mark back.")
@in_ledger
@as_json
def confidential(sources: tuple[str, ...], by: str | None, why: str, lift: bool, ledger: Place, json_: bool) -> None:
    """Mark SOURCES as confidential, by their ids: they never leave the ledger. Without SOURCES: list those that are.

    All versions of their pages are, and the pages that a marked table cites. `show`, `claims` and `reconcile` reckon with them, as they
    speak to whoever has the ledger. `publish`, `check`, `trace` and `dossier` do without them and do not tell that they exist.
    """
    if sources and not by:
        raise click.UsageError("--by says who decides")
    mark = flow.Mark(by or "nobody", not lift, why, datetime.now(UTC).isoformat(timespec="seconds"))
    with flow.Ledger.open(ledger) as held:
        with held.store.together():
            for source in sources:
                held.store.mark(source, mark)
        hidden = {name: held.store.described(name).name for name in sorted(held.store.confidential())}
    if json_:
        write({"source": one, "name": name} for one, name in hidden.items())
    else:
        terminal.table(("source", "name"), [(one, terminal.short(name)) for one, name in hidden.items()])
        click.echo(f"{len(hidden):,} sources are confidential")


@main.command()
@click.argument("out", type=a_path)
@click.option("--source", metavar="ID", help="Only this source, with all its versions.")
@click.option("--claim", metavar="ID", help="Only the source of this claim, and the proofs that the claim has a part in.")
@in_ledger
@as_json
def dossier(out: Path, source: str | None, claim: str | None, ledger: Place, json_: bool) -> None:
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
