"""The pages: each is a view, put into words. Everything works without scripts; scripts only spare clicks and waiting."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

from starlette.requests import Request

from recusant.records import MODIFIERS, PERIODS, Claim, Quote, Source
from recusant.review import views
from recusant.review.desk import Seen
from recusant.review.guard import Visit
from recusant.review.readings import OF_BASE, Reading, fields_of, reading_of
from recusant.review.rights import READER, REVIEWER, Person
from recusant.review.standing import Claims
from recusant.review.text import pieces, places_of, sentence_of

Shown = dict[str, Any]
Asked = Mapping[str, str]
NEAR = 4  # claims beside one that it may be merged with


@dataclass(frozen=True)
class Page:
    """One row: the page's address, its template, who may see it, and what is shown."""

    path: str
    template: str
    role: str
    show: Callable[[Visit, Person, Asked], Shown]


def start(visit: Visit, person: Person, asked: Asked) -> Shown:
    """The queue."""
    with visit.desk.ledger() as held:
        latest = visit.desk.seen(held, person).latest
    return {**views.queue(visit.desk, person, asked), "latest": latest, "reason": asked.get("reason")}


def claim(visit: Visit, person: Person, asked: Asked) -> Shown:
    """A claim beside its text."""
    found = views.claim(visit.desk, person, asked)
    one: Claim = found["claim"]
    visit.desk.look(person.name, one.id)
    with visit.desk.ledger() as held:
        seen = visit.desk.seen(held, person)
        body, gaps = held.body(one.source), held.gaps(one.source)
        claims, around = seen.claims.of_source(one.source), _neighbours(visit, seen, one)
        near = sorted((other for other in claims if other.id != one.id), key=lambda other: abs(other.quote.start - one.quote.start))[:NEAR]
        seen_of = {name: last for name, (_, last) in seen.claims.standing(other.id for other in near).items()}
        choice, done = choices(seen), _done(asked, seen.claims)
    return {
        **found, **around, "near": near, "seen_of": seen_of,
        "pieces": pieces(body, claims, gaps, visit.desk.rooms.inert, one.quote.start), "length": len(body),
        "sentence": sentence_of(one.quote, body), "fields": fields_of(reading_of(one)), "choices": choice,
        "conflict_of": found["conflicts"][0] if found["conflicts"] else None, "done": done,
        "others": [name for name in visit.desk.looking(one.id) if name != person.name],
    }  # fmt: skip


def _neighbours(visit: Visit, seen: Seen, one: Claim) -> Shown:
    """Where the claim stands in the queue, and the one before it."""
    queue = visit.desk.queue(seen)
    left = sum(queue.counts().values())
    return {"at": queue.before(one.id) + 1, "left": left, "before": queue.previous(one.id), "place": queue.place(one.id)}


def choices(seen: Seen) -> Shown:
    """What the fields of a reading offer."""
    book = seen.standing.book
    origins = dict.fromkeys([*book.origins, *seen.claims.origins()])
    return {
        "measure": list(book.measures), "category": list(book.categories), "place": list(book.places), "origin": list(origins),
        "modifier": list(MODIFIERS), "kind": ["count", "ratio", "change", "rate", "trend", "rank", "amount"], "per": list(PERIODS),
        "direction": ["up", "down"], "rank": ["highest", "lowest"], "base": list(OF_BASE),
    }  # fmt: skip


def _done(asked: Asked, claims: Claims) -> Shown | None:
    """What was just decided, so that it can be told and taken back."""
    number, name = asked.get("done", ""), asked.get("of", "")
    found = claims.standing([name]).get(name)
    if not number.isascii() or not number.isdigit() or len(number) > 12 or found is None:
        return None
    claim, last = found
    return {"number": int(number), "claim": claim, "last": last == int(number)}


def fresh(visit: Visit, person: Person, asked: Asked) -> Shown:
    """The form of a new claim: words of a text, chosen by place or by what they are."""
    with visit.desk.ledger() as held:
        seen = visit.desk.seen(held, person)
        source = views.source_named(seen.claims, asked["id"])
        body, like, choice = held.body(source.id), seen.claims.find(asked.get("like", "")), choices(seen)
        before = like or next(iter(seen.claims.of_source(source.id)), None)
    quotes = _chosen(asked, body) or ([like.quote] if like else [])
    fields = fields_of(reading_of(before)) if before else {}
    if not like:
        fields = {**fields, "value": _number_in(quotes[0].text) if quotes else "", "to": "", "modifier": "exact", "grain": ""}
    return {
        "source": source, "quotes": quotes, "fields": {**_empty(source), **fields}, "choices": choice, "like": like,
        "sentence": sentence_of(quotes[0], body) if len(quotes) == 1 else ("", ""), "words": asked.get("words", ""),
    }  # fmt: skip


