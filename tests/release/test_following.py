"""A copy follows a library: only what has changed travels, and whatever is wrong leaves what was there."""

import errno
import gzip
import hashlib
import json
import os
import random
import re
import shutil
import socket
import sqlite3
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import closing, suppress
from datetime import UTC, datetime, timedelta
from functools import partial
from pathlib import Path
from typing import Any

import msgspec
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from msgspec import structs
from tests.release.faults import Faulty, Handler, serving
from tests.release.shelf import Index, Shelf, paragraphs

from firsthand.release import Release, ReleaseError, build, current, verify
from firsthand.release.following import Followed, Limits, follow, plan
from firsthand.release.following import copying as room
from firsthand.release.following.offers import check_places, read_offer, read_pointer
from firsthand.release.keyring import new_keys, revoke_key, rotate_keys
from firsthand.release.manifest import (
    FileEntry,
    Inventory,
    Pointer,
    decode_inventory,
    encode,
    pointer_to,
    read_inventory,
    stamp,
)

QUICK = Limits(patience=0.3, pause=0.0, tries=3)
WORDS = "Nothing about us without us, and {} more words to be said of it. "


def put(shelf: Shelf, slug: str, mark: str = "") -> None:
    shelf.put(slug, paragraphs(*(WORDS.format(f"{slug} {mark} {n}") * 9 for n in range(40))))


