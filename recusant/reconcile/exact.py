"""From the solver's floating multipliers to exact ones: rounded to small fractions, or else solved again in fractions.

A proposal is worth nothing until ``System.fits`` has re-added it in whole numbers.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from fractions import Fraction

import numpy as np

from recusant.reconcile.prover import Prover, Solution
from recusant.reconcile.system import Proposal

# Multipliers of sums over boxes are nearly always whole; the rest are small fractions.
DENOMINATORS = (1, 2, 3, 4, 6, 12, 60)
FINEST = 1000  # the largest denominator of multipliers that are each rounded to a fraction of its own, such as eighths beside thirds
NEGLIGIBLE = 1e-7  # what is below this is noise of the solver; the exact test says whether it was
MOST_UNKNOWNS = 150  # claims in one proof; links, which may be many more, each meet three columns only and cost little


def proposals(prover: Prover, solution: Solution) -> Iterator[Proposal]:
    """The rows taken, with multipliers rounded to ever finer fractions, then each to its own, at last solved exactly."""
    found: list[Proposal] = []
    solution = _netted(prover, solution)
    taken = np.flatnonzero(np.abs(solution.times) > NEGLIGIBLE).tolist()
    rows = [(prover.system.rows[number], float(solution.times[number])) for number in taken]
    shared = [[(row, Fraction(round(times * denominator), denominator)) for row, times in rows] for denominator in DENOMINATORS]
    for rounded in [*shared, [(row, Fraction(times).limit_denominator(FINEST)) for row, times in rows]]:
        kept = [(row, times) for row, times in rounded if times]
        if kept not in found:
            found.append(kept)
            yield kept
    if solved := _solved(prover, solution):
        yield solved


def _netted(prover: Prover, solution: Solution) -> Solution:
    """The same with no row and its opposite taken at once: an exact count, taken once up and 7/8 down, is taken 1/8 up."""
    times, opposite = solution.times.copy(), dict[tuple[object, ...], int]()
    for number in np.flatnonzero(np.abs(times) > NEGLIGIBLE).tolist():
        row = prover.system.rows[number]
        other = opposite.setdefault((row.layer, row.parts, row.value), number)
        if other != number and (times[number] > 0) != (times[other] > 0):
            net = times[number] + times[other]
            less, more = (number, other) if abs(times[number]) < abs(times[other]) else (other, number)
            times[less], times[more] = 0.0, net
    return replace(solution, times=times)


Equation = tuple[dict[int, Fraction], Fraction]  # weights of the unknowns, and what they add up to


def _solved(prover: Prover, solution: Solution) -> Proposal | None:
    """The multipliers in fractions: where nothing is over the rows cover just what is asked, and no row is taken more than it may be."""
    taken = np.flatnonzero(np.abs(solution.times) > NEGLIGIBLE).tolist()
    carrying = np.flatnonzero(solution.carried > NEGLIGIBLE).tolist()
    if len(taken) > MOST_UNKNOWNS:
        return None
    values = _eliminated([*_full(prover, solution, taken), *_covered(prover, solution, taken, carrying)], len(taken) + len(carrying))
    if values is None:
        return None
    rows = [(prover.system.rows[row], value) for row, value in zip(taken, values, strict=False)]
    return [(row, times) for row, times in rows if times and (times > 0) == (row.side == "lo")]


def _full(prover: Prover, solution: Solution, taken: list[int]) -> Iterator[Equation]:
    """A row that is taken as often as it may be is taken just so often, whether anything is missing in it or not."""
    for number, row in enumerate(taken):
        most = float(prover.most[row])
        if abs(abs(solution.times[row]) - most) < NEGLIGIBLE:
            yield {number: Fraction(1)}, Fraction(most) * (1 if solution.times[row] > 0 else -1)


def _covered(prover: Prover, solution: Solution, taken: list[int], carrying: list[int]) -> list[Equation]:
    """One equation for each kind of column on which nothing is over."""
    system, exact = prover.system, prover.kept[solution.over <= NEGLIGIBLE]
    weights: dict[int, dict[int, Fraction]] = {}

    def lay(number: int, first: int, after: int, weight: Fraction) -> None:
        for column in exact[np.searchsorted(exact, first) : np.searchsorted(exact, after)].tolist():
            held = weights.setdefault(column, {})
            held[number] = held.get(number, Fraction(0)) + weight

    for number, row in enumerate(taken):
        for first, after, times in system.spread(row):
            lay(number, first, after, times)
    for number, link in enumerate(carrying, len(taken)):
        everybody, host, further = system.links[link].tolist()
        for column, weight in ((everybody, 1), (host, 1), (further, -1)):
            lay(number, column, column + 1, Fraction(weight))
    asked = solution.asked
    wanted = {column for run in (system.runs(asked.layer, asked.box) if asked else ()) for column in range(*run)}
    kinds = {(tuple(sorted(held.items())), Fraction(solution.sign if column in wanted else 0)) for column, held in weights.items()}
    return [(dict(held), total) for held, total in sorted(kinds, key=lambda kind: (len(kind[0]), kind))]


def _eliminated(equations: list[Equation], unknowns: int) -> list[Fraction] | None:
    """Gauss-Jordan in fractions; None where the equations do not settle every unknown."""
    pivots: dict[int, Equation] = {}
    for weights, total in equations:
        weights = dict(weights)
        for unknown in [name for name in weights if name in pivots]:
            weights, total = _less(weights, total, pivots[unknown], weights.get(unknown, Fraction(0)))
        lead = next((name for name, weight in weights.items() if weight), None)
        if lead is None:
            continue
        size = weights[lead]
        fresh = ({name: weight / size for name, weight in weights.items() if weight}, total / size)
        for name, (held, right) in list(pivots.items()):
            if lead in held:
                pivots[name] = _less(held, right, fresh, held[lead])
        pivots[lead] = fresh
        if len(pivots) == unknowns:
            return [pivots[number][1] for number in range(unknowns)]
    return None


def _less(weights: dict[int, Fraction], total: Fraction, other: Equation, times: Fraction) -> Equation:
    result = dict(weights)
    for name, weight in other[0].items():
        left = result.get(name, Fraction(0)) - times * weight
        if left:
            result[name] = left
        else:
            result.pop(name, None)
    return result, total - times * other[1]
