"""What an editor can do about a finding: put a suggestion in its place, or leave it and say so in a comment."""

from collections.abc import Iterator, Sequence
from typing import Literal

from lsprotocol import types
from msgspec import Struct

from firsthand.wording import remarks
from firsthand.wording.corrections import Edit
from firsthand.wording.lsp.checking import Outcome, Text
from firsthand.wording.lsp.diagnostics import diagnostic
from firsthand.wording.lsp.positions import Positions
from firsthand.wording.model import Finding

FIX_ALL = "source.fixAll.firsthand"

_MARKS = {
    "#": "plaintext dockerfile git-commit julia makefile perl properties python r ruby shellscript toml yaml",
    "%": "bibtex erlang latex matlab prolog tex",
    "//": "asciidoc c cpp csharp dart go java javascript javascriptreact kotlin rust scala swift typescript typst",
    "--": "haskell lua sql",
    ";": "clojure ini lisp",
}
_COMMENTS = {language: mark for mark, languages in _MARKS.items() for language in languages.split()}
"""What opens a comment that reaches to the end of its line, by the editor's names of languages."""


class Page(Struct, frozen=True):
    """A document that is open, and how its editor speaks."""

    uri: str
    version: int
    text: Text
    positions: Positions
    versioned: bool
    """Whether the editor takes edits that name a version."""
    site: str = ""


def overlapping(findings: Sequence[Finding], start: int, end: int) -> list[Finding]:
    """Findings that a selection touches; one that is empty touches what it stands at."""
    return [finding for finding in findings if finding.start <= end and start <= finding.end]


def quick_fixes(page: Page, outcome: Outcome, finding: Finding) -> Iterator[types.CodeAction]:
    """All that can be done about one finding, the best first."""
    about = [diagnostic(finding, page.positions, page.uri, site=page.site)]
    words = remarks.voice(finding.language)
    for number, suggestion in enumerate(finding.suggestions):
        if suggestion.fix == "never":
            continue
        best = number == 0 and suggestion.fix == "safe" and finding.certainty == "found"
        title = "; ".join((f"{words.instead} {suggestion.text}", *suggestion.also))
        edits = [Edit(suggestion.start, suggestion.end, suggestion.text)]
        yield types.CodeAction(title, types.CodeActionKind.QuickFix, about, best, edit=_edit(page, edits))
    comment = _comment(page.text, outcome, finding)
    if comment:
        title = words.ignore.format(text=finding.text)
        yield types.CodeAction(title, types.CodeActionKind.QuickFix, about, edit=_edit(page, [comment]))


def fix_all(page: Page, edits: Sequence[Edit], language: str) -> types.CodeAction:
    return types.CodeAction(remarks.voice(language).fix_all, FIX_ALL, edit=_edit(page, edits))


def _edit(page: Page, edits: Sequence[Edit]) -> types.WorkspaceEdit:
    changes = [types.TextEdit(page.positions.range(edit.start, edit.end), edit.text) for edit in edits]
    if not page.versioned:
        return types.WorkspaceEdit({page.uri: changes})
    identity = types.OptionalVersionedTextDocumentIdentifier(page.uri, page.version)
    return types.WorkspaceEdit(document_changes=[types.TextDocumentEdit(identity, changes)])


def _comment(text: Text, outcome: Outcome, finding: Finding) -> Edit | None:
    """The comment that suppresses a finding; None where the language has none that is safe to put in."""
    where: Literal["end", "above"] = "above"
    if text.kind in ("markdown", "html"):
        mark, where = "<!-- firsthand: ignore {concept} -->", "end"
    elif text.kind == "text" and text.language_id in _COMMENTS:
        mark = _COMMENTS[text.language_id] + " firsthand: ignore {concept}"
    else:
        return None
    start, end = Positions(text.text).line(finding.start)
    line = text.text[start:end]
    written = mark.format(concept=finding.concept)
    if where == "above":
        indent = line[: len(line) - len(line.lstrip())]
        return Edit(start, start, f"{indent}{written}{_newline(text.text)}")
    at = start + len(line.rstrip())
    if any(begin < at < finish for begin, finish, _ in outcome.examined.material.hidden):
        return None
    return Edit(at, at, f" {written}")


def _newline(text: str) -> str:
    return "\r\n" if "\r\n" in text else "\n" if "\n" in text or "\r" not in text else "\r"
