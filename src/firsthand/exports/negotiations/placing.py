"""Where in a draft an ask has its place, and what it would do to the words there.

An ask that has no anchor in the draft is followed through the links between drafts, and only where these are sure and
the words are found. Otherwise it has no place, with the reason: no place is guessed.
"""

from collections.abc import Iterator, Sequence
from enum import StrEnum

from msgspec import Struct

from firsthand.catalogue.languages import primary
from firsthand.catalogue.negotiations import (
    Anchor,
    Ask,
    Draft,
    DraftText,
    Negotiation,
    Paragraph,
    Want,
    all_brackets,
)
from firsthand.exports.negotiations.following import Followed, Follower

LONG = 8
"""From so many words on, a new paragraph that stands anywhere in the draft need not be asked for again."""


class Unplaced(StrEnum):
    """Why an ask has no place in a draft."""

    LANGUAGE = "language"
    """It is about words of another language."""
    ANCHOR = "anchor"
    """It has no place in any draft yet."""
    LINK = "link"
    """It has one in another draft, and what became of that paragraph is not sure."""
    ABSENT = "absent"
    """The words that it is about do not stand there."""
    SEVERAL = "several"
    """They stand there more than once."""
    MET = "met"
    """The words that it asks for stand there already."""
    BRACKETED = "bracketed"
    """They stand there already, and are not agreed."""
    OVERLAP = "overlap"
    """Another ask changes the same words."""


class Proposal(Struct, frozen=True):
    """What an ask does in one paragraph."""

    ask: Ask
    paragraph: str
    """Id."""
    start: int = 0
    end: int = 0
    """Of the words that it is about: `text[start:end]`."""
    words: str | None = None
    """What should stand there instead. None where nothing is to be changed."""
    behind: bool = False
    """`words` are a new paragraph after this one."""
    whole: bool = False
    """The paragraph goes."""
    followed: bool = False
    """A link led there that nobody has confirmed."""

    @property
    def edits(self) -> bool:
        return self.whole or (self.words is not None and not self.behind)


class Placement(Struct, frozen=True):
    """All asks of a negotiation in one draft; each is in one of the two."""

    proposals: tuple[Proposal, ...] = ()
    unplaced: tuple[tuple[Ask, Unplaced], ...] = ()


def place(negotiation: Negotiation, slug: str) -> Placement:
    """The asks in the draft of this slug. Raises KeyError where there is no such draft with a text."""
    draft = {each.slug: each for each in negotiation.process.drafts}[slug]
    text = {each.draft: each for each in negotiation.texts}[slug]
    follower = Follower(negotiation.alignments)
    proposals: list[Proposal] = []
    unplaced: list[tuple[Ask, Unplaced]] = []
    for ask in negotiation.asks:
        found = list(_placed(ask, draft, text, follower))
        reasons = [each for each in found if isinstance(each, Unplaced)]
        for each in found:
            if isinstance(each, Proposal):
                if any(_overlap(each, other) for other in proposals):
                    reasons.append(Unplaced.OVERLAP)
                else:
                    proposals.append(each)
        unplaced += [(ask, reason) for reason in dict.fromkeys(reasons)]
    return Placement(tuple(proposals), tuple(unplaced))


def _placed(ask: Ask, draft: Draft, text: DraftText, follower: Follower) -> Iterator[Proposal | Unplaced]:
    if primary(draft.language) != primary(ask.language):
        yield Unplaced.LANGUAGE
        return
    if not ask.anchors:
        yield Unplaced.ANCHOR
        return
    there = {paragraph.id: paragraph for paragraph in text.paragraphs}
    for anchor in follower.nearest(ask.anchors, draft.slug):
        followed = follower.follow(anchor.draft, anchor.paragraph, draft.slug)
        paragraphs = [there[each] for each in followed.paragraphs if each in there]
        if paragraphs and ask.want is Want.ADD and not anchor.quote and len(ask.words.split()) >= LONG:
            paragraphs += [each for each in text.paragraphs if ask.words in each.text and each not in paragraphs]
        yield _in_one(ask, anchor, paragraphs, followed) if paragraphs else Unplaced.LINK


def _in_one(ask: Ask, anchor: Anchor, paragraphs: Sequence[Paragraph], followed: Followed) -> Proposal | Unplaced:
    """In the one of several paragraphs that has the words; in none where several have them."""
    found = [_proposal(ask, anchor, paragraph, followed) for paragraph in paragraphs]
    placed = [each for each in found if isinstance(each, Proposal)]
    if ask.want is Want.ADD and (there := _there(ask, paragraphs)):
        return there
    if len(placed) > 1 or Unplaced.SEVERAL in found:
        return Unplaced.SEVERAL
    return placed[0] if placed else _there(ask, paragraphs) or Unplaced.ABSENT


