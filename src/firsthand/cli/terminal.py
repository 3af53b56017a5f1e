"""What may be written to a terminal of what files and documents say. It knows nothing of what is said."""

from unicodedata import category

_TURNING = frozenset("\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069")
"""Signs that set the direction of what follows, and so can show a name as another one."""


def harmless(text: str) -> str:
    """On one line, without the control characters by which a document could take hold of a terminal."""
    return "".join(" " if category(sign) in ("Cc", "Zl", "Zp") or sign in _TURNING else sign for sign in text)