class Origin:
    """A signed library with three releases, of which the third has lost a work that was withdrawn."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.keys = folder / "keys"
        (folder / "source").mkdir(parents=True)
        self.made = new_keys(self.keys, until=None, password=None, recovery=True)
        self.shelf = Shelf(folder / "source")
        for slug in ("red", "blue", "green"):
            put(self.shelf, slug)
        self.library = folder / "library"
        self.first = self.publish()
        put(self.shelf, "red", "changed")
        self.second = self.publish()
        del self.shelf.works["blue"]
        self.third = self.publish()

    def publish(self, **more: Any) -> str:
        options = {"key": self.keys, "keep": 9, "open_index": Index} | more
        return build(self.shelf, self.library, **options).path.name


@pytest.fixture(scope="module")
def origin(tmp_path_factory: pytest.TempPathFactory) -> Origin:
    return Origin(tmp_path_factory.mktemp("origin"))


@pytest.fixture
def server(origin: Origin) -> Iterator[Faulty]:
    with serving(origin.library, origin.first) as server:
        yield server


@pytest.fixture
def copy(tmp_path: Path) -> Path:
    return tmp_path / "copy"


def run(server: Faulty, copy: Path, **more: Any) -> Followed:
    server.asked.clear()
    server.sent = 0
    return follow(server.address, copy, **({"limits": QUICK} | more))


def refused(server: Faulty, copy: Path, said: str, **more: Any) -> None:
    """The run ends with a sentence, and what was in service before still is, whole."""
    before = current(copy).name if (copy / "current").exists() else None
    with pytest.raises(ReleaseError, match=said):
        run(server, copy, **more)
    assert (current(copy).name if (copy / "current").exists() else None) == before
    if before:
        assert verify(copy) == []


def test_a_copy_is_the_same_byte_for_byte_and_nothing_new_costs_one_request(
    origin: Origin, server: Faulty, copy: Path
) -> None:
    done = run(server, copy, public_key=origin.made.public)
    assert (done.new, done.first, done.fetched) == (True, True, done.files)
    assert verify(copy, public_key=origin.made.public) == []
    assert encode(read_inventory(current(copy))) == (origin.library / origin.first / "manifest.json").read_bytes()
    again = run(server, copy)
    assert not again.new
    assert server.asked == ["/release/current.json"]
    assert server.sent < 300


def test_only_what_has_changed_travels(origin: Origin, server: Faulty, copy: Path) -> None:
    run(server, copy)
    server.name = origin.second
    done = run(server, copy)
    before, after = (read_inventory(origin.library / name).files for name in (origin.first, origin.second))
    changed = {entry.sha256: entry.size for entry in after.values()}
    for entry in before.values():
        changed.pop(entry.sha256, None)
    assert (done.fetched, done.changed) == (len(changed), sum(changed.values()))
    asked = [place for place in server.asked if "/files/" in place or "/texts/" in place]
    assert len(asked) == 2
    shared = set(before) & {place for place in after if before.get(place) == after[place]}
    for place in shared - {"keys.json"}:
        assert (copy / origin.first / place).samefile(copy / origin.second / place), place
    assert verify(copy, public_key=origin.made.public) == []


@pytest.mark.parametrize("seed", range(6))
def test_a_line_that_is_cut_again_and_again_goes_on_where_it_was(
    origin: Origin, server: Faulty, copy: Path, seed: int
) -> None:
    dice = random.Random(seed)
    server.cut = lambda _, size: dice.randrange(size) if size > 50 and dice.random() < 0.5 else None
    server.name = origin.second
    limits = Limits(patience=5, pause=0.0, tries=12)
    done = run(server, copy, limits=limits)
    assert verify(copy) == []
    manifest = (current(copy) / "manifest.json").stat().st_size
    assert server.sent <= 1.1 * done.changed + 12 * manifest, "what has arrived is not sent again"


def test_what_was_cut_while_compressed_goes_on_uncompressed(server: Faulty, copy: Path, origin: Origin) -> None:
    data = (origin.library / origin.first / "catalogue.sqlite").read_bytes()
    packed = gzip.compress(data)
    asked: list[str | None] = []

    def half(handler: Handler) -> None:
        assert handler.headers["accept-encoding"] == "gzip"
        handler.send_response(200)
        handler.send_header("content-encoding", "gzip")
        handler.send_header("content-length", str(len(packed)))
        handler.end_headers()
        handler.wfile.write(packed[: len(packed) // 2])
        handler.close_connection = True
        server.special["catalogue.sqlite"] = rest

    def rest(handler: Handler) -> None:
        asked.append(handler.headers["range"])
        server.special.clear()
        handler.do_GET()

    server.special["catalogue.sqlite"] = half
    run(server, copy)
    assert verify(copy) == []
    assert asked[0]
    assert int(asked[0].removeprefix("bytes=").rstrip("-")) > 4_000


def test_a_server_without_ranges_is_asked_for_the_whole_again(server: Faulty, copy: Path) -> None:
    cuts = iter([700])
    server.ranges = False
    server.cut = lambda place, _: next(cuts, None) if place == "catalogue.sqlite" else None
    run(server, copy)
    assert verify(copy) == []


def test_what_came_before_a_run_ended_is_not_fetched_again_by_the_next(
    origin: Origin, server: Faulty, copy: Path
) -> None:
    halves = iter([30_000])
    server.cut = lambda place, _: next(halves, 0) if place == "catalogue.sqlite" else None
    refused(server, copy, "came without its last|stopped answering")
    arrived = sum(path.stat().st_size for path in (copy / ".following").iterdir())
    assert arrived >= 30_000
    server.cut = lambda *_: None
    done = run(server, copy)
    total = sum(entry.size for entry in read_inventory(current(copy)).files.values())
    assert server.sent <= total - arrived + 10_000, "manifest, keys and signature alone come again"
    assert done.new
    assert not (copy / ".following").exists()


def test_a_damaged_file_is_refused_and_named(origin: Origin, server: Faulty, copy: Path) -> None:
    run(server, copy)
    server.name = origin.second
    data = bytearray((origin.library / origin.second / "catalogue.sqlite").read_bytes())
    data[len(data) // 2] ^= 1
    server.replaced["catalogue.sqlite"] = bytes(data)
    refused(server, copy, "catalogue.sqlite came twice, and both times not as the manifest says")
    server.replaced.clear()
    assert run(server, copy).new


def test_an_older_release_is_not_taken_for_the_newest(origin: Origin, server: Faulty, copy: Path) -> None:
    server.name = origin.second
    run(server, copy)
    server.name = origin.first
    refused(server, copy, r"is older than the one here .*\. An old copy stands in the place of the newest")


def test_a_manifest_in_the_place_of_another_is_refused(origin: Origin, server: Faulty, copy: Path) -> None:
    run(server, copy)
    server.name = origin.third
    server.replaced["manifest.json"] = (origin.library / origin.second / "manifest.json").read_bytes()
    refused(server, copy, "is not the one that belongs to it: it was changed")
    good = (origin.library / origin.third / "manifest.json").read_bytes()
    server.replaced["manifest.json"] = good.replace(b'"works": 2', b'"works": 3')
    refused(server, copy, "is not the one that belongs to it: it was changed")
    server.replaced["manifest.json"] = good[:-20]
    refused(server, copy, "damaged")


def forge(server: Faulty, change: Callable[[Inventory], Inventory], *, unsigned: bool = False) -> Inventory:
    """Have the server offer a release with a manifest that is well-formed, and not the network's."""
    inventory = read_inventory(server.library / server.name)
    forged = stamp(change(inventory))
    data = encode(forged)
    with suppress(FileExistsError):
        (server.library / f"release-{forged.id}").symlink_to(server.name)
    server.replaced["manifest.json"] = data
    pointer = Pointer(forged.id, forged.created, hashlib.sha256(data).hexdigest())
    server.replaced["current.json"] = msgspec.json.encode(pointer)
    if unsigned:
        server.replaced["manifest.json.minisig"] = None
    return forged


