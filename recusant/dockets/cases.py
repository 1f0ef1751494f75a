"""Entries become cases: one case in lists and cards, at several courts and in several instances, counts once."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from itertools import combinations

from recusant.codebook import Codebook, Dockets
from recusant.dockets.entries import Court, Entry

OTHER = "no criminal case of first instance (another branch, an appeal, a complaint)"
REPEATED = "the same case once more, or one that may be the same"
PASSED = "sent on to another court, which counts it"
UNDATED = "without a day of receipt"
OUTSIDE = "under no article that the codebook counts"
APART = "under several articles that no one category holds"
NOWHERE = "at a court that the codebook puts in no place"


@dataclass(frozen=True, slots=True)
class Case:
    """A case: when and where it was received, as what the codebook counts it, and the digests of the pages that show it."""

    category: str
    place: str
    received: date
    court: Court
    pages: frozenset[str]


def cases_of(entries: Iterable[Entry], book: Codebook, told: Dockets) -> tuple[list[Case], Counter[str]]:
    """The cases, and how many entries count for nothing more, by the reason."""
    entries = list(entries)
    criminal = [one for one in entries if one.criminal]
    found, left = list[Case](), Counter({OTHER: len(entries) - len(criminal)})
    for same in _together(criminal):
        case = _case(same, book, told)
        if isinstance(case, Case):
            found.append(case)
            left[REPEATED] += len(same) - 1
        else:
            left[case] += len(same)
    return found, +left


def _together(entries: Sequence[Entry]) -> list[list[Entry]]:
    """The entries by cases. What may be one case is one, so that the count is never too high."""
    first = list(range(len(entries)))

    def root(at: int) -> int:
        while first[at] != at:
            first[at] = at = first[first[at]]
        return at

    alike: dict[str, list[int]] = defaultdict(list)
    for at, one in enumerate(entries):
        for key in (*one.keys, *((one.uid,) if one.uid else ())):
            alike[key].append(at)
    for places in alike.values():
        for this, that in combinations(places, 2):
            if root(this) != root(that) and entries[this].may_be(entries[that]):
                first[root(that)] = root(this)
    groups: dict[int, list[Entry]] = defaultdict(list)
    for at, entry in enumerate(entries):
        groups[root(at)].append(entry)
    return list(groups.values())


def _case(same: Sequence[Entry], book: Codebook, told: Dockets) -> Case | str:
    """The case of entries that are one, or why it is not counted. It counts where and when a court that kept it first received it."""
    kept = [one for one in same if not one.passed]
    dated = [one for one in kept if one.received]
    categories = {told.articles[article] for one in same for article in one.articles if article in told.articles}
    if not categories:
        return OUTSIDE
    if not dated:
        return UNDATED if kept else PASSED
    above = [book.category_tree.ancestors(category) for category in sorted(categories)]
    category = next((one for one in above[0] if all(one in others for others in above)), None)
    received, court = min(((one.received, one.court) for one in dated if one.received), key=lambda pair: (pair[0], pair[1].name))
    place = next((told.courts[key] for key in (*_keys(received, court, dated), "*") if key in told.courts), None)
    if category is None or place is None:
        return APART if category is None else NOWHERE
    return Case(category, place, received, court, frozenset(one.page for one in same))


def _keys(received: date, court: Court, dated: Iterable[Entry]) -> list[str]:
    """Where the court is, told by any of the entries of that court."""
    return [*court.keys, *(key for one in dated if one.received == received and one.court.may_be(court) for key in one.court.keys)]
