"""How well a document was read: what was found, held against what is true. Nothing here knows any reader or program.

Both sides are a `Reading`: a flat list of blocks. Truth and finding are aligned letter by letter, also where text was
moved, and the scores follow from the alignment:

paragraphs   F1 of boundaries. A block's first and last letter are boundaries; one is found where a block begins (ends)
             within three letters of it. Cells of tables and contents lists have no say; furniture is scored by itself.
headings     F1. A hit says the same (similarity 0.9 of the letters) at the same level, after one shift of all levels
             that suits best. A title may have any level; a subtitle or the label of a box may be a heading or not.
order        Kendall's tau-a of the blocks of the main text that were found. Notes, captions, boxes have no fixed place.
lists        F1. A hit begins at the same letter, at the same depth, with the same marker if it is numbered.
tables       F1 of cells that aren't empty. A hit says the same (0.9) in the same row and column with the same spans.
places       The same without spans, which Markdown can't say.
notes        F1 of links. A hit is a mark behind the same letter, tied to a note with at least four fifths of the same
             letters.
error        Edits (insertions, deletions, substitutions of characters; NFC, white space as single spaces) that turn
             what was found into the truth, and letters found that are nowhere in the truth, per character of the truth.
leak         Running heads, feet and page numbers left in the text, per page.
"""

from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence
from itertools import combinations
from statistics import median
from typing import NamedTuple

from tests.reading.alignment import Alignment, Strand, Unit, align, fold

NEAR = 3
"""Letters by which a boundary may be off: as many as a marker ("iii") that one reader keeps and another takes off."""
ALIKE = 0.9
SHARED = 0.8
HEADINGS = frozenset({"title", "heading"})
EITHER = frozenset({"subtitle", "label"})
UNFIXED = frozenset({"note", "caption", "table"})


class Cell(NamedTuple):
    row: int
    column: int
    text: str
    rows: int = 1
    columns: int = 1
    marks: tuple[tuple[int, str], ...] = ()


class Block(NamedTuple):
    """`kind` is title, subtitle, heading, text, item, label (of a box), caption, note or table."""

    kind: str
    text: str = ""
    level: int = 0
    """Of a heading, from 1; of an item, its depth from 0."""
    marker: str = ""
    """Of a numbered item, which is also at the head of its text."""
    marks: tuple[tuple[int, str], ...] = ()
    """Marks of notes: how many characters of the text stand before each, and the key of the note."""
    key: str = ""
    """Of a note."""
    cells: tuple[Cell, ...] = ()
    loose: bool = False
    """In the truth: its place in the order is free, as that of a box is."""
    optional: bool = False
    """In the truth: may be left out or cut up at will, as a contents list or the labels of a chart."""


class Reading(NamedTuple):
    blocks: tuple[Block, ...]
    furniture: tuple[str, ...] = ()
    """In the truth: what stands on many pages without being part of the text."""
    pages: int = 1


class Tally(NamedTuple):
    """Hits beside what was to be found and what was found."""

    hits: float = 0
    true: float = 0
    found: float = 0

    @property
    def f1(self) -> float | None:
        """None where there is nothing to find and nothing was found."""
        return 2 * self.hits / (self.true + self.found) if self.true + self.found else None


class Score(NamedTuple):
    paragraphs: Tally
    headings: Tally
    order: Tally
    """Pairs in order less pairs out of order, and all pairs."""
    lists: Tally
    tables: Tally
    places: Tally
    notes: Tally
    error: Tally
    """Edits, and characters of the truth."""
    leak: Tally
    """Leaks, and pages."""
    faults: tuple[str, ...] = ()
    """Each difference in words, the worst first within its kind."""

    def values(self) -> dict[str, float | None]:
        return {name: _value(name, getattr(self, name)) for name in MEASURES}


MEASURES = ("paragraphs", "headings", "order", "lists", "tables", "places", "notes", "error", "leak")


