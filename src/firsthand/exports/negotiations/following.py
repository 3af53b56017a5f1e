"""From a paragraph of one draft to what became of it in another, through the links between drafts."""

from collections.abc import Sequence

from msgspec import Struct

from firsthand.catalogue.negotiations import Alignment, Anchor, Link, LinkKind, State

SURE = 0.5
"""The score from which on a link that a machine proposes is followed."""
_LEADING = (LinkKind.SAME, LinkKind.EDITED, LinkKind.SPLIT, LinkKind.MERGED)


class Followed(Struct, frozen=True):
    paragraphs: tuple[str, ...] = ()
    """Ids; several where a paragraph was split, none where it is not sure."""
    confirmed: bool = True
    """Whether every link on the way was confirmed by a person."""


class Follower:
    def __init__(self, alignments: Sequence[Alignment]) -> None:
        self._steps: dict[str, dict[str, dict[str, tuple[Link, tuple[str, ...]]]]] = {}
        for alignment in alignments:
            links = [link for link in alignment.links if link.state is not State.REFUSED]
            onwards = {each: (link, link.after) for link in links for each in link.before}
            back = {each: (link, link.before) for link in links for each in link.after}
            self._steps.setdefault(alignment.before, {})[alignment.after] = onwards
            self._steps.setdefault(alignment.after, {})[alignment.before] = back

    def nearest(self, anchors: Sequence[Anchor], draft: str) -> tuple[Anchor, ...]:
        """Those in the draft itself, or else in the one from which the fewest steps lead to it."""
        ways = {anchor.draft: self._way(anchor.draft, draft) for anchor in anchors}
        reached = {slug: len(way) for slug, way in ways.items() if way is not None}
        best = min(reached.values(), default=None)
        chosen = next((slug for slug, count in reached.items() if count == best), anchors[0].draft)
        return tuple(anchor for anchor in anchors if anchor.draft == chosen)

    def follow(self, start: str, paragraph: str, draft: str) -> Followed:
        """What the paragraph of the draft `start` is in another draft."""
        way = self._way(start, draft)
        if way is None:
            return Followed()
        here: tuple[str, ...] = (paragraph,)
        at, confirmed = start, True
        for there in way:
            steps = [self._steps[at][there].get(each) for each in here]
            links = [step for step in steps if step is not None]
            if len(links) < len(steps) or not all(_is_sure(link) for link, _ in links):
                return Followed()
            confirmed = confirmed and all(link.state is State.CONFIRMED for link, _ in links)
            here, at = tuple(dict.fromkeys(each for _, ids in links for each in ids)), there
        return Followed(here, confirmed)

    def _way(self, start: str, goal: str) -> list[str] | None:
        """The drafts to go through, the goal last; None where nothing leads there."""
        ways: dict[str, list[str]] = {start: []}
        waiting = [start]
        for here in waiting:
            for there in self._steps.get(here, ()):
                if there not in ways:
                    ways[there] = [*ways[here], there]
                    waiting.append(there)
        return ways.get(goal)


def _is_sure(link: Link) -> bool:
    if link.kind not in _LEADING:
        return False
    return link.state is State.CONFIRMED or (not link.ties and link.score >= SURE)
