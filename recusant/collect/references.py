"""Lists of links: CSV files with a column of addresses (as Zotero and spreadsheets write them), RIS and CSL JSON."""

from __future__ import annotations

import csv
import io
import json
import re
from collections.abc import Iterator

from recusant.collect.addresses import is_address
from recusant.errors import BadSource, NotFetched

LINKS = ("url", "link", "links", "address", "web address")  # what the column may be called
CODED = {"measure", "category", "place", "origin"}  # columns that every table of figures has and a list of links has not
SEPARATORS = ",;\t"
RIS = re.compile(r"^UR  ?- ?(\S+)", re.MULTILINE)
Link = tuple[str, str]  # the place in the file, the address


def is_list(data: bytes) -> bool:
    """Is a CSV file a list of links? Its first row then has a column of them, or one itself, and no column of a table of figures."""
    first = next(_rows(data[:100_000].partition(b"\n")[0]), [])
    return _column(first) is not None and not CODED & {cell.strip().casefold() for cell in first}


def linked(data: bytes, ending: str, name: str) -> Iterator[BadSource]:
    """The pages that a list names, each once and as NotFetched, and what is no web address. Items without a link are passed over."""
    found = {".csv": _of_csv, ".ris": _of_ris, ".json": _of_json}[ending]
    seen = set[str]()
    try:
        for place, url in found(data):
            if url not in seen:
                seen.add(url)
                yield NotFetched(url, file=name, place=place) if is_address(url) else _no_address(url, name, place)
    except (ValueError, RecursionError, csv.Error) as fault:
        yield BadSource(f"the list is cut off or damaged ({fault})", file=name, mend="save or export it again")
    if not seen:
        yield BadSource("there are no links in it", file=name, mend="give one address an item: in CSV, in a column called url")


def _no_address(url: str, name: str, place: str) -> BadSource:
    return BadSource(f"{url[:100]!r} is no web address", file=name, place=place, mend="begin it with https://")


def _of_csv(data: bytes) -> Iterator[Link]:
    rows = _rows(data)
    first = next(rows, [])
    at = _column(first)
    if at is not None and is_address(first[at].strip()):
        yield "row 1", first[at].strip()
    for number, row in enumerate(rows, 2):
        if at is not None and at < len(row) and row[at].strip():
            yield f"row {number}", row[at].strip()


def _rows(data: bytes) -> Iterator[list[str]]:
    text = data.decode("utf-8-sig", "replace")  # addresses and the names of columns are ASCII in any encoding
    separator = max(SEPARATORS, key=text.partition("\n")[0].count)
    return csv.reader(io.StringIO(text, newline=""), delimiter=separator)


def _column(first: list[str]) -> int | None:
    """Where the links stand."""
    return next((at for at, cell in enumerate(first) if cell.strip().casefold() in LINKS or is_address(cell.strip())), None)


def _of_ris(data: bytes) -> Iterator[Link]:
    text = data.decode("utf-8-sig", "replace")
    return ((f"line {text.count(chr(10), 0, found.start()) + 1}", found[1]) for found in RIS.finditer(text))


def _of_json(data: bytes) -> Iterator[Link]:
    for number, item in enumerate(json.loads(data), 1):
        if isinstance(item, dict) and item.get("URL"):
            yield f"item {number}", str(item["URL"])
