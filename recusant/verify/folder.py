"""Verify a folder as ``publish`` wrote it: every bound and conflict in it, from its own claims and codebook alone.

The digests of its files are looked at too. They only tell that nothing was changed since; the proofs are what is verified.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from recusant.codebook import load
from recusant.errors import BadInput, BadRecord, CertificateRefused
from recusant.records import Bound, Claim, Conflict, Json
from recusant.verify.certificates import verify_bound, verify_conflict


@dataclass(frozen=True)
class Checked:
    """How many bounds and conflicts were looked at, and what was refused, a line each."""

    bounds: int
    conflicts: int
    refused: tuple[str, ...]


def verify_folder(folder: Path) -> Checked:
    """Re-add every certificate of a published folder (claims.jsonl, bounds.jsonl, conflicts.jsonl, codebook.toml).

    Raises BadInput where a file is missing or is not what it says.
    """
    refused = list(_changed(folder))
    book = load(_there(folder / "codebook.toml"))
    claims = {claim.id: claim for claim in map(Claim.from_dict, _lines(folder / "claims.jsonl"))}
    bounds = [Bound.from_dict(record) for record in _lines(folder / "bounds.jsonl")]
    conflicts = [Conflict.from_dict(record) for record in _lines(folder / "conflicts.jsonl")]
    for bound in bounds:
        try:
            verify_bound(bound, claims, book)
        except CertificateRefused as why:
            refused.append(str(why))
    for conflict in conflicts:
        try:
            verify_conflict(conflict, claims, book)
        except CertificateRefused as why:
            refused.append(str(why))
    return Checked(len(bounds), len(conflicts), tuple(refused))


def _changed(folder: Path) -> Iterator[str]:
    """The files whose bytes are no longer those that were published."""
    for line in _there(folder / "SHA256SUMS").read_text(encoding="utf-8").splitlines():
        digest, _, name = line.partition("  ")
        if hashlib.sha256(_there(folder / name).read_bytes()).hexdigest() != digest:
            yield f"{name} was changed after it was published"


def _there(path: Path) -> Path:
    if not path.is_file():
        raise BadInput(f"{path.name} is missing", file=str(path), mend="verify takes a folder that `recusant publish` wrote")
    return path


def _lines(path: Path) -> Iterator[Json]:
    with _there(path).open(encoding="utf-8") as lines:
        for number, line in enumerate(lines, 1):
            try:
                record = json.loads(line)
            except ValueError as fault:
                raise BadRecord(f"not JSON ({fault})", file=str(path), place=f"line {number}", mend="publish the folder again") from None
            yield record
