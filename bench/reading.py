"""How well and how quickly PDF is read, beside other readers, on documents whose structure is known.

The peers are installed by `make bench-reading` into an environment of their own; without it only ours is measured.
Slow peers read files of up to PAGES pages; `--all` lets them read all. The exam comes first, and only in totals.
"""

import argparse
import json
import subprocess
import tempfile
from collections.abc import Callable, Iterable
from pathlib import Path
from time import process_time
from typing import NamedTuple

from bench._markdown import from_markdown, from_plain
from tests.reading import gold, neutral, scoring

from firsthand.documents import pdf
from firsthand.documents.errors import UnreadableFileError
from firsthand.documents.model import Document

ROOT = Path(__file__).resolve().parents[1]
SAMPLES = ROOT.parent / "shared" / "samples" / "documents"
PEERS = ROOT / "build" / "peers" / "bin" / "python"
ADAPTERS: dict[str, Callable[[str], scoring.Reading]] = {
    "pypdfium2": from_plain,
    "pdfminer.six": from_plain,
    "pdfplumber": from_markdown,
    "markitdown": from_markdown,
    "pymupdf4llm": from_markdown,
}
SHOWN = ("paragraphs", "headings", "order", "lists", "tables", "places", "notes", "error", "leak")
WORSE_IF_MORE = frozenset({"error", "leak"})
EXAM = "exam"
SLOW = frozenset({"pdfplumber", "markitdown", "pymupdf4llm"})
PAGES = 20
MARGIN = 0.001
"""By how much a peer must be ahead to be named."""


class Case(NamedTuple):
    name: str
    group: str
    data: bytes
    truth: scoring.Reading


class Outcome(NamedTuple):
    score: scoring.Score
    seconds: float


def main() -> None:
    parser = argparse.ArgumentParser(prog="python -m bench.reading", description=__doc__)
    parser.add_argument("--all", action="store_true", help=f"let slow peers read files of more than {PAGES} pages too")
    everything = parser.parse_args().all
    cases = [*_gold_cases(), *_sample_cases()]
    pages = {case.name: _count_pages(case.data) for case in cases}
    peers = _run_peers(cases, pages, everything=everything)
    outcomes = {"firsthand": {case.name: _read(case, pages[case.name]) for case in cases}, **peers}
    for group in dict.fromkeys(case.group for case in cases):
        names = [case.name for case in cases if case.group == group]
        _print_group(group, names, outcomes, pages)
    _print_tagged()
    _print_cases_lost(cases, outcomes)


def _gold_cases() -> Iterable[Case]:
    """Without tags: what a reader makes of the page alone."""
    for one in sorted(gold.GOLD, key=lambda one: not one.exam):
        if not one.scanned:
            data = gold.build(one.name)
            group = EXAM if one.exam else f"{one.group}, tuned on"
            yield Case(one.name, group, data, one.truth(_count_pages(data)))


def _sample_cases() -> Iterable[Case]:
    """Real files whose own tags, read by us, are taken for the truth; all readers get them without."""
    for path in sorted(SAMPLES.glob("*.pdf")):
        data = path.read_bytes()
        try:
            document = pdf.read(data, pictures=False)
        except UnreadableFileError:
            continue
        if _is_tagged(document):
            truth = neutral.from_document(document)
            yield Case(path.stem, "samples, their tags as truth", gold.strip_tags(data), truth)


def _is_tagged(document: Document) -> bool:
    """Whether tags told the structure of nine pages of ten at least, headings among it."""
    told = sum(page.source == "tags" for page in document.quality)
    return told >= 0.9 * len(document.quality) > 0 and any(section.heading for section in document.walk())


def _count_pages(data: bytes) -> int:
    import pypdfium2

    with pypdfium2.PdfDocument(data) as opened:
        return len(opened)


def _read(case: Case, pages: int) -> Outcome:
    begun = process_time()
    document = pdf.read(case.data, tags=False, pictures=False)
    seconds = process_time() - begun
    found = neutral.from_document(document)._replace(pages=pages)
    return Outcome(scoring.score(case.truth, found), seconds)


