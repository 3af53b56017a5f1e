"""The words of the letter that asks somebody whether it was they who signed."""

from firsthand.catalogue.records import Library
from firsthand.interface import Interface
from firsthand.interface.said import Said, say
from firsthand.mailing import Letter

LINK_DAYS = 7
"""For which the link in a letter is good."""


def write_letter(email: str, title: Said, link: str, library: Library, interface: Interface) -> Letter:
    """The subject names no statement, since it is what others see over a shoulder. `link`: an absolute address."""
    _ = interface.gettext
    network = say(library.titles, interface)
    lines = (
        _("Somebody has signed this statement, and gave this e-mail address:"),
        f"    {title.value}",
        _("If it was you, open this page and press the first button there:"),
        link,
        _("If it was not you, press the second one, or do nothing: a signature that nobody confirms is not counted."),
        _("The link is good for %(count)s days.") % {"count": interface.number(LINK_DAYS)},
        network.value if network else "",
        library.address or "",
    )
    subject = _("Was it you who signed?")
    return Letter(email, subject, "\n\n".join(filter(None, lines)) + "\n", interface.language)
