"""From bytes to text: byte order mark, what the file declares, UTF-8, and else the most plausible old code page.

Knows nothing of the formats; never fails, since every byte means something in a code page.
"""

import codecs
import re

_MARKS = (
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF32_LE, "utf-32"),
    (codecs.BOM_UTF32_BE, "utf-32"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)
_SAME = {"iso-8859-1": "cp1252", "latin-1": "cp1252", "latin1": "cp1252", "ascii": "cp1252", "us-ascii": "cp1252",
         "iso8859-1": "cp1252", "gb2312": "gb18030", "gbk": "gb18030", "x-sjis": "cp932", "shift_jis": "cp932",
         "ks_c_5601-1987": "cp949", "euc-kr": "cp949", "iso-8859-9": "cp1254", "iso-8859-11": "cp874"}  # fmt: skip
"""Labels that mean a wider code page in practice (WHATWG Encoding)."""
_NOT_TEXT = {"utf-7", "utf_7", "idna", "punycode", "unicode_escape", "raw_unicode_escape", "undefined", "mbcs", "oem"}
_SAMPLE = 200_000


def decoded(data: bytes, declared: str | None = None) -> str:
    """The text of a file. `declared` is the name of an encoding that the file gives itself."""
    for mark, encoding in _MARKS:
        if data.startswith(mark):
            return data.decode(encoding, "replace")
    for likely in (_known(declared), _wide(data), "utf-8"):
        if likely:
            try:
                return data.decode(likely)
            except (UnicodeDecodeError, LookupError):
                continue
    if _nearly_utf8(data):
        return data.decode("utf-8", "replace")
    return data.decode(_code_page(data[:_SAMPLE]), "replace")


def _known(declared: str | None) -> str | None:
    label = (declared or "").strip().lower()
    if not label or label in _NOT_TEXT or label.startswith(("utf-16", "utf-32", "ucs")):
        return None
    try:
        found = codecs.lookup(_SAME.get(label, label))
    except (LookupError, ValueError):
        return None
    return found.name if getattr(found, "_is_text_encoding", False) else None


def _wide(data: bytes) -> str | None:
    """UTF-16 without its mark: in Western text every second byte is zero."""
    sample = data[: 2 * (_SAMPLE // 2)]
    if len(sample) < 4 or b"\0" not in sample:
        return None
    even, odd = sample[0::2].count(0), sample[1::2].count(0)
    if odd > 4 * even and odd * 10 > len(sample):
        return "utf-16-le"
    return "utf-16-be" if even > 4 * odd and even * 10 > len(sample) else None


def _nearly_utf8(data: bytes) -> bool:
    """Whether a few bytes are broken in a text that else is UTF-8: one broken place for twenty sound ones."""
    text = data[:_SAMPLE].decode("utf-8", "replace")
    broken = text.count("\ufffd")
    return 20 * broken < sum(not sign.isascii() for sign in text) - broken


def _code_page(data: bytes) -> str:
    """windows-1251, KOI8-R or windows-1252: the one that gives words."""
    pages = ("cp1252", "cp1251", "koi8-r")
    return max(pages, key=lambda page: _plausibility(data.decode(page, "replace")))


def _plausibility(text: str) -> float:
    """How many words are written as words are: in one script, capitals only at the beginning or throughout."""
    score = 0.0
    for word in re.findall(r"[^\W\d_]+", text):
        if word.isascii():
            continue
        usual = word[1:].islower() or word.isupper() or len(word) == 1
        foreign = sum(not letter.isascii() for letter in word)
        cyrillic = sum("\u0400" <= letter <= "\u04ff" for letter in word)
        if cyrillic:
            score += len(word) if usual and cyrillic == len(word) and len(word) > 1 else -foreign
        else:
            # Western words have few accented letters each; a run of them is another script misread.
            score += len(word) if usual and foreign * 2 <= len(word) + 1 else -foreign
    return score - 3 * sum(sign in "\ufffd¤¦¨¸ºЁ" for sign in text) / 10
