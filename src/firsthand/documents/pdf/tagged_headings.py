"""Headings that the file tags, and those that only their look shows, on one scale of levels."""

import re
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence

from firsthand.documents.pdf.captions import opens_caption
from firsthand.documents.pdf.headings import Style, style_of
from firsthand.documents.pdf.lines import ANCHOR
from firsthand.documents.pdf.paragraphs import Text, ends_sentence
from firsthand.documents.pdf.roles import HEADINGS
from firsthand.documents.pdf.table_captions import is_table_caption

_LONGEST = 300
_SMALLER = 0.93
"""The share of a heading's size below which another is clearly smaller."""
_LABEL = re.compile(r"[^\W\d_]+\.?[\s\d.:–—-]*(?:[\divxlc]+|[A-Z])?[\s.:–—-]*", re.IGNORECASE)
"""A caption's name and number alone; its words stand in the next text."""
_DEEPEST = 6


def settle_levels(texts: Sequence[Text], guessed: Mapping[int, int]) -> dict[int, int]:
    """The level of each heading, by its index: as tagged; where it is tagged as a paragraph or not at all, as guessed.

    `guessed` are the levels told by the look. They are put on the scale of the tagged ones by styles that are both.
    """
    tagged = _part_levels(texts, {index: level for index, level in _levels(texts) if level})
    left = {index: level for index, level in guessed.items() if index not in tagged and _may_be_guessed(texts[index])}
    if not tagged:
        return left
    # Where the file tags headings, a sentence in large type is a quotation or a note.
    left = {index: level for index, level in left.items() if not _is_sentence(texts[index].text)}
    by_style = _by_style(texts, tagged)
    sizes = sorted((texts[index].size, level) for index, level in tagged.items())
    found = {index: by_style.get(style_of(texts[index])) or _by_size(sizes, texts[index].size) for index in left}
    return dict(sorted({**found, **tagged}.items()))


def _levels(texts: Sequence[Text]) -> Iterator[tuple[int, int]]:
    """Each text that is tagged as a heading, with its level; captions are often tagged so, for lists of figures."""
    after_label = None
    for index, text in enumerate(texts):
        level = _level(text)
        shown = text.text
        is_caption = level > 0 and (opens_caption(shown) is not None or is_table_caption(shown))
        if after_label is not None and text.tag == after_label:
            after_label = None
            continue
        after_label = text.tag if is_caption and _LABEL.fullmatch(shown) else None
        if not is_caption:
            yield index, level


def _part_levels(texts: Sequence[Text], tagged: Mapping[int, int]) -> dict[int, int]:
    """Levels on which headings of clearly different sizes stand, parted: some styles tag all headings alike."""
    steps = {
        level: _steps(Counter(texts[index].size for index, own in tagged.items() if own == level))
        for level in sorted(set(tagged.values()))
    }
    numbers: dict[tuple[int, int], int] = {}
    number, parted = 0, 0.0
    for level, sizes in steps.items():
        for rank, size in enumerate(sizes):
            if rank:
                number += 1
            elif not (parted and size >= _SMALLER * parted):
                number = max(number + 1, level)
            numbers[level, rank] = number
        parted = sizes[-1] if len(sizes) > 1 else 0.0
    return {
        index: min(numbers[level, _rank(texts[index].size, steps[level])], _DEEPEST) for index, level in tagged.items()
    }


def _steps(counts: Counter[float]) -> list[float]:
    """The clearly different sizes of one level, from the largest; what stands alone is no step."""
    groups: list[list[float]] = []
    for size in sorted(counts, reverse=True):
        if groups and size >= _SMALLER * groups[-1][0]:
            groups[-1].append(size)
        else:
            groups.append([size])
    often = [group[0] for group in groups if sum(counts[size] for size in group) > 1]
    return often or [groups[0][0]]


def _rank(size: float, steps: Sequence[float]) -> int:
    return max((rank for rank, step in enumerate(steps) if step >= size - 0.01), default=0)


def _level(text: Text) -> int:
    """The level of a tagged heading; 0 for all else, such as whole paragraphs in the style of a heading."""
    if text.tag is None or text.tag.role not in HEADINGS or text.lines[0].text == ANCHOR:
        return 0
    shown = text.text
    if not any(map(str.isalnum, shown)) or (len(shown) > _LONGEST and ends_sentence(shown)):
        return 0
    return min(text.tag.level or 1, _DEEPEST)


def _is_sentence(text: str) -> bool:
    return ends_sentence(text) and not text.endswith(("?", "!"))


def _may_be_guessed(text: Text) -> bool:
    return text.tag is None or text.tag.role == "P"


def _by_style(texts: Sequence[Text], tagged: Mapping[int, int]) -> dict[Style, int]:
    votes: dict[Style, Counter[int]] = {}
    for index, level in tagged.items():
        votes.setdefault(style_of(texts[index]), Counter())[level] += 1
    return {style: counts.most_common(1)[0][0] for style, counts in votes.items()}


def _by_size(known: Sequence[tuple[float, int]], size: float) -> int:
    """The level of the tagged headings of one size; or else below all larger ones, or above all where it is larger."""
    alike = Counter(level for other, level in known if _SMALLER * size <= other <= size / _SMALLER)
    if alike:
        return alike.most_common(1)[0][0]
    larger = [level for other, level in known if other > size]
    return min(max(larger) + 1, _DEEPEST) if larger else max(min(level for _, level in known) - 1, 1)
