"""Claims as they might have been meant: each trial is a changed claim, with what speaks for it. Whether it mends a conflict is not
asked here (that is ``repairs``).

A trial takes a number that stands elsewhere for the same scope (a slip, or a relay against a copy), or a scope that stands elsewhere
for the same number (another window, stage, category, place), or what the kept figures imply of either.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta

from recusant.codebook import Codebook, Tree
from recusant.reconcile.slips import significant_digits, single_slips, slip
from recusant.reconcile.sums import Sums
from recusant.records import Bound, Change, Claim, Number, Quantity, Scope, Window, grain_of

PARTS = ("measure", "category", "place", "window")
FEW = 8  # sister categories or places that are asked for; beyond them a fitting number is likely to be chance
APART = 4  # times: counts of the same days and place that differ by more are of different size
RELAY = 2  # what it costs to suppose that a relay wrote another number: as much as two slips
Ask = Callable[[Sequence[Scope], str], list[Bound]]


@dataclass(frozen=True)
class Trial:
    """A claim as it might have been meant: why, what speaks for it, and how much is supposed (``cost``: edits, the fewer the better)."""

    changed: Claim
    kind: str
    changes: tuple[Change, ...]
    support: str
    cost: int
    evidence: tuple[Claim, ...]


class Said:
    """All claims, found by what they state: the same number of whatever, whatever of the same things, or the same source."""

    def __init__(self, claims: Iterable[Claim], book: Codebook) -> None:
        self.book = book
        self.same_number: dict[tuple[object, ...], list[Claim]] = defaultdict(list)
        self.same_things: dict[tuple[object, ...], list[Claim]] = defaultdict(list)
        self.same_source: dict[str, list[Claim]] = defaultdict(list)
        for claim in claims:
            if claim.status != "rejected" and stated(claim) is not None:
                self.same_number[self._number(claim)].append(claim)
                self.same_things[self._things(claim)].append(claim)
                self.same_source[claim.source].append(claim)

    def _number(self, claim: Claim) -> tuple[object, ...]:
        return self.book.layer(claim.origin), claim.kind, stated(claim), claim.base, claim.per

    def _things(self, claim: Claim) -> tuple[object, ...]:
        scope = claim.scope
        return self.book.layer(claim.origin), claim.kind, scope.measure, scope.category, scope.place, claim.base, claim.per

    def with_number_of(self, claim: Claim) -> list[Claim]:
        return self.same_number.get(self._number(claim), [])

    def of_things_of(self, claim: Claim) -> list[Claim]:
        return self.same_things.get(self._things(claim), [])


def stated(claim: Claim) -> Number | None:
    """The one number that a claim states."""
    pair = claim.quantity.stated
    return pair[0] if pair and pair[0] == pair[1] else None


def from_claims(claim: Claim, said: Said) -> Iterator[Trial]:
    """Trials that other claims of the same layer state word for word."""
    yield from _numbers_elsewhere(claim, said)
    yield from _scopes_elsewhere(claim, said)
    yield from _left_out(claim, said)


# ── another number for the same scope ───────────────────────────────────────────────────────────────────────────────────────


def _numbers_elsewhere(claim: Claim, said: Said) -> Iterator[Trial]:
    """Numbers that no fewer tell than the claim's own: 64 may be the 684 that two have read, and not the other way round."""
    alike = [other for other in said.of_things_of(claim) if _may_be_one(claim.scope.window, other.scope.window)]
    ours = _voices([one for one in alike if stated(one) == stated(claim)])
    for other in alike:
        believed = ours <= _voices([one for one in alike if stated(one) == stated(other)])
        if believed and not _covers(other.quantity, stated(claim) or 0) and (how := _slipped(claim, other)):
            yield _with_number(claim, other.quantity, how, "stated", (other,))


def _covers(quantity: Quantity, number: Number) -> bool:
    return (quantity.lo is None or quantity.lo <= number) and (quantity.hi is None or number <= quantity.hi)


