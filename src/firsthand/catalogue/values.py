"""What records of every kind are made of: words in languages, files, where something comes from."""

from msgspec import Struct

from firsthand.documents.model import Remark


class Text(Struct, frozen=True):
    """Words in a language (BCP 47)."""

    language: str
    value: str


Texts = tuple[Text, ...]
"""The same thing said in several languages, at most once in each."""


class File(Struct, frozen=True, omit_defaults=True):
    """The bytes of an edition in one format."""

    sha256: str
    size: int
    """Bytes."""
    media_type: str
    name: str
    """The name under which a reader saves it, such as "red-herring.ru.pdf"."""
    pages: int | None = None
    duration: float | None = None
    remarks: tuple[Remark | str, ...] = ()
    """What a reader of the file should know, such as pages without text; sentences in English in releases of the first
    format."""


class Provenance(Struct, frozen=True, omit_defaults=True):
    """From which network's library a record of a united library comes."""

    network: str
    """Slug of a Network."""
    slug: str
    """The record's own slug there."""
    languages: tuple[str, ...] = ()
    """The editions that come from there."""
