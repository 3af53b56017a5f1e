"""How a flat sequence of headings and blocks becomes a tree of sections, with links inside it that arrive.

Readers tell an Outline what they meet, in reading order. Knows nothing of any file format.
"""

import re
from collections.abc import Callable, Iterator
from itertools import pairwise
from typing import Protocol

from msgspec import Struct, field
from msgspec.structs import replace

from firsthand.documents.model import (
    Block,
    Code,
    Figure,
    Footnote,
    Locator,
    Paragraph,
    Remark,
    Run,
    Runs,
    Section,
    Table,
    plain,
)
from firsthand.documents.runs import merged

_LONGEST_LINE = 100
DEEPEST = 9
"""Headings below this level are held to it, so that no file can make a tree that is too deep to walk."""


_TABLE = re.compile(r"(table|tableau|tabla|tabela|tabella|tabelle|таблица|جدول)\b", re.IGNORECASE)
_FIGURE = re.compile(r"(figure|fig|figura|abbildung|abb|рисунок|рис|image|imagen|photo|foto|фото|شكل)\b", re.IGNORECASE)


GUESSED = (
    Remark(
        "guessed-headings",
        "No line is set as a heading; short bold lines are taken for headings. Use heading styles to be sure.",
    ),
)


class Sink(Protocol):
    """What takes the blocks that a reader finds: an Outline, or a Gathering for a cell or a note."""

    def heading(
        self, level: int, runs: Runs, *, anchor: str | None = None, language: str | None = None,
        locator: Locator | None = None,
    ) -> None: ...  # fmt: skip

    def add(self, block: Block) -> None: ...

    def note(self, note: Footnote) -> None: ...

    def mark(self, name: str) -> None: ...

    def caption(self, runs: Runs, language: str | None) -> None: ...

    @property
    def last(self) -> Block | None: ...

    def amend(self, block: Block) -> None: ...


class _Open(Struct):
    """A section while it grows."""

    level: int = 0
    heading: Runs = ()
    anchor: str | None = None
    language: str | None = None
    locator: Locator | None = None
    blocks: list[Block] = field(default_factory=list)
    notes: list[Block] = field(default_factory=list)
    children: list["_Open"] = field(default_factory=list)


class Outline:
    """Collects headings, blocks, notes and link targets, and gives the tree of sections."""

    def __init__(self) -> None:
        self._sections = [_Open()]
        self._targets: dict[str, _Open] = {}
        self._waiting: list[str] = []
        self._caption: tuple[Runs, str | None] | None = None

    def heading(
        self,
        level: int,
        runs: Runs,
        *,
        anchor: str | None = None,
        language: str | None = None,
        locator: Locator | None = None,
    ) -> None:
        """Begin a section; `level` is 1 for the outermost. A heading without text is none."""
        if not plain(runs):
            return
        self._stand_alone()
        section = _Open(min(max(level, 1), DEEPEST), runs, None, language, locator)
        self._sections.append(section)
        if anchor:
            self._waiting.insert(0, anchor)
        self._arrive()

    def add(self, block: Block) -> None:
        """Put a block into the open section."""
        if self._caption and isinstance(block, Table | Figure) and _belongs(self._caption[0], block):
            block = replace(block, caption=self._caption[0])
            self._caption = None
        self._stand_alone()
        self._arrive()
        self._sections[-1].blocks.append(block)

    def caption(self, runs: Runs, language: str | None) -> None:
        """A caption: of the figure just before it, or of the table or figure that comes next, or a paragraph."""
        last = self.last
        if isinstance(last, Figure) and not self._caption and _belongs(runs, last):
            self.amend(replace(last, caption=runs))
            return
        self._stand_alone()
        self._arrive()
        self._caption = (runs, language)

    def note(self, note: Footnote) -> None:
        """Put a note at the end of the open section, in which its mark stands."""
        self._sections[-1].notes.append(note)

    def mark(self, name: str) -> None:
        """A link may lead here: to the section of the next heading or block."""
        self._waiting.append(name)

    @property
    def last(self) -> Block | None:
        """The block added last, if no heading came after it."""
        blocks = self._sections[-1].blocks
        return blocks[-1] if blocks else None

    def amend(self, block: Block) -> None:
        """Put this block in the place of the last one."""
        self._sections[-1].blocks[-1] = block

    def levels(self) -> set[int]:
        """The levels of the headings so far."""
        return {section.level for section in self._sections[1:]}

    def guess_headings(self) -> bool:
        """Where nothing was set as a heading, take for headings the short bold lines that stand before plain text.

        Returns whether any was found. Two are needed: one bold line alone may mean anything.
        """
        self._stand_alone()
        (only, *others) = self._sections
        found = (
            [] if others else [place for place, _ in enumerate(only.blocks) if _looks_like_heading(only.blocks, place)]
        )
        if len(found) < 2:
            return False
        notes = {note.id: note for note in only.notes if isinstance(note, Footnote)}
        bounds = [*found, len(only.blocks)]
        parts = [_Open(blocks=only.blocks[: found[0]])]
        for start, end in pairwise(bounds):
            title = only.blocks[start]
            runs = title.runs if isinstance(title, Paragraph) else ()
            parts.append(
                _Open(1, tuple(replace(run, strong=False) for run in runs), blocks=only.blocks[start + 1 : end])
            )
        for part in parts:
            marks = [run.note for run in (*part.heading, *_all_runs(part.blocks)) if run.note]
            part.notes = [notes.pop(mark) for mark in marks if mark in notes]
        parts[-1].notes.extend(notes.values())
        self._targets = dict.fromkeys(self._targets, parts[0])
        self._sections = parts
        return True

    def first_heading(self) -> Runs | None:
        """The heading with which the document begins, if it begins with one."""
        return self._sections[1].heading if len(self._sections) > 1 and not self._sections[0].blocks else None

    def sections(self) -> tuple[Section, ...]:
        """The tree. Links to places that do not exist become plain text."""
        self._stand_alone()
        self._arrive()
        names = {name: _anchored(section, name) for name, section in self._targets.items()}
        highest = min((section.level for section in self._sections[1:]), default=1) - 1
        roots = _Open(-1)
        trail = [roots]
        for section in self._sections:
            if section.level:
                section.level -= highest
            elif not section.blocks and not section.notes:
                continue
            while trail[-1].level >= section.level or (section.level and trail[-1].level == 0):
                trail.pop()
            trail[-1].children.append(section)
            trail.append(section)
        return tuple(_closed(section, _linker(names)) for section in roots.children)

    def _stand_alone(self) -> None:
        """A caption that nothing came after belongs to the table before it, or is a paragraph."""
        if self._caption is None:
            return
        runs, language = self._caption
        self._caption = None
        last = self.last
        if isinstance(last, Table) and _belongs(runs, last):
            self.amend(replace(last, caption=runs))
        else:
            self._sections[-1].blocks.append(Paragraph(runs, language))

    def _arrive(self) -> None:
        for name in self._waiting:
            self._targets.setdefault(name, self._sections[-1])
        self._waiting.clear()


