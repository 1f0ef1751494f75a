"""The same figure told twice in a text: a headline or first sentence rounds it, and what follows tells its days and who counted it."""

from __future__ import annotations

from bisect import bisect_right
from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import replace

from recusant.extract.sentence.line import Line
from recusant.records import Claim, Quantity, Window, grain_of

NEAR = 0.06  # the share by which a figure may differ from its rounded telling: "nearly 100 thousand", "95 thousand"
BOUNDED = 0.1  # ... or lie behind one that bounds it: "over 1,000" tells 1,064 again, and 990 not
OVER, UNDER = ("more_than", "at_least"), ("almost", "less_than", "up_to")
LEAST = 20  # smaller figures are alike by chance


def as_told_again(claims: Sequence[Claim], writer: str) -> Iterator[tuple[Claim, Claim]]:
    """The claims of one text, each with the one that tells the same figure with its days, or with itself.

    Only a count whose beginning nothing tells is taken for another's. ``writer`` is who stands for the text where it names nobody.
    """
    dated = defaultdict[tuple[str, str], list[int]](list)  # of each category and place, which claims have days
    for place, claim in enumerate(claims):
        if claim.kind == "count" and claim.scope.window.start[0] is not None and claim.quantity.stated is not None:
            dated[claim.scope.category, claim.scope.place].append(place)
    for place, claim in enumerate(claims):
        alike = dated[claim.scope.category, claim.scope.place] if _is_undated(claim) else []
        later = bisect_right(alike, place)
        others = (claims[one] for one in (*alike[later:], *reversed(alike[:later])))
        yield claim, next((one for one in others if _tells_again(one, claim, writer)), claim)


def dated_again(claims: Sequence[Claim], writer: str) -> list[Claim]:
    """The claims, those without known days in the days of the claim that tells them again, and by who counted that."""
    return [claim if again is claim else _of(claim, again) for claim, again in as_told_again(claims, writer)]


def dated_behind(line: Line, claims: list[Claim]) -> list[Claim]:
    """The claims of a paragraph, those without known days in the days that a sentence behind them tells: "The data are for May 2024"."""
    cues = line.named("cues", "data_for")
    dated = line.windows[0] if len(line.windows) == 1 and cues and not line.figures else None
    if dated is None or dated.start < cues[0].start:
        return claims
    return [_in_days(claim, dated.window) if claim.scope.window.start == (None, None) else claim for claim in claims]


def _in_days(claim: Claim, window: Window) -> Claim:
    scope = replace(claim.scope, window=Window(window.start, window.end))
    made = Claim.of(claim.source, claim.quote, claim.kind, claim.quantity, scope, origin=claim.origin, per=claim.per)
    return replace(claim, id=made.id, scope=scope)


def _of(claim: Claim, again: Claim) -> Claim:
    scope = replace(claim.scope, window=Window(again.scope.window.start, again.scope.window.end))
    made = Claim.of(claim.source, claim.quote, claim.kind, claim.quantity, scope, origin=again.origin)
    return replace(claim, id=made.id, scope=scope, origin=again.origin, via=again.via)


def _is_undated(claim: Claim) -> bool:
    window = claim.scope.window
    return claim.kind == "count" and window.start == (None, None) and window.end[0] is None


def _tells_again(again: Claim, claim: Claim, writer: str) -> bool:
    return claim.origin in (again.origin, writer) and rounds(claim.quantity, again.quantity)


def rounds(rounded: Quantity, told: Quantity) -> bool:
    """Whether one number may be another in round figures: "over 19,000" tells 19,538 again, and 20,538 not."""
    first, second = rounded.stated, told.stated
    if first is None or second is None:
        return False
    more, modifier = second[0] - first[0], rounded.modifier
    if first[0] < LEAST or modifier not in (*OVER, *UNDER):
        return first[0] >= LEAST and abs(more) <= NEAR * first[0]
    within = min(BOUNDED * first[0], grain_of(first[0]))
    return 0 <= (more if modifier in OVER else -more) < within
