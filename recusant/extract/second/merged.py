"""Two readings of one text as one: what both read alike is told so, and what they read differently waits for a person."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from recusant.extract.second.asked import READER, UNREVIEWED
from recusant.extract.times.bounded import up_to_the_data
from recusant.records import Claim, Gap

BY_NUMBER = ("count", "ratio", "change", "rate", "amount")  # trends and ranks state no number: the second reader is not asked for them


def merged(rules: list[Claim], asked: list[Claim]) -> tuple[list[Claim], list[Gap]]:
    """The claims of the rules and those that only the second reader has, with a gap for each figure that they read differently.

    A claim is never surer for being read twice. Where the readers differ, both claims stay, and neither counts before it is reviewed.
    """
    others = {claim.quote.start: claim for claim in up_to_the_data([*rules, *asked])[len(rules) :]}
    claims, gaps = list[Claim](), list[Gap]()
    for claim in rules:
        other = others.pop(claim.quote.start, None) if claim.kind in BY_NUMBER else None
        differ = list(_differences(claim, other)) if other else []
        if other and differ:
            gaps.append(Gap(claim.source, claim.quote, f"the second reader reads another {', '.join(differ)} here"))
            claims.append(replace(claim, confidence=min(claim.confidence, UNREVIEWED)))
            claims += [other] if other.id != claim.id else []  # one id where only who counted differs
        else:
            claims.append(replace(claim, reader=f"{claim.reader}+{READER}") if other else claim)
    return [*claims, *others.values()], gaps


def _differences(claim: Claim, other: Claim) -> Iterator[str]:
    """The parts in which two claims about one figure differ."""
    for part in ("kind", "base", "origin", "per"):
        if getattr(claim, part) != getattr(other, part):
            yield part
    for part in ("measure", "category", "place", "window"):
        if getattr(claim.scope, part) != getattr(other.scope, part):
            yield part
    if claim.quantity != other.quantity:
        yield "number"
