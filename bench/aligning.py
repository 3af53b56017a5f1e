"""Drafts of a real treaty aligned: how much is right beside simpler ways, and how fast, interleaved with difflib.

Which article became which is read from titles and contents and lies beside the drafts. A pair counts as right where it
is in the right article, or in the preamble of both; a share is told for the best links first, until that part of the
later draft's paragraphs has one. What is called unknown but has a paragraph of both is counted as a pair as well.
"""

import gc
import json
import subprocess
import sys
from collections import Counter
from collections.abc import Callable, Iterable, Iterator
from difflib import SequenceMatcher
from importlib import import_module
from itertools import pairwise
from pathlib import Path
from random import Random
from time import perf_counter, process_time

import numpy as np
from msgspec.structs import replace
from tests.negotiations.alignment.known_edits import edited

from firsthand.catalogue.negotiations import DraftText, LinkKind, Paragraph, Part
from firsthand.documents import read
from firsthand.negotiations.alignment import align
from firsthand.negotiations.cutting import read_draft

PARIS = Path(__file__).resolve().parents[2] / "shared" / "drafts" / "paris"
DRAFTS = ("23-oct-2015", "4-dec-2015", "9-dec-2015", "12-dec-2015")
COVERAGE = (0.5, 0.75, 0.9)
ROUNDS = 8
FEW = 2
SMALL, LARGE = 500, 5000

Pair = tuple[float, int, int]
"""How good it is, and the places of its paragraphs."""
Way = Callable[[DraftText, DraftText], Iterable[Pair]]


def main() -> None:
    if PARIS.is_dir():
        texts = [read_draft(read(PARIS / f"{name}.md", isolated=False), name, "en") for name in DRAFTS]
        _right(texts[2], texts[3])
        _perturbed(texts[2], texts[3])
        _kinds(texts)
        _speed(texts)
        for kind in ("real", "same", "boilerplate"):
            print(_fresh(kind))
    else:
        print("The shared sample files are not on this machine; only the invented text is measured.")
    _invented()


def ours(before: DraftText, after: DraftText) -> Iterator[Pair]:
    here = {paragraph.id: place for place, paragraph in enumerate(before.paragraphs)}
    there = {paragraph.id: place for place, paragraph in enumerate(after.paragraphs)}
    for link in align(before, after).links:
        yield from ((link.score, here[one], there[other]) for one in link.before for other in link.after)


def by_number(before: DraftText, after: DraftText) -> Iterator[Pair]:
    """The same article and the same place in it."""
    places = {place: where for where, place in _numbered(before).items()}
    for one, where in _numbered(after).items():
        if where in places:
            yield 1.0, places[where], one


def by_difflib(before: DraftText, after: DraftText) -> Iterator[Pair]:
    """The share of equal words; the best pairs first, each paragraph once."""
    split = [[paragraph.text.casefold().split() for paragraph in text.paragraphs] for text in (before, after)]
    ratios = np.zeros((len(split[0]), len(split[1])))
    for other, words in enumerate(split[1]):
        matcher = SequenceMatcher(None, [], words, autojunk=False)
        for one, more in enumerate(split[0]):
            matcher.set_seq1(more)
            ratios[one, other] = matcher.ratio()
    return _best_first(ratios)


def by_cosine(before: DraftText, after: DraftText) -> Iterator[Pair]:
    """TF-IDF over words; the best pairs first, each paragraph once."""
    split = [paragraph.text.casefold().split() for text in (before, after) for paragraph in text.paragraphs]
    words = {word: place for place, word in enumerate(sorted({word for one in split for word in one}))}
    counts = np.zeros((len(split), len(words)))
    for place, one in enumerate(split):
        for word in one:
            counts[place, words[word]] += 1
    weights = counts * np.log(len(split) / (counts > 0).sum(axis=0))
    weights /= np.linalg.norm(weights, axis=1, keepdims=True) + 1e-9
    return _best_first(weights[: len(before.paragraphs)] @ weights[len(before.paragraphs) :].T)


