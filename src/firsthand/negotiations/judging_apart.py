"""Many pairs of drafts compared, by several processes where that is worth it; what comes of it is the same."""

import os
from collections.abc import Iterator, Sequence

import msgspec

from firsthand.catalogue.negotiations import Alignment
from firsthand.negotiations.alignment import DifferentLanguagesError, align
from firsthand.negotiations.alignment.lexis import Lexis
from firsthand.negotiations.judging import Pair
from firsthand.pools import Fallen, PoolError, open_pool

MUCH = 10_000
"""Paragraphs to compare, from which on further processes are worth starting."""
TOGETHER = 8
"""Pairs that a process is given at once: a draft that stands in two of them is read once."""


def align_pairs(pairs: Sequence[Pair]) -> Iterator[Alignment | None]:
    """Of each pair what became of its paragraphs, in their order; None where the drafts are in two languages."""
    if sum(len(pair.after.paragraphs) for pair in pairs) < MUCH or (os.cpu_count() or 1) < 2:
        return _aligned(pairs)
    return _apart([pairs[start : start + TOGETHER] for start in range(0, len(pairs), TOGETHER)])


def align_packed(packed: bytes) -> bytes:
    """What a further process does; pairs and alignments are in MessagePack."""
    return msgspec.msgpack.encode(list(_aligned(msgspec.msgpack.decode(packed, type=list[Pair]))))


def _aligned(pairs: Sequence[Pair]) -> Iterator[Alignment | None]:
    lexis = Lexis()
    for pair in pairs:
        try:
            yield align(pair.before, pair.after, decided=pair.decided, lexis=lexis)
        except DifferentLanguagesError:
            yield None


def _apart(runs: Sequence[Sequence[Pair]]) -> Iterator[Alignment | None]:
    done = 0
    try:
        with open_pool() as pool:
            for number, found in pool.map(align_packed, map(msgspec.msgpack.encode, runs), weigh=len):
                if isinstance(found, Fallen):
                    yield from _aligned(runs[number])
                else:
                    yield from msgspec.msgpack.decode(found, type=list[Alignment | None])
                done += 1
    except PoolError:
        for run in runs[done:]:
            yield from _aligned(run)
