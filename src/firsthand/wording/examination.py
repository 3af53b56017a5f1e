"""What is seen in one file: its findings, those that are suppressed, and the places that were passed over.

Joins the check with the files people have: text formats are checked as they are written, others through `documents`.
Knows no command line and no form of output.
"""

import contextlib
from collections.abc import Generator, Iterator, Sequence
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING

import msgspec
from msgspec import Struct

from firsthand.wording.checker import Checker
from firsthand.wording.folders import DIALECTS, DOCUMENTS
from firsthand.wording.lines import Lines
from firsthand.wording.markup import Kind, kind_of, material_of
from firsthand.wording.material import Material
from firsthand.wording.model import SEVERITIES, Finding, Passed, Report, Severity
from firsthand.wording.settings import Settings
from firsthand.wording.suppression import Suppressed, Suppression, comments, parted
from firsthand.wording.textfile import TextFile, UnreadableTextError, read_text

if TYPE_CHECKING:
    from firsthand.documents import Document, UnreadableFileError
    from firsthand.wording.baseline import Baseline, Entry
    from firsthand.wording.manuscript import Manuscript

NEEDS_LIBRARY = "needs more than the base install. Install it with: pip install 'firsthand[library]'"


class Examined(Struct, frozen=True, dict=True):
    """One file, after the check."""

    name: str
    material: Material
    findings: tuple[Finding, ...] = ()
    suppressed: tuple[Suppressed, ...] = ()
    passed: tuple[Passed, ...] = ()
    """Only where it was asked for."""
    unused: tuple[Suppression, ...] = ()
    """Comments that suppress nothing."""
    file: TextFile | None = None
    """Of a text format: as it is on the disk."""
    manuscript: "Manuscript | None" = None
    """Of another: the way back to its blocks and pages."""
    year: str = ""

    @property
    def text(self) -> str:
        return self.material.text

    @property
    def language(self) -> str | None:
        return self.material.language

    @cached_property
    def lines(self) -> Lines:
        return Lines(self.text)


class Unread(Struct, frozen=True):
    """One file that can't be read."""

    name: str
    reason: str
    """A sentence that goes on behind the file's name."""


class Examiner:
    """Checks files with one checker and one set of settings.

    `language` is the one that all texts are declared to be in; `kind` is how text files are written, whatever their
    names say.
    """

    def __init__(
        self,
        checker: Checker,
        settings: Settings | None = None,
        baseline: "Baseline | None" = None,
        *,
        language: str | None = None,
        kind: Kind | None = None,
        explain: bool = False,
    ) -> None:
        self.checker = checker
        self.settings = settings or Settings()
        self._baseline = baseline
        self.language = language
        self._kind = kind
        self._explain = explain

    def files(self, paths: Sequence[Path]) -> Iterator[Examined | Unread]:
        """Each file, in the order in which they are named; documents are read in processes of their own."""
        documents = [path for path in paths if self._is_document(path)]
        with contextlib.closing(_read(documents)) as reading:
            done: dict[Path, Document | UnreadableFileError | str] = {}
            for path in paths:
                if not self._is_document(path):
                    yield self.file(path)
                    continue
                while path not in done:
                    found, outcome = next(reading)
                    done[found] = outcome
                yield self._outcome(path, done.pop(path))

    def _is_document(self, path: Path) -> bool:
        return self._kind is None and path.suffix.lower() in DOCUMENTS

    def file(self, path: Path) -> Examined | Unread:
        """One file in a text format."""
        try:
            file = read_text(path)
        except UnreadableTextError as error:
            return Unread(str(path), f"{error}.")
        return self.text(file, str(path), self._kind or kind_of(path), path)

    def text(self, file: TextFile, name: str, kind: Kind, path: Path | None = None) -> Examined:
        if path is not None and self._kind is None and path.suffix.lower() in DIALECTS:
            from firsthand.wording.dialects import material_in

            material = material_in(file.text, path, self.language)
        else:
            material = material_of(file.text, kind, language=self.language)
        return self._examined(name, material, path, comments(file.text), file=file)

    def document(self, document: "Document", name: str, path: Path | None = None) -> Examined:
        from firsthand.wording.manuscript import manuscript_of

        manuscript = manuscript_of(document)
        material = manuscript.material
        if self.language and not material.language:
            material = msgspec.structs.replace(material, language=self.language)
        year = (document.metadata.date or "")[:4]
        return self._examined(name, material, path, [], manuscript=manuscript, year=year)

    def _outcome(self, path: Path, outcome: "Document | UnreadableFileError | str") -> Examined | Unread:
        if isinstance(outcome, str | Exception):
            return Unread(str(path), str(outcome))
        return self.document(outcome, str(path), path)

    def _examined(
        self,
        name: str,
        material: Material,
        path: Path | None,
        own: list[Suppression],
        file: TextFile | None = None,
        manuscript: "Manuscript | None" = None,
        year: str = "",
    ) -> Examined:
        report = self.checker.check(material, explain=self._explain)
        findings, suppressed = self._suppress(report, material.text, path, own)
        if self._baseline is not None:
            findings, known = self._baseline.parted(self.path_name(path, name), findings, material.text)
            suppressed = sorted((*suppressed, *known), key=lambda each: each.finding.start)
        used = {id(each.by) for each in suppressed}
        unused = tuple(each for each in own if id(each) not in used)
        return Examined(
            name, material, tuple(findings), tuple(suppressed), report.passed, unused, file, manuscript, year
        )

    def _suppress(
        self, report: Report, text: str, path: Path | None, own: list[Suppression]
    ) -> tuple[list[Finding], list[Suppressed]]:
        everything = [*own, *self.settings.suppressions(path)]
        return parted(report.findings, text, everything) if everything else (list(report.findings), [])

    def told(self, findings: Sequence[Finding], text: str, path: Path) -> list[Finding]:
        """Of findings in a file's text, taken from it in another way, those that nothing suppresses."""
        shown, _ = parted(findings, text, self.settings.suppressions(path))
        if self._baseline is not None:
            shown, _ = self._baseline.parted(self.path_name(path, path.name), shown, text)
        return shown

    def stale(self) -> "list[Entry]":
        """Entries of the baseline for the files that were checked which no finding needed."""
        return self._baseline.stale() if self._baseline else []

    def path_name(self, path: Path | None, name: str) -> str:
        """A file's name in a baseline: the same wherever the command is run."""
        if path is None:
            return name
        absolute = path.resolve()
        root = self.settings.root.resolve()
        return absolute.relative_to(root).as_posix() if absolute.is_relative_to(root) else absolute.as_posix()


def at_least(examined: Examined, severity: Severity) -> Examined:
    """The same with only what is as grave as this or graver."""
    if severity == SEVERITIES[-1]:
        return examined
    grave = SEVERITIES[: SEVERITIES.index(severity) + 1]
    return msgspec.structs.replace(
        examined,
        findings=tuple(finding for finding in examined.findings if finding.severity in grave),
        suppressed=tuple(each for each in examined.suppressed if each.finding.severity in grave),
    )


def _read(paths: Sequence[Path]) -> "Generator[tuple[Path, Document | UnreadableFileError | str], None, None]":
    """Documents as they are read, several at once; a sentence where the libraries for them are missing."""
    if not paths:
        return
    if not _installed():
        yield from ((path, NEEDS_LIBRARY) for path in paths)
        return
    from firsthand.documents import Workers

    with Workers() as workers:
        yield from workers.read(dict.fromkeys(paths))


def _installed() -> bool:
    from importlib.util import find_spec

    return all(find_spec(name) for name in ("lxml", "pypdfium2", "markdown_it"))
