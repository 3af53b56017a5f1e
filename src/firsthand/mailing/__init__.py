"""Letters by e-mail: what one is made of, and where it goes (a mail server, or a folder to try things out).

Useful alone: nothing here knows of statements, pages or the inbox. No address is ever written to a log, and no letter
says a time finer than the day.
"""

from firsthand.mailing.configuration import MailError, read_mail
from firsthand.mailing.folder import FolderOutbox
from firsthand.mailing.letters import Letter, MalformedAddressError, Outbox, Sent, check_address, is_address
from firsthand.mailing.smtp import Security, Server, SmtpOutbox

__all__ = [
    "FolderOutbox",
    "Letter",
    "MailError",
    "MalformedAddressError",
    "Outbox",
    "Security",
    "Sent",
    "Server",
    "SmtpOutbox",
    "check_address",
    "is_address",
    "read_mail",
]
