"""How often what is proposed is what a person read: python -m tests.negotiations.outcomes.scoring [-v] GOLD.toml …

The format of a gold set is that of tests/negotiations/gold. An answer is right if it is the kind, or one that is
accepted; unknown if the machine says so and the set does not; wrong otherwise.
"""

import argparse
import tomllib
from collections.abc import Iterator
from functools import cache
from itertools import pairwise
from pathlib import Path
from typing import Any

from msgspec import Struct, structs

from firsthand.catalogue.negotiations import (
    Alignment,
    Anchor,
    Ask,
    Draft,
    DraftText,
    Outcome,
    OutcomeKind,
    Part,
    Status,
    Want,
)
from firsthand.catalogue.values import Text
from firsthand.documents import read
from firsthand.negotiations.alignment import align
from firsthand.negotiations.brackets import clean
from firsthand.negotiations.cutting import read_draft
from firsthand.negotiations.outcomes import propose

ROOT = Path(__file__).resolve().parents[3]
GOLD = ROOT / "tests" / "negotiations" / "gold"
PLACES = {"shared": ROOT.parent / "shared" / "drafts", "gold": GOLD, "demo": ROOT / "demo" / "negotiations"}


class GoldSet(Struct, frozen=True):
    """A text over its drafts, with asks and what a person read."""

    drafts: tuple[Draft, ...]
    texts: tuple[DraftText, ...]
    alignments: tuple[Alignment, ...]
    rows: tuple[dict[str, Any], ...]

    def ask(self, row: dict[str, Any]) -> Ask:
        part = Part(row["part"]) if "part" in row else None
        return Ask(
            row["slug"], (Text(row["language"], row["title"]),), Want(row["want"]), row["language"],
            row.get("words", ""), row.get("target", ""), tuple(row.get("must", ())), part, row.get("article", ""),
            anchors=tuple(self._anchors(row)),
        )  # fmt: skip

    def _anchors(self, row: dict[str, Any]) -> Iterator[Anchor]:
        texts = {text.draft: text for text in self.texts}
        for anchor in row.get("anchors", ()):
            start = clean(anchor["paragraph"])
            found = [each.id for each in texts[anchor["draft"]].paragraphs if start in clean(each.text)]
            if len(found) == 1:
                yield Anchor(anchor["draft"], found[0], anchor.get("quote", ""))


class Score(Struct):
    right: int = 0
    unknown: int = 0
    wrong: int = 0

    @property
    def total(self) -> int:
        return self.right + self.unknown + self.wrong


def load(path: Path) -> GoldSet:
    data = tomllib.loads(path.read_text("utf-8"))
    place = PLACES.get(data["where"], path.parent)
    drafts, texts = [], []
    for row in data["drafts"]:
        status = Status(row.get("status", "revised"))
        drafts.append(Draft(row["slug"], row.get("label", row["slug"]), row["date"], data["language"], status))
        texts.append(_text(place / row["path"], data["language"], row["slug"]))
    alignments = tuple(align(one, other) for one, other in pairwise(texts))
    return GoldSet(tuple(drafts), tuple(texts), alignments, tuple(data["asks"]))


def _text(path: Path, language: str, slug: str) -> DraftText:
    return structs.replace(_cut(path, language), draft=slug)


@cache
def _cut(path: Path, language: str) -> DraftText:
    """Once for all sets that are about the same text."""
    return read_draft(read(path, isolated=False), "draft", language)


def answers(gold: GoldSet) -> Iterator[tuple[dict[str, Any], dict[str, Any], Outcome, str]]:
    """Ask, what a person read, what is proposed, and whether it is "right", "unknown" or "wrong"."""
    for row in gold.rows:
        proposed = {one.draft: one for one in propose(gold.ask(row), gold.drafts, gold.texts, gold.alignments)}
        for expected in row["outcomes"]:
            outcome = proposed[expected["draft"]]
            yield row, expected, outcome, _rated(expected, outcome)


def _rated(expected: dict[str, Any], outcome: Outcome) -> str:
    accepted = {expected["kind"], *expected.get("accept", ())}
    if not expected.get("sure", True):
        accepted.add(OutcomeKind.UNKNOWN.value)
    if outcome.kind.value in accepted:
        return "right"
    return "unknown" if outcome.kind is OutcomeKind.UNKNOWN else "wrong"


def score(gold: GoldSet) -> Score:
    total = Score()
    for _, _, _, rated in answers(gold):
        setattr(total, rated, getattr(total, rated) + 1)
    return total


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("-v", action="store_true", help="print every answer that is not right, with its evidence")
    parser.add_argument("gold", nargs="+", type=Path)
    chosen = parser.parse_args()
    for path in chosen.gold:
        gold, total = load(path), Score()
        for row, expected, outcome, rated in answers(gold):
            setattr(total, rated, getattr(total, rated) + 1)
            if chosen.v and rated != "right":
                reasons = ", ".join(f"{each.code} {each.was!r}→{each.now!r}" for each in outcome.reasons)
                print(f"{rated:8}{row['slug']:30}{expected['draft']:12}{outcome.kind.value:10} not {expected['kind']}")
                print(f"        {reasons}\n        {[each.quote[:200] for each in outcome.evidence]}")
        share = f"{total.right / total.total:.0%} right" if total.total else "nothing to score"
        print(
            f"{path.stem}: {total.right} right, {total.unknown} unknown, {total.wrong} wrong of {total.total} ({share})"
        )


if __name__ == "__main__":
    main()
