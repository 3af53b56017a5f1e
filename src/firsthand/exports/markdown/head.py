"""The front matter of a Markdown file: what is known of the edition, in the simple YAML that most programs read."""

from collections.abc import Iterator

from firsthand.exports import imprint
from firsthand.exports.volume import Volume


def front_matter(volume: Volume) -> str:
    """The lines between two rules of hyphens, and these."""
    return "\n".join(["---", *_fields(volume), "---"])


def _fields(volume: Volume) -> Iterator[str]:
    source, edition = volume.source, volume.edition
    yield from _field("title", edition.title)
    yield from _field("subtitle", edition.subtitle)
    for key, names in (("authors", source.authors), ("editors", source.editors), ("translators", source.translators)):
        yield from _several(key, [name.literal for name in names])
    yield from _several("publisher", [name.literal for name in source.publishers])
    yield from _field("date", source.date)
    yield from _field("lang", edition.language)
    yield from _field("rights", source.rights)
    yield from _field("url", source.url)
    yield from _field("doi", source.doi)
    yield from _field("isbn", source.isbn)
    yield from _field("library", imprint.library_of(volume).value)
    yield from _field("release", volume.release.id)
    yield from _several("made", [imprint.authority(volume), *(said.value for said in imprint.remarks_of(volume))])


def _several(key: str, values: list[str]) -> Iterator[str]:
    if values:
        yield f"{key}:"
        yield from (f"  - {_quoted(value)}" for value in values)


def _field(key: str, value: str | None) -> Iterator[str]:
    if value:
        yield f"{key}: {_quoted(value)}"


def _quoted(value: str) -> str:
    escaped = " ".join(value.split()).replace("\\", "\\\\").replace('"', '\\"')
    return f'"{escaped}"'
