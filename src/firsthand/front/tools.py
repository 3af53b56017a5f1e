"""What else can be done with what a search found: other views of it, and files to take along."""

from msgspec import Struct

from firsthand.front.question import Question, address
from firsthand.interface import Interface
from firsthand.interface.labels import N_


class Tool(Struct, frozen=True):
    label: str
    address: str
    file: bool = False


VIEWS = {
    "search": N_("Best passages"),
    "search/concordance": N_("Every occurrence in its line"),
    "search/frequency": N_("Over the years"),
}
FILES = {
    "search.csv": N_("Table (CSV)"),
    "search.ris": N_("References (RIS)"),
    "search.docx": N_("Quotations (Word)"),
    "search.atom": N_("Feed (Atom)"),
}
OF_PAGE = {"search/concordance": {"search/concordance.csv": N_("These lines (CSV)")}}
"""What only one of the pages can give."""


def make_tools(question: Question, interface: Interface, here: str = "search") -> tuple[Tool, ...]:
    """All but the page that the reader is on. Nothing without words: the list of works is there for that."""
    if not question.words:
        return ()
    views = [
        Tool(interface.gettext(label), address(interface, name, question.parameters))
        for name, label in VIEWS.items()
        if name != here
    ]
    files = [
        Tool(interface.gettext(label), address(interface, name, question.parameters), file=True)
        for name, label in (OF_PAGE.get(here, {}) | FILES).items()
    ]
    return (*views, *files)


def feed_address(question: Question, interface: Interface) -> str:
    return address(interface, "search.atom", question.parameters) if question.words else ""
