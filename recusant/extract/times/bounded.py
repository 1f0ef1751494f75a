"""What bounds a window that the words leave open: nobody counts what comes after, nor before he began to count.

A count said on a day counts no later day. An origin that began on a day (the codebook's ``since``) counted no earlier day. A count
"since September 2022" begins with the month, or with the event in it that counts begin with. And a running total ("since the invasion")
printed beside figures up to a day lately past counts at least up to that day: the same data.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import replace
from datetime import date, timedelta

from recusant.codebook import Codebook
from recusant.records import Claim, Day, Window

LATELY = timedelta(92)  # data older than a quarter are hardly what a running total of today was counted from
A_MONTH = timedelta(31)  # within which the latest day counted may lie


def bounded(claim: Claim, book: Codebook) -> Claim:
    """The claim with its beginning bounded; of a count, also its open ends by the day it was said and the day its origin began."""
    measure = book.measures.get(claim.scope.measure)
    if measure is None or measure.kind != "flow":
        return claim
    window = claim.scope.window
    (first, inner), (cut, last) = _begun(window, book), window.end
    if claim.kind != "count":
        return _with(claim, (first, inner), window.end)
    since = book.origins[claim.origin].since if claim.origin in book.origins else None
    if since and _within(since, cut, last, claim.said_on) and (first is inner is None or (first and inner and first < since <= inner)):
        first = since
    if last is None and first and claim.said_on and claim.said_on >= max(first, cut or first, inner or first):
        last = claim.said_on
    return _with(claim, (first, inner), (cut, last))


def _begun(window: Window, book: Codebook) -> tuple[Day, Day]:
    """Where a window begins that is said to begin with a month and goes on beyond it."""
    (first, inner), over = window.start, window.end[1]
    if first is None or inner is None or first.day != 1 or (over and _month(over) == _month(first)):
        return window.start
    whole_month = inner == first or (_month(inner) == _month(first) and _month(inner + timedelta(1)) != _month(first))
    begun = [event.date for event in book.events.values() if event.begins and _month(event.date) == _month(first)]
    return (first, max(begun)) if begun and whole_month else window.start


def _month(day: date) -> tuple[int, int]:
    return day.year, day.month


def _within(since: date, *ends: Day) -> bool:
    return all(end is None or since <= end for end in ends)


def up_to_the_data(claims: Sequence[Claim]) -> list[Claim]:
    """The claims of one text, its running totals counted at least up to the latest day that the text counts to."""
    days = sorted(_counted_to(claims))  # the same data
    return [_reaching(claim, days[-1]) if days and _is_running(claim) else claim for claim in claims]


def _counted_to(claims: Iterable[Claim]) -> Iterable[date]:
    for claim in claims:
        first, last = claim.scope.window.end
        near = first is not None and last is not None and last - first < A_MONTH
        known = first if near and not claim.scope.window.supposed else None
        lately = known and (claim.said_on is None or claim.said_on - LATELY <= known < claim.said_on)
        if known and lately and claim.kind in ("count", "rate"):
            yield known


def _is_running(claim: Claim) -> bool:
    """Whether the words say since when and leave the end to the day of publication."""
    window = claim.scope.window
    return window.end[1] == claim.said_on and window.start[0] is not None and (not window.end[0] or window.end[0] in window.start)


def _reaching(claim: Claim, day: date) -> Claim:
    window = claim.scope.window
    start = window.start[1] or window.start[0]
    return _with(claim, window.start, (day, window.end[1])) if start and start <= day else claim


def _with(claim: Claim, start: tuple[Day, Day], end: tuple[Day, Day]) -> Claim:
    """The claim with other ends of its window, and with the id that goes with them."""
    window = claim.scope.window
    if (start, end) == (window.start, window.end):
        return claim
    scope = replace(claim.scope, window=replace(window, start=start, end=end))
    made = Claim.of(claim.source, claim.quote, claim.kind, claim.quantity, scope, origin=claim.origin)
    return replace(claim, id=made.id, scope=scope)
