"""The command ``recusant review``, and what the desk asks of the other rooms, as functions that may run in another process."""

from __future__ import annotations

import getpass
import json
import tempfile
from collections.abc import Callable, Iterable
from dataclasses import dataclass, replace
from datetime import date
from functools import partial
from importlib import import_module
from pathlib import Path, PurePath
from typing import Any

import click

from recusant import flow
from recusant import ledger as store
from recusant.cli.commands import a_path, in_ledger, main, tell
from recusant.codebook import Codebook, parse, toml_of
from recusant.errors import BadInput
from recusant.ledger import Marks, Place, on_server, shown
from recusant.records import ALL, Claim, Effect, Scope, Text, Window, whole_months
from recusant.review import Ahead, Closer, Outcome, Preview, Rooms, Shift, Stored

LOOKED = 300  # sources that a preview of other words reads at most: a person waits for it
CHARACTERS = 400_000  # and so many characters of them, about two seconds
SERIES = 8  # series of which the change is shown after one reckoning
MONTHS = 60  # months of each, the latest
LEADS = 12  # of each kind


@dataclass
class _Reckoned:
    """What was reckoned last in this process, to hold the next reckoning against."""

    marks: Marks
    reckoning: flow.Reckoned
    claims: dict[str, Claim]
    aside: tuple[str, ...]


_last: dict[str, _Reckoned] = {}


def reckon(place: str) -> Outcome:
    """Reckon a ledger, and what is other than at the last reckoning in this process."""
    with flow.Ledger.open(place) as held:
        marks, before = held.store.marks(), _last.get(place)
        reckoning, claims = held.reckoning(), {claim.id: claim for claim in held.claims()}
        figures = [figure for key in reckoning.components for figure in reckoning.settled(key).given_up]
    aside = tuple(sorted(claim.id for figure in figures for claim in figure.claims))
    _last[place] = _Reckoned(marks, reckoning, claims, aside)
    unreckoned = {item.claim: item.reason for item in reckoning.unreckoned}
    if before is None:
        return Outcome(marks, marks, aside, unreckoned=unreckoned)
    changed = [claim for name, claim in claims.items() if before.claims.get(name) != claim]
    was = [before.claims[claim.id] for claim in changed if claim.id in before.claims]
    shifts = tuple(Shift(*shift) for shift in _shifts([*changed, *was], before.reckoning, reckoning))
    away, back = (tuple(sorted({*one} - {*other})) for one, other in ((aside, before.aside), (before.aside, aside)))
    return Outcome(before.marks, marks, aside, shifts, away, back, unreckoned)


def _shifts(changed: list[Claim], before: flow.Reckoned, after: flow.Reckoned) -> Iterable[tuple[str, Scope, int, tuple[Effect, ...]]]:
    """For each series that the changed claims speak of, the days whose bounds are now others."""
    book = after.book
    series = dict.fromkeys(
        (layer, claim.scope.measure, claim.scope.category, claim.scope.place)
        for claim in changed
        for layer in dict.fromkeys((ALL, book.layer(claim.origin)))
    )
    for layer, measure, category, place in list(series)[:SERIES]:
        whole = Scope(measure, category, place)
        scopes = [replace(whole, window=Window.of(*days)) for days in _days(whole, layer, changed, (before, after))]
        ends = [[(bound.lo, bound.hi) for bound in reckoned.bounds(scopes, layer)] for reckoned in (before, after)]
        days = (scope.window.exact or (date.min, date.max) for scope in scopes)
        effects = [Effect(span[0], span[1], was, now) for span, was, now in zip(days, *ends, strict=True)]
        yield layer, whole, len(scopes), tuple(effect for effect in effects if effect.before != effect.after)


def _days(whole: Scope, layer: str, changed: list[Claim], both: tuple[flow.Reckoned, ...]) -> list[tuple[date, date]]:
    """The days of the changed claims of a series, and its months, the latest first. A stock stands on days."""
    own = [claim.scope.window for claim in changed if (claim.scope.measure, claim.scope.category, claim.scope.place) == _of(whole)]
    measure = both[0].book.measures.get(whole.measure)
    if measure and measure.kind == "stock":
        ends = (window.end[0] for window in own if window.end[0] and window.end[0] == window.end[1])
        return list(dict.fromkeys((day, day) for day in ends))
    known = [days for reckoned in both if (days := reckoned.days_known(whole, layer))]
    months = whole_months(min(first for first, _ in known), max(last for _, last in known)) if known else []
    return list(dict.fromkeys([*(window.exact for window in own if window.exact), *list(months)[: -MONTHS - 1 : -1]]))


def _of(scope: Scope) -> tuple[str, str, str]:
    return scope.measure, scope.category, scope.place


def look_closer(place: str) -> Closer:
    """Every conflict with its repairs."""
    with flow.Ledger.open(place) as held:
        marks, reckoning = held.store.marks(), held.reckoning()
        return Closer(marks, marks, reckoning.conflicts, reckoning.set_aside)


def look_ahead(place: str) -> Ahead:
    """The claims that would tell most."""
    with flow.Ledger.open(place) as held:
        return Ahead(held.store.marks(), held.leads(limit=LEADS))


def codebook_of(held: store.Ledger) -> str:
    """The codebook in use, as TOML."""
    return held.setting("codebook_text") or toml_of(held.setting("codebook") or "refusal")


