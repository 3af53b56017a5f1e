"""What people have decided about links: those that they confirmed stand, those that they refused do not come again."""

from collections.abc import Iterable, Iterator, Mapping

from msgspec import Struct

from firsthand.catalogue.negotiations import Link, State
from firsthand.negotiations.alignment.grouping import Group


class Decisions(Struct):
    confirmed: list[Link]
    refused: list[Link]
    here: set[int]
    """Places of paragraphs of the earlier draft about which all is said."""
    there: set[int]
    pairs: list[tuple[int, int]]
    """Confirmed pairs."""
    never: set[tuple[frozenset[int], frozenset[int]]]

    def allows(self, before: Iterable[int], after: Iterable[int]) -> bool:
        """Nobody has refused just this."""
        return not self.never or (frozenset(before), frozenset(after)) not in self.never

    def allows_pair(self, one: int, other: int) -> bool:
        return one not in self.here and other not in self.there and self.allows((one,), (other,))

    def allows_group(self, group: Group) -> bool:
        return self.allows(group.before, group.after)


def read_decisions(decided: Iterable[Link], before: Mapping[str, int], after: Mapping[str, int]) -> Decisions:
    """Of links about paragraphs that are still there; of two confirmed ones about one paragraph, the first."""
    made = Decisions([], [], set(), set(), [], set())
    for link in decided:
        if not (link.before or link.after) or not all(_there(link, before, after)):
            continue
        here, there = [before[one] for one in link.before], [after[one] for one in link.after]
        if link.state is State.REFUSED:
            made.refused.append(link)
            made.never.add((frozenset(here), frozenset(there)))
        elif link.state is State.CONFIRMED and made.here.isdisjoint(here) and made.there.isdisjoint(there):
            made.confirmed.append(link)
            made.here.update(here)
            made.there.update(there)
            made.pairs += [(one, other) for one in here for other in there]
    return made


def _there(link: Link, before: Mapping[str, int], after: Mapping[str, int]) -> Iterator[bool]:
    yield from (one in before for one in link.before)
    yield from (one in after for one in link.after)
