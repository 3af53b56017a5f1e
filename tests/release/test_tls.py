"""Who can't prove who she is gets nothing believed: certificates that are expired, of nobody, or of another name."""

import ssl
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime, timedelta
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from ipaddress import ip_address
from pathlib import Path

import pytest

from firsthand.release import ReleaseError
from firsthand.release.following import Limits, follow
from firsthand.release.following.origins import TransferError, Web
from firsthand.sources.importing.oai.client import Client, HarvestError

x509 = pytest.importorskip("cryptography.x509", reason="certificates are made with cryptography")

CASES = {
    "expired": "certificate has expired",
    "of nobody": "self-signed certificate|self signed certificate",
    "of another": "IP address mismatch",
}


class Answering(BaseHTTPRequestHandler):
    def do_GET(self) -> None:
        self.server.asked.append(self.path)  # type: ignore[attr-defined]
        self.send_error(404)

    def log_message(self, *_: object) -> None:
        pass


@contextmanager
def over_https(folder: Path, name: str, *, expired: bool = False) -> Iterator[tuple[str, list[str], Path]]:
    """A server on loopback, what it was asked, and its certificate, signed by itself."""
    certificate = written(folder, name, expired=expired)
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(certificate, folder / "key.pem")
    server = ThreadingHTTPServer(("127.0.0.1", 0), Answering)
    server.asked = []  # type: ignore[attr-defined]
    server.handle_error = lambda *_: None  # type: ignore[method-assign]
    server.socket = context.wrap_socket(server.socket, server_side=True)
    thread = threading.Thread(target=server.serve_forever, args=(0.02,), daemon=True)
    thread.start()
    try:
        yield f"https://127.0.0.1:{server.server_address[1]}", server.asked, certificate  # type: ignore[attr-defined]
    finally:
        server.shutdown()
        server.server_close()
        thread.join()


def written(folder: Path, name: str, *, expired: bool) -> Path:
    from cryptography.hazmat.primitives import hashes, serialization
    from cryptography.hazmat.primitives.asymmetric import ec

    key = ec.generate_private_key(ec.SECP256R1())
    subject = x509.Name([x509.NameAttribute(x509.NameOID.COMMON_NAME, "Somebody")])
    now = datetime.now(UTC)
    end = now - timedelta(days=1) if expired else now + timedelta(days=2)
    made = (
        x509.CertificateBuilder(subject, subject, key.public_key(), x509.random_serial_number())
        .not_valid_before(now - timedelta(days=9))
        .not_valid_after(end)
        .add_extension(x509.SubjectAlternativeName([x509.IPAddress(ip_address(name))]), critical=False)
        .add_extension(x509.BasicConstraints(ca=True, path_length=0), critical=True)
        .sign(key, hashes.SHA256())
    )
    form = serialization.Encoding.PEM
    secret = key.private_bytes(form, serialization.PrivateFormat.PKCS8, serialization.NoEncryption())
    (folder / "key.pem").write_bytes(secret)
    (folder / "certificate.pem").write_bytes(made.public_bytes(form))
    return folder / "certificate.pem"


@pytest.fixture(params=CASES)
def badly(request: pytest.FixtureRequest, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[tuple[str, str]]:
    """An origin, and what is wrong with its certificate. All but that of nobody are known to this machine."""
    for variable in ("SSL_CERT_FILE", "SSL_CERT_DIR"):
        monkeypatch.delenv(variable, raising=False)
    name = "10.9.8.7" if request.param == "of another" else "127.0.0.1"
    with over_https(tmp_path, name, expired=request.param == "expired") as (address, asked, certificate):
        if request.param != "of nobody":
            monkeypatch.setattr("certifi.where", lambda: str(certificate))
        yield address, CASES[request.param]
        assert asked == [], "nothing is asked before it is known who answers"


def test_a_copy_follows_nobody_who_cannot_prove_who_she_is(badly: tuple[str, str], tmp_path: Path) -> None:
    address, wrong = badly
    with pytest.raises(ReleaseError, match=f"can't prove that it is who it says: ({wrong}).*clock"):
        follow(address, tmp_path / "copy", limits=Limits(pause=0.0))
    assert not list((tmp_path / "copy").glob("release-*"))


def test_neither_is_a_repository_harvested(badly: tuple[str, str]) -> None:
    address, wrong = badly
    waited: list[float] = []
    client = Client(f"{address}/oai", wait=waited.append)
    with pytest.raises(HarvestError, match=wrong):
        client.identify()
    client.close()
    assert waited == [], "another try would change nothing"


def test_who_can_is_asked(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    with over_https(tmp_path, "127.0.0.1") as (address, asked, certificate):
        monkeypatch.setattr("certifi.where", lambda: str(certificate))
        with pytest.raises(ReleaseError, match="There is no library at"):
            follow(address, tmp_path / "copy", limits=Limits(pause=0.0))
        assert asked


def test_a_copy_is_not_led_away_from_https() -> None:
    origin = Web("https://library.example.org")
    try:
        with pytest.raises(TransferError, match="leads away from https"):
            origin._same_host("https://library.example.org/release/current.json", "http://library.example.org/x")
        assert origin._same_host("https://library.example.org/a", "/b") == "https://library.example.org/b"
    finally:
        origin.close()
