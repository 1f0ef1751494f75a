"""What bounds a window that the words leave open: nobody counts what comes after, nor before he began to count.

A count said on a day counts no later day. An origin that began on a day (the codebook's ``since``) counted no earlier day. And a
running total ("since the invasion") printed beside figures up to a day lately past counts at least up to that day: the same data.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import replace
from datetime import date, timedelta

from recusant.codebook import Codebook
from recusant.records import Claim, Day, Window

LATELY = timedelta(92)  # data older than a quarter are hardly what a running total of today was counted from


def bounded(claim: Claim, book: Codebook) -> Claim:
    """A count whose open ends are closed by the day it was said and the day its origin began; other claims as they are."""
    measure = book.measures.get(claim.scope.measure)
    if claim.kind != "count" or measure is None or measure.kind != "flow":
        return claim
    (first, inner), (cut, last) = claim.scope.window.start, claim.scope.window.end
    origin = book.origins.get(claim.origin)
    if first is inner is None and origin and origin.since:
        first = origin.since if _within(origin.since, cut, last, claim.said_on) else None
    if last is None and first and claim.said_on and claim.said_on >= max(first, cut or first, inner or first):
        last = claim.said_on
    return _with(claim, Window((first, inner), (cut, last)))


def _within(since: date, *ends: Day) -> bool:
    return all(end is None or since <= end for end in ends)


def up_to_the_data(claims: Sequence[Claim]) -> list[Claim]:
    """The claims of one text, its running totals counted at least up to the latest day that the text counts to."""
    days = sorted(_counted_to(claims))
    return [_with(claim, _reaching(claim.scope.window, days[-1])) if days and _is_running(claim) else claim for claim in claims]


def _counted_to(claims: Iterable[Claim]) -> Iterable[date]:
    for claim in claims:
        days = claim.scope.window.exact
        if days and claim.kind == "count" and claim.said_on and claim.said_on - LATELY <= days[1] < claim.said_on:
            yield days[1]


def _is_running(claim: Claim) -> bool:
    """Whether the words say since when and leave the end to the day of publication."""
    window = claim.scope.window
    return window.end[1] is not None and window.end[1] == claim.said_on and window.start[0] is not None and window.end[0] in window.start


def _reaching(window: Window, day: date) -> Window:
    start = window.start[1] or window.start[0]
    return replace(window, end=(day, window.end[1])) if start and start <= day else window


def _with(claim: Claim, window: Window) -> Claim:
    """The claim with another window, and with the id that goes with it."""
    if window == claim.scope.window:
        return claim
    scope = replace(claim.scope, window=window)
    made = Claim.of(claim.source, claim.quote, claim.kind, claim.quantity, scope, origin=claim.origin)
    return replace(claim, id=made.id, scope=scope)