def _proposal(ask: Ask, anchor: Anchor, paragraph: Paragraph, followed: Followed) -> Proposal | Unplaced:
    loose = not followed.confirmed
    if ask.want in (Want.KEEP, Want.OPPOSE):
        start, end = _noted(ask, anchor, paragraph.text)
        return Proposal(ask, paragraph.id, start, end, followed=loose)
    if ask.want is Want.ADD:
        return _added(ask, anchor, paragraph, loose=loose)
    if not anchor.quote and not ask.target:
        if ask.want is Want.DELETE:
            return Proposal(ask, paragraph.id, 0, len(paragraph.text), whole=True, followed=loose)
        return Proposal(ask, paragraph.id, 0, len(paragraph.text), ask.words, followed=loose)
    span = _sought(ask, anchor, paragraph.text)
    if isinstance(span, Unplaced):
        return span
    if ask.want is Want.REPLACE and _is_proposed(ask.words, paragraph, span):
        return Unplaced.BRACKETED
    words = ask.words if ask.want is Want.REPLACE else ""
    if ask.want is Want.DELETE:
        span = _with_space(paragraph.text, *span)
    return Proposal(ask, paragraph.id, *span, words, followed=loose)


def _added(ask: Ask, anchor: Anchor, paragraph: Paragraph, *, loose: bool) -> Proposal | Unplaced:
    if not ask.words:
        return Unplaced.ABSENT
    if not anchor.quote:
        return Proposal(ask, paragraph.id, words=ask.words, behind=True, followed=loose)
    span = _once(paragraph.text, anchor.quote)
    if isinstance(span, Unplaced):
        return span
    return Proposal(ask, paragraph.id, span[1], span[1], _spaced(paragraph.text, span[1], ask.words), followed=loose)


def _sought(ask: Ask, anchor: Anchor, text: str) -> tuple[int, int] | Unplaced:
    """The words that should go: the ask's, inside of those that the anchor quotes where they stand there."""
    if not anchor.quote or anchor.quote not in text:
        return _once(text, ask.target or anchor.quote)
    quoted = _once(text, anchor.quote)
    if isinstance(quoted, Unplaced) or not ask.target or ask.target not in anchor.quote:
        return quoted
    inside = _once(anchor.quote, ask.target)
    return inside if isinstance(inside, Unplaced) else (quoted[0] + inside[0], quoted[0] + inside[1])


def _noted(ask: Ask, anchor: Anchor, text: str) -> tuple[int, int]:
    """The words that a remark is about; all of the paragraph where they do not stand there once."""
    for words in (anchor.quote, ask.words, ask.target):
        span = _once(text, words) if words else Unplaced.ABSENT
        if not isinstance(span, Unplaced):
            return span
    return 0, len(text)


def _once(text: str, words: str) -> tuple[int, int] | Unplaced:
    """Where words stand, as whole words."""
    found: list[int] = []
    at = text.find(words)
    while at >= 0:
        if _is_whole(text, at, at + len(words)):
            found.append(at)
        at = text.find(words, at + 1)
    if len(found) == 1:
        return found[0], found[0] + len(words)
    return Unplaced.SEVERAL if found else Unplaced.ABSENT


def _is_whole(text: str, start: int, end: int) -> bool:
    """Whether no letter goes on at either side."""
    before = start > 0 and text[start - 1].isalnum() and text[start].isalnum()
    after = end < len(text) and text[end - 1].isalnum() and text[end].isalnum()
    return not before and not after


def _spaced(text: str, at: int, words: str) -> str:
    """Words with the spaces that they need at a place."""
    before = " " if at and text[at - 1].isalnum() and words[0].isalnum() else ""
    if at and text[at - 1] in ",;:.)]" and words[0].isalnum():
        before = " "
    after = " " if at < len(text) and text[at].isalnum() and words[-1].isalnum() else ""
    return f"{before}{words}{after}"


def _with_space(text: str, start: int, end: int) -> tuple[int, int]:
    """With one of the spaces around it, so that not two are left over."""
    opens = start > 0 and text[start - 1] == " "
    if opens and (end == len(text) or text[end] in " ,;:.)]"):
        return start - 1, end
    if start == 0 and end < len(text) and text[end] == " ":
        return start, end + 1
    return start, end


def _there(ask: Ask, paragraphs: Sequence[Paragraph]) -> Unplaced | None:
    """Whether the words asked for stand in one of these paragraphs already."""
    if not ask.words or ask.want not in (Want.ADD, Want.REPLACE):
        return None
    for paragraph in paragraphs:
        at = paragraph.text.find(ask.words)
        if at >= 0 and _is_whole(paragraph.text, at, at + len(ask.words)):
            open_ = any(each.start < at + len(ask.words) and at < each.end for each in paragraph.brackets)
            return Unplaced.BRACKETED if open_ or paragraph.unbalanced else Unplaced.MET
    return None


def _is_proposed(words: str, paragraph: Paragraph, span: tuple[int, int]) -> bool:
    """Whether the words stand in brackets beside those that they should replace: somebody has proposed it."""
    beside = [each for each in all_brackets(paragraph.brackets) if not each.start <= span[0] < each.end]
    return bool(words) and any(words in paragraph.text[each.start : each.end] for each in beside)


def _overlap(one: Proposal, other: Proposal) -> bool:
    if one.paragraph != other.paragraph or not (one.edits and other.edits):
        return False
    if one.start == one.end or other.start == other.end:
        point, span = (one, other) if one.start == one.end else (other, one)
        return span.start < point.start < span.end or (span.whole and not point.behind)
    return max(one.start, other.start) < min(one.end, other.end)
