"""Zero configuration: any folder of documents becomes works, described by what their files and names say.

Guesses are few and cautious; whoever wants another record writes one.
"""

import re
import unicodedata
from collections.abc import Mapping
from pathlib import PurePosixPath

from msgspec import structs

from firsthand.catalogue.records import Contribution, Edition, Party, Role, Text, Work
from firsthand.sources.cache import Facts
from firsthand.sources.editions import OFFERED
from firsthand.sources.filenames import Name, key, recognise, settle, tag_of
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
    names = settle(_name(place) for place in taken)
    groups: dict[tuple[str, str], dict[str, Name]] = {}
    for place, name in zip(taken, names, strict=True):
        folder, language = _folder(place)
        said = structs.replace(name, language=name.language or language)
        groups.setdefault((folder, key(said.stem) or folder), {})[place] = said
    return _as_units(groups)


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


def _name(place: str) -> Name:
    """The name of a file; one that is a language alone is called as its folder."""
    name = recognise(PurePosixPath(place).name)
    if name.stem:
        return name
    folder, _ = _folder(place)
    return structs.replace(name, stem=PurePosixPath(folder).name)


def _folder(place: str) -> tuple[str, str | None]:
    """The folder of a file without those that are called as a language, and that language."""
    kept, language = [], None
    for part in PurePosixPath(unicodedata.normalize("NFC", place)).parts[:-1]:
        tag = tag_of(part) if len(part) == len("en") or "-" in part else None
        if tag is None and part.isalpha():
            from firsthand.catalogue.languages import by_name

            tag = by_name().get(part.casefold())
        language = tag or language
        if tag is None:
            kept.append(part)
    return "/".join(kept), language


def described(work: Work, held: Mapping[str, Held], language: str) -> tuple[Work, tuple[Party, ...]]:
    """A work with the kind and those who made it, as its files say, and the parties that they are."""
    texts = {one.text: one.facts for one in held.values() if one.facts}
    facts = [texts[edition.text] for edition in work.editions if edition.text in texts]
    parties: dict[str, Party] = {}
    found: dict[Contribution, None] = {}
    for one in facts[:1]:
        for role, names in ((Role.AUTHOR, one.metadata.authors), (Role.PUBLISHER, one.metadata.publishers)):
            for name in names:
                party = _party(name, language)
                if party:
                    parties.setdefault(party.slug, party)
                    found[Contribution(party.slug, role)] = None
    kind = _kind([recognise(PurePosixPath(place).name).format for place in held], work.editions, facts)
    return structs.replace(work, kind=kind, contributions=tuple(found)), tuple(parties.values())


def _party(name: str, language: str) -> Party | None:
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
    for kind, words in _KINDS_BY_WORDS:
        if re.search(rf"\b(?:{words})\b", titles, re.IGNORECASE):
            return kind
    return "report"
