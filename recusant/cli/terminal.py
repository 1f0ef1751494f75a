"""Records in words on a terminal. Rich is imported only where a table or a bar is drawn: it costs 0.1 s to load."""

from __future__ import annotations

import re
import sys
import textwrap
import time
from collections import Counter
from collections.abc import Callable, Collection, Iterator, Sequence
from contextlib import contextmanager

import click

from recusant.codebook import Codebook
from recusant.flow import (
    Difference,
    Edition,
    Masked,
    Reckoned,
    Words,
    cited,
    could_as_well,
    crossing_told,
    findings,
    mended,
    path_told,
    sentence,
    summed_up,
    told,
)
from recusant.records import ALL, Bound, Claim, Conflict, Crossing, Gap, Lead, Number, Path, Quote, Scope, Verdict, in_words

WIDTH = 110
INDENT, COLUMN = 13, 13  # letters: of what stands below a verdict, and of the numbers of a proof
GLUE = "\0"  # stands for the space within a number, so that no line ends there
_IN_NUMBER = re.compile(r"(?<=\d) (?=\d{3}\b)")
SLOW = 1.0  # seconds after which work tells how far it is


@contextmanager
def progress(doing: str) -> Iterator[Callable[[str], None]]:
    """A line on standard error that counts the steps of long work; silent where that is not a terminal or the work is quick."""
    began, count, shown = time.monotonic(), 0, False

    def step(name: str) -> None:
        nonlocal count, shown
        count += 1
        if sys.stderr.isatty() and time.monotonic() - began > SLOW:
            shown = True
            click.echo(f"\r\033[K{doing} {count:,}: {name[-70:]}", err=True, nl=False)

    try:
        yield step
    finally:
        if shown:
            click.echo("\r\033[K", err=True, nl=False)


def show_summary(reckoning: Reckoned, edition: Edition) -> None:
    """What was found, in a screenful: the tightest bounds, what cannot all be true, and how much stands behind it."""
    claims, figures, conflicts = len(reckoning.claims), len(reckoning.sorted.figures), reckoning.conflicts
    origins = len({claim.origin for claim in reckoning.claims.values()})
    click.secho("What must be true, if the quoted claims hold", bold=True)
    for finding in findings(edition):
        click.echo(_wrapped(f"• {finding}"))
    apart = "; not all further ones were looked for" if reckoning.cut_off else ""
    counted = f" (conflicts: {len(conflicts):,}, first those that share no figure{apart})" if conflicts else ""
    click.secho(f"\nWhat cannot all be true{counted}", bold=True)
    if not conflicts:
        click.echo("  Nothing: all that is counted can hold together")
    for conflict in conflicts[:5]:
        click.echo(_wrapped(f"• {_against(conflict, reckoning)}"))
    aside = len({item.claim for item in reckoning.set_aside})
    click.secho("\nWhat stands behind it", bold=True)
    click.echo(f"  {claims:,} claims by {origins} origins; {figures:,} distinct figures were reckoned")
    if edition.waiting:
        click.echo(f"  {edition.waiting:,} claims read from texts wait for review and are not counted: `recusant claims` lists them")
    click.echo(f"  {aside:,} claims set aside for conflicts; {len(reckoning.superseded):,} upper ends outgrown by later counts")
    for reason, count in Counter(item.reason for item in reckoning.unreckoned).most_common(4):
        click.echo(f"  {count:,} make no constraint: {reason}")


def show_conflicts(reckoning: Reckoned) -> None:
    """Every conflict in a sentence, on standard error: standard output is for records."""
    for conflict in reckoning.conflicts:
        click.echo(_wrapped(f"conflict: {_against(conflict, reckoning)}"), err=True)


def _against(conflict: Conflict, reckoning: Reckoned) -> str:
    quotes = "; ".join(cited(claim, reckoning.book) for claim in conflict.cited.values())
    gap = f"{conflict.gap.numerator:,}" if conflict.gap.denominator == 1 else f"{float(conflict.gap):,.2f}"
    known = conflict, reckoning.claims, reckoning.book
    return " ".join(filter(None, (f"{quotes}. They miss each other by {gap}.", could_as_well(*known), mended(*known))))


