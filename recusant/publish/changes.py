"""What an edition says otherwise than an earlier one: which bounds moved, which claims and conflicts are new or gone.

The same data as before carry on what was told of their own changes, so an edition published twice is the same to the byte.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property
from typing import Any, NamedTuple, Self

from recusant.errors import BadInput, BadRecord
from recusant.publish.writing import Folder
from recusant.records import Bound, Claim, Conflict, Json, Scope

CHANGES = "changes.json"
COMPARED = ("claims.jsonl", "bounds.jsonl", "conflicts.jsonl")

Ends = tuple[int, int | None]
Files = Mapping[str, bytes]


@dataclass(frozen=True)
class Moved:
    """A bound that is not what it was; None: it was not asked then, or is not asked now."""

    layer: str
    scope: Scope
    before: Ends | None
    after: Ends | None

    def to_dict(self) -> Json:
        ends = {name: list(ends) if ends else None for name, ends in (("before", self.before), ("after", self.after))}
        return {"layer": self.layer, "scope": self.scope.to_dict(), **ends}

    @classmethod
    def from_dict(cls, record: Mapping[str, Any]) -> Self:
        before, after = (tuple(record[name]) if record[name] else None for name in ("before", "after"))
        return cls(record["layer"], Scope.from_dict(record["scope"]), before, after)


@dataclass(frozen=True)
class Changes:
    """What is otherwise than in the edition ``since``; None: no earlier edition is known, and nothing is told.

    Of what is gone the records are kept as they were; of what is new, or was decided since (a claim whose id is known and whose
    record is another), only the ids: the records stand beside.
    """

    since: str | None = None
    moved: tuple[Moved, ...] = ()
    new_claims: tuple[str, ...] = ()
    decided_claims: tuple[str, ...] = ()
    gone_claims: tuple[Claim, ...] = ()
    new_conflicts: tuple[str, ...] = ()
    gone_conflicts: tuple[Conflict, ...] = ()

    @cached_property
    def none(self) -> bool:
        """Whether an earlier edition is known and nothing is otherwise."""
        return self.since is not None and self == Changes(self.since)

    def to_dict(self) -> Json:
        gone = {"gone_claims": [claim.to_dict() for claim in self.gone_claims]}
        gone |= {"gone_conflicts": [conflict.to_dict() for conflict in self.gone_conflicts]}
        ids = {name: list(getattr(self, name)) for name in ("new_claims", "decided_claims", "new_conflicts")}
        return {"since": self.since, "moved": [moved.to_dict() for moved in self.moved], **ids, **gone}

    @classmethod
    def from_dict(cls, record: Mapping[str, Any]) -> Self:
        ids = {name: tuple(record[name]) for name in ("new_claims", "decided_claims", "new_conflicts")}
        moved = tuple(map(Moved.from_dict, record["moved"]))
        claims, conflicts = map(Claim.from_dict, record["gone_claims"]), map(Conflict.from_dict, record["gone_conflicts"])
        return cls(record["since"], moved, **ids, gone_claims=tuple(claims), gone_conflicts=tuple(conflicts))


class Issue(NamedTuple):
    """The data of an edition, and its name."""

    name: str
    files: Files


def edition_name(digests: Mapping[str, str]) -> str:
    """The name of an edition: a hash of its claims, bounds and conflicts, of which ``digests`` has the digests."""
    told = b"".join(bytes.fromhex(digests[name]) for name in COMPARED)
    return f"e-{hashlib.sha256(told).hexdigest()[:12]}"


def earlier(folder: Folder) -> Issue | None:
    """The edition in a folder, where its data are whole and as they were published."""
    files = {name: data for name in (*COMPARED, CHANGES) if (data := folder.whole(name)) is not None}
    return Issue(edition_name(folder.before), files) if files.keys() >= set(COMPARED) else None


def changes_since(before: Issue | None, now: Issue) -> Changes:
    """What an edition says otherwise than the one ``before``. Raises BadInput where what stands there is no edition."""
    if before is None:
        return Changes()
    try:
        if before.name == now.name:
            return Changes.from_dict(json.loads(before.files[CHANGES])) if CHANGES in before.files else Changes()
        return _compared(before, now)
    except (ValueError, KeyError, TypeError, BadRecord) as fault:
        raise BadInput(f"the earlier edition cannot be read ({fault})", mend="publish into another folder") from fault


def _compared(before: Issue, now: Issue) -> Changes:
    was, is_now = dict[str, list[Json]](), dict[str, list[Json]]()
    for name in COMPARED:
        was[name], is_now[name] = _others(before.files[name].splitlines(), now.files[name].splitlines())
    claims_before, claims_now = (_by_id(one["claims.jsonl"]) for one in (was, is_now))
    conflicts_before, conflicts_now = (_by_id(one["conflicts.jsonl"]) for one in (was, is_now))
    return Changes(
        before.name,
        tuple(_moved(was["bounds.jsonl"], is_now["bounds.jsonl"])),
        tuple(sorted(claims_now.keys() - claims_before.keys())),
        tuple(sorted(claims_now.keys() & claims_before.keys())),
        tuple(Claim.from_dict(claims_before[name]) for name in sorted(claims_before.keys() - claims_now.keys())),
        tuple(sorted(conflicts_now.keys() - conflicts_before.keys())),
        tuple(Conflict.from_dict(conflicts_before[name]) for name in sorted(conflicts_before.keys() - conflicts_now.keys())),
    )


def _others(*files: list[bytes]) -> Iterator[list[Json]]:
    """The records of each of two files of which no line of the other is the same."""
    same = set(files[0]).intersection(files[1])
    return ([json.loads(line) for line in lines if line not in same] for lines in files)


def _by_id(records: Iterable[Json]) -> dict[str, Json]:
    return {record["id"]: record for record in records}


def _moved(before: Iterable[Json], after: Iterable[Json]) -> list[Moved]:
    """The bounds whose ends are others; another proof of the same ends moves nothing."""
    was, is_now = ({(bound.layer, bound.scope): (bound.lo, bound.hi) for bound in map(Bound.from_dict, held)} for held in (before, after))
    moved = (Moved(*key, was.get(key), is_now.get(key)) for key in was.keys() | is_now.keys() if was.get(key) != is_now.get(key))
    return sorted(moved, key=lambda one: (one.layer, json.dumps(one.scope.to_dict(), sort_keys=True)))
