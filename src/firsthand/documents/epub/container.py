"""The parts of an EPUB file (OCF): its package document, its manifest and its spine."""

import posixpath
from urllib.parse import unquote

from msgspec import Struct

from firsthand.documents.archive import Archive
from firsthand.documents.errors import UnreadableFileError
from firsthand.documents.markup import Element, name_of, xml
from firsthand.documents.model import Remark

KIND = "e-book"
_FONT_OBFUSCATIONS = ("http://www.idpf.org/2008/embedding", "http://ns.adobe.com/pdf/enc#RC")


class Item(Struct, frozen=True):
    """An entry of the manifest."""

    path: str
    media_type: str
    is_contents: bool


class Book:
    """The package of an e-book. Raises UnreadableFileError where there is none, or where it is locked."""

    def __init__(self, data: bytes) -> None:
        self.archive = Archive(data, KIND)
        self.remarks: list[Remark] = []
        path = self._package_path()
        package = self._part(path)
        if package is None:
            raise UnreadableFileError("damaged", "This e-book lacks its list of contents; get the book again.")
        self.package: Element = package
        self._folder = posixpath.dirname(path)
        self.items = dict(self._manifest())
        self._refuse_locked()

    def spine(self) -> list[Item]:
        """The items in reading order; those that stand outside of it come last. The table of contents is left out."""
        linear: dict[Item, None] = {}
        beside: dict[Item, None] = {}
        for reference in self.package.iter("{*}itemref"):
            item = self.items.get(reference.get("idref") or "")
            if item is not None and not item.is_contents and item not in linear and item not in beside:
                (beside if reference.get("linear") == "no" else linear)[item] = None
        return [*linear, *beside]

    def resolve(self, path: str, href: str) -> tuple[str, str] | None:
        """The path and the fragment of a reference in the file at `path`; None where it leads out of the book."""
        target, _, fragment = href.partition("#")
        if ":" in target.split("/")[0] or target.startswith("/"):
            return None
        whole = posixpath.normpath(posixpath.join(posixpath.dirname(path), unquote(target))) if target else path
        return (whole, unquote(fragment)) if whole in self.archive.names else None

    def _part(self, path: str) -> Element | None:
        data = self.archive.read(path)
        return None if data is None else xml(data, KIND)

    def _package_path(self) -> str:
        container = self._part("META-INF/container.xml")
        if container is None:
            raise UnreadableFileError(
                "mislabelled", "This is not an e-book, though it is named like one; get the book again as EPUB."
            )
        for rootfile in container.iter("{*}rootfile"):
            if path := rootfile.get("full-path"):
                return posixpath.normpath(unquote(path) if path not in self.archive.names else path)
        raise UnreadableFileError("damaged", "This e-book does not say where its text begins; get the book again.")

    def _manifest(self) -> list[tuple[str, Item]]:
        found = []
        for element in self.package.iter("{*}item"):
            href = element.get("href") or ""
            path = posixpath.normpath(posixpath.join(self._folder, unquote(href.partition("#")[0])))
            is_contents = "nav" in (element.get("properties") or "").split()
            found.append((element.get("id") or "", Item(path, element.get("media-type") or "", is_contents)))
        return found

    def _refuse_locked(self) -> None:
        """A book whose chapters are encrypted can't be read; fonts may be, as most publishers do it."""
        encryption = self._part("META-INF/encryption.xml")
        for data in encryption.iter("{*}EncryptedData") if encryption is not None else ():
            methods = [part.get("Algorithm") for part in data if name_of(part) == "encryptionmethod"]
            if not all(method in _FONT_OBFUSCATIONS for method in methods):
                raise UnreadableFileError(
                    "encrypted", "This e-book is locked (DRM); ask its publisher for a copy without a lock."
                )
