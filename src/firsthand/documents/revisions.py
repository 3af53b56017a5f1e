"""Tracked changes and comments of a word processor's file, kept with the place at which they stand.

While a file is read, an empty run marks each place; when its sections are made, `Revisions.settle` takes the marks out
and says in which block, and after how many characters, each of them stood.
"""

import re
from collections.abc import Iterable, Mapping, Sequence
from typing import Literal

from msgspec import Struct
from msgspec.structs import replace

from firsthand.documents.blocks import text_of
from firsthand.documents.model import Block, Change, Code, Comment, Figure, Run, Runs, Section, Table, plain
from firsthand.documents.runs import merged
from firsthand.documents.text import clean

_SIGN = "revision:"
_MOST = 20_000
_LONGEST = 100_000
_DATE = re.compile(r"(\d{4}-\d\d-\d\d)(T\d\d:\d\d(?::\d\d)?)?(?:\.\d+)?(Z|[+-]\d\d:\d\d)?")


class _Kept(Struct):
    """A change or a comment while its place isn't known."""

    kind: Literal["insertion", "deletion", "comment"]
    author: str | None = None
    date: str | None = None
    text: str | None = None
    """None for an insertion whose text is what stands between its marks."""
    moved: bool = False
    identity: str = ""
    """Of a comment, as the file names it."""
    parent: str = ""
    """Of the comment that it answers."""


class Place(Struct, frozen=True):
    block: int
    offset: int


class Revisions:
    """The changes and comments of one file, in the order in which they are met."""

    def __init__(self) -> None:
        self.loose: list[Run] = []
        """Marks that stand in no text; the next text takes them."""
        self._kept: list[_Kept] = []

    def insertion(self, author: str | None, date: str | None, text: str | None, *, moved: bool = False) -> Run:
        """The mark of text that was put in."""
        return self._keep(_Kept("insertion", _name(author), _moment(date), text, moved))

    def deletion(self, author: str | None, date: str | None, text: str, *, moved: bool = False) -> Run:
        """The mark of the place from which text was taken."""
        return self._keep(_Kept("deletion", _name(author), _moment(date), text, moved))

    def comment(self, author: str | None, date: str | None, text: str, *, identity: str = "", parent: str = "") -> Run:
        """The mark of the place at which a comment begins."""
        return self._keep(_Kept("comment", _name(author), _moment(date), text, False, identity, parent))

    def _keep(self, kept: _Kept) -> Run:
        if len(self._kept) >= _MOST:
            return Run("", note=_SIGN)
        if kept.text is not None:
            kept.text = clean(kept.text)[:_LONGEST]
        self._kept.append(kept)
        return Run("", note=f"{_SIGN}{len(self._kept) - 1}")

    def settle(
        self, sections: Sequence[Section]
    ) -> tuple[tuple[Section, ...], tuple[Change, ...], tuple[Comment, ...]]:
        """The sections without marks, and what stood at each mark."""
        if not self._kept:
            return tuple(sections), (), ()
        survey = _Survey()
        clean_sections = tuple(survey.section(section) for section in sections)
        changes = [
            self._change(number, kept, survey) for number, kept in enumerate(self._kept) if kept.kind != "comment"
        ]
        return clean_sections, tuple(changes), tuple(self._comments(survey))

    def _change(self, number: int, kept: _Kept, survey: "_Survey") -> Change:
        place = survey.place(number)
        end = survey.ends.get(number)
        text = kept.text if kept.text is not None else survey.between(place, end or place)
        kind: Literal["insertion", "deletion"] = "deletion" if kept.kind == "deletion" else "insertion"
        return Change(kind, text[:_LONGEST], place.block, place.offset, kept.author, kept.date, kept.moved)

    def _comments(self, survey: "_Survey") -> Iterable[Comment]:
        found = [(number, kept) for number, kept in enumerate(self._kept) if kept.kind == "comment"]
        numbers = {kept.identity: at for at, (_, kept) in enumerate(found) if kept.identity}
        for at, (number, kept) in enumerate(found):
            place = survey.place(number)
            end = survey.ends.get(number, place)
            last = len(survey.texts[place.block]) if end.block > place.block else end.offset
            answers = numbers.get(kept.parent)
            yield Comment(
                kept.text or "", place.block, place.offset, max(last - place.offset, 0), kept.author, kept.date,
                answers if answers != at else None,
            )  # fmt: skip


def end_of(mark: Run) -> Run:
    """The mark of the end of what another mark begins."""
    return replace(mark, note=f"{mark.note}:end")


