"""Which terms of the wording guide a draft uses, so that people see what came in with it and what went.

The words of states are theirs to choose, and quotation marks or brackets do not make a term another one: here it counts
wherever it stands. Nothing is said about terms that are contested, or of which the check is not sure.
"""

import re
from bisect import bisect_right
from collections.abc import Iterable, Iterator, Sequence
from functools import cache
from itertools import accumulate

from firsthand.catalogue.negotiations import DraftText, Paragraph, TermUse
from firsthand.wording import Checker, Finding, Material

LANGUAGES = ("en", "fr", "es", "ru")
SEVERITIES = frozenset({"slur", "stigmatising", "discouraged"})
_SIGN = re.compile(r"[\[\]{}\"“”„‟«»‹›]|(?<!\w)['‘‚’]|['‘’](?!\w)")
_BETWEEN = "\n\n"


def find_terms(texts: Sequence[DraftText], language: str) -> tuple[TermUse, ...]:
    """Of each draft, in their order, its terms by concept; empty for languages that the guide does not have.

    `language` is BCP 47, of all the drafts. `words` is what stands there first, in small letters.
    """
    primary = language.partition("-")[0].lower()
    if primary not in LANGUAGES:
        return ()
    checker = _checker()
    return tuple(use for text in texts for use in _uses(text, checker, primary))


@cache
def _checker() -> Checker:
    return Checker("house")


def _uses(text: DraftText, checker: Checker, language: str) -> Iterator[TermUse]:
    starts = list(accumulate((len(one.text) + len(_BETWEEN) for one in text.paragraphs), initial=0))
    found = checker.check(_material(text.paragraphs, language)).findings
    by_concept: dict[str, list[Finding]] = {}
    for finding in found:
        if finding.certainty == "found" and finding.severity in SEVERITIES:
            by_concept.setdefault(finding.concept, []).append(finding)
    for concept, findings in sorted(by_concept.items()):
        places = dict.fromkeys(bisect_right(starts, finding.start) - 1 for finding in findings)
        ids = tuple(text.paragraphs[place].id for place in places)
        yield TermUse(text.draft, concept, _words(findings[0].text), len(findings), ids)


def _material(paragraphs: Iterable[Paragraph], language: str) -> Material:
    whole = _BETWEEN.join(paragraph.text for paragraph in paragraphs)
    hidden = tuple((sign.start(), sign.end(), _instead(whole, sign)) for sign in _SIGN.finditer(whole))
    return Material(whole, hidden=hidden, language=language)


def _instead(text: str, sign: re.Match[str]) -> str:
    """Nothing; but "[shall][should]" is two words."""
    beside = text[sign.start() - 1 : sign.start()], text[sign.end() : sign.end() + 1]
    return "" if any(one.isspace() or not one for one in beside) else " "


def _words(text: str) -> str:
    return " ".join(_SIGN.sub(" ", text).lower().split())
