"""Reads OpenDocument texts (ODT; ODF 1.3, ISO/IEC 26300) as they are shown, with tracked changes accepted."""

from firsthand.documents.declared import names_remark
from firsthand.documents.model import Document
from firsthand.documents.opendocument.flow import Flow
from firsthand.documents.opendocument.properties import metadata
from firsthand.documents.opendocument.reading import Reading
from firsthand.documents.tree import GUESSED

MEDIA_TYPE = "application/vnd.oasis.opendocument.text"


def read(data: bytes, name: str = "") -> Document:  # noqa: ARG001 - all readers are called alike
    """The text of an ODT file.

    Raises UnreadableFileError: empty, encrypted, truncated, damaged, mislabelled or too-large.
    """
    reading = Reading(data)
    Flow(reading, reading.outline).blocks(reading.body)
    guessed = reading.outline.guess_headings()
    said = metadata(reading)
    reading.changes.finish()
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
