"""What the ledger says now: how far it has come, which codebook is in use, what is confidential; and the claims that somebody may see."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, replace
from threading import Lock

from recusant.codebook import Codebook
from recusant.ledger import Ledger, Marks, Stated
from recusant.records import Claim


@dataclass(frozen=True)
class Standing:
    """The ledger at one moment. ``stored`` is how many sources there are; ``confidential`` ones are for those who may see them."""

    marks: Marks
    book: Codebook
    stored: int = 0
    confidential: frozenset[str] = frozenset()


@dataclass(frozen=True)
class Claims:
    """The claims that somebody may see, asked of a ledger while it is at hand: all but those of sources that are ``hidden``."""

    held: Ledger
    hidden: frozenset[str] = frozenset()

    def standing(self, names: Iterable[str]) -> dict[str, tuple[Claim, int]]:
        """Those of these claims that there are, as they stand, each with the number of the latest decision about it."""
        found = self.held.standing_now(names)
        return {name: one for name, one in found.items() if one[0].source not in self.hidden}

    def named(self, names: Iterable[str]) -> dict[str, Claim]:
        """The same without the numbers."""
        return {name: claim for name, (claim, _) in self.standing(names).items()}

    def find(self, name: str) -> Claim | None:
        """One of them, None where there is no such claim to see."""
        return self.named([name]).get(name)

    def stated(self, figure: str) -> list[Stated]:
        """What states a figure, in the order of storing: equal claims are one figure, however often printed."""
        return self.stated_of([figure])[figure]

    def stated_of(self, figures: Iterable[str]) -> dict[str, list[Stated]]:
        """The same of several."""
        found = self.held.turns.stated_of(figures).items()
        return {figure: [one for one in stated if one.source not in self.hidden] for figure, stated in found}

    def of_source(self, source: str) -> list[Claim]:
        """The claims of a source that may be seen, in the order of the text."""
        return sorted(self.held.claims(source=source), key=lambda claim: (claim.quote.start, claim.quote.end, claim.id))

    def origins(self) -> list[str]:
        """Who counted, by these claims, in the order of letters."""
        return sorted({origin for origin, *_ in self.by_origin()}) if self.hidden else self.held.origins()

    def by_origin(self) -> Counter[tuple[str, str, str]]:
        """How many there are of each origin, measure and status."""
        every = Counter({(origin, measure, status): number for origin, measure, status, number in self.held.count_by_origin()})
        hidden = (claim for source in self.hidden for claim in self.held.claims(source=source))
        return every - Counter((claim.origin, claim.scope.measure, claim.status) for claim in hidden)


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
    if changed & {"log", "confidences"}:
        stored = known.stored + ledger.stored(known.marks, marks)
        known = replace(known, stored=stored, confidential=frozenset(ledger.confidential()))
    return replace(known, marks=marks)
