"""Letters reach a real mail server over TLS alone, tell no hour, and nobody's address gets into an error."""

import os
import re
from datetime import UTC, date, datetime
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.mailing.server import PASSWORD, USER, Offered, running

from firsthand.mailing import (
    FolderOutbox,
    Letter,
    MailError,
    MalformedAddressError,
    Security,
    Sent,
    Server,
    SmtpOutbox,
    check_address,
    is_address,
    read_mail,
)

SENDER = "Сеть <letters@example.org>"
DAY = date(2026, 11, 22)
LETTER = Letter("sam@example.net", "Is this\r\nyour signature?", "Да или нет?\n\nhttps://example.org/x\n", "ru")


def outbox(port: int, certificate: Path | None, security: Security, **more: str) -> SmtpOutbox:
    server = Server("127.0.0.1", port, security, authority=certificate, **more)
    return SmtpOutbox(server, SENDER, lambda: DAY)


@pytest.mark.parametrize(("offered", "security"), [(Offered.STARTTLS, Security.STARTTLS), (Offered.TLS, Security.TLS)])
def test_a_letter_arrives_encrypted_and_says_no_hour(tmp_path: Path, offered: str, security: Security) -> None:
    known = {"user": USER, "password": PASSWORD} if offered == Offered.STARTTLS else {}
    with running(tmp_path, offered, login=bool(known)) as (mailbox, port, certificate):
        sent = outbox(port, certificate, security, **known).send([LETTER])
    assert sent == Sent(sent=1)
    (message,) = mailbox.messages
    assert message["To"] == "sam@example.net"
    assert str(message["From"]) == SENDER
    assert message["Subject"] == "Is this your signature?"
    assert message["Auto-Submitted"] == "auto-generated"
    assert message["Date"].datetime == datetime(2026, 11, 22, tzinfo=UTC)
    assert message.get_content().replace("\r\n", "\n") == LETTER.text
    names = set(message.keys()) - {"X-Peer", "X-MailFrom", "X-RcptTo"}
    assert names == {
        "From", "To", "Subject", "Date", "Message-ID", "Content-Language", "Auto-Submitted", "MIME-Version",
        "Content-Type", "Content-Transfer-Encoding",
    }  # fmt: skip
    assert re.fullmatch(r"<[0-9a-f]{32}@example\.org>", message["Message-ID"])
    assert mailbox.envelopes[0].mail_from == USER


@pytest.mark.parametrize("bad", ["of nobody", "of another", "expired"])
def test_a_server_whose_certificate_is_not_good_gets_nothing(tmp_path: Path, bad: str) -> None:
    name = "127.0.0.9" if bad == "of another" else "127.0.0.1"
    with running(tmp_path, Offered.STARTTLS, name=name, expired=bad == "expired") as (mailbox, port, certificate):
        trusted = None if bad == "of nobody" else certificate
        sent = outbox(port, trusted, Security.STARTTLS).send([LETTER])
    assert (sent, mailbox.envelopes) == (Sent(later=(LETTER,)), [])


def test_a_server_that_offers_no_encryption_gets_nothing(tmp_path: Path) -> None:
    with running(tmp_path, Offered.PLAIN) as (mailbox, port, certificate):
        sent = outbox(port, certificate, Security.STARTTLS).send([LETTER])
    assert (sent, mailbox.envelopes) == (Sent(later=(LETTER,)), [])


