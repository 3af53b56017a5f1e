"""How lines become running text: words rejoined over line-end hyphens, spaces between lines, runs of one style."""

import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from collections.abc import Set as AbstractSet
from itertools import pairwise, zip_longest

from msgspec import Struct
from msgspec.structs import replace

from firsthand.documents.model import Run, Runs
from firsthand.documents.pdf import hyphens, letters
from firsthand.documents.pdf.lines import Line
from firsthand.documents.pdf.sheet import Sheet, Word
from firsthand.documents.runs import tidy

_WORDS = re.compile(r"[^\W\d_]+(?:[-\u2010][^\W\d_]+)*")
_LEADERS = re.compile(r"\s*(?:[._…]\s*){4,}|\s*(?:…\s*){2,}")
"""The dots between an entry of a contents list and its page."""
_TIED = re.compile(r"[\dA-Z]–$")
"""A number that goes on: "2018–", "FAA–"."""
_STOP = re.compile(r"[.,;:)\]]+$")
_SIGN = "\u2010"
_PARTICLES = re.compile("을|를|은|는|에|로|와|에서|에게|으로|까지|부터|처럼|보다|니다|습니다|입니다|에는|에서는|으로는")
"""What ends words of Korean and is none by itself."""
_CLOSING = frozenset("을를은는의로와고며서면")
"""Syllables that end words of Korean, being particles, and seldom begin or fill them."""
_FIRST, _LAST = re.compile("[\uac00-\ud7a3]+"), re.compile("[\uac00-\ud7a3]+$")
_RAISED, _LOWERED, _SMALL = 0.1, 0.06, 0.85
_TOUCHING = 0.15


class Usage(Struct, frozen=True):
    """How a document writes."""

    words: AbstractSet[str] = frozenset()
    """In lower case, as they stand inside its lines."""
    ends_lines_with_spaces: bool = False
    """Whether the file keeps the space between two words also where the line breaks there."""
    unmarked_are_soft: Mapping[str, bool] = {}
    """For typefaces in which the file says of some hyphens what they are: whether the others only mark line ends.

    A typeface in which U+2010 marks line ends keeps the other hyphens, which its author wrote.
    """


def learn_usage(sheets: Iterable[Sheet]) -> Usage:
    found: set[str] = set()
    signed: set[str] = set()
    ends = spaced = 0
    said: dict[str, Counter[bool | None]] = defaultdict(Counter)
    for sheet in sheets:
        halved = False
        for word, following in pairwise(sheet.words):
            text = word.text
            # Halves of a broken word are no words.
            follows, halved = halved, letters.ends_in_hyphen(text)
            if halved:
                said[word.font.name][word.softly_broken] += 1
                if text[-1] == _SIGN:
                    signed.add(word.font.name)
            elif not text.isascii() and letters.is_hangul(text[-1]) and abs(word.base - following.base) > word.size:
                ends += 1
                spaced += word.spaced
                halved = not word.spaced
            if not follows and not halved:
                found.add(text)
    if any(not text.isascii() and _SIGN in text for text in found):
        signed.clear()
    return Usage(
        words=_words(found),
        ends_lines_with_spaces=10 * spaced > ends,
        unmarked_are_soft=dict.fromkeys(signed, False)
        | {font: counts[True] == 0 for font, counts in said.items() if _tells(counts)},
    )


def _tells(counts: Counter[bool | None]) -> bool:
    """Whether what a file says of hyphens at line ends also tells of those of which it says nothing."""
    return counts[True] > counts[None] or (counts[False] > 0 and not counts[True])


def _words(texts: Iterable[str]) -> frozenset[str]:
    """In lower case: words with their hyphens, and their parts."""
    whole = set(_WORDS.findall("\n".join(texts).lower()))
    return frozenset(whole.union(*(word.split("-") for word in whole if "-" in word)))


def make_runs(lines: Sequence[Line], usage: Usage, *, heading: bool = False, skip: int = 0) -> Runs:
    """The lines as running text; `skip` words at the start are left out, such as a list marker.

    Headings are bold by nature, so that weight and slope say nothing in them.
    """
    runs: list[Run] = []
    style: _Style | None = None
    texts: list[str] = []
    for word, line, text in _spaced(lines, usage, skip):
        found = _style(word, line, heading=heading)
        if found == style or style is None:
            style = found
            texts.append(text)
            continue
        runs.extend(_unlink_stop(_run(style, texts)))
        if text.startswith(" "):
            runs.append(_space(style, found))
        style, texts = found, [text.lstrip(" ")]
    if style is not None:
        runs.extend(_unlink_stop(_run(style, texts)))
    return tuple(_shorten_leaders(run) for run in tidy(runs))


_Style = tuple[bool, bool, bool, bool, str | None]
"""Strong, emphasis, superscript, subscript, link."""


def _style(word: Word, line: Line, *, heading: bool) -> _Style:
    raised = lowered = False
    if word.size < _SMALL * line.size:
        raised, lowered = is_raised(word, line), word.base - line.base > _LOWERED * line.size
    return word.font.bold and not heading, word.font.italic and not heading, raised, lowered, word.href


