"""The words of a paragraph with its brackets, tracked changes and watched terms as HTML that copies as it was printed.

Signs of brackets stay in the text; how deep words stand in them is shown by lines under them, not by colour.
"""

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence

from markupsafe import Markup, escape
from msgspec import Struct

from firsthand.catalogue.negotiations import Bracket, Edit, Paragraph, all_brackets

DEEPEST = 3
"""Brackets that stand deeper look like these."""


class Watched(Struct, frozen=True):
    """A term of the wording guide in a draft."""

    words: str
    address: str


class _Range(Struct, frozen=True):
    start: int
    end: int


def mark_text(paragraph: Paragraph, watched: Sequence[Watched] = ()) -> Markup:
    """Nothing printed is added or lost but what was taken out by tracked changes, which stands in `del`."""
    text = paragraph.text
    brackets = tuple(all_brackets(paragraph.brackets))
    inserted = [
        _Range(each.offset, min(each.offset + len(each.text), len(text)))
        for each in paragraph.tracked
        if each.edit is Edit.INSERTION and text.startswith(each.text, each.offset)
    ]
    terms = [(found, each) for each in watched for found in places(text, each.words)]
    cuts = {0, len(text)}
    for bracket in brackets:
        cuts |= {bracket.start, bracket.end, *_signs(text, bracket)}
    for span in (*inserted, *(found for found, _ in terms)):
        cuts |= {span.start, span.end}
    cuts |= {min(each.offset, len(text)) for each in paragraph.tracked if each.edit is Edit.DELETION}
    return Markup().join(_runs(paragraph, sorted(cuts), brackets, inserted, terms))


def _runs(
    paragraph: Paragraph,
    cuts: list[int],
    brackets: Sequence[Bracket],
    inserted: Sequence[_Range],
    terms: Sequence[tuple[_Range, Watched]],
) -> Iterator[Markup]:
    """Each stretch between two cuts; what it is in is counted on the way, however many brackets there are."""
    text = paragraph.text
    signs = {at for bracket in brackets for at in _signs(text, bracket)}
    gone: dict[int, list[str]] = {}
    for change in paragraph.tracked:
        if change.edit is Edit.DELETION:
            gone.setdefault(min(change.offset, len(text)), []).append(change.text)
    named = {span.start: (span.end, each) for span, each in reversed(terms)}
    depths, news = _steps(brackets), _steps(inserted)
    depth = new = reach = 0
    term: Watched | None = None
    for start, end in zip(cuts, [*cuts[1:], len(text)], strict=True):
        yield from (Markup("<del>{}</del>").format(each) for each in gone.get(start, ()))
        depth, new = depth + depths[start], new + news[start]
        if start >= reach:
            reach, term = named.get(start, (0, None))
        if start == end:
            continue
        run = escape(text[start:end])
        if end - start == 1 and text[start] in "[]" and (start in signs or end in signs):
            run = Markup("<b>{}</b>").format(run)
        if term:
            run = Markup('<a class="term" href="{}">{}</a>').format(term.address, run)
        if new:
            run = Markup("<ins>{}</ins>").format(run)
        if depth:
            run = Markup('<span class="b{}">{}</span>').format(min(depth, DEEPEST), run)
        yield run


def _steps(spans: Iterable[Bracket | _Range]) -> Counter[int]:
    """By how much one is deeper in them from each place on."""
    steps: Counter[int] = Counter()
    for span in spans:
        steps[span.start] += 1
        steps[span.end] -= 1
    return steps


def _signs(text: str, bracket: Bracket) -> tuple[int, ...]:
    """Behind the opening sign and before the closing one."""
    found = [bracket.start + 1] if text[bracket.start : bracket.start + 1] == "[" else []
    return (*found, bracket.end - 1) if text[bracket.end - 1 : bracket.end] == "]" else tuple(found)


def places(text: str, words: str) -> list[_Range]:
    """Where words stand as whole words, whatever their case."""
    if not words.strip():
        return []
    pattern = re.compile(rf"(?<!\w){re.escape(words)}(?!\w)", re.IGNORECASE)
    return [_Range(found.start(), found.end()) for found in pattern.finditer(text)]


def bracketed(paragraph: Paragraph) -> int:
    """Characters that stand in brackets."""
    return sum(bracket.end - bracket.start for bracket in paragraph.brackets)
