"""Editions as Markdown: CommonMark with tables and footnotes, to edit, translate and compare.

Firsthand's own reader finds the same passages in it again. After CommonMark 0.31 and GitHub's tables and footnotes.
"""

import re
from collections import Counter
from collections.abc import Iterator
from html import escape
from itertools import groupby

from firsthand.catalogue.reading import Heading, Node, printed_page
from firsthand.documents.model import (
    Block,
    Code,
    Cue,
    Figure,
    Footnote,
    ListItem,
    Locator,
    Paragraph,
    Quotation,
    Table,
    plain,
)
from firsthand.exports.chapters import chapters
from firsthand.exports.flow import marks_of
from firsthand.exports.markdown.head import front_matter
from firsthand.exports.markdown.inline import Links, as_html, line_start, written
from firsthand.exports.markdown.lists import Lists
from firsthand.exports.markdown.tables import table
from firsthand.exports.signs import clean
from firsthand.exports.times import clock
from firsthand.exports.volume import Volume

MEDIA_TYPE = "text/markdown; charset=utf-8"

__all__ = ["MEDIA_TYPE", "make_markdown"]


def make_markdown(volume: Volume) -> bytes:
    """The edition as UTF-8 with its front matter."""
    nodes = [node for chapter in chapters(volume.leaves(), volume.edition.title) for node in chapter.leaf.nodes]
    parts = [front_matter(volume), *_Writer(volume, nodes).parts()]
    return (clean("\n\n".join(part for part in parts if part)) + "\n").encode()


class _Writer:
    """Writes the text; keeps the page that it is on."""

    def __init__(self, volume: Volume, nodes: list[Node]) -> None:
        self.volume = volume
        self.nodes = nodes
        self.page: str | None = None
        self.links = Links(_labels(nodes), _slugs(nodes))

    def parts(self) -> Iterator[str]:
        for listed, run in groupby(self.nodes, key=lambda node: isinstance(node.block, ListItem)):
            if listed:
                yield self._list(run)
            else:
                for node in run:
                    yield from self._turned(node.block)
                    yield self._block(node.block)

    def _list(self, nodes: Iterator[Node]) -> str:
        lists = Lists()
        lines: list[str] = []
        for node in nodes:
            item = node.block
            assert isinstance(item, ListItem)
            if words := written(item.runs, self.links):
                lines.extend(lists.item(item, words, next(self._turned(item), None)))
        return "\n".join(lines)

    def _turned(self, block: Heading | Block) -> Iterator[str]:
        """The page that begins here, in a comment."""
        locator: Locator | None = None if isinstance(block, Footnote) else block.locator
        page = printed_page(locator)
        if page is not None and page != self.page:
            self.page = page
            yield f"<!-- page {page.replace('-->', '')} -->".replace("--->", "- -->")

    def _block(self, block: Heading | Block) -> str:
        match block:
            case Heading(runs=runs, level=level):
                words = re.sub(r"(#+)$", r"\\\1", written(runs, self.links, lines=False))
                return f"{'#' * min(max(level, 1), 6)} {words}"
            case Quotation(runs=runs):
                return "\n".join(f"> {line}" for line in written(runs, self.links).split("\n"))
            case Footnote():
                return self._note(block)
            case Table():
                return table(block, self.links)
            case Figure():
                return self._figure(block)
            case Code(text=text):
                fence = "`" * max([3, *(len(run) + 1 for run in re.findall("`+", text))])
                return f"{fence}\n{text}\n{fence}"
            case Cue(runs=runs, speaker=speaker, locator=locator):
                time = clock(locator.start) if locator and locator.start is not None else ""
                said = " ".join(filter(None, (time, f"{speaker}:" if speaker else "")))
                words = written(runs, self.links)
                return f"**{line_start(said)}** {words}" if said else words
            case Paragraph(runs=runs) | ListItem(runs=runs):
                return written(runs, self.links)

    def _note(self, note: Footnote) -> str:
        """A definition; a note whose mark is nowhere is a paragraph, as it would else be left out by readers."""
        label = self.links.labels.get(note.id)
        lines = written(note.runs, self.links).split("\n")
        if label is None:
            return line_start(f"{note.mark} " + "\n".join(lines)) if note.mark else "\n".join(lines)
        return "\n".join([f"[^{label}]: {lines[0]}", *(f"    {line}" for line in lines[1:])])

    def _figure(self, figure: Figure) -> str:
        source = f"{self.volume.site}/images/{figure.image}" if figure.image else ""
        alternative = figure.alternative
        marked = any(run.note for run in figure.caption)
        parts = []
        if plain(figure.caption) and not marked:
            parts.append(
                f'<figure>\n<img src="{escape(source)}" alt="{escape(" ".join(alternative.split()))}">\n'
                f"<figcaption>{' '.join(as_html(figure.caption).split())}</figcaption>\n</figure>"
            )
        else:
            words = re.sub(r"([\\\[\]`*_<&!])", r"\\\1", " ".join(alternative.split()))
            parts += [f"![{words}]({source})" if words or source else "", written(figure.caption, self.links)]
        if figure.text:
            label = self.volume.interface.gettext("Words in the picture")
            parts.append(f"<!-- {label}: {re.sub('-{2,}|[<>]', ' ', ' · '.join(figure.text.splitlines()))} -->")
        return "\n\n".join(filter(None, parts))


def _labels(nodes: list[Node]) -> dict[str, str]:
    """A label for each note to which a mark leads: the mark itself where it is a word of its own."""
    marked = {note for node in nodes for note in marks_of(node.block)}
    labels: dict[str, str] = {}
    times: Counter[str] = Counter()
    for node in nodes:
        note = node.block
        if isinstance(note, Footnote) and note.id in marked and note.id not in labels and plain(note.runs):
            label = note.mark if re.fullmatch(r"[A-Za-z0-9]{1,8}", note.mark) else f"n{len(labels) + 1}"
            times[label] += 1
            labels[note.id] = label if times[label] == 1 else f"{label}-{times[label]}"
    return labels


def _slugs(nodes: list[Node]) -> dict[str, str]:
    """The names by which Markdown's programs reach headings: their words, as GitHub makes them."""
    slugs: dict[str, str] = {}
    times: Counter[str] = Counter()
    for node in nodes:
        if isinstance(node.block, Heading):
            slug = re.sub(r"[^\w\- ]", "", plain(node.block.runs).lower()).strip().replace(" ", "-")
            slugs[node.block.anchor] = f"{slug}-{times[slug]}" if times[slug] else slug
            times[slug] += 1
    return slugs
