"""What a signer chooses between, in words; and the values by which the choices travel.

Values of one choice have one length, so that the size of what is sent doesn't tell which was chosen.
"""

from msgspec import Struct

from firsthand.catalogue.records import Capacity, Display, Invitation, Mandate
from firsthand.interface.labels import N_

CAPACITIES = {
    Capacity.ORGANISATION: (N_("An organisation, a network, a group"), N_("You may sign for it.")),
    Capacity.INDIVIDUAL: (N_("A person"), ""),
    Capacity.AFFILIATED: (
        N_("A person, with an organisation for identification only"),
        N_("The organisation is named beside you and does not sign."),
    ),
}
DISPLAYS = {
    "dis1": (Display.FULL, N_("Everything"), N_("Name, country and, of a person, the organisation.")),
    "dis2": (Display.NAME, N_("Only the name"), N_("No country, no organisation, no day.")),
    "dis3": (Display.COUNTRY, N_("Only the country"), N_("You are counted under it, if enough others are.")),
    "dis4": (Display.WITHHELD, N_("Nothing: counted but not named"), N_("You are one more in the number, no more.")),
}
USUAL = "dis0"
"""What is usual for the capacity."""
USUAL_WORDS = (
    N_("What is usual"),
    N_("An organisation with its name and country; a person counted but not named."),
)
MANDATES = {
    Mandate.BOARD: N_("Our board, assembly or members"),
    Mandate.SECRETARIAT: N_("Our secretariat or staff, who may decide it"),
    Mandate.UNCONFIRMED: N_("Nobody yet: I ask them, and write to you"),
}


class Choice(Struct, frozen=True):
    value: str
    label: str
    hint: str = ""
    chosen: bool = False
    organisation: str = ""
    """What it means for an organisation; a value of Display."""
    person: str = ""
    language: str = ""
    """Of the label, where it is not the interface's."""


def usual_display(capacity: str) -> Display:
    return Display.FULL if capacity == Capacity.ORGANISATION else Display.WITHHELD


def display_of(value: str, capacity: str) -> Display | None:
    """What was chosen to be shown; None for what no form sends."""
    if value in ("", USUAL):
        return usual_display(capacity)
    return DISPLAYS[value][0] if value in DISPLAYS else None


def capacities_of(invitation: Invitation) -> tuple[Capacity, ...]:
    return tuple(capacity for capacity in CAPACITIES if capacity in invitation.capacities)
