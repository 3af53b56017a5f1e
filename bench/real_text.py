"""Real text in many languages, as it lies on a Unix machine: manual pages, message catalogues, package documentation.

Made into entries of a library whose works are as long as reports: manual pages that are named nearly alike are one
volume, and so is what a package says of itself; volumes of one name in several languages are one item. Facets other
than the language are drawn from the name, so that they are the same in every run.
"""

import gettext
import gzip
import hashlib
import re
from collections.abc import Iterable, Iterator
from itertools import chain, groupby, islice, zip_longest
from pathlib import Path

from firsthand.search.protocol import Entry

MANUALS = Path("/usr/share/man")
CATALOGUES = Path("/usr/share/locale")
DOCUMENTATION = Path("/usr/share/doc")

SHORTEST, LONGEST = 60, 2_000
"""Characters of a paragraph that is taken."""
PASSAGE = 250
"""Paragraphs are joined up to so many characters, since those of manuals are shorter than those of reports."""
PASSAGES_OF_A_WORK = 400

LANGUAGES = ("en", "fr", "es", "ru", "de", "it", "pt", "pt-BR", "uk", "pl", "nl", "tr", "ja", "zh-CN")

_KINDS = ("report", "article", "guide", "policy brief", "statement")
_THEMES = ("rights", "health", "hepatitis", "overdose", "women", "prisons", "stigma", "housing", "work", "policing")
_PLACES = ("KE", "UA", "MX", "FR", "IN", "ZA", "NP", "CA", "ID", "PT", "150", "002", "019", "142")


def entries(most: int) -> list[Entry]:
    """So many passages, or as many as the machine has, languages taken in turn."""
    sources: dict[str, list[Iterator[list[Entry]]]] = {}
    for language, editions in chain(_manuals(), _catalogues(), [("en", _documentation())]):
        if language in LANGUAGES:
            sources.setdefault(language, []).append(editions)
    rows = zip_longest(*(chain(*editions) for editions in sources.values()))
    found = (entry for row in rows for edition in row if edition for entry in edition)
    return list(islice(found, most))


def _manuals() -> Iterator[tuple[str, Iterator[list[Entry]]]]:
    for folder in sorted(MANUALS.iterdir()):
        if folder.name.startswith("man"):
            continue
        yield _language(folder.name), _from_files(_language(folder.name), folder.glob("man*/*.gz"))
    yield "en", _from_files("en", MANUALS.glob("man[1-8]/*.gz"))


def _from_files(language: str, files: Iterable[Path]) -> Iterator[list[Entry]]:
    def volume(file: Path) -> str:
        return f"{file.parent.name} {file.name[:2].lower()}"

    for name, of_volume in groupby(sorted(files, key=lambda file: (volume(file), file.name)), key=volume):
        yield from _volumes(name, language, chain.from_iterable(map(_paragraphs, filter(None, map(_text, of_volume)))))


def _text(file: Path) -> str:
    try:
        return (gzip.decompress(file.read_bytes()) if file.suffix == ".gz" else file.read_bytes()).decode()
    except (OSError, UnicodeDecodeError):
        return ""


def _paragraphs(source: str) -> Iterator[tuple[str, str]]:
    """Heading and text of the paragraphs of a manual page, without its markup."""
    heading, lines = "", []
    for line in source.splitlines():
        if not line.startswith((".", "'")):
            lines.append(re.sub(r"\\f.|\\[&/,^|%]|\\\(..", "", line).replace("\\-", "-"))
            continue
        macro, _, rest = line.partition(" ")
        if macro in (".B", ".I", ".BR", ".IR", ".RB", ".RI", ".Nm", ".Ar", ".Fl", ".Cm"):
            lines.append(rest.replace('"', ""))
            continue
        if macro in (".PP", ".P", ".LP", ".TP", ".IP", ".SH", ".SS", ".Sh", ".Ss", ".Pp", ".It", ".sp"):
            yield heading, " ".join(" ".join(lines).split())
            lines = []
        if macro in (".SH", ".SS", ".Sh", ".Ss"):
            heading = rest.strip('" ').capitalize()
    yield heading, " ".join(" ".join(lines).split())


def _catalogues() -> Iterator[tuple[str, Iterator[list[Entry]]]]:
    for folder in sorted(CATALOGUES.glob("*/LC_MESSAGES")):
        if re.fullmatch(r"[a-z]{2}(_[A-Z]{2})?", folder.parent.name):
            yield _language(folder.parent.name), _from_catalogues(_language(folder.parent.name), folder)


def _from_catalogues(language: str, folder: Path) -> Iterator[list[Entry]]:
    for file in sorted(folder.glob("*.mo")):
        try:
            with file.open("rb") as stream:
                messages = vars(gettext.GNUTranslations(stream))["_catalog"].values()
        except (OSError, ValueError, IndexError):
            continue
        yield from _volumes(file.stem, language, (("", " ".join(message.split())) for message in messages))


def _documentation() -> Iterator[list[Entry]]:
    for folder in sorted(DOCUMENTATION.iterdir()):
        files = sorted(chain(folder.glob("**/*.txt.gz"), folder.glob("**/*.[tmr][xds][t]")))
        texts = (re.split(r"\n\s*\n", _text(file)) for file in files)
        paragraphs = (("", " ".join(paragraph.split())) for paragraph in chain.from_iterable(texts))
        yield from _volumes(folder.name, "en", paragraphs)


def _volumes(name: str, language: str, paragraphs: Iterable[tuple[str, str]]) -> Iterator[list[Entry]]:
    """Editions of no more than PASSAGES_OF_A_WORK passages."""
    passages = _joined(
        (heading, text)
        for heading, text in paragraphs
        if SHORTEST <= len(text) <= LONGEST and sum(map(str.isalpha, text)) > len(text) * 0.6
    )
    for number, first in enumerate(range(0, len(passages), PASSAGES_OF_A_WORK), 1):
        part = f"{name} {number}" if number > 1 else name
        yield _edition(part, language, passages[first : first + PASSAGES_OF_A_WORK])


def _edition(name: str, language: str, passages: list[tuple[str, str]]) -> list[Entry]:
    slug = re.sub(r"[^a-z0-9]+", "-", name.lower()).strip("-")
    draw = hashlib.sha256(slug.encode()).digest()
    year = str(2000 + draw[0] % 25)
    facets = {
        "kind": (_KINDS[draw[1] % len(_KINDS)],),
        "language": (language,),
        "year": (year,),
        "theme": tuple({_THEMES[draw[2] % len(_THEMES)], _THEMES[draw[3] % len(_THEMES)]}),
        "place": (_PLACES[draw[4] % len(_PLACES)],),
        "publisher": (f"network-{draw[5] % 40}",),
    }
    return [
        Entry(
            address=f"works/{slug}/{language}",
            passage=f"p{number}",
            text=text,
            leaf=1 + number // 40,
            ordinal=number,
            language=language,
            headings=(heading,) if heading else (),
            page=str(1 + number // 8),
            title=name,
            facets=facets,
            date=year,
        )
        for number, (heading, text) in enumerate(passages)
    ]


def _joined(paragraphs: Iterable[tuple[str, str]]) -> list[tuple[str, str]]:
    passages: list[tuple[str, str]] = []
    for heading, text in paragraphs:
        if passages and passages[-1][0] == heading and len(passages[-1][1]) < PASSAGE:
            passages[-1] = (heading, f"{passages[-1][1]} {text}")
        else:
            passages.append((heading, text))
    return passages


def _language(name: str) -> str:
    return name.partition(".")[0].replace("_", "-")
