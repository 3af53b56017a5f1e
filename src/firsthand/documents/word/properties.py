"""What a Word document says of itself: its core properties (Dublin Core) and its title as it stands in the text."""

from firsthand.documents import declared
from firsthand.documents.language_tags import tag
from firsthand.documents.markup import Element, name_of
from firsthand.documents.model import Metadata
from firsthand.documents.text import fold
from firsthand.documents.word.package import Package
from firsthand.documents.word.reading import Reading


def metadata(package: Package, reading: Reading) -> Metadata:
    """The metadata. The names of those who saved the file are left alone; its author is who the file says wrote it."""
    root = package.part(package.core)
    said = _said(root) if root is not None else {}
    return Metadata(
        title=fold(" ".join(reading.title)) or declared.title(said.get("title")),
        subtitle=fold(" ".join(reading.subtitle)) or None,
        authors=declared.names([said.get("creator")]),
        date=declared.date(said.get("modified")) or declared.date(said.get("created")),
        language=tag(said.get("language")) or reading.language,
        subject=fold(said.get("subject") or "") or None,
        keywords=declared.words([said.get("keywords")]),
        identifiers=declared.identifiers([said.get("identifier")]),
    )


def _said(root: Element) -> dict[str, str]:
    return {name_of(element): element.text for element in root if element.text}
