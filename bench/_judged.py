"""Test collections: documents, queries, and which documents people judged to answer them; and how rankings score.

A collection is a folder with three kinds of JSON Lines: documents*.jsonl (id, title, text), queries*.jsonl (id, text)
and judgements*.jsonl (query, document, grade: more is more relevant, 0 is not at all).
"""

import json
from collections.abc import Iterator, Mapping, Sequence
from math import log2
from pathlib import Path
from typing import Any, NamedTuple

Id = int | str
Judged = Mapping[Id, float]
"""Document -> its grade, for one query."""

DEEP = 1_000
"""Places of a ranking that count, as for trec_eval."""


class Collection(NamedTuple):
    name: str
    titles: dict[Id, str]
    passages: dict[Id, str]
    """Each document as one passage: its title, where the text doesn't begin with it, and its text."""
    queries: dict[Id, str]
    """Those for which there is a document that answers them."""
    judgements: dict[Id, Judged]


class Measures(NamedTuple):
    ndcg: float
    """nDCG@10 as trec_eval has it (Järvelin and Kekäläinen 2002): the gain is the grade itself, the discount log2."""
    map: float
    """Average precision over DEEP places; any grade above 0 is relevant."""
    recall: float
    """Recall@100."""


def collection(folder: Path) -> Collection:
    titles: dict[Id, str] = {}
    passages: dict[Id, str] = {}
    for row in _rows(folder, "documents"):
        title, text = (row.get("title") or "").strip(), (row.get("text") or "").strip()
        titles[row["id"]] = title
        passages[row["id"]] = text if text.startswith(title) else f"{title}\n{text}".strip()
    judgements: dict[Id, dict[Id, float]] = {}
    for row in _rows(folder, "judgements"):
        if row["grade"] > 0 and row["document"] in passages:
            judgements.setdefault(row["query"], {})[row["document"]] = row["grade"]
    queries = {row["id"]: row["text"] for row in _rows(folder, "queries") if row["id"] in judgements}
    return Collection(folder.name, titles, passages, queries, {**judgements})


def _rows(folder: Path, kind: str) -> Iterator[dict[str, Any]]:
    for path in sorted(folder.glob(f"{kind}*.jsonl")):
        for line in path.read_text(encoding="utf-8").splitlines():
            if line.strip():
                yield json.loads(line)


def measured(ranking: Sequence[Id], judged: Judged) -> Measures:
    """How good a ranking, best first, is for a query. Raises ValueError where a document stands in it twice."""
    if len(set(ranking)) < len(ranking):
        raise ValueError("A document stands in the ranking twice.")
    gains = [judged.get(document, 0) for document in ranking[:DEEP]]
    precision, found = 0.0, 0
    for place, gain in enumerate(gains, 1):
        if gain > 0:
            found += 1
            precision += found / place
    relevant = sum(grade > 0 for grade in judged.values())
    ideal = _discounted(sorted(judged.values(), reverse=True)[:10])
    return Measures(
        _discounted(gains[:10]) / ideal, precision / relevant, sum(gain > 0 for gain in gains[:100]) / relevant
    )


def _discounted(gains: Sequence[float]) -> float:
    return sum(gain / log2(place + 1) for place, gain in enumerate(gains, 1))


def mean(measures: Sequence[Measures]) -> Measures:
    return Measures(*(sum(values) / len(measures) for values in zip(*measures, strict=True)))
