"""Files that are missing are fetched from the site itself, and from nowhere else."""

import gzip
import threading
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

import pytest
from tests.sources.importing.conftest import Imports, export, item, small

from firsthand.sources.importing.intake import Report
from firsthand.sources.importing.media import Media
from firsthand.sources.importing.wordpress import WordPress
from firsthand.sources.importing.wordpress.documents import Documents
from firsthand.sources.importing.wordpress.fetching import Fetching

FILES = {
    "/wp-content/uploads/good.pdf": (200, small("good.pdf"), {}),
    "/wp-content/uploads/moved.pdf": (301, b"", {"Location": "/wp-content/uploads/good.pdf"}),
    "/wp-content/uploads/away.pdf": (302, b"", {"Location": "http://elsewhere.example/x.pdf"}),
    "/wp-content/uploads/round.pdf": (302, b"", {"Location": "round.pdf"}),
    "/wp-content/uploads/cut.pdf": (200, b"%PDF-", {"Content-Length": "5000"}),
    "/wp-content/uploads/large.pdf": (200, b"%PDF-" + b"x" * 5_000, {}),
    "/wp-content/uploads/bomb.pdf": (200, gzip.compress(bytes(9_000)), {"Content-Encoding": "gzip"}),
    "/wp-content/uploads/page.pdf": (200, b"<!doctype html><html><body>Not found</body></html>", {}),
}


@pytest.fixture(scope="module")
def site() -> Iterator[tuple[str, list[str]]]:
    """A real server on loopback, and what it was asked for."""
    asked: list[str] = []

    class Handler(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            asked.append(self.path)
            status, body, headers = FILES.get(self.path, (404, b"", {}))
            self.send_response(status)
            for name, value in ({"Content-Length": str(len(body))} | headers).items():
                self.send_header(name, value)
            self.end_headers()
            self.wfile.write(body)

        def log_message(self, *_: object) -> None:
            pass

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.01})
    thread.start()
    yield f"http://127.0.0.1:{server.server_port}", asked
    server.shutdown()
    thread.join()
    server.server_close()


def bring(imports: Imports, address: str, *names: str, private: bool = True) -> Report:
    links = "".join(f'<a href="{address}/wp-content/uploads/{name}">{name}</a> ' for name in names)
    path = imports.place / "site.xml"
    path.write_text(export(item(1, "Papers", links)).replace("https://old.example.org", address))
    fetching = Fetching(imports.folder / "imports/fetched", private=private)
    return imports.take(WordPress(path, Documents(Media(None), fetching)))


def test_a_file_is_fetched_once(imports: Imports, site: tuple[str, list[str]]) -> None:
    address, asked = site
    asked.clear()
    assert bring(imports, address, "good.pdf").mistakes == []
    (file,) = imports.folder.glob("works/*/*.pdf")
    assert file.read_bytes() == small("good.pdf")
    bring(imports, address, "good.pdf")
    assert asked == ["/wp-content/uploads/good.pdf"]


def test_redirects_within_the_site_are_followed(imports: Imports, site: tuple[str, list[str]]) -> None:
    assert bring(imports, site[0], "moved.pdf").mistakes == []
    assert len(list(imports.folder.glob("works/*/*.pdf"))) == 1


@pytest.mark.parametrize(
    ("name", "message"),
    [
        ("away.pdf", "it leads to another site, elsewhere.example"),
        ("round.pdf", "it is led on too often"),
        ("none.pdf", "the site answers 404"),
        ("cut.pdf", "can't be fetched"),
        ("large.pdf", "it is larger than an import may fetch"),
        ("bomb.pdf", "it is sent compressed, which was not asked for"),
        ("page.pdf", "is named like application/pdf, and is text/html"),
    ],
)
def test_what_cannot_be_had_is_told_and_linked(
    imports: Imports, site: tuple[str, list[str]], name: str, message: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("firsthand.sources.importing.wordpress.fetching.LARGEST", 4_000)
    report = bring(imports, site[0], name)
    assert len(report.mistakes) == 1
    assert message in report.mistakes[0].message
    assert not list(imports.folder.glob("works/*/*.pdf"))
    assert not [path for path in Path(imports.folder / "imports").rglob("*.pdf") if path.name != "page.pdf"]


def test_an_export_cannot_have_services_of_this_machine_asked(imports: Imports, site: tuple[str, list[str]]) -> None:
    address, asked = site
    for host in ("127.0.0.1", "localhost", "[::ffff:127.0.0.1]", "127.1"):
        asked.clear()
        report = bring(imports, address.replace("127.0.0.1", host), "good.pdf", private=False)
        assert "in the network of this machine" in report.mistakes[0].message
        assert asked == []


def test_neither_may_a_site_lead_there_or_away_from_https(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    import httpx

    from firsthand.sources.importing.gathering import Gathering

    answers = {
        "https://93.184.216.34/a.pdf": "http://93.184.216.34/b.pdf",
        "https://93.184.216.34/c.pdf": "https://10.0.0.1/b.pdf",
    }
    asked: list[str] = []

    def answer(request: httpx.Request) -> httpx.Response:
        asked.append(str(request.url))
        return httpx.Response(302, headers={"location": answers[str(request.url)]})

    plain = httpx.Client
    monkeypatch.setattr(httpx, "Client", lambda **_: plain(transport=httpx.MockTransport(answer)))
    fetching = Fetching(tmp_path)
    fetching.meet("https://93.184.216.34")
    with Gathering("export") as into:
        for address in answers:
            assert fetching.fetch(address, into) is None
        first, second = into.mistakes
    assert "leads away from https" in first.message
    assert "leads to another site" in second.message
    assert asked == list(answers)
