"""What the reader of a text should know of how it was made from its file, in the language of the interface."""

from collections.abc import Callable, Iterable, Mapping
from types import MappingProxyType

from firsthand.catalogue.reading import Leaf
from firsthand.documents.model import Locator, Remark, Table
from firsthand.interface import Interface
from firsthand.interface.said import Said

Numbered = Callable[[str, str, int], str]
"""As ngettext: the singular, the plural and the number."""

_STRETCHES = 6
"""So many stretches of pages are named; a longer list helps nobody."""

_ON_PAGES: Mapping[str, Callable[[Numbered, int], str]] = MappingProxyType({
    "lost-ink": lambda ngettext, count: ngettext(
        "On page %(pages)s of the file some words are drawn as pictures; they could not be read.",
        "On pages %(pages)s of the file some words are drawn as pictures; they could not be read.",
        count,
    ),
    "no-text": lambda ngettext, count: ngettext(
        "Page %(pages)s of the file is a picture; what it says could not be read.",
        "Pages %(pages)s of the file are pictures; what they say could not be read.",
        count,
    ),
    "recognised": lambda ngettext, count: ngettext(
        "Page %(pages)s was read from a scan; letters may be wrong.",
        "Pages %(pages)s were read from a scan; letters may be wrong.",
        count,
    ),
    "recognised-words": lambda ngettext, count: ngettext(
        "Some words on page %(pages)s were read from a picture; letters may be wrong.",
        "Some words on pages %(pages)s were read from pictures; letters may be wrong.",
        count,
    ),
    "soup": lambda ngettext, count: ngettext(
        "The text of page %(pages)s is garbled in the file and is left out.",
        "The text of pages %(pages)s is garbled in the file and is left out.",
        count,
    ),
    "unmapped-characters": lambda ngettext, count: ngettext(
        "Some words on page %(pages)s could not be read.",
        "Some words on pages %(pages)s could not be read.",
        count,
    ),
    "unreadable-page": lambda ngettext, count: ngettext(
        "Page %(pages)s of the file is damaged and could not be read.",
        "Pages %(pages)s of the file are damaged and could not be read.",
        count,
    ),
    "unsure-recognition": lambda ngettext, count: ngettext(
        "The scan of page %(pages)s was hard to read; many letters may be wrong, or words missing.",
        "The scans of pages %(pages)s were hard to read; many letters may be wrong, or words missing.",
        count,
    ),
})  # fmt: skip

_COUNTED: Mapping[str, Callable[[Numbered, int], str]] = MappingProxyType({
    "dropped-drawing": lambda ngettext, count: ngettext(
        "%(count)s drawing of the file is not shown here.", "%(count)s drawings of the file are not shown here.", count
    ),
    "dropped-drawings": lambda ngettext, count: ngettext(
        "%(count)s chart or diagram of the file is not shown here.",
        "%(count)s charts or diagrams of the file are not shown here.",
        count,
    ),
    "dropped-picture": lambda ngettext, count: ngettext(
        "%(count)s picture of the file is not shown here.", "%(count)s pictures of the file are not shown here.", count
    ),
    "no-partner": lambda ngettext, count: ngettext(
        "In %(count)s paragraph a bracket has no partner. Some brackets run over several paragraphs.",
        "In %(count)s paragraphs a bracket has no partner. Some brackets run over several paragraphs.",
        count,
    ),
    "withheld": lambda ngettext, count: ngettext(
        "%(count)s passage was withdrawn from this text; […] stands in its place.",
        "%(count)s passages were withdrawn from this text; […] stands in their place.",
        count,
    ),
    "wrong-times": lambda ngettext, count: ngettext(
        "%(count)s caption has a time that can’t be right.", "%(count)s captions have times that can’t be right.", count
    ),
})  # fmt: skip

_WHOLE: Mapping[str, Callable[[Callable[[str], str]], str]] = MappingProxyType({
    "missing-chapter": lambda gettext: gettext("A part of the file is missing or damaged."),
    "no-structure": lambda gettext: gettext(
        "No preamble, article or numbered paragraph was found in the file, so that all stands before the text."
    ),
    "no-words": lambda gettext: gettext("No words were found in the file."),
    "recognised": lambda gettext: gettext("This text was read from a scan; letters may be wrong."),
    "truncated": lambda gettext: gettext("The end of the file is missing, so something may be lost."),
})  # fmt: skip

CODES = frozenset((*_ON_PAGES, *_COUNTED, *_WHOLE))


def remarks_on(leaf: Leaf, remarks: Iterable[Remark | str]) -> tuple[Remark | str, ...]:
    """All remarks on the first leaf of a text, and on a later one those on pages from which it was made."""
    if leaf.number == 1:
        return tuple(remarks)
    pages = [place.page for place in _places(leaf) if place and place.page]
    first, last = min(pages, default=0), max(pages, default=0)
    return tuple(
        remark for remark in remarks
        if isinstance(remark, Remark) and (
            (remark.code == "recognised" and remark.page is None)
            or (remark.page is not None and remark.page <= last and (remark.last or remark.page) >= first)
        )
    )  # fmt: skip


def _places(leaf: Leaf) -> Iterable[Locator | None]:
    for node in leaf.nodes:
        yield node.block.locator
        if isinstance(node.block, Table):
            yield from (row.locator for row in node.block.rows)


def put_remarks(remarks: Iterable[Remark | str], interface: Interface) -> tuple[Said, ...]:
    """A sentence for each kind of remark, with all pages that it is about.

    One that this release has no words for stays as its reader put it, in English.
    """
    gathered: dict[str, list[Remark]] = {}
    other: list[Said] = []
    for remark in remarks:
        if isinstance(remark, Remark) and _sayable(remark):
            gathered.setdefault(remark.code, []).append(remark)
        else:
            other.append(Said(remark if isinstance(remark, str) else remark.message, "en"))
    said = [Said(_sentence(code, alike, interface), interface.language) for code, alike in gathered.items()]
    return tuple(dict.fromkeys([*said, *other]))


def _sayable(remark: Remark) -> bool:
    return (
        remark.code in _WHOLE
        or (remark.code in _ON_PAGES and remark.page is not None)
        or (remark.code in _COUNTED and remark.count > 0)
    )


def _sentence(code: str, alike: list[Remark], interface: Interface) -> str:
    stretches = sorted({(one.page, one.last or one.page) for one in alike if one.page is not None})
    if code in _ON_PAGES and stretches and all(one.page is not None for one in alike):
        count = sum(last - first + 1 for first, last in stretches)
        return _ON_PAGES[code](interface.ngettext, count) % {"pages": _pages(stretches, interface)}
    if code in _COUNTED:
        count = sum(one.count for one in alike)
        return _COUNTED[code](interface.ngettext, count) % {"count": interface.number(count)}
    return _WHOLE[code](interface.gettext)


def _pages(stretches: list[tuple[int, int]], interface: Interface) -> str:
    named = [str(first) if first == last else f"{first}–{last}" for first, last in stretches]
    if len(named) > _STRETCHES:
        return ", ".join([*named[:_STRETCHES], "…"])
    return interface.join(named)