def _value(name: str, tally: Tally) -> float | None:
    if name in {"order", "error", "leak"}:
        return tally.hits / tally.true if tally.true else None
    return tally.f1


def total(scores: Iterable[Score]) -> Score:
    """Many documents as one, each weighing as much as there is in it; of order, the mean over documents."""
    kept = list(scores)
    sums = {}
    for name in MEASURES:
        tallies = [getattr(score, name) for score in kept]
        if name == "order":
            tallies = [Tally(tally.hits / tally.true, 1, 1) for tally in tallies if tally.true]
        sums[name] = Tally(*(sum(column) for column in zip(*tallies, strict=True))) if tallies else Tally()
    return Score(**sums)


def score(truth: Reading, found: Reading) -> Score:
    true, other = Strand(_units(truth)), Strand(_units(found))
    ground = align(true, other)
    leaks, leaked = _find_leaks(truth, ground)
    faults: list[str] = []
    return Score(
        paragraphs=_score_paragraphs(ground, leaked, faults),
        headings=_score_headings(truth, found, faults),
        order=_score_order(ground, faults),
        lists=_score_lists(ground, faults),
        tables=_score_tables(truth, found, ground, faults, spans=True),
        places=_score_tables(truth, found, ground, [], spans=False),
        notes=_score_notes(ground, faults),
        error=_score_text(ground, leaked, faults),
        leak=Tally(len(leaks), truth.pages, truth.pages),
        faults=(*faults, *(f"leak: {text}" for text in leaks)),
    )


def _units(reading: Reading) -> list[Unit]:
    """Stretches of text that belong together: blocks, and cells of tables."""
    units = []
    for number, block in enumerate(reading.blocks):
        if block.kind == "table":
            units += [Unit(cell.text, block, number, cell) for cell in block.cells]
        else:
            units.append(Unit(block.text, block, number))
    return units


def _find_leaks(truth: Reading, ground: Alignment) -> tuple[list[str], set[int]]:
    """Furniture in what was found, and the letters of which it consists."""
    furniture = sorted({fold(text) for text in truth.furniture} - {""}, key=len, reverse=True)
    leaks: list[str] = []
    letters: set[int] = set()
    for start, end in ground.strays():
        text = ground.found.letters[start:end]
        whole = (start, end) in ground.found.extents
        if whole and text.isdecimal():
            leaks.append(text)
            letters.update(range(start, end))
            continue
        for piece in furniture:
            while len(piece) > 2 and (at := text.find(piece)) >= 0:
                leaks.append(piece)
                letters.update(range(start + at, start + at + len(piece)))
                text = text[:at] + "\0" * len(piece) + text[at + len(piece) :]
        rest = [at for at in range(start, end) if at not in letters]
        if letters.intersection(range(start, end)) and all(ground.found.letters[at].isdecimal() for at in rest):
            letters.update(rest)
    return leaks, letters


def _score_paragraphs(ground: Alignment, leaked: set[int], faults: list[str]) -> Tally:
    starts, ends = (_score_boundaries(ground, leaked, side, faults) for side in ("start", "end"))
    return Tally(*(one + other for one, other in zip(starts, ends, strict=True)))


def _score_boundaries(ground: Alignment, leaked: set[int], side: str, faults: list[str]) -> Tally:
    """The nearest are taken together first, so that a cell of three letters can't take what follows its table."""
    at, step = (0, 1) if side == "start" else (1, -1)
    wanted = {
        extent[at] - at: unit
        for unit, extent in zip(ground.true.units, ground.true.extents, strict=True)
        if extent[0] < extent[1] and not _is_free(unit)
    }
    given = {
        extent[at] - at: unit
        for unit, extent in zip(ground.found.units, ground.found.extents, strict=True)
        if extent[0] < extent[1] and not all(letter in leaked for letter in range(*extent))
    }
    near = [
        (abs(spot - place), letter, spot)
        for letter in given
        if (place := ground.place(letter, step)) is not None
        for spot in range(place - NEAR, place + NEAR + 1)
        if spot in wanted
    ]
    hits: dict[int, int] = {}
    for _, letter, spot in sorted(near):
        if letter not in hits and spot not in hits.values():
            hits[letter] = spot
    false = []
    for letter in given.keys() - hits.keys():
        tied = ground.nearest(letter, step)
        if tied is None or not _is_free(ground.true.unit_at(tied[0])):
            false.append(letter)
    faults += [f"paragraphs: false {side} “{_excerpt(given[letter].text, side)}”" for letter in sorted(false)]
    lost = wanted.keys() - set(hits.values())
    faults += [f"paragraphs: lost {side} “{_excerpt(wanted[spot].text, side)}”" for spot in sorted(lost)]
    return Tally(len(hits), len(wanted), len(hits) + len(false))


