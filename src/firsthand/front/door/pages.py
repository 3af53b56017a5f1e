"""What stands on the pages of the door: frozen structures, made from records and from what was typed."""

from functools import lru_cache

from msgspec import Struct

from firsthand.catalogue import places
from firsthand.catalogue.records import Capacity, Version, Wording
from firsthand.front.door import choices
from firsthand.front.door.answering import Knock
from firsthand.front.door.choices import Choice
from firsthand.front.door.fields import LONGEST, Fault, Fields
from firsthand.front.door.signable import Signable
from firsthand.front.headers import NOT_KEPT
from firsthand.front.view import View
from firsthand.interface import Interface, autonym, collation
from firsthand.interface.moments import write_days, write_moment
from firsthand.interface.said import Said, name_of, say


class FormView(Struct, frozen=True):
    """What every form has, for browsers and for the script that seals in them."""

    kind: str
    action: str
    key: str
    size: int
    """Bytes to which the script pads what it seals."""
    work: str
    token: str
    sealed: str = ""
    """What a browser had sealed before, which is sent again as it is."""
    statement: str = ""
    version: str = ""
    language: str = ""
    letters: bool = False
    """Whether this server sends any, and so must see an address for the moment that takes."""


class LanguageLink(Struct, frozen=True):
    language: str
    name: str
    address: str


class SignPage(Struct, frozen=True):
    form: FormView
    fields: Fields
    errors: tuple[Fault, ...]
    notes: tuple[str, ...]
    address: str
    """Of the statement's page."""
    deadline: str
    who: Said | None
    wording: Wording
    number: str
    date: str
    sha256: str
    languages: tuple[LanguageLink, ...]
    capacities: tuple[Choice, ...]
    displays: tuple[Choice, ...]
    places: tuple[Choice, ...]
    mandates: tuple[Choice, ...]
    vouchers: tuple[Choice, ...]
    own: str
    """What a browser may fill in for the name (HTML's autocomplete)."""
    most: dict[str, int]
    days_kept: str
    """The address was empty or wrong, although the rest was sealed already."""
    how_missing: str
    invitation: str
    invited: Said | None
    """Whom the invitation lets sign."""
    vouched: Said | None
    """Who vouches through the invitation."""


class FormPage(Struct, frozen=True):
    """A page of a single small form: to withdraw, or to write a message."""

    form: FormView
    fields: Fields
    errors: tuple[Fault, ...]
    notes: tuple[str, ...]
    most: dict[str, int]
    limit: str = ""


class Link(Struct, frozen=True):
    address: str
    label: str


class DoorPage(Struct, frozen=True):
    """A page that only says something."""

    heading: str
    sentences: tuple[str, ...]
    title: Said | None = None
    address: str = ""
    links: tuple[Link, ...] = ()


class ConfirmPage(Struct, frozen=True):
    title: Said
    address: str
    action: str
    number: str
    date: str


class Invited(Struct, frozen=True):
    """What an invitation fills in; all empty where there is none."""

    text: str = ""
    party: Said | None = None
    slug: str = ""
    place: str = ""
    vouches: bool = False


def statement_address(interface: Interface, slug: str) -> str:
    return f"/{interface.language}/statements/{slug}"


def title_of_version(version: Version, interface: Interface) -> Said:
    """In the language of the interface where it is translated."""
    found = next((each for each in version.wordings if each.language == interface.language), version.wordings[0])
    return Said(found.title, found.language)


