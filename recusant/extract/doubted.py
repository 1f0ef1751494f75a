"""Counts that a text cannot both mean: where it seems to say two numbers of one thing and the same days, one at least was misread."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import replace

from recusant.records import Claim

DOUBTED = 0.6  # both wait for a person, as all claims under 0.9 do: which of them was misread, nothing tells


def doubted(claims: Sequence[Claim]) -> list[Claim]:
    """The claims of one text, those less sure that contradict another of the same origin, scope and known days."""
    groups: dict[object, list[Claim]] = defaultdict(list)
    for claim in claims:
        if claim.kind == "count" and claim.scope.window.exact:
            groups[claim.origin, claim.scope].append(claim)
    doubtful = {claim.id for alike in groups.values() for claim in _contradicting(alike)}
    return [replace(claim, confidence=min(claim.confidence, DOUBTED)) if claim.id in doubtful else claim for claim in claims]


def _contradicting(alike: Sequence[Claim]) -> list[Claim]:
    """The claims whose numbers leave no room for some other's."""
    most = max((claim.quantity.lo for claim in alike if claim.quantity.lo is not None), default=None)
    least = min((claim.quantity.hi for claim in alike if claim.quantity.hi is not None), default=None)
    if most is None or least is None or most <= least:
        return []
    over = [claim for claim in alike if claim.quantity.lo is not None and claim.quantity.lo > least]
    return over + [claim for claim in alike if claim.quantity.hi is not None and claim.quantity.hi < most]
