"""The tables as Parquet, texts as they are. Needs pyarrow, an extra that only those who ask for it need."""

from __future__ import annotations

import io

from recusant.publish.exports.tables import Cells


def parquet_of(cells: Cells) -> bytes:
    """A table as Parquet: the rows that were made, among those that are taken from the file of the edition before."""
    import pyarrow as pa
    import pyarrow.parquet as pq

    types = {"string": pa.string(), "integer": pa.int64(), "number": pa.float64(), "date": pa.date32(), "boolean": pa.bool_()}
    columns, rows, file, out = cells.table.columns, cells.rows, f"{cells.table.name}.parquet", io.BytesIO()
    arrays = [pa.array(held, types[column.kind]) for held, column in zip(cells.columns, columns, strict=True)]
    held = [pa.Table.from_arrays(arrays, [column.name for column in columns])]
    if before := rows.before.files.get(file):
        held.insert(0, pq.read_table(io.BytesIO(before)))
    every = pa.concat_tables(held)
    taken = [every.slice(at.start, at.stop - at.start) for at in rows.places(file, list(map(len, rows.fresh)))]
    pq.write_table(pa.concat_tables(taken or held).combine_chunks(), out, compression="zstd")
    return out.getvalue()
