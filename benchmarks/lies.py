"""Lies planted among true claims: how many are set aside, how many true claims wrongly so, and is each that shows in a conflict?

Each figure is printed by 1, 2 or 5 outlets, and one printing in ten is changed by 5 to 50 %. A lie shows if it cannot hold together
with the printings that are true, by the plain programme; a lie that does not show is one that no arithmetic can find.
"""

from __future__ import annotations

from collections import Counter
from dataclasses import replace
from functools import partial
from math import ceil, floor
from random import Random

from benchmarks.checker import disproves
from benchmarks.measured import WORLDS, Measured, each, listed
from benchmarks.plain_program import GaveUp, PlainProgram
from benchmarks.plainly import Sum, layer_of, sums_of
from benchmarks.worlds import BOOK, Said, as_published, invented, true_claims
from recusant.errors import CertificateRefused, NotProven
from recusant.flow import reconcile
from recusant.records import Claim, Quantity

FIGURES = 60
SHARE = 0.1
RELAYS = (1, 2, 5)
MARGIN = 1e-4  # by which a lie must miss the truth to show, in the plain programme's floats
Counted = tuple[Counter[str], list[str]]


def measure() -> Measured:
    """Shares for each number of relays, over a fifth as many worlds as elsewhere."""
    figures, faults = dict[str, float](), list[str]()
    worlds = max(1, WORLDS // 5)
    for relays in RELAYS:
        counted = list(each(partial(judged, relays), range(worlds)))
        found = sum((counts for counts, _ in counted), Counter[str]())
        faults += [fault for _, told in counted for fault in told]
        shares = {
            "worlds": worlds,
            "worlds proven whole": found["whole"] / worlds,
            "printings that are lies": _share(found["lies"], found["lies"] + found["true"]),
            "lies set aside": _share(found["lies aside"], found["lies"]),
            "lies that show": _share(found["shown"], found["lies"]),
            "lies that show set aside": _share(found["shown aside"], found["shown"]),
            "lies that show in a reported conflict": _share(found["shown reported"], found["shown"]),
            "true claims kept": 1 - _share(found["true aside"], found["true"]),
            "conflicts valid": _share(found["valid"], found["conflicts"]),
        }
        figures |= {f"lies at {relays} relay{'s' * (relays > 1)}: {name}": float(share) for name, share in shares.items()}
    return Measured(f"RECUSANT_WORLDS={WORLDS} python -m benchmarks lies", figures, listed(faults))


def _share(part: int, whole: int) -> float:
    """All of nothing is a whole share: a quick run may have no such lie."""
    return part / whole if whole else 1.0


def judged(relays: int, seed: int) -> Counted:
    """One world, its printings, and what the reckoning makes of them."""
    draw, counts = Random(seed), Counter[str]()
    world = invented(draw)
    printed = _printed(true_claims(world, draw, FIGURES, as_published), relays)
    lies = _planted(printed, draw)
    claims = {said.claim.id: lies.get(said.claim.id, said.claim) for said in printed}
    reckoned = reconcile(claims.values(), BOOK)
    try:
        conflicts = [conflict for key in reckoned.components for conflict in reckoned.told(key).conflicts]
        aside = {one.claim for one in reckoned.set_aside}
    except (NotProven, CertificateRefused) as fault:
        return counts, [f"world {seed} at {relays}: {fault}"]
    cited = {_said(claim) for conflict in conflicts for claim in conflict.cited.values()}
    shown = _shown([claim for name, claim in claims.items() if name not in lies], list(lies.values()))
    hidden = [lie.id for lie in shown if _said(lie) not in cited]
    counts.update({"whole": 1, "conflicts": len(conflicts), "valid": sum(disproves(one, claims, BOOK) for one in conflicts)})
    counts.update({"lies": len(lies), "lies aside": len(aside & set(lies))})
    counts.update({"true": len(claims) - len(lies), "true aside": len(aside - set(lies))})
    counts.update({"shown": len(shown), "shown aside": sum(lie.id in aside for lie in shown), "shown reported": len(shown) - len(hidden)})
    return counts, [f"world {seed} at {relays}: lie {lie} shows, but in no reported conflict" for lie in hidden]


def _printed(figures: list[Said], relays: int) -> list[Said]:
    return [
        replace(said, claim=replace(said.claim, id=f"{said.claim.id}-{relay}", via=(f"outlet {relay}",)))
        for said in figures
        for relay in range(relays)
    ]


def _planted(printed: list[Said], draw: Random) -> dict[str, Claim]:
    """One printing in ten with its number changed, by the id of its claim."""
    lies: dict[str, Claim] = {}
    for said in draw.sample(printed, len(printed)):
        if len(lies) >= len(printed) * SHARE:
            break
        changed = replace(said.claim, quantity=_changed(said.claim.quantity, draw, whole=said.claim.kind in ("count", "change")))
        if said.truth is not None and not _holds(changed.quantity, said):
            lies[said.claim.id] = changed
    return lies


def _changed(quantity: Quantity, draw: Random, *, whole: bool) -> Quantity:
    by = 1 + draw.choice([-1, 1]) * draw.uniform(0.05, 0.5)
    lo, hi = (end if end is None else end * by for end in (quantity.lo, quantity.hi))
    if whole:
        lo, hi = lo if lo is None else floor(lo), hi if hi is None else ceil(hi)
    return replace(quantity, lo=lo, hi=hi)


def _holds(quantity: Quantity, said: Said) -> bool:
    truth = said.truth
    return truth is None or ((quantity.lo is None or quantity.lo <= truth) and (quantity.hi is None or truth <= quantity.hi))


def _shown(true: list[Claim], lies: list[Claim]) -> list[Claim]:
    """The lies that cannot hold together with all true claims."""
    said = {lie.id: [(layer_of(lie.origin, BOOK), one) for one in sums_of(lie, BOOK)] for lie in lies}
    boxes = [(layer, box) for sums in said.values() for layer, one in sums for _, box in one.parts]
    plain = PlainProgram(true, boxes, BOOK)
    return [lie for lie in lies if any(_beyond(plain, layer, one) for layer, one in said[lie.id])]


def _beyond(plain: PlainProgram, layer: str, said: Sum) -> bool:
    """Whether all that the plain programme allows lies beyond what is said (where it gives up, nobody can tell: no)."""
    try:
        reach = plain.extreme(layer, said.parts, least=said.side == "hi")
    except GaveUp:
        return False
    if reach is None:
        return False
    miss = reach - float(said.value) if said.side == "hi" else float(said.value) - reach
    return miss > MARGIN * (1 + abs(float(said.value)))


def _said(claim: Claim) -> tuple[object, ...]:
    """What tells figures apart: equal claims are one, and a conflict cites one of them."""
    quantity = claim.quantity
    return claim.kind, claim.origin, quantity.lo, quantity.hi, claim.scope, claim.base, claim.per, claim.direction, claim.rank
