"""The records of a report as JSON lines, as they are published. What a page is made of is told by the same lines."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Protocol

from recusant.publish.figures import Key
from recusant.publish.report import Report
from recusant.records import Claim, Json

ENCODER = json.JSONEncoder(ensure_ascii=False, check_circular=False)


class Record(Protocol):
    """Anything that has the JSON of a contract."""

    def to_dict(self) -> Json: ...


@dataclass(frozen=True)
class Lines:
    """The lines of each claim by its id, and those of the bounds and of the path of each series."""

    claims: Mapping[str, bytes]
    bounds: Mapping[Key, bytes]
    paths: Mapping[Key, bytes]


def lines_of(report: Report, claims: Sequence[Claim]) -> Lines:
    """The lines of a report; ``claims`` as they may be shown, names masked."""
    return Lines(
        {claim.id: lines([claim]) for claim in claims},
        {series.key: lines(series.bounds) for series in report.series},
        {series.key: lines([series.path]) for series in report.series if series.path and series.path.steps},
    )


def lines(records: Iterable[Record]) -> bytes:
    """One JSON object a line. Half a surrogate pair, which UTF-8 cannot hold, becomes the JSON escape of itself."""
    told = [ENCODER.encode(record.to_dict()) for record in records]
    return "".join(f"{line}\n" for line in told).encode("utf-8", "backslashreplace")
