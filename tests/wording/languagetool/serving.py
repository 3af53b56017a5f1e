"""Servers for tests: the real one with a small guide, and one that plays a LanguageTool that knows grammar."""

import contextlib
import json
import threading
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, HTTPServer
from pathlib import Path
from typing import Any
from urllib.parse import parse_qs

from tests.wording.faces import write_guide

from firsthand.wording import Checker
from firsthand.wording.languagetool import Endpoint, Server, Upstream


def endpoint(folder: Path, **options: Any) -> Endpoint:
    return Endpoint(Checker(str(write_guide(folder)), cache=folder / "cache"), **options)


@contextlib.contextmanager
def running(server: HTTPServer) -> Iterator[str]:
    """The address of a server while it runs."""
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.02})
    thread.start()
    try:
        yield f"http://127.0.0.1:{server.server_address[1]}"
    finally:
        server.shutdown()
        thread.join()
        server.server_close()


@contextlib.contextmanager
def served(folder: Path, **options: Any) -> Iterator[str]:
    with running(Server(endpoint(folder, **options), port=0)) as address:
        yield address


class Grammarian(HTTPServer):
    """Finds "teh" wherever it stands, in the manner of LanguageTool; remembers what it was sent."""

    def __init__(self) -> None:
        self.forms: list[dict[str, list[str]]] = []
        self.broken: bytes | None = None
        """Sent in the place of a reply."""
        self.moved = ""
        """The address to which it sends everybody on."""
        super().__init__(("127.0.0.1", 0), _Replies)


class _Replies(BaseHTTPRequestHandler):
    server: Grammarian

    def do_GET(self) -> None:
        self._send([{"name": "German", "code": "de", "longCode": "de-DE"}])

    def do_POST(self) -> None:
        form = parse_qs(self.rfile.read(int(self.headers["Content-Length"])).decode(), keep_blank_values=True)
        self.server.forms.append(form)
        text = form["text"][0]
        at = [number for number in range(len(text)) if text.startswith(("teh", "teh addicts"), number)]
        matches = [_match(len(text[:number].encode("utf-16-le")) // 2) for number in at]
        self._send({"software": {}, "language": {"name": "Theirs", "code": "en-US"}, "matches": matches})

    def _send(self, reply: Any) -> None:
        body = self.server.broken if self.server.broken is not None else json.dumps(reply).encode()
        self.send_response(302 if self.server.moved else 200)
        if self.server.moved:
            self.send_header("Location", self.server.moved)
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, *_: Any) -> None:
        """Silence."""


def _match(offset: int) -> dict[str, Any]:
    rule = {"id": "TYPO", "description": "Typo", "issueType": "misspelling", "category": {"id": "TYPOS", "name": "T"}}
    return {
        "message": "A typo.",
        "offset": offset,
        "length": 3,
        "replacements": [{"value": "the"}],
        "context": {"text": "teh", "offset": 0, "length": 3},
        "rule": rule,
        "own": "kept",
    }


@contextlib.contextmanager
def grammarian() -> Iterator[tuple[Grammarian, Upstream]]:
    server = Grammarian()
    with running(server) as address:
        yield server, Upstream(address, timeout=2.0)
