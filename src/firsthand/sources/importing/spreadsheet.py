"""A table of works as an origin: CSV, a row for each edition or each work, with the files that it names beside it.

Columns are described in docs/reference/importing.md. It knows nothing of how rows become files of a folder.
"""

import re
from collections.abc import Callable
from difflib import get_close_matches
from pathlib import Path

from firsthand.catalogue import languages, licences, places
from firsthand.catalogue.identifiers import SCHEMES
from firsthand.catalogue.malformed import MalformedError
from firsthand.catalogue.records import Identifier, Party, Role, Text
from firsthand.catalogue.validation import check_slug
from firsthand.catalogue.vocabularies import KINDS
from firsthand.catalogue.written.mistakes import Mistake
from firsthand.sources.importing import values
from firsthand.sources.importing.cells import Cells, read_cells
from firsthand.sources.importing.gathering import Gathering
from firsthand.sources.importing.intake import Progress, Site
from firsthand.sources.importing.media import Media
from firsthand.sources.importing.offers import ITEMS, Attached, Credit, Material, Offer
from firsthand.sources.slugs import slugify

ROLES = {f"{role.value}s": role for role in Role}
_SPOKEN = ("title", "subtitle", "summary", "file", "files", "link")
"""Columns that can be there once for each language: "title__es"."""
_PLAIN = {
    "id", "type", "slug", "kind", "language", "date", "themes", "places", "rights", "translated_from", "withdrawn",
    "works", *_SPOKEN, *ROLES, *SCHEMES,
}  # fmt: skip


class Spreadsheet:
    """A CSV file; `media` is the folder in which its files lie."""

    def __init__(self, path: Path, media: Path | None = None, language: str = "") -> None:
        self.path = path
        self.source = str(path)
        self.name = slugify(f"csv {path.stem}", "csv")
        self.media = Media(media)
        self.language = language

    def gather(self, into: Gathering, progress: Progress) -> Site:
        first: dict[str, str] = {}
        told: set[str] = set()
        themes: dict[str, str] = {}
        for count, cells in enumerate(read_cells(self.path, self.source, into.mistakes), 1):
            if count == 1:
                self._look_at(cells)
            before = len(into.mistakes)
            row = _Row(cells, self.media, self.language)
            themes = {slugify(name, "theme"): name for name in row.parts("themes")} | themes
            for offer, material in row.offers(first):
                if into.has(offer.id):
                    if offer.id not in told:
                        cells.wrong(
                            "id" if cells.get("id") else "slug",
                            f"“{offer.id}” stands in two rows.",
                            "Correct one of them.",
                        )
                    continue
                if len(into.mistakes) == before:
                    into.offer(offer, material)
            progress("gathering", count, 0)
        for slug, name in themes.items():
            into.offer(Offer(f"theme:{slug}", "theme", "theme", slug=slug, title=name))
        return Site()

    def _look_at(self, cells: Cells) -> None:
        """Say which columns nobody knows, and which are lacking."""
        for column in cells.values:
            base, _, language = column.partition("__")
            known = base in _SPOKEN and languages.is_valid(language) if language else base in _PLAIN
            if not known:
                cells.mistakes.append(_unknown(self.source, column))
        if not any(column.partition("__")[0] == "title" for column in cells.values):
            cells.wrong("title", "There is no such column.", "Name the columns in the first row.")


def _unknown(source: str, column: str) -> Mistake:
    near = get_close_matches(column, _PLAIN, n=1, cutoff=0.6)
    remedy = f"Did you mean “{near[0]}”?" if near else f"Columns are: {', '.join(sorted(_PLAIN))}."
    return Mistake(source, 1, f"The column “{column}” is not known.", remedy)


