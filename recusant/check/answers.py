"""What a reckoning answers about the claims of one text, asked for all of them at once: one matrix serves them all."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import replace

from recusant.codebook import Codebook
from recusant.records import ALL, Bound, Claim, Conflict, Days, Reckoning, Scope, Window

End = Bound | None


class Answers:
    """The conflicts and bounds that the verdicts on a text rest on. What was not foreseen is asked when it is needed."""

    def __init__(self, claims: Sequence[Claim], reckoning: Reckoning, book: Codebook) -> None:
        self.reckoning, self.book = reckoning, book
        self._known: dict[tuple[Scope, str], Days | None] = {}
        self._conflicts: dict[tuple[str, str], Conflict | None] = {}
        self._bounds: dict[tuple[Scope, str], Bound] = {}
        reckoned = [(claim, layer) for claim in claims if claim.kind not in ("trend", "amount") for layer in self.layers(claim)]
        found = reckoning.conflicts_with([self._as_said_by(claim, layer) for claim, layer in reckoned])
        self._conflicts = {(claim.id, layer): conflict for (claim, layer), conflict in zip(reckoned, found, strict=True)}
        self._ask(reckoned)

    def _ask(self, reckoned: Sequence[tuple[Claim, str]]) -> None:
        """Asks for the bounds of what the claims speak of, layer by layer."""
        asked: dict[str, dict[Scope, None]] = defaultdict(dict)
        for claim, layer in reckoned:
            for scope in (claim.scope, claim.base):
                if scope and self.known(scope, layer):
                    asked[layer] |= dict.fromkeys(replace(scope, window=Window.of(*span)) for span in self.days(scope) if span)
        for layer, scopes in asked.items():
            self._bounds |= {(bound.scope, layer): bound for bound in self.reckoning.bounds(scopes, layer)}

    def layers(self, claim: Claim) -> list[str]:
        """The layers that a claim may speak of: that of its origin, where the codebook knows it, else each that says something of it."""
        if claim.origin in self.book.origins:
            return [self.book.layer(claim.origin)]
        able = [layer for layer in self.reckoning.layers if layer == ALL or self.book.counts_as(layer) != "estimate"]
        return [layer for layer in able if self.known(claim.scope, layer)] or [ALL]

    def known(self, scope: Scope, layer: str) -> Days | None:
        """The first and last day that the figures of a layer speak of."""
        what = (replace(scope, window=Window.of(None, None)), layer)
        if what not in self._known:
            self._known[what] = self.reckoning.days_known(scope, layer)
        return self._known[what]

    def stands(self, scope: Scope) -> bool:
        """Whether a scope's measure is a stock, which stands on a day and has no sum over a window."""
        measure = self.book.measures.get(scope.measure)
        return measure is not None and measure.kind == "stock"

    def days(self, scope: Scope) -> tuple[Days | None, Days | None]:
        """The smallest and the largest window that the words of a scope allow; of a stock the day on which it stands, if it is certain."""
        if not self.stands(scope):
            return scope.window.smallest, scope.window.largest
        early, late = scope.window.end
        day = (early, early) if early and early == late else None
        return day, day

    def conflict(self, claim: Claim, layer: str) -> Conflict | None:
        """The smallest conflict of a claim with what is kept, as if the origin of the layer had said it."""
        return self._conflicts[claim.id, layer]

    def bounds(self, scopes: Sequence[Scope], layer: str) -> list[Bound]:
        """The bounds of scopes with exact windows."""
        missing = [scope for scope in dict.fromkeys(scopes) if (scope, layer) not in self._bounds]
        self._bounds |= {(bound.scope, layer): bound for bound in self.reckoning.bounds(missing, layer)}
        return [self._bounds[scope, layer] for scope in scopes]

    def ends(self, scope: Scope, layer: str) -> tuple[End, End]:
        """What bounds a count from below, in the smallest window that the words allow, and from above, in the largest."""
        small, large = (self.bounds([replace(scope, window=Window.of(*span))], layer)[0] if span else None for span in self.days(scope))
        return small, large

    def _as_said_by(self, claim: Claim, layer: str) -> Claim:
        """The claim as if the origin of the layer had said it: the strictest reading of a claim that names nobody."""
        if self.book.layer(claim.origin) == layer:
            return claim
        census = next((origin.id for origin in self.book.origins.values() if origin.kind == "census"), layer)
        return replace(claim, origin=census if layer == ALL else layer)
