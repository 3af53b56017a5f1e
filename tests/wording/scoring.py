"""How well the check finds and replaces: sentences written for it, beside what it says of them.

`python -m tests.wording.scoring en` prints precision, recall and the share of first suggestions that are right; `-v`
each miss. A line of a sentence file is one sentence. What must be found stands in {braces}, with its concept behind a
bar where that matters; ?{so} must be possible, ~{so} may be found or not. Behind " => " stands the sentence with every
first suggestion in it. A line without braces is a trap: nothing graver than "imprecise" may be found there.
"""

import re
import shutil
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path

from msgspec import Struct

from firsthand.wording import Checker, Finding, GuideError
from firsthand.wording.guide import SHIPPED

SENTENCES = Path(__file__).parent / "sentences"
GRAVE = {"slur", "stigmatising"}
COUNTED = {*GRAVE, "discouraged"}
_MARKED = re.compile(r"([?~]?)\{([^{}|]+)(?:\|([\w-]+))?\}")


class Marked(Struct, frozen=True):
    start: int
    end: int
    sign: str
    concept: str | None


class Sentence(Struct, frozen=True):
    text: str
    marked: tuple[Marked, ...]
    fixed: str | None
    where: str


class Score(Struct):
    """Counts over all sentences; the first two triples are for everything, the others for what is grave."""

    found: int = 0
    wanted: int = 0
    right: int = 0
    grave_found: int = 0
    grave_right: int = 0
    grave_missed: int = 0
    fixed: int = 0
    fixed_right: int = 0
    misses: list[str] = []

    @property
    def precision(self) -> float:
        return self.grave_right / max(1, self.grave_found)

    @property
    def recall(self) -> float:
        return self.right / max(1, self.wanted)

    @property
    def grammatical(self) -> float:
        return self.fixed_right / max(1, self.fixed)


def read(path: Path) -> Iterator[Sentence]:
    for number, line in enumerate(path.read_text("utf-8").splitlines(), 1):
        if not line.strip() or line.startswith("#"):
            continue
        written, _, fixed = line.partition(" => ")
        text, marked = "", []
        at = 0
        for found in _MARKED.finditer(written):
            text += written[at : found.start()]
            marked.append(Marked(len(text), len(text) + len(found[2]), found[1], found[3]))
            text += found[2]
            at = found.end()
        text += written[at:]
        yield Sentence(text, tuple(marked), fixed or None, f"{path.name}:{number}")


def put_in(text: str, findings: tuple[Finding, ...]) -> str:
    """A text with the first suggestion of every finding in it."""
    for finding in reversed(findings):
        if finding.suggestions:
            first = finding.suggestions[0]
            text = text[: first.start] + first.text + text[first.end :]
    return text


def score(checker: Checker, sentences: Iterator[Sentence], language: str) -> Score:
    total = Score(misses=[])
    for sentence in sentences:
        findings = checker.check(sentence.text, language=language).findings
        _count(total, sentence, findings)
    return total


def _count(total: Score, sentence: Sentence, findings: tuple[Finding, ...]) -> None:
    left = list(sentence.marked)
    kept = []
    for finding in findings:
        mark = next((m for m in left if m.start < finding.end and finding.start < m.end), None)
        if mark is not None:
            left.remove(mark)
        if mark is not None and mark.concept and mark.concept != finding.concept:
            total.misses.append(f"{sentence.where} CONCEPT {finding.text!r}: {finding.concept}, not {mark.concept}")
        if mark is None or mark.sign != "~":
            kept.append(finding)
        _weigh(total, sentence, finding, mark)
    for mark in left:
        if mark.sign != "~":
            total.wanted += 1
            total.misses.append(f"{sentence.where} MISSED {sentence.text[mark.start : mark.end]!r} in {sentence.text}")
    if sentence.fixed is not None and not [m for m in left if m.sign != "~"]:
        total.fixed += 1
        marked = tuple(f for f in kept if f.severity in COUNTED or _marks(sentence, f))
        if (made := put_in(sentence.text, marked)) == sentence.fixed:
            total.fixed_right += 1
        else:
            total.misses.append(f"{sentence.where} FIXED\n    is   {made}\n    want {sentence.fixed}")


def _marks(sentence: Sentence, finding: Finding) -> bool:
    return any(m.start < finding.end and finding.start < m.end for m in sentence.marked)


def _weigh(total: Score, sentence: Sentence, finding: Finding, mark: Marked | None) -> None:
    if mark is not None and mark.sign == "~":
        return
    if mark is not None:
        total.wanted += 1
        if mark.sign == "?" or finding.certainty == "found":
            total.right += 1
        else:
            total.misses.append(
                f"{sentence.where} ONLY POSSIBLE {finding.text!r} in {sentence.text}: {finding.because}"
            )
    if finding.certainty == "found" and finding.severity in COUNTED:
        total.grave_found += 1
        total.grave_right += mark is not None and mark.sign == ""
        if mark is None or mark.sign == "?":
            total.misses.append(
                f"{sentence.where} FALSE {finding.text!r} ({finding.concept}, {finding.severity}) in {sentence.text}"
            )


def of_one_language(language: str) -> Checker:
    """With the house guide as it is for one language, whatever the state of the others."""
    others = {"en", "fr", "es", "ru"} - {language}
    with tempfile.TemporaryDirectory() as folder:
        copy = Path(folder) / "house"
        shutil.copytree(SHIPPED / "house", copy, ignore=shutil.ignore_patterns(*others))
        try:
            return Checker(str(copy), languages=[language], cache=Path(folder))
        except GuideError as error:
            sys.exit(str(error))


def main() -> None:
    languages = [word for word in sys.argv[1:] if not word.startswith("-")] or ["en", "fr", "es", "ru"]
    for language in languages:
        checker = of_one_language(language)
        for path in sorted(SENTENCES.glob(f"{language}*.txt")):
            total = score(checker, read(path), language)
            if "-v" in sys.argv:
                print("\n".join(total.misses))
            print(
                f"{path.name}: precision {total.precision:.3f} of {total.grave_found}, recall {total.recall:.3f} of "
                f"{total.wanted}, first suggestion right {total.grammatical:.3f} of {total.fixed}"
            )


if __name__ == "__main__":
    main()
