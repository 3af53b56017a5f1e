"""How the items of HTML lists are marked: start, value, reversed, type and the CSS names for kinds of numbers."""

import re
from collections.abc import Callable

from firsthand.documents import numerals
from firsthand.documents.markup import Element, name_of
from firsthand.documents.text import fold

BULLET = "•"
LONGEST_MARKER = 20
_KINDS: dict[str, Callable[[int], str]] = {
    "1": str, "decimal": str, "a": numerals.positional, "lower-alpha": numerals.positional,
    "lower-latin": numerals.positional, "A": numerals.upper(numerals.positional),
    "upper-alpha": numerals.upper(numerals.positional), "upper-latin": numerals.upper(numerals.positional),
    "i": numerals.roman, "lower-roman": numerals.roman, "I": numerals.upper(numerals.roman),
    "upper-roman": numerals.upper(numerals.roman), "decimal-leading-zero": "{:02}".format,
    "arabic-indic": lambda number: numerals.digits(number, "٠"), "persian": lambda number: numerals.digits(number, "۰"),
    "devanagari": lambda number: numerals.digits(number, "०"), "thai": lambda number: numerals.digits(number, "๐"),
    "lower-greek": lambda number: numerals.positional(number, numerals.GREEK),
}  # fmt: skip
_CSS = re.compile(r"list-style(?:-type)?\s*:\s*([a-z-]+)", re.IGNORECASE)


class List:
    """A list that is open, and its count."""

    def __init__(self, name: str, depth: int, kind: str = "1", start: int = 1, step: int = 1) -> None:
        self.depth = depth
        self.ordered = name == "ol"
        self._kind = kind
        self._next = start
        self._step = step

    def next_marker(self, item: Element) -> str:
        """The marker of the next item, as a browser shows it."""
        if not self.ordered:
            return BULLET
        value = _number(item.get("value"))
        number = self._next if value is None else value
        self._next = number + self._step
        return f"{_KINDS.get(self._kind, str)(number)}."


def opened(element: Element, name: str, depth: int) -> List:
    """The list that this element opens."""
    css = _CSS.search(element.get("style") or "")
    kind = css.group(1).lower() if css else element.get("type") or "1"
    reverse = "reversed" in element.attrib
    start = _number(element.get("start"))
    if start is None:
        start = sum(name_of(child) == "li" for child in element) if reverse else 1
    return List(name, depth, kind, start, -1 if reverse else 1)


def ticked(element: Element) -> str | None:
    """The box of a task list; None for another kind of input."""
    if element.get("type") != "checkbox":
        return None
    return "☑" if "checked" in element.attrib else "☐"


def written_marker(element: Element) -> str:
    """The marker that an element of class "marker" writes out, as "(a)"; empty where it is none."""
    if "marker" not in element.get("class", "").split():
        return ""
    text = fold("".join(part for part in element.itertext() if isinstance(part, str)))
    return text if len(text) <= LONGEST_MARKER else ""


def _number(value: str | None) -> int | None:
    match = re.match(r"\s*(-?\d{1,9})", value or "")
    return int(match.group(1)) if match else None
