"""A Markdown source as a title, a subtitle, blocks and notes: what every maker of files starts from."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from markdown_it import MarkdownIt
from markdown_it.tree import SyntaxTreeNode
from mdit_py_plugins.footnote import footnote_plugin

CAPTION = re.compile(r"^(?:Table|Tableau|Tabla|Таблица|جدول)\s?: ?(.+)$")
MARKDOWN = MarkdownIt("commonmark").enable("table").use(footnote_plugin)
AUTHOR = "The Firsthand contributors"


@dataclass(frozen=True)
class Source:
    language: str
    date: date
    title: str
    subtitle: str
    blocks: tuple[SyntaxTreeNode, ...]
    notes: dict[int, SyntaxTreeNode]


def read(path: Path, language: str, day: date) -> Source:
    """The first heading is the title; the paragraph straight after it, if it is short, the subtitle."""
    root = SyntaxTreeNode(MARKDOWN.parse(path.read_text(encoding="utf-8")))
    blocks = list(root.children)
    title = words(blocks.pop(0))
    subtitle = words(blocks.pop(0)) if blocks[0].type == "paragraph" else ""
    notes = {}
    if blocks[-1].type == "footnote_block":
        notes = {note.meta["id"]: note for note in blocks.pop().children}
    return Source(language, day, title, subtitle, tuple(blocks), notes)


def words(node: SyntaxTreeNode) -> str:
    """The plain words of a node, without marks of notes."""
    if node.type in {"text", "code_inline"}:
        return node.content
    if node.type in {"softbreak", "hardbreak"}:
        return " "
    return "".join(words(child) for child in node.children)


def captioned(blocks: tuple[SyntaxTreeNode, ...]) -> Iterator[tuple[SyntaxTreeNode, str]]:
    """Each block; a table with the caption that is written in the paragraph before it."""
    caption = ""
    for number, block in enumerate(blocks):
        following = blocks[number + 1].type if number + 1 < len(blocks) else ""
        if block.type == "paragraph" and following == "table" and (found := CAPTION.match(words(block))):
            caption = found[1]
            continue
        yield block, caption if block.type == "table" else ""
        caption = ""


def rows(table: SyntaxTreeNode) -> list[list[SyntaxTreeNode]]:
    """The cells of a table, its header row first."""
    return [list(row.children) for part in table.children for row in part.children]
