"""A linear programme, held by HiGHS. The solver only proposes: nothing here is believed before it is re-added exactly."""

from __future__ import annotations

from dataclasses import dataclass, field
from enum import Enum

import highspy
import numpy as np
from numpy.typing import NDArray

from recusant.errors import NotProven

Vector = NDArray[np.float64]
Index = NDArray[np.int64]
OPEN = highspy.kHighsInf
BASIC = highspy.HighsBasisStatus.kBasic


class Outcome(Enum):
    """How a solve may end. Anything else is an error, never softened."""

    OPTIMAL = "optimal"
    INFEASIBLE = "infeasible"
    UNBOUNDED = "unbounded"


@dataclass(frozen=True)
class Solution:
    """What the solver proposes: the objective, a value for each column and a dual for each row (empty unless optimal).

    ``basic`` marks the columns of the basis, where the duals add up to ``cost`` exactly.
    """

    outcome: Outcome
    cost: Vector
    objective: float = float("nan")
    values: Vector = field(default_factory=lambda: np.empty(0))
    duals: Vector = field(default_factory=lambda: np.empty(0))
    basic: NDArray[np.bool_] = field(default_factory=lambda: np.empty(0, dtype=bool))


@dataclass(frozen=True)
class Matrix:
    """Sparse rows: row i has ``weights[starts[i]:starts[i+1]]`` in the columns ``columns[starts[i]:starts[i+1]]``."""

    width: int
    starts: Index
    columns: Index
    weights: Vector

    @classmethod
    def of(cls, width: int, rows: list[tuple[Index, Vector]]) -> Matrix:
        starts = np.cumsum([0, *(len(columns) for columns, _ in rows)], dtype=np.int64)
        columns = np.concatenate([columns for columns, _ in rows]) if rows else np.empty(0, dtype=np.int64)
        weights = np.concatenate([weights for _, weights in rows]) if rows else np.empty(0)
        return cls(width, starts, columns, weights)


class Program:
    """min cost·x with x >= 0 and lower <= A·x <= upper. Costs may change between solves (the basis stays warm)."""

    def __init__(self, matrix: Matrix, lower: Vector, upper: Vector) -> None:
        lp = highspy.HighsLp()
        lp.num_col_, lp.num_row_ = matrix.width, len(lower)
        lp.col_cost_ = np.zeros(matrix.width)
        lp.col_lower_, lp.col_upper_ = np.zeros(matrix.width), np.full(matrix.width, OPEN)
        lp.row_lower_, lp.row_upper_ = lower, upper
        lp.a_matrix_.format_ = highspy.MatrixFormat.kRowwise
        lp.a_matrix_.start_, lp.a_matrix_.index_, lp.a_matrix_.value_ = matrix.starts, matrix.columns, matrix.weights
        self.width, self._every = matrix.width, np.arange(matrix.width, dtype=np.int32)
        self._highs = _quiet()
        # Many objectives on one matrix: primal simplex without presolve stays feasible from one question to the next,
        # 19 times faster than the default on box sums (docs/dependencies.md).
        self._highs.setOptionValue("simplex_strategy", 4)
        self._highs.setOptionValue("presolve", "off")
        self._highs.passModel(lp)

    def add(self, rows: Matrix, lower: Vector, upper: Vector) -> None:
        """More rows; the next solve starts from where the last one ended."""
        self._highs.addRows(len(lower), lower, upper, len(rows.columns), rows.starts[:-1], rows.columns, rows.weights)

    def minimise(self, cost: Vector) -> Solution:
        self._highs.changeColsCost(self.width, self._every, cost)
        outcome = _run(self._highs)
        if outcome is not Outcome.OPTIMAL:
            return Solution(outcome, cost)
        solution = self._highs.getSolution()
        objective = self._highs.getInfo().objective_function_value
        basic = np.array([status == BASIC for status in self._highs.getBasis().col_status])
        return Solution(outcome, cost, objective, np.asarray(solution.col_value), np.asarray(solution.row_dual), basic)


def cheapest(weights: Vector, must_hit: list[set[int]]) -> set[int]:
    """The cheapest set of columns that meets every set of ``must_hit`` (proved optimal, by mixed-integer programming).

    Sets that share nothing, not even through others, are solved apart.
    """
    chosen: set[int] = set()
    for linked in _linked(must_hit):
        columns = sorted(set().union(*linked))
        place = {column: number for number, column in enumerate(columns)}
        rows = [(np.array(sorted(place[column] for column in members)), np.ones(len(members))) for members in linked]
        chosen |= {columns[number] for number in _chosen(weights[columns], Matrix.of(len(columns), rows), len(rows))}
    return chosen


def _linked(sets: list[set[int]]) -> list[list[set[int]]]:
    groups: list[tuple[set[int], list[set[int]]]] = []
    for members in sets:
        touching = [group for group in groups if not group[0].isdisjoint(members)]
        groups = [group for group in groups if group[0].isdisjoint(members)]
        held = [one for _, inside in touching for one in inside]
        groups.append((members.union(*(covered for covered, _ in touching)), [*held, members]))
    return [inside for _, inside in groups]


def _chosen(weights: Vector, matrix: Matrix, rows: int) -> list[int]:
    lp = highspy.HighsLp()
    lp.num_col_, lp.num_row_ = matrix.width, rows
    lp.col_cost_, lp.col_lower_, lp.col_upper_ = weights, np.zeros(matrix.width), np.ones(matrix.width)
    lp.row_lower_, lp.row_upper_ = np.ones(rows), np.full(rows, OPEN)
    lp.a_matrix_.format_ = highspy.MatrixFormat.kRowwise
    lp.a_matrix_.start_, lp.a_matrix_.index_, lp.a_matrix_.value_ = matrix.starts, matrix.columns, matrix.weights
    lp.integrality_ = [highspy.HighsVarType.kInteger] * matrix.width
    highs = _quiet()
    highs.setOptionValue("mip_rel_gap", 0.0)
    highs.setOptionValue("mip_abs_gap", 0.5)  # weights are whole numbers: within 0.5 is optimal
    highs.passModel(lp)
    if _run(highs) is not Outcome.OPTIMAL:
        raise NotProven("the cheapest set of figures to give up was not found, though one exists")
    return [int(column) for column in np.flatnonzero(np.asarray(highs.getSolution().col_value) > 0.5)]


def _quiet() -> highspy._core._Highs:
    # highspy.Highs() prints a banner before it can be told not to, into the standard output that filters write records to.
    highs = highspy._core._Highs()
    highs.setOptionValue("output_flag", False)
    highs.setOptionValue("threads", 1)
    return highs


_OUTCOMES = {
    highspy.HighsModelStatus.kOptimal: Outcome.OPTIMAL,
    highspy.HighsModelStatus.kInfeasible: Outcome.INFEASIBLE,
    highspy.HighsModelStatus.kUnbounded: Outcome.UNBOUNDED,
}


def _run(highs: highspy._core._Highs) -> Outcome:
    highs.run()
    status = highs.getModelStatus()
    if status not in _OUTCOMES:
        raise NotProven(f"the solver stopped without a proof: {highs.modelStatusToString(status)}")
    return _OUTCOMES[status]
