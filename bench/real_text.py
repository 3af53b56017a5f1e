"""Real text in many languages, as it lies on a Unix machine: manual pages, help, message catalogues, documentation.

Made into entries of a library whose works are as long as reports: manual pages that are named nearly alike are one
volume, and so is what a package says of itself; volumes of one name in several languages are one item. Facets other
than the language are drawn from the name, so that they are the same in every run. No text is taken twice.

FIRSTHAND_BENCH_TEXT names folders that are laid out like /usr/share, between colons; where the machine has too little
text, more packages (`manpages-*`, `libreoffice-help-*`, `linux-doc`) can be unpacked into one with `dpkg -x`.
"""

import gettext
import gzip
import hashlib
import html
import os
import re
from collections.abc import Callable, Iterable, Iterator
from itertools import chain, groupby, islice, zip_longest
from pathlib import Path

from firsthand.search.protocol import Entry

ROOTS = tuple(map(Path, os.environ.get("FIRSTHAND_BENCH_TEXT", "/usr/share").split(os.pathsep)))

SHORTEST, LONGEST = 60, 2_000
"""Characters of a paragraph that is taken."""
PASSAGE = 250
"""Paragraphs are joined up to so many characters, since those of manuals are shorter than those of reports."""
PASSAGES_OF_A_WORK = 400

LANGUAGES = (
    "en", "fr", "es", "ru", "de", "it", "pt", "pt-BR", "uk", "pl", "nl", "tr", "ja", "zh-CN", "cs", "da", "el", "fi",
    "hi", "hu", "ko", "ro", "sv",
)  # fmt: skip

_KINDS = ("report", "article", "guide", "policy brief", "statement")
_THEMES = ("rights", "health", "hepatitis", "overdose", "women", "prisons", "stigma", "housing", "work", "policing")
_PLACES = ("KE", "UA", "MX", "FR", "IN", "ZA", "NP", "CA", "ID", "PT", "150", "002", "019", "142")


def entries(most: int) -> list[Entry]:
    """So many passages, or as many as there are, languages taken in turn."""
    sources: dict[str, list[Iterator[list[Entry]]]] = {}
    for root in ROOTS:
        for language, editions in chain(_manuals(root), _help(root), _catalogues(root), _documentation(root)):
            if language in LANGUAGES:
                sources.setdefault(language, []).append(editions)
    rows = zip_longest(*(chain(*editions) for editions in sources.values()))
    found = (entry for row in rows for edition in row if edition for entry in edition)
    return list(islice(_once(found), most))


def _once(found: Iterable[Entry]) -> Iterator[Entry]:
    """Passages whose text was not there before. Volumes that several packages have stay apart by their address."""
    texts: set[int] = set()
    for entry in found:
        if (text := hash(entry.text)) not in texts:
            texts.add(text)
            yield entry


def _manuals(root: Path) -> Iterator[tuple[str, Iterator[list[Entry]]]]:
    for folder in sorted((root / "man").glob("*")):
        if not folder.name.startswith("man"):
            yield _language(folder.name), _from_files(_language(folder.name), folder.glob("man*/*.gz"), _paragraphs)
    yield "en", _from_files("en", (root / "man").glob("man[1-8]/*.gz"), _paragraphs)


def _help(root: Path) -> Iterator[tuple[str, Iterator[list[Entry]]]]:
    """Pages in HTML and Mallard, which parts its text by the same elements; by the language that a folder names."""
    for folder in sorted(chain(root.glob("libreoffice/help"), (root / "help").glob("*"), (root / "doc").glob("*"))):
        pages: dict[str, list[Path]] = {}
        for page in sorted(chain(folder.rglob("*.html"), folder.rglob("*.page"))):
            named = map(_language, page.relative_to(root).parts[1:-1])
            pages.setdefault(next((language for language in named if language in LANGUAGES), "en"), []).append(page)
        for language, files in pages.items():
            yield language, _from_files(language, files, _of_markup)


def _from_files(
    language: str, files: Iterable[Path], read: Callable[[str], Iterable[tuple[str, str]]]
) -> Iterator[list[Entry]]:
    def volume(file: Path) -> str:
        folder = file.parent
        return (
            f"{folder.name} {file.name[:2].lower()}" if file.suffix == ".gz" else f"{folder.parent.name} {folder.name}"
        )

    for name, of_volume in groupby(sorted(files, key=lambda file: (volume(file), file.name)), key=volume):
        yield from _volumes(name, language, chain.from_iterable(map(read, filter(None, map(_text, of_volume)))))


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


_ELEMENT = re.compile(r"<(h[1-6]|title|p|li|dd|td)\b[^>]*>(.*?)</\1>", re.DOTALL)


def _of_markup(source: str) -> Iterator[tuple[str, str]]:
    heading = ""
    for element in _ELEMENT.finditer(source):
        text = " ".join(html.unescape(re.sub(r"<[^>]*>", "", element[2])).split())
        if element[1][0] in "ht":
            heading = text[:100]
        yield heading, text


def _catalogues(root: Path) -> Iterator[tuple[str, Iterator[list[Entry]]]]:
    for folder in sorted((root / "locale").glob("*/LC_MESSAGES")):
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


def _documentation(root: Path) -> Iterator[tuple[str, Iterator[list[Entry]]]]:
    yield "en", chain.from_iterable(map(_of_package, sorted((root / "doc").glob("*"))))


def _of_package(folder: Path) -> Iterator[list[Entry]]:
    files = sorted(chain(*(folder.glob(f"**/*.{end}") for end in ("txt", "txt.gz", "md", "rst", "rst.gz"))))
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
    """As files are named: "pt_BR", "de.UTF-8", "pt-br"."""
    language, _, region = name.partition(".")[0].replace("_", "-").partition("-")
    tag = f"{language}-{region.upper()}" if region else language
    return tag if tag in LANGUAGES or len(language) > 2 else language
