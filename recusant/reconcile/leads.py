"""What to ask next: which single claim, reviewed, decided or found, would tell most. A lead proves nothing; it says where to look.

- ``review``: a claim that waits for review, holds together with all that is kept, and would make bounds narrower.
- ``decide``: a figure that was given up for a conflict in which the others cost little more: whoever accepts it turns the bounds.
- ``find``: a count that nobody quotes, reckoned as if it were what the likely path (or else the middle of its bound) says.

The effect is measured on the months of the claim's own series, by reckoning them again. To be fast, only the most promising are
measured: those that would tell most of their own days.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import replace
from datetime import date
from itertools import groupby
from typing import Any, NamedTuple

from recusant.codebook import Codebook
from recusant.errors import NotProven
from recusant.reconcile.bounds import Bounds
from recusant.reconcile.conflicts import Clashes
from recusant.reconcile.figures import Figure
from recusant.reconcile.links import link_rows
from recusant.reconcile.repairs import Kept
from recusant.reconcile.rules import Box, Row, Unreckoned, interval_in_words, rows_of
from recusant.reconcile.standing import usual_start
from recusant.reconcile.system import Question
from recusant.records import Bound, Claim, Conflict, Effect, Lead, Quantity, Quote, Reckoning, Scope, Window, whole_months

SPARE = 3  # leads measured beyond those asked for, as what tells most of its own days need not tell most of its series
NEARLY = 2  # times: where what would have to be given up instead costs no more, a conflict is worth deciding
NAMED = 3  # figures told by their quotes in a sentence
ENOUGH = 4  # figures that speak of a series before a missing one is looked for
MONTH = 30  # days
TIGHT = 10  # a month is known where its ends differ by at most a tenth of the upper one


class Series(NamedTuple):
    """What a lead is measured on."""

    layer: str
    measure: str
    category: str
    place: str

    def scope(self, first: date, last: date) -> Scope:
        return Scope(self.measure, self.category, self.place, Window.of(first, last))


class Seeker:
    """Finds leads. ``kept`` gives the figures kept in the components of some scopes, ``given_up`` the others with their conflicts."""

    def __init__(self, reckoning: Reckoning, book: Codebook, kept: Kept, given_up: Sequence[tuple[Conflict, Figure]]) -> None:
        self.reckoning, self.book, self._kept, self._given_up = reckoning, book, kept, given_up
        self._months: dict[Series, list[Bound]] = {}

    def leads(self, waiting: Iterable[Claim], limit: int) -> tuple[Lead, ...]:
        """At most so many of each kind, those that tell most first."""
        every = (self._to_review(waiting, limit), self._to_decide(limit), self._to_find(limit))
        return tuple(lead for found in every for lead in sorted(found, key=_worth, reverse=True)[:limit])

    # ── claims that wait for review ─────────────────────────────────────────────────────────────────────────────────────────

    def _to_review(self, waiting: Iterable[Claim], limit: int) -> list[Lead]:
        fresh = self._holding(self._reckonable(waiting))
        promise = self._promises(fresh)
        promising = sorted(fresh, key=lambda figure: (-promise[figure.id], figure.id))[: limit + SPARE]
        return [lead for figure in promising for lead in _measured(self._if_accepted, figure)]

    def _reckonable(self, waiting: Iterable[Claim]) -> list[Figure]:
        """One figure for all claims that say the same, without those that are kept already."""
        same: dict[object, list[Claim]] = defaultdict(list)
        rows: dict[object, tuple[Row, ...]] = {}
        for claim in sorted(waiting, key=lambda claim: (-claim.confidence, claim.id)):
            made = rows_of(claim, self.book)
            if self._tells(claim) and not isinstance(made, Unreckoned):
                key = tuple((row.side, row.layer, row.parts, row.value, row.at) for row in made)
                same[key].append(claim)
                rows.setdefault(key, made)
        return [Figure(rows[key], tuple(claims), 1) for key, claims in same.items()]

    def _tells(self, claim: Claim) -> bool:
        """Whether a claim can tell of the truth, month by month: an estimate cannot, and a stock has no months."""
        measure = self.book.measures.get(claim.scope.measure)
        return (measure is None or measure.kind == "flow") and self.book.counts_as(claim.origin) != "estimate"

    def _holding(self, fresh: Sequence[Figure]) -> list[Figure]:
        """The figures that each hold together with everything kept."""
        groups: dict[tuple[Figure, ...], list[Figure]] = defaultdict(list)
        for figure in fresh:
            groups[self._beside(figure)].append(figure)
        found: list[Figure] = []
        for kept, figures in groups.items():
            clashes, every = Clashes((*kept, *figures), self.book), range(len(kept))
            found += [one for number, one in enumerate(figures) if _hold(clashes, [*every, len(kept) + number])]
        return found

    def _beside(self, figure: Figure) -> tuple[Figure, ...]:
        return self._kept(scope for scope in (figure.claims[0].scope, figure.claims[0].base) if scope)

    def _promises(self, fresh: Sequence[Figure]) -> dict[str, float]:
        """How much figures would tell of their own days, in months: the part of what is open there that they close."""
        rows: dict[str, list[tuple[str, Row]]] = defaultdict(list)
        for figure in fresh:
            for row in figure.rows:
                rows[row.layer].append((figure.id, row))
        promise: dict[str, float] = defaultdict(float)
        for layer in sorted(rows):
            boxes = [row.boxes[0] for _, row in rows[layer]]
            scopes = [Scope(box.measure, box.category, box.place, Window.of(box.start, box.end)) for box in boxes]
            for (name, row), bound in zip(rows[layer], self.reckoning.bounds(scopes, layer), strict=True):
                promise[name] += _promise(row, bound) * max(1.0, (row.boxes[0].end - row.boxes[0].start).days / MONTH)
        return promise

    def _if_accepted(self, figure: Figure) -> Lead:
        claim, series = figure.claims[0], self._series_of(figure.claims[0])
        months, effects = self._effects(series, [*self._rows(self._beside(figure)), *figure.rows])
        alike = f" (as do {len(figure.claims) - 1} more that say the same)" if len(figure.claims) > 1 else ""
        sentence = f"{_quoted(claim)} on {self._topic(series)} waits for review{alike}. If it holds, {_in_effect(effects, months)}"
        return Lead("review", claim.scope, series.layer, claim.origin, sentence, months, effects, claim.id, cited={claim.id: claim})

    # ── figures that a conflict turns on ────────────────────────────────────────────────────────────────────────────────────

    def _to_decide(self, limit: int) -> list[Lead]:
        close = [(conflict, figure) for conflict, figure in self._given_up if self._tells(figure.claims[0])]
        ratio = {figure.id: self._cheapest_rival(conflict, figure) / figure.weight for conflict, figure in close}
        close = sorted((pair for pair in close if ratio[pair[1].id] <= NEARLY), key=lambda pair: (ratio[pair[1].id], pair[0].id))
        return [lead for pair in close[: limit + SPARE] for lead in _measured(self._if_kept, *pair)]

    def _cheapest_rival(self, conflict: Conflict, figure: Figure) -> int:
        others = [one.weight for one in self._beside(figure) if one.id in conflict.claims]
        return min(others, default=NEARLY * figure.weight + 1)

    def _if_kept(self, conflict: Conflict, figure: Figure) -> Lead | None:
        """What becomes of the bounds where a figure that was given up is accepted, and the cheapest of the others go instead."""
        kept = self._beside(figure)
        firm = replace(figure, weight=1 + sum(other.weight for other in kept), claims=(replace(figure.claims[0], status="accepted"),))
        every = (*kept, firm)
        rivals = [every[number] for number in sorted(Clashes(every, self.book).give_up())]
        if sum(rival.weight for rival in rivals) > NEARLY * figure.weight:
            return None
        claim, series = figure.claims[0], self._series_of(figure.claims[0])
        months, effects = self._effects(series, self._rows(one for one in every if one not in rivals))
        others = ", ".join(_quoted(rival.claims[0]) for rival in rivals[:NAMED])
        others += f" and {len(rivals) - NAMED} more" if len(rivals) > NAMED else ""
        sentence = f"{_quoted(claim)} on {self._topic(series)} was set aside. Were it accepted, {others} would be set aside instead, and "
        sentence += _in_effect(effects, months, "would change")
        cited, aside = (claim, *(one for rival in rivals for one in rival.claims)), [one.id for rival in rivals for one in rival.claims]
        lead = Lead("decide", claim.scope, series.layer, claim.origin, sentence, months, effects, claim.id, None, conflict.id)
        return replace(lead, aside=tuple(aside), cited={one.id: one for one in cited})

    # ── counts that nobody quotes ───────────────────────────────────────────────────────────────────────────────────────────

    def _to_find(self, limit: int) -> list[Lead]:
        spoken: dict[Series, list[Claim]] = defaultdict(list)
        given_up = {claim.id for _, figure in self._given_up for claim in figure.claims}
        for claim in self.reckoning.claims.values():
            counts = claim.kind == "count" and claim.status != "rejected" and claim.id not in given_up
            if counts and self._tells(claim) and any(claim.scope.window.end):
                spoken[self._series_of(claim)].append(claim)
        enough = sorted((series for series, said in spoken.items() if len(said) >= ENOUGH), key=lambda one: (-len(spoken[one]), one))
        scopes = [(series, spoken[series], scope) for series in enough[:limit] for scope in self._missing(series, spoken[series])]
        return [lead for found in scopes for lead in _measured(self._if_found, *found)]

    def _missing(self, series: Series, said: Sequence[Claim]) -> Iterator[Scope]:
        """The month that is known worst, and the running total to the middle of the longest time of which no month is known."""
        months = self._months_of(series)
        unknown = [(number, bound) for number, bound in enumerate(months) if not _tight(bound)]
        if not unknown:
            return
        yield max(unknown, key=lambda pair: ((pair[1].hi or pair[1].lo) - pair[1].lo, pair[0]))[1].scope
        runs = [[bound for _, (_, bound) in run] for _, run in groupby(enumerate(unknown), key=lambda one: one[1][0] - one[0])]
        longest = max(runs, key=len)
        day, start = longest[(len(longest) - 1) // 2].scope.window.end[1], usual_start(said)
        if day and start and start < day:
            yield series.scope(start, day)

    def _if_found(self, series: Series, said: Sequence[Claim], scope: Scope) -> Lead | None:
        number = self._assumed(series, scope)
        origin = Counter(claim.origin for claim in said).most_common(1)[0][0]
        text = f"{number:,}"
        quantity = Quantity((number, number), "exact", number, number, text)
        rows = rows_of(Claim.of("assumed", Quote(0, len(text), text), "count", quantity, scope, origin=origin), self.book)
        if isinstance(rows, Unreckoned):
            return None
        months, effects = self._effects(series, [*self._rows(self._kept([scope])), *rows])
        days = " to ".join(str(day) for day in scope.window.exact or ())
        who, what = self.book.label("origin", origin), self._topic(series)
        sentence = f"No exact count by {who} of {what}, {days}, is quoted. Were it {text}, as is likely, "
        return Lead("find", scope, series.layer, origin, sentence + _in_effect(effects, months), months, effects, None, number)

    def _assumed(self, series: Series, scope: Scope) -> int:
        """What the likely path says, or else the middle of the bound, or the least where nothing bounds it above."""
        bound, start = self.reckoning.bound(scope, series.layer), scope.window.start[0]
        since = start if start and start.day > 1 else None
        path = self.reckoning.path(series.measure, series.category, series.place, series.layer, since).within(scope.window)
        values = [step.value for step in path.steps if step.value is not None]
        likely = sum(values) if values and len(values) == len(path.steps) else (bound.lo + (bound.lo if bound.hi is None else bound.hi)) / 2
        return min(max(round(likely), bound.lo), round(likely) if bound.hi is None else bound.hi)

    # ── what becomes of the months ──────────────────────────────────────────────────────────────────────────────────────────

    def _series_of(self, claim: Claim) -> Series:
        return Series(self.book.layer(claim.origin), claim.scope.measure, claim.scope.category, claim.scope.place)

    def _months_of(self, series: Series) -> list[Bound]:
        """The standing bounds of the months that figures of the series' measure and layer speak of, as they are."""
        if series not in self._months:
            days = self.reckoning.days_known(series.scope(date.min, date.max), series.layer)
            scopes = [series.scope(*month) for month in whole_months(*days)] if days else []
            self._months[series] = self.reckoning.bounds(scopes, series.layer)
        return self._months[series]

    def _effects(self, series: Series, rows: Sequence[Row]) -> tuple[int, tuple[Effect, ...]]:
        """How many months there are, and the bounds that other rows would change."""
        months = self._months_of(series)
        if not months:
            return 0, ()
        asked = [Question(series.layer, Box(*series[1:], *(bound.scope.window.exact or (date.min, date.max)))) for bound in months]
        boxes = [*(box for row in rows for box in row.boxes), *(question.box for question in asked)]
        after = Bounds([*rows, *link_rows(boxes, self.book)], asked, self.book)
        effects = [
            Effect(question.box.start, question.box.end, (bound.lo, bound.hi), (after.lower(question)[0], after.upper(question)[0]))
            for bound, question in zip(months, asked, strict=True)
        ]
        return len(months), tuple(effect for effect in effects if effect.before != effect.after)

    def _topic(self, series: Series) -> str:
        """What a series counts, by the labels of the codebook."""
        label = self.book.label
        return f"{label('measure', series.measure)}: {label('category', series.category)}, {label('place', series.place)}"

    def _rows(self, figures: Iterable[Figure]) -> list[Row]:
        return [row for figure in figures for row in figure.rows]


