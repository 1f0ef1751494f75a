"""A few persons can be told from a small figure: figures below 5 of what a codebook guards, in a cell finer than a country and a
quarter, are published as "under 5", and whatever else would give them back is withheld.

What is published is reckoned from the claims as they are published. So no bound, certificate, conflict or path can say more of a
small figure than these claims do; and where they say more together, by a total minus its parts, claims are withheld until they do not.
"""

from __future__ import annotations

import json
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping, MutableMapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta
from itertools import pairwise, product
from typing import Generic, TypeVar

from recusant.codebook import Codebook
from recusant.records import (
    ALL,
    Bound,
    Certificate,
    Claim,
    Days,
    Quantity,
    Quote,
    Reckoning,
    Scope,
    Source,
    Term,
    Window,
    identity,
    whole_months,
)

FEW = 5
QUARTER = 90  # days of the shortest
COUNTED = 1000  # a number below it that ends in two zeros may well be what was counted
UNDER = f"under {FEW}"
LEFT_OUT = "[…]"
COUNTRY = 2  # letters of a country's code (ISO 3166); those of its regions are longer
FIGURES = ("count", "rate", "change")  # kinds that state how many; a ratio of two cells tells neither

R = TypeVar("R", bound=Reckoning)
Cells = Mapping[str, Sequence[Scope]]  # by layer


@dataclass(frozen=True)
class Guarded(Generic[R]):
    """What may be published: the reckoning of the claims as they may be shown, and the sources as they may be told of.

    ``under`` are the claims (as they were) that became "under 5", ``withheld`` those left out, as they would give one of them back.
    """

    reckoning: R
    sources: Mapping[str, Source]
    under: tuple[Claim, ...] = ()
    withheld: tuple[Claim, ...] = ()


def guarded(
    claims: Iterable[Claim],
    sources: Mapping[str, Source],
    book: Codebook,
    reckon: Callable[[Iterable[Claim]], R],
    memory: MutableMapping[str, str],
) -> Guarded[R]:
    """The claims reckoned as they may be published. ``reckon`` works out what must be true of claims; ``memory`` keeps, for the same
    claims, what was found to be withheld.
    """
    said = list(claims)
    under = [claim for claim in said if _small(claim, book) and _below(claim)]
    hidden = {claim.id: claim for claim in said if _small(claim, book)}
    cells = _cells([claim for claim in said if book.guards(claim.scope.measure, claim.origin)], book)
    key = identity("guard", [repr(claim) for claim in said] + [repr(book.links)]) if cells else ""
    known = set(json.loads(memory.get(key, "[]")))
    hidden |= {claim.id: claim for claim in said if claim.id in known}
    while True:
        shown = {claim.id: claim for claim in (*_redacted(said, hidden), *map(_coarse, under))}
        reckoning = reckon(shown.values())
        if not cells or key in memory:
            break
        proofs = (proof for one in (reckoning, reckon(_sharp(shown.values()))) for proof in _telling(one, cells, under))
        giving = {_figure(claim) for proof in proofs if (claim := _to_withhold(proof, shown))}
        hidden |= {claim.id: claim for claim in said if _figure(claim) in giving}
        if not giving:
            memory[key] = json.dumps(sorted(hidden))
    of_small = {claim.source for claim in hidden.values()}
    titled = {name: replace(source, title=None) if name in of_small else source for name, source in sources.items()}
    left_out = set(hidden) - {claim.id for claim in under}
    return Guarded(reckoning, titled, tuple(under), tuple(hidden[name] for name in sorted(left_out)))


def _small(claim: Claim, book: Codebook) -> bool:
    """Whether a claim states a figure below 5 of a guarded, fine cell."""
    if claim.kind not in FIGURES or not book.guards(claim.scope.measure, claim.origin) or not _fine(claim.scope, book):
        return False
    stated = [*(claim.quantity.stated or ()), *(end for end in (claim.quantity.hi,) if end is not None)]
    return any(number < FEW for number in stated)


def _below(claim: Claim) -> bool:
    """Whether it is sure to be under 5, so that this can be said in its stead."""
    return claim.kind == "count" and claim.quantity.hi is not None and claim.quantity.hi < FEW


def _fine(scope: Scope, book: Codebook) -> bool:
    """Whether a cell may be finer than a country and a quarter."""
    node = book.places.get(scope.place)
    whole = len(scope.place) == COUNTRY or (node is not None and node.parent is None and bool(book.place_tree.children[node.id]))
    days, measure = scope.window.smallest, book.measures.get(scope.measure)
    long = days is not None and (days[1] - days[0]).days + 1 >= QUARTER and not (measure and measure.kind == "stock")
    return not (whole and long)


def _sharp(shown: Iterable[Claim]) -> Iterator[Claim]:
    """The claims as a guesser takes them: "100" is counted, and not rounded."""
    for claim in shown:
        quantity, stated = claim.quantity, claim.quantity.stated
        counted = claim.kind == "count" and quantity.modifier == "exact" and stated is not None and stated[1] < COUNTED
        yield replace(claim, quantity=replace(quantity, lo=stated[0], hi=stated[1])) if counted and stated else claim


