"""Where Chinese or Japanese meets Latin letters or figures: makers of pages leave a little white there, not a space.

See the requirements for Japanese and Chinese text layout (JLREQ 3.2.3, CLREQ 3.2.1).
"""

import re

from msgspec.structs import replace

from firsthand.documents.pdf.sheet import Word

_WIDE = re.compile("[\u2e80-\u30ff\u3400-\u9fff\uf900-\ufaff\uff00-\uffef]")
_ENOUGH = 4
_GAP = 0.34
"""The most that such white takes, in sizes of the type: a quarter, and what justifying a line adds."""


def close_gaps(words: list[Word]) -> list[Word]:
    """The words of a page, glued where only such white parts them.

    PDFium sees a space there. That the file writes one is known only of the spaces behind wide letters; where it writes
    none behind these, it writes none before them.
    """
    if not any(_WIDE.match(word.text[-1]) for word in words if not word.text[-1].isascii()):
        return words
    meetings = [at for at in range(1, len(words)) if _meet(words[at - 1], words[at])]
    told = [words[at - 1].spaced for at in meetings if _is_wide(words[at - 1].text[-1])]
    if len(told) >= _ENOUGH and 2 * sum(told) > len(told):
        return words
    closed = list(words)
    for at in meetings:
        if not words[at - 1].spaced:
            closed[at] = replace(words[at], glued=True)
    return closed


def _meet(before: Word, word: Word) -> bool:
    """Whether two words touch but for such white, one of them in wide letters."""
    if before.text[-1].isascii() and word.text[0].isascii():
        return False
    near = 0 <= word.left - before.right < _GAP * word.size and abs(word.base - before.base) < 0.25 * word.size
    return near and not word.glued and _is_wide(before.text[-1]) != _is_wide(word.text[0])


def _is_wide(letter: str) -> bool:
    return not letter.isascii() and _WIDE.match(letter) is not None
