"""Characters that no file of text should hold: what XML has no place for, controls, non-characters (XML 1.0, HTML)."""

import re

_NOT_TEXT = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\ud800-\udfff\ufdd0-\ufdef\ufffe\uffff]")


def clean(text: str) -> str:
    """The text without them.

    >>> clean("a\\x00b")
    'ab'
    """
    return _NOT_TEXT.sub("", text)


_NOT_IN_XML = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")
"""Characters outside the production Char of XML 1.0."""


def legible(text: str) -> str:
    """Without what XML has no place for."""
    return _NOT_IN_XML.sub("", text)