def _run(style: _Style, texts: list[str]) -> Run:
    strong, emphasis, raised, lowered, href = style
    return Run("".join(texts), strong=strong, emphasis=emphasis, superscript=raised, subscript=lowered, href=href)


def _space(before: _Style, after: _Style) -> Run:
    """A space in the style that both share, so that no link or emphasis begins or ends with it."""
    href = before[4] if before[4] == after[4] else None
    return Run(" ", strong=before[0] and after[0], emphasis=before[1] and after[1], href=href)


def _unlink_stop(run: Run) -> list[Run]:
    """A link without the comma or full stop that touches it."""
    if run.href is None or (found := _STOP.search(run.text)) is None or found.start() == 0:
        return [run]
    return [replace(run, text=run.text[: found.start()]), replace(run, text=found[0], href=None)]


def _shorten_leaders(run: Run) -> Run:
    return replace(run, text=_LEADERS.sub(" … ", run.text)) if _LEADERS.search(run.text) else run


def is_raised(word: Word, line: Line) -> bool:
    return word.size < _SMALL * line.size and line.base - word.base > _RAISED * line.size


def _spaced(lines: Sequence[Line], usage: Usage, skip: int) -> Iterator[tuple[Word, Line, str]]:
    """Each word, or a whole line of one style, with the space before it, line breaks mended."""
    before: Word | None = None
    for line, below in zip_longest(lines, lines[1:]):
        words = line.words[skip:]
        skip = max(skip - len(line.words), 0)
        if not words:
            continue
        last = words[-1].text
        if below is not None and letters.ends_in_hyphen(last):
            last = _mend(words[-1], below.words[0].text, usage)
        if len(words) == len(line.words) and _is_of_one_style(line):
            space = " " if before is not None and _is_parted(before, words[0], usage, breaks=True) else ""
            yield words[0], line, space + line.text.removesuffix(words[-1].text) + last
        else:
            yield from _spaced_words(words, line, last, before, usage)
        before = words[-1]


def _spaced_words(
    words: Sequence[Word], line: Line, last: str, before: Word | None, usage: Usage
) -> Iterator[tuple[Word, Line, str]]:
    for at, word in enumerate(words, start=1):
        text = word.text if at < len(words) else last
        text = text.replace("\u00ad", "-") if text.endswith("\u00ad") else text
        if before is not None and _is_parted(before, word, usage, breaks=at == 1):
            text = " " + text
        yield word, line, text
        before = word


def _is_of_one_style(line: Line) -> bool:
    """Whether the text of a line is that of its words, with nothing to mend inside it."""
    font, size = line.font, line.size
    for word in line.words:
        if word.font is not font or word.size != size or word.href is not None:
            return False
    return "\u00ad" not in line.text


def _is_parted(before: Word, word: Word, usage: Usage, *, breaks: bool) -> bool:
    if not breaks:
        touches = word.text[0] in ",.;:)" and before.size < _SMALL * word.size
        return not word.glued and not (touches and word.left - before.right < _TOUCHING * word.size)
    if before.href and before.href == word.href and before.text[-1] in "/-_.=&?":
        return False
    if letters.ends_in_hyphen(before.text) and before.text[-2].isalnum() and word.text[0].isalnum():
        return hyphens.hangs(before.text[:-1], word.text, usage.words) and not _is_soft(before, word.text, usage)
    if _TIED.search(before.text) and word.text[0].isdecimal():
        # Some programs write a space after every line but those that end in a hyphen.
        return False
    if before.text.endswith(("/", "–", "—", "@")) and not before.spaced and before.text[-2:-1].isalnum():
        # The beginning of a symbol, "A/HRC/", of which the rest isn't said.
        return before.text.count("/") > 1 and before.text.isupper() and word.text[0].islower()
    if letters.is_hangul(word.text[0]) and (letters.is_hangul(before.text[-1]) or before.text[-1].isdecimal()):
        return before.spaced if usage.ends_lines_with_spaces else _are_two_words(before.text, word.text, usage.words)
    return before.spaced or not letters.needs_no_space(before.text[-1], word.text[0])


def _are_two_words(before: str, after: str, vocabulary: AbstractSet[str]) -> bool:
    """Whether a line of Korean ends between two words, and not inside of one: as the document writes elsewhere."""
    last, first = _LAST.search(before), _FIRST.match(after)
    if last is None or first is None:
        return not before[-1].isdecimal()
    if _PARTICLES.fullmatch(first[0]):
        return False
    if last[0] + first[0] in vocabulary:
        return False
    closed = len(last[0]) > 1 < len(first[0]) and last[0][-1] in _CLOSING
    return closed or last[0] in vocabulary or first[0] in vocabulary


def _mend(word: Word, following: str, usage: Usage) -> str:
    """A word that ends in a hyphen before a line break: without it, unless the hyphen is the word's own."""
    stem = word.text[:-1]
    return stem if _is_soft(word, following, usage) else stem + "-"


def _is_soft(word: Word, following: str, usage: Usage) -> bool:
    """Whether the hyphen of a word is there only because the line ends."""
    soft = word.softly_broken
    if soft is None and word.text[-1] != _SIGN:
        soft = usage.unmarked_are_soft.get(word.font.name)
    return not hyphens.belongs(word.text[:-1], following, usage.words) if soft is None else soft
