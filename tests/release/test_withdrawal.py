"""What is withdrawn is nowhere in the next release: works, passages, and what older releases on the disk still hold."""

import io
import zipfile
from collections.abc import Iterator
from pathlib import Path

import pytest
from msgspec import structs
from tests.release.shelf import Index, Shelf, paragraphs, picture

from firsthand.catalogue.reading import compose, passages
from firsthand.catalogue.records import Withheld
from firsthand.catalogue.withholding import MARK
from firsthand.documents.model import (
    Block,
    Cell,
    Code,
    Cue,
    Document,
    Figure,
    Footnote,
    ListItem,
    Paragraph,
    Quotation,
    Row,
    Run,
    Section,
    Table,
)
from firsthand.release import Release, ReleaseError, build, verify
from firsthand.release.following import follow
from firsthand.release.library import PREFIX
from firsthand.search import open_engine
from firsthand.search.protocol import Query

CANARY = "Quintaxel"
"""A word that nothing else says."""


def holding(release: Path, words: str = CANARY) -> list[str]:
    """The files of a release in which words stand, in capitals or not, zipped or not."""
    needle = words.casefold().encode()
    return [
        path.relative_to(release).as_posix()
        for path in sorted(release.rglob("*"))
        if path.is_file() and any(needle in data.lower() for data in contents(path.read_bytes()))
    ]


def contents(data: bytes) -> Iterator[bytes]:
    yield data
    if zipfile.is_zipfile(io.BytesIO(data)):
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            yield from (archive.read(name) for name in archive.namelist())


def rooms(found: list[str]) -> set[str]:
    return {place.partition("/")[0] for place in found}


def name_of(shelf: Shelf, slug: str, words: str) -> str:
    """The lasting name of the passage that has some words."""
    reading = compose(shelf.documents[shelf.works[slug].editions[0].text or ""])
    return next(passage.id for passage in passages(reading.leaves) if words in passage.text)


def withhold(shelf: Shelf, slug: str, *names: str, redacted: bool = False) -> None:
    work = shelf.works[slug]
    edition = structs.replace(work.editions[0], withheld=Withheld(names, redacted))
    shelf.works[slug] = structs.replace(work, editions=(edition, *work.editions[1:]))


def test_a_work_that_is_withdrawn_leaves_no_word_in_the_next_release(shelf: Shelf, library: Path) -> None:
    shelf.put("red", paragraphs(f"The {CANARY} was seen.", "Others speak of it."))
    shelf.put("blue", paragraphs("Something else."))
    shelf.works["red"] = structs.replace(
        shelf.works["red"], editions=(structs.replace(shelf.works["red"].editions[0], title=f"On {CANARY}"),)
    )
    before = build(shelf, library)
    assert rooms(holding(before.path)) == {"catalogue.sqlite", "files", "search", "texts"}
    shelf.works["red"] = structs.replace(shelf.works["red"], withdrawn="2026-11-22")
    after = build(shelf, library)
    assert holding(after.path) == []
    assert verify(library) == []
    engine = open_engine(after.path / "search")
    assert engine.search(Query("something else")).groups
    engine.close()


def test_a_record_that_vanishes_leaves_no_word_either(shelf: Shelf, library: Path) -> None:
    shelf.put("red", paragraphs(f"The {CANARY} was seen."))
    shelf.put("blue", paragraphs("Something else."))
    build(shelf, library)
    del shelf.works["red"]
    assert holding(build(shelf, library).path) == []


def every_kind_of_passage() -> Document:
    """One passage of each kind with the word in it, and one without."""
    word, image = (Run(CANARY),), picture()
    rows = (
        Row((Cell((Run("Head"),), header=True), Cell((Run("Other"),), header=True))),
        Row((Cell((Run("Kept"),)), Cell((Run("1"),)))),
        Row((Cell(word, rows=2), Cell((Run("2"),)))),
    )
    blocks: tuple[Block, ...] = (
        Paragraph((Run("Before "), Run("1", note="n"), Run(CANARY, href="https://example.org/Quintaxel"))),
        Paragraph((Run("Kept."), Run("1", note="n"))),
        ListItem((*word, Run(" in a list")), 0, "•"),
        Quotation((*word, Run(" in a quotation"))),
        Table(rows),
        Figure(f"{CANARY} in a picture", image=image.sha256, text=CANARY),
        Cue((*word, Run(" is said")), speaker=CANARY),
        Code(f"{CANARY} in code"),
        Footnote("n", "1", (*word, Run(" in a note"))),
    )
    return Document("text/html", (Section((Run("Beginning"),), 1, None, blocks),), language="en", images=(image,))


def test_passages_that_are_withheld_are_nowhere_whatever_they_are(shelf: Shelf, library: Path) -> None:
    shelf.put("red", every_kind_of_passage())
    before = build(shelf, library)
    original = shelf.works["red"].editions[0].text or ""
    names = [each.id for each in passages(compose(shelf.documents[original]).leaves) if CANARY in each.text]
    assert len(names) == 8
    withhold(shelf, "red", *names)
    after = build(shelf, library)
    assert rooms(holding(before.path)) == {"files", "search", "texts"}
    assert holding(after.path) == []
    release = Release.open(library)
    edition = release.collection.works[0].editions[0]
    assert (edition.files, edition.withheld, edition.omitted) == ((), None, 8)
    contents = release.contents(edition.text or "")
    assert contents.images == {}
    assert [remark.count for remark in contents.remarks if not isinstance(remark, str)] == [8]
    shown = list(passages([release.leaf(edition.text or "", 1)]))
    assert [each.text for each in shown if MARK not in each.text] == ["Kept.", "Head | Other", "Kept | 1"]
    assert len({each.id for each in shown}) == len(shown) == 11
    for name in names:
        forward = release.forward("works/red/en", name)
        assert forward is not None
        assert forward.new is None
    with pytest.raises(KeyError):
        release.file(picture().sha256)
    release.close()
    assert verify(library) == []


