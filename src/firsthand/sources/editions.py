"""The editions of one record: which files belong to which language, which of them is read, and what they are called."""

import mimetypes
import re
import unicodedata
from collections.abc import Iterable, Mapping
from pathlib import PurePosixPath

from msgspec import structs

from firsthand.catalogue import dates, identifiers, languages
from firsthand.catalogue.malformed import MalformedError
from firsthand.catalogue.records import (
    Contribution,
    Edition,
    File,
    Identifier,
    Role,
    State,
    Texts,
    TranslatedFrom,
    Withheld,
)
from firsthand.catalogue.written.mistakes import Mistake
from firsthand.catalogue.written.tables import Table
from firsthand.documents.media import SUFFIXES, promised
from firsthand.sources.cache import Facts
from firsthand.sources.filenames import ORDER, Name, recognise, settle
from firsthand.sources.texts import Held, best_first
from firsthand.sources.titles import title_of
from firsthand.sources.tree import Unit

_UNREAD = "doc rtf pptx ppt odp xlsx xls ods csv mp4 m4v webm mov mp3 m4a ogg oga opus wav flac"
OFFERED = frozenset((*ORDER, *_UNREAD.split()))
"""Formats that are taken for files of an edition without being named in its record."""

_TYPES = {
    "md": "text/markdown",
    "epub": "application/epub+zip",
    "srt": "application/x-subrip",
    "vtt": "text/vtt",
    "webm": "video/webm",
    "m4a": "audio/mp4",
    "ods": "application/vnd.oasis.opendocument.spreadsheet",
}


class Shelf:
    """The files of one record, on their way to becoming editions."""

    def __init__(
        self, unit: Unit, table: Table | None, mistakes: list[Mistake], elsewhere: frozenset[str] = frozenset()
    ) -> None:
        """`elsewhere` are names of files that belong to the record and to none of its editions."""
        self.unit = unit
        self.mistakes = mistakes
        self.remarks: list[Mistake] = []
        self.there = {unicodedata.normalize("NFC", name): name for name in unit.files}
        self.tables = _by_language(table)
        self.explicit = {language: self._listed(own) for language, own in self.tables.items()}
        named = {name for names in self.explicit.values() for name in names or ()}
        self.names = self._names(name for name in unit.files if name not in named | elsewhere)

    def wanted(self) -> list[str]:
        """Every file that may belong to an edition, relative to the folder of all."""
        named = [name for names in self.explicit.values() for name in names or ()]
        free = [name for name, said in self.names.items() if self._is_free(said)]
        return [self.unit.place(name) for name in dict.fromkeys([*named, *free])]

    def _is_free(self, said: Name) -> bool:
        """Whether there may be an edition that takes a file without naming it."""
        if said.language is None:
            return not self.tables or None in self.explicit.values()
        return self.explicit.get(_match(said.language, self.tables)) is None

    def _listed(self, table: Table) -> tuple[str, ...] | None:
        """The files that an edition names, those that are there."""
        if "files" not in table:
            return None
        found = []
        for place, name in enumerate(table.strings("files")):
            if name in self.there:
                found.append(self.there[name])
            else:
                remedy = _nearest(name, self.unit.files) or "Put it there, or correct its name."
                table.wrong(("files", place), f"There is no file “{name}” in “{self.unit.path}”.", remedy)
        return tuple(found)

    def _names(self, free: Iterable[str]) -> dict[str, Name]:
        """The files that no record names, with what their own names say."""
        if self.unit.said is not None:
            return dict(self.unit.said)
        found = {name: recognise(name) for name in free if "/" not in name}
        offered = {name: said for name, said in found.items() if said.format in OFFERED and not _is_about(said)}
        for name in sorted(found.keys() - offered.keys()):
            if not _is_about(found[name]):
                message = "This file belongs to no edition, and is not published."
                self.remark(name, message, "Name it under “files” of an edition if readers should have it.")
        return dict(zip(offered, settle(offered.values(), self.tables), strict=True))

    def sort(self, held: Mapping[str, Held], default_language: str) -> dict[str, list[str]]:
        """Language -> its files, the best to read first; those of the record before those that were found."""
        groups: dict[str, list[str]] = {language: list(names or ()) for language, names in self.explicit.items()}
        unsaid = []
        for name, said in self.names.items():
            if said.language is None:
                unsaid.append(name)
            else:
                self._put(groups, _match(said.language, self.tables), name)
        for name in unsaid:
            language = self._language_of(name, groups, held, default_language)
            if language:
                self._put(groups, language, name)
        return groups

    def _put(self, groups: dict[str, list[str]], language: str, name: str) -> None:
        if self.explicit.get(language) is not None:
            message = (
                f"This file is left out, since the edition “{language}” names its files and this is not among them."
            )
            self.remark(name, message, "Add it to “files” if readers should have it.")
        else:
            groups.setdefault(language, []).append(name)

    def _language_of(
        self, name: str, groups: Mapping[str, object], held: Mapping[str, Held], default_language: str
    ) -> str | None:
        """The language of a file whose name says none."""
        facts = held[name].facts if name in held else None
        spoken = _spoken(facts)
        known = _match(spoken, groups) if spoken else None
        if known in groups:
            return known
        if groups and (facts is None or (self.tables and len(groups) == 1)):
            return next(iter(groups))
        if self.tables:
            example = f"{PurePosixPath(name).stem}.{next(iter(groups))}{_suffix(name)}"
            message = "It cannot be told to which edition this file belongs."
            self.wrong(name, message, f"Say its language in its name, such as “{example}”.")
            return None
        if known is None and name in held:
            message = f"Nothing says in which language this file is; it is taken for “{default_language}”."
            self.remark(name, message, "Say the language in the name, such as “report.en.pdf”.")
        return known or default_language

    def wrong(self, name: str, message: str, remedy: str) -> None:
        self.mistakes.append(Mistake(self.unit.place(name), None, message, remedy))

    def remark(self, name: str, message: str, remedy: str) -> None:
        self.remarks.append(Mistake(self.unit.place(name), None, message, remedy))

    def edition(self, language: str, files: list[str], held: Mapping[str, Held], summaries: Texts) -> Edition:
        """Make one edition of its table and its files."""
        table = self.tables.get(language)
        there = sorted((held[name] for name in files if name in held), key=best_first)
        text = self._text(table, there)
        stem = self.names[files[0]].stem if files and files[0] in self.names else ""
        short = self.unit.room != "works"
        title = title_of(text.facts if text else None, stem or self.unit.slug, heading_first=short)
        summary = next((one.value for one in summaries if one.language == language), None)
        edition = Edition(
            language,
            title,
            summary=summary,
            files=tuple(_files(self.unit.slug, language, there)),
            text=text.text if text else None,
        )
        return edition if table is None else described(edition, table)

    def _text(self, table: Table | None, there: list[Held]) -> Held | None:
        chosen = table.words("text") if table else None
        if table is None or chosen is None:
            return next((one for one in there if one.facts), None)
        found = next((one for one in there if one.place == self.unit.place(self.there.get(chosen, chosen))), None)
        if found is None:
            missing = chosen not in self.there
            what = f"There is no file “{chosen}”." if missing else f"“{chosen}” is not among the files of this edition."
            remedy = "Put it there, or correct its name." if missing else "Add it to “files”."
            table.wrong(("text",), what, remedy)
        elif found.facts is None:
            table.wrong(("text",), f"“{chosen}” is of a kind that cannot be read.", "Choose a file that has text.")
        return found if found and found.facts else None