def show_bound(bound: Bound, book: Codebook, waiting: int) -> None:
    """A bound as a sentence, and its proof; and how many claims of its measure wait for review and so are no part of it."""
    click.secho(sentence(bound, book), bold=True)
    click.echo(f"If the quoted claims hold{'' if bound.layer == ALL else f', in the count of {bound.layer}'}:\n")
    click.echo(bound.explain())
    if waiting:
        click.echo(f"\n{waiting:,} more claims of this measure wait for review and are not counted here")


def show_crossing(crossing: Crossing, book: Codebook) -> None:
    """When a running total reached a number: what is proven with its proofs, then what is likely."""
    proven, likely = crossing_told(crossing, book)
    click.secho(proven, bold=True)
    click.echo("If the quoted claims hold:\n")
    for bound in (crossing.below, crossing.reached):
        click.echo(f"{_proof(bound)}\n" if bound else "", nl=bound is not None)
    click.echo(likely)


def show_path(path: Path, book: Codebook) -> None:
    """A likely path month by month, said to be no more than that."""
    title, months = path_told(path, book)
    click.secho(f"Likely path, interpolated and not proven: {title}", bold=True)
    for month, value in months:
        click.echo(f"  {month:24}{value}")
    if not months:
        click.echo("  nothing quoted speaks of a whole month")


LEADS = {"review": "To review", "decide": "To decide", "find": "To find"}


def show_leads(leads: Sequence[Lead]) -> None:
    """The leads of each kind in sentences, what tells most first."""
    for kind, title in LEADS.items():
        click.secho(title, bold=True)
        of_kind = [lead for lead in leads if lead.kind == kind]
        for lead in of_kind:
            click.echo(_wrapped(f"• {lead.sentence}{f' [{lead.claim}]' if lead.claim else ''}"))
        if not of_kind:
            click.echo("  nothing that would change a bound by the month")


def show_claims(claims: Sequence[Claim]) -> None:
    """Claims as a table."""
    rows = [
        (claim.id, claim.kind, _interval(claim), claim.scope.measure, claim.scope.category, claim.scope.place, _window(claim.scope),
         claim.origin, claim.status, _quoted(claim.quote))
        for claim in claims
    ]  # fmt: skip
    table(("id", "kind", "quantity", "measure", "category", "place", "window", "origin", "status", "quote"), rows)


def show_gaps(gaps: Sequence[Gap]) -> None:
    """Gaps as a table."""
    rows = [(gap.source, gap.quote.place or str(gap.quote.start), short(gap.quote.text), gap.reason) for gap in gaps]
    table(("source", "at", "quote", "why"), rows)


def show_masked(found: Sequence[Masked]) -> None:
    """What would be hidden and why, and how much of each."""
    table(("in", "words", "why"), [(one.where, short(one.words), one.why) for one in found])
    counts = Counter(one.why for one in found)
    told = ["{name:,} names would be masked", "{under:,} figures said to be under 5, {withheld:,} withheld with them"]
    told.append("{confidential:,} confidential sources left out")
    numbers = {"name": counts["name"], "under": counts["under 5"], **{why: counts[why] for why in ("withheld", "confidential")}}
    click.echo(", ".join(told).format(**numbers))


