"""Blocks that only the tags of a file tell: quotations, code, captions and figures with alternative text."""

from statistics import median

from firsthand.documents import language
from firsthand.documents.model import Code, Figure, Locator, Quotation, Runs, plain
from firsthand.documents.pdf.lines import ANCHOR, Line
from firsthand.documents.pdf.paragraphs import Text
from firsthand.documents.text import verbatim
from firsthand.documents.tree import Outline

_INDENT_AT_MOST = 80


def add_tagged(outline: Outline, text: Text, runs: Runs, spoken: str | None, locator: Locator) -> bool:
    """Add the block that a tag makes of a text; False where it makes none other than a paragraph."""
    tag = text.tag
    if tag is None:
        return False
    if tag.role == "BlockQuote":
        outline.add(Quotation(runs, spoken, locator))
    elif tag.role == "Code":
        outline.add(Code(set_code(text.lines), locator=locator))
    elif tag.role == "Caption":
        outline.caption(runs, spoken)
    elif tag.role == "Figure" and text.lines[0].text == ANCHOR:
        outline.add(Figure(tag.alternative, language=tag.language, locator=locator))
    else:
        return False
    return True


def language_of(text: Text, runs: Runs) -> str | None:
    """The language that a tag names, unless the words can't be in it."""
    if text.tag is None or text.tag.language is None:
        return None
    return language.recognise(plain(runs), text.tag.language)


def set_code(lines: tuple[Line, ...]) -> str:
    """Lines of code with their indents and gaps, measured in the width of its letters."""
    words = [word for line in lines for word in line.words if len(word.text) > 1]
    width = median((word.right - word.left) / len(word.text) for word in words) if words else lines[0].size * 0.6
    left = min(line.left for line in lines)
    return verbatim("\n".join(_set_line(line, left, width or 1.0) for line in lines))


def _set_line(line: Line, left: float, width: float) -> str:
    text = ""
    for word in line.words:
        column = min(round((word.left - left) / width), len(text) + _INDENT_AT_MOST)
        text += " " * max(column - len(text), 0 if word.glued or not text else 1) + word.text
    return text