def _slipped(claim: Claim, other: Claim) -> tuple[str, int] | None:
    """How one claim's number may have come from the other's: by a slip, or because a relay wrote it otherwise."""
    was, now = stated(claim) or 0, stated(other) or 0
    if was == int(was) and now == int(now) and (near := slip(int(was), int(now))):
        return near
    own_word = not other.via and claim.via and other.origin == claim.origin
    return ("relay", RELAY) if own_word or claim.reading == other.reading != claim.origin else None


def _with_number(claim: Claim, quantity: Quantity, how: tuple[str, int], support: str, evidence: tuple[Claim, ...]) -> Trial:
    changed = replace(claim, quantity=quantity)
    kind, cost = how
    return Trial(changed, kind, _changes(claim, changed), support, cost, evidence)


# ── another scope for the same number ───────────────────────────────────────────────────────────────────────────────────────


def _scopes_elsewhere(claim: Claim, said: Said) -> Iterator[Trial]:
    alike = said.with_number_of(claim)
    for other in alike:
        apart = [part for part in PARTS if not _agree(part, claim, other)]
        if apart and _tells_enough(claim, other, apart):
            theirs = _voices([one for one in alike if all(_agree(part, one, other) for part in apart)])
            ours = max(_voices([one for one in alike if _agree(part, one, claim) and not _agree(part, one, other)]) for part in apart)
            if theirs >= ours:
                scope = replace(claim.scope, **{part: getattr(other.scope, part) for part in apart})
                yield _with_scope(claim, scope, "stated", (other,))


def _agree(part: str, one: Claim, other: Claim) -> bool:
    if part == "window":
        return _may_be_one(one.scope.window, other.scope.window)
    return bool(getattr(one.scope, part) == getattr(other.scope, part))


def _voices(claims: Sequence[Claim]) -> int:
    """How many tell it on their own: outlets that read one first relay are one voice, and so is one outlet with several relays."""
    return min(len({claim.reading for claim in claims}), len({claim.outlet for claim in claims}))


def _tells_enough(claim: Claim, other: Claim, apart: Sequence[str]) -> bool:
    """Whether the same number of something else is more than chance: the more is unlike, the more digits it takes."""
    unlike = len(apart) - ("window" in apart and _nearly_one(claim.scope.window, other.scope.window))
    same_reading = claim.reading == other.reading != claim.origin
    close = same_reading or _overlap(claim.scope.window.end, other.scope.window.end)
    odd_day = _odd_day(claim.scope.window) and claim.scope.window == other.scope.window
    needed = (2 - odd_day if close else 3) if unlike < 2 else (2 if same_reading else 4)
    return significant_digits(stated(claim) or 0) >= needed


def _odd_day(window: Window) -> bool:
    """Whether a window ends on a day that only one publication is likely to name: not with a month."""
    return window.exact is not None and (window.exact[1] + timedelta(1)).day != 1


def _nearly_one(one: Window, other: Window) -> bool:
    """Whether two windows with the same end share most of their days ("since January", "since the invasion")."""
    days = [window.largest for window in (one, other)]
    if not _overlap(one.end, other.end) or days[0] is None or days[1] is None:
        return False
    lengths = sorted((last - first).days + 1 for first, last in (days[0], days[1]))
    return lengths[0] * 10 >= lengths[1] * 8


def _with_scope(claim: Claim, scope: Scope, support: str, evidence: tuple[Claim, ...]) -> Trial:
    """Fewer than three digits are easily met by chance: such a trial supposes one thing more."""
    changed = replace(claim, scope=scope)
    changes = _changes(claim, changed)
    cost = len(changes) + (significant_digits(stated(claim) or 0) < 3)
    return Trial(changed, changes[0].part, changes, support, cost, evidence)


def _changes(claim: Claim, changed: Claim) -> tuple[Change, ...]:
    was, now = stated(claim), stated(changed)
    number = [Change("number", was, now)] if was is not None and now is not None and was != now else []
    scopes = [Change(part, getattr(claim.scope, part), getattr(changed.scope, part)) for part in PARTS]
    return (*number, *(change for change in scopes if change.was != change.now))


