"""Editions, their files and their texts become what programs are told of them."""

from collections.abc import Iterator
from urllib.parse import quote

from firsthand.catalogue import records
from firsthand.catalogue.reading import Contents, ContentsEntry, Heading, Leaf, Passage, printed_page, steps
from firsthand.citations.source import contributions
from firsthand.exports.api import structures as told
from firsthand.exports.api.signed import tell_file
from firsthand.exports.api.structures import Words
from firsthand.exports.api.telling import Teller, identifiers_of, item_id
from firsthand.exports.inline import fragment
from firsthand.exports.shapes import SHAPES, address_of
from firsthand.exports.volume import Volume


def tell_edition(
    teller: Teller, item: records.Item, edition: records.Edition, citations: tuple[told.Shape, ...]
) -> told.Edition:
    """All of an edition. `citations` are the files for reference managers, which the front makes."""
    place = item_id(item)
    life = teller.release.history_of(records.address(item, edition.language))
    own = item.identifiers if isinstance(item, records.Work) else ()
    return told.Edition(
        **teller.edition_fields(item, edition),
        item=place,
        item_api=f"{teller.base}/{place}",
        summary=edition.summary,
        translated_from=_origin(teller, item, edition),
        credits=teller.credits((*contributions(item), *edition.contributions)),
        identifiers=identifiers_of((*own, *edition.identifiers)),
        rights=None if isinstance(item, records.Post) else item.rights,
        link=edition.link,
        files=tuple(tell_file(file, teller.site) for file in edition.files),
        shapes=_shapes(teller, item, edition),
        citations=citations,
        text=_text(teller, item, edition),
        published=life.published if life else None,
        changed=life.changed if life else None,
    )


def _origin(teller: Teller, item: records.Item, edition: records.Edition) -> told.Origin | None:
    origin = edition.translated_from
    if origin is None:
        return None
    there = any(each.language == origin.language for each in item.editions)
    api = f"{teller.base}/{records.address(item, origin.language)}" if there else None
    return told.Origin(origin.language, origin.date, api)


def _shapes(teller: Teller, item: records.Item, edition: records.Edition) -> tuple[told.Shape, ...]:
    volume = Volume(teller.release, teller.shelves, item, edition, teller.interface, teller.site)
    room = item_id(item).partition("/")[0]
    return tuple(
        told.Shape(
            Words(teller.interface.gettext(shape.label), teller.interface.language),
            shape.media_type,
            f"{teller.site}{address_of(volume, room, shape)}",
        )
        for shape in SHAPES.values()
        if shape.offered(volume)
    )


def _text(teller: Teller, item: records.Item, edition: records.Edition) -> told.TextFacts | None:
    if edition.text is None:
        return None
    contents = teller.release.contents(edition.text)
    api = f"{teller.base}/{records.address(item, edition.language)}"
    return told.TextFacts(
        leaves=contents.leaves,
        passages=len(contents.passages),
        words=contents.words,
        pages=contents.pages,
        duration=contents.duration,
        contents=f"{api}/contents",
        first_leaf=f"{api}/passages",
    )


def tell_contents(teller: Teller, item: records.Item, edition: records.Edition, contents: Contents) -> told.Contents:
    place = records.address(item, edition.language)
    headings = (
        told.Heading(
            entry.title,
            entry.level,
            entry.leaf,
            entry.page,
            _at_leaf(f"{teller.site}/{place}", entry.leaf, fragment(entry.anchor)),
        )
        for entry in contents.entries
    )
    return told.Contents(
        id=place,
        language=edition.language,
        title=edition.title,
        leaves=contents.leaves,
        passages=len(contents.passages),
        words=contents.words,
        headings=tuple(headings),
        leaf_titles=contents.leaf_titles,
        api=f"{teller.base}/{place}/passages",
    )


def _at_leaf(edition: str, leaf: int, anchor: str) -> str:
    path = edition if leaf == 1 else f"{edition}/{leaf}"
    return f"{path}#{quote(anchor, safe='-._~!$&()*+,;=:@/?')}"


def tell_passages(
    teller: Teller, item: records.Item, edition: records.Edition, contents: Contents, leaf: Leaf
) -> Iterator[told.Passage]:
    """The passages of a leaf, each with all headings above it, also those that stand on leaves before."""
    place = records.address(item, edition.language)
    above = [(entry.level, entry.title) for entry in _trail(contents, leaf.number)]
    for step in steps([leaf]):
        if isinstance(step, Heading):
            above = [(level, title) for level, title in above if level < step.level]
        else:
            headings = (*(title for _, title in above if title), *step.headings)
            yield _passage(teller, place, edition.language, step, headings)


def _trail(contents: Contents, leaf: int) -> list[ContentsEntry]:
    """The headings under which a leaf begins, outermost first."""
    trail: list[ContentsEntry] = []
    for entry in contents.entries:
        if entry.leaf >= leaf:
            break
        trail = [*(each for each in trail if each.level < entry.level), entry]
    return trail


def _passage(teller: Teller, place: str, language: str, passage: Passage, headings: tuple[str, ...]) -> told.Passage:
    at = passage.locator
    return told.Passage(
        id=passage.id,
        edition=place,
        kind=passage.kind,
        text=passage.text,
        language=passage.language or language,
        headings=headings,
        leaf=passage.leaf,
        page=printed_page(at),
        start=at.start if at else None,
        end=at.end if at else None,
        url=f"{teller.site}/{place}/p/{passage.id}",
        api=f"{teller.base}/{place}/passages/{passage.id}",
    )
