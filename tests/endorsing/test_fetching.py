"""Sealed items are fetched from a folder or over HTTP, and erased there only when they are safe here."""

import gzip
import threading
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from urllib.parse import parse_qs, urlsplit

import msgspec
import pytest
from tests.endorsing.doorway import Doorway

from firsthand.endorsing.errors import DeskError
from firsthand.endorsing.fetching import Folder, Web, fetch
from firsthand.sealed.collecting import admit, challenge
from firsthand.sealed.copying import Held, erase_held, list_held, read_held
from firsthand.sealed.errors import ForgedError, SealedError
from firsthand.sealed.keys import new_collector
from firsthand.sealed.slots import read_slots
from firsthand.sealed.tokens import Tokens

COLLECTOR = new_collector()


@pytest.fixture
def there(tmp_path: Path) -> Path:
    door = Doorway(tmp_path)
    for number in range(5):
        door.sign(f"Person {number}")
    door.write("Hello")
    door.store()
    return door.inbox


def content(folder: Path) -> dict[str, bytes]:
    return {path.name: path.read_bytes() for path in folder.iterdir()}


def test_a_folder_is_fetched_and_emptied(there: Path, tmp_path: Path) -> None:
    before = content(there)
    fetched = fetch(Folder(there, tmp_path / "here"), tmp_path / "here")
    assert (fetched.files, fetched.erased, fetched.unerased) == (2, 2, "")
    assert content(tmp_path / "here") == before
    assert content(there) == {}


def test_a_folder_can_be_left_as_it_is_and_fetched_again(there: Path, tmp_path: Path) -> None:
    before = content(there)
    for _ in range(2):
        fetch(Folder(there, tmp_path / "here"), tmp_path / "here", keep=True)
    assert content(there) == content(tmp_path / "here") == before


def test_a_folder_is_never_fetched_into_itself(there: Path, tmp_path: Path) -> None:
    (tmp_path / "link").symlink_to(there)
    before = content(there)
    for goal in (there, tmp_path / "link", there / ".." / there.name):
        with pytest.raises(DeskError, match="same one"):
            Folder(there, goal)
    assert content(there) == before


def test_nothing_is_erased_when_the_copy_can_not_be_written(there: Path, tmp_path: Path) -> None:
    before = content(there)
    (tmp_path / "here").write_text("a file in the way")
    with pytest.raises(SealedError, match="can't be written"):
        fetch(Folder(there, tmp_path / "here"), tmp_path / "here")
    assert content(there) == before


class Front(BaseHTTPRequestHandler):
    """The questions of a collector, answered as the front does."""

    folder: Path
    tokens = Tokens(bytes(32))
    broken = ""

    def do_GET(self) -> None:
        parts = urlsplit(self.path)
        name = parse_qs(parts.query).get("name", [""])[0]
        if parts.path == "/inbox/challenge":
            return self._say(200, challenge(COLLECTOR.public, self.tokens))
        if not self._may():
            return self._say(401, b"")
        if name == self.broken != "":
            return self._say(200, b"".join(read_held(self.folder, name))[:-700], length=10**6)
        return self._say(
            200, b"".join(read_held(self.folder, name)) if name else msgspec.json.encode(list_held(self.folder))
        )

    def do_POST(self) -> None:
        sent = parse_qs(self.rfile.read(int(self.headers["content-length"])).decode())
        if not self._may():
            return self._say(401, b"")
        erased = erase_held(self.folder, sent["name"][0], bytes.fromhex(sent["digest"][0]))
        return self._say(200, msgspec.json.encode({"erased": erased}))

    def _may(self) -> bool:
        try:
            admit(COLLECTOR.public, self.tokens, self.headers.get("authorization", "").removeprefix("Bearer "))
        except ForgedError:
            return False
        return True

    def _say(self, status: int, body: bytes, length: int | None = None) -> None:
        self.send_response(status)
        self.send_header("content-length", str(length or len(body)))
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, format: str, *args: object) -> None:  # noqa: A002
        """Nothing."""


@pytest.fixture
def front(there: Path) -> Iterator[str]:
    handler = type("Here", (Front,), {"folder": there})
    with ThreadingHTTPServer(("127.0.0.1", 0), handler) as server:
        threading.Thread(target=server.serve_forever, args=(0.02,), daemon=True).start()
        yield f"http://127.0.0.1:{server.server_port}"
        server.shutdown()


def test_the_collector_fetches_over_http_and_empties(front: str, there: Path, tmp_path: Path) -> None:
    before = content(there)
    seen: list[int] = []
    fetched = fetch(Web(front, COLLECTOR), tmp_path / "here", progress=lambda done, _: seen.append(done))
    assert (fetched.files, fetched.erased) == (2, 2)
    assert seen[-1] == fetched.size == sum(map(len, before.values()))
    assert content(tmp_path / "here") == before
    assert content(there) == {}
    assert len(list(read_slots(tmp_path / "here"))) == 6


