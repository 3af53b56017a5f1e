"""Reads plain text: joins lines that were broken to fit a page, and sees headings and lists only where they are plain.

Paragraphs are parted by empty lines, or else by indents, or else each line is one.
"""

import re
from statistics import quantiles

from firsthand.documents.encodings import decoded
from firsthand.documents.errors import UnreadableFileError
from firsthand.documents.model import Document, ListItem, Metadata, Paragraph, Quotation, Run, plain
from firsthand.documents.runs import tidy
from firsthand.documents.text import clean
from firsthand.documents.tree import Outline

MEDIA_TYPE = "text/plain"

_UNDERLINE = re.compile(r"\s*(={3,}|-{3,}|~{3,}|\*{3,})\s*")
_BULLET = re.compile(r"(\s*)([•‣◦▪●○·*–-])\s+(?=\S)")
_NUMBER = re.compile(r"(\s*)(\(?(?:\d{1,3}|[a-zа-я]|[ivx]{1,5})[.)])\s+(?=\S)")
_CHAPTER = re.compile(r"\d{1,2}(?:\.\d{1,2}){0,3}\.?\s+[^\W\d_]")
_RULE = re.compile(r"\s*([-=_*~#.·•]\s*){3,}")
_LINES = re.compile("\r\n?|[\x0b\x0c\x85\u2028\u2029]")
_LONGEST_HEADING = 80


def read(data: bytes, name: str = "") -> Document:  # noqa: ARG001 - all readers are called alike
    """The text in paragraphs. Raises UnreadableFileError: empty, or mislabelled for what is no text."""
    text = clean(_LINES.sub("\n", decoded(data)))
    if not text.strip():
        raise UnreadableFileError("empty", "The file has no text; send it again from where it was written.")
    if data.count(b"\0") > 10 and "\0" in decoded(data[:4096]):
        raise UnreadableFileError("mislabelled", "This is not a text, though it is named like one; save it as text.")
    outline = Outline()
    lines = [line.expandtabs(4).rstrip() for line in text.split("\n")]
    wraps = _is_wrapped(lines)
    for chunk in _chunks(lines, wraps=wraps):
        _tell(chunk, outline, wraps=wraps)
    sections = outline.sections()
    title = plain(sections[0].heading) if sections else ""
    return Document(MEDIA_TYPE, sections, Metadata(title=title or None))


def _is_wrapped(lines: list[str]) -> bool:
    """Whether long lines were broken at a width: then many end near the longest, and none goes far beyond."""
    lengths = [len(line) for line in lines if line.strip()]
    if len(lengths) < 2:
        return False
    usual = quantiles(lengths, n=20)[-2] if len(lengths) > 4 else max(lengths)
    return usual <= 120


def _chunks(lines: list[str], *, wraps: bool) -> list[list[str]]:
    """The lines in groups that belong together."""
    groups: list[list[str]] = [[]]
    for line in lines:
        if line.strip():
            groups[-1].append(line)
        elif groups[-1]:
            groups.append([])
    groups = [group for group in groups if group]
    if not wraps:
        return [part for group in groups for part in _kept_with_underline(group)]
    return [part for group in groups for part in _by_indent(group)]


def _kept_with_underline(group: list[str]) -> list[list[str]]:
    if len(group) == 2 and _underlined(group):
        return [group]
    return [[line] for line in group]


def _by_indent(group: list[str]) -> list[list[str]]:
    """A group parted where a line stands further in than those after it: the first lines of paragraphs in books."""
    indents = [len(line) - len(line.lstrip()) for line in group]
    base = min(indents)
    firsts = [number for number, indent in enumerate(indents) if 2 <= indent - base <= 8]
    if not firsts or len(firsts) * 2 > len(group) or any(_marked(line) for line in group):
        return [group]
    starts = sorted({0, *firsts})
    return [group[start:end] for start, end in zip(starts, [*starts[1:], len(group)], strict=True)]


