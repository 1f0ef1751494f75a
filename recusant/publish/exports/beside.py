"""All the files that a folder holds besides its pages and its JSON lines."""

from __future__ import annotations

import json
from collections.abc import Sequence
from importlib.util import find_spec

from recusant.publish.edition import Edition
from recusant.publish.exports.bibliography import bibtex
from recusant.publish.exports.entities import entities
from recusant.publish.exports.package import data_package, dataset, dictionary
from recusant.publish.exports.pictures import pictures
from recusant.publish.exports.reviews import reviews_of_aside
from recusant.publish.exports.tables import TABLES, Shown, columns_of, csv_of, parquet_of
from recusant.publish.report import Report
from recusant.records import Claim, Source

PARQUET, PNG = "pyarrow", "resvg_py"  # what writes them


def exports(report: Report, claims: Sequence[Claim], sources: Sequence[Source]) -> dict[str, bytes]:
    """The exports of a report; ``claims`` and ``sources`` as they may be shown, names masked. The same report gives the same bytes.

    Tables in Parquet, and pictures as PNG, are written where the extra ``exports`` is installed; ``missing`` says what is not.
    """
    shown = Shown(report.edition, report.bounds, claims, sources)
    columns = {table.name: columns_of(table, shown) for table in TABLES}
    tables = {f"{table.name}.csv": csv_of(table, columns[table.name]) for table in TABLES}
    if find_spec(PARQUET):
        tables |= {f"{table.name}.parquet": parquet_of(table, columns[table.name]) for table in TABLES}
    drawn = pictures(report, as_png=bool(find_spec(PNG))) if report.edition.pictures else {}
    return {
        **tables,
        **drawn,
        "datapackage.json": _json(data_package(shown, tables)),
        "dataset.jsonld": _json(dataset(shown, tables)),
        "reviews.jsonld": _json(reviews_of_aside(shown)),
        "dictionary.md": dictionary().encode(),
        "entities.ftm.json": _lines(entities(shown)),
        "sources.bib": bibtex(sources).encode(),
    }


def missing(edition: Edition) -> list[str]:
    """What is not written for lack of an extra, a sentence each."""
    lacking = [("tables as Parquet", PARQUET), *([("pictures as PNG", PNG)] if edition.pictures else [])]
    return [f"{what} are not written: pip install 'recusant[exports]'" for what, library in lacking if not find_spec(library)]


def _json(record: object) -> bytes:
    return (json.dumps(record, ensure_ascii=False, indent=1) + "\n").encode()


def _lines(records: Sequence[object]) -> bytes:
    return "".join(f"{json.dumps(record, ensure_ascii=False)}\n" for record in records).encode()
