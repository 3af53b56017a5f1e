"""A clean tree of HTML as Markdown that a person can edit, where Markdown can say all of it.

What is written here says the same words when `documents.markdown` reads it. Knows nothing of where the tree comes from.
"""

import re
from collections.abc import Iterator

from firsthand.documents.markup import Element, name_of
from firsthand.sources.importing.hypertext import beginning, escaped

DEEPEST = 20
_THROUGH = (
    "div section article main header footer aside details center address figure span font small big label nav u abbr "
    "cite q time summary body ins mark ruby rb rt bdi bdo var samp dfn tt picture html"
)
_TRANSPARENT = frozenset(_THROUGH.split())
_HEADINGS = ("h1", "h2", "h3", "h4", "h5", "h6")
_BLOCKS = frozenset((*_HEADINGS, "p", "ul", "ol", "blockquote", "pre", "hr", "table", "figcaption", "dl"))
_STRONG, _EMPHASIS, _STRUCK = ("strong", "b"), ("em", "i"), ("del", "s", "strike")


class Unsayable(Exception):  # noqa: N818 - no error: the text is written as HTML instead
    """Markdown can't say it."""


def markdown(root: Element) -> str | None:
    """The tree as Markdown; None where something in it can't be said so, such as a table with joined cells.

    Headings begin at the second level, since the first is the title's.
    """
    shift = 1 if root.find(".//h1") is not None else 0
    try:
        blocks = list(_blocks(root, shift, 0))
    except Unsayable:
        return None
    return "\n\n".join(blocks)


def _blocks(parent: Element, shift: int, depth: int) -> Iterator[str]:
    """The blocks inside an element; words between them are paragraphs."""
    if depth > DEEPEST:
        raise Unsayable
    words = _Line()
    words.add(parent.text)
    for child in parent:
        name = name_of(child)
        if not name:
            words.add(child.tail)
            continue
        if name in _BLOCKS or (name in _TRANSPARENT and _holds_blocks(child)):
            yield from words.paragraph()
            yield from _block(child, name, shift, depth)
            words = _Line()
        else:
            _inline(child, words, depth)
        words.add(child.tail)
    yield from words.paragraph()


def _holds_blocks(element: Element) -> bool:
    return any(name_of(one) in _BLOCKS for one in element.iter()) or name_of(element) in (
        "div",
        "section",
        "figure",
        "article",
    )


def _block(element: Element, name: str, shift: int, depth: int) -> Iterator[str]:
    match name:
        case _ if name in _HEADINGS:
            yield from _heading(element, int(name[1]) + shift, depth)
        case "ul" | "ol":
            yield _list(element, name, shift, depth)
        case "blockquote":
            inside = "\n\n".join(_blocks(element, shift, depth + 1))
            if inside:
                yield "\n".join(f"> {line}".rstrip() for line in inside.split("\n"))
        case "pre":
            yield from _code(element)
        case "hr":
            yield "---" if depth else "***"
        case "table":
            yield _table(element)
        case "dl":
            raise Unsayable
        case _:
            yield from _blocks(element, shift, depth + 1)


def _heading(element: Element, level: int, depth: int) -> Iterator[str]:
    words = _Line()
    _inside(element, words, depth)
    text = words.text().replace("\\\n", " ").replace("\n", " ").strip()
    if text:
        closed = re.sub(r"(#+)$", r"\\\1", text)
        yield f"{'#' * max(2, min(6, level))} {closed}"


def _code(element: Element) -> Iterator[str]:
    text = "".join(str(one) for one in element.itertext()).strip("\n")
    fence = "`" * max(3, 3, *(len(run) + 1 for run in re.findall(r"`+", text)))
    if text:
        yield f"{fence}\n{text}\n{fence}"


def _list(element: Element, name: str, shift: int, depth: int) -> str:
    items = []
    number = int(start) if (start := element.get("start") or "1").isdigit() and len(start) < 9 else 1
    for child in element:
        if name_of(child) in ("ul", "ol"):  # a list that stands beside its item instead of in it
            inside = _list(child, name_of(child), shift, depth + 1)
        elif name_of(child) == "li":
            inside = "\n\n".join(_blocks(child, shift, depth + 1))
        else:
            continue
        mark = f"{number}. " if name == "ol" else "- "
        number += 1
        if inside:
            indented = ("\n" + " " * len(mark)).join(inside.split("\n"))
            items.append(mark + re.sub(r"[ \t]+$", "", indented, flags=re.MULTILINE))
    loose = any("\n\n" in item for item in items)
    return ("\n\n" if loose else "\n").join(items) or "<!-- -->"


