"""A conflict -> the repairs that would make it whole, the likeliest first: statements with their evidence, never changes.

A repair is a trial (``trials``) that holds together with everything kept, once it stands in the place of its claim: the same test
by which conflicts are found. What other claims state word for word goes before what they imply, then what a copy says otherwise,
then what nothing contradicts; the figure given up goes before the others of its conflict, few suppositions before many.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import replace
from datetime import date, timedelta

from recusant.codebook import Codebook
from recusant.errors import NotProven
from recusant.reconcile.conflicts import Clashes
from recusant.reconcile.figures import Figure
from recusant.reconcile.rules import Unreckoned, rows_of
from recusant.reconcile.sums import Sums
from recusant.reconcile.trials import Ask, Said, Trial, asked_for, from_bounds, from_claims, from_sums
from recusant.records import Bound, Claim, Repair, Scope, Window

SHOWN = 5  # repairs kept for a conflict
TRIED = 60  # trials tested for a claim, the likeliest first: about 2 ms each
CITED = 3  # claims cited where more state the same
Kept = Callable[[Iterable[Scope]], tuple[Figure, ...]]


class Mender:
    """Finds repairs among all claims. ``kept`` gives the figures kept in the components of some scopes, ``ask`` their bounds."""

    def __init__(self, claims: Mapping[str, Claim], book: Codebook, kept: Kept, ask: Ask) -> None:
        self.claims, self.book, self._kept, self._ask = dict(claims), book, kept, ask
        self._said = Said(self.claims.values(), book)
        self._given_up: dict[str, list[Trial]] = {}  # one figure may stand in many conflicts
        self._foreseen: dict[tuple[Scope, str], Bound] = {}

    def foresee(self, given_up: Iterable[Figure]) -> None:
        """Asks at once for the bounds that the repairs of several figures rest on: one matrix serves them all."""
        asked: dict[str, dict[Scope, None]] = defaultdict(dict)
        for claim in (figure.claims[0] for figure in given_up if figure.id not in self._given_up):
            asked[claim.origin] |= dict.fromkeys(asked_for(claim, self.book))
        for layer, scopes in asked.items():
            self._foreseen |= {(bound.scope, layer): bound for bound in self._ask(list(scopes), layer)}

    def _bounds(self, scopes: Sequence[Scope], layer: str) -> list[Bound]:
        if any((scope, layer) not in self._foreseen for scope in scopes):
            return self._ask(scopes, layer)
        return [self._foreseen[scope, layer] for scope in scopes]

    def repairs(self, given_up: Figure, others: Sequence[Figure] = ()) -> tuple[Repair, ...]:
        """The repairs of a figure that was given up, and of the ``others`` of its conflict (which are kept)."""
        if given_up.id not in self._given_up:
            self._given_up[given_up.id] = self._of_given_up(given_up)
        found = [(trial, 0) for trial in self._given_up[given_up.id]]
        found += [(trial, 1) for other in others for trial in self._of_kept(other, given_up)]
        ranked = sorted(found, key=lambda one: (_weakness(one[0]), one[1], *_likelihood(one[0])))
        told = {(trial.changed.id, trial.changes): trial for trial, _ in reversed(ranked)}  # the same change once, for its best reason
        return tuple(_repair(trial) for trial, _ in ranked if told[trial.changed.id, trial.changes] is trial)[:SHOWN]

    def _of_given_up(self, figure: Figure) -> list[Trial]:
        claim = figure.claims[0]
        kept = self._kept(_scopes(claim))
        sums, own = Sums(kept), {other.id for other in figure.claims}
        trials = [*from_claims(claim, self._said), *self._from_sums(claim, sums), *from_bounds(claim, self._bounds, self.book)]
        return [self._as_column(trial, figure, sums) for trial in self._holding(_together(trials, own), set(), ())]

    def _of_kept(self, figure: Figure, given_up: Figure) -> list[Trial]:
        """What is kept is repaired only where others than the figure given up state it: else that one would be its own witness."""
        strangers = {claim.id for claim in (*figure.claims, *given_up.claims)}
        trials = _together(from_claims(figure.claims[0], self._said), strangers)
        return self._holding(trials, {figure.id}, (given_up,))

    def _from_sums(self, claim: Claim, sums: Sums) -> list[Trial]:
        return list(from_sums(claim, sums, self.claims, self.book.layer(claim.origin)))

    def _holding(self, trials: Sequence[Trial], without: set[str], beside: tuple[Figure, ...]) -> list[Trial]:
        """The trials that hold together with everything kept, one at a time."""
        groups: dict[tuple[str, ...], list[tuple[Trial, Figure]]] = defaultdict(list)
        kept: dict[tuple[str, ...], tuple[Figure, ...]] = {}
        for trial in sorted(trials, key=lambda trial: (_weakness(trial), *_likelihood(trial)))[:TRIED]:
            rows = rows_of(trial.changed, self.book)
            if not isinstance(rows, Unreckoned):
                scopes = (*_scopes(trial.changed), *(scope for other in beside for scope in _scopes(other.claims[0])))
                figures = tuple(figure for figure in self._kept(scopes) if figure.id not in without) + beside
                key = tuple(figure.id for figure in figures)
                kept[key] = figures
                groups[key].append((trial, Figure(rows, (trial.changed,), 1)))
        return [trial for key, tried in groups.items() for trial in _whole(kept[key], tried, self.book)]

    def _as_column(self, trial: Trial, figure: Figure, sums: Sums) -> Trial:
        """A window is a shifted column where a sister figure of the same source belongs to the window next to it."""
        if trial.kind != "window" or len(trial.changes) != 1:
            return trial
        for source in sorted({claim.source for claim in figure.claims}):
            for sister in self._said.same_source.get(source, []):
                if replace(sister.scope, window=trial.changed.scope.window) == trial.changed.scope:
                    tried = (*from_claims(sister, self._said), *self._from_sums(sister, sums))
                    moved = (one.changed.scope.window for one in tried if one.kind == "window")
                    if any(_next_to(window, trial.changed.scope.window) for window in moved):
                        return replace(trial, kind="column")
        return trial


def _scopes(claim: Claim) -> tuple[Scope, ...]:
    return (claim.scope, claim.base) if claim.base else (claim.scope,)


def _whole(kept: tuple[Figure, ...], tried: Sequence[tuple[Trial, Figure]], book: Codebook) -> list[Trial]:
    clashes = Clashes((*kept, *(figure for _, figure in tried)), book)
    everything = range(len(kept))
    return [trial for number, (trial, _) in enumerate(tried) if _hold(clashes, [*everything, len(kept) + number])]


def _hold(clashes: Clashes, chosen: Sequence[int]) -> bool:
    try:
        return clashes.conflict_in(chosen) is None
    except NotProven:  # a repair is told only where it is shown to hold
        return False


def _together(trials: Iterable[Trial], strangers: set[str]) -> list[Trial]:
    """Trials of the same change are one, with the evidence of all but the figures in question: one claim for each reading."""
    same: dict[object, list[Trial]] = defaultdict(list)
    for trial in trials:
        if strangers.isdisjoint(claim.id for claim in trial.evidence):
            same[trial.kind, trial.changes, trial.support].append(trial)
    return [replace(found[0], evidence=_independent(found)) for found in same.values()]


def _independent(found: Sequence[Trial]) -> tuple[Claim, ...]:
    """The first trial's evidence, then what other readings add."""
    evidence = list(found[0].evidence)
    others = [claim for trial in found[1:] for claim in trial.evidence]
    for claim in sorted(others, key=lambda claim: (claim.said_on or date.max, claim.id)):
        if claim.reading not in {other.reading for other in evidence}:
            evidence.append(claim)
    return tuple(evidence[: max(CITED, len(found[0].evidence))])


def _weakness(trial: Trial) -> int:
    """Stated elsewhere, implied, said otherwise by a copy (which is no independent reading and explains nothing), only possible."""
    return ("stated", "implied", "relay", "possible").index("relay" if trial.kind == "relay" else trial.support)


def _likelihood(trial: Trial) -> tuple[object, ...]:
    readings = len({claim.reading for claim in trial.evidence})
    return trial.cost, -readings, trial.kind, [str(change) for change in trial.changes]


def _next_to(one: Window, other: Window) -> bool:
    days = sorted(window.exact for window in (one, other) if window.exact)
    return len(days) == 2 and days[0][1] + timedelta(1) == days[1][0]


def _repair(trial: Trial) -> Repair:
    return Repair(trial.changed.id, trial.kind, trial.changes, tuple(claim.id for claim in trial.evidence), trial.support)