def test_a_withheld_passage_stays_away_while_others_are_corrected(shelf: Shelf, library: Path) -> None:
    shelf.put("blue", paragraphs("Something else."))
    shelf.put("red", paragraphs("First.", f"The {CANARY} was seen by many of us that day.", "Last."))
    build(shelf, library)
    name = name_of(shelf, "red", CANARY)
    withhold(shelf, "red", name)
    build(shelf, library)
    shelf.put("red", paragraphs("The first one.", f"The {CANARY} was seen by many of us that day.", "Last."))
    withhold(shelf, "red", name)
    built = build(shelf, library)
    assert holding(built.path) == []
    assert len(built.holding) == 1  # the one before has the other words, but not these
    assert (built.composed, built.indexed) == (1, 1)
    shelf.works["red"] = structs.replace(
        shelf.works["red"], editions=(structs.replace(shelf.works["red"].editions[0], withheld=None),)
    )
    assert rooms(holding(build(shelf, library).path)) == {"files", "search", "texts"}
    release = Release.open(library)
    assert release.forward("works/red/en", name) is None  # it is there again
    release.close()


def test_who_has_withheld_the_wrong_passage_first_is_told_what_still_has_the_right_one(
    shelf: Shelf, library: Path
) -> None:
    shelf.put("red", paragraphs("First of all.", f"The {CANARY} was seen."))
    withhold(shelf, "red", name_of(shelf, "red", "First of all"))
    wrong = build(shelf, library, open_index=Index)
    assert wrong.holding == ()
    withhold(shelf, "red", name_of(shelf, "red", CANARY))
    right = build(shelf, library, open_index=Index)
    assert holding(right.path) == []
    assert right.holding == (f"{PREFIX}{wrong.id}",)


def test_a_heading_that_a_table_repeats_is_withheld_everywhere(shelf: Shelf, library: Path) -> None:
    head = Row((Cell((Run(f"{CANARY} by year"),), header=True), Cell((Run("Count"),), header=True)))
    rows = (head, *(Row((Cell((Run(f"{n} " + "word " * 60),)), Cell((Run(str(n)),)))) for n in range(90)))
    shelf.put("red", Document("text/html", (Section(blocks=(Table(rows),)),), language="en"))
    reading = compose(shelf.documents[shelf.works["red"].editions[0].text or ""])
    assert len(reading.leaves) > 1
    build(shelf, library)
    withhold(shelf, "red", name_of(shelf, "red", CANARY))
    assert holding(build(shelf, library).path) == []


def test_files_that_are_said_to_be_redacted_are_published(shelf: Shelf, library: Path) -> None:
    shelf.put("red", paragraphs("First.", f"The {CANARY} was seen.", "Last."))
    build(shelf, library)
    name = name_of(shelf, "red", CANARY)
    shelf.put("red", paragraphs("First.", "Last."))
    withhold(shelf, "red", name, redacted=True)
    built = build(shelf, library)
    assert holding(built.path) == []
    release = Release.open(library)
    assert len(release.collection.works[0].editions[0].files) == 1
    release.close()


def test_a_name_that_no_passage_has_stops_the_build(shelf: Shelf, library: Path) -> None:
    shelf.put("red", paragraphs("First."))
    before = build(shelf, library)
    withhold(shelf, "red", "aaaaaaaaaa")
    with pytest.raises(
        ReleaseError, match=r"works/red/en withholds aaaaaaaaaa, and its text has no such passage\. Mend"
    ):
        build(shelf, library)
    assert Release.open(library).id == before.id


def test_older_releases_that_still_hold_it_are_named_and_can_be_forgotten(shelf: Shelf, library: Path) -> None:
    shelf.put("red", paragraphs(f"The {CANARY} was seen."))
    shelf.put("blue", paragraphs("One."))
    first = build(shelf, library, keep=5)
    assert first.holding == ()
    second = build(shelf, library, keep=5)
    shelf.works["red"] = structs.replace(shelf.works["red"], withdrawn="2026-11-22")
    third = build(shelf, library, keep=5)
    assert third.holding == tuple(sorted(f"{PREFIX}{each.id}" for each in (first, second)))
    shelf.put("blue", paragraphs("Two."))
    fourth = build(shelf, library, keep=5, forget=True)
    assert set(fourth.deleted) == set(third.holding)
    assert fourth.holding == ()
    assert {path.name for path in library.glob(f"{PREFIX}*")} == {f"{PREFIX}{each.id}" for each in (third, fourth)}
    assert holding(library) == []


def test_a_copy_that_follows_keeps_nothing_of_it_either(shelf: Shelf, library: Path, tmp_path: Path) -> None:
    shelf.put("red", paragraphs(f"The {CANARY} was seen."))
    shelf.put("blue", paragraphs("One."))
    build(shelf, library, open_index=Index)
    copy = tmp_path / "copy"
    follow(str(library), copy)
    assert holding(copy)
    shelf.works["red"] = structs.replace(shelf.works["red"], withdrawn="2026-11-22")
    build(shelf, library, open_index=Index)
    follow(str(library), copy)
    assert holding(copy) == []
    assert verify(copy) == []
