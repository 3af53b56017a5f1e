"""Single words: ligatures, soft hyphens, symbols of private fonts, letters that can't be known. Nothing of places."""

import re
import unicodedata

HYPHEN_AT_BREAK = "\u00ad"
"""Stands at the end of a word that the file breaks there with a hyphen, until the lines are joined."""

BROKEN = "\u0002\ufffe\u00ad"
"""The signs by which PDFium or a file says that a word goes on in the next line."""
_BREAKS = f"{BROKEN}\u2010-"
_SYMBOLS = {
    0xF0B7: "•", 0xF0A7: "▪", 0xF06E: "■", 0xF06F: "□", 0xF071: "❑", 0xF076: "❖", 0xF0A8: "□", 0xF0D8: "➢",
    0xF0FC: "✓", 0xF0FE: "☑", 0xF0E0: "→", 0xF0E8: "➔", 0xF02D: "–", 0xF0BE: "–", 0xF02A: "*", 0xF0D7: "·",
    0xF020: "", 0xF0A0: "", 0xF0F0: "→",
}  # fmt: skip
_SYMBOL_FONT = dict(
    zip(
        range(0xF021, 0xF07F),
        "!∀#∃%&∋()∗+,−./0123456789:;<=>?≅ΑΒΧΔΕΦΓΗΙϑΚΛΜΝΟΠΘΡΣΤΥςΩΞΨΖ[∴]⊥_\u203eαβχδεφγηιϕκλμνοπθρστυϖωξψζ{|}∼",
        strict=True,
    )
) | {0xF0A3: "≤", 0xF0B0: "°", 0xF0B1: "±", 0xF0B3: "≥", 0xF0B4: "×", 0xF0B9: "≠", 0xF0BB: "≈", 0xF0E5: "∑"}
"""The encoding of Adobe's Symbol font (ISO 32000-2, D.6), as Word writes it into the private use area."""
_DROPPED = {0x0002: "", 0xFFFE: "", 0x00AD: "", 0xFEFF: "", 0x200B: "", 0x2060: ""}
_PRESENTATION = re.compile("[\ufb00-\ufdff\ufe70-\ufefc]")
_UNKNOWN = re.compile("[\u0000-\u0008\u000b\u000c\u000e-\u001f\ue000-\uf8ff\ufffd\uffff\U000f0000-\U0010ffff]")
_RIGHT_TO_LEFT = re.compile("[\u0590-\u08ff\ufb1d-\ufdff\ufe70-\ufefc]")
_UNSPACED = re.compile("[\u0e00-\u0eff\u1000-\u109f\u1780-\u17ff\u2e80-\u30ff\u3400-\u9fff\uf900-\ufaff\uff00-\uffef]")

_WIDE = re.compile("[\u2e80-\u30ff\u3400-\u9fff\uf900-\ufaff\uff00-\uffef]")


_PLAIN = re.compile(
    "[!-~\u00a1-\u00ac\u00ae-\u02ff\u0400-\u0482\u048a-\u052f\u2010-\u2027\u2030-\u205e\u20a0-\u20c0\u3001-\u3029"
    "\u3041-\u3096\u30a1-\u30fe\u4e00-\u9fff\uac00-\ud7a3\uff01-\uff60]+"
)


def is_plain(text: str) -> bool:
    """Whether a word is made of letters and signs that need no cleaning, one by one or together.

    They are themselves in NFC, combine with nothing, and aren't written from right to left: Latin, Cyrillic, Chinese,
    Japanese and Korean letters, figures and stops. `shim.c` has the same list.
    """
    return (text.isascii() and text.isprintable()) or _PLAIN.fullmatch(text) is not None


def clean(text: str) -> str:
    """The word in NFC without ligature characters or soft hyphens, except one at its end that marks a line break."""
    if is_plain(text):
        return text
    ending = HYPHEN_AT_BREAK if text[-1] in BROKEN else ""
    text = text.translate(_SYMBOLS).translate(_DROPPED)
    if _PRESENTATION.search(text):
        text = _PRESENTATION.sub(lambda found: unicodedata.normalize("NFKC", found[0]), text)
    return unicodedata.normalize("NFC", text).replace("\u0000", "") + ending


def from_symbol(text: str) -> str:
    return text.translate(_SYMBOL_FONT)


def is_unknown(text: str) -> bool:
    """Whether some letter of the cleaned word is not a character that means anything to a reader."""
    return not is_plain(text) and _UNKNOWN.search(text) is not None


def runs_leftwards(text: str) -> bool:
    """Whether most of the letters belong to a script that is written from right to left."""
    if text.isascii():
        return False
    return 2 * len(_RIGHT_TO_LEFT.findall(text)) > sum(map(str.isalpha, text))


def runs_both_ways(text: str) -> bool:
    """Whether a word holds letters or digits of a script that is written to the right, and others."""
    if text.isascii() or not _RIGHT_TO_LEFT.search(text):
        return False
    return any(sign.isascii() and sign.isalnum() for sign in text)


def needs_no_space(before: str, after: str) -> bool:
    """Whether two lines join without a space there: Chinese, Japanese, Thai, Lao, Khmer and Burmese have none."""
    if before.isascii() and after.isascii():
        return False
    if _WIDE.match(before) or _WIDE.match(after):
        return True
    return _UNSPACED.match(before) is not None and _UNSPACED.match(after) is not None


def is_thai(letter: str) -> bool:
    return "\u0e00" <= letter <= "\u0e7f"


def is_hangul(letter: str) -> bool:
    """Korean words may be broken at a line end after any syllable, without a hyphen."""
    return "\uac00" <= letter <= "\ud7a3"


def is_mark(letter: str) -> bool:
    """Whether it is written above, below or around the letter before it."""
    return not letter.isascii() and unicodedata.category(letter) in ("Mn", "Mc", "Me")


def ends_in_hyphen(text: str) -> bool:
    return len(text) > 1 and text[-1] in _BREAKS
