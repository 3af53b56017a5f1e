"""Reading mail.toml: where letters go, and who sends them. Passwords lie in a file of their own."""

import ipaddress
import stat
import tomllib
from email.utils import formataddr, parseaddr
from pathlib import Path
from typing import Any

import msgspec
from msgspec import Struct

from firsthand.mailing.folder import FolderOutbox
from firsthand.mailing.letters import MalformedAddressError, Outbox, check_address
from firsthand.mailing.smtp import Security, Server, SmtpOutbox


class MailError(Exception):
    """The configuration can't be used; says to which file that happened, and what to write."""


class _Smtp(Struct, forbid_unknown_fields=True):
    host: str
    port: int = 587
    security: Security = Security.STARTTLS
    user: str = ""
    password_file: str = ""
    authority: str = ""


class _Mail(Struct, forbid_unknown_fields=True):
    sender: str
    smtp: _Smtp | None = None
    folder: str = ""


def read_mail(path: Path) -> Outbox:
    """The outbox that a mail.toml describes. Paths in it begin at its own folder. Raises MailError."""
    mail = _read(path)
    try:
        name, address = parseaddr(mail.sender)
        sender = formataddr((name, check_address(address)))
    except (MalformedAddressError, UnicodeError):
        wanted = 'sender = "Name of the network <letters@example.org>"'
        raise MailError(f"{path}: “sender” is not an address. Write {wanted}.") from None
    if (mail.smtp is None) == (not mail.folder):
        raise MailError(f"{path}: Say where letters go, either with [smtp] or with folder = “…”, and not with both.")
    if mail.smtp is None:
        return FolderOutbox(path.parent / mail.folder, sender)
    return SmtpOutbox(_server(mail.smtp, path), sender)


def _read(path: Path) -> _Mail:
    try:
        data: dict[str, Any] = tomllib.loads(path.read_text(encoding="utf-8"))
        return msgspec.convert(data, _Mail)
    except OSError as error:
        raise MailError(f"{path} can’t be read: {error.strerror}.") from None
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
        raise MailError(f"{path} is not TOML: {error}") from None
    except msgspec.ValidationError as error:
        known = "sender, folder, [smtp] with host, port, security, user, password_file and authority"
        raise MailError(f"{path}: {error}. What may stand there: {known}.") from None


def _server(smtp: _Smtp, path: Path) -> Server:
    if not 0 < smtp.port < 65536:
        raise MailError(f"{path}: {smtp.port} is not a port. Write port = 587, or port = 465 with security = “tls”.")
    if smtp.security == Security.NONE and not _is_here(smtp.host):
        raise MailError(
            f"{path}: Letters to “{smtp.host}” would travel readable by everybody on the way. Write security = "
            "“starttls” or “tls”; “none” is for a server on this very machine."
        )
    if smtp.security == Security.NONE and smtp.user:
        raise MailError(f"{path}: A password is never sent over a line that is not encrypted. Leave “user” out.")
    authority = path.parent / smtp.authority if smtp.authority else None
    if authority and not authority.is_file():
        raise MailError(f"{path}: There is no file “{authority}”, which “authority” names.")
    if bool(smtp.user) != bool(smtp.password_file):
        raise MailError(f"{path}: “user” and “password_file” belong together; write both, or none of them.")
    password = _password(path.parent / smtp.password_file) if smtp.password_file else ""
    return Server(smtp.host, smtp.port, smtp.security, smtp.user, password, authority)


def _password(path: Path) -> str:
    """The first line of a file that only its owner may read."""
    try:
        mode = path.stat().st_mode
        lines = path.read_text(encoding="utf-8").splitlines()
    except (OSError, UnicodeDecodeError):
        raise MailError(f"The password can’t be read from “{path}”. Write it there, as the only line.") from None
    if mode & (stat.S_IRWXG | stat.S_IRWXO):
        raise MailError(f"Others may read the password in “{path}”. Take that away: chmod 600 {path}")
    if not lines or not lines[0]:
        raise MailError(f"“{path}” is empty. Write the password there, as the only line.")
    return lines[0]


def _is_here(host: str) -> bool:
    if host == "localhost":
        return True
    try:
        return ipaddress.ip_address(host).is_loopback
    except ValueError:
        return False
