"""The parts of a draft as a tree: articles and sections, options in them, paragraphs and what stands under these.

It keeps the order of reading. What is no heading of a text may be one of a paragraph: nothing is told from words alone.
"""

import re
from collections.abc import Iterator, Sequence

from firsthand.catalogue.negotiations import Paragraph, Part

LEVELS = ("paragraph", "subparagraph", "point", "indent")
"""By depth; what is deeper is like the last."""


class Node:
    """A part: with a paragraph, or with others in it, or with both."""

    def __init__(self, tag: str, name: str = "", number: str = "", heading: str = "") -> None:
        self.tag = tag
        self.name = name
        """Of an <hcontainer>, for which the standard has no element."""
        self.number = number
        self.heading = heading
        self.short = ""
        """The number without words: "2bis" of "Article 2bis"."""
        self.paragraph: Paragraph | None = None
        self.parts: list[Node] = []


def parted(paragraphs: Sequence[Paragraph]) -> tuple[Sequence[Paragraph], Sequence[Paragraph], Sequence[Paragraph]]:
    """What stands first as front matter, the preamble right behind it, and all the rest."""
    front = _leading(paragraphs, Part.FRONT)
    preamble = _leading(paragraphs[front:], Part.PREAMBLE)
    return paragraphs[:front], paragraphs[front : front + preamble], paragraphs[front + preamble :]


def outline(paragraphs: Sequence[Paragraph]) -> Node:
    root = Node("mainBody")
    way: list[tuple[tuple[str, ...], Node]] = []
    for paragraph in paragraphs:
        keys = tuple(_keys(paragraph))
        same = 0
        while same < min(len(way), len(keys)) and way[same][0] == keys[same]:
            same += 1
        del way[same:]
        for key in keys[same:]:
            node = _container(key, paragraph)
            (way[-1][1] if way else root).parts.append(node)
            way.append((key, node))
        _put(way[-1][1] if way else root, paragraph)
    return root


def _leading(paragraphs: Sequence[Paragraph], part: Part) -> int:
    return next((place for place, each in enumerate(paragraphs) if each.part is not part), len(paragraphs))


def _keys(paragraph: Paragraph) -> Iterator[tuple[str, ...]]:
    """What a paragraph stands in, from the outermost on."""
    if paragraph.part is Part.ANNEX:
        yield ("annex",)
    named = False
    for heading in paragraph.headings:
        is_article = not named and _is_of_article(heading, paragraph.article)
        named = named or is_article
        yield ("article" if is_article else "section", heading)
    if paragraph.article and not named:
        yield ("article", "")
    if paragraph.option:
        yield ("option", paragraph.option)


def _is_of_article(heading: str, article: str) -> bool:
    return bool(article) and re.search(rf"(?<!\w){re.escape(article)}(?!\w)", heading) is not None


def _container(key: tuple[str, ...], paragraph: Paragraph) -> Node:
    kind = key[0]
    if kind == "annex":
        return Node("hcontainer", "annex")
    if kind == "article":
        if not key[1]:
            return Node("article", number=paragraph.article)
        found = re.match(rf"(.*?(?<!\w){re.escape(paragraph.article)}(?!\w))(.*)", key[1], re.DOTALL)
        number, rest = (found[1], found[2]) if found else (paragraph.article, key[1])
        node = Node("article", number=number, heading=rest.strip())
        node.short = paragraph.article
        return node
    return Node("hcontainer", kind, heading=key[1])


def _put(container: Node, paragraph: Paragraph) -> None:
    """Under the last paragraph above it that is less deep."""
    parent, depth = container, 0
    while depth < paragraph.depth and parent.parts and parent.parts[-1].paragraph is not None:
        parent, depth = parent.parts[-1], depth + 1
    node = _leaf(paragraph)
    node.paragraph = paragraph
    parent.parts.append(node)


def _leaf(paragraph: Paragraph) -> Node:
    if paragraph.part is Part.PREAMBLE:
        return Node("hcontainer", "recital", paragraph.label)
    if paragraph.part is Part.FRONT:
        return Node("hcontainer", "note", paragraph.label)
    return Node(LEVELS[min(paragraph.depth, len(LEVELS) - 1)], number=paragraph.label)
