"""Which of a PDF's first headings are its title and its subtitle. It must be sure: a wrong title is worse than none."""

import re
from collections import Counter
from collections.abc import Container, Mapping, Sequence

from firsthand.documents.pdf.headings import Outline, find_cover, letters_of, level_in_outline, style_of
from firsthand.documents.pdf.paragraphs import LABEL, Text, ends_sentence

_LARGE = 1.25
_WORDS_AT_LEAST = 3
_MASTHEAD = re.compile(
    r"(?:united nations|nations unies|naciones unidas|(?:организация )?объедин[её]нны[ех] наци[йи]|"
    r"general assembly|assemblée générale|asamblea general|генеральная ассамблея|"
    r"economic and social council|conseil économique et social|consejo económico y social|"
    r"экономический и социальный совет|security council|conseil de sécurité|consejo de seguridad|совет безопасности|"
    r"human rights council|conseil des droits de l.homme|consejo de derechos humanos|совет по правам человека|"
    r"world health organization|european union|council of europe|official journal.*)"
    r"(?:\s+(?:distr\b.*|[a-z]+/\S+|\d{1,2}(?:er)? \w+ \d{4}))*",
    re.IGNORECASE,
)
"""What stands above the title of an official document: the body that issued it."""


def find_title(texts: Sequence[Text], levels: Mapping[int, int], body: float, declared: str | None) -> int | None:
    """The heading on the first page that is the title, by its index.

    Where the file declares a title, the heading that says it, or goes on where it breaks off; otherwise the largest
    one that names no issuing body, has no number and at least three words. `levels` are the headings, `body` the size
    of the running text in points.
    """
    first = [index for index in sorted(levels) if texts[index].page == texts[0].page]
    if declared:
        return next((index for index in first if _says(texts[index].text, declared)), None)
    said = next((index for index in first if (tag := texts[index].tag) and tag.role == "Title"), None)
    if said is not None:
        return said
    large = [index for index in first if texts[index].size >= _LARGE * body and not _is_masthead(texts[index].text)]
    if not large:
        return None
    largest = max(large, key=lambda index: texts[index].size)
    shown = texts[largest].text
    return largest if len(shown.split()) >= _WORDS_AT_LEAST and not LABEL.match(shown) else None


def find_subtitle(texts: Sequence[Text], levels: Mapping[int, int], title: int | None) -> int | None:
    """The heading that stands directly below the title, in smaller type and in a style that no other heading has."""
    if title is None or title + 1 not in levels:
        return None
    above, text = texts[title], texts[title + 1]
    styles = Counter(style_of(texts[index]) for index in levels if index > title)
    is_below = text.page == above.page and 0 < text.lines[0].base - above.lines[-1].base < 2 * above.size
    is_apart = text.size < above.size and styles[style_of(text)] == 1 and max(styles.values()) > 1
    return title + 1 if is_below and is_apart and _is_phrase(text.text) else None


def strip_cover(
    texts: Sequence[Text], levels: Mapping[int, int], title: int | None, outline: Outline, entries: Container[int]
) -> dict[int, int]:
    """The headings without what only a cover has in large type beside its title: slogans, dates, names.

    `entries` are those of contents lists. Nothing changes where no heading follows the cover, or the title isn't known.
    """
    cover = find_cover(texts)
    inside = {style_of(texts[index]) for index in levels if texts[index].page != cover}
    if cover is None or title is None or texts[title].page != cover or not inside:
        return dict(levels)
    return {
        index: level
        for index, level in levels.items()
        if texts[index].page != cover
        or index == title
        or texts[index].tag is not None
        or style_of(texts[index]) in inside
        or level_in_outline(texts[index], outline) is not None
        or index + 1 in entries
        or _heads(texts, index, levels)
    }


def _heads(texts: Sequence[Text], index: int, levels: Container[int]) -> bool:
    """Whether prose stands below a heading."""
    if index + 1 >= len(texts) or index + 1 in levels or texts[index + 1].page != texts[index].page:
        return False
    below = texts[index + 1]
    return len(below.lines) > 1 or ends_sentence(below.text)


def _says(heading: str, declared: str) -> bool:
    """Whether a heading is the declared title, or the whole of one that was cut off after a short word."""
    if letters_of(heading) == letters_of(declared):
        return True
    *before, last = declared.casefold().split()
    return (
        bool(before) and last.isalpha() and len(last) < 4 and heading.casefold().startswith(f"{declared} ".casefold())
    )


def _is_masthead(text: str) -> bool:
    return _MASTHEAD.fullmatch(text) is not None


def _is_phrase(text: str) -> bool:
    """Whether it has ordinary words, as the names of authors have not."""
    plain = [word for word in text.split() if len(word) > 3 and word.islower()]
    return len(plain) > 1 and not LABEL.match(text) and "@" not in text
