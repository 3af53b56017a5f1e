"""Reads Word documents (DOCX; ECMA-376, ISO/IEC 29500) as they are shown, with tracked changes accepted."""

from firsthand.documents.declared import names_remark
from firsthand.documents.model import Document
from firsthand.documents.tree import GUESSED
from firsthand.documents.word.flow import Flow, learn_levels
from firsthand.documents.word.package import Package
from firsthand.documents.word.properties import metadata
from firsthand.documents.word.reading import Reading

MEDIA_TYPE = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"


def read(data: bytes, name: str = "") -> Document:  # noqa: ARG001 - all readers are called alike
    """The text of a DOCX file.

    Raises UnreadableFileError: empty, encrypted, truncated, damaged, mislabelled, too-large or unsupported.
    """
    package = Package(data)
    reading = Reading(package)
    learn_levels(reading)
    Flow(reading, reading.outline).blocks(package.root)
    guessed = reading.outline.guess_headings()
    said = metadata(package, reading)
    reading.comments.finish()
    sections, changes, comments = reading.revisions.settle(reading.outline.sections())
    return Document(
        MEDIA_TYPE,
        sections,
        said,
        reading.language,
        images=reading.album.images,
        remarks=(*reading.remarks(), *names_remark(said.authors), *(GUESSED if guessed else ())),
        changes=changes,
        comments=comments,
    )
