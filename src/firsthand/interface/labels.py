"""The words by which the interface calls the catalogue's keys. `N_` only marks them for translation;
`Interface.gettext` turns them into the reader's language when a page is made.
"""

import re

from firsthand.catalogue import licences
from firsthand.catalogue.records import RelationKind, Role, State
from firsthand.interface import Interface


def N_(message: str) -> str:  # noqa: N802 - the name that translators' tools look for
    return message


KINDS = {
    "report": N_("Report"),
    "research-report": N_("Research report"),
    "brief": N_("Brief"),
    "position-statement": N_("Position statement"),
    "letter": N_("Letter"),
    "guide": N_("Guide"),
    "training": N_("Training material"),
    "submission": N_("Submission"),
    "film": N_("Film"),
    "recording": N_("Recording"),
    "dataset": N_("Data set"),
    "presentation": N_("Presentation"),
    "newsletter": N_("Newsletter"),
    "other": N_("Other work"),
    "post": N_("News"),
    "statement": N_("Statement"),
}

FACETS = {
    "kind": N_("Kind"),
    "theme": N_("Theme"),
    "place": N_("Place"),
    "language": N_("Language"),
    "year": N_("Year"),
    "publisher": N_("Publisher"),
}

ROLES = {
    Role.AUTHOR: N_("Written by"),
    Role.EDITOR: N_("Edited by"),
    Role.TRANSLATOR: N_("Translated by"),
    Role.PUBLISHER: N_("Published by"),
    Role.FUNDER: N_("Funded by"),
    Role.ILLUSTRATOR: N_("Illustrated by"),
    Role.DIRECTOR: N_("Directed by"),
    Role.CONTRIBUTOR: N_("With contributions by"),
}

RELATIONS = {
    RelationKind.COMPANION: N_("Goes together with"),
    RelationKind.PART_OF: N_("Part of"),
    RelationKind.HAS_PART: N_("Parts"),
    RelationKind.SUPERSEDES: N_("Takes the place of"),
    RelationKind.SUPERSEDED_BY: N_("A newer work takes its place"),
    RelationKind.DERIVED_FROM: N_("Made from"),
    RelationKind.SOURCE_OF: N_("Works made from it"),
    RelationKind.RESPONDS_TO: N_("Responds to"),
    RelationKind.ANSWERED_BY: N_("Responses to it"),
    RelationKind.JOINT_WITH: N_("Published jointly with"),
}

STATES = {
    State.CURRENT: "",
    State.OUTDATED: N_("The text that this edition was translated from has changed since."),
    State.SUPERSEDED: N_("A newer work or edition takes the place of this one."),
}

PARTIES = {
    "network": N_("Networks led by the communities they speak for"),
    "organisation": N_("Organisations"),
    "agency": N_("Agencies of the United Nations and of governments"),
    "funder": N_("Funders"),
    "person": N_("People"),
}

FORMATS = {
    "application/pdf": "PDF",
    "application/vnd.openxmlformats-officedocument.wordprocessingml.document": "Word (DOCX)",
    "application/vnd.oasis.opendocument.text": "OpenDocument (ODT)",
    "application/epub+zip": "EPUB",
    "text/html": "HTML",
    "application/xhtml+xml": "HTML",
    "text/markdown": "Markdown",
    "text/plain": N_("Plain text"),
    "text/vtt": N_("Captions (WebVTT)"),
    "application/x-subrip": N_("Captions (SRT)"),
}

LICENCE_PARTS = {
    "by": N_("You may share and adapt it, also for sale, if you name its authors."),
    "by-sa": N_("You may share and adapt it if you name its authors and share what you make under the same terms."),
    "by-nc": N_("You may share and adapt it, not for sale, if you name its authors."),
    "by-nc-sa": N_(
        "You may share and adapt it, not for sale, if you name its authors "
        "and share what you make under the same terms."
    ),
    "by-nd": N_(
        "You may share it unchanged if you name its authors. A translation or adaptation needs their permission."
    ),
    "by-nc-nd": N_(
        "You may share it unchanged, not for sale, if you name its authors. "
        "A translation or adaptation needs their permission."
    ),
}

_IN_COPYRIGHT = re.compile(r"https?://rightsstatements\.org/(vocab|page)/InC")


def name_rights(uri: str, interface: Interface) -> tuple[str, str]:
    """What people call a licence, and what it lets them do, in a sentence; both may be general."""
    _ = interface.gettext
    licence = licences.find(uri)
    if licence and licence.attribution:
        code, version = licence.uri.split("/")[4:6]
        return f"Creative Commons {code.upper()} {version}", _(LICENCE_PARTS[code])
    if licence:
        return _("Public domain"), _("You may use it in any way.")
    if _IN_COPYRIGHT.match(uri):
        return _("In copyright"), _("You may read it and quote from it. Ask its publishers before any other use.")
    return uri.removeprefix("https://").removeprefix("http://"), ""


def name_format(media_type: str, interface: Interface) -> str:
    known = FORMATS.get(media_type)
    return interface.gettext(known) if known else media_type.rpartition("/")[2].upper()


def name_kind(kind: str, interface: Interface) -> str:
    return interface.gettext(KINDS[kind]) if kind in KINDS else kind
