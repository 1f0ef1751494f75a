"""What can be looked at: one row a view, with its address and who may. Pages and the API show the same."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Callable, Mapping
from dataclasses import dataclass, is_dataclass
from typing import Any

from recusant.errors import BadInput, NotFound
from recusant.ledger import LATEST, REASONS, Decision, figure_of, short
from recusant.records import Claim, Source
from recusant.review.acts import TWO, pending
from recusant.review.desk import Desk
from recusant.review.rights import ADMINISTRATOR, READER, Person
from recusant.review.standing import Claims

SHOWN = 100  # entries of a list at once
COUNTED = 1000  # sources that are found by a word, after those before them
View = Callable[[Desk, Person, Mapping[str, str]], dict[str, Any]]


def queue(desk: Desk, person: Person, asked: Mapping[str, str]) -> dict[str, Any]:
    """The claims to look at, those first of which a look changes most; how many there are for each reason."""
    reason, start = asked.get("reason"), _start(asked)
    with desk.ledger() as held:
        seen = desk.seen(held, person)
        queue = desk.queue(seen)
        counts = queue.counts()
        places = queue.page(reason, start, SHOWN) if reason is None or reason in REASONS else []
        claims = seen.claims.named(place.claim for place in places)
    total = sum(counts.values())
    return {
        "total": total, "reasons": counts, "start": start, "of": total if reason is None else counts.get(reason, 0),
        "claims": [{"place": one, "claim": claims[one.claim]} for one in places if one.claim in claims],
    }  # fmt: skip


def claim(desk: Desk, person: Person, asked: Mapping[str, str]) -> dict[str, Any]:
    """One claim with its text, and all that was decided about it."""
    with desk.ledger() as held:
        seen = desk.seen(held, person)
        latest, closer = seen.latest, seen.closer
        found, last = _claim(seen.claims, asked["id"])
        decisions, waits = held.decisions(found.id), pending(held, found.id)
        return {
            "claim": found, "seen": last, "as_read": held.as_read(found.id), "source": held.described(found.source),
            "decisions": decisions, "waits": waits, "disagreement": disagreement(decisions),
            "alike": [one.claim for one in seen.claims.stated(figure_of(found)) if one.claim != found.id],
            "set_aside": found.id in latest.aside,
            "not_reckoned": latest.unreckoned.get(found.id),
            "conflicts": [one.id for one in closer.conflicts if found.id in one.claims],
            "confidential": found.source in seen.standing.confidential,
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
        closer = seen.closer
        claims = seen.claims.named(name for one in closer.conflicts for name in one.claims)
    found = [{"conflict": one, "claims": [claims[name] for name in one.claims if name in claims]} for one in closer.conflicts]
    return {"conflicts": found, "set_aside": list(seen.latest.aside), "fault": closer.fault, "partly": seen.partly}


def conflict(desk: Desk, person: Person, asked: Mapping[str, str]) -> dict[str, Any]:
    """One conflict: its claims side by side, and the repairs that would make it whole, the likeliest first."""
    with desk.ledger() as held:
        seen = desk.seen(held, person)
        found = next((one for one in seen.closer.conflicts if one.id == asked["id"]), None)
        if found is None:
            raise NotFound(f"there is no conflict {asked['id']!r} any more", mend="look at the list of conflicts: it may have been settled")
        claims = seen.claims.standing(found.claims)
        evidence = seen.claims.named(name for repair in found.repairs for name in repair.evidence)
        printed = {name: len({same.source for same in seen.claims.stated(figure_of(claim))}) for name, (claim, _) in claims.items()}
    aside = [name for name in found.claims if name in seen.latest.aside]
    return {
        "conflict": found, "claims": [claims[name][0] for name in found.claims], "set_aside": aside, "evidence": evidence,
        "seen": {name: claims[name][1] for name in found.claims},
        "printed": printed,
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

    Those that hold certain ``words`` are counted only some pages on; where there are ``more``, the total is how many were counted. Words
    too short for the index are sought among the latest sources alone; it is told ``among`` how many.
    """
    words, start = asked.get("words", ""), _start(asked)
    with desk.ledger() as held:
        seen = desk.seen(held, person)
        hidden = not seen.partly
        shown = held.listed(words, start, SHOWN, hidden=hidden)
        most = start + COUNTED
        total = held.count_listed(words, most + 1, hidden=hidden) if words else seen.standing.stored
        counts = dict.fromkeys((one.id for one in shown), 0) | held.claims_of(one.id for one in shown)
    more = bool(words) and total > most
    marked = [one.id for one in shown if one.id in seen.standing.confidential]
    total = most if more else total
    among = LATEST if words and short(words) and seen.standing.stored > LATEST else None
    return {"total": total, "more": more, "among": among, "start": start, "sources": shown, "claims": counts, "confidential": marked}