class _Row:
    """One row."""

    def __init__(self, cells: Cells, media: Media, language: str) -> None:
        self.cells = cells
        self.media = media
        self.default = language

    def offers(self, first: dict[str, str]) -> list[tuple[Offer, Material]]:
        """An offer for each language that the row speaks of. `first` has the row of each slug that was met before."""
        cells = self.cells
        own = self._language()
        spoken = self._spoken(own)
        slug = self._checked("slug", check_slug)
        title = next(filter(None, (self._said("title", language, own) for language in spoken)), "")
        proposed = cells.get("type").casefold() or "work"
        if proposed not in ITEMS:
            cells.wrong("type", f"“{proposed}” is not known.", f"Write one of: {', '.join(ITEMS)}.")
        made = []
        for language in spoken:
            name = slug or slugify(title, proposed)
            id_ = self._id(name, language, several=len(spoken) > 1)
            join = first.setdefault(name, id_)
            offer = Offer(
                id_,
                "row",
                proposed,
                slug=name if join == id_ else "",
                kind=self._kind(),
                language=language,
                join="" if join == id_ else join,
                title=self._said("title", language, own),
                date=self._checked("date", values.date),
                themes=tuple(slugify(one, "theme") for one in self.parts("themes")),
                file="; ".join(self._paths(language, own)),
                line=cells.line,
            )
            made.append((offer, self._material(language, own, is_first=join == id_)))
        if not any(offer.title or material.files for offer, material in made):
            cells.wrong("title", "The row has neither a title nor a file.", "Write one.")
        return made

    def _id(self, name: str, language: str, *, several: bool) -> str:
        """What the row calls itself, or else the work and the language of the edition."""
        own = self.cells.get("id")
        if own:
            return f"{own}:{language}" if several else own
        return f"{name}:{language}"

    def _spoken(self, own: str) -> list[str]:
        """The languages of the editions that a row speaks of, the row's own first."""
        named = (column for column, words in self.cells.values.items() if words and not column.startswith("summary"))
        found = list(dict.fromkeys(language for column in named if (language := self._tag(column))))
        if self.cells.get("title") or self.cells.get("file") or not found:
            return [own, *(one for one in found if one != own)]
        return found

    def _summaries(self, own: str) -> tuple[Text, ...]:
        """Summaries, also in languages that have no edition."""
        tags = dict.fromkeys((own, *(tag for column in self.cells.values if (tag := self._tag(column)))))
        found = ((tag, values.paragraphs(self._raw("summary", tag, own))) for tag in tags)
        return tuple(Text(tag or "en", words) for tag, words in found if words)

    def _tag(self, column: str) -> str:
        base, _, tag = column.partition("__")
        return languages.normalise(tag) if tag and base in _SPOKEN and languages.is_valid(tag) else ""

    def _said(self, column: str, language: str, own: str) -> str:
        """What a row says in a language: "title__es", or "title" for the row's own language."""
        return values.words(self._raw(column, language, own))

    def _language(self) -> str:
        if not self.cells.get("language"):
            return self.default
        return self._checked("language", values.language) or self.default

    def _kind(self) -> str:
        kind = self.cells.get("kind").casefold().replace(" ", "-")
        if kind and kind not in KINDS:
            self.cells.wrong("kind", f"“{kind}” is not known.", f"Write one of: {', '.join(KINDS)}.")
        return kind

    def _checked(self, column: str, check: Callable[[str], str]) -> str:
        value = self.cells.get(column)
        if not value:
            return ""
        try:
            return check(value)
        except MalformedError as error:
            self.cells.wrong(column, str(error), error.remedy)
            return ""

    def parts(self, column: str) -> tuple[str, ...]:
        """The parts of a cell that holds several."""
        return tuple(plain for one in re.split(r"[;|\n]", self.cells.get(column)) if (plain := values.words(one)))

    def _paths(self, language: str, own: str) -> list[str]:
        said = self._said("files", language, own) or self._said("file", language, own)
        return [one.strip() for one in re.split(r"[;|]", said) if one.strip()]

    def _material(self, language: str, own: str, *, is_first: bool) -> Material:
        everywhere = self.cells if is_first else None
        return Material(
            subtitle=self._said("subtitle", language, own),
            summary=values.paragraphs(self._raw("summary", language, own)),
            summaries=self._summaries(own) if is_first else (),
            is_edition=True,
            files=tuple(self._file(path) for path in self._paths(language, own)),
            credits=tuple(self._credits(language)) if everywhere else (),
            edition_credits=()
            if everywhere
            else tuple(one for one in self._credits(language) if one.role is Role.TRANSLATOR),
            identifiers=tuple(self._identifiers()) if everywhere else (),
            places=tuple(self._places()),
            rights=self._checked("rights", licences.normalise),
            link=self._link(language, own),
            translated_from=self._checked("translated_from", values.language),
            withdrawn=self._checked("withdrawn", values.date),
            works=tuple(self.parts("works")),
        )

    def _raw(self, column: str, language: str, own: str) -> str:
        found = next(
            (
                self.cells.get(name)
                for name in self.cells.values
                if name.startswith(f"{column}__") and self._tag(name) == language
            ),
            "",
        )
        return found or (self.cells.get(column) if language == own else "")

    def _link(self, language: str, own: str) -> str:
        said = self._said("link", language, own)
        if said and not values.address(said):
            self.cells.wrong(
                "link", f"“{said}” is not a complete web address.", "Write it with https:// at the beginning."
            )
        return values.address(said) if said else ""

    def _file(self, path: str) -> Attached:
        found = self.media.find(path)
        if found.problem:
            self.cells.wrong("file", found.problem, found.remedy)
        return Attached(path, str(found.path) if found.path else "")

    def _credits(self, language: str) -> list[Credit]:
        found: list[tuple[Role, Party | None]] = []
        for column, role in ROLES.items():
            found += [(role, values.person(name, language or "en")) for name in self.parts(column)]
        return [Credit(role, party) for role, party in found if party]

    def _identifiers(self) -> list[Identifier]:
        found = []
        for scheme in SCHEMES:
            value = self.cells.get(scheme)
            one = values.identifier(scheme, value) if value else None
            if value and one is None:
                self.cells.wrong(scheme, f"“{value}” is not a {scheme.upper()}.", "Compare it with the printed one.")
            found += [one] if one else []
        return found

    def _places(self) -> list[str]:
        found = []
        for one in self.parts("places"):
            try:
                found.append(places.normalise(one))
            except MalformedError as error:
                self.cells.wrong("places", str(error), error.remedy)
        return found
