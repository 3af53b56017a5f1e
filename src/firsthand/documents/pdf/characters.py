"""What PDFium says of the characters of a page: words with their place, size and typeface.

One call gives the text of the whole page; only the first and last character of each word are asked where they stand,
since asking for every character would cost more than everything else together.
"""

import ctypes
import math
import re
from collections import deque
from collections.abc import Iterator, Mapping, Sequence
from functools import lru_cache
from sys import intern

from msgspec import Struct
from msgspec.structs import replace

from firsthand.documents.pdf import accents, arabic, bindings, clusters, letters, mixing
from firsthand.documents.pdf.answers import (
    GLUED,
    LAST,
    PART,
    PLAIN,
    SPACED,
    UNMAPPED,
    Box,
    Glyphs,
    Look,
    Part,
    Place,
    Run,
)
from firsthand.documents.pdf.bindings import Handle
from firsthand.documents.pdf.places import Frame
from firsthand.documents.pdf.shaping import read_glyphs
from firsthand.documents.pdf.sheet import ARTIFACT, Font, Word, placed

_SUBSET = re.compile(r"^[A-Z]{6}\+")
_BOLD = re.compile(r"bold|black|heavy|demi\b|semib|extrab|medi$|-bd|[,-]b$|cmbx|-hv\b", re.IGNORECASE)
_ITALIC = re.compile(r"ital|obli|slant|-it\b|[a-z]it$|cmti|cmmi|bdit|-i$", re.IGNORECASE)
_PICTURES = re.compile(r"dings|marlett|icon|awesome|symbol", re.IGNORECASE)
_ITALIC_FLAG, _BOLD_FLAG = 1 << 6, 1 << 18
_TWINS = 8
"""With how many like words on its line a word is compared, to find what is drawn twice."""
_ASCENT, _DESCENT = 0.8, 0.22
_FLAT = 1e-4
_FIRST_MARK = "\u0300"
"""The lowest of the letters that are written upon others."""
_LATE_HYPHEN = re.compile(r"\r\n[\u0002\ufffe]")
"""A hyphen that PDFium gives after the end of its line."""
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


class _Drawer(Struct, frozen=True):
    """A text object: its style, and where its letters stand, if that is on one level."""

    style: _Style
    base: float | None = None
    common: tuple[float, float, float, float, Font, int, bool] | None = None
    """What all its plain words share, if it is upright and on one level.

    Their top, bottom, base, size, typeface, mark, and whether they are hidden.
    """


