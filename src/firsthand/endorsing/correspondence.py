"""Letters to those who signed: who gets one, in which language, and what it says. It sends nothing."""

from collections.abc import Iterator, Mapping, Sequence
from datetime import date
from typing import TYPE_CHECKING

from msgspec import Struct

from firsthand.catalogue.records import Statement, choose
from firsthand.catalogue.versions import in_force, worded
from firsthand.endorsing.contacts import Contact
from firsthand.endorsing.desk import Sheet
from firsthand.endorsing.entries import STANDING, Entry, Identity
from firsthand.endorsing.errors import DeskError
from firsthand.endorsing.grounds import Grounds, Letterhead
from firsthand.endorsing.phrases import AGAIN, FINAL, NEXT, Words
from firsthand.endorsing.publication import is_earlier
from firsthand.mailing import Letter
from firsthand.sealed.invitations import InvitationTo, invite

if TYPE_CHECKING:
    from firsthand.sealed.keys import SecretKey


class Desktop(Struct, frozen=True):
    """What letters are written with."""

    grounds: Grounds
    letterhead: Letterhead
    statement: Statement
    """As it is in the library's folder, with its words."""


def final_letters(with_: Desktop, sheet: Sheet) -> tuple[Letter, ...]:
    """The text in force, to everybody whose signature stands and who asked for it."""
    return _once(_final(with_, entry, person) for entry, person in _standing(sheet) if person.final)


def again_letters(with_: Desktop, sheet: Sheet, secret: "SecretKey", until: date) -> tuple[Letter, ...]:
    """To everybody who signed words that have changed: what has changed, and where the new words are signed."""
    asked = [(entry, person) for entry, person in _standing(sheet) if is_earlier(entry, with_.letterhead)]
    return _once(_again(with_, entry, person, secret, until) for entry, person in asked)


def next_letters(
    with_: Desktop, contacts: Sequence[Contact], sheet: Sheet, secret: "SecretKey", until: date
) -> tuple[Letter, ...]:
    """To organisations that asked to be told of the next letter, and have not signed this one."""
    there = [(entry, sheet.people.get(entry.id)) for entry in sheet.entries.values() if entry.state in STANDING]
    parties = {entry.party for entry, _ in there if entry.party}
    addresses = {_folded(person.email) for _, person in there if person and person.email}
    wanted = [one for one in contacts if one.party not in parties and _folded(one.email) not in addresses]
    return _once(_next(with_, contact, secret, until) for contact in wanted)


def sign_link(grounds: Grounds, statement: str, language: str, invitation: str = "") -> str:
    """Where a statement is signed; DeskError where the library has no public address."""
    query = f"?by={invitation}" if invitation else ""
    return f"{_place(grounds, language)}/statements/{statement}/sign{query}"


def _standing(sheet: Sheet) -> Iterator[tuple[Entry, Identity]]:
    for entry in sheet.entries.values():
        person = sheet.people.get(entry.id)
        if entry.state in STANDING and person and person.email:
            yield entry, person


def _final(with_: Desktop, entry: Entry, person: Identity) -> Letter:
    language = _language(with_.grounds, entry.language)
    version = in_force(with_.statement)
    words = worded(version, entry.language) or (version.wordings[0] if version and version.wordings else None)
    if words is None:
        raise DeskError(f"The text of “{with_.statement.slug}” is not in the library's folder. Put it there first.")
    fields = {"title": words.title, "words": "\n\n".join(words.paragraphs), **_places(with_, language)}
    return _letter(FINAL, language, person.email, fields)


def _again(with_: Desktop, entry: Entry, person: Identity, secret: "SecretKey", until: date) -> Letter:
    language = _language(with_.grounds, entry.language)
    invitation = _invitation(with_, secret, entry.party, until)
    fields = {
        **_places(with_, language),
        "changes": f"{_place(with_.grounds, language)}/statements/{with_.statement.slug}/changes",
        "link": sign_link(with_.grounds, with_.statement.slug, language, invitation),
    }
    return _letter(AGAIN, language, person.email, fields)


def _next(with_: Desktop, contact: Contact, secret: "SecretKey", until: date) -> Letter:
    language = _language(with_.grounds, contact.language)
    invitation = _invitation(with_, secret, contact.party, until)
    fields = {
        **_places(with_, language),
        "name": contact.name,
        "link": sign_link(with_.grounds, with_.statement.slug, language, invitation),
        "until": until.isoformat(),
    }
    return _letter(NEXT, language, contact.email, fields)


def _invitation(with_: Desktop, secret: "SecretKey", party: str, until: date) -> str:
    """For a party that is known, one step less to sign; others get the form that everybody gets."""
    if not party:
        return ""
    return invite(secret, InvitationTo(with_.statement.slug, party, until.isoformat()))


def _letter(words: Mapping[str, Words], language: str, to: str, fields: Mapping[str, str]) -> Letter:
    """Names are put in as they are: braces in them mean nothing."""
    said = words[language if language in words else "en"]
    return Letter(to, said.subject.format_map(fields), said.text.format_map(fields), language)


def _places(with_: Desktop, language: str) -> dict[str, str]:
    here = _place(with_.grounds, language)
    titles = tuple((edition.language, edition.title) for edition in with_.statement.editions)
    title = dict(titles).get(language) or (titles[0][1] if titles else with_.statement.slug)
    return {"title": title, "page": f"{here}/statements/{with_.statement.slug}", "withdraw": f"{here}/withdraw"}


def _place(grounds: Grounds, language: str) -> str:
    if not grounds.address:
        raise DeskError(
            "The library has no public address, which links need. Write it into library.toml: address = “…”"
        )
    return f"{grounds.address}/{_language(grounds, language)}"


def _language(grounds: Grounds, language: str) -> str:
    """The one in which somebody read, or the library's first where its pages don't have that."""
    return language if language in grounds.languages else grounds.languages[0]


def _once(letters: Iterator[Letter]) -> tuple[Letter, ...]:
    """One letter to an address, whoever signed from it."""
    found: dict[str, Letter] = {}
    for letter in letters:
        found.setdefault(_folded(letter.to), letter)
    return tuple(found.values())


def _folded(address: str) -> str:
    return address.strip().casefold()


def party_name(grounds: Grounds, party: str, language: str) -> str:
    """What a party is called; its slug where no name is known. DeskError where there is no such party."""
    if party not in grounds.parties:
        raise DeskError(f"There is no party “{party}” in parties.toml. Write it there first.")
    found = choose(grounds.parties[party], language)
    return found.value if found else party