def preview(held: store.Ledger, toml: str) -> Preview:
    """What another codebook would read in the sources, as far as a person waits for it: the latest sources first."""
    now, then = held.codebook(), parse(toml, "codebook")
    gone, new = list[Claim](), list[Claim]()
    looked = read = 0
    for source in held.listed(most=LOOKED):
        body = held.body(source.id)
        if read and read + len(body) > CHARACTERS:
            break
        looked, read = looked + 1, read + len(body)
        before, after = (_read(Text(source, body), book) for book in (now, then))
        gone += [claim for name, claim in before.items() if name not in after]
        new += [claim for name, claim in after.items() if name not in before]
    return Preview(looked, held.counts()["sources"], tuple(gone), tuple(new))


def _read(text: Text, book: Codebook) -> dict[str, Claim]:
    return {claim.id: claim for claim in flow.claims_of(text, book)[0]}


def link(agent: str | None, hosts: tuple[str, ...], held: store.Ledger, address: str) -> Stored:
    """Capture a page of the web."""
    if not flow.is_address(address):
        raise BadInput(f"{address[:80]!r} is no web address", place="url", mend="write it with https://")
    return _stored(held, lambda ledger: ledger.add(address, by=flow.web(agent, hosts)))


def upload(held: store.Ledger, name: str, data: bytes) -> Stored:
    """Keep a document that was sent here. Its name is only a name: nothing of it is a path."""
    bare = "".join(letter for letter in PurePath(name.replace("\\", "/")).name if letter.isprintable())[-120:].lstrip(".") or "document"
    with tempfile.TemporaryDirectory(prefix="desk-") as folder:
        file = Path(folder) / bare
        file.write_bytes(data)
        return _stored(held, lambda ledger: ledger.add(file))


def _stored(held: store.Ledger, add: Callable[[flow.Ledger], flow.Added]) -> Stored:
    before, _ = held.head()
    added = add(flow.Ledger(held))
    number, entry = held.head()
    fault = "; ".join(str(fault) for fault in added.faults) or "; ".join(added.foreign)
    return Stored(json.loads(entry)["source"] if number > before else None, added.claims, bool(added.known), fault or None)


def publish(place: Place) -> Path:
    """Write the report to the folder beside the ledger; of a database, to one of its name here."""
    folder = Path(shown(place)).with_suffix(".report")
    with flow.Ledger.open(place) as held:
        return held.publish(folder.name if on_server(place) else folder)


def rooms_of(place: Place) -> Rooms:
    """All that the desk asks of the other rooms, about one ledger."""
    return Rooms(
        open=partial(store.Ledger.open, place), publish=partial(publish, place), reckon=partial(reckon, str(place)),
        look_closer=partial(look_closer, str(place)), look_ahead=partial(look_ahead, str(place)), link=partial(link, None, ()),
        words=flow.Words, inert=flow.inert, unbroken=flow.unbroken, style=flow.style(),
        upload=upload, preview=preview, codebook=codebook_of,
    )  # fmt: skip


@main.command()
@in_ledger
@click.option("--host", default="127.0.0.1", show_default=True, help="The address to listen on.")
@click.option("--port", default=0, type=click.IntRange(0, 65535), help="The port to listen on; left out, a free one.")
@click.option("--no-browser", "browser", is_flag=True, default=True, flag_value=False, help="Do not open the browser.")
@click.option("--accounts", type=a_path, help="The file of a team's accounts. Left out, one person works alone on this computer.")
@click.option("--add", "new", metavar="NAME", help="Add an account to that file (it asks for a password) and end.")
@click.option("--role", default="administrator", show_default=True, help="Its role: reader, reviewer, editor or administrator.")
@click.option("--certificate", type=a_path, help="The certificate (PEM) for encrypted connections.")
@click.option("--key", type=a_path, help="Its key (PEM).")
@click.option("--name", "names", multiple=True, help="A name that the desk is reached by. May be given more than once.")
@click.option("--behind-proxy", "proxy", metavar="ADDRESS", help="The https:// address of a proxy on this computer that encrypts.")
def review(ledger: Place, new: str | None, role: str, **how: Any) -> None:
    """Open the desk: look at claims beside their texts, accept, correct or reject them, and settle conflicts.

    Alone, the desk listens on this computer only and opens the browser. For a team it needs --accounts, and either --certificate
    and --key or --behind-proxy; it does not start without.
    """
    try:
        desk = import_module("recusant.review.serving")  # what it stands on is an extra, and takes half a second to load
    except ModuleNotFoundError as missing:
        raise BadInput(f"the desk needs the library {missing.name}", mend='pip install "recusant[desk]"') from None

    if new is not None:
        _add_account(desk, how["accounts"], new, role)
        return
    flow.Ledger.open(ledger).store.close()
    desk.serve(rooms_of(ledger.resolve() if isinstance(ledger, Path) else ledger), desk.Serving(name=_name(), **how), tell)


def _add_account(desk: Any, file: Path | None, name: str, role: str) -> None:
    if file is None:
        raise click.UsageError("--add needs --accounts, the file to add it to")
    password = click.prompt("Password (12 characters or more)", hide_input=True, confirmation_prompt=True)
    accounts = desk.Accounts(file)
    try:
        accounts.add(name, role, password, by="the command line")
    finally:
        accounts.close()
    click.echo(f"added {name} ({role}) to {file}")


def _name() -> str:
    try:
        return getpass.getuser()
    except (KeyError, OSError):
        return "me"
