"""How paragraphs of drafts are numbered: "Pp11", "OP68", "3bis.", "(a)", "Option 1:", "Article 2bis (GENERAL)".

Labels are taken as they are printed; brackets before or between them belong to the words, not to the label.
"""

import re
from enum import StrEnum
from functools import cache

from msgspec import Struct

from firsthand.negotiations.structure import Structure, any_of, structure

MOST_LABELS = 4
"""In one place: "3. (a) Option (b): (i)"."""

_LATIN = (
    "bis|ter|quater|quat|quinquies|quinq|quin|sexies|sexties|septies|octies|nonies|novies|decies|undecies|duodecies"
    "|terdecies"
)
_OPENING = re.compile(r"[\[\s]*")
_ROMAN = re.compile(r"(?=[ivxlc])(?:x[cl]|l?x{0,4})(?:i[xv]|v?i{0,4})", re.IGNORECASE)
_VALUES = {"i": 1, "v": 5, "x": 10, "l": 50, "c": 100}


class Kind(StrEnum):
    """What sort of label it is."""

    PREAMBULAR = "preambular"
    OPERATIVE = "operative"
    NUMBER = "number"
    LETTER = "letter"
    """In parentheses or before a point: (a), (i), a., i); roman numerals too."""
    BULLET = "bullet"
    OPTION = "option"


class Labels(Struct, frozen=True):
    """What stands before the words of a paragraph, and the stretches of the source that are left as its words."""

    label: str = ""
    options: tuple[str, ...] = ()
    kinds: tuple[Kind, ...] = ()
    values: tuple[str, ...] = ()
    """The bare number or letter of each label: "3bis", "a", "iv"."""
    kept: tuple[tuple[int, int], ...] = ()


class Article(Struct, frozen=True):
    number: str
    """As printed: "2bis", "3 ter", "XII"."""


@cache
def _patterns(language: str | None) -> tuple[tuple[Kind, re.Pattern[str]], ...]:
    words = structure(language)
    added = _added(words)
    part = rf"(?:\d{{1,3}}|[x])(?:{added})?"
    number = rf"(?P<value>\d{{1,3}}(?:\.(?:{_LATIN})(?!\w)|{added})?(?:\.{part})*)"
    more = r"(?=\s|$|[\[{(\"“«'‘]|[^\W\d_])"
    capital = r"(?=\s*[\[{(\"“«]|\s+(?-i:[A-ZÀ-ÖØ-ÞА-ЯЁ]))"
    letter = r"[^\W\d_]|([^\W\d_])\2|[ivxlc]{2,6}"
    option = rf"\(?(?:\d{{1,3}}|[ivx]{{1,5}}|[^\W\d_])\)?(?:{added})?\)?"
    place = rf"\s*\({any_of(words.paragraph)}[^()]{{0,60}}\)"
    sources = {
        Kind.PREAMBULAR: rf"{any_of(words.preambular_label)}\s?(?P<value>\d{{1,3}}(?:{added})?)[.:]?{more}",
        Kind.OPERATIVE: rf"{any_of(words.operative_label)}\s?(?P<value>\d{{1,3}}(?:{added})?)[.:]?{more}",
        Kind.OPTION: rf"{any_of(words.option)}\s*(?P<value>{option})"
        rf"(?:\s*[.:]+(?:{place}\s*:?)?|{place}\s*:?|\s*(?=$|\[|\{{|\())",
        Kind.NUMBER: rf"{number}(?:[.)](?!\d){more}|(?<=[^\W\d_])\s?[.:)]*{capital}|(?<=\.\d)(?::|{capital})"
        rf"|(?<=\.\d\d)(?::|{capital}))",
        Kind.LETTER: rf"\((?P<value>(?:{letter})(?:{added})?|\d{{1,2}})\)(?:{added})?[.:]?",
        Kind.BULLET: r"(?P<value>[•▪◦‣·–—*-])(?=\s)",
    }
    plain = rf"(?P<value>(?:{letter})(?:{added})?)(?:\)|\.)(?=\s+\S)"
    compiled = [(kind, re.compile(source, re.IGNORECASE)) for kind, source in sources.items()]
    return (*compiled, (Kind.LETTER, re.compile(f"(?-i:{plain})".replace(r"[^\W\d_]", "[a-zа-яё]"))))


def _added(words: Structure) -> str:
    """What stands behind a number that was put in between: "bis", " ter", "alt"."""
    return rf"(?:\s?(?:{_LATIN}|{any_of(words.added)}\d{{0,2}})(?![^\W_]))+"


def read_labels(text: str, language: str | None = "en", *, marker: str = "") -> Labels:
    """Part a paragraph's labels from its words; `marker` is a label that a reader has already parted.

    White space must be single spaces. `kept` are the stretches of `text` that are words: brackets before a label too.
    """
    labels: list[str] = []
    options: list[str] = []
    kinds: list[Kind] = []
    values: list[str] = []
    kept: list[tuple[int, int]] = []
    at = 0
    if marker:
        kind, value = _of_marker(marker, language)
        more = _behind_marker(language).match(text) if kind is Kind.NUMBER else None
        at = more.end() if more else 0
        labels, kinds, values = [f"{marker} {more[0]}".strip() if more else marker], [kind], [value]
        values[0] += _bare(more[0]).rstrip(".:") if more else ""
    for _ in range(MOST_LABELS):
        start = _OPENING.match(text, at).end()  # type: ignore[union-attr]  # it matches nothing, too
        found = _next(text, start, language, kinds)
        if found is None:
            break
        kind, match = found
        if start > at and text[at:start].strip():
            kept.append((at, start))
        (options if kind is Kind.OPTION else labels).append(_printed(match[0], kind))
        kinds.append(kind)
        values.append(_bare(match["value"]))
        at = match.end()
    kept.append((at, len(text)))
    spans = tuple(span for start, end in kept if (span := _stripped(text, start, end)))
    return Labels(" ".join(labels), tuple(options), tuple(kinds), tuple(values), spans)