def described(edition: Edition, table: Table) -> Edition:
    """An edition with what its table says of it."""
    states = tuple(state.value for state in State)
    changed = structs.replace(
        edition,
        title=table.words("title") or edition.title,
        subtitle=table.words("subtitle"),
        summary=table.words("summary") or edition.summary,
        date=table.date("date"),
        state=State(table.choice("state", states, "current")),
        translated_from=_translated_from(table),
        contributions=contributions(table),
        identifiers=identifiers_of(table),
        link=table.link("link"),
        withheld=_withheld(table),
    )
    table.asked.update(("files", "text"))
    table.finish()
    return changed


def contributions(table: Table) -> tuple[Contribution, ...]:
    """Those who are named under "authors", "editors" ..., in the order of roles and then as written."""
    return tuple(Contribution(party, role) for role in Role for party in table.slugs(role.value + "s"))


def identifiers_of(table: Table) -> tuple[Identifier, ...]:
    own = table.table("identifiers")
    if own is None:
        return ()

    def read(scheme: str) -> str | None:
        return own.checked(scheme, lambda value: identifiers.normalise(scheme, value).value)

    found = {scheme: read(scheme) for scheme in identifiers.SCHEMES}
    own.finish()
    return tuple(Identifier(scheme, value) for scheme, value in found.items() if value)


def _translated_from(table: Table) -> TranslatedFrom | None:
    if isinstance(table.values.get("translated_from"), str):
        language = table.checked("translated_from", languages.normalise)
        return TranslatedFrom(language) if language else None
    own = table.table("translated_from")
    if own is None:
        return None
    language, date = own.checked("language", languages.normalise), own.date("date")
    if "language" not in own:
        own.wrong((), "It is not said from which language this was translated.", 'Write language = "en" here.')
    own.finish()
    return TranslatedFrom(language, date) if language else None


_PASSAGE = re.compile("[a-z2-7]{10}")


def _withheld(table: Table) -> Withheld | None:
    """What an edition keeps back of its text."""
    redacted, names = table.flag("files_are_redacted"), table.strings("withhold", passage_name)
    return Withheld(tuple(dict.fromkeys(names)), redacted) if names else None


