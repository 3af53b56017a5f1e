"""In which script a text is written (ISO 15924, by the names of the Unicode standard).

Knows ranges of letters; Chinese, Japanese and Korean writing are told apart as Han, Kana and Hangul.
"""

from bisect import bisect_right
from collections import Counter

# Unicode blocks, begin of each and the script of its letters; what no script owns is None.
_BLOCKS: tuple[tuple[int, str | None], ...] = (
    (0x0000, None), (0x0041, "Latin"), (0x02B0, None), (0x0370, "Greek"), (0x0400, "Cyrillic"), (0x0530, "Armenian"),
    (0x0590, "Hebrew"), (0x0600, "Arabic"), (0x0700, None), (0x0750, "Arabic"), (0x0780, None), (0x08A0, "Arabic"),
    (0x0900, "Devanagari"), (0x0980, "Bengali"), (0x0A00, "Gurmukhi"), (0x0A80, "Gujarati"), (0x0B00, "Oriya"),
    (0x0B80, "Tamil"), (0x0C00, "Telugu"), (0x0C80, "Kannada"), (0x0D00, "Malayalam"), (0x0D80, "Sinhala"),
    (0x0E00, "Thai"), (0x0E80, "Lao"), (0x0F00, "Tibetan"), (0x1000, "Myanmar"), (0x10A0, "Georgian"),
    (0x1100, "Hangul"), (0x1200, "Ethiopic"), (0x13A0, None), (0x1780, "Khmer"), (0x1800, None), (0x1C90, "Georgian"),
    (0x1CC0, None), (0x1E00, "Latin"), (0x1F00, "Greek"), (0x2000, None), (0x2D00, "Georgian"), (0x2D30, None),
    (0x2DE0, "Cyrillic"), (0x2E00, None), (0x3040, "Kana"), (0x3100, None), (0x3130, "Hangul"), (0x3190, None),
    (0x3400, "Han"), (0xA000, None), (0xA640, "Cyrillic"), (0xA6A0, None), (0xAC00, "Hangul"), (0xD7B0, None),
    (0xF900, "Han"), (0xFB00, None), (0xFB1D, "Hebrew"), (0xFB50, "Arabic"), (0xFE00, None), (0xFE70, "Arabic"),
    (0xFF00, None), (0x20000, "Han"), (0x32000, None),
)  # fmt: skip
_BEGINS = [begin for begin, _ in _BLOCKS]


def script_of(text: str) -> str | None:
    """The script of at least three in five letters of a text; None where there is none, or hardly a letter."""
    counts: Counter[str | None] = Counter()
    for letter, times in Counter(text).items():
        if letter.isalpha():
            counts[_BLOCKS[bisect_right(_BEGINS, ord(letter)) - 1][1]] += times
    letters = counts.total()
    if counts["Kana"] and counts["Kana"] * 20 > counts["Kana"] + counts["Han"]:
        counts["Kana"] += counts.pop("Han", 0)
    if letters < 3:
        return None
    script, times = counts.most_common(1)[0]
    return script if times >= letters * 0.6 else None
