"""Which letters the fonts of this machine have, and which fonts suit a language. Asked of typst, which uses them."""

import re
import threading
import unicodedata
from collections.abc import Iterator
from functools import cache, lru_cache
from typing import Any

from firsthand.exports.printing.press import LettersError

SANS = ("Noto Sans", "Atkinson Hyperlegible", "Open Sans", "DejaVu Sans", "Liberation Sans", "Arial", "Helvetica")
"""Clear letters for large print, the best first."""
SERIF = ("Libertinus Serif",)
"""Comes with typst: Latin, Greek, Cyrillic and Hebrew letters with thin strokes."""

SCRIPTS = {
    "Arab": ("Noto Naskh Arabic", "Noto Sans Arabic"), "Armn": ("Noto Sans Armenian",), "Beng": ("Noto Sans Bengali",),
    "Deva": ("Noto Sans Devanagari",), "Ethi": ("Noto Sans Ethiopic",), "Geor": ("Noto Sans Georgian",),
    "Gujr": ("Noto Sans Gujarati",), "Guru": ("Noto Sans Gurmukhi",), "Hans": ("Noto Sans CJK SC",),
    "Hant": ("Noto Sans CJK TC",), "Hebr": ("Noto Sans Hebrew",), "Jpan": ("Noto Sans CJK JP",),
    "Khmr": ("Noto Sans Khmer",), "Knda": ("Noto Sans Kannada",), "Kore": ("Noto Sans CJK KR",),
    "Laoo": ("Noto Sans Lao",), "Mlym": ("Noto Sans Malayalam",), "Mymr": ("Noto Sans Myanmar",),
    "Orya": ("Noto Sans Oriya",), "Sinh": ("Noto Sans Sinhala",), "Taml": ("Noto Sans Tamil",),
    "Telu": ("Noto Sans Telugu",), "Thai": ("Noto Looped Thai", "Noto Sans Thai"), "Tibt": ("Noto Serif Tibetan",),
}  # fmt: skip
"""Script (ISO 15924) -> fonts for it. What they don't have, typst takes from any other font there is."""


@lru_cache(maxsize=512)
def fonts(language: str, *, serif: bool = False) -> tuple[str, ...]:
    """Families for a text in a language, those that are on this machine."""
    import langcodes

    try:
        script = langcodes.Language.get(language).maximize().script or ""
    except ValueError:
        script = ""
    there = _families()
    ours = [family for family in (*(SERIF if serif else SANS), *SERIF) if family in there][:1]
    own = [family for family in SCRIPTS.get(script, ()) if family in there]
    return tuple(dict.fromkeys((*ours, *own, *_others())))


def drawable(*texts: str) -> bool:
    """Whether there is a font for every letter; signs that are no letters may be missing."""
    return not any(map(_is_letter, _prober().missing("".join(texts))))


def spelt(value: Any) -> Any:
    """Plain values (`msgspec.to_builtins`) with signs that no font has written as their names.

    Raises LettersError where letters are missing: a text is not printed without them.
    """
    missing = _prober().missing("".join(_texts(value)))
    letters = sorted(filter(_is_letter, missing))
    if letters:
        shown = ", ".join(f"“{letter}” (U+{ord(letter):04X})" for letter in letters[:5])
        raise LettersError(
            f"No font on this machine has the letters {shown}. Install fonts for them, such as Noto, and ask again."
        )
    return _replaced(value, {ord(sign): f"[{_name(sign)}]" for sign in missing})


def unprivate(value: Any) -> Any:
    """Plain values without signs for private use: each font draws something else for them."""
    private = set(_PRIVATE.findall("".join(_texts(value))))
    return _replaced(value, {ord(sign): f"[{_name(sign)}]" for sign in private}) if private else value


def parted(text: str) -> str:
    """A text whose longest words may be broken (U+200B), for where nothing else lets them stand on a line."""
    return re.sub(r"(\S{18})(?=\S)", "\\1\u200b", text)


def _name(sign: str) -> str:
    return unicodedata.name(sign, "").lower() or f"U+{ord(sign):04X}"


def _texts(value: Any) -> Iterator[str]:
    match value:
        case str():
            yield value
        case dict():
            for each in value.values():
                yield from _texts(each)
        case list() | tuple():
            for each in value:
                yield from _texts(each)


def _replaced(value: Any, table: dict[int, str]) -> Any:
    match value:
        case str():
            return value.translate(table)
        case dict():
            return {key: _replaced(each, table) for key, each in value.items()}
        case list() | tuple():
            return [_replaced(each, table) for each in value]
        case _:
            return value


_PRIVATE = re.compile("[\ue000-\uf8ff\U000f0000-\U0010fffd]")
_UNSEEN = ("Cc", "Cf", "Cs")
"""Controls and marks of format: nothing is drawn for them."""


def _is_letter(sign: str) -> bool:
    return unicodedata.category(sign)[0] in "LMN"


class _Prober:
    """Has single characters set, and remembers of each whether that could be done."""

    def __init__(self, *, system: bool = True) -> None:
        """`system`: with the fonts of this machine, and not only those that come with typst."""
        import typst

        self._failure = typst.TypstError
        self._compiler: Any = typst.Compiler(ignore_system_fonts=not system)
        self._fonts = ",".join(fonts("en"))
        self._lock = threading.Lock()
        self._known: dict[str, bool] = {}

    def missing(self, text: str) -> frozenset[str]:
        with self._lock:
            signs = {sign for sign in set(text) if not sign.isspace() and unicodedata.category(sign) not in _UNSEEN}
            private = {sign for sign in signs if unicodedata.category(sign) == "Co"}  # each font draws another
            self._known.update(dict.fromkeys(private, False))
            self._learn(sorted(signs - self._known.keys()))
            return frozenset(sign for sign in signs if not self._known[sign])

    def _learn(self, signs: list[str]) -> None:
        """Halve what can't be set as a whole until the signs are found that can't."""
        if not signs:
            return
        if self._can_be_set(signs):
            self._known.update(dict.fromkeys(signs, True))
        elif len(signs) == 1:
            self._known[signs[0]] = False
        else:
            half = len(signs) // 2
            self._learn(signs[:half])
            self._learn(signs[half:])

    def _can_be_set(self, signs: list[str]) -> bool:
        source = (
            b'#set document(title: "-")\n#set text(font: sys.inputs.fonts.split(","))\n'
            b'#for sign in sys.inputs.signs.split(" ") [#sign\\ ]'
        )
        try:
            self._compiler.compile(
                source, sys_inputs={"signs": " ".join(signs), "fonts": self._fonts}, format="pdf",
                pdf_standards=["ua-1"], timestamp=0,
            )  # fmt: skip
        except self._failure:
            return False
        return True


@cache
def _prober() -> _Prober:
    return _Prober()


@cache
def _families() -> frozenset[str]:
    import typst

    return frozenset(typst.Fonts().families())


@cache
def _others() -> tuple[str, ...]:
    """Those of all other scripts: a text may quote any."""
    there = _families()
    return tuple(family for families in SCRIPTS.values() for family in families if family in there)