def _measured(make: Callable[..., Lead | None], *of: Any) -> Iterator[Lead]:
    """A lead that has an effect; one whose effect cannot be proven is none."""
    try:
        lead = make(*of)
    except NotProven:
        return
    if lead and lead.effects:
        yield lead


def _hold(clashes: Clashes, chosen: Sequence[int]) -> bool:
    try:
        return clashes.conflict_in(chosen) is None
    except NotProven:
        return False


def _promise(row: Row, bound: Bound) -> float:
    """What part of the bound of its own box a row would close; half of it where that depends on another box."""
    if len(row.parts) > 1:
        return 0.5 * (bound.lo != bound.hi)
    lo, hi, value = bound.lo, bound.hi, round(row.value)
    after = (max(lo, value), hi) if row.side == "lo" else (lo, value if hi is None else min(hi, value))
    return Effect(row.boxes[0].start, row.boxes[0].end, (lo, hi), after).change


def _worth(lead: Lead) -> tuple[float, str]:
    return sum(effect.change for effect in lead.effects), lead.sentence


def _tight(bound: Bound) -> bool:
    return bound.hi is not None and (bound.hi - bound.lo) * TIGHT <= bound.hi


def _quoted(claim: Claim) -> str:
    return f"“{' '.join(claim.quote.text.split())}” ({claim.outlet}{f', {claim.said_on}' if claim.said_on else ''})"


def _in_effect(effects: Sequence[Effect], months: int, would: str = "would be known better") -> str:
    if not effects:
        return f"none of the {months} months of this series {would}."
    most = max(effects, key=lambda effect: effect.change)
    now, then = ("anything" if ends == (0, None) else interval_in_words(*ends) for ends in (most.before, most.after))
    return f"{len(effects)} of the {months} months of this series {would}, {most.first:%B %Y} most: {then} instead of {now}."