def test_a_manifest_that_was_made_anew_has_no_good_signature(server: Faulty, copy: Path, origin: Origin) -> None:
    run(server, copy)
    server.name = origin.second
    forge(server, lambda inventory: structs.replace(inventory, previous="19990101T000000Z-000000"))
    refused(server, copy, "is not the one that key .* has signed")
    forge(server, lambda inventory: structs.replace(inventory, previous=None), unsigned=True)
    refused(server, copy, "is not signed, and the library's releases are")


def test_a_stranger_with_a_key_and_a_chain_of_their_own_is_refused(
    origin: Origin, server: Faulty, copy: Path, tmp_path: Path
) -> None:
    run(server, copy)
    stranger = Origin(tmp_path / "stranger")
    with serving(stranger.library, stranger.third) as other:
        refused(other, copy, "The chain of keys is not the one that is known here")
        refused(other, copy.with_name("new"), "is none of the keys of this library", public_key=origin.made.public)
        plain = new_keys(tmp_path / "plain", until=None, password=None)
        stranger.publish(key=plain.secret, new_keys=True)
        other.name = current(stranger.library).name
        refused(other, copy, "The chain of keys is not the one that is known here")


def test_keys_that_follow_one_another_are_followed_and_those_revoked_or_expired_refused(
    tmp_path: Path, copy: Path
) -> None:
    network = Origin(tmp_path / "network")
    with serving(network.library, network.first) as server:
        run(server, copy, public_key=network.made.public)
        until = datetime.now(UTC).replace(microsecond=0) + timedelta(days=30)
        second = rotate_keys(network.keys, network.made.secret, until=until, password=None, new_password=None)
        server.name = network.publish()
        later = datetime.now(UTC) + timedelta(days=31)
        refused(server, copy, r"has expired on .* If the clock is right, ask the network", now=later)
        assert run(server, copy).key == second.secret.stem
        assert verify(copy, public_key=network.made.public) == []

        server.name = stolen = network.publish()
        shutil.copytree(network.library, tmp_path / "stolen", symlinks=True)
        shutil.copytree(network.keys, tmp_path / "stolen-keys")
        assert network.made.recovery
        revoke_key(network.keys, network.made.recovery, second.secret.stem, None)
        third = rotate_keys(network.keys, network.made.recovery, until=None, password=None, new_password=None)
        server.name = network.publish()
        assert run(server, copy).key == third.secret.stem
        with pytest.raises(ReleaseError, match=f"key {third.secret.stem}, and .* is not its successor"):
            build(network.shelf, tmp_path / "network/library", key=network.made.secret, open_index=Index)
        faults = [fault.message for fault in verify(network.library / stolen, trusted=network.keys)]
        assert "which was revoked on" in faults[0]

        # The thief goes on with what was stolen, so that their newest release is the newest of all.
        for _ in range(3):
            built = build(network.shelf, tmp_path / "stolen", key=tmp_path / "stolen-keys", open_index=Index)
        with serving(tmp_path / "stolen", built.path.name) as thief:
            refused(
                thief, copy, f"is signed with key {second.secret.stem}, which was revoked on .* {third.secret.stem}"
            )


def test_a_clock_that_went_wrong_is_told_and_believed_by_nobody(origin: Origin, server: Faulty, copy: Path) -> None:
    made = read_inventory(origin.library / origin.first).created
    refused(server, copy, "says that it was made on .* If the clock is right", now=made - timedelta(days=400))
    run(server, copy)
    server.name = origin.second
    refused(server, copy, "The clock of this machine says .* Set the clock", now=made - timedelta(days=400))
    assert run(server, copy, now=made + timedelta(days=4000)).new
    server.name = origin.third
    assert run(server, copy).new


