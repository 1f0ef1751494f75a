"""What the ledger says, held in memory: the claims as they stand, brought up to date by what was decided since."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from functools import cached_property
from threading import Lock

from recusant.codebook import Codebook
from recusant.ledger import Ledger, Marks
from recusant.records import Claim

Figure = tuple[object, ...]


@dataclass(frozen=True)
class Standing:
    """The ledger at one moment. ``seen`` has for each claim the number of the latest decision about it; ``alike`` the claims of each
    figure; ``of_source`` the claims of each source, in the order of the text; ``stored`` is how many sources there are. ``confidential``
    sources are for those who may see them; those that are ``hidden`` may not be told of.
    """

    marks: Marks
    book: Codebook
    claims: Mapping[str, Claim] = field(default_factory=dict)
    seen: Mapping[str, int] = field(default_factory=dict)
    stored: int = 0
    superseded: frozenset[str] = frozenset()
    confidential: frozenset[str] = frozenset()
    hidden: frozenset[str] = frozenset()
    alike: Mapping[Figure, tuple[str, ...]] = field(default_factory=dict)
    of_source: Mapping[str, tuple[str, ...]] = field(default_factory=dict)

    @cached_property
    def open(self) -> Standing:
        """The same without confidential sources and all that was read in them."""
        claims = {name: claim for name, claim in self.claims.items() if claim.source not in self.confidential}
        alike = {figure: tuple(name for name in names if name in claims) for figure, names in self.alike.items()}
        of_source = {name: claims_of for name, claims_of in self.of_source.items() if name not in self.confidential}
        stored, hidden = self.stored - len(self.confidential), self.confidential
        return replace(self, claims=claims, alike=alike, of_source=of_source, stored=stored, confidential=frozenset(), hidden=hidden)

    def equals(self, claim: Claim) -> list[Claim]:
        """The claims that state the same figure, itself included: equal claims are one figure, however often printed."""
        return [self.claims[name] for name in self.alike.get(figure_of(claim), (claim.id,))]


def figure_of(claim: Claim) -> Figure:
    """What makes two claims one figure."""
    quantity = claim.quantity
    return claim.kind, claim.scope, claim.base, claim.origin, quantity.lo, quantity.hi, claim.per, claim.direction, claim.rank


class Memory:
    """Holds the latest ``Standing``, for all who ask at once."""

    def __init__(self) -> None:
        self._lock = Lock()
        self._standing: Standing | None = None

    def standing(self, ledger: Ledger) -> Standing:
        """The ledger as it is now."""
        with self._lock:
            marks, known = ledger.marks(), self._standing
            if known is None or known.marks != marks:
                self._standing = known = _renewed(known, marks, ledger)
            return known


def _renewed(known: Standing | None, marks: Marks, ledger: Ledger) -> Standing:
    """Reads what came since: marks are read first, so that what comes meanwhile is read again rather than missed."""
    known = known or Standing(Marks(), ledger.codebook())
    changed = {name for name, was, now in zip(Marks._fields, known.marks, marks, strict=True) if was != now}
    if "codebooks" in changed:
        known = replace(known, book=ledger.codebook())
    if "log" in changed:
        known = replace(known, stored=known.stored + ledger.stored(known.marks, marks), superseded=frozenset(ledger.superseded()))
    if changed & {"log", "confidences"}:
        known = replace(known, confidential=frozenset(ledger.confidential()))
    claims, seen = dict(known.claims), dict(known.seen)
    alike, of_source = dict(known.alike), dict(known.of_source)
    fresh = list(ledger.since(known.marks))
    for claim, number in fresh:
        if before := claims.get(claim.id):
            alike[figure_of(before)] = tuple(name for name in alike[figure_of(before)] if name != claim.id)
        else:
            of_source[claim.source] = (*of_source.get(claim.source, ()), claim.id)
        alike[figure_of(claim)] = (*alike.get(figure_of(claim), ()), claim.id)
        claims[claim.id], seen[claim.id] = claim, number
    for source in {claim.source for claim, _ in fresh}:
        of_source[source] = tuple(sorted(of_source[source], key=lambda name: (claims[name].quote.start, claims[name].quote.end, name)))
    return replace(known, marks=marks, claims=claims, seen=seen, alike=alike, of_source=of_source)
