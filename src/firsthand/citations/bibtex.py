"""BibTeX entries (Patashnik 1988) in UTF-8, which biber and today's BibTeX read."""

import re

from firsthand.citations.source import Name, Source

TYPES = {
    "film": "misc",
    "recording": "misc",
    "dataset": "misc",
    "presentation": "misc",
    "post": "misc",
    "other": "misc",
}
"""Kind -> entry type; every other kind is a techreport, whose publisher is its institution."""

ESCAPES = str.maketrans({
    "\\": r"\textbackslash{}", "{": r"\{", "}": r"\}", "&": r"\&", "%": r"\%", "$": r"\$", "#": r"\#", "_": r"\_",
    "~": r"\textasciitilde{}", "^": r"\textasciicircum{}",
})  # fmt: skip


def bibtex(*sources: Source) -> str:
    """The sources as one BibTeX file."""
    return "\n".join(_entry(source) for source in sources)


def _entry(source: Source) -> str:
    kind = TYPES.get(source.kind, "techreport")
    fields = {
        "title": f"{{{_plain(source.full_title)}}}",  # the second pair of braces keeps the capitals
        "author": _names(source.authors or source.editors or source.directors or source.publishers),
        "translator": _names(source.translators),
        "institution" if kind == "techreport" else "publisher": _plain(
            ", ".join(name.literal for name in source.publishers)
        ),
        "year": source.year,
        "month": source.date[5:7].lstrip("0") if source.date and len(source.date) > 4 else None,
        "langid": source.language,
        "doi": source.doi,
        "isbn": source.isbn,
        "issn": source.issn,
        "url": source.url,
        "abstract": _plain(source.summary or ""),
        "keywords": _plain(", ".join(source.themes)),
    }
    lines = [f"  {name} = {{{value}}}," for name, value in fields.items() if value]
    key = re.sub(r"[^a-z0-9-]", "", source.key)
    return "\n".join([f"@{kind}{{{key},", *lines, "}", ""])


def _names(names: tuple[Name, ...]) -> str:
    """Persons as "Family, Given"; other names in braces, so that no part of them is taken for a family name."""
    return " and ".join(
        f"{_plain(name.family)}, {_plain(name.given or '')}" if name.family else f"{{{_plain(name.literal)}}}"
        for name in names
    )


def _plain(value: str) -> str:
    return " ".join(value.split()).translate(ESCAPES)
