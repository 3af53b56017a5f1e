"""The two kinds of files that tables become. Both are written row by row, and come out the same byte for byte."""

import gzip
from collections.abc import Iterable
from pathlib import Path

import msgspec
from msgspec import Struct

LEVEL = 6


def write_json_lines(path: Path, row_type: type[Struct], rows: Iterable[Struct]) -> int:
    """One JSON object a line in UTF-8, compressed with gzip; gives the number of rows."""
    encode = msgspec.json.Encoder().encode
    count = 0
    with path.open("wb") as raw, gzip.GzipFile("", "wb", LEVEL, raw, mtime=0) as file:
        for row in rows:
            assert isinstance(row, row_type)
            file.write(encode(row) + b"\n")
            count += 1
    return count


def write_parquet(path: Path, row_type: type[Struct], rows: Iterable[Struct]) -> int:
    """An Apache Parquet file with typed columns; gives the number of rows. ModuleNotFoundError without pyarrow."""
    from firsthand.exports.dump.parquet import write

    return write(path, row_type, rows)
