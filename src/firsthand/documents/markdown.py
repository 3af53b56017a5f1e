"""Reads Markdown: CommonMark with tables, footnotes, definition lists and the metadata at its head.

HTML inside is read for its text alone, piece by piece, so that no tag left open swallows what follows.
"""

import re
from collections.abc import Sequence
from typing import Any

from lxml import etree
from markdown_it import MarkdownIt
from markdown_it.renderer import RendererHTML
from markdown_it.token import Token
from mdit_py_plugins.anchors import anchors_plugin
from mdit_py_plugins.deflist import deflist_plugin
from mdit_py_plugins.footnote import footnote_plugin
from mdit_py_plugins.tasklists import tasklists_plugin
from msgspec.structs import replace

from firsthand.documents import frontmatter
from firsthand.documents.encodings import decoded
from firsthand.documents.errors import UnreadableFileError
from firsthand.documents.markup import html
from firsthand.documents.model import Block, Document, Metadata, Paragraph, Remark, Section, Table
from firsthand.documents.runs import tidy
from firsthand.documents.webpage import document

MEDIA_TYPE = "text/markdown"
_INLINE = re.compile(
    r"</?(?:br|sup|sub|b|i|em|strong|u|s|kbd|code|mark|small|abbr|cite|q|del|ins)\s*/?>|<input[^<>]*checkbox[^<>]*>",
    re.IGNORECASE,
)
_CAPTION = re.compile(r"(?:Table|Tableau|Tabla|Tabela|Tabelle|Tabella|Таблица|جدول)\s?[:：]\s+", re.IGNORECASE)
_MOST_NESTED = 100


def read(data: bytes, name: str = "") -> Document:  # noqa: ARG001 - all readers are called alike
    """The text of a Markdown file. Raises UnreadableFileError: empty, damaged or too-large."""
    text = decoded(data).replace("\r\n", "\n").replace("\r", "\n").replace("\0", "")
    if not text.strip():
        raise UnreadableFileError("empty", "The file has no text; send it again from where it was written.")
    fields, body = frontmatter.split(text)
    declared = frontmatter.metadata(fields)
    renderer = _parser()
    env: dict[str, Any] = {}
    tokens = renderer.parse(body, env)
    if any(token.level >= _MOST_NESTED - 1 for token in tokens):
        # Beyond its limit the parser leaves text out without a word.
        raise UnreadableFileError(
            "damaged", "This Markdown is nested too deeply; make its lists and quotations flatter."
        )
    page = renderer.renderer.render(tokens, renderer.options, env)
    seen: Any = renderer.renderer
    language = f' lang="{declared.language}"' if declared.language else ""
    remarks = (Remark("raw-html", "HTML inside the Markdown is read for its text alone."),) if seen.met_html else ()
    found = document(html(f"<html{language}><body><main>{page}</main></body></html>"), MEDIA_TYPE, remarks)
    sections = tuple(map(_captioned, found.sections))
    return replace(found, sections=sections, metadata=_united(declared, found.metadata))


class _Renderer(RendererHTML):
    """Writes raw HTML only as far as it stands for text."""

    met_html = False

    def html_inline(self, tokens: Sequence[Token], idx: int, options: Any, env: Any) -> str:  # noqa: ARG002
        content = tokens[idx].content
        if _INLINE.fullmatch(content):
            return content
        self.met_html |= not content.startswith("<!--")
        return ""

    def html_block(self, tokens: Sequence[Token], idx: int, options: Any, env: Any) -> str:  # noqa: ARG002
        content = tokens[idx].content
        if content.startswith("<!--") and content.rstrip().endswith("-->"):
            return ""
        self.met_html = True
        body = html(content).find("body")
        if body is None:
            return ""
        inside = (etree.tostring(child, encoding="unicode", method="html") for child in body)
        return f"<div>{_escaped(body.text)}{''.join(inside)}</div>\n"


def _escaped(text: str | None) -> str:
    return (text or "").replace("&", "&amp;").replace("<", "&lt;")


def _parser() -> MarkdownIt:
    parser = MarkdownIt("commonmark", {"html": True, "maxNesting": _MOST_NESTED}, renderer_cls=_Renderer)
    parser.enable(["table", "strikethrough"])
    parser.use(footnote_plugin).use(deflist_plugin).use(tasklists_plugin)
    parser.use(anchors_plugin, max_level=6, permalink=False)
    return parser


def _captioned(section: Section) -> Section:
    """The section with each paragraph "Table: ..." before a table as that table's caption, as Pandoc has it."""
    kept: list[Block] = []
    for block in section.blocks:
        before = kept[-1] if kept else None
        match = _CAPTION.match(before.runs[0].text) if isinstance(before, Paragraph) else None
        if isinstance(block, Table) and not block.caption and isinstance(before, Paragraph) and match:
            first = replace(before.runs[0], text=before.runs[0].text[match.end() :])
            kept[-1] = replace(block, caption=tidy((first, *before.runs[1:])))
        else:
            kept.append(block)
    return replace(section, blocks=tuple(kept), sections=tuple(map(_captioned, section.sections)))


def _united(declared: Metadata, found: Metadata) -> Metadata:
    """The metadata of the file's head, with the first heading as title where it has none."""
    return replace(declared, title=declared.title or found.title)