def _may_be_one(one: Window, other: Window) -> bool:
    """Whether two windows, as far as their ends are known, may be the same."""
    return _overlap(one.start, other.start) and _overlap(one.end, other.end)


def _overlap(one: tuple[date | None, date | None], other: tuple[date | None, date | None]) -> bool:
    if None in one or None in other:
        return one == other
    return max(one[0] or date.min, other[0] or date.min) <= min(one[1] or date.max, other[1] or date.max)


# ── a part left out of a total ──────────────────────────────────────────────────────────────────────────────────────────────


def _left_out(claim: Claim, said: Said) -> Iterator[Trial]:
    """A total to the same day is greater by just what a part of it counts, or by what another stage of the same counts (closed ones)."""
    number = _exact(claim)
    for total in said.of_things_of(claim) if number else ():
        missing = (_exact(total) or 0) - (number or 0)
        if missing > 0 and significant_digits(missing) >= 3 and _overlap(claim.scope.window.end, total.scope.window.end):
            for kind, part in _parts(total, missing, said):
                changed = replace(claim, quantity=total.quantity, scope=replace(claim.scope, window=total.scope.window))
                changes = _changes(claim, changed)
                yield Trial(changed, kind, changes, "stated", len(changes), (total, part))


def _parts(total: Claim, missing: int, said: Said) -> Iterator[tuple[str, Claim]]:
    whole = total.scope.window.largest
    alike = [replace(total, quantity=replace(total.quantity, stated=(missing, missing)))]
    for other in said.with_number_of(alike[0]):
        scope, days = other.scope, other.scope.window.largest
        if (scope.category, scope.place) != (total.scope.category, total.scope.place) or whole is None or days is None:
            continue
        if scope.measure != total.scope.measure and _may_be_one(scope.window, total.scope.window):
            yield "net", other
        elif scope.measure == total.scope.measure and whole[0] <= days[0] and days[1] <= whole[1] and days != whole:
            yield "part", other


def _exact(claim: Claim) -> int | None:
    lo, hi = claim.quantity.lo, claim.quantity.hi
    return int(lo) if claim.kind == "count" and lo is not None and lo == hi else None


# ── what the kept figures imply ─────────────────────────────────────────────────────────────────────────────────────────────


def from_sums(claim: Claim, sums: Sums, claims: dict[str, Claim], layer: str) -> Iterator[Trial]:
    """Another window for which exact figures add up to the very number, in digits enough that it is no chance."""
    number, scope = _exact(claim), claim.scope
    if number is not None and significant_digits(number) >= 3:
        for found in sums.windows((layer, scope.measure, scope.category, scope.place), number):
            if not _may_be_one(found.window, scope.window):
                yield _with_scope(claim, replace(scope, window=found.window), "implied", tuple(claims[name] for name in found.figures))


def asked_for(claim: Claim, book: Codebook) -> list[Scope]:
    """The scopes whose bounds may tell what a claim should have said: its own, then those near it; none where they cannot tell."""
    if claim.kind != "count" or claim.scope.window.exact is None or not _is_flow(claim.scope, book):
        return []
    return [claim.scope, *_near_scopes(claim, book)]


def from_bounds(claim: Claim, ask: Ask, book: Codebook) -> Iterator[Trial]:
    """The number that is proven of the claim's own scope, where it is near; and other scopes of which its number is proven."""
    scopes = asked_for(claim, book)
    if not scopes:
        return
    own, *others = ask(scopes, claim.origin)
    others = [bound for bound in others if all(stated(cited) != stated(claim) for cited in bound.cited.values())]
    yield from _numbers_proven(claim, own)
    yield from (_with_scope(claim, bound.scope, "implied", _cited(bound)) for bound in others if _implies(bound, claim))
    stages = [bound for bound in others if bound.scope.measure != claim.scope.measure and _of_its_size(bound, own, claim)]
    if len(stages) == 1:
        yield _with_scope(claim, stages[0].scope, "possible", _cited(stages[0]))