def _chosen(asked: Asked, body: str) -> list[Quote]:
    start, end = asked.get("start", ""), asked.get("end", "")
    if start.isdigit() and end.isdigit() and len(start + end) < 20 and int(start) < int(end) <= len(body):
        return [Quote(int(start), int(end), body[int(start) : int(end)])]
    return places_of(asked.get("words", "")[:2000], body)


def _number_in(words: str) -> str:
    digits = [part for part in words.replace("\u00a0", "").split() if part[:1].isdigit()]
    return digits[0].rstrip(".,;:") if digits else ""


def _empty(source: Source) -> dict[str, str]:
    """The fields of a reading in a source that nothing was read in."""
    said_on = source.published.isoformat() if source.published else ""
    usual = {"kind": "count", "modifier": "exact", "origin": source.outlet or "", "said_on": said_on}
    return {**dict.fromkeys(Reading.__struct_fields__, ""), **usual}


def source(visit: Visit, person: Person, asked: Asked) -> Shown:
    """A source: its capture, its text, its claims."""
    found = views.source(visit.desk, person, asked)
    cut = pieces(found["text"], found["claims"], found["gaps"], visit.desk.rooms.inert)
    return {**found, "pieces": cut, "length": len(found["text"])}


def sources(visit: Visit, person: Person, asked: Asked) -> Shown:
    """The sources, the words that they were searched by, and whether what was just added was there already."""
    return {**views.sources(visit.desk, person, asked), "words": asked.get("words", ""), "known": "known" in asked}


def codebook(visit: Visit, person: Person, asked: Asked) -> Shown:
    """The codebook: one entry's words, or the whole text."""
    found = views.codebook(visit.desk, person, asked)
    with visit.desk.ledger() as held:
        book = visit.desk.standing(held).book
    sections = {"measure": book.measures, "category": book.categories, "place": book.places, "event": book.events}
    section = asked.get("section", "measure")
    entries: Mapping[str, Any] = sections.get(section, book.measures)
    entry = entries.get(asked.get("entry", ""))
    return {**found, "book": book, "sections": list(sections), "section": section, "entries": entries, "entry": entry}


def effect(visit: Visit, person: Person, asked: Asked) -> Shown:
    """What a decision changed."""
    found = views.effect(visit.desk, person, asked)
    with visit.desk.ledger() as held:
        return {**found, "claims": visit.desk.seen(held, person).claims.named([*found.get("away", ()), *found.get("back", ())])}


def conflict(visit: Visit, person: Person, asked: Asked) -> Shown:
    """The claims of a conflict side by side."""
    found = views.conflict(visit.desk, person, asked)
    with visit.desk.ledger() as held:
        named = [name for one in found["conflict"].alternatives for name in (*one.give_up, *one.instead_of)]
        return {**found, "known": visit.desk.seen(held, person).claims.named(named)}


def only(view: views.View) -> Callable[[Visit, Person, Asked], Shown]:
    """A page that shows a view as it is."""
    return lambda visit, person, asked: view(visit.desk, person, asked)


def nothing(visit: Visit, person: Person, asked: Asked) -> Shown:
    """A page of words alone."""
    return {"published": "published" in asked, "keys": visit.desk.accounts.keys_of(person.name)}


PAGES = (
    Page("/", "queue.html", READER, start),
    Page("/claims/{id}", "claim.html", READER, claim),
    Page("/conflicts", "conflicts.html", READER, only(views.conflicts)),
    Page("/conflicts/{id}", "conflict.html", READER, conflict),
    Page("/effects/{id}", "effect.html", READER, effect),
    Page("/sources", "sources.html", READER, sources),
    Page("/sources/{id}", "source.html", READER, source),
    Page("/sources/{id}/new", "new.html", REVIEWER, fresh),
    Page("/origins", "origins.html", READER, only(views.origins)),
    Page("/codebook", "codebook.html", READER, codebook),
    Page("/log", "log.html", READER, only(views.log)),
    Page("/people", "people.html", views.VIEWS["people"].role, only(views.people)),
    Page("/keys", "keys.html", READER, nothing),
    Page("/me", "me.html", READER, nothing),
)


def asked_of(request: Request) -> dict[str, str]:
    """What an address asks for."""
    return {**request.query_params, **request.path_params}
