"""Footnotes: the small type at the foot of a column that begins with a mark, and the raised marks that lead to it."""

import re
from collections.abc import Iterable, Sequence

from msgspec import Struct
from msgspec.structs import replace

from firsthand.documents.model import Run, Runs
from firsthand.documents.pdf.columns import Column
from firsthand.documents.pdf.joints import is_raised
from firsthand.documents.pdf.lines import Line, make_line
from firsthand.documents.pdf.sheet import Rule

_SMALLER = 0.94
_SHORT_RULE = 250
_MARK = re.compile(r"\d{1,3}|[*∗]{1,4}|[†‡§¶#]{1,3}|[a-z]")
_SURE_MARK = re.compile(r"\d{1,3}|[*∗]{1,4}|[†‡§¶]{1,3}")
_SEPARATOR = re.compile(r"[_\u2500\u2014\u2013-]{5,}")
"""A row of signs that parts notes from text, as typewriters did it."""
_RAISED_DIGITS = str.maketrans("⁰¹²³⁴⁵⁶⁷⁸⁹", "0123456789")
_MARKS_IN_TEXT = re.compile(r"\d{1,3}|[*∗]{1,4}|[†‡§¶#]{1,3}|[a-z]")
_UNIT = re.compile(r"(?<![^\W_])[^\W\d_]{1,2}$")
"""What stands before a raised figure that is a power: "km", "x"."""
_STARS_AT_END = re.compile(r"(?<=[^\s*∗])([*∗]{1,4}|[†‡]{1,2})$")


class Note(Struct, frozen=True):
    """A footnote, or the rest of the one before it where it has no mark."""

    mark: str
    lines: tuple[Line, ...]
    page: int


class Ground(Struct, frozen=True):
    """What tells the notes of a page from its text."""

    page: int
    height: float
    body: float
    """The size of the running text of the document."""
    rules: tuple[Rule, ...] = ()
    marks: frozenset[str] = frozenset()
    """The raised marks in the text of the page."""
    goes_on: bool = False
    """There are notes on the page before, of which the last may go on here."""


def find_marks(columns: Iterable[Column]) -> frozenset[str]:
    """All that is raised and could be the mark of a note."""
    return frozenset(
        mark
        for column in columns
        for line in column.lines
        for word in line.words[1:]
        if is_raised(word, line)
        for mark in _MARKS_IN_TEXT.findall(word.text)
    )


def split_notes(column: Column, ground: Ground) -> tuple[Column | None, list[Note]]:
    """A column without the notes at its foot, and the notes."""
    signs = [line for line in column.lines if _SEPARATOR.fullmatch(line.text)]
    lines = tuple(line for line in column.lines if line not in signs) if signs else column.lines
    drawn = [Rule(line.left, line.base, line.right, line.base) for line in signs]
    found = _find_notes(lines, replace(ground, rules=(*ground.rules, *drawn)))
    if found is None:
        return Column(lines) if lines else None, []
    start, end = found
    rest = (*lines[:start], *lines[end:])
    return Column(rest) if rest else None, _cut(lines[start:end], ground.page)


def _find_notes(lines: Sequence[Line], ground: Ground) -> tuple[int, int] | None:
    """The first of the lines of the notes, and the first after them: small type below a rule, or with a raised mark."""
    start = 0
    while start < len(lines):
        end = start
        while end < len(lines) and _may_be_note(lines[end], ground):
            end += 1
        for at in range(start, end):
            rule = _rule_above(lines, at, ground.rules)
            if rule and _begins_below(rule, lines[at], ground):
                return at, _end_of_notes(lines, at, end)
            if end == len(lines) and _opens_notes(lines[at], ground):
                return at, end
        start = end + 1
    return None


def _end_of_notes(lines: Sequence[Line], start: int, end: int) -> int:
    """Notes end where a wide gap parts them from what stands below, such as a job number."""
    for at in range(start + 1, end):
        if lines[at].base - lines[at - 1].base > 3 * lines[at].size and read_mark(lines[at]) is None:
            return at
    return end


def _may_be_note(line: Line, ground: Ground) -> bool:
    return line.size <= _SMALLER * ground.body and line.top > 0.3 * ground.height


def _begins_below(rule: Rule, line: Line, ground: Ground) -> bool:
    """Whether notes begin below a rule: with a mark, or with the rest of a note that the page before began."""
    if _opens_notes(line, ground) or (ground.goes_on and line.text[0].islower()):
        return True
    return read_mark(line) is not None and rule.right - rule.left < _SHORT_RULE and _is_below_rules(line, ground)


