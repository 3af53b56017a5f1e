"""Letters to signers: to whom, what they say, and that nobody gets one twice, whatever breaks."""

import re
from collections.abc import Sequence
from datetime import date
from pathlib import Path

import pytest
from msgspec import structs
from tests.endorsing.folders import (
    LETTER,
    SECRET,
    STATEMENT,
    change,
    leave,
    make_desk,
    make_library,
    organisation,
    sign,
)
from tests.mailing.server import Offered, running

from firsthand.catalogue.records import Display, Edition, Statement
from firsthand.catalogue.records import Version as Words
from firsthand.catalogue.wordings import written
from firsthand.endorsing import phrases
from firsthand.endorsing.contacts import Contact
from firsthand.endorsing.correspondence import Desktop, again_letters, final_letters, next_letters
from firsthand.endorsing.desk import Desk
from firsthand.endorsing.entries import State
from firsthand.endorsing.errors import DeskError
from firsthand.endorsing.forgetting import forget
from firsthand.endorsing.grounds import read_grounds, read_letterhead
from firsthand.endorsing.sending import TOGETHER, Mailed, send
from firsthand.mailing import Letter, Security, Sent, Server, SmtpOutbox
from firsthand.sealed.invitations import read_invitation

UNTIL = date(2026, 12, 24)
NEXT = '\n[[versions]]\nnumber = 2\ndate = "2026-10-21"\n'


class Collected:
    """An outbox that keeps letters, and breaks or defers when it is told to."""

    def __init__(self, breaks_after: int = 1000, deferred: frozenset[str] = frozenset()) -> None:
        self.letters: list[Letter] = []
        self.breaks_after, self.deferred = breaks_after, deferred

    def send(self, letters: Sequence[Letter]) -> Sent:
        later = []
        for letter in letters:
            if len(self.letters) == self.breaks_after:
                raise KeyboardInterrupt
            if letter.to in self.deferred:
                later.append(letter)
            else:
                self.letters.append(letter)
        return Sent(len(letters) - len(later), 0, tuple(later))


def _desktop(folder: Path, record: str = STATEMENT) -> Desktop:
    grounds = read_grounds(folder) if (folder / "library.toml").exists() else make_library(folder, record)
    wordings = (
        written("en", "Keep {them} Open", ["Keep them open.", "{title} % %s"]),
        written("fr", "Gardez", ["Oui."]),
    )
    versions = tuple(Words(number, "2026-10-05", "", wordings) for number in range(1, record.count("number") + 1))
    editions = (Edition("en", "Keep {them} Open"), Edition("fr", "Gardez"))
    return Desktop(
        grounds, read_letterhead(grounds, LETTER), Statement(LETTER, "2026-10-05", editions, versions=versions)
    )


def _send(desk: Desk, letters: Sequence[Letter], outbox: object, **more: bool) -> Mailed:
    return send(desk, [SECRET], LETTER, "final", letters, outbox, **more)  # type: ignore[arg-type]


def test_the_final_text_goes_to_who_asked_for_it_in_the_language_they_read(tmp_path: Path) -> None:
    with_, desk = _desktop(tmp_path), make_desk(tmp_path)
    sign(desk, 1, "Ada", email="ada@mail.example", final=True, language="fr")
    sign(desk, 2, "Ben", Display.WITHHELD, email="BEN@mail.example", final=True, language="pt-BR")
    organisation(desk, 3, "Ben's Union", email="ben@mail.example ", final=True)
    sign(desk, 4, "No wish", email="no@mail.example")
    sign(desk, 5, "Not yet", email="new@mail.example", final=True, state=State.NEW)
    sign(desk, 6, "No address", final=True)
    sign(desk, 7, "Gone", email="gone@mail.example", final=True)
    leave(desk, 7)
    french, english = sorted(final_letters(with_, desk.sheet(LETTER)), key=lambda letter: letter.to.lower())
    assert (french.to, french.language, french.subject) == (
        "ada@mail.example",
        "fr",
        "Gardez\xa0: le texte tel qu’il a été signé",
    )
    assert "\n\nOui.\n\n" in french.text
    assert f"https://library.example.org/fr/statements/{LETTER}\n" in french.text
    assert (english.to, english.language) == ("BEN@mail.example", "en")
    assert "\n\nKeep {them} Open\n\nKeep them open.\n\n{title} % %s\n\n" in english.text
    assert "https://library.example.org/en/withdraw\n" in english.text


def test_who_signed_other_words_is_asked_and_a_party_gets_its_own_link(tmp_path: Path) -> None:
    with_, desk = _desktop(tmp_path, STATEMENT + NEXT), make_desk(tmp_path)
    sign(desk, 1, "Ada", email="ada@mail.example")
    organisation(desk, 2, "x", party="harbour-union", email="union@mail.example")
    sign(desk, 3, "Has signed the new words", email="new@mail.example", version=2)
    ada, union = sorted(again_letters(with_, desk.sheet(LETTER), SECRET, UNTIL), key=lambda letter: letter.to)
    assert f"https://library.example.org/en/statements/{LETTER}/sign\n" in ada.text
    assert f"https://library.example.org/en/statements/{LETTER}/changes\n" in ada.text
    link = re.search(r"/sign\?by=(\S+)", union.text)
    assert link
    invitation = read_invitation(SECRET.public, link[1])
    assert (invitation.statement, invitation.party, invitation.until) == (LETTER, "harbour-union", "2026-12-24")
    assert (invitation.uses, invitation.vouches) == (1, False)


