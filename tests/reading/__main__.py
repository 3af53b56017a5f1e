"""Scores our reader on the gold documents: python -m tests.reading [-v] [--tagged] [name or group ...].

Of the exam only totals are said, so that nobody tunes on it; --exam says all, for whoever builds or mends it.
"""

import argparse
import tempfile
from collections.abc import Iterator
from pathlib import Path

from tests.reading import gold, neutral, scoring

from firsthand.documents import read
from firsthand.documents.readers import parse


def main() -> None:
    parser = argparse.ArgumentParser(prog="python -m tests.reading", description=__doc__)
    parser.add_argument("names", nargs="*", help="names or groups of documents, or their beginnings")
    parser.add_argument("-v", "--verbose", action="store_true", help="say each difference")
    parser.add_argument("--tagged", action="store_true", help="leave the files their tags")
    parser.add_argument("--exam", action="store_true", help="say all of the exam: only to check how it is built")
    parser.add_argument("--save", metavar="FOLDER", help="keep the PDFs there")
    wanted = parser.parse_args()
    chosen = [one for one in gold.GOLD if _is_wanted(one, wanted.names)]
    print(f"{'':28}" + " ".join(f"{name[:7]:>7}" for name in scoring.MEASURES))
    scores = {}
    for one in chosen:
        data = gold.build(one.name, tagged=wanted.tagged)
        if wanted.save:
            Path(wanted.save, f"{one.name}.pdf").write_bytes(data)
        scores[one.name] = result = score(one, data)
        if one.exam and not wanted.exam:
            continue
        print(f"{one.name:28}{scoring.show(result.values())}", flush=True)
        if wanted.verbose and result.faults:
            print("\n".join(f"    {fault}" for fault in result.faults))
    for title, kept in _totals(chosen):
        print(f"{title:28}{scoring.show(scoring.total(scores[one.name] for one in kept).values())}")


def _totals(chosen: list[gold.Gold]) -> Iterator[tuple[str, list[gold.Gold]]]:
    """All that was tuned on, scans by themselves; of the exam each group too."""
    yield from _some("tuned on", [one for one in chosen if not one.exam and not one.scanned])
    yield from _some("tuned on, scans", [one for one in chosen if one.scanned])
    exam = [one for one in chosen if one.exam]
    for group in dict.fromkeys(one.group for one in exam):
        yield from _some(f"exam, {group}", [one for one in exam if one.group == group])
    yield from _some("exam", exam)


def _some(title: str, kept: list[gold.Gold]) -> Iterator[tuple[str, list[gold.Gold]]]:
    if kept:
        yield f"{title} ({len(kept)})", kept


def _is_wanted(one: gold.Gold, names: list[str]) -> bool:
    """Scans take their time, so they are read when they are asked for."""
    if not names:
        return not one.scanned
    return any(one.name.startswith(name) or one.group == name for name in names)


def score(one: gold.Gold, data: bytes) -> scoring.Score:
    """Scans go the whole way, with OCR where the machine has it."""
    if one.scanned:
        with tempfile.TemporaryDirectory() as folder:
            path = Path(folder, f"{one.name}.pdf")
            path.write_bytes(data)
            document = read(path)
    else:
        document = parse(data, f"{one.name}.pdf")
    found = neutral.from_document(document)
    return scoring.score(one.truth(found.pages), found)


if __name__ == "__main__":
    main()
