"""Which words of a draft are not agreed: in brackets, between brackets that open in one paragraph and close in
another, in one of several options, put in as a tracked change.
"""

import re
from collections.abc import Iterator, Sequence

from firsthand.catalogue.negotiations import Edit, Paragraph, Part, all_brackets

FARTHEST = 12
"""Paragraphs over which a bracket may stretch."""
_BRACKET = re.compile(r"[\[\]]")

Span = tuple[int, int]


def open_spans(paragraphs: Sequence[Paragraph]) -> dict[int, tuple[Span, ...]]:
    """By number of the paragraph, the parts of its text on which there is no agreement."""
    found: dict[int, list[Span]] = {}
    for number, paragraph in enumerate(paragraphs):
        spans = [(each.start, each.end) for each in all_brackets(paragraph.brackets)]
        spans += [
            (each.offset, each.offset + len(each.text))
            for each in paragraph.tracked
            if each.edit is Edit.INSERTION and paragraph.text[each.offset :].startswith(each.text)
        ]
        if spans:
            found[number] = spans
    for first, last in _across(paragraphs):
        for number in range(first + 1, last):
            found.setdefault(number, []).append((0, len(paragraphs[number].text)))
    return {number: tuple(spans) for number, spans in found.items()}


def _across(paragraphs: Sequence[Paragraph]) -> Iterator[tuple[int, int]]:
    """Paragraphs of which the first opens a bracket and the second closes it, not far from each other."""
    open_: list[int] = []
    for number, paragraph in enumerate(paragraphs):
        if paragraph.part is Part.FRONT or not paragraph.text:
            continue
        closed, opened = _alone(paragraph.text)
        for _ in range(closed):
            if open_:
                first = open_.pop()
                if number - first <= FARTHEST and paragraphs[first].article == paragraph.article:
                    yield first, number
        open_ += [number] * opened


def _alone(text: str) -> tuple[int, int]:
    """How many brackets of the text it closes without having opened them, and opens without closing them."""
    closed = opened = 0
    for sign in _BRACKET.findall(text):
        if sign == "[":
            opened += 1
        elif opened:
            opened -= 1
        else:
            closed += 1
    return closed, opened
