"""A DOCX file that is to be changed: its XML parts as they are, down to comments, and the file that is made of them.

Held to the same limits as reading; what is not touched is copied byte for byte.
"""

import io
import posixpath
import re
import zipfile
from collections.abc import Iterator

from lxml import etree

from firsthand.documents import UnreadableFileError
from firsthand.documents.archive import Archive
from firsthand.documents.markup import Element
from firsthand.documents.word.names import RELATIONSHIPS
from firsthand.documents.word.package import KIND, Package

TYPES = "[Content_Types].xml"
_TYPE = "{http://schemas.openxmlformats.org/package/2006/content-types}"
_RELATED = "http://schemas.openxmlformats.org/officeDocument/2006/relationships/"
_MADE_LONG_AGO = (1980, 1, 1, 0, 0, 0)
"""The time of every member: a copy says of nobody when they worked."""
_ENTITIES = re.compile(rb"<!(?:ENTITY|DOCTYPE)", re.IGNORECASE)
_STRICT = b"http://purl.oclc.org/ooxml/"
_MOST_TAGS = 4_000_000


class Draft:
    """Raises UnreadableFileError, whose sentence says what is wrong with the file."""

    def __init__(self, data: bytes) -> None:
        self.package = Package(data)
        """What the file says of itself; not what will be changed."""
        self._archive = Archive(data, KIND)
        with zipfile.ZipFile(io.BytesIO(data)) as file:
            self._order = list(dict.fromkeys(file.namelist()))
        self._changed: dict[str, Element] = {}

    @property
    def main(self) -> str:
        return self._name(self.package.main)

    def part(self, name: str) -> Element | None:
        """The root of a part, which will be written as it is when the file is saved."""
        name = self._name(name)
        if name not in self._changed:
            data = self._archive.read(name)
            if data is None:
                return None
            self._changed[name] = parsed(data)
        return self._changed[name]

    @property
    def roots(self) -> list[Element]:
        """All parts that were asked for until now."""
        return list(self._changed.values())

    def related(self, kind: str) -> Iterator[str]:
        """The names of the parts to which the main part is related in this way."""
        found = self.package.relationships(self.package.main).values()
        return (one.target for one in found if one.kind == kind and not one.external)

    def add(self, name: str, kind: str, content_type: str, root: Element) -> None:
        """A new part, related to the main part."""
        types = self.part(TYPES)
        folder, file = posixpath.split(self.main)
        relations = self.part(posixpath.join(folder, "_rels", f"{file}.rels"))
        if types is None or relations is None:
            raise UnreadableFileError("damaged", f"Parts of this {KIND} are missing; save it anew in its program.")
        types.append(types.makeelement(_TYPE + "Override", {"PartName": f"/{name}", "ContentType": content_type}))
        taken = {one.get("Id") for one in relations}
        identity = next(f"rId{number}" for number in range(1, len(taken) + 2) if f"rId{number}" not in taken)
        target = posixpath.relpath(name, folder)
        attributes = {"Id": identity, "Type": _RELATED + kind, "Target": target}
        relations.append(relations.makeelement(RELATIONSHIPS + "Relationship", attributes))
        self._changed[name] = root
        self._order.append(name)

    def saved(self) -> bytes:
        """The bytes of the file as it is now."""
        out = io.BytesIO()
        with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as file:
            for name in self._order:
                data = _written(self._changed[name]) if name in self._changed else self._archive.read(name)
                member = zipfile.ZipInfo(name, _MADE_LONG_AGO)
                member.compress_type = zipfile.ZIP_DEFLATED
                file.writestr(member, data or b"")
        return out.getvalue()

    def _name(self, name: str) -> str:
        """A part's name as the file writes it; names differ in case alone for some programs."""
        return next((known for known in self._order if known.lower() == name.lower()), name)


def parsed(data: bytes) -> Element:
    """The root of an XML part with all that it holds. Raises UnreadableFileError."""
    if _ENTITIES.search(data) or _ENTITIES.search(data.replace(b"\0", b"")):
        raise UnreadableFileError("damaged", f"This {KIND} defines entities of its own, which no honest one does.")
    if _STRICT in data[:8192]:
        raise UnreadableFileError(
            "unsupported", f"This {KIND} is in the strict form of the format; save it as an ordinary .docx."
        )
    if data.count(b"<") > _MOST_TAGS:
        raise UnreadableFileError("too-large", f"This {KIND} has more parts than a document can hold; divide it.")
    parser = etree.XMLParser(resolve_entities=False, no_network=True, load_dtd=False, huge_tree=False)
    try:
        return etree.fromstring(data, parser)
    except (etree.XMLSyntaxError, ValueError) as error:
        raise UnreadableFileError(
            "damaged", f"The text inside this {KIND} is damaged; open it in its own program and save it again."
        ) from error


def _written(root: Element) -> bytes:
    return etree.tostring(root.getroottree(), xml_declaration=True, encoding="UTF-8", standalone=True)
