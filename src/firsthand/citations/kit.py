"""A quotation kit: passages in quotation marks, each with its page and link, under the works they are from.

A Word file (Office Open XML, ECMA-376 Part 1) of headings, paragraphs and links alone, so that people and screen
readers find their way in it.
"""

from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Sequence
from itertools import count

from firsthand.citations.excerpts import Excerpt
from firsthand.citations.quotation import marks, name_place
from firsthand.citations.source import Source
from firsthand.citations.styles import Span
from firsthand.citations.wordfile import Link, Paragraph, Piece, Words, word_file


def kit(
    excerpts: Iterable[Excerpt], title: str, remarks: Sequence[str], language: str,
    refer: Callable[[Source], tuple[Span, ...]],
) -> bytes:  # fmt: skip
    """The excerpts as a Word file, by work, in the order in which the works come first.

    `title` and `remarks` stand above them, in `language` (BCP 47), which is the reader's; `refer` gives the formatted
    reference of an edition.
    """
    return word_file(_paragraphs(excerpts, title, remarks, language, refer), title, language)


def _paragraphs(
    excerpts: Iterable[Excerpt], title: str, remarks: Sequence[str], language: str,
    refer: Callable[[Source], tuple[Span, ...]],
) -> Iterator[Paragraph]:  # fmt: skip
    yield Paragraph("Title", (Words(title),))
    yield from (Paragraph("Normal", (Words(remark),)) for remark in remarks)
    for of_source in _by_work(excerpts):
        source = of_source[0].source
        yield Paragraph("Heading1", (Words(source.full_title, source.language),))
        yield Paragraph("Reference", tuple(Words(span.text, italic=span.italic) for span in refer(source)))
        for excerpt in of_source:
            yield from _quoted(excerpt, language)


def _quoted(excerpt: Excerpt, language: str) -> Iterator[Paragraph]:
    opening, closing = marks(excerpt.language)
    text = " ".join(excerpt.text.split())
    if text:
        yield Paragraph("Quote", (Words(f"{opening}{text}{closing}", excerpt.language),))
    place = name_place(excerpt.page, excerpt.start, language)
    pieces: list[Piece] = [Words(" › ".join(excerpt.headings), excerpt.source.language)] if excerpt.headings else []
    if place:
        pieces.append(Words(f"{', ' if pieces else ''}{place}"))
    if pieces:
        pieces.append(Words(". "))
    yield Paragraph("Place", (*pieces, Link(excerpt.link, excerpt.link)))


def _by_work(excerpts: Iterable[Excerpt]) -> Iterator[list[Excerpt]]:
    """Those of each edition together; editions of a work follow one another."""
    editions: dict[str, list[Excerpt]] = defaultdict(list)
    places: dict[str, int] = {}
    following = count()
    for excerpt in excerpts:
        source = excerpt.source
        places.setdefault(_work(source), next(following))
        editions[source.key].append(excerpt)
    yield from sorted(editions.values(), key=lambda group: places[_work(group[0].source)])


def _work(source: Source) -> str:
    return source.key.removesuffix(f"-{source.language.lower()}")
