"""What `firsthand check` was asked for, with the project's settings laid under it. It knows no form of output."""

import os
import shutil
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING

import click
from msgspec import Struct

from firsthand.cli.terminal import harmless

if TYPE_CHECKING:
    from firsthand.wording.baseline import Baseline
    from firsthand.wording.checker import Checker
    from firsthand.wording.examination import Examined, Examiner, Unread
    from firsthand.wording.folders import Patterns
    from firsthand.wording.markup import Kind
    from firsthand.wording.model import Severity
    from firsthand.wording.reports import Tally, Wishes

CLEAN, FOUND, WRONG = 0, 1, 2
"""Exit codes: nothing as grave as --fail-on, something, and wrong use or a file that can't be read."""

SEVERITIES: "tuple[Severity, ...]" = ("slur", "stigmatising", "discouraged", "imprecise", "contested")
FORMATS = ("text", "json", "jsonl", "sarif", "github", "csv", "html")
KINDS: "tuple[Kind, ...]" = ("text", "markdown", "html", "subtitles")
LANGUAGES = ("en", "fr", "es", "ru")
"""All of these stand here again, so that the help needs no other room; a test compares them."""

STANDARD_INPUT = "-"


class RefusedError(click.ClickException):
    """Something outside of the command line is wrong: a guide, settings, a baseline, a corpus."""

    exit_code = WRONG


class Options(Struct, frozen=True):
    """The options, by their names."""

    kind: "Kind | None" = None
    guide: str | None = None
    languages: tuple[str, ...] = ()
    severity: "Severity | None" = None
    fail_on: str | None = None
    fail_on_possible: bool = False
    form: str = "text"
    output: Path | None = None
    language_of_report: str | None = None
    explain: bool = False
    statistics: bool = False
    show_suppressed: bool = False
    config: Path | None = None
    exclude: tuple[str, ...] = ()
    baseline: Path | None = None
    write_baseline: bool = False
    fix: bool = False
    diff: bool = False
    interactive: bool = False
    stats: bool = False
    text_field: str = "text"
    language_field: str | None = None
    year_field: str | None = None
    jobs: int | None = None


