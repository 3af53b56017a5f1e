"""Letters to a mail server (RFC 5321) over a line that is encrypted and whose other end has shown who it is."""

import smtplib
import ssl
from collections.abc import Callable, Sequence
from datetime import date
from email.utils import parseaddr
from enum import StrEnum
from pathlib import Path

from msgspec import Struct

from firsthand.mailing.folder import today
from firsthand.mailing.letters import Letter, MalformedAddressError, Sent, compose, domain_of

SECONDS = 15.0
"""For each step of a conversation with the server."""


class Security(StrEnum):
    STARTTLS = "starttls"
    """RFC 3207; the port is 587, most often."""
    TLS = "tls"
    """RFC 8314; the port is 465, most often."""
    NONE = "none"
    """Only for a server on this very machine."""


class Server(Struct, frozen=True):
    host: str
    port: int = 587
    security: Security = Security.STARTTLS
    user: str = ""
    """Empty where the server asks for no name."""
    password: str = ""
    authority: Path | None = None
    """A file of certificates (PEM) that are trusted in place of the system's."""

    def __repr__(self) -> str:
        """Without the password."""
        return f"Server({self.host!r}, {self.port})"


class SmtpOutbox:
    """One connection for each batch of letters. A server whose certificate is not good gets none of them."""

    def __init__(self, server: Server, sender: str, today: Callable[[], date] = today) -> None:
        self.server, self.sender, self._today = server, sender, today

    def send(self, letters: Sequence[Letter]) -> Sent:
        if not letters:
            return Sent()
        waiting = list(letters)
        sent = refused = 0
        later: list[Letter] = []
        try:
            with self._connected() as line:
                while waiting:
                    match self._hand_over(line, waiting[0]):
                        case True:
                            sent += 1
                        case False:
                            refused += 1
                        case None:
                            later.append(waiting[0])
                    waiting.pop(0)
        except (smtplib.SMTPException, OSError, ValueError):
            pass  # whom it did not reach stands in `waiting`
        return Sent(sent, refused, (*later, *waiting))

    def _connected(self) -> smtplib.SMTP:
        server, own = self.server, domain_of(self.sender)
        if server.security == Security.NONE:
            return self._known(smtplib.SMTP(server.host, server.port, own, SECONDS))
        context = ssl.create_default_context(cafile=str(server.authority) if server.authority else None)
        context.minimum_version = ssl.TLSVersion.TLSv1_2
        if server.security == Security.TLS:
            return self._known(smtplib.SMTP_SSL(server.host, server.port, own, timeout=SECONDS, context=context))
        line = smtplib.SMTP(server.host, server.port, own, SECONDS)
        try:
            line.starttls(context=context)
        except BaseException:
            line.close()
            raise
        return self._known(line)

    def _known(self, line: smtplib.SMTP) -> smtplib.SMTP:
        """Logged in, where the server wants to know who sends."""
        try:
            line.ehlo_or_helo_if_needed()
            if self.server.user:
                line.login(self.server.user, self.server.password)
        except BaseException:
            line.close()
            raise
        return line

    def _hand_over(self, line: smtplib.SMTP, letter: Letter) -> bool | None:
        """True once the server has it; False where nobody will ever take it; None where it may be tried again."""
        try:
            message = compose(letter, self.sender, self._today())
            line.send_message(message, parseaddr(self.sender)[1], [letter.to])
        except (MalformedAddressError, smtplib.SMTPNotSupportedError):
            return False
        except smtplib.SMTPRecipientsRefused as error:
            return None if all(code < 500 for code, _ in error.recipients.values()) else False
        except smtplib.SMTPServerDisconnected:
            raise
        except smtplib.SMTPResponseException as error:
            # A sender that is refused, or a temporary trouble, has nothing to do with this letter alone.
            line.rset()
            return None if error.smtp_code < 500 or isinstance(error, smtplib.SMTPSenderRefused) else False
        return True
