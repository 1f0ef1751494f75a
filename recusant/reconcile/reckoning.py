"""The reckoning: what must be true if the claims hold. A pure function of claims and codebook, worked out as it is asked for."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from datetime import date, timedelta
from functools import cached_property
from typing import TYPE_CHECKING

from recusant.codebook import Codebook
from recusant.errors import BadInput, NotProven
from recusant.reconcile.bounds import Bounds
from recusant.reconcile.components import Components, Key
from recusant.reconcile.conflicts import Clashes, Proof
from recusant.reconcile.figures import NO_COPIES, Figure, Readings, sort_out
from recusant.reconcile.frames import bounds_frame
from recusant.reconcile.leads import Seeker
from recusant.reconcile.links import link_rows
from recusant.reconcile.memory import Memory, key_of, settled_of, told_of
from recusant.reconcile.path import smoothest, steps_within
from recusant.reconcile.repairs import Mender
from recusant.reconcile.rules import Box, Unreckoned, rows_of
from recusant.reconcile.settled import NOTHING, Settled, Told, as_conflict, why_aside
from recusant.reconcile.standing import standing
from recusant.reconcile.system import Question
from recusant.reconcile.whole import in_parts
from recusant.records import (
    ALL,
    UNKNOWN_WINDOW,
    Bound,
    Claim,
    Conflict,
    Days,
    Lead,
    Path,
    Running,
    Scope,
    SetAside,
    Step,
    Term,
    Window,
    in_words,
    whole_months,
)
from recusant.records.displayed import table, told

if TYPE_CHECKING:
    import pandas as pd

Gate = Callable[[Bound | Conflict, Mapping[str, Claim]], None]


class Reckoned:
    """Answers for bounds, conflicts and what was set aside.

    ``gate`` re-adds every certificate before it leaves (it raises where one does not add up): the solver only proposes.
    ``memory`` keeps what was settled from one reckoning to the next. ``readings`` names, by claim, who read the origin first where
    texts were found to be copies of one: those count once.
    """

    def __init__(
        self, claims: Iterable[Claim], book: Codebook, gate: Gate, memory: Memory | None = None, readings: Readings = NO_COPIES
    ) -> None:
        self.claims: Mapping[str, Claim] = {claim.id: claim for claim in sorted(claims, key=lambda claim: claim.id)}
        self.book, self._gate, self._memory = book, gate, {} if memory is None else memory
        self._readings, self.sorted = readings, sort_out(self.claims.values(), book, readings)
        self._settled: dict[Key, Settled] = {}
        self._told: dict[Key, Told] = {}
        self._hashes: dict[Key, str] = {}
        self._paths: dict[tuple[str, str, str, str, date | None], Path] = {}

    def _repr_html_(self) -> str:
        """What is reckoned, measure by measure, in a notebook; ``table()`` gives the bounds."""
        held: dict[str, list[Claim]] = defaultdict(list)
        for claim in self.claims.values():
            held[claim.scope.measure].append(claim)
        counted = sorted(held.items(), key=lambda one: (-len(one[1]), one[0]))
        rows = ((f"{len(said):,}", self.book.label("measure", name), f"{len({one.origin for one in said}):,}") for name, said in counted)
        return told(f"A reckoning of {len(self.claims):,} claims", table(("claims", "of what", "origins"), rows))

    def without(self, *origins: str) -> Reckoned:
        """The reckoning of what all others say. Raises BadInput for an origin that says nothing here."""
        for origin in sorted({*origins} - {claim.origin for claim in self.claims.values()}):
            raise BadInput(f"no claim that counts is by the origin {origin!r}", mend="`recusant claims` lists the origins")
        said = (claim for claim in self.claims.values() if claim.origin not in origins)
        return Reckoned(said, self.book, self._gate, self._memory, self._readings) if origins else self

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
        return self._components.key(scope)

    @cached_property
    def _components(self) -> Components:
        return Components((claim for figure in self.sorted.figures for claim in figure.claims), self.book)

    def settled(self, key: Key) -> Settled:
        """A component with its conflicts resolved by giving up the cheapest set of figures."""
        if key not in self._settled:
            figures = self.components.get(key, ())
            try:
                self._settled[key] = settled_of(figures, self._hash(key), self.book, self._memory) if figures else Settled((), (), ())
            except NotProven as fault:
                raise NotProven(f"{', '.join(key)}: {fault}") from fault
        return self._settled[key]

    def told(self, key: Key) -> Told:
        """The conflicts of a component."""
        if key not in self._told:
            settled = self.settled(key)
            if settled.given_up:
                self._told[key] = told_of(self.components[key], self._hash(key), settled, self.book, self._memory)
            for conflict in self._told.setdefault(key, NOTHING).conflicts:
                self._gate(conflict, self.claims)
        return self._told[key]

    def _hash(self, key: Key) -> str:
        if key not in self._hashes:
            self._hashes[key] = key_of(self.components[key], self.book)
        return self._hashes[key]

    def settle(self, step: Callable[[str], None] = lambda name: None) -> None:
        """Settle every component now, conflicts and all; ``step`` is told of each, by its measure, as it is done."""
        for key in self.components:
            self.told(key)
            step(key[0])

    @cached_property
    def conflicts(self) -> tuple[Conflict, ...]:
        """Every conflict told, each with what would make it whole: first those that share no figure, fewest claims first."""
        found = [(place >= told.disjoint, one, key) for key, told in self._every() for place, one in enumerate(told.conflicts)]
        found.sort(key=lambda one: (one[0], len(one[1].claims), -one[1].gap, one[1].id))
        return tuple(self._with_repairs(conflict, key) for _, conflict, key in found)

    def _every(self) -> Iterator[tuple[Key, Told]]:
        return ((key, self.told(key)) for key in self.components)

    @property
    def cut_off(self) -> bool:
        """Whether somewhere so many figures conflict that further conflicts were not looked for any more."""
        return any(told.cut_off for _, told in self._every())

    def _with_repairs(self, conflict: Conflict, key: Key) -> Conflict:
        """Repairs rest on claims of any component, so they are found anew each time and are no part of what is remembered.

        Of a further conflict, which no figure is given up for, only those figures that stand in no other are looked at.
        """
        reasons, settled = self.told(key).reasons, self.settled(key)
        held = [figure for figure in settled.given_up if figure.id in conflict.cited]
        held.sort(key=lambda figure: reasons[figure.id] != conflict.id)
        others = [figure for figure in settled.kept if figure.id in conflict.cited]
        if conflict.id not in reasons.values():
            main = {name for one in self.told(key).conflicts if one.id in reasons.values() for name in one.claims}
            others = [figure for figure in others if figure.id not in main]
        return replace(conflict, repairs=self._mender.repairs(held[0], others))

    @cached_property
    def _mender(self) -> Mender:
        return Mender(self.claims, self.book, self._kept, self.bounds)

    def _kept(self, scopes: Iterable[Scope]) -> tuple[Figure, ...]:
        """The figures kept in the components of some scopes."""
        return tuple(figure for key in sorted({self._key_of(scope) for scope in scopes}) for figure in self.settled(key).kept)

    @cached_property
    def set_aside(self) -> tuple[SetAside, ...]:
        """Every claim of every figure that was given up, with the conflict it was given up for."""
        return tuple(
            SetAside(claim.id, why_aside(figure, told), told.reasons[figure.id])
            for key, told in self._every()
            for figure in self.settled(key).given_up
            for claim in figure.claims
        )

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
        return self.conflicts_with([claim])[0]

    def conflicts_with(self, claims: Iterable[Claim]) -> list[Conflict | None]:
        """A smallest conflict of each of some claims, none of them in the reckoning, with the figures kept in it: each claim by itself,
        though one matrix serves all that speak of the same components.
        """
        said = [(claim, rows_of(claim, self.book)) for claim in claims]
        groups: dict[frozenset[Key], list[Figure]] = defaultdict(list)
        for claim, rows in said:
            if not isinstance(rows, Unreckoned):
                keys = frozenset(self._key_of(scope) for scope in (claim.scope, claim.base) if scope)
                groups[keys].append(Figure(rows, (claim,), 1))
        found = {figure: conflict for keys, fresh in groups.items() for figure, conflict in self._conflicts_of(keys, fresh)}
        self._mender.foresee(figure for figure, conflict in found.items() if conflict)
        found = {figure: conflict and replace(conflict, repairs=self._mender.repairs(figure)) for figure, conflict in found.items()}
        return [None if isinstance(rows, Unreckoned) else found[Figure(rows, (claim,), 1)] for claim, rows in said]

    def _conflicts_of(self, keys: frozenset[Key], fresh: Sequence[Figure]) -> Iterator[tuple[Figure, Conflict | None]]:
        kept = [figure for key in sorted(keys) for figure in self.settled(key).kept]
        figures = (*kept, *fresh)
        clashes = Clashes(figures, self.book)
        for number, figure in enumerate(fresh, len(kept)):
            among = {*range(len(kept)), number}
            # Whether a plain count leaves whole numbers to the shares kept is only looked at once it is in: it would take twice as long.
            start = clashes.wrong(among) if in_parts(figure.rows) else clashes.conflict_in(among)
            yield figure, self._as_conflict(clashes, start, among, number) if start else None

    def at_odds(self) -> Iterator[Conflict]:
        """For each figure in turn that cannot hold together with those before it that do: a conflict of which no figure can be left out.

        It tells that claims exclude each other, and not which of them to give up, which ``conflicts`` takes long to find among many.
        """
        for figures in self.components.values():
            clashes, together = Clashes(figures, self.book), set[int]()
            for number in range(len(figures)):
                start = clashes.conflict_in(together | {number})
                if start is None:
                    together.add(number)
                    continue
                conflict = as_conflict(clashes.irreducible(start), False, figures)
                self._gate(conflict, self.claims)
                yield conflict

    def _as_conflict(self, clashes: Clashes, start: Proof, among: set[int], number: int) -> Conflict:
        proof, smallest = clashes.smallest(clashes.irreducible(start), among, number)
        conflict, figure = as_conflict(proof, smallest, clashes.figures), clashes.figures[number]
        self._gate(conflict, {**self.claims, figure.id: figure.claims[0]})
        return conflict

    def bound(self, scope: Scope, layer: str = ALL) -> Bound:
        """The bound of one scope with an exact window, in ``all`` or in one origin's layer."""
        return self.bounds([scope], layer)[0]

    def bounds(self, scopes: Iterable[Scope], layer: str = ALL) -> list[Bound]:
        """Bounds of many scopes at once: one matrix for each component, one objective for each end."""
        asked = [(scope, Question(self.book.layer(layer), _box(scope, self.book))) for scope in scopes]
        parts: dict[Key, list[Question]] = defaultdict(list)
        for scope, question in asked:
            parts[self._key_of(scope)].append(question)
        answers = {key: self._bounds_of(key, parts[key]) for key in sorted(parts)}
        return [self._answer(scope, layer, question, answers[self._key_of(scope)]) for scope, question in asked]

    def running(self, scope: Scope, layer: str = ALL) -> Running:
        """The running totals of a scope from the first day of its exact window on: a bound for each day of the window on which one may
        change, worked out when it is asked for, on one matrix for all. Raises BadInput for a stock, which has no totals.
        """
        first, last = _window(scope)
        key, layered = self._key_of(scope), self.book.layer(layer)
        boxes = [box for figure in self.components.get(key, ()) for row in figure.rows for box in row.boxes]
        cuts = {cut for box in boxes for cut in (box.start - timedelta(1), box.end)} | {first, last}
        scopes = {day: replace(scope, window=Window.of(first, day)) for day in sorted(cuts) if first <= day <= last}
        questions = {day: Question(layered, _box(asked, self.book)) for day, asked in scopes.items()}
        bounds = self._bounds_of(key, list(questions.values()))

        def least(day: date) -> Bound:
            lo, lower = bounds.lower(questions[day])
            return self._cleared(Bound(scopes[day], layer, lo, None, lower, ()))

        def most(day: date) -> Bound:
            hi, upper = bounds.upper(questions[day])
            return self._cleared(Bound(scopes[day], layer, 0, hi, (), upper))

        return Running(tuple(scopes), least, most)

    def _bounds_of(self, key: Key, questions: list[Question]) -> Bounds:
        """One component's rows, and those of the links between its boxes and the boxes asked."""
        kept = self.settled(key).kept
        rows = [row for figure in kept for row in figure.rows]
        boxes = [*(box for row in rows for box in row.boxes), *(question.box for question in questions)]
        return Bounds([*rows, *link_rows(boxes, self.book)], questions, self.book, {figure.id for figure in kept if figure.reviewed})

    def path(self, measure: str, category: str, place: str, layer: str = ALL, since: date | None = None) -> Path:
        """The likely path of a series over the whole months that figures speak of, or from the day ``since`` on: an interpolation,
        no part of what is proven. Raises BadInput for a stock, which stands on days.
        """
        key = (measure, category, place, layer, since)
        if key not in self._paths:
            known = self.days_known(Scope(measure, category, place, UNKNOWN_WINDOW), layer)
            days = [] if known is None else list(steps_within(since, known[1]) if since else whole_months(*known))
            scopes = [Scope(measure, category, place, Window.of(*step)) for step in days]
            values = self._smoothest(scopes, layer)
            steps = tuple(Step(*step, value) for step, value in zip(days, values, strict=True))
            self._paths[key] = Path(measure, category, place, layer, steps)
        return self._paths[key]

    def _smoothest(self, scopes: Sequence[Scope], layer: str) -> list[float | None]:
        questions = [Question(self.book.layer(layer), _box(scope, self.book)) for scope in scopes]
        rows = [row for figure in self._kept(scopes) for row in figure.rows]
        boxes = [*(box for row in rows for box in row.boxes), *(question.box for question in questions)]
        rows, bounds = [*rows, *link_rows(boxes, self.book)], self.bounds(scopes, layer)
        try:
            return smoothest(rows, questions, bounds, self.book)
        except NotProven:  # nothing rests on a path: where the solver finds none, it is not determined
            return [None] * len(scopes)

    def leads(self, waiting: Iterable[Claim] = (), limit: int = 5) -> tuple[Lead, ...]:
        """Which single claims would tell most: of those that wait for review, of those given up, and of those that nobody quotes; at
        most so many of each.
        """
        given_up = [
            (next(conflict for conflict in told.conflicts if conflict.id == told.reasons[figure.id]), figure)
            for key, told in self._every()
            for figure in self.settled(key).given_up
        ]
        return Seeker(self, self.book, self._kept, given_up).leads(waiting, limit)

    def standing(self, by: str = "month", layer: str | None = None) -> Iterator[Bound]:
        """The standing table: a bound for each layer × measure × category × place that a claim touches, in each period.

        ``layer`` asks for one layer only. With an origin left out: ``reckoning.without("mediazona").standing()``.
        """
        tables = standing(self.sorted.figures, self.book, by)
        if layer not in (None, *tables):
            raise BadInput(f"no claim that counts is of the layer {layer!r}", mend="`recusant claims` lists the origins")
        for named, scopes in tables.items() if layer is None else [(layer, tables[layer])]:
            for measure in sorted({scope.measure for scope in scopes}):
                yield from self.bounds([scope for scope in scopes if scope.measure == measure], named)

    def table(self, by: str = "month", layer: str | None = None) -> pd.DataFrame:
        """The standing table as a pandas DataFrame (the extra ``tables``)."""
        return bounds_frame(self.standing(by, layer))

    def _answer(self, scope: Scope, layer: str, question: Question, bounds: Bounds) -> Bound:
        lo, lower = bounds.lower(question)
        hi, upper = bounds.upper(question)
        if hi is not None and hi < lo:
            raise NotProven(f"{in_words(scope)}: at least {lo} and at most {hi} are proven, so what is kept holds in no whole numbers")
        return self._cleared(Bound(scope, layer, lo, hi, lower, upper))

    def _cleared(self, bound: Bound) -> Bound:
        """A bound that has passed the gate, with the claims that it cites."""
        terms = bound.lo_certificate + bound.hi_certificate
        bound = replace(bound, cited={term.claim: self.claims[term.claim] for term in terms if isinstance(term, Term)})
        self._gate(bound, self.claims)
        return bound


def _window(scope: Scope) -> Days:
    """The exact window that a bound is asked for. Raises BadInput where it is not exact."""
    if scope.window.exact is None:
        raise BadInput("a bound is asked for an exact window", mend="give both a first and a last day")
    return scope.window.exact


def _box(scope: Scope, book: Codebook) -> Box:
    days = _window(scope)
    measure = book.measures.get(scope.measure)
    if measure and measure.kind == "stock" and days[0] != days[1]:
        raise BadInput(f"{scope.measure} is a stock: it stands on a day", mend="ask for one day, not a window")
    return Box(scope.measure, scope.category, scope.place, *days)
