"""What can be looked at: one row a view, with its address and who may. Pages and the API show the same."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Callable, Mapping
from dataclasses import dataclass, is_dataclass
from typing import Any

from recusant.errors import BadInput, NotFound
from recusant.ledger import Decision, Ledger
from recusant.records import Claim, Source
from recusant.review.acts import TWO, pending
from recusant.review.desk import Desk
from recusant.review.order import REASONS
from recusant.review.rights import ADMINISTRATOR, READER, Person
from recusant.review.standing import Standing

SHOWN = 100  # entries of a list at once
COUNTED = 1000  # sources that are found by a word, after those before them
View = Callable[[Desk, Person, Mapping[str, str]], dict[str, Any]]


def queue(desk: Desk, person: Person, asked: Mapping[str, str]) -> dict[str, Any]:
    """The claims to look at, those first of which a look changes most; how many there are for each reason."""
    with desk.ledger() as held:
        seen = desk.seen(held, person)
    places, standing = desk.queue(seen), seen.standing
    counts = Counter(place.reason for place in places)
    chosen = [place for place in places if asked.get("reason", place.reason) == place.reason]
    start = _start(asked)
    return {
        "total": len(places), "reasons": {reason: counts[reason] for reason in REASONS}, "start": start, "of": len(chosen),
        "claims": [{"place": one, "claim": standing.claims[one.claim]} for one in chosen[start : start + SHOWN]],
    }  # fmt: skip


def claim(desk: Desk, person: Person, asked: Mapping[str, str]) -> dict[str, Any]:
    """One claim with its text, and all that was decided about it."""
    with desk.ledger() as held:
        seen = desk.seen(held, person)
        standing, latest, closer = seen.standing, seen.latest, seen.closer
        found = _claim(standing, asked["id"])
        decisions, waits = held.decisions(found.id), pending(held, found.id)
        return {
            "claim": found, "seen": standing.seen[found.id], "as_read": held.as_read(found.id), "source": held.described(found.source),
            "decisions": decisions, "waits": waits, "disagreement": disagreement(decisions),
            "alike": [one.id for one in standing.equals(found) if one.id != found.id],
            "set_aside": found.id in latest.aside,
            "not_reckoned": latest.unreckoned.get(found.id),
            "conflicts": [one.id for one in closer.conflicts if found.id in one.claims],
            "confidential": found.source in standing.confidential,
        }  # fmt: skip


def disagreement(decisions: list[Decision]) -> list[Decision]:
    """The latest decision of each person, where two of them decided otherwise; a decision taken back is none."""
    latest: dict[str, Decision] = {}
    for decision in decisions:
        latest[decision.by] = decision
    standing = [one for one in latest.values() if one.status != "suggested" and not one.why.startswith("took back")]
    differ = len({(one.status, one.corrected and (one.corrected.quantity, one.corrected.scope)) for one in standing}) > 1
    return standing if differ else []


def conflicts(desk: Desk, person: Person, asked: Mapping[str, str]) -> dict[str, Any]:
    """Every conflict that the reckoning tells."""
    with desk.ledger() as held:
        seen = desk.seen(held, person)
    closer, claims = seen.closer, seen.standing.claims
    found = [{"conflict": one, "claims": [claims[name] for name in one.claims if name in claims]} for one in closer.conflicts]
    return {"conflicts": found, "set_aside": list(seen.latest.aside), "fault": closer.fault, "partly": seen.partly}


def conflict(desk: Desk, person: Person, asked: Mapping[str, str]) -> dict[str, Any]:
    """One conflict: its claims side by side, and the repairs that would make it whole, the likeliest first."""
    with desk.ledger() as held:
        seen = desk.seen(held, person)
    standing, found = seen.standing, next((one for one in seen.closer.conflicts if one.id == asked["id"]), None)
    if found is None:
        raise NotFound(f"there is no conflict {asked['id']!r} any more", mend="look at the list of conflicts: it may have been settled")
    claims = [standing.claims[name] for name in found.claims]
    aside = [name for name in found.claims if name in seen.latest.aside]
    evidence = {name: standing.claims[name] for repair in found.repairs for name in repair.evidence if name in standing.claims}
    return {
        "conflict": found, "claims": claims, "set_aside": aside, "evidence": evidence,
        "seen": {name: standing.seen[name] for name in found.claims},
        "printed": {one.id: len({same.source for same in standing.equals(one)}) for one in claims},
        "looked_closer": seen.closer.after.decisions >= seen.latest.after.decisions,
    }  # fmt: skip


def effect(desk: Desk, person: Person, asked: Mapping[str, str]) -> dict[str, Any]:
    """What a decision changed: bounds before and after, conflicts gone and new. Not there yet: ``reckoned`` is false."""
    number = _number(asked["id"])
    with desk.ledger() as held:
        partly = desk.seen(held, person).partly
    outcome = None if partly else desk.reckoner.outcome(number)
    since = desk.reckoner.since
    if outcome is None:  # what was decided before the desk was opened, or before it had reckoned once, has nothing to be held against
        return {"decision": number, "reckoned": partly or (since is not None and number <= since.decisions), "known": False}
    together = outcome.after.decisions - outcome.before.decisions
    told = {name: getattr(outcome, name) for name in ("shifts", "away", "back", "fault")}
    closer = desk.reckoner.conflicts(number)
    of_conflicts = closer and {"gone": closer.gone, "fresh": closer.fresh, "left": len(closer.conflicts), "fault": closer.fault}
    return {"decision": number, "reckoned": True, "known": True, "together": together, **told, "conflicts": of_conflicts}


def sources(desk: Desk, person: Person, asked: Mapping[str, str]) -> dict[str, Any]:
    """The sources, those stored last first, with how many claims each has.

    Those that hold certain ``words`` are counted only some pages on; where there are ``more``, the total is how many were counted.
    """
    words, start = asked.get("words", ""), _start(asked)
    with desk.ledger() as held:
        seen = desk.seen(held, person)
        standing, hidden = seen.standing, not seen.partly
        shown = held.listed(words, start, SHOWN, hidden=hidden)
        most = start + COUNTED
        total = held.count_listed(words, most + 1, hidden=hidden) if words else standing.stored
    more = bool(words) and total > most
    counts, confidential = {one.id: len(standing.of_source.get(one.id, ())) for one in shown}, standing.confidential
    marked = [one.id for one in shown if one.id in confidential]
    total = most if more else total
    return {"total": total, "more": more, "start": start, "sources": shown, "claims": counts, "confidential": marked}


def source(desk: Desk, person: Person, asked: Mapping[str, str]) -> dict[str, Any]:
    """One source: how it was captured, its entries in the log, its text and what was read in it."""
    with desk.ledger() as held:
        standing = desk.seen(held, person).standing
        found = source_named(held, standing, asked["id"])
        claims = [standing.claims[name] for name in standing.of_source.get(found.id, ())]
        log, body = held.log(found.id), held.body(found.id)
        exchanges, versions = sorted(held.warcs(found.id)), held.versions(found.id)
        gaps, marked = held.gaps(found.id), held.marked()
    superseded = found.id in standing.superseded
    return {
        "source": found, "text": body, "claims": claims, "gaps": gaps, "log": log, "exchanges": exchanges, "versions": versions,
        "superseded": superseded, "confidential": found.id in standing.confidential, "marked": found.id in marked,
    }  # fmt: skip


def origins(desk: Desk, person: Person, asked: Mapping[str, str]) -> dict[str, Any]:
    """Who counted, by the codebook or by the claims alone, how each counts, and how many claims are theirs."""
    with desk.ledger() as held:
        standing = desk.seen(held, person).standing
    claims, measures = Counter[str](), defaultdict[str, set[str]](set)
    for one in standing.claims.values():
        claims[one.origin] += one.status != "rejected"
        measures[one.origin].add(one.scope.measure)
    book = standing.book
    names = sorted({*claims, *book.origins}, key=lambda name: (-claims[name], name))
    rows = [
        {
            "origin": name, "known": name in book.origins, "kind": book.counts_as(name), "claims": claims[name],
            "names": list(book.origins[name].names) if name in book.origins else [], "measures": sorted(measures[name]),
        }
        for name in names
    ]  # fmt: skip
    return {"origins": rows, "codebook": standing.marks.codebooks}


def codebook(desk: Desk, person: Person, asked: Mapping[str, str]) -> dict[str, Any]:
    """The codebook in use as TOML, its number, and every version before it."""
    with desk.ledger() as held:
        versions = held.codebooks()
        toml = versions[-1][1] if versions else desk.rooms.codebook(held)
    keys = ("number", "toml", "by", "when", "why")
    return {"number": versions[-1][0] if versions else 0, "toml": toml, "versions": [dict(zip(keys, one, strict=True)) for one in versions]}


def log(desk: Desk, person: Person, asked: Mapping[str, str]) -> dict[str, Any]:
    """Who decided what and when, the latest first."""
    with desk.ledger() as held:
        standing, every = desk.seen(held, person).standing, held.decisions()[::-1]
    every = [one for one in every if one.claim in standing.claims]
    who = asked.get("by")
    chosen = [one for one in every if who in (None, "", one.by)]
    start = _start(asked)
    entries = [{"decision": one, "claim": standing.claims[one.claim]} for one in chosen[start : start + SHOWN]]
    return {"total": len(chosen), "start": start, "entries": entries, "people": sorted({one.by for one in every})}


def people(desk: Desk, person: Person, asked: Mapping[str, str]) -> dict[str, Any]:
    """The accounts, what was changed about them, and whether an acceptance needs two people."""
    with desk.ledger() as held:
        two = bool(held.setting(TWO))
    rows = [{"name": one.name, "role": one.role, "open": active} for one, active in desk.accounts.people()]
    acts = [{"when": when, "by": by, "what": what} for when, by, what in desk.accounts.acts()[:SHOWN]]
    return {"people": rows, "acts": acts, "two_people": two}


@dataclass(frozen=True)
class Row:
    """A view: its name, its address below /api, who may see it, the function, and what may be asked."""

    name: str
    path: str
    role: str
    show: View
    asks: tuple[str, ...] = ()


VIEWS: Mapping[str, Row] = {
    row.name: row
    for row in (
        Row("queue", "/queue", READER, queue, ("reason", "start")),
        Row("claim", "/claims/{id}", READER, claim),
        Row("conflicts", "/conflicts", READER, conflicts),
        Row("conflict", "/conflicts/{id}", READER, conflict),
        Row("effect", "/effects/{id}", READER, effect),
        Row("sources", "/sources", READER, sources, ("words", "start")),
        Row("source", "/sources/{id}", READER, source),
        Row("origins", "/origins", READER, origins),
        Row("codebook", "/codebook", READER, codebook),
        Row("log", "/log", READER, log, ("by", "start")),
        Row("people", "/people", ADMINISTRATOR, people),
    )
}


def plain(value: Any) -> Any:
    """Records as the JSON of their contracts, whatever they stand in."""
    if hasattr(value, "to_dict"):
        return value.to_dict()
    if is_dataclass(value) and not isinstance(value, type):
        return {name: plain(getattr(value, name)) for name in value.__dataclass_fields__}
    if isinstance(value, Mapping):
        return {str(name): plain(one) for name, one in value.items()}
    if isinstance(value, list | tuple):
        return [plain(one) for one in value]
    return value


def source_named(held: Ledger, standing: Standing, name: str) -> Source:
    """A source of those that are seen. Raises NotFound, for one that is not seen just as for one that is not there."""
    if name in standing.hidden or not held.has(name):
        raise NotFound(f"there is no source {name!r}", mend="check the id")
    return held.described(name)


def _claim(standing: Standing, name: str) -> Claim:
    found = standing.claims.get(name)
    if found is None:
        raise NotFound(f"there is no claim {name!r}", mend="check the id")
    return found


def _number(words: str) -> int:
    if not words.isascii() or not words.isdigit() or len(words) > 12:
        raise BadInput(f"{words[:20]!r} is not the number of a decision", mend="write it in digits")
    return int(words)


def _start(asked: Mapping[str, str]) -> int:
    return _number(asked.get("start") or "0")
