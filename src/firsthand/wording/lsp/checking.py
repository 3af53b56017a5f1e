"""Texts of an editor, checked: with the editor's options, the project's settings, and a guide that is read once.

Knows no protocol. May be called from several threads.
"""

import threading
from collections.abc import Sequence
from pathlib import Path

from msgspec import Struct

from firsthand.wording.baseline import Baseline, BaselineError, read_baseline
from firsthand.wording.checker import Checker
from firsthand.wording.corrections import Edit, harmless_edits, safe_edits
from firsthand.wording.examination import Examined, Examiner
from firsthand.wording.guide import LANGUAGES, GuideError
from firsthand.wording.lsp.options import Options
from firsthand.wording.markup import Kind, kind_of
from firsthand.wording.material import Material
from firsthand.wording.model import SEVERITIES, Finding, Severity
from firsthand.wording.settings import Settings, SettingsError, find_settings, read_settings
from firsthand.wording.textfile import TextFile

_MARKUP: dict[str, Kind] = {
    "markdown": "markdown",
    "mdx": "markdown",
    "quarto": "markdown",
    "rmd": "markdown",
    "html": "html",
    "xhtml": "html",
    "vue": "html",
    "svelte": "html",
    "vtt": "subtitles",
    "webvtt": "subtitles",
    "srt": "subtitles",
    "subrip": "subtitles",
}


class CheckingError(Exception):
    """Nothing can be checked; the sentence is for the person at the editor."""


class Text(Struct, frozen=True):
    """A document as an editor has it open."""

    text: str
    language_id: str
    """The editor's name for how it is written."""
    path: Path | None = None

    @property
    def kind(self) -> Kind:
        if self.path is not None and self.language_id not in _MARKUP:
            return kind_of(self.path) if self.language_id in ("plaintext", "") else "text"
        return _MARKUP.get(self.language_id, "text")


class Outcome(Struct, frozen=True):
    """What was seen in a text."""

    examined: Examined
    findings: tuple[Finding, ...]
    """Those that are grave enough to be shown."""
    checker: Checker


class Checking:
    """Checks texts; keeps the guides and settings that it has read until `forget`."""

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._checkers: dict[tuple[str, tuple[str, ...]], Checker] = {}
        self._settings: dict[Path, Settings] = {}

    def forget(self) -> None:
        """Read guides and settings anew with the next text."""
        with self._lock:
            self._checkers.clear()
            self._settings.clear()

    def check(self, text: Text, options: Options) -> Outcome:
        """Raises CheckingError where the guide or the settings can't be used."""
        try:
            settings = self._settings_for(text.path)
            checker = self._checker(options, settings)
            examiner = Examiner(checker, settings, _baseline(settings), language=options.language)
            examined = examiner.text(TextFile(text.text), str(text.path or ""), text.kind, text.path)
        except (GuideError, SettingsError, BaselineError) as error:
            raise CheckingError(str(error)) from error
        least = options.severity or settings.severity
        return Outcome(examined, _grave(examined.findings, least), checker)

    def safe(self, text: Text, options: Options) -> list[Edit]:
        """The replacements that may be made all at once, without a look at each."""

        def check(changed: str) -> tuple[Material, Sequence[Finding], Sequence[Finding]]:
            outcome = self.check(Text(changed, text.language_id, text.path), options)
            hidden = [suppressed.finding for suppressed in outcome.examined.suppressed]
            everything = (*outcome.examined.findings, *hidden)
            return outcome.examined.material, everything, outcome.findings

        material, everything, shown = check(text.text)
        return harmless_edits(text.text, safe_edits(material, shown), everything, check)

    def _settings_for(self, path: Path | None) -> Settings:
        found = find_settings(path.parent) if path is not None else None
        if found is None:
            return Settings()
        with self._lock:
            if found not in self._settings:
                self._settings[found] = read_settings(found)
            return self._settings[found]

    def _checker(self, options: Options, settings: Settings) -> Checker:
        guide = options.guide or settings.guide_name or "house"
        with self._lock:
            key = (guide, settings.languages)
            if key not in self._checkers:
                self._checkers[key] = Checker(guide, languages=settings.languages or LANGUAGES)
            return self._checkers[key]


def _baseline(settings: Settings) -> Baseline | None:
    return read_baseline(settings.path(settings.baseline)) if settings.baseline else None


def _grave(findings: Sequence[Finding], least: Severity | None) -> tuple[Finding, ...]:
    if least is None:
        return tuple(findings)
    grave = SEVERITIES[: SEVERITIES.index(least) + 1]
    return tuple(finding for finding in findings if finding.severity in grave)
