"""Negotiations in a release: whole, as they were given, and only where all of them is for everyone."""

import hashlib
from collections.abc import Callable
from pathlib import Path

import msgspec
import pytest
from msgspec import structs
from tests.negotiations.example import HIDDEN, example
from tests.release.shelf import Index, Shelf, paragraphs

from firsthand.catalogue.negotiations import Access, Negotiation, Process, Vote
from firsthand.catalogue.values import File, Text
from firsthand.negotiations.audiences import seen_by
from firsthand.release import ReleaseError, build, verify
from firsthand.release.following import follow
from firsthand.release.negotiations import read_negotiation
from firsthand.release.reader import Release

PUBLIC = Access.PUBLIC


@pytest.fixture
def shelf(tmp_path: Path) -> Shelf:
    folder = tmp_path / "shelf"
    folder.mkdir()
    shelf = Shelf(folder)
    shelf.put("red", paragraphs("One."))
    return shelf


def put(shelf: Shelf, negotiation: Negotiation, process: Process | None = None) -> None:
    data = msgspec.json.encode(negotiation)
    path = shelf.folder / "data.json"
    path.write_bytes(data)
    file = File(hashlib.sha256(data).hexdigest(), len(data), "application/json", "river.json")
    shelf.files[file.sha256] = path
    shelf.more = {"processes": (structs.replace(process or negotiation.process, data=file),)}


def test_what_is_public_goes_in_and_comes_out_again(shelf: Shelf, tmp_path: Path) -> None:
    public = seen_by(example(), Access.PUBLIC)
    put(shelf, public)
    build(shelf, tmp_path / "library", open_index=Index)
    assert verify(tmp_path / "library") == []
    release = Release.open(tmp_path / "library")
    (process,) = release.collection.processes
    assert structs.replace(release.negotiation(process), process=public.process) == public
    assert release.negotiation(process).process == process
    release.close()


@pytest.mark.parametrize("access", [Access.ALLIES, Access.PRIVATE])
def test_a_file_with_anything_that_is_not_for_everyone_is_refused(shelf: Shelf, tmp_path: Path, access: Access) -> None:
    put(shelf, seen_by(example(), access), seen_by(example(), Access.PUBLIC).process)
    with pytest.raises(ReleaseError, match="not for everyone, so nothing was published"):
        build(shelf, tmp_path / "library", open_index=Index)
    assert not any((tmp_path / "library").glob("release-*"))


def test_a_record_with_a_draft_that_is_not_for_everyone_is_refused(shelf: Shelf, tmp_path: Path) -> None:
    put(shelf, seen_by(example(), Access.PUBLIC), example().process)
    with pytest.raises(ReleaseError, match="not for everyone") as raised:
        build(shelf, tmp_path / "library", open_index=Index)
    assert not any(word in str(raised.value) for word in HIDDEN)


def test_a_damaged_file_is_told_of_and_nothing_is_published(shelf: Shelf, tmp_path: Path) -> None:
    put(shelf, seen_by(example(), Access.PUBLIC))
    (shelf.folder / "data.json").write_bytes(b'{"process":')
    with pytest.raises(ReleaseError, match="missing or damaged"):
        build(shelf, tmp_path / "library", open_index=Index)


def without_draft(negotiation: Negotiation) -> Negotiation:
    drafts = tuple(each for each in negotiation.process.drafts if each.slug != "rev-1")
    return seen_by(structs.replace(negotiation, process=structs.replace(negotiation.process, drafts=drafts)), PUBLIC)


def without_ask(negotiation: Negotiation) -> Negotiation:
    kept = structs.replace(negotiation, asks=negotiation.asks[1:])
    return structs.replace(kept, outcomes=tuple(each for each in kept.outcomes if each.ask != negotiation.asks[0].slug))


def without_backer(negotiation: Negotiation) -> Negotiation:
    first, *others = negotiation.asks
    return structs.replace(negotiation, asks=(structs.replace(first, backers=()), *others))


def without_event(negotiation: Negotiation) -> Negotiation:
    events = negotiation.process.events[1:]
    return structs.replace(negotiation, process=structs.replace(negotiation.process, events=events))


