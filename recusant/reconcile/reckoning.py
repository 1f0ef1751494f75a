"""The reckoning: what must be true if the claims hold. A pure function of claims and codebook, worked out as it is asked for."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import date
from functools import cached_property
from typing import TYPE_CHECKING

from recusant.codebook import Codebook
from recusant.errors import BadInput
from recusant.reconcile.bounds import Bounds
from recusant.reconcile.conflicts import Clashes, Proof, as_conflict
from recusant.reconcile.figures import Figure, sort_out
from recusant.reconcile.frames import bounds_frame
from recusant.reconcile.memory import Memory, key_of, remembered, to_remember
from recusant.reconcile.repairs import Mender
from recusant.reconcile.rules import Box, Unreckoned, rows_of
from recusant.reconcile.standing import standing
from recusant.reconcile.system import Question
from recusant.records import ALL, Bound, Certificate, Claim, Conflict, Scope, SetAside

if TYPE_CHECKING:
    import pandas as pd

Key = tuple[str, str, str]  # measure, root category, root place
Gate = Callable[[Bound | Conflict, Mapping[str, Claim]], None]


@dataclass(frozen=True)
class Settled:
    """A component after its conflicts: the figures kept, those given up, and the conflicts that show why."""

    kept: tuple[Figure, ...]
    given_up: tuple[Figure, ...]
    conflicts: tuple[Conflict, ...]


class Reckoned:
    """Answers for bounds, conflicts and what was set aside.

    ``gate`` re-adds every certificate before it leaves (it raises where one does not add up): the solver only proposes.
    ``memory`` keeps what was settled from one reckoning to the next.
    """

    def __init__(self, claims: Iterable[Claim], book: Codebook, gate: Gate, memory: Memory | None = None) -> None:
        self.claims: Mapping[str, Claim] = {claim.id: claim for claim in sorted(claims, key=lambda claim: claim.id)}
        self.book, self._gate, self._memory = book, gate, {} if memory is None else memory
        self.sorted = sort_out(self.claims.values(), book)
        self._settled: dict[Key, Settled] = {}

    @property
    def unreckoned(self) -> tuple[Unreckoned, ...]:
        """Claims that make no constraint, each with why."""
        return self.sorted.unreckoned

    @property
    def superseded(self) -> tuple[Unreckoned, ...]:
        """Upper ends that a later publication of the same origin has outgrown."""
        return self.sorted.superseded

    @cached_property
    def components(self) -> Mapping[Key, tuple[Figure, ...]]:
        """Figures that could meet, by the first of their keys."""
        parts: dict[Key, list[Figure]] = defaultdict(list)
        for figure in self.sorted.figures:
            parts[self._key_of(figure.claims[0].scope)].append(figure)
        return {key: tuple(parts[key]) for key in sorted(parts)}

    def _key_of(self, scope: Scope) -> Key:
        key = self._own_key(scope)
        return self._joined.get(key, key)

    def _own_key(self, scope: Scope) -> Key:
        return scope.measure, self.book.category_tree.root(scope.category), self.book.place_tree.root(scope.place)

    @cached_property
    def _joined(self) -> Mapping[Key, Key]:
        """Keys that a claim with a base in another measure or tree joins, each with the first of all it is joined with."""
        groups: dict[Key, set[Key]] = {}
        for claim in (claim for figure in self.sorted.figures for claim in figure.claims if claim.base):
            keys = {self._own_key(claim.scope), self._own_key(claim.base or claim.scope)}
            group = set().union(keys, *(groups.get(key, set()) for key in keys))
            groups |= dict.fromkeys(group, group)
        return {key: min(group) for key, group in groups.items()}

    def settled(self, key: Key) -> Settled:
        """A component with its conflicts resolved by giving up the cheapest set of figures."""
        if key not in self._settled:
            self._settled[key] = _settle(self.components.get(key, ()), self.book, self._memory)
            for conflict in self._settled[key].conflicts:
                self._gate(conflict, self.claims)
        return self._settled[key]

    def settle(self, step: Callable[[str], None] = lambda name: None) -> None:
        """Settle every component now; ``step`` is told of each, by its measure, as it is done."""
        for key in self.components:
            self.settled(key)
            step(key[0])

    @cached_property
    def conflicts(self) -> tuple[Conflict, ...]:
        """One smallest conflict for each figure that was given up, fewest claims first, each with what would make it whole."""
        found = {conflict.id: self._with_repairs(conflict, given_up) for conflict, given_up in self._shown()}
        return tuple(sorted(found.values(), key=lambda conflict: (len(conflict.claims), -conflict.gap, conflict.id)))

    def _shown(self) -> Iterator[tuple[Conflict, Figure]]:
        """Every conflict, with the figure given up for it."""
        for key in self.components:
            yield from zip(self.settled(key).conflicts, self.settled(key).given_up, strict=True)

    def _with_repairs(self, conflict: Conflict, given_up: Figure) -> Conflict:
        """Repairs rest on claims of any component, so they are found anew each time and are no part of what is remembered."""
        kept = self._kept(claim.scope for claim in conflict.cited.values())
        others = [figure for figure in kept if figure.id in conflict.cited]
        return replace(conflict, repairs=self._mender.repairs(given_up, others))

    @cached_property
    def _mender(self) -> Mender:
        return Mender(self.claims, self.book, self._kept, self.bounds)

    def _kept(self, scopes: Iterable[Scope]) -> tuple[Figure, ...]:
        """The figures kept in the components of some scopes."""
        return tuple(figure for key in sorted({self._key_of(scope) for scope in scopes}) for figure in self.settled(key).kept)

    @cached_property
    def set_aside(self) -> tuple[SetAside, ...]:
        """Every claim of every figure that was given up, with the conflict it was given up for."""
        aside: list[SetAside] = []
        for conflict, figure in self._shown():
            reason = f"cannot hold together with the {len(conflict.claims) - 1} other(s) of its conflict, which cost more to give up"
            aside += [SetAside(claim.id, reason, conflict.id) for claim in figure.claims]
        return tuple(aside)

    @cached_property
    def layers(self) -> tuple[str, ...]:
        """``all``, then every layer that a figure constrains."""
        return (ALL, *sorted({row.layer for figure in self.sorted.figures for row in figure.rows} - {ALL}))

    def days_known(self, scope: Scope, layer: str = ALL) -> tuple[date, date] | None:
        """The first and last day that figures of a layer speak of, on cells of this scope's measure, category and place."""
        kinds, places = self.book.category_tree.leaves(scope.category), self.book.place_tree.leaves(scope.place)
        boxes = [
            box
            for figure in self.components.get(self._key_of(scope), ())
            for row in figure.rows
            if row.layer == self.book.layer(layer)
            for box in row.boxes
            if kinds & self.book.category_tree.leaves(box.category) and places & self.book.place_tree.leaves(box.place)
        ]
        return (min(box.start for box in boxes), max(box.end for box in boxes)) if boxes else None

    def conflict_with(self, claim: Claim) -> Conflict | None:
        """A smallest conflict of a claim that is not in the reckoning with the figures kept in it, or None where it can hold."""
        rows = rows_of(claim, self.book)
        if isinstance(rows, Unreckoned):
            return None
        kept, fresh = self._kept(scope for scope in (claim.scope, claim.base) if scope), Figure(rows, (claim,), 1)
        figures = (*kept, fresh)
        clashes = Clashes(figures, self.book)
        start = clashes.conflict_in(range(len(figures)))
        if start is None:
            return None
        proof, smallest = clashes.smallest(len(kept), set(range(len(kept))), clashes.irreducible(start))
        conflict = as_conflict(proof, smallest, figures)
        self._gate(conflict, {**self.claims, claim.id: claim})
        return replace(conflict, repairs=self._mender.repairs(fresh))

    def bound(self, scope: Scope, layer: str = ALL) -> Bound:
        """The bound of one scope with an exact window, in ``all`` or in one origin's layer."""
        return self.bounds([scope], layer)[0]

    def bounds(self, scopes: Iterable[Scope], layer: str = ALL) -> list[Bound]:
        """Bounds of many scopes at once: one matrix for each component, one objective for each end."""
        asked = [(scope, Question(self.book.layer(layer), _box(scope, self.book))) for scope in scopes]
        parts: dict[Key, list[Question]] = defaultdict(list)
        for scope, question in asked:
            parts[self._key_of(scope)].append(question)
        answers = {key: Bounds([row for f in self.settled(key).kept for row in f.rows], parts[key], self.book) for key in sorted(parts)}
        return [self._answer(scope, layer, question, answers[self._key_of(scope)]) for scope, question in asked]

    def standing(self, by: str = "month") -> Iterator[Bound]:
        """The standing table: a bound for each layer × measure × category × place that a claim touches, in each period."""
        for layer, scopes in standing(self.sorted.figures, self.book, by).items():
            for measure in sorted({scope.measure for scope in scopes}):
                yield from self.bounds([scope for scope in scopes if scope.measure == measure], layer)

    def table(self, by: str = "month") -> pd.DataFrame:
        """The standing table as a pandas DataFrame (the extra ``tables``)."""
        return bounds_frame(self.standing(by))

    def _answer(self, scope: Scope, layer: str, question: Question, bounds: Bounds) -> Bound:
        lo, lower = bounds.lower(question)
        hi, upper = bounds.upper(question)
        bound = Bound(scope, layer, lo, hi, lower, upper, self._cited(lower + upper))
        self._gate(bound, self.claims)
        return bound

    def _cited(self, terms: Certificate) -> dict[str, Claim]:
        return {term.claim: self.claims[term.claim] for term in terms}