@pytest.mark.parametrize(
    "place",
    ["../up", "a/../../up", "/etc/passwd", "a//b", "a/./b", "", "manifest.json", "manifest.json.minisig", "a\\b",
     "a\nb", "a/" + "b" * 256, "/".join("abc" for _ in range(400)), "\ud800", "catalogue.sqlite/inside"],
)  # fmt: skip
def test_a_file_outside_the_release_is_refused(origin: Origin, place: str) -> None:
    inventory = read_inventory(origin.library / origin.first)
    check_places(inventory)
    files = inventory.files | {place: FileEntry(3, "a" * 64)}
    with pytest.raises(ReleaseError, match=r"(names a file that no release has|is a file and a folder at once)"):
        check_places(structs.replace(inventory, files=files))


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.data())
def test_a_manifest_or_pointer_that_was_spoilt_is_refused_in_a_sentence(origin: Origin, data: st.DataObject) -> None:
    release = origin.library / origin.first
    good = {"manifest": (release / "manifest.json").read_bytes(), "pointer": pointer_to(release)}
    which = data.draw(st.sampled_from(sorted(good)))
    spoilt = bytearray(good[which])
    place = data.draw(st.integers(0, len(spoilt) - 1))
    spoilt[place : place + data.draw(st.integers(0, 20))] = data.draw(st.binary(max_size=20))
    if bytes(spoilt) == good[which]:
        return
    pointer, manifest = ((bytes(spoilt) if which == each else good[each]) for each in ("pointer", "manifest"))
    with suppress(ReleaseError):
        read_offer(read_pointer(pointer, "there"), manifest, "there")
        assert which == "pointer", "white space, or a time that the manifest tells rightly"


@pytest.mark.parametrize("created", ["0001-01-01T00:00:00+14:00", "9999-12-31T23:59:59-14:00", "2026-01-01T00:00:00"])
def test_a_time_that_can_not_be_is_refused(unsigned: Faulty, copy: Path, created: str) -> None:
    pointer = json.loads(pointer_to(unsigned.library / unsigned.name)) | {"created": created}
    unsigned.replaced["current.json"] = json.dumps(pointer).encode()
    refused(unsigned, copy, "of its newest release")
    unsigned.replaced.clear()
    data = (unsigned.library / unsigned.name / "manifest.json").read_text()
    with pytest.raises(ReleaseError, match="damaged"):
        decode_inventory(re.sub(r'"created": "[^"]*"', f'"created": "{created}"', data).encode(), "there")


def test_a_catalogue_that_can_not_be_opened_is_not_put_in_service(unsigned: Faulty, copy: Path) -> None:
    for statement in ("DROP TABLE records", "UPDATE records SET json = NULL", "DELETE FROM records"):
        path = unsigned.library / "spoilt.sqlite"
        shutil.copy(unsigned.library / unsigned.name / "catalogue.sqlite", path)
        with closing(sqlite3.connect(path)) as database:
            database.execute(statement)
            database.commit()
        data = path.read_bytes()
        entry = FileEntry(len(data), hashlib.sha256(data).hexdigest())
        files = read_inventory(unsigned.library / unsigned.name).files | {"catalogue.sqlite": entry}
        forge(unsigned, partial(structs.replace, files=files))
        unsigned.replaced["catalogue.sqlite"] = data
        refused(unsigned, copy, "can't be opened|is missing or damaged")


@pytest.mark.parametrize("entry", [FileEntry(-1, "a" * 64), FileEntry(3, "A" * 64), FileEntry(3, "../../etc/passwd")])
def test_a_size_or_hash_that_can_not_be_is_refused(origin: Origin, entry: FileEntry) -> None:
    inventory = read_inventory(origin.library / origin.first)
    with pytest.raises(ReleaseError, match="no right size or SHA-256"):
        check_places(structs.replace(inventory, files={"a": entry}))


@pytest.fixture
def unsigned(tmp_path: Path) -> Iterator[Faulty]:
    (tmp_path / "plain").mkdir()
    shelf = Shelf(tmp_path / "plain")
    put(shelf, "red")
    built = build(shelf, tmp_path / "library", open_index=Index)
    with serving(tmp_path / "library", built.path.name) as server:
        yield server


