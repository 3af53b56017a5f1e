"""The structure tree of a tagged PDF, read back: what a screen reader is told."""

import io
from collections.abc import Iterator
from typing import Any, NamedTuple

import pikepdf
import pypdfium2


class Element(NamedTuple):
    tag: str
    depth: int
    alternative: str
    language: str
    title: str
    attributes: dict[str, Any]


def elements(data: bytes) -> list[Element]:
    """Every element in reading order, parents before children."""
    with pikepdf.open(io.BytesIO(data)) as pdf:
        return list(_walk(pdf.Root.StructTreeRoot.K, 0))


def tags(data: bytes) -> list[str]:
    return [element.tag for element in elements(data)]


def _walk(node: Any, depth: int) -> Iterator[Element]:
    if isinstance(node, pikepdf.Array):
        for child in node:
            yield from _walk(child, depth)
    elif isinstance(node, pikepdf.Dictionary) and "/S" in node:
        yield Element(
            str(node.S)[1:], depth, str(node.get("/Alt", "")), str(node.get("/Lang", "")), str(node.get("/T", "")),
            _attributes(node.get("/A")),
        )  # fmt: skip
        if "/K" in node:
            yield from _walk(node.K, depth + 1)


def _attributes(found: Any) -> dict[str, Any]:
    given = found if isinstance(found, pikepdf.Array) else [found] if found is not None else []
    return {key[1:]: str(value) for each in given for key, value in each.items()}


def texts(data: bytes) -> list[str]:
    """The text of each page."""
    with pypdfium2.PdfDocument(data) as pdf:
        return [pdf[number].get_textpage().get_text_range() for number in range(len(pdf))]


def sizes(data: bytes) -> set[float]:
    """Points of every letter that is drawn, on all pages."""
    found: set[float] = set()
    with pypdfium2.PdfDocument(data) as pdf:
        for page in pdf:
            text = page.get_textpage()
            for place in range(text.count_chars()):
                if not text.get_text_range(place, 1).isspace():
                    found.add(round(pypdfium2.raw.FPDFText_GetFontSize(text.raw, place), 1))
    return found