class Request:
    """What the command was asked for, with the project's settings laid under it."""

    def __init__(self, paths: tuple[Path, ...], options: Options) -> None:
        from firsthand.wording.settings import Settings, SettingsError, find_settings, read_settings

        self.paths = paths
        self.options = options
        try:
            self.config = options.config or find_settings(_folder(paths[0]))
            self.settings = read_settings(self.config) if self.config else Settings(root=Path.cwd())
        except SettingsError as error:
            raise RefusedError(str(error)) from error
        self.languages = tuple(map(_language, options.languages or self.settings.languages))
        self.severity = options.severity or self.settings.severity or SEVERITIES[-1]
        self.fail_on = options.fail_on or self.settings.fail_on or "discouraged"

    def refuse_contradictions(self) -> None:
        """Raises UsageError."""
        chosen = [f"--{name}" for name in ("fix", "diff", "interactive", "stats") if getattr(self.options, name)]
        chosen += ["--write-baseline"] if self.options.write_baseline else []
        if len(chosen) > 1:
            raise click.UsageError(f"{chosen[0]} and {chosen[1]} don't go together.")
        if self.options.write_baseline and not self.baseline_path:
            raise click.UsageError("--write-baseline needs to know where: name a file with --baseline.")
        if self.options.interactive and Path(STANDARD_INPUT) in self.paths:
            raise click.UsageError("--interactive asks on standard input, which can't be the text as well.")

    @property
    def baseline_path(self) -> Path | None:
        if self.options.baseline:
            return self.options.baseline
        return self.settings.path(self.settings.baseline) if self.settings.baseline else None

    @property
    def guide(self) -> str:
        return self.options.guide or self.settings.guide_name or "house"

    def checker(self) -> "Checker":
        from firsthand.wording.checker import Checker
        from firsthand.wording.guide import GuideError

        try:
            return Checker(self.guide, languages=self.languages or LANGUAGES)
        except GuideError as error:
            raise RefusedError(str(error)) from error

    def examiner(self, *, with_baseline: bool = True) -> "Examiner":
        from firsthand.wording.examination import Examiner

        return Examiner(
            self.checker(),
            self.settings,
            self._baseline() if with_baseline else None,
            language=self.languages[0] if len(self.languages) == 1 else None,
            kind=self.options.kind,
            explain=self.options.explain,
        )

    def _baseline(self) -> "Baseline | None":
        from firsthand.wording.baseline import BaselineError, read_baseline

        try:
            return read_baseline(self.baseline_path) if self.baseline_path else None
        except BaselineError as error:
            raise RefusedError(f"{error} --write-baseline makes one.") from error

    @property
    def excluded(self) -> "Patterns":
        from firsthand.wording.folders import Patterns

        return Patterns((*self.settings.exclude, *self.options.exclude), self.settings.root)

    def files(self) -> list[Path]:
        """All files that are meant, but for those in which a project says what it lives with."""
        from firsthand.wording.folders import files

        own = {each.resolve() for each in (self.config, self.baseline_path) if each} - set(self.paths)
        return [path for path in files(self.paths, self.excluded) if not own or path.resolve() not in own]

    def outcomes(self, examiner: "Examiner") -> "Iterator[Examined | Unread]":
        """Each file, checked."""
        from firsthand.wording.examination import Examined, at_least

        for outcome in self._outcomes(examiner):
            yield at_least(outcome, self.severity) if isinstance(outcome, Examined) else outcome

    def _outcomes(self, examiner: "Examiner") -> "Iterator[Examined | Unread]":
        files = self.files()
        if Path(STANDARD_INPUT) not in files:
            yield from examiner.files(files)
            return
        at = files.index(Path(STANDARD_INPUT))
        yield from examiner.files(files[:at])
        yield _standard_input(examiner, self.options.kind or "text")
        yield from examiner.files(files[at + 1 :])

    def wishes(self) -> "Wishes":
        from firsthand import __version__
        from firsthand.wording.reports import Wishes

        on_terminal = sys.stdout.isatty() and self.options.output is None
        return Wishes(
            explain=self.options.explain,
            suppressed=self.options.show_suppressed,
            statistics=self.options.statistics,
            colours=on_terminal and not os.environ.get("NO_COLOR") and os.environ.get("TERM") != "dumb",
            width=max(40, shutil.get_terminal_size().columns) if on_terminal else 100,
            language=self.options.language_of_report or locale_language(),
            version=__version__,
        )

    def status(self, tally: "Tally") -> int:
        """The exit code."""
        if tally.unread:
            return WRONG
        if self.fail_on == "never":
            return CLEAN
        least: Severity = self.fail_on  # type: ignore[assignment]  # what is left of the choices
        failing = tally.at_least(least, possible=self.options.fail_on_possible)
        return FOUND if failing else CLEAN


def tell(name: str, sentence: str) -> None:
    """Something about a file that is no part of the report."""
    click.echo(f"{harmless(name)}: {harmless(sentence)}", err=True)


def _standard_input(examiner: "Examiner", kind: "Kind") -> "Examined | Unread":
    from firsthand.wording.examination import Unread
    from firsthand.wording.textfile import UnreadableTextError, from_bytes

    try:
        file = from_bytes(sys.stdin.buffer.read())
    except UnreadableTextError as error:
        return Unread(STANDARD_INPUT, f"{error}.")
    return examiner.text(file, STANDARD_INPUT, kind)


def _folder(path: Path) -> Path:
    if path == Path(STANDARD_INPUT):
        return Path.cwd()
    return path if path.is_dir() else path.parent


def _language(tag: object) -> str:
    language = str(tag).replace("_", "-").split("-")[0].lower()
    if language not in LANGUAGES:
        raise click.UsageError(f"There is no guide in “{tag}”. There is one in: {', '.join(LANGUAGES)}.")
    return language


def locale_language() -> str:
    """The language in which this machine's user reads, if it is one of the four."""
    named = next((os.environ[name] for name in ("LC_ALL", "LC_MESSAGES", "LANG") if os.environ.get(name)), "en")
    return named[:2] if named[:2] in LANGUAGES else "en"