def show_difference(change: Difference) -> None:
    """What a page gives otherwise than before, figure by figure."""
    click.secho(f"changed: {change.after.url or change.after.name} ({change.before.captured} → {change.after.captured})", bold=True)
    for before, after in change.changed:
        words = f"was “{short(before.quote.text)}” ({_interval(before)}), is “{short(after.quote.text)}” ({_interval(after)})"
        click.echo(_wrapped(f"{words}: {in_words(after.scope)}; counted by {after.origin}"))
    for sign, claims in (("gone", change.gone), ("new", change.new)):
        for claim in claims:
            words = f"“{short(claim.quote.text)}” ({_interval(claim)})"
            click.echo(_wrapped(f"{sign}: {words}: {in_words(claim.scope)}; counted by {claim.origin}"))
    for sign, words_ in zip(("gone", "new"), change.unread, strict=True):
        for quote in words_:
            click.echo(_wrapped(f"{sign}, and not understood: “{short(quote)}”"))
    if change.says_the_same:
        click.echo("  its figures are the same")
    if change.reviewed:
        click.echo(f"  {change.reviewed:,} figures of the version before were reviewed: those of the new one wait for review again")


VERDICT_COLOURS = {"adds_up": "green", "contradicted": "red", "outdated": "yellow", "undated": "cyan"}


def show_verdicts(verdicts: Sequence[Verdict], gaps: Sequence[Gap], unsure: Collection[str], say: Words) -> None:
    """Each claim of a text with its verdict and what decides it, then what could not be read."""
    for verdict in verdicts:
        shown = told(verdict, say, unsure=verdict.claim.id in unsure)
        click.secho(f"{shown.name.upper():{INDENT}}", fg=VERDICT_COLOURS.get(verdict.verdict), bold=True, nl=False)
        click.secho(short(shown.quote, 90), bold=True, nl=False)
        click.echo(f" {shown.place}".rstrip())
        click.echo(_wrapped(shown.taken, INDENT))
        click.echo(_wrapped(shown.sentence, INDENT))
        for number, words in shown.rows:
            click.echo(_wrapped(f"{number:>{COLUMN}}  {words}".rstrip(), INDENT, COLUMN + 2) if number else _wrapped(words, INDENT + 2))
    first, *missed = summed_up(verdicts, gaps, say)
    click.echo(f"\n{first}")
    for line in missed:
        click.echo(_wrapped(line))


def _proof(bound: Bound) -> str:
    """The end of a bound that has a proof (both where both have one)."""
    lower, _, upper = bound.explain().partition("\n\n")
    return "\n".join(part for part, terms in ((lower, bound.lo_certificate), (upper, bound.hi_certificate)) if terms)


def _interval(claim: Claim) -> str:
    lo, hi = claim.quantity.lo, claim.quantity.hi
    if lo is None and hi is None:
        return claim.direction or claim.rank or "?"
    return _number(lo) if lo == hi else f"{_number(lo)} to {_number(hi)}"


def _number(end: Number | None) -> str:
    """An end of an interval; that of a ratio to four figures."""
    return "…" if end is None else f"{end:,}" if isinstance(end, int) else f"{end:,.4g}"


def _quoted(quote: Quote) -> str:
    """A short quote, and the page or paragraph it stands on."""
    return ", ".join(filter(None, (short(quote.text, 40), quote.place)))


def _window(scope: Scope) -> str:
    ends = (scope.window.start, scope.window.end)
    return " to ".join("?" if a is b is None else str(a) if a == b else f"{a or '?'}…{b or '?'}" for a, b in ends)


def short(words: str, most: int = 60) -> str:
    """Words on one line, cut off where they are long."""
    words = " ".join(words.split())
    return words if len(words) <= most else words[: most - 1] + "…"


def _wrapped(words: str, indent: int = 2, hanging: int = 2) -> str:
    filled = textwrap.fill(_IN_NUMBER.sub(GLUE, words), WIDTH, initial_indent=" " * indent, subsequent_indent=" " * (indent + hanging))
    return filled.replace(GLUE, " ")


def table(columns: tuple[str, ...], rows: Sequence[tuple[str, ...]]) -> None:
    """Rows under the names of their columns."""
    from rich.console import Console
    from rich.table import Table

    drawn = Table(*columns, box=None, header_style="bold", pad_edge=False)
    for row in rows:
        drawn.add_row(*row)
    Console(width=None if sys.stdout.isatty() else 220, highlight=False, markup=False).print(drawn)
