"""What PDFium says of the characters of a page: words with their place, size and typeface.

One call gives the text of the whole page; only the first and last character of each word are asked where they stand,
since a call for every character would cost more than everything else together.
"""

import ctypes
import math
import re
import struct
from collections.abc import Iterable, Iterator, Mapping, Sequence

from msgspec import Struct
from msgspec.structs import replace

from firsthand.documents.pdf import arabic, bindings, clusters, letters
from firsthand.documents.pdf.bindings import Handle
from firsthand.documents.pdf.shaping import read_glyphs
from firsthand.documents.pdf.places import Frame
from firsthand.documents.pdf.sheet import ARTIFACT, Font, Word

_TOKEN = re.compile("[^\\s\u0002\ufffe\u0000]+[\u0002\ufffe]?")
_SUBSET = re.compile(r"^[A-Z]{6}\+")
_BOLD = re.compile(r"bold|black|heavy|demi\b|semib|extrab|medi$|-bd|[,-]b$|cmbx|-hv\b", re.IGNORECASE)
_ITALIC = re.compile(r"ital|obli|slant|-it\b|[a-z]it$|cmti|cmmi|bdit|-i$", re.IGNORECASE)
_PICTURES = re.compile(r"dings|marlett|icon|awesome|symbol", re.IGNORECASE)
_ITALIC_FLAG, _BOLD_FLAG = 1 << 6, 1 << 18
_TWINS = 8
"""With how many like words on its line a word is compared, to find what is drawn twice."""
_read_edges = struct.Struct("4f").unpack_from
"""Left, top, right and bottom of a box: read at once, which is quicker than field by field."""
_ASCENT, _DESCENT = 0.8, 0.22
_FLAT = 1e-4
_SUPERIOR = 0.6
"""The size of superior figures, as a share of that of the text."""


class _Style(Struct, frozen=True):
    font: Font
    size: float
    turned: bool
    lift: float = 0.0
    """How far the glyphs are drawn above the line on which they stand, as OpenType's superior figures are."""
    level: bool = True
    """Whether the line doesn't slope, not even a little."""
    mark: int = -1
    hidden: bool = False


