"""Notes gathered at the end of a chapter or the document, under a heading of their own or in smaller type."""

import re
from collections import Counter
from collections.abc import Container, Mapping, Sequence

from msgspec import Struct
from msgspec.structs import replace

from firsthand.documents.model import Run, Runs
from firsthand.documents.pdf.joints import is_raised
from firsthand.documents.pdf.lines import ANCHOR
from firsthand.documents.pdf.notes import Note
from firsthand.documents.pdf.paragraphs import Text

_HEADING = re.compile(
    r"(?:\d{1,2}\.?\s+|[IVX]{1,5}\.?\s+)?(?:end\s?notes?|foot\s?notes?|notes?|notes and references|references|"
    r"references and notes|notes de (?:fin|bas de page)|notes et références|références|"
    r"notas(?: finales| al final| de fim| finais)?|referencias|referências|note(?: finali)?|(?:end|fuß)noten|"
    r"anmerkungen|noten|eindnoten|примечания|сноски|примітки|виноски|przypisy|هوامش|الهوامش|الحواشي|ملاحظات|"
    r"پی\s?نوشت‌?ها|یادداشت‌ها|הערות|הערות שוליים|टिप्पणियाँ|टिप्पणियां|पाद टिप्पणियाँ|เชิงอรรถ|"
    r"注释|註釋|尾注|脚注|脚註|注|註|미주|각주|주)\s*:?",
    re.IGNORECASE,
)
_LISTS = re.compile(r"refer|référ|riferim", re.IGNORECASE)
"""What may as well head a list of books, whose numbers in the text are no marks of notes unless they are raised."""
_NUMBER = re.compile(r"(\[?)(\d{1,3})([\].)]?)")
_IN_BRACKETS = re.compile(r"\[(\d{1,3})\]")
_FIGURES = re.compile(r"\d{1,3}")
_SMALLER = 0.94
_LOOSE = 2
"""How many paragraphs without a number a note may have after its first."""


class Endnotes(Struct, frozen=True):
    """Notes that stand together. Texts are named by their indexes."""

    since: int
    """The first text whose marks may lead to them."""
    start: int
    """Where they begin, with their heading."""
    end: int
    """The first text after them."""
    notes: tuple[Note, ...]
    bracketed: bool = False
    """Marks are numbers in square brackets."""


def find_endnotes(texts: Sequence[Text], headings: Container[int], *, footed: bool = True) -> list[Endnotes]:
    """In their order; numbered small type to which no marks lead is none.

    `footed` says that there are notes at the feet of pages, to which the marks may lead.
    """
    found: list[Endnotes] = []
    if not any(_number_of(text) == 1 for text in texts):
        return found
    body = _measure(texts)
    at = since = 0
    while at < len(texts):
        headed = at > 0 and at - 1 in headings and _HEADING.fullmatch(texts[at - 1].text.strip()) is not None
        linked = not footed and _is_linked(texts[since:at], texts[at])
        if _number_of(texts[at]) == 1 and (headed or linked or texts[at].size <= _SMALLER * body):
            end, notes = _gather(texts, at, headings)
            begin = at - 1 if headed else at
            marked = _look_for_marks(texts[since:begin], len(notes))
            bracketed = headed and not marked and not _LISTS.search(texts[begin].text)
            if bracketed:
                marked = _look_for_brackets(texts[since:begin], len(notes))
            closes = linked and end == len(texts)
            if marked and (headed or closes or (len(notes) > 1 and texts[begin].size <= _SMALLER * body)):
                found.append(Endnotes(since, begin, end, tuple(notes), bracketed))
                since = end
            # A heading that begins with a 1 is the first of no notes.
            at = max(end, at + 1)
        else:
            at += 1
    return found


def tie_brackets(runs: Runs, ids: Mapping[str, str]) -> tuple[Runs, tuple[str, ...]]:
    """The runs with numbers in square brackets made marks of the notes with these ids, and these ids in order."""
    tied: list[Run] = []
    used: list[str] = []
    for run in runs:
        end = 0
        for mark in _IN_BRACKETS.finditer(run.text):
            if run.note is None and mark[1] in ids:
                tied.append(replace(run, text=run.text[end : mark.start()]))
                tied.append(Run(mark[0], note=ids[mark[1]]))
                used.append(ids[mark[1]])
                end = mark.end()
        tied.append(replace(run, text=run.text[end:]) if end else run)
    return tuple(run for run in tied if run.text), tuple(used)