def _table(element: Element) -> str:
    rows = list(element.iter("tr"))
    if not rows or any(
        name_of(one) in ("table", "ul", "ol", "pre", "h2", "h3") for one in element.iter() if one is not element
    ):
        raise Unsayable
    if any(cell.get("colspan", "1") != "1" or cell.get("rowspan", "1") != "1" for cell in element.iter("td", "th")):
        raise Unsayable
    if len(element.findall(".//caption")) or any(name_of(cell) != "th" for cell in rows[0]):
        raise Unsayable
    grid = [[_cell(cell) for cell in row if name_of(cell) in ("td", "th")] for row in rows]
    if any(len(line) != len(grid[0]) for line in grid) or not grid[0]:
        raise Unsayable
    lines = [f"| {' | '.join(line)} |" for line in grid]
    return "\n".join([lines[0], "|" + " --- |" * len(grid[0]), *lines[1:]])


def _cell(cell: Element) -> str:
    words = _Line()
    _inside(cell, words, 0)
    return words.text().replace("\\\n", "<br>").replace("\n", " ").strip()


class _Line:
    """Words and their marks, one after the other, with white space as a page would show it."""

    def __init__(self, *, inside: bool = False) -> None:
        self.parts: list[str] = []
        self.inside = inside
        """Whether it stands inside of other words, so that a space at its beginning parts it from them."""

    def add(self, text: str | None) -> None:
        """Plain words."""
        if text:
            self.put(escaped(re.sub(r"[ \t\n\r\f]+", " ", text)))

    def put(self, marked: str) -> None:
        """Words with their marks. A space at their beginning is left out after another one."""
        if marked.startswith(" ") and (self.parts[-1].endswith((" ", "\n")) if self.parts else not self.inside):
            marked = marked[1:]
        if marked:
            self.parts.append(marked)

    @property
    def last(self) -> str:
        return self.parts[-1][-1] if self.parts else ""

    def text(self) -> str:
        return "".join(self.parts)

    def paragraph(self) -> Iterator[str]:
        lines = [line.strip(" ") for line in self.text().strip().split("\n")]
        text = "\n".join(lines).strip()
        while text.endswith("\\") and not text.endswith("\\\\"):
            text = text[:-1].rstrip()
        if text:
            yield beginning(text)


def _inside(element: Element, words: _Line, depth: int) -> None:
    if depth > 4 * DEEPEST:
        raise Unsayable
    words.add(element.text)
    for child in element:
        if name_of(child):
            _inline(child, words, depth + 1)
        words.add(child.tail)


def _inline(element: Element, words: _Line, depth: int) -> None:
    name = name_of(element)
    if name == "br":
        words.put("\\\n")
    elif name == "img":
        if alternative := (element.get("alt") or "").strip():
            words.put(f"![{escaped(alternative)}]({_target(element.get('src') or '')})")
    elif name in (*_STRONG, *_EMPHASIS, *_STRUCK):
        _marked(element, name, words, depth)
    elif name == "a":
        _link(element, words, depth)
    elif name == "code" or name == "kbd":
        text = " ".join("".join(str(one) for one in element.itertext()).split())
        plain = "`" not in text and "\\" not in text and words.last != "`"
        words.put(f"`{text}`" if text and plain else f"<code>{escaped(text)}</code>" if text else "")
    elif name in ("sup", "sub"):
        inside = _of(element, depth)
        words.put(f"<{name}>{inside}</{name}>" if inside.strip() else inside)
    elif name in _TRANSPARENT or name in _BLOCKS or name in ("li", "td", "th", "wbr", "acronym"):
        _inside(element, words, depth)
    else:
        raise Unsayable


def _of(element: Element, depth: int) -> str:
    own = _Line(inside=True)
    _inside(element, own, depth)
    return own.text()


def _marked(element: Element, name: str, words: _Line, depth: int) -> None:
    """Strong, emphasised or struck words: with signs where they are sure to be understood, else with their HTML."""
    inside = _of(element, depth)
    core = inside.strip()
    if not core:
        words.put(" " if inside else "")
        return
    tag, sign = next(
        (names[0], sign) for names, sign in ((_STRONG, "**"), (_EMPHASIS, "*"), (_STRUCK, "~~")) if name in names
    )
    plain = core[0].isalnum() and core[-1].isalnum() and words.last not in ("*", "~", "\\")
    marked = f"{sign}{core}{sign}" if plain and name not in _STRUCK else f"<{tag}>{core}</{tag}>"
    words.put(f"{' ' if inside[0] == ' ' else ''}{marked}{' ' if inside[-1] == ' ' else ''}")


def _link(element: Element, words: _Line, depth: int) -> None:
    inside = _of(element, depth)
    core, target = inside.strip(), element.get("href") or ""
    if not target or "](" in core:
        words.put(inside)
    elif core:
        marked = f"[{core}]({_target(target)})".replace("\\\n", " ")
        words.put(f"{' ' if inside[0] == ' ' else ''}{marked}{' ' if inside[-1] == ' ' else ''}")


def _target(address: str) -> str:
    plain = re.sub(r"[\s<>]", lambda match: f"%{ord(match[0]):02X}", address)
    return f"<{plain}>" if re.search(r"[()\\*_]", plain) else plain