def is_mark(run: Run) -> bool:
    return run.note is not None and run.note.startswith(_SIGN)


def says_nothing(runs: Iterable[Run]) -> bool:
    """Whether there is nothing but marks and white space."""
    return all(is_mark(run) or (run.note is None and not run.text.strip()) for run in runs)


class _Survey:
    """Takes the marks out of sections and notes where they stood."""

    def __init__(self) -> None:
        self.texts: list[str] = []
        self.ends: dict[int, Place] = {}
        self._starts: dict[int, Place] = {}

    def place(self, number: int) -> Place:
        """Where something begins; what was lost with its block stands at the end of the text."""
        return self._starts.get(number, Place(max(len(self.texts) - 1, 0), len(self.texts[-1]) if self.texts else 0))

    def between(self, start: Place, end: Place) -> str:
        if end.block == start.block:
            return self.texts[start.block][start.offset : end.offset] if self.texts else ""
        inner = self.texts[start.block + 1 : end.block]
        return "\n".join([self.texts[start.block][start.offset :], *inner, self.texts[end.block][: end.offset]])

    def section(self, section: Section) -> Section:
        heading = section.heading
        if heading:
            heading, marks = _take(heading)
            self._note(marks, 0)
            self.texts.append(plain(heading))
        blocks = tuple(self._block(block) for block in section.blocks)
        return replace(
            section, heading=heading, blocks=blocks, sections=tuple(self.section(child) for child in section.sections)
        )

    def _block(self, block: Block) -> Block:
        bare, marks = _bare(block)
        for before, found in marks:
            self._note(found, before)
        self.texts.append(text_of(bare))
        return bare

    def _note(self, marks: Mapping[str, int], before: int) -> None:
        block = len(self.texts)
        for name, offset in marks.items():
            number, _, end = name.removeprefix(_SIGN).partition(":")
            if number.isdecimal():
                places = self.ends if end else self._starts
                places.setdefault(int(number), Place(block, before + offset))


_Marks = list[tuple[int, dict[str, int]]]
"""For each stretch of text of a block: how many characters stand before it, and the marks in it."""


def _bare(block: Block) -> tuple[Block, _Marks]:
    match block:
        case Table():
            return _bare_table(block)
        case Figure():
            caption, marks = _take(block.caption)
            before = len(text_of(replace(block, caption=())))
            return replace(block, caption=caption), [(before + (before > 0), marks)]
        case Code():
            return block, []
        case _:
            runs, marks = _take(block.runs)
            return (replace(block, runs=runs) if marks else block), [(0, marks)]


def _bare_table(table: Table) -> tuple[Table, _Marks]:
    before = 0
    found: _Marks = []

    def bare(runs: Runs) -> Runs:
        nonlocal before
        kept, marks = _take(runs)
        found.append((before, marks))
        length = len(plain(kept))
        before += length + (length > 0)
        return kept

    rows = tuple(
        replace(row, cells=tuple(replace(cell, runs=bare(cell.runs)) for cell in row.cells)) for row in table.rows
    )
    return replace(table, rows=rows, caption=bare(table.caption)), found


def _take(runs: Runs) -> tuple[Runs, dict[str, int]]:
    """Runs without marks, and after how many characters of their plain text each stood."""
    if not any(is_mark(run) for run in runs):
        return runs, {}
    kept: list[Run] = []
    marks: dict[str, int] = {}
    length = 0
    ends_white, follows_mark = True, False
    for run in runs:
        if is_mark(run):
            marks.setdefault(run.note or "", length)
            follows_mark = True
            continue
        text = run.text[1:] if follows_mark and ends_white and run.text.startswith(" ") else run.text
        follows_mark = False
        if not text and run.note is None:
            continue
        kept.append(run if text == run.text else replace(run, text=text))
        ends_white = text[-1:].isspace()
        length += 0 if run.note is not None else len(text)
    if follows_mark and kept and kept[-1].note is None:
        kept[-1] = replace(kept[-1], text=kept[-1].text.rstrip(" "))
    clean_runs = merged(run for run in kept if run.text or run.note is not None)
    last = len(plain(clean_runs))
    return clean_runs, {name: min(offset, last) for name, offset in marks.items()}


def _name(author: str | None) -> str | None:
    return clean(author).strip()[:500] or None if author else None


def _moment(date: str | None) -> str | None:
    found = _DATE.fullmatch(date.strip()) if date and len(date) < 60 else None
    return "".join(part or "" for part in found.groups()) if found else None
