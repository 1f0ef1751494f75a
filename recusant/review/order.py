"""The queue: which claims to look at, in the order in which a look changes most, each with the reason that it is there."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from recusant.records import Claim, Lead
from recusant.review.rooms import Ahead, Closer
from recusant.review.standing import Standing

REASONS = ("tells", "decides", "conflict", "unsure", "repeated", "rest")  # in this order
UNSURE = 0.9  # claims of a lower confidence wait: they count in no bound before a person has looked
OFTEN = 3  # times that a figure must be printed to be looked at before others


@dataclass(frozen=True)
class Place:
    """A claim's place in the queue: why it is there, with the lead that says so where there is one, and how often it is printed."""

    claim: str
    reason: str
    lead: Lead | None = None
    printed: int = 1


def ordered(standing: Standing, closer: Closer, ahead: Ahead) -> tuple[Place, ...]:
    """All claims that nobody has decided about, those of superseded sources left out; equal claims stand together."""
    found: dict[str, Place] = {}
    for place in (*_led(standing, ahead), *_others(standing, closer)):
        found.setdefault(place.claim, place)
    return tuple(found.values())


def _led(standing: Standing, ahead: Ahead) -> Iterator[Place]:
    """What the reckoning says would change bounds most: claims that wait, and those that a conflict turns on."""
    leads = [lead for lead in ahead.leads if lead.claim in standing.claims]
    for lead in sorted(leads, key=lambda lead: -sum(effect.change for effect in lead.effects)):
        reason = "decides" if lead.kind == "decide" else "tells"
        for claim in standing.equals(standing.claims[lead.claim or ""]):
            if _open(claim, standing):
                yield Place(claim.id, reason, lead, len(standing.equals(claim)))


def _others(standing: Standing, closer: Closer) -> Iterator[Place]:
    in_conflict = {name for conflict in closer.conflicts for name in conflict.claims}
    places = []
    for claim in standing.claims.values():
        if not _open(claim, standing):
            continue
        equal = standing.equals(claim)
        printed = len({one.source for one in equal})
        conflicts = any(one.id in in_conflict for one in equal)
        unsure = claim.confidence < UNSURE
        reason = "conflict" if conflicts else "unsure" if unsure else "repeated" if printed >= OFTEN else "rest"
        key = (REASONS.index(reason), -printed, claim.confidence if unsure else 0.0, equal[0].id, claim.id)
        places.append((key, Place(claim.id, reason, printed=printed)))
    return (place for _, place in sorted(places, key=lambda one: one[0]))


def _open(claim: Claim, standing: Standing) -> bool:
    return claim.status == "suggested" and claim.source not in standing.superseded
