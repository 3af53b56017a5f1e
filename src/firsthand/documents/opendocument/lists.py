"""How lists and headings of an OpenDocument text are counted and marked (ODF 1.3 part 3, 5.3 and 16.30)."""

from collections.abc import Callable, Iterable

from msgspec import Struct, field

from firsthand.documents import numerals
from firsthand.documents.markup import Element
from firsthand.documents.opendocument.names import STYLE, STYLE_NAME, TEXT, XML_ID

DEEPEST = 9
BULLET = "•"
_SYNCED = "num-letter-sync"


class _Level(Struct, frozen=True):
    ordered: bool = False
    format: str = "1"
    prefix: str = ""
    suffix: str = ""
    shown: int = 1
    """How many levels the number shows: 2 for "1.2"."""
    start: int = 1
    bullet: str = BULLET
    synced: bool = False


class Counters(Struct):
    """The counts of one list, by level from 1."""

    style: str
    counts: dict[int, int] = field(default_factory=dict)


class Lists:
    """The list styles of a document, and the counts of its lists."""

    def __init__(self, roots: Iterable[Element]) -> None:
        self._styles: dict[str, dict[int, _Level]] = {}
        self._by_id: dict[str, Counters] = {}
        self._by_style: dict[str, Counters] = {}
        self._headings = Counters("")
        for root in roots:
            for element in root.iter(TEXT + "list-style", TEXT + "outline-style"):
                name = element.get(STYLE + "name") or "Outline"
                self._styles[name] = {_integer(level.get(TEXT + "level"), 1): _level(level) for level in element}
                if element.tag == TEXT + "outline-style":
                    self._headings = Counters(name)

    def open(self, element: Element, outer: Counters | None, style: str | None) -> Counters:
        """The counts for a list element: of the list around it, of the one that it continues, or new ones."""
        name = element.get(STYLE_NAME) or (outer.style if outer else style) or ""
        continued = self._by_id.get(element.get(TEXT + "continue-list") or "")
        if continued is None and element.get(TEXT + "continue-numbering") == "true":
            continued = self._by_style.get(name)
        if outer is not None:
            counters = outer if outer.style == name else Counters(name, dict(outer.counts))
        else:
            counters = continued or Counters(name)
            self._by_style[name] = counters
        if identity := element.get(XML_ID):
            self._by_id[identity] = counters
        return counters

    def marker(self, counters: Counters, level: int, item: Element) -> tuple[str, bool]:
        """The marker of the next item of a list, and whether it is a number."""
        return self._next(counters, level, item.get(TEXT + "start-value") or "")

    def heading(self, level: int, restart: str | None) -> str:
        """The number of the next heading, empty where headings have none."""
        if not self._styles.get(self._headings.style):
            return ""
        text, ordered = self._next(self._headings, level, restart or "")
        return text if ordered else ""

    def _next(self, counters: Counters, level: int, start: str) -> tuple[str, bool]:
        shape = self._styles.get(counters.style, {}).get(level, _Level())
        counts = counters.counts
        if start.isascii() and start.isdigit():
            counts[level] = int(start[:9])
        else:
            counts[level] = counts[level] + 1 if level in counts else shape.start
        for deeper in [other for other in counts if other > level]:
            del counts[deeper]
        if not shape.ordered:
            return shape.bullet, False
        return self._number(counters, level, shape), True

    def _number(self, counters: Counters, level: int, shape: _Level) -> str:
        if not shape.format:
            return ""
        numbers = []
        for place in range(max(level - shape.shown + 1, 1), level + 1):
            inner = self._styles.get(counters.style, {}).get(place, _Level())
            written = _written(inner, counters.counts.get(place, inner.start))
            numbers.append(written)
        return f"{shape.prefix}{'.'.join(number for number in numbers if number)}{shape.suffix}".strip()


def _written(shape: _Level, number: int) -> str:
    letters: Callable[[int], str] = numerals.doubled if shape.synced else numerals.positional
    formats: dict[str, Callable[[int], str]] = {
        "a": letters, "A": numerals.upper(letters), "i": numerals.roman, "I": numerals.upper(numerals.roman),
        "": lambda _number: "", "1st": numerals.ordinal, "01, 02, 03, ...": "{:02}".format,
    }  # fmt: skip
    if len(shape.format) == 1 and not shape.format.isascii() and shape.format.isdigit():
        return numerals.digits(number, chr(ord(shape.format) - 1))
    for alphabet in (numerals.CYRILLIC, numerals.ARABIC, numerals.HEBREW, numerals.GREEK):
        if shape.format[:1].lower() == alphabet[0]:
            text = numerals.doubled(number, alphabet)
            return text.upper() if shape.format[:1].isupper() else text
    return formats.get(shape.format, str)(number)


def _level(element: Element) -> _Level:
    ordered = str(element.tag).endswith(("list-level-style-number", "outline-level-style"))
    bullet = (element.get(TEXT + "bullet-char") or BULLET).strip()
    return _Level(
        ordered=ordered,
        format=element.get(STYLE + "num-format") or "",
        prefix=(element.get(STYLE + "num-prefix") or "")[:20],
        suffix=(element.get(STYLE + "num-suffix") or "")[:20],
        shown=min(_integer(element.get(TEXT + "display-levels"), 1), DEEPEST),
        start=_integer(element.get(TEXT + "start-value"), 1),
        bullet=BULLET if any("\ue000" <= sign <= "\uf8ff" for sign in bullet) or not bullet else bullet[:3],
        synced=element.get(STYLE + _SYNCED) == "true",
    )


def _integer(value: str | None, otherwise: int) -> int:
    return int(value[:9]) if value and value.isascii() and value.isdigit() else otherwise