def test_another_key_gets_nothing(front: str, there: Path, tmp_path: Path) -> None:
    with pytest.raises(ForgedError, match="not for the key"):
        fetch(Web(front, new_collector()), tmp_path / "here")
    assert len(content(there)) == 2


def test_a_line_that_breaks_costs_nothing(there: Path, tmp_path: Path) -> None:
    names = sorted(content(there))
    handler = type("Here", (Front,), {"folder": there, "broken": names[1]})
    with ThreadingHTTPServer(("127.0.0.1", 0), handler) as server:
        threading.Thread(target=server.serve_forever, args=(0.02,), daemon=True).start()
        with pytest.raises(DeskError, match="stopped answering"):
            fetch(Web(f"http://127.0.0.1:{server.server_port}", COLLECTOR), tmp_path / "here")
        server.shutdown()
    assert sorted(content(there)) == names
    assert sorted(content(tmp_path / "here")) == names[:1]


@pytest.mark.parametrize(
    ("address", "said"),
    [
        ("http://library.example.org", "not encrypted"),
        ("http://abcdef.onion", "through Tor alone"),
        ("ftp://library.example.org", "no address"),
        ("https://", "no address"),
    ],
)
def test_an_address_that_others_could_listen_to_is_refused(address: str, said: str) -> None:
    with pytest.raises(DeskError, match=said):
        Web(address, COLLECTOR)


def test_a_server_that_is_not_there_is_told_in_a_sentence(tmp_path: Path) -> None:
    with pytest.raises(DeskError, match="can't be reached"):
        fetch(Web("http://127.0.0.1:9", COLLECTOR), tmp_path / "here")


@pytest.mark.parametrize(("name", "expired"), [("127.0.0.1", False), ("127.0.0.1", True)])
def test_a_server_that_can_not_prove_who_it_is_is_asked_nothing(tmp_path: Path, name: str, expired: bool) -> None:
    pytest.importorskip("cryptography.x509", reason="certificates are made with cryptography")
    from tests.release.test_tls import over_https

    with (
        over_https(tmp_path, name, expired=expired) as (address, asked, _),
        pytest.raises(DeskError, match="can't prove that it is who it says"),
    ):
        fetch(Web(address, COLLECTOR), tmp_path / "here")
    assert asked == []


def test_a_redirect_is_not_followed(there: Path, tmp_path: Path) -> None:
    class Elsewhere(Front):
        folder = there

        def do_GET(self) -> None:
            self.send_response(302)
            self.send_header("location", "http://127.0.0.1:9/inbox/challenge")
            self.end_headers()

    with ThreadingHTTPServer(("127.0.0.1", 0), Elsewhere) as server:
        threading.Thread(target=server.serve_forever, args=(0.02,), daemon=True).start()
        with pytest.raises(DeskError, match="answers 302"):
            fetch(Web(f"http://127.0.0.1:{server.server_port}", COLLECTOR), tmp_path / "here")
        server.shutdown()


@pytest.mark.parametrize(
    ("status", "coding", "match"), [(409, "", "The server says: \\]0;gone"), (200, "gzip", "compressed")]
)
def test_a_server_that_was_seized_takes_hold_of_nothing(
    there: Path, tmp_path: Path, status: int, coding: str, match: str
) -> None:
    class Seized(Front):
        folder = there

        def do_GET(self) -> None:
            body = gzip.compress(bytes(1 << 20)) if coding else "\x1b]0;gone\x07\x9b2J\u202e".encode()
            self.send_response(status)
            self.send_header("content-length", str(len(body)))
            if coding:
                self.send_header("content-encoding", coding)
            self.end_headers()
            self.wfile.write(body)

    with ThreadingHTTPServer(("127.0.0.1", 0), Seized) as server:
        threading.Thread(target=server.serve_forever, args=(0.02,), daemon=True).start()
        with pytest.raises(DeskError, match=match) as error:
            fetch(Web(f"http://127.0.0.1:{server.server_port}", COLLECTOR), tmp_path / "here")
        server.shutdown()
    assert str(error.value).isprintable()


@pytest.mark.parametrize(("size", "match"), [(4_096, "more than it said"), (1 << 60, "Fetch to another disk")])
def test_a_server_that_never_ends_fills_no_disk(tmp_path: Path, size: int, match: str) -> None:
    class Endless(Folder):
        def held(self) -> list[Held]:
            return [Held("2026-11-22-small-0123456789abcdef-000001.sealed", size, is_open=False)]

        def read(self, name: str) -> Iterator[bytes]:
            while True:
                yield bytes(4_096)

    with pytest.raises(DeskError, match=match):
        fetch(Endless(tmp_path, tmp_path / "here"), tmp_path / "here")
    assert not list((tmp_path / "here").iterdir())
