"""What becomes of decisions about a draft when it is taken in again, corrected or cut in another way.

Decisions about paragraphs that are still there stay; the others are told, so that a person can look again.
"""

from msgspec import Struct, structs

from firsthand.catalogue.negotiations import Alignment, Anchor, DraftText, Link, Outcome
from firsthand.negotiations.folder.kept import Kept


class Taken(Struct, frozen=True):
    """What taking in a draft means for what people had decided."""

    again: bool
    """Whether the draft was there already."""
    outcomes: tuple[str, ...] = ()
    """Slugs of asks: what became of them in this draft was decided, and has to be looked at again."""
    links: tuple[Alignment, ...] = ()
    """With the decisions that are left, where some are not."""
    gone: int = 0
    """How many decisions about links are lost."""
    anchors: tuple[str, ...] = ()
    """Slugs of asks whose place in this draft a person has to mend by hand."""


def retake(kept: Kept, draft: str, text: DraftText) -> Taken:
    """What is lost when the draft of this slug becomes `text`."""
    words = {paragraph.id: paragraph.text for paragraph in text.paragraphs}
    outcomes = tuple(one.ask for one in kept.outcomes if one.draft == draft and not _stands(one, words))
    about = [one for one in kept.decided if draft in (one.before, one.after)]
    left = [
        structs.replace(one, links=tuple(link for link in one.links if _is_left(link, one, draft, words)))
        for one in about
    ]
    changed = tuple(now for now, was in zip(left, about, strict=True) if now.links != was.links)
    gone = sum(len(one.links) for one in about) - sum(len(one.links) for one in left)
    anchors = tuple(
        ask.slug for ask in kept.asks if not all(_holds(one, words) for one in ask.anchors if one.draft == draft)
    )
    return Taken(True, outcomes, changed, gone, anchors)


def _stands(outcome: Outcome, words: dict[str, str]) -> bool:
    return all(one.paragraph in words and one.quote in words[one.paragraph] for one in outcome.evidence)


def _holds(anchor: Anchor, words: dict[str, str]) -> bool:
    return anchor.paragraph in words and anchor.quote in words[anchor.paragraph]


def _is_left(link: Link, alignment: Alignment, draft: str, words: dict[str, str]) -> bool:
    before = link.before if alignment.before == draft else ()
    after = link.after if alignment.after == draft else ()
    return all(one in words for one in (*before, *after))
