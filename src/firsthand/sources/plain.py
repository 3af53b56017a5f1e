"""Zero configuration: any folder of documents becomes works, described by what their files and names say.

Guesses are few and cautious; whoever wants another record writes one.
"""

import re
import unicodedata
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from contextlib import suppress
from pathlib import PurePosixPath

from msgspec import structs

from firsthand.catalogue import identifiers, licences
from firsthand.catalogue.malformed import MalformedError
from firsthand.catalogue.records import Contribution, Edition, Identifier, Party, Role, Text, Work
from firsthand.sources.cache import Facts
from firsthand.sources.editions import OFFERED
from firsthand.sources.filenames import Name, folder_language, key, recognise, settle
from firsthand.sources.slugs import slugify, unique
from firsthand.sources.texts import Held
from firsthand.sources.tree import Tree, Unit

_KINDS_BY_FORMAT = (
    ("film", frozenset(("mp4", "m4v", "webm", "mov", "vtt", "srt"))),
    ("recording", frozenset(("mp3", "m4a", "ogg", "oga", "opus", "wav", "flac"))),
    ("dataset", frozenset(("csv", "xlsx", "xls", "ods"))),
    ("presentation", frozenset(("pptx", "ppt", "odp"))),
)
_KINDS_BY_WORDS = (
    ("letter", r"open letter|joint letter|lettre ouverte|carta abierta|открытое письмо"),
    ("position-statement", r"position (?:statement|paper)|consensus statement|prise de position|заявление о позиции"),
    ("brief", r"(?:policy|technical|issue) brief|briefing (?:paper|note)|note d[’']orientation|nota informativa"),
    ("newsletter", r"newsletter|bulletin d[’']information|boletín|информационный бюллетень"),
    (
        "training",
        r"training (?:manual|module|guide|curriculum)|module de formation|módulo de capacitación|учебный модуль",
    ),
    ("guide", r"(?:a|brief|short|practical|community) guide|toolkit|handbook|guide pratique|guía|пособие|руководство"),
)
_ORGANISATION = re.compile(
    r"\b(?:networks?|unions?|coalitions?|alliances?|associations?|foundations?|organi[sz]ations?|institutes?|cent(?:re|er)s?|"
    r"international|global|office|programme|ministry|university|committee|council|project|initiative|"
    r"réseau|union|fondation|organisation|centre|red|unión|fundación|organización|centro|"
    r"сеть|союз|фонд|ассоциация|организация|центр)\b|[\d@&/]|^[A-ZА-ЯЁ]{2,}$",
    re.IGNORECASE,
)
_NOBODY = (
    "user users admin administrator owner author unknown anonymous root test pc hp dell lenovo acer asus toshiba "
    "windows utilisateur usuario utente пользователь админ администратор автор"
)
_PROGRAMS = re.compile(
    r"microsoft|libreoffice|openoffice|adobe|windows user|office user|indesign|canva\b", re.IGNORECASE
)


def units(tree: Tree) -> list[Unit]:
    """Every work of a folder: files of the same name but for language and format, in folders of languages too."""
    taken = [place for place in tree.all_files() if _is_document(place)]
    folders = _folders(taken)
    shelves: dict[str, dict[str, Name]] = {}
    for place in taken:
        folder, language = folders[_parent(place)]
        name = recognise(PurePosixPath(place).name)
        stem = name.stem or PurePosixPath(folder).name
        shelves.setdefault(folder, {})[place] = structs.replace(name, stem=stem, language=name.language or language)
    groups: dict[tuple[str, str], dict[str, Name]] = {}
    for folder, names in shelves.items():
        for place, said in zip(names, settle(names.values()), strict=True):
            said = structs.replace(said, language=said.language or folders[_parent(place)][1])  # noqa: PLW2901
            groups.setdefault((folder, key(said.stem)), {})[place] = said
    return _as_units(groups)


def _parent(place: str) -> tuple[str, ...]:
    return PurePosixPath(place).parts[:-1]


def _folders(places: list[str]) -> dict[tuple[str, ...], tuple[str, str | None]]:
    """Each folder's path without those of its parts that are called as a language, and that language.

    A name that may be a language or something else ("UK", "it") is one where folders of other languages lie beside it.
    """
    parents = {_parent(place)[:depth] for place in places for depth in range(len(PurePosixPath(place).parts))}
    spoken = {parts: folder_language(unicodedata.normalize("NFC", parts[-1])) for parts in parents if parts}
    beside = Counter(parts[:-1] for parts, (language, _) in spoken.items() if language)
    found: dict[tuple[str, ...], tuple[str, str | None]] = {(): ("", None)}
    for parts in sorted(spoken):
        path, above = found[parts[:-1]]
        language, doubtful = spoken[parts]
        if language and (not doubtful or beside[parts[:-1]] > 1):
            found[parts] = (path, language)
        else:
            found[parts] = (f"{path}/{parts[-1]}" if path else parts[-1], above)
    return found