def _run_peers(cases: list[Case], pages: dict[str, int], *, everything: bool) -> dict[str, dict[str, Outcome]]:
    if not PEERS.exists():
        print("The peers are not installed: make bench-reading does that.\n")
        return {}
    outcomes = {}
    with tempfile.TemporaryDirectory() as folder:
        paths = {case.name: Path(folder, f"{case.name}.pdf") for case in cases}
        for case in cases:
            paths[case.name].write_bytes(case.data)
        for name, adapt in ADAPTERS.items():
            kept = [case for case in cases if everything or name not in SLOW or pages[case.name] <= PAGES]
            skipped = [case.name for case in cases if case not in kept]
            if skipped:
                print(f"{name} was not given, as they have more than {PAGES} pages: {', '.join(skipped)}", flush=True)
            command = [PEERS, ROOT / "bench" / "_peers.py", name, *(paths[case.name] for case in kept)]
            done = subprocess.run(command, check=True, capture_output=True, timeout=3600)
            found = json.loads(done.stdout)
            for stem, fault in found.get("faults", {}).items():
                print(f"{name} failed on {stem}: {fault}")
            outcomes[name] = {
                case.name: Outcome(
                    scoring.score(case.truth, adapt(found[case.name]["text"])._replace(pages=pages[case.name])),
                    found[case.name]["seconds"],
                )
                for case in kept
            }
    return outcomes


def _print_group(group: str, names: list[str], outcomes: dict[str, dict[str, Outcome]], pages: dict[str, int]) -> None:
    """A peer that skipped some is measured on the others, and so are we once more, on the same."""
    print(f"\n{group}: {len(names)} documents, {sum(pages[name] for name in names)} pages")
    print(f"{'':22}" + " ".join(f"{name[:7]:>7}" for name in SHOWN) + "  pages/s")
    for reader, there in outcomes.items():
        read = [name for name in names if name in there]
        if not read:
            continue
        part = "" if len(read) == len(names) else f" ({len(read)})"
        _print_line(reader + part, [there[name] for name in read], sum(pages[name] for name in read))
        if part:
            _print_line(f"  firsthand{part}", [outcomes["firsthand"][name] for name in read],
                        sum(pages[name] for name in read))  # fmt: skip


def _print_line(title: str, read: list[Outcome], pages: int) -> None:
    values = scoring.total(one.score for one in read).values()
    speed = pages / max(sum(one.seconds for one in read), 1e-9)
    print(f"{title:22}{scoring.show(values, SHOWN)} {speed:8.1f}", flush=True)


def _print_tagged() -> None:
    print("\nours, with the tags of the same files and without (error in per cent, leaks per page)")
    print(f"{'':28}" + " ".join(f"{name[:7]:>7}" for name in SHOWN))
    for group in ("exam", "layout", "tables", "scripts"):
        chosen = [one for one in gold.GOLD if (EXAM if one.exam else one.group) == group and not one.scanned]
        for title, tags in (("with", True), ("without", False)):
            scores = []
            for one in chosen:
                found = neutral.from_document(pdf.read(gold.build(one.name, tagged=True), tags=tags))
                scores.append(scoring.score(one.truth(found.pages), found))
            print(f"{f'{group}, {title}':28}{scoring.show(scoring.total(scores).values(), SHOWN)}")


def _print_cases_lost(cases: list[Case], outcomes: dict[str, dict[str, Outcome]]) -> None:
    print("\ncases in which a peer is ahead of us, those of the exam aside")
    for case in cases:
        if case.group == EXAM:
            continue
        ours = outcomes["firsthand"][case.name].score.values()
        for reader, there in outcomes.items():
            if case.name not in there:
                continue
            theirs = there[case.name].score.values()
            ahead = [
                f"{name} {_figure(name, theirs[name])} to {_figure(name, ours[name])}"
                for name in SHOWN
                if ours[name] is not None and theirs[name] is not None and _is_ahead(name, theirs[name], ours[name])
            ]
            if ahead:
                print(f"{case.name}: {reader}: {', '.join(ahead)}")


def _figure(name: str, value: float) -> str:
    return f"{value:.2f}" if name == "leak" else f"{100 * value:.1f}"


def _is_ahead(name: str, theirs: float, ours: float) -> bool:
    return theirs < ours - MARGIN if name in WORSE_IF_MORE else theirs > ours + MARGIN


if __name__ == "__main__":
    main()