class Page:
    """An open page of text; gives its words once and is then of no use."""

    def __init__(self, page: Handle, text_page: Handle, frame: Frame, marks: Mapping[Handle, int]) -> None:
        self._sheet = page
        self._page = text_page
        self._frame = frame
        self._marks = marks
        self._fonts: dict[Handle | None, Font] = {}
        self._styles: dict[Handle | None, _Style] = {}
        self._bases: dict[Handle | None, float] = {}
        self._box = bindings.Box()
        self._x, self._y = ctypes.c_double(), ctypes.c_double()
        self._at: Sequence[int] = ()
        """PDFium's index of each character of the text."""
        self._jumbled = False
        """Whether letters may stand out of order in their words."""
        self.unmapped = 0
        """How many words were left out because nobody can know their letters."""

    def words(self) -> list[Word]:
        """Every readable word, in the order in which the file draws them."""
        text = self._text()
        self._at = range(len(text))
        if arabic.has_vowel_signs(text):
            self._at = self._without_doubles(text)
            self._jumbled = len(self._at) < len(text)
            text = "".join(text[index] for index in self._at)
        elif clusters.is_complex(text):
            text = self._mend_clusters(text)
        words: list[Word] = []
        for token in _TOKEN.finditer(text):
            start, end = token.span()
            follows = self._is_spaced(text, end)
            for first, last, handle in self._split(text, start, end):
                word = self._word(text[first:last], first, handle, glued=first > start, spaced=follows and last == end)
                if word is not None:
                    words.append(word)
        return _tidy(arabic.rejoin(words) if self._jumbled else words)

    def _text(self) -> str:
        """The characters of the page, one to each index; a broken one is U+0000."""
        count = bindings.count_characters(self._page)
        if count <= 0:
            return ""
        buffer = ctypes.create_string_buffer(2 * count + 2)
        written = bindings.copy_text(self._page, 0, count, buffer)
        text = buffer.raw[: 2 * max(written - 1, 0)].decode("utf-16-le", "replace")
        if len(text) == count:
            return text
        codes = (bindings.character(self._page, index) for index in range(count))
        return "".join(chr(code) if code < 0x110000 and not 0xD800 <= code < 0xE000 else "\ufffd" for code in codes)

    def _without_doubles(self, text: str) -> list[int]:
        """The indexes of all characters but those that PDFium gives twice."""
        signs: list[arabic.Sign] = []
        for index, letter in enumerate(text):
            if arabic.is_arabic(letter):
                bindings.character_origin(self._page, index, self._x, self._y)
                handle = bindings.text_object(self._page, index)
                size = self._style(handle, index).size
                signs.append(arabic.Sign(index, letter, self._x.value, self._y.value, handle, size))
        doubles = arabic.find_doubles(signs)
        return [index for index in range(len(text)) if index not in doubles]

    def _mend_clusters(self, text: str) -> str:
        """The characters of a page in a script of clusters, as they are read."""
        found = read_glyphs(self._sheet, self._page, text, lambda handle, index: self._style(handle, index).size)
        mended = clusters.mend(found)
        self._at = [index for _, index in mended]
        return "".join(letter for letter, _ in mended)

    def _is_spaced(self, text: str, end: int) -> bool:
        """Whether the file writes a space after a token; asked only after letters that may stand without one."""
        if text[end : end + 1] != " " or (text[end - 1] < "\x7f" and text[end - 1] != "/"):
            return False
        return not bindings.is_generated(self._page, self._at[end])

    def _split(self, text: str, start: int, end: int) -> Iterable[tuple[int, int, Handle | None]]:
        """A token's stretches of one style, each with a text object that draws it: nearly always one."""
        page, at, find = self._page, self._at, bindings.text_object
        first = find(page, at[start])
        if end - start == 1 or find(page, at[end - 1]) == first:
            return ((start, end, first),)
        return self._split_by_style(text, start, end, first)

    def _split_by_style(
        self, text: str, start: int, end: int, first: Handle | None
    ) -> Iterator[tuple[int, int, Handle | None]]:
        page, at, find = self._page, self._at, bindings.text_object
        begin, drawer, style = start, first, self._style(first, at[start])
        previous = first
        # A hyphen at the end stays with its word, whatever its style.
        for index in range(start + 1, end - (text[end - 1] in letters.BROKEN)):
            handle = find(page, at[index])
            if handle is None or handle == previous:
                continue
            previous, following = handle, self._style(handle, at[index])
            if following != style or self._stands_apart(index):
                yield begin, index, drawer
                begin, drawer, style = index, handle, following
        yield begin, end, drawer

    def _stands_apart(self, index: int) -> bool:
        """Whether a character doesn't stand after the one before it: on another line, raised, lowered, or upon it."""
        bindings.character_origin(self._page, self._at[index - 1], self._x, self._y)
        x, y = self._x.value, self._y.value
        bindings.character_origin(self._page, self._at[index], self._x, self._y)
        if abs(self._y.value - y) > 0.5 and abs(self._x.value - x) > 0.01:
            return True
        letter = chr(bindings.character(self._page, self._at[index]) & 0xFFFF)
        return self._x.value <= x + 0.01 and not letters.is_mark(letter) and not letters.runs_leftwards(letter)

    def _word(self, text: str, first: int, handle: Handle | None, *, glued: bool, spaced: bool) -> Word | None:
        style = self._style(handle, self._at[first])
        shown, step = text, len(text) - 1 or 1
        broken = None
        if not letters.is_plain(text) or style.font.name == "Symbol":
            shown = self._clean(text, first, style)
            if not shown:
                return None
            # Where scripts of both directions meet, the outermost characters aren't the first and last.
            step = 1 if self._jumbled or letters.runs_both_ways(text) else step
            if shown[-1] == letters.HYPHEN_AT_BREAK:
                broken = self._is_softly_broken(first + len(text) - 1)
        left, top, right, bottom, base = self._place(range(first, first + len(text), step), handle, style)
        return Word(
            text=shown, left=left, top=top, right=right, bottom=bottom, base=base, size=style.size, font=style.font,
            glued=glued, spaced=spaced, turned=style.turned,
            doubtful=bindings.is_unmapped(self._page, self._at[first]) > 0, softly_broken=broken,
            mark=style.mark, hidden=style.hidden,
        )  # fmt: skip

    def _clean(self, text: str, first: int, style: _Style) -> str:
        """A word as it is read; empty where there is nothing to read, or nobody can know its letters."""
        if style.font.name == "Symbol":
            text = letters.from_symbol(text)
        if arabic.is_arabic(text):
            text = arabic.put_in_order(text, self._origins(first, len(text)))
        shown = letters.clean(text)
        if shown == letters.HYPHEN_AT_BREAK:
            return ""
        if letters.is_unknown(shown):
            self.unmapped += not _PICTURES.search(style.font.name)
            return ""
        return shown

    def _is_softly_broken(self, last: int) -> bool | None:
        """What the file says of a word's last hyphen, if anything; PDFium leaves soft ones out of what it says."""
        handle = bindings.text_object(self._page, self._at[last])
        said = None if handle is None else bindings.replacement_of(handle)
        return None if said is None else said in ("", "\u00ad")

    def _origins(self, first: int, count: int) -> list[float]:
        origins = []
        for index in self._at[first : first + count]:
            bindings.character_origin(self._page, index, self._x, self._y)
            origins.append(self._x.value)
        return origins

    def _place(self, indexes: range, handle: Handle | None, style: _Style) -> tuple[float, float, float, float, float]:
        page, at, box, frame = self._page, self._at, self._box, self._frame
        bindings.character_box(page, at[indexes[0]], box)
        left, top, right, bottom = _read_edges(box)
        for index in indexes[1:]:
            bindings.character_box(page, at[index], box)
            x1, y1, x2, y2 = _read_edges(box)
            left, right = min(left, x1), max(right, x2)
            if style.turned or frame.turns:
                bottom, top = min(bottom, y2), max(top, y1)
        if style.turned:
            left, top, right, bottom = frame.place_box(left, bottom, right, top)
            return left, top, right, bottom, bottom
        base = self._base(at[indexes[0]], handle, style)
        if frame.turns:
            left, _, right, _ = frame.place_box(left, bottom, right, top)
        else:
            left, right = left - frame.left, right - frame.left
        return left, base - _ASCENT * style.size, right, base + _DESCENT * style.size, base

    def _base(self, index: int, handle: Handle | None, style: _Style) -> float:
        """Where the letters of a text object stand: asked once where its line is level."""
        base = self._bases.get(handle) if style.level else None
        if base is None or handle is None:
            bindings.character_origin(self._page, index, self._x, self._y)
            base = self._bases[handle] = self._frame.place(self._x.value, self._y.value)[1] - style.lift
        return base

    def _style(self, handle: Handle | None, index: int) -> _Style:
        style = self._styles.get(handle)
        if style is None:
            style = self._styles[handle] = self._ask_style(handle, index)
        return style

    def _ask_style(self, handle: Handle | None, index: int) -> _Style:
        if handle is None:
            return _Style(Font(""), 10.0, turned=False)
        matrix, size = bindings.Matrix(1, 0, 0, 1, 0, 0), ctypes.c_float(1)
        bindings.character_matrix(self._page, index, matrix)
        bindings.object_size(handle, size)
        along, across = self._frame.turn(matrix.a, matrix.b)
        scale = math.hypot(matrix.c, matrix.d) or 1.0
        turned = abs(across) > 0.05 * abs(along) or along < 0
        font = bindings.object_font(handle)
        if font not in self._fonts:
            self._fonts[font] = _describe(font)
        points = round(min(abs(size.value) * scale, 2000.0), 2) or 1.0
        lifted = not turned and self._is_superior(index, points)
        return _Style(
            font=self._fonts[font],
            size=round(_SUPERIOR * points, 2) if lifted else points,
            turned=turned,
            lift=points / 3 if lifted else 0.0,
            level=lifted or abs(across) < _FLAT * abs(along),
            mark=self._mark(handle),
            hidden=bindings.render_mode(handle) == bindings.INVISIBLE,
        )

    def _mark(self, handle: Handle) -> int:
        mark = self._marks.get(handle)
        if mark is None:
            mark = max(bindings.marked_content(handle), -1)
        return ARTIFACT if mark < 0 and bindings.is_artifact(handle) else mark

    def _is_superior(self, index: int, size: float) -> bool:
        """Whether a stretch of text begins with a figure that hovers over its line."""
        if not 48 <= bindings.character(self._page, index) <= 57 or self._frame.turns:
            return False
        left, right, bottom, top = (ctypes.c_double() for _ in range(4))
        bindings.character_bounds(self._page, index, left, right, bottom, top)
        bindings.character_origin(self._page, index, self._x, self._y)
        return bottom.value - self._y.value > 0.25 * size