def _is_free(unit: Unit) -> bool:
    return unit.cell is not None or unit.block.optional


def _excerpt(text: str, side: str = "start") -> str:
    return text[:60] if side == "start" else text[-60:]


def _score_headings(truth: Reading, found: Reading, faults: list[str]) -> Tally:
    wanted = [block for block in truth.blocks if block.kind in HEADINGS]
    neutral = [fold(block.text) for block in truth.blocks if block.kind in EITHER]
    given = [block for block in found.blocks if block.kind in HEADINGS]
    left = list(range(len(wanted)))
    pairs: list[tuple[Block, Block]] = []
    others: list[Block] = []
    for block in given:
        best = max(left, key=lambda at: (similarity(wanted[at].text, block.text), -at), default=None)
        if best is not None and similarity(wanted[best].text, block.text) >= ALIKE:
            left.remove(best)
            pairs.append((wanted[best], block))
        elif not any(similarity(text, block.text) >= ALIKE for text in neutral):
            others.append(block)
    shifts = Counter(block.level - true.level for true, block in pairs if true.kind == "heading")
    shift = max(shifts, key=lambda key: (shifts[key], -abs(key)), default=0)
    hits = 0
    for true, block in pairs:
        if true.kind == "title" or block.level - true.level == shift:
            hits += 1
        else:
            faults.append(f"headings: level {block.level - shift} instead of {true.level} “{_excerpt(true.text)}”")
    faults += [f"headings: lost “{_excerpt(wanted[at].text)}”" for at in left]
    faults += [f"headings: false “{_excerpt(block.text)}”" for block in others]
    return Tally(hits, len(wanted), len(pairs) + len(others))


def similarity(one: str, other: str) -> float:
    """Of the letters: 1 less the edits by the length of the longer."""
    one, other = fold(one), fold(other)
    longest = max(len(one), len(other))
    if not longest:
        return 1.0
    if min(len(one), len(other)) < ALIKE * longest:
        return 0.0
    return 1 - edits(one, other) / longest


def edits(one: str, other: str) -> int:
    """The Levenshtein distance, after Myers 1999: one integer holds a column of the matrix as bits."""
    if len(one) < len(other):
        one, other = other, one
    if not other:
        return len(one)
    where: dict[str, int] = defaultdict(int)
    for at, letter in enumerate(other):
        where[letter] |= 1 << at
    full, last = (1 << len(other)) - 1, 1 << (len(other) - 1)
    up, down, distance = full, 0, len(other)
    for letter in one:
        same = where.get(letter, 0)
        both = (((same & up) + up) ^ up) | same | down
        rise, fall = down | ~(both | up) & full, up & both
        distance += bool(rise & last) - bool(fall & last)
        rise, fall = (rise << 1 | 1) & full, fall << 1 & full
        up, down = (fall | ~((same | down) | rise)) & full, rise & (same | down)
    return distance