def _best_first(scores: "np.ndarray[tuple[int, int], np.dtype[np.float64]]") -> Iterator[Pair]:
    taken: tuple[set[int], set[int]] = (set(), set())
    for flat in np.argsort(-scores, axis=None, kind="stable"):
        one, other = divmod(int(flat), scores.shape[1])
        if one not in taken[0] and other not in taken[1] and scores[one, other] > 0:
            taken[0].add(one)
            taken[1].add(other)
            yield float(scores[one, other]), one, other


def _numbered(text: DraftText) -> dict[int, tuple[str, str, int]]:
    met: Counter[tuple[str, str]] = Counter()
    found = {}
    for place, paragraph in enumerate(text.paragraphs):
        key = (paragraph.part.value, paragraph.article)
        found[place] = (*key, met[key])
        met[key] += 1
    return found


def _right(before: DraftText, after: DraftText) -> None:
    print(f"{before.draft} to {after.draft}: {len(before.paragraphs)} and {len(after.paragraphs)} paragraphs\n")
    print(
        f"{'way':28} {'at 50 %':>8} {'at 75 %':>8} {'at 90 %':>8} {'all':>8} {'of the later draft':>19} {'seconds':>8}"
    )
    ways: dict[str, Way] = {
        "Firsthand": ours, "article number and place": by_number, "difflib over words": by_difflib,
        "cosine over TF-IDF": by_cosine,
    }  # fmt: skip
    for name, way in ways.items():
        start = perf_counter()
        found = list(way(before, after))
        taken = perf_counter() - start
        shares, share, covered = right_shares(before, after, found)
        columns = " ".join(f"{shares[part]:8.1%}" if part in shares else f"{'–':>8}" for part in COVERAGE)
        print(f"{name:28} {columns} {share:8.1%} {covered:19.1%} {taken:8.2f}")


def right_shares(before: DraftText, after: DraftText, found: list[Pair]) -> tuple[dict[float, float], float, float]:
    """The share of pairs in the right article at each coverage, of all pairs, and what all of them cover."""
    became = json.loads((PARIS / "article-map-9dec-12dec.json").read_text("utf-8"))["articles"]
    wanted = [place for place, paragraph in enumerate(after.paragraphs) if paragraph.part is not Part.FRONT]
    shares: dict[float, float] = {}
    covered: set[int] = set()
    right = total = 0
    for _, one, other in sorted(found, key=lambda pair: -pair[0]):
        if after.paragraphs[other].part is Part.FRONT:
            continue
        total += 1
        right += _is_right(before.paragraphs[one], after.paragraphs[other], became)
        covered.add(other)
        for part in COVERAGE:
            if len(covered) >= part * len(wanted):
                shares.setdefault(part, right / total)
    return shares, right / max(1, total), len(covered) / len(wanted)


def _is_right(one: Paragraph, other: Paragraph, became: dict[str, str]) -> bool:
    return one.part is other.part and became.get(one.article.replace(" ", ""), "") == other.article


def _perturbed(before: DraftText, after: DraftText) -> None:
    """The same with each constant of the method a quarter lower and a quarter higher: the worst that comes of it."""
    worst: dict[float, tuple[float, str]] = {}
    for module, name in (
        ("pairing", "INFLUENCE"), ("pairing", "USUAL"), ("pairing", "STRONG"), ("pairing", "MARGIN"),
        ("candidates", "ENOUGH"), ("candidates", "LEAST"), ("candidates", "MEETINGS"), ("grouping", "CONTAINED"),
        ("grouping", "ADDS"), ("grouping", "TWIN"), ("grouping", "JOINS"), ("surroundings", "HALF"),
        ("surroundings", "PRIOR"), ("shingles", "PRIOR"), ("linking", "AS_GOOD"),
    ):  # fmt: skip
        place = import_module(f"firsthand.negotiations.alignment.{module}")
        value = getattr(place, name)
        for factor in (0.75, 1.25):
            setattr(place, name, value * factor)
            shares, _, _ = right_shares(before, after, list(ours(before, after)))
            setattr(place, name, value)
            for part, share in shares.items():
                worst[part] = min(worst.get(part, (1.0, "")), (share, f"{name} × {factor}"))
    told = ", ".join(f"{share:.1%} at {part:.0%} ({name})" for part, (share, name) in sorted(worst.items()))
    print(f"\nwith each constant a quarter lower and higher, at worst: {told}")


