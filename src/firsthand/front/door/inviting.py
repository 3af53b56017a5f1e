"""Invitations by which a party signs at once, or vouches: who is meant, and whether they still hold."""

from datetime import date

from firsthand.catalogue.records import Statement
from firsthand.front.door.answering import Knock
from firsthand.front.door.pages import Invited
from firsthand.interface.said import name_of
from firsthand.sealed.errors import SealedError
from firsthand.sealed.invitations import read_invitation
from firsthand.sealed.keys import read_public
from firsthand.sealed.moments import today


def read_invited(knock: Knock, statement: Statement, text: str) -> tuple[Invited, str]:
    """Whom an invitation names, and, where it can't be used, a sentence that says so. How often it was used only the
    coordinators can tell."""
    door, interface = knock.opened.library.door, knock.interface
    if not text or door is None:
        return Invited(), ""
    useless = interface.gettext("The invitation in the link does not hold, or no longer. You can sign without it.")
    try:
        invitation = read_invitation([read_public(key) for key in door.keys], text)
    except SealedError:
        return Invited(), useless
    party = knock.opened.shelves.parties.get(invitation.party)
    if party is None or invitation.statement != statement.slug or date.fromisoformat(invitation.until) < today():
        return Invited(), useless
    return Invited(text, name_of(party, interface), party.slug, party.place or "", invitation.vouches), ""
