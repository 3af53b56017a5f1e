"""RIS, as EndNote, Zotero, Mendeley and Citavi read it (Research Information Systems' tags, UTF-8, CRLF)."""

from collections.abc import Iterator

from firsthand.citations.source import Name, Source

TYPES = {
    "film": "MPCT",
    "recording": "SOUND",
    "dataset": "DATA",
    "presentation": "SLIDE",
    "newsletter": "NEWS",
    "post": "BLOG",
    "other": "GEN",
}
"""Kind -> RIS type of reference; every other kind is a report (RPRT)."""


def ris(*sources: Source) -> str:
    """The sources as one RIS file."""
    return "".join(f"{tag}  - {value}\r\n" for source in sources for tag, value in _lines(source))


def _lines(source: Source) -> Iterator[tuple[str, str]]:
    yield "TY", TYPES.get(source.kind, "RPRT")
    yield "ID", source.key
    yield "TI", _flat(source.full_title)
    for name in source.authors or source.directors or source.publishers:
        yield "AU", _name(name)
    for name in source.editors:
        yield "A2", _name(name)
    for name in source.translators:
        yield "A4", _name(name)
    for name in source.publishers:
        yield "PB", _flat(name.literal)
    if source.date:
        yield "PY", source.date[:4]
        yield "DA", "/".join([*source.date.split("-"), "", ""][:3]) + "/"
    yield "LA", source.language
    fields = (
        ("DO", source.doi),
        ("SN", source.isbn or source.issn),
        ("UR", source.url),
        ("AB", source.summary),
        ("SP", str(source.pages) if source.pages else None),
    )
    yield from ((tag, _flat(value)) for tag, value in fields if value)
    for theme in source.themes:
        yield "KW", _flat(theme)
    yield "ER", ""


def _name(name: Name) -> str:
    return _flat(f"{name.family}, {name.given}" if name.family and name.given else name.family or name.literal)


def _flat(value: str) -> str:
    """RIS has one line a value."""
    return " ".join(value.split())
