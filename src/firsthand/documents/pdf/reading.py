"""From the bytes of a PDF to a Document: opens it, runs the passes, and says what was left out."""

from collections.abc import Iterator, Sequence
from itertools import groupby

from msgspec.structs import replace

from firsthand.documents import media
from firsthand.documents.errors import UnreadableFileError
from firsthand.documents.model import Document, Finding, Metadata, Remark
from firsthand.documents.pdf.assembly import Drawn, assemble
from firsthand.documents.pdf.destinations import name_headings, read_targets
from firsthand.documents.pdf.headings import letters_of, measure_body, rank_headings
from firsthand.documents.pdf.joints import Usage, learn_usage, make_runs
from firsthand.documents.pdf.layout import Layout, lay_out
from firsthand.documents.pdf.metadata import read_metadata, read_outline, remark_on_contents
from firsthand.documents.pdf.opening import has_its_end, open_pdf
from firsthand.documents.pdf.pages import read_sheets
from firsthand.documents.pdf.painting import Gallery, paint, remark_on_silence
from firsthand.documents.pdf.sheet import Sheet
from firsthand.documents.pdf.soup import drop_soup
from firsthand.documents.pdf.tagged_headings import settle_levels
from firsthand.documents.pdf.title_pages import find_subtitle, find_title
from firsthand.documents.recognition.scans import Recogniser, leave


def read(
    data: bytes,
    name: str = "",  # noqa: ARG001 - all readers are called alike
    *,
    recognise: Recogniser = leave,  # noqa: ARG001 - as above
    tags: bool = True,
    pictures: bool = True,
) -> Document:
    """Read a PDF (ISO 32000). The name of the file tells nothing that the file doesn't.

    `recognise` is asked for what has no readable text, page by page or box by box. Without `tags` the structure is
    told from the layout alone, even where the file is tagged; without `pictures` figures are found but not painted.
    Raises UnreadableFileError: empty, truncated, damaged, mislabelled, encrypted, too-large.
    """
    with open_pdf(data) as (document, count):
        sheets = drop_soup(read_sheets(document, count, tags=tags))
        metadata = read_metadata(document, data)
        outline, targets = read_outline(document), read_targets(document)
        dropped = tuple(remark_on_contents(document))
    if not any(sheet.readable for sheet in sheets):
        raise UnreadableFileError("damaged", "None of the PDF's pages can be opened. Please make or download it again.")
    body = measure_body(sheets)
    layout, usage = lay_out(sheets, body), learn_usage(sheets)
    levels = rank_headings(layout.texts, body, {letters_of(title): level for title, level in outline.items()})
    levels = settle_levels(layout.texts, levels)
    title = find_title(layout.texts, levels, body, metadata.title)
    subtitle = find_subtitle(layout.texts, levels, title)
    metadata = _complete(metadata, *(_words(layout, index, usage) for index in (title, subtitle)))
    if subtitle is not None:
        del levels[subtitle]
    areas = [shown.area for shown in layout.figures.values()]
    gallery = paint(data, sheets, areas) if pictures else Gallery()
    layout = replace(layout, figures=gallery.without_decoration(layout.figures))
    drawn = Drawn(gallery.names, name_headings(sheets, layout.texts, levels, targets))
    return Document(
        media_type=media.PDF,
        sections=assemble(layout, levels, usage, drawn),
        metadata=metadata,
        language=metadata.language,
        pages=count,
        images=gallery.shown(layout.figures),
        remarks=(
            *_remark_on_end(data),
            *_remark_on_pages(sheets),
            *gallery.remarks,
            *remark_on_silence(layout.figures.values()),
            *dropped,
        ),
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


def _remark_on_pages(sheets: Sequence[Sheet]) -> Iterator[Remark]:
    for first, last in _stretches(sheet.number for sheet in sheets if not sheet.readable):
        yield Remark("unreadable-page", f"{_pages(first, last)} damaged and could not be read.", first)
    silent = (sheet.number for sheet in sheets if sheet.readable and not sheet.words and sheet.pictures)
    for first, last in _stretches(silent):
        what, rest = ("a picture", "it") if first == last else ("pictures", "they")
        yield Remark(
            "no-text", f"{_pages(first, last)} {what} without text; {rest} can't be searched or read aloud.", first
        )
    for first, last in _stretches(sheet.number for sheet in sheets if sheet.unmapped):
        count = sum(sheet.unmapped for sheet in sheets[first - 1 : last])
        where = f"page {first}" if first == last else f"pages {first} to {last}"
        words = "One word or sign" if count == 1 else f"{count:,} words or signs"
        yield Remark(
            "unmapped-characters",
            f"{words} on {where} could not be read, because the file doesn't say which letters they are.",
            first,
        )


def _pages(first: int, last: int) -> str:
    return f"Page {first} is" if first == last else f"Pages {first} to {last} are"


def _stretches(numbers: Iterator[int]) -> Iterator[tuple[int, int]]:
    """Numbers that follow one another, as first and last."""
    for _, group in groupby(enumerate(numbers), key=lambda pair: pair[1] - pair[0]):
        stretch = [number for _, number in group]
        yield stretch[0], stretch[-1]
