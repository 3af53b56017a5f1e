"""How lines become running text: words rejoined over line-end hyphens, spaces between lines, runs of one style."""

import re
from collections.abc import Iterable, Iterator
from collections.abc import Set as AbstractSet

from msgspec.structs import replace

from firsthand.documents.model import Run, Runs
from firsthand.documents.pdf import letters
from firsthand.documents.pdf.lines import Line
from firsthand.documents.pdf.sheet import Sheet, Word
from firsthand.documents.runs import tidy

_LAST_WORD = re.compile(r"[^\W\d_]+$")
_FIRST_WORD = re.compile(r"[^\W\d_]+")
_WORDS = re.compile(r"[^\W\d_]+(?:[-\u2010][^\W\d_]+)*")
_LEADERS = re.compile(r"(?:\s*\.){4,}\s*|\s*…{2,}\s*|_{4,}")
_STOP = re.compile(r"[.,;:)\]]+$")
_RAISED, _SMALL = 0.1, 0.85

Vocabulary = AbstractSet[str]
"""The words of a document in lower case, as they stand inside its lines."""


def collect_vocabulary(sheets: Iterable[Sheet]) -> frozenset[str]:
    found: set[str] = set()
    for sheet in sheets:
        broken = False
        for word in sheet.words:
            # Halves of a broken word are no words.
            follows, broken = broken, letters.ends_in_hyphen(word.text)
            if not follows and not broken:
                for whole in _WORDS.findall(word.text.lower()):
                    found.update((whole, *whole.split("-")))
    return frozenset(found)


def make_runs(lines: Iterable[Line], vocabulary: Vocabulary, *, heading: bool = False, skip: int = 0) -> Runs:
    """The lines as running text; `skip` words at the start are left out, such as a list marker."""
    pieces: list[Run] = []
    for word, line, text in _spaced(list(lines), vocabulary, skip):
        run = _run(word, line, text.lstrip(" "), heading=heading)
        if text.startswith(" ") and pieces:
            pieces.append(_space(pieces[-1], run))
        pieces.extend(_unlink_stop(run))
    return tidy(pieces)


def _space(before: Run, after: Run) -> Run:
    """A space in the style that both share, so that no link or emphasis begins or ends with it."""
    return Run(
        " ",
        strong=before.strong and after.strong,
        emphasis=before.emphasis and after.emphasis,
        href=before.href if before.href == after.href else None,
    )


def _unlink_stop(run: Run) -> list[Run]:
    """A link without the comma or full stop that touches it."""
    if run.href is None or (found := _STOP.search(run.text)) is None or found.start() == 0:
        return [run]
    return [replace(run, text=run.text[: found.start()]), replace(run, text=found[0], href=None)]


def is_raised(word: Word, line: Line) -> bool:
    return word.size < _SMALL * line.size and line.base - word.base > _RAISED * line.size


def _is_lowered(word: Word, line: Line) -> bool:
    return word.size < _SMALL * line.size and word.base - line.base > 0.06 * line.size


def _run(word: Word, line: Line, text: str, *, heading: bool) -> Run:
    return Run(
        text=_LEADERS.sub(" … ", text) if text.count(".") > 3 else text,
        strong=word.font.bold and not heading,
        emphasis=word.font.italic and not heading,
        superscript=is_raised(word, line),
        subscript=_is_lowered(word, line),
        href=word.href,
    )


def _spaced(lines: list[Line], vocabulary: Vocabulary, skip: int) -> Iterator[tuple[Word, Line, str]]:
    """Each word with the space before it, line breaks mended."""
    words = [(word, line, at == 0) for line in lines for at, word in enumerate(line.words)][skip:]
    for index, (word, line, breaks) in enumerate(words):
        text = word.text
        if index + 1 < len(words) and words[index + 1][2] and letters.ends_in_hyphen(text):
            text = _mend(text, words[index + 1][0].text, vocabulary)
        text = text.replace("\u00ad", "-") if text.endswith("\u00ad") else text
        if index and _is_parted(words[index - 1][0], word, breaks=breaks):
            text = " " + text
        yield word, line, text


def _is_parted(before: Word, word: Word, *, breaks: bool) -> bool:
    if not breaks:
        return not word.glued
    if before.href and before.href == word.href and before.text[-1] in "/-_.=&?":
        return False
    if letters.ends_in_hyphen(before.text) and before.text[-2].isalnum() and word.text[0].isalnum():
        return False
    if before.text.endswith(("/", "–", "—")) and not before.spaced and before.text[-2:-1].isalnum():
        return False
    return before.spaced or not letters.needs_no_space(before.text[-1], word.text[0])


def _mend(text: str, following: str, vocabulary: Vocabulary) -> str:
    """A word that ends in a hyphen before a line break: without it, unless the hyphen is the word's own."""
    stem = text[:-1]
    head, tail = _LAST_WORD.search(stem), _FIRST_WORD.match(following)
    if head is None or tail is None:
        return stem + "-"
    first, second = head[0].lower(), tail[0].lower()
    if first + second in vocabulary:
        return stem
    if f"{first}-{second}" in vocabulary or not tail[0][0].islower():
        return stem + "-"
    if min(len(first), len(second)) > 2 and first in vocabulary and second in vocabulary:
        return stem + "-"
    return stem
