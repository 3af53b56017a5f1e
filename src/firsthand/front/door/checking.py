"""What is wrong with what was typed, said at its field."""

import binascii
from base64 import b64decode

from firsthand.catalogue import places
from firsthand.catalogue.records import Capacity, Display, Mandate
from firsthand.front.door import choices
from firsthand.front.door.fields import LONGEST, Fault, Fields
from firsthand.front.door.pages import Invited
from firsthand.front.door.signable import Signable
from firsthand.interface import Interface
from firsthand.mailing import is_address
from firsthand.sealed.envelope import SEAL


def signature_faults(
    fields: Fields, signable: Signable, invited: Invited, interface: Interface
) -> tuple[Fault, ...]:  # fmt: skip
    """In the order of the form."""
    _ = interface.gettext
    offered = choices.capacities_of(signable.invitation)
    found: list[tuple[str, str]] = []
    if not invited.party or invited.vouches:
        if not fields.name:
            found.append(("name", _("Write the name under which you sign.")))
        if fields.capacity not in offered:
            found.append(("capacity", _("Choose as what you sign.")))
    display = choices.display_of(fields.display, fields.capacity)
    if display is None:
        found.append(("display", _("Choose what may be seen.")))
    if fields.capacity == Capacity.AFFILIATED and not fields.affiliation:
        found.append(("affiliation", _("Write the organisation, or sign as a person without one.")))
    if fields.place and fields.place not in places.COUNTRIES:
        found.append(("place", _("Choose a country of the list.")))
    elif display is Display.COUNTRY and not fields.place:
        found.append(("place", _("Choose the country under which you are counted.")))
    if _lacks_mandate(fields, invited):
        found.append(("mandate", _("Say who in your organisation has decided it.")))
    found += _how_faults(fields, signable, invited, interface)
    return (*(Fault(*each) for each in found), *length_faults(fields, interface))


def _lacks_mandate(fields: Fields, invited: Invited) -> bool:
    if fields.mandate:
        return fields.mandate not in list(Mandate)
    return fields.capacity == Capacity.ORGANISATION and (not invited.party or invited.vouches)


def _how_faults(
    fields: Fields, signable: Signable, invited: Invited, interface: Interface
) -> list[tuple[str, str]]:  # fmt: skip
    _ = interface.gettext
    if fields.voucher and fields.voucher not in signable.invitation.vouchers and fields.voucher != invited.slug:
        return [("voucher", _("Choose an organisation of the list."))]
    if fields.email:
        return [] if is_address(fields.email) else [("email", _("Letters can’t reach this address. Look at it again."))]
    if fields.final and not invited.party:
        return [("email", _("Give the address to which the final text goes."))]
    if fields.voucher or invited.party:
        return []
    if signable.invitation.vouchers:
        return [("email", _("Give an e-mail address, or choose who vouches for you."))]
    return [("email", _("Give an e-mail address, so that we can ask whether it was you."))]


def length_faults(fields: Fields, interface: Interface) -> tuple[Fault, ...]:
    sentence = interface.gettext("This is too long: write %(count)s characters at most.")
    return tuple(
        Fault(name, sentence % {"count": interface.number(most)})
        for name, most in LONGEST.items()
        if len(getattr(fields, name)) > most
    )


def unwrap(sealed: str, said: int) -> bytes | None:
    """The bytes of a sealed box around `said` bytes; None if it has another length, or isn't base64 or base64url."""
    try:
        data = b64decode(sealed, b"-_" if "-" in sealed or "_" in sealed else None, validate=True)
    except (ValueError, binascii.Error):
        return None
    return data if len(data) == said + SEAL else None
