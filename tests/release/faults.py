"""A web server on loopback that holds a library and can be told to do everything wrong."""

import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any
from urllib.parse import unquote

from firsthand.release.manifest import pointer_to

Special = Callable[["Handler"], None]


class Faulty(ThreadingHTTPServer):
    """Serves LIBRARY/release-… under /release/. `name` is the release that it says is the newest."""

    daemon_threads = True

    def __init__(self, library: Path, name: str) -> None:
        super().__init__(("127.0.0.1", 0), Handler)
        self.library, self.name = library, name
        self.asked: list[str] = []
        self.sent = 0
        self.ranges = True
        self.replaced: dict[str, bytes | None] = {}
        """Place in the release -> other bytes, or None for a file that isn't there."""
        self.cut: Callable[[str, int], int | None] = lambda _place, _size: None
        """After how many bytes the line is cut."""
        self.special: dict[str, Special] = {}

    @property
    def address(self) -> str:
        return f"http://127.0.0.1:{self.server_address[1]}"

    def content(self, path: str) -> bytes | None:
        place = path.removeprefix("/release/")
        inside = place.partition("/")[2] or place
        if inside in self.replaced:
            return self.replaced[inside]
        if place == "current.json":
            return pointer_to(self.library / self.name)
        try:
            return (self.library / place).read_bytes() if path != place else None
        except OSError:
            return None

    def handle_error(self, request: Any, client_address: Any) -> None:
        """Clients that hang up are what is tested here."""


class Handler(BaseHTTPRequestHandler):
    server: Faulty
    protocol_version = "HTTP/1.1"

    def do_GET(self) -> None:
        self.path = unquote(self.path)
        server, place = self.server, self.path.removeprefix("/release/").partition("/")[2]
        server.asked.append(self.path)
        if place in server.special:
            server.special[place](self)
            return
        data = server.content(self.path)
        if data is None:
            self.send_error(404)
            return
        start = 0
        if server.ranges and (asked := self.headers.get("range")):
            start = int(asked.removeprefix("bytes=").rstrip("-"))
        self.send_response(206 if start else 200)
        if start:
            self.send_header("content-range", f"bytes {start}-{len(data) - 1}/{len(data)}")
        self.send_header("content-length", str(len(data) - start))
        self.end_headers()
        after = server.cut(place, len(data) - start)
        piece = data[start:] if after is None else data[start : start + after]
        server.sent += len(piece)
        with suppress(OSError):
            self.wfile.write(piece)
        self.close_connection = after is not None

    def log_message(self, *_: Any) -> None:
        pass


@contextmanager
def serving(library: Path, name: str) -> Iterator[Faulty]:
    server = Faulty(library, name)
    thread = threading.Thread(target=server.serve_forever, args=(0.02,), daemon=True)
    thread.start()
    try:
        yield server
    finally:
        server.shutdown()
        server.server_close()
        thread.join()
