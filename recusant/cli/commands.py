"""The commands. Each asks ``flow`` for the work and ``terminal`` for the words."""

from __future__ import annotations

import json
import os
import sys
from collections.abc import Callable, Iterable
from contextlib import nullcontext
from dataclasses import fields, replace
from datetime import date
from functools import wraps
from pathlib import Path
from typing import Any, NoReturn

import click

from recusant import __version__, flow
from recusant.cli import terminal, trees
from recusant.cli.arguments import day, scope_of
from recusant.codebook import load
from recusant.errors import BadInput, RecusantError
from recusant.ledger import Place, place_of, shown
from recusant.records import ALL, Json

FEW = 3  # texts in languages that are not read, and parts of texts: so many are named one by one
a_path = click.Path(path_type=Path)
as_json = click.option("--json", "json_", is_flag=True, help="Write JSON instead of words.")
in_ledger = click.option(
    "--ledger", default="recusant.ledger", envvar="RECUSANT_LEDGER", show_default=True, show_envvar=True, type=place_of, metavar="PATH",
    help="The ledger to use: a file, or postgresql://USER@HOST/DATABASE.",
)  # fmt: skip
with_reader = click.option(
    "--reader", default="rules", show_default=True, type=click.Choice(flow.READERS),
    help="Who reads: our rules, a language model at the endpoint in RECUSANT_LLM_URL (the texts are sent there), or both.",
)  # fmt: skip
without_origin = click.option(
    "--without", multiple=True, metavar="ORIGIN", help="Leave out what this origin says. May be given more than once.",
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
    def wrapped(*arguments: object, agent: str | None, hosts: tuple[str, ...], picture: bool = False, **more: object) -> None:
        command(*arguments, by=flow.web(agent, hosts, picture), **more)

    return wrapped


def with_told(command: Callable[..., None]) -> Callable[..., None]:
    """The options by which whoever adds a document says what is to be known of it; they become the one parameter ``told``."""

    @click.option("--published", callback=day, metavar="DAY", help="Of one file: the day it was published (2024-05-31).")
    @click.option("--outlet", help="Of one file: who published it.")
    @click.option("--url", help="Of one file: the address it was found at.")
    @click.option("--title", help="Of one file: what it is called.")
    @click.option("--lang", help="Of one file: its language, de, en, fr, pl, ru or uk. Told from its letters if left out.")
    @wraps(command)
    def wrapped(*arguments: object, **more: Any) -> None:
        told = flow.Told(**{part.name: more.pop(part.name) for part in fields(flow.Told)})
        command(*arguments, told=told, **more)

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


def write(records: Iterable[Json]) -> None:
    """Records as JSON lines on standard output."""
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
def init(ledger: Place, codebook: str, json_: bool) -> None:
    """Make a new, empty ledger for a codebook."""
    with flow.Ledger.create(ledger, codebook):
        made = {"ledger": shown(ledger), "codebook": codebook}
    if json_:
        write([made])
    else:
        click.echo("made {ledger} for the codebook {codebook}".format(**made))


@main.command()
@click.argument("paths", nargs=-1, required=True, metavar="PATHS_OR_URLS...")
@in_ledger
@with_reader
@click.option("--picture", is_flag=True, help="Keep a picture (PDF) of each web page as well, made by an installed Chromium, offline.")
@with_told
@with_web
@as_json
def add(paths: tuple[str, ...], ledger: Place, reader: str, told: flow.Told, by: flow.Web, json_: bool) -> None:
    """Capture, read and extract files, folders or web pages.

    Read are notes (.md), .txt, web pages (.html, .mhtml), documents (.pdf, .docx, .odt), e-mail (.eml, .mbox), web archives (.warc,
    .wacz), Telegram channels (result.json), and tables of figures (.csv, .jsonl, .xlsx). Addresses begin with http:// or https:// and
    are fetched, where the site's robots.txt allows it; so are the links of a list (.csv with a column url, .ris, CSL .json). Adding the
    same again changes nothing; a page that says something else than before supersedes what it said. Of one document, you may say what
    it does not: --published and so on; said otherwise later, that supersedes what you said. What cannot be read is named, with the
    mend, and does not stop the others; the exit code is then 2.
    """
    if told.said and len(paths) > 1:
        raise click.UsageError("what you say of a document is said of one: add it by itself")
    with (
        flow.Ledger.open(ledger) as held,
        flow.reader(reader, whole=True, tell=tell) as read_text,
        terminal.progress("reading") as step,
    ):
        added = sum((held.add(path, step, read_text, by, told) for path in paths), flow.Added())
    show_added(added, json_)
    sys.exit(2 if added.faults else 0)


def show_added(added: flow.Added, json_: bool) -> None:
    """What was stored, what changed, and what could not be read."""
    counts = {name: getattr(added, name) for name in ("stored", "known", "claims", "gaps")}
    faults, foreign = [str(fault) for fault in added.faults], added.foreign
    if json_:
        changes = [change.to_dict() for change in added.changes]
        write([{**counts, "faults": faults, "foreign": foreign, "undated": added.undated, "changes": changes}])
        return
    click.echo("texts stored: {stored:,} (known already: {known:,}), claims: {claims:,}, gaps: {gaps:,}".format(**counts))
    for change in added.changes:
        terminal.show_difference(change)
    for fault in [*faults, *(foreign if len(foreign) <= FEW else ())]:
        click.echo(f"not read: {fault}", err=True)
    if len(foreign) > FEW:
        click.echo(f"not read: {len(foreign):,} texts in other languages, or parts of texts; `recusant claims --gaps` lists them", err=True)
    if added.undated:
        names = ", ".join(added.undated[:FEW]) if len(added.undated) <= FEW else f"{len(added.undated):,} texts"
        tell(f"no day of publication: {names}. Where you know it, say it, for words like “this year”: recusant add FILE --published DAY")


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
            write(claim.to_dict() | {"url": text.source.url} for claim in claims)
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
def claims(ledger: Place, measure: str | None, gaps: bool, changes: bool, json_: bool) -> None:
    """List the claims of a ledger, its gaps, or what pages changed."""
    with flow.Ledger.open(ledger) as held:
        found, missed = held.store.claims(measure=measure), held.store.gaps()
        differences = held.store.differences() if changes else []
    if changes:
        for difference in differences:
            write([difference.to_dict()]) if json_ else terminal.show_difference(difference)
    elif json_:
        write(record.to_dict() for record in (missed if gaps else found))
    elif gaps:
        terminal.show_gaps(missed)
    else:
        terminal.show_claims(found)


@main.command()
@click.argument("file", required=False, type=a_path)
@in_ledger
@with_codebook
@click.option("--by", default="month", show_default=True, type=click.Choice(flow.PERIODS), help="The periods to bound.")
@click.option("--layer", help="Only this layer: all, or that of one origin.")
@without_origin
@click.option("--conflicts", "conflicts_file", type=a_path, help="Write the conflicts to this file as JSON lines.")
@as_json
def reconcile(file: Path | None, ledger: Place, codebook: str, conflicts_file: Path | None, json_: bool, **table: Any) -> None:
    """Work out what must be true if the claims hold.

    With FILE (claims as JSON lines, - for standard input) it is a filter: bounds go to standard output as JSON lines, conflicts to
    standard error in words. Without FILE the claims of the ledger are reckoned and summed up in words; --json gives their bounds.
    """
    with nullcontext() if file else flow.Ledger.open(ledger) as held:
        reckoning = held.reckoning() if held else flow.reconcile(flow.claims_in(file or Path("-")), codebook)
        reckoning = reckoning.without(*table["without"])
        with terminal.progress("reckoning") as step:
            reckoning.settle(step)
        if conflicts_file:
            lines = (json.dumps(conflict.to_dict(), ensure_ascii=False) + "\n" for conflict in reckoning.conflicts)
            conflicts_file.write_text("".join(lines), encoding="utf-8")
        if held and not json_:
            terminal.show_summary(reckoning, held.edition(reckoning))
            return
        with terminal.progress("bounding") as step:
            for bound in reckoning.standing(table["by"], table["layer"]):
                write([bound.to_dict()])
                step(bound.layer)
        terminal.show_conflicts(reckoning)


@main.command()
@click.argument("scope", nargs=-1, required=True, metavar="MEASURE CATEGORY PLACE [WINDOW]")
@in_ledger
@click.option("--layer", default=ALL, show_default=True, help="The layer of one origin instead of the truth.")
@without_origin
@click.option("--path", is_flag=True, help="Show the likely path instead, month by month: an interpolation, not proven.")
@click.option("--crosses", type=click.IntRange(min=1), metavar="NUMBER", help="Show when the total since WINDOW began reached a number.")
@as_json
@click.option("--docx", type=a_path, metavar="FILE", help="Write a Word document instead, with footnotes; without WINDOW, of the series.")
def show(scope: tuple[str, ...], ledger: Place, layer: str, without: tuple[str, ...], json_: bool, **likely: Any) -> None:
    """Show what must be true of one scope, with the proof in words.

    WINDOW is a day, month or year (2025-10), or two of them or of the codebook's events (2025-08..2025-09, mobilisation..2024-05).
    With --path or --crosses it may be left out: all days are meant that figures speak of.

    Example: recusant show cases_opened art407 UA 2025-10
    """
    with flow.Ledger.open(ledger) as held:
        reckoning, asked, book = held.reckoning(without), scope_of(scope, held.book), held.book
        waiting = sum(claim.scope.measure == asked.measure for claim in held.waiting())
        if likely["path"]:
            path = reckoning.path(asked.measure, asked.category, asked.place, layer).within(asked.window)
            write([path.to_dict()]) if json_ else terminal.show_path(path, book)
        elif likely["docx"]:
            likely["docx"].write_bytes(held.document(asked, layer, without))
            click.echo(f"The document: {likely['docx']}")
        elif likely["crosses"]:
            crossing = flow.crossed(asked, likely["crosses"], layer, reckoning)
            write([crossing.to_dict()]) if json_ else terminal.show_crossing(crossing, book)
        else:
            bound = reckoning.bound(asked, layer)
            write([bound.to_dict()]) if json_ else terminal.show_bound(bound, book, waiting)


@main.command()
@in_ledger
@click.option("--limit", default=5, show_default=True, type=click.IntRange(min=1), help="So many of each kind at most.")
@as_json
def leads(ledger: Place, limit: int, json_: bool) -> None:
    """List the single claims that would tell most: to review, to decide, or to find.

    To review: claims that wait for it. To decide: figures set aside for a conflict that may as well go the other way. To find: counts
    that nobody quotes, reckoned as if they were what is likely. Each with the monthly bounds that it would change.
    """
    with flow.Ledger.open(ledger) as held:
        reckoning = held.reckoning()
        with terminal.progress("reckoning") as step:
            reckoning.settle(step)
        found = held.leads(reckoning, limit)
    write(lead.to_dict() for lead in found) if json_ else terminal.show_leads(found)


@main.command()
@click.argument("claim", required=False)
@in_ledger
@as_json
def trace(claim: str | None, ledger: Place, json_: bool) -> None:
    """Show who counted a claim's figure and who repeats whom, as a tree with the evidence for every step.

    Without CLAIM: how many sources repeat each origin and how many of them read it themselves at most, and the figures repeated most.
    `recusant claims` lists the ids of claims.
    """
    with flow.Ledger.open(ledger) as held:
        asked, reckoning = claim and held.store.claim(claim).id, held.outgoing(guard=False).reckoning
        with terminal.progress("reckoning") as step:
            reckoning.settle(step)
        traced, book = held.traced(reckoning), held.book
    if json_:
        write([traced.family(asked).to_dict()] if asked else (record.to_dict() for record in traced.origins))
    elif asked:
        trees.show_family(traced.family(asked), book, asked)
    else:
        trees.show_origins(traced, book)


@main.command()
@click.argument("file", metavar="FILE_OR_URL")
@in_ledger
@click.option("--said-on", callback=day, help="The day of publication (2024-05-31), where the text does not tell it.")
@click.option("--lang", help="The language of the text: de, en, fr, pl, ru or uk. Told from its letters if left out.")
@click.option(
    "--in", "language", envvar="RECUSANT_IN", show_envvar=True, type=click.Choice(list(flow.LANGUAGES)),
    help="The language to answer in. If left out: that of the text, where it is one of these, else English; with --json English.",
)  # fmt: skip
@click.option("--html", "page", type=a_path, help="Write a page for an editor to this file as well: the text, its claims underlined.")
@as_json
def check(file: str, ledger: Place, said_on: date | None, lang: str | None, json_: bool, **answer: Any) -> None:
    """Check an article (a file, an address, or - for standard input) against the ledger: every claim in it, with what the ledger
    says of it.

    The article is not stored. What the ledger may not publish is not used. The exit code is 1 where a claim is contradicted, also by
    others of the article.
    """
    with flow.Ledger.open(ledger) as held:
        text = flow.text_of(file, held.book, said_on, lang)
        page, language = answer["page"], answer["language"] or ("en" if json_ else flow.spoken(text))
        outgoing, say = held.outgoing(), flow.Words(language, held.book)
        verdicts, gaps = flow.check_text(text, outgoing.reckoning, language)
        unsure = {verdict.claim.id for verdict in verdicts if flow.waits(verdict.claim)}
        if page:
            edition = replace(held.edition(outgoing.reckoning), sources=outgoing.sources, language=language)
            page.write_text(flow.checked_page(edition, text, verdicts, gaps, unsure), encoding="utf-8")
    if json_:
        write(verdict.to_dict() | {"review": flow.reviewed(verdict, text.source, say)} for verdict in verdicts)
    else:
        terminal.show_verdicts(verdicts, gaps, unsure, say)
        click.echo(f"\nHTML: {page}" if page else "", nl=bool(page))
    sys.exit(1 if any(verdict.verdict == "contradicted" or verdict.conflict for verdict in verdicts) else 0)
