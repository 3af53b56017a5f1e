"""Small drafts for tests: a paragraph a line, cut by hand so that nothing but the outcome is tested."""

from collections.abc import Sequence
from itertools import pairwise

from firsthand.catalogue.negotiations import (
    Alignment,
    Anchor,
    Ask,
    Draft,
    DraftText,
    Link,
    LinkKind,
    Outcome,
    Paragraph,
    Part,
    Want,
)
from firsthand.negotiations.brackets import read_brackets
from firsthand.negotiations.outcomes import propose

FILLER = (
    "Climate, water and soil concern every region of the world.",
    "The secretariat prepares the meetings and keeps the archives of the assembly.",
    "Libraries, schools and museums are open on Sundays.",
    "A working group on transport meets twice a year in the capital.",
)
"""So that rare words are rare."""


def draft_text(slug: str, lines: Sequence[str], language: str = "en") -> DraftText:
    """“P: …” stands in the preamble, “3: …” in article 3, “O: …” in Option 1; all else in article 1."""
    made = []
    for number, line in enumerate((*lines, *(FILLER if language == "en" else ()))):
        head, _, rest = line.partition(": ")
        part, article, option, text = Part.OPERATIVE, "1", "", line
        if head == "P":
            part, article, text = Part.PREAMBLE, "", rest
        elif head == "O":
            option, text = "Option 1", rest
        elif head.isdigit():
            article, text = head, rest
        brackets = read_brackets(text, language)
        made.append(Paragraph(f"{slug}-{number}", text, part, "", article, (), option, 0, brackets))
    return DraftText(slug, tuple(made))


def outcomes(ask: Ask, *drafts: Sequence[str] | str, linked: bool = False) -> list[Outcome]:
    """One for each draft. `linked` says that each line of a draft became the same line of the next."""
    language = ask.language
    texts = [
        draft_text(f"d{number}", [lines] if isinstance(lines, str) else lines, language)
        for number, lines in enumerate(drafts)
    ]
    states = [Draft(text.draft, text.draft, f"2026-01-{number + 1:02}", language) for number, text in enumerate(texts)]
    alignments = [_aligned(one, other) for one, other in pairwise(texts) if linked]
    return list(propose(ask, states, texts, alignments))


def _aligned(one: DraftText, other: DraftText) -> Alignment:
    pairs = zip(one.paragraphs, other.paragraphs, strict=False)
    return Alignment(
        one.draft, other.draft, tuple(Link(LinkKind.EDITED, (before.id,), (after.id,)) for before, after in pairs)
    )


def ask(words: str = "", want: Want = Want.ADD, language: str = "en", **others: object) -> Ask:
    return Ask("ask", (), want, language, words, **others)  # type: ignore[arg-type]  # fields of Ask by name


__all__ = ["Anchor", "ask", "draft_text", "outcomes"]
