"""The records of a report as JSON lines, as they are published."""

from __future__ import annotations

import json
from collections.abc import Iterable
from typing import Protocol

from recusant.records import Json

ENCODER = json.JSONEncoder(ensure_ascii=False, check_circular=False)


class Record(Protocol):
    """Anything that has the JSON of a contract."""

    def to_dict(self) -> Json: ...


def lines(records: Iterable[Record]) -> bytes:
    """One JSON object a line. Half a surrogate pair, which UTF-8 cannot hold, becomes the JSON escape of itself."""
    told = [ENCODER.encode(record.to_dict()) for record in records]
    return "".join(f"{line}\n" for line in told).encode("utf-8", "backslashreplace")
