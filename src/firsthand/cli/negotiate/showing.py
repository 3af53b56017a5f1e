"""How links and differences are shown: in a table, as CSV, or as words in colour. It decides nothing."""

import csv
import io
from collections import Counter
from collections.abc import Iterable
from typing import TYPE_CHECKING

from firsthand.catalogue.negotiations import Alignment, DraftText, Link, LinkKind, Paragraph, State
from firsthand.catalogue.redline import Mark
from firsthand.cli.terminal import harmless

if TYPE_CHECKING:
    from rich.table import Table
    from rich.text import Text

KINDS = {
    LinkKind.SAME: "same",
    LinkKind.EDITED: "edited",
    LinkKind.SPLIT: "split",
    LinkKind.MERGED: "merged",
    LinkKind.NEW: "new",
    LinkKind.DROPPED: "dropped",
    LinkKind.UNKNOWN: "not sure",
}
COLUMNS = "kind moved state score before after before_ids after_ids before_words after_words"


class Pair:
    """Two drafts, and the paragraphs that links speak of."""

    def __init__(self, before: DraftText, after: DraftText, alignment: Alignment) -> None:
        self.alignment = alignment
        self.before = {one.id: one for one in before.paragraphs}
        self.after = {one.id: one for one in after.paragraphs}

    def of(self, link: Link) -> tuple[list[Paragraph], list[Paragraph]]:
        return [self.before[one] for one in link.before], [self.after[one] for one in link.after]

    def changes(self) -> list[Link]:
        """Links that say more than that all stayed where it was; none that was refused."""
        return [
            link
            for link in self.alignment.links
            if link.state is not State.REFUSED and (link.kind is not LinkKind.SAME or link.moved)
        ]


def summary(alignment: Alignment) -> str:
    """How many paragraphs became what."""
    links = [link for link in alignment.links if link.state is not State.REFUSED]
    counts = Counter(link.kind for link in links)
    parts = [f"{counts[kind]:,} {said}" for kind, said in KINDS.items() if counts[kind]]
    moved = sum(link.moved for link in links)
    return ", ".join([*parts, *([f"{moved:,} of them moved"] if moved else [])])


def name_of(paragraph: Paragraph) -> str:
    """What people call it: its article and its label, or its first words."""
    article = f"Article {paragraph.article}" if paragraph.article else ""
    return harmless(", ".join(filter(None, (article, paragraph.label))) or f"“{shortened(paragraph.text, 30)}”")


def shortened(text: str, most: int) -> str:
    return text if len(text) <= most else text[: most - 1] + "…"


def table(pair: Pair, links: Iterable[Link]) -> "Table":
    from rich import box
    from rich.table import Table
    from rich.text import Text

    made = Table(box=box.SIMPLE, pad_edge=False)
    for title in ("What", "Before", "After", "Words"):
        made.add_column(title, ratio=4 if title == "Words" else None, overflow="fold")
    for link in links:
        before, after = pair.of(link)
        what = KINDS[link.kind] + (", moved" if link.moved else "") + (" ✓" if link.state is State.CONFIRMED else "")
        names = ("\n".join(map(name_of, side)) or "—" for side in (before, after))
        made.add_row(Text(what), *map(Text, names), words_of(before, after))
    return made


def words_of(before: list[Paragraph], after: list[Paragraph]) -> "Text":
    """The words that changed, with some of those around them."""
    from rich.text import Text

    if not before or not after:
        mark = Mark.IN if after else Mark.OUT
        return _marked([(mark, " ".join(one.text for one in (after or before)))], most=160)
    if [one.text for one in before] == [one.text for one in after]:
        return Text("")
    return differences(" ".join(one.text for one in before), " ".join(one.text for one in after))


def differences(before: str, after: str, *, around: int | None = 40) -> "Text":
    """Words taken out and put in, in colour and in signs, with so many characters of what stayed around them."""
    from firsthand.negotiations.differences import differ

    spans = [(span.mark, span.text) for span in differ(before, after).spans]
    if around is not None:
        spans = [(mark, _near(text, around) if mark is Mark.SAME else text) for mark, text in spans]
    return _marked(spans)


def _near(text: str, around: int) -> str:
    return text if len(text) <= 2 * around + 3 else f"{text[:around]} … {text[-around:]}"


def _marked(spans: list[tuple[Mark, str]], most: int | None = None) -> "Text":
    from rich.text import Text

    made = Text()
    for mark, text in spans:
        plain = harmless(text if most is None else shortened(text, most))
        if mark is Mark.OUT:
            made.append(f"{{-{plain}-}}", "red")
        elif mark is Mark.IN:
            made.append(f"{{+{plain}+}}", "green")
        else:
            made.append(plain)
    return made


def as_csv(pair: Pair) -> str:
    """Every link for a spreadsheet. No cell is one that a spreadsheet would calculate."""
    from firsthand.exports.letters.table import guarded

    out = io.StringIO()
    writer = csv.writer(out, lineterminator="\r\n")
    writer.writerow(COLUMNS.split())
    for link in pair.alignment.links:
        before, after = pair.of(link)
        cells = [
            link.kind.value, "yes" if link.moved else "", link.state.value, f"{link.score:.3f}",
            "; ".join(map(name_of, before)), "; ".join(map(name_of, after)), " ".join(link.before),
            " ".join(link.after), "\n".join(one.text for one in before), "\n".join(one.text for one in after),
        ]  # fmt: skip
        writer.writerow([guarded(cell) for cell in cells])
    return out.getvalue()
