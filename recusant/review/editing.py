"""What editors and administrators do: sources, origins, the codebook, the report, and accounts."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace

import tomlkit
from msgspec import Struct
from tomlkit.exceptions import TOMLKitError

from recusant.errors import BadInput, NotFound
from recusant.ledger import Decision, Mark
from recusant.records import Json
from recusant.review.acts import TWO, Act
from recusant.review.desk import Desk, now
from recusant.review.rights import ADMINISTRATOR, EDITOR, READER, REVIEWER, Person
from recusant.review.rooms import Stored

WORDED = ("measure", "category", "place", "event")
KINDS = ("census", "tally", "estimate")


class Link(Struct, forbid_unknown_fields=True, kw_only=True):
    """A page of the web to capture."""

    url: str


class Upload(Struct, forbid_unknown_fields=True, kw_only=True):
    """A document: its file name and its bytes (in JSON, as base64)."""

    name: str
    data: bytes


class Codebook(Struct, forbid_unknown_fields=True, kw_only=True):
    """A whole codebook as TOML, and the number of the one that it changes (0: as it was given)."""

    toml: str
    seen: int
    why: str = ""


class EntryWords(Struct, forbid_unknown_fields=True, kw_only=True):
    """The words of one entry of the codebook in one language, a line each."""

    section: str
    entry: str
    language: str
    words: str
    seen: int
    why: str = ""


class Origin(Struct, forbid_unknown_fields=True, kw_only=True):
    """How an origin counts, and the names it goes by, a line each."""

    origin: str
    kind: str
    names: str = ""
    seen: int


class Alias(Struct, forbid_unknown_fields=True, kw_only=True):
    """An origin that is another under another name: its claims become the other's, and so will those read later."""

    origin: str
    into: str
    seen: int


class Account(Struct, forbid_unknown_fields=True, kw_only=True):
    """A new account."""

    name: str
    role: str
    password: str


class Role(Struct, forbid_unknown_fields=True, kw_only=True):
    """Another role for an account, or the account closed."""

    name: str
    role: str
    open: bool = False


class Password(Struct, forbid_unknown_fields=True, kw_only=True):
    """One's own new password."""

    before: str
    password: str


class People(Struct, forbid_unknown_fields=True, kw_only=True):
    """Whether an acceptance needs two people."""

    two: bool = False


class Hide(Struct, forbid_unknown_fields=True, kw_only=True):
    """A source, and why it is confidential or is no longer."""

    source: str
    why: str = ""


class Nothing(Struct, forbid_unknown_fields=True, kw_only=True):
    """Nothing is needed."""


def link(desk: Desk, person: Person, asked: Link) -> Json:
    """Capture a page, read it, and keep it with its exchange."""
    with desk.ledger() as held:
        return _told(desk, desk.rooms.link(held, asked.url))


def upload(desk: Desk, person: Person, asked: Upload) -> Json:
    """Keep a document and read it. What it is, its bytes tell."""
    with desk.ledger() as held:
        return _told(desk, desk.rooms.upload(held, asked.name, asked.data))


def _told(desk: Desk, stored: Stored) -> Json:
    desk.reckoner.wake()
    if stored.fault:
        raise BadInput(stored.fault)
    return {"source": stored.source, "claims": stored.claims, "known": stored.known}


def hide(desk: Desk, person: Person, asked: Hide) -> Json:
    """Mark a source as confidential: readers see it no more, and it never leaves the ledger."""
    return _marked(desk, person, asked, confidential=True)


def show(desk: Desk, person: Person, asked: Hide) -> Json:
    """Take the mark of a source back."""
    return _marked(desk, person, asked, confidential=False)


def _marked(desk: Desk, person: Person, asked: Hide, *, confidential: bool) -> Json:
    with desk.deciding() as held:
        held.mark(asked.source, Mark(person.name, confidential, asked.why, now()))
    return {"source": asked.source, "confidential": confidential}


def change_codebook(desk: Desk, person: Person, asked: Codebook) -> Json:
    """Another codebook from now on; the one before stays on record."""
    with desk.deciding() as held:
        return {"codebook": held.change_codebook(asked.toml, person.name, now(), asked.why, asked.seen)}


def change_words(desk: Desk, person: Person, asked: EntryWords) -> Json:
    """Other words for one entry of the codebook. What is read later is read by them; what they read in the sources stored is added."""
    with desk.ledger() as held:
        toml = with_words(desk.rooms.codebook(held), asked)
        fresh = desk.rooms.preview(held, toml).new
    with desk.deciding() as held:
        number = held.change_codebook(toml, person.name, now(), asked.why or f"words of {asked.section} {asked.entry}", asked.seen)
        return {"codebook": number, "claims": [claim.id for claim in held.make(fresh)]}


def with_words(toml: str, asked: EntryWords) -> str:
    """A codebook's text with other words in one place; all else stands as it stood, comments and order too."""
    if asked.section not in WORDED:
        raise BadInput(f"{asked.section!r} has no words", place="section", mend=f"use one of {', '.join(WORDED)}")
    document, entry = _entry(toml, asked.section, asked.entry)
    words = tomlkit.array()
    words.extend(list(dict.fromkeys(" ".join(line.split()) for line in asked.words.splitlines() if line.strip())))
    entry.setdefault("words", tomlkit.table(is_super_table=True))[asked.language] = words
    return tomlkit.dumps(document)