def source(desk: Desk, person: Person, asked: Mapping[str, str]) -> dict[str, Any]:
    """One source: how it was captured, its entries in the log, its text and what was read in it."""
    with desk.ledger() as held:
        seen = desk.seen(held, person)
        found = source_named(seen.claims, asked["id"])
        claims = seen.claims.of_source(found.id)
        log, body = held.log(found.id), held.body(found.id)
        exchanges, versions = sorted(held.warcs(found.id)), held.versions(found.id)
        gaps, marked, superseded = held.gaps(found.id), held.marked(), held.is_superseded(found.id)
    return {
        "source": found, "text": body, "claims": claims, "gaps": gaps, "log": log, "exchanges": exchanges, "versions": versions,
        "superseded": superseded, "confidential": found.id in seen.standing.confidential, "marked": found.id in marked,
    }  # fmt: skip


def origins(desk: Desk, person: Person, asked: Mapping[str, str]) -> dict[str, Any]:
    """Who counted, by the codebook or by the claims alone, how each counts, and how many claims are theirs."""
    with desk.ledger() as held:
        seen = desk.seen(held, person)
        counts = seen.claims.by_origin()
    claims, measures = Counter[str](), defaultdict[str, set[str]](set)
    for (origin, measure, status), number in counts.items():
        claims[origin] += number if status != "rejected" else 0
        measures[origin].add(measure)
    book = seen.standing.book
    names = sorted({*claims, *book.origins}, key=lambda name: (-claims[name], name))
    rows = [
        {
            "origin": name, "known": name in book.origins, "kind": book.counts_as(name), "claims": claims[name],
            "names": list(book.origins[name].names) if name in book.origins else [], "measures": sorted(measures[name]),
        }
        for name in names
    ]  # fmt: skip
    return {"origins": rows, "codebook": seen.standing.marks.codebooks}


def codebook(desk: Desk, person: Person, asked: Mapping[str, str]) -> dict[str, Any]:
    """The codebook in use as TOML, its number, and every version before it."""
    with desk.ledger() as held:
        versions = held.codebooks()
        toml = versions[-1][1] if versions else desk.rooms.codebook(held)
    keys = ("number", "toml", "by", "when", "why")
    return {"number": versions[-1][0] if versions else 0, "toml": toml, "versions": [dict(zip(keys, one, strict=True)) for one in versions]}


def log(desk: Desk, person: Person, asked: Mapping[str, str]) -> dict[str, Any]:
    """Who decided what and when, the latest first."""
    by, start = asked.get("by", ""), _start(asked)
    with desk.ledger() as held:
        seen = desk.seen(held, person)
        hidden = not seen.partly
        shown = held.latest_decisions(by, start, SHOWN, hidden=hidden)
        claims = seen.claims.named(one.claim for one in shown)
        total, people = held.count_decisions(by, hidden=hidden), held.deciders(hidden=hidden)
    entries = [{"decision": one, "claim": claims[one.claim]} for one in shown if one.claim in claims]
    return {"total": total, "start": start, "entries": entries, "people": people}


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


def source_named(claims: Claims, name: str) -> Source:
    """A source of those that are seen. Raises NotFound, for one that is not seen just as for one that is not there."""
    if name in claims.hidden or not claims.held.has(name):
        raise NotFound(f"there is no source {name!r}", mend="check the id")
    return claims.held.described(name)


def _claim(claims: Claims, name: str) -> tuple[Claim, int]:
    found = claims.standing([name]).get(name)
    if found is None:
        raise NotFound(f"there is no claim {name!r}", mend="check the id")
    return found


def _number(words: str) -> int:
    if not words.isascii() or not words.isdigit() or len(words) > 12:
        raise BadInput(f"{words[:20]!r} is not the number of a decision", mend="write it in digits")
    return int(words)


def _start(asked: Mapping[str, str]) -> int:
    return _number(asked.get("start") or "0")
