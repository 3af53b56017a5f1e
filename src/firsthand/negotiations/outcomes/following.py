"""Paragraphs and articles of one draft in the next ones, by alignments. It knows nothing of words."""

from collections import Counter
from collections.abc import Iterable, Sequence

from firsthand.catalogue.negotiations import Alignment, DraftText, Link, LinkKind, State


class Following:
    """The drafts of one language in their order, with what became of their paragraphs."""

    def __init__(self, texts: Sequence[DraftText], alignments: Iterable[Alignment]) -> None:
        self._order = {text.draft: number for number, text in enumerate(texts)}
        self._articles = [{each.id: each.article for each in text.paragraphs} for text in texts]
        self._next: dict[int, dict[str, tuple[str, ...]]] = {}
        for alignment in alignments:
            before, after = self._order.get(alignment.before), self._order.get(alignment.after)
            if before is not None and after == before + 1:
                self._next[before] = {
                    id_: link.after for link in alignment.links if _is_trusted(link) for id_ in link.before
                }

    def follow(self, ids: Iterable[str], start: int, end: int) -> tuple[str, ...]:
        """What the paragraphs of draft number `start` are in draft number `end`, behind it."""
        here = list(ids)
        for number in range(start, end):
            links = self._next.get(number, {})
            here = list(dict.fromkeys(after for id_ in here for after in links.get(id_, ())))
        return tuple(here)

    def article(self, name: str, start: int, end: int) -> str | None:
        """The number that an article of draft `start` has in draft `end`; None where that is not clear."""
        ids = [id_ for id_, article in self._articles[start].items() if article == name]
        after = [self._articles[end][id_] for id_ in self.follow(ids, start, end)]
        if len(after) < 3 or not name:
            return None
        best, count = Counter(after).most_common(1)[0]
        return best if count * 3 >= len(after) * 2 else None


def _is_trusted(link: Link) -> bool:
    """What a person has confirmed, or a machine proposes without a doubt."""
    return link.state is State.CONFIRMED or (link.state is State.PROPOSED and link.kind is not LinkKind.UNKNOWN)
