"""The sound files that are changed: one or more of each kind that is read, made here, and those of a folder."""

import contextlib
import io
from pathlib import Path

import pikepdf
from tests.documents.pdf.pdfs import typeset
from tests.documents.test_harmful_files import EVERY, PAGE, RICH_DOCX, RICH_EPUB, RICH_ODT

from .variants import Seed

_REPORT = """
#set document(title: "Words", author: "nobody")
#set page(width: 300pt, height: 400pt, columns: 2, header: [Running head], numbering: "1")
#set text(lang: "en", hyphenate: true)
#set heading(numbering: "1.1")
#outline()
= Why <a>
#lorem(60) #footnote[A note with a link: #link("https://example.org")[here].] See @a.
== How
- One
  - Two
+ First
#table(columns: 3, [a], [b], [c], table.cell(colspan: 2)[d], [e])
#figure(rect(width: 40pt, height: 20pt), caption: [A drawing])
#text(lang: "ar", dir: rtl)[مرحبا بالعالم]  #text(lang: "ru")[Привет]
"""
_LARGEST = 400_000
_PAGES = 1
"""How many pages of a PDF are kept: a change costs as much time as there are pages, and says no more."""


def own_seeds() -> list[Seed]:
    report = typeset(_REPORT)
    names = ("a.docx", "a.odt", "a.epub", "a.html", "a.md", "a.vtt", "a.srt", "a.txt")
    return [
        Seed("packed.pdf", report),
        Seed("plain.pdf", _rewritten(report, plain=True)),
        Seed("rich.docx", RICH_DOCX),
        Seed("rich.odt", RICH_ODT),
        Seed("rich.epub", RICH_EPUB),
        Seed("page.html", PAGE),
        *(Seed(name, data) for name, (_, data) in zip(names, EVERY, strict=True)),
    ]


def seeds_of(folder: Path) -> list[Seed]:
    """The files of a folder that are small enough to be changed many times, PDFs cut short, and unpacked as well."""
    found: list[Seed] = []
    for path in sorted(folder.iterdir()):
        data = path.read_bytes()
        if path.suffix == ".pdf":
            with contextlib.suppress(pikepdf.PdfError, pikepdf.PasswordError):
                data = _rewritten(data, pages=_PAGES)
                found.append(Seed(f"plain-{path.name}", _rewritten(data, plain=True)))
        if len(data) <= _LARGEST:
            found.append(Seed(path.name, data))
    return [seed for seed in found if len(seed.data) <= 3 * _LARGEST]


def _rewritten(data: bytes, *, pages: int | None = None, plain: bool = False) -> bytes:
    """A PDF with its first pages alone, or with streams that are plain, so that changes reach what is in them."""
    out = io.BytesIO()
    with pikepdf.open(io.BytesIO(data)) as pdf:
        if pages is not None:
            del pdf.pages[pages:]
        pdf.remove_unreferenced_resources()
        pdf.save(
            out,
            stream_decode_level=pikepdf.StreamDecodeLevel.specialized if plain else None,
            object_stream_mode=pikepdf.ObjectStreamMode.disable if plain else pikepdf.ObjectStreamMode.preserve,
            compress_streams=not plain,
        )
    return out.getvalue()
