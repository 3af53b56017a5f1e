"""What a cut paragraph gets last: an id that lasts, its brackets, and the tracked changes of its words."""

from collections.abc import Iterator, Sequence

from msgspec import Struct
from msgspec.structs import replace

from firsthand.catalogue.naming import names as lasting_names
from firsthand.catalogue.negotiations import Edit, Paragraph, Tracked
from firsthand.documents.model import Change, Document
from firsthand.negotiations.brackets import is_balanced, read_brackets
from firsthand.negotiations.pieces import Source


class Made(Struct, frozen=True):
    """A paragraph, and where its words come from."""

    paragraph: Paragraph
    sources: tuple[Source, ...]


def finished(found: Sequence[Made], document: Document, language: str | None) -> Iterator[Paragraph]:
    """With ids, brackets and tracked changes."""
    ids = _ids([made.paragraph for made in found])
    changes = _tracked(found, document.changes)
    for number, made in enumerate(found):
        paragraph = replace(made.paragraph, id=ids[number], tracked=tuple(changes.get(number, ())))
        yield bracketed(paragraph, language)


def bracketed(paragraph: Paragraph, language: str | None = "en") -> Paragraph:
    """With its brackets read anew: after its text was corrected by hand, too."""
    found = read_brackets(paragraph.text, language)
    return replace(paragraph, brackets=found, unbalanced=not is_balanced(paragraph.text))


def _ids(paragraphs: list[Paragraph]) -> list[str]:
    keys: list[str] = []
    landmarks: set[int] = set()
    above: tuple[str, ...] = ()
    for paragraph in paragraphs:
        if paragraph.headings != above:
            landmarks.add(len(keys))
            keys.append(" ".join(paragraph.headings))
            above = paragraph.headings
        keys.append(paragraph.text or f"{paragraph.option} {paragraph.label}")
    named = list(lasting_names(keys, landmarks))
    return [name for place, name in enumerate(named) if place not in landmarks]


def _tracked(found: Sequence[Made], changes: tuple[Change, ...]) -> dict[int, list[Tracked]]:
    """The changes of a word processor, by the number of their paragraph."""
    places: dict[int, list[tuple[int, Source]]] = {}
    for number, made in enumerate(found):
        for source in made.sources:
            places.setdefault(source.block, []).append((number, source))
    tracked: dict[int, list[Tracked]] = {}
    for change in changes:
        for number, offset in _place(places, change):
            edit = Edit.INSERTION if change.kind == "insertion" else Edit.DELETION
            tracked.setdefault(number, []).append(Tracked(edit, change.text, offset, change.author, change.date))
    return tracked


def _place(places: dict[int, list[tuple[int, Source]]], change: Change) -> Iterator[tuple[int, int]]:
    there = places.get(change.block) or places.get(max((one for one in places if one <= change.block), default=-1))
    if not there:
        return
    for number, source in there:
        if change.offset <= source.start + source.length:
            yield number, source.offset + max(change.offset - source.start, 0)
            return
    number, source = there[-1]
    yield number, source.offset + source.length