def lie(inventory: Inventory, size: int) -> Inventory:
    return structs.replace(inventory, files=inventory.files | {"files/lie": FileEntry(size, "a" * 64)})


def test_a_release_that_says_it_is_enormous_is_not_begun(unsigned: Faulty, copy: Path) -> None:
    forge(unsigned, lambda inventory: lie(inventory, 10**15))
    refused(unsigned, copy, "more than is allowed here .* --max-size", limits=structs.replace(QUICK, bytes=10**9))
    refused(
        unsigned,
        copy,
        r"needs 1,000,000,\d.* bytes, and .* are free on the disk",
        limits=structs.replace(QUICK, bytes=10**17),
    )
    refused(unsigned, copy, "files with", limits=structs.replace(QUICK, files=2))
    assert not any("/files/" in place for place in unsigned.asked)


def test_a_file_that_never_ends_is_cut_off(unsigned: Faulty, copy: Path) -> None:
    def endless(handler: Handler) -> None:
        handler.send_response(200)
        handler.send_header("connection", "close")
        handler.end_headers()
        for _ in range(10_000):
            handler.wfile.write(b"x" * 10_000)

    unsigned.special["catalogue.sqlite"] = endless
    refused(
        unsigned, copy, "catalogue.sqlite is larger than the manifest says|bytes came, twice what the release needs"
    )
    unsigned.special = {"manifest.json": endless}
    refused(unsigned, copy, "damaged|larger than it may be|so|changed", limits=structs.replace(QUICK, patience=5))


def test_what_swells_when_it_is_unpacked_is_cut_off(unsigned: Faulty, copy: Path) -> None:
    bomb = gzip.compress(bytes(30_000_000))

    def swell(handler: Handler) -> None:
        handler.send_response(200)
        handler.send_header("content-encoding", "gzip")
        handler.send_header("content-length", str(len(bomb)))
        handler.end_headers()
        handler.wfile.write(bomb)

    unsigned.special["catalogue.sqlite"] = swell
    refused(
        unsigned, copy, "catalogue.sqlite is larger than the manifest says|bytes came, twice what the release needs"
    )


def test_nobody_is_held_for_ever_by_the_first_answer_that_drips(unsigned: Faulty, copy: Path) -> None:
    """A censor could keep a copy at an old release so, without a word of it."""

    def drip(handler: Handler) -> None:
        handler.send_response(200)
        handler.end_headers()
        with suppress(OSError):
            for _ in range(100):
                handler.wfile.write(b" ")
                time.sleep(0.05)

    unsigned.special[""] = drip
    began = time.monotonic()
    refused(unsigned, copy, "comes too slowly", limits=structs.replace(QUICK, tries=1))
    assert time.monotonic() - began < 3


def test_nor_by_headers_that_drip(unsigned: Faulty, copy: Path) -> None:
    def drip(handler: Handler) -> None:
        with suppress(OSError):
            handler.wfile.write(b"HTTP/1.1 200 OK\r\nx: ")
            for _ in range(100):
                handler.wfile.write(b"x")
                time.sleep(0.05)

    unsigned.special["manifest.json"] = drip
    began = time.monotonic()
    refused(unsigned, copy, "comes too slowly: its answer did not begin", limits=structs.replace(QUICK, tries=1))
    assert time.monotonic() - began < 3


def test_a_server_that_drips_or_falls_silent_is_given_up(unsigned: Faulty, copy: Path) -> None:
    def drip(handler: Handler) -> None:
        handler.send_response(200)
        handler.send_header("content-length", "100000")
        handler.end_headers()
        for _ in range(100):
            handler.wfile.write(b"x")
            time.sleep(0.02)

    unsigned.special["catalogue.sqlite"] = drip
    refused(unsigned, copy, "comes too slowly|stopped answering", limits=structs.replace(QUICK, tries=1))
    unsigned.special["catalogue.sqlite"] = lambda _: time.sleep(1.5)
    refused(unsigned, copy, "stopped answering: ", limits=structs.replace(QUICK, tries=1))


def test_a_run_ends_in_time(unsigned: Faulty, copy: Path) -> None:
    refused(unsigned, copy, "It took longer than 0 seconds", limits=structs.replace(QUICK, seconds=0.0))


