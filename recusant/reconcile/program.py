"""A linear programme, held by HiGHS. The solver only proposes: nothing here is believed before it is re-added exactly."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence, Set
from dataclasses import dataclass
from enum import Enum

import highspy
import numpy as np
from numpy.typing import NDArray

from recusant.errors import NotProven

Vector = NDArray[np.float64]
Index = NDArray[np.int64]
OPEN = highspy.kHighsInf


class Outcome(Enum):
    """How a solve may end. Anything else is an error, never softened."""

    OPTIMAL = "optimal"
    INFEASIBLE = "infeasible"
    UNBOUNDED = "unbounded"


@dataclass(frozen=True)
class Matrix:
    """Sparse lines: line i has ``weights[starts[i]:starts[i+1]]`` at the places ``places[starts[i]:starts[i+1]]``."""

    width: int
    starts: Index
    places: Index
    weights: Vector

    @classmethod
    def of(cls, width: int, lines: Sequence[Mapping[int, float]]) -> Matrix:
        starts = np.cumsum([0, *map(len, lines)], dtype=np.int64)
        places = np.array([place for line in lines for place in line], dtype=np.int64)
        return cls(width, starts, places, np.array([weight for line in lines for weight in line.values()]))


class Program:
    """min costs·y where each of the matrix's lines, so many times y, adds up to what is asked, and 0 <= y <= most.

    What is asked, and how much is the most, may change between solves (the basis stays warm).
    """

    def __init__(self, matrix: Matrix, costs: Vector, most: Vector, basic: NDArray[np.bool_]) -> None:
        """``basic`` marks the lines to begin with; they must be independent, and as many as the matrix is wide."""
        lp = highspy.HighsLp()
        lp.num_col_, lp.num_row_ = len(costs), matrix.width
        lp.col_cost_, lp.col_lower_, lp.col_upper_ = costs, np.zeros(len(costs)), most
        lp.row_lower_, lp.row_upper_ = np.zeros(matrix.width), np.zeros(matrix.width)
        lp.a_matrix_.format_ = highspy.MatrixFormat.kColwise
        lp.a_matrix_.start_, lp.a_matrix_.index_, lp.a_matrix_.value_ = matrix.starts, matrix.places, matrix.weights
        self._highs = _quiet()
        self._highs.setOptionValue("simplex_strategy", 1)  # dual simplex: what is asked changes, and proofs stay proofs
        self._highs.setOptionValue("simplex_scale_strategy", 0)  # nearly all weights are 1
        self._highs.setOptionValue("dual_simplex_cost_perturbation_multiplier", 0.0)  # what is said is uneven enough: a tenth faster
        self._highs.setOptionValue("presolve", "off")
        self._highs.passModel(lp)
        self._begin(basic, (costs < 0) & (most < OPEN))
        self._asked: Mapping[int, float] = {}

    def _begin(self, basic: NDArray[np.bool_], full: NDArray[np.bool_]) -> None:
        basis = highspy.HighsBasis()
        states = np.where(basic, 2, np.where(full, 1, 0)).tolist()
        basis.col_status = [_STATES[state] for state in states]
        basis.row_status = [highspy.HighsBasisStatus.kLower] * int(basic.sum())
        basis.valid = True
        self._highs.setBasis(basis)

    def limit(self, most: Vector) -> None:
        """Change the most of the first lines."""
        self._highs.changeColsBounds(len(most), np.arange(len(most), dtype=np.int32), np.zeros(len(most)), most)

    def solve(self, asked: Mapping[int, float]) -> Outcome:
        """The outcome, where so much is asked at some places and nothing at all others."""
        for place in self._asked.keys() | asked.keys():
            amount = asked.get(place, 0.0)
            self._highs.changeRowBounds(place, amount, amount)
        self._asked = asked
        return _run(self._highs)

    def found(self) -> tuple[Vector, Vector, float]:
        """The optimum: how much of each line, the reduced cost of each, and the total."""
        solution = self._highs.getSolution()
        return np.asarray(solution.col_value), np.asarray(solution.col_dual), self._highs.getObjectiveValue()


_STATES = (highspy.HighsBasisStatus.kLower, highspy.HighsBasisStatus.kUpper, highspy.HighsBasisStatus.kBasic)


class Allowed:
    """The counts x >= 0 that rows allow, lower <= A·x <= upper. Costs may change and rows come in between solves."""

    def __init__(self, rows: Matrix, lower: Vector, upper: Vector) -> None:
        lp = highspy.HighsLp()
        lp.num_col_, lp.num_row_ = rows.width, len(lower)
        lp.col_cost_ = np.zeros(rows.width)
        lp.col_lower_, lp.col_upper_ = np.zeros(rows.width), np.full(rows.width, OPEN)
        lp.row_lower_, lp.row_upper_ = lower, upper
        lp.a_matrix_.format_ = highspy.MatrixFormat.kRowwise
        lp.a_matrix_.start_, lp.a_matrix_.index_, lp.a_matrix_.value_ = rows.starts, rows.places, rows.weights
        self.width, self._every = rows.width, np.arange(rows.width, dtype=np.int32)
        self._highs = _quiet()
        self._highs.setOptionValue("simplex_strategy", 4)  # primal: what is allowed stays allowed from one cost to the next
        self._highs.setOptionValue("presolve", "off")
        self._highs.passModel(lp)

    def add(self, rows: Matrix, lower: Vector, upper: Vector) -> None:
        """More rows; the next solve starts from where the last one ended."""
        self._highs.addRows(len(lower), lower, upper, len(rows.places), rows.starts[:-1], rows.places, rows.weights)

    def cheapest(self, cost: Vector) -> tuple[Vector, float] | None:
        """The counts that cost least, and their cost; None where the rows allow none, or the cost has no end."""
        self._highs.changeColsCost(self.width, self._every, cost)
        if _run(self._highs) is not Outcome.OPTIMAL:
            return None
        return np.asarray(self._highs.getSolution().col_value), self._highs.getObjectiveValue()


def cheapest(weights: Vector, must_hit: Collection[Set[int]]) -> set[int]:
    """The cheapest set of columns that meets every set of ``must_hit`` (proved optimal, by mixed-integer programming)."""
    columns = sorted(set[int]().union(*must_hit))
    place = {column: number for number, column in enumerate(columns)}
    rows = [dict.fromkeys(sorted(place[column] for column in members), 1.0) for members in must_hit]
    return {columns[number] for number in _chosen(weights[columns], Matrix.of(len(columns), rows), len(rows))}


def _chosen(weights: Vector, matrix: Matrix, rows: int) -> list[int]:
    lp = highspy.HighsLp()
    lp.num_col_, lp.num_row_ = matrix.width, rows
    lp.col_cost_, lp.col_lower_, lp.col_upper_ = weights, np.zeros(matrix.width), np.ones(matrix.width)
    lp.row_lower_, lp.row_upper_ = np.ones(rows), np.full(rows, OPEN)
    lp.a_matrix_.format_ = highspy.MatrixFormat.kRowwise
    lp.a_matrix_.start_, lp.a_matrix_.index_, lp.a_matrix_.value_ = matrix.starts, matrix.places, matrix.weights
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