def _box(scope: Scope, book: Codebook) -> Box:
    days = scope.window.exact
    if days is None:
        raise BadInput("a bound is asked for an exact window", mend="give both a first and a last day")
    measure = book.measures.get(scope.measure)
    if measure and measure.kind == "stock" and days[0] != days[1]:
        raise BadInput(f"{scope.measure} is a stock: it stands on a day", mend="ask for one day, not a window")
    return Box(scope.measure, scope.category, scope.place, *days)


def _settle(figures: tuple[Figure, ...], book: Codebook, memory: Memory) -> Settled:
    if not figures:
        return Settled((), (), ())
    key = key_of(figures, book)
    if key in memory:
        given_up, conflicts = remembered(memory[key], figures)
    else:
        given_up, conflicts = _worked_out(figures, book)
        memory[key] = to_remember([figures[number] for number in sorted(given_up)], conflicts)
    kept = tuple(figure for number, figure in enumerate(figures) if number not in given_up)
    return Settled(kept, tuple(figures[number] for number in sorted(given_up)), conflicts)


def _worked_out(figures: tuple[Figure, ...], book: Codebook) -> tuple[set[int], tuple[Conflict, ...]]:
    clashes = Clashes(figures, book)
    given_up = clashes.give_up()
    kept = set(range(len(figures))) - given_up
    shown = [clashes.smallest(number, kept, _start(clashes, number, kept)) for number in sorted(given_up)]
    return given_up, tuple(as_conflict(proof, smallest, figures) for proof, smallest in shown)


def _start(clashes: Clashes, number: int, kept: set[int]) -> Proof:
    """Some conflict of a given-up figure with kept ones: there is one, or giving it up would not have been cheapest."""
    proof = clashes.conflict_in(kept | {number})
    if proof is None:
        raise AssertionError("a figure was given up that conflicts with nothing kept")
    return clashes.irreducible(proof)
