"""The barest files: plain text, and captions in the older form."""

import re
from pathlib import Path

from markdown_it.tree import SyntaxTreeNode

from making.text import Source, captioned, rows, words


def save_text(source: Source, path: Path) -> None:
    """Paragraphs parted by blank lines and never cut; headings underlined; a table's row in one line."""
    parts = [underlined(source.title, "=")]
    if source.subtitle:
        parts.append(source.subtitle)
    for block, caption in captioned(source.blocks):
        parts += [caption] if caption else []
        parts.append(rendered(block))
    parts += [f"[{number + 1}] {words(note)}" for number, note in source.notes.items()]
    path.write_text("\n\n".join(parts) + "\n", encoding="utf-8")


def underlined(heading: str, line: str) -> str:
    return f"{heading}\n{line * len(heading)}"


def rendered(block: SyntaxTreeNode) -> str:
    match block.type:
        case "heading":
            return underlined(words(block), "-")
        case "bullet_list":
            return "\n".join(f"- {words(item)}" for item in block.children)
        case "ordered_list":
            first = int(block.attrs.get("start", 1))
            return "\n".join(f"{number}. {words(item)}" for number, item in enumerate(block.children, first))
        case "table":
            return "\n".join(" | ".join(words(cell) for cell in row) for row in rows(block))
    return words(block)


def save_captions(source: Path, path: Path) -> None:
    """WebVTT as SubRip: commas in the times, speakers written out, no notes and no header."""
    cues = []
    for block in source.read_text(encoding="utf-8").split("\n\n"):
        if "-->" not in block:
            continue
        number, times, *said = block.strip().split("\n")
        spoken = [re.sub(r"^<v ([^>]+)>", r"\1: ", line) for line in said]
        cues.append("\n".join([number, times.replace(".", ","), *spoken]))
    path.write_text("\n\n".join(cues) + "\n", encoding="utf-8")