def _tidy(words: list[Word]) -> list[Word]:
    """Without what is drawn twice to look bold, and with marks beside their letters."""
    kept: list[Word] = []
    drawn: dict[tuple[str, int], list[float]] = {}
    for word in words:
        places = drawn.setdefault((word.text, round(word.base)), [])
        if places and any(abs(left - word.left) < 0.2 * word.size for left in places[-_TWINS:]):
            continue
        places.append(word.left)
        if kept and not word.text.isascii():
            _keep(kept, word)
        else:
            kept.append(word)
    return arabic.mend_signs(kept)


def _keep(kept: list[Word], word: Word) -> None:
    """Add a word; an Arabic vowel sign, turned around with its line, stands before its letter and is put behind it."""
    last = kept[-1]
    if letters.is_mark(last.text[0]) and arabic.is_arabic(last.text) and len(last.text) == 1:
        near = abs(last.base - word.base) < word.size and word.left - 2 <= last.left <= word.right + 2
        # A sign that PDFium gives far from its letter is left out: better none than on a wrong letter.
        kept[-1] = replace(word, text=word.text[0] + last.text + word.text[1:], glued=True) if near else word
    elif letters.is_mark(word.text[0]) and arabic.is_arabic(word.text) and len(word.text) > 1:
        kept.append(replace(word, text=word.text[1] + word.text[0] + word.text[2:], glued=True))
    else:
        kept.append(_glue(last, word))


def _glue(before: Word, word: Word) -> Word:
    """PDFium sees a space beside a vowel or tone sign that is drawn out of its place, where there is none."""
    if word.glued or before.text.isascii() or abs(word.base - before.base) > word.size:
        return word
    beside_mark = letters.is_mark(word.text[0]) or (letters.is_mark(before.text[-1]) and letters.is_thai(word.text[0]))
    return replace(word, glued=True) if beside_mark and word.left - before.right < 0.25 * word.size else word


def _describe(handle: Handle | None) -> Font:
    if handle is None:
        return Font("")
    name = _SUBSET.sub("", bindings.narrow_bytes(bindings.font_name, handle).decode("utf-8", "replace"))
    flags = max(bindings.font_flags(handle), 0)
    return Font(
        name=name,
        bold=bool(_BOLD.search(name)) or bool(flags & _BOLD_FLAG),
        italic=bool(_ITALIC.search(name)) or bool(flags & _ITALIC_FLAG),
    )
