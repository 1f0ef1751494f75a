"""What people do at the desk: one row an act, with its name, what it needs, and who may. Forms and the API lead to the same functions.

Every act runs in one transaction, names the decision that whoever acts has seen last, and is refused where there is a later one.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from typing import Any

from msgspec import Struct

from recusant.errors import BadInput, BadRecord, Overtaken
from recusant.ledger import Decision, Ledger, figure_of
from recusant.records import Claim, Json, Quote
from recusant.review.desk import Desk, now
from recusant.review.readings import Reading, claim_of, mended
from recusant.review.rights import EDITOR, REVIEWER, Person

TWO = "two_people"  # the setting of a project: an acceptance or correction stands once a second person agrees
LONGEST = 2000  # characters of a reason


class Seen(Struct, forbid_unknown_fields=True, kw_only=True):
    """A claim, and the number of the latest decision about it that was seen (0: none)."""

    claim: str
    seen: int
    why: str = ""


class Correct(Reading, kw_only=True):
    """A claim as it should be; with ``quote_start`` and ``quote_end``, another span of the text."""

    claim: str
    seen: int
    why: str = ""
    quote_start: int | None = None
    quote_end: int | None = None


class Make(Reading, kw_only=True):
    """A new claim: a span of a source's text and what it says; ``of`` is the claim that it is split from."""

    source: str
    quote_start: int
    quote_end: int
    why: str = ""
    of: str | None = None


class Merge(Struct, forbid_unknown_fields=True, kw_only=True):
    """Two claims of one text that are one: the first keeps its reading and quotes both, the other is rejected."""

    claim: str
    seen: int
    other: str
    other_seen: int


class Resolve(Struct, forbid_unknown_fields=True, kw_only=True):
    """A figure of a conflict: set aside, held to, or mended by the repair of this number (from 0)."""

    conflict: str
    claim: str
    seen: int
    why: str = ""
    repair: int | None = None


def accept(desk: Desk, person: Person, asked: Seen) -> Json:
    """The claim says what its quote says."""
    return _decide(desk, person, asked, "accepted")


def reject(desk: Desk, person: Person, asked: Seen) -> Json:
    """The quote does not say this; a reason is needed."""
    if not asked.why.strip():
        raise BadInput("no reason is given", place="why", mend="say in a few words what is wrong")
    return _decide(desk, person, asked, "rejected")


def correct(desk: Desk, person: Person, asked: Correct) -> Json:
    """The quote says something else."""
    with desk.deciding() as held:
        before = held.claim(asked.claim)
        quote = _span(held, before.source, asked.quote_start, asked.quote_end) or before.quote
        corrected = claim_of(asked, quote, before.source, held.codebook(), like=before)
        return _told(held, _write(held, person, _decision(asked.claim, "corrected", person, asked.why, corrected), asked.seen))


def undo(desk: Desk, person: Person, asked: Seen) -> Json:
    """Take back one's own latest decision: what stood before it stands again. Nothing is erased."""
    with desk.deciding() as held:
        decisions = held.decisions(asked.claim)
        if not decisions or decisions[-1].by != person.name:
            raise BadInput("there is nothing of yours to take back here", place=asked.claim, mend="decide about it anew")
        if decisions[-1].waits:  # it never stood, and others may still wait
            back = _decision(asked.claim, "suggested", person, f"took back decision {decisions[-1].number}")
            return _told(held, held.decide(replace(back, waits=True), asked.seen))
        before = next((one for one in reversed(decisions[:-1]) if not one.waits), None)
        first = held.as_read(asked.claim)
        corrected = before.corrected if before else first if first.status == "corrected" else None
        status, why = before.status if before else first.status, f"took back decision {decisions[-1].number}"
        return _told(held, held.decide(_decision(asked.claim, status, person, why, corrected), asked.seen))


def make(desk: Desk, person: Person, asked: Make) -> Json:
    """A claim that was not read, or the other half of one that was read as one."""
    with desk.deciding() as held:
        quote = _span(held, asked.source, asked.quote_start, asked.quote_end)
        if quote is None:
            raise BadInput("no words are chosen", place="quote_start", mend="mark them in the text")
        made = claim_of(asked, quote, asked.source, held.codebook(), held.claim(asked.of) if asked.of else None)
        made = Claim.of(made.source, quote, made.kind, made.quantity, made.scope, **_kept(made))
        if not held.make([replace(made, confidence=0.0 if held.setting(TWO) else 1.0, status="suggested")]):
            raise BadInput("there is a claim of these words that says the same", place=made.id, mend="change the words or what is counted")
        why = asked.why or (f"split from {asked.of}" if asked.of else "read by a person")
        return _told(held, _write(held, person, _decision(made.id, "accepted", person, why), 0))


def merge(desk: Desk, person: Person, asked: Merge) -> Json:
    """Two claims become one."""
    with desk.deciding() as held:
        one, other = held.claim(asked.claim), held.claim(asked.other)
        if one.source != other.source or one.id == other.id:
            raise BadInput("only two claims of one text can be merged", place=asked.other, mend="choose another claim of this text")
        start, end = min(one.quote.start, other.quote.start), max(one.quote.end, other.quote.end)
        wider = replace(one, quote=_span(held, one.source, start, end) or one.quote)
        _write(held, person, _decision(other.id, "rejected", person, f"merged into {one.id}"), asked.other_seen)
        return _told(held, _write(held, person, _decision(one.id, "corrected", person, f"merged with {other.id}", wider), asked.seen))