def _coarse(claim: Claim) -> Claim:
    """A claim that says "under 5" and no more. Its quote has no place in the source, and its id tells nothing of the quote: the
    length of a number's word would tell the number.
    """
    said = Quantity((FEW, FEW), "less_than", 0, FEW - 1, UNDER)
    made = identity("c", [claim.source, UNDER, claim.kind, claim.scope.to_dict()])
    return replace(claim, id=made, quote=Quote(0, len(UNDER), UNDER), quantity=said)


def _redacted(said: Iterable[Claim], hidden: Mapping[str, Claim]) -> Iterator[Claim]:
    """The claims that are not hidden; where one is quoted with words of a hidden one, only its own number is left of them."""
    of_source: dict[str, list[Quote]] = defaultdict(list)
    for claim in hidden.values():
        of_source[claim.source].append(claim.quote)
    for claim in said:
        if claim.id not in hidden:
            spans = [quote for quote in of_source[claim.source] if quote.start < claim.quote.end and claim.quote.start < quote.end]
            yield _cut(claim, spans) if spans else claim


def _cut(claim: Claim, spans: Iterable[Quote]) -> Claim:
    text, start = claim.quote.text, claim.quote.start
    at = text.find(claim.quantity.text)
    own = range(at, at + len(claim.quantity.text)) if at >= 0 else range(0)
    away = {place for span in spans for place in range(span.start - start, span.end - start)} - set(own)
    kept = "".join("\0" if place in away else letter for place, letter in enumerate(text))
    words = LEFT_OUT.join(part for part in kept.split("\0") if part) or claim.quantity.text
    words = f"{LEFT_OUT * kept.startswith(chr(0))}{words}{LEFT_OUT * kept.endswith(chr(0))}"
    made = identity("c", [claim.source, LEFT_OUT, claim.kind, claim.scope.to_dict(), claim.quantity.lo, claim.quantity.hi])
    return replace(claim, id=made, quote=Quote(0, len(words), words))


def _cells(said: Sequence[Claim], book: Codebook) -> Cells:
    """The fine cells that a guarded claim touches, ancestors included: over its own days, the months, and the days between two days
    on which some window begins or ends.
    """
    found: dict[str, dict[Scope, None]] = defaultdict(dict)
    by_measure: dict[str, list[Claim]] = defaultdict(list)
    for claim in said:
        by_measure[claim.scope.measure].append(claim)
    for measure, held in by_measure.items():
        windows = list(_windows([claim.scope.window for claim in held], flow=book.measures[measure].kind == "flow"))
        above = {
            (layer, *node)
            for claim in held
            for layer in (ALL, claim.origin)
            for node in product(book.category_tree.ancestors(claim.scope.category), book.place_tree.ancestors(claim.scope.place))
        }
        for (layer, category, place), days in product(sorted(above), windows):
            scope = Scope(measure, category, place, Window.of(*days))
            if _fine(scope, book):
                found[layer][scope] = None
    return {layer: tuple(found[layer]) for layer in sorted(found)}


def _windows(said: Iterable[Window], *, flow: bool) -> Iterator[Days]:
    known = [days for window in said for days in (window.largest, window.smallest) if days]
    if not flow or not known:
        yield from sorted({(end, end) for _, end in known})
        return
    day = timedelta(1)
    cuts = sorted({cut for first, last in known for cut in (first, last + day)})
    between = {(first, after - day) for first, after in pairwise(cuts)}
    yield from sorted({*known, *between, *whole_months(cuts[0], cuts[-1] - day)})


def _telling(reckoning: Reckoning, cells: Cells, under: Iterable[Claim]) -> Iterator[Certificate]:
    """The proofs that say more of a fine cell than "under 5"."""
    stated = {claim.scope for claim in under}
    for layer, scopes in cells.items():
        for bound in reckoning.bounds(scopes, layer) if scopes else ():
            if (bound.hi or bound.scope in stated) and (proof := _tells(bound)):  # nobody can be told from a nought that none states
                yield proof


def _tells(bound: Bound) -> Certificate:
    """What says more of a bound than "under 5". A small total of coarser cells may be told, and that no part is more than it."""
    if bound.hi is None or bound.hi >= FEW or (bound.lo, bound.hi) == (0, FEW - 1):
        return ()
    less = any(isinstance(term, Term) and term.times < 0 for term in bound.hi_certificate)
    return bound.lo_certificate if bound.lo else bound.hi_certificate if less else ()


def _to_withhold(proof: Certificate, shown: Mapping[str, Claim]) -> Claim | None:
    """Of the claims of a proof, the one of the fewest days; None where all say "under 5", and so tell nothing together either."""
    firm = [shown[term.claim] for term in proof if isinstance(term, Term) and shown[term.claim].quantity.text != UNDER]
    return min(firm, key=lambda claim: (_length(claim.scope.window), claim.id), default=None)


def _length(window: Window) -> int:
    first, last = window.largest or (date.min, date.max)
    return (last - first).days


def _figure(claim: Claim) -> tuple[object, ...]:
    """What equal claims share, and a claim with itself as it is shown."""
    return claim.kind, claim.scope, claim.base, claim.origin, claim.quantity.lo, claim.quantity.hi
