"""Headings that the file tags, and those that only their look shows, on one scale of levels."""

from collections import Counter
from collections.abc import Mapping, Sequence

from firsthand.documents.pdf.headings import Style, style_of
from firsthand.documents.pdf.lines import ANCHOR
from firsthand.documents.pdf.paragraphs import Text, ends_sentence
from firsthand.documents.pdf.roles import HEADINGS

_LONGEST = 300
_DEEPEST = 6


def settle_levels(texts: Sequence[Text], guessed: Mapping[int, int]) -> dict[int, int]:
    """The level of each heading, by its index: as tagged; where it is tagged as a paragraph or not at all, as guessed.

    `guessed` are the levels told by the look. They are put on the scale of the tagged ones by styles that are both.
    """
    tagged = {index: level for index, text in enumerate(texts) if (level := _level(text))}
    left = {index: level for index, level in guessed.items() if index not in tagged and _may_be_guessed(texts[index])}
    if not tagged:
        return left
    by_style = _by_style(texts, tagged)
    by_rank = sorted({(guessed[index], level) for index, level in tagged.items() if index in guessed})
    found = {
        index: by_style.get(style_of(texts[index])) or _by_rank(by_rank, level, max(tagged.values()))
        for index, level in left.items()
    }
    return dict(sorted({**found, **tagged}.items()))


def _level(text: Text) -> int:
    """The level of a tagged heading; 0 for all else, such as whole paragraphs in the style of a heading."""
    if text.tag is None or text.tag.role not in HEADINGS or text.lines[0].text == ANCHOR:
        return 0
    shown = text.text
    if not any(map(str.isalnum, shown)) or (len(shown) > _LONGEST and ends_sentence(shown)):
        return 0
    return min(text.tag.level or 1, _DEEPEST)


def _may_be_guessed(text: Text) -> bool:
    return text.tag is None or text.tag.role == "P"


def _by_style(texts: Sequence[Text], tagged: Mapping[int, int]) -> dict[Style, int]:
    votes: dict[Style, Counter[int]] = {}
    for index, level in tagged.items():
        votes.setdefault(style_of(texts[index]), Counter())[level] += 1
    return {style: counts.most_common(1)[0][0] for style, counts in votes.items()}


def _by_rank(known: Sequence[tuple[int, int]], level: int, deepest: int) -> int:
    """A level between those of the tagged headings that look larger and smaller; below all of them where none does."""
    if not known:
        return min(deepest + 1, _DEEPEST)
    above = [tagged for rank, tagged in known if rank < level]
    beside = [tagged for rank, tagged in known if rank == level]
    if beside:
        return min(beside)
    return min(max(above) + 1, _DEEPEST) if above else min(tagged for _, tagged in known)
