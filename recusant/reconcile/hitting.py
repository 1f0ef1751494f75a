"""Sets that must each be met -> a lightest set that meets them all, by branch and bound.

Mixed-integer programming takes 50 to 900 ms where this takes 3 to 100: the sets are small, and one search differs from the next by a set
or two.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Set
from math import inf

from recusant.errors import NotProven
from recusant.reconcile.program import Vector

Members = frozenset[int]
STEPS = 20_000  # of a search for which there is another way: about as long as a programme in whole numbers takes


def lightest(
    must_hit: Iterable[Set[int]],
    weights: Vector | None,
    below: float,
    forced: int | None = None,
    no_lighter: float = 0.0,
    steps: float = inf,
) -> set[int] | None:
    """A lightest set (a smallest, without weights) that holds ``forced``, if one is, and meets every set of ``must_hit``, or None where
    it would weigh ``below`` or more. The first found that weighs ``no_lighter`` will do: it is known that none weighs less. Raises
    NotProven where more than so many ``steps`` are needed.
    """
    left = _minimal(frozenset(members) for members in must_hit if forced not in members)
    weight = {member: 1.0 if weights is None else float(weights[member]) for members in left for member in members}
    best: set[int] | None = None

    def search(chosen: Members, heavy: float, left: list[Members]) -> None:
        nonlocal best, below, steps
        steps -= 1
        if steps < 0:
            raise NotProven("the lightest set that meets every conflict was not found in as many steps as were allowed")
        if _reaches(below - heavy, left, weight):
            return
        if not left:
            best, below = set(chosen), heavy if heavy > no_lighter else -inf
            return
        often, tried = {member: sum(member in members for members in left) for member in left[0]}, Members()
        for member in sorted(left[0], key=lambda member: (-often[member] / weight[member], member)):
            rest = (members - tried for members in left if member not in members)  # what was tried before it need not be tried with it
            search(chosen | {member}, heavy + weight[member], sorted(rest, key=len))
            tried |= {member}

    start = Members() if forced is None else Members({forced})
    search(start, sum(1.0 if weights is None else float(weights[member]) for member in start), left)
    return best


def apart(sets: Iterable[Members]) -> list[set[Members]]:
    """Sets sorted into groups that share no member, not even through others: each can be met by itself."""
    groups: list[tuple[Members, set[Members]]] = []
    for members in sets:
        touching = [group for group in groups if not group[0].isdisjoint(members)]
        groups = [group for group in groups if group[0].isdisjoint(members)]
        groups.append((members.union(*(covered for covered, _ in touching)), {members}.union(*(inside for _, inside in touching))))
    return [inside for _, inside in groups]


def needed(sets: Iterable[Members], weights: Vector) -> list[Members]:
    """Sets that a lightest set meets just where it meets those given: without members in whose place another, which is in all their sets
    and no heavier, would do; of two alike the first stays.
    """
    while True:
        left = _minimal(sets)
        where = {member: {place for place, members in enumerate(left) if member in members} for member in sorted(Members().union(*left))}
        gone = set[int]()
        for member in sorted(where, key=lambda member: (-weights[member], -member)):
            others = Members.intersection(*(left[place] for place in where[member]))
            if any(weights[other] <= weights[member] for other in others - gone - {member}):
                gone.add(member)
        if not gone:
            return left
        sets = [members - gone for members in left]


def _minimal(sets: Iterable[Members]) -> list[Members]:
    """The sets that hold no other, the smallest first: whoever meets them meets all."""
    kept = list[Members]()
    for members in sorted({*sets}, key=lambda members: (len(members), sorted(members))):
        if not any(other <= members for other in kept):
            kept.append(members)
    return kept


def _reaches(limit: float, sets: Iterable[Members], weight: Mapping[int, float]) -> bool:
    """Whether what meets all sets weighs so much at least: each set has paid what its lightest member has left, by all its members."""
    if limit <= 0:
        return True
    left = dict(weight)
    total = 0.0
    for members in sets:
        paid = min([left[member] for member in members], default=inf)
        total += paid
        if total >= limit:
            return True
        if paid:
            for member in members:
                left[member] -= paid
    return False
