"""The commands. Each asks ``flow`` for the work and ``terminal`` for the words."""

from __future__ import annotations

import json
import os
import sys
from collections.abc import Callable, Iterable
from contextlib import nullcontext
from datetime import date
from functools import wraps
from pathlib import Path
from typing import Any, NoReturn

import click

from recusant import __version__, flow
from recusant.cli import terminal
from recusant.cli.arguments import day, scope_of
from recusant.codebook import load
from recusant.errors import BadInput, RecusantError
from recusant.records import ALL, Json

a_path = click.Path(path_type=Path)
as_json = click.option("--json", "json_", is_flag=True, help="Write JSON instead of words.")
in_ledger = click.option(
    "--ledger", default="recusant.ledger", envvar="RECUSANT_LEDGER", show_default=True, show_envvar=True, type=a_path,
    help="The ledger to use.",
)  # fmt: skip
with_reader = click.option(
    "--reader", default="rules", show_default=True, type=click.Choice(flow.READERS),
    help="Who reads: our rules, a language model at the endpoint in RECUSANT_LLM_URL (the texts are sent there), or both.",
)  # fmt: skip
with_codebook = click.option("--codebook", default="refusal", show_default=True, help="A codebook's name or path.")


def with_web(command: Callable[..., None]) -> Callable[..., None]:
    """The options of whoever fetches pages, which become the one parameter ``by``."""

    @click.option(
        "--agent", envvar="RECUSANT_AGENT", show_envvar=True,
        help="The name under which pages are asked for, best with a way to reach you: 'Name (mail@example.org)'. Sites see it.",
    )  # fmt: skip
    @click.option(
        "--allow-host", "hosts", multiple=True, metavar="HOST",
        help="Fetch from this host though it is not public (in your own network, say). May be given more than once.",
    )  # fmt: skip
    @wraps(command)
    def wrapped(*arguments: object, agent: str | None, hosts: tuple[str, ...], **more: object) -> None:
        command(*arguments, by=flow.web(agent, hosts), **more)

    return wrapped


class Commands(click.Group):
    """Turns every error raised on purpose, and every fault of the disk, into one clear message and exit code 2."""

    def invoke(self, ctx: click.Context) -> Any:
        """Run the command."""
        try:
            return super().invoke(ctx)
        except RecusantError as fault:
            _stop(str(fault))
        except BrokenPipeError:  # who read our output has gone, as `head` does
            os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
            raise SystemExit(0) from None
        except OSError as fault:
            _stop(f"{fault.filename or 'the disk'}: {fault.strerror or fault}. Mend: check the path, its rights and the room on the disk")


def _stop(message: str) -> NoReturn:
    click.echo(f"recusant: {message}", err=True)
    raise SystemExit(2)


def tell(words: str) -> None:
    """Something to know, beside the output."""
    click.echo(words, err=True)


def _write(records: Iterable[Json]) -> None:
    for record in records:
        click.echo(json.dumps(record, ensure_ascii=False))


@click.group(cls=Commands, context_settings={"help_option_names": ["-h", "--help"]})
@click.version_option(__version__)
def main() -> None:
    """Counts of refusal of military service that add up, with the quotes that prove them."""


@main.command()
@in_ledger
@with_codebook
@as_json
def init(ledger: Path, codebook: str, json_: bool) -> None:
    """Make a new, empty ledger for a codebook."""
    with flow.Ledger.create(ledger, codebook):
        made = {"ledger": str(ledger), "codebook": codebook}
    if json_:
        _write([made])
    else:
        click.echo("made {ledger} for the codebook {codebook}".format(**made))


@main.command()
@click.argument("paths", nargs=-1, required=True, metavar="PATHS_OR_URLS...")
@in_ledger
@with_reader
@with_web
@as_json
def add(paths: tuple[str, ...], ledger: Path, reader: str, by: flow.Web, json_: bool) -> None:
    """Capture, read and extract files, folders or web pages.

    Notes (.md), .txt, .html, and tables of figures (.csv, .jsonl, .xlsx) are read. Addresses begin with http:// or https:// and are
    fetched, where the site's robots.txt allows it. Adding the same again changes nothing; a page that says something else than
    before supersedes what it said. What cannot be read is named, with the mend, and does not stop the others; the exit code is
    then 2.
    """
    with (
        flow.Ledger.open(ledger) as held,
        flow.reader(reader, whole=True, tell=tell) as read_text,
        terminal.progress("reading") as step,
    ):
        added = sum((held.add(path, step, read_text, by) for path in paths), flow.Added())
    show_added(added, json_)
    sys.exit(2 if added.faults else 0)


