"""The parts of a DOCX file (Open Packaging Conventions) and the relationships between them."""

import posixpath
from urllib.parse import unquote

from msgspec import Struct

from firsthand.documents.archive import Archive
from firsthand.documents.errors import UnreadableFileError
from firsthand.documents.markup import Element, xml
from firsthand.documents.word.names import RELATIONSHIPS, transitional

KIND = "Word document"


class Relationship(Struct, frozen=True):
    kind: str
    """The last part of its type: "styles", "hyperlink", "image"."""
    target: str
    """The name of a part, or an address where it is external."""
    external: bool


class Package:
    """Reads parts by name or by their relationship to the main part. Raises UnreadableFileError."""

    def __init__(self, data: bytes) -> None:
        self._archive = Archive(data, KIND)
        self._names = {name.lower(): name for name in self._archive.names}
        self._related: dict[str, dict[str, Relationship]] = {}
        top = self.relationships("")
        main = next((one.target for one in top.values() if one.kind == "officeDocument"), "word/document.xml")
        root = self.part(main)
        if root is None:
            raise UnreadableFileError(
                "mislabelled", "This is not a Word document, though it is named like one; save it again in its program."
            )
        self.main = main
        self.root = root
        self.core = next((one.target for one in top.values() if one.kind == "core-properties"), "docProps/core.xml")

    def bytes_of(self, name: str) -> bytes | None:
        """The bytes of a part."""
        found = self._names.get(name.lower())
        return self._archive.read(found) if found else None

    def part(self, name: str) -> Element | None:
        """The root of an XML part."""
        data = self.bytes_of(name)
        return None if data is None else xml(transitional(data), KIND)

    def related(self, kind: str) -> Element | None:
        """The XML part to which the main part is related in this way."""
        name = self.name_of_related(kind)
        return self.part(name) if name else None

    def name_of_related(self, kind: str) -> str | None:
        """The name of that part."""
        found = self.relationships(self.main).values()
        return next((one.target for one in found if one.kind == kind and not one.external), None)

    def relationships(self, name: str) -> dict[str, Relationship]:
        """The relationships of a part, by their id."""
        if name not in self._related:
            folder, file = posixpath.split(name)
            root = self.part(posixpath.join(folder, "_rels", file + ".rels"))
            self._related[name] = {} if root is None else dict(_relationships(root, folder))
        return self._related[name]


def _relationships(root: Element, folder: str) -> list[tuple[str, Relationship]]:
    found = []
    for element in root.iter(RELATIONSHIPS + "Relationship"):
        target = element.get("Target") or ""
        external = element.get("TargetMode") == "External"
        if not external:
            path = unquote(target.partition("#")[0])
            target = posixpath.normpath(posixpath.join("/" + folder, path)).lstrip("/")
        kind = (element.get("Type") or "").rpartition("/")[2]
        found.append((element.get("Id") or "", Relationship(kind, target, external)))
    return found