def _opens_notes(line: Line, ground: Ground) -> bool:
    """Whether a line begins with a mark that is surely one: raised, a sign, or raised in the text of the page."""
    found = read_mark(line)
    if found is None or not _SURE_MARK.fullmatch(found[0]):
        return False
    raised_or_sign = found[1] or not found[0].isdecimal()
    return raised_or_sign or (found[0] in ground.marks and _is_below_rules(line, ground))


def _is_below_rules(line: Line, ground: Ground) -> bool:
    """Whether no line is drawn below, as there is below the numbers in a table."""
    return not any(rule.lies and rule.top > line.bottom and rule.left < line.right for rule in ground.rules)


def _rule_above(lines: Sequence[Line], at: int, rules: Sequence[Rule]) -> Rule | None:
    """The line that parts notes from text, where it stands right above."""
    line = lines[at]
    ceiling = lines[at - 1].base if at else line.top - 2.5 * line.size
    for rule in rules:
        near = ceiling - 1 <= rule.top <= line.top + 0.4 * line.size and line.top - rule.bottom < 2.5 * line.size
        if rule.lies and near and abs(rule.left - line.left) < 4 * line.size and rule.right - rule.left > 20:
            return rule
    return None


def read_mark(line: Line) -> tuple[str, bool] | None:
    """The mark that is the first word of a line, and whether it is raised."""
    first = line.words[0]
    text = first.text.translate(_RAISED_DIGITS)
    raised = text != first.text or is_raised(first, line)
    if _MARK.fullmatch(text.rstrip(".)")) and len(line.words) > 1:
        return text.rstrip(".)"), raised
    return None


def _cut(lines: Sequence[Line], page: int) -> list[Note]:
    notes: list[Note] = []
    for line in lines:
        mark = _accept(read_mark(line), notes)
        if mark is not None:
            notes.append(Note(mark, (line,), page))
        elif notes:
            last = notes[-1]
            notes[-1] = Note(last.mark, (*last.lines, line), page)
        else:
            notes.append(Note("", (line,), page))
    return notes


def _accept(found: tuple[str, bool] | None, notes: list[Note]) -> str | None:
    """The mark, unless it is only a number with which a further line of a note happens to begin."""
    if found is None:
        return None
    mark, raised = found
    if raised:
        return mark
    marked = [note for note in notes if note.mark]
    if not marked:
        return mark if _SURE_MARK.fullmatch(mark) else None
    last = marked[-1].mark
    if mark.isdecimal() and last.isdecimal():
        return mark if 0 < int(mark) - int(last) <= 2 else None
    return mark if not mark.isalnum() and not last.isalnum() else None


def tie_marks(runs: Runs, ids: dict[str, str], placed: dict[str, str]) -> tuple[Runs, tuple[str, ...]]:
    """The runs with the marks of notes made known, and the ids of these notes in order.

    `ids` gives the id of each mark that is awaited; `placed` those of notes to which the page has already referred.
    """
    if not ids and not placed:
        return runs, ()
    tied: list[Run] = []
    used: list[str] = []
    for run in runs:
        known = ids if tied and _UNIT.search(tied[-1].text) else placed | ids
        parts = _split_marks(run, known)
        tied.extend(parts)
        used.extend(part.note for part in parts if part.note)
    return tuple(tied), tuple(used)


def _split_marks(run: Run, ids: dict[str, str]) -> list[Run]:
    text = run.text.translate(_RAISED_DIGITS)
    if run.superscript:
        marks = _MARKS_IN_TEXT.findall(text)
        if marks and all(mark in ids for mark in marks):
            return [Run(mark, superscript=True, note=ids[mark]) for mark in marks]
        return [run]
    stars = _STARS_AT_END.search(run.text.rstrip())
    if stars and stars[1] in ids and not run.text.startswith(stars[1]):
        return [replace(run, text=run.text[: stars.start()]), Run(stars[1], superscript=True, note=ids[stars[1]])]
    return [run]


def note_text(note: Note) -> tuple[Line, ...]:
    """The lines of a note without its mark, so that they can be judged like others."""
    words = note.lines[0].words[1 if note.mark else 0 :]
    return (make_line(words), *note.lines[1:]) if words else note.lines[1:]


def name_notes(notes: Iterable[Note]) -> list[tuple[str, Note]]:
    """Each note with its id; what has no mark is joined to the note before it."""
    named: list[tuple[str, Note]] = []
    for note in notes:
        if not note.mark and named:
            key, last = named[-1]
            named[-1] = (key, Note(last.mark, (*last.lines, *note.lines), last.page))
        else:
            named.append((f"note-{len(named) + 1}", note))
    return named
