"""All the files that a folder holds besides its pages and its JSON lines."""

from __future__ import annotations

import json
from collections.abc import Sequence
from importlib.util import find_spec

from recusant.publish.edition import Edition
from recusant.publish.exports.bibliography import bibtex
from recusant.publish.exports.entities import entities
from recusant.publish.exports.package import Sized, data_package, dataset, dictionary
from recusant.publish.exports.parquet import parquet_of
from recusant.publish.exports.pictures import pictures
from recusant.publish.exports.reviews import reviews_of_aside
from recusant.publish.exports.tables import TABLES, Cells, Shown, csv_of
from recusant.publish.portions import Portions
from recusant.publish.report import Report
from recusant.records import Source

PARQUET, PNG = "pyarrow", "resvg_py"  # what writes them
_WRITTEN = {"csv": csv_of, "parquet": parquet_of}


def exports(report: Report, claims: Portions, bounds: Portions, sources: Sequence[Source]) -> dict[str, bytes]:
    """The exports of a report; ``claims`` and ``sources`` as they may be shown, names masked. The same report gives the same bytes.

    Tables in Parquet, and pictures as PNG, are written where the extra ``exports`` is installed; ``missing`` says what is not.
    """
    shown, written = Shown(report.edition, bounds, claims, sources), dict[str, bytes]()
    for table in TABLES:
        cells = Cells.of(table, shown)
        written |= {name: _WRITTEN[name.rpartition(".")[2]](cells) for name in tables(table.name)}
    sized = {name: Sized.of(data) for name, data in written.items()}
    drawn = pictures(report, as_png=bool(find_spec(PNG))) if report.edition.pictures else {}
    return {
        **written,
        **drawn,
        "datapackage.json": _json(data_package(shown, sized)),
        "dataset.jsonld": _json(dataset(shown, sized)),
        "reviews.jsonld": _json(reviews_of_aside(shown)),
        "dictionary.md": dictionary().encode(),
        "entities.ftm.json": _lines(entities(shown)),
        "sources.bib": bibtex(sources).encode(),
    }


def tables(name: str) -> list[str]:
    """The files that a table is written to."""
    return [f"{name}.{kind}" for kind in _WRITTEN if kind != "parquet" or find_spec(PARQUET)]


def missing(edition: Edition) -> list[str]:
    """What is not written for lack of an extra, a sentence each."""
    lacking = [("tables as Parquet", PARQUET), *([("pictures as PNG", PNG)] if edition.pictures else [])]
    return [f"{what} are not written: pip install 'recusant[exports]'" for what, library in lacking if not find_spec(library)]


def _json(record: object) -> bytes:
    return (json.dumps(record, ensure_ascii=False, indent=1) + "\n").encode()


def _lines(records: Sequence[object]) -> bytes:
    return "".join(f"{json.dumps(record, ensure_ascii=False)}\n" for record in records).encode()