def test_a_wrong_password_sends_nothing_and_is_tried_again(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("firsthand.mailing.smtp.SECONDS", 0.5)
    with running(tmp_path, Offered.STARTTLS, login=True) as (mailbox, port, certificate):
        sent = outbox(port, certificate, Security.STARTTLS, user=USER, password="wrong").send([LETTER])
    assert (sent, mailbox.envelopes) == (Sent(later=(LETTER,)), [])


def test_each_letter_goes_its_own_way_whatever_becomes_of_others(tmp_path: Path) -> None:
    with running(tmp_path, Offered.PLAIN) as (mailbox, port, _):
        mailbox.answers = {"gone@example.net": "550 No such user", "full@example.net": "452 Full"}
        letters = [Letter(f"{name}@example.net", "?", "Text\n") for name in ("one", "gone", "full", "two", "ünï")]
        letters.append(Letter("not an address", "?", "Text\n"))
        sent = outbox(port, None, Security.NONE).send(letters)
    assert sent == Sent(sent=3, refused=2, later=(letters[2],))
    assert [each.rcpt_tos for each in mailbox.envelopes] == [
        ["one@example.net"], ["two@example.net"], ["ünï@example.net"]
    ]  # fmt: skip


def test_where_nobody_listens_all_letters_wait() -> None:
    assert outbox(9, None, Security.NONE).send([LETTER]) == Sent(later=(LETTER,))


def test_a_folder_keeps_letters_that_tell_no_hour(tmp_path: Path) -> None:
    folder = tmp_path / "letters"
    assert FolderOutbox(folder, SENDER, lambda: DAY).send([LETTER, LETTER]) == Sent(sent=2)
    midnight = datetime(2026, 11, 22, tzinfo=UTC).timestamp()
    files = list(folder.iterdir())
    assert len(files) == 2
    for path in (*files, folder):
        assert path.stat().st_mtime == midnight
    assert all(path.stat().st_mode & 0o777 == 0o600 for path in files)


GOOD = ("sam@example.net", " a.b+c@x.example ", "ünï@bücher.example", "o'neil@example.org", "a@b.c")
BAD = (
    "", "@", "sam", "sam@", "@example.net", "sam@example", "a b@example.net", "a@b@example.net", "a,b@example.net",
    "sam@example.net\r\nBcc: all@example.net", "sam@example..net", ".sam@example.net", "Sam <sam@example.net>",
    "sam@example.net, eve@example.net", '"a b"@example.net', "sam@[127.0.0.1]", "a" * 65 + "@example.net",
    "a@" + "b" * 250 + ".net", "sam@example.net\0", "sa\tm@example.net", "sam@-x.net",
    "root@127.0.0.1", "root@10.0.0.1.",
)  # fmt: skip


@pytest.mark.parametrize("address", GOOD)
def test_real_addresses_are_taken(address: str) -> None:
    assert check_address(address) == address.strip()
    assert is_address(address)


@pytest.mark.parametrize("address", BAD)
def test_what_is_no_address_is_refused_without_being_repeated(address: str) -> None:
    with pytest.raises(MalformedAddressError) as caught:
        check_address(address)
    assert len(address) < 2 or address not in str(caught.value)
    assert not is_address(address)


@given(st.text(max_size=80))
def test_whatever_is_taken_is_one_address_and_one_line(text: str) -> None:
    try:
        address = check_address(text)
    except MalformedAddressError:
        return
    assert address.count("@") == 1
    assert address.splitlines() == [address]
    assert not set(address) & set(' ,;<>()"')


def test_neither_letters_nor_servers_show_what_is_in_them() -> None:
    shown = repr(LETTER) + repr(Sent(later=(LETTER,))) + repr(Server("mail.example.org", user="u", password="secret"))
    assert "sam@" not in shown
    assert "secret" not in shown


def test_a_configuration_is_read(tmp_path: Path) -> None:
    password = tmp_path / "mail.password"
    password.write_text("correct horse\n")
    password.chmod(0o600)
    path = tmp_path / "mail.toml"
    path.write_text(
        f'sender = "{SENDER}"\n[smtp]\nhost = "mail.example.org"\nuser = "letters"\npassword_file = "mail.password"\n'
    )
    read = read_mail(path)
    assert isinstance(read, SmtpOutbox)
    assert read.server == Server("mail.example.org", 587, Security.STARTTLS, "letters", "correct horse")
    path.write_text(f'sender = "{SENDER}"\nfolder = "letters"\n')
    assert isinstance(read_mail(path), FolderOutbox)


WRONG = {
    "sender = 1": "Expected `str`",
    'folder = "x"': "sender",
    'sender = "nobody"\nfolder = "x"': "not an address",
    'sender = "a@example.org"': "where letters go",
    'sender = "a@example.org"\nfolder = "x"\n[smtp]\nhost = "h"': "not with both",
    'sender = "a@example.org"\n[smtp]\nhost = "mail.example.org"\nsecurity = "none"': "readable by everybody",
    'sender = "a@example.org"\n[smtp]\nhost = "localhost"\nsecurity = "none"\nuser = "u"': "never sent",
    'sender = "a@example.org"\n[smtp]\nhost = "h"\nuser = "u"': "belong together",
    'sender = "a@example.org"\n[smtp]\nhost = "h"\nuser = "u"\npassword_file = "absent"': "can’t be read",
    'sender = "a@example.org"\n[smtp]\nhost = "h"\nuser = "u"\npassword_file = "open"': "chmod 600",
    'sender = "a@example.org"\n[smtp]\nhost = "h"\nuser = "u"\npassword_file = "empty"': "is empty",
    'sender = "a@example.org"\n[smtp]\nhost = "h"\nauthority = "absent"': "no file",
    'sender = "a@example.org"\n[smtp]\nhost = "h"\nport = 0': "not a port",
    'sender = "a@example.org"\n[smtp]\nhost = "h"\nanything = 1': "What may stand there",
    "sender": "not TOML",
}


@pytest.mark.parametrize("text", WRONG)
def test_what_is_wrong_in_a_configuration_is_named_with_a_way_out(tmp_path: Path, text: str) -> None:
    (tmp_path / "open").write_text("password")
    (tmp_path / "open").chmod(0o644)
    os.close(os.open(tmp_path / "empty", os.O_CREAT, 0o600))
    path = tmp_path / "mail.toml"
    path.write_text(text)
    with pytest.raises(MailError, match=re.escape(WRONG[text])) as caught:
        read_mail(path)
    assert str(tmp_path) in str(caught.value)


def test_a_configuration_that_is_not_there_is_named(tmp_path: Path) -> None:
    with pytest.raises(MailError, match=r"mail\.toml can’t be read"):
        read_mail(tmp_path / "mail.toml")
