"""A component after its conflicts: what is kept, what is given up, and the conflicts that show why."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from fractions import Fraction

from recusant.codebook import Codebook
from recusant.reconcile.bounds import certificate
from recusant.reconcile.conflicts import Clashes, Proof
from recusant.reconcile.family import Family, Swap
from recusant.reconcile.figures import Figure
from recusant.records import Alternative, Conflict


@dataclass(frozen=True)
class Settled:
    """The figures kept and given up, and conflicts met on the way, by the numbers of their figures among all."""

    kept: tuple[Figure, ...]
    given_up: tuple[Figure, ...]
    met: tuple[frozenset[int], ...]


@dataclass(frozen=True)
class Told:
    """The conflicts of a component: the first ``disjoint`` share no figure.

    ``reasons`` has for each figure given up, by id, the id of the conflict that it is given up for. ``cut_off`` says that there may be
    further conflicts, which were not looked for any more.
    """

    conflicts: tuple[Conflict, ...]
    reasons: Mapping[str, str]
    disjoint: int
    cut_off: bool


NOTHING = Told((), {}, 0, False)


def settle(figures: Sequence[Figure], book: Codebook) -> Settled:
    """The cheapest figures to give up."""
    clashes = Clashes(figures, book)
    return settled_by(figures, clashes.give_up(), [proof.figures for proof in clashes.found])


def settled_by(figures: Sequence[Figure], given_up: set[int], met: Iterable[frozenset[int]]) -> Settled:
    """Figures sorted into those given up and those kept."""
    kept = tuple(figure for number, figure in enumerate(figures) if number not in given_up)
    return Settled(kept, tuple(figures[number] for number in sorted(given_up)), tuple(met))


def tell(figures: Sequence[Figure], settled: Settled, book: Codebook) -> Told:
    """The conflicts of a component that was settled."""
    gone = {figure.id for figure in settled.given_up}
    family = Family(Clashes(figures, book), [number for number, figure in enumerate(figures) if figure.id in gone], settled.met)
    told = {key: as_conflict(*found, figures) for key, found in family.told.items()}
    for figure, key in family.reasons.items():
        alternatives = (*told[key].alternatives, *(_alternative(swap, family, figures) for swap in family.swaps[figure]))
        told[key] = replace(told[key], alternatives=tuple(dict.fromkeys(alternatives)))
    reasons = {figures[figure].id: told[key].id for figure, key in family.reasons.items()}
    return Told(tuple(told.values()), reasons, family.disjoint, family.cut_off)


def as_conflict(proof: Proof, smallest: bool, figures: Sequence[Figure]) -> Conflict:
    """The record of a conflict, citing for each figure its best spokesman."""
    cited = {figures[number].id: figures[number].claims[0] for number in sorted(proof.figures)}
    gap = sum((times * row.value for row, times in proof.terms), Fraction(0))
    if proof.crossed and proof.crossed.hi is not None:
        gap = Fraction(proof.crossed.lo - proof.crossed.hi)
    return Conflict(tuple(sorted(cited)), certificate(proof.terms), gap, smallest, crossed=proof.crossed).citing(cited)


def why_aside(figure: Figure, told: Told) -> str:
    """Why a figure is given up rather than others, or that others could as well have been."""
    conflict = next(one for one in told.conflicts if one.id == told.reasons[figure.id])
    why = f"cannot hold together with the {len(conflict.claims) - 1} other(s) of its conflict"
    swaps = [one for one in conflict.alternatives if figure.id in one.instead_of]
    if any(one.weight == one.against for one in swaps):
        return f"{why}; giving up others instead would cost no more"
    return f"{why}; giving up others instead would cost little more" if swaps else f"{why}, which cost more to give up"


def _alternative(swap: Swap, family: Family, figures: Sequence[Figure]) -> Alternative:
    give_up, instead_of = (_ids(held, figures) for held in (swap.given_up, swap.instead_of))
    return Alternative(give_up, instead_of, family.weight(swap.given_up), family.weight(swap.instead_of))


def _ids(numbers: Iterable[int], figures: Sequence[Figure]) -> tuple[str, ...]:
    return tuple(figures[number].id for number in sorted(numbers))
