"""From the bytes of a PDF to a Document: opens it, runs the passes, and says what was left out."""

from collections.abc import Iterator

from msgspec.structs import replace

from firsthand.documents import media
from firsthand.documents.errors import UnreadableFileError
from firsthand.documents.model import Document, Finding, Metadata, Remark
from firsthand.documents.pdf.assembly import Drawn, assemble
from firsthand.documents.pdf.body import measure_body
from firsthand.documents.pdf.contents import find_entries, link_entries, outline_of
from firsthand.documents.pdf.destinations import name_headings, read_targets
from firsthand.documents.pdf.dots import find_dots
from firsthand.documents.pdf.headings import index_outline, letters_of, rank_headings
from firsthand.documents.pdf.joints import Usage, learn_usage, make_runs
from firsthand.documents.pdf.judging import judge_sheets
from firsthand.documents.pdf.layout import Layout, lay_out
from firsthand.documents.pdf.metadata import read_metadata, read_outline, remark_on_contents
from firsthand.documents.pdf.opening import has_its_end, open_pdf
from firsthand.documents.pdf.page_remarks import rate_pages, remark_on_pages
from firsthand.documents.pdf.pages import read_sheets
from firsthand.documents.pdf.painting import Gallery, paint, remark_on_silence, remark_on_unpainted
from firsthand.documents.pdf.tagged_headings import settle_levels
from firsthand.documents.pdf.title_pages import find_subtitle, find_title, strip_cover
from firsthand.documents.recognition.scans import Recogniser, leave


def read(
    data: bytes,
    name: str = "",  # noqa: ARG001 - all readers are called alike
    *,
    recognise: Recogniser = leave,
    tags: bool = True,
    pictures: bool = True,
) -> Document:
    """Read a PDF (ISO 32000). The name of the file tells nothing that the file doesn't.

    `recognise` is asked for what has no readable text, page by page or box by box. Without `tags` the structure is
    told from the layout alone, even where the file is tagged; without `pictures` figures are found but not painted.
    Raises UnreadableFileError: empty, truncated, damaged, mislabelled, encrypted, too-large.
    """
    with open_pdf(data) as (document, count):
        metadata = read_metadata(document, data)
        found = tuple(read_sheets(document, count, tags=tags))
        judged = judge_sheets(document, found, recognise, metadata.language)
        outline, targets = read_outline(document), read_targets(document)
        dropped = tuple(remark_on_contents(document))
    if not any(sheet.readable for sheet in found):
        raise UnreadableFileError("damaged", "None of the PDF's pages can be opened. Please make or download it again.")
    sheets = judged.sheets
    body = measure_body(sheets)
    layout, usage = lay_out(sheets, body), learn_usage(sheets)
    entries = find_entries(layout.texts)
    known = index_outline(outline or outline_of(entries.values()))
    levels = rank_headings(layout.texts, body, known)
    levels = settle_levels(layout.texts, {index: level for index, level in levels.items() if index not in entries})
    title = find_title(layout.texts, levels, body, metadata.title)
    subtitle = find_subtitle(layout.texts, levels, title)
    metadata = _complete(metadata, *(_words(layout, index, usage) for index in (title, subtitle)))
    if subtitle is not None:
        del levels[subtitle]
    levels = strip_cover(layout.texts, levels, title, known, entries)
    areas = [shown.area for shown in layout.figures.values()]
    gallery = paint(data, sheets, areas) if pictures else Gallery()
    layout = replace(layout, figures=gallery.without_decoration(layout.figures))
    leads, named = link_entries(entries, layout.texts, levels)
    names = name_headings(sheets, layout.texts, levels, targets)
    names |= {index: (*names.get(index, ()), *added) for index, added in named.items()}
    drawn = Drawn(gallery.names, names, leads, find_dots(sheets))
    return Document(
        media_type=media.PDF,
        sections=assemble(layout, levels, usage, drawn),
        metadata=metadata,
        language=metadata.language,
        pages=count,
        images=gallery.shown(layout.figures),
        remarks=(
            *_remark_on_end(data),
            *remark_on_pages(judged),
            *layout.remarks,
            *gallery.remarks,
            *remark_on_silence(layout.figures.values()),
            *(() if pictures else remark_on_unpainted(tuple(layout.figures.values()))),
            *dropped,
        ),
        quality=rate_pages(judged, layout),
    )


def _words(layout: Layout, index: int | None, usage: Usage) -> str | None:
    """What a heading says, without marks of notes."""
    if index is None:
        return None
    runs = make_runs(layout.texts[index].lines, usage, heading=True)
    return "".join(run.text for run in runs if not run.superscript).rstrip("*∗†‡ ") or None


def _complete(metadata: Metadata, title: str | None, subtitle: str | None) -> Metadata:
    """The metadata with what the first page says; a title that both have stays as it is declared."""
    declared = metadata.title
    same = title is None or (declared is not None and letters_of(declared) == letters_of(title))
    shown = (("title", title), ("subtitle", subtitle))
    found = [Finding(field, value, "title-page", 0.8) for field, value in shown if value]
    return replace(metadata, title=declared if same else title, subtitle=subtitle, found=(*metadata.found, *found))


def _remark_on_end(data: bytes) -> Iterator[Remark]:
    if not has_its_end(data):
        yield Remark(
            "truncated",
            "The end of the file is missing, so something may be lost. Please compare it with the original.",
        )
