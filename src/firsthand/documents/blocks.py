"""The words of a block, whatever its kind."""

from collections.abc import Iterator

from firsthand.documents.model import Block, Code, Document, Figure, Run, Runs, Table, plain


def runs_of(block: Block) -> Iterator[Runs]:
    """Each stretch of text that belongs together: one for a paragraph, one for each cell of a table, captions last."""
    match block:
        case Table(rows=rows, caption=caption):
            for row in rows:
                for cell in row.cells:
                    yield cell.runs
            yield caption
        case Figure(alternative=alternative, text=text, caption=caption):
            yield from ((Run(said),) for said in (alternative, text) if said)
            yield caption
        case Code(text=text):
            yield (Run(text),)
        case _:
            yield block.runs


def text_of(block: Block) -> str:
    """Its text without the marks of footnotes; cells are parted by a space."""
    return " ".join(filter(None, map(plain, runs_of(block))))


def texts(document: Document) -> Iterator[str]:
    """The text of every heading and block, in reading order."""
    for section in document.walk():
        yield plain(section.heading)
        for block in section.blocks:
            yield text_of(block)
