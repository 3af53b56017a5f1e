"""Characters that no file of text should hold: what XML has no place for, controls, non-characters (XML 1.0, HTML)."""

import re

_NOT_TEXT = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\ud800-\udfff\ufdd0-\ufdef\ufffe\uffff]")


def clean(text: str) -> str:
    """The text without them.

    >>> clean("a\\x00b")
    'ab'
    """
    return _NOT_TEXT.sub("", text)
