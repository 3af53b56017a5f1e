"""A copy of a Word file in which findings are commented on and, where that is safe, changed under tracking.

Joins the check with the file: which findings become what is decided here.
"""

import os
from collections.abc import Callable, Sequence
from datetime import UTC, datetime
from pathlib import Path

from msgspec import Struct

from firsthand.documents import Limits, files
from firsthand.documents.markup import Element
from firsthand.documents.word.names import RUN
from firsthand.wording import remarks
from firsthand.wording.checker import Checker
from firsthand.wording.corrections import Edit, harmless_edits, safe_edits
from firsthand.wording.material import Material
from firsthand.wording.model import Finding
from firsthand.wording.textfile import write_bytes
from firsthand.wording.word.changes import Signature, outermost, replace_words
from firsthand.wording.word.comments import Comments
from firsthand.wording.word.lines import Line
from firsthand.wording.word.package import Draft
from firsthand.wording.word.story import SEPARATOR, Story

Keep = Callable[[Sequence[Finding], str], Sequence[Finding]]
"""Of all findings and the text that they are in: those that are told."""


def _all(findings: Sequence[Finding], _: str) -> Sequence[Finding]:
    return findings


class Annotated(Struct, frozen=True):
    data: bytes
    """The new file."""
    findings: tuple[Finding, ...]
    """In the text of the file, its paragraphs parted by blank lines."""
    changes: int
    """How many of them were changed under tracking."""


def annotate(
    source: Path,
    target: Path,
    checker: Checker,
    *,
    author: str = "Firsthand",
    language: str | None = None,
    keep: Keep = _all,
) -> int:
    """Write a copy of a DOCX file with comments and tracked changes; gives how many findings it has.

    `language` is the one that the text is in (BCP 47); without it, it is told paragraph by paragraph. `keep` chooses
    among the findings. `source` and `target` may be the same. Raises UnreadableFileError where the file can't be read,
    and UnreadableTextError where the copy can't be written; each says why in a sentence.
    """
    limits = Limits()
    descriptor = files.open_file(source, limits)
    try:
        data = files.contents(descriptor, limits)
    finally:
        os.close(descriptor)
    made = annotated(data, checker, author=author, language=language, keep=keep)
    write_bytes(target, made.data)
    return len(made.findings)


def annotated(
    data: bytes,
    checker: Checker,
    *,
    author: str = "Firsthand",
    language: str | None = None,
    at: datetime | None = None,
    keep: Keep = _all,
) -> Annotated:
    """The same with bytes; `at` is the time of the changes. Raises UnreadableFileError."""
    draft = Draft(data)
    story = Story(draft)
    everything = checker.check(story.material(story.text, language)).findings
    findings = tuple(keep(everything, story.text))
    edits = _edits(story, everything, findings, checker, language)
    comments = Comments(draft)
    roots = [*draft.roots, *([comments.root] if comments.root is not None else [])]
    moment = (at or datetime.now(UTC)).astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%SZ")
    signature = Signature(author, moment, roots)
    for finding in reversed(findings):  # From the end, so that what was changed lies behind what comes.
        _annotate(finding, edits.get(finding.start), story, comments, signature)
    return Annotated(draft.saved(), findings, len(edits))


def _edits(
    story: Story,
    everything: Sequence[Finding],
    findings: Sequence[Finding],
    checker: Checker,
    language: str | None,
) -> dict[int, Edit]:
    """The changes that may be made, by where their findings begin."""

    def check(text: str) -> tuple[Material, Sequence[Finding], Sequence[Finding]]:
        material = story.material(text, language)
        found = checker.check(material).findings
        return material, found, found

    possible = [
        edit for edit in safe_edits(story.material(story.text, language), findings) if _is_possible(edit, story)
    ]
    kept = set(harmless_edits(story.text, possible, everything, check))
    return {
        finding.start: edit
        for finding in findings
        for first in finding.suggestions[:1]
        if (edit := Edit(first.start, first.end, first.text)) in kept
    }


def _is_possible(edit: Edit, story: Story) -> bool:
    line, start = story.place(edit.start)
    end = start + edit.end - edit.start
    lines = (line, line.twin) if line.twin else (line,)
    return SEPARATOR not in edit.text and end <= line.length and all(one.can_change(start, end) for one in lines)


def _annotate(finding: Finding, edit: Edit | None, story: Story, comments: Comments, signature: Signature) -> None:
    line, start = story.place(finding.start)
    end = min(start + finding.end - finding.start, line.length)
    inserted: Element | None = None
    if edit is not None:
        begin = start + edit.start - finding.start
        finish = begin + edit.end - edit.start
        for one in (line.twin, line):
            if one is not None:
                inserted = replace_words(one, begin, finish, edit.text, signature)
        start, end = min(start, begin), max(end, finish)
    if line.takes_comments:
        runs = [outermost(run) for run in line.runs(start, end)]
        last = inserted if inserted is not None and inserted.getprevious() is runs[-1] else runs[-1]
        comments.add(runs[0], last, remarks.lines(finding), signature)
    elif (anchor := _elsewhere(line)) is not None:
        comments.add(anchor, anchor, [f"“{finding.text}”", *remarks.lines(finding)], signature)


def _elsewhere(line: Line) -> Element | None:
    """Where a comment stands that can't stand at its words."""
    anchor = line.anchor
    if anchor is not None and anchor.tag != RUN:
        anchor = anchor.getparent()
    return outermost(anchor) if anchor is not None else None
