"""How the blocks of a cell, a note or a caption become one sequence of runs, where the model has no blocks."""

from firsthand.documents.model import Block, Code, Figure, Footnote, ListItem, Locator, Run, Runs, Table
from firsthand.documents.runs import stack, tidy
from firsthand.documents.tree import Sink


class Gathering:
    """Takes the blocks of a cell, a note or a caption and keeps their text as paragraphs."""

    def __init__(self, outer: Sink) -> None:
        self._outer = outer
        self._paragraphs: list[Runs] = []

    def heading(  # a cell has no sections
        self,
        level: int,  # noqa: ARG002
        runs: Runs,
        *,
        anchor: str | None = None,
        language: str | None = None,  # noqa: ARG002
        locator: Locator | None = None,  # noqa: ARG002
    ) -> None:
        if anchor:
            self._outer.mark(anchor)
        self._paragraphs.append(runs)

    def add(self, block: Block) -> None:
        if isinstance(block, Figure) and block.image:
            self._outer.add(block)
        else:
            self._paragraphs.extend(_paragraphs(block))

    def note(self, note: Footnote) -> None:
        self._outer.note(note)

    def mark(self, name: str) -> None:
        self._outer.mark(name)

    def caption(self, runs: Runs, language: str | None) -> None:  # noqa: ARG002 - nor blocks with languages
        self._paragraphs.append(runs)

    @property
    def last(self) -> Block | None:
        return None

    def amend(self, block: Block) -> None:
        raise NotImplementedError("a gathering has no last block")

    def runs(self) -> Runs:
        """All that was gathered, its paragraphs parted by a newline."""
        return stack(self._paragraphs)


def _paragraphs(block: Block) -> list[Runs]:
    match block:
        case ListItem(runs=runs, marker=marker) if marker:
            return [tidy((Run(marker + " "), *runs))]
        case Table(rows=rows, caption=caption):
            return [caption, *(cell.runs for row in rows for cell in row.cells)]
        case Figure(alternative=alternative, text=text, caption=caption):
            return [caption or tidy([Run(alternative)]), tidy([Run(text)])]
        case Code(text=text):
            return [tidy([Run(text)])]
        case _:
            return [block.runs]
