"""What somebody can do who knows in which order people came, and holds a list that was made of what they sent.

Each attack counts how often it was right. Beside it stands how often a guess would be right, and a bound that guessing
goes beyond once in more than a million runs; so a test on it fails when there is something to be learnt.
"""

import itertools
import math
from collections.abc import Callable, Sequence

from msgspec import Struct

UNLIKELY = 1e-7


class Attack(Struct, frozen=True):
    name: str
    right: int
    guessing: float
    """How often it would be right by chance."""

    @property
    def bound(self) -> int:
        """The smallest count that chance reaches less often than UNLIKELY (Poisson)."""
        count, tail = 0, 1.0
        while tail > UNLIKELY:
            tail -= math.exp(-self.guessing) * self.guessing**count / math.factorial(count)
            count += 1
        return count

    @property
    def is_better_than_guessing(self) -> bool:
        return self.right >= self.bound


def attack_order(list_: Sequence[int]) -> list[Attack]:
    """`list_`: who came as the how-manieth, in the order of the list that was found; every number once."""
    size = len(list_)
    part = max(size // 12, 2)
    met: list[tuple[str, Callable[[], int], float]] = [
        ("the same order", lambda: sum(each == place for place, each in enumerate(list_)), 1),
        ("the opposite order", lambda: sum(each == size - 1 - place for place, each in enumerate(list_)), 1),
        ("neighbours stay neighbours", lambda: _neighbours(list_), 2 * (size - 1) / size),
        ("the later half came later", lambda: sum(each >= size // 2 for each in list_[size // 2 :]), size / 4),
        ("the later half came first", lambda: sum(each < size // 2 for each in list_[size // 2 :]), size / 4),
        ("the last came last", lambda: sum(each >= size - part for each in list_[-part:]), part * part / size),
        ("the first came first", lambda: sum(each < part for each in list_[:part]), part * part / size),
        ("the last came first", lambda: sum(each < part for each in list_[-part:]), part * part / size),
    ]
    return [Attack(name, count(), guessing) for name, count, guessing in met]


def _neighbours(list_: Sequence[int]) -> int:
    return sum(abs(one - other) == 1 for one, other in itertools.pairwise(list_))


def attack_batches(batches: Sequence[Sequence[int]]) -> list[Attack]:
    """The same where the list came in batches, whose moments are known too: all of a batch came before it left."""
    lists = [[sorted(batch).index(each) for each in batch] for batch in batches]
    met: dict[str, list[Attack]] = {}
    for each in lists:
        for attack in attack_order(each) if len(each) > 1 else []:
            met.setdefault(attack.name, []).append(attack)
    return [
        Attack(name, sum(each.right for each in found), sum(each.guessing for each in found))
        for name, found in met.items()
    ]


def betrayed(attacks: Sequence[Attack]) -> list[str]:
    return [
        f"{each.name}: {each.right} right, {each.guessing:.1f} by guessing"
        for each in attacks
        if each.is_better_than_guessing
    ]