def show_added(added: flow.Added, json_: bool) -> None:
    """What was stored, what changed, and what could not be read."""
    counts = {name: getattr(added, name) for name in ("stored", "known", "claims", "gaps")}
    faults, foreign = [str(fault) for fault in added.faults], added.foreign
    if json_:
        _write([{**counts, "faults": faults, "foreign": foreign, "changes": [change.to_dict() for change in added.changes]}])
        return
    click.echo("{stored:,} texts stored ({known:,} known already): {claims:,} claims, {gaps:,} gaps".format(**counts))
    for change in added.changes:
        terminal.show_difference(change)
    for fault in [*faults, *foreign]:
        click.echo(f"not read: {fault}", err=True)


@main.command()
@click.argument("files", nargs=-1, required=True, type=a_path)
@with_codebook
@with_reader
@click.option("--gaps", "gaps_file", type=a_path, help="Write the gaps (numbers not understood) to this file.")
@click.option("--json", is_flag=True, expose_value=False, help="JSON lines are what it writes anyway.")
def extract(files: tuple[Path, ...], codebook: str, reader: str, gaps_file: Path | None) -> None:
    """Read the claims of files and write them as JSON lines, without a ledger."""
    book, gaps, faults = load(codebook), list[Json](), 0
    with flow.reader(reader, tell=tell) as read_text:
        for text in (text for path in files for text in flow.texts_of(path, book)):
            if isinstance(text, BadInput):
                click.echo(f"not read: {text}", err=True)
                faults += 1
                continue
            claims, found = flow.claims_of(text, book, read_text)
            for name in flow.foreign(text, found):
                click.echo(f"not read: {name}", err=True)
            _write(claim.to_dict() | {"url": text.source.url} for claim in claims)
            gaps += [gap.to_dict() for gap in found]
    if gaps_file:
        gaps_file.write_text("".join(json.dumps(gap, ensure_ascii=False) + "\n" for gap in gaps), encoding="utf-8")
    sys.exit(2 if faults else 0)


@main.command()
@in_ledger
@click.option("--measure", help="Only this measure.")
@click.option("--gaps", is_flag=True, help="List the gaps instead: numbers seen and not understood.")
@click.option("--changes", is_flag=True, help="List instead what changed in the figures of pages from version to version.")
@as_json
def claims(ledger: Path, measure: str | None, gaps: bool, changes: bool, json_: bool) -> None:
    """List the claims of a ledger, its gaps, or what pages changed."""
    with flow.Ledger.open(ledger) as held:
        found, missed = held.store.claims(measure=measure), held.store.gaps()
        differences = held.store.differences() if changes else []
    if changes:
        for difference in differences:
            _write([difference.to_dict()]) if json_ else terminal.show_difference(difference)
    elif json_:
        _write(record.to_dict() for record in (missed if gaps else found))
    elif gaps:
        terminal.show_gaps(missed)
    else:
        terminal.show_claims(found)


@main.command()
@click.argument("file", required=False, type=a_path)
@in_ledger
@with_codebook
@click.option("--by", default="month", show_default=True, type=click.Choice(flow.PERIODS), help="The periods to bound.")
@click.option("--conflicts", "conflicts_file", type=a_path, help="Write the conflicts to this file as JSON lines.")
@as_json
def reconcile(file: Path | None, ledger: Path, codebook: str, by: str, conflicts_file: Path | None, json_: bool) -> None:
    """Work out what must be true if the claims hold.

    With FILE (claims as JSON lines, - for standard input) it is a filter: bounds go to standard output as JSON lines, conflicts to
    standard error in words. Without FILE the claims of the ledger are reckoned and summed up in words; --json gives their bounds.
    """
    with nullcontext() if file else flow.Ledger.open(ledger) as held:
        reckoning = held.reckoning() if held else flow.reconcile(flow.claims_in(file or Path("-")), codebook)
        with terminal.progress("reckoning") as step:
            reckoning.settle(step)
        if conflicts_file:
            lines = (json.dumps(conflict.to_dict(), ensure_ascii=False) + "\n" for conflict in reckoning.conflicts)
            conflicts_file.write_text("".join(lines), encoding="utf-8")
        if held and not json_:
            terminal.show_summary(reckoning, held.edition(reckoning))
            return
        with terminal.progress("bounding") as step:
            for bound in reckoning.standing(by):
                _write([bound.to_dict()])
                step(bound.layer)
        terminal.show_conflicts(reckoning)


