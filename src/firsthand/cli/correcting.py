"""`firsthand check --fix`, `--diff` and `--interactive`: replacements made in files. It knows no words of a guide."""

from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

import click
import msgspec

from firsthand.cli.request import CLEAN, FOUND, STANDARD_INPUT, WRONG, Request, tell
from firsthand.cli.terminal import harmless
from firsthand.wording import SEVERITIES, Finding
from firsthand.wording.corrections import Check, corrected
from firsthand.wording.examination import Examined, Examiner, Unread, at_least
from firsthand.wording.reports import Tally
from firsthand.wording.textfile import UnreadableTextError, write_bytes

if TYPE_CHECKING:
    from firsthand.wording.markup import Kind

_CONTEXT = 3
"""Lines around each change of a diff."""


def correct(request: Request) -> int:
    """Correct files as the request says; gives the exit code."""
    examiner = request.examiner()
    tally, changed = Tally(), 0
    skipped: set[str] = set()
    for outcome in request.outcomes(examiner):
        if isinstance(outcome, Unread):
            tally.unread.append(outcome)
            tell(outcome.name, outcome.reason)
        elif outcome.file is None:
            _document(request, examiner, outcome, tally)
        else:
            text, made, ended = _text(request, examiner, outcome, skipped)
            changed += made
            _keep(request, outcome, text, tally)
            tally.add(_again(request, examiner, outcome, text) if not request.options.diff else outcome)
            if ended:
                break
    return _told(request, tally, changed)


def _told(request: Request, tally: Tally, changed: int) -> int:
    if request.options.diff:
        return WRONG if tally.unread else FOUND if changed else CLEAN
    left = tally.findings + tally.possible
    click.echo(f"{_counted(changed, 'replacement')} made, {_counted(left, 'finding')} left.", err=True)
    return request.status(tally)


def _counted(number: int, thing: str) -> str:
    return f"{number:,} {thing}" if number == 1 else f"{number:,} {thing}s"


def _text(request: Request, examiner: Examiner, examined: Examined, skipped: set[str]) -> tuple[str, int, bool]:
    """The text as it is to be, how many replacements were made in it, and whether no other file is to follow."""
    if request.options.interactive:
        from firsthand.cli.asking import ask

        return ask(examined, request.wishes(), examiner.checker, skipped)
    done = corrected(examined.text, _check(request, examiner, examined))
    return done.text, done.made, False


def _check(request: Request, examiner: Examiner, examined: Examined) -> Check:
    def check(text: str) -> tuple[object, object, object]:
        again = _examined(request, examiner, examined, text)
        everything = sorted(
            (*again.findings, *(each.finding for each in again.suppressed)), key=lambda finding: finding.start
        )
        return again.material, everything, at_least(again, request.severity).findings

    return check  # type: ignore[return-value]


def _examined(request: Request, examiner: Examiner, examined: Examined, text: str) -> Examined:
    assert examined.file is not None
    path = None if examined.name == STANDARD_INPUT else Path(examined.name)
    file = msgspec.structs.replace(examined.file, text=text)
    return examiner.text(file, examined.name, _kind(request, examined.name), path)


def _kind(request: Request, name: str) -> "Kind":
    from firsthand.wording.markup import kind_of

    return request.options.kind or kind_of(Path(name))


def _again(request: Request, examiner: Examiner, examined: Examined, text: str) -> Examined:
    return at_least(_examined(request, examiner, examined, text), request.severity)


def _keep(request: Request, examined: Examined, text: str, tally: Tally) -> None:
    """Write a corrected text where it belongs, or show what would be written."""
    assert examined.file is not None
    if request.options.diff:
        click.echo("".join(_diff(examined, text)), nl=False)
    elif examined.name == STANDARD_INPUT:
        click.echo(examined.file.encoded(text), nl=False)
    elif text != examined.text:
        try:
            write_bytes(Path(examined.name), examined.file.encoded(text))
        except UnreadableTextError as error:
            tally.unread.append(Unread(examined.name, f"{error}."))
            tell(examined.name, f"{error}.")


def _diff(examined: Examined, text: str) -> Iterator[str]:
    from difflib import unified_diff

    before, after = examined.text.splitlines(keepends=True), text.splitlines(keepends=True)
    name = harmless(examined.name)
    for line in unified_diff(before, after, name, f"{name} (fixed)", n=_CONTEXT):
        yield line if line.endswith("\n") else f"{line}\n\\ No newline at end of file\n"


def _document(request: Request, examiner: Examiner, examined: Examined, tally: Tally) -> None:
    """A document is never changed; of a Word file a copy with comments and tracked changes is made."""
    path = Path(examined.name)
    tally.add(examined)
    if path.suffix.lower() not in {".docx", ".docm"}:
        tell(examined.name, "is no text file and stays as it is.")
        return
    if request.options.diff or request.options.interactive:
        tell(examined.name, "stays as it is; --fix writes a copy of it with tracked changes.")
        return
    from firsthand.documents import UnreadableFileError
    from firsthand.wording.word import annotate

    copy = path.with_suffix(f".checked{path.suffix}")
    grave = SEVERITIES[: SEVERITIES.index(request.severity) + 1]

    def keep(findings: Sequence[Finding], text: str) -> list[Finding]:
        return [finding for finding in examiner.told(findings, text, path) if finding.severity in grave]

    try:
        number = annotate(path, copy, examiner.checker, language=examiner.language, keep=keep)
    except (UnreadableFileError, UnreadableTextError) as error:
        tally.unread.append(Unread(examined.name, str(error)))
        tell(examined.name, str(error))
        return
    tell(examined.name, f"{copy.name} has {_counted(number, 'finding')} as comments and tracked changes.")