@pytest.mark.parametrize("less", [without_draft, without_ask, without_backer, without_event, None])
def test_what_is_taken_back_is_in_no_new_release_and_older_ones_that_hold_it_are_named(
    shelf: Shelf, tmp_path: Path, less: Callable[[Negotiation], Negotiation] | None
) -> None:
    public = seen_by(example(), PUBLIC)
    put(shelf, public)
    first = build(shelf, tmp_path / "library", open_index=Index, keep=5)
    again = build(shelf, tmp_path / "library", open_index=Index, keep=5)
    assert again.holding == ()
    file = first.path / "files" / data_of(shelf)[:2] / data_of(shelf)
    assert file.exists()
    if less is None:
        shelf.more = {}
    else:
        put(shelf, less(public))
    after = build(shelf, tmp_path / "library", open_index=Index, keep=5)
    assert not (after.path / file.relative_to(first.path)).exists()
    assert set(after.holding) == {first.path.name, again.path.name}
    pruned = build(shelf, tmp_path / "library", open_index=Index, keep=5, forget=True)
    assert set(pruned.deleted) == set(after.holding)
    assert not file.exists()
    assert pruned.holding == ()


def test_words_that_were_corrected_are_not_taken_for_something_withdrawn(shelf: Shelf, tmp_path: Path) -> None:
    public = seen_by(example(), PUBLIC)
    put(shelf, public)
    build(shelf, tmp_path / "library", open_index=Index, keep=5)
    put(shelf, structs.replace(public, process=structs.replace(public.process, summary=(Text("en", "Corrected."),))))
    assert build(shelf, tmp_path / "library", open_index=Index, keep=5).holding == ()


def test_a_copy_that_follows_has_the_negotiation_and_keeps_nothing_of_it_when_it_is_taken_back(
    shelf: Shelf, tmp_path: Path
) -> None:
    put(shelf, seen_by(example(), PUBLIC))
    build(shelf, tmp_path / "library", open_index=Index)
    copy = tmp_path / "copy"
    follow(str(tmp_path / "library"), copy)
    assert verify(copy) == []
    release = Release.open(copy)
    assert release.negotiation(release.collection.processes[0]).asks
    release.close()
    shelf.more = {}
    build(shelf, tmp_path / "library", open_index=Index)
    follow(str(tmp_path / "library"), copy, keep=5)
    assert not [path for path in copy.rglob("*") if path.is_file() and b"naloxone" in path.read_bytes()]


def data_of(shelf: Shelf) -> str:
    (process,) = shelf.more["processes"]
    return str(process.data.sha256)


def hostile(what: str) -> Negotiation:
    """A negotiation of somebody else's making, of which a name or address would lead somewhere or run something."""
    found = seen_by(example(), Access.PUBLIC)
    (text, *texts), (ask, *asks) = found.texts, found.asks
    if what == "paragraph":
        paragraphs = tuple(structs.replace(each, id='"><script>\x00') for each in text.paragraphs[:1])
        return structs.replace(found, texts=(structs.replace(text, paragraphs=paragraphs), *texts))
    if what == "link":
        precedents = (structs.replace(ask.precedents[0], link="javascript:alert(1)"),)
        return structs.replace(found, asks=(structs.replace(ask, precedents=precedents), *asks))
    if what == "ask":
        return structs.replace(found, asks=(structs.replace(ask, slug="../../etc"), *asks))
    if what == "vote":
        events = tuple(structs.replace(each, vote=Vote(10**30, 0)) for each in found.process.events)
        return structs.replace(found, process=structs.replace(found.process, events=events))
    return structs.replace(found, process=structs.replace(found.process, date="tomorrow"))


@pytest.mark.parametrize("what", ["paragraph", "link", "ask", "date", "vote"])
def test_what_somebody_else_has_made_is_not_trusted_blindly(tmp_path: Path, what: str) -> None:
    (tmp_path / "data.json").write_bytes(msgspec.json.encode(hostile(what)))
    with pytest.raises(ReleaseError, match="not to be trusted"):
        read_negotiation(tmp_path / "data.json")


@pytest.mark.parametrize("what", ["drafts", "texts", "alignments"])
def test_words_of_a_draft_that_is_not_in_the_record_are_no_page(shelf: Shelf, tmp_path: Path, what: str) -> None:
    found = seen_by(example(), Access.PUBLIC)
    process = found.process
    if what == "drafts":
        process = structs.replace(process, drafts=process.drafts[1:])
    elif what == "texts":
        found = structs.replace(found, texts=(*found.texts, found.texts[0]))
    else:
        stray = structs.replace(found.alignments[0], before="elsewhere")
        found = structs.replace(found, alignments=(*found.alignments, stray))
    (tmp_path / "data.json").write_bytes(msgspec.json.encode(found))
    with pytest.raises(ReleaseError, match="not to be trusted"):
        read_negotiation(tmp_path / "data.json", process)
    put(shelf, found, process)
    with pytest.raises(ReleaseError):
        build(shelf, tmp_path / "library", open_index=Index)
