"""A project's own settings of the check: `firsthand.toml`, found in a text's folder or above it.

Knows the file and its form; what the settings do is done elsewhere.
"""

from collections.abc import Sequence
from pathlib import Path
from typing import Any

import msgspec
from msgspec import Struct

from firsthand.wording.folders import Patterns
from firsthand.wording.model import Severity
from firsthand.wording.suppression import Suppression

NAME = "firsthand.toml"


class SettingsError(ValueError):
    """Settings that can't be used; the message says where and why."""


class Allowed(Struct, frozen=True, forbid_unknown_fields=True):
    """A phrase in which nothing is found."""

    text: str
    reason: str = ""


class ForFiles(Struct, frozen=True, forbid_unknown_fields=True):
    """What is not shown of the files that a pattern names."""

    ignore: tuple[str, ...] = ()
    """Concepts; all where there is none."""
    reason: str = ""


class Settings(Struct, frozen=True, forbid_unknown_fields=True, rename="kebab"):
    """The table [check]."""

    guide: str | None = None
    """A guide's id, or its folder as told from this file."""
    languages: tuple[str, ...] = ()
    severity: Severity | None = None
    """The least that is shown."""
    fail_on: Severity | None = None
    exclude: tuple[str, ...] = ()
    """Patterns of files that are left out of folders."""
    baseline: str | None = None
    allow: tuple[Allowed, ...] = ()
    per_file: dict[str, ForFiles] = {}
    root: Path = Path()
    """The folder of the file itself; not a key of it."""

    def path(self, name: str) -> Path:
        """A path that is told from the settings' folder."""
        return self.root / name

    @property
    def guide_name(self) -> str | None:
        """The guide's id, or the path of its folder."""
        if self.guide and self.path(self.guide).is_dir():
            return str(self.path(self.guide))
        return self.guide

    def suppressions(self, path: Path | None) -> list[Suppression]:
        """What these settings suppress in one file, or in any text that has none."""
        found = [
            Suppression("file", pattern, rule.ignore, rule.reason)
            for pattern, rule in self.per_file.items()
            if path is not None and Patterns([pattern], self.root).match(path)
        ]
        return found + [Suppression("allow", each.text, (), each.reason) for each in self.allow]

    def rules(self) -> list[tuple[str, str]]:
        """The origin and the place of everything that may be suppressed, as in `Suppression`."""
        return [*(("file", pattern) for pattern in self.per_file), *(("allow", each.text) for each in self.allow)]


def find_settings(folder: Path) -> Path | None:
    """The nearest firsthand.toml in a folder or above it."""
    folder = folder.resolve()
    return next((each / NAME for each in (folder, *folder.parents) if (each / NAME).is_file()), None)


def read_settings(path: Path) -> Settings:
    """Read a firsthand.toml. Raises SettingsError."""
    import tomllib

    try:
        raw = tomllib.loads(path.read_text("utf-8"))
    except OSError as error:
        raise SettingsError(f"{path} can't be read: {error.strerror or error}.") from error
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
        raise SettingsError(f"{path} is no TOML: {error}.") from error
    _refuse_unknown(path, raw, ("check",), "")
    table = raw.get("check", {})
    if isinstance(table, dict):
        known = [name for name in Settings.__struct_encode_fields__ if name != "root"]
        _refuse_unknown(path, table, known, " of [check]")
    try:
        return msgspec.structs.replace(msgspec.convert(table, Settings), root=path.resolve().parent)
    except msgspec.ValidationError as error:
        raise SettingsError(f"{path}, [check]: {_plain(str(error))}") from error


def _refuse_unknown(path: Path, table: dict[str, Any], known: Sequence[str], where: str) -> None:
    for key in table:
        if key not in known:
            from difflib import get_close_matches

            near = get_close_matches(key.replace("_", "-"), known, 1)
            hint = f"Did you mean “{near[0]}”?" if near else f"Known are: {', '.join(known)}."
            raise SettingsError(f"{path}: “{key}” is no setting{where}. {hint}")


def _plain(message: str) -> str:
    """What msgspec says, as a sentence about a key."""
    told, _, place = message.partition(" - at ")
    key = place.strip("`").removeprefix("$.") if place else ""
    return f"{key}: {told}." if key else f"{told}."
