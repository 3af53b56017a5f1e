"""What an OpenDocument text says of itself (meta.xml), and its title as it stands in the text."""

from firsthand.documents import declared
from firsthand.documents.language_tags import tag
from firsthand.documents.markup import name_of
from firsthand.documents.model import Metadata
from firsthand.documents.opendocument.reading import Reading
from firsthand.documents.text import fold


def metadata(reading: Reading) -> Metadata:
    """The metadata. In ODF, dc:creator is who saved the file last; who began it is meta:initial-creator."""
    said: dict[str, list[str]] = {}
    for element in reading.meta.iter() if reading.meta is not None else ():
        if element.text and element.text.strip():
            said.setdefault(name_of(element), []).append(element.text)

    def first(*names: str) -> str:
        return next((fold(said[name][0]) for name in names if name in said), "")

    return Metadata(
        title=fold(" ".join(reading.title)) or declared.title(first("title")),
        subtitle=fold(" ".join(reading.subtitle)) or None,
        authors=declared.names([first("initial-creator") or first("creator")]),
        date=declared.date(first("date")) or declared.date(first("creation-date")),
        language=tag(first("language")) or reading.language,
        subject=first("subject", "description") or None,
        keywords=declared.words(said.get("keyword", ())),
        producer=first("generator").partition("$")[0] or None,
    )