class Page:
    """An open page of text; gives its words once and is then of no use."""

    def __init__(
        self, page: Handle, text_page: Handle, frame: Frame, marks: Mapping[Handle, int], glyphs: Glyphs
    ) -> None:
        self._sheet = page
        self._page = text_page
        self._glyphs = glyphs
        self._frame = frame
        self._marks = marks
        self._fonts: dict[Handle | None, Font] = {}
        self._styles: dict[tuple[object, ...], _Style] = {}
        self._drawers: dict[Handle, _Drawer] = {0: _Drawer(_Style(Font(""), 10.0, turned=False))}
        self._at: Sequence[int] | None = None
        """PDFium's index of each character of the text, where that is another."""
        self._jumbled = False
        """Whether letters may stand out of order in their words."""
        self.unmapped = 0
        """How many words were left out because nobody can know their letters."""

    def words(self) -> list[Word]:
        """Every readable word, in the order in which the file draws them."""
        text = self._text()
        if arabic.has_vowel_signs(text):
            self._at = self._without_doubles(text)
            self._jumbled = len(self._at) < len(text)
            text = "".join(text[index] for index in self._at)
        elif clusters.is_complex(text):
            text = self._mend_clusters(text)
        else:
            if mended := accents.mend(text, self._glyphs.places):
                text, self._at = mended
            if _LATE_HYPHEN.search(text):
                text = self._bring_hyphens_back(text)
        words = list(placed(self._read(text)))
        return _tidy(arabic.rejoin(words) if self._jumbled else words)

    def _read(self, text: str) -> list[Word]:
        words: list[Word] = []
        parts: list[tuple[Run, Part]] = []
        drawers, edge = self._drawers, self._frame.left
        for run in self._glyphs.runs(text, self._at):
            handle, left, top, right, bottom, start, end, said, number = run
            drawer = drawers.get(handle) or self._meet(handle, start)
            if said & PART:
                parts.append((run, self._glyphs.part(number)))
                if said & LAST:
                    words.extend(self._join(text, parts))
                    parts = []
            elif drawer.common is not None and said & PLAIN:
                # Nearly every word comes this way, so it is the shortest; and most words come back.
                above, below, base, size, font, mark, hidden = drawer.common
                words.append(
                    Word(
                        intern(text[start:end]), left - edge, above, right - edge, below, base, size, font,
                        spaced=said & SPACED != 0, doubtful=said & UNMAPPED != 0, mark=mark, hidden=hidden,
                    )
                )  # fmt: skip
            elif word := self._word(text, start, end, drawer, (left, top, right, bottom), said):
                words.append(word)
        return words

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
        indexes = [index for index, letter in enumerate(text) if arabic.is_arabic(letter)]
        for index, place in zip(indexes, self._glyphs.places(indexes), strict=True):
            size = self._style(place.object, index).size
            signs.append(arabic.Sign(index, text[index], place.x, place.y, place.object or None, size))
        doubles = arabic.find_doubles(signs)
        return [index for index in range(len(text)) if index not in doubles]

    def _bring_hyphens_back(self, text: str) -> str:
        """The characters of a page, with hyphens that are drawn by themselves on the lines that they end."""
        at, order = self._indexes(0, len(text)), list(range(len(text)))
        for found in _LATE_HYPHEN.finditer(text, 1):
            start = found.start()
            last, hyphen = self._glyphs.places([at[start - 1], at[start + 2]])
            if abs(last.y - hyphen.y) < 0.1 and hyphen.x > last.x:
                order[start : start + 3] = start + 2, start, start + 1
        self._at = [at[index] for index in order]
        return "".join(text[index] for index in order)

    def _mend_clusters(self, text: str) -> str:
        """The characters of a page in a script of clusters, as they are read."""
        places = self._glyphs.places(range(len(text)))
        # The looks of all objects come with the runs, far quicker than one by one.
        deque(self._glyphs.runs(text, None), maxlen=0)
        found = read_glyphs(self._sheet, text, places, lambda handle, index: self._style(handle, index).size)
        mended = clusters.mend(found)
        self._at = [index for _, index in mended]
        return "".join(letter for letter, _ in mended)

    def _join(self, text: str, parts: Sequence[tuple[Run, Part]]) -> Iterator[Word]:
        """The words into which the parts of one fall, each of one style: nearly always one."""
        begin, ends = parts[0]
        style, last = self._drawers[begin[0]].style, parts[0]
        for run, following in parts[1:]:
            drawn = self._drawers[run[0]].style
            if drawn != style or _stands_apart(last[1], following, text[run[5]]):
                yield from self._unite(text, begin, ends, last)
                begin, ends, style = run, following, drawn
            last = run, following
        yield from self._unite(text, begin, ends, last)

    def _unite(self, text: str, begin: Run, ends: Part, last: tuple[Run, Part]) -> Iterator[Word]:
        (run, final), first = last, ends.first
        left, right = min(first[0], final.last[0]), max(first[2], final.last[2])
        top, bottom = max(first[1], final.last[1]), min(first[3], final.last[3])
        said = begin[7] & (GLUED | UNMAPPED) | run[7] & SPACED
        word = self._word(text, begin[5], run[6], self._drawers[begin[0]], (left, top, right, bottom), said)
        if word is not None:
            yield word

    def _word(self, text: str, start: int, end: int, drawer: _Drawer, box: Box, said: int) -> Word | None:
        style, shown, broken = drawer.style, text[start:end], None
        if not letters.is_plain(shown) or style.font.name == "Symbol":
            # Where scripts of both directions meet, the outermost characters aren't the first and last.
            surrounds = self._jumbled or letters.runs_both_ways(shown)
            places = self._glyphs.places(self._indexes(start, end)) if surrounds or arabic.is_arabic(shown) else []
            if surrounds:
                box = _surround(places)
            shown = self._clean(shown, places, style)
            if not shown:
                return None
            if shown[-1] == letters.HYPHEN_AT_BREAK:
                broken = self._is_softly_broken(end - 1)
        left, top, right, bottom, base = self._place(box, drawer, start)
        return Word(
            text=shown, left=left, top=top, right=right, bottom=bottom, base=base, size=style.size, font=style.font,
            glued=said & GLUED != 0, spaced=said & SPACED != 0, turned=style.turned, doubtful=said & UNMAPPED != 0,
            softly_broken=broken, mark=style.mark, hidden=style.hidden,
        )  # fmt: skip

    def _clean(self, text: str, places: Sequence[Place], style: _Style) -> str:
        """A word as it is read; empty where there is nothing to read, or nobody can know its letters."""
        if style.font.name == "Symbol":
            text = letters.from_symbol(text)
        if arabic.is_arabic(text):
            text = arabic.put_in_order(text, [place.x for place in places])
        shown = letters.clean(text)
        if shown == letters.HYPHEN_AT_BREAK:
            return ""
        if letters.is_unknown(shown):
            self.unmapped += not _PICTURES.search(style.font.name)
            return ""
        return shown

    def _is_softly_broken(self, last: int) -> bool | None:
        """What the file says of a word's last hyphen, if anything; PDFium leaves soft ones out of what it says."""
        (index,) = self._indexes(last, last + 1)
        handle = bindings.text_object(self._page, index)
        said = None if handle is None else bindings.replacement_of(handle)
        return None if said is None else said in ("", "\u00ad")

    def _indexes(self, start: int, end: int) -> Sequence[int]:
        return range(start, end) if self._at is None else self._at[start:end]

    def _place(self, box: Box, drawer: _Drawer, start: int) -> tuple[float, float, float, float, float]:
        left, top, right, bottom = box
        frame, style, base = self._frame, drawer.style, drawer.base
        if style.turned:
            left, top, right, bottom = frame.place_box(left, bottom, right, top)
            return left, top, right, bottom, bottom
        if base is None:
            (place,) = self._glyphs.places(self._indexes(start, start + 1))
            base = frame.place(place.x, place.y)[1] - style.lift
        if frame.turns:
            left, _, right, _ = frame.place_box(left, bottom, right, top)
        else:
            left, right = left - frame.left, right - frame.left
        return left, base - _ASCENT * style.size, right, base + _DESCENT * style.size, base

    def _style(self, handle: Handle, index: int) -> _Style:
        """That of the text object which draws the character that PDFium knows by the index."""
        return (self._drawers.get(handle) or self._look(handle, index)).style

    def _meet(self, handle: Handle, start: int) -> _Drawer:
        return self._look(handle, self._indexes(start, start + 1)[0])

    def _look(self, handle: Handle, index: int) -> _Drawer:
        look = self._glyphs.look(handle, index)
        # All but where it stands, and what the page says of a form.
        alike = (*look[:10], self._marks.get(handle))
        style = self._styles.get(alike)
        if style is None:
            style = self._styles[alike] = self._describe_style(look, self._mark(handle, look))
        base, common = None, None
        if style.level and not style.turned:
            base = self._frame.place(look.x, look.y)[1] - style.lift
            if not self._frame.turns and style.font.name != "Symbol":
                size = style.size
                common = base - _ASCENT * size, base + _DESCENT * size, base, size, style.font, style.mark, style.hidden
        drawer = self._drawers[handle] = _Drawer(style, base, common)
        return drawer

    def _describe_style(self, look: Look, mark: int) -> _Style:
        along, across = self._frame.turn(look.a, look.b)
        scale = math.hypot(look.c, look.d) or 1.0
        turned = abs(across) > 0.05 * abs(along) or along < 0
        font = self._fonts.get(look.font)
        if font is None:
            font = self._fonts[look.font] = _describe(look.font)
        points = round(min(abs(look.size) * scale, 2000.0), 2) or 1.0
        # A stretch of text that begins with a figure which hovers over its line.
        lifted = not turned and not self._frame.turns and look.rise > 0.25 * points
        return _Style(
            font=font,
            size=round(_SUPERIOR * points, 2) if lifted else points,
            turned=turned,
            lift=points / 3 if lifted else 0.0,
            level=lifted or abs(across) < _FLAT * abs(along),
            mark=mark,
            hidden=look.mode == bindings.INVISIBLE,
        )

    def _mark(self, handle: Handle, look: Look) -> int:
        mark = self._marks.get(handle)
        if mark is None:
            mark = max(look.mark, -1)
        if mark >= 0:
            return mark
        return ARTIFACT if look.artifact or (look.mark >= 0 and bindings.is_artifact(handle)) else -1


