"""The example sentences of a guide, held against what is found with it."""

from collections.abc import Iterator, Sequence

from msgspec import Struct

from firsthand.wording.checker import Checker
from firsthand.wording.model import Finding
from firsthand.wording.schema import Words


class Example(Struct, frozen=True):
    """A sentence of which the guide says what is found in it."""

    language: str
    concept: str
    text: str
    found: bool
    """Whether something of the concept is to be found."""
    wanted: str = ""
    """The sentence with the first suggestion in it, where the guide gives it: for this concept, or for all of them."""


def examples(language: str, concept: str, words: Words) -> Iterator[Example]:
    """Every example of one concept in one language."""
    for text, *wanted in words.bad:
        yield Example(language, concept, text, found=True, wanted=wanted[0] if wanted else "")
    for text in words.good:
        yield Example(language, concept, text, found=False)


def failure(checker: Checker, example: Example) -> str:
    """What is otherwise than the guide says, in a sentence; empty where all is as it says."""
    report = checker.check(example.text, language=example.language, explain=True)
    found = [finding for finding in report.findings if finding.concept == example.concept]
    if example.found and not found:
        passed = [p for p in report.passed if p.concept == example.concept]
        others = ", ".join(f"“{f.text}” as {f.concept}" for f in report.findings)
        told = "; ".join(f"“{p.text}” passes: {', '.join(p.because)}" for p in passed) or (
            others and f"found is {others}"
        )
        return f"Nothing is found in “{example.text}”{f' ({told})' if told else ''}."
    if found and not example.found:
        words = "; ".join(f"“{f.text}”, {', '.join(f.because)}" for f in found)
        return f"Something is found in “{example.text}” ({words})."
    if example.wanted:
        made = rewritten(example.text, found)
        if _plain(example.wanted) not in (_plain(made), _plain(rewritten(example.text, report.findings))):
            return f"“{example.text}” becomes “{made}”, not “{example.wanted}”."
    return ""


def _plain(text: str) -> str:
    """With typewriter apostrophes: a suggestion has those of the text around it."""
    return text.replace("’", "'")


def rewritten(text: str, findings: Sequence[Finding]) -> str:
    """A text with the first suggestion of each finding in it."""
    first = [finding.suggestions[0] for finding in findings if finding.suggestions]
    end = len(text) + 1
    for suggestion in sorted(first, key=lambda s: s.start, reverse=True):
        if suggestion.end <= end:
            text = text[: suggestion.start] + suggestion.text + text[suggestion.end :]
            end = suggestion.start
    return text
