"""How list paragraphs of a DOCX file are counted and marked, as numbering.xml says (ECMA-376 part 1, 17.9)."""

import re
from collections.abc import Callable

from msgspec import Struct, field

from firsthand.documents import numerals
from firsthand.documents.markup import Element
from firsthand.documents.word.names import VAL, W, is_on

DEEPEST = 8
_FORMATS: dict[str, Callable[[int], str]] = {
    "decimal": str,
    "decimalZero": "{:02}".format,
    "lowerRoman": numerals.roman,
    "upperRoman": numerals.upper(numerals.roman),
    "lowerLetter": numerals.doubled,
    "upperLetter": numerals.upper(numerals.doubled),
    "ordinal": numerals.ordinal,
    "russianLower": lambda number: numerals.doubled(number, numerals.CYRILLIC),
    "russianUpper": lambda number: numerals.doubled(number, numerals.CYRILLIC).upper(),
    "arabicAlpha": lambda number: numerals.doubled(number, numerals.ARABIC),
    "arabicAbjad": lambda number: numerals.doubled(number, numerals.ABJAD),
    "hebrew2": lambda number: numerals.doubled(number, numerals.HEBREW),
    "hindiNumbers": lambda number: numerals.digits(number, "०"),
    "thaiNumbers": lambda number: numerals.digits(number, "๐"),
    "none": lambda _number: "",
}
_SYMBOLS = {"o": "◦", "§": "▪", "ü": "✓", "Ø": "➢", "q": "☐", "Ÿ": "•", "·": "•", "v": "❖", "à": "→", "": "•"}
"""Letters that Wingdings and Courier show as signs."""


class Marker(Struct, frozen=True):
    """How an item is marked, as shown."""

    text: str
    ordered: bool
    depth: int


class _Level(Struct, frozen=True):
    start: int = 1
    kind: str = "decimal"
    pattern: str = ""
    restart: int | None = None
    """The level (from 1) after which this one begins anew; 0 for never."""
    legal: bool = False


class _Num(Struct):
    """A list, as paragraphs name it."""

    abstract: str
    starts: dict[int, int] = field(default_factory=dict)
    levels: dict[int, _Level] = field(default_factory=dict)
    begun: set[int] = field(default_factory=set)


class Numbering:
    """Counts the list paragraphs of one document; each is to be asked for in reading order."""

    def __init__(self, root: Element | None) -> None:
        self._abstracts: dict[str, dict[int, _Level]] = {}
        self._nums: dict[str, _Num] = {}
        self._counts: dict[str, dict[int, int]] = {}
        if root is not None:
            self._survey(root)

    def marker(self, number: str | None, level: int | None) -> Marker | None:
        """The marker of the next paragraph of a list at a level; None where the list is none or shows nothing."""
        num = self._nums.get(number or "0")
        if num is None:
            return None
        depth = min(level or 0, DEEPEST)
        shape = self._level(num, depth)
        if shape is None:
            return None
        self._count(num, depth, shape)
        text = self._shown(num, shape)
        return Marker(text, shape.kind != "bullet", depth) if text else None

    def _level(self, num: _Num, depth: int) -> _Level | None:
        return num.levels.get(depth) or self._abstracts.get(num.abstract, {}).get(depth)

    def _count(self, num: _Num, depth: int, shape: _Level) -> None:
        counts = self._counts.setdefault(num.abstract, {})
        if depth in num.starts and depth not in num.begun:
            counts[depth] = num.starts[depth]
        else:
            counts[depth] = counts[depth] + 1 if depth in counts else shape.start
        num.begun.add(depth)
        for deeper in [other for other in counts if other > depth]:
            inner = self._level(num, deeper)
            restart = inner.restart if inner else None
            # A level begins anew after any higher one, or only after the one that it names, or never.
            if restart is None or (restart != 0 and depth < restart):
                del counts[deeper]

    def _shown(self, num: _Num, shape: _Level) -> str:
        if shape.kind == "bullet":
            sign = shape.pattern.strip()
            return _SYMBOLS.get(sign) or ("•" if any("\ue000" <= letter <= "\uf8ff" for letter in sign) else sign[:3])
        counts = self._counts[num.abstract]

        def value(match: re.Match[str]) -> str:
            place = int(match.group(1)) - 1
            inner = self._level(num, place)
            kind = "decimal" if shape.legal else inner.kind if inner else "decimal"
            count = counts.get(place, inner.start if inner else 1)
            return _FORMATS.get(kind, str)(count)

        return re.sub(r"%([1-9])", value, shape.pattern).strip()

    def _survey(self, root: Element) -> None:
        styles: dict[str, str] = {}
        links: dict[str, str] = {}
        for shape in root.iter(W + "abstractNum"):
            identity = shape.get(W + "abstractNumId") or ""
            self._abstracts[identity] = _levels(shape)
            if (named := shape.find(W + "styleLink")) is not None:
                styles[named.get(VAL, "")] = identity
            if (linked := shape.find(W + "numStyleLink")) is not None:
                links[identity] = linked.get(VAL, "")
        for identity, style in links.items():
            if not self._abstracts[identity] and style in styles:
                self._abstracts[identity] = self._abstracts[styles[style]]
        for element in root.iter(W + "num"):
            abstract = element.find(W + "abstractNumId")
            num = _Num(abstract.get(VAL, "") if abstract is not None else "")
            for override in element.iter(W + "lvlOverride"):
                self._override(num, override)
            self._nums[element.get(W + "numId") or ""] = num

    def _override(self, num: _Num, override: Element) -> None:
        depth = _integer(override.get(W + "ilvl"), 0)
        start = override.find(W + "startOverride")
        if start is not None:
            num.starts[depth] = _integer(start.get(VAL), 1)
        for level in override.iter(W + "lvl"):
            num.levels[depth] = _level(level)


def _levels(abstract: Element) -> dict[int, _Level]:
    return {_integer(level.get(W + "ilvl"), 0): _level(level) for level in abstract.iter(W + "lvl")}


def _level(element: Element) -> _Level:
    def value(name: str) -> str | None:
        found = element.find(W + name)
        return found.get(VAL) if found is not None else None

    legal = element.find(W + "isLgl")
    restart = value("lvlRestart")
    return _Level(
        start=_integer(value("start"), 0 if value("start") is None else 1),
        kind=value("numFmt") or "decimal",
        pattern=(value("lvlText") or "")[:80],
        restart=None if restart is None else _integer(restart, 0),
        legal=legal is not None and is_on(legal.get(VAL)),
    )


def _integer(value: str | None, otherwise: int) -> int:
    match = re.fullmatch(r"\d{1,9}", value or "")
    return int(match.group()) if match else otherwise