def _as_units(groups: dict[tuple[str, str], dict[str, Name]]) -> list[Unit]:
    slugs: dict[str, None] = {}
    found = []
    for (folder, _), said in sorted(groups.items()):
        stem = next(iter(said.values())).stem or PurePosixPath(folder).name
        slug = slugify(stem, "work")
        if slug in slugs and folder:
            slug = slugify(f"{PurePosixPath(folder).name} {stem}", "work")
        slug = unique(slug, slugs)
        slugs[slug] = None
        found.append(Unit("works", slug, "", tuple(said), None, said))
    return found


def _is_document(place: str) -> bool:
    name = recognise(PurePosixPath(place).name)
    return name.format in OFFERED and key(name.stem) not in ("readme", "license", "licence")


def described(work: Work, held: Mapping[str, Held], language: str) -> tuple[Work, tuple[Party, ...]]:
    """A work with what its files say of it, such as its kind and who made it, and the parties that they are."""
    texts = {one.text: one.facts for one in held.values() if one.facts}
    facts = [texts[edition.text] for edition in work.editions if edition.text in texts]
    parties: dict[str, Party] = {}
    found: dict[Contribution, None] = {}
    for one in facts[:1]:
        for role, names in ((Role.AUTHOR, one.metadata.authors), (Role.PUBLISHER, one.metadata.publishers)):
            for name in names:
                party = party_named(name, language)
                if party:
                    parties.setdefault(party.slug, party)
                    found[Contribution(party.slug, role)] = None
    kind = _kind([recognise(PurePosixPath(place).name).format for place in held], work.editions, facts)
    changed = structs.replace(
        work,
        kind=kind,
        contributions=tuple(found),
        rights=_rights(facts),
        editions=tuple(_edition(edition, texts.get(edition.text or "")) for edition in work.editions),
    )
    return changed, tuple(parties.values())


def _edition(edition: Edition, facts: Facts | None) -> Edition:
    """An edition with the subtitle and the numbers that stand in its file."""
    if facts is None:
        return edition
    said = facts.metadata
    subtitle = said.subtitle if said.title == edition.title else None
    return structs.replace(edition, subtitle=subtitle, identifiers=tuple(_identifiers(said.identifiers)))


def _identifiers(uris: Iterable[str]) -> Iterator[Identifier]:
    """The first DOI, ISBN and ISSN among URIs: an ISBN after the first is that of another form of the book."""
    taken = set()
    for uri in uris:
        scheme, _, value = uri.removeprefix("urn:").partition(":")
        if scheme in ("doi", "isbn", "issn") and scheme not in taken:
            with suppress(MalformedError):
                yield identifiers.normalise(scheme, value)
                taken.add(scheme)


def _rights(facts: Iterable[Facts]) -> str | None:
    """The licence that all files which name one agree on. What else they say of rights is no address."""
    found = {licence.uri for one in facts if (licence := licences.find(one.metadata.rights or ""))}
    return found.pop() if len(found) == 1 else None


def party_named(name: str, language: str) -> Party | None:
    """The party of a name, unless it is that of a machine or of a program."""
    plain = " ".join(unicodedata.normalize("NFC", name).split())
    if not plain or plain.casefold() in _NOBODY.split() or _PROGRAMS.search(plain) or not any(map(str.isalpha, plain)):
        return None
    kind = "organisation" if _ORGANISATION.search(plain) or len(plain.split()) not in (2, 3) else "person"
    return Party(slugify(plain, "party"), (Text(language, plain),), kind)


def _kind(formats: list[str], editions: tuple[Edition, ...], facts: list[Facts]) -> str:
    """What kind of work it is: by its formats where they are all of a sort, by plain words of its titles otherwise."""
    for kind, sort in _KINDS_BY_FORMAT:
        if formats and sort.issuperset(formats):
            return kind
    titles = " | ".join([*(edition.title for edition in editions), *(one.heading or "" for one in facts)])
    return kind_named(titles) or "report"


def kind_named(title: str) -> str | None:
    """The kind of work that a title names by a plain word; None where it names none."""
    for kind, words in _KINDS_BY_WORDS:
        if re.search(rf"\b(?:{words})\b", title, re.IGNORECASE):
            return kind
    return None
