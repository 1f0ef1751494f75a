"""What tells other programs of the tables: a Frictionless data package, a schema.org Dataset, and a dictionary for people."""

from __future__ import annotations

import re
from collections.abc import Mapping
from pathlib import PurePath
from typing import NamedTuple, Self

from recusant.publish.exports.tables import TABLES, Shown, Table
from recusant.publish.inert import inert
from recusant.publish.writing import digest_of
from recusant.records import Json

MEDIA = {".csv": "text/csv", ".parquet": "application/vnd.apache.parquet", ".svg": "image/svg+xml", ".png": "image/png"}


class Sized(NamedTuple):
    """How many bytes a file has, and their digest."""

    size: int
    sha256: str

    @classmethod
    def of(cls, data: bytes) -> Self:
        return cls(len(data), digest_of(data))


def data_package(shown: Shown, files: Mapping[str, Sized]) -> Json:
    """The CSV tables as a Tabular Data Package: types, keys and what each column holds."""
    resources = [_resource(table, files[f"{table.name}.csv"]) for table in TABLES]
    name = "-".join(["recusant", *re.findall("[a-z0-9]+", shown.edition.book.name.lower())])[:60]
    record: Json = {"profile": "tabular-data-package", "name": name, "title": _title(shown), "description": DESCRIPTION}
    return record | {"resources": resources}


def _resource(table: Table, file: Sized) -> Json:
    fields = [{"name": column.name, "type": column.kind, "description": column.says} for column in table.columns]
    keys = [{"fields": name, "reference": {"resource": other, "fields": "id"}} for name, other in table.refers]
    schema: Json = {"fields": fields, "missingValues": [""], "primaryKey": list(table.key)} | ({"foreignKeys": keys} if keys else {})
    record: Json = {"profile": "tabular-data-resource", "name": table.name, "path": f"{table.name}.csv", "description": table.says}
    record |= {"format": "csv", "mediatype": "text/csv", "encoding": "utf-8", "bytes": file.size}
    return record | {"hash": f"sha256:{file.sha256}", "schema": schema}


DESCRIPTION = (
    "Counts as quoted from articles, and what must be true if the quoted claims hold. Each bound is proved by quotes that anybody can "
    "add up: `recusant verify` does so. A text that a spreadsheet would compute has an apostrophe before it in the CSV tables."
)


def dataset(shown: Shown, files: Mapping[str, Sized]) -> Json:
    """The edition as a schema.org Dataset. Who publishes it is not known here and is not said."""
    measures, places = ({getattr(bound.scope, part) for bound in shown.bounds} for part in ("measure", "place"))
    days = [day for bound in shown.bounds for end in (bound.scope.window.start, bound.scope.window.end) for day in end if day]
    record: Json = {"@context": "https://schema.org", "@type": "Dataset", "name": _title(shown), "description": DESCRIPTION}
    record |= {"temporalCoverage": f"{min(days)}/{max(days)}"} if days else {}
    record |= {"dateModified": shown.edition.issued.isoformat()} if shown.edition.issued else {}
    record["spatialCoverage"] = [{"@type": "Place", "name": inert(shown.label("place", place))} for place in sorted(places)]
    named = ((name, inert(shown.label("measure", name))) for name in sorted(measures))
    record["variableMeasured"] = [{"@type": "PropertyValue", "propertyID": name, "name": label} for name, label in named]
    record["measurementTechnique"] = "Linear programming over quoted claims, with certificates re-added in exact arithmetic"
    return record | {"distribution": [_download(*named) for named in sorted(files.items())]}


def _download(name: str, file: Sized) -> Json:
    record: Json = {"@type": "DataDownload", "contentUrl": name, "encodingFormat": MEDIA[PurePath(name).suffix]}
    return record | {"contentSize": f"{file.size} B", "sha256": file.sha256}


def dictionary() -> str:
    """What each column of each table holds, as Markdown."""
    lines = ["# Data dictionary", "", DESCRIPTION, "", "Days are ISO dates, both ends inclusive. An empty cell means not known."]
    for table in TABLES:
        lines += ["", f"## {table.name}", "", f"{table.says}. No two rows share: {', '.join(table.key)}.", ""]
        lines += ["| column | type | what it holds |", "|---|---|---|"]
        lines += [f"| `{column.name}` | {column.kind} | {column.says} |" for column in table.columns]
    return "\n".join(lines) + "\n"


def _title(shown: Shown) -> str:
    return inert(shown.edition.title or shown.label("book", shown.edition.book.name).capitalize())
