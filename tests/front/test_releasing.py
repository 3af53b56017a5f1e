"""Whoever keeps a copy of a library gets every byte of the release in service, and nothing else."""

import hashlib
import json
from pathlib import Path

from tests.front.client import Client

from firsthand.release import current
from firsthand.release.manifest import read_inventory


def test_every_file_of_the_release_is_served_as_it_lies_on_disk(client: Client, library: Path) -> None:
    release = current(library)
    pointer = client.get("/release/current.json")
    assert pointer.headers["cache-control"] == "no-cache"
    assert pointer.json()["id"] == release.name.removeprefix("release-")
    manifest = client.get(f"/release/{release.name}/manifest.json").content
    assert hashlib.sha256(manifest).hexdigest() == pointer.json()["manifest"]
    for place, entry in read_inventory(release).files.items():
        answer = client.get(f"/release/{release.name}/{place}")
        assert hashlib.sha256(answer.content).hexdigest() == entry.sha256, place
    assert json.loads(manifest)["files"]


def test_every_file_of_a_release_can_be_read_by_who_serves_it(library: Path) -> None:
    hidden = [path for path in current(library).rglob("*") if path.stat().st_mode & 0o444 != 0o444]
    assert hidden == [], "engines write some for their owner alone"


def test_records_and_index_are_compressed_on_their_way_and_parts_are_not(client: Client, library: Path) -> None:
    release = current(library)
    address = f"/release/{release.name}/catalogue.sqlite"
    whole = client.get(address, accept_encoding="gzip")
    assert whole.headers["content-encoding"] == "gzip"
    part = client.get(address, accept_encoding="gzip", range="bytes=100-199")
    assert (part.status_code, part.content) == (206, whole.content[100:200])
    assert "content-encoding" not in client.get(address, accept_encoding="identity").headers
    assert client.get(address, method="HEAD").headers["content-length"] == str(len(whole.content))


def test_nothing_but_the_release_in_service_is_served(client: Client, library: Path) -> None:
    name = current(library).name
    (library / "release-older").mkdir()
    (library / "release-older" / "manifest.json").write_text("{}")
    for place in (
        f"{name}/nothing", f"{name}", f"{name}/", f"{name}/search", f"{name}/%2e%2e/current.json", f"{name}/a%00b",
        f"{name}/..%2f.lock", "release-older/manifest.json", ".lock", "%2e%2e/%2e%2e/etc/passwd", f"{name}//etc/passwd",
        f"{name}/" + "a" * 5000,
    ):  # fmt: skip
        assert client.get(f"/release/{place}").status_code == 404, place
    assert client.get(f"/release/{name}/manifest.json", method="POST").status_code == 405
