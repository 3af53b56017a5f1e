"""How a sequence of runs is tidied: white space folded across their borders, equal neighbours made one.

Knows nothing of where runs come from.
"""

import unicodedata
from collections import Counter
from collections.abc import Iterable

from msgspec.structs import replace

from firsthand.documents.model import Run, Runs
from firsthand.documents.text import clean, squeeze


def tidy(pieces: Iterable[Run]) -> Runs:
    """Runs in the form that the model asks for; empty where there is nothing but white space."""
    kept: list[Run] = []
    spaced = True
    for piece in pieces:
        text = squeeze(piece.text)
        if spaced and text.startswith(" "):
            text = text[1:]
        if text or piece.note is not None:
            spaced = text.endswith(" ")
            kept.append(piece if text == piece.text else replace(piece, text=text))
    while kept and kept[-1].text.endswith(" "):
        last = kept.pop()
        if text := last.text[:-1]:
            kept.append(replace(last, text=text))
    return merged(kept)


def stack(paragraphs: Iterable[Runs]) -> Runs:
    """Paragraphs of one cell or note as one sequence, parted by a newline."""
    kept: list[Run] = []
    for runs in paragraphs:
        if runs:
            kept.extend([Run("\n"), *runs] if kept else runs)
    return merged(kept)


def settle(runs: Runs, outer: str | None) -> tuple[Runs, str | None]:
    """The runs of a block with their languages named only where they differ, and the block's language where it does.

    `outer` is the document's language. The block's is the one in which most of its letters are.
    """
    if all(run.language is None or run.language == outer for run in runs):
        return merged(replace(run, language=None) if run.language else run for run in runs), None
    weights: Counter[str | None] = Counter()
    for run in runs:
        if run.note is None:
            weights[run.language or outer] += sum(map(str.isalpha, run.text))
    own = weights.most_common(1)[0][0] if weights else outer
    settled = merged(replace(run, language=_unless(run.language or outer, own)) for run in runs)
    return settled, _unless(own, outer)


def _unless(language: str | None, other: str | None) -> str | None:
    return None if language == other else language


def merged(runs: Iterable[Run]) -> Runs:
    """Neighbours of one style made one; an accent that begins a run goes to the letter before it, for NFC."""
    groups: list[tuple[Run, list[str]]] = []
    for piece in runs:
        run, text = piece, piece.text
        style, parts = groups[-1] if groups else (None, [])
        if style is not None and style.note is None and text and _leans_back(text[0]):
            end = next((place for place, sign in enumerate(text) if not _leans_back(sign)), len(text))
            parts.append(text[:end])
            text = text[end:]
            if not text:
                continue
            run = replace(run, text=text)
        if style is not None and (_same_style(style, run) or _is_lone_space(style, run)):
            parts.append(text)
        else:
            groups.append((run, [text]))
    return tuple(
        style if len(parts) == 1 and parts[0] == style.text else replace(style, text=clean("".join(parts)))
        for style, parts in groups
    )


def _leans_back(sign: str) -> bool:
    """Whether a character is one with the letter before it: a mark, or the vowel or end of a Hangul syllable."""
    return not sign.isascii() and (unicodedata.category(sign)[0] == "M" or "\u1160" <= sign <= "\u11ff")


def _is_lone_space(last: Run, run: Run) -> bool:
    """Whether a run is but a space that was made bold or slanted by the way."""
    plain_before = last.note is None and last.href is None and not last.code
    return run.text == " " and (run.strong or run.emphasis) and run.href is None and plain_before


def _same_style(one: Run, other: Run) -> bool:
    return (
        one.note is None
        and other.note is None
        and one.href == other.href
        and one.strong == other.strong
        and one.emphasis == other.emphasis
        and one.superscript == other.superscript
        and one.subscript == other.subscript
        and one.code == other.code
        and one.language == other.language
    )