def _belongs(caption: Runs, block: Table | Figure) -> bool:
    """Whether a caption can be that of a table or figure that has none yet."""
    other = _FIGURE if isinstance(block, Table) else _TABLE
    return not block.caption and not other.match(plain(caption))


def _looks_like_heading(blocks: list[Block], place: int) -> bool:
    """Whether a paragraph is one short line, bold throughout, that ends like a title, with plain text under it."""
    block = blocks[place]
    after = blocks[place + 1] if place + 1 < len(blocks) else None
    if not isinstance(block, Paragraph) or after is None or _is_bold(after):
        return False
    text = plain(block.runs)
    return _is_bold(block) and 2 < len(text) <= _LONGEST_LINE and text[-1] not in ".,;:"


def _is_bold(block: Block) -> bool:
    runs = block.runs if isinstance(block, Paragraph) else ()
    return bool(runs) and all(run.strong or run.note for run in runs)


def _all_runs(blocks: list[Block]) -> Iterator[Run]:
    for block in blocks:
        if isinstance(block, Table):
            yield from (run for row in block.rows for cell in row.cells for run in cell.runs)
            yield from block.caption
        elif isinstance(block, Figure):
            yield from block.caption
        elif not isinstance(block, Code):
            yield from block.runs


def _anchored(section: _Open, name: str) -> str:
    if section.anchor is None:
        section.anchor = re.sub(r"\s+", "-", name)[:200]
    return section.anchor


def _linker(names: dict[str, str]) -> Callable[[Runs], Runs]:
    def link(runs: Runs) -> Runs:
        if not any(run.href and run.href.startswith("#") for run in runs):
            return runs
        return merged(_linked(run, names) for run in runs)

    return link


def _linked(run: Run, names: dict[str, str]) -> Run:
    if run.href is None or not run.href.startswith("#"):
        return run
    target = names.get(run.href[1:])
    return replace(run, href=f"#{target}" if target else None)


def _closed(section: _Open, link: Callable[[Runs], Runs]) -> Section:
    return Section(
        heading=link(section.heading),
        level=section.level,
        anchor=section.anchor,
        blocks=tuple(_relinked(block, link) for block in (*section.blocks, *section.notes)),
        sections=tuple(_closed(child, link) for child in section.children),
        language=section.language,
        locator=section.locator,
    )


def _relinked(block: Block, link: Callable[[Runs], Runs]) -> Block:
    if isinstance(block, Table):
        rows = tuple(
            replace(row, cells=tuple(replace(cell, runs=link(cell.runs)) for cell in row.cells)) for row in block.rows
        )
        return replace(block, rows=rows, caption=link(block.caption))
    if isinstance(block, Figure):
        return replace(block, caption=link(block.caption))
    if isinstance(block, Code) or (linked := link(block.runs)) is block.runs:
        return block
    return replace(block, runs=linked)