def change_origin(desk: Desk, person: Person, asked: Origin) -> Json:
    """Say how an origin counts, and by which names it goes. One that only claims knew becomes one of the codebook."""
    names = list(dict.fromkeys(" ".join(line.split()) for line in asked.names.splitlines() if line.strip()))
    with desk.deciding() as held:
        toml = _with_origin(desk.rooms.codebook(held), asked.origin, asked.kind, names)
        why = f"{asked.origin} counts as {asked.kind}"
        return {"codebook": held.change_codebook(toml, person.name, now(), why, asked.seen)}


def merge_origins(desk: Desk, person: Person, asked: Alias) -> Json:
    """One origin was another all along. Its claims are corrected, each by a decision of its own."""
    why = f"{asked.origin} is {asked.into}"
    with desk.deciding() as held:
        book = desk.standing(held).book
        if asked.into not in book.origins or asked.origin in book.origins:
            mend = "merge an origin that only claims name into one of the codebook"
            raise NotFound(f"{asked.origin!r} cannot be merged into {asked.into!r}", mend=mend)
        into = book.origins[asked.into]
        theirs = [one for one in held.claims(origin=asked.origin) if one.status != "rejected"]
        toml = _with_origin(desk.rooms.codebook(held), into.id, into.kind, [*into.names, asked.origin])
        number = held.change_codebook(toml, person.name, now(), why, asked.seen)
        for claim in theirs:
            held.decide(Decision(claim.id, "corrected", person.name, why, now(), replace(claim, origin=into.id)))
    return {"codebook": number, "claims": [claim.id for claim in theirs]}


def _with_origin(toml: str, name: str, kind: str, names: list[str]) -> str:
    if kind not in KINDS:
        raise BadInput(f"{kind!r} is no way to count", place="kind", mend=f"use one of {', '.join(KINDS)}")
    document = _document(toml)
    entry = document.setdefault("origin", tomlkit.table(is_super_table=True)).setdefault(name, tomlkit.table())
    entry["kind"], entry["names"] = kind, names
    return tomlkit.dumps(document)


def _entry(toml: str, section: str, name: str) -> tuple[tomlkit.TOMLDocument, Json]:
    """An entry by its id, in which a dot is a table in a table."""
    document = _document(toml)
    entries = document.get(section, {})
    found = entries.get(name)
    if found is None and "." in name:
        found = entries.get(name.partition(".")[0], {}).get(name.partition(".")[2])
    if found is None:
        raise NotFound(f"the codebook has no {section} {name!r}", place="entry", mend="choose one of the codebook")
    return document, found


def _document(toml: str) -> tomlkit.TOMLDocument:
    try:
        return tomlkit.parse(toml)
    except TOMLKitError as fault:
        raise BadInput(f"not TOML: {fault}", place="toml", mend="correct that line") from None


def publish(desk: Desk, person: Person, asked: Nothing) -> Json:
    """Write the report to the folder beside the ledger."""
    return {"page": str(desk.rooms.publish())}


def add_account(desk: Desk, person: Person, asked: Account) -> Json:
    """A new account."""
    desk.accounts.add(asked.name, asked.role, asked.password, person.name)
    return {"name": asked.name}


def change_account(desk: Desk, person: Person, asked: Role) -> Json:
    """Another role, or an account closed."""
    desk.accounts.change(asked.name, asked.role, asked.open, person.name)
    return {"name": asked.name}


def change_password(desk: Desk, person: Person, asked: Password) -> Json:
    """Another password of one's own; all one's sessions end."""
    desk.accounts.end(desk.accounts.enter(person.name, asked.before, person.name))
    desk.accounts.renew(person.name, asked.password, person.name)
    return {"name": person.name}


def make_token(desk: Desk, person: Person, asked: Nothing) -> Json:
    """A token with which a program may do what its owner may. It is shown once."""
    return {"token": desk.accounts.begin(person.name, bearer=True)}


def ask_for_two(desk: Desk, person: Person, asked: People) -> Json:
    """Whether an acceptance needs two people."""
    with desk.deciding() as held:
        held.set(TWO, "yes" if asked.two else None)
    return {"two": asked.two}


EDITS: Mapping[str, Act] = {
    act.name: act
    for act in (
        Act("link", Link, EDITOR, link),
        Act("upload", Upload, EDITOR, upload),
        Act("hide", Hide, REVIEWER, hide),
        Act("show", Hide, EDITOR, show),
        Act("codebook", Codebook, EDITOR, change_codebook),
        Act("words", EntryWords, EDITOR, change_words),
        Act("origin", Origin, EDITOR, change_origin),
        Act("merge-origins", Alias, EDITOR, merge_origins),
        Act("publish", Nothing, EDITOR, publish),
        Act("add-account", Account, ADMINISTRATOR, add_account),
        Act("change-account", Role, ADMINISTRATOR, change_account),
        Act("two-people", People, ADMINISTRATOR, ask_for_two),
        Act("password", Password, READER, change_password),
        Act("token", Nothing, READER, make_token),
    )
}