@main.command()
@click.argument("scope", nargs=4, metavar="MEASURE CATEGORY PLACE WINDOW")
@in_ledger
@click.option("--layer", default=ALL, show_default=True, help="The layer of one origin instead of the truth.")
@click.option("--without", multiple=True, metavar="ORIGIN", help="Leave out what this origin says. May be given more than once.")
@as_json
def show(scope: tuple[str, str, str, str], ledger: Path, layer: str, without: tuple[str, ...], json_: bool) -> None:
    """Show what must be true of one scope, with the proof in words.

    WINDOW is a day, month or year (2025-10), or two of them or of the codebook's events (2025-08..2025-09, mobilisation..2024-05).

    Example: recusant show cases_opened art407 UA 2025-10
    """
    with flow.Ledger.open(ledger) as held:
        bound = held.reckoning(without).bound(scope_of(scope, held.book), layer)
        waiting = sum(claim.scope.measure == bound.scope.measure for claim in held.waiting())
    if json_:
        _write([bound.to_dict()])
    else:
        terminal.show_bound(bound, held.book, waiting)


@main.command()
@click.argument("file", metavar="FILE_OR_URL")
@in_ledger
@click.option("--said-on", callback=day, help="The day of publication (2024-05-31), where the text does not tell it.")
@click.option("--lang", help="The language of the text: de, en, fr, pl, ru or uk. Told from its letters if left out.")
@click.option("--html", "page", type=a_path, help="Write a page for an editor to this file as well: the text, its claims underlined.")
@as_json
def check(file: str, ledger: Path, said_on: date | None, lang: str | None, page: Path | None, json_: bool) -> None:
    """Check an article (a file, an address, or - for standard input) against the ledger: every claim in it, with what the ledger
    says of it.

    The article is not stored. The exit code is 1 where a claim is contradicted.
    """
    with flow.Ledger.open(ledger) as held:
        text = flow.text_of(file, held.book, said_on, lang)
        reckoning = held.reckoning()
        verdicts, gaps = flow.check_text(text, reckoning)
        if page:
            page.write_text(flow.checked_page(held.edition(reckoning), text, verdicts, gaps), encoding="utf-8")
    if json_:
        _write(verdict.to_dict() for verdict in verdicts)
    else:
        terminal.show_verdicts(verdicts, gaps)
        click.echo(f"\nThe page: {page}" if page else "", nl=bool(page))
    sys.exit(1 if any(verdict.verdict == "contradicted" for verdict in verdicts) else 0)


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
        _write([{"bounds": checked.bounds, "conflicts": checked.conflicts, "refused": list(checked.refused)}])
    else:
        for why in checked.refused:
            click.echo(f"refused: {why}", err=True)
        verified = "all add up" if not checked.refused else f"{len(checked.refused):,} refused"
        click.echo(f"{checked.bounds:,} bounds and {checked.conflicts:,} conflicts: {verified}")
    sys.exit(1 if checked.refused else 0)


def _verify_ledger(ledger: Path, json_: bool) -> None:
    hashed = flow.verify_ledger(ledger)
    if json_:
        _write([{"sources": hashed.sources, "entries": hashed.entries, "head": hashed.head, "broken": list(hashed.broken)}])
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
@as_json
def publish(out: Path, ledger: Path, public: tuple[str, ...], preview: bool, json_: bool) -> None:
    """Write the report: a page that works from a folder, with all claims, bounds and conflicts beside it.

    Names of private persons in quotes and titles are masked.
    """
    with flow.Ledger.open(ledger) as held:
        if preview:
            found = flow.Masks(held.book, public).found(held.reckoned_claims(), held.store.sources())
            _write(vars(one) for one in found) if json_ else terminal.show_masked(found)
            return
        reckoning = held.reckoning()
        with terminal.progress("reckoning") as step:
            reckoning.settle(step)
        edition = held.edition(reckoning, public)
        page = flow.publish(edition, out)
        if json_:
            _write([{"page": str(page), "claims": len(reckoning.claims), "conflicts": len(reckoning.conflicts)}])
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
        _write([{"dossier": str(made)}])
    else:
        click.echo(f"The dossier: {made}")
