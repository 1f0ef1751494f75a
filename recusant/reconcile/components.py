"""Which claims can meet: a reckoning falls into components that know nothing of each other."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from recusant.codebook import Codebook
from recusant.reconcile.links import firsts
from recusant.records import Claim, Scope

Key = tuple[str, str, str]  # measure, root category, root place


class Components:
    """The component of every scope: claims that the codebook links, or a claim with a base in another measure or tree, are in one.

    ``claims`` are all that are reckoned; more than those make components larger, and never part what belongs together.
    """

    def __init__(self, claims: Iterable[Claim], book: Codebook) -> None:
        self._book, self._linked = book, firsts(book)
        self._joined = self._bases(claims)

    def key(self, scope: Scope) -> Key:
        """The name of a scope's component: the first of the keys that are joined in it."""
        key = self._own_key(scope)
        return self._joined.get(key, key)

    def _own_key(self, scope: Scope) -> Key:
        measure, kind = scope.measure, self._book.category_tree.root(scope.category)
        return self._linked.get(measure, measure), self._linked.get(kind, kind), self._book.place_tree.root(scope.place)

    def _bases(self, claims: Iterable[Claim]) -> Mapping[Key, Key]:
        """Keys that a claim with a base in another measure or tree joins, each with the first of all it is joined with."""
        groups: dict[Key, set[Key]] = {}
        for claim in (claim for claim in claims if claim.base):
            keys = {self._own_key(claim.scope), self._own_key(claim.base or claim.scope)}
            group = set().union(keys, *(groups.get(key, set()) for key in keys))
            groups |= dict.fromkeys(group, group)
        return {key: min(group) for key, group in groups.items()}
