# ruff: noqa: INP001 - an example stands by itself
"""Counts over a corpus on Ray: `firsthand.wording.corpus.count` as it is, on as many machines as Ray has.

    python examples/ray_corpus.py abstracts.parquet --language-field language --year-field year

Without a cluster it starts Ray on this machine. The same function is a step of Ray Data,

    ray.data.read_parquet(path).map_batches(count, fn_kwargs={"year": "year"})

and of PySpark:

    frame.mapInPandas(lambda batches: (pandas.DataFrame(count(batch)) for batch in batches), schema)
"""

import argparse
import sys
from collections.abc import Iterator
from typing import Any

import pyarrow.dataset
import ray

from firsthand.wording.corpus import Numbers, count
from firsthand.wording.reports.rows import row

ROWS = 256
"""Texts that are sent at once."""
WAITING = 64
"""Batches that are under way, so that memory stays small however large the corpus is."""


def main() -> None:
    parser = argparse.ArgumentParser(description="Counts over a corpus of Parquet files on Ray, as CSV.")
    parser.add_argument("paths", nargs="+", help="Parquet files")
    parser.add_argument("--text-field", default="text")
    parser.add_argument("--language-field")
    parser.add_argument("--year-field")
    parser.add_argument("--guide", default="house", help="a guide that every machine has")
    parser.add_argument("--workers", type=int, help="processors of this machine, and no cluster")
    wanted = parser.parse_args()
    fields = {"text": wanted.text_field, "language": wanted.language_field, "year": wanted.year_field}
    where = "local" if wanted.workers else None
    ray.init(where, num_cpus=wanted.workers, include_dashboard=False, logging_level="warning")
    try:
        table = counted(wanted.paths, fields, wanted.guide)
    finally:
        ray.shutdown()
    sys.stdout.write(row(tuple(table)))
    sys.stdout.writelines(row(tuple(map(str, cells))) for cells in zip(*table.values(), strict=True))


def counted(paths: list[str], fields: dict[str, str | None], guide: str) -> dict[str, list[Any]]:
    counting, numbers, waiting = ray.remote(count), Numbers(), []
    for batch in batches(paths, [name for name in fields.values() if name]):
        waiting.append(counting.remote(batch, guide=guide, **fields))
        if len(waiting) >= WAITING:
            (done,), waiting = ray.wait(waiting)
            numbers.join(ray.get(done))
    for done in waiting:
        numbers.join(ray.get(done))
    return numbers.table()


def batches(paths: list[str], columns: list[str]) -> Iterator[dict[str, list[Any]]]:
    corpus = pyarrow.dataset.dataset(paths, format="parquet")
    for batch in corpus.to_batches(columns=columns, batch_size=ROWS):
        yield batch.to_pydict()


if __name__ == "__main__":
    main()
