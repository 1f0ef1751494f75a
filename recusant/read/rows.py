"""Rows of a table of figures, from CSV, JSON lines or XLSX, every cell as the text that stands in it."""

from __future__ import annotations

import csv
import io
import json
import warnings
import zipfile
import zlib
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from recusant.errors import BadTable
from recusant.read.columns import REQUIRED, column_faults, column_name
from recusant.read.decode import LOST, decoded
from recusant.records import Source

SEPARATORS = ",;\t"
MOST_FAULTS = 20
NO_VALUE = "#no saved value"  # of a formula: not a number and not a name, so it is a fault wherever it is read
UNREADABLE = (KeyError, ValueError, TypeError, IndexError, AttributeError, SyntaxError, OSError, EOFError, zipfile.BadZipFile, zlib.error)


@dataclass(frozen=True, slots=True)
class Row:
    """One row: where it stands ("row 7"; the header is row 1), and its cells by the names of the columns."""

    place: str
    cells: dict[str, str]


class Faults:
    """Collects the faults of a table, to be told together."""

    def __init__(self, file: str) -> None:
        self.file, self.found = file, list[str]()

    def add(self, place: str, what: str) -> None:
        self.found.append(f"{place}: {what}")

    def refuse(self) -> None:
        """Raises BadTable with the faults (the first twenty), where there are any."""
        if self.found:
            more = len(self.found) - MOST_FAULTS
            lines = [*self.found[:MOST_FAULTS], *([f"… and {more} more"] if more > 0 else [])]
            raise BadTable("\n  ".join([f"{len(self.found)} fault(s) in the table", *lines]), file=self.file)


def rows_of(source: Source) -> list[Row]:
    """The rows of a table. Raises BadTable with every row that is cut or broken."""
    faults = Faults(source.name)
    rows = READERS[source.media](source, faults)
    faults.refuse()
    if not rows:
        raise BadTable("there are no rows of figures", file=source.name, mend="write a header and below it one row a figure")
    return rows


def _text(source: Source, faults: Faults) -> str:
    """The text of a table, in which no character may be lost."""
    text = decoded(source)
    for at, line in enumerate(text.split("\n"), 1) if LOST in text else ():
        if LOST in line:
            faults.add(f"line {at}", "a character in it was lost; write it again")
    return text


def _csv(source: Source, faults: Faults) -> list[Row]:
    text = _text(source, faults).lstrip("\n")
    separator = max(SEPARATORS, key=text.partition("\n")[0].count)
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=separator, strict=True)
    grid: list[tuple[str, list[str]]] = []
    try:
        for at, cells in enumerate(reader, 1):
            grid.append((f"row {at}", cells))
    except csv.Error as fault:
        faults.add(f"line {reader.line_num}", f"{fault}: the row is cut off or a quotation mark is not closed")
    return _table(grid, faults)


def _xlsx(source: Source, faults: Faults) -> list[Row]:
    """The rows of every sheet that has a column of ours; sheets of remarks have none."""
    try:
        sheets = _sheets(source.data)
    except UNREADABLE as fault:
        raise BadTable(f"the workbook cannot be read ({fault})", file=source.name, mend="save it again, or as .csv") from None
    ours = {title: grid for title, grid in sheets.items() if any(set(REQUIRED) & {*map(column_name, cells)} for _, cells in grid[:1])}
    rows: list[Row] = []
    for title, grid in (ours or sheets).items():
        where = f"sheet {title!r}, row" if len(sheets) > 1 else "row"
        width = max((len(cells) for _, cells in grid), default=0)
        rows += _table([(f"{where} {at}", cells + [""] * (width - len(cells))) for at, cells in grid], faults)
    return rows


def _sheets(data: bytes) -> dict[str, list[tuple[int, list[str]]]]:
    """Each sheet's rows, read twice: the values, and the formulas, so that a formula without a saved value is no empty cell."""
    with warnings.catch_warnings():
        warnings.simplefilter("ignore", UserWarning)  # of styles and extensions, which do not change a cell
        from openpyxl import load_workbook  # 0.2 s, for workbooks only

        values, formulas = (load_workbook(io.BytesIO(data), read_only=True, data_only=saved) for saved in (True, False))
        found: dict[str, list[tuple[int, list[str]]]] = {}
        for sheet, written in zip(values.worksheets, formulas.worksheets, strict=True):
            for one in (sheet, written):
                one.reset_dimensions()  # some programs write a size that is too small
            pairs = zip(sheet.iter_rows(values_only=True), written.iter_rows(values_only=True), strict=True)
            found[sheet.title] = [(at, [*map(_cell, cells, forms)]) for at, (cells, forms) in enumerate(pairs, 1)]
    return found


def _cell(value: Any, formula: Any) -> str:
    if value is None:
        return "" if formula is None else NO_VALUE
    if isinstance(value, datetime):
        return value.date().isoformat()
    return format(value, ".15g") if isinstance(value, float) else str(value)  # 15 digits are what Excel itself keeps


def _table(grid: Iterable[tuple[str, list[str]]], faults: Faults) -> list[Row]:
    filled = ((place, [cell.strip() for cell in cells]) for place, cells in grid if any(cell.strip() for cell in cells))
    place, header = next(filled, ("row 1", []))
    columns = [column_name(cell) for cell in header]
    for what in column_faults(columns):
        faults.add(place, what)
    rows: list[Row] = []
    for place, cells in filled:
        if len(cells) == len(columns):
            rows.append(Row(place, {name: cell for name, cell in zip(columns, cells, strict=True) if name}))
        else:
            faults.add(place, f"{len(cells)} cells under {len(columns)} columns: the row is cut off or shifted")
    return rows


def _jsonl(source: Source, faults: Faults) -> list[Row]:
    rows: list[Row] = []
    for at, line in enumerate(_text(source, faults).split("\n"), 1):
        if not line.strip():
            continue
        try:
            record = json.loads(line, parse_int=str, parse_float=str, parse_constant=str)
        except (ValueError, RecursionError) as fault:
            faults.add(f"line {at}", f"not JSON ({fault}): the line is cut off or broken")
            continue
        if isinstance(record, dict):
            rows.append(Row(f"line {at}", {column_name(name): _json_cell(value) for name, value in record.items()}))
        else:
            faults.add(f"line {at}", 'not an object; write {"column": value, …}')
    for what in column_faults([*{name: None for row in rows for name in row.cells}]) if rows else ():
        faults.add("columns", what)
    return rows


def _json_cell(value: Any) -> str:
    if isinstance(value, list):
        return "; ".join(map(_json_cell, value))
    return "" if value is None else str(value).strip()


READERS: dict[str, Callable[[Source, Faults], list[Row]]] = {
    "text/csv": _csv,
    "application/jsonl": _jsonl,
    "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet": _xlsx,
}