@pytest.mark.parametrize(
    ("status", "location", "said"),
    [
        (302, "http://localhost:1/elsewhere", "leads to another host"),
        (301, "//example.org/a", "leads to another host"),
        (302, "file:///etc/passwd", "leads to another host"),
        (302, "catalogue.sqlite", "leads on and on"),
        (500, "", "answers 500 in place of the file"),
        (410, "", "is not there"),
        (206, "", "another part than was asked for"),
        (503, "", "is not available just now"),
        (999, "", "answers 999|can't be asked|stopped answering"),
    ],
)
def test_other_answers_than_the_file(unsigned: Faulty, copy: Path, status: int, location: str, said: str) -> None:
    def answer(handler: Handler) -> None:
        handler.send_response(status)
        if location:
            handler.send_header("location", location)
        handler.send_header("content-length", "0")
        handler.end_headers()

    unsigned.special["catalogue.sqlite"] = answer
    refused(unsigned, copy, said)


def test_a_redirect_on_the_same_host_is_followed(unsigned: Faulty, copy: Path) -> None:
    def answer(handler: Handler) -> None:
        handler.send_response(302)
        handler.send_header("location", f"/release/{unsigned.name}//catalogue.sqlite")
        handler.send_header("content-length", "0")
        handler.end_headers()

    unsigned.special["catalogue.sqlite"] = answer
    assert run(unsigned, copy).new


@pytest.mark.parametrize(
    "pointer", [b"", b"<html>", b"{}", b'{"id":"../..","created":"2026-01-01T00:00:00Z","manifest":"aa"}', b"[" * 9000]
)
def test_what_is_no_pointer_is_refused(unsigned: Faulty, copy: Path, pointer: bytes) -> None:
    unsigned.replaced["current.json"] = pointer
    refused(unsigned, copy, "of its newest release")
    unsigned.replaced["current.json"] = b" " * 300_000
    refused(unsigned, copy, "too large for what it should be")


def test_a_full_disk_changes_nothing_and_keeps_what_has_arrived(
    server: Faulty, copy: Path, origin: Origin, monkeypatch: pytest.MonkeyPatch
) -> None:
    run(server, copy)
    server.name = origin.second

    def full(*_: object) -> None:
        raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))

    with monkeypatch.context() as patch:
        patch.setattr(room, "link", full)
        refused(server, copy, "The disk is full. What is in service .* is untouched, and what has arrived is kept")
    with monkeypatch.context() as patch:
        patch.setattr(plan.shutil, "disk_usage", lambda _: shutil._ntuple_diskusage(10, 9, 1))  # type: ignore[attr-defined]
        refused(server, copy, "bytes, and 1 are free on the disk")
    assert run(server, copy).wire < 10_000


def test_a_run_that_dies_before_the_switch_is_done_again(
    server: Faulty, copy: Path, origin: Origin, monkeypatch: pytest.MonkeyPatch
) -> None:
    run(server, copy)
    server.name = origin.second
    with monkeypatch.context() as patch:
        patch.setattr(room, "put_in_service", lambda *_: (_ for _ in ()).throw(ReleaseError("The power went.")))
        refused(server, copy, "The power went")
    assert run(server, copy).new
    assert current(copy).name == origin.second


def test_a_file_that_a_disk_has_spoilt_comes_anew(server: Faulty, copy: Path, origin: Origin) -> None:
    run(server, copy)
    spoilt = next(place for place in read_inventory(current(copy)).files if place.startswith("files/"))
    path = current(copy) / spoilt
    path.chmod(0o644)
    path.write_bytes(bytes(path.stat().st_size))
    server.name = origin.second
    quick = copy.with_name("quick")
    shutil.copytree(copy, quick, symlinks=True)
    run(server, copy)
    assert verify(copy) == []
    assert f"/release/{origin.second}/{spoilt}" in server.asked
    run(server, quick, quick=True)
    assert [fault.path for fault in verify(quick)] == [spoilt]


def test_a_release_that_goes_while_it_is_fetched_gives_way_to_the_next(
    server: Faulty, copy: Path, origin: Origin
) -> None:
    def gone(handler: Handler) -> None:
        server.name = origin.third
        server.special.clear()
        handler.send_error(404)

    server.special["catalogue.sqlite"] = gone
    run(server, copy)
    assert current(copy).name == origin.third


