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
    for piece in pieces:
        text = squeeze(piece.text)
        if text.startswith(" ") and (not kept or kept[-1].text.endswith(" ")):
            text = text[1:]
        if not text and piece.note is None:
            continue
        _append(kept, piece if text == piece.text else replace(piece, text=text))
    while kept and kept[-1].text.endswith(" "):
        last = kept.pop()
        if text := last.text[:-1]:
            kept.append(replace(last, text=text))
    return tuple(kept)


def stack(paragraphs: Iterable[Runs]) -> Runs:
    """Paragraphs of one cell or note as one sequence, parted by a newline."""
    kept: list[Run] = []
    for runs in paragraphs:
        if not runs:
            continue
        if kept:
            _append(kept, Run("\n"))
        for run in runs:
            _append(kept, run)
    return tuple(kept)


def settle(runs: Runs, outer: str | None) -> tuple[Runs, str | None]:
    """The runs of a block with their languages named only where they differ, and the block's language where it does.

    `outer` is the document's language. The block's is the one in which most of its letters are.
    """
    if all(run.language is None or run.language == outer for run in runs):
        return _merged(replace(run, language=None) if run.language else run for run in runs), None
    weights: Counter[str | None] = Counter()
    for run in runs:
        if run.note is None:
            weights[run.language or outer] += sum(map(str.isalpha, run.text))
    own = weights.most_common(1)[0][0] if weights else outer
    settled = _merged(replace(run, language=_unless(run.language or outer, own)) for run in runs)
    return settled, _unless(own, outer)


def _unless(language: str | None, other: str | None) -> str | None:
    return None if language == other else language


def _merged(runs: Iterable[Run]) -> Runs:
    kept: list[Run] = []
    for run in runs:
        _append(kept, run)
    return tuple(kept)


def _append(kept: list[Run], run: Run) -> None:
    if not kept:
        kept.append(run)
        return
    last = kept[-1]
    if run.text and unicodedata.combining(run.text[0]) and last.note is None:
        # An accent in a run of its own belongs to the letter before it: NFC must hold for the block as a whole.
        end = next((place for place, sign in enumerate(run.text) if not unicodedata.combining(sign)), len(run.text))
        last = kept[-1] = replace(last, text=clean(last.text + run.text[:end]))
        run = replace(run, text=run.text[end:])
        if not run.text:
            return
    if _same_style(last, run):
        kept[-1] = replace(last, text=clean(last.text + run.text))
    elif run.text == " " and (run.strong or run.emphasis) and not (run.href or last.note or last.href or last.code):
        # A lone space that is bold is no run of its own.
        kept[-1] = replace(last, text=last.text + run.text)
    else:
        kept.append(run)


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
