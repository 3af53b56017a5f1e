"""The words by which the interface calls what language guides say: how grave, who thinks so, about what, and where.

`N_` only marks them for translation; `Interface.gettext` turns them into the reader's language when a page is made.
"""

from collections.abc import Iterable, Mapping

from msgspec import Struct

from firsthand.interface import Interface
from firsthand.interface.labels import N_
from firsthand.wording import Guide, Severity
from firsthand.wording.model import Position, Zone
from firsthand.wording.schema import Role, SourceEntry

SEVERITIES: dict[Severity, str] = {
    "slur": N_("Insult"),
    "stigmatising": N_("Stigmatising"),
    "discouraged": N_("Better avoided"),
    "imprecise": N_("Imprecise"),
    "contested": N_("Contested"),
}

STANCES: dict[Position, str] = {
    "avoid": N_("Advises against these words"),
    "prefer": N_("Prefers these words"),
    "accept": N_("Accepts these words"),
    "accept_in_context": N_("Accepts these words in some contexts"),
    "debated": N_("Sees these words as debated"),
    "own_usage": N_("Uses these words itself"),
}

VERIFIED = {
    "seen": "",
    "reported": N_("as another text reports it"),
    "unverified": N_("not yet checked against the text itself"),
}

STATUS = {
    "attested": "",
    "proposed": N_("proposed by this guide"),
    "unverified": N_("seen in fragments only"),
}

DOMAINS = {
    "people": N_("People"),
    "use": N_("Using drugs"),
    "dependence": N_("Dependence"),
    "treatment": N_("Treatment"),
    "testing": N_("Testing"),
    "harm_reduction": N_("Harm reduction"),
    "overdose": N_("Overdose"),
    "policy": N_("Drug policy"),
    "prison": N_("Prison"),
    "hiv": N_("HIV"),
    "hepatitis": N_("Hepatitis"),
    "tb": N_("Tuberculosis"),
    "sex_work": N_("Sex work"),
    "gender_sexuality": N_("Gender and sexuality"),
    "families": N_("Families"),
    "programme_language": N_("Words of programmes"),
}

ROLES: dict[Role, str] = {
    "person": N_("For a person"),
    "noun": N_("As a noun"),
    "adjective": N_("Beside a noun"),
    "verb": N_("As a verb"),
    "phrase": N_("As a fixed phrase"),
}

ZONES: dict[Zone, str] = {
    "body": N_("another meaning, or words that this guide lets pass"),
    "title": N_("titles"),
    "quotation": N_("quotations"),
    "mention": N_("words that are spoken about"),
    "reference": N_("references"),
    "affiliation": N_("affiliations"),
    "thanks": N_("acknowledgements"),
    "code": N_("code"),
    "address": N_("addresses"),
    "name": N_("proper names"),
}


class SourceView(Struct, frozen=True):
    title: str
    language: str
    publisher: str = ""
    year: str = ""
    link: str = ""


def name_domain(domain: str, interface: Interface) -> str:
    """A theme of a guide; a network may have themes of its own."""
    if domain in DOMAINS:
        return interface.gettext(DOMAINS[domain])
    words = domain.replace("_", " ")
    return words[:1].upper() + words[1:] or interface.gettext("Other concepts")


def title_of_guide(guide: Guide, interface: Interface) -> tuple[str, str]:
    """The title of a guide and the language it is in, as far as that is known."""
    title = guide.header.titles.get(interface.language)
    return (title, interface.language) if title else (guide.header.title, "" if guide.header.titles.get("en") else "en")


def view_source(source: SourceEntry) -> SourceView:
    link = source.url if source.url.startswith(("https://", "http://")) else ""
    year = str(source.year) if source.year else ""
    language = source.languages[0] if len(source.languages) == 1 else ""
    return SourceView(source.title, language, source.publisher, year, link)


def view_sources(keys: Iterable[str], sources: Mapping[str, SourceEntry]) -> tuple[SourceView, ...]:
    return tuple(view_source(sources[key]) for key in dict.fromkeys(keys) if key in sources)