def test_older_releases_go_and_what_was_withdrawn_with_them(server: Faulty, copy: Path, origin: Origin) -> None:
    gone = read_inventory(origin.library / origin.first).files
    run(server, copy)
    server.name = origin.second
    run(server, copy, keep=1)
    assert (copy / origin.first).exists()
    server.name = origin.third
    assert run(server, copy, keep=0).deleted == (origin.first, origin.second)
    release = Release.open(copy)
    assert [work.slug for work in release.collection.works] == ["red", "green"]
    release.close()
    left = {path.name for path in copy.rglob("*")}
    blue = {Path(place).name for place in gone} - {Path(place).name for place in read_inventory(current(copy)).files}
    assert blue
    assert not blue & left


def test_a_copy_that_has_skipped_releases_keeps_those_it_has(
    server: Faulty, copy: Path, origin: Origin, monkeypatch: pytest.MonkeyPatch
) -> None:
    room_of = "firsthand.release.following.copying.remove_remnants"
    monkeypatch.setattr(room_of, lambda _: [])  # the third has withdrawn a work
    run(server, copy)
    server.name = origin.third
    assert run(server, copy).deleted == ()
    assert (copy / origin.first).exists()


def test_a_folder_is_followed_with_its_link_without_it_and_as_a_single_release(origin: Origin, tmp_path: Path) -> None:
    card = tmp_path / "card"
    shutil.copytree(origin.library, card, symlinks=True)
    for number in range(3):
        if number == 1:
            (card / "current").unlink()  # as a memory card without links has it
        source = card if number < 2 else card / origin.third
        copy = tmp_path / f"copy-{number}"
        assert follow(str(source), copy, public_key=origin.made.public).new
        assert verify(copy, public_key=origin.made.public) == []
        assert not follow(str(source), copy).new
    with pytest.raises(ReleaseError, match="There is no library in"):
        follow(str(tmp_path / "nowhere"), tmp_path / "copy")


def test_a_library_that_is_published_here_is_not_replaced(server: Faulty, origin: Origin) -> None:
    with pytest.raises(ReleaseError, match="holds releases that were published there"):
        run(server, origin.library)


def test_what_a_copy_knows_is_not_forgotten_by_accident(server: Faulty, copy: Path) -> None:
    run(server, copy)
    (copy / ".following.json").write_text("{")
    with pytest.raises(ReleaseError, match="holds what this copy knows of the network's keys"):
        run(server, copy)


def test_an_onion_service_is_looked_up_by_the_proxy_and_by_nobody_else(copy: Path) -> None:
    """SOCKS 5 (RFC 1928): the proxy is given the name, as ATYP 3, and so the name never reaches a resolver here."""
    asked: list[bytes] = []
    onion = f"{'a' * 56}.onion"

    def answer(listener: socket.socket) -> None:
        line, _ = listener.accept()
        with line:
            line.recv(100)
            line.sendall(b"\x05\x00")
            asked.append(line.recv(300))
            line.sendall(b"\x05\x00\x00\x01" + bytes(6))

    with socket.create_server(("127.0.0.1", 0)) as listener:
        thread = threading.Thread(target=answer, args=(listener,))
        thread.start()
        proxy = f"socks5://127.0.0.1:{listener.getsockname()[1]}"
        with pytest.raises(ReleaseError, match="stopped answering"):
            follow(f"http://{onion}", copy, proxy=proxy, limits=structs.replace(QUICK, tries=1))
        thread.join()
    assert asked == [b"\x05\x01\x00\x03" + bytes([len(onion)]) + onion.encode() + (80).to_bytes(2)]


@pytest.mark.parametrize(
    ("source", "more", "said"),
    [
        ("ftp://example.org/a", {}, "neither an address with http:// or https:// nor a folder"),
        (f"http://{'a' * 56}.onion", {}, "--proxy socks5://127.0.0.1:9050"),
        ("http://127.0.0.1:9", {}, "stopped answering"),
        ("http://127.0.0.1:port", {}, "can't be asked"),
        ("http://127.0.0.1:9", {"proxy": "socks5://127.0.0.1:9"}, "stopped answering"),
        ("http://127.0.0.1:9", {"proxy": "gopher://x"}, "is not a proxy that can be used"),
        ("http://127.0.0.1:9", {"public_key": "RWnonsense"}, "neither a public key of minisign nor a file"),
    ],
)
def test_where_nothing_can_come_from_is_told(copy: Path, source: str, more: dict[str, Any], said: str) -> None:
    with pytest.raises(ReleaseError, match=said):
        follow(source, copy, limits=QUICK, **more)
