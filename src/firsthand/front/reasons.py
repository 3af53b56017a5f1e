"""Why a hit stands where it does, in words; on the page where a reader asks for it, and on the command line."""

from babel.numbers import format_decimal

from firsthand.interface import Interface
from firsthand.interface.labels import N_
from firsthand.search.protocol import Reason
from firsthand.search.thesaurus import shipped

ADDED = {
    "word": N_("a form of “%(words)s…”"),
    "exact": N_("“%(words)s” as it was written"),
    "phrase": N_("the phrase “%(words)s”"),
    "beginning": N_("a word that begins with “%(words)s”"),
    "concept": N_("“%(words)s” under any of its names"),
    "model": N_("how near a language model finds it to the question"),
    "likeness": N_("beside the others: how near the words stand, and whether it repeats a better hit"),
}
"""Kind of a reason that adds to the score -> what it is about."""

MULTIPLIED = {
    "outdated": N_("the text that this edition was translated from has changed"),
    "superseded": N_("a newer work or edition takes its place"),
}
"""State of an edition -> why its passages count less."""
OTHER_STATE = N_("the state of the edition")


def tell(reason: Reason, interface: Interface) -> str:
    """One line: what it does to the score, and why."""
    number = format_decimal(abs(reason.value), format="0.00", locale=interface.locale)
    if reason.kind in ADDED:
        sign = "−" if reason.value < 0 else "+"
        return f"{sign}{number} {_about(reason, interface)}{_counted(reason, interface)}"
    return f"×{number} {_factor(reason, interface)}"


def _about(reason: Reason, interface: Interface) -> str:
    words = _name(reason.words, interface) if reason.kind == "concept" else reason.words
    return interface.gettext(ADDED[reason.kind]) % {"words": words}


def _factor(reason: Reason, interface: Interface) -> str:
    if reason.kind == "state":
        return interface.gettext(MULTIPLIED.get(reason.words, OTHER_STATE))
    if reason.kind == "language":
        return interface.gettext("it is in the language that you read")
    if not reason.words:
        return interface.gettext("its year is not known")
    return interface.gettext("it is from %(year)s") % {"year": reason.words}


def _counted(reason: Reason, interface: Interface) -> str:
    """How often it is here and in the library, as far as that was counted."""
    said = []
    if reason.times:
        times = interface.ngettext("%(count)s time here", "%(count)s times here", reason.times)
        said.append(times % {"count": interface.number(reason.times)})
    if reason.passages:
        passages = interface.ngettext(
            "in %(count)s passage of the library", "in %(count)s passages of the library", reason.passages
        )
        said.append(passages % {"count": interface.number(reason.passages)})
    return f" ({', '.join(said)})" if said else ""


def _name(concept: str, interface: Interface) -> str:
    """A concept or everyday word by its name to use, where it is one of the thesaurus."""
    return shipped().name(concept, interface.language)
