"""From the solver's floating duals to exact multipliers: rounded to small fractions, or else solved again in fractions.

A proposal is worth nothing until ``System.fits`` has re-added it in whole numbers.
"""

from __future__ import annotations

from collections.abc import Iterator
from fractions import Fraction

import numpy as np

from recusant.reconcile.program import Solution
from recusant.reconcile.system import Proposal, System

# Duals of sums over boxes are nearly always whole; the rest are small fractions.
DENOMINATORS = (1, 2, 3, 4, 6, 12, 60)
NEGLIGIBLE = 1e-7  # a dual below this is noise of the solver; the exact test says whether it was
MOST_UNKNOWNS = 150  # claims in one proof; links, which may be many more, each meet three columns only and cost little


def proposals(system: System, solution: Solution) -> Iterator[Proposal]:
    """The rows in the support of the duals, with multipliers rounded to ever finer fractions, at last solved exactly."""
    found: list[Proposal] = []
    duals = [(row, float(dual)) for row, dual in zip(system.rows, solution.duals, strict=False) if abs(dual) > NEGLIGIBLE]
    for denominator in DENOMINATORS:
        rounded = [(row, Fraction(round(dual * denominator), denominator)) for row, dual in duals]
        kept = [(row, times) for row, times in rounded if times and (times > 0) == (row.side == "lo")]
        if kept not in found:
            found.append(kept)
            yield kept
    if solved := _solved(system, solution):
        yield solved


def _solved(system: System, solution: Solution) -> Proposal | None:
    """The duals of the solver's basis in fractions: on its basic columns the rows add up to the cost, and nothing else does."""
    support = np.flatnonzero(np.abs(solution.duals) > NEGLIGIBLE)
    if np.count_nonzero(support < len(system.rows)) > MOST_UNKNOWNS:
        return None
    place = {int(row): number for number, row in enumerate(support)}
    values = _eliminated(_equations(system, solution, place), len(support))
    if values is None:
        return None
    rows = [(system.rows[row], values[number]) for row, number in place.items() if row < len(system.rows)]
    return [(row, times) for row, times in rows if times and (times > 0) == (row.side == "lo")]


Equation = tuple[dict[int, Fraction], Fraction]  # weights of the unknowns, and what they add up to


def _equations(system: System, solution: Solution, place: dict[int, int]) -> list[Equation]:
    """One equation for each kind of basic column that the rows of the support touch."""
    weights: dict[int, dict[int, Fraction]] = {}
    for row, number in place.items():
        for column, weight in (*system.exact_row(row), *_slack(system, solution, row)):
            if solution.basic[column]:
                held = weights.setdefault(column, {})
                held[number] = held.get(number, Fraction(0)) + weight
    kinds = {(tuple(sorted(held.items())), solution.cost[column]) for column, held in weights.items()}
    return [(dict(held), Fraction(float(cost))) for held, cost in sorted(kinds, key=lambda kind: (len(kind[0]), kind))]


def _slack(system: System, solution: Solution, row: int) -> list[tuple[int, Fraction]]:
    """The column that a programme with slack has more for each of the system's rows."""
    if row >= len(system.rows) or len(solution.basic) == system.width:
        return []
    return [(system.width + row, Fraction(1 if system.rows[row].side == "lo" else -1))]


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
