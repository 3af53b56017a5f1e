"""A real mail server on loopback (aiosmtpd), which keeps what it was given and can be told to refuse."""

import contextlib
import ssl
from collections.abc import Iterator
from email import message_from_bytes, policy
from email.message import EmailMessage
from pathlib import Path

import pytest
from aiosmtpd.controller import Controller
from aiosmtpd.smtp import SMTP, AuthResult, Envelope, LoginPassword, Session
from tests.release.test_tls import written

USER, PASSWORD = "letters@example.org", "correct horse"


class Mailbox:
    """What arrived, and who is refused."""

    def __init__(self) -> None:
        self.envelopes: list[Envelope] = []
        self.answers: dict[str, str] = {}
        """Address -> what the server says when it shall take a letter to it."""

    @property
    def messages(self) -> list[EmailMessage]:
        found = []
        for envelope in self.envelopes:
            assert isinstance(envelope.content, bytes)
            message = message_from_bytes(envelope.content, policy=policy.default)
            assert isinstance(message, EmailMessage)
            found.append(message)
        return found

    async def handle_RCPT(  # noqa: N802 - the name that aiosmtpd calls
        self, _server: SMTP, _session: Session, envelope: Envelope, address: str, _options: list[str]
    ) -> str:
        if address in self.answers:
            return self.answers[address]
        envelope.rcpt_tos.append(address)
        return "250 OK"

    async def handle_DATA(self, _server: SMTP, _session: Session, envelope: Envelope) -> str:  # noqa: N802
        self.envelopes.append(envelope)
        return "250 OK"


def _knows(_server: SMTP, _session: Session, _envelope: Envelope, _mechanism: str, data: object) -> AuthResult:
    assert isinstance(data, LoginPassword)
    return AuthResult(success=(data.login, data.password) == (USER.encode(), PASSWORD.encode()))


class Offered:
    """How a test's server speaks."""

    PLAIN, STARTTLS, TLS = "plain", "starttls", "tls"


@contextlib.contextmanager
def running(
    folder: Path, offered: str, *, name: str = "127.0.0.1", expired: bool = False, login: bool = False
) -> Iterator[tuple[Mailbox, int, Path]]:
    """The mailbox, the port, and the certificate, signed by itself, of a server that calls itself `name`."""
    pytest.importorskip("cryptography.x509", reason="certificates are made with cryptography")
    certificate = written(folder, name, expired=expired)
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(certificate, folder / "key.pem")
    mailbox = Mailbox()
    controller = Controller(
        mailbox,
        hostname="127.0.0.1",
        port=_free_port(),
        ssl_context=context if offered == Offered.TLS else None,
        tls_context=context if offered == Offered.STARTTLS else None,
        require_starttls=offered == Offered.STARTTLS,
        enable_SMTPUTF8=True,
        auth_required=login,
        authenticator=_knows if login else None,
    )
    controller.start()
    try:
        yield mailbox, controller.port, certificate
    finally:
        controller.stop()


def _free_port() -> int:
    import socket

    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])
