"""Contents pages, and lists of tables and figures: entries that end with the number of a page.

They are no headings and no tables; they say which headings there are and of what level, and each leads to its heading.
"""

import re
from collections.abc import Iterable, Mapping, Sequence
from itertools import pairwise

from msgspec import Struct
from msgspec.structs import replace

from firsthand.documents.model import Runs
from firsthand.documents.numerals import read_roman
from firsthand.documents.pdf.headings import letters_of
from firsthand.documents.pdf.lines import ANCHOR, Line
from firsthand.documents.pdf.paragraphs import Text, is_row

_PAGE = re.compile(r"(?:\d{1,4}|[ivxlc]{1,7})$", re.IGNORECASE)
_LEADERS = re.compile(r"\s*(?:[.·_]\s?){4,}\s*|\s*(?:…\s?){2,}")
_DECIMALS = re.compile(r"(\d{1,2}(?:\.\d{1,2}){0,4})\.?\s")
_FEWEST = 3
_LINES_AT_MOST = 4
_STEP = 4.0
"""How far, in points, an entry of a lower level is indented at least."""


class Entry(Struct, frozen=True):
    """What an entry of a contents list says."""

    title: str
    page: str
    """The number of the page, as printed."""
    level: int
    """1 for the outermost ones."""


def split_entries(texts: Sequence[Text]) -> list[Text]:
    """The texts, of which those that hold several entries of a contents list are parted into them."""
    found: list[Text] = []
    for text in texts:
        ends = [at + 1 for at, line in enumerate(text.lines) if _has_leaders(line)] if text.tag is None else []
        if len(text.lines) < 2 or not ends:
            found.append(text)
            continue
        bounds = sorted({0, *ends, len(text.lines)})
        parts = [text.lines[start:end] for start, end in pairwise(bounds)]
        found.extend(replace(text, lines=lines, opens=text.opens and not at) for at, lines in enumerate(parts))
    return found


def find_entries(texts: Sequence[Text]) -> dict[int, Entry]:
    """The entries among the texts, by index: at least three below each other whose page numbers only rise."""
    entries: dict[int, Entry] = {}
    group: list[int] = []
    for index, text in enumerate(texts):
        if _is_entry(text):
            if group and _value(_page_of(text)) < _value(_page_of(texts[group[-1]])):
                entries.update(_read(group, texts))
                group = []
            group.append(index)
        elif group and (index - group[-1] > 2 or text.lines[0].text == ANCHOR):
            entries.update(_read(group, texts))
            group = []
    entries.update(_read(group, texts))
    return entries


def outline_of(entries: Iterable[Entry]) -> dict[str, int]:
    """The level of each title."""
    found: dict[str, int] = {}
    for entry in entries:
        found.setdefault(entry.title, entry.level)
    return found


def link_entries(
    entries: Mapping[int, Entry], texts: Sequence[Text], levels: Mapping[int, int]
) -> tuple[dict[int, str | None], dict[int, tuple[str, ...]]]:
    """For each entry the name to which it leads, None where its heading wasn't found; and the names of the headings."""
    headings: dict[str, int] = {}
    for index in sorted(levels):
        headings.setdefault(letters_of(texts[index].text), index)
    leads: dict[int, str | None] = dict.fromkeys(entries)
    names: dict[int, tuple[str, ...]] = {}
    for index, entry in entries.items():
        heading = headings.get(letters_of(entry.title))
        if heading is not None and heading > index:
            leads[index] = name = f"contents-{heading}"
            names[heading] = (name,)
    return leads, names


def lead(runs: Runs, name: str | None) -> Runs:
    """The runs of an entry with a link to the heading of that name, where they have no link of their own."""
    if name is None or any(run.href for run in runs):
        return runs
    return tuple(run if run.note else replace(run, href=f"#{name}") for run in runs)


def _has_leaders(line: Line) -> bool:
    return _PAGE.search(line.words[-1].text) is not None and _LEADERS.search(line.text) is not None


def _is_entry(text: Text) -> bool:
    """Whether it ends with a page number that dots or a wide gap part from its words."""
    last = text.lines[-1]
    if len(text.lines) > _LINES_AT_MOST or len(last.words) < 2 or not _PAGE.fullmatch(_page_of(text)):
        return False
    told = text.tag is not None and text.tag.role == "TOCI"
    parted = told or _has_leaders(last) or (is_row(last) and _is_last(last))
    return parted and sum(map(str.isalpha, _title_of(text))) > 1


def _is_last(line: Line) -> bool:
    """Whether only the page number stands beyond the wide gap."""
    number = line.words[-1]
    others = line.words[:-1]
    gap = (
        min(word.left for word in others) - number.right
        if line.leftwards
        else number.left - max(w.right for w in others)
    )
    return gap > 2 * line.size


def _page_of(text: Text) -> str:
    found = _PAGE.search(text.lines[-1].words[-1].text)
    return found[0] if found else ""


def _title_of(text: Text) -> str:
    """Its words without the dots and the page number."""
    shown = text.text[: len(text.text) - len(_page_of(text))]
    return _LEADERS.sub(" ", shown).strip(" .…·_")


def _value(page: str) -> int:
    """The place of a page; those with Roman numerals come first."""
    if page.isdecimal():
        return 1000 + int(page)
    return read_roman(page) or 0


def _read(group: Sequence[int], texts: Sequence[Text]) -> dict[int, Entry]:
    """The entries of one list, or none where they are too few, or nothing but a gap makes them look so."""
    with_leaders = sum(_has_leaders(texts[index].lines[-1]) for index in group)
    if len(group) < _FEWEST or (2 * with_leaders < len(group) and not _ends_together(group, texts)):
        return {}
    steps: list[float] = []
    for start in sorted(_start(texts[index]) for index in group):
        if not steps or start - steps[-1] > _STEP:
            steps.append(start)
    numbered = [_DECIMALS.match(texts[index].text) for index in group]
    by_number = 2 * sum(match is not None and "." in match[1] for match in numbered) >= len(group)
    return {
        index: Entry(
            _title_of(texts[index]),
            _page_of(texts[index]),
            match[1].count(".") + 1
            if by_number and match
            else sum(_start(texts[index]) > step + _STEP / 2 for step in steps[1:]) + 1,
        )
        for index, match in zip(group, numbered, strict=True)
    }


def _ends_together(group: Sequence[int], texts: Sequence[Text]) -> bool:
    """Whether all page numbers end at one edge, and there are enough of them that this is no chance."""
    ends = [line.left if line.leftwards else line.right for line in (texts[index].lines[-1] for index in group)]
    return len(group) > _FEWEST and max(ends) - min(ends) < 2


def _start(text: Text) -> float:
    """Where it begins, in the direction of the script, from the edge of its column."""
    first = text.lines[0]
    return (-first.right if first.leftwards else first.left) - text.measure[0]
