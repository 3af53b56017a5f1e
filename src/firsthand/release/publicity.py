"""What of a source's records becomes public: nothing of what was withdrawn, no passage and no name that is withheld."""

from collections.abc import Callable, Iterator, Mapping

from msgspec import Struct, structs

from firsthand.catalogue.reading import Reading
from firsthand.catalogue.records import Collection, Edition, Item, Page, Work, address
from firsthand.catalogue.withholding import name_without, withhold
from firsthand.release.errors import ReleaseError
from firsthand.release.records import Shelved
from firsthand.release.signatures import sign


class Hidden(Struct, frozen=True):
    """A text of which some passages are withheld."""

    address: str
    """Of its edition."""
    original: str
    """Its fingerprint in the source."""
    passages: tuple[str, ...]
    redacted: bool
    """Whether the files may lack the passages already."""

    def withhold(self, reading: Reading) -> Reading:
        """The reading without them. ReleaseError where one is not in it, and the files are not said to lack it."""
        left, missing = withhold(reading, self.passages)
        if missing and not self.redacted:
            raise ReleaseError(
                f"The edition {self.address} withholds {', '.join(sorted(missing))}, and its text has no such passage. "
                "Mend the name under “withhold”, or take it out, then publish again."
            )
        return left


def public(collection: Collection) -> tuple[Collection, dict[str, Hidden]]:
    """The records as they are published, and the texts in them that are to be cut, by their new fingerprints.

    Of a work that was withdrawn its address and the day are left. An edition of which passages are withheld has no
    files, unless they are said to be redacted. Of signatures only those have names that were given to be shown.
    """
    hidden: dict[str, Hidden] = {}

    def cut(item: Item | Page) -> Item | Page:
        if isinstance(item, Work) and item.withdrawn:
            return Work(item.slug, "other", (), withdrawn=item.withdrawn)
        if not any(edition.withheld for edition in item.editions):
            return item
        return structs.replace(item, editions=tuple(_cut(item, edition, hidden) for edition in item.editions))

    rooms = {room: tuple(map(cut, getattr(collection, room))) for room in ("works", "posts", "statements", "pages")}
    return sign(structs.replace(collection, **rooms)), hidden


def _cut(item: Item | Page, edition: Edition, hidden: dict[str, Hidden]) -> Edition:
    withheld = edition.withheld
    if withheld is None:
        return edition
    text = name_without(edition.text, withheld.passages) if edition.text else None
    if edition.text and text:
        place = address(item, edition.language)
        hidden[text] = Hidden(place, edition.text, withheld.passages, withheld.files_are_redacted)
    files = edition.files if withheld.files_are_redacted else ()
    count, mark = len(withheld.passages), name_without("", withheld.passages)[:16]
    return structs.replace(edition, text=text, files=files, withheld=None, omitted=count, omission=mark)


def forgets(indexed: Mapping[str, Shelved], after: Collection, omissions: Callable[[], Mapping[str, str]]) -> bool:
    """Whether something in the index of the release before must leave no trace in the next one.

    Engines only mark as deleted what is removed from an index, and keep its words for a while. `omissions` gives what
    was withheld in the release before, by the address of the edition; it is asked only where something is withheld now.
    """
    there = dict(editions_of(after))
    if any(place not in there for place, shelved in indexed.items() if shelved.entries):
        return True
    cut = {place: edition.omission for place, edition in there.items() if edition.omitted and place in indexed}
    before = omissions() if cut else {}
    return any(before.get(place) != mark for place, mark in cut.items())


def editions_of(collection: Collection) -> Iterator[tuple[str, Edition]]:
    """Every edition with its address."""
    items: tuple[Item | Page, ...] = (*collection.works, *collection.posts, *collection.statements, *collection.pages)
    yield from ((address(item, edition.language), edition) for item in items for edition in item.editions)
