"""Exports of programs that read court sites: CSV, JSON and JSON lines, by the names of their columns."""

from __future__ import annotations

import csv
import io
import json
import re
from collections.abc import Iterable, Iterator, Mapping
from typing import Any

from recusant.dockets.entries import COURT, HOST, Court, Entry, entry
from recusant.dockets.words import cells_of, field_of, says
from recusant.errors import BadSource

SEPARATORS = ",;\t"
TITLE = re.compile(
    r"\b(?:\d{1,4}(?:-?й)?\s)?(?:[\w-]{1,40}[иыо]й\s)?(?:районн|городск|межрайонн|гарнизонн|окружн|флотск|областн|краев)\w{1,4}\s(?:военный\s)?суд\b"
    r"(?:\sг(?:\.|орода)\s?[\w-]{1,40})?"
)  # only this of a column that is taken for the court's: columns called "name" hold persons in some exports


def read_export(text: str, name: str, digest: str) -> list[Entry]:
    """The entries of an export; rows without a case number are none. Raises BadSource where no column holds case numbers."""
    rows = [{str(title): str(cell) for title, cell in row.items()} for row in _rows(text, name)]
    if not any(field_of("columns", title) == "number" for row in rows[:1] for title in row):
        mend = "name a column case_number; see docs/dockets.md for the others"
        raise BadSource("no column holds numbers of cases", file=name, mend=mend)
    made = (_entry(cells_of("columns", row, row.values()), digest) for row in rows)
    return [one for one in made if one]


def _entry(cells: dict[str, str], digest: str) -> Entry | None:
    procedure = cells.get("procedure", "")
    known = says("criminal", procedure) or says("first", procedure)
    return entry(cells, _court(cells, digest), digest, says("criminal", procedure) and says("first", procedure) if known else None)


def _court(cells: Mapping[str, str], digest: str) -> Court:
    told = " ".join(cells.get("court", "").split())
    code, host, title = COURT.search(told), HOST.search(cells.get("url", "")), TITLE.search(told)
    region = cells.get("region", "").strip().zfill(2)
    return Court(
        code[0] if code else None,
        (host[1].lower(), host[2].lower()) if host else None,
        (digest, title[0]) if title and not code else None,
        region if region.isdigit() and not says("military", told) else None,
    )


def _rows(text: str, name: str) -> Iterable[Mapping[str, Any]]:
    if text.lstrip()[:1] in ("[", "{"):
        try:
            return list(_objects(text))
        except (ValueError, RecursionError) as fault:
            raise BadSource(f"not JSON ({fault})", file=name, mend="export it again") from None
    separator = max(SEPARATORS, key=text.partition("\n")[0].count)
    try:
        rows = csv.DictReader(io.StringIO(text), delimiter=separator)
        return [{title: cell or "" for title, cell in row.items() if title} for row in rows]
    except csv.Error as fault:
        raise BadSource(f"not CSV ({fault})", file=name, mend="export it again") from None


def _objects(text: str) -> Iterator[Mapping[str, Any]]:
    """The objects of a JSON list, of a list within an object, or of lines."""
    try:
        whole = json.loads(text)
    except ValueError:
        whole = [json.loads(line) for line in text.splitlines() if line.strip()]
    lists = [whole] if isinstance(whole, list) else [value for value in whole.values() if isinstance(value, list)] or [[whole]]
    yield from (one for found in lists for one in found if isinstance(one, dict))
