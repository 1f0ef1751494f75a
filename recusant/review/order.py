"""The queue: which claims to look at, in the order in which a look changes most, each with the reason that it is there.

The ledger keeps the turns of all figures that wait. Here some are given another turn: those that the reckoning brings forward, and for who
does not see all sources those that are printed in a hidden one too.
"""

from __future__ import annotations

import heapq
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field

from recusant.ledger import LAST, REASONS, Stated, Turn, Turns, figure_of, placed, turn_of
from recusant.records import Lead
from recusant.review.rooms import Ahead, Closer
from recusant.review.standing import Claims


@dataclass(frozen=True)
class Place:
    """A claim's place in the queue: why it is there, with the lead that says so where there is one, and how often it is printed."""

    claim: str
    reason: str
    lead: Lead | None = None
    printed: int = 1


@dataclass(frozen=True)
class Moved:
    """The ``turns`` of figures that have another one than the ledger gives them, the one ``instead_of`` which that is where they wait
    there, and the ``leads`` that say why.
    """

    turns: Mapping[str, Turn]
    instead_of: Mapping[str, Turn]
    leads: Mapping[str, Lead] = field(default_factory=dict)


def brought_forward(turns: Turns, closer: Closer, ahead: Ahead) -> Moved:
    """What the reckoning says would change bounds most, claims that wait and those that a conflict turns on; then what stands in one."""
    led = sorted(ahead.leads, key=lambda lead: -sum(effect.change for effect in lead.effects))
    in_conflict = [name for conflict in closer.conflicts for name in conflict.claims]
    of_claims = turns.figures([*(lead.claim for lead in led if lead.claim), *in_conflict])
    figures = {figure for both in of_claims.values() for figure in both}
    leads, known, printed = dict[str, Lead](), turns.of(figures), turns.printed(figures)
    for lead in led:
        for figure in of_claims.get(lead.claim or "", ()):
            leads.setdefault(figure, lead)
    found = {figure: placed("conflict", -printed.get(figure, 1), figure) for figure in figures}
    for at, (figure, lead) in enumerate(leads.items()):
        found[figure] = placed("decides" if lead.kind == "decide" else "tells", at, figure)
    waiting = {figure: turn.claims for figure, turn in known.items()}
    moved = {figure: Turn(turn, figure, waiting.get(figure, 0), printed.get(figure, 1)) for figure, turn in found.items()}
    return Moved(moved, known, leads)


def seen_in_part(claims: Claims) -> Moved:
    """What hidden sources print too, by what others print."""
    figures = claims.held.turns.of_sources(claims.hidden)
    turns = {figure: turn_of(figure, stated) for figure, stated in claims.stated_of(figures).items()}
    return Moved(turns, claims.held.turns.of(figures))


class Queue:
    """All claims that nobody has decided about, those of superseded sources left out; equal claims stand together."""

    def __init__(self, claims: Claims, moved: Moved) -> None:
        self._claims, self._turns, self._moved = claims, claims.held.turns, moved
        self._waiting = sorted(turn for turn in moved.turns.values() if turn.claims)

    def counts(self) -> dict[str, int]:
        """How many claims there are for each reason."""
        return {reason: self._count(str(at), str(at + 1)) for at, reason in enumerate(REASONS)}

    def page(self, reason: str | None, start: int, most: int) -> list[Place]:
        """Some places, of one reason or of all, from one on."""
        first = REASONS.index(reason) if reason else 0
        turns = list[Turn]()
        for turn in self._after(str(first), str(first + 1) if reason else LAST):
            if not turns and start >= turn.claims:
                start -= turn.claims
                continue
            turns.append(turn)
            if sum(one.claims for one in turns) >= start + most:
                break
        return self._places(turns)[start : start + most]

    def place(self, claim: str) -> Place | None:
        """The place of a claim, None where it does not wait."""
        turn = self._turn(claim)
        return next((place for place in self._places([turn]) if place.claim == claim), None) if turn else None

    def before(self, claim: str) -> int:
        """Where a claim stands in the queue, or stood: how many stand before it."""
        turn = self._turn(claim)
        return self._count("", turn.turn) + len(self._beside(turn, claim)[0]) if turn else 0

    def previous(self, claim: str) -> str | None:
        """The claim before another."""
        turn = self._turn(claim)
        beside = self._beside(turn, claim)[0] if turn else []
        for earlier in () if beside or not turn else self._back(turn.turn):
            beside = [place.claim for place in self._places([earlier])]
            if beside:
                break
        return beside[-1] if beside else None

    def following(self, claim: str) -> Iterator[str]:
        """The claims after another, and then those from the first on, as long as one asks."""
        turn = self._turn(claim)
        if turn:
            yield from self._beside(turn, claim)[1]
        for start in (turn.turn, "") if turn else ("",):
            for later in self._after(start, LAST):
                yield from (place.claim for place in self._places([later]))

    def _turn(self, claim: str) -> Turn | None:
        """The turn that a claim has, or had before it was decided about."""
        if not self._claims.find(claim):
            return None
        read = self._claims.held.as_read(claim)  # what waits stands as it was read
        figure = figure_of(read)
        if moved := self._moved.turns.get(figure):
            return moved
        others = (one for one in self._claims.stated(figure) if one.claim != claim)
        return turn_of(figure, (*others, Stated(claim, read.source, read.confidence, "suggested", stands=True)))

    def _beside(self, turn: Turn, claim: str) -> tuple[list[str], list[str]]:
        """The claims of the same figure that wait before one and after it."""
        stated = self._claims.stated(turn.figure)
        at = next((at for at, one in enumerate(stated) if one.claim == claim), 0)
        before, after = ([one.claim for one in some if one.waits and one.claim != claim] for some in (stated[:at], stated[at:]))
        return before, after

    def _places(self, turns: Sequence[Turn]) -> list[Place]:
        stated, leads = self._claims.stated_of(turn.figure for turn in turns), self._moved.leads
        waiting = ((turn, one.claim) for turn in turns for one in stated[turn.figure] if one.waits)
        return [Place(claim, turn.reason, leads.get(turn.figure), turn.printed) for turn, claim in waiting]

    def _after(self, turn: str, until: str) -> Iterator[Turn]:
        theirs = (one for one in self._waiting if turn < one.turn < until)
        others = (one for one in self._turns.after(turn, until) if one.figure not in self._moved.turns)
        return heapq.merge(theirs, others)

    def _back(self, turn: str) -> Iterator[Turn]:
        theirs = (one for one in reversed(self._waiting) if one.turn < turn)
        others = (one for one in self._turns.before(turn) if one.figure not in self._moved.turns)
        return heapq.merge(theirs, others, reverse=True)

    def _count(self, first: str, until: str) -> int:
        gone, come = (
            sum(one.claims for one in some if first <= one.turn < until) for some in (self._moved.instead_of.values(), self._waiting)
        )
        return self._turns.count(first, until) - gone + come
