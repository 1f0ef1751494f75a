"""What changed in the figures from one version of a page to the next."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable
from dataclasses import dataclass

from recusant.records import Claim, Gap, Json, Source


@dataclass(frozen=True)
class Difference:
    """The figures that a page gave before and gives no more, gives for the first time, and gives otherwise (before and after).

    ``unread`` are numbers that were not understood: the words that are gone, and the new ones. ``reviewed`` is how many of the
    figures before a person had decided about.
    """

    before: Source
    after: Source
    gone: tuple[Claim, ...]
    new: tuple[Claim, ...]
    changed: tuple[tuple[Claim, Claim], ...]
    unread: tuple[tuple[str, ...], tuple[str, ...]] = ((), ())
    reviewed: int = 0

    @property
    def says_the_same(self) -> bool:
        """Whether only words changed and no figure did."""
        return not (self.gone or self.new or self.changed or any(self.unread))

    def to_dict(self) -> Json:
        """As JSON: sources by their ids, claims whole."""
        return {
            "before": self.before.id, "after": self.after.id, "url": self.after.url,
            "gone": [claim.to_dict() for claim in self.gone], "new": [claim.to_dict() for claim in self.new],
            "changed": [{"before": one.to_dict(), "after": other.to_dict()} for one, other in self.changed],
            "unread": {"gone": list(self.unread[0]), "new": list(self.unread[1])}, "reviewed": self.reviewed,
        }  # fmt: skip


Read = tuple[Iterable[Claim], Iterable[Gap]]


def compared(before: Source, after: Source, old: Read, new: Read) -> Difference:
    """What a page's two versions say. Equal figures of the same scope are matched first; of what is left, one figure of a scope
    that stands where another stood was changed."""
    was, now = _by_subject(old[0]), _by_subject(new[0])
    gone, come, changed = list[Claim](), list[Claim](), list[tuple[Claim, Claim]]()
    for subject in dict.fromkeys([*was, *now]):
        earlier, later = was.get(subject, []), now.get(subject, [])
        same = Counter(map(_figure, earlier)) & Counter(map(_figure, later))
        earlier, later = _without(earlier, same), _without(later, same)
        pairs = list(zip(earlier, later, strict=False))
        changed += pairs
        gone += earlier[len(pairs) :]
        come += later[len(pairs) :]
    missed, found = Counter(gap.quote.text for gap in old[1]), Counter(gap.quote.text for gap in new[1])
    unread = (tuple((missed - found).elements()), tuple((found - missed).elements()))
    reviewed = sum(claim.status != "suggested" for claims in was.values() for claim in claims)
    return Difference(before, after, tuple(gone), tuple(come), tuple(changed), unread, reviewed)


def _by_subject(claims: Iterable[Claim]) -> dict[object, list[Claim]]:
    """Claims by all that they say but the figure, in the order of the text."""
    found: dict[object, list[Claim]] = defaultdict(list)
    for claim in sorted(claims, key=lambda claim: claim.quote.start):
        found[(claim.kind, claim.scope, claim.base, claim.origin, claim.per, claim.direction, claim.rank)].append(claim)
    return found


def _figure(claim: Claim) -> object:
    quantity = claim.quantity
    return quantity.stated, quantity.modifier, quantity.lo, quantity.hi


def _without(claims: list[Claim], same: Counter[object]) -> list[Claim]:
    """The claims whose figures are not among the same ones, so many of each."""
    left, kept = Counter(same), list[Claim]()
    for claim in claims:
        if left[_figure(claim)] > 0:
            left[_figure(claim)] -= 1
        else:
            kept.append(claim)
    return kept