def _score_order(ground: Alignment, faults: list[str]) -> Tally:
    places: list[tuple[float, Unit]] = []
    for unit, extent in zip(ground.true.units, ground.true.extents, strict=True):
        if unit.cell is not None or unit.block.kind in UNFIXED or unit.block.loose or unit.block.optional:
            continue
        there = [at for at in ground.forth[extent[0] : extent[1]] if at is not None]
        if there and 2 * len(there) >= extent[1] - extent[0]:
            places.append((median(there), unit))
    wrong: Counter[int] = Counter()
    sign = 0
    for (one, (first, _)), (other, (second, _)) in combinations(enumerate(places), 2):
        sign += 1 if first < second else -1
        if first >= second:
            wrong.update((one, other))
    faults += [f"order: {count} pairs wrong “{_excerpt(places[at][1].text)}”" for at, count in wrong.most_common(8)]
    pairs = len(places) * (len(places) - 1) / 2
    return Tally(sign, pairs, pairs)


def _score_lists(ground: Alignment, faults: list[str]) -> Tally:
    wanted = {
        extent[0]: unit.block
        for unit, extent in zip(ground.true.units, ground.true.extents, strict=True)
        if unit.block.kind == "item" and extent[0] < extent[1]
    }
    true, hits, found = len(wanted), 0, 0
    for unit, extent in zip(ground.found.units, ground.found.extents, strict=True):
        if unit.block.kind != "item" or extent[0] == extent[1]:
            continue
        place = ground.place(extent[0], 1)
        if place is not None and ground.true.unit_at(place).block.optional:
            continue
        found += 1
        near = next((at for at in sorted(wanted) if place is not None and abs(at - place) <= NEAR), None)
        if near is None:
            faults.append(f"lists: false item “{_excerpt(unit.text)}”")
            continue
        block = wanted.pop(near)
        if unit.block.level == block.level and fold(unit.block.marker) == fold(block.marker):
            hits += 1
        else:
            was, should = (f"{one.marker or '•'} at depth {one.level}" for one in (unit.block, block))
            faults.append(f"lists: {was} instead of {should} “{_excerpt(block.text)}”")
    faults += [f"lists: lost item “{_excerpt(block.text)}”" for block in wanted.values()]
    return Tally(hits, true, found)


def _score_tables(truth: Reading, found: Reading, ground: Alignment, faults: list[str], *, spans: bool) -> Tally:
    shared: Counter[tuple[int, int]] = Counter()
    for at, place in enumerate(ground.forth):
        if place is not None:
            one, other = ground.true.unit_at(at), ground.found.unit_at(place)
            if one.cell is not None and other.cell is not None:
                shared[one.number, other.number] += 1
    partners: dict[int, int] = {}
    for (one, other), _ in shared.most_common():
        if one not in partners and other not in partners.values():
            partners[one] = other
    hits = 0
    for number, block in enumerate(truth.blocks):
        if block.kind != "table":
            continue
        partner = found.blocks[partners[number]] if number in partners else Block("table")
        there = {(cell.row, cell.column): cell for cell in partner.cells}
        cells = [cell for cell in block.cells if cell.text]
        good = [cell for cell in cells if _is_same(cell, there.get((cell.row, cell.column)), spans=spans)]
        hits += len(good)
        wrong = [cell for cell in cells if cell not in good]
        if wrong:
            examples = "; ".join(f"{cell.row},{cell.column} “{_excerpt(cell.text)[:30]}”" for cell in wrong[:4])
            faults.append(f"tables: {len(wrong)} of {len(cells)} cells wrong: {examples}")
    alone = [block for at, block in enumerate(found.blocks) if block.kind == "table" and at not in partners.values()]
    faults += [f"tables: false table “{_excerpt(' '.join(cell.text for cell in block.cells))}”" for block in alone]
    return Tally(hits, *(sum(bool(cell.text) for block in side.blocks for cell in block.cells)
                         for side in (truth, found)))  # fmt: skip


def _is_same(cell: Cell, other: Cell | None, *, spans: bool) -> bool:
    if other is None or (spans and (cell.rows, cell.columns) != (other.rows, other.columns)):
        return False
    if fold(cell.text):
        return similarity(cell.text, other.text) >= ALIKE
    return cell.text == other.text


