"""Counts that a text can hardly mean: two numbers of one thing and the same days, of which one at least was misread, and a number whose
"thousand" may only have been said with the one before it. Nor can anybody have counted what begins after the day of saying.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import replace
from itertools import pairwise

from recusant.records import Claim

SCALES = (1_000, 1_000_000)
ALIKE = 3  # how many times larger than another a figure of the same series is at most, or nearly
DOUBTED = 0.6  # these wait for a person, as all claims under 0.9 do: which of two was misread, nothing tells


def doubted(claims: Sequence[Claim]) -> list[Claim]:
    """The claims of one text, those less sure that contradict another of the same origin and scope, or lack a scale.

    Their days are the same where they are known, or told by the same words: "25,000 by May, of which 18,159 concern what is not known".
    """
    groups: dict[object, list[Claim]] = defaultdict(list)
    for claim in claims:
        if claim.kind == "count" and (claim.scope.window.exact or claim.scope.window.span):
            groups[claim.origin, claim.scope].append(claim)
    doubtful = {claim.id for alike in groups.values() for claim in _contradicting(alike)}
    doubtful |= {claim.id for before, claim in pairwise(claims) if _lacks_scale(claim, before)}
    doubtful |= {claim.id for claim in claims if claim.said_on and (claim.scope.window.start[0] or claim.said_on) > claim.said_on}
    return [replace(claim, confidence=min(claim.confidence, DOUBTED)) if claim.id in doubtful else claim for claim in claims]


def _contradicting(alike: Sequence[Claim]) -> list[Claim]:
    """The claims whose numbers leave no room for some other's."""
    most = max((claim.quantity.lo for claim in alike if claim.quantity.lo is not None), default=None)
    least = min((claim.quantity.hi for claim in alike if claim.quantity.hi is not None), default=None)
    if most is None or least is None or most <= least:
        return []
    over = [claim for claim in alike if claim.quantity.lo is not None and claim.quantity.lo > least]
    return over + [claim for claim in alike if claim.quantity.hi is not None and claim.quantity.hi < most]


def _lacks_scale(claim: Claim, before: Claim) -> bool:
    """Whether a number without a noun is like that of the "thousands" before it: "17 thousand in September, 16 in August"."""
    bare, scaled = claim.quantity, before.quantity
    if bare.stated is None or scaled.stated is None or claim.quote.text != bare.text:
        return False
    in_words = not any(map(str.isdecimal, bare.text)) and bare.stated[0] < SCALES[0]  # «девять тысяч, годом позже двадцать одна»
    if not (bare.text[-1].isdecimal() or in_words) or not any(map(str.isalpha, scaled.text)) or scaled.stated[0] < SCALES[0]:
        return False
    alike = any(1 / ALIKE <= bare.stated[0] * scale / max(1, scaled.stated[0]) <= ALIKE for scale in SCALES)
    return alike and (claim.kind, claim.scope.measure) == (before.kind, before.scope.measure)
