"""What the styles of an OpenDocument text mean: quotations, captions, titles, and the look of characters."""

import re
from collections.abc import Iterable

from msgspec import Struct
from msgspec.structs import replace

from firsthand.documents.language_tags import tag
from firsthand.documents.looks import Look
from firsthand.documents.markup import Element
from firsthand.documents.opendocument.names import FO, STYLE, TEXT

_ROLES = (
    (re.compile(r"title"), "title"),
    (re.compile(r"subtitle"), "subtitle"),
    (re.compile(r"quotations?|quote|intense quote|block (text|quotation)"), "quotation"),
    (re.compile(r"caption|illustration|figure|drawing|table|text|table caption|figure caption"), "caption"),
    (re.compile(r"preformatted text|source code|code"), "code"),
    (re.compile(r"list contents|list \d cont\.?|numbering \d cont\.?|list continue( \d)?"), "continuation"),
    (re.compile(r"contents (heading|\d+)|.* index (heading|\d+)"), "contents"),
)
_LONGEST_CHAIN = 20
_BOLD = {"bold", "600", "700", "800", "900"}


class Style(Struct, frozen=True):
    """What a paragraph style, with its parents, says."""

    role: str = ""
    list_style: str | None = None
    level: int | None = None
    look: Look = Look()


class Styles:
    """The styles of a document, by family and name. Automatic ones come after and hide the others."""

    def __init__(self, roots: Iterable[Element]) -> None:
        self._elements: dict[tuple[str, str], Element] = {}
        self._paragraphs: dict[str, Style] = {}
        self._texts: dict[str, Look] = {}
        self.default_look = Look()
        for root in roots:
            for element in root.iter(STYLE + "style"):
                self._elements[element.get(STYLE + "family", ""), element.get(STYLE + "name", "")] = element
            for element in root.iter(STYLE + "default-style"):
                if element.get(STYLE + "family") == "paragraph":
                    self.default_look = _look(element)

    def paragraph(self, name: str | None) -> Style:
        """The meaning of a paragraph style. Its weight and slant are its form, and no emphasis."""
        name = name or ""
        if name not in self._paragraphs:
            style = Style(look=self.default_look)
            for element in reversed(self._chain("paragraph", name)):
                look = replace(_look(element), strong=None, emphasis=None)
                level = element.get(STYLE + "default-outline-level") or ""
                style = Style(
                    role=_role(element) or style.role,
                    list_style=element.get(STYLE + "list-style-name") or style.list_style,
                    level=int(level) if re.fullmatch(r"[1-9]", level) else style.level,
                    look=style.look.under(look),
                )
            self._paragraphs[name] = style
        return self._paragraphs[name]

    def direct(self, name: str | None) -> Look:
        """The weight and slant that a writer gave to one paragraph as a whole, by an automatic style."""
        element = self._elements.get(("paragraph", name or ""))
        if element is None or element.get(STYLE + "display-name") or not re.fullmatch(r"P\d+", name or ""):
            return Look()
        look = _look(element)
        return Look(strong=look.strong, emphasis=look.emphasis)

    def text(self, name: str | None) -> Look:
        """The look of a text style."""
        name = name or ""
        if name not in self._texts:
            look = Look()
            for element in reversed(self._chain("text", name)):
                look = look.under(_look(element))
                if re.fullmatch(r"source text|teletype|user entry|code.*", _shown_name(element)):
                    look = replace(look, code=True)
            self._texts[name] = look
        return self._texts[name]

    def _chain(self, family: str, name: str) -> list[Element]:
        chain: list[Element] = []
        while (element := self._elements.get((family, name))) is not None and len(chain) < _LONGEST_CHAIN:
            if element in chain:
                break
            chain.append(element)
            name = element.get(STYLE + "parent-style-name", "")
        return chain


def _shown_name(element: Element) -> str:
    name = element.get(STYLE + "display-name") or element.get(STYLE + "name") or ""
    return re.sub("_([0-9a-f]{1,4})_", lambda match: chr(int(match.group(1), 16)), name).strip().lower()


def _role(element: Element) -> str:
    name = _shown_name(element)
    return next((role for pattern, role in _ROLES if pattern.fullmatch(name)), "")


def _look(element: Element) -> Look:
    properties = element.find(STYLE + "text-properties")
    if properties is None:
        return Look()
    position = properties.get(STYLE + "text-position")
    raised = _raised(position)
    line = properties.get(STYLE + "text-line-through-style")
    display = properties.get(TEXT + "display")
    weight, slant = properties.get(FO + "font-weight"), properties.get(FO + "font-style")
    return Look(
        strong=None if weight is None else weight in _BOLD,
        emphasis=None if slant is None else slant in {"italic", "oblique"},
        superscript=None if position is None else raised > 0,
        subscript=None if position is None else raised < 0,
        hidden=None if display is None else display == "none",
        struck=None if line is None else line != "none",
        western=_language(properties, FO, ""),
        complex=_language(properties, STYLE, "-complex"),
        asian=_language(properties, STYLE, "-asian"),
    )


def _raised(position: str | None) -> int:
    """Above (1), on (0) or below (-1) the line, from a style:text-position such as "super 58%" or "-33% 58%"."""
    first = (position or "").split(" ")[0]
    if first == "super":
        return 1
    if first == "sub":
        return -1
    height = first.rstrip("%")
    return 0 if not re.fullmatch(r"-?[1-9]\d*(\.\d+)?", height) else -1 if height.startswith("-") else 1


def _language(properties: Element, namespace: str, group: str) -> str | None:
    if (whole := tag(properties.get(f"{STYLE}rfc-language-tag{group}"))) is not None:
        return whole
    language, country = properties.get(f"{namespace}language{group}"), properties.get(f"{namespace}country{group}")
    return tag(f"{language}-{country}" if country and country != "none" else language)