def make_sign(
    knock: Knock,
    signable: Signable,
    form: FormView,
    fields: Fields,
    faults: tuple[Fault, ...],
    notes: tuple[str, ...],
    invited: Invited,
) -> SignPage:
    _, interface = knock.interface.gettext, knock.interface
    version, invitation = signable.version, signable.invitation
    closes = write_moment(invitation.closes, invitation.zone, interface).words
    door = knock.opened.library.door
    return SignPage(
        form=form,
        fields=fields,
        errors=faults,
        notes=notes,
        address=statement_address(interface, signable.statement.slug),
        deadline=_("For signature until %(moment)s") % {"moment": closes},
        who=say(invitation.who, interface),
        wording=signable.wording,
        number=interface.number(version.number),
        date=interface.date(version.date),
        sha256=signable.wording.sha256,
        languages=_languages(signable, form.action, invited.text),
        capacities=_capacities(signable, fields, interface),
        displays=_displays(signable, fields, interface, invited),
        places=() if form.sealed else _places(interface),
        mandates=_mandates(signable, fields, interface),
        vouchers=_vouchers(knock, signable, fields),
        own="organization" if choices.capacities_of(invitation) == (Capacity.ORGANISATION,) else "name",
        most=LONGEST,
        days_kept=write_days(door.days_kept if door else 0, interface),
        how_missing=_("Give an e-mail address, or choose who vouches for you.")
        if invitation.vouchers
        else _("Give an e-mail address, so that we can ask whether it was you."),
        invitation=invited.text,
        invited=invited.party if invited.party and not invited.vouches else None,
        vouched=invited.party if invited.vouches else None,
    )


def _languages(signable: Signable, action: str, invitation: str) -> tuple[LanguageLink, ...]:
    after = f"&by={invitation}" if invitation else ""
    return tuple(
        LanguageLink(each.language, autonym(each.language), f"{action}?language={each.language}{after}")
        for each in signable.version.wordings
        if each.language != signable.wording.language
    )


def _capacities(signable: Signable, fields: Fields, interface: Interface) -> tuple[Choice, ...]:
    offered = choices.capacities_of(signable.invitation)
    return tuple(
        Choice(
            capacity,
            interface.gettext(choices.CAPACITIES[capacity][0]),
            _told(choices.CAPACITIES[capacity][1], interface),
            fields.capacity == capacity or len(offered) == 1,
        )
        for capacity in offered
    )


def _displays(signable: Signable, fields: Fields, interface: Interface, invited: Invited) -> tuple[Choice, ...]:
    """The four; before them what is usual, where that depends on who signs."""
    offered = choices.capacities_of(signable.invitation)
    is_organisation = Capacity.ORGANISATION in offered
    mixed = is_organisation and len(offered) > 1 and not (invited.party and not invited.vouches)
    usual = choices.USUAL if mixed else "dis1" if is_organisation else "dis4"
    chosen = fields.display or usual
    made = [
        Choice(value, interface.gettext(label), interface.gettext(hint), value == chosen, display, display)
        for value, (display, label, hint) in choices.DISPLAYS.items()
    ]
    if mixed:
        label, hint = map(interface.gettext, choices.USUAL_WORDS)
        both = (choices.usual_display(Capacity.ORGANISATION), choices.usual_display(Capacity.INDIVIDUAL))
        made.insert(0, Choice(choices.USUAL, label, hint, chosen == choices.USUAL, *both))
    return tuple(made)


@lru_cache(16)
def _places(interface: Interface) -> tuple[Choice, ...]:
    """In the reader's alphabet, which takes time to find; which of them is chosen the template knows."""
    named = [(interface.place_name(code), code) for code in places.COUNTRIES]
    ordered = sorted(named, key=lambda pair: collation.key(pair[0], interface.language))
    return tuple(Choice(code, name) for name, code in ordered)


def _mandates(signable: Signable, fields: Fields, interface: Interface) -> tuple[Choice, ...]:
    if Capacity.ORGANISATION not in signable.invitation.capacities:
        return ()
    return tuple(
        Choice(mandate, interface.gettext(label), chosen=fields.mandate == mandate)
        for mandate, label in choices.MANDATES.items()
    )


def _vouchers(knock: Knock, signable: Signable, fields: Fields) -> tuple[Choice, ...]:
    parties, interface = knock.opened.shelves.parties, knock.interface
    found = []
    for slug in signable.invitation.vouchers:
        if slug in parties:
            name = name_of(parties[slug], interface)
            language = name.language if name.language != interface.language else ""
            found.append(Choice(slug, name.value, chosen=fields.voucher == slug, language=language))
    return tuple(found)


def _told(words: str, interface: Interface) -> str:
    return interface.gettext(words) if words else ""


def door_view(
    page: DoorPage | FormPage | SignPage | ConfirmPage | Struct, template: str, title: str, status: int = 200
) -> View:
    return View(template, page, title, room="door", status=status, keep=NOT_KEPT, indexed=False)