def _measure(texts: Sequence[Text]) -> float:
    """The size of most letters."""
    sizes: Counter[float] = Counter()
    for text in texts:
        for line in text.lines:
            sizes[line.size] += len(line.text)
    return sizes.most_common(1)[0][0] if sizes else 10.0


def _number_of(text: Text) -> int | None:
    """The number of a note with which a text begins."""
    words = text.lines[0].words
    found = _NUMBER.fullmatch(words[0].text) if len(words) > 1 or len(text.lines) > 1 else None
    if found is None or (found[1] == "[") != (found[3] == "]"):
        return None
    sure = found[3] or is_raised(words[0], text.lines[0]) or not words[1:2] or not words[1].glued
    return int(found[2]) if sure else None


def _gather(texts: Sequence[Text], start: int, headings: Container[int]) -> tuple[int, list[Note]]:
    """The first text after notes that begin at a text, and the notes."""
    notes: list[Note] = []
    end = at = start
    size = texts[start].size
    while at < len(texts) and at - end <= _LOOSE:
        text = texts[at]
        if at in headings or text.lines[0].text == ANCHOR or abs(text.size - size) > 0.06 * size:
            break
        if _number_of(text) == len(notes) + 1:
            if notes and at > end:
                more = [line for between in texts[end:at] for line in between.lines]
                notes[-1] = Note(notes[-1].mark, (*notes[-1].lines, *more), notes[-1].page)
            notes.append(Note(str(len(notes) + 1), text.lines, text.page))
            end = at + 1
        at += 1
    return end, notes


def _is_linked(texts: Sequence[Text], note: Text) -> bool:
    """Whether a raised figure is a link to the page on which the first note stands."""
    return _number_of(note) == 1 and any(
        word.text == "1" and (word.href or "").startswith(f"#{note.page}:") and is_raised(word, line)
        for text in texts
        for line in text.lines
        for word in line.words[1:]
    )


def _look_for_marks(texts: Sequence[Text], count: int) -> bool:
    """Whether raised marks lead to most of so many notes."""
    marks: set[int] = set()
    for text in texts:
        for line in text.lines:
            for word in line.words[1:]:
                if is_raised(word, line):
                    marks.update(map(int, _FIGURES.findall(word.text)))
    return _are_most(marks, count)


def _look_for_brackets(texts: Sequence[Text], count: int) -> bool:
    return _are_most({int(mark) for text in texts for mark in _IN_BRACKETS.findall(text.text)}, count)


def _are_most(marks: set[int], count: int) -> bool:
    return 2 * sum(number in marks for number in range(1, count + 1)) > count


class Later:
    """Which endnotes the marks of a text may lead to, while the texts are gone through in order."""

    def __init__(self, found: Sequence[Endnotes]) -> None:
        self._found = list(reversed(found))
        self._skipped = frozenset(at for group in found for at in range(group.start, group.end))
        self._waiting: dict[str, Note] = {}
        self._count = 0
        self._end = 0
        self.ids: dict[str, str] = {}
        """The id of each of them, by its mark."""
        self.bracketed = False

    def holds(self, index: int) -> bool:
        """Whether a text is one of them, or their heading."""
        return index in self._skipped

    def reach(self, index: int) -> list[tuple[str, Note]]:
        """The notes to which no mark led, once they are behind."""
        left: list[tuple[str, Note]] = []
        if self.ids and index >= self._end:
            left = list(self._waiting.items())
            self._waiting, self.ids = {}, {}
        if self._found and index >= self._found[-1].since and not self.ids:
            group = self._found.pop()
            named = [(f"endnote-{self._count + at}", note) for at, note in enumerate(group.notes, start=1)]
            self._count += len(named)
            self._waiting = dict(named)
            self.ids = {note.mark: key for key, note in named}
            self._end, self.bracketed = group.end, group.bracketed
        return left

    def take(self, key: str) -> Note | None:
        """A note, once."""
        return self._waiting.pop(key, None)
