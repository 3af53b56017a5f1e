"""Which hits of one item are shown: the best, none that says what another says already, in the reader's language.

Two passages say the same where their texts are nearly alike, or where they stand at nearly the same place of two
editions of about the same length, which are then taken for translations of one another. Knows numbers alone.
"""

from collections.abc import Iterable, Sequence
from typing import NamedTuple

from firsthand.search.index import Key

HITS_PER_ITEM = 3
PARALLEL = 0.7
"""Editions are taken for translations where the shorter one has at least this share of the other's passages."""
SAME_PLACE = 0.03
"""So far apart, as a share of all passages, translations of a passage may stand."""
AT_LEAST = 0.6
"""And so far in any case, in passages."""


class Found(NamedTuple):
    """A hit that is shown."""

    score: float
    key: Key
    edition: int
    twin: int
    ordinal: int = 0
    """Its place in the edition."""
    alike: int = 0
    """Further hits of the answer that say nearly the same."""
    translated: tuple[int, ...] = ()
    """Other editions of the item in which the answer has it too."""
    by_model: float = 0.0
    """What a model has added to its score."""


def select(hits: Iterable[Found], lengths: Sequence[int], reads: Sequence[bool]) -> list[Found]:
    """The hits to show of those of one item, which come best first.

    `lengths` has the number of passages of each edition, `reads` whether the reader reads it best, by edition number.
    """
    shown: list[Found] = []
    for hit in hits:
        at = next((at for at, other in enumerate(shown) if _says_the_same(hit, other, lengths)), None)
        if at is None:
            if len(shown) < HITS_PER_ITEM:
                shown.append(hit)
        elif hit.edition == shown[at].edition or hit.twin == shown[at].twin:
            shown[at] = shown[at]._replace(alike=shown[at].alike + 1)
        else:
            shown[at] = _translated(shown[at], hit, reads)
    return shown


def _says_the_same(one: Found, other: Found, lengths: Sequence[int]) -> bool:
    if one.twin == other.twin:
        return True
    if one.edition == other.edition:
        return False
    mine, theirs = lengths[one.edition], lengths[other.edition]
    if min(mine, theirs) < PARALLEL * max(mine, theirs):
        return False
    apart = abs(one.ordinal / mine - other.ordinal / theirs)
    return apart <= max(SAME_PLACE, AT_LEAST / max(mine, theirs))


def _translated(shown: Found, hit: Found, reads: Sequence[bool]) -> Found:
    """The hit of those two that the reader reads, which names the edition of the other."""
    if reads[hit.edition] and not reads[shown.edition]:
        shown, hit = hit._replace(score=shown.score, alike=shown.alike, translated=shown.translated), shown
    if hit.edition in (shown.edition, *shown.translated):
        return shown
    return shown._replace(translated=(*shown.translated, hit.edition))