def test_the_next_letter_goes_to_organisations_that_have_not_signed_it(tmp_path: Path) -> None:
    with_, desk = _desktop(tmp_path), make_desk(tmp_path)
    contacts = [
        Contact("Harbour {Union}", "union@mail.example", "fr", "earlier", "a", "harbour-union"),
        Contact("Lantern", "lantern@mail.example", "en", "earlier", "b", "lantern-network"),
        Contact("Unknown", "unknown@mail.example", "en", "earlier", "c"),
    ]
    organisation(desk, 1, "x", party="lantern-network")
    organisation(desk, 2, "Unknown", email="Unknown@mail.example")
    (letter,) = next_letters(with_, contacts, desk.sheet(LETTER), SECRET, UNTIL)
    assert (letter.to, letter.language) == ("union@mail.example", "fr")
    assert "Harbour {Union}" in letter.text
    assert "/fr/statements/keep-the-doors-open/sign?by=" in letter.text


@pytest.mark.parametrize("kind", ["FINAL", "AGAIN", "NEXT"])
def test_letters_are_in_all_languages_with_the_same_fields(kind: str) -> None:
    words = getattr(phrases, kind)
    assert set(words) == {"en", "fr", "es", "ru"}
    fields = [sorted(re.findall(r"\{\w+\}", one.subject + one.text)) for one in words.values()]
    assert all(each == fields[0] for each in fields)


def test_links_need_an_address(tmp_path: Path) -> None:
    with_, desk = _desktop(tmp_path), make_desk(tmp_path)
    sign(desk, 1, "Ada", email="ada@mail.example", final=True)
    bare = structs.replace(with_, grounds=structs.replace(with_.grounds, address=""))
    with pytest.raises(DeskError, match="no public address"):
        final_letters(bare, desk.sheet(LETTER))


LETTERS = [Letter(f"signer{number}@mail.example", "s", "t") for number in range(2 * TOGETHER + 5)]


def test_nothing_is_sent_twice_and_a_dry_run_sends_nothing(tmp_path: Path) -> None:
    make_library(tmp_path)
    desk, outbox = make_desk(tmp_path), Collected()
    assert _send(desk, LETTERS[:12], None) == Mailed(12)
    assert outbox.letters == []
    assert _send(desk, LETTERS[:12], outbox) == Mailed(12)
    assert _send(desk, LETTERS, outbox) == Mailed(13, before=12)
    assert sorted(letter.to for letter in outbox.letters) == sorted(letter.to for letter in LETTERS)
    assert send(desk, [SECRET], LETTER, "again", LETTERS, None).sent == len(LETTERS), "another letter"


@pytest.mark.parametrize("after", [0, 3, TOGETHER, TOGETHER + 1, len(LETTERS) - 1])
def test_after_a_break_it_goes_on_and_what_is_in_doubt_is_told(tmp_path: Path, after: int) -> None:
    make_library(tmp_path)
    desk, outbox = make_desk(tmp_path), Collected(breaks_after=after)
    with pytest.raises(KeyboardInterrupt):
        _send(desk, LETTERS, outbox)
    outbox.breaks_after = 1000
    again = _send(desk, LETTERS, outbox)
    assert 0 < again.doubtful <= TOGETHER
    assert again.sent + again.before + again.doubtful == len(LETTERS)
    addresses = [letter.to for letter in outbox.letters]
    assert len(addresses) == len(set(addresses))
    last = _send(desk, LETTERS, outbox, doubtful=True)
    assert (last.sent, last.doubtful) == (again.doubtful, 0)
    assert {letter.to for letter in outbox.letters} == {letter.to for letter in LETTERS}


def test_what_could_not_be_handed_over_is_tried_again(tmp_path: Path) -> None:
    make_library(tmp_path)
    desk = make_desk(tmp_path)
    first = Collected(deferred=frozenset({LETTERS[2].to}))
    assert _send(desk, LETTERS[:5], first) == Mailed(4, later=1)
    second = Collected()
    assert _send(desk, LETTERS[:5], second) == Mailed(1, before=4)
    assert second.letters == [LETTERS[2]]


def test_the_order_of_letters_is_not_that_of_signatures(tmp_path: Path) -> None:
    make_library(tmp_path)
    outbox = Collected()
    _send(make_desk(tmp_path), LETTERS, outbox)
    assert outbox.letters != LETTERS  # one chance in 25!


def test_no_address_is_noted_and_forgetting_takes_the_note_away(tmp_path: Path) -> None:
    make_library(tmp_path)
    desk = make_desk(tmp_path)
    sign(desk, 1, "Ada")
    _send(desk, LETTERS, Collected())
    from firsthand.endorsing.vault import read_box

    path = desk.folder / f"{LETTER}.sent"
    assert b"mail.example" not in read_box(path, [SECRET], f"desk sent {LETTER}")
    forget(desk.folder, [LETTER])
    assert not path.exists()
    assert "mail.example" not in desk.audit.path.read_text()


def test_a_real_server_gets_one_letter_for_each_address(tmp_path: Path) -> None:
    with_ = _desktop(tmp_path / "library")
    desk = make_desk(tmp_path / "library")
    for number in range(1, 4):
        sign(desk, number, "Signer", email=f"signer{number}@mail.example", final=True)
    change(desk, next(iter(desk.sheet(LETTER).entries)), language="fr")
    with running(tmp_path, Offered.PLAIN) as (mailbox, port, _):
        outbox = SmtpOutbox(Server("127.0.0.1", port, Security.NONE), "Letters <letters@library.example>")
        assert _send(desk, final_letters(with_, desk.sheet(LETTER)), outbox) == Mailed(3)
    assert sorted(message["To"] for message in mailbox.messages) == [f"signer{n}@mail.example" for n in range(1, 4)]
    assert all(len(envelope.rcpt_tos) == 1 for envelope in mailbox.envelopes)
    assert all(message["Cc"] is None and message["Bcc"] is None for message in mailbox.messages)
