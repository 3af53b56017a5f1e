"""What a text says, in order, so that one and what was read back from a copy of it can be laid side by side."""

import io
import re
from zipfile import ZipFile

from lxml import etree

from firsthand.catalogue.reading import Heading, Reading, compose, steps
from firsthand.documents import epub, markdown
from firsthand.documents.model import ListItem, plain

Said = tuple[str, str]
"""The kind of a passage, or "heading", and its words on one line."""


def said(reading: Reading) -> list[Said]:
    return [
        ("heading", flat(plain(step.runs))) if isinstance(step, Heading) else (step.kind, flat(step.text))
        for step in steps(reading.leaves)
    ]


def written_out(reading: Reading) -> list[Said]:
    """The same as Markdown can say it: markers that are no Arabic numbers stand at the beginning of their items."""
    markers = {
        node.ids[0]: node.block.marker
        for leaf in reading.leaves
        for node in leaf.nodes
        if isinstance(node.block, ListItem) and re.search(r"[^\W\d]", node.block.marker)
    }
    return [
        ("heading", flat(plain(step.runs)))
        if isinstance(step, Heading)
        else (step.kind, flat(f"{markers.get(step.id, '')} {step.text}"))
        for step in steps(reading.leaves)
    ]


def flat(text: str) -> str:
    return " ".join(text.split())


def read_markdown(data: bytes) -> list[Said]:
    return said(compose(markdown.read(data)))


def read_book(data: bytes) -> list[Said]:
    """The text of a book without what stands around it."""
    return said(compose(epub.read(text_alone(data))))


def text_alone(data: bytes) -> bytes:
    """A book whose title page, contents and colophon are no part of its order."""
    out = io.BytesIO()
    with ZipFile(io.BytesIO(data)) as book, ZipFile(out, "w") as copy:
        for name in book.namelist():
            part = book.read(name)
            if name.endswith(".opf"):
                part = re.sub(rb'<itemref idref="f-[\w-]*(?:title|nav|about|selection)\.xhtml"/>', b"", part)
                part = re.sub(rb'<item id="f-[\w-]*(?:title|about|selection)\.xhtml"[^>]*/>', b"", part)
            copy.writestr(name, part)
    return out.getvalue()


def pages(data: bytes) -> dict[str, str]:
    """Passage -> the page on which a book says that it stands."""
    found: dict[str, str] = {}
    with ZipFile(io.BytesIO(data)) as book:
        names = sorted(name for name in book.namelist() if re.search(r"/\d+\.xhtml$", name))
        page = ""
        for name in names:
            for element in etree.fromstring(book.read(name)).iter("{*}*"):
                if element.get("role") == "doc-pagebreak":
                    page = element.get("aria-label", "")
                    above = next((up for up in element.iterancestors() if up.get("id", "")[:2] == "p-"), None)
                    if above is not None:
                        found[above.get("id", "")[2:]] = page
                elif element.get("id", "").startswith("p-") and element.tag.rpartition("}")[2] != "aside":
                    found.setdefault(element.get("id", "")[2:], page)
    return found
