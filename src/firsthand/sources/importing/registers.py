"""Parties, themes, redirects and the library itself: files that many records share. They are only ever added to.

What a person has written there stays as it is, line by line, comments too.
"""

import tomllib
from pathlib import Path
from typing import Any

from msgspec import structs

from firsthand.catalogue.records import Library, Party, Theme
from firsthand.catalogue.written import toml
from firsthand.catalogue.written.mistakes import Mistake
from firsthand.sources.importing import describing
from firsthand.sources.importing.filing import write
from firsthand.sources.importing.ledger import Ledger, LedgerError, Line
from firsthand.sources.importing.offers import Piece
from firsthand.sources.slugs import unique


class Registers:
    """What the shared files of a folder hold, and what is to be added to them.

    LedgerError where one of them can't be read.
    """

    def __init__(self, folder: Path, ledger: Ledger) -> None:
        self.folder = folder
        self.ledger = ledger
        self.parties = _read(folder / "parties.toml")
        self.themes = _read(folder / "themes.toml")
        self.library = _read(folder / "library.toml")
        redirects = self.library.get("redirects", {})
        self.redirects: dict[str, str] = dict(redirects) if isinstance(redirects, dict) else {}
        self._names = {name: slug for slug, table in self.parties.items() for name in _names(table, "name", "acronym")}
        self._labels = {name: slug for slug, table in self.themes.items() for name in _names(table)}
        self._new: dict[str, list[str]] = {"parties": [], "themes": []}
        self._there = {"parties": set(self.parties), "themes": set(self.themes)}
        self._old: dict[str, str] = {}
        self._said: set[str] = set()
        self.mistakes: list[Mistake] = []

    def party(self, one: Party) -> Party:
        """The party under the slug that it has in this folder: known by its name, or else to be added."""
        names = [text.value.casefold() for text in one.names]
        known = next((self._names[name] for name in names if name in self._names), None)
        slug = known or unique(one.slug, self.parties)
        if known is None:
            self.parties[slug] = {"name": names}
            self._names.update(dict.fromkeys(names, slug))
        return structs.replace(one, slug=slug)

    def theme(self, one: Theme) -> str:
        """The slug of a theme in this folder: known by its slug or by its label in any language, or as it is."""
        labels = [text.value.casefold() for text in one.labels]
        if one.slug in self.themes:
            return one.slug
        return next((self._labels[label] for label in labels if label in self._labels), one.slug)

    def need_party(self, one: Party, *, anew: bool) -> None:
        """Make sure that a party stands there. `anew`: even if a person has taken it out since."""
        self._need("parties", one.slug, describing.party(one), anew=anew)

    def need_theme(self, one: Theme, *, anew: bool) -> None:
        self._need("themes", one.slug, describing.theme(one), anew=anew)

    def _need(self, room: str, slug: str, written: str, *, anew: bool) -> None:
        there = self._there[room]
        name = f"{room}/{slug}"
        if slug in there or (name in self.ledger.lines and not anew):
            return
        there.add(slug)
        self._new[room].append(written)
        self.ledger.note(Line(name, room=room, slug=slug))

    def redirect(self, old: str, new: str) -> None:
        """Let an old address lead to a new one, unless a person has said otherwise."""
        if old in self._said:
            return  # of two records that had one address, the first keeps it
        self._said.add(old)
        name = f"redirects{old}"
        known = self.ledger.lines.get(name)
        here = self.redirects.get(old)
        if here == new or (here is None and known and known.slug == new):
            return
        if here is not None and not (known and known.slug == here):
            return
        self._old[old] = new
        self.redirects[old] = new

    def write(self, library: Library) -> bool:
        """Write what is new. Gives whether anything was."""
        wrote = False
        for room, tables in self._new.items():
            if tables:
                path = self.folder / f"{room}.toml"
                before = path.read_text("utf-8") if path.is_file() else ""
                self._put(path, _joined(before, "\n".join(tables)))
                wrote = True
        return self._write_library(library) or wrote

    def _write_library(self, library: Library) -> bool:
        path = self.folder / "library.toml"
        if not path.is_file():
            self._put(path, describing.library(library))
        elif not self._old:
            return False
        if self._old:
            self._put(path, self._with_redirects(path.read_text("utf-8")))
            for old, new in self._old.items():
                self.ledger.note(Line(f"redirects{old}", room="redirects", slug=new))
        return True

    def _with_redirects(self, text: str) -> str:
        before = {
            old: self.ledger.lines[f"redirects{old}"].slug
            for old in self._old
            if f"redirects{old}" in self.ledger.lines
        }
        replaced = {
            describing.redirect(old, was): describing.redirect(old, self._old[old]) for old, was in before.items()
        }
        lines = [replaced.get(line, line) for line in text.replace("\r\n", "\n").splitlines(keepends=True)]
        there = tomllib.loads("".join(lines)).get("redirects", {})
        new = "".join(describing.redirect(old, to) for old, to in self._old.items() if old not in there)
        if not new:
            return "".join(lines)
        places = toml.key_lines("".join(lines))
        if ("redirects",) not in places:
            return _joined("".join(lines), "[redirects]\n" + new)
        if not lines[places["redirects",] - 1].lstrip().startswith("["):
            raise LedgerError(
                f"{self.folder / 'library.toml'} has its redirects on one line, so that none can be added. Write them "
                "under “[redirects]”, a line for each, and import again."
            )
        last = max(line for trail, line in places.items() if trail[0] == "redirects")
        if not lines[last - 1].endswith("\n"):
            lines[last - 1] += "\n"
        return "".join([*lines[:last], new, *lines[last:]])

    def _put(self, path: Path, text: str) -> None:
        """Write a shared file, which must still be TOML."""
        try:
            tomllib.loads(text)
        except tomllib.TOMLDecodeError as error:
            raise LedgerError(f"{path} can't be added to ({error}). Mend it, and import again.") from error
        write(path, Piece(path.name, text.encode()))


def _read(path: Path) -> dict[str, Any]:
    if not path.is_file():
        return {}
    file = toml.read(path, str(path))
    if isinstance(file, Mistake):
        raise LedgerError(str(file))
    return dict(file.values)


def _names(table: Any, *keys: str) -> list[str]:
    """Words of a table, and of tables in it, in small letters; of some of its keys, or of all but `broader`."""
    if not isinstance(table, dict):
        return []
    found = []
    for key, value in table.items():
        if (keys and key not in keys) or key == "broader":
            continue
        found += [one for one in (value.values() if isinstance(value, dict) else [value]) if isinstance(one, str)]
    return [name.casefold() for name in found]


def _joined(before: str, after: str) -> str:
    """Two pieces of TOML with a blank line between them."""
    if not before.strip():
        return after
    return before.rstrip("\n") + "\n\n" + after
