"""What passages alike to a passage say of it: scores smoothed over the nearest of the best passages.

Passages that answer the same question are alike (the cluster hypothesis: van Rijsbergen 1979). So a passage found
by a few words, among others that are found by many, rises, and one that only happens to have the words sinks. This is
one step of regularising scores over the graph of nearest neighbours (Diaz, "Regularizing ad hoc retrieval scores",
CIKM 2005; Kurland and Lee, SIGIR 2004), with likeness counted among the best passages alone, so that nothing has to be
looked up or stored for it. Knows texts and scores; nothing of queries or indexes.
"""

import re
from collections.abc import Sequence
from itertools import chain

import numpy as np
from numpy.typing import NDArray

from firsthand.search.analysis import UNSPACED, exact

BEST = 100
"""Passages whose scores are smoothed: enough to have neighbours, few enough to be mostly of what was asked."""
NEIGHBOURS = 10
SHARE = 0.4
"""Share of a new score that is the neighbours'. From 0.3 to 0.6 all is well; passages of a line want little."""
NEARLY_THE_SAME = 0.8
"""Passages more alike than this (as cosine) are copies, not evidence for one another."""
STRANGERS = 0.02
"""Passages less alike than this, such as those in different languages, say nothing of one another."""
READ = 600
"""Characters at the beginning of a text that are looked at."""

Scores = NDArray[np.float64]
_Likeness = NDArray[np.float32]
_BY_ONE_THREAD = 250_000
"""Products of so many numbers OpenBLAS leaves to the thread that asks; of more, threads wait for one another."""
_LEAST = 1e-6
"""Likenesses closer than this are the same; single floats tell no more."""
_BETWEEN_WORDS = {sign: " " for sign in range(128) if not chr(sign).isalnum()}
_WORD = re.compile(r"\w+")
_IN_PAIRS = re.compile(f"[{UNSPACED}]")


def smoothed(scores: Scores, texts: Sequence[str]) -> Scores:
    """New scores of the best passages, in the order given, on the same scale.

    `texts` are those of the passages, with what stands above them where that is to count. Scores must not be negative.
    A passage without neighbours keeps its score.
    """
    if len(scores) < 2:  # nobody has a neighbour
        return scores
    likeness = _nearest(_alike([_words(text[:READ]) for text in texts]))
    weights = likeness.sum(axis=1)
    around = np.where(weights > 0, (likeness * scores).sum(axis=1) / np.where(weights > 0, weights, 1), scores)
    return (1 - SHARE) * scores + SHARE * around


def _words(text: str) -> list[str]:
    """The words of a text, near enough: all of a question's time would go into the analysis of an index."""
    if text.isascii():
        return text.lower().translate(_BETWEEN_WORDS).split()
    return exact(text).split() if _IN_PAIRS.search(text) else _WORD.findall(text.lower())


def _alike(passages: Sequence[list[str]]) -> _Likeness:
    """The cosine of every two passages; 0 for a passage and itself, and for copies and strangers."""
    vectors = _vectors(passages)
    at_once = max(_BY_ONE_THREAD // max(vectors.size, 1), 1)
    likeness = np.concatenate([vectors[at : at + at_once] @ vectors.T for at in range(0, len(vectors), at_once)])
    np.fill_diagonal(likeness, 0)
    likeness[(likeness > NEARLY_THE_SAME) | (likeness < STRANGERS)] = 0
    return likeness


def _vectors(passages: Sequence[list[str]]) -> _Likeness:
    """Passages as vectors of length 1: the root of how often a word occurs, by how rare it is among these passages."""
    columns: dict[str, int] = {}
    places = np.array([columns.setdefault(word, len(columns)) for word in chain.from_iterable(passages)], dtype=np.intp)
    rows = np.repeat(np.arange(len(passages)), [len(words) for words in passages])
    cells, counts = np.unique(rows * len(columns) + places, return_counts=True)
    rows, places = np.divmod(cells, max(len(columns), 1))
    passages_with = np.bincount(places, minlength=len(columns))
    values = np.sqrt(counts) * np.log(len(passages) / passages_with)[places]
    values /= np.maximum(np.sqrt(np.bincount(rows, values**2, minlength=len(passages))), _LEAST)[rows]
    shared = passages_with > 1  # others count for the length alone
    kept = shared[places]
    vectors: _Likeness = np.zeros((len(passages), int(shared.sum())), dtype=np.float32)
    vectors[rows[kept], (np.cumsum(shared) - 1)[places[kept]]] = values[kept]
    return vectors


def _nearest(likeness: _Likeness) -> _Likeness:
    """The neighbours of each passage, and nobody else; more of them where several are equally near."""
    most = min(NEIGHBOURS, len(likeness))
    least = np.partition(likeness, -most, axis=1)[:, -most]
    nearest: _Likeness = np.where(likeness >= least[:, None] - _LEAST, likeness, np.float32(0))
    return nearest
