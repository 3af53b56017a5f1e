"""What people decided of each proposal, as a table that any spreadsheet opens: same, different, or not decided yet.

A table is read, filled up with what is new, and written back; what somebody wrote in it is never lost.
"""

import csv
from collections.abc import Iterable, Mapping
from enum import StrEnum
from io import StringIO
from pathlib import Path

from msgspec import Struct

from firsthand.catalogue.records import Item
from firsthand.citations.sheet import harmless
from firsthand.release.errors import ReleaseError
from firsthand.release.union.members import Member
from firsthand.release.union.recognition import Proposal

COLUMNS = ("decision", "one", "other", "reason", "score", "title_of_one", "title_of_other", "evidence")


class Decision(StrEnum):
    SAME = "same"
    DIFFERENT = "different"
    OPEN = ""


class Row(Struct, frozen=True):
    """A line of the table; what follows `other` is for the person who decides."""

    decision: Decision
    one: str
    other: str


def read_decisions(path: Path) -> dict[tuple[str, str], Decision]:
    """Pair of references -> what was decided. ReleaseError, with the line, where a table can't be understood."""
    try:
        text = path.read_bytes().decode("utf-8-sig")
    except FileNotFoundError:
        return {}
    except (OSError, UnicodeDecodeError) as error:
        raise ReleaseError(f"{path} can't be read as a table in UTF-8 ({error}). Save it as CSV in UTF-8.") from error
    first = text.partition("\n")[0]
    reader = csv.DictReader(StringIO(text, newline=""), delimiter=";" if first.count(";") > first.count(",") else ",")
    if not {"decision", "one", "other"} <= set(reader.fieldnames or ()):
        raise ReleaseError(f"{path} is not a table of proposals: it lacks the columns decision, one, other.")
    found: dict[tuple[str, str], Decision] = {}
    for row in reader:
        written = (row["decision"] or "").strip().casefold()
        if written not in set(Decision):
            raise ReleaseError(
                f"{path}, line {reader.line_num}: “{written}” is not a decision. Write same, different, or nothing."
            )
        found[(row["one"] or "").strip(), (row["other"] or "").strip()] = Decision(written)
    return found


def decide(
    proposals: Iterable[Proposal], decided: Mapping[tuple[str, str], Decision], *, accept: float = 2.0
) -> dict[tuple[str, str], Decision]:
    """Every pair, decided or not. Proposals with a score of `accept` or more that nobody has decided are the same."""
    every = dict(decided)
    for proposal in proposals:
        pair = proposal.one, proposal.other
        if every.get(pair, Decision.OPEN) is Decision.OPEN:
            every[pair] = Decision.SAME if proposal.score >= accept else Decision.OPEN
    return every


def write_decisions(
    path: Path,
    proposals: Iterable[Proposal],
    decided: Mapping[tuple[str, str], Decision],
    members: Iterable[Member],
) -> None:
    """Write the table with all decisions, in one step; those on pairs that are no longer proposed stand at its end."""
    items = {reference: item for member in members for reference, item in member.items()}
    proposed = {(each.one, each.other): each for each in proposals}
    out = StringIO(newline="")
    writer = csv.writer(out)
    writer.writerow(COLUMNS)
    for pair in (*proposed, *(pair for pair in decided if pair not in proposed)):
        found = proposed.get(pair)
        reasons = (found.reason, found.score) if found else ("", "")
        titles = [_title(items.get(reference)) for reference in pair]
        evidence = found.evidence if found else ""
        line = (decided.get(pair, Decision.OPEN), *pair, *reasons, *titles, evidence)
        writer.writerow([harmless(str(cell)) for cell in line])
    waiting = path.with_name(f".{path.name}.new")
    waiting.write_text(out.getvalue(), "utf-8-sig", newline="")
    waiting.replace(path)


def _title(item: Item | None) -> str:
    return item.editions[0].title if item and item.editions else ""