def _kinds(texts: list[DraftText]) -> None:
    print()
    for before, after in pairwise(texts):
        kinds = Counter(link.kind.value for link in align(before, after).links)
        told = ", ".join(f"{kind} {count}" for kind, count in kinds.most_common())
        print(f"{before.draft} to {after.draft} ({len(before.paragraphs)}, {len(after.paragraphs)}): {told}")


def _speed(texts: list[DraftText]) -> None:
    before, after = grown(texts, SMALL)
    gc.freeze()  # what else lies in this process is no part of the work of either
    here, there = [], []
    for turn in range(ROUNDS):
        here.append(_timed(lambda: align(before, after)))
        if turn < FEW:
            there.append(_timed(lambda: list(by_difflib(before, after))))
    ours_, theirs = min(here), min(there)
    print(f"\n{SMALL} × {SMALL}, the least disturbed of {ROUNDS} and {FEW} rounds:")
    print(f"{ours_:.2f} s (limit 0.5), difflib {theirs:.1f} s, {theirs / ours_:.0f} times as long (wanted: 20)")


def _timed(work: Callable[[], object]) -> float:
    start = process_time()
    work()
    return process_time() - start


def _fresh(kind: str) -> str:
    """5,000 × 5,000 in a process of its own, with the most memory that it held."""
    code = f"from bench.aligning import _large; _large({kind!r})"
    return subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True).stdout.strip()


def _large(kind: str) -> None:
    import resource

    if kind == "real":
        before, after = grown([read_draft(read(PARIS / f"{name}.md"), name, "en") for name in DRAFTS[:2]], LARGE)
    else:
        draw = Random(1)
        lines = (
            ["No text"]
            if kind == "same"
            else ["No text", "[Placeholder]", "To be elaborated", "Continue to take the lead"]
        )
        before, after = (
            DraftText(slug, tuple(Paragraph(f"{slug}{place}", draw.choice(lines)) for place in range(LARGE)))
            for slug in ("before", "after")
        )
    taken = _timed(lambda: align(before, after))
    most = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    print(f"{LARGE} × {LARGE}, {kind}: {taken:.1f} s (limit 10), {most:.0f} MB at most (limit 500)")


def grown(texts: list[DraftText], size: int) -> tuple[DraftText, DraftText]:
    """Paragraphs of real drafts, further times with a third of their words exchanged; then a tenth of them left out."""
    draw = Random(size)
    real = [paragraph for text in texts for paragraph in text.paragraphs if len(paragraph.text) > 60]
    words = sorted({word for paragraph in real for word in paragraph.text.split()})
    before, after = [], []
    for place in range(size):
        paragraph, turn = real[place % len(real)], place // len(real)
        exchanged = [
            draw.choice(words) + str(turn) if turn and draw.random() < 1 / 3 else word
            for word in paragraph.text.split()
        ]
        before.append(replace(paragraph, id=f"a{place}", text=" ".join(exchanged)))
        kept = [word for word in exchanged if draw.random() > 0.1]
        after.append(replace(paragraph, id=f"b{place}", text=" ".join(kept)))
    return DraftText("before", tuple(before)), DraftText("after", tuple(after))


def _invented() -> None:
    """A text with known edits, from many seeds."""
    right = wrong = unknown = total = 0
    for seed in range(100, 140):
        made = edited(seed)
        truth = {(one, other) for link in made.truth for one in link.before for other in link.after}
        total += len(truth)
        for link in align(made.before, made.after).links:
            pairs = {(one, other) for one in link.before for other in link.after}
            if link.kind is LinkKind.UNKNOWN:
                unknown += len(pairs & truth)
            else:
                right, wrong = right + len(pairs & truth), wrong + len(pairs - truth)
    print(
        f"\nan invented text with {total} known pairs: {right / total:.1%} found, {unknown / total:.1%} called unknown,"
    )
    print(
        f"{(total - right - unknown) / total:.1%} missed, {wrong / max(1, right + wrong):.2%} of what is proposed wrong"
    )


if __name__ == "__main__":
    main()
