"""How well the search answers across languages: questions in four languages over the demonstration library.

The questions and their answers are those of `tests.search.questions`; each is asked with its own language as the
reader's, once with the thesaurus and once in the reader's own words alone. Only the half kept for tuning is asked,
unless `--held-out` is given; `--missed` names the questions with nothing right among the first ten. A published
library that FIRSTHAND_BENCH_LIBRARY names is asked in place of one that is made for it.

An answer is a group of passages that say the same in several languages; it is found where any of them is. The list is
of passages: all those that the first page shows (ten works, with up to three passages each), best score first.

- recall@10: the answers found among the first ten of the list, as a share of the answers, of which at most ten count.
- success@10: the share of questions with any answer among the first ten.
- MRR: the mean of one divided by the place of the first answer among the first ten, 0 where there is none.
- page: the answers found anywhere on the first page, as a share of all.

Four sets of answers are told apart: all of them; those that are given in the reader's language too; those that are
given in other languages only; and all, found in other languages, when every edition in the reader's language is out of
reach, which asks each question across languages. A question without any answer of a kind isn't counted there.
"""

import os
import sys
import tempfile
from collections.abc import Iterator, Mapping, Sequence
from contextlib import closing, contextmanager
from pathlib import Path
from statistics import fmean
from typing import NamedTuple

from tests.search.questions import LANGUAGES, Place, Question, answers, elsewhere, load, shelve

from firsthand.release import Release, build
from firsthand.search import open_engine
from firsthand.search.protocol import Engine, Query
from firsthand.sources.folder import load as load_folder

DEMO = Path(__file__).parents[1] / "demo"
TEN = 10
CARRYING = "own_words" in Query.__struct_fields__
"""Whether the search can be told to keep to the reader's words."""
EDITIONS = (*LANGUAGES, "ar")
"""The languages that the library has editions in."""
COLUMNS = ("recall@10", "success@10", "MRR", "page")
WAYS = {"with the thesaurus": False, "in own words": True} if CARRYING else {"as it is": False}
KINDS = (
    "all answers",
    "answers given in the reader's language",
    "answers given in other languages only",
    "all answers, with no edition in the reader's language",
)

Answers = Sequence[frozenset[Place]]
Measured = Mapping[str, "Score | None"]


class Score(NamedTuple):
    """Of one question, or the mean of several."""

    recall: float
    success: float
    reciprocal: float
    page: float


def main(arguments: Sequence[str] = ()) -> None:
    asked = load("held_out" if "--held-out" in arguments else "development")
    with _library() as release, closing(open_engine(release.index)) as engine:
        shelf = shelve(release)
        right = [answers(question, shelf) for question in asked]
        found = {
            way: [measure(engine, *pair, own_words=own) for pair in zip(asked, right, strict=True)]
            for way, own in WAYS.items()
        }
    print(f"{len(asked)} questions with {sum(map(len, right))} answers; each column: {', then '.join(WAYS)}")
    for kind in KINDS:
        _tell(kind, asked, found)
    if "--missed" in arguments and "--held-out" not in arguments:
        _tell_missed(asked, found)


@contextmanager
def _library() -> Iterator[Release]:
    named = os.environ.get("FIRSTHAND_BENCH_LIBRARY")
    with tempfile.TemporaryDirectory(prefix="firsthand-bench-") as folder:
        if not named:
            build(load_folder(DEMO, cache=Path(folder) / "cache"), Path(folder) / "library")
        with closing(Release.open(Path(named or f"{folder}/library"))) as release:
            yield release


def measure(engine: Engine, question: Question, right: Answers, *, own_words: bool) -> Measured:
    """The scores of a question by kind of answers; None where it has no such answers."""
    shown = ask(engine, question, own_words=own_words)
    abroad = [group for group in right if elsewhere(question, group)]
    at_home = [group for group in right if not elsewhere(question, group)]
    others = tuple(language for language in EDITIONS if language != question.language)
    shown_abroad = ask(engine, question, own_words=own_words, editions=others)
    said_abroad = [frozenset(place for place in group if place.language != question.language) for group in right]
    by_kind = (
        (shown, right),
        (shown, at_home),
        (shown, abroad),
        (shown_abroad, [group for group in said_abroad if group]),
    )
    return {kind: score(*pair) for kind, pair in zip(KINDS, by_kind, strict=True)}


def ask(engine: Engine, question: Question, *, own_words: bool, editions: tuple[str, ...] = ()) -> list[Place]:
    """The passages on the first page, best first. With `editions`, no passage in the question's language is there."""
    keeping = {"own_words": own_words} if CARRYING else {}
    filters = {"language": editions} if editions else {}
    query = Query(question.words, filters=filters, languages=(question.language,), **keeping)
    hits = [hit for group in engine.search(query).groups for hit in group.hits]
    hits.sort(key=lambda hit: -hit.score)
    places = [Place(hit.address, hit.passage, hit.language) for hit in hits]
    return [place for place in places if not editions or place.language != question.language]


def score(shown: Sequence[Place], right: Answers) -> Score | None:
    if not right:
        return None
    ten = set(shown[:TEN])
    first = next((at for at, place in enumerate(shown[:TEN], 1) if any(place in group for group in right)), None)
    return Score(
        sum(not ten.isdisjoint(group) for group in right) / min(TEN, len(right)),
        float(first is not None),
        1 / first if first else 0.0,
        sum(not group.isdisjoint(shown) for group in right) / len(right),
    )


def _tell(kind: str, asked: Sequence[Question], found: Mapping[str, Sequence[Measured]]) -> None:
    """A table with a line for each language of questions; where there are two ways, their figures side by side."""
    print(f"\n{kind}\n  {'asked in':<10}{'questions':>9}" + "".join(f"{name:>16}" for name in COLUMNS))
    for language in (*LANGUAGES, "all"):
        means = [
            _mean([scores[kind] for q, scores in zip(asked, measured, strict=True) if language in (q.language, "all")])
            for measured in found.values()
        ]
        count, _ = means[0]
        if count:
            columns = zip(*(mean for _, mean in means), strict=True)
            cells = (" / ".join(f"{value:.3f}" for value in column) for column in columns)
            print(f"  {language:<10}{count:>9}" + "".join(f"{cell:>16}" for cell in cells))


def _mean(scores: Sequence[Score | None]) -> tuple[int, Score]:
    """How many there are, and their mean."""
    there = [score for score in scores if score]
    return len(there), Score(*(fmean(column) for column in zip(*there, strict=True))) if there else Score(0, 0, 0, 0)


def _tell_missed(asked: Sequence[Question], found: Mapping[str, Sequence[Measured]]) -> None:
    for way, measured in found.items():
        print(f"\nNothing right among the first ten, {way}:")
        for question, scores in zip(asked, measured, strict=True):
            whole = scores[KINDS[0]]
            if whole and not whole.success:
                print(f"  {question.id}  {question.words}")


if __name__ == "__main__":
    main(sys.argv[1:])