def _surround(places: Sequence[Place]) -> Box:
    _, lefts, tops, rights, bottoms, *_ = zip(*places, strict=True)
    return min(lefts), max(tops), max(rights), min(bottoms)


def _stands_apart(before: Part, part: Part, letter: str) -> bool:
    """Whether a part doesn't stand after the one before it: on another line, raised, lowered, or upon it."""
    if abs(part.y - before.end_y) > 0.5 and abs(part.x - before.end_x) > 0.01:
        return True
    return part.x <= before.end_x + 0.01 and not letters.is_mark(letter) and not letters.runs_leftwards(letter)


def _tidy(words: list[Word]) -> list[Word]:
    """Without what is drawn twice to look bold, and with marks beside their letters."""
    kept: list[Word] = []
    levels: dict[int, dict[str, tuple[float, ...]]] = {}
    level: float | None = None
    drawn: dict[str, tuple[float, ...]] = {}
    for word in words:
        if word.base != level:
            level = word.base
            drawn = levels.setdefault(round(level), {})
        text = word.text
        places = drawn.get(text)
        if places is None:
            drawn[text] = (word.left,)
        elif any(abs(left - word.left) < 0.2 * word.size for left in places):
            continue
        else:
            drawn[text] = (*places[1 - _TWINS :], word.left)
        if not text.isascii() and kept and (text[0] >= _FIRST_MARK or kept[-1].text[-1] >= _FIRST_MARK):
            _keep(kept, word)
        else:
            kept.append(word)
    return mixing.close_gaps(arabic.mend_signs(kept))


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
    if not handle:
        return Font("")
    name = bindings.narrow_bytes(bindings.font_name, handle).decode("utf-8", "replace")
    return _make_font(name, max(bindings.font_flags(handle), 0))


@lru_cache(maxsize=1_000)
def _make_font(name: str, flags: int) -> Font:
    """The same object for the same typeface, so that styles are compared quickly."""
    name = _SUBSET.sub("", name)
    return Font(
        name=name,
        bold=bool(_BOLD.search(name)) or bool(flags & _BOLD_FLAG),
        italic=bool(_ITALIC.search(name)) or bool(flags & _ITALIC_FLAG),
    )