def set_aside(desk: Desk, person: Person, asked: Resolve) -> Json:
    """Give up a figure of a conflict, wherever it is printed."""
    return _resolve(desk, person, asked, "rejected", "set aside")


def hold(desk: Desk, person: Person, asked: Resolve) -> Json:
    """Hold to a figure of a conflict, wherever it is printed: it is given up last."""
    return _resolve(desk, person, asked, "accepted", "held to")


def repair(desk: Desk, person: Person, asked: Resolve) -> Json:
    """Correct a claim of a conflict as one of its repairs says."""
    found = next((one for one in desk.reckoner.closer.conflicts if one.id == asked.conflict), None)
    repairs = [] if found is None or asked.repair is None else [*found.repairs[asked.repair : asked.repair + 1]]
    if not repairs or repairs[0].claim != asked.claim:
        raise Overtaken("this conflict was settled or has other repairs by now; nothing was written")
    with desk.deciding() as held:
        before = held.claim(asked.claim)
        why = asked.why or f"repair of the conflict {asked.conflict}: {repairs[0].kind}"
        corrected = mended(before, repairs[0].changes)
        return _told(held, _write(held, person, _decision(before.id, "corrected", person, why, corrected), asked.seen))


@dataclass(frozen=True)
class Act:
    """One row: the act's name in addresses, what it needs, who may, and the function."""

    name: str
    needs: type[Struct]
    role: str
    do: Callable[[Desk, Person, Any], Json]


ACTS: Mapping[str, Act] = {
    act.name: act
    for act in (
        Act("accept", Seen, REVIEWER, accept),
        Act("reject", Seen, REVIEWER, reject),
        Act("correct", Correct, REVIEWER, correct),
        Act("undo", Seen, REVIEWER, undo),
        Act("make", Make, REVIEWER, make),
        Act("merge", Merge, REVIEWER, merge),
        Act("set-aside", Resolve, EDITOR, set_aside),
        Act("hold", Resolve, EDITOR, hold),
        Act("repair", Resolve, EDITOR, repair),
    )
}


def _decide(desk: Desk, person: Person, asked: Seen, status: str) -> Json:
    with desk.deciding() as held:
        return _told(held, _write(held, person, _decision(asked.claim, status, person, asked.why), asked.seen))


def _resolve(desk: Desk, person: Person, asked: Resolve, status: str, deed: str) -> Json:
    """A decision about a figure is one about each claim that states it; those that somebody decided about alike are left."""
    with desk.deciding() as held:
        why = f"{deed} in the conflict {asked.conflict}" + (f": {asked.why}" if asked.why else "")
        alike = held.turns.stated(figure_of(held.claim(asked.claim)))
        for claim, last in held.standing_now(one.claim for one in alike).values():
            seen = asked.seen if claim.id == asked.claim else last
            if claim.id == asked.claim or claim.status != status:
                _write(held, person, _decision(claim.id, status, person, why), seen)
        return _told(held, held.claim(asked.claim))


def _decision(claim: str, status: str, person: Person, why: str, corrected: Claim | None = None) -> Decision:
    if len(why) > LONGEST:
        raise BadInput(f"the reason has over {LONGEST} characters", place="why", mend="shorten it")
    return Decision(claim, status, person.name, why.strip(), now(), corrected)


def _write(held: Ledger, person: Person, decision: Decision, seen: int) -> Claim:
    """Where the project asks for two people, an acceptance or correction waits until another person decides the same."""
    if held.setting(TWO) and decision.status in ("accepted", "corrected"):
        decision = replace(decision, waits=not any(_agrees(one, decision) for one in pending(held, decision.claim)))
    return held.decide(decision, seen)


def pending(held: Ledger, claim: str) -> list[Decision]:
    """What waits for a second person, since the last decision that stands; of each person the latest."""
    latest: dict[str, Decision] = {}
    for decision in held.decisions(claim):
        latest = {**latest, decision.by: decision} if decision.waits else {}
    return [one for one in latest.values() if one.status != "suggested"]


def _agrees(one: Decision, other: Decision) -> bool:
    """Whether another person decided the same."""
    if one.by == other.by or one.status != other.status:
        return False
    return one.corrected == (other.corrected and replace(other.corrected, status="corrected"))


def _span(held: Ledger, source: str, start: int | None, end: int | None) -> Quote | None:
    if start is None or end is None:
        return None
    body = held.body(source)
    if not 0 <= start < end <= len(body):
        raise BadRecord(f"{start} to {end} is no span of the text", place="quote_start", mend="mark the words in the text")
    return Quote(start, end, body[start:end])


def _kept(claim: Claim) -> Json:
    names = ("origin", "base", "via", "said_on", "reader", "per", "direction", "rank")
    return {name: getattr(claim, name) for name in names}


def _told(held: Ledger, claim: Claim) -> Json:
    """The claim as it now stands, with the number of the decision: what it changed is found under that number."""
    return {"claim": claim.to_dict(), "decision": held.latest(claim.id)}