def _score_notes(ground: Alignment, faults: list[str]) -> Tally:
    notes = {unit.block.key: extent for unit, extent in zip(ground.true.units, ground.true.extents, strict=True)
             if unit.block.kind == "note"}  # fmt: skip
    there = {unit.block.key: extent for unit, extent in zip(ground.found.units, ground.found.extents, strict=True)
             if unit.block.kind == "note"}  # fmt: skip
    wanted = {(place, key) for place, key in _links(ground.true) if key in notes}
    true, hits, found = len(wanted), 0, 0
    for at, key in _links(ground.found):
        if key not in there:
            continue
        found += 1
        place = ground.place(at, -1)
        for spot, name in sorted(wanted):
            if place is not None and abs(spot - place) <= 1 and _shares(ground, notes[name], there[key]):
                wanted.discard((spot, name))
                hits += 1
                break
        else:
            faults.append(f"notes: false link to {key} “{ground.found.letters[max(0, at - 30) : at + 1]}”")
    faults += [f"notes: lost link to {key} “{ground.true.letters[max(0, at - 30) : at + 1]}”" for at, key in wanted]
    return Tally(hits, true, found)


def _links(strand: Strand) -> list[tuple[int, str]]:
    """The letter after which each mark stands, and the key of its note."""
    links = []
    for unit, (start, _) in zip(strand.units, strand.extents, strict=True):
        for offset, key in (unit.cell or unit.block).marks:
            links.append((start + len(fold(unit.text[:offset])) - 1, key))
    return links


def _shares(ground: Alignment, note: tuple[int, int], other: tuple[int, int]) -> bool:
    inside = sum(place is not None and other[0] <= place < other[1] for place in ground.forth[note[0] : note[1]])
    return inside >= SHARED * (note[1] - note[0]) and inside >= SHARED * (other[1] - other[0])


def _score_text(ground: Alignment, leaked: set[int], faults: list[str]) -> Tally:
    wrong = length = 0
    differences: list[tuple[int, str]] = []
    used: set[int] = set(leaked)
    for number, unit in enumerate(ground.true.units):
        text, covered = ground.counterpart(number)
        used |= covered
        if unit.block.optional or not fold(unit.text):  # a dash in a cell is like any other
            continue
        truth = " ".join(unit.text.split())
        count = edits(truth, text)
        wrong += count
        length += len(truth)
        if count:
            differences.append((count, f"text: {count} edits “{_difference(truth, text)}”"))
    for start, end in ground.strays():
        count = sum(at not in used for at in range(start, end))
        if not count or _is_in_optional(ground, start):
            continue
        wrong += count
        differences.append((count, f"text: {count} letters too many “{ground.found.letters[start:end][:80]}”"))
    faults += [fault for _, fault in sorted(differences, key=lambda pair: -pair[0])]
    return Tally(wrong, length, length)


def _is_in_optional(ground: Alignment, letter: int) -> bool:
    """Whether a letter found stands with others that come from what may be cut up at will: page numbers of contents."""
    extent = ground.found.extents[ground.found.number_at(letter)]
    there = [place for place in ground.back[slice(*extent)] if place is not None]
    return bool(there) and ground.true.unit_at(there[0]).block.optional


def _difference(truth: str, text: str) -> str:
    """Where two texts part, with a little of what stands around."""
    start = next((at for at, pair in enumerate(zip(truth, text, strict=False)) if pair[0] != pair[1]), 0)
    from_there = max(0, start - 15)
    return f"{text[from_there : start + 35]}” for “{truth[from_there : start + 35]}"


def show(values: dict[str, float | None], names: Sequence[str] = MEASURES) -> str:
    """One line of figures, in per cent save for leaks."""
    cells = []
    for name in names:
        value = values[name]
        cells.append(f"{'–':>7}" if value is None else f"{value:7.2f}" if name == "leak" else f"{100 * value:7.2f}")
    return " ".join(cells)
