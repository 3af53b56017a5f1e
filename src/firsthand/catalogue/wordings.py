"""The words that are signed: a text as plain paragraphs, and the hash by which anybody can tell that they are the same.

Knows nothing of versions or of who signs; how a text came to be a Reading is no matter here.
"""

import hashlib
import unicodedata
from collections.abc import Iterable, Iterator

from firsthand.catalogue.reading import Heading, Leaf, Node, Reading
from firsthand.catalogue.records import Wording
from firsthand.documents.model import Block, Code, Figure, Footnote, ListItem, Table, plain


def wording(language: str, reading: Reading, title: str) -> Wording:
    """A text as it is signed. Its own first heading is its title, if it begins with one; `title` if it doesn't."""
    words = list(_words(reading.leaves))
    own, paragraphs = (words[0][1], words[1:]) if words and words[0][0] else (title, words)
    return written(language, own, (text for _, text in paragraphs))


def written(language: str, title: str, paragraphs: Iterable[str]) -> Wording:
    """A wording of words that are at hand: in normal form C, without blank lines inside a paragraph and without
    paragraphs that say nothing."""
    heading = " ".join(unicodedata.normalize("NFC", title).split())
    kept = tuple(filter(None, map(_tidy, paragraphs)))
    return Wording(language, heading, kept, digest(heading, kept))


def digest(title: str, paragraphs: Iterable[str]) -> str:
    """SHA-256 over title and paragraphs in UTF-8, parted by blank lines; without one at the end.

    >>> digest("Title", ["One.", "Two."])[:12]
    '676425c90a80'
    """
    return hashlib.sha256("\n\n".join((title, *paragraphs)).encode()).hexdigest()


def _tidy(paragraph: str) -> str:
    lines = unicodedata.normalize("NFC", paragraph).split("\n")
    return "\n".join(filter(None, (" ".join(line.split()) for line in lines)))


def _words(leaves: Iterable[Leaf]) -> Iterator[tuple[bool, str]]:
    """Every heading, block and table's row with words, and whether it is a heading."""
    for leaf in leaves:
        for node in leaf.nodes:
            if isinstance(node.block, Heading):
                yield True, plain(node.block.runs)
            else:
                yield from ((False, text) for text in _texts(node.block, node) if text.strip())


def _texts(block: Block, node: Node) -> Iterator[str]:
    """What a block says, with the numbers and marks that stand before it; the rows of a table by themselves."""
    match block:
        case Table(caption=caption, rows=rows):
            yield plain(caption)
            for id_, row in zip(node.ids, rows, strict=True):
                if id_:  # rows that a table repeats on its next leaf have none
                    yield " | ".join(filter(None, (plain(cell.runs) for cell in row.cells)))
        case Figure(alternative=alternative, caption=caption, text=text):
            yield "\n".join(filter(None, (alternative, plain(caption), text)))
        case Code(text=text):
            yield text
        case ListItem(marker=marker, runs=runs) | Footnote(mark=marker, runs=runs):
            words = plain(runs)
            yield f"{marker} {words}" if marker and words else words
        case _:
            yield plain(block.runs)