def _next(text: str, at: int, language: str | None, before: list[Kind]) -> tuple[Kind, re.Match[str]] | None:
    for kind, pattern in _patterns(language):
        match = pattern.match(text, at)
        if match and _may_follow(kind, before):
            return kind, match
    return None


def _may_follow(kind: Kind, before: list[Kind]) -> bool:
    """Labels become finer, and options may stand between them: "3. Option (a):", "8. (a)", "Option 2: 3.1"."""
    numbered = [one for one in before if one is not Kind.OPTION]
    if kind is Kind.OPTION:
        return before.count(Kind.OPTION) < 2
    if kind is Kind.LETTER:
        return all(one in (Kind.NUMBER, Kind.OPERATIVE, Kind.LETTER, Kind.BULLET) for one in numbered)
    return not numbered


@cache
def _behind_marker(language: str | None) -> re.Pattern[str]:
    """The "bis" that a reader left with the words: "7." and "bis [Developed"."""
    return re.compile(rf"{_added(structure(language))}[.:]?(?=\s*[\[A-Z])")


def _of_marker(marker: str, language: str | None) -> tuple[Kind, str]:
    for kind, pattern in _patterns(language):
        match = pattern.match(marker + " X")
        if match:
            return kind, _bare(match["value"])
    return Kind.BULLET, marker


def _printed(label: str, kind: Kind) -> str:
    """An option is named without the colon that ends it."""
    return label.strip().rstrip(":. ").replace(".:", ":") if kind is Kind.OPTION else label.strip()


def _bare(value: str) -> str:
    return re.sub(r"\s|\.(?=[bqtsond])", "", value).strip("().").casefold()


def _stripped(text: str, start: int, end: int) -> tuple[int, int] | None:
    while start < end and text[start].isspace():
        start += 1
    while end > start and text[end - 1].isspace():
        end -= 1
    return (start, end) if start < end else None


@cache
def _option_inside(language: str | None) -> re.Pattern[str]:
    number = rf"\(?(?:\d{{1,2}}|[IVX]{{1,4}}|[a-z])\)?(?:{_added(structure(language))})?"
    return re.compile(rf"(?<=[.;:\]}}”\"])\s+(?=\[?{any_of(structure(language).option)}\s{number}\s?:)")


def option_inside(text: str, language: str | None = "en") -> list[int]:
    """Where options begin that a reader left in one paragraph with the words before: "… 2050]. Option 2: …"."""
    found = (match.start() for match in _option_inside(language).finditer(text))
    return [start for start in found if len(text[: min(start, 200)].split()) > MOST_LABELS]


@cache
def _article(language: str | None) -> re.Pattern[str]:
    words = structure(language)
    number = rf"(?:\d{{1,3}}|[IVXL]{{1,6}}|premier|1er|primero|[X])(?:{_added(words)})?"
    return re.compile(
        rf"[\[\s*]*{any_of(words.article)}\s*(?P<number>{number})(?P<closed>[\s\]]*)"
        r"(?P<title>$|[.:–—-]*\s*[\[\s]*\(.{0,200}\)?[\]\s]*(?:\d{1,3})?$|\s*[.:–—-]\s*.{0,200}$|\s+.{1,200}$)",
        re.IGNORECASE,
    )


def read_article(text: str, language: str | None = "en", *, heading: bool = False) -> Article | None:
    """The article that begins here, or None. Where it is no `heading` of the file, doubts are against it."""
    match = _article(language).match(text)
    if match is None:
        return None
    title = match["title"].strip()
    loose = bool(title) and not re.match(r"[.:–—\[(*-]", title)
    if loose and not (heading and title[:1].isupper()):
        return None
    if not heading and (len(text.split()) > 25 or title.rstrip("]) ").endswith((".", ";", ","))):
        return None
    return Article(match["number"])


_ORDINAL = re.compile(r"[\[\s]*(?P<ordinal>(?:[A-ZА-Я]|[IVXL]{1,6}|\d{1,2})(?: bis| ter)?)[.)]?\s*[.)]\s*(?=\S)")


def ordinal(heading: str) -> str:
    """The number of a heading that isn't an article's: "III" of "III. DECISIONS", "C" of "C. [General"; or nothing."""
    match = _ORDINAL.match(heading)
    return match["ordinal"] if match else ""


def roman(value: str) -> int:
    """The number that a roman numeral means, or 0."""
    if not value or not _ROMAN.fullmatch(value):
        return 0
    numbers = [_VALUES[sign] for sign in value.casefold()]
    return sum(-one if one < after else one for one, after in zip(numbers, [*numbers[1:], 0], strict=True))