def _cited(bound: Bound) -> tuple[Claim, ...]:
    return tuple(bound.cited.values())


def _implies(bound: Bound, claim: Claim) -> bool:
    """Whether all that a bound leaves is what a reader takes the claim to mean, and near the number that it states."""
    number, (least, most) = stated(claim) or 0, _usual(claim.quantity)
    if bound.hi is None or not 0 < least <= bound.lo <= bound.hi <= most:
        return False
    return max(bound.hi - number, number - bound.lo) * 10 <= number


def _of_its_size(bound: Bound, own: Bound, claim: Claim) -> bool:
    """Whether a number far too great or small for its own measure is about what is proven of another."""
    number = stated(claim) or 0
    strange = number > APART * own.hi if own.hi is not None else False
    fits = bound.hi is not None and bound.lo <= number <= bound.hi <= APART * bound.lo
    return fits and (strange or own.lo > APART * number)


def _numbers_proven(claim: Claim, own: Bound) -> Iterator[Trial]:
    number = _exact(claim)
    if number is None or own.hi is None:
        return
    if own.lo == own.hi:  # by what other scopes count: what a claim states word for word is weighed among what is stated
        implied = all(stated(cited) != own.lo for cited in own.cited.values())
        if implied and (near := slip(number, own.lo)):
            yield _with_number(claim, _quantity(own.lo, claim), near, "implied", _cited(own))
        return
    fitting = [other for other in single_slips(number) if own.lo <= other <= own.hi]
    if len(fitting) == 1:
        yield _with_number(claim, _quantity(fitting[0], claim), ("digits", 1), "possible", ())


def _quantity(number: int, claim: Claim) -> Quantity:
    return Quantity((number, number), "exact", number, number, claim.quantity.text)


def _usual(quantity: Quantity) -> tuple[Number, Number]:
    """What a reader takes a quantity to mean: "more than 2,900" is under 3,000 too."""
    number = quantity.stated[0] if quantity.stated else 0
    step = grain_of(number)
    lo, hi = quantity.lo or number - step, quantity.hi
    return lo, number + step if hi is None else hi


def _near_scopes(claim: Claim, book: Codebook) -> Iterator[Scope]:
    """Scopes that the claim's may have been mistaken for: a stage or unit that its origin counts too, kin in the trees, windows."""
    scope, origin = claim.scope, book.origins.get(claim.origin)
    measures = (replace(scope, measure=name) for name in (origin.measures if origin else ()) if name != scope.measure)
    yield from (other for other in measures if _is_flow(other, book))
    yield from (replace(scope, category=name) for name in _kin(book.category_tree, scope.category))
    yield from (replace(scope, place=name) for name in _kin(book.place_tree, scope.place))
    yield from (replace(scope, window=window) for window in _near_windows(scope.window, book))


def _kin(tree: Tree, name: str) -> list[str]:
    """What stands above a node, its children, and its sisters."""
    above = tree.ancestors(name)[1:]
    sisters = tree.children.get(above[0], []) if above else []
    near = [*above, *(other for group in (tree.children.get(name, []), sisters) if len(group) <= FEW for other in group)]
    return [other for other in dict.fromkeys(near) if other != name]


def _near_windows(window: Window, book: Codebook) -> Iterator[Window]:
    """The year before or after, and the same end counted from another start: a new year or an event."""
    first, last = window.exact or (date.min, date.min)
    if (first.month, first.day, last.month, last.day) == (1, 1, 12, 31):
        yield from (Window.of(first.replace(year=first.year + step), last.replace(year=last.year + step)) for step in (-1, 1))
    starts = {date(first.year, 1, 1), date(last.year, 1, 1), *(event.date for event in book.events.values())}
    yield from (Window.of(start, last) for start in sorted(starts - {first}) if start < last)


def _is_flow(scope: Scope, book: Codebook) -> bool:
    measure = book.measures.get(scope.measure)
    return measure is None or measure.kind == "flow"
