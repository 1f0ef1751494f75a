"""Bounds of invented worlds, where the truth is known: do they hold it, are they as tight as a plain linear programme's, do proofs add up?

A world has 5 to 200 incidents, 1 to 5 origins, categories three deep, and up to 300 true claims of all kinds whose windows may be
uncertain. Certificates are judged by a checker that shares no code with the reckoner and lays out every day × leaf × leaf. A world is
proven whole if every question about it got an answer; the questions of the others are not counted.
"""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, field
from fractions import Fraction
from math import ceil, floor
from random import Random

from benchmarks.checker import proves
from benchmarks.measured import WORLDS, Measured, each, listed
from benchmarks.plain_program import GaveUp, PlainProgram
from benchmarks.plainly import asked_box, layer_of
from benchmarks.worlds import BOOK, Said, World, anywhere, by_months, invented, true_claims
from recusant.errors import CertificateRefused, NotProven
from recusant.flow import reconcile
from recusant.reconcile import Reckoned
from recusant.records import ALL, Bound, Scope

QUESTIONS = 3  # in each of two layers: 1,000 worlds in 15 minutes of one core, two thirds of them the plain programme's
MOST_CLAIMS = 300
NOISE = 1e-6  # of the plain programme, which reckons in floats: relative to the size of an end


@dataclass
class Judged:
    """What was counted in one world, and what went wrong in it."""

    counted: Counter[str] = field(default_factory=Counter)
    faults: list[str] = field(default_factory=list)


def measure() -> Measured:
    """Shares over all worlds, questions and ends of bounds."""
    worlds = list(each(judged, range(WORLDS)))
    found = sum((world.counted for world in worlds), Counter[str]())
    asked, ends = found["questions"], found["ends"]
    shares = {
        "worlds": WORLDS,
        "worlds proven whole": found["whole"] / WORLDS,
        "worlds without a false conflict": 1 - found["false conflict"] / WORLDS,
        "questions": asked,
        "truth inside the bound": found["inside"] / asked,
        "certificates valid": found["valid"] / asked,
        "ends compared with the plain programme's": ends,
        "ends no wider than the plain programme's": 1 - found["wider"] / ends,
        "ends no tighter than the plain programme's": 1 - found["tighter"] / ends,
        "lower ends above 0": found["lower"] / asked,
        "upper ends that are bounded": found["upper"] / asked,
    }
    faults = [fault for world in worlds for fault in world.faults]
    figures = {f"reckoning: {name}": float(share) for name, share in shares.items()}
    return Measured(f"RECUSANT_WORLDS={WORLDS} python -m benchmarks reckoning", figures, listed(faults))


def judged(seed: int) -> Judged:
    """One world, its reckoning and its questions."""
    draw, result = Random(seed), Judged()
    world = invented(draw)
    number = draw.randint(1, MOST_CLAIMS)
    claims = [said.claim for said in _both_ways(world, draw, number)]
    asked = {layer: [_question(world, draw) for _ in range(QUESTIONS)] for layer in (ALL, draw.choice(world.origins))}
    reckoned = reconcile(claims, BOOK)
    try:
        if reckoned.conflicts:
            result.counted["false conflict"] += 1
            result.faults.append(f"world {seed}: a conflict among true claims")
        bounds = [bound for layer, scopes in asked.items() for bound in reckoned.bounds(scopes, layer)]
    except (NotProven, CertificateRefused) as fault:
        result.faults.append(f"world {seed}: {fault}")
        return result
    result.counted["whole"] += 1
    _judge(bounds, world, reckoned, result, seed)
    return result


def _both_ways(world: World, draw: Random, number: int) -> list[Said]:
    """Half of the claims are of whole months, which often add up; the others of any days."""
    return true_claims(world, draw, number // 2, by_months) + true_claims(world, draw, number - number // 2, anywhere)


def _question(world: World, draw: Random) -> Scope:
    return draw.choice([by_months, anywhere])(world, draw)


def _judge(bounds: list[Bound], world: World, reckoned: Reckoned, result: Judged, seed: int) -> None:
    plain = PlainProgram(reckoned.claims.values(), [(layer_of(bound.layer, BOOK), asked_box(bound.scope)) for bound in bounds], BOOK)
    for bound in bounds:
        truth = world.count(bound.scope, bound.layer)
        found = {
            "questions": True,
            "inside": bound.lo <= truth and (bound.hi is None or truth <= bound.hi),
            "valid": proves(bound, reckoned.claims, BOOK),
            "lower": bound.lo > 0,
            "upper": bound.hi is not None,
        }
        differing = list[str]()
        try:
            differing = _compared(bound, plain)
            result.counted["ends"] += 2
        except GaveUp as why:
            result.faults.append(f"world {seed}: not compared, {why}")
        result.counted.update([name for name, so in found.items() if so] + differing)
        wrong = [name for name in ("inside", "valid") if not found[name]]
        result.faults += [f"world {seed}: not {fault}, {bound.to_dict()}, truth {truth}" for fault in wrong]
        result.faults += [f"world {seed}: {fault}, {bound.to_dict()}" for fault in differing]


def _compared(bound: Bound, plain: PlainProgram) -> list[str]:
    """The ends that are wider or tighter than the plain programme's, rounded inward."""
    asked = layer_of(bound.layer, BOOK), [(Fraction(1), asked_box(bound.scope))]
    least, greatest = plain.extreme(*asked, least=True) or 0.0, plain.extreme(*asked, least=False)
    noise = NOISE * (1 + abs(least) + abs(greatest or 0.0))
    lower, upper = ceil(least - noise), None if greatest is None else floor(greatest + noise)
    wider = [bound.lo < lower, upper is not None and (bound.hi is None or bound.hi > upper)]
    tighter = [bound.lo > lower, bound.hi is not None and (upper is None or bound.hi < upper)]
    return ["wider"] * sum(wider) + ["tighter"] * sum(tighter)
