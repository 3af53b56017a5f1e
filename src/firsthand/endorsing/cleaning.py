"""What somebody has typed, made fit to be shown: a browser may have sealed anything. It judges no names.

Characters that control a terminal, hide, or turn the direction of others are taken out; lengths are those of the form.
"""

from unicodedata import category, combining, normalize

MOST = {"name": 200, "affiliation": 200, "email": 254, "voucher": 100, "note": 1_000, "text": 12_000, "reply": 254}
"""Characters of a field."""

_MARKS = 4
"""The most accents on a letter; more of them paint over what stands above and below."""

_EMPTY = frozenset("\u115f\u1160\u2800\u3164\uffa0")
"""Letters and signs that show nothing: fillers of Hangul, and a Braille cell without dots."""

_JOINERS = "\u200c\u200d"
"""Persian and the scripts of India need them within words."""


def clean(text: str, field: str) -> tuple[str, set[str]]:
    """A field on one line and in Unicode's normal form C, and what was noticed: "cleaned", "cut".

    >>> clean("Zoe\\u202e\\x1b[2J ", "name")
    ('Zoe[2J', {'cleaned'})
    """
    noticed: set[str] = set()
    if len(text) > MOST[field]:
        noticed.add("cut")
        text = text[: MOST[field]]
    bare = "".join(_harmless(normalize("NFC", text)))
    if len(bare) != len(normalize("NFC", text)):
        noticed.add("cleaned")
    return " ".join(bare.split()).strip(_JOINERS), noticed


def clean_lines(text: str, field: str) -> str:
    """The same of a text of several lines."""
    lines = (clean(line, field)[0] for line in text[: MOST[field]].replace("\r\n", "\n").split("\n"))
    return "\n".join(lines).strip()


def _harmless(text: str) -> list[str]:
    kept: list[str] = []
    marks = 0
    for sign in text:
        kind = category(sign)
        marks = marks + 1 if combining(sign) or kind in ("Mn", "Me") else 0
        if sign in _EMPTY:
            continue
        if kind in ("Cc", "Zl", "Zp") and sign.isspace():
            kept.append(" ")
        elif marks <= _MARKS and (kind not in ("Cc", "Cf", "Cs", "Co", "Cn", "Zl", "Zp") or sign in _JOINERS):
            kept.append(sign)
    return kept
