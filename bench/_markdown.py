"""What other readers write, Markdown or plain text, as the neutral form that is scored. In doubt in their favour."""

import re
from collections.abc import Iterable, Iterator
from html import unescape

from tests.reading.scoring import Block, Cell, Reading

_HEADING = re.compile(r"(#{1,6})\s+(.*?)\s*#*$")
_ITEM = re.compile(r"(\s*)([-*+•◦▪‣·–○●]|\(?(?:\d{1,3}|[a-z]|[ivx]{1,4})[.)])\s+(\S.*)")
_NOTE = re.compile(r"\[\^([^\]]+)\]:\s*(.*)")
_MARK = re.compile(r"\[\^([^\]]+)\]")
_RULE = re.compile(r"\s*(?:[-*_]\s*){3,}$")
_PICTURE = re.compile(r"!\[([^\]]*)\]\([^)]*\)|\*\*==>.*?<==\*\*")
_LINK = re.compile(r"\[([^\]^][^\]]*)\]\((?:[^()\s]|\([^)]*\))*\)")
_TAGS = re.compile(r"</?(?:sup|sub|u|b|i|em|strong|span|mark)\b[^>]*>")
_ESCAPED = re.compile(r"\\([\\`*_{}\[\]()#+.!|<>~-])")
_ENDS = re.compile(r"[.!?:;।。！？؟…][\"”’»」)\]\d]*$")


def from_markdown(text: str) -> Reading:
    return Reading(tuple(_with_depths(_blocks(text.replace("\f", "\n\n").splitlines()))))


def _with_depths(blocks: Iterable[Block]) -> Iterator[Block]:
    """Items come with the width of their indent, which is two spaces a level with one reader and four with another."""
    indents: list[int] = []
    for block in blocks:
        if block.kind != "item":
            indents = []
            yield block
            continue
        while indents and indents[-1] > block.level:
            indents.pop()
        if not indents or indents[-1] < block.level:
            indents.append(block.level)
        yield block._replace(level=len(indents) - 1)


def from_plain(text: str) -> Reading:
    """Without blank lines within pages a paragraph ends with a line that ends a sentence."""
    blocks = []
    for part in re.split(r"\n\s*\n", text.replace("\r", "").replace("\f", "\n\n")):
        lines = [line.strip() for line in part.split("\n") if line.strip()]
        kept: list[str] = []
        for line in lines:
            kept.append(line)
            if _ENDS.search(line):
                blocks.append(Block("text", " ".join(kept)))
                kept = []
        if kept:
            blocks.append(Block("text", " ".join(kept)))
    return Reading(tuple(blocks))


def _blocks(lines: list[str]) -> Iterator[Block]:
    waiting: list[str] = []
    at = 0
    while at < len(lines):
        line = lines[at]
        heading, note, item = _HEADING.match(line), _NOTE.match(line), _ITEM.match(line)
        is_table = line.lstrip().startswith("|")
        if waiting and (heading or note or item or is_table or not line.strip()):
            yield _paragraph(waiting)
            waiting = []
        if is_table:
            end = next((to for to in range(at, len(lines)) if not lines[to].lstrip().startswith("|")), len(lines))
            yield Block("table", cells=tuple(_cells(lines[at:end])))
            at = end - 1
        elif heading:
            yield Block("heading", _bare(heading[2])[0], len(heading[1]))
        elif note:
            yield Block("note", _bare(note[2])[0], key=note[1])
        elif line.strip() and not _RULE.match(line) and not line.startswith("```"):
            waiting.append(line.lstrip("> ") if line.startswith(">") else line)
        at += 1
    if waiting:
        yield _paragraph(waiting)


def _paragraph(lines: list[str]) -> Block:
    item = _ITEM.match(lines[0])
    if item is None or (item[2] == "·" and len(lines) > 3):
        text, marks = _bare(" ".join(line.strip() for line in lines))
        return Block("text", text, marks=marks)
    numbered = item[2][-1] in ".)" and item[2][0] not in "-*+"
    text, marks = _bare(" ".join([(item[2] + " ") * numbered + item[3], *(line.strip() for line in lines[1:])]))
    return Block("item", text, len(item[1].expandtabs(4)), item[2] if numbered else "", marks)


def _bare(text: str) -> tuple[str, tuple[tuple[int, str], ...]]:
    """Without Markdown's signs, and where the marks of footnotes stood."""
    text = _ESCAPED.sub(lambda found: f"&#{ord(found[1])};", _PICTURE.sub("", text).replace("<br>", " "))
    text = _TAGS.sub("", _LINK.sub(r"\1", text))
    text = re.sub(r"(\*\*\*|\*\*|__|~~|`)", "", text)
    text = re.sub(r"(?<![\w*])[*_](?=\S)|(?<=\S)[*_](?![\w*])", "", text)
    text = unescape(text)
    marks, plain, last = [], "", 0
    for found in _MARK.finditer(text):
        plain += text[last : found.start()]
        marks.append((len(plain.lstrip()), found[1]))
        last = found.end()
    return " ".join((plain + text[last:]).split()), tuple(marks)


def _cells(lines: list[str]) -> Iterator[Cell]:
    rows = [re.split(r"(?<!\\)\|", line.strip().strip("|")) for line in lines]
    rows = [row for row in rows if not all(set(cell.strip()) <= set("-: ") and "-" in cell for cell in row)]
    for at, row in enumerate(rows):
        for column, cell in enumerate(row):
            yield Cell(at, column, _bare(cell)[0])