def passage_name(name: str) -> str:
    """The lasting name of a passage itself; MalformedError where it is none."""
    if not _PASSAGE.fullmatch(name):
        raise MalformedError(
            f"“{name}” is not the name of a passage.", "Write the ten letters and digits that its lasting link ends in."
        )
    return name


def settle_states(
    editions: tuple[Edition, ...], stated: Iterable[str]
) -> tuple[tuple[Edition, ...], list[tuple[str, str]]]:
    """Translations older than the text they were made from become outdated, unless their state is stated.

    Gives the editions, and the language of each that was changed with the reason.
    """
    by_language = {edition.language: edition for edition in editions}
    changed, reasons = [], []
    for edition in editions:
        source = by_language.get(edition.translated_from.language) if edition.translated_from else None
        made = edition.translated_from.date if edition.translated_from else None
        made = made or edition.date
        if source and source.date and made and dates.before(made, source.date) and edition.language not in stated:
            edition = structs.replace(edition, state=State.OUTDATED)  # noqa: PLW2901
            reason = f"It was translated from the text of {made}, and “{source.language}” is now of {source.date}"
            reasons.append((edition.language, reason))
        changed.append(edition)
    return tuple(changed), reasons


def _is_about(said: Name) -> bool:
    """Whether a file speaks to those who keep the folder, and not to readers."""
    return said.stem.lower() in ("readme", "license", "licence", "copying", "changelog", "notes", "makefile")


def _by_language(table: Table | None) -> dict[str, Table]:
    """The tables of editions, by the normal form of their language."""
    found: dict[str, Table] = {}
    for key, own in (table.tables("editions") if table else {}).items():
        try:
            language = languages.normalise(key)
        except MalformedError as error:
            own.wrong((), str(error), error.remedy)
            continue
        if language in found:
            own.wrong((), f"There are two editions in the language “{language}”.", "Join them into one.")
            continue
        found[language] = own
    return found


def _match(language: str, known: Iterable[str]) -> str:
    """The edition that a file's language means: "pt" is "pt-BR" where that is the only Portuguese there is."""
    known = list(known)
    if language in known:
        return language
    near = [one for one in known if languages.primary(one) == languages.primary(language)]
    return near[0] if len(near) == 1 else language


def _spoken(facts: Facts | None) -> str | None:
    """The language of a document. A region says where a program was bought more often than what is written, so that it
    counts only where it also tells ways of writing apart."""
    if facts is None or not facts.language or not languages.is_valid(facts.language):
        return None
    language = languages.normalise(facts.language)
    parts = language.split("-")
    if parts[0] in ("pt", "zh"):
        return language
    return "-".join(part for place, part in enumerate(parts) if place == 0 or len(part) == len("Latn"))


def _files(slug: str, language: str, there: list[Held]) -> Iterable[File]:
    taken: set[str] = set()
    for held in there:
        name = _free(f"{slug}.{language}", _ending(held), taken)
        taken.add(name)
        facts = held.facts or Facts()
        yield File(
            held.sha256,
            held.size,
            facts.media_type or media_type(held.place),
            name,
            pages=facts.pages,
            duration=facts.duration,
            remarks=tuple(remark for remark in facts.remarks if remark.public),
        )


def _ending(held: Held) -> str:
    """What a file's name ends in; of a file that is of another kind than its name says, that which readers can open."""
    own, kind = _suffix(held.place), held.facts.media_type if held.facts else None
    if kind is None or promised(held.place) in (None, kind):
        return own
    return next((suffix for suffix, media_type in SUFFIXES.items() if media_type == kind), own)


def media_type(place: str) -> str:
    """What a file's name says that it is."""
    suffix = _suffix(place).removeprefix(".")
    return _TYPES.get(suffix) or mimetypes.guess_type(f"x.{suffix}", strict=False)[0] or "application/octet-stream"


def _suffix(name: str) -> str:
    return PurePosixPath(name).suffix.lower()


def _free(stem: str, suffix: str, taken: set[str]) -> str:
    number = 1
    while (name := f"{stem}{suffix}" if number == 1 else f"{stem}-{number}{suffix}") in taken:
        number += 1
    return name


def _nearest(name: str, files: Iterable[str]) -> str | None:
    from difflib import get_close_matches

    near = get_close_matches(name, list(files), n=1, cutoff=0.6)
    return f"Did you mean “{near[0]}”?" if near else None


def in_order(groups: Iterable[str], tables: Mapping[str, Table], preferred: tuple[str, ...]) -> list[str]:
    """Languages in the order of editions: as the record has them, originals before translations, then as preferred."""
    written = list(tables)

    def rank(language: str) -> tuple[bool, int, int, str]:
        translated = language in tables and "translated_from" in tables[language].values
        here = written.index(language) if language in written else len(written)
        return (translated, here, preferred.index(language) if language in preferred else len(preferred), language)

    return sorted(groups, key=rank)
