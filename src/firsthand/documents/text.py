"""How all readers tidy text: Unicode NFC, no control characters or soft hyphens, white space folded.

Knows characters only, nothing of files or blocks.
"""

import re
import unicodedata

# C0 and C1 controls except white space, soft hyphen, byte order mark, lone surrogates and non-characters.
_DROPPED = re.compile("[\x00-\x08\x0e-\x1f\x7f-\x84\x86-\x9f\u00ad\ufeff\ud800-\udfff\ufdd0-\ufdef\ufffe\uffff]+")
_SPACES = re.compile(r"\s+")
_LINES = re.compile("\r\n?|[\x0b\x0c\x85\u2028\u2029]")


def clean(text: str) -> str:
    """The text in NFC without controls and soft hyphens; white space is left as it is."""
    if text.isascii() and text.isprintable():
        return text
    return unicodedata.normalize("NFC", _DROPPED.sub("", text))


def fold(text: str) -> str:
    """The text, clean, on one line: every stretch of white space is one space, none at the ends."""
    return _SPACES.sub(" ", clean(text)).strip()


def squeeze(text: str) -> str:
    """The text, clean, with every stretch of white space as one space, also at the ends."""
    return _SPACES.sub(" ", clean(text))


def verbatim(text: str) -> str:
    """Text whose lines and spaces matter: clean, lines parted by a newline, no empty lines at the ends."""
    lines = [line.rstrip() for line in clean(_LINES.sub("\n", text)).split("\n")]
    while lines and not lines[0]:
        lines.pop(0)
    while lines and not lines[-1]:
        lines.pop()
    return "\n".join(lines)