def _tell(chunk: list[str], outline: Outline, *, wraps: bool) -> None:
    """Tell the outline what a group of lines is."""
    if len(chunk) == 1 and _RULE.fullmatch(chunk[0]):
        return
    if len(chunk) >= 2 and _underlined(chunk):
        outline.heading(1 if "=" in chunk[1] else 2, tidy([Run(chunk[0])]))
        chunk = chunk[2:]
    elif len(chunk) == 1 and (level := _heading_level(chunk[0])):
        outline.heading(level, tidy([Run(chunk[0])]))
        return
    if not chunk:
        return
    if _marked(chunk[0]):
        _tell_list(chunk, outline)
    elif all(line.lstrip().startswith(">") for line in chunk):
        outline.add(Quotation(tidy([Run(_joined([re.sub(r"^[\s>]+", "", line) for line in chunk]))])))
    elif any(_marked(line) for line in chunk) and _is_list_after_lead(chunk):
        lead = next(number for number, line in enumerate(chunk) if _marked(line))
        outline.add(Paragraph(tidy([Run(_joined(chunk[:lead]))])))
        _tell_list(chunk[lead:], outline)
    elif wraps and not _is_verse(chunk):
        outline.add(Paragraph(tidy([Run(_joined(chunk))])))
    else:
        for line in chunk:
            outline.add(Paragraph(tidy([Run(line)])))


def _underlined(chunk: list[str]) -> bool:
    line, below = chunk[0].strip(), chunk[1].strip()
    return bool(_UNDERLINE.fullmatch(below)) and 0 < len(line) <= _LONGEST_HEADING and 2 * len(below) >= len(line)


def _heading_level(line: str) -> int | None:
    """The level of a line that stands alone and can only be a heading."""
    text = line.strip()
    if len(text) > _LONGEST_HEADING or text[-1] in ".,;:!?…":
        return None
    letters = [sign for sign in text if sign.isalpha()]
    if text.isupper() and len(letters) >= 4 and len(letters) * 2 > len(text):
        return 1
    if _CHAPTER.match(text) and text.split()[1][0].isupper() and len(text.split()) <= 10:
        return min(text.split()[0].rstrip(".").count(".") + 1, 6)
    return None


def _marked(line: str) -> re.Match[str] | None:
    return _BULLET.match(line) or _NUMBER.match(line)


def _is_list_after_lead(chunk: list[str]) -> bool:
    """Whether the first line leads into a list: it ends with a colon, and two lines or more are marked."""
    lead = next(number for number, line in enumerate(chunk) if _marked(line))
    return chunk[lead - 1].rstrip().endswith(":") and sum(bool(_marked(line)) for line in chunk) >= 2


def _tell_list(chunk: list[str], outline: Outline) -> None:
    items: list[tuple[int, str, list[str]]] = []
    for line in chunk:
        match = _marked(line)
        if match:
            items.append((len(match.group(1)), match.group(2), [line[match.end() :]]))
        else:
            items[-1][2].append(line)
    indents = sorted({indent for indent, _, _ in items})
    for indent, marker, lines in items:
        ordered = any(sign.isalnum() for sign in marker)
        shown = marker if ordered else "•"
        outline.add(ListItem(tidy([Run(_joined(lines))]), min(indents.index(indent), 8), shown, ordered))


def _is_verse(chunk: list[str]) -> bool:
    """Whether the lines were ended on purpose: all short, most of them beginning with a capital."""
    if len(chunk) < 3 or max(map(len, chunk)) > 55:
        return False
    return sum(line.lstrip()[0].isupper() for line in chunk) >= 0.8 * len(chunk)


def _joined(lines: list[str]) -> str:
    """Lines as one; after a hyphen at the end of a line the word goes on."""
    parts: list[str] = []
    for line in map(str.strip, lines):
        broken = parts and re.search(r"[^\W\d_]{2}[-\u2010]$", parts[-1]) and line[:1].islower()
        parts.extend([line] if broken or not parts else [" ", line])
    return "".join(parts)
