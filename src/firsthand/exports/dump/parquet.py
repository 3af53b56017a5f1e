"""Rows as Apache Parquet. The one module that needs pyarrow: it is imported when such files are written."""

from collections.abc import Iterable, Iterator
from itertools import islice
from pathlib import Path
from typing import Any

import msgspec
import pyarrow as pa  # type: ignore[import-untyped]
from msgspec import Struct
from pyarrow.parquet import ParquetWriter  # type: ignore[import-untyped]

from firsthand.exports.dump.columns import Column, columns_of

ROWS_AT_ONCE = 5_000
"""Rows of a row group: a few megabytes of passages."""


def write(path: Path, row_type: type[Struct], rows: Iterable[Struct]) -> int:
    """An Apache Parquet file with typed columns; gives the number of rows."""
    schema = pa.schema([_field(column) for column in columns_of(row_type)])
    count = 0
    with ParquetWriter(path, schema, compression="zstd", version="2.6") as writer:
        for batch in _batches(rows):
            found = [msgspec.to_builtins(row) for row in batch]
            writer.write_table(pa.Table.from_pylist(found, schema=schema), row_group_size=ROWS_AT_ONCE)
            count += len(batch)
    return count


def _batches(rows: Iterable[Struct]) -> Iterator[list[Struct]]:
    iterator = iter(rows)
    while batch := list(islice(iterator, ROWS_AT_ONCE)):
        yield batch


def _field(column: Column) -> Any:
    return pa.field(column.name, _type(column), nullable=not column.required)


def _type(column: Column) -> Any:
    match column.kind:
        case "array":
            return pa.list_(_field(column.inner[0]))
        case "object":
            return pa.struct([_field(inner) for inner in column.inner])
        case "integer":
            return pa.int64()
        case "number":
            return pa.float64()
        case "boolean":
            return pa.bool_()
        case _:
            return pa.string()
