"""What the styles of a DOCX file mean: headings, titles, quotations, captions, and the look of characters."""

import re
from collections.abc import Callable

from msgspec import Struct
from msgspec.structs import replace

from firsthand.documents.language_tags import tag
from firsthand.documents.looks import NO_LOOK, Look
from firsthand.documents.markup import Element
from firsthand.documents.word.names import PPR, RPR, VAL, W, is_on

_ROLES = (
    (re.compile(r"title|titre|título"), "title"),
    (re.compile(r"subtitle"), "subtitle"),
    (re.compile(r"(intense |block )?quot(e|ations?|ation)|block text"), "quotation"),
    (re.compile(r"caption|illustration|drawing|(table|image|figure) caption"), "caption"),
    (re.compile(r"toc \d|toc heading|contents (\d|heading)|table of figures|index \d|figure index \d"), "contents"),
    (re.compile(r"html preformatted|preformatted text|source code|code"), "code"),
    (re.compile(r"list continue( \d)?|list contents"), "continuation"),
)
_LONGEST_CHAIN = 20


class Style(Struct, frozen=True):
    """What a paragraph style, with all it is based on, says."""

    level: int | None = None
    """1 to 9 for a heading."""
    role: str = ""
    numbering: tuple[str | None, int | None] = (None, None)
    """The list's number and the level in it."""
    look: Look = Look()
    bold: bool = False
    """Whether its text is bold as a whole; this is no emphasis."""


PLAIN = Style()


class Styles:
    """The styles of a document, by their id."""

    def __init__(self, root: Element | None) -> None:
        self._elements: dict[str, Element] = {}
        self._paragraphs: dict[str, Style] = {}
        self._characters: dict[str, Look] = {}
        self._default = ""
        self.default_look = NO_LOOK
        for element in root.iter(W + "style") if root is not None else ():
            identity = element.get(W + "styleId") or ""
            self._elements.setdefault(identity, element)
            if element.get(W + "type") == "paragraph" and element.get(W + "default") in {"1", "true", "on"}:
                self._default = identity
        if root is not None:
            defaults = root.find(f"{W}docDefaults/{W}rPrDefault/{RPR}")
            self.default_look = look_of(defaults)

    def paragraph(self, identity: str | None) -> Style:
        """The meaning of a paragraph style; of the default one where none is named."""
        identity = identity or self._default
        if identity not in self._paragraphs:
            self._paragraphs[identity] = self._resolved(identity)
        return self._paragraphs[identity]

    def character(self, identity: str) -> Look:
        """The look of a character style."""
        if identity not in self._characters:
            look = NO_LOOK
            for element in reversed(self._chain(identity)):
                look = look.under(look_of(element.find(RPR)))
                if re.search(r"code|verbatim|html (typewriter|sample|keyboard)", _name(element)):
                    look = replace(look, code=True)
            self._characters[identity] = look
        return self._characters[identity]

    def table_head(self, identity: str | None) -> bool:
        """Whether a table style sets its first row apart."""
        for element in self._chain(identity or ""):
            for part in element.iter(W + "tblStylePr"):
                if part.get(W + "type") == "firstRow" and (part.find(f".//{W}b") is not None or _shaded(part)):
                    return True
        return False

    def _chain(self, identity: str) -> list[Element]:
        """A style and those it is based on, itself first."""
        chain: list[Element] = []
        while (element := self._elements.get(identity)) is not None and len(chain) < _LONGEST_CHAIN:
            if element in chain:
                break
            chain.append(element)
            based = element.find(W + "basedOn")
            identity = based.get(VAL, "") if based is not None else ""
        return chain

    def _resolved(self, identity: str) -> Style:
        style = Style(look=self.default_look)
        for element in reversed(self._chain(identity)):
            properties = element.find(PPR)
            name = _name(element)
            level = _heading_level(name, properties)
            role = next((role for pattern, role in _ROLES if pattern.fullmatch(name)), "")
            look = look_of(element.find(RPR))
            style = Style(
                level=style.level if level is None else level or None,
                role=role or style.role,
                numbering=_over(style.numbering, numbering_of(properties)),
                look=style.look.under(replace(look, strong=None, emphasis=None, hidden=None)),
                bold=style.bold if look.strong is None else look.strong,
            )
        if style.role in {"title", "subtitle", "contents", "caption"}:
            return replace(style, level=None)
        return style


def look_of(properties: Element | None) -> Look:
    """What an rPr element says of its characters (without the character style that it names)."""
    if properties is None or len(properties) == 0:
        return NO_LOOK
    said: dict[str, object] = {}
    for element in properties:
        read = _READERS.get(str(element.tag))
        if read is not None:
            read(element, said)
    return Look(**said) if said else NO_LOOK  # type: ignore[arg-type] # each reader writes the type of its field


def numbering_of(properties: Element | None) -> tuple[str | None, int | None]:
    """The list and level that a pPr element names."""
    found = properties.find(W + "numPr") if properties is not None else None
    if found is None:
        return None, None
    number, level = found.find(W + "numId"), found.find(W + "ilvl")
    depth = level.get(VAL, "") if level is not None else ""
    return (number.get(VAL) if number is not None else None), (int(depth) if depth in _LEVELS else None)


def outline_level(properties: Element | None) -> int | None:
    """1 to 9 for a heading, 0 for what is said to be none, None where nothing is said."""
    found = properties.find(W + "outlineLvl") if properties is not None else None
    value = found.get(VAL, "") if found is not None else ""
    return (int(value) + 1) % 10 if value in _LEVELS or value == "9" else None


_LEVELS = frozenset("012345678")


def _over(lower: tuple[str | None, int | None], upper: tuple[str | None, int | None]) -> tuple[str | None, int | None]:
    return (lower[0] if upper[0] is None else upper[0], lower[1] if upper[1] is None else upper[1])


def _name(element: Element) -> str:
    found = element.find(W + "name")
    return (found.get(VAL, "") if found is not None else "").strip().lower()


def _heading_level(name: str, properties: Element | None) -> int | None:
    if match := re.fullmatch(r"heading ([1-9])", name):
        return int(match.group(1))
    return outline_level(properties)


def _shaded(part: Element) -> bool:
    shade = part.find(f".//{W}shd")
    return shade is not None and shade.get(W + "fill", "auto").lower() not in {"auto", "ffffff"}


def _switch(name: str) -> Callable[[Element, dict[str, object]], None]:
    def read(element: Element, said: dict[str, object]) -> None:
        said[name] = is_on(element.get(VAL))

    return read


def _alignment(element: Element, said: dict[str, object]) -> None:
    said["superscript"] = element.get(VAL) == "superscript"
    said["subscript"] = element.get(VAL) == "subscript"


def _language(element: Element, said: dict[str, object]) -> None:
    for name, attribute in (("western", VAL), ("complex", W + "bidi"), ("asian", W + "eastAsia")):
        if language := tag(element.get(attribute)):
            said[name] = language


_READERS = {
    W + "b": _switch("strong"),
    W + "i": _switch("emphasis"),
    W + "vanish": _switch("hidden"),
    W + "webHidden": _switch("hidden"),
    W + "strike": _switch("struck"),
    W + "dstrike": _switch("struck"),
    W + "rtl": _switch("rightwards"),
    W + "vertAlign": _alignment,
    W + "lang": _language,
}
